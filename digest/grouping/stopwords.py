"""Words that say nothing of what a text is about, by language; folded as `wording.fold` folds.

Articles, pronouns, prepositions, auxiliaries and the verbs of reporting. No word is here that could name an event.
"""

STOPWORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": """
            a about above across after again against ago all almost along already also although always am amid among an and another any
            anyone anything are around as asked at away back be became because become been before began behind being below between both
            but by call called came can cannot come could day days did do does doing don down during each either else enough even ever
            every few first for former from full gave get gets getting give given go goes going gone good got great had has have having
            he help her here hers herself him himself his how however if in including into is isn it its itself just keep know known
            last late later latest least less let like likely ll long look made make makes making man many may me might mon more most mr
            mrs ms much must my near need never new news next no nor not nothing now of off often old on once one only onto or other
            others our out over own part people per put re read really report reported reportedly reporter reporters reports right said
            same saw say saying says see seen set several shall she should show shows since so some something soon still such take taken
            takes taking tell than that the their them themselves then there these they thing things think this those though three
            through thus till time times to today told tomorrow too took toward towards tried try trying two under until up upon us use
            used using ve very via want wants was wasn way we week weeks well went were what when where whether which while who whole
            whom whose why will with within without won would year years yes yesterday yet you your monday tuesday wednesday thursday
            friday saturday sunday january february march april june july august september october november december pm est gmt file
            image images photo photos picture video caption click share subscribe story stories article source copyright
            """,
        "de": """
            aber ab alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus bei beim bereits bis bisher
            da dabei dadurch dafur damit danach dann daran darauf darf das dass dazu dein dem den denen denn der deren des dessen
            dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines einige einmal er
            erst erste ersten es etwa etwas euch euer fur ganz gar gegen gegenuber gibt haben hat hatte hatten hier hin ihm ihn ihnen
            ihr ihre ihrem ihren ihrer im immer in ins ist ja jahr jahre jahren jede jedem jeden jeder jedoch jetzt kann kein keine
            keinen kommen kommt konnen konnte konnten laut machen macht man mehr mein mir mit mochte muss mussen musste nach nachdem neu
            neue neuen neuer nicht nichts noch nun nur ob oder ohne rund sagt sagte schon sehr sei sein seine seinem seinen seiner seit
            sich sie sind so soll sollen sollte sondern sowie statt teilte trotz uber uhr um und uns unser unter viel viele vom von vor
            wann war waren warum was weil weiter weitere weiteren welche wenn wer werde werden wie wieder will wir wird wo worden wurde
            wurden zu zum zur zwar zwei zwischen montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz april
            mai juni juli august september oktober november dezember
            """,
        "fr": """
            ai ainsi alors annee annees ans apres au aucun aujourd aussi autre autres aux avait avant avec avez avoir avons bien car ce
            ceci cela celle celui cent ces cet cette ceux chaque chez comme comment contre dans de deja depuis derniere dernier des deux
            dit doit donc dont du elle elles en encore entre est et etaient etait etant ete etre eu eux faire fait faut fois font hui il
            ils jour jours juste la le les leur leurs lors lui mais me meme memes moins mois mon ne ni nos notre nous nouveau nouvelle
            on ont ou par parmi pas pendant peu peut plus plusieurs pour pourquoi pres qu quand que quel quelle quelques qui quoi sa
            sans se selon sera ses si soit son sont sous sur ta tandis tant tel tous tout toute toutes tres trois trop tu un une vers
            voici voir vos votre vous lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet
            aout septembre octobre novembre decembre
            """,
        "es": """
            a ademas al algo ante antes ano anos aqui asi aun aunque bajo cada como con contra cual cuando de del desde despues dia dias
            dice dijo donde dos durante e el ella ellos en entre era es esa ese eso esta estaba estado estan este esto estos fue fueron
            ha habia han hasta hay hoy la las le les lo los mas me mi mientras mismo muy nada ni no nos nueva nuevo o otra otro otros
            para parte pero poco por porque primer primera que quien se segun ser si sido sin sobre son su sus tambien tan tanto te
            tiene tienen todo todos tras tres tu un una uno unos y ya yo
            """,
        "it": """
            a ad agli ai al alla alle anche ancora anni anno che chi ci come con contro cosa cui da dal dalla dalle dei del della delle
            dello di dopo dove due e ed era fa fino fra gia gli ha hanno ieri il in io la le lei lo loro lui ma mentre molto nel nella
            nelle no noi non nuova nuovo o oggi ogni per perche piu poi prima quando quanto quella quello questa questo se secondo sei
            si sia sono stata stato su sua sul sulla suo suoi tra tre tutti tutto un una uno
            """,
        "pt": """
            a ainda ano anos ao aos apos as ate com como contra da das de depois desde dia disse do dois dos e ela ele eles em entre era
            essa esse esta este eu foi foram ha hoje isso ja la mais mas mesmo muito na nao nas nem no nos nova novo o os ou outra outro
            para pela pelo pode por porque quando que quem se segundo sem ser seu seus so sobre sua suas tambem tem todos tres um uma
            voce
            """,
        "nl": """
            aan al alle als bij dan dat de deze die dit door dus een en er geen gaat had heb hebben heeft hem het hier hij hoe hun ik in
            is jaar je kan komt maar meer met mijn moet na naar niet nieuwe nog nu of om omdat onder ons ook op over te tegen tot tussen
            twee uit van veel voor waar was wat we werd wie wil worden wordt ze zei zich zij zijn zo zou
            """,
    }.items()
}
