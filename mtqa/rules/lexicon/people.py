"""Given names, surnames that are also common words, and the roles that stand before a name."""

from __future__ import annotations

from typing import Final

# Common given names in the spelling that English news uses.
GIVEN: Final = frozenset(
    """
    Aaron Abdullah Adam Adriana Adrian Ahmed Alan Albert Alberto Aleksandr Aleksandar Aleksey Alejandro Alex Alexander
    Alexandra Alexei Alexey Alfred Alfredo Ali Alice Alison Amanda Amir Amy Ana Anastasia Anatoly Anders Andrea Andreas
    Andrei Andrej Andrew Andrey Andrzej Andy Angela Anders Ann Anna Anne Anthony Antoine Anton Antonio Antony Arkady
    Armen Arnold Arseniy Arthur Artur Artyom Ashley Barack Barbara Bashar Beata Ben Benjamin Bernard Bernd Bernie
    Beth Bill Binyamin Bob Bogdan Boris Borislav Brad Branko Brian Bruce Bruno Carl Carla Carlos Carmen Carol Caroline
    Catherine Cathy Charles Charlie Charlotte Chris Christian Christine Christoph Christopher Claire Claude Claudia
    Colin Craig Cristina Dalia Damian Dan Daniel Daniela Danilo Dariusz David Dean Deborah Denis Dennis Diana Diego
    Dieter Dirk Dmitri Dmitriy Dmitry Dominique Donald Dragan Dusan Dwayne Eddie Eduard Eduardo Edward Egor Ekaterina
    Elena Elisabeth Elizabeth Ella Ellen Elon Emil Emily Emma Emmanuel Enrique Eric Erik Ernesto Esteban Eugene Eva
    Evgeny Felipe Felix Fernando Fidel Filip Florian Francesco Francisco Francois François Frank Frans Franz Fred
    Frederick Gabriel Gary Gennady Geoffrey George Georgi Georgy Gerald Gerard Gerhard German Giorgio Giovanni Giuseppe
    Gleb Goran Gordan Gordon Graham Greg Gregory Grigory Guillermo Günter Gustavo Hamid Hannah Hans Harald Harry Harvey
    Hassan Heather Heidi Heinrich Heinz Helen Helmut Hendrik Henri Henry Herbert Hillary Holger Horst Howard Hugh Hugo
    Ian Igor Ilya Imran Ingrid Irina Isabel Isabelle Ivan Ivana Ivo Ivica Jack Jacob Jacques Jaime Jake James Jan Jana
    Jane Janet Janez Janos János Jaroslav Jaroslaw Jason Javier Jean Jeff Jeffrey Jelena Jennifer Jens Jeremy Jerry
    Jessica Jesus Jim Jimmy Joachim Joanna Joe Johan Johann Johannes John Johnny Jon Jonas Jonathan Jordi Jorge Josef
    Jose José Joseph Josep Joshua Josip Jovan Juan Judith Julia Julian Julie Julio Jürgen Justin Karel Karen Karin
    Karl Kate Katarina Katherine Kathleen Kathy Katie Keith Kelly Ken Kenneth Kevin Khalid Kim Kirill Klaus Konstantin
    Konrad Kristina Krzysztof Kurt Kyle Larisa Larry Lars Laszlo László Laura Lauren Laurent Lech Lena Leo Leon Leonardo
    Leonid Leszek Lewis Liam Linda Lionel Lisa Ljubomir Louis Louise Luca Lucia Ludmila Luis Lukas Lyudmila Maciej
    Magdalena Mahmoud Maksim Manfred Manuel Marc Marcel Marcin Marco Marcos Marcus Marek Margaret Margarita Maria María
    Marian Marie Marija Marina Marine Mario Marion Mark Marko Markus Marta Martha Martin Mary Massimo Mateusz Matt
    Matteo Matthew Matthias Maurice Max Maxim Megan Mehmet Melanie Melissa Merab Michael Michaela Michal Michel Michelle
    Miguel Mihai Mikael Mike Mikhail Mikheil Milan Milena Miloš Milos Miroslav Mohamed Mohammad Mohammed Monica Monika
    Muhammad Murat Mustafa Nadezhda Naomi Natalia Natalie Natalya Nathan Neil Nenad Nicholas Nick Nicola Nicolae Nicolas
    Nigel Nikita Nikola Nikolai Nikolaj Nikolay Nina Norbert Nuri Oksana Olaf Olena Oleg Oleksandr Oleksiy Olga Oliver
    Olivier Omar Oscar Otto Pablo Paolo Pascal Patricia Patrick Paul Paula Pavel Pavlo Pawel Pedro Peter Petr Petra
    Petro Philip Philipp Philippe Phillip Pierre Piotr Predrag Rachel Rafael Rainer Ralf Ralph Ramzan Raul Raúl Ravi
    Raymond Rebecca Recep Reinhard René Ricardo Richard Rick Rita Robert Roberto Robin Rodrigo Roger Roland Rolf Roman
    Ronald Rosa Roy Rudolf Ruslan Russell Ruth Ryan Salman Sam Samantha Samuel Sandra Sara Sarah Scott Sean Sebastian
    Sergei Sergej Sergey Sergio Serhiy Sharon Silvia Silvio Simon Sofia Sonia Sophie Stanislav Stefan Stefania Stefano
    Stephan Stephanie Stephen Steve Steven Stuart Sue Susan Susanne Svetlana Sven Sylvia Sylvie Tamara Taras Tatiana
    Tatyana Ted Teresa Terry Theodor Theresa Thierry Thomas Thorsten Tim Timothy Timur Todd Tom Tomas Tomasz Tomáš
    Tommy Tony Torsten Uwe Vadim Valentin Valentina Valeri Valeriy Valery Vasily Vera Veronica Veronika Vicente Victor
    Victoria Viktor Viktoria Vincent Vitali Vitaliy Vitaly Vlad Vladimir Vladislav Vojislav Volker Volodymyr Vyacheslav
    Walter Werner Wilhelm William Wladimir Wojciech Wolfgang Xavier Yana Yegor Yevgeny Yulia Yuri Yuriy Zbigniew Zdenek
    Zlatko Zoran Zsolt
    """.split()
)

