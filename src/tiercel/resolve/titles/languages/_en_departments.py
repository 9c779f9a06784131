"""English words of departments, and of those who work for whose office a title names."""

# Whoever is called so works for the one whose office the title names.
AIDES = """
        assistant to, pa to, ea to, secretary to, assistant of, office of the, executive assistant,
        personal assistant, executive secretary, aide to, deputy to, assistant to the, assistants to,
        secretary of the, ea, pa of, pa, executive pa, office of ceo, ceo office, assistant for"""

DEPARTMENT = {
    "executive": """
        ceo, chief executive officer, chief executive, managing director, president and ceo, general manager, general
        director, chairman, chairwoman, chairperson, board member, member of the board, board of directors, managing
        partner, executive director, chief of staff, executive board, deputy ceo, country manager, founder, co
        founder, cofounder, owner, co owner, proprietor, entrepreneur, business owner, non executive director,
        management board, executive management, founding partner, president, deputy managing director, executive
        chair, vice chairman, group md, deputy md, country md, md ceo, md and ceo, city manager, county
        administrator, county manager, town manager""",
    "sales": """
        sales, selling, seller, account executive, account manager, key account, key account manager, account
        director, account management, territory manager, territory, salesman, saleswoman, salesperson, salesforce,
        revenue, cro, chief revenue officer, chief sales officer, chief commercial officer, presales, pre sales,
        sales engineer, sales operations, sales enablement, sdr, bdr, sales development, business development
        representative, inside sales, outside sales, field sales, commercial director, commercial manager,
        commercial, retail sales, client partner, client executive, client director, regional sales, account,
        accounts executive, kam, sales consultant, channel manager, channel sales, dealer manager, merchandiser,
        major accounts, strategic accounts, named accounts, sales representative, sales assistant, sales support,
        sales administrator, sales manager, store sales, client advisor, sales trainer, sales specialist, trade
        manager, telesales, sales project manager, technical sales, export, sales planning, sales controller, media
        sales, ad sales, fund sales, sales excellence, sales performance, product sales, digital sales, online sales,
        it sales, solution sales, solutions sales, event sales, sales systems, business sales, sales backoffice,
        sales back office, sales administration, sales training, channel, channel partner, software sales, partner
        sales, service sales, sales and service, cashier, real estate agent, rental agent, realtor, leasing agent,
        leasing consultant, insurance agent, independent distributor, parts specialist, telemarketer, travel agent,
        counter sales, dealership, car dealer, wholesale, account representative, insurance sales, acct exec, acct
        manager, acct mgr, account mgr, account exec, key account mgr, rental clerk, rental assistant, rental,
        counter clerk, demonstrator, real estate broker, bid manager, tender manager, proposal manager, enterprise
        ae, ae, deal desk, telemarketing, travel consultant, travel advisor, beauty consultant, insurance broker,
        insurance producer, advertising sales, brand ambassador, auctioneer, sales floor, retail associate, ticket
        agent, door to door, counter salesperson, parts counter, insurance salesperson, travel counselor, sales
        clerk, store clerk, route sales, route salesperson, front end manager, front end supervisor, key holder, key
        carrier, bridal consultant, fashion consultant, reservations, reservation agent, grocery, produce manager,
        meat manager, bakery manager, counter service representative, customer service cashier, toll collector,
        vending, counterperson, parts counterperson, driver sales""",
    "marketing": """
        marketing, marketer, brand, branding, communications, communication, public relations, pr, advertising,
        campaign, campaigns, content, content manager, social media, community manager, seo, sea, sem, ppc, cmo,
        chief marketing officer, growth hacker, demand generation, demand gen, lead generation, copywriter, event
        manager, events, event, media, product marketing, product marketing manager, marketing automation, marketing
        operations, digital marketing, market research, trade marketing, e commerce marketing, press, press officer,
        spokesperson, corporate communications, creative director, art director, graphic designer, graphic design,
        editor, editorial, web content, email marketing, performance marketing, influencer marketing, customer
        insights, consumer insights, storyteller, category marketing, field marketing, marketing project manager,
        marketing engineer, publicist, webmarketing, internal communications, partner marketing, merchandising,
        marketing manager, marketing specialist, marketing assistant, e marketing, online marketing, crm marketing,
        marcom, marcoms, customer marketing, content marketing, marketing communications, retail marketing, channel
        marketing, marketing communication, chief brand officer, chief communications officer, chief growth officer,
        fairs, exhibitions, exhibition, trade fairs, digital communication, digital media, digital content, digital
        strategist, marketing analytics, marketing technologist, marketing intelligence, brand strategist, market
        analyst, market researcher, public affairs, promotions, press secretary, comms, ghostwriter, mktg, e mail
        marketing, data driven marketing, growth marketing, growth manager, head of growth, growth lead, public
        information officer, public information, graphic artist, search engine optimization, search engine marketing,
        paid search, paid social, event planner, meeting planner, conference planner, conference manager, conference
        planning, creative services, media planner, media buyer, media relations, community relations, publicity,
        promotion manager, promotions manager, convention planner, conventions, layout artist, commercial artist,
        community outreach, wedding planner""",
    "business_development": """
        business development, business developer, business development manager, bizdev, biz dev, partnerships,
        partnership, strategic partnerships, alliances, alliance, corporate development, strategic alliances,
        new business, partner manager, partner development, market development, business expansion,
        head of business development, business dev, bd manager, channel partnerships, partner management,
        strategic business development, bus dev, chief business officer, director business development,
        business creation, venture development, corporate venture, venture building, business builder,
        business innovation, partner success, corporate partnerships, business developement,
        new business development, business growth""",
    "customer_support": """
        customer service, customer support, customer success, customer care, customer success manager, customer
        experience, call center, call centre, contact center, contact centre, help desk, helpdesk, service desk,
        technical support, client service, client services, client success, client support, support agent, support
        specialist, support engineer, after sales, aftersales, complaints, customer relations, csm, customer
        operations, customer advocate, user support, chief customer officer, service advisor, customer service
        representative, customer happiness, guest relations, guest services, field service, service manager, customer
        advisor, support representative, product support, client happiness, customer engagement, customer support
        manager, 1st level support, first level support, 2nd level support, second level support, 1st level, 2nd
        level, first level, second level, member services, member service, call center agent, complaint clerk,
        warranty clerk, warranty, complaint adjuster, help line, customer account specialist""",
    "it": """
        it, ict, information technology, information systems, software, developer, programmer, web developer,
        software engineer, software developer, full stack, fullstack, frontend, front end, backend, back end, devops,
        sre, site reliability, cloud, cloud engineer, data engineer, data scientist, data science, data analyst,
        data, database, dba, big data, machine learning, artificial intelligence, ai, ml engineer, cto, cio, ciso,
        cdo, chief technology officer, chief information officer, chief information security officer, chief digital
        officer, chief data officer, chief technical officer, system administrator, systems administrator, sysadmin,
        network engineer, network administrator, network, networks, infrastructure, security engineer, cyber
        security, cybersecurity, information security, it security, system engineer, systems engineer, solution
        architect, solutions architect, enterprise architect, software architect, technical architect, cloud
        architect, architect it, data architect, sap, erp, oracle, java, php, python, javascript, net, android, ios,
        mobile developer, application developer, applications, application manager, business intelligence, bi, qa
        engineer, tester, test automation, systems analyst, system analyst, it manager, it director, digital
        transformation, digitalization, digitalisation, webmaster, web, ux developer, scrum master, agile coach,
        sharepoint, linux, windows, computer, tech lead, technology, integration engineer, integration, analytics
        engineer, analytics, platform, blockchain, crm developer, app, api, iam, identity management, it support, it
        service, desktop support, it specialist, data protection, telecom, telecommunications, computing, application
        support, system integrator, systems, informatics, information officer, penetration tester, automation
        developer, rpa, digital solutions, digital technology, digital platforms, cdio, salesforce architect,
        salesforce engineer, data management, data governance, master data, it operations, it infrastructure, it
        services, it business partner, it systems, it product, it business, lan, network operations, systems
        programmer, computer technician, computer support, it technician, computer operator, web designer, game
        developer, it project manager, it projects, it project, project manager it, crm project manager, project
        manager crm, infosec, swe, full stack dev, itsm, it service management, dev, test manager, release manager,
        configuration manager, embedded software, qa, qa lead, sdet, security analyst, security architect, clinical
        informatics, nursing informatics, health informatics, medical informatics, software test engineer, qa test
        engineer, game designer, crm, clinical information systems, nursing information systems, health information
        systems, database designer, information architect, network technician, video game designer, computer
        scientist, computer systems, computer network, computer security, hardware and software, quality assurance
        tester, sqa, software quality, game tester, level designer, web content developer, digital forensics,
        computer forensics, ecm, enterprise content management, edms, clinical data, mis, pc technician, personal
        computer, mainframe, unix, middleware, firewall, etl, data warehouse, data warehousing, document management,
        electronic document, programmer analyst, algorithm developer, telecommunication""",
    "engineering": """
        mechanical, mechanical engineer, electrical, electrical engineer, civil engineer, process engineer,
        manufacturing engineer, chemical engineer, structural engineer, hardware, electronics, engineering, design
        engineer, project engineer, field engineer, industrial engineer, automotive engineer, aerospace, automation
        engineer, engineering manager, mechatronics, robotics, control engineer, maintenance engineer, quality
        engineer, application engineer, applications engineer, technical director, technical manager, chief engineer,
        embedded, firmware, construction engineer, cad, development engineer, test bench, commissioning, hydraulic,
        geotechnical, naval architect, electronic, surveyor, drafter, draftsman, draftsperson, cartographer,
        photogrammetrist, product engineer, product quality engineer, safety engineer, materials engineer, plant
        engineer, facility engineer, ergonomist, landscape architect, marine engineer, petroleum engineer, mining
        engineer, nuclear engineer, agricultural engineer, biomedical engineer, environmental engineer, hardware
        engineer, electronics engineer, power systems engineer, flight test engineer, avionics, transportation
        engineer, manufacturing engineering, planning engineer, drafting, architectural, design architect, welding
        engineer, piping engineer, production engineer, site engineer, automation technician, automation designer,
        product design engineer, design technician, structural designer, mechanical designer, electrical designer,
        cartographic, geodesist, non destructive testing, optical engineer, controls engineer, process controls
        engineer, roadway designer, piping designer, photogrammetric, agricultural systems, metallurgist, surveying,
        land surveyor, mapping, gis technician, acoustical engineer, nuclear, hydraulics, electrical technician,
        mechanical technician, engineering technician, civil technician, aerospace technician, calibration,
        instrumentation, architectural designer, landscape designer, ship designer, fuel cell, photonics,
        mechatronic, geological engineer, traffic engineer, water engineer, wastewater engineer, corrosion,
        biomedical, prototype, aircraft designer, bioengineer, structural analyst, energy systems engineer,
        metrologist, metrology, nanotechnologist, nanotechnology, microsystems, cost engineer, value engineer, tool
        designer, die designer, packaging engineer, product safety engineer, systems safety engineer, reliability
        engineer, validation engineer, quality engineering, instrument person, party chief, survey crew, survey
        technician, survey party chief, aerotriangulation, stereoplotter, hydrographic, project architect,
        electromechanical, electro mechanical, radar, antenna, rf, microwave, semiconductor, circuit, circuits, pcb,
        fpga, vlsi, asic, plc, programmable logic, scada, hvac, thermal engineer, propulsion, turbine, stress
        engineer, photovoltaic, solar engineer, wind energy, stormwater, research engineer, energy engineer, power
        engineer, water resources engineer, logistics engineer, fire protection engineer, aerospace engineering, mine
        engineer, engineering aide, research and development engineer, r d engineer, r and d engineer, ergonomic,
        ergonomics, human factors, mems, nanofabrication, industrial radiographer, optical systems engineer, systems
        integration engineer, computer aided design, supplier quality engineer, materials development engineer,
        systems test technician, safety consultant, specifications writer, test engineer""",
    "product": """
        product, product manager, product owner, product management, product director, chief product officer,
        product designer, ux, ui, ux designer, user experience, ux ui, product development manager,
        product strategy, product line, product specialist, service designer, interaction designer, user research,
        ux researcher, product portfolio, technical writer, technical author""",
    "research": """
        research, researcher, research and development, r d, rnd, scientist, scientific, research scientist,
        laboratory, lab, innovation manager, chief scientific officer, postdoc, post doctoral, postdoctoral, phd, phd
        student, research fellow, research associate, principal investigator, chemist, biologist, physicist, clinical
        research, statistician, product development, doctoral, biotechnology, chief innovation officer, research
        assistant, archaeologist, economist, mathematician, geologist, chief scientist, epidemiologist, ecologist,
        geographer, sociologist, anthropologist, toxicologist, meteorologist, biochemist, microbiologist, geneticist,
        hydrologist, zoologist, botanist, naturalist, environmental scientist, urban planner, city planner, regional
        planner, agronomist, neuroscientist, astronomer, geoscientist, political scientist, historian, forester,
        conservation scientist, lab technician, laboratory technician, soil scientist, immunologist, pathologist,
        clinical scientist, research technician, forestry, forest, wildlife, rangeland, biological, biology, soils,
        fisheries, natural resource, natural resources, conservation, conservationist, climate, crime scene, evidence
        technician, forensic, forensics, watershed, horticulture, horticulturist, geospatial, remote sensing,
        hydrogeologist, statistical, pharmacologist, ecology, chemical technician, chemical analyst, clinical trial,
        clinical trials, clinical study, clinical studies, clinical development, clinical program, clinical
        pharmacologist, community planner, neighborhood planner, neighbourhood planner, land use planner, industrial
        organizational psychologist, forecaster, weather, geotechnician, natural sciences, medical researcher,
        clinical researcher, oceanographer, paleontologist, virologist, entomologist, parasitologist, physiologist,
        pharmacology, astrophysicist, biophysicist, demographer, ethnologist, linguist, survey researcher, plant
        breeder, seismologist, climatologist, limnologist, mycologist, geophysicist, plant scientist, animal
        scientist, food scientist, bioinformatics, range manager, animal nutritionist, biostatistician,
        bioinformatician, bacteriologist, food technologist, fish culturist, aquaculture, econometrician, survey
        methodologist, pollster, political analyst, policy analyst, legislative analyst, cryptographer, mudlogger,
        nuclear technician, latent print, ballistics, firearms examiner, csi, social science, medical science,
        medical science liaison, precision agriculture, crop consultant, remediation, hydrology, geology, geological,
        oceanography, atmospheric, meteorological, seismic, microbiology, biochemistry, genetics, immunology,
        toxicology, epidemiology, entomology, archaeology, anthropology, agronomy, habitat, hatchery, silviculture,
        timber, urban planning, city planning, regional planning, community planning, transportation planner,
        transportation planning, environmental planner, environmental planning, zoning, park naturalist, wetland,
        wetlands, ecosystem, archeologist, scientific affairs, radiation control, agricultural research, soil
        conservationist, operations research, water quality, seed analyst, polymer, nutrient management, livestock
        nutritionist, field interviewer, lab analyst""",
    "finance": """
        finance, financial, accounting, accountant, accounts payable, accounts receivable, controller, controlling,
        cfo, chief financial officer, treasurer, treasury, audit, auditor, tax, bookkeeper, bookkeeping, payroll,
        investment, investments, investor relations, risk, risk manager, credit, billing, financial analyst, finance
        director, financial controller, budget, actuary, banker, banking, comptroller, underwriter, trader, portfolio
        manager, wealth, asset management, fund, equity, m a, mergers, mergers and acquisitions, insurance, claims,
        loan, loans, collections, cost, pricing, fp a, fundraising, venture capital, private equity, broker, chief
        risk officer, chief accounting officer, revenue accountant, tax advisor, bursar, it audit, it auditor, sales
        finance, finance operations, finance business partner, revenue accounting, chief investment officer,
        management accountant, appraiser, assessor, teller, collector, biller, medical biller, fraud examiner, fraud,
        trust officer, loan officer, debt collector, collection agent, collection specialist, financial examiner, tax
        examiner, tax collector, revenue officer, actuarial, real estate appraiser, mortgage, cost estimator, budget
        analyst, credit analyst, wealth manager, stockbroker, financial planner, financial advisor, financial
        adviser, claims adjuster, adjuster, bank officer, branch banker, private banker, cash, investor, business
        angel, angel investor, fund manager, asset manager, commercial loan, commercial loans, commercial banking,
        commercial banker, commercial lines, commercial underwriter, commercial credit, commercial appraiser,
        personal banker, personal banking, personal lines, personal loans, revenue agent, revenue collector, revenue
        tax, tax revenue, revenue cycle, quantitative analyst, quantitative strategist, loan processor, payroll
        clerk, accounting clerk, credit clerk, bank teller, tax preparer, tax accountant, revenue analyst, claims
        examiner, claims investigator, insurance adjuster, estate planning, stock trader, financial manager, cost
        accountant, invoice, invoicing, accounts clerk, foreclosure, pension, estimator, estimating, enrolled agent,
        brokerage, cage cashier, gaming cashier, policy processing, stock broker, personal financial advisor, estate
        planner, trust administrator, debt, debt counselor, credit counselor, financial counselor, underwriting,
        annuity, securities, commodities, commodity trader, derivatives, fixed income, escrow, reimbursement, ledger,
        reconciliation, statement clerk, account clerk, new accounts, credit union, valuation, appraisal, workers
        compensation, claim, bank manager, policy issue clerk, forensic audit, forensic accountant, special
        investigations unit, ship broker""",
    "purchasing": """
        purchasing, purchase, purchaser, procurement, buyer, buying, sourcing, category manager,
        chief procurement officer, strategic sourcing, supplier, supplier manager, vendor management,
        vendor manager, commodity manager, strategic buyer, supply manager, supplier quality, category buyer,
        procurement manager, purchasing manager, sourcing manager, global sourcing, category management,
        category lead, it procurement, it purchasing, it sourcing, technical purchasing, technical buyer,
        purchasing agent, procurement specialist, procurement analyst, purchasing analyst, contract buyer,
        merchandise buyer, sourcing analyst, purchasing director, procurement director, buyer planner, grain buyer,
        wholesale buyer, retail buyer, grain merchandiser""",
    "operations": """
        operations, operation, supply chain, logistics, logistic, warehouse, production, manufacturing, plant
        manager, plant, factory, quality, quality assurance, quality control, qhse, hse, ehs, coo, chief operating
        officer, chief operations officer, shipping, transport, transportation, fleet, inventory, distribution,
        facility, facilities, facility manager, maintenance, store manager, branch manager, dispatcher, dispatch,
        business operations, process improvement, process manager, lean, six sigma, continuous improvement, operator,
        machine operator, foreman, assembly, order management, order manager, production planner, material,
        materials, demand planning, demand planner, site manager, safety, e commerce manager, ecommerce manager, e
        commerce, ecommerce, restaurant manager, hotel manager, business process, supply, fulfillment, fulfilment,
        shift supervisor, shift leader, retail manager, stock, customs, forwarding, process excellence, revenue
        operations, quality manager, warehouse supervisor, operations manager, shop manager, chief supply chain
        officer, operational excellence, warehouse manager, plant director, general superintendent, dispatch
        supervisor, materials manager, stocker, shipping clerk, receiving clerk, shipping and receiving, order
        filler, stockroom, production supervisor, packer, loader, machinist, installer, repairer, repairman, repair
        technician, maintenance technician, fabricator, assembler, millwright, cnc, numerical control, mail carrier,
        carrier, postal, mail, shipper, receiving, route, courier, freight, expeditor, cycle counter, meter reader,
        traffic clerk, sustainability manager, head of sustainability, esg, revops, corporate security, physical
        security, export coordinator, import coordinator, import export, export documentation, laborer, laborers,
        labourer, industrial hygienist, occupational hygienist, cargo, mail sorter, order picker, picker, weigher,
        expediter, production clerk, shipping manager, letter carrier, train dispatcher, truck dispatcher, inventory
        clerk, stock clerk, harbor master, harbour master, quality inspector, tool and die, assembly line, crane
        operator, forklift, rigger, bottler, sawmill, refinery, building manager, logistician, crew scheduler, ramp
        agent, messenger, bike messenger, postmaster, tool crib, yard manager, terminal manager, airport manager,
        port director, storage manager, import specialist, power plant, material handler, materials handler, package
        handler, delivery worker, delivery person, delivery driver, delivery clerk, parts clerk, gate agent, parcel,
        dock, loading dock, window clerk, distribution clerk, route driver, water treatment, hydroelectric, biomass
        plant, order puller, quality technician, quality analyst, quality auditor""",
    "human_resources": """
        human resources, human resource, hr, people, people operations, people and culture, recruiter, recruiting,
        recruitment, talent, talent acquisition, chro, chief human resources officer, chief people officer, learning
        and development, l d, training, compensation, benefits, hr business partner, hrbp, personnel, employer
        branding, payroll specialist, people partner, staffing, sourcer, talent manager, organizational development,
        workforce, headhunter, diversity, employee relations, talent management, organisational development, hris,
        people manager, onboarding, training manager, labour relations, culture, it recruiter, it recruiting,
        technical recruiter, hr operations, executive search, chief talent officer, head hunter, l and d, people ops,
        labor relations, benefits specialist, job analyst, employment specialist, employee benefits, instructional
        designer, corporate trainer, labor contractor, labor union, union representative, job coach, career coach,
        career counselor, placement specialist, interviewer, workforce development, compensation analyst, benefits
        administrator, union organizer, industrial relations, classification specialist, position classifier, eeo,
        job developer""",
    "legal": """
        legal, lawyer, attorney, counsel, general counsel, compliance, compliance officer, paralegal, solicitor,
        chief legal officer, regulatory, regulatory affairs, contract manager, contracts, privacy, patent,
        intellectual property, data protection officer, barrister, notary, legal counsel, regulation, corporate
        secretary, company secretary, trademark, litigation, law, judge, clo, chief compliance officer, chief privacy
        officer, senior counsel, associate general counsel, ip counsel, mediator, arbitrator, magistrate, title
        examiner, title searcher, law clerk, court reporter, adjudicator, hearing officer, appeals, equal
        opportunity, equal employment, affirmative action, ombudsman, bailiff, patent agent, title agent, hearings
        officer, hearings, labor arbitrator, labour arbitrator, labor mediator, labor lawyer, labor law, labour law,
        commercial counsel, commercial lawyer, commercial contracts, personal injury, dispute resolution, court
        clerk, immigration, patent examiner, law librarian, legal assistant, abstractor, licensing, title abstractor,
        justice, conciliator, tribunal, prosecutor, public defender, deputy attorney, hearing examiner,
        stenocaptioner, captioner, title clerk, judicial, civil rights, labor arbiter, arbiter, ethics,
        administrative hearings officer, fair housing, driver examiner, license examiner, licensing examiner""",
    "administrative": """
        executive assistant, personal assistant, administrative assistant, administrative, office manager, office
        administrator, office assistant, secretary, receptionist, data entry, assistant to, front desk, team
        assistant, management assistant, typist, office clerk, pa to, virtual assistant, executive secretary, admin
        assistant, administrative officer, office coordinator, assistant to the ceo, board assistant, administration
        manager, travel manager, reception, ceo assistant, assistant ceo, executive pa, pa, ea, medical secretary,
        medical receptionist, proofreader, word processor, mail clerk, file clerk, records clerk, records manager,
        document control, keyboard specialist, switchboard, legal secretary, stenographer, filing clerk, order clerk,
        transcriptionist, transcription, desktop publisher, data entry clerk, office aide, admissions clerk, unit
        clerk, unit secretary, scheduling coordinator, correspondence clerk, telephone operator, switchboard
        operator, school secretary, copy machine operator, word processing, executive administrator, dental
        receptionist, data capture, desktop publishing, mailroom, duplicating machine, pbx, transcriber, clerical,
        program assistant, support staff, license clerk, information clerk, inserter operator, mail machine operator,
        copy reader, copy center, administrative support specialist, documentation clerk, office machine operator,
        electronic publishing, copy center operator, proofer, medical office specialist""",
    "project_management": """
        pmo, project management office, project portfolio, head of projects, program management office,
        project management officer, project controls""",
    "consulting": """
        management consultant, strategy consultant, consulting, management consulting, business consultant,
        consulting manager, associate consultant, senior consultant, principal consultant, advisory, strategy
        consulting, business advisory, consultancy, organizational consultant, transformation consultant, managing
        consultant, management analyst""",
    "other": """
        retired, nurse, physician, doctor, surgeon, driver, cook, waiter, waitress, bartender, musician, actor,
        actress, photographer, pilot, police, soldier, officer cadet, pastor, farmer, hairdresser, cleaner, security
        guard, electrician, plumber, carpenter, mechanic, welder, therapist, psychologist, pharmacist, dentist,
        veterinarian, athlete, social worker, priest, librarian, unemployed, seeking, looking for, open to work,
        volunteer, journalist, translator, author, principal school, pediatrician, paramedic, midwife, firefighter,
        barista, model, tour guide, film director, stage manager, dancer, singer, coach, fitness, caregiver, nanny,
        education, school, faculty, medical, nursing, clinical, reporter, interpreter, military, army, navy,
        minister, mayor, diplomat, ambassador, scholar, poker dealer, blackjack dealer, pharmacy, dental, surgical,
        veterinary, medical assistant, therapy, food service, food server, housekeeping, housekeeper, custodian,
        janitor, janitorial, correctional, spa, kitchen, recreation, athletic, athletic trainer, personal trainer,
        dog trainer, horse trainer, personal care, sheriff, detective, groundskeeper, dietitian, dietetic, dietician,
        nutritionist, optometrist, optician, radiology, sonographer, phlebotomist, hygienist, chiropractor,
        anesthesiologist, anesthesia, obgyn, rn, lpn, emt, childcare, child care, preschool, coroner, police officer,
        customs officer, law enforcement, security officer, security screener, school counselor, guidance counselor,
        social services, patient care, midwifery, naturopath, audiologist, podiatrist, orthodontist, psychiatrist,
        radiologist, cardiologist, oncologist, anesthetist, clergy, chaplain, lifeguard, bartending, hostess, busser,
        dishwasher, barber, stylist, esthetician, manicurist, zookeeper, groomer, firefighting, fire chief, fire
        inspector, crossing guard, bouncer, usher, librarian assistant, teaching, teaching assistant, headmaster,
        curator, museum, military officer, sergeant, lieutenant, battalion chief, ophthalmic, ophthalmological,
        ophthalmology, cardiac, gastrointestinal, histologic, histology, cytology, hair, skin care, nail, shampoo,
        health care, healthcare, pest control, termite, landscape, landscaping, grounds, library, operating room,
        wardrobe, public safety, fire safety, fire prevention, marine safety, crematory, funeral, mortuary, casino,
        slot, pit, bakery, catering, delicatessen, room service, guest service, guest service agent, patient
        transporter, social work, sports, orthopedic, prosthetic, prosthetist, makeup, tattoo, massage, respiratory,
        dialysis, surgery, genetic counseling, hospice, rehabilitation, camp, church, choir, music, theater, theatre,
        athletics, psychiatric, cardiovascular, lawn, optometric, parking enforcement, parking, circulation clerk,
        activities coordinator, camp director, pediatric, head chef, sous chef, pastry chef, executive chef, private
        chef, chef de partie, job seeker, career break, stay at home, between jobs, environmental services, security
        agent, x ray, endoscopy, sterile, sterile processing, sterilization, dietary, diet, electrocardiogram, ekg,
        mental health, speech pathologist, speech language, occupational therapy, ultrasound, mri, deli, laundry,
        cosmetologist, cosmetology, personal chef, personal shopper, personal support worker, endoscopy technician,
        physical therapy, health aide, home health, fire technician, care technician, patient care technician,
        neurologist, dermatologist, urologist, gynecologist, gynaecologist, obstetrician, nephrologist, hematologist,
        allergist, rheumatologist, endocrinologist, pulmonologist, gastroenterologist, ophthalmologist, periodontist,
        endodontist, anaesthetist, hospitalist, internist, resident physician, phlebotomy, obstetrics, perioperative,
        nurse practitioner, physiotherapist, speech therapist, acupuncturist, medical laboratory, pharmacy
        technician, orderly, hospital, ambulance, ward, parole officer, probation officer, park ranger, game warden,
        fire marshal, deputy sheriff, patrol officer, prison officer, loss prevention, kindergarten, special
        education, vice principal, registrar, concierge, bellhop, bell captain, valet, babysitter, pet sitter, flight
        attendant, cabin crew, undertaker, embalmer, butler, tailor, seamstress, florist, tutor, umpire, referee,
        jockey, croupier, housekeeping supervisor, groundskeeping, tree trimmer, arborist, exterminator, dental
        assistant, dental hygienist, life coach, guard, line cook, baker, butcher, constable, victim advocate,
        patient advocate, protective services, peer support, surveillance, wildlife officer, pest controller, pest,
        animal trainer, ride operator, personal attendant, direct support professional, direct care, residential
        advisor, residential counselor, nuclear medicine, eeg, exercise physiologist, orthotics, orthotist, health
        unit coordinator, assistant principal, curriculum, academic advisor, farm advisor, extension agent, floral
        designer, interior designer, behavioral health, human services, social service, air traffic, air traffic
        controller, public health, optical technician, instructional assistant, instructional aide, cna, lvn, aprn,
        crna, cota, icu, doula, lactation, hemodialysis, oncology, neonatal, acute care, critical care, primary care,
        intensive care, outpatient, inpatient, urgent care, long term care, assisted living, nursing home, clinic,
        labor and delivery, cytotechnologist, histotechnologist, *therapist, *iatrist, *iatrician, *dontist,
        classroom, day care, daycare, head start, provost, chancellor, ranger, patrol, patrolman, enforcement,
        corrections, inmate, parole, probation, border patrol, border protection, coast guard, homeland security,
        transportation security, banquet, cafeteria, dining, dining room, food and beverage, sommelier, pizza,
        culinary, banquet chef, counter attendant, maid, room attendant, linen, custodial, golf course, irrigation,
        hairstylist, kennel, animal care, animal shelter, amusement, ticket taker, bingo, keno, sportsbook, racebook,
        costume, baggage, porter, cemetery, group home, caterer, chiropractic, acupuncture, counseling, medic,
        paraprofessional, paraeducator, teacher aide, teachers aide, emergency room, emergency medical, sanitarian,
        medical technologist, radiologic, tomography, mammography, transplant, dosimetrist, archivist, infection
        control, central service technician, central processing technician, fire warden, ski lift, food production,
        assistive technology, instructional technology, media technician, asset protection, racehorse trainer,
        private trainer, dish machine, central sterile, cytogenetics, anesthesiologists assistant, wildland
        firefighter, hot shot crew, casino cashier, tour operations, health information, makeup artist, building
        services supervisor""",
}
