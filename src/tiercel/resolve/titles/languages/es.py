"""Spanish titles."""

SENIORITY = {
    "owner": """
        fundador, fundadora, cofundador, cofundadora, co fundador, propietario, propietaria, dueño, dueña,
        socio fundador, socia fundadora, empresario, empresaria, autónomo, emprendedor, emprendedora, socio, socia,
        socia directora, accionista, emprendedores, trabajador autónomo, copropietario, copropietaria, dueños,
        propietario gerente""",
    "c_level": """
        director general, directora general, gerente general, presidente, presidenta, consejero delegado,
        consejera delegada, director ejecutivo, directora ejecutiva, administrador único, socio gerente,
        miembro del consejo, consejo de administración, subdirector general, director gerente, directora gerente,
        presidente ejecutivo, consejero, administrador general, presidente del consejo, consejero independiente,
        consejera independiente, director general adjunto, directora general adjunta, subdirectora general,
        secretario general, secretaria general, apoderado general, gerenta general, administradora única,
        miembro del comité de dirección, comité de dirección, comité ejecutivo, consejera, socio administrador,
        socio director, socia directora""",
    "vp": """
        vicepresidente, vicepresidenta, vice presidente, vicepresidencia, vicepresidente senior,
        vicepresidente ejecutivo, vicepresidenta ejecutiva, vice presidenta""",
    "director": """
        director, directora, subdirector, subdirectora, gerente de área, director de, directora de,
        jefe de división, gerente nacional, gerente regional, director regional, directora regional,
        director adjunto, gerente de planta, gerente de país, directora adjunta, directores, directora nacional,
        director nacional, gerente divisional, gerente corporativo, gerente corporativa, jefa de división,
        jefe de departamento, jefa de departamento, jefe de área, jefa de área, responsable de departamento,
        jefe nacional, director interino, directora interina, director en funciones, gerenta de planta,
        redactor jefe, redactora jefa, decano, decana, rector, director asociado, directora asociada,
        subgerente general, jefe corporativo, gerente de división, director médico""",
    "manager": """
        jefe, jefa, gerente, responsable, encargado, encargada, supervisor, supervisora, coordinador de equipo,
        líder, jefe de equipo, jefa de equipo, subgerente, jefe de proyecto, jefa de proyecto, jefe de sección,
        gestor de equipo, líder de equipo, capataz, jefe de producto, jefe de ventas, gerenta, jefa de ventas,
        jefa de producto, jefa de compras, jefa de sección, jefe de turno, jefa de turno, jefe de obra,
        jefa de obra, jefe de taller, jefe de almacén, jefa de almacén, jefe de tienda, jefa de tienda, líderes,
        lideresa, mando intermedio, subgerenta, coordinadora de equipo, coordinador general, coordinadora general,
        responsables, maestro de obras, capitán, líder técnico, líder técnica, subjefe, subjefa, encargado general,
        jefe de grupo, jefe de servicio, jefa de servicio""",
    "senior": """
        experto, experta, principal, sénior, especialista senior, ingeniero principal, ingeniera principal,
        ingeniero jefe, ingeniera jefa, consultor principal, arquitecto de software, arquitecta de software,
        arquitecto de soluciones, arquitecto cloud, arquitecto de sistemas""",
    "professional": """
        técnico, técnica, ingeniero, ingeniera, analista, asesor, asesora, consultor, consultora, especialista,
        ejecutivo, ejecutiva, ejecutivo de cuentas, ejecutiva de cuentas, comercial, vendedor, vendedora, comprador,
        compradora, contador, contadora, contable, desarrollador, desarrolladora, programador, programadora,
        representante, coordinador, coordinadora, gestor, gestora, administrador, administradora, abogado, abogada,
        secretaria, secretario, delegado, delegada, delegado comercial, diseñador, diseñadora, redactor, redactora,
        agente, asistente de dirección, técnico comercial, investigador, investigadora, profesor, profesora,
        periodista, agente comercial, oficial, gestor comercial, promotor, oficial administrativo, dependiente,
        dependienta, operador, operadora, operario, operaria, reclutador, reclutadora, tesorero, tesorera, auditor,
        auditora, delegada comercial, gestora comercial, gestor de cuentas, gestora de cuentas, informático,
        jurista, recepcionista, administrativo, administrativa, asesor jurídico, médico, médica, enfermero,
        enfermera, docente, conductor, conductora, científico, científica, químico, traductor, traductora,
        mercadólogo, mercadóloga, community manager, tutor, visitador médico, visitadora médica, cajero, cajera,
        inspector, inspectora, planificador, planificadora, trabajador, trabajadora, empleado, empleada,
        funcionario, funcionaria, asistente ejecutiva, asistente ejecutivo, formador, formadora, secretarios,
        promotora, mecánico, electricista, albañil, soldador, chofer, creativo, creativa, editor, editora,
        fotógrafo, maestro, maestra, asesor financiero, vendedores, comerciales, arquitecto, arquitecta""",
    "junior": """
        becario, becaria, practicante, en prácticas, prácticas, aprendiz, estudiante, pasante, recién graduado,
        júnior, practicantes, becarios, estudiantes, en formación, prácticas profesionales, pasantía, trainee,
        egresado, egresada, doctorando, doctoranda, recién graduada, recién titulado, contrato en prácticas, alumno,
        alumna, aprendices, voluntario, voluntaria""",
    "assistant": "auxiliar, asistente, ayudante, auxiliares, asistentes, ayudantes, peón, peones, mozo",
}

