"""Names that translation spells in several ways, and words that Britain and America spell differently."""

from __future__ import annotations

from typing import Final

# Spellings of one Slavic or Greek given name; a text keeps to one of them for one person.
GIVEN_FAMILIES: Final[dict[str, int]] = {
    form: number
    for number, family in enumerate(
        """
        Aleksandr Alexandr Aleksander Oleksandr Alyaksandr
        Aleksei Aleksey Alexei Alexey Alexej Oleksiy Oleksii
        Anatoly Anatoliy Anatolii Anatoli Anatolij
        Andrei Andrey Andriy Andrii Andrej
        Arkady Arkadiy Arkadi
        Arseny Arseniy Arsenii
        Artyom Artem Artiom
        Boris Borys
        Dmitry Dmitri Dmitriy Dmitrii Dmytro Dimitri Dmitrij
        Egor Yegor Jegor
        Ekaterina Yekaterina Kateryna Jekaterina Ecaterina
        Elena Yelena Olena Jelena
        Evgeny Yevgeny Evgeniy Evgenii Yevgeniy Yevgeni Yevhen Jewgenij Evgeni
        Evgenia Yevgenia Evgeniya Yevgeniya
        Fedor Fyodor Feodor
        Gennady Gennadiy Gennadi Hennadiy Gennadij
        Georgy Georgiy Georgii Heorhiy
        Grigory Grigoriy Grigori Hryhoriy Grigorij
        Igor Ihor
        Ilya Illya Ilia Illia
        Iosif Yosif
        Ksenia Kseniya Xenia Kseniia
        Leonid Leonyd
        Ludmila Lyudmila Liudmila Ludmyla Lyudmyla
        Maksim Maxim Maksym
        Matvey Matvei Matvij
        Mikhail Mikhael Mykhailo Mykhaylo Michail
        Natalia Natalya Nataliya Nataliia Natalja
        Nikolai Nikolay Nikolaj Mykola Nikolaĭ
        Oleg Oleh
        Pyotr Petr Petro Piotr
        Pavel Pavlo
        Sergei Sergey Sergej Serhii Serhiy Siarhei
        Sofia Sofiya Sofya
        Svetlana Svitlana
        Tatiana Tatyana Tetiana Tetyana Tatjana
        Valery Valeriy Valeri Valerii Valerij
        Vasily Vasiliy Vasili Vasyl Vasilij
        Victor Viktor
        Victoria Viktoria Viktoriya Viktoriia
        Vitaly Vitaliy Vitalii Vitali Vitalij
        Vladimir Volodymyr Wladimir Vladymyr Uladzimir
        Vyacheslav Viacheslav Vjacheslav Viatcheslav
        Yaroslav Iaroslav Jaroslav
        Yulia Yuliya Julia Iulia Yuliia Julija
        Yuri Yury Yuriy Iurii Yurii Jurij Juri
        Zinaida Zinaïda
        """.strip().splitlines()
    )
    for form in family.split()
}

# Places whose names are spelled after two languages; a text keeps to one.
PLACES: Final[tuple[tuple[str, ...], ...]] = (
    ("Kyiv", "Kiev"),
    ("Kharkiv", "Kharkov"),
    ("Lviv", "Lvov"),
    ("Odesa", "Odessa"),
    ("Luhansk", "Lugansk"),
    ("Dnipro", "Dnepr", "Dniepr"),
    ("Dnipropetrovsk", "Dnepropetrovsk"),
    ("Zaporizhzhia", "Zaporizhia", "Zaporozhye", "Zaporozhe", "Zaporizhzhya"),
    ("Chernihiv", "Chernigov"),
    ("Mykolaiv", "Nikolaev", "Nikolayev"),
    ("Vinnytsia", "Vinnitsa", "Vinnytsya"),
    ("Rivne", "Rovno"),
    ("Ternopil", "Ternopol"),
    ("Chornobyl", "Chernobyl"),
    ("Donbas", "Donbass"),
    ("Yekaterinburg", "Ekaterinburg"),
    ("Nizhny Novgorod", "Nizhniy Novgorod", "Nizhni Novgorod"),
    ("Chișinău", "Kishinev", "Chisinau"),
    ("Tbilisi", "Tiflis"),
    ("Almaty", "Alma-Ata"),
    ("Beijing", "Peking"),
    ("Mumbai", "Bombay"),
    ("Kolkata", "Calcutta"),
    ("Gomel", "Homel", "Homyel"),
    ("Grodno", "Hrodna"),
    ("Mogilev", "Mahilyow", "Mogilyov"),
    ("Nuremberg", "Nürnberg", "Nurnberg"),
    ("Munich", "München"),
    ("Cologne", "Köln"),
    ("Vienna", "Wien"),
    ("Seville", "Sevilla"),
    ("Zaragoza", "Saragossa"),
    ("Marseille", "Marseilles"),
    ("Lyon", "Lyons"),
    ("Basel", "Basle"),
    ("Pilsen", "Plzeň"),
    ("Turin", "Torino"),
    ("Milan", "Milano"),
    ("Moscow", "Moskva", "Moskau"),
    ("Warsaw", "Warszawa"),
    ("Prague", "Praha"),
)

