"""English titles."""

from tiercel.resolve.titles.languages._en_departments import AIDES, DEPARTMENT

__all__ = ["AIDES", "DEPARTMENT", "FALLBACK", "HEADS", "SENIORITY"]

SENIORITY = {
    "owner": """
        owner, co owner, coowner, founder, co founder, cofounder, proprietor, founding partner, shareholder,
        business owner, self employed, freelance owner, sole trader, entrepreneur, founders""",
    "c_level": """
        chief … officer, ceo, cfo, cto, coo, cmo, cio, ciso, cro, cpo, chro, cdo, cco, cso, cxo, ceoo, cdio,
        chief executive, chief, president, chairman, chairwoman, chairperson, chair of the board, managing director,
        managing partner, executive chairman, board member, member of the board, executive board,
        board of directors, general director, deputy ceo, executive partner, senior partner, country president,
        c level, non executive director, board director, executive board member, management board,
        executive committee, clo, cino, cpto, cgo, cbo, executive chair, group ceo, presidents, non exec director,
        non exec, co chair, vice chair, vice chairman, vice chairwoman, vice chairperson, group md, deputy md,
        country md, md ceo, md and ceo, md emea, md apac, md uk, md dach, md germany, md europe, md sales,
        md finance, md operations, md marketing""",
    "vp": """
        vp, svp, evp, avp, rvp, gvp, vice president, senior vice president, executive vice president,
        assistant vice president, associate vice president, regional vice president, group vice president,
        vice presidents, sr vp, sevp, deputy vice president, corporate vice president, area vice president,
        assistant vp, associate vp, first vice president, vice pres, v president, senior vp, executive vp,
        vicepresident""",
    "director": """
        general manager, gm, director, directors, head of, head, senior director, sr director, executive director,
        associate director, assistant director, deputy director, group director, global head, regional director,
        division head, department head, head of department, dean, principal director, directress, global director,
        area director, country director, deputy head, country manager, regional manager, division manager,
        comptroller, controllership, global head of, regional head, group head, practice head, editor in chief,
        business unit leader, practice leader, bu head, director general, regional general manager,
        divisional manager, division leader, assistant head, assistant head of, co director, deputy general manager,
        assistant general manager, dir""",
    "manager": """
        manager, mgr, managers, supervisor, superintendent, foreman, team lead, team leader, teamlead, teamleader,
        lead, leader, senior manager, sr manager, group leader, group manager, department manager, section head,
        section manager, shift leader, unit manager, branch manager, store manager, office manager, plant manager,
        general supervisor, scrum master, product owner, controller, tech lead, technical lead, chapter lead,
        lead engineer, lead developer, manageress, managing, assistant manager, deputy manager, associate manager,
        managing editor, headmaster, captain, project lead, senior partner development manager,
        principal investigator, charge nurse, in charge, responsible for, person in charge, supervisors,
        team manager, interim manager, squad lead, crew lead, shift manager, duty manager, floor manager,
        deputy team leader, forewoman, head teacher, headteacher, head chef, head coach, executive chef,
        account lead, senior partner manager, member of management, management team, leadership team""",
    "senior": """
        senior, sr, principal, expert, snr, staff engineer, distinguished, master, architect, fellow,
        senior consultant, senior engineer, advanced, chief engineer, chief architect, chief of staff, seniors,
        subject matter expert, specialist senior, authority, chief accountant, chief editor, chief scientist,
        staff software engineer, senior staff, principal engineer, lead consultant, distinguished engineer,
        experienced, managing consultant""",
    "professional": """
        specialist, analyst, engineer, consultant, developer, representative, rep, executive, account executive,
        account manager, advisor, adviser, officer, coordinator, designer, programmer, administrator, accountant,
        buyer, planner, scientist, technician, recruiter, agent, auditor, researcher, teacher, lecturer, nurse,
        physician, editor, strategist, copywriter, writer, marketer, generalist, business partner, lawyer, attorney,
        counsel, paralegal, salesman, saleswoman, salesperson, secretary, executive assistant, personal assistant,
        pa to, assistant to, sales executive, key account manager, business developer, evangelist, producer,
        inspector, tester, underwriter, broker, trader, instructor, trainer, coach, partner, associate partner,
        client partner, contractor, freelancer, operator, driver, receptionist, bookkeeper,
        customer success manager, relationship manager, social media manager, community manager, content manager,
        marketing executive, office of the, executive to, officers, engineers, analysts, consultants, developers,
        specialists, stage manager, case manager, property manager, territory manager, area sales manager,
        dispatcher, merchandiser, process owner, service owner, system owner, application owner, data owner,
        solution owner, platform owner, portfolio owner, office of, assistant professor, associate professor,
        adjunct professor, sales engineer, customer success, art direction, board secretary, company secretary,
        corporate secretary, trade representative, ea, pa, project engineer, works council chairman, shop steward,
        dealer, postdoc, postdoctoral researcher, research fellow, research scientist, research associate,
        assistant to the manager, assistant editor, head nurse, head chef, head waiter, head hunter, head teacher,
        head coach, executive chef, executive producer, executive recruiter, executive search, executive coach,
        executive search consultant, associate producer, lead generation, lead generation specialist,
        lead management, lead qualification, lead conversion, lead nurturing, leads, management consultant,
        management accountant, team assistant, cashier, account mgr, key account mgr, acct mgr, acct manager,
        account exec, acct exec""",
    "junior": """
        junior, jr, jnr, trainee, intern, internship, apprentice, working student, student, graduate, entry level,
        volunteer, cadet, placement, dissertation, thesis, undergraduate, beginner, starter, fellowship, aspiring,
        interns, internee, graduate trainee, management trainee, placement student, summer intern, postgraduate,
        phd candidate, doctoral candidate, freshers, fresher""",
    "assistant": "assistant, associate, clerk, helper, aide, research assistant, co op, candidate",
}


