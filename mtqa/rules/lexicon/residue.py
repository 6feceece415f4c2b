"""Words that show that a passage was left in its own language."""

from __future__ import annotations

from typing import Final

from mtqa.rules.base import word_set

# Function words that no English word, name or loan shares, by language.
FUNCTION_WORDS: Final[dict[str, str]] = {
    word: language
    for language, words in {
        "German": (
            "aber auch auf dass durch gegen haben ist mit nach nicht oder sich sind über vom werden wie wird wurde wurden"
            " zum zur zwischen für eine einen einer diese dieser"
        ),
        "French": ("aussi avec cette depuis deux elle ils leur leurs où selon sont très une était étaient"),
        "Spanish": ("años cuando desde donde durante esta hasta más muy pero porque que según siempre también una"),
        "Catalan": "aquest aquesta amb després també",
        "Portuguese": "não também então muito foi são uma",
        "Italian": "anche che degli della delle gli nel nella perché più sono",
        "Dutch": "niet voor zijn maar werd",
        "Swedish": "och från för inte att är det",
        "Danish": "ikke og blev efter",
        "Icelandic": "og að við ekki sem fyrir eftir það þess",
        "Polish": "dla jako oraz przez się więc który która które",
        "Czech": "jsem jsou nebo podle před při který která které že",
        "Serbo-Croatian": (
            "ali bila bilo bude gde gdje ili iz između je jer kako kao koja koje koji koju nakon nije ovo ovog prema"
            " samo smo što takođe također tako treba više već zbog"
        ),
        "transliterated Russian": "chto eto dlya kak kogda kotoryy kotoraya kotorye ikh yego etogo byl byla byli tolko",
        "Turkish": "bir için olarak",
        "Finnish": "että mutta sekä joka ovat myös",
        "Estonian": "ning või",
        "Lithuanian": "ir kad kaip yra buvo iš",
    }.items()
    for word in words.split()
}

# Loans that English writes with their accents.
LOANS: Final = word_set("""
    à açaí adiós aïoli appliqué après arête attaché attachés auto-da-fé béarnaise béchamel blasé
    bourrée bric-à-brac brûlée cachaça café cafés cajón canapé canapés château châteaux chèvre
    cliché clichéd clichés cloisonné communiqué communiqués confrère consommé coöperate coupé coupés coördinate crèche
    crèches crème crêpe crêpes croûton croûtons crudités curaçao débâcle débris début débutante décolletage décolleté
    décor découpage déjà démodé dénouement dépôt derrière détente discothèque doppelgänger doppelgängers
    éclair éclairs éclat élan élite émigré émigrés entrée entrées épée étude études exposé exposés façade façades
    faïence fête fêted fêtes fiancé fiancée fiancées fiancés flambé flambéed föhn frappé fräulein führer garçon gâteau
    gâteaux glacé glögg gruyère habitué habitués ingénue jalapeño jalapeños jäger lamé macramé maître
    maté matinée matinées mañana mélange ménage métier mêlée moiré naïf naïve naïvely naïveté née né outré
    pâté pâtés pâtisserie pavé pièce piñata piñatas plié piqué précis première premières preëminent procès
    prêt-à-porter protégé protégée protégés purée purées quinceañera reëlect rémoulade résumé
    résumés retroussé risqué rosé rosés roué sauté sautéed sautéing sautés séance séances señor señora
    señorita appétit kuruş złoty smörgåsbord smørrebrød soufflé soufflés soirée soirées soupçon tête-à-tête touché über
    vicuña vis-à-vis voilà crémant crème pâte pôle état rôle rôles hôtel hôtels
    """)

# Endings of three letters or more that no English word in lower case has, from Slavic, German, Romance and Baltic.
_ENDINGS: Final = word_set(
    """
    aju aska avimas barkeit cija cije ciji cijom ciju ciones eju evu gung heit idad iems ieren iert ierung
    ije iji ijo ijom ijos iju ingu inu ische ischen keit lich lje lju mente naya nje nju nost nosti noye
    nyy nyye ogo oju osti ovan ovane ovani ovanje ovu schaft skaya ske skih skim skiy skog skogo skoj skoy
    skoye sku stva stvo stvu tsya uje uju umu ungen uose zione zioni
    """
)
ENDINGS: Final = tuple(sorted(_ENDINGS))

# German and other nouns that English has borrowed with such an ending, and English words that look like it.
ENDING_LOANS: Final = word_set("""
    requiems cordovan schottische glasnost zemstvo zemstva schlieren conversazione conversazioni virtuose flexuose sinuose siliquose
    alidad hydrovane geognost hispanidad durchkomponiert schrecklich weltanschauungen tsatske lentamente vivamente dolcemente
    bildungsroman gemeinschaft gemutlichkeit gesellschaft gesundheit menschheit wirtschaft wissenschaft agogo
    """)