# Whoever is called so works for the one whose office the title names.
AIDES = """
        asistente de, asistente del, asistente a, secretaria de, secretaria del, secretario de dirección,
        secretario del, asistente ejecutiva, asistente ejecutivo, adjunto a, asistente dirección,
        asistente gerencia, secretaria dirección, secretaria gerencia, asistente presidencia, secretaria ejecutiva,
        adjunto al, adjunta a, adjunta al, asistente personal, asistente al, ayudante del, ayudante de dirección,
        asesor del presidente, asesora del presidente, asesor de la dirección, asistenta de"""

DEPARTMENT = {
    "executive": """
        director general, directora general, gerente general, consejero delegado, consejera delegada,
        director ejecutivo, directora ejecutiva, presidente, presidenta, fundador, fundadora, cofundador,
        cofundadora, propietario, propietaria, dueño, dueña, empresario, empresaria, administrador único,
        director gerente, consejo de administración, socio fundador, alta dirección, dirección general, emprendedor,
        emprendedora, socio director, gerenta general, administradora única, consejero, consejera,
        comité de dirección, comité ejecutivo, dirección ejecutiva, cofundadores, accionista, propietario gerente,
        copropietario, secretario general, secretaria general, presidente ejecutivo, autónomo, autónoma, socio,
        socia, gerencia general, directora gerente""",
    "sales": """
        ventas, venta, comercial, vendedor, vendedora, comerciales, ejecutivo de cuentas, ejecutiva de cuentas,
        cuentas clave, grandes cuentas, delegado comercial, delegada comercial, director comercial,
        directora comercial, técnico comercial, asesor comercial, gerente comercial, preventa, representante,
        fuerza de ventas, jefe de ventas, gestor comercial, agente comercial, televentas, visitador médico,
        asesor de ventas, ejecutivo comercial, cuentas, teleoperador, delegado de zona, responsable comercial,
        gerente de ventas, comercial export, responsable de ventas, director de ventas, directora de ventas,
        jefe comercial, jefa comercial, gerente de cuentas, gestor de cuentas, gestora de cuentas,
        ventas corporativas, ventas internas, ejecutivo de ventas, ejecutiva de ventas, asesora de ventas,
        asesora comercial, ejecutiva comercial, gestora comercial, vendedores, promotor de ventas,
        promotora de ventas, dependiente, dependienta, exportación, representante de ventas,
        representante comercial, captación, televendedor, televendedora, visitadora médica, cajero, cajera""",
    "marketing": """
        marketing, mercadeo, mercadotecnia, publicidad, comunicación, comunicaciones, marca, marcas,
        relaciones públicas, redes sociales, eventos, prensa, contenidos, contenido, medios, diseñador gráfico,
        diseñadora gráfica, diseño gráfico, redactor, redactora, investigación de mercados, gabinete de prensa,
        imagen corporativa, creativo, director de arte, posicionamiento, merchandising, marketing digital,
        director de marketing, mercadólogo, mercadóloga, mercadotecnista, community manager, comunicación interna,
        comunicación corporativa, campañas, contenidos digitales, ferias, publicista, estudio de mercado,
        inteligencia de mercado, directora de arte, creativa, branding""",
    "business_development": """
        desarrollo de negocio, desarrollo de negocios, desarrollo de nuevos negocios, desarrollo comercial,
        alianzas, alianzas estratégicas, nuevos negocios, expansión, desarrollo corporativo,
        desarrollo internacional, desarrollo de mercado""",
    "customer_support": """
        atención al cliente, servicio al cliente, soporte técnico, experiencia de cliente, experiencia del cliente,
        postventa, posventa, soporte, servicio técnico, atención a clientes, satisfacción del cliente,
        centro de llamadas, reclamaciones, éxito del cliente, servicio a clientes, centro de atención, call center,
        contact center, soporte al cliente, fidelización, quejas, atención al usuario, mesa de ayuda, teleoperadora""",
    "it": """
        informática, informático, sistemas, tecnología, tecnologías, tecnologías de la información, ti,
        desarrollador, desarrolladora, programador, programadora, software, redes, datos, ciberseguridad,
        seguridad informática, base de datos, bases de datos, transformación digital, ingeniero de sistemas,
        ingeniero de software, sistemas de información, tic, analista programador, telecomunicaciones,
        seguridad de la información, soporte informático, desarrollador web, desarrolladora web,
        administrador de sistemas, administradora de sistemas, analista programadora, ingeniera de sistemas,
        ingeniera de software, redes y comunicaciones, inteligencia artificial, ciencia de datos,
        científico de datos, científica de datos, analista de datos, programación, infraestructura,
        arquitecto de software, arquitecto de soluciones, nube, informáticos""",
    "engineering": """
        ingeniería, mecánica, mecánico, eléctrica, director técnico, directora técnica, oficina técnica,
        ingeniero civil, ingeniero industrial, proyectista, obra, obras, jefe de obra, ingeniero mecánico,
        delineante, automatización, construcción, electrónica, ingeniero de procesos, ingeniera civil,
        ingeniera mecánica, ingeniera industrial, ingeniero eléctrico, ingeniera eléctrica, ingeniero electrónico,
        electromecánico, jefa de obra, obra civil, responsable técnico, responsable técnica, gerente técnico,
        aparejador, topógrafo, robótica, instalaciones""",
    "product": """
        producto, productos, jefe de producto, gerente de producto, product, experiencia de usuario,
        jefa de producto, gerenta de producto, gestor de producto, gestora de producto, desarrollo de producto,
        desarrollo de productos, responsable de producto, dueño de producto, dueño del producto, product owner, ux""",
    "research": """
        investigación, investigador, investigadora, i d, i d i, laboratorio, innovación, científico, científica,
        investigación y desarrollo, químico, biólogo, doctorando, investigadores, científicos, biotecnología,
        química, bióloga, doctoranda, ensayos clínicos, estadístico, estadística, laboratorista,
        director científico, directora científica, economista""",
    "finance": """
        finanzas, financiero, financiera, contabilidad, contable, contador, contadora, tesorería, tesorero, auditor,
        auditora, auditoría, fiscal, director financiero, directora financiera, control de gestión,
        administración y finanzas, impuestos, crédito, cobranza, cobranzas, riesgos, banca, inversiones,
        facturación, costos, costes, nóminas, seguros, presupuestos, gerente financiero, banco, contralor,
        contralora, contraloría, tesorera, gerente financiera, analista financiero, analista financiera,
        asesor fiscal, asesora fiscal, contabilidad y finanzas, auditoría interna, contadora pública,
        contador público, gestión de riesgos, asesor financiero, asesora financiera, tributario,
        planificación financiera, controller financiero, analista de riesgos, analista de crédito, cajero bancario,
        cajera bancaria""",
    "purchasing": """
        compras, comprador, compradora, aprovisionamiento, adquisiciones, abastecimiento, proveedores,
        aprovisionamientos, jefe de compras, director de compras, gestor de compras, jefa de compras,
        directora de compras, responsable de compras, gestora de compras, compradores""",
    "operations": """
        operaciones, operación, logística, producción, almacén, cadena de suministro, calidad, planta, fábrica,
        transporte, mantenimiento, tráfico, exportaciones, prevención, director de operaciones, distribución,
        inventarios, flota, bodega, seguridad industrial, tienda, jefe de tienda, planificación, operario,
        mejora continua, procesos, seguridad y salud, medio ambiente, comercio electrónico, planeación,
        jefa de tienda, encargado de tienda, encargada de tienda, jefe de almacén, jefa de almacén,
        directora de operaciones, jefe de operaciones, jefe de planta, jefe de producción, director de planta,
        control de calidad, seguridad laboral, prevención de riesgos, operaria, operarios, mozo de almacén,
        mantenimiento industrial, aduanas, comercio exterior, fabricación, servicios generales, almacenero, montaje,
        flotas, director de fábrica""",
    "human_resources": """
        recursos humanos, rrhh, rr hh, selección, talento, talento humano, formación, capacitación, personal,
        reclutamiento, gestión humana, desarrollo humano, relaciones laborales, desarrollo organizacional, nómina,
        recurso humano, selección de personal, director de recursos humanos, directora de recursos humanos,
        gestión del talento, capital humano, formador, formadora, reclutador, reclutadora, desarrollo de personas,
        administración de personal, compensaciones, beneficios, bienestar laboral, clima laboral,
        cultura organizacional""",
    "legal": """
        legal, jurídico, jurídica, abogado, abogada, cumplimiento, asesoría jurídica, asesor jurídico, asesor legal,
        regulatorio, notario, contratos, derecho, asuntos regulatorios, propiedad intelectual, normativa, abogados,
        directora jurídica, director jurídico, asesora jurídica, asesora legal, letrado, letrada,
        compliance officer, cumplimiento normativo, protección de datos, derecho laboral, procurador, procuradora,
        juez, jueza, notaría""",
    "administrative": """
        secretaria, secretario, asistente de dirección, administrativo, administrativa, auxiliar administrativo,
        auxiliar administrativa, recepcionista, recepción, asistente administrativo, asistente administrativa,
        oficina, asistente ejecutiva, asistente ejecutivo, asistente de gerencia, secretaria de dirección,
        asistente personal, oficial administrativo, secretaria ejecutiva, secretaria de gerencia,
        asistente de presidencia, auxiliares administrativos, telefonista, archivista, administrativos,
        jefe administrativo, jefa administrativa, servicios administrativos, secretariado, auxiliar de oficina,
        asistenta de dirección, secretario de dirección""",
    "project_management": """
        oficina de proyectos, pmo, director de proyectos, dirección de proyectos, director de programa,
        directora de proyectos""",
    "consulting": """
        consultoría, consultor estratégico, consultora estratégica, consultor de negocio, consultoría estratégica,
        consultor de estrategia""",
    "other": """
        estudiante, médico, médica, enfermero, enfermera, conductor, cocinero, camarero, camarera, policía,
        periodista, jubilado, fotógrafo, músico, actor, psicólogo, psicóloga, farmacéutico,
        arquitecto de interiores, traductor, maestro, maestra, chófer, agricultor, alcalde, odontólogo, veterinario,
        pensionista, desempleado, cocina, alumno, alumna, periodistas, bombero, militar, guardia civil, peluquero,
        peluquera, dentista, fisioterapeuta, arquitecta de interiores, trabajador social, trabajadora social,
        farmacéutica, traductora, chofer, jubilada, en paro, desempleada, busco empleo, en búsqueda, catedrático,
        catedrática, cocinera, albañil, electricista, fontanero, taxista, repartidor, vigilante,
        vigilante de seguridad, ama de casa""",
}

