"""Everyday words of other languages that captions are full of: people, places, things, colours, what people do.

None of them is an English word, nor a loan that English has taken in. Capitals of German nouns are left out here.
"""

from __future__ import annotations

from typing import Final

from mtqa.rules.base import word_set

_WORDS: Final[dict[str, str]] = {
    "German": """
        mann männer männern frau frauen leute junge jungen mädchen kindern menschen menge freunde familie straße
        straßen stadt städte dorf häuser kirche schule brücke fluss ufer wald berge wiese garten platz markt
        bahnhof krankenhaus küche wohnung zimmer fenster tür tisch stuhl wagen fahrrad zug schiff pferd pferde
        hund hunde katze vogel vögel wasser feuer schnee himmel sonne baum bäume blume blumen brot fisch fleisch
        hemd jacke kleid schuhe mütze brille roten roter weiß weiße schwarz schwarze schwarzen blau blaue blauen
        grün grüne gelb gelbe große großer kleine kleiner kleinen alte alten neue neuer schöne steht stehen
        sitzt sitzen läuft laufen spielt spielen geht gehen schaut isst trinkt fährt hält arbeitet tanzt springt
        trägt tragen haare kopf gesicht augen bild foto jahr jahre nacht abend woche sommer bürgermeister
        präsident polizei soldaten arbeiter schüler lehrer mannschaft krieg arbeit musik auf neben zwischen
        während zwei drei vier fünf einem einer einen
    """,
    "French": """
        homme hommes femmes fille filles enfants gens foule amis famille ville maison maisons église école
        rivière fleuve plage forêt montagne montagnes jardin marché hôpital chambre fenêtre porte voiture
        voitures vélo cheval chevaux chien chiens oiseau oiseaux eau feu neige pluie ciel soleil arbre arbres
        fleur fleurs poisson viande pantalon veste chaussures rouges blanc blanche blancs noire noirs bleue
        bleus verte jaune jaunes grande grands petit vieux vieille jeune jeunes nouveau nouvelle debout assis
        assise marche courir joue jouant joueur joueurs regarde boit tient travaille danse saute portant cheveux
        tête yeux année années jour jours nuit matin soir semaine hiver été maire président soldats ouvriers
        élèves professeur équipe monde musique jeu avec devant entre deux trois quatre cinq leurs
    """,
    "Spanish": """
        hombre hombres mujer mujeres niño niños niña niñas chica gente familia calle calles ciudad iglesia
        escuela puente río bosque montaña montañas jardín mercado estación cocina habitación ventana puerta
        silla coche coches bicicleta tren barco caballo caballos perro perros gato pájaro pájaros agua fuego
        nieve lluvia cielo árbol árboles flores pescado carne camisa camiseta pantalón chaqueta vestido zapatos
        gafas rojo roja rojos blanco blanca blancos negra azul azules verde verdes amarillo amarilla grande
        grandes pequeño pequeña viejo vieja joven jóvenes nuevo nueva sentado sentada corriendo corre juega
        jugando jugador jugadores mirando bebe sostiene trabaja trabajando baila salta lleva llevando pelo
        cabeza cara ojos manos año años noche tarde semana invierno verano presidente policía soldados obreros
        alumnos equipo guerra trabajo mundo juego entre durante tres cuatro cinco sobre delante
    """,
    "Portuguese": """
        homem homens mulher mulheres menino meninos menina criança crianças pessoas rua ruas cidade aldeia
        igreja escola ponte praia floresta montanha jardim mercado estação cozinha janela porta cadeira carro
        carros bicicleta comboio barco cavalo cavalos cachorro cão cães pássaro água fogo neve chuva céu árvore
        árvores flores pão peixe carne camisa calças casaco vestido sapatos chapéu óculos vermelho vermelha
        branco branca preto preta azul verde amarelo amarela grande pequeno pequena velho velha jovem sentado
        correndo corre jogando jogador jogadores olhando olha comendo segura trabalhando dançando pulando
        vestindo cabelo cabeça rosto olhos mãos ano anos noite manhã semana inverno verão prefeito polícia
        soldados trabalhadores alunos equipe guerra trabalho mundo jogo dois duas três quatro cinco
    """,
    "Italian": """
        uomo uomini donne ragazzo ragazzi ragazza ragazze bambino bambina persone folla amici famiglia strada
        strade città paese chiesa scuola ponte fiume spiaggia bosco montagna giardino mercato stazione cucina
        finestra tavolo sedia macchina bicicletta treno barca cavallo cavalli cani gatto uccello acqua fuoco
        neve pioggia cielo albero alberi fiore fiori pesce carne camicia maglietta pantaloni giacca vestito
        scarpe cappello occhiali rosso rossa bianco bianca nero nera verde giallo gialla grande piccola vecchio
        vecchia giovane giovani nuovo nuova bello bella seduto seduta corre correndo gioca giocando giocatore
        giocatori guarda guardando mangia beve tiene lavora lavorando balla salta porta indossa indossando
        capelli viso occhi giorno mattina settimana inverno sindaco presidente polizia soldati operai studenti
        insegnante squadra guerra lavoro mondo musica gioco mentre davanti quattro cinque
    """,
    "Dutch": """
        jongen jongens meisje meisjes vrouw mensen menigte vrienden familie straat straten stad huis huizen kerk
        brug rivier bergen tuin plein markt ziekenhuis keuken kamer raam deur tafel stoel fiets trein schip
        paard paarden hond honden vogel vogels vuur sneeuw hemel zon bomen bloem bloemen vlees broek jurk
        schoenen bril zwart zwarte blauw blauwe groen groene geel gele grote kleine oude jonge nieuwe mooie
        staat loopt speelt kijkt eet drinkt houdt werkt danst springt draagt hoofd gezicht ogen jaar nacht
        ochtend avond burgemeester politie soldaten arbeiders leerlingen leraar spelers oorlog wereld muziek
    """,
    "Swedish": """
        mannen män kvinna kvinnan kvinnor pojke pojken pojkar flicka flickan flickor barnen människor vänner
        familj gata gatan stad staden byn kyrka kyrkan skola skolan bron flod havet stranden skog skogen fält
        trädgård torg torget marknad sjukhus kök rummet fönster dörr bord stol bilar cykel tåg båt häst hästar
        katt fågel fåglar vatten snö regn himmel solen träd blomma blommor bröd fisk kött skjorta byxor jacka
        klänning skor hatt glasögon röd röda vit svart svarta blå blåa grön gröna gul stor stora liten lilla
        gammal gamla ung unga står leker spelar går tittar äter dricker håller arbetar dansar hoppar bär hår
        huvud ansikte ögon händer dagen natten morgon kväll borgmästare soldater arbetare elever lärare spelare
        krig arbete världen framför mellan två fyra
    """,
    "Polish": """
        mężczyzna mężczyźni kobieta kobiety chłopiec chłopcy dziewczyna dziewczynka dziecko dzieci ludzie tłum
        przyjaciele rodzina ulica ulicy miasto mieście wieś domy kościół szkoła szkoły rzeka rzeki morze plaża
        góra góry ogród rynek dworzec szpital kuchnia pokój okno drzwi stół krzesło samochód samochody pociąg
        statek łódź koń konie kot ptak ptaki woda wody ogień śnieg deszcz niebo słońce drzewo drzewa kwiat
        kwiaty chleb ryba mięso koszula spodnie kurtka sukienka buty kapelusz okulary czerwony czerwona biały
        biała czarny czarna niebieski niebieska zielony zielona żółty duży duża mały mała stary stara młody
        młoda nowy nowa piękny stoi stoją siedzi biegnie grają idzie patrzy pije trzyma pracuje tańczy skacze
        nosi włosy głowa twarz oczy ręce rok dzień rano wieczór tydzień zima lato burmistrz prezydent policja
        żołnierze robotnicy uczniowie nauczyciel gracze drużyna wojna praca świat muzyka gry przed obok podczas
        dwa trzy cztery pięć
    """,
    "Czech": """
        muž muži žena ženy chlapec chlapci dívka dívky dítě děti lidé dav přátelé rodina ulici město městě
        vesnice dům kostel škola řeka moře pláž hory zahrada náměstí trh nádraží nemocnice kuchyně pokoj okno
        dveře stůl židle auta vlak loď kůň koně kočka pták ptáci voda vody oheň sníh déšť nebe slunce strom
        stromy květina květiny chléb ryba maso košile kalhoty bunda šaty boty klobouk brýle červený červená
        červené bílý bílá bílé černý černá černé modrý modrá modré zelený zelená žlutý velký velká malý malá
        starý stará mladý mladá nový nová stojí sedí běží hraje hrají jde dívá jí pije drží pracuje tančí skáče
        nosí vlasy hlava tvář oči ruce ráno večer týden zima léto starosta policie vojáci dělníci žáci učitel
        hráči tým válka práce svět hudba před vedle během dva tři čtyři pět
    """,
    "Serbian or Croatian": """
        muškarac muškarci čovjek čovek ljudi žena žene dječak dečak djevojka devojka djevojčica devojčica dijete
        dete djeca deca gomila prijatelji obitelj porodica ulica ulici gradu selo kuća kuće crkva škola rijeka
        reka plaža šuma planina polje vrt trg trgu tržnica bolnica kuhinja prozor vrata stol stolica automobil
        bicikl voz vlak brod konj konji mačka ptica ptice voda vode vatra snijeg sneg kiša nebo sunce drvo
        drveće cvijet cveće hljeb kruh riba košulja hlače pantalone jakna haljina cipele šešir naočale crven
        crvena crveni bijeli beli bijela bela crni crna plavi plava zeleni zelena žuti žuta veliki velika mali
        mala stari stara mladi mlada novi stoji stoje sjedi sedi trči igra igraju hoda gleda jede pije drži
        pleše skače nosi kosa glava oči ruke godina godine noć jutro večer nedjelja zima ljeto leto
        gradonačelnik policija vojnici radnici učenici učitelj igrači ekipa svijet svet glazba muzika ispred
        tijekom tokom dva četiri
    """,
    "Finnish": """
        mies miehet miehen nainen naiset naisen poika pojat tyttö tytöt lapsi lapset ihminen ihmiset ihmisiä
        väkijoukko ystävät perhe katu kadulla kaupunki kaupungin kylä talo talot kirkko koulu silta joki meri
        ranta rannalla metsä vuori pelto puutarha asema sairaala keittiö huone ikkuna ovi pöytä tuoli autot
        pyörä juna laiva hevonen hevoset koira koirat kissa lintu linnut vesi vettä tuli lumi lumessa sade
        taivas aurinko puu puut kukka kukat leipä kala liha paita housut takki mekko kengät hattu lasit punainen
        punaisen valkoinen valkoisen musta mustan sininen sinisen vihreä keltainen suuri pieni vanha nuori uusi
        kaunis seisoo seisovat istuu juoksee pelaa pelaavat leikkii kävelee katsoo syö juo pitää tekee tanssii
        hyppää yllään hiukset pää kasvot silmät kädet vuosi päivä yö aamu ilta viikko talvi kesä pormestari
        presidentti poliisi sotilaat työläiset oppilaat opettaja pelaajat joukkue sota työ maailma musiikki
        edessä välissä kaksi kolme neljä viisi
    """,
    "Hungarian": """
        férfi férfiak nő nők fiú fiúk lány lányok gyerek gyerekek emberek tömeg barátok család utca utcán város
        falu ház házak templom iskola híd folyó tenger erdő hegy hegyek mező kert tér piac állomás kórház konyha
        szoba ablak ajtó asztal szék autó kerékpár vonat hajó ló lovak kutya kutyák macska madár madarak víz tűz
        hó eső ég fák virág virágok kenyér hús nadrág kabát ruha cipő kalap szemüveg piros fehér fekete kék zöld
        sárga nagy kicsi kis öreg fiatal új szép áll ül fut játszik megy néz eszik iszik dolgozik táncol ugrik
        visel fej szem kéz év éjszaka reggel este hét tél nyár polgármester elnök rendőrség katonák munkások
        diákok tanár játékosok csapat háború munka világ zene előtt között két három négy öt
    """,
    "Romanian": """
        bărbat bărbatul bărbați bărbaţi femeie femeia femei băiat băieți băieţi fată fete copil copii oameni
        mulțime mulţime prieteni familie stradă strada oraș oraşul casă biserică școală şcoală râu plajă pădure
        munte munți câmp grădină piață piaţă gară bucătărie cameră fereastră ușă masă scaun mașină maşină
        bicicletă tren barcă cai câine câini pisică pasăre păsări apă zăpadă ploaie cer soare copac copaci
        floare flori pâine pește carne cămașă cămaşă pantaloni jachetă rochie pantofi pălărie ochelari roșu roşu
        albă negru neagră albastru albastră verde galben mică bătrân tânăr tineri nou nouă frumos stă șade
        aleargă joacă privește mănâncă bea ține lucrează dansează sare poartă păr față ochi mâini zi noapte
        dimineață seară săptămână iarnă vară primar președinte poliție soldați muncitori elevi profesor jucători
        echipă război muncă lume muzică doi trei patru cinci
    """,
    "Turkish": """
        adamlar kadın kadınlar oğlan çocuk çocuklar kız kızlar insanlar kalabalık arkadaşlar aile sokak sokakta
        şehir köy evler kilise okul köprü nehir deniz plaj orman dağ dağlar tarla bahçe meydan pazar istasyon
        hastane mutfak oda pencere kapı masa sandalye araba bisiklet tren gemi tekne atlar köpek köpekler kedi
        kuş kuşlar ateş kar yağmur gökyüzü güneş ağaç ağaçlar çiçek çiçekler ekmek balık gömlek pantolon ceket
        elbise ayakkabı şapka gözlük kırmızı beyaz siyah mavi yeşil sarı büyük küçük yaşlı genç yeni güzel
        duruyor oturuyor koşuyor oynuyor yürüyor bakıyor yiyor içiyor tutuyor çalışıyor giyen saç baş yüz gözler
        eller yıl gün gece sabah akşam hafta kış yaz belediye başkan askerler işçiler öğrenciler öğretmen
        oyuncular takım savaş iş dünya müzik önünde arasında iki üç dört beş
    """,
    "Russian in Latin letters": """
        muzhchina muzhchiny zhenshchina zhenschina zhenshchiny lyudi malchik devochka devushka deti rebenok
        rebyonok ulitsa ulitse gorod gorode derevnya doma tserkov shkola reka plyazh ploshchad rynok vokzal
        bolnitsa kukhnya komnata okno dver stol mashina velosiped poezd korabl lodka loshad loshadi sobaka
        sobaki koshka ptitsa voda ogon sneg dozhd nebo solntse derevo derevya tsvety khleb ryba rubashka bryuki
        kurtka platye obuv shapka krasnyy krasnaya belyy belaya chernyy chyornyy chernaya siniy sinyaya zelenyy
        zelyonyy zheltyy bolshoy bolshaya malenkiy staryy molodoy novyy krasivyy stoit sidit bezhit igraet idet
        smotrit pyot derzhit rabotaet volosy golova litso glaza ruki noch utro vecher nedelya zima leto
        prezident politsiya soldaty rabochie ucheniki uchitel igroki komanda voyna rabota muzyka pered ryadom
    """,
}

