"""Spanish words that give a topic away."""

WORDS = {
    "World": (
        """
        ministro de Exteriores, ministra de Exteriores, canciller, embajador, embajadora, embajada, diplomático, diplomacia, Naciones
        Unidas, ONU, Consejo de Seguridad, OTAN, cascos azules, alto el fuego, tregua, negociaciones de paz, acuerdo de paz, sanciones,
        embargo, ejército, tropas, soldado, ofensiva, rebelde, guerrilla, milicia, yihadista, islamista, separatistas, misil, misiles,
        bombardeo, ataque aéreo, dron, atentado, coche bomba, suicida, rehén, rehenes, secuestro, golpe de Estado, junta militar,
        dictador, dictadura, régimen, refugiado, desplazados, guerra civil, guerra, crímenes de guerra, genocidio, matanza, Corte Penal
        Internacional, ayuda humanitaria, Cruz Roja, hambruna, programa nuclear, armas nucleares, talibanes, Al Qaeda, Estado Islámico,
        Hamás, Hezbolá, Siria, sirio, Irak, iraquí, Irán, iraní, Israel, israelí, Palestina, palestino, Gaza, Cisjordania, Líbano, Egipto,
        Libia, Túnez, Argelia, Marruecos, Yemen, Arabia Saudí, Afganistán, Pakistán, India, Rusia, ruso, rusa, Moscú, Kremlin, Ucrania,
        ucranio, ucraniano, Kiev, Crimea, Bielorrusia, Turquía, turco, kurdos, Corea del Norte, Corea del Sur, China, Pekín, Hong Kong,
        Taiwán, Japón, Filipinas, Sudán, Malí, Nigeria, Congo, Somalia, Etiopía, Venezuela, Caracas, Colombia, Bogotá, Bolivia, Ecuador,
        Perú, Chile, Nicaragua, Cuba, La Habana, Haití, Brasil, Bagdad, Damasco, Kabul, Teherán, Jerusalén, Beirut, Casa Blanca,
        Washington, Vaticano, papa
        """,
        """
        presidente, Gobierno, oposición, manifestantes, protestas, violencia, muertos, heridos, ataque, explosión, frontera, armas,
        militar, militares, Francia, París, Alemania, Berlín, Reino Unido, Londres, Italia, Roma, Grecia, Polonia, Estados Unidos, México,
        Argentina, África, Asia, Europa, Bruselas, Unión Europea, terremoto, huracán, derechos humanos, migrantes
        """,
    ),
    "Politics": (
        """
        Congreso de los Diputados, Congreso, Senado, senador, senadora, diputado, diputada, parlamento, parlamentario, La Moncloa,
        presidente del Gobierno, vicepresidenta, vicepresidente, ministro del Interior, ministra de Justicia, consejo de ministros,
        portavoz, proyecto de ley, proposición de ley, decreto ley, enmienda, moción de censura, investidura, elecciones, elección,
        elecciones generales, elecciones autonómicas, elecciones municipales, electoral, electores, electorado, votantes, comicios, urnas,
        escaños, encuesta, sondeo, candidato, candidata, candidatura, lista electoral, primarias, referéndum, consulta, alcalde,
        alcaldesa, ayuntamiento, concejal, pleno municipal, comunidad autónoma, Generalitat, presidente autonómico, lehendakari, Junta de
        Andalucía, Tribunal Constitucional, Tribunal Supremo, Audiencia Nacional, fiscalía, comisión de investigación, PSOE, Partido
        Popular, PP, Vox, Podemos, Sumar, Ciudadanos, Izquierda Unida, ERC, Junts, PNV, Bildu, Morena, PRI, PAN, peronismo, kirchnerismo,
        ultraderecha, extrema derecha, la izquierda, la derecha, independentismo, independentistas, soberanista, amnistía, coalición,
        grupo parlamentario, secretario general, secretaria general, militantes
        """,
        """
        Gobierno, ministro, ministra, ministerio, mayoría, oposición, política, político, partido, reforma, ley, voto, votación, debate,
        campaña, dimisión, mandato, líder, presidente, presidenta, presupuestos, impuestos, justicia, juez, corrupción, inmigración,
        Cataluña, Madrid, España
        """,
    ),
    "Business": (
        """
        Bolsa, Ibex 35, Ibex, Wall Street, Dow Jones, acciones, accionista, dividendo, facturación, beneficio, beneficio neto, ganancias,
        pérdidas, ingresos, trimestre, semestre, ejercicio fiscal, empresa, compañía, multinacional, filial, pymes, empresario, consejero
        delegado, consejo de administración, fusión, adquisición, opa, compra de acciones, participación, salida a Bolsa, quiebra,
        concurso de acreedores, suspensión de pagos, ERE, despidos, crecimiento económico, producto interior bruto, PIB, recesión,
        inflación, IPC, economía, económico, economista, tipos de interés, banco central, BCE, Banco de España, Reserva Federal, FMI,
        Fondo Monetario Internacional, Banco Mundial, prima de riesgo, deuda pública, déficit, eurozona, paro, desempleo, parados, empleo,
        sindicato, CC OO, UGT, CEOE, patronal, huelga, salarios, salario mínimo, convenio colectivo, millones de euros, millones de
        dólares, inversor, inversores, inversión, inversiones, banco, banca, Santander, BBVA, CaixaBank, Sabadell, Bankia, crédito,
        préstamos, hipoteca, euríbor, aseguradora, bonos, petróleo, barril, crudo, gas natural, factura de la luz, electricidad, Repsol,
        Iberdrola, Endesa, Naturgy, Telefónica, Inditex, Mercadona, El Corte Inglés, Ferrovial, ACS, Seat, Volkswagen, Airbus, Boeing,
        Iberia, aerolínea, automóvil, fabricante, exportaciones, importaciones, aranceles, libre comercio, materias primas, vivienda,
        alquiler, inmobiliaria, supermercados, comercio minorista, fraude fiscal, evasión fiscal, Hacienda, competencia, consumidores
        """,
        """
        mercado, precio, subida, bajada, coste, ventas, clientes, trabajadores, trabajo, fábrica, producción, industria, sector, contrato,
        dinero, euros, dólares, millones, fiscal, directivo, energía
        """,
    ),
    "Technology": (
        """
        software, ordenador, ordenadores, computadora, informática, móvil, móviles, teléfono móvil, teléfono inteligente, smartphone,
        tableta, reloj inteligente, iPhone, iPad, Android, Windows, Linux, sistema operativo, actualización, navegador, página web,
        Internet, en línea, internauta, buscador, red social, redes sociales, inteligencia artificial, IA, aprendizaje automático,
        algoritmo, ChatGPT, OpenAI, ciberataque, ciberseguridad, pirata informático, hacker, programa malicioso, virus informático,
        vulnerabilidad, contraseña, datos personales, protección de datos, privacidad, cifrado, procesador, chip, semiconductores, tarjeta
        gráfica, aplicación móvil, app, videojuego, consola, PlayStation, Xbox, Nintendo, banda ancha, fibra óptica, 4G, 5G, wifi,
        operadora, digital, startup, emprendedores tecnológicos, robot, robótica, realidad virtual, realidad aumentada, coche autónomo,
        coche eléctrico, blockchain, bitcoin, criptomonedas, nube, servidor, servidores, centro de datos, código abierto, desarrollador,
        desarrolladores, Google, Apple, Microsoft, Facebook, Meta, Amazon, TikTok, WhatsApp, Netflix,
        Spotify, Samsung, Huawei, Xiaomi, Intel, Nvidia, IBM, Mozilla, Wikipedia, Silicon Valley
        """,
        """
        tecnología, tecnológico, tecnológica, innovación, datos, usuarios, dispositivo, pantalla, batería, versión, herramienta,
        plataforma, vídeo, aplicación, virtual, electrónico, cámara, red, correo electrónico, descarga, modelo
        """,
    ),
    "Science": (
        """
        investigador, investigadora, investigadores, científico, científica, físico teórico, físicos, astrónomo, astronomía, astrofísico,
        astrofísica, astronauta, biólogo, bióloga, químico, geólogo, matemático, matemáticas, arqueólogo, arqueología, yacimiento,
        paleontólogo, antropólogo, laboratorio, CSIC, CERN, telescopio, James Webb, Hubble, sonda, cohete, satélite, estación espacial,
        NASA, Agencia Espacial Europea, SpaceX, espacio, órbita, planeta, exoplaneta, Marte, Luna, Júpiter, Saturno, asteroide, cometa,
        meteorito, eclipse, sistema solar, galaxia, agujero negro, Big Bang, materia oscura, ondas gravitacionales, bosón, partícula,
        fósil, fósiles, dinosaurio, prehistoria, neandertal, neandertales, Homo sapiens, Atapuerca, esqueleto, genoma, genética, gen,
        genes, ADN, células madre, células, proteína, bacterias, molécula, evolución, especie, especies, nueva especie, revista Nature,
        revista Science, premio Nobel de Física, premio Nobel de Química, experimento
        """,
        """
        ciencia, investigación, estudio, descubrimiento, descubierto, descubren, universidad, profesor, cerebro, animales, Tierra, Sol,
        universo, teoría, resultados, millones de años, misión, espacial, hallazgo
        """,
    ),
    "Health": (
        """
        hospital, hospitales, paciente, médico, médica, enfermero, enfermera, sanitario, cirujano, cirugía, clínica, urgencias, UCI,
        atención primaria, enfermedad, enfermedades, enfermo, epidemia, pandemia, virus, infección, infecciones, contagio, brote, vacuna,
        vacunación, covid, coronavirus, gripe, sarampión, ébola, zika, dengue, sida, VIH, malaria, tuberculosis, cáncer, tumor,
        quimioterapia, diabetes, obesidad, sobrepeso, colesterol, hipertensión, infarto, ictus, alzhéimer, párkinson, depresión, ansiedad,
        salud mental, psiquiatra, psiquiatría, psicólogo, alergia, asma, medicamento, antibiótico, farmacia, farmacéutica, efectos
        secundarios, ensayo clínico, tratamiento, terapia, diagnóstico, síntomas, sanidad, sanidad pública, sistema sanitario, ministra de
        Sanidad, Ministerio de Sanidad, salud pública, Organización Mundial de la Salud, OMS, embarazo, embarazadas, parto, aborto,
        anticonceptivos, donación de órganos, trasplante, tabaco, fumadores, alcoholismo, adicción, eutanasia
        """,
        """
        salud, saludable, riesgo, sueño, estrés, alimentación, dieta, ejercicio, cuerpo, sangre, corazón, dolor, azúcar, alcohol,
        vitamina, fallecidos
        """,
    ),
    "Environment": (
        """
        cambio climático, crisis climática, emergencia climática, calentamiento global, cumbre del clima, Acuerdo de París, IPCC, gases de
        efecto invernadero, CO2, carbono, emisiones, combustibles fósiles, energías renovables, renovables, eólica, parque eólico, energía
        solar, placas solares, fotovoltaica, carbón, contaminación, contaminantes, calidad del aire, residuos, plásticos, reciclaje,
        microplásticos, deforestación, Amazonia, incendio forestal, incendios forestales, incendios, sequía, inundaciones, ola de calor,
        temporal, huracán, glaciar, glaciares, deshielo, nivel del mar, biodiversidad, especie amenazada, especies amenazadas, peligro de
        extinción, extinción, furtivos, fauna, flora, parque nacional, parque natural, Doñana, lobo, oso, lince, ballenas, tiburones,
        abejas, arrecifes, sobrepesca, ecologista, ecología, transición ecológica, desarrollo sostenible, sostenibilidad, sostenible,
        medio ambiente, medioambiental, ambiental, vertido, pesticidas, glifosato, acuíferos, humedales, embalses, Greenpeace, WWF
        """,
        """
        clima, naturaleza, agua, océano, mar, río, bosque, árboles, animales, aves, peces, suelo, temperatura, calor, lluvia, nieve,
        agricultura, agricultores, energía, planeta, Ártico, Antártida
        """,
    ),
    "Culture": (
        """
        cine, película, largometraje, cortometraje, documental, director de cine, cineasta, guion, guionista, actor, actriz, actores,
        protagonista, Goya, Óscar, Palma de Oro, festival de cine, Cannes, Hollywood, serie, teatro, obra de teatro, dramaturgo,
        dramaturga, escenario, ópera, Teatro Real, Liceu, zarzuela, ballet, coreógrafo, danza, bailarín, bailarina, flamenco, concierto,
        orquesta, director de orquesta, compositor, compositora, pianista, violinista, música, músico, cantante, cantautor, canción,
        canciones, álbum, disco, rap, rapero, rock, jazz, reguetón, Eurovisión, Grammy, museo, Museo del Prado, Reina Sofía, Guggenheim,
        exposición, exposiciones, comisario de la exposición, galería, pintor, pintora, pintura, cuadro, escultor, escultura, artista,
        arte contemporáneo, fotógrafo, fotografía, arquitecto, patrimonio, novela, novelista, escritor, escritora, escritores, autor,
        autora, literatura, literario, literaria, Premio Cervantes, Premio Planeta, editorial, librería, feria del libro, poeta, poesía,
        cómic, manga, festival, espectáculo, humorista
        """,
        """
        cultura, cultural, libro, escena, papel, público, estrella, obra, televisión, programa, imágenes, historia, personaje, relato,
        temporada
        """,
    ),
    "Lifestyle": (
        """
        receta, cocina, cocinero, cocinera, chef, gastronomía, gastronómico, restaurante, estrella Michelin, repostería, panadería, vino,
        bodega, cóctel, queso, chocolate, vegano, vegetariano, moda, diseñador, diseñadora, alta costura, desfile, pasarela, modelo de
        pasarela, vestido, zapatos, joyas, maquillaje, cosmética, belleza, perfume, peluquería, tatuaje, viaje, viajeros, vacaciones,
        turismo, turistas, hotel, hoteles, playa, crucero, senderismo, jardín, jardinería, decoración, interiorismo, muebles, familia,
        padres, maternidad, paternidad, bebé, adolescentes, boda, matrimonio, pareja, amor, divorcio, sexualidad, citas, yoga, meditación,
        bienestar, mascotas, perro, gato, Navidad, regalos, horóscopo
        """,
        """
        comer, comida, plato, sabor, café, casa, hogar, hijos, madre, amigos, consejos, ropa, piel, pelo, fin de semana, verano, vida
        """,
    ),
    "Sports": (
        """
        fútbol, futbolista, baloncesto, tenis, tenista, balonmano, ciclismo, ciclista, atletismo, atleta, natación, nadador, judo, boxeo,
        boxeador, golf, esquí, rugby, béisbol, Fórmula 1, F1, Gran Premio, MotoGP, LaLiga, Primera División, Segunda División, Liga de
        Campeones, Champions, Liga Europa, Copa del Rey, Premier League, Serie A, Bundesliga, Copa América, Copa Libertadores, Copa Davis,
        Mundial, Eurocopa, Roland Garros, Wimbledon, Abierto de Australia, US Open, Grand Slam, Tour de Francia, Giro, Vuelta a España,
        pelotón, etapa, maillot, Juegos Olímpicos, olímpico, olímpica, COI, Paralímpicos, medalla, oro olímpico, campeonato, campeón,
        campeona, campeones, campeón del mundo, entrenador, entrenadora, seleccionador, selección española, jugador, jugadora, jugadores,
        delantero, centrocampista, defensa central, portero, goleador, gol, goles, penalti, tarjeta roja, árbitro, VAR, prórroga, fuera de
        juego, semifinal, semifinales, cuartos de final, octavos de final, finalista, partido de Liga, estadio, aficionados, hinchas,
        fichaje, club, clubes, piloto, sprint, maratón, Real Madrid, Barça, FC Barcelona, Atlético de Madrid, Athletic, Sevilla FC, Betis,
        Valencia CF, Real Sociedad, FIFA, UEFA, RFEF, dopaje, NBA, ACB, Euroliga, ATP, WTA
        """,
        """
        deporte, deportivo, deportiva, equipo, partido, victoria, derrota, ganador, final, título, marcador, puntos, temporada,
        clasificación, torneo, carrera, podio, récord, rival, entrenamiento, lesión, lesionado, debut, minuto
        """,
    ),
}
