"""Cities by the adjective of their country, for 'in the Italian Rimini'."""

from __future__ import annotations

from typing import Final

# Adjective: (country, cities that are not also the name of something else which takes the article).
CITIES: Final[dict[str, tuple[str, str]]] = {
    "American": ("the United States", "Boston Chicago Dallas Denver Detroit Houston Miami Philadelphia Seattle"),
    "Argentine": ("Argentina", "Córdoba Mendoza Rosario"),
    "Austrian": ("Austria", "Bregenz Graz Innsbruck Klagenfurt Linz Salzburg Vienna"),
    "Azerbaijani": ("Azerbaijan", "Baku Ganja"),
    "Belarusian": ("Belarus", "Brest Gomel Grodno Minsk Mogilev Vitebsk"),
    "Belgian": ("Belgium", "Antwerp Bruges Brussels Charleroi Ghent Leuven Liège Ypres"),
    "Brazilian": ("Brazil", "Brasilia Fortaleza Manaus Recife Salvador"),
    "British": ("Britain", "Birmingham Bristol Glasgow Leeds Liverpool London Manchester Salisbury Sheffield"),
    "Bulgarian": ("Bulgaria", "Burgas Plovdiv Sofia Varna"),
    "Canadian": ("Canada", "Calgary Edmonton Halifax Montreal Ottawa Toronto Vancouver Winnipeg"),
    "Chinese": ("China", "Beijing Chengdu Guangzhou Hangzhou Nanjing Shanghai Shenzhen Tianjin Wuhan"),
    "Croatian": ("Croatia", "Dubrovnik Osijek Pula Rijeka Split Zadar Zagreb"),
    "Czech": ("the Czech Republic", "Brno Liberec Olomouc Ostrava Pilsen Plzeň Prague Teplice"),
    "Danish": ("Denmark", "Aalborg Aarhus Copenhagen Esbjerg Odense"),
    "Dutch": ("the Netherlands", "Amsterdam Arnhem Breda Eindhoven Groningen Maastricht Rotterdam Tilburg Utrecht"),
    "Egyptian": ("Egypt", "Alexandria Cairo Hurghada Luxor Suez"),
    "Estonian": ("Estonia", "Narva Pärnu Tallinn Tartu Viljandi"),
    "Finnish": ("Finland", "Espoo Helsinki Jyväskylä Kuopio Lahti Oulu Rovaniemi Tampere Turku Vantaa"),
    "French": (
        "France",
        (
            "Bordeaux Calais Cannes Deauville Grenoble Lille Lyon Lyons Marseille Marseilles Metz Montpellier Nantes Nice"
            " Paris Rennes Rouen Strasbourg Toulon Toulouse"
        ),
    ),
    "Georgian": ("Georgia", "Batumi Gori Kutaisi Tbilisi"),
    "German": (
        "Germany",
        (
            "Aachen Augsburg Berlin Bielefeld Bonn Bremen Chemnitz Cologne Dortmund Dresden Duisburg Düsseldorf Dusseldorf"
            " Erfurt Essen Frankfurt Freiburg Hamburg Hannover Hanover Heidelberg Heiligendamm Karlsruhe Kassel Kiel"
            " Leipzig Mainz Mannheim Munich Münster Nuremberg Potsdam Ramstein Regensburg Rostock Stuttgart Trier Ulm"
            " Wiesbaden Würzburg"
        ),
    ),
    "Greek": ("Greece", "Athens Corinth Patras Piraeus Thessaloniki"),
    "Hungarian": ("Hungary", "Budapest Debrecen Győr Miskolc Pécs Szeged"),
    "Indian": ("India", "Bangalore Chennai Delhi Hyderabad Jaipur Kolkata Mumbai Pune"),
    "Iranian": ("Iran", "Isfahan Mashhad Shiraz Tabriz Tehran"),
    "Iraqi": ("Iraq", "Baghdad Basra Erbil Fallujah Kirkuk Mosul"),
    "Irish": ("Ireland", "Cork Dublin Galway Limerick Waterford"),
    "Italian": (
        "Italy",
        (
            "Bari Bergamo Bologna Brescia Cagliari Cortina Ferrara Florence Genoa Milan Modena Naples Padua Palermo Parma"
            " Perugia Pisa Ravenna Rimini Rome Salerno Siena Sorrento Taormina Trento Trieste Turin Venice Verona Vicenza"
        ),
    ),
    "Japanese": ("Japan", "Fukuoka Fukushima Hiroshima Kobe Kyoto Nagano Nagasaki Nagoya Osaka Sapporo Tokyo Yokohama"),
    "Kazakh": ("Kazakhstan", "Aktau Almaty Astana Karaganda"),
    "Latvian": ("Latvia", "Daugavpils Jelgava Jurmala Jūrmala Liepāja Riga Ventspils"),
    "Libyan": ("Libya", "Benghazi Misrata Sirte Tripoli"),
    "Lithuanian": ("Lithuania", "Kaunas Klaipeda Klaipėda Palanga Panevėžys Šiauliai Vilnius"),
    "Mexican": ("Mexico", "Acapulco Cancun Guadalajara Monterrey Tijuana"),
    "Norwegian": ("Norway", "Bergen Bodø Lillehammer Oslo Stavanger Tromsø Trondheim"),
    "Polish": (
        "Poland",
        (
            "Białystok Bydgoszcz Częstochowa Gdańsk Gdansk Gdynia Katowice Kielce Kraków Krakow Łódź Lodz Lublin Poznań"
            " Poznan Szczecin Toruń Warsaw Wrocław Wroclaw Zakopane"
        ),
    ),
    "Portuguese": ("Portugal", "Braga Coimbra Faro Lisbon Porto"),
    "Romanian": ("Romania", "Bucharest Cluj Constanța Iași Sibiu Timișoara"),
    "Russian": (
        "Russia",
        (
            "Chelyabinsk Irkutsk Kaliningrad Kazan Khabarovsk Krasnodar Krasnoyarsk Moscow Murmansk Novosibirsk Omsk Perm"
            " Pskov Rostov Samara Saratov Smolensk Sochi Tomsk Ufa Vladivostok Volgograd Voronezh Yekaterinburg"
        ),
    ),
    "Serbian": ("Serbia", "Belgrade Čačak Kragujevac Niš Subotica"),
    "Slovak": ("Slovakia", "Bratislava Košice Nitra Prešov Trnava Žilina"),
    "Slovenian": ("Slovenia", "Kranj Ljubljana Maribor"),
    "Spanish": (
        "Spain",
        (
            "Alicante Barcelona Bilbao Cádiz Córdoba Girona Granada Madrid Málaga Malaga Murcia Oviedo Pamplona Salamanca"
            " Seville Toledo Valencia Valladolid Vigo Zaragoza"
        ),
    ),
    "Swedish": ("Sweden", "Gothenburg Helsingborg Linköping Malmö Stockholm Umeå Uppsala"),
    "Swiss": (
        "Switzerland",
        ("Basel Bellinzona Bern Davos Geneva Lausanne Locarno Lucerne Lugano Montreux Winterthur Zurich Zürich"),
    ),
    "Syrian": ("Syria", "Aleppo Damascus Daraa Hama Homs Idlib Latakia Palmyra Raqqa Tartus"),
    "Turkish": (
        "Turkey",
        ("Adana Ankara Antalya Bodrum Bursa Diyarbakır Gaziantep Istanbul Izmir Kayseri Konya Trabzon"),
    ),
    "Ukrainian": (
        "Ukraine",
        (
            "Chernihiv Chernivtsi Dnipro Donetsk Ivano-Frankivsk Kharkiv Kharkov Kherson Kiev Kyiv Luhansk Lugansk Lviv Lvov"
            " Mariupol Mukachevo Odesa Odessa Poltava Rivne Sevastopol Simferopol Slavyansk Ternopil Uzhgorod Vinnytsia"
            " Zaporizhia Zhytomyr"
        ),
    ),
}
