"""French titles."""

SENIORITY = {
    "owner": """
        fondateur, fondatrice, cofondateur, cofondatrice, co fondateur, co fondatrice, propriétaire, associé gérant,
        gérant associé, gérante associée, entrepreneur, entrepreneure, auto entrepreneur, associé fondateur,
        dirigeant fondateur, chef d entreprise, cheffe d entreprise, patron, patronne, associé, associée,
        indépendant, indépendante""",
    "c_level": """
        pdg, président, présidente, directeur général, directrice générale, dg, gérant, gérante, dirigeant,
        dirigeante, président directeur général, directeur général adjoint, directrice générale adjointe, dga,
        administrateur délégué, membre du directoire, membre du comité de direction, comité exécutif,
        membre du comex, daf, dsi, drh, directeur exécutif, directrice exécutive, directeur général délégué,
        président du conseil, membre du conseil d administration""",
    "vp": "vice président, vice présidente, vice présidence",
    "director": """
        directeur, directrice, directeur adjoint, directrice adjointe, directeur régional, directrice régionale,
        directeur de, directrice de, sous directeur, sous directrice, directeur d agence, direction, directeurs,
        secrétaire général, directeur de site, directeur des opérations, chef de division, directrice d agence""",
    "manager": """
        responsable, chef, cheffe, chef de service, chef d équipe, cheffe d équipe, chef de département,
        chef de groupe, encadrant, encadrante, superviseur, superviseuse, animateur d équipe, chef de secteur,
        chef d atelier, adjoint, chef de projet, cheffe de projet, chef de projets, cheffe de projets,
        chef de produit, cheffe de produit, chef de produits, chef des ventes, cheffe des ventes, chef de marché,
        chef de zone, chef d agence, manageur, manageuse, coordinateur d équipe, chef de marque, chef de publicité,
        chef de chantier, cheffe des achats, responsables, chef comptable, cadre, gestion d équipe""",
    "senior": """
        confirmé, confirmée, expert, experte, référent technique, référente technique, architecte,
        ingénieur principal, expérimenté, maître""",
    "professional": """
        chargé, chargée, chargé de, chargée de, conseiller, conseillère, technicien, technicienne, ingénieur,
        ingénieure, consultant, consultante, commercial, commerciale, développeur, développeuse, analyste, acheteur,
        acheteuse, comptable, gestionnaire, vendeur, vendeuse, attaché, attachée, coordinateur, coordinatrice,
        coordonnateur, coordonnatrice, rédacteur, rédactrice, juriste, avocat, avocate, technico commercial,
        technico commerciale, délégué, déléguée, agent, représentant, représentante, formateur, formatrice,
        administrateur, administratrice, secrétaire, assistante de direction, assistant de direction,
        ingénieur commercial, ingénieure commerciale, animateur, animatrice, négociateur, négociatrice, graphiste,
        informaticien, informaticienne, contrôleur de gestion, contrôleuse de gestion, auditeur, auditrice, salarié,
        spécialiste, chargé d affaires, chargée d affaires, attaché commercial, community manager, téléconseiller,
        chercheur, référent, référente""",
    "junior": """
        stagiaire, stage de, apprenti, apprentie, alternant, alternante, alternance, débutant, étudiant, étudiante,
        bénévole, en alternance, contrat pro, apprentissage, stage, doctorant, volontaire""",
    "assistant": "assistant, assistante, aide, auxiliaire, employé, employée",
}

# Whoever is called so works for the one whose office the title names.
AIDES = """
        assistante de, assistant de, assistante du, assistant du, assistante d, secrétaire de, secrétaire du,
        assistante direction, assistant direction, bras droit du, attaché de direction, attachée de direction,
        collaborateur du"""

