"""German titles."""

SENIORITY = {
    "owner": """
        inhaber*, gründer*, mitgründer*, mitinhaber*, eigentümer*, gesellschafter, gesellschafterin,
        geschäftsführender gesellschafter, geschäftsführende gesellschafterin, *inhaber, *inhaberin, selbständig*,
        selbstständig*, *gründer, *gründerin, unternehmer, unternehmerin, gesellschafter geschäftsführer""",
    "c_level": """
        geschäftsführer*, geschäftsführung, *geschäftsführer, *geschäftsführerin, vorstand*, *vorstand,
        mitglied der geschäftsleitung, geschäftsleitung, geschäftsleiter*, hauptgeschäftsführer*, generaldirektor*,
        aufsichtsrat*, vorsitzender, vorsitzende, verwaltungsrat*, mitglied der geschäftsführung, präsident,
        präsidentin, sprecher der geschäftsführung, delegierter des verwaltungsrates, geschäftsführender partner,
        geschäftsführende partnerin, geschäftsführender direktor, geschäftsführende direktorin, vorsitz""",
    "vp": "vizepräsident*, prokurist*, bereichsvorstand*, mitglied der erweiterten geschäftsleitung",
    "director": """
        direktor, direktorin, *direktor, *direktorin, bereichsleiter*, bereichsleitung, hauptabteilungsleiter*,
        gesamtleiter*, gesamtleitung, werksleiter*, werkleiter*, niederlassungsleiter*, niederlassungsleitung,
        standortleiter*, standortleitung, regionalleiter*, geschäftsbereichsleiter*, geschäftsstellenleiter*,
        spartenleiter*, ressortleiter*, gebietsdirektor*, filialdirektor*, landesleiter*, regionaldirektor*,
        stellvertretender direktor, leitende direktorin, chefredakteur*, chefarzt, bereichsleitende""",
    "manager": """
        leiter, leiterin, leitung, *leiter, *leiterin, *leitung, teamleiter*, teamleitung, abteilungsleiter*,
        gruppenleiter*, projektleiter*, projektleitung, verantwortlich*, *verantwortlicher, *verantwortliche,
        meister, *meister, vorarbeiter*, leitender, leitende, filialleiter*, schichtleiter*, marktleiter*,
        stellvertretender leiter, polier, führungskraft, teamlead*, *manager, *managerin, gruppenführer,
        disponent leitung, fachbereichsleiter*, fachbereichsleitung, stellvertretende leitung, stv leiter,
        stv leitung, stellv leiter, referatsleiter*""",
    "senior": """
        experte, expertin, *experte, *expertin, chef*architekt, leitender ingenieur, architekt*""",
    "professional": """
        sachbearbeiter*, mitarbeiter, mitarbeiterin, *mitarbeiter, *mitarbeiterin, spezialist, spezialistin,
        *spezialist, *spezialistin, berater, beraterin, *berater, *beraterin, ingenieur*, *ingenieur, *ingenieurin,
        entwickler*, *entwickler, *entwicklerin, verkäufer*, *verkäufer, *verkäuferin, einkäufer*, *einkäufer,
        fachkraft, *fachkraft, kaufmann, kauffrau, *kaufmann, *kauffrau, *techniker, *technikerin, techniker*,
        betreuer*, *betreuer, *betreuerin, redakteur*, *redakteur, buchhalter*, *buchhalter, referent,
        referentin, *referent, *referentin, account managerin, key account managerin,
        community managerin, content managerin, social media managerin, customer success managerin,
        sekretär*, gestalter*, *gestalter, fachmann, fachfrau, angestellter, angestellte, vertreter, *vertreter,
        außendienst*, innendienst*, disponent*, koordinator*, *koordinator, *koordinatorin, administrator*,
        fachberater*, jurist*, anwalt, *anwalt, *anwältin, informatiker*, *informatiker, *informatikerin,
        programmierer*, mediengestalter*, assistenz der geschäftsführung, assistentin der geschäftsführung,
        assistent der geschäftsführung, assistenz der geschäftsleitung, assistentin der geschäftsleitung,
        assistent der geschäftsleitung, vorstandsassistent*, vorstandssekretär*, mitarbeiter der geschäftsleitung,
        beauftragter, beauftragte, *beauftragter, *beauftragte, repräsentant*, *repräsentant, vertriebsbeauftragte*,
        gebietsverkaufsleiter, gebietsleiter*, projektmanager*""",
    "junior": """
        praktikant*, *praktikant, *praktikantin, praktikum, auszubildende*, azubi, werkstudent*, werksstudent*,
        trainee, student, studentin, duales studium, dualer student, duale studentin, volontär*, lehrling,
        berufseinsteiger*, studentische hilfskraft, bachelorand*, masterand*, diplomand*, referendar*, in ausbildung,
        ausbildung zum, ausbildung zur, ausbildung als""",
    "assistant": "assistent, assistentin, assistenz, *assistent, *assistentin, *assistenz, hilfskraft, aushilfe",
}

