"""Names of the English- and German-speaking world as they come back through another alphabet or declension."""

from __future__ import annotations

from typing import Final


def _table(block: str) -> dict[str, str]:
    """Read lines 'English: form form' into {form: English}; an underscore stands for a space."""
    table: dict[str, str] = {}
    for line in block.strip().splitlines():
        english, _, forms = line.strip().partition(": ")
        table |= {form.replace("_", " "): english.replace("_", " ") for form in forms.split()}
    return table


# Given names through Cyrillic, none of them a spelling of any other language's own.
GIVEN_BACK: Final = _table("""
    Andrew: Endryu Endru
    Anthony: Entoni
    Ashley: Eshli
    Charles: Charlz Charl'z
    Eugene: Yudzhin
    George: Dzhordzh Dzhordj Dzhorj Djordj
    Gerald: Dzheral'd
    Hillary: Khillari Khilari
    Hugh: Kh'yu
    Jack: Dzhek
    Jackson: Dzhekson
    Jacob: Dzheykob
    James: Dzheyms Djeyms
    Jane: Dzheyn
    Janet: Dzhenet
    Jason: Dzheyson
    Jeff: Dzheff
    Jeffrey: Dzheffri
    Jennifer: Dzhennifer Dzhenifer
    Jeremy: Dzheremi
    Jerry: Dzherri
    Jessica: Dzhessika
    Jim: Dzhim
    Jimmy: Dzhimmi
    Joanne: Dzhoann
    Joe: Dzho
    John: Dzhon
    Johnny: Dzhonni
    Johnson: Dzhonson Djonson
    Jonathan: Dzhonatan
    Jones: Dzhons
    Jordan: Dzhordan
    Joseph: Dzhozef Dzhosef
    Joshua: Dzhoshua
    Judith: Dzhudit
    Julian: Dzhulian
    Justin: Dzhastin
    Matthew: Mett'yu Metyu Mettyu
    Michael: Maykl Majkl
    Nathan: Neytan
    Rachel: Reychel
    Susan: S'yuzan Syuzan
    Walter: Uolter
    William: Uil'yam Uilyam Uiljam
    Winston: Uinston
    """)

# Surnames known to everybody, through Cyrillic and Baltic spelling.
FAMOUS_BACK: Final = _table("""
    Beckham: Bekkhem Bekham
    Biden: Bajden Joe_Bayden Dzho_Bayden Džo_Bajden Baidenas Bidenas
    Bush: Bushas
    Churchill: Cherchill' Cherchill Čerčil Čerčilis
    Clinton: Klintonas
    Einstein: Eynshteyn Ejnshtejn Einshtein Ajnštajn
    Erdoğan: Erdoganas Erdoganom Erdoganu
    Gates: Geyts Gejts
    Hitchcock: Khichkok
    Johnson: Johnsonas Džonson Džonsonas
    Juncker: Junckerio
    Kavanaugh: Kavanagas
    Kissinger: Kissindzher
    Lavrov: Lavrovas Lavrovu Lavrovom
    Lukashenko: Lukashenkoyu Lukashenkom
    Macron: Makron Makrona Makronas Makronom Macronas Macronom
    McCain: Makkeyn Makkejn
    Medvedev: Medvedevas Medvedevu Medvedevym
    Merkel: Merkelʹ Merkel' Merkelová Merkelové Merkelovou Merkelovej Merkelės Merkeliga
    Microsoft: Maykrosoft Majkrosoft
    Netanyahu: Netan'yakhu Netaniahu
    Newton: N'yuton
    Obama: Obamy Obamoy Obamou Obamové Obamovou Obamos Obamom
    Poroshenko: Poroshenkom Porošenkos
    Putin: Putinu Putinom Putinym Putinem Putinas Putinui Putinovi Putinga
    Reagan: Reygan Rejgan
    Rockefeller: Rokfeller
    Roosevelt: Ruzvel't Ruzvelt
    Sarkozy: Sarkozi Sarkozyho Sarkozym
    Seehofer: Zeehofer Zeekhofer Seehoferis Seehoferio
    Shakespeare: Shekspir Sheksper
    Snowden: Snouden Snoudena Snowdenem
    Steinmeier: Shtaynmayer Shteynmayer
    Stoltenberg: Stoltenbergas Stoltenbergom
    Thatcher: Tetcher Thatcherovej Thatcherové
    Donald_Trump: Donald_Tramp
    Trump: Trumpa Trumpu Trumpom Trumpem Trumpas Trumpui Trumpovi Trumpiga Tramp-junior
    Zuckerberg: Tsukerberg Cukerberg Zuckerbergas
    """)

# Places through Cyrillic or in the form of another language; those that name anything else in English are left out.
PLACES_BACK: Final = _table("""
    Beijing: Pekín Pékin Pekinas
    Berlin: Berlín Berliini
    California: Kaliforniya Kalifornija Kalifornien Kalifornie Kalifornii
    Chicago: Chikago Čikaga
    Cologne: Kyoln Kël'n
    Heidelberg: Geydelberg Khaydel'berg Khajdel'berg
    Helsinki: Khel'sinki Khelsinki
    Hollywood: Gollivud Golivud Holivud Holivuds Holivudas
    Houston: Kh'yuston
    Istanbul: Istanbule
    Jerusalem: Ierusalim Iyerusalim Jeruzalém Jérusalem Jerusalén
    Lisbon: Lissabon Lisabon Lisabona Lisboná
    Los Angeles: Los-Andzheles Los_Andzheles Losandželo
    Milan: Mailand
    Naples: Neapel Neapol'
    New York: N'yu-York N'yu-Yorke Nyu-York Nueva_York Nova_York Nova_Iorque Niujorko Niujorke
    Nuremberg: Nyurnberg Norymberga
    Paris: Parizh Parizhe Pariisi Paryžius Paryžiuje
    Philadelphia: Filadelfiya
    Rome: Řím Roomassa
    San Francisco: San-Frantsisko San_Frantsisko
    Shanghai: Shankhay Shanhaj
    Tallinn: Talinas
    Texas: Tekhas
    Tokyo: Tokijas
    Venice: Venedig Venezzia Benátky
    Washington: Vashington Vashingtone Vashingtona Vashingtonu Vašington Vašingtonas Vašingtone Uoshington
    Yekaterinburg: Ekaterinburge Jekatěrinburg
    Zurich: Tsyurikh Cyurikh
    """)