DEPARTMENT = {
    "executive": """
        pdg, directeur général, directrice générale, gérant, gérante, président, présidente, dirigeant, dirigeante,
        chef d entreprise, fondateur, fondatrice, cofondateur, cofondatrice, associé gérant, co fondateur,
        propriétaire, président directeur général, membre du directoire, comité de direction, direction générale,
        administrateur délégué, directeur général adjoint, secrétaire général, entrepreneur,
        conseil d administration, dga, cheffe d entreprise""",
    "sales": """
        ventes, vente, commercial, commerciale, commerciaux, vendeur, vendeuse, technico commercial,
        technico commerciale, ingénieur commercial, ingénieur d affaires, ingénieure d affaires, chargé d affaires,
        chargée d affaires, grands comptes, directeur commercial, directrice commerciale, comptes clés,
        attaché commercial, attachée commerciale, chef des ventes, chef de secteur, responsable de secteur,
        administration des ventes, adv, force de vente, conseiller de vente, conseiller commercial,
        conseillère commerciale, agent commercial, délégué commercial, négociateur, animateur des ventes,
        responsable commercial, responsable commerciale, avant vente, télévente, compte clé, représentant,
        chargé de clientèle, chargée de clientèle, conseiller clientèle, conseillère clientèle, grand compte,
        grande distribution, directeur de clientèle, responsable grands comptes, responsable de clientèle,
        responsable clientèle, télévendeur, délégué médical""",
    "marketing": """
        marketing, communication, communications, publicité, publicitaire, marque, marques, webmarketing,
        relations presse, relations publiques, événementiel, événementielle, chef de produit marketing,
        attaché de presse, attachée de presse, rédacteur web, référencement, graphiste, infographiste, médias,
        évènementiel, évènementielle, événements, évènements, réseaux sociaux, community manager,
        chargé de communication, chargée de communication, rédactrice, rédacteur, éditorial, chargé de webmarketing,
        trafic, traffic manager, presse, contenu, contenus, concepteur rédacteur, directeur artistique,
        directrice artistique, chef de publicité, études marketing, porte parole, acquisition, e marketing, mécénat""",
    "business_development": """
        développement commercial, développement des affaires, développement d affaires, partenariats, partenariat,
        développeur commercial, développement business, développement, développement des ventes,
        développement international, directeur du développement, responsable développement,
        responsable du développement, alliances, chargé de développement, chargée de développement,
        développeur d affaires, directrice du développement""",
    "customer_support": """
        service client, service clients, relation client, relations clients, support client, sav,
        service après vente, satisfaction client, expérience client, téléconseiller, téléconseillère,
        centre d appels, assistance technique, support technique, réclamations, relation clients,
        chargé de relation client, conseiller client, après vente""",
    "it": """
        informatique, développeur, développeuse, système d information, systèmes d information, dsi, si,
        systèmes et réseaux, administrateur système, administrateur systèmes, administrateur réseau, réseaux, réseau,
        logiciel, logiciels, ingénieur logiciel, données, base de données, bases de données, transformation digitale,
        transformation numérique, numérique, sécurité informatique, cybersécurité, ingénieur système,
        chef de projet informatique, informaticien, informaticienne, architecte logiciel, architecte si, intégrateur,
        exploitation informatique, applicatif, webmestre, télécoms, rssi, technologies, directeur technique web, moa,
        moe, maîtrise d ouvrage, ingénieur d études et développement, programmeur, analyste programmeur""",
    "engineering": """
        bureau d études, ingénierie, mécanique, électrique, électronique, génie civil, directeur technique,
        directrice technique, responsable technique, ingénieur d études, ingénieur procédés, travaux,
        conducteur de travaux, méthodes, ingénieur méthodes, dessinateur, projeteur, concepteur, automatisme,
        automaticien, génie, ingénieur mécanique, chef de chantier""",
    "product": """
        produit, produits, chef de produit, cheffe de produit, chef de produits, responsable produit, ergonome,
        gamme""",
    "research": """
        recherche, recherche et développement, chercheur, chercheuse, scientifique, laboratoire, innovation,
        doctorant, doctorante, laborantin, chimiste, biologiste, ingénieur de recherche, statisticien,
        études cliniques, économiste""",
    "finance": """
        finance, finances, financier, financière, comptable, comptabilité, contrôleur de gestion,
        contrôleuse de gestion, contrôle de gestion, trésorier, trésorière, trésorerie, audit, auditeur, auditrice,
        fiscal, fiscaliste, fiscalité, commissaire aux comptes, directeur financier, directrice financière, daf, raf,
        administratif et financier, directeur administratif et financier, directrice administrative et financière,
        paie, facturation, recouvrement, banque, patrimoine, crédit, assurance, assurances, expert comptable,
        expertise comptable, gestion de patrimoine, conseiller en patrimoine, responsable administratif et financier,
        risques, actuaire, courtier""",
    "purchasing": """
        achats, achat, acheteur, acheteuse, approvisionnement, approvisionnements, approvisionneur, approvisionneuse,
        fournisseurs, directeur des achats, responsable achats, responsable des achats, sourcing""",
    "operations": """
        opérations, logistique, production, exploitation, supply chain, entrepôt, transport, transports, qualité,
        usine, directeur de site, directeur d usine, chaîne logistique, planification, ordonnancement, maintenance,
        hse, qse, qhse, atelier, services généraux, magasin, directeur de magasin, responsable de magasin,
        magasinier, flotte, stocks, expédition, exploitant, amélioration continue, fabrication, directeur d agence,
        sécurité, opérateur, gestionnaire de stock, boutique, douane, opérationnel""",
    "human_resources": """
        ressources humaines, rh, drh, recrutement, recruteur, recruteuse, chargé de recrutement, formation,
        formateur, formatrice, gestionnaire de paie, talents, gpec, personnel, chargée de recrutement,
        directeur des ressources humaines, directrice des ressources humaines, responsable formation, qvt, emploi,
        carrières, mobilité interne, marque employeur""",
    "legal": """
        juridique, juriste, avocat, avocate, conformité, contentieux, notaire, droit, directeur juridique,
        affaires réglementaires, réglementaire, conseil juridique, propriété intellectuelle, marchés publics,
        contrats, délégué à la protection des données""",
    "administrative": """
        assistante de direction, assistant de direction, secrétaire, secrétariat, administratif, administrative,
        assistante administrative, assistant administratif, accueil, office manager, hôtesse d accueil, standardiste,
        responsable administratif, responsable administrative, gestionnaire administratif, agent administratif,
        moyens généraux""",
    "project_management": "direction de projets, bureau des projets, pmo, directeur de programme",
    "consulting": """
        conseil en stratégie, consultant en stratégie, conseil en management, cabinet de conseil,
        consultant en management, consultant en organisation""",
    "other": """
        étudiant, étudiante, infirmier, infirmière, enseignant, enseignante, professeur, médecin, chauffeur,
        cuisinier, serveur, serveuse, retraité, retraitée, journaliste, policier, éducateur, éducatrice, pharmacien,
        psychologue, photographe, musicien, artiste, électricien, plombier, coiffeur, boulanger, maire,
        aide soignant, aide soignante, chef de cuisine, chef de partie, sous chef, second de cuisine,
        kinésithérapeute, traducteur, interprète, agriculteur, professeure, recherche d emploi, à la recherche,
        animateur""",
}

FALLBACK = {
    "engineering": """
        ingénieur, ingénieure, technicien, technicienne, technique, architecte, bâtiment, btp, industriel,
        industrielle""",
    "project_management": """
        chef de projet, cheffe de projet, chef de projets, cheffe de projets, directeur de projet,
        directeur de projets, gestion de projet, gestion de projets, projet, projets, responsable de projet,
        responsable projet, coordinateur de projet, directrice de projet, programme""",
    "consulting": "consultant, consultante, conseil, conseiller, conseillère, partner",
    "administrative": "assistant, assistante, gestionnaire, employé, coordinateur, coordinatrice, adjoint, adjointe",
    "customer_support": "clients, client, clientèle, service, support, services",
    "executive": "stratégie, président, vice président, direction, affaires générales",
    "marketing": "web, digital, internet, médiateur, création, créatif, rp",
    "sales": """
        affaires, secteur, comptes, export, agence, distribution, marché, zone, région, régional, négoce, clientèle""",
    "it": "digital, web, système, systèmes, architecte, études et développement, applications",
    "operations": "agence, site, centre, process, processus, gestion",
    "finance": "gestion financière, investissements, investissement, comptes",
}
