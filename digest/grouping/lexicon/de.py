"""German words that give a topic away."""

WORDS = {
    "World": (
        """
        Außenminister, Außenministerin, Außenministerium, Außenpolitik, Botschafter, Botschaft, Diplomat, Diplomaten, Diplomatie, Vereinte
        Nationen, Uno, UNO-Sicherheitsrat, Sicherheitsrat, UNHCR, Nato, Waffenruhe, Waffenstillstand, Feuerpause, Friedensgespräche,
        Friedensverhandlungen, Friedensabkommen, Sanktionen, Truppen, Soldaten, Armee, Militär, Offensive, Rebellen, Milizen, Miliz,
        Islamisten, Jihadisten, Dschihadisten, Separatisten, Extremisten, Luftangriff, Luftangriffe, Raketen, Artillerie, Drohnenangriff,
        Anschlag, Bombenanschlag, Selbstmordanschlag, Attentat, Attentäter, Terrormiliz, Geiseln, Geisel, Entführung, Putsch, Militärrat,
        Flüchtlinge, Flüchtlingslager, Bürgerkrieg, Krieg, Kriegsverbrechen, Völkermord, Massaker, Machthaber, Diktator, Regime,
        Zivilisten, Todesopfer, Hilfsorganisation, Rotes Kreuz, Atomprogramm, Atomwaffen, Atomstreit, Staatschef, Gipfeltreffen,
        Referendum, Unabhängigkeit, Taliban, Al Kaida, Islamischer Staat, IS-Miliz, Hamas, Hisbollah, Boko Haram, Syrien, syrisch,
        syrischen, Irak, irakisch, irakischen, Iran, iranisch, iranischen, Israel, israelisch, israelischen, Palästinenser, Gazastreifen,
        Westjordanland, Libanon, Jordanien, Ägypten, Libyen, Tunesien, Algerien, Jemen, Saudi-Arabien, Afghanistan, Pakistan, Indien,
        Russland, russisch, russischen, Moskau, Kreml, Ukraine, ukrainisch, ukrainischen, Kiew, Krim, Donezk, Weißrussland, Türkei,
        türkisch, türkischen, Ankara, Istanbul, Kurden, Nordkorea, Südkorea, China, Peking, Hongkong, Taiwan, Japan, Tokio, Thailand,
        Myanmar, Philippinen, Indonesien, Sudan, Südsudan, Nigeria, Somalia, Kongo, Mali, Kenia, Simbabwe, Venezuela, Kolumbien,
        Brasilien, Mexiko, Kuba, Washington, Weißes Haus, US-Präsident, Bagdad, Damaskus, Aleppo, Kabul, Teheran, Kairo, Jerusalem, Tel
        Aviv, Beirut, Tripolis, Vatikan, Papst
        """,
        """
        Präsident, Präsidentin, Präsidentschaftswahl, Regierung, Opposition, Staat, Ministerpräsident, Premier, Demonstranten, Proteste,
        Unruhen, Gewalt, Kämpfe, Tote, getötet, Verletzte, Polizei, Sicherheitskräfte, Angriff, Angriffe, Explosion, Grenze, Frankreich,
        Paris, Großbritannien, London, Italien, Rom, Spanien, Madrid, Griechenland, Athen, Polen, Ungarn, Serbien, Kosovo, USA, Amerika,
        Afrika, Asien, Europa, EU, Brüssel, Erdbeben, Tsunami, Menschenrechte
        """,
    ),
    "Politics": (
        """
        Bundestag, Bundesrat, Bundesregierung, Bundesminister, Bundesministerin, Landtag, Landesregierung, Landeshauptmann, Landesrat,
        Landesparteichef, Nationalrat, Parlament, Nationalratswahl, Kanzler, Kanzlerin, Bundeskanzler, Bundeskanzlerin, Kanzleramt,
        Vizekanzler, Ministerpräsident, Ministerpräsidentin, Ministerrat, Innenminister, Innenministerin, Innenministerium,
        Justizminister, Justizministerin, Sozialminister, Finanzminister, Verteidigungsminister, Bildungsministerin, Staatssekretär,
        Klubchef, Klubobmann, Fraktion, Fraktionschef, Abgeordnete, Abgeordneter, Koalition, Koalitionspartner, Koalitionsverhandlungen,
        Große Koalition, Rot-Grün, Schwarz-Blau, Ampel, Opposition, Partei, Parteichef, Parteitag, Parteivorstand, Generalsekretär,
        Obmann, Spitzenkandidat, Spitzenkandidatin, Wahlkampf, Wahl, Wahlen, Wahlergebnis, Wahlrecht, Wähler, Landtagswahl,
        Bundestagswahl, Gemeinderatswahl, EU-Wahl, Stichwahl, Bundespräsident, Hofburg, Volksabstimmung, Volksbegehren, Volksbefragung,
        Bürgermeister, Bürgermeisterin, Gemeinderat, Stadtrat, Stadträtin, Gesetzentwurf, Gesetzesentwurf, Regierungsvorlage, Novelle,
        Begutachtung, U-Ausschuss, Untersuchungsausschuss, Verfassungsgerichtshof, VfGH, Bundesverfassungsgericht, Verfassungsschutz,
        Asylpolitik, Asylgesetz, Asylverfahren, Mindestsicherung, Grundsicherung, Pensionsreform, Rentenreform, Steuerreform,
        Bildungsreform, Bundesheer, Bundeswehr, Wehrpflicht, SPD, CDU, CSU, FDP, AfD, Linkspartei, FPÖ, ÖVP, SPÖ, BZÖ, Neos, Team
        Stronach, Grünen, Sozialdemokraten, Christdemokraten, Freiheitliche, Rechtspopulisten, Burschenschaft
        """,
        """
        Minister, Ministerin, Ministerium, Regierung, Politik, Politiker, Politikerin, politisch, Gesetz, Reform, Debatte, Mehrheit,
        Rücktritt, Kritik, fordert, Forderung, Verhandlungen, Vorschlag, Budget, Länder, Gemeinden, Bund, Justiz, Staatsanwaltschaft,
        Pensionen, Steuern, Schulen, Asylwerber, Flüchtlinge, Integration, Österreich, Deutschland, Berlin, Wien, Kärnten, Steiermark
        """,
    ),
    "Business": (
        """
        Börse, Börsen, Börsengang, Aktie, Aktien, Aktienkurs, Aktionäre, Aktionär, Anleger, Dax, ATX, Dow Jones, Wall Street, Kurs, Kurse,
        Umsatz, Umsätze, Gewinn, Gewinne, Verlust, Nettogewinn, Betriebsergebnis, Ergebnis vor Steuern, Dividende, Quartal, Halbjahr,
        Geschäftsjahr, Prognose, Bilanz, Konzern, Konzernchef, Vorstandschef, Vorstand, Aufsichtsrat, Aufsichtsratschef, Unternehmen,
        Firma, Firmen, Übernahme, Fusion, Beteiligung, Mehrheitseigentümer, Insolvenz, Insolvenzverfahren, Konkurs, Pleite, Sanierung,
        Gläubiger, Konjunktur, Wirtschaft, Wirtschaftswachstum, Wirtschaftsleistung, Bruttoinlandsprodukt, BIP, Rezession, Inflation,
        Deflation, Teuerung, Leitzins, Zinsen, Zinssatz, Zentralbank, EZB, Notenbank, Nationalbank, Fed, Währungsfonds, IWF, Weltbank,
        Rating, Ratingagentur, Staatsanleihen, Anleihen, Anleihe, Euro-Zone, Eurozone, Schuldenkrise, Rettungsschirm, Gewerkschaft,
        Betriebsrat, Kollektivvertrag, Tarifverhandlungen, Streik, Lohnerhöhung, Arbeitslosigkeit, Arbeitslose, Arbeitsmarkt,
        Arbeitslosenquote, AMS, Stellenabbau, Kündigungen, Kurzarbeit, Milliarden Euro, Millionen Euro, Mrd. Euro, Mio. Euro, Bank,
        Banken, Sparkasse, Raiffeisen, Hypo, Erste Group, Bank Austria, Deutsche Bank, Commerzbank, Kredite, Kredit, Versicherung,
        Versicherer, Ölpreis, Rohöl, Benzinpreis, Gaspreis, Strompreis, Rohstoffe, Goldpreis, Opec, OMV, Gazprom, RWE, Eon, Investoren,
        Investor, Investition, Investitionen, Export, Exporte, Import, Industrie, Autobauer, Automobilindustrie, Autozulieferer,
        Volkswagen, VW, BMW, Daimler, Opel, Audi, Siemens, Thyssenkrupp, Voestalpine, Lufthansa, AUA, Air Berlin, Niki, Telekom Austria,
        Handel, Händler, Einzelhandel, Handelskette, Supermarkt, Spar, Rewe, Lidl, Aldi, Hofer, Immobilien, Mieten, Baufirma, Freihandel,
        TTIP, Zölle, Finanzmärkte, Finanzkrise, Finanzaufsicht, Steuerhinterziehung, Kartell, Wettbewerbshüter, Airline, Fluggesellschaft,
        Wechselkurs
        """,
        """
        Markt, Märkte, Preis, Preise, Kosten, Geld, Dollar, Euro, Prozent, Milliarden, Millionen, Mrd, Mio, Kunden, Beschäftigte,
        Mitarbeiter, Arbeitsplätze, Jobs, Löhne, Gehalt, Produktion, Werk, Standort, Verkauf, Verbraucher, Konsumenten, Schulden, Steuer,
        Energie, Strom, Öl, Gas, Manager, Chef, Ökonom, Ökonomen, Analysten, Wachstum, Rückgang, Krise, Auftrag
        """,
    ),
    "Technology": (
        """
        Software, Hardware, Rechner, Computer, PC, Laptop, Notebook, Handy, Smartphone, Mobiltelefon, Tablet, Smartwatch, Datenbrille,
        iPhone, iPad, iOS, Mac, MacBook, Android, Windows, Linux, Ubuntu, Prozessor, Chip, Grafikkarte, Festplatte, Arbeitsspeicher,
        Display, Touchscreen, Megapixel, Betriebssystem, Update, Sicherheitslücke, Sicherheitslücken, Schwachstelle, Schadsoftware,
        Malware, Trojaner, Virenscanner, Botnet, Hackerangriff, Hacker, Cyberangriff, Passwort, Passwörter, Verschlüsselung,
        verschlüsselt, Phishing, Künstliche Intelligenz, KI, maschinelles Lernen, Algorithmus, Algorithmen, Chatbot, soziale Netzwerke,
        Soziales Netzwerk, Internet, Online, Netz, Website, Webseite, Browser, Firefox, Chrome, Internet Explorer, Suchmaschine, Cloud,
        Server, Rechenzentrum, Nutzer, User, Datenschutz, Datenschützer, Vorratsdatenspeicherung, NSA, Überwachung, Snowden-Dokumente,
        Netzneutralität, Videospiel, Videospiele, Computerspiel, Spielkonsole, Konsole, Playstation, Xbox, Nintendo, Wii, Gamer,
        Spieleentwickler, Steam, App, Breitband, WLAN, LTE, Mobilfunk, Mobilfunker, Netzbetreiber, Glasfaser, Provider, SMS, E-Mail, Spam,
        Roboter, Drohne, Entwickler, Programmierer, Open Source, Quellcode, Raspberry Pi, 3D-Drucker, E-Book, Google, Apple, Microsoft,
        Facebook, WhatsApp, Amazon, Samsung, Nokia, Sony, HTC, Huawei, LG, Lenovo, Intel, AMD, Nvidia, IBM,
        Dell, HP, Yahoo, Netflix, Spotify, Mozilla, Wikipedia, Start-up, Startup, Bitcoin, Streaming, selbstfahrend, Elektroauto
        """,
        """
        Technik, Technologie, digital, digitale, digitalen, Digitalisierung, Gerät, Geräte, Daten, Version, Funktion, Funktionen,
        Bildschirm, Kamera, Akku, Speicher, Hersteller, Modell, Spiel, Spiele, Download, Video, Blog, Forum, System, Dienst, Anwendung,
        Netzwerk, virtuell, veröffentlicht, Patent
        """,
    ),
    "Science": (
        """
        Forscher, Forscherin, Forscherinnen, Forscherteam, Forschung, Forschungsteam, Wissenschaftler, Wissenschaftlerin,
        Wissenschaftlerinnen, wissenschaftlich, Physiker, Physik, Astronomen, Astronom, Astrophysiker, Biologen, Biologe, Biologin,
        Chemiker, Geologen, Mathematiker, Archäologen, Archäologe, Archäologie, Paläontologen, Anthropologen, Historiker, Zoologen,
        Neurowissenschaft, Studie, Universität, Max-Planck-Institut, Akademie der Wissenschaften, Teleskop, Hubble, Raumsonde, Rover,
        Raumfahrt, Raumstation, ISS, Astronaut, Kosmonaut, Nasa, Esa, Weltall, Weltraum, Planet, Planeten, Exoplanet, Mars, Jupiter,
        Saturn, Mond, Asteroid, Komet, Meteorit, Sonnensystem, Milchstraße, Galaxie, Schwarzes Loch, Urknall, Dunkle Materie,
        Gravitationswellen, Higgs, Cern, Quanten, Fossilien, Fossil, Dinosaurier, Saurier, Urzeit, Steinzeit, Neandertaler, Skelett,
        Erbgut, Genom, Gene, Gen, DNA, Mutation, Evolution, Stammzellen, Zellen, Proteine, Bakterien, Moleküle, Labor, Teilchen,
        Experiment, Fachjournal, Fachblatt, Fachmagazin, Nature, Science, Ausgrabung, Ausgrabungen, Art entdeckt, neue Art, Nobelpreis für
        Physik, Nobelpreis für Chemie, FWF, Wissenschaftsfonds
        """,
        """
        Wissenschaft, Experten, Institut, Professor, Professorin, Entdeckung, entdeckt, untersucht, Untersuchung, Erkenntnisse, Tiere,
        Art, Arten, Pflanzen, Gehirn, Menschen, Jahrtausende, Millionen Jahre, Erde, Sonne, Universum, Ergebnisse, Theorie, Methode,
        Proben
        """,
    ),
    "Health": (
        """
        Krankenhaus, Krankenhäuser, Spital, Spitäler, Patient, Patienten, Patientin, Patientinnen, Arzt, Ärzte, Ärztin, Ärztekammer,
        Hausarzt, Chirurg, Klinik, Kliniken, Intensivstation, Operation, Krankheit, Krankheiten, Erkrankung, Erkrankungen, erkrankt,
        Epidemie, Pandemie, Seuche, Infektion, infiziert, Virus, Viren, Ebola, Grippe, Influenza, Masern, HIV, Aids, Malaria, Tuberkulose,
        Impfung, Impfungen, Impfstoff, geimpft, Corona, Coronavirus, Covid, Krebs, Tumor, Brustkrebs, Chemotherapie, Diabetes,
        Übergewicht, Adipositas, Cholesterin, Bluthochdruck, Herzinfarkt, Schlaganfall, Herz-Kreislauf, Demenz, Alzheimer, Parkinson,
        Depression, Depressionen, Burnout, psychische, Psychiatrie, Psychotherapie, Allergie, Asthma, Medikament, Medikamente, Arznei,
        Arzneimittel, Antibiotika, Apotheke, Pharmakonzern, Nebenwirkungen, Krankenkasse, Krankenversicherung, Gebietskrankenkasse,
        Pflege, Pfleger, Gesundheit, Gesundheitsministerium, Gesundheitssystem, Weltgesundheitsorganisation, WHO, Therapie, Diagnose,
        Symptome, Vorsorge, Rauchen, Raucher, Schwangerschaft, Hebamme, Organspende, Transplantation, Sterbehilfe
        """,
        """
        medizinisch, medizinische, Medizin, Mediziner, Behandlung, behandelt, Risiko, Ernährung, Schlaf, Stress, Schmerzen, Blut, Herz,
        Körper, Kinder, Alkohol, gesund, Vitamin, Todesfälle, Studie
        """,
    ),
    "Environment": (
        """
        Klimawandel, Klimaschutz, Klimakrise, Klimagipfel, Klimakonferenz, Klimapolitik, Klimaziele, Klimaforscher, Erderwärmung,
        Erderhitzung, Treibhausgase, Treibhausgas, CO2, CO2-Ausstoß, Kohlendioxid, Emissionen, Emissionshandel, Umweltschutz,
        Umweltschützer, Umweltministerium, Umweltminister, Umweltorganisation, Naturschutz, Naturschützer, Nationalpark, erneuerbare
        Energien, erneuerbare Energie, Ökostrom, Windkraft, Windpark, Windräder, Solarenergie, Photovoltaik, Wasserkraft, Energiewende,
        Atomausstieg, Kohleausstieg, Kohlekraftwerk, Luftverschmutzung, Feinstaub, Stickoxid, Plastikmüll, Müll, Recycling, Mikroplastik,
        Waldbrand, Waldbrände, Dürre, Hochwasser, Überschwemmung, Überschwemmungen, Unwetter, Hitzewelle, Hitze, Sturm, Hurrikan, Taifun,
        Gletscher, Permafrost, Meeresspiegel, Artenschutz, Artensterben, Artenvielfalt, Biodiversität, bedrohte Art, Wilderer, Regenwald,
        Abholzung, Pestizide, Glyphosat, Bienensterben, Bienen, Korallenriff, Wale, Walfang, Eisbären, Wolf, Wölfe, Greenpeace, WWF,
        Global 2000, Fridays for Future, Nachhaltigkeit, nachhaltig, Ökosystem, Fukushima
        """,
        """
        Umwelt, Klima, Natur, Tiere, Wald, Wälder, Bäume, Meer, Fluss, Wasser, Boden, Luft, Wetter, Temperatur, Temperaturen, Regen,
        Schnee, Energie, Strom, Kohle, Landwirtschaft, Fische, Vögel, Arktis, Antarktis, Schadstoffe
        """,
    ),
    "Culture": (
        """
        Kino, Film, Filme, Spielfilm, Dokumentarfilm, Filmfestival, Filmemacher, Regisseur, Regisseurin, Regie, Drehbuch, Schauspieler,
        Schauspielerin, Darsteller, Hauptrolle, Hollywood, Oscar, Viennale, Berlinale, Cannes, Diagonale, Serie, TV-Serie, Theater,
        Burgtheater, Volkstheater, Schauspielhaus, Intendant, Intendantin, Inszenierung, Uraufführung, Premiere, Bühne, Oper, Staatsoper,
        Operette, Konzert, Konzerte, Konzerthaus, Musikverein, Orchester, Philharmoniker, Dirigent, Komponist, Pianist, Sopranistin,
        Tenor, Ballett, Choreograf, Tanz, Museum, Museen, Ausstellung, Ausstellungen, Kurator, Kuratorin, Galerie, Kunst, Künstler,
        Künstlerin, Künstlerinnen, Maler, Malerin, Malerei, Gemälde, Skulptur, Bildhauer, Kunsthalle, Kunsthistorisches, Albertina,
        Biennale, Documenta, Raubkunst, Restitution, Roman, Romane, Erzählung, Schriftsteller, Schriftstellerin, Autor, Autorin,
        Literatur, Literaturpreis, Buchpreis, Buchmesse, Bachmannpreis, Büchner-Preis, Verlag, Lyrik, Dichter, Gedichte, Lesung, Musik,
        Musiker, Musikerin, Sänger, Sängerin, Band, Rapper, Album, Alben, Song, Pop, Rock, Jazz, Popstar, Hip-Hop, Song Contest,
        Festspiele, Festival, Kabarett, Kabarettist, Comic, Fotografie, Architektur, Feuilleton, Denkmal
        """,
        """
        Kultur, kulturell, Publikum, Buch, Bücher, Rolle, Szene, Stück, Star, Werk, Werke, Preis, Fernsehen, Show, Leben, Geschichte,
        Gesang, Stimme, Bilder, Foto
        """,
    ),
    "Lifestyle": (
        """
        Rezept, Rezepte, kochen, backen, Küche, Koch, Köchin, Haubenkoch, Restaurant, Lokal, Gasthaus, Wein, Winzer, Bier, Cocktail,
        Kuchen, Schokolade, Vegan, vegetarisch, Genuss, Mode, Modedesigner, Modedesignerin, Fashion Week, Laufsteg, Model, Kleid, Schuhe,
        Kosmetik, Parfum, Frisur, Beauty, Tattoo, Reise, Reisen, Urlaub, Urlauber, Tourismus, Touristen, Hotel, Strand, Kreuzfahrt,
        Wandern, Garten, Gärtner, Balkon, Wohnen, Einrichtung, Möbel, Design, Designer, Familie, Eltern, Erziehung, Mutter, Vater, Baby,
        Kleinkind, Hochzeit, Heirat, Beziehung, Partnerschaft, Liebe, Dating, Scheidung, Sex, Yoga, Meditation, Fitness, Wellness,
        Haustier, Hund, Hunde, Katze, Katzen, Weihnachten, Geschenke, Horoskop
        """,
        """
        Essen, trinken, Geschmack, Kaffee, Tee, Haus, Kinder, Freunde, Alltag, Tipps, Haut, Haare, Kleidung, Shopping, Wochenende, Sommer
        """,
    ),
    "Sports": (
        """
        Fußball, Fußballer, Fußballverband, Trainer, Cheftrainer, Teamchef, Bundesliga, Champions League, Europa League, DFB, ÖFB, Uefa,
        Fifa, DFB-Pokal, Cup, Premier League, Primera Division, Serie A, Weltmeisterschaft, Weltmeister, Weltmeisterin,
        Europameisterschaft, Europameister, Meister, Meistertitel, Titelverteidiger, WM, EM, Weltcup, Olympia, Olympische Spiele,
        Olympiasieger, Olympiasiegerin, Paralympics, IOC, Goldmedaille, Medaille, Medaillen, Spieler, Mitspieler, Stürmer, Torwart,
        Torhüter, Goalie, Verteidiger, Mittelfeld, Mittelfeldspieler, Kapitän, Treffer, Tor, Tore, Torschütze, Elfmeter, Freistoß, Gelbe
        Karte, Rote Karte, Schiedsrichter, Anpfiff, Halbzeit, Auswärtssieg, Heimsieg, Niederlage, Tabelle, Tabellenführer, Abstieg,
        Aufstieg, Saison, Spieltag, Runde, Halbfinale, Viertelfinale, Achtelfinale, Finale, Play-off, Tennis, Wimbledon, French Open, US
        Open, Grand Slam, ATP, WTA, Aufschlag, Satz, Handball, Volleyball, Basketball, NBA, NFL, NHL, MLB, Eishockey, EBEL, Golf, Boxen,
        Boxer, Leichtathletik, Sprinter, Marathon, Schwimmer, Turnen, Rudern, Segeln, Radsport, Radprofi, Tour de France, Giro, Etappe,
        Skirennen, Ski, Skispringen, Skispringer, Slalom, Riesentorlauf, Abfahrt, Super-G, Langlauf, Biathlon, Rodeln, Bob, Snowboard,
        ÖSV, Formel 1, Grand Prix, Ferrari, Red Bull Salzburg, Rapid, Austria Wien, Sturm Graz, Bayern München, Borussia Dortmund,
        Schalke, Real Madrid, Barcelona, Chelsea, Arsenal, Manchester United, Nationalmannschaft, Nationalteam, Doping, Stadion, Transfer,
        Leihvertrag, Verein, Klub, Liga, Turnier, Qualifikation, Weltrangliste
        """,
        """
        Sport, Sportler, Sportlerin, Team, Mannschaft, Spiel, Spiele, Sieg, Siege, Sieger, gewann, gewinnt, verlor, Punkte, Punkt, Platz,
        Rang, Match, Partie, Gegner, Fans, Rennen, Läufer, Fahrer, Start, Verletzung, verletzt, Training, Rekord, Titel, Minute, Sekunden
        """,
    ),
}
