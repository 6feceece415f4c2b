"""Given names, surnames that are also common words, and the roles that stand before a name."""

from __future__ import annotations

from typing import Final

from mtqa.rules.base import word_set

# Common given names in the spelling that English news uses.
GIVEN: Final = word_set(
    """
    Aaron Abdullah Adam Adriana Adrian Ahmed Alan Albert Alberto Aleksandr Aleksandar Aleksey Alejandro
    Alex Alexander Alexandra Alexei Alexey Alfred Alfredo Ali Alice Alison Amanda Amir Amy Ana Anastasia
    Anatoly Anders Andrea Andreas Andrei Andrej Andrew Andrey Andrzej Andy Angela Anders Ann Anna Anne
    Anthony Antoine Anton Antonio Antony Arkady Armen Arnold Arseniy Arthur Artur Artyom Ashley Barack
    Barbara Bashar Beata Ben Benjamin Bernard Bernd Bernie Beth Bill Binyamin Bob Bogdan Boris Borislav
    Brad Branko Brian Bruce Bruno Carl Carla Carlos Carmen Carol Caroline Catherine Cathy Charles Charlie
    Charlotte Chris Christian Christine Christoph Christopher Claire Claude Claudia Colin Craig Cristina
    Dalia Damian Dan Daniel Daniela Danilo Dariusz David Dean Deborah Denis Dennis Diana Diego Dieter Dirk
    Dmitri Dmitriy Dmitry Dominique Donald Dragan Dusan Dwayne Eddie Eduard Eduardo Edward Egor Ekaterina
    Elena Elisabeth Elizabeth Ella Ellen Elon Emil Emily Emma Emmanuel Enrique Eric Erik Ernesto Esteban
    Eugene Eva Evgeny Felipe Felix Fernando Fidel Filip Florian Francesco Francisco Francois François
    Frank Frans Franz Fred Frederick Gabriel Gary Gennady Geoffrey George Georgi Georgy Gerald Gerard
    Gerhard German Giorgio Giovanni Giuseppe Gleb Goran Gordan Gordon Graham Greg Gregory Grigory
    Guillermo Günter Gustavo Hamid Hannah Hans Harald Harry Harvey Hassan Heather Heidi Heinrich Heinz
    Helen Helmut Hendrik Henri Henry Herbert Hillary Holger Horst Howard Hugh Hugo Ian Igor Ilya Imran
    Ingrid Irina Isabel Isabelle Ivan Ivana Ivo Ivica Jack Jacob Jacques Jaime Jake James Jan Jana Jane
    Janet Janez Janos János Jaroslav Jaroslaw Jason Javier Jean Jeff Jeffrey Jelena Jennifer Jens Jeremy
    Jerry Jessica Jesus Jim Jimmy Joachim Joanna Joe Johan Johann Johannes John Johnny Jon Jonas Jonathan
    Jordi Jorge Josef Jose José Joseph Josep Joshua Josip Jovan Juan Judith Julia Julian Julie Julio
    Jürgen Justin Karel Karen Karin Karl Kate Katarina Katherine Kathleen Kathy Katie Keith Kelly Ken
    Kenneth Kevin Khalid Kim Kirill Klaus Konstantin Konrad Kristina Krzysztof Kurt Kyle Larisa Larry Lars
    Laszlo László Laura Lauren Laurent Lech Lena Leo Leon Leonardo Leonid Leszek Lewis Liam Linda Lionel
    Lisa Ljubomir Louis Louise Luca Lucia Ludmila Luis Lukas Lyudmila Maciej Magdalena Mahmoud Maksim
    Manfred Manuel Marc Marcel Marcin Marco Marcos Marcus Marek Margaret Margarita Maria María Marian
    Marie Marija Marina Marine Mario Marion Mark Marko Markus Marta Martha Martin Mary Massimo Mateusz
    Matt Matteo Matthew Matthias Maurice Max Maxim Megan Mehmet Melanie Melissa Merab Michael Michaela
    Michal Michel Michelle Miguel Mihai Mikael Mike Mikhail Mikheil Milan Milena Miloš Milos Miroslav
    Mohamed Mohammad Mohammed Monica Monika Muhammad Murat Mustafa Nadezhda Naomi Natalia Natalie Natalya
    Nathan Neil Nenad Nicholas Nick Nicola Nicolae Nicolas Nigel Nikita Nikola Nikolai Nikolaj Nikolay
    Nina Norbert Nuri Oksana Olaf Olena Oleg Oleksandr Oleksiy Olga Oliver Olivier Omar Oscar Otto Pablo
    Paolo Pascal Patricia Patrick Paul Paula Pavel Pavlo Pawel Pedro Peter Petr Petra Petro Philip Philipp
    Philippe Phillip Pierre Piotr Predrag Rachel Rafael Rainer Ralf Ralph Ramzan Raul Raúl Ravi Raymond
    Rebecca Recep Reinhard René Ricardo Richard Rick Rita Robert Roberto Robin Rodrigo Roger Roland Rolf
    Roman Ronald Rosa Roy Rudolf Ruslan Russell Ruth Ryan Salman Sam Samantha Samuel Sandra Sara Sarah
    Scott Sean Sebastian Sergei Sergej Sergey Sergio Serhiy Sharon Silvia Silvio Simon Sofia Sonia Sophie
    Stanislav Stefan Stefania Stefano Stephan Stephanie Stephen Steve Steven Stuart Sue Susan Susanne
    Svetlana Sven Sylvia Sylvie Tamara Taras Tatiana Tatyana Ted Teresa Terry Theodor Theresa Thierry
    Thomas Thorsten Tim Timothy Timur Todd Tom Tomas Tomasz Tomáš Tommy Tony Torsten Uwe Vadim Valentin
    Valentina Valeri Valeriy Valery Vasily Vera Veronica Veronika Vicente Victor Victoria Viktor Viktoria
    Vincent Vitali Vitaliy Vitaly Vlad Vladimir Vladislav Vojislav Volker Volodymyr Vyacheslav Walter
    Werner Wilhelm William Wladimir Wojciech Wolfgang Xavier Yana Yegor Yevgeny Yulia Yuri Yuriy Zbigniew
    Zdenek Zlatko Zoran Zsolt
    """
)

