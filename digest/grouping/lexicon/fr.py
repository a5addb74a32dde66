"""French words that give a topic away."""

WORDS = {
    "World": (
        """
        ministre des affaires étrangères, chef de la diplomatie, ambassadeur, ambassadrice, ambassade, diplomate, diplomatie,
        diplomatique, Nations unies, ONU, Conseil de sécurité, OTAN, casque bleu, casques bleus, cessez-le-feu, trêve, pourparlers, accord
        de paix, négociations de paix, sanctions, embargo, armée, troupes, soldat, militaires, offensive, front, rebelle, milice,
        insurgés, djihadiste, islamiste, séparatistes, missile, bombardement, frappe aérienne, frappes, raid, drone, attentat,
        attentat-suicide, kamikaze, otage, enlèvement, putsch, coup d'État, junte, dictateur, dictature, régime, réfugié, réfugiés, camp
        de réfugiés, déplacés, guerre civile, guerre, crimes de guerre, génocide, massacre, Cour pénale internationale, humanitaire,
        Croix-Rouge, famine, nucléaire iranien, arme nucléaire, chef de l'État, talibans, Al-Qaida, État islamique, Hamas, Hezbollah, Boko
        Haram, Syrie, syrien, syrienne, Irak, irakien, Iran, iranien, iranienne, Israël, israélien, israélienne, Palestine, palestinien,
        palestinienne, Gaza, Cisjordanie, Liban, libanais, Jordanie, Égypte, égyptien, Libye, libyen, Tunisie, tunisien, Algérie,
        algérien, Maroc, marocain, Yémen, Arabie saoudite, Qatar, Afghanistan, afghan, Pakistan, Inde, Russie, russe, Moscou, Kremlin,
        Ukraine, ukrainien, ukrainienne, Kiev, Crimée, Biélorussie, Turquie, turc, turque, Ankara, Kurdes, Corée du Nord, Corée du Sud,
        Chine, chinois, Pékin, Hongkong, Taïwan, Japon, Birmanie, Philippines, Indonésie, Soudan, Mali, Niger, Burkina Faso, Tchad,
        Centrafrique, Nigeria, Congo, Rwanda, Somalie, Éthiopie, Kenya, Sénégal, Côte d'Ivoire, Cameroun, Venezuela, Colombie, Brésil,
        Mexique, Haïti, Cuba, Bagdad, Damas, Alep, Kaboul, Téhéran, Le Caire, Jérusalem, Beyrouth, Tripoli, Maison Blanche, Washington,
        Vatican, pape
        """,
        """
        président, présidente, gouvernement, opposition, manifestants, manifestations, violences, affrontements, police, morts, tués,
        blessés, attaque, explosion, frontière, armes, Allemagne, Berlin, Royaume-Uni, Londres, Italie, Rome, Espagne, Grèce, Pologne,
        Hongrie, États-Unis, Afrique, Asie, Europe, Bruxelles, Union européenne, séisme, ouragan, droits humains, migrants
        """,
    ),
    "Politics": (
        """
        Assemblée nationale, sénat, sénateur, sénatrice, député, députée, parlement, parlementaire, premier ministre, première ministre,
        Élysée, Matignon, ministre de l'intérieur, ministre de la justice, garde des sceaux, secrétaire d'État, conseil des ministres,
        porte-parole du gouvernement, projet de loi, proposition de loi, amendement, 49.3, motion de censure, remaniement, dissolution,
        cohabitation, élection, présidentielle, législatives, municipales, régionales, européennes, sénatoriales, premier tour, second
        tour, scrutin, électeur, électorat, abstention, sondage, candidat, candidate, candidature, investiture, primaire, référendum,
        maire, mairie, conseil municipal, conseil régional, conseil départemental, préfet, commission d'enquête, Conseil constitutionnel,
        Conseil d'État, Cour des comptes, laïcité, réforme des retraites, loi immigration, parti socialiste, PS, UMP, Rassemblement
        national, RN, Front national, Les Républicains, LR, La République en marche, LREM, Renaissance, MoDem, La France insoumise, LFI,
        Europe Écologie, EELV, écologistes, parti communiste, PCF, Nupes, extrême droite, extrême gauche, la gauche, la droite, centriste,
        militants, meeting, campagne électorale, premier secrétaire, bureau politique, chef de file
        """,
        """
        gouvernement, ministre, ministère, majorité, opposition, politique, parti, réforme, loi, vote, débat, campagne, démission, mandat,
        élus, élu, élue, président, présidence, Paris, France, budget, impôts, justice, procès, mise en examen, parquet, immigration,
        manifestation
        """,
    ),
    "Business": (
        """
        Bourse, CAC 40, Wall Street, Dow Jones, action en Bourse, actionnaire, dividende, chiffre d'affaires, bénéfice, bénéfice net,
        résultat net, perte nette, trimestre, semestre, exercice fiscal, entreprise, société, groupe industriel, multinationale, filiale,
        PME, PDG, directeur général, conseil d'administration, fusion, rachat, OPA, acquisition, cession, participation, introduction en
        Bourse, faillite, redressement judiciaire, liquidation judiciaire, plan social, licenciements, suppressions d'emplois, suppression
        de postes, croissance, produit intérieur brut, PIB, récession, inflation, déflation, conjoncture, économie, économique,
        économiste, taux d'intérêt, taux directeur, banque centrale, BCE, Fed, FMI, Banque mondiale, Insee, chômage, chômeur, demandeurs
        d'emploi, Pôle emploi, syndicat, CGT, CFDT, Medef, grève, salaires, smic, pouvoir d'achat, milliards d'euros, millions d'euros,
        investisseur, investissement, banque, BNP Paribas, Société Générale, Crédit agricole, crédit, prêt, assureur, assurance-vie,
        obligations, dette publique, déficit, zone euro, baril, pétrole, prix du gaz, électricité, TotalEnergies, EDF, Engie, Renault,
        Peugeot, Stellantis, Airbus, Boeing, Air France, SNCF, Carrefour, Leclerc, Auchan, LVMH, Kering, Danone, L'Oréal, Sanofi,
        Bouygues, Vivendi, Alstom, constructeur automobile, compagnie aérienne, grande distribution, commerce extérieur, exportations,
        importations, droits de douane, libre-échange, matières premières, immobilier, loyers, startup lève, fonds de pension,
        capital-risque, évasion fiscale, fraude fiscale, concurrence, antitrust, consommateurs
        """,
        """
        marché, prix, hausse, baisse, coût, ventes, clients, emploi, emplois, salariés, salarié, usine, production, industrie, industriel,
        secteur, contrat, commande, argent, euros, dollars, milliards, millions, impôt, fiscal, patron, énergie
        """,
    ),
    "Technology": (
        """
        logiciel, ordinateur, informatique, smartphone, téléphone portable, tablette, montre connectée, objet connecté, iPhone, iPad,
        Android, Windows, Linux, système d'exploitation, mise à jour, navigateur, site Web, Internet, en ligne, internaute, moteur de
        recherche, réseau social, réseaux sociaux, intelligence artificielle, IA, apprentissage automatique, algorithme, ChatGPT, OpenAI,
        cyberattaque, cybersécurité, piratage, pirate informatique, hacker, rançongiciel, logiciel malveillant, faille de sécurité, mot de
        passe, données personnelles, CNIL, RGPD, vie privée, chiffrement, chiffré, processeur, puce, semi-conducteurs, carte graphique,
        application mobile, appli, jeu vidéo, jeux vidéo, joueurs en ligne, console de jeu, console, PlayStation, Xbox, Nintendo, Ubisoft,
        haut débit, fibre optique, 4G, 5G, Wi-Fi, opérateur télécoms, opérateurs, numérique, start-up, robot, robotique, drone, réalité
        virtuelle, réalité augmentée, voiture autonome, voiture électrique, blockchain, bitcoin, cryptomonnaie, cloud, serveur, centre de
        données, open source, code source, développeur, Google, Apple, Microsoft, Facebook, Meta, Amazon, Gafa, TikTok,
        WhatsApp, Snapchat, Netflix, Spotify, Samsung, Huawei, Xiaomi, Intel, Nvidia, IBM, Mozilla, Firefox, Wikipédia, Orange,
        SFR, Free Mobile
        """,
        """
        technologie, technologies, technologique, innovation, données, utilisateurs, appareil, écran, batterie, version, outil,
        plateforme, vidéo, application, virtuel, électronique, caméra, réseau, mail, téléchargement, streaming, modèle
        """,
    ),
    "Science": (
        """
        chercheur, chercheuse, scientifique, physicien, physicienne, physique quantique, astronome, astrophysicien, astrophysique,
        astronaute, spationaute, biologiste, chimiste, géologue, mathématicien, archéologue, archéologie, paléontologue, anthropologue,
        laboratoire, CNRS, Inserm, Institut Pasteur, Cern, télescope, James-Webb, Hubble, sonde spatiale, sonde, fusée, Ariane, satellite,
        station spatiale, ISS, Nasa, Agence spatiale européenne, ESA, SpaceX, espace, orbite, planète, exoplanète, Mars, Lune, Jupiter,
        Saturne, astéroïde, comète, météorite, éclipse, système solaire, galaxie, galaxies, trou noir, Big Bang, matière noire, ondes
        gravitationnelles, boson, particule, fossile, dinosaure, préhistoire, préhistorique, Néandertal, Homo sapiens, squelette,
        fouilles, génome, génétique, gène, ADN, cellules souches, cellules, protéine, bactéries, molécule, évolution, espèce, nouvelle
        espèce, revue Nature, revue Science, étude publiée, prix Nobel de physique, prix Nobel de chimie, expérience
        """,
        """
        science, recherche, étude, découverte, découvert, découvrent, université, professeur, cerveau, animaux, Terre, Soleil, univers,
        théorie, résultats, millions d'années, mission, spatial, spatiale
        """,
    ),
    "Health": (
        """
        hôpital, hôpitaux, AP-HP, patient, patiente, médecin, généraliste, infirmier, infirmière, soignant, chirurgien, chirurgie,
        clinique, urgences, réanimation, maladie, maladies, malade, épidémie, pandémie, virus, infection, contamination, vaccin,
        vaccination, vacciné, Covid, Covid-19, coronavirus, grippe, rougeole, Ebola, Zika, sida, VIH, paludisme, tuberculose, cancer,
        tumeur, chimiothérapie, diabète, obésité, surpoids, cholestérol, hypertension, infarctus, AVC, Alzheimer, Parkinson, dépression,
        santé mentale, psychiatrie, psychiatre, psychologue, allergie, asthme, médicament, antibiotique, pharmacie, pharmacien,
        laboratoire pharmaceutique, effets secondaires, essai clinique, traitement, thérapie, diagnostic, symptômes, dépistage, assurance
        maladie, Sécurité sociale, mutuelle, ministre de la santé, ministère de la santé, santé publique, agence régionale de santé, Haute
        Autorité de santé, Organisation mondiale de la santé, OMS, déserts médicaux, Ehpad, grossesse, accouchement, sage-femme,
        contraception, IVG, PMA, don d'organes, greffe, tabac, fumeurs, cigarette électronique, alcoolisme, addiction, fin de vie, soins
        palliatifs, euthanasie
        """,
        """
        santé, médical, médicale, soins, risque, sommeil, stress, alimentation, corps, sang, cœur, douleur, sucre, alcool, vitamine,
        étude, décès
        """,
    ),
    "Environment": (
        """
        changement climatique, réchauffement climatique, dérèglement climatique, crise climatique, climat, COP, accord de Paris, GIEC, gaz
        à effet de serre, CO2, carbone, neutralité carbone, émissions, énergies fossiles, énergies renouvelables, énergie renouvelable,
        éolienne, éolien, solaire, panneaux solaires, photovoltaïque, biomasse, charbon, gaz de schiste, pollution, polluants, particules
        fines, qualité de l'air, déchets, déchets plastiques, recyclage, microplastiques, déforestation, forêt amazonienne, incendie de
        forêt, incendies, feux de forêt, sécheresse, inondation, crue, canicule, vague de chaleur, tempête, ouragan, cyclone, glacier,
        banquise, fonte des glaces, niveau de la mer, montée des eaux, biodiversité, espèce menacée, extinction, braconnage, faune, faune
        sauvage, flore, parc national, réserve naturelle, loup, ours, baleines, requins, abeilles, récifs coralliens, surpêche,
        écologiste, écologie, transition écologique, transition énergétique, développement durable, environnement, environnemental, marée
        noire, pesticide, glyphosate, nappes phréatiques, zones humides, agriculture biologique, Greenpeace, WWF, Extinction Rebellion,
        ministre de la transition écologique
        """,
        """
        nature, naturel, eau, océan, mer, forêt, arbres, animaux, oiseaux, poissons, sol, météo, température, chaleur, pluie, neige,
        agriculture, agriculteurs, énergie, nucléaire, planète, Arctique, Antarctique
        """,
    ),
    "Culture": (
        """
        cinéma, film, long-métrage, court-métrage, réalisateur, réalisatrice, cinéaste, scénario, acteur, actrice, comédien, comédienne,
        César, Oscars, Palme d'or, Festival de Cannes, Cannes, Mostra, Hollywood, série, saison 2, Netflix, théâtre, Comédie-Française,
        Avignon, metteur en scène, mise en scène, dramaturge, pièce de théâtre, Molière, opéra, ballet, chorégraphe, danse, danseur,
        danseuse, concert, orchestre, chef d'orchestre, philharmonie, compositeur, pianiste, violoniste, musique, musicien, musicienne,
        chanteur, chanteuse, chanson, album, rap, rappeur, rock, jazz, électro, Victoires de la musique, Eurovision, musée, Louvre, Orsay,
        Centre Pompidou, exposition, commissaire d'exposition, galerie, peintre, peinture, tableau, tableaux, sculpteur, sculpture,
        artiste, art contemporain, photographe, photographie, architecte, patrimoine, monument, roman, romancier, romancière, écrivain,
        écrivaine, auteur, autrice, littérature, littéraire, rentrée littéraire, Goncourt, Renaudot, Femina, éditeur, librairie,
        libraires, poète, poésie, essai, bande dessinée, BD, Angoulême, manga, festival, spectacle, humoriste, one-man-show
        """,
        """
        culture, culturel, culturelle, livre, scène, rôle, public, star, œuvre, prix littéraire, télévision, émission, images, histoire,
        personnage, récit
        """,
    ),
    "Lifestyle": (
        """
        recette, cuisine, cuisinier, cuisinière, chef étoilé, chefs, gastronomie, gastronomique, restaurant, Michelin, pâtissier,
        pâtisserie, boulangerie, vin, vigneron, champagne, cocktail, fromage, chocolat, végétarien, vegan, mode, styliste, couturier,
        haute couture, défilé, fashion week, mannequin, robe, chaussures, bijoux, maquillage, cosmétiques, beauté, parfum, coiffure,
        tatouage, voyage, voyageurs, vacances, vacanciers, tourisme, touristes, hôtel, plage, croisière, randonnée, jardin, jardinage,
        décoration, déco, design, meubles, appartement, famille, parents, maternité, paternité, bébé, adolescents, mariage, couple, amour,
        séparation, divorce, sexualité, rencontre amoureuse, yoga, méditation, régime minceur, animaux de compagnie, chien, chat, Noël,
        cadeaux, horoscope
        """,
        """
        manger, repas, plat, goût, café, thé, maison, enfants, mère, père, amis, quotidien, conseils, vêtements, peau, cheveux, week-end,
        vie
        """,
    ),
    "Sports": (
        """
        football, footballeur, rugby, rugbyman, tennis, handball, basket, volley, cyclisme, athlétisme, natation, judo, escrime, boxe,
        ski, biathlon, patinage, voile, Vendée Globe, golf, Formule 1, F1, Grand Prix, MotoGP, Ligue 1, Ligue 2, Ligue des champions,
        Ligue Europa, Premier League, Liga, Serie A, Bundesliga, Top 14, Pro D2, XV de France, Bleus, équipe de France, Tournoi des six
        nations, Coupe du monde, Coupe de France, Coupe Davis, Euro 2024, Mondial, Roland-Garros, Wimbledon, US Open, Open d'Australie,
        Grand Chelem, Tour de France, Giro, Vuelta, maillot jaune, peloton, étape, Jeux olympiques, JO, CIO, Paralympiques, médaille,
        médaille d'or, championnat, champion, championne, champion du monde, entraîneur, sélectionneur, joueur, joueuse, attaquant, milieu
        de terrain, défenseur, gardien de but, gardien, buteur, buts, penalty, carton rouge, arbitre, mi-temps, prolongation, tirs au but,
        hors-jeu, demi-finale, quart de finale, huitième de finale, finaliste, match, stade, supporteurs, supporters, mercato, transfert,
        club, cycliste, coureur, sprinteur, marathon, nageur, nageuse, pilote, skieur, slalom, descente, PSG, Paris-Saint-Germain, OM,
        Olympique de Marseille, Olympique lyonnais, AS Monaco, Real Madrid, FC Barcelone, Fifa, UEFA, FFF, dopage, NBA, ATP, WTA, essai
        transformé, mêlée
        """,
        """
        sport, sportif, sportive, équipe, victoire, défaite, vainqueur, finale, titre, score, points, saison, classement, tournoi, course,
        podium, record, adversaire, entraînement, blessure, blessé, qualification, qualifié, rencontre
        """,
    ),
}