# Bodies whose name is translated in several ways; a text keeps to one.
BODIES: Final[tuple[tuple[str, ...], ...]] = (
    ("Investigative Committee", "Investigation Committee", "Investigating Committee", "Committee of Inquiry"),
    ("Federation Council", "Council of the Federation", "Council of Federation", "Council of Federations"),
    (
        "Prosecutor General's Office",
        "General Prosecutor's Office",
        "Office of the Prosecutor General",
        "Attorney General's Office",
    ),
    ("Security Service of Ukraine", "Ukrainian Security Service", "Service of Security of Ukraine"),
    ("Verkhovna Rada", "Verkhovnaya Rada", "Supreme Rada"),
    (
        "Ministry of Emergency Situations",
        "Ministry of Emergencies",
        "Emergencies Ministry",
        "Emergency Ministry",
        "Ministry of Extraordinary Situations",
        "Ministry for Emergency Situations",
    ),
    ("Security Council", "Council of Security", "Safety Council"),
    ("Ministry of Internal Affairs", "Ministry of the Interior", "Interior Ministry", "Ministry of Interior"),
    ("Central Election Commission", "Central Electoral Commission", "Central Elections Commission"),
    ("Constitutional Court", "Constitution Court"),
    ("Federal Security Service", "Federal Service of Security"),
    ("Central Bank of Russia", "Bank of Russia"),
    ("Social Democrats", "Socialdemocrats", "Social-Democrats"),
    ("Federal Office for Migration", "Federal Migration Office", "Federal Office of Migration"),
)

# British and American spellings of one word, lower case; those that also name something are left out.
BRITISH_AMERICAN: Final[tuple[tuple[str, str], ...]] = tuple(
    (british, american)
    for british, american in (
        pair.split("/")
        for pair in """
        colour/color colours/colors coloured/colored favourite/favorite favour/favor favourable/favorable
        behaviour/behavior neighbour/neighbor neighbours/neighbors neighbouring/neighboring
        neighbourhood/neighborhood honour/honor honoured/honored humour/humor rumours/rumors harbour/harbor
        rumour/rumor labour/labor vigour/vigor centre/center centres/centers centred/centered metre/meter metres/meters
        kilometre/kilometer kilometres/kilometers litre/liter litres/liters theatre/theater theatres/theaters
        fibre/fiber sombre/somber defence/defense offence/offense licence/license pretence/pretense travelled/traveled
        travelling/traveling traveller/traveler travellers/travelers cancelled/canceled cancelling/canceling
        modelling/modeling labelled/labeled jewellery/jewelry grey/gray tyre/tire tyres/tires cheque/check
        aluminium/aluminum aeroplane/airplane programme/program programmes/programs organise/organize
        organised/organized organising/organizing organisation/organization organisations/organizations
        organiser/organizer organisers/organizers realise/realize realised/realized recognise/recognize
        recognised/recognized apologise/apologize apologised/apologized criticise/criticize criticised/criticized
        emphasise/emphasize emphasised/emphasized privatisation/privatization mobilisation/mobilization
        analyse/analyze analysed/analyzed catalogue/catalog dialogue/dialog judgement/judgment ageing/aging
        sceptical/skeptical mould/mold plough/plow pyjamas/pajamas storey/story manoeuvre/maneuver
        fulfil/fulfill enrol/enroll instalment/installment skilful/skillful paediatric/pediatric
        """.split()
    )
    if american
    not in ("story", "check", "program", "programs", "tire", "tires", "dialog", "catalog", "license", "meter", "meters")
)