# Whoever is called so works for the one whose office the title names.
AIDES = """
        assistenz der, assistentin der, assistent der, assistenz des, assistentin des, assistent des, assistenz von,
        vorstandsassistent*, geschäftsleitungsassistent*, vorstandssekretär*, direktionsassistent*, sekretariat der,
        sekretärin des, sekretärin der, mitarbeiter der, mitarbeiterin der, referent der, referentin der,
        referent des, assistenz an, assistenz für, assistentin für, assistenz geschäftsführung,
        assistentin geschäftsführung, assistent geschäftsführung, assistenz geschäftsleitung,
        assistentin geschäftsleitung, assistent geschäftsleitung, assistenz gf, assistentin gf, assistenz gl,
        assistenz vorstand, assistentin vorstand, geschäftsführungsassistent*, geschäftsführungsreferent*"""

DEPARTMENT = {
    "executive": """
        geschäftsführer*, geschäftsführung, vorstand*, geschäftsleitung, geschäftsleiter*, inhaber*, gründer*,
        mitgründer*, gesellschafter*, generaldirektor*, aufsichtsrat*, verwaltungsrat*, hauptgeschäftsführer*,
        eigentümer*, unternehmensleitung, unternehmer*, betriebsinhaber*, mitinhaber*, *geschäftsführer,
        *geschäftsführerin""",
    "sales": """
        vertrieb*, *vertrieb, *vertriebs*, verkauf*, verkäufer*, *verkauf, *verkaufs*, *verkäufer, *verkäuferin,
        außendienst*, innendienst*, *kundenberater, kundenberater*, gebietsleiter*, gebietsverkaufs*, großkunden*,
        handelsvertreter*, absatz*, filialverkauf*, kundenbetreuer*, kundenbetreuung, *außendienst, accountmanager*,
        bezirksleiter*, fachberater*, außendienstmitarbeiter*, innendienstmitarbeiter*, schlüsselkunden*, akquise*,
        handelsvertretung, angebotsmanagement, vertriebsinnendienst, anwendungsberater verkauf""",
    "marketing": """
        *marketing*, werbung, werbe*, öffentlichkeitsarbeit, pressesprecher*, presse*, unternehmenskommunikation,
        kommunikation*, *kommunikation, redakteur*, redaktion*, *redakteur, *redakteurin, mediengestalter*,
        grafiker*, grafik*, markenmanager*, marken*, veranstaltung*, messe*, marktforschung, eventmanager*,
        eventmanagement, texter*, mediaplaner*, medien*, werbetexter*, onlineredakteur*, webredakteur*,
        social media*, kampagnen*""",
    "business_development": """
        geschäftsentwicklung, geschäftsfeldentwicklung, unternehmensentwicklung, kooperationen, partnermanagement,
        partnermanager*, geschäftsfeldentwickler*, markterschließung, kooperationsmanage*""",
    "customer_support": """
        kundenservice*, kundendienst*, kundensupport*, servicetechniker*, hotline*, kundenerfolg, reklamation*,
        callcenter*, serviceleiter*, kundencenter*, beschwerdemanage*, anwendersupport, servicecenter*""",
    "it": """
        edv*, informatik*, *informatik, *informatiker, *informatikerin, softwareentwick*, *softwareentwick*,
        software*, programmierer*, systemadministrator*, anwendungsentwick*, netzwerk*, datenbank*, systemingenieur*,
        webentwick*, entwickler, entwicklerin, informationstechn*, informationssicherheit*, digitalisierung*,
        datenschutz*, systemtechnik*, rechenzentrum*, itleit*, systemarchitekt*, softwarearchitekt*,
        anwendungsbetreu*, fachinformatiker*, it*leiter, wirtschaftsinformatik*, systemelektronik*, administrator,
        administratorin, dateningenieur*, cyber*, systemberater*, digitale transformation, applikation*,
        systemspezialist*, systembetreu*""",
    "engineering": """
        maschinenbau*, elektrotechnik*, konstrukteur*, konstruktion*, entwicklungsingenieur*, verfahrenstechnik*,
        technischer leiter, technische leitung, technik, bauingenieur*, mechatronik*, versuchsingenieur*, bauleiter*,
        anlagenbau, prozessingenieur*, elektroingenieur*, technischer direktor, hardwareentwick*, betriebsingenieur*,
        bauleitung, technische leiterin, projektingenieur*, inbetriebnahme*, elektronik*, versorgungstechnik*,
        anwendungstechnik*, anwendungstechnisch*""",
    "product": """
        produktmanage*, produktmanager*, *produktmanager, *produktmanagerin, produktleit*, produktverantwort*,
        produktentwickl*, produkt*, produktdesign*, sortiment*""",
    "research": """
        forschung*, *forschung, forscher*, wissenschaft*, labor*, *labor, chemiker*, physiker*, biologe*,
        wissenschaftler*, doktorand*, innovationsmanage*, innovation*, entwicklungsleit*, laborant*, promotion*,
        forschung und entwicklung, f e""",
    "finance": """
        finanz*, *finanz*, buchhalt*, *buchhalter, *buchhaltung, rechnungswesen*, steuer*, controlling*,
        *controlling, *controller, controller*, revision*, wirtschaftsprüf*, kaufmännischer leiter,
        kaufmännische leitung, kaufmännischer geschäftsführer, kaufmännische geschäftsführerin, bilanz*, kredit*,
        bank*, anlageberater*, lohnbuchhalt*, versicherung*, treasury*, kreditoren*, debitoren*, vermögens*,
        rechnungsprüf*, firmenkundenberater*, fakturierung, schadenregulier*, kasse*, kalkulat*""",
    "purchasing": """
        einkauf*, *einkauf, *einkaufs*, einkäufer*, *einkäufer, *einkäuferin, beschaffung*, *beschaffung,
        materialeinkauf*, lieferanten*, warengruppen*, materialwirtschaft*""",
    "operations": """
        logistik*, *logistik, *logistiker, lager*, produktion*, *produktion, fertigung*, *fertigung, betriebsleit*,
        werksleit*, werkleit*, versand*, spedition*, disponent*, disposition*, qualität*, qualitäts*,
        produktionsleit*, instandhaltung*, montage*, fuhrpark*, arbeitsvorbereit*, supplychain*, transport*,
        lieferkette*, arbeitssicherheit*, betriebsleiter*, facility*, gebäudemanage*, filialleit*, marktleit*,
        prozessmanage*, zoll*, schichtleit*, haustechnik*, auftragsabwicklung, auftragsmanage*, disponentin,
        hausmeister*, prozessoptimier*, auftragsbearbeit*, warenwirtschaft*""",
    "human_resources": """
        personal, personal*, *personal, recruit*, ausbildungsleit*, ausbilder*, weiterbildung*, personalreferent*,
        personalleit*, personalentwick*, mitarbeiterentwick*, talentmanage*, lohn und gehalt, bewerber*,
        organisationsentwicklung, trainer*""",
    "legal": """
        recht, rechts*, jurist*, syndikus*, *anwalt, *anwältin, *anwaltin, justiziar*, justitiar*, compliance*,
        vertragsmanage*, patent*, datenschutzbeauftragte*, notar*, zulassung*, juristisch*""",
    "administrative": """
        sekretariat*, sekretär*, verwaltung*, büro*, assistenz der geschäftsführung,
        assistentin der geschäftsführung, assistent der geschäftsführung, assistenz der geschäftsleitung,
        assistentin der geschäftsleitung, assistent der geschäftsleitung, teamassistenz*, teamassistent*, empfang*,
        vorstandsassistent*, vorstandssekretär*, bürokauf*, büroleit*, officemanage*, *sekretär, *sekretärin,
        direktionsassistent*, geschäftsleitungsassistent*, vorstandsassistenz, rezeption*, backoffice*,
        projektassistenz, zentrale dienste, assistenz geschäftsführung, assistentin geschäftsführung,
        assistent geschäftsführung, assistenz geschäftsleitung, assistentin geschäftsleitung,
        assistent geschäftsleitung, assistenz gf, assistentin gf, assistenz vorstand, assistentin vorstand,
        assistenz für die geschäftsführung, assistentin des vorstands, geschäftsführungsassistent*""",
    "project_management": "projektbüro, multiprojektmanage*",
    "consulting": "unternehmensberat*, strategieberat*, managementberat*, organisationsberat*, unternehmensberatung",
    "other": """
        lehrer*, arzt, ärztin, *arzt, krankenpfleg*, pflege*, student, studentin, rentner*, koch, köchin, fahrer*,
        *fahrer, erzieher*, polizist*, pfarrer*, journalist*, elektriker*, schreiner*, friseur*, schüler*, hausfrau,
        soldat*, musiker*, schauspieler*, fotograf*, apotheker*, psycholog*, dozent*, pädagog*, ruhestand,
        im ruhestand, landwirt*, sozialarbeiter*, bürgermeister*, übersetzer*, kellner*, physiotherapeut*,
        therapeut*, steward*, azubi, auszubildende*, bildung, professor*""",
}

