"""English words that give a topic away."""

# Not here, though news of technology is full of them: Twitter, Instagram, YouTube, podcast and the like. Whoever writes of vampires
# asks to be followed there, too.

WORDS = {
    "World": (
        """
        foreign minister, foreign ministry, foreign secretary, foreign policy, foreign affairs, ambassador, embassy, envoy, diplomat,
        diplomatic, diplomacy, consulate, bilateral, United Nations, UN, Security Council, General Assembly, peacekeeper, peacekeeping,
        peacekeeping force, ceasefire, cease-fire, truce, peace talks, peace deal, peace process, peace plan, peace accord, armistice,
        sanctions, embargo, troops, army, armed forces, soldier, commander, warplane, fighter jet, gunship, warship, tank shell,
        artillery, mortar, rebel, rebellion, militant, militia, paramilitary, insurgent, insurgency, guerrilla, separatist, secessionist,
        jihadist, Islamist, extremist, gunman, gunmen, warlord, airstrike, air strike, air raid, drone strike, missile, missile test,
        rocket attack, shelling, bombing, bombardment, bomber, suicide bomber, suicide bombing, suicide attack, car bomb, roadside bomb,
        land mine, landmine, explosive, blast kills, hostage, hostage-taker, beheading, beheaded, kidnapped, kidnapper, abducted,
        abduction, massacre, genocide, ethnic cleansing, mass grave, atrocity, war crime, crimes against humanity, tribunal, International
        Criminal Court, ICC, Hague, coup, junta, martial law, state of emergency, curfew, dictator, dictatorship, strongman, regime,
        invasion, invade, invaded, occupation, occupied, annexation, annexed, offensive, frontline, front line, counteroffensive,
        stronghold, civilian, civilians killed, casualties, death toll, wounded, refugee, refugee camp, displaced, asylum seeker, people
        smuggler, humanitarian, humanitarian aid, aid worker, relief effort, aid agency, Red Cross, Red Crescent, UNHCR, UNICEF, Amnesty
        International, Human Rights Watch, famine, civil war, uranium, enrichment, nuclear program, nuclear programme, nuclear weapon,
        nuclear talks, nuclear test, warhead, chemical weapons, IAEA, weapons inspector, disarmament, cleric, ayatollah, mullah, imam,
        mosque, Shiite, Shia, Sunni, Kurd, Kurdish, Taliban, Al Qaeda, Al-Qaida, Qaeda, Qaida, Islamic State, ISIS, ISIL, Boko Haram,
        al-Shabab, al-Shabaab, Hamas, Hezbollah, Hizbollah, Fatah, PLO, intifada, settler, Muslim Brotherhood, Houthi, Janjaweed, Tamil
        Tiger, FARC, IRA, Hutu, Tutsi, NATO, Kremlin, European Union, EU, European Commission, African Union, Arab League, ASEAN, OAS,
        Gaza, West Bank, Palestinian, Israel, Israeli, Iraq, Iraqi, Iran, Iranian, Syria, Syrian, Afghanistan, Afghan, Pakistan,
        Pakistani, Kashmir, Yemen, Yemeni, Lebanon, Lebanese, Libya, Libyan, Jordanian, Egypt, Egyptian, Tunisia, Algeria, Saudi, Saudi
        Arabia, Kuwait, Qatar, Ukraine, Ukrainian, Crimea, Donbas, Chechnya, Chechen, Georgia's breakaway, Ossetia, Abkhazia, Belarus,
        Belarusian, Kosovo, Serbia, Serb, Serbian, Bosnia, Bosnian, North Korea, North Korean, South Korean, Pyongyang, Seoul, Taiwan
        Strait, Tibet, Tibetan, Uyghur, Xinjiang, Sudan, Sudanese, Darfur, Khartoum, Ethiopia, Eritrea, Somalia, Somali, Congo, Congolese,
        Rwanda, Burundi, Uganda, Kenya, Nigeria, Nigerian, Liberia, Sierra Leone, Ivory Coast, Ghana, Mali, Niger, Chad, Cameroon,
        Zimbabwe, Harare, Mozambique, Angola, Myanmar, Burma, Rohingya, Sri Lanka, Nepal, Nepalese, Maoist, Bangladesh, Philippines,
        Filipino, Indonesia, Indonesian, Jakarta, Thailand, Thai, Cambodia, Khmer Rouge, Vietnam, Venezuela, Venezuelan, Caracas,
        Colombia, Colombian, Haiti, Haitian, Cuba, Cuban, Havana, Nicaragua, Guatemala, Honduras, El Salvador, Guantanamo, Baghdad,
        Fallujah, Falluja, Mosul, Najaf, Basra, Kirkuk, Kabul, Kandahar, Islamabad, Karachi, Tehran, Damascus, Aleppo, Beirut, Jerusalem,
        Tel Aviv, Ramallah, Cairo, Tripoli, Benghazi, Riyadh, Doha, Sanaa, Kyiv, Kiev, Moscow, Minsk, Tbilisi, Grozny, Belgrade, Ankara,
        Istanbul, Turkish, Nairobi, Mogadishu, Addis Ababa, Lagos, Abuja, Kinshasa, Kigali, Kathmandu, Colombo, Dhaka, Manila, Bangkok,
        Hanoi, Yangon, Rangoon, Port-au-Prince, Bogota, pontiff, Vatican, pope, world leaders, summit
        """,
        """
        Russia, Russian, China, Chinese, Beijing, Hong Kong, Taiwan, India, Indian, Delhi, Mumbai, Japan, Japanese, Tokyo, Korea, Korean,
        Malaysia, Singapore, France, French, Paris, Germany, German, Berlin, Italy, Italian, Rome, Spain, Spanish, Madrid, Catalan,
        Portugal, Greece, Greek, Athens, Turkey, Cyprus, Poland, Polish, Hungary, Hungarian, Romania, Bulgaria, Croatia, Macedonia,
        Albania, Netherlands, Dutch, Belgium, Brussels, Sweden, Norway, Denmark, Danish, Finland, Ireland, Irish, Northern Ireland,
        Britain, Mexico, Mexican, Brazil, Brazilian, Rio, Argentina, Chile, Peru, Ecuador, Bolivia, Canada, Canadian, Australia,
        Australian, Sydney, New Zealand, South Africa, Africa, African, Asia, Asian, Europe, European, Middle East, Latin America,
        Caribbean, Persian Gulf, Balkan, Arab, Muslim, Islamic, Islam, Jewish, monarch, king, prince, royal family, presidential palace,
        president, prime minister, government, opposition, minister, ministry, protester, demonstrator, riot, clashes, violence, police,
        killed, dead, died, death, killing, murder, attack, attacked, terrorist, terrorism, terror, military, war, weapon, bomb,
        explosion, blast, exploded, prisoner, detained, arrested, jailed, executed, spy, border, migrant, earthquake, quake, tsunami,
        cyclone, flood, mudslide, landslide, volcano, ferry, capsized, plane crash, crash, derailed, survivor, rescue, rescuer, human
        rights, dissident, exile, independence, treaty, talks, election, vote, democracy, monitor, observers, official, abroad, national
        """,
    ),
    "Politics": (
        """
        parliament, parliamentary, prime minister, chancellor, cabinet, shadow cabinet, cabinet minister, senate, senator, congress,
        congressman, congresswoman, congressional, lawmaker, legislator, legislature, legislation, legislative, House of Representatives,
        House of Commons, House of Lords, Commons, peers, House Speaker, speaker of the House, House Democrats, House Republicans, Senate
        Democrats, Senate Republicans, MP, MPs, MEP, backbencher, frontbench, front bench, Westminster, Whitehall, Holyrood, Stormont,
        Welsh Assembly, White House, Oval Office, Downing Street, Number 10, Capitol Hill, Supreme Court, high court justice, court
        nominee, confirmation hearing, election, general election, election campaign, election day, by-election, midterm, electoral,
        electorate, ballot, ballot box, mail-in, absentee, voter, voter turnout, voting, voting rights, voter suppression, voter fraud,
        polling station, polling place, pollster, referendum, recount, campaign trail, campaign manager, campaign finance, super PAC, PAC,
        stump speech, running mate, presidential candidate, presidential race, presidential campaign, presidential debate, candidate,
        candidacy, nominee, nomination, primary, caucus, caucuses, delegate, Iowa caucus, Super Tuesday, convention speech, Democratic
        National Convention, Republican National Convention, DNC, RNC, manifesto, opposition leader, party leader, party conference,
        leadership contest, deputy leader, coalition government, hung parliament, majority leader, minority leader, whip, Republican,
        Democrat, Democratic, GOP, Labour, Labour Party, New Labour, Tory, Conservative, Lib Dem, Liberal Democrat, UKIP, Plaid Cymru,
        SNP, Sinn Fein, DUP, Respect party, Green Party, Tea Party, libertarian, progressive, left-wing, right-wing, far-right, far-left,
        alt-right, white nationalist, white supremacist, liberal, populist, impeachment, impeach, impeached, acquittal, filibuster,
        subpoena, oversight committee, select committee, special counsel, special prosecutor, indictment, bipartisan, partisan, governor,
        gubernatorial, lieutenant governor, mayor, mayoral, city council, councillor, council tax, alderman, attorney general, solicitor
        general, home secretary, education secretary, health secretary, work and pensions, defence secretary, transport secretary, chief
        of staff, press secretary, secretary of state, vice president, vice presidential, first lady, president-elect, ex-president,
        former president, presidency, administration, executive order, veto, pardon, commuted, lobbyist, lobbying, gerrymandering,
        redistricting, swing state, battleground state, electoral college, inauguration, inaugural, Capitol, Capitol riot, Jan 6,
        insurrection, State of the Union, Queen's Speech, white paper, green paper, bill, amendment, constitutional, unconstitutional,
        repeal, Obamacare, Affordable Care Act, debt ceiling, government shutdown, budget deal, tax cuts, tax plan, minimum wage, welfare
        reform, immigration reform, immigration policy, border wall, border patrol, deportation, deport, ICE agents, DACA, Dreamers,
        travel ban, asylum policy, Homeland Security, gun control, gun violence, gun rights, NRA, assault weapon, background check, mass
        shooting, Second Amendment, First Amendment, abortion rights, anti-abortion, abortion ban, abortion, Roe v. Wade, Planned
        Parenthood, same-sex marriage, gay marriage, transgender, civil rights, civil liberties, affirmative action, Black Lives Matter,
        police brutality, death penalty, death row, ID cards, identity card, asylum bill, anti-terror, terror bill, control orders,
        hunting ban, tuition fees, top-up fees, NHS reform, devolution, Brexit, Euro constitution, EU constitution, expenses scandal, spin
        doctor, sleaze, Fox News, CNN, MSNBC, conspiracy theory, QAnon, Pentagon, CIA, FBI, Justice Department, Department of Justice,
        DOJ, State Department, Treasury secretary, EPA chief, Russia investigation, election interference, campaign aide, racist, racism,
        federal judge, appeals court, lawsuit against the administration, ACLU
        """,
        """
        political, politician, politics, policy, government, minister, ministry, party, leader, leadership, debate, campaign, poll, vote,
        voted, spokesman, tax, taxes, taxpayer, budget, spending, public services, law, reform, justice, judge, court, ruling,
        investigation, hearing, testimony, testify, committee, federal, state, council, schools, pensions, immigration, immigrant,
        constituency, constituent, Washington, Britain, UK, secretary, president, presidential, resign, resignation, resigned, scandal,
        accused, allegations, claims, controversial, critic, activist, protest, protester, police, officer, shooting, gun, Texas, Florida,
        Georgia, Arizona, Alabama, Mississippi, Wisconsin, Michigan, Ohio, Pennsylvania, Kentucky, North Carolina, women's march, sexual
        misconduct, welfare, union, lord, Europe, EU
        """,
    ),
    "Business": (
        """
        stock market, stock exchange, stock, stock price, share price, shares fell, shares rose, shares closed, shareholder, stockholder,
        investor, investment, investment bank, investing, equity, Wall Street, Dow, Dow Jones, Nasdaq, S&P, S&P 500, NYSE, FTSE, Nikkei,
        DAX, Hang Seng, Sensex, blue chip, futures, hedge fund, mutual fund, pension fund, private equity, venture capital, bond,
        Treasuries, bond yields, yield, dividend, quarterly, first quarter, second quarter, third quarter, fourth quarter, earnings,
        earnings per share, revenue, profit, profit warning, pre-tax profit, net income, net profit, net loss, operating profit, turnover,
        fiscal year, forecast, outlook, guidance, merger, merge, acquisition, acquire, acquired, takeover, takeover bid, hostile bid,
        buyout, stake, majority stake, bid for, IPO, initial public offering, flotation, listing, bankruptcy, bankruptcy protection,
        bankrupt, Chapter 11, insolvency, administration order, creditors, restructuring, turnaround, subsidiary, conglomerate,
        multinational, corporate, corporation, corporate governance, boardroom, board of directors, chief executive, chief executive
        officer, CEO, chief financial officer, CFO, chairman and chief executive, accounting scandal, auditor, accountancy, insider
        trading, SEC, Securities and Exchange Commission, regulator, antitrust, cartel, price-fixing, layoff, lay off, job cuts,
        redundancies, downsizing, strike action, walkout, pay deal, Teamsters, economy, economic, economic growth, economist, growth rate,
        GDP, gross domestic product, inflation, deflation, recession, downturn, slowdown, recovery, stimulus, quantitative easing,
        tapering, interest rate, rate hike, rate cut, rate rise, central bank, central banker, Federal Reserve, Fed, Fed chairman, ECB,
        European Central Bank, Bank of England, Bank of Japan, Bundesbank, IMF, International Monetary Fund, World Bank, WTO, World Trade
        Organization, finance minister, G7, G8, G20, trade deficit, trade gap, trade surplus, current account, budget deficit, tariff,
        import, exporter, export, consumer prices, consumer confidence, consumer spending, producer prices, wholesale prices, shopper,
        retailer, retail, retail sales, same-store sales, supermarket, department store, crude, crude oil, crude prices, oil price, oil
        producer, barrel, OPEC, Brent, gasoline, petrol prices, natural gas, pipeline, refinery, refiner, drilling, ExxonMobil, Exxon
        Mobil, Exxon, Chevron, Royal Dutch Shell, BP, Yukos, Gazprom, Rosneft, Total SA, commodity, copper, gold prices, bullion, steel,
        steelmaker, aluminium, Alcoa, mining company, BHP, Rio Tinto, dollar, euro, yen, yuan, renminbi, sterling, rouble, ruble,
        greenback, currency, exchange rate, forex, mortgage, mortgage rates, foreclosure, subprime, housing market, house prices, home
        sales, homebuilder, housing starts, landlord, lender, lending, loan, credit card, credit rating, downgrade, downgraded, upgrade
        rating, Moody's, Standard & Poor's, Fitch, insurer, insurance, reinsurer, bailout, eurozone, euro zone, sovereign debt, default,
        airline, carrier, low-cost airline, budget airline, airliner order, Boeing, Airbus, Delta Air Lines, United Airlines, US Airways,
        Ryanair, EasyJet, Qantas, automaker, carmaker, car maker, vehicle sales, auto sales, recall, General Motors, GM, Ford, Chrysler,
        Daimler, DaimlerChrysler, BMW, Volkswagen, Toyota, Honda, Nissan, Hyundai, Tesla, MG Rover, Parmalat, Enron, WorldCom, Tyco,
        Citigroup, Goldman Sachs, JP Morgan, JPMorgan, Morgan Stanley, Merrill Lynch, Lehman, Bank of America, Wells Fargo, HSBC,
        Barclays, UBS, Credit Suisse, Deutsche Bank, BNP Paribas, Berkshire Hathaway, AIG, Wal-Mart, Walmart, Sears, Kmart, Home Depot,
        Tesco, Sainsbury, Marks & Spencer, Costco, McDonald's, Burger King, Starbucks, Coca-Cola, PepsiCo, Procter & Gamble, Unilever,
        Nestle, Kraft, Anheuser-Busch, Pfizer shares, General Electric, Siemens, Caterpillar, FedEx, UPS, jobless, jobless claims,
        unemployment, unemployment rate, payrolls, nonfarm, wage growth, job growth, jobs report, job openings, purchasing managers, PMI,
        manufacturing sector, factory orders, factory output, industrial output, industrial production, durable goods, productivity,
        analyst, brokerage, broker, underwriter, trader, rally, selloff, sell-off, bull market, bear market, index fund, market share,
        market value, capital markets, wealth fund, tycoon, billionaire, entrepreneur, small business, franchise fee, outsourcing,
        offshoring, procurement, supply chain, wholesaler, distributor, manufacturer, freight, shipping line, real estate, property
        market, commercial property, utility bills, tax evasion, tax haven, offshore account, fraud charges, pay package, severance, bonus
        pool, labour market, labor market
        """,
        """
        company, firm, business, businesses, market, trading, trade, sales, price, pricing, cost, bank, banking, finance, financial,
        financing, fund, debt, deficit, money, cash, billion, million, bn, percent, cent, growth, rise, rose, fell, falls, gain, drop,
        slump, surge, soar, tumble, plunge, record high, deal, bid, offer, buy, buying, sell, selling, sold, unit, industry, sector,
        manufacturing, factory, plant, jobs, employer, employee, workers, hiring, wage, salary, strike, union, consumer, customer, demand,
        supply, output, quarter, annual, expects, executive, chairman, president and chief, board, asset, tax, taxes, oil, energy, gas,
        power company, electricity, auction, contract, supplier, brand, advertising, ad sales, pension, store, chain, restaurant chain,
        rates, pounds, budget, settlement, lawsuit, fined, Asia, China
        """,
    ),
    "Technology": (
        """
        software, hardware, computer, computing, supercomputer, mainframe, PC, PCs, desktop, laptop, notebook computer, ultrabook,
        Chromebook, netbook, smartphone, smart phone, mobile phone, cell phone, cellphone, camera phone, handset, handheld, PDA, tablet,
        phablet, smartwatch, wearable, iPhone, iPad, iPod, iMac, iTunes, iOS, MacBook, Mac OS, Android, Galaxy S, Galaxy Note, Google
        Glass, Nexus, Pixel phone, Kindle, Blackberry, Palm, Symbian, Windows, Windows XP, Windows Phone, Windows Vista, Longhorn, Linux,
        Red Hat, Unix, Solaris, Novell, SCO, Ubuntu, open source, operating system, firmware, service pack, patch, security update,
        security flaw, security hole, vulnerability, exploit, zero-day, browser, Internet Explorer, Firefox, Mozilla, Netscape, Chrome,
        Safari browser, plug-in, JavaScript, Java, HTML, API, internet, internet service provider, ISP, online, web, website, web site,
        webpage, web service, web browser, weblog, blog, blogger, blogging, blogosphere, domain name, ICANN, net neutrality, search
        engine, broadband, DSL, cable modem, dial-up, Wi-Fi, WiFi, WiMax, wireless, Bluetooth, RFID, 3G, 4G, 5G, LTE, GPRS, VoIP, Skype,
        internet telephony, fibre optic, spectrum auction, telecoms, telecommunications, mobile operator, Vodafone, AT&T, Verizon, Sprint
        Nextel, T-Mobile, Comcast, server, data centre, data center, storage device, cloud computing, cloud service, cloud storage,
        Dropbox, chipmaker, chip maker, chip, microchip, semiconductor, processor, microprocessor, dual-core, memory chip, flash memory,
        DRAM, graphics card, motherboard, hard drive, hard disk, disk drive, USB, DVD format, Blu-ray, HD DVD, high-definition, HDTV,
        plasma TV, LCD, flat-panel, OLED, touchscreen, set-top box, TiVo, video recorder, Intel, AMD, Advanced Micro Devices, Nvidia,
        Qualcomm, TSMC, Texas Instruments, Infineon, Microsoft, Google, Apple, Apple Computer, Samsung, Samsung Electronics, LG
        Electronics, Nokia, Motorola, Ericsson, HTC, Huawei, ZTE, Xiaomi, Lenovo, Dell, Hewlett-Packard, HP, IBM, Sun Microsystems,
        Oracle, PeopleSoft, SAP, Salesforce, Siebel, Cisco, Juniper Networks, EMC, Yahoo, AOL, America Online, MSN, Amazon.com, eBay,
        PayPal, Facebook, WhatsApp, Snapchat, LinkedIn, Pinterest, TikTok, Wikipedia, MySpace,
        Uber, Airbnb, Netflix streaming, Spotify, OpenAI, ChatGPT, Sony Ericsson, RealNetworks, Adobe, Macromedia, Symantec,
        McAfee, VeriSign, social network, social networking, social media platform, Silicon Valley, start-up, startup, tech company, tech
        giant, tech firm, hi-tech, high-tech, techie, geek, artificial intelligence, AI, machine learning, deep learning, neural network,
        language model, chatbot, robot, robotic, drone delivery, algorithm, app, App Store, Google Play, developer, programmer,
        programming, coder, coding, source code, beta version, beta, software update, upgrade, download, downloading, uploaded, hacker,
        hacking, hacked, virus writer, computer virus, worm, Trojan, malware, spyware, adware, ransomware, botnet, phishing, spam,
        spammer, junk mail, antivirus, anti-virus, anti-spam, firewall, cybersecurity, cyber security, cyberattack, cyber attack,
        cybercrime, data breach, encryption, password, login, biometric, fingerprint scanner, facial recognition, identity theft, online
        privacy, gadget, gizmo, device, console, games console, Xbox, Xbox One, Xbox Live, PlayStation, PS2, PS3, PS4, PSP, Nintendo,
        GameCube, Wii, Game Boy, Nintendo DS, Sega, video game, computer game, gamer, gaming, gameplay, multiplayer, online game,
        first-person shooter, Halo 2, Half-Life, Doom 3, Grand Theft Auto, World of Warcraft, Call of Duty, Assassin's Creed, Minecraft,
        Pokemon, The Sims, Electronic Arts, EA Sports, Ubisoft, Activision, DLC, file-sharing, file-swapping, peer-to-peer, P2P,
        BitTorrent, Kazaa, Napster, Grokster, digital music, digital music player, music player, music download, MP3, MP3 player,
        podcasting, copy protection, piracy, e-mail, email, Gmail, Hotmail, inbox, messaging, instant messaging, text message, text
        messaging, SMS, MMS, ringtone, webcam, virtual reality, augmented reality, Oculus, headset, digital camera, megapixel, camcorder,
        printer, scanner, self-driving, driverless, electric vehicle, autonomous vehicle, bitcoin, cryptocurrency, blockchain,
        nanotechnology, nanotube, GPS, satellite navigation, e-commerce, online shopping, e-book, ebook reader, digital rights, 3D
        printing, 3D printer, quantum computer, technology
        """,
        """
        digital, electronic, tech, user, network, networking, mobile, phone, cell, screen, display, battery, interface, keyboard, game,
        title update, version, release date, rumor, leak, leaked, specs, feature, launch, launches, unveil, unveiled, innovation,
        engineer, patent, standard, machine, security, privacy, hack, breach, bug, flaw, crash bug, data, database, information, content,
        site, link, page, search, music service, streaming, subscriber, provider, service, system, tool, program, application, virtual,
        automated, camera, satellite, radio, TV, media player, electric car, space, NASA, launchpad, scientist, researchers
        """,
    ),
    "Science": (
        """
        scientist, researcher, research team, physicist, physics, astronomer, astronomy, astrophysicist, astrophysics, biologist, biology,
        microbiologist, chemist, chemistry, geologist, geology, geophysicist, paleontologist, palaeontologist, archaeologist,
        archeologist, archaeology, anthropologist, anthropology, neuroscientist, neuroscience, zoologist, botanist, entomologist,
        ecologist, oceanographer, mathematician, mathematics, NASA, European Space Agency, ESA, Roscosmos, ISRO, SpaceX, Blue Origin,
        Virgin Galactic, spacecraft, spaceship, SpaceShipOne, space station, International Space Station, ISS, space shuttle, shuttle
        launch, spacewalk, space probe, space flight, spaceflight, space tourism, space agency, space exploration, space telescope,
        Hubble, James Webb, observatory, telescope, astronaut, cosmonaut, Soyuz, Apollo, Artemis, Cassini, Huygens, Curiosity rover, Mars
        rover, rover, lander, orbiter, satellite, asteroid, comet, meteor, meteorite, meteor shower, lunar, lunar eclipse, solar eclipse,
        eclipse, blood moon, supermoon, Moon mission, Mars, Martian, Saturn, Titan's, Jupiter, Venus, Uranus, Neptune, Pluto, planet,
        exoplanet, solar system, solar flare, Milky Way, galaxy, black hole, supernova, nebula, big bang, cosmic, cosmology, cosmos, dark
        matter, dark energy, universe, extraterrestrial, alien life, gravitational wave, gravity, Einstein, relativity, Higgs, Higgs
        boson, CERN, Large Hadron Collider, particle, neutrino, antimatter, quantum, fusion reactor, laser, genome, genomics, DNA, RNA,
        gene, genetic, genetically, geneticist, gene editing, CRISPR, cloning, cloned, clone, stem cell, embryo, embryonic, chromosome,
        protein, enzyme, molecule, molecular, bacteria, bacterium, microbe, microbial, fossil, dinosaur, tyrannosaur, mammoth,
        prehistoric, Jurassic, Cretaceous, Neanderthal, hominid, Homo sapiens, human ancestor, skeleton, skull, evolution, evolutionary,
        Darwin, species, new species, mammal, primate, chimpanzee, reptile, amphibian, insect, tectonic, seismologist, earthquake
        research, volcanologist, magma, crater, sediment, radiocarbon, laboratory, peer-reviewed, journal Nature, journal Science,
        Proceedings of the National Academy, study finds, study suggests, experiment, hypothesis, theory, Nobel Prize in physics, Nobel
        Prize in chemistry, rocket launch, rocket, booster, payload, orbit, orbiting, X Prize, excavation, artifact, artefact, tomb,
        pharaoh, mummy, ancient Egypt, Stonehenge, shipwreck, Royal Society, National Science Foundation, MIT, Caltech, Jet Propulsion
        Laboratory
        """,
        """
        science, scientific, research, study, discovery, discover, discovered, professor, university, lab, space, moon, earth, sun, solar,
        star, sky, meteorologist, brain, cell, animal, ancient, bird, fish, ocean, deep-sea, Antarctic, Arctic, temperature, climate,
        human, findings, evidence, mission, launch, nuclear, energy, experts, map, bones, mystery
        """,
    ),
    "Health": (
        """
        hospital, patient, doctor, physician, GP, nurse, nursing, surgeon, surgery, surgical, clinic, clinical, clinical trial, placebo,
        diagnosis, diagnosed, diagnostic, disease, illness, epidemic, pandemic, outbreak, quarantine, contagious, virus, viral, infection,
        infected, infectious, pathogen, bacterial, superbug, MRSA, E. coli, salmonella, listeria, food poisoning, vaccine, vaccination,
        vaccinate, vaccinated, unvaccinated, anti-vaccine, booster shot, immunisation, immunization, immune, immune system, antibody,
        coronavirus, Covid, Covid-19, omicron, face mask, lockdown, SARS, MERS, bird flu, avian flu, swine flu, H1N1, H5N1, H7N9, flu, flu
        shot, influenza, measles, mumps, rubella, whooping cough, Ebola, Zika, West Nile, dengue, chikungunya, cholera, HIV, AIDS,
        malaria, tuberculosis, polio, hepatitis, meningitis, monkeypox, mpox, norovirus, anthrax, smallpox, Lyme disease, cancer, breast
        cancer, lung cancer, prostate cancer, colon cancer, cervical cancer, ovarian cancer, skin cancer, melanoma, tumour, tumor,
        carcinogen, chemotherapy, radiotherapy, oncologist, oncology, mammogram, screening, leukemia, leukaemia, lymphoma, diabetes,
        diabetic, insulin, glucose, obesity, obese, overweight, body mass, BMI, calorie, calories, cholesterol, statin, blood pressure,
        hypertension, heart attack, heart disease, heart failure, cardiac, cardiologist, cardiovascular, coronary, stroke, aneurysm,
        artery, Alzheimer's, dementia, Parkinson's, multiple sclerosis, epilepsy, ALS, cystic fibrosis, arthritis, osteoporosis, asthma,
        allergy, allergic, autism, autistic, ADHD, mental health, mental illness, depression, anxiety, bipolar, schizophrenia, PTSD,
        suicide prevention, psychiatrist, psychiatric, psychologist, therapist, antibiotic, antidepressant, painkiller, aspirin,
        ibuprofen, opioid, opioid crisis, overdose, fentanyl, heroin addiction, addiction, rehab clinic, Vioxx, Celebrex, drugmaker, drug
        maker, drug company, pharmaceutical, pharmacy, pharmacist, FDA, Food and Drug Administration, medication, medicine, prescription,
        prescription drug, dose, dosage, side effect, treatment, therapy, cure, World Health Organization, World Health Organisation, CDC,
        Centers for Disease Control, NIH, NHS, health service, Medicare, Medicaid, health care, healthcare, health insurance, health
        official, public health, midwife, pregnancy, pregnant, birth control, contraception, contraceptive, IVF, fertility, infertility,
        miscarriage, newborn, premature baby, breastfeeding, breast milk, menopause, e-cigarette, vaping, smoker, smoking, tobacco, quit
        smoking, secondhand smoke, alcohol abuse, binge drinking, transplant, organ donor, donor organ, kidney, liver, lung, bladder,
        prostate, bone marrow, spinal, paralysed, concussion, blood test, blood donor, transfusion, sperm, hormone, testosterone,
        estrogen, vitamin, vitamin D, dietary supplement, sodium intake, trans fat, dentist, dental, tooth decay, eyesight, hearing loss,
        sleep apnea, insomnia, migraine, fatigue, symptom, life expectancy, mortality, wellbeing, palliative, hospice, euthanasia,
        assisted dying, sunscreen, mosquito-borne, medical
        """,
        """
        health, healthy, unhealthy, drug, risk, diet, exercise, fitness, sleep, stress, pain, weight loss, weight gain, nutrition, body,
        blood, heart, brain, children's health, deadly, chronic, care, caregiver, disabled, disability, condition, injection, cells, gene,
        study, researchers, syndrome, disorder, sugar, fat, salt, coffee, soda, drinking, alcohol, smoke, mosquito, test positive, cases,
        deaths
        """,
    ),
    "Environment": (
        """
        climate change, climate crisis, climate summit, climate science, climate activist, climate scientist, climate denier, climate
        emergency, climate policy, climate deal, climate talks, climate, global warming, warming planet, greenhouse gas, greenhouse gases,
        greenhouse, carbon, carbon dioxide, carbon emissions, carbon footprint, carbon tax, carbon neutral, net zero, emissions, CO2,
        methane, fossil fuel, coal plant, coal-fired, renewable energy, renewable, clean energy, clean power, solar power, solar panel,
        solar energy, wind farm, wind power, wind energy, wind turbine, geothermal, hydropower, biofuel, ethanol, pollution, pollutant,
        polluter, polluted, toxic waste, toxic, contaminated water, smog, air quality, air pollution, clean air, clean water, drinking
        water, lead in water, plastic waste, plastic pollution, plastic bag, microplastics, recycling, recycle, recycled, landfill,
        garbage patch, composting, sewage, oil spill, fracking, Keystone XL, Dakota Access, tar sands, offshore drilling, deforestation,
        deforested, rainforest, Amazon rainforest, logging, reforestation, wildfire, bushfire, forest fire, drought, flooding, floods,
        heatwave, heat wave, extreme weather, extreme heat, hurricane, hurricane season, typhoon, tornado, superstorm, storm surge, El
        Nino, sea level, rising seas, glacier, iceberg, ice sheet, ice shelf, sea ice, melting ice, permafrost, polar bear, coral reef,
        coral, Great Barrier Reef, bleaching, ocean acidification, biodiversity, endangered species, endangered, extinction, extinct,
        wildlife, wildlife refuge, conservation, conservationist, habitat, poaching, poacher, ivory trade, rhino, rhinoceros, elephant,
        tiger, orangutan, gorilla, panda, whale, whaling, dolphin, orca, shark, sea turtle, turtle, honeybee, bees, pollinator,
        butterflies, wolves, grizzly, sanctuary, national park, national monument, public lands, wilderness, wetland, marine life, marine
        reserve, overfishing, fisheries, environmentalist, environmental, environmental group, environment minister, Environmental
        Protection Agency, EPA, Greenpeace, Sierra Club, World Wildlife Fund, WWF, Friends of the Earth, Extinction Rebellion, Sunrise
        Movement, Green New Deal, Standing Rock, Paris agreement, Paris climate, Paris accord, Kyoto Protocol, Kyoto, IPCC, ecosystem,
        ecological, ecology, ecologist, pesticide, herbicide, glyphosate, sustainable, sustainability, eco-friendly, organic farming,
        invasive species, ozone layer, nuclear waste, radioactive leak, Fukushima
        """,
        """
        environment, weather, storm, nature, natural, ocean, sea, river, lake, coast, coastal, forest, tree, plant, animal, bird, fish,
        species, water, ice, Arctic, Antarctica, Alaska, temperature, warming, heat, green, coal, oil, energy, solar, wind, waste,
        plastic, rain, snow, fire, farm, farmers, soil, bear, rescue, zoo, cleanup, planet, Earth Day
        """,
    ),
    "Culture": (
        """
        film, movie, movies, moviegoer, filmmaker, film-maker, film festival, director's cut, film director, film star, movie star, box
        office, blockbuster, Hollywood, Bollywood, Oscar, Academy Award, Golden Globe, Bafta, Emmy, Grammy, Tony Award, MTV, MTV Movie
        Awards, Brit Awards, Mercury Prize, Eurovision, Cannes, Sundance, Venice Film Festival, Berlinale, Tribeca, SXSW, Comic-Con,
        Coachella, Glastonbury, Lollapalooza, actor, actress, best actor, best actress, best picture, best director, supporting actor,
        screenplay, screenwriter, starring, co-star, cast, casting, cameo, biopic, remake, reboot, prequel, sequel, trilogy, trailer,
        premiere, premiered, TV series, TV show, TV drama, sitcom, finale, season finale, season premiere, spoiler, recap, episode,
        showrunner, primetime, ratings, Netflix, Hulu, HBO, Showtime, AMC, ABC, NBC, CBS, BBC One, Channel 4, ITV, Disney, Pixar,
        DreamWorks, Warner Bros, Paramount, Universal Pictures, Lionsgate, Miramax, Marvel, DC Comics, Avengers, X-Men, Spider-Man,
        Batman, Superman, Captain America, Guardians of the Galaxy, Star Wars, Star Trek, Harry Potter, Lord of the Rings, Hunger Games,
        Divergent, Twilight, Game of Thrones, Walking Dead, Mad Men, Breaking Bad, Doctor Who, Downton Abbey, Simpsons, Sopranos, Friends
        reunion, American Idol, X Factor, Britain's Got Talent, America's Got Talent, Dancing with the Stars, The Voice, Bachelorette, The
        Bachelor, Big Brother, Real Housewives, soap opera, EastEnders, Coronation Street, reality show, reality TV, reality star, talk
        show, game show, Saturday Night Live, SNL, late-night, late-night host, Daily Show, Tonight Show, Jeopardy, comedian, comedienne,
        comedy, sketch show, stand-up, satirist, parody, celebrity, celeb, paparazzi, red carpet, tabloid, engaged to, divorce filing,
        splits from, baby bump, costar, costume drama, audition, singer, songwriter, singer-songwriter, musician, vocalist, guitarist,
        drummer, frontman, bassist, rapper, rap, rock band, rock star, rocker, boy band, girl group, pop star, pop singer, DJ, band,
        album, debut album, new album, single, song, lyrics, music video, soundtrack, chart, number one single, Billboard, Top 40, record
        label, concert, gig, tour dates, world tour, reunion tour, hip-hop, R&B, K-pop, jazz, punk, indie, heavy metal, country music,
        folk music, classical music, orchestra, symphony, Philharmonic, conductor, composer, violinist, cellist, pianist, opera, tenor,
        Broadway, West End, theatre, theater, stage play, playwright, musical, ballet, choreographer, choreography, dancer, museum,
        gallery, exhibition, exhibit, painter, painting, sculpture, sculptor, artist, artwork, art, photography, curator, Tate, Louvre,
        Turner Prize, Picasso, Van Gogh, Rembrandt, Leonardo, masterpiece, novel, novelist, author, memoir, biography, poet, poem, poetry,
        bestseller, best-selling author, best-seller, Booker Prize, Pulitzer, literary, literature, publishing house, bookshop, children's
        book, Shakespeare, Dickens, Tolkien, Beatles, Rolling Stones, Elvis, Nirvana, Rock and Roll Hall of Fame, animation, animated,
        anime, manga, comic book, graphic novel, superhero, cinema, documentary, horror movie, romantic comedy, drama series, miniseries,
        screening, viewers, audiences, showbiz, entertainment, entertainer, nude photos, wax museum
        """,
        """
        star, fans, music, series, season, host, role, character, drama, scene, script, stage, performance, performer, perform, award,
        nominated, nominations, festival, culture, cultural, festival lineup, book, hit, studio, TV, television, channel, debut, producer,
        dance, directed, director, photo shoot, magazine cover, wedding, married, marriage, dating, romance, pregnant, baby, birthday,
        costume, tribute, rumors, rumored, teaser, clip, watch, interview, funny, hilarious, jokes, mocks, trolls, roasts, Twitter,
        Instagram, tweet
        """,
    ),
    "Lifestyle": (
        """
        recipe, cooking, cookbook, cook, chef, baking, bake, baker, dessert, chocolate, cake, cupcake, cookie, pie, pasta, pizza,
        sandwich, salad, soup, cheese, bacon, brunch, breakfast, dinner party, cocktail, wine, sommelier, craft beer, whisky, foodie,
        gourmet, cuisine, restaurant review, Michelin, vegan, vegetarian, gluten-free, leftovers, Thanksgiving dinner, barbecue, grill,
        kitchen, fridge, air fryer, Instant Pot, Trader Joe's, fashion, fashion designer, fashion week, runway, catwalk, supermodel,
        couture, Vogue, Chanel, Dior, Gucci, Prada, outfit, dress, dresses, gown, handbag, shoes, sneakers, heels, jeans, lingerie,
        swimsuit, bikini, sunglasses, jewelry, jewellery, wardrobe, stylist, stylish, style, street style, makeup, lipstick, mascara,
        eyeliner, skincare, skin care, moisturizer, beauty, beauty products, beauty tips, perfume, fragrance, manicure, nail polish,
        hairstyle, haircut, hair color, hairstylist, tattoo, travel, traveler, traveller, travel tips, destination, vacation,
        holidaymaker, getaway, road trip, itinerary, tourism, tourist, hotel, resort, Airbnb stay, cruise, cruise ship, backpacking,
        hiking, camping, beaches, island getaway, passport, luggage, suitcase, packing, flight attendant, jet lag, home decor, decor,
        decorating, interior design, living room, bedroom, bathroom, furniture, couch, mattress, IKEA, DIY, crafts, knitting, gardening,
        garden design, houseplant, declutter, decluttering, cleaning tips, organizing, laundry, parenting, parent, mom, mum,
        mother-in-law, dad, motherhood, fatherhood, toddler, baby names, kids, stepmom, grandparent, grandma, grandpa, stay-at-home,
        daycare, playdate, bedtime, potty training, teenager daughter, wedding, bride, bridal, bridesmaid, groom, honeymoon, proposal,
        engagement ring, marriage advice, marriage, divorce, divorced, divorcee, relationship, couples, soulmate, dating, date night,
        dating app, Tinder, breakup, love life, sex life, orgasm, libido, intimacy, Valentine's Day, Mother's Day, Father's Day, gift
        guide, gifts, Christmas gift, holiday shopping, Black Friday deals, wellness, self-care, yoga, meditation, mindfulness, Pilates,
        workout, detox, happiness, gratitude, horoscope, astrology, zodiac, self-help, life lessons, etiquette, work-life balance, pets,
        pet owner, puppy, kitten, dog owner, cats, Etsy, Reddit thread, funniest tweets, best tweets, funny tweets
        """,
        """
        food, eat, eating, drink, taste, delicious, tasty, dinner, lunch, meal, snack, coffee, tea, restaurant, home, house, family,
        child, children, daughter, son, mother, father, husband, wife, love, life, friend, friendship, lover, beautiful, perfect, tips,
        best, favorite, amazing, cute, adorable, hilarious, funny, tweets, dog, holiday, Christmas, Halloween, Thanksgiving, summer,
        weekend, trip, beach, hair, skin, body image, wear, wearing, clothes, clothing, shopping, shop, designer, model, guide, reasons,
        advice, learned, happy
        """,
    ),
    "Sports": (
        """
        football, footballer, football club, soccer, rugby, rugby union, rugby league, cricket, cricketer, tennis, golf, golfer, baseball,
        basketball, hockey, ice hockey, field hockey, volleyball, handball, netball, badminton, squash, table tennis, snooker, darts,
        boxing, boxer, heavyweight, middleweight, welterweight, knockout, title fight, MMA, UFC, athletics, track and field, sprinter,
        sprint, hurdler, hurdles, decathlon, heptathlon, long jump, high jump, pole vault, javelin, relay, marathon, triathlon,
        cross-country, indoor championships, swimmer, freestyle, backstroke, butterfly, gymnast, gymnastics, diver, rower, rowing,
        regatta, sailing, yacht race, America's Cup, cyclist, cycling, peloton, Tour de France, Giro, Vuelta, yellow jersey, Formula One,
        Formula 1, F1, Grand Prix, pole position, Ferrari, McLaren, MotoGP, rally driver, Nascar, Nextel Cup, Daytona, Indy 500, IndyCar,
        pit stop, skier, skiing, slalom, downhill, biathlon, bobsled, luge, figure skating, figure skater, speed skater, snowboarder,
        snowboarding, wrestler, wrestling, WWE, judo, karate, taekwondo, fencing, archery, equestrian, showjumping, horse racing,
        racehorse, jockey, Kentucky Derby, Grand National, Preakness, Belmont Stakes, thoroughbred, championship, champion, world
        champion, tournament, league, World Cup, Euro 2004, Euro 2020, Six Nations, Tri-Nations, Super 12, Heineken Cup, Lions tour, All
        Blacks, Wallabies, Springboks, Ashes, Test match, one-day international, Twenty20, IPL, ICC Trophy, Premier League, Premiership,
        Championship side, Scottish Premier League, Champions League, Europa League, Uefa, Uefa Cup, Fifa, FA, FA Cup, Carling Cup, League
        Cup, La Liga, Primera Liga, Serie A, Bundesliga, Ligue 1, MLS, Copa America, Manchester United, Man Utd, Man City, Manchester
        City, Arsenal, Chelsea, Liverpool, Everton, Tottenham, Spurs, Newcastle United, Aston Villa, Real Madrid, Barcelona, AC Milan,
        Inter Milan, Juventus, Bayern Munich, Ajax, Porto, NFL, NBA, WNBA, MLB, NHL, NCAA, PGA, PGA Tour, LPGA, ATP, WTA, AFC, NFC,
        American League, National League, AL East, NL, Super Bowl, World Series, Rose Bowl, Orange Bowl, Sugar Bowl, BCS, Big East, Big
        Ten, Big 12, Heisman, Stanley Cup, March Madness, Final Four, All-Star, all-star game, Pro Bowl, Yankees, Red Sox, White Sox,
        Dodgers, Astros, Phillies, Orioles, Marlins, Redskins, Steelers, Colts, Broncos, Bengals, Seahawks, 49ers, Buccaneers, Lakers,
        Knicks, Pacers, Cavaliers, Timberwolves, Sixers, Trail Blazers, Longhorns, Sooners, Fighting Irish, Gators, Buckeyes, Tar Heels,
        Blue Devils, playoff, play-off, postseason, preseason, pre-season, offseason, wild card, pennant, quarter-final, quarterfinal,
        semi-final, semifinal, finalist, runner-up, Wimbledon, US Open, U.S. Open, French Open, Roland Garros, Australian Open, British
        Open, Masters tournament, Augusta, Davis Cup, Fed Cup, Ryder Cup, straight sets, top seed, top-seeded, seeded, unseeded, tiebreak,
        tie-break, match point, birdie, birdies, bogey, fairway, tee, green jacket, Olympic, Olympian, Olympic Games, Winter Games, Summer
        Games, Commonwealth Games, Paralympic, Athens Games, IOC, gold medal, silver medal, bronze medal, medal, medallist, medalist,
        podium, world record holder, goalkeeper, goalie, goaltender, goalless, striker, midfielder, midfield, defender, centre-back,
        left-back, winger, penalty shootout, penalty kick, free-kick, offside, red card, yellow card, own goal, equaliser, equalizer,
        fly-half, scrum, scrum-half, lineout, flanker, prop forward, try scorer, conversion kick, quarterback, touchdown, rushing, running
        back, wide receiver, receiver, linebacker, cornerback, tight end, field goal, interception, fumble, rookie, free agent, free
        agency, draft pick, NFL draft, pitcher, pitching, bullpen, shutout, inning, home run, homer, homered, RBI, grand slam, shortstop,
        outfielder, catcher, baseman, second base, dugout, bunt, wicket, wicketkeeper, batsman, batsmen, batting, bowler, bowled, paceman,
        leg-spin, spinner, lbw, unbeaten century, point guard, rebounds, free throws, three-pointer, slam dunk, overtime, double overtime,
        halftime, half-time, coach, coaches, head coach, coaching, assistant coach, coached, caretaker manager, teammate, team-mate,
        referee, umpire, linesman, kick-off, hat-trick, injury time, stoppage time, first half, second half, scored, scoring, unbeaten,
        undefeated, winless, winning streak, losing streak, hamstring, groin injury, knee injury, ankle injury, doping, steroid, drugs
        test, anti-doping, WADA, BALCO, EPO, transfer window, transfer fee, loan spell, signing, squad, captain, captaincy, stadium,
        ballpark, locker room, dressing room, athlete, sportsman, sports, ESPN, Sports Illustrated, Hall of Famer, hooligan, supporters
        club, relegation, promotion race, fixture, friendly international, home crowd
        """,
        """
        team, player, match, matches, game, season, win, winner, winning, victory, beat, defeat, defeated, loss, lost, lose, losing, draw,
        score, goal, points, ball, club, cup, final, title, round, race, racing, racer, driver, fans, manager, bench, injury, injured,
        penalty, shot, lead, leading, rivals, kick, pitch, field, play, played, playing, playmaker, trophy, record, coach's, straight,
        seconds, minutes, fourth, seventh, sixth, starter, starting, contract extension, trade, draft, roster, ranked, ranking,
        top-ranked, No. 1, opener, opening day, debut, side, England, Wales, Scotland, Ireland, Chicago, Boston, St. Louis, tackle,
        jersey, crowd, tour, Giants, Braves, Patriots, Cowboys, Eagles, Raiders, Chargers, Ravens, Vikings, Panthers, Pistons, Bulls,
        Mavericks, Warriors, Nuggets, Trojans, Rangers, Celtic, Cubs, Padres, Wolverines, Huskies, Expos, Packers, Mariners
        """,
    ),
}
