"""Italian titles."""

SENIORITY = {
    "owner": """
        fondatore, fondatrice, cofondatore, cofondatrice, co fondatore, titolare, proprietario, proprietaria, socio,
        socia, imprenditore, imprenditrice, socio fondatore, libero professionista, socio amministratore,
        contitolare""",
    "c_level": """
        amministratore delegato, amministratrice delegata, ad, direttore generale, direttrice generale, presidente,
        amministratore unico, consigliere delegato, consigliere di amministrazione, consiglio di amministrazione,
        membro del cda, amministratore, vicedirettore generale, presidentessa, amministratrice""",
    "vp": "vicepresidente, vice presidente",
    "director": """
        direttore, direttrice, dirigente, vicedirettore, vice direttore, direttore di, capo divisione,
        responsabile di divisione, condirettore, direzione, direttore di stabilimento, capo area, dirigenti""",
    "manager": """
        responsabile, capo, coordinatore di team, supervisore, quadro, caporeparto, capo reparto, capoufficio,
        capo ufficio, caposquadra, capoprogetto, capo progetto, capo area vendite, responsabili, capo cantiere,
        capocantiere, capo turno, capoturno, gestione del team, referente di area""",
    "senior": "esperto, esperta, architetto, referente, capo ingegnere",
    "professional": """
        addetto, addetta, tecnico, tecnica, ingegnere, impiegato, impiegata, consulente, specialista, venditore,
        venditrice, agente, agente di commercio, analista, commerciale, programmatore, programmatrice, sviluppatore,
        sviluppatrice, acquirente, contabile, ragioniere, ragioniera, rappresentante, funzionario, funzionaria,
        funzionario commerciale, avvocato, avvocata, segretaria, segretario, progettista, promotore, coordinatore,
        coordinatrice, redattore, redattrice, tecnico commerciale, formatore, formatrice, ricercatore, ricercatrice,
        buyer, agenti, grafico, grafica, disegnatore, assistente di direzione, professore, professoressa, giurista,
        gestore, commercialista, incaricato, operatore, operatrice""",
    "junior": """
        stagista, tirocinante, apprendista, praticante, studente, studentessa, tirocinio, neolaureato, neolaureata""",
    "assistant": "assistente, ausiliario, aiuto, collaboratore, collaboratrice",
}

# Whoever is called so works for the one whose office the title names.
AIDES = """
        assistente di, assistente del, assistente della, assistente dell, segretaria di, segretaria del,
        segretario di, assistente al, assistente alla, assistente personale"""