FALLBACK = {
    "engineering": """
        ingenieur*, *ingenieur, *ingenieurin, techniker*, *techniker, *technikerin, technisch*, *technik, architekt*,
        bau*, mechaniker*""",
    "project_management": """
        projektleit*, projektmanage*, *projektleit*, *projektmanage*, projektkoordinat*, projekt*, programmleit*,
        programmmanage*, projekte, *projekte""",
    "consulting": "berater, beraterin, beratung, *berater, *beraterin, *beratung, consultant*",
    "administrative": """
        assistenz, assistent, assistentin, *assistenz, *assistent, *assistentin, sachbearbeit*, sachbearbeiter*,
        kaufmännisch*""",
    "customer_support": "service*, support*, kunden*, *service, *support",
    "it": "entwicklung, *entwickler, *entwicklerin, system*, anwendung*, daten*, digital*, *admin",
    "sales": "handel*, markt*, export*, filial*, gebiets*, angebot*",
    "operations": "prozess*, betrieb*, planung*, planer*, *planung, *planer, organisation*, auftrag*",
    "executive": """
        unternehmensstrategie, strategie*, bereichsleit*, niederlassungsleit*, prokurist*, standortleit*, direktion*""",
    "marketing": "online*, content*, design*, video*, kreativ*",
    "product": "designer*",
    "finance": "kaufmann, kauffrau, *kaufmann, *kauffrau, wirtschaft*",
}
