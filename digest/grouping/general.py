"""The topics of a general newspaper, and the words that give each away, by language.

They serve a site that names no topics, or names one of these without keywords. A word is here if it seldom stands in the
news of another topic. Phrases beat ambiguity: “interest rate” says business, “interest” says nothing. Plurals are found
without being listed; no living person is, for people come and go while offices stay.
"""

from collections.abc import Mapping
from typing import NamedTuple


class General(NamedTuple):
    """A topic that everybody knows. `also`: other names that people give it."""

    name: str
    also: tuple[str, ...]
    keywords: Mapping[str, tuple[str, ...]]  # by language


def _general(name: str, also: str, en: str, de: str, fr: str) -> General:
    return General(name, _listed(also), {"en": _listed(en), "de": _listed(de), "fr": _listed(fr)})


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(keyword.split()) for keyword in text.split(","))


GENERAL = (
    _general(
        "World",
        "World News, International, Ausland, Welt, Monde",
        """
        foreign minister, foreign ministry, foreign policy, ambassador, embassy, diplomat, diplomatic, diplomacy, consulate, United
        Nations, UN, Security Council, peacekeeper, ceasefire, cease-fire, truce, peace talks, peace deal, peace process, sanctions,
        troops, army, soldier, rebel, militant, militia, insurgent, insurgency, gunmen, warlord, airstrike, air strike, missile,
        shelling, bombing, bomber, car bomb, hostage, kidnapped, massacre, genocide, war crime, coup, junta, refugee, asylum seeker,
        humanitarian, uranium, nuclear program, nuclear weapon, cleric, Taliban, Al Qaeda, Al-Qaida, Islamic State, Hamas, Hezbollah,
        NATO, Kremlin, Gaza, West Bank, Palestinian, Israel, Israeli, Iraq, Iraqi, Iran, Iranian, Syria, Syrian, Afghanistan, Afghan,
        Pakistan, Yemen, Lebanon, Ukraine, Ukrainian, North Korea, Sudan, Darfur, Myanmar, Venezuela, Haiti, Baghdad, Kabul, Tehran,
        Kyiv, Moscow
        """,
        """
        Außenminister, Außenministerin, Botschafter, Botschaft, Vereinte Nationen, Uno, Nato, Waffenruhe, Waffenstillstand,
        Friedensgespräche, Sanktionen, Truppen, Soldaten, Armee, Rebellen, Luftangriff, Raketen, Anschlag, Attentäter, Geiseln, Putsch,
        Flüchtlinge, Bürgerkrieg, Syrien, Irak, Iran, Israel, Palästinenser, Russland, Ukraine, Kreml, Türkei
        """,
        """
        ministre des affaires étrangères, ambassadeur, ambassade, diplomate, diplomatie, Nations unies, ONU, OTAN, cessez-le-feu, trêve,
        pourparlers, armée, troupes, soldats, rebelles, milice, missiles, attentat, otage, putsch, réfugiés, guerre civile, Syrie, Irak,
        Iran, Israël, palestinien, Russie, Ukraine, Kremlin
        """,
    ),
    _general(
        "Politics",
        "Politik, Politique",
        """
        parliament, parliamentary, prime minister, chancellor, cabinet, senate, senator, congress, congressman, congresswoman,
        congressional, lawmaker, legislature, legislation, House of Representatives, House of Commons, House of Lords, MP, backbencher,
        White House, Downing Street, Supreme Court, election, general election, by-election, electoral, ballot, voter, voting, polling
        station, referendum, campaign trail, presidential candidate, nominee, primaries, caucus, manifesto, opposition leader, coalition
        government, Republican, Democrat, GOP, Labour Party, Tory, Tories, Conservatives, Lib Dem, Liberal Democrats, Green Party,
        impeachment, impeach, filibuster, subpoena, bipartisan, partisan, governor, mayor, attorney general, home secretary, lobbyist,
        gerrymandering, swing state, electoral college, inauguration, Capitol
        """,
        """
        Bundestag, Bundesrat, Bundesregierung, Landtag, Nationalrat, Kanzler, Kanzlerin, Bundeskanzler, Ministerpräsident,
        Innenminister, Innenministerin, Abgeordnete, Koalition, Opposition, Partei, Wahlkampf, Wahl, Landtagswahl, Bundespräsident,
        Volksabstimmung, Gesetzentwurf, SPD, CDU, CSU, FDP, AfD, FPÖ, ÖVP, SPÖ, Grünen
        """,
        """
        assemblée nationale, sénat, sénateur, député, députée, premier ministre, Élysée, Matignon, gouvernement, projet de loi,
        élection, présidentielle, législatives, municipales, scrutin, électeur, candidat, référendum, parlement, maire, parti
        socialiste, Rassemblement national, Les Républicains, motion de censure, remaniement
        """,
    ),
    _general(
        "Business",
        "Economy, Business & Economy, Wirtschaft, Économie",
        """
        stock market, stock exchange, stocks, shares, shareholder, investor, investment bank, Wall Street, Dow Jones, Nasdaq, FTSE,
        hedge fund, private equity, bonds, dividend, quarterly, first quarter, second quarter, third quarter, fourth quarter, earnings,
        revenue, profit, net income, fiscal year, merger, acquisition, takeover, buyout, IPO, bankruptcy, bankrupt, restructuring,
        subsidiary, layoffs, job cuts, economy, economic growth, economist, GDP, inflation, deflation, recession, interest rate, central
        bank, Federal Reserve, ECB, Bank of England, IMF, finance minister, trade deficit, tariff, exporter, exports, consumer prices,
        consumer confidence, shopper, retailer, retail sales, crude, oil prices, barrel, OPEC, natural gas, dollar, euro, yen, yuan,
        currency, mortgage, lender, creditor, insurer, airline, automaker, carmaker, jobless claims, unemployment rate, payrolls, chief
        financial officer, analyst
        """,
        """
        Börse, Aktie, Aktien, Aktionäre, Dax, ATX, Umsatz, Gewinn, Quartal, Konzern, Unternehmen, Übernahme, Fusion, Insolvenz, Pleite,
        Konjunktur, Wirtschaftswachstum, Rezession, Inflation, Leitzins, Zinsen, Zentralbank, EZB, Notenbank, Gewerkschaft,
        Arbeitslosigkeit, Arbeitslose, Milliarden Euro, Banken, Ölpreis, Investoren
        """,
        """
        Bourse, CAC 40, actionnaire, chiffre d'affaires, bénéfice, trimestre, entreprise, PDG, fusion, rachat, OPA, faillite,
        croissance, récession, inflation, taux d'intérêt, banque centrale, BCE, chômage, syndicat, milliards d'euros, investisseurs,
        pouvoir d'achat, baril, licenciements
        """,
    ),
    _general(
        "Technology",
        "Tech, Digital, Technik, Technologie, Netzwelt, Numérique",
        """
        software, hardware, computer, PC, PCs, desktop, laptop, smartphone, mobile phone, handset, handheld, tablet, iPhone, iPad, iPod,
        iOS, Android, Windows, Linux, open source, operating system, browser, internet, online, website, web, search engine, broadband,
        Wi-Fi, wireless, 5G, server, data centre, data center, cloud computing, chipmaker, semiconductor, processor, Intel, AMD, Nvidia,
        Microsoft, Google, Apple, Samsung, Nokia, Yahoo, Facebook, OpenAI, ChatGPT, artificial intelligence, AI, machine learning,
        chatbot, robot, robotics, algorithm, app, developer, programmer, source code, hacker, hacking, malware, spyware, ransomware,
        phishing, spam, cybersecurity, cyberattack, data breach, encryption, password, gadget, console, Xbox, PlayStation, Nintendo,
        video game, gamer, gaming, file-sharing, download, MP3, e-mail, messaging, virtual reality, digital camera, self-driving,
        bitcoin
        """,
        """
        Software, Rechner, Handy, Smartphone, iPhone, Android, Windows, Prozessor, Betriebssystem, Sicherheitslücke, Schadsoftware,
        Hackerangriff, Künstliche Intelligenz, KI, soziale Netzwerke, Internet, Nutzer, Datenschutz, Suchmaschine, Videospiel,
        Spielkonsole, App, Breitband, Netzbetreiber, Roboter, Entwickler, Festplatte, Grafikkarte, Google, Apple, Microsoft
        """,
        """
        logiciel, ordinateur, smartphone, téléphone portable, système d'exploitation, navigateur, internaute, moteur de recherche,
        réseaux sociaux, intelligence artificielle, IA, cyberattaque, piratage, pirate informatique, rançongiciel, données personnelles,
        processeur, application mobile, jeu vidéo, console de jeu, haut débit, numérique, start-up, robot, algorithme, chiffrement
        """,
    ),
    _general(
        "Science",
        "Sciences, Wissenschaft, Wissen",
        """
        scientist, researcher, physicist, physics, astronomer, astronomy, astrophysicist, biologist, chemist, geologist, paleontologist,
        palaeontologist, archaeologist, archaeology, anthropologist, neuroscientist, NASA, European Space Agency, spacecraft, space
        station, space shuttle, space telescope, telescope, astronaut, cosmonaut, satellite, asteroid, comet, meteorite, lunar, Mars,
        Martian, Saturn, Jupiter, planet, exoplanet, galaxy, galaxies, black hole, supernova, big bang, dark matter, gravitational wave,
        Higgs, CERN, quantum, genome, DNA, genetics, geneticist, stem cell, fossil, dinosaur, Neanderthal, evolution, species, microbe,
        laboratory, peer-reviewed, rocket launch, orbit, excavation
        """,
        """
        Forscher, Forscherin, Forschung, Wissenschaftler, Wissenschaftlerin, Physiker, Astronomen, Biologen, Archäologen, Studie,
        Universität, Teleskop, Raumsonde, Raumfahrt, Weltall, Planet, Galaxie, Fossilien, Dinosaurier, Erbgut, Gene, Evolution, Labor,
        Teilchen, Fachjournal, Fachblatt
        """,
        """
        chercheur, chercheuse, scientifique, physicien, astronome, astronaute, spationaute, biologiste, archéologue, archéologie,
        laboratoire, CNRS, télescope, sonde spatiale, planète, galaxie, trou noir, fossile, dinosaure, génome, ADN, cellules souches,
        particule, évolution, espèce
        """,
    ),
    _general(
        "Health",
        "Gesundheit, Santé",
        """
        hospital, patient, doctor, physician, nurse, surgeon, surgery, clinic, clinical trial, disease, epidemic, pandemic, outbreak,
        virus, infection, infectious, vaccine, vaccination, vaccinate, coronavirus, Covid, flu, influenza, measles, Ebola, HIV, malaria,
        tuberculosis, polio, hepatitis, monkeypox, cancer, tumour, tumor, chemotherapy, leukemia, leukaemia, diabetes, diabetic,
        obesity, obese, cholesterol, blood pressure, heart attack, heart disease, cardiovascular, Alzheimer's, dementia, Parkinson's,
        autism, mental health, therapist, antibiotic, antidepressant, painkiller, opioid, drugmaker, FDA, medication, prescription drug,
        side effect, World Health Organization, CDC, NHS, Medicare, Medicaid, health care, healthcare, public health, midwife,
        pregnancy, fertility, e-cigarette, smoker, transplant
        """,
        """
        Krankenhaus, Spital, Patient, Patienten, Patientin, Arzt, Ärzte, Ärztin, Klinik, Krankheit, Erkrankung, Epidemie, Pandemie,
        Impfung, Impfstoff, Corona, Krebs, Diabetes, Herzinfarkt, Schlaganfall, Depression, Medikament, Antibiotika, Krankenkasse,
        Pflege, Gesundheit, Therapie, Infektion
        """,
        """
        hôpital, patient, médecin, infirmière, chirurgien, clinique, maladie, épidémie, pandémie, vaccin, vaccination, Covid, grippe,
        cancer, diabète, infarctus, médicament, antibiotique, assurance maladie, ministre de la santé, santé publique, infection,
        dépistage, soignant, déserts médicaux
        """,
    ),
    _general(
        "Environment",
        "Climate, Umwelt, Klima, Environnement, Climat",
        """
        climate change, climate crisis, climate summit, global warming, greenhouse gas, carbon dioxide, emissions, CO2, methane, fossil
        fuel, renewable energy, renewable, solar power, solar panel, wind farm, wind power, wind turbine, pollution, pollutant, smog,
        air quality, plastic waste, recycling, oil spill, fracking, deforestation, rainforest, logging, wildfire, bushfire, drought,
        flooding, heatwave, heat wave, hurricane, typhoon, sea level, glacier, ice sheet, permafrost, coral reef, biodiversity,
        endangered species, endangered, extinction, wildlife, conservationist, habitat, poaching, national park, environmentalist,
        environmental, Environmental Protection Agency, EPA, Greenpeace, Sierra Club, Paris agreement, Kyoto Protocol, ecosystem,
        ecological, pesticide, whale, polar bear
        """,
        """
        Klimawandel, Klimaschutz, Klimakrise, Erderwärmung, Treibhausgase, CO2, Emissionen, Umweltschutz, Umweltschützer, Naturschutz,
        erneuerbare Energien, Windkraft, Solarenergie, Energiewende, Luftverschmutzung, Feinstaub, Plastikmüll, Waldbrand, Dürre,
        Hochwasser, Überschwemmung, Hitzewelle, Gletscher, Artenschutz, Artensterben, Regenwald, Greenpeace
        """,
        """
        changement climatique, réchauffement climatique, dérèglement climatique, gaz à effet de serre, CO2, émissions, énergies
        renouvelables, éolienne, panneaux solaires, pollution, déchets plastiques, déforestation, incendie de forêt, sécheresse,
        inondation, canicule, glacier, biodiversité, espèce menacée, faune sauvage, écologiste, transition écologique, marée noire,
        pesticides, Greenpeace
        """,
    ),
    _general(
        "Culture",
        "Arts, Arts & Culture, Entertainment, Kultur, Feuilleton",
        """
        film, movie, filmmaker, box office, Hollywood, Bollywood, Oscar, Academy Award, Golden Globe, Bafta, Emmy, Grammy, Cannes,
        Sundance, actor, actress, screenplay, screenwriter, starring, sequel, trailer, premiere, TV series, TV show, sitcom, finale,
        spoiler, episode, Netflix, HBO, Disney, Marvel, Star Wars, soap opera, reality show, Saturday Night Live, SNL, late-night,
        comedian, comedy, celebrity, red carpet, costume, audition, singer, songwriter, musician, rapper, rock band, pop star, album,
        concert, hip-hop, jazz, orchestra, symphony, opera, Broadway, West End, theatre, theater, playwright, musical, ballet,
        choreographer, dancer, museum, gallery, exhibition, painter, sculpture, sculptor, artist, novel, novelist, author, poet, poetry,
        bestseller, Booker Prize, Pulitzer, literature, fashion week
        """,
        """
        Kino, Film, Regisseur, Regisseurin, Schauspieler, Schauspielerin, Theater, Oper, Konzert, Orchester, Dirigent, Museum,
        Ausstellung, Kunst, Künstler, Künstlerin, Maler, Galerie, Roman, Schriftsteller, Schriftstellerin, Literatur, Buchpreis, Musik,
        Sänger, Sängerin, Album, Festspiele, Festival, Bühne, Berlinale
        """,
        """
        cinéma, film, réalisateur, réalisatrice, acteur, actrice, comédien, théâtre, opéra, concert, orchestre, musée, exposition,
        peintre, sculpteur, roman, romancier, romancière, écrivain, écrivaine, poète, Goncourt, chanteur, chanteuse, album, festival,
        Palme d'or, bande dessinée
        """,
    ),
    _general(
        "Sports",
        "Sport",
        """
        football, footballer, soccer, rugby, cricket, tennis, golf, golfer, baseball, basketball, hockey, boxing, boxer, heavyweight,
        athletics, sprinter, marathon, swimmer, gymnast, cyclist, Tour de France, Formula One, Grand Prix, Nascar, skier, wrestler,
        championship, champion, tournament, league, World Cup, Six Nations, Premier League, Champions League, Uefa, Fifa, FA Cup, La
        Liga, Bundesliga, NFL, NBA, MLB, NHL, NCAA, Super Bowl, World Series, playoff, play-off, quarter-final, semi-final, semifinal,
        Wimbledon, US Open, French Open, Australian Open, Davis Cup, Ryder Cup, Olympic, Olympics, gold medal, medallist, medalist,
        goalkeeper, striker, midfielder, defender, fly-half, quarterback, touchdown, rookie, pitcher, inning, innings, home run, wicket,
        batsman, bowler, coach, teammate, referee, umpire, kick-off, hat-trick, half-time, scored, unbeaten, hamstring, grand slam,
        doping, transfer window
        """,
        """
        Fußball, Trainer, Bundesliga, Champions League, Europa League, Weltmeisterschaft, Weltmeister, Europameisterschaft, WM, EM,
        Olympia, Spieler, Stürmer, Torwart, Torhüter, Mittelfeldspieler, Treffer, Tabelle, Saison, Halbfinale, Viertelfinale, Tennis,
        Handball, Skirennen, Formel 1, Nationalmannschaft, Nationalteam
        """,
        """
        football, rugby, tennis, Ligue 1, Ligue des champions, Coupe du monde, Coupe de France, Roland-Garros, Tour de France, Jeux
        olympiques, championnat, entraîneur, sélectionneur, joueur, attaquant, milieu de terrain, gardien de but, buteur, demi-finale,
        quart de finale, médaille, cycliste, coureur, PSG, équipe de France
        """,
    ),
)
