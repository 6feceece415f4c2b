"""Names of several words whose capitals are fixed, and single words that always have one."""

from __future__ import annotations

from typing import Final

from mtqa.rules.base import word_set


def _lines(block: str) -> tuple[str, ...]:
    return tuple(name for line in block.splitlines() for name in (part.strip() for part in line.split(",")) if name)


# Names that take the article: "the United States". House styles that write 'European parliament', 'Nobel prize' or
# 'Communist party' are right in their way, so such names are left out.
WITH_ARTICLE: Final = _lines("""
    United States, United Nations, United Kingdom, United Arab Emirates, European Union, Soviet Union, African Union
    White House, Middle East, World Cup, Champions League, Premier League, Europa League, Super Bowl, West Bank
    Persian Gulf, Red Cross,
    Atlantic Ocean, Pacific Ocean, Indian Ocean, Arctic Ocean, Arctic Circle, Czech Republic
    Dominican Republic, Central African Republic, Slovak Republic,
    Supreme Court of the United States, World Bank, World Trade Center, World Trade Organization
    World Health Organization, International Monetary Fund, European Central Bank, European Space Agency
    European Court of Human Rights, International Criminal Court, International Olympic Committee, Federal Reserve
    House of Representatives, House of Commons, House of Lords, Oval Office
    Eiffel Tower, Statue of Liberty, Berlin Wall, Great Wall of China, Muslim Brotherhood, Taj Mahal
    , Brandenburg Gate, Panama Canal, Suez Canal, State Duma, Roman Empire, Ottoman Empire
    Sea of Azov, Strait of Hormuz
    Bay of Bengal, Gulf of Mexico, Gulf of Finland, Cape of Good Hope, Black Forest, Golden Gate Bridge
    Commonwealth of Independent States, Democratic Republic of Congo, People's Republic of China
    Washington Post, New York Times, Wall Street Journal, Winter Palace, Hague Tribunal
    Constitution of the United States, Declaration of Independence, Bundesliga Cup, Davis Cup, Tour de France
    Large Hadron Collider, International Space Station, Milky Way, Northern Fleet, Third Reich
    """)

# Names without one: after 'a' or 'the' a lower-case first word is an adjective ("the new York manager").
WITHOUT_ARTICLE: Final = _lines("""
    New York, New Zealand, New Jersey, New Orleans, New Delhi, New Mexico, New Hampshire, New South Wales
    North Korea, South Korea, South Africa, North Macedonia, North Carolina, South Carolina, North Dakota
    South Dakota, West Virginia, Los Angeles, Los Alamos, Las Vegas, San Francisco, San Diego, San Antonio
    San Jose, San Marino, Santa Barbara, Santa Monica, Tel Aviv, Hong Kong, Saudi Arabia, Sri Lanka, Costa Rica
    Puerto Rico, Buenos Aires, Rio de Janeiro, Sao Paulo, Kuala Lumpur, Abu Dhabi, Burkina Faso, El Salvador
    Sierra Leone, Great Britain, Lower Saxony, Lower Austria, Upper Austria, Mexico City, Vatican City, Kuwait City
    Salt Lake City, Wall Street, Downing Street, Capitol Hill, Silicon Valley, Red Square, Times Square, Tahrir Square
    Trafalgar Square, Central Park, Lake Baikal, Lake Geneva, Lake Constance, Lake Victoria, Lake Michigan
    Mount Everest, Mount Kilimanjaro, Cape Town, Cape Verde, Addis Ababa, Nizhny Novgorod, Veliky Novgorod
    Saint Petersburg, St Petersburg, Rostov-on-Don, Bosnia and Herzegovina, Trinidad and Tobago, Papua New Guinea
    Real Madrid, Atletico Madrid, Manchester United, Bayern Munich, Borussia Dortmund, Paris Saint-Germain
    Dynamo Kyiv, Spartak Moscow, Inter Milan, AC Milan, Scotland Yard, Xi Jinping, Kim Jong-un, Human Rights Watch
    Amnesty International, Deutsche Bank, Deutsche Welle, Al Jazeera, Bank of England, Goldman Sachs, Merrill Lynch
    Associated Press, Fox News, Game of Thrones, Star Wars, Harry Potter, Sherlock Holmes, Ho Chi Minh City
    Guinea-Bissau, East Timor, Ivory Coast, Nagorno-Karabakh, Rhineland-Palatinate, North Rhine-Westphalia
    Saxony-Anhalt, Schleswig-Holstein, Baden-Württemberg, Mecklenburg-Western Pomerania
    """)

# Peoples and nationalities, less those that English writes small in the names of dishes and things.
PEOPLES: Final = word_set("""
    afghan afghans african africans american americans argentinian armenian armenians asian asians australian australians
    austrian austrians azerbaijani azerbaijanis belarusian belarusians belgian belgians brazilian brazilians british
    britons bulgarian bulgarians canadian canadians chechen chechens chinese christians croatian croatians cuban cubans
    czechs egyptian egyptians estonian estonians european europeans finnish georgian georgians german germans hungarian
    hungarians icelandic iranian iranians iraqi iraqis irish israeli israelis japanese jewish jews kazakh kazakhs korean
    koreans kurdish kurds latvian latvians libyan libyans lithuanian lithuanians macedonian macedonians mexican mexicans
    moldovan moldovans mongolian muslim muslims norwegian norwegians pakistani pakistanis palestinian palestinians
    portuguese romanian romanians russian russians saudis scottish serbian serbs siberian slovak slovaks slovenian
    slovenians swedish syrian syrians taiwanese tatars thai ukrainian ukrainians uzbek uzbeks vietnamese welsh yemeni
    """)

# What makes a small letter usual: "german shepherd", "irish coffee".
THINGS: Final = word_set("""
    cabbage cabbages cheese coffee dressing flag food forest lily linen oak oven pine restaurant salmon setter shepherd
    shepherds stew takeaway terrier toast whispers wolfhound
    """)

MONTHS: Final = word_set("january february april june july august september october november december")
DAYS: Final = word_set("monday tuesday wednesday thursday friday saturday sunday")

ACRONYMS: Final = word_set("bbc cia cnn fbi fifa hiv imf kgb nasa nato opec osce uefa unesco unicef usa ussr wto")

# Names and titles of bodies by their head: before the head in capitals, the first word is no adjective.
BODIES: Final = {
    "Parliament": "european federal",
    "Commission": "european",
    "Council": "european security city federation",
    "Union": "european african",
    "Championship": "european world",
    "Championships": "european world",
    "Court": "european supreme constitutional federal district appeal",
    "Bank": "central national world",
    "Party": "communist labour labor republican democratic conservative green socialist",
    "Democrats": "social christian",
    "Prize": "nobel",
    "Games": "olympic paralympic",
    "War": "cold vietnam",
    "Assembly": "general legislative national constituent",
    "Ministry": (
        "agriculture culture defence defense economy education energy finance foreign health interior justice sports"
        " transport"
    ),
    "Department": "state justice treasury",
    "Sea": "black red baltic mediterranean caspian azov",
    "Ocean": "atlantic pacific indian arctic",
    "Church": "orthodox catholic",
    "Duma": "state",
    "League": "champions premier",
    "Cup": "world stanley davis",
    "Committee": "investigative olympic",
    "Secretary": "press",
    "Deputy": "first",
    "Staff": "general",
    "Office": "prosecutor's oval",
    "Guard": "national",
    "Airport": "international",
}
