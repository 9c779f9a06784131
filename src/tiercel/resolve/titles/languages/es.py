"""Spanish titles."""

SENIORITY = {
    "owner": """
        fundador, fundadora, cofundador, cofundadora, co fundador, propietario, propietaria, dueño, dueña,
        socio fundador, socia fundadora, empresario, empresaria, autónomo, emprendedor, emprendedora, socio, socia,
        socio director""",
    "c_level": """
        director general, directora general, gerente general, presidente, presidenta, consejero delegado,
        consejera delegada, director ejecutivo, directora ejecutiva, administrador único, socio gerente,
        miembro del consejo, consejo de administración, subdirector general, director gerente, directora gerente,
        presidente ejecutivo, consejero, administrador general""",
    "vp": "vicepresidente, vicepresidenta, vice presidente, vicepresidencia",
    "director": """
        director, directora, subdirector, subdirectora, gerente de área, director de, directora de, jefe de división,
        gerente nacional, gerente regional, director regional, directora regional, dirección, director adjunto,
        gerente de planta, gerente de país""",
    "manager": """
        jefe, jefa, gerente, responsable, encargado, encargada, supervisor, supervisora, coordinador de equipo,
        líder, jefe de equipo, jefa de equipo, jefe de departamento, subgerente, jefe de proyecto, jefa de proyecto,
        jefe de sección, gestor de equipo, líder de equipo, capataz, jefe de producto, jefe de ventas""",
    "senior": "experto, experta, principal, sénior, arquitecto, arquitecta",
    "professional": """
        técnico, técnica, ingeniero, ingeniera, analista, asesor, asesora, consultor, consultora, especialista,
        ejecutivo, ejecutiva, ejecutivo de cuentas, ejecutiva de cuentas, comercial, vendedor, vendedora, comprador,
        compradora, contador, contadora, contable, desarrollador, desarrolladora, programador, programadora,
        representante, coordinador, coordinadora, gestor, gestora, administrador, administradora, abogado, abogada,
        secretaria, secretario, delegado, delegada, delegado comercial, diseñador, diseñadora, redactor, redactora,
        agente, asistente de dirección, técnico comercial, investigador, investigadora, profesor, profesora,
        periodista, agente comercial, oficial, gestor comercial, promotor""",
    "junior": """
        becario, becaria, practicante, en prácticas, prácticas, aprendiz, estudiante, pasante, interno,
        recién graduado, júnior""",
    "assistant": "auxiliar, asistente, ayudante",
}

# Whoever is called so works for the one whose office the title names.
AIDES = """
        asistente de, asistente del, asistente a, secretaria de, secretaria del, secretario de dirección,
        secretario del, asistente ejecutiva, asistente ejecutivo, adjunto a"""