_GERMAN_NOUNS = word_set("""
    Mann Männer Frau Frauen Leute Mädchen Kinder Menschen Straße Straßen Stadt Städte Dorf Haus Häuser Kirche Schule Brücke
    Fluss Ufer Wald Berge Wiese Garten Platz Markt Bahnhof Krankenhaus Küche Wohnung Zimmer Fenster Tür Tisch Stuhl Auto
    Autos Fahrrad Zug Schiff Pferd Pferde Hund Hunde Katze Vogel Vögel Wasser Feuer Schnee Himmel Sonne Baum Bäume Blumen
    Brot Fisch Fleisch Hemd Hose Jacke Kleid Schuhe Mütze Brille Haare Kopf Gesicht Augen Bild Jahr Jahre Tag Nacht Abend
    Woche Bürgermeister Präsident Polizei Soldaten Arbeiter Schüler Lehrer Spieler Mannschaft Krieg Arbeit Welt Musik Junge
    Jungen Menge Freunde Gruppe Sommer Rathaus Feuerwehr Fahne Eröffnung Besucher Zuschauer Publikum
""")
"""German nouns, with their capital: no names of people or places in common use."""

EVERYDAY: Final[dict[str, str]] = {
    word: language for language, words in reversed(_WORDS.items()) for word in words.split()
}
"""The language of each word."""
GERMAN_NOUNS: Final = _GERMAN_NOUNS