# Surnames that are common words, so that a system which lower-cases what it translates lower-cases them. Words
# that may follow a given name as a verb, an adverb or a complement ("Anna rose", "Tom burns") are left out.
WORD_SURNAMES: Final = word_set(
    """
    ash bacon barber baker bell berry bishop bolt booth brown bush butcher butler cameron carpenter
    chamberlain chandler clay cooper cruise dean dove fisher forest foster freeman frost gardener gates
    gibson gold goldsmith green gray grey harper hawk hill hood hooper horn hunter irons jobs key kings
    knight lake lamb lane law mason miller moore nolan paige parker pence penn pepper pitt poe pope potter
    prince raven reed rice rivers robin rock rowling shepherd singer smith snow stern stone stones streep
    summers swift taylor turner wagner walker wallace weaver webb white wilder wolf wolfe wood woods young
    """
)

# People whose names are known well enough that no role need stand before them.
FAMOUS: Final = frozenset(
    name.replace("_", " ")
    for name in [
        "Barbara_bush",
        "Bill_gates",
        "Brad_pitt",
        "Condoleezza_rice",
        "Donald_trump",
        "Elijah_wood",
        "Emma_stone",
        "Eric_trump",
        "George_bush",
        "Gordon_brown",
        "Harry_potter",
        "Ivanka_trump",
        "James_bond",
        "Jeb_bush",
        "Johnny_cash",
        "Laura_bush",
        "Melania_trump",
        "Meryl_streep",
        "Michael_moore",
        "Mike_pence",
        "Natalie_wood",
        "Neil_young",
        "Nicolas_cage",
        "Oliver_stone",
        "Ron_wood",
        "Sean_penn",
        "Sharon_stone",
        "Stephen_king",
        "Steve_jobs",
        "Taylor_swift",
        "Tiger_woods",
        "Tina_turner",
        "Tom_cruise",
        "Usain_bolt",
        "Will_smith",
    ]
)

# Surnames that are no word: lower-cased, they are always wrong.
PLAIN_SURNAMES: Final = word_set(
    """
    abe assad berlusconi biden blair clinton dicaprio erdogan erdoğan gorbachev hamilton hollande johnson
    juncker kadyrov kerry khodorkovsky klitschko lavrov lukashenko macron maduro mcconnell mccain medvedev
    merkel mnangagwa modi morales mourinho mubarak mugabe navalny netanyahu obama orban orbán peskov
    poroshenko putin reagan ronaldo rajoy renzi romney rousseff rubio saakashvili sanders sarkozy scholz
    schröder shoigu sobchak snowden stalin steinmeier stoltenberg thatcher tillerson timoshenko tymoshenko
    tusk tsipras vučić vucic yanukovych yatsenyuk yeltsin zelensky zuckerberg
    """
)