# Country and city names of other languages and the English name; German ones are also found with a genitive -s.
EXONYMS: Final[dict[str, str]] = {
    form: english
    for english, forms in {
        "Afghanistan": "Afganistán Afganistanu Afganistana",
        "Armenia": "Armeniya Armenija",
        "Athens": "Athènes Atenas Atina",
        "Austria": "Österreich Autriche Avstriya Rakousko Rakouska Austrija Avstrija Avusturya",
        "Azerbaijan": "Aserbaidschan Azerbaidjan Azerbaydzhan Azerbejdžan Azerbaycan",
        "Belarus": "Weißrussland Weissrussland Belorussiya Bělorusko Bjelorusija Belorusija Biélorussie Bielorrusia Białoruś",
        "Belgium": "Belgien Belgique Bélgica Bel'giya Belgiya Belgija Belgio Belgie Belgia",
        "Belgrade": "Beograd Beograda Beogradu Belgrad Belgrado",
        "Bosnia": "Bosne Bosnien Bosnie",
        "Brussels": "Brüssel Bruxelles Bruselas Brjussel' Bruselu Bruxelas Bryssel",
        "Bucharest": "Bukarest București Bucarest",
        "Bulgaria": "Bulgarien Bulgarie Bolgariya Bulharsko Bugarska Bugarske",
        "Cologne": "Köln Kolonya",
        "Copenhagen": "Kopenhagen København Copenhague Kööpenhamina",
        "Croatia": "Kroatien Croatie Croacia Hrvatska Hrvatske Hrvatskoj Hrvatsku Chorvatsko Khorvatiya",
        "Cyprus": "Zypern Chypre Chipre Kipr",
        "the Czech Republic": "Tschechien Tchéquie Chequia Česko Chekhiya Czechy",
        "Denmark": "Dänemark Danemark Dinamarca Daniya Danska Danmark Dánsko Tanska",
        "Egypt": "Ägypten Égypte Egipto Yegipet Egipt Egipat Mısır",
        "England": "Angleterre Inglaterra Angliya Engleska Engleske Inghilterra",
        "Estonia": "Estland Estoniya Estonie Estonija",
        "Europe": "Evropa Evrope Evropi Evropu Yevropa Evropy",
        "Finland": "Finnland Finlande Finlandia Finlyandiya Finska",
        "France": "Frankreich Francia Frantsiya Francuska Francuske Francuskoj Francja Francie Fransa Ranska",
        "Geneva": "Genf Genève Ginebra Zheneva Ženeva Ženevi",
        "Germany": (
            "Deutschland Allemagne Alemania Germaniya Njemačka Njemačke Njemačkoj Nemačka Nemačke Nemačkoj Německo"
            " Německa Niemcy Almanya Saksamaa Vokietija Alemanha"
        ),
        "Great Britain": "Großbritannien Grossbritannien Grande-Bretagne Velikobritaniya Británie Bretaña",
        "Greece": "Griechenland Grèce Grecia Gretsiya Grčka Grčke Grčkoj Řecko Řecka Yunanistan Kreikka",
        "Hungary": "Ungarn Hongrie Hungría Vengriya Mađarska Mađarske Mađarskoj Maďarsko Węgry Magyarország",
        "Iceland": "Islandiya Ísland Íslandi Islandija",
        "Ireland": "Irland Irlande Irlanda Irlandiya Irska",
        "Italy": "Italien Italie Italia Italiya Italija Italije Italiji Włochy Itálie İtalya",
        "Latvia": "Lettland Latviya Lettonie Letonia Latvija Latvijos Lotyšsko",
        "Lithuania": "Litauen Litva Lituanie Lituania Litve Litvu",
        "London": "Londres Londra Londyn Londýn Londonu Londyně",
        "Macedonia": "Mazedonien Makedonija Makedonije Makedoniji Makedoniya Macédoine",
        "Moldova": "Moldawien Moldavie Moldaviya Moldavija",
        "Montenegro": "Czernogoria Chernogoriya Karadağ",
        "Moscow": "Moskau Moskva Moskve Moskvi Moskvu Moscou Moscú Moskwa",
        "Munich": "München Múnich Myunkhen Mnichov Minhen Minhenu",
        "Netherlands": "Niederlande Niderlandy Nizozemska Nizozemske Niderlande",
        "Norway": "Norwegen Norvège Noruega Norvegiya Norveška Norveške Norsko Norge Norwegia",
        "Poland": "Polen Pologne Polonia Pol'sha Polsha Poljska Poljske Poljskoj Polsko Polska Polsce Lenkija",
        "Prague": "Praha Prahy Praze Prag",
        "Romania": "Rumänien Roumanie Rumania Rumyniya Rumunija Rumunjska Rumunsko România",
        "Russia": (
            "Russland Rußland Russie Rusia Rossii Rossiyu Rusija Rusije Rusiji Rusiju Rosja Rosji"
            " Rusya Venäjä Venäjän Venemaa Rússia"
        ),
        "Serbia": "Serbien Serbie Serbiya Srbija Srbije Srbiji Srbiju Srbsko Srbska",
        "Slovakia": "Slowakei Slovaquie Eslovaquia Slovensko Slovenska Slovačka Slovačke",
        "Slovenia": "Slowenien Slovénie Eslovenia Slovenija Slovenije Sloveniji Slovinsko",
        "Spain": "Spanien Espagne España Ispaniya Španija Španije Španjolska Španjolske Španělsko Hiszpania İspanya",
        "Sweden": "Schweden Suède Suecia Shvetsiya Švedska Švedske Švédsko Szwecja Sverige Ruotsi Rootsi",
        "Switzerland": "Schweiz Suisse Suiza Shveytsariya Švajcarska Švicarska Švýcarsko Szwajcaria Svizzera",
        "Syria": "Syrien Syrie Siria Siriya Sirija Sirije Siriji Suriye Sýrie",
        "Turkey": "Türkei Turquie Turquía Turtsiya Turske Turskoj Turecko Turcja",
        "Ukraine": "Ukraina Ukrainy Ukraini Ukrajina Ukrajine Ukrajini Ucrania Ukrayna Ukrayina",
        "Vienna": "Wien Viena Wiedeń Beč Beču Beča Viyana",
        "Warsaw": "Warschau Warszawa Warszawy Warszawie Varsovie Varsovia Varšava Varšavi Varshava",
    }.items()
    for form in forms.split()
}