DEPARTMENT = {
    "executive": """
        director general, directora general, gerente general, consejero delegado, consejera delegada,
        director ejecutivo, directora ejecutiva, presidente, presidenta, fundador, fundadora, cofundador,
        cofundadora, propietario, propietaria, dueño, dueña, empresario, empresaria, administrador único,
        director gerente, consejo de administración, socio fundador, alta dirección, dirección general, emprendedor,
        emprendedora, socio director""",
    "sales": """
        ventas, venta, comercial, vendedor, vendedora, comerciales, ejecutivo de cuentas, ejecutiva de cuentas,
        cuentas clave, grandes cuentas, delegado comercial, delegada comercial, director comercial,
        directora comercial, técnico comercial, asesor comercial, gerente comercial, preventa, representante,
        fuerza de ventas, jefe de ventas, gestor comercial, agente comercial, televentas, visitador médico,
        asesor de ventas, ejecutivo comercial, cuentas, teleoperador, delegado de zona, responsable comercial""",
    "marketing": """
        marketing, mercadeo, mercadotecnia, publicidad, comunicación, comunicaciones, marca, marcas,
        relaciones públicas, redes sociales, eventos, prensa, contenidos, contenido, medios, diseñador gráfico,
        diseñadora gráfica, diseño gráfico, redactor, redactora, investigación de mercados, gabinete de prensa,
        imagen corporativa, creativo, director de arte, posicionamiento, merchandising""",
    "business_development": """
        desarrollo de negocio, desarrollo de negocios, desarrollo de nuevos negocios, desarrollo comercial, alianzas,
        alianzas estratégicas, nuevos negocios, expansión, desarrollo corporativo, desarrollo internacional""",
    "customer_support": """
        atención al cliente, servicio al cliente, soporte técnico, experiencia de cliente, experiencia del cliente,
        postventa, posventa, soporte, servicio técnico, atención a clientes, satisfacción del cliente,
        centro de llamadas, reclamaciones, éxito del cliente""",
    "it": """
        informática, informático, sistemas, tecnología, tecnologías, tecnologías de la información, ti,
        desarrollador, desarrolladora, programador, programadora, software, redes, datos, ciberseguridad,
        seguridad informática, base de datos, bases de datos, transformación digital, ingeniero de sistemas,
        ingeniero de software, sistemas de información, tic, analista programador, telecomunicaciones,
        seguridad de la información, soporte informático""",
    "engineering": """
        ingeniería, mecánica, mecánico, eléctrica, director técnico, directora técnica, oficina técnica,
        ingeniero civil, ingeniero industrial, proyectista, obra, obras, jefe de obra, ingeniero mecánico,
        delineante, automatización, construcción, electrónica, ingeniero de procesos""",
    "product": "producto, productos, jefe de producto, gerente de producto, product, experiencia de usuario",
    "research": """
        investigación, investigador, investigadora, i d, i d i, laboratorio, innovación, científico, científica,
        investigación y desarrollo, químico, biólogo, doctorando""",
    "finance": """
        finanzas, financiero, financiera, contabilidad, contable, contador, contadora, tesorería, tesorero, auditor,
        auditora, auditoría, fiscal, director financiero, directora financiera, control de gestión,
        administración y finanzas, impuestos, crédito, cobranza, cobranzas, riesgos, banca, inversiones, facturación,
        costos, costes, nóminas, seguros, presupuestos, gerente financiero, banco""",
    "purchasing": """
        compras, comprador, compradora, aprovisionamiento, adquisiciones, abastecimiento, proveedores,
        aprovisionamientos, jefe de compras, director de compras, gestor de compras""",
    "operations": """
        operaciones, operación, logística, producción, almacén, cadena de suministro, calidad, planta, fábrica,
        transporte, mantenimiento, tráfico, exportaciones, prevención, director de operaciones, distribución,
        inventarios, flota, bodega, seguridad industrial, tienda, jefe de tienda, planificación, operario,
        mejora continua, procesos, seguridad y salud, medio ambiente, comercio electrónico, planeación""",
    "human_resources": """
        recursos humanos, rrhh, rr hh, selección, talento, talento humano, formación, capacitación, personal,
        reclutamiento, gestión humana, desarrollo humano, relaciones laborales, desarrollo organizacional, nómina,
        recurso humano, selección de personal, personas""",
    "legal": """
        legal, jurídico, jurídica, abogado, abogada, cumplimiento, asesoría jurídica, asesor jurídico, asesor legal,
        regulatorio, notario, contratos, derecho, asuntos regulatorios, propiedad intelectual, normativa""",
    "administrative": """
        secretaria, secretario, asistente de dirección, administrativo, administrativa, auxiliar administrativo,
        auxiliar administrativa, recepcionista, recepción, asistente administrativo, asistente administrativa,
        oficina, asistente ejecutiva, asistente ejecutivo, asistente de gerencia, secretaria de dirección,
        asistente personal""",
    "project_management": "oficina de proyectos, pmo, director de proyectos, dirección de proyectos",
    "consulting": """
        consultoría, consultor estratégico, consultora estratégica, consultor de negocio, consultoría estratégica,
        consultor de estrategia""",
    "other": """
        estudiante, profesor, profesora, médico, médica, enfermero, enfermera, docente, conductor, cocinero,
        camarero, camarera, policía, periodista, jubilado, fotógrafo, músico, actor, psicólogo, psicóloga,
        farmacéutico, arquitecto de interiores, traductor, maestro, maestra, chófer, agricultor, alcalde, odontólogo,
        veterinario, pensionista, desempleado, cocina""",
}

FALLBACK = {
    "engineering": "ingeniero, ingeniera, técnico, técnica, arquitecto, arquitecta, técnicos",
    "project_management": """
        jefe de proyecto, jefa de proyecto, jefe de proyectos, gestor de proyectos, gerente de proyectos,
        gerente de proyecto, gestión de proyectos, proyecto, proyectos, coordinador de proyectos,
        director de proyecto, líder de proyecto, programa""",
    "consulting": "consultor, consultora, asesor, asesora, asesoría",
    "administrative": "asistente, auxiliar, administración, ayudante, administrador, administradora",
    "customer_support": "cliente, clientes, servicio, servicios",
    "executive": "estrategia, vicepresidente, dirección, planeación estratégica, gerencia",
    "marketing": "digital, web, diseñador, diseñadora, diseño, mercado, mercados",
    "sales": "negocio, negocios, zona, exportación, regional, sucursal, delegación",
    "it": "aplicaciones, web, sistema, digitalización",
    "operations": "servicios generales, gestión, procesos, planta, seguridad",
}