# Roles before a personal name.
ROLES: Final = word_set(
    """
    actor actress ambassador architect artist attorney author chairman chairwoman chancellor coach
    commander commentator composer congressman congresswoman correspondent defender deputy designer
    director doctor economist editor expert filmmaker footballer forward general goalkeeper governor
    historian journalist lawyer manager mayor midfielder minister musician novelist officer photographer
    playwright politician premier presenter president producer professor prosecutor publicist reporter
    scientist secretary senator singer spokesman spokesperson spokeswoman star striker trainer writer
    """
)

# Heads of what may have a head: the noun of an institution, in lower or upper case.
INSTITUTIONS: Final = (
    "[Aa]cademy|[Aa]dministration|[Aa]gency|[Aa]ssembly|[Aa]ssociation|[Bb]ank|[Bb]oard|[Bb]ureau|[Cc]abinet|[Cc]hamber"
    "|[Cc]ity|[Cc]lub|[Cc]ommission|[Cc]ommittee|[Cc]ompany|[Cc]orporation|[Cc]ouncil|[Cc]ourt|[Dd]epartment|[Dd]uma"
    "|[Ff]action|[Ff]ederation|[Ff]oundation|[Ff]und|[Gg]overnment|[Gg]roup|[Hh]olding|[Ii]nstitute|[Kk]remlin|[Mm]inistry"
    "|[Mm]useum|[Oo]ffice|[Oo]rgani[sz]ation|[Pp]arliament|[Pp]arty|[Pp]resident|[Rr]epublic|[Rr]egion|[Ss]ervice|[Tt]heat(?:re|er)"
    "|[Uu]nion|[Uu]niversity"
)

# Given names that only women, or only men, bear in the languages that news is translated from.
WOMEN: Final = word_set(
    """
    Alice Amanda Anastasia Angela Anna Barbara Catherine Charlotte Christine Claudia Daniela Deborah Diana Ekaterina
    Elena Elisabeth Elizabeth Emily Emma Eva Hannah Heather Helen Hillary Ingrid Irina Isabel Ivana Jana Janet Jelena
    Jennifer Jessica Joanna Judith Julia Karin Katarina Katherine Kristina Larisa Laura Linda Lisa Louise Ludmila
    Lyudmila Magdalena Margaret Margarita Maria Marija Marina Marta Mary Megan Melanie Michaela Michelle Milena
    Monica Monika Nadezhda Natalia Natalie Natalya Oksana Olena Olga Patricia Paula Petra Rachel Rebecca Ruth
    Samantha Sara Sarah Silvia Sofia Sophie Stephanie Susan Svetlana Sylvia Tamara Tatiana Tatyana Teresa Theresa
    Valentina Vera Veronica Veronika Victoria Viktoria Yana Yulia
    """
)
MEN: Final = word_set(
    """
    Aaron Adam Ahmed Alan Albert Aleksandr Aleksey Alejandro Alexander Alexei Alfred Anatoly Anders Andrei Andrew
    Andrey Anthony Antonio Arthur Barack Benjamin Bernard Bill Boris Brian Bruce Carlos Charles Christoph Daniel David
    Denis Dennis Dmitri Dmitry Donald Eduard Edward Emmanuel Enrique Eric Erik Fernando Francisco Frank Franz Fred
    Gary Gennady George Gerald Gerhard Giuseppe Goran Gordon Graham Grigory Günter Hans Harald Harry Heinrich Helmut
    Henry Horst Howard Igor Ivan Jack Jacob Jacques James Jason Javier Jeffrey Jens Jeremy Jim Joachim Joe Johann
    John Jonathan Jorge Josef Joseph José Juan Jürgen Kenneth Kevin Kirill Klaus Konstantin Kurt Lars Leonid Louis
    Luis Manfred Marcel Marco Marcus Marek Mark Markus Martin Matthew Matthias Michael Miguel Mikhail Miroslav
    Mohamed Mohammed Muhammad Neil Nicholas Nikolai Nikolay Oleg Oliver Oscar Otto Pablo Patrick Paul Pavel Pedro
    Peter Petro Philip Pierre Piotr Rafael Rainer Ralf Raymond Richard Robert Roland Roman Ronald Rudolf Ruslan
    Sebastian Sergei Sergey Stanislav Stefan Stephen Steven Thomas Timothy Tomas Valery Vasily Viktor Vitaly Vladimir
    Vladislav Volker Walter Werner William Wolfgang Yevgeny Yuri
    """
)