# What somebody is for a department, unless the title names another department's work.
HEADS = {
    "project_management": """
        project manager, project lead, project leader, project director, program manager, programme manager,
        project coordinator, program director, programme director, delivery manager, implementation manager,
        project managers, project mgr, proj manager, proj mgr, program mgr, program lead, project officer,
        project management, programme management, program management""",
    "consulting": "consultant, consultants",
    "other": "professor, teacher, lecturer, instructor, tutor, educator, faculty member, adjunct professor",
}

# Who is called so works for the department only where nothing else in the title says another.
FALLBACK = {
    "engineering": """
        engineer, engineers, technician, technical, architect, inspector, construction, builder, *engineer, solar,
        wind, biofuels, biofuel, geothermal, mining, drilling, pipeline, petroleum, energy, bridge, highway, optical""",
    "project_management": """
        project, projects, program, programme, portfolio management, project assistant, delivery, strategic projects""",
    "administrative": """
        assistant, administrator, coordinator, back office, backoffice, administration, front office, office, admin,
        clerk, scheduler, records, documentation, document""",
    "executive": """
        ceo, chief, vice president, svp, evp, vp, chief … officer, managing, general management, strategy,
        corporate strategy, strategic, director general, gm, executive chairman, business unit, head of business,
        cxo, partner, associate partner""",
    "customer_support": "service, support, customer, client, customers, clients, services",
    "it": "solution, solutions, automation, information, technical lead, security, system, digital",
    "product": "designer, design, cpo",
    "sales": """
        relationship manager, market, regional manager, area manager, store, retail, key, cso, cco, chief commercial,
        merchandise, demo, reservation, ticket, travel""",
    "marketing": """
        online, writer, video, blogger, multimedia, publishing, producer, creative, insights, market manager, csr,
        growth, conference, outreach, convention, publisher""",
    "finance": "analyst, accounts, asset, capital, bank, tax, economic, value, collateral, securities",
    "human_resources": "learning, development program, employee, trainer, employment, career, personnel services",
    "legal": "contract, policy, governance, property, court",
    "research": """
        development, study, studies, science, environmental, sustainability, ecological, chemical, innovation,
        agricultural, agriculture, crop, physics, chemistry, economics, dairy, carbon, park, marine, water, soil,
        plants, restoration, historical, livestock, wildland""",
    "operations": """
        process, resources, planning, site, production engineer, logistics engineer, supervisor, operational,
        planner, fuel, utilities, yard, airport, ramp, terminal""",
    "other": """
        md, dealer, attendant, patient, caretaker, nutrition, counselor, counsellor, student, artist, advocate,
        residential, behavior, academic, student services, college, university, server, host, hostess, guide, pet,
        animal, dog, zoo, ride, gaming, sprayer, applicator, projection, compounding, religious, ministry, youth,
        family, child, community, crime, police department, fire, wellness, medicine""",
    "business_development": "business, ebusiness, digital business",
    "consulting": "advisor, adviser, expert advisor",
}