# Surnames that are common words, so that a system which lower-cases what it translates lower-cases them. Words
# that may follow a given name as a verb or its complement ("Tom may", "Mark green with envy") are left out.
WORD_SURNAMES: Final = frozenset(
    """
    ash bacon banks barber baker bell berry bishop bloom bolt bond booth brook brooks brown burns bush butcher
    butler cameron carpenter cash chamberlain chandler clay coal cooper cruise crow day dean diamond dove drake duke
    field fields fisher flood ford forest foster fox freeman frost gardener gates gibson glass gold goldsmith green
    hammer harper hawk hill hood hooper horn hunter hurt irons jobs judge key king kings kitchen knight lake lamb lane
    law little lock long love mason miller moon moore newman noble nolan page paige palmer park parker parks penn pepper
    piper pitt poe pope potter price prince rain rice rich rivers robin rock rose rowling rush sands savage shepherd
    singer smith snow sparks spears star steel stern stone stones streep summer summers sweet swift tailor taylor tiger
    trump turner wagner wall walker wallace ward waters weaver webb wells west white wilder winter winters wise wolf wolfe
    wood woods york young
    """.split()
)

# Surnames that are no word: lower-cased, they are always wrong.
PLAIN_SURNAMES: Final = frozenset(
    """
    abe assad berlusconi biden blair clinton dicaprio erdogan erdoğan gorbachev hamilton hollande johnson juncker kadyrov
    kerry khodorkovsky klitschko lavrov lukashenko macron maduro mcconnell mccain medvedev merkel mnangagwa modi
    morales mourinho mubarak mugabe navalny netanyahu obama orban orbán peskov poroshenko putin reagan ronaldo rajoy
    renzi romney rousseff rubio saakashvili sanders sarkozy scholz schröder shoigu sobchak snowden stalin steinmeier
    stoltenberg thatcher tillerson timoshenko tymoshenko tusk tsipras vučić vucic yanukovych yatsenyuk yeltsin zelensky
    zuckerberg
    """.split()
)

# Roles after which the two words of a personal name stand.
ROLES: Final = (
    "actor|actress|ambassador|architect|artist|attorney|author|chairman|chairwoman|chancellor|commander|commentator"
    "|composer|congressman|correspondent|designer|director|doctor|economist|editor|expert|filmmaker|general|governor"
    "|historian|journalist|judge|leader|lawyer|manager|mayor|minister|musician|novelist|officer|photographer|player"
    "|playwright|politician|president|presenter|producer|professor|prosecutor|publicist|reporter|scientist|secretary"
    "|senator|singer|spokesman|spokesperson|spokeswoman|star|striker|trainer|coach|writer"
)
