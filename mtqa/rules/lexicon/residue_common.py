"""Common words of other languages that no English text has in lower case, and the small words that tell a language."""

from __future__ import annotations

from typing import Final

from mtqa.rules.base import word_set

# Content words in everyday use, without those that English, its loans or names in lower case share.
COMMON: Final[dict[str, str]] = {
    word: language
    for language, words in {
        "German": (
            "jahre jahren jahres länder städte leute heute gestern guten großen ersten zweiten letzten immer "
            "wieder viele vielen keine keinen etwas können müssen sollen wollen gemacht gesagt gibt geht kommt "
            "sagte steht bleibt liegt wieso warum deshalb jedoch während seit bereits doch ihren seinen unsere"
        ),
        "Dutch": (
            "vandaag gisteren altijd nooit wereld mensen kinderen mannen vrouwen jaren weken dagen dingen "
            "regering nieuwe goede eerste tweede laatste andere zelfde veel weinig doen zeggen kunnen moeten "
            "gedaan gezegd heeft hebben wordt zouden omdat toen terwijl tegen zonder deze"
        ),
        "Danish": (
            "sagt aldrig regeringen gjort altid byen mennesker børn mænd kvinder arbejde ugen dage første anden "
            "sidste samme gøre skal havde bliver fordi imod denne deres meget også"
        ),
        "French": (
            "demain enfants année années jours semaine choses toujours jamais souvent beaucoup moins toute "
            "toutes même quelques plusieurs chaque peut peuvent doivent était avait avaient leur votre lorsque "
            "parce ainsi afin cela celui celle ceux quand quoi nouveaux jeunes première dernière"
        ),
        "Portuguese": (
            "nunca todas hoje ontem ainda cidade pessoas crianças homens mulheres trabalho dinheiro vezes coisa "
            "coisas melhor novos primeiro outra outros outras mesmo fazer dizer pode podem devem têm estão "
            "embora então enquanto depois pelo pela seus suas"
        ),
        "Spanish": (
            "niños trabajo veces cosas gobierno países mejor peor nuevos nuevas otros otras misma muchos muchas "
            "hacer decir puede pueden debe deben tiene tienen hizo dijo fueron están aunque entonces mientras "
            "tras hacia allí quien cual cuyo estos estas"
        ),
        "Catalan": (
            "aquí però mentre avui demà ciutat nens feina setmana vegades millor altres molta poden tenen estat "
            "doncs anys"
        ),
        "Italian": (
            "governo deve oggi domani adesso città bambini uomini lavoro soldi settimana paese paesi meglio nuovi "
            "nuove altro altra altri altre stesso stessa tutte ogni molti molte può possono devono hanno fatto "
            "detto sarà quindi questo questa queste quello quella suoi dopo giorni"
        ),
        "Romanian": (
            "ieri astăzi mâine mereu niciodată orașul lumea oameni oamenii copii copiii femei femeile munca "
            "săptămâna zile lucruri guvernul bună primul același toți multe spune poate trebuie sunt fost pentru "
            "când însă împotriva fără aici acest aceasta anul doar"
        ),
        "Swedish": (
            "idag igår alltid staden världen människor män kvinnor arbete pengar veckan dagar gånger första samma "
            "många göra säga måste blir skulle eftersom utan här deras sitt mycket också"
        ),
        "Finnish": (
            "tänään eilen koskaan kaupunki maailma ihmiset ihmisiä lapset miehet naiset työ rahaa viikko päivää "
            "kertaa asiat hallitus uusi hyvä suuri ensimmäinen toinen viimeinen kaikki paljon tehdä sanoa täytyy "
            "tehnyt sanonut ovat olivat olisi koska mutta vastaan ilman täällä tämä nämä heidän hänen niiden "
            "vielä vuonna vuoden vuotta"
        ),
        "Estonian": (
            "täna eile alati kunagi maailm inimesed mehed naised töö nädal päeva asjad valitsus suur esimene "
            "teine viimane kõik palju teha öelda võib peab teinud öelnud olnud oleks sest kuid ilma siin nende "
            "aastal aastat"
        ),
        "Icelandic": (
            "gær alltaf aldrei heimur fólk börn konur vinna peningar daga sinnum hlutir ríkisstjórn nýja góð stór "
            "fyrsta annað síðasta allir margir segja getur verður hefur hafa voru væri eða þegar gegn hér þessi "
            "þetta þeirra mjög einnig"
        ),
        "Polish": (
            "dzisiaj dziś wczoraj jutro zawsze nigdy miasto miasta świat ludzie ludzi dzieci kobiety praca pracy "
            "pieniądze tydzień razy rzeczy rząd nowy nowa nowe dobry duży pierwszy ostatni inny wszystkie wiele "
            "dużo robić mówić może mogą był była było były będzie kiedy jednak przeciwko tutaj jego"
        ),
        "Serbo-Croatian": (
            "drugi danas juče jučer uvek uvijek nikada grada svijet ljudi djeca žene posao novac nedelja tjedan "
            "dobar veliki poslednji posljednji svih raditi reći može biće ovde ovdje ovaj njen godine godina "
            "godinu još takođe zato ipak"
        ),
        "Czech": (
            "dnes včera zítra vždy nikdy město města svět lidé lidi děti ženy práce peníze týden dní krát věci "
            "vláda nový nová nové dobrý velký první druhý poslední jiný všechny mnoho hodně dělat říkat může "
            "mohou musí byla bylo byli protože když však tady tento jejich jeho její tím pouze také ještě"
        ),
        "Slovenian": (
            "proti svet stvari vlada prvi isti njihov njegov včeraj jutri vedno nikoli mesto ljudje otroci ženske "
            "teden krat dober velik zadnji vseh delati reči lahko morajo bilo brez tukaj tudi vendar"
        ),
        "transliterated Russian": (
            "mnogo protiv segodnya vchera zavtra vsegda nikogda goroda gorode lyudi lyudey zhenshchiny rabota "
            "raboty rabotu nedelya dney novyy novoye novyye khoroshiy pervyy pervaya vtoroy posledniy drugoy "
            "mozhet mogut dolzhen budet budut esli potomu kogda odnako yego yeyo godu tozhe takzhe glavnyy "
            "glavnaya glavnogo glavnyi ulitsa ulitse ulitsy shkola shkoly zavoda narod naroda strana strany "
            "vopros voprosy"
        ),
        "Turkish": (
            "bugün dün yarın şehir dünya insanlar çocuklar kadınlar gün şeyler hükümet yeni büyük birinci ikinci "
            "aynı bütün çok yapmak söylemek değil oldu olduğu etti çünkü karşı olmadan burada onların onun sonra "
            "önce göre"
        ),
        "Lithuanian": (
            "šiandien rytoj visada niekada miestas miesto pasaulis žmonės žmonių vaikai moterys darbas darbo "
            "pinigai savaitė dienų kartų dalykai vyriausybė naujas nauja geras didelis pirmasis antrasis "
            "paskutinis daug daryti sakyti buvo tačiau prieš čia metų metais taip"
        ),
        "Latvian": (
            "vakar šis šodien rīt vienmēr nekad pilsēta pasaule cilvēki bērni sievietes darbs nauda nedēļa dienas "
            "reizes lietas valdība jauns liels pirmais otrais pēdējais daudz darīt teikt bija būs tomēr šeit viņu "
            "viņa gadu gados arī tikai vēl"
        ),
        "Hungarian": (
            "tegnap holnap mindig város világ emberek gyerekek nők munka pénz hét dolgok kormány első második "
            "utolsó csinálni mondani lehet voltak lesz mikor nélkül azok évben évek hogy csak még"
        ),
    }.items()
    for word in words.split()
}