DEPARTMENT = {
    "executive": """
        amministratore delegato, amministratrice delegata, direttore generale, direttrice generale, presidente,
        amministratore unico, titolare, fondatore, fondatrice, cofondatore, proprietario, proprietaria, imprenditore,
        imprenditrice, socio fondatore, consiglio di amministrazione, direzione generale, consigliere delegato,
        amministratore, socio, socia, socio amministratore, alta direzione""",
    "sales": """
        vendite, vendita, commerciale, commerciali, venditore, venditrice, agente di commercio, agente, agenti,
        capo area, area manager, grandi clienti, direttore commerciale, direttrice commerciale,
        responsabile commerciale, tecnico commerciale, rappresentante, prevendita, ufficio commerciale, rete vendita,
        forza vendita, consulente commerciale, clienti direzionali, funzionario commerciale, addetto vendite,
        addetta vendite, addetto alle vendite, addetta alle vendite, informatore scientifico, promotore,
        agente commerciale, rappresentante di commercio, export manager, promotore finanziario commerciale, commesso,
        commessa""",
    "marketing": """
        marketing, comunicazione, pubblicità, marchio, relazioni pubbliche, ufficio stampa, eventi, addetto stampa,
        contenuti, grafico, grafica, media, redattore, redattrice, redazione, immagine, copywriter,
        relazioni esterne, stampa, addetta stampa, fiere, promozione, pubblicitario, creativo, direttore creativo,
        ricerche di mercato, social""",
    "business_development": """
        sviluppo business, sviluppo commerciale, sviluppo affari, sviluppo del business, sviluppo mercati,
        sviluppo mercato, partnership, nuovi mercati, alleanze, sviluppo nuovi mercati, sviluppo rete,
        sviluppo d impresa, sviluppo clienti""",
    "customer_support": """
        assistenza clienti, servizio clienti, assistenza tecnica, post vendita, supporto tecnico, customer service,
        servizio assistenza, supporto clienti, assistenza, esperienza cliente, centralino clienti, reclami""",
    "it": """
        informatica, informatico, sistemi informativi, programmatore, programmatrice, sviluppatore, sviluppatrice,
        sistemista, reti, software, sicurezza informatica, dati, ict, trasformazione digitale, edp, ced,
        analista programmatore, tecnologie, sistemi, innovazione digitale, amministratore di sistema, base dati,
        sistema informativo, telecomunicazioni, analista funzionale, webmaster, tecnologia""",
    "engineering": """
        ingegneria, meccanico, meccanica, elettronico, elettronica, progettista, progettazione, ufficio tecnico,
        direttore tecnico, responsabile tecnico, disegnatore, disegnatrice, cantiere, direttore lavori,
        ingegnere meccanico, ingegnere civile, impianti, impiantista, automazione, responsabile ufficio tecnico,
        edile, geometra, ingegnere di processo""",
    "product": """
        prodotto, prodotti, responsabile prodotto, responsabile di prodotto, direttore prodotto, esperienza utente""",
    "research": """
        ricerca, ricercatore, ricercatrice, ricerca e sviluppo, laboratorio, innovazione, scientifico, scientifica,
        chimico, biologo, r s, dottorando, dottoranda, assegnista, biologa, fisico, statistico""",
    "finance": """
        finanza, finanziario, finanziaria, contabile, contabilità, tesoreria, controllo di gestione, controller,
        revisore, commercialista, amministrazione e finanza, amministrazione finanza e controllo,
        direttore finanziario, direttore amministrativo, responsabile amministrativo, responsabile amministrativa,
        bilancio, crediti, banca, fiscale, amministrazione, ragioniere, ragioniera, paghe, fatturazione,
        recupero crediti, assicurazioni, promotore finanziario, consulente finanziario, rischi, bancario, tributario,
        investimenti, gestore privati, assicurativo""",
    "purchasing": """
        acquisti, ufficio acquisti, approvvigionamenti, approvvigionamento, acquirente, fornitori, buyer,
        responsabile acquisti, compratore, compratrice, direttore acquisti""",
    "operations": """
        operazioni, logistica, produzione, magazzino, qualità, stabilimento, manutenzione, trasporti, spedizioni,
        catena di fornitura, direttore operativo, direttore di stabilimento, direttore di produzione, sicurezza,
        programmazione della produzione, pianificazione, operaio, operaia, magazziniere, direttore di negozio,
        punto vendita, responsabile punto vendita, negozio, trasporto, montaggio, operativo, operativa,
        responsabile di filiale, direttore di filiale, caporeparto, flotta, miglioramento continuo, rspp, hse,
        commercio elettronico, ambiente""",
    "human_resources": """
        risorse umane, hr, selezione, formazione, personale, selezionatore, selezionatrice, sviluppo organizzativo,
        relazioni industriali, ufficio personale, formatore, formatrice, direttore del personale,
        amministrazione del personale, recruiter, organizzazione, reclutamento""",
    "legal": """
        legale, avvocato, avvocata, affari legali, compliance, giuridico, notaio, contratti, ufficio legale,
        giurista, affari societari, normativa, affari regolatori, proprietà intellettuale, praticante avvocato,
        conformità, diritto, gare, ufficio gare""",
    "administrative": """
        segretaria, segretario, segreteria, assistente di direzione, impiegata amministrativa,
        impiegato amministrativo, reception, centralinista, amministrativa, amministrativo, receptionist,
        assistente amministrativa, assistente amministrativo, segretaria di direzione, front office, back office,
        accoglienza, assistente personale, ufficio""",
    "project_management": "pmo, ufficio progetti",
    "consulting": """
        consulenza, consulente strategico, consulente di direzione, consulente aziendale, consulenza aziendale,
        consulenza strategica, consulente di management""",
    "other": """
        studente, studentessa, insegnante, medico, infermiere, infermiera, docente, autista, cuoco, cuoca, cameriere,
        cameriera, pensionato, pensionata, giornalista, fotografo, musicista, attore, psicologo, psicologa,
        farmacista, traduttore, traduttrice, interprete, carabiniere, poliziotto, professore, professoressa,
        fisioterapista, educatore, educatrice, parrucchiere, sindaco, elettricista, idraulico, maestro, maestra,
        agricoltore, veterinario, disoccupato, barista""",
}

FALLBACK = {
    "engineering": "ingegnere, tecnico, tecnica, architetto, industriale",
    "project_management": """
        capo progetto, capoprogetto, responsabile di progetto, responsabile progetto, responsabile progetti,
        gestione progetti, gestione progetto, progetto, progetti, coordinatore di progetto, capo commessa, programma,
        responsabile commessa, commessa progetto""",
    "consulting": "consulente, consulenti, advisor",
    "administrative": "assistente, impiegato, impiegata, collaboratore, amministratore, addetto, addetta",
    "customer_support": "clienti, cliente, servizio, servizi, supporto",
    "executive": "strategia, strategie, vicepresidente, direzione, direzionale, affari generali",
    "marketing": "web, digitale, mercato, mercati, designer, design",
    "sales": "area, zona, estero, export, filiale, clientela, negozi, mercato italia, commercio",
    "it": "applicazioni, web, digitalizzazione, sistema",
    "operations": "gestione, servizi generali, processi, ambiente, impianto",
    "finance": "patrimoniale, controllo, tesoriere",
}