# What somebody is for a department, unless the title names another department's work.
HEADS = {
    "project_management": """
        jefe de proyecto, jefa de proyecto, jefe de proyectos, jefa de proyectos, gestor de proyectos,
        gestora de proyectos, gerente de proyectos, gerente de proyecto, gestión de proyectos,
        coordinador de proyectos, coordinadora de proyectos, director de proyecto, directora de proyecto,
        líder de proyecto, líder de proyectos, responsable de proyecto, responsable de proyectos,
        técnico de proyectos, técnica de proyectos""",
    "consulting": "consultor, consultora, consultores",
    "other": "profesor, profesora, docente",
}

FALLBACK = {
    "engineering": "ingeniero, ingeniera, técnico, técnica, arquitecto, arquitecta, técnicos",
    "project_management": "proyecto, proyectos, programa",
    "consulting": "asesor, asesora, asesoría",
    "administrative": "asistente, auxiliar, administración, ayudante, administrador, administradora",
    "customer_support": "cliente, clientes, servicio, servicios",
    "executive": "estrategia, vicepresidente, dirección, planeación estratégica, gerencia",
    "marketing": "digital, web, diseñador, diseñadora, diseño, mercado, mercados",
    "sales": "negocio, negocios, zona, exportación, sucursal, delegación",
    "it": "aplicaciones, web, sistema, digitalización",
    "operations": "servicios generales, gestión, procesos, planta, seguridad",
}