# The words that make up a third of any text, by language.
SMALL: Final[dict[str, frozenset[str]]] = {
    "German": word_set(
        "der die das und ist in den von zu mit sich des auf für nicht ein eine dem auch es an als aus hat dass sie nach wird bei"
        " einer um am sind wie einem über einen zum war haben nur oder aber vor zur bis durch ich wir er ihr im vom"
    ),
    "French": word_set(
        "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec son sa ses ont été"
        " cette mais ou nous vous je elle aux leur"
    ),
    "Spanish": word_set(
        "de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ha este sí porque esta entre"
        " cuando muy sin sobre fue son"
    ),
    "Portuguese": word_set(
        "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou foi são pelo pela"
    ),
    "Italian": word_set(
        "di e il la che in un a per è una sono con non del da della si al le dei nel alla ha più anche gli delle come ma lo suo"
        " questo nella degli"
    ),
    "Catalan": word_set(
        "de la i el que a en els les un per amb del una al es ha dels no més com són aquest aquesta però pel"
    ),
    "Dutch": word_set(
        "de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij door naar uit over nog wordt worden"
        " heeft hij ze wij ik deze die werd"
    ),
    "Swedish": word_set(
        "och i att det som en på är av för den med till inte ett de om har han var jag från så men kan vi hon ut sig"
    ),
    "Danish or Norwegian": word_set(
        "og i at det er en til på som med for de den af av har ikke et var han om fra så men kan vi jeg hun sig seg blev ble"
    ),
    "Finnish": word_set(
        "ja on ei että se oli hän mutta kun niin myös kuin ovat joka tai jos sen olla voi mitä vuoden jo vain"
    ),
    "Estonian": word_set(
        "ja on ei et see oli ta aga kui ning ka mis oma kes või ma siis nii olid pole seda selle veel"
    ),
    "Icelandic": word_set("og að í á er sem um til við var en með það hann af fyrir ekki frá hún en því þess þá eru"),
    "Polish": word_set(
        "i w na z do się nie że to jest o jak po za od dla przez ale tym co był są tak oraz który która które jego już"
    ),
    "Czech": word_set(
        "a v na se je že s z to i do o k ve pro za by si jako po ale od jsou při podle který která které byl jeho už"
    ),
    "Serbo-Croatian": word_set(
        "i u je se na da za su od sa o koji koja koje što a kao iz po do ne bi će to nije ali bio"
    ),
    "Slovenian": word_set("in je v na se da za so ki z s pa po tudi ne bi od kot pri ob še bo iz ali"),
    "transliterated Russian": word_set(
        "i v na ne chto s po k u iz za ot eto kak on no o dlya ego iz-za kotoryy bylo byl ili tak uzhe"
    ),
    "Turkish": word_set(
        "ve bir bu da de için ile olarak çok daha olan gibi en kadar ne ise sonra o her ya değil oldu göre"
    ),
    "Lithuanian": word_set("ir kad į yra su iš o kaip bet tai buvo nuo jis apie tik po ar dėl per už taip jau dar"),
    "Latvian": word_set("un ir ar no uz par kas ka to bet arī pēc tas vai pie kā lai bija viņš tā tikai jau"),
    "Hungarian": word_set("a az és hogy nem is egy ez van meg de csak már mint még el ha volt vagy ki azt"),
    "Romanian": word_set(
        "de și în a la cu pe din că o un nu se este pentru care mai ca fi au sunt să prin dar ale lui"
    ),
}
