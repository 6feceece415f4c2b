"""Idioms of other languages, word for word: what translation makes of them, what they mean, what English says.

Sure ones are hardly ever written in natural English; the others have a literal reading as well.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Idiom(NamedTuple):
    """An idiom's literal translation.

    Attributes:
        anchors: words separated by spaces, of which the sentence must hold one.
        expression: the literal English, a regular expression.
        origin: the languages and the idiom in one of them.
        english: what English says instead.
    """

    anchors: str
    expression: str
    origin: str
    english: str


_POSS = r"(?:the|my|your|his|her|its|our|their|one's|someone's)"
_SELF = r"(?:oneself|himself|herself|itself|myself|yourself|ourselves|themselves)"

# fmt: off
SURE: Final[tuple[Idiom, ...]] = (
    Idiom("noodles", rf"noodles (?:on|over|onto) {_POSS} ears?", "Russian вешать лапшу на уши", "pull someone's leg"),
    Idiom("pancake", r"first pancake (?:is|was|always|comes?|came|turned out) (?:\w+ )?(?:lump\w*|out lumpy|in a lump|a ball)", "Russian первый блин комом", "you must spoil before you spin"),
    Idiom("fridays", r"seven fridays (?:in|on|a|per) (?:a |the )?week", "Russian семь пятниц на неделе", "keep changing one's mind"),
    Idiom("crayfish crawfish crabs lobsters", r"where (?:the )?(?:crayfish|crawfish|crabs|lobsters) (?:spend (?:the )?|are )?winter(?:ing|s)?", "Russian, Polish, Ukrainian где раки зимуют", "what's what"),
    Idiom("crayfish crawfish cancer lobster", r"when (?:the |a )?(?:crayfish|crawfish|cancer|lobster) (?:will )?whistles?", "Russian когда рак на горе свистнет", "when pigs fly"),
    Idiom("hares rabbits", r"two (?:hares|rabbits) (?:with|by) (?:one|a single) (?:shot|stone|blow|bullet)", "Russian убить двух зайцев", "kill two birds with one stone"),
    Idiom("elephant", r"(?:a |an |the )?elephant (?:out )?(?:of|from) (?:a |the )?(?:fly|mosquito|flea|gnat|midge)", "Russian, German aus einer Mücke einen Elefanten machen", "make a mountain out of a molehill"),
    Idiom("cat", r"(?:the |a )?cat in (?:a|the) sack(?=[.,;]|$)", "German die Katze im Sack kaufen; French, Russian, Polish", "a pig in a poke"),
    Idiom("dog", r"(?:that's|that is|there is|here is|here's|this is|there) (?:exactly )?where the dog (?:is|lies|was) buried", "German da liegt der Hund begraben; Russian, Czech", "that is the crux of the matter"),
    Idiom("bear bear's", r"bear(?:'s|ish)? (?:favou?r|service)(?= (?:to|for)\b|[.,;]|$)", "German jemandem einen Bärendienst erweisen; Russian", "a disservice"),
    Idiom("sticks stick", r"(?:put|puts|putting|insert|inserts|inserted|inserting|throw|throws|threw|stick|place|placing) (?:\w+ )?sticks? (?:in|into|between) (?:the|his|her|their|our|its|your|someone's) (?:\w+ )?wheels?", "French mettre des bâtons dans les roues; Russian, Spanish, Italian", "put a spoke in someone's wheel"),
    Idiom("mill mills", r"(?:pour|pours|poured|pouring|carry|carries|carrying|bring|brings|bringing) (?:the )?water (?:on|onto|to|into|over|in) (?:the |their |his |our |your |its )?(?:\w+(?:'s)? )?mills?", "Russian лить воду на мельницу; German, French, Polish", "be grist to the mill"),
    Idiom("vessel ship", r"from (?:the |a )?(?:ship|vessel) (?:straight )?to (?:the |a )?ball", "Russian с корабля на бал", "straight into the thick of it"),
    Idiom("jelly kissel", r"seventh water (?:on|in|of) (?:the )?(?:kissel|jelly)", "Russian седьмая вода на киселе", "a very distant relative"),
    Idiom("fish", r"(?:is|was|are|were|be|it's|he's|she's) neither (?:a )?fish,? (?:nor|or) (?:a )?(?:meat|flesh)(?=[.,;]|$)", "German weder Fisch noch Fleisch; Russian, French", "neither fish nor fowl"),
    Idiom("hands", r"hands (?:do not|don't|did not|didn't|have not|haven't|still do not|never) reach(?:ed)?(?= (?:to|for|until|it|this|them)\b|[.,;]|$)", "Russian руки не доходят", "never get round to it"),
    Idiom("thumbs", r"(?:press|presses|pressed|pressing|squeeze|squeezes|squeezed|squeezing) (?:the |our |your |my |his |her |their |both )?thumbs(?= (?:for|that|now)\b|[.,;!]|$)", "German die Daumen drücken", "keep one's fingers crossed"),
    Idiom("sparrows", r"(?:sparrows (?:with|from|out of) (?:a |the )?(?:cannons?|artillery|guns?)|(?:cannons?|artillery|guns?) (?:at|on|against|to) sparrows)", "German mit Kanonen auf Spatzen schießen; Russian, Polish", "use a sledgehammer to crack a nut"),
    Idiom("wolves wolf", r"wol(?:f|ves) (?:is|are|were|was|be) (?:full|fed|sated|satisfied|well[- ]fed) and (?:the )?(?:sheep|goats?|lambs?)", "Russian и волки сыты, и овцы целы; Polish, Czech", "have it both ways"),
    Idiom("station", r"(?:understand|understands|understood) only (?:the )?(?:train |railway )?station(?=[.,;!]|$)", "German nur Bahnhof verstehen", "it is all Greek to me"),
    Idiom("sausage", r"(?:end,? (?:and |but )?only (?:the )?sausage has two|(?:is|it's|was) (?:all |completely |absolutely )?sausage to (?:me|him|her|us|them))", "German alles hat ein Ende; es ist mir Wurst", "not care less"),
    Idiom("tomatoes", rf"tomatoes (?:on|in|over|before|in front of) {_POSS} eyes", "German Tomaten auf den Augen haben", "be blind to the obvious"),
    Idiom("cherry cherries", r"(?:not |n't )(?:a )?(?:good|well) (?:to eat cherries|(?:cherry|cherries)[- ]eating|eating cherries)", "German mit ihm ist nicht gut Kirschen essen", "not an easy person to deal with"),
    Idiom("pony ponyhof", r"(?:not a|no|isn't a) (?:pony[- ]?(?:farm|court|yard|ranch|court)|ponyhof)", "German das Leben ist kein Ponyhof", "no bed of roses"),
    Idiom("hat", r"(?:bring|bringing|brought|brings|get|getting|got) (?:[\w'-]+ ){1,6}under (?:one|a single|the same) hat", "German unter einen Hut bringen", "reconcile"),
    Idiom("wood wooden woodway", r"(?:is|are|was|were|be|been|am|'re|'s) on (?:the|a) (?:wood(?:en)? way|woodway|wood path)", "German auf dem Holzweg sein", "be barking up the wrong tree"),
    Idiom("mustard", r"(?:give|gives|gave|add|adds|added|adding|giving) (?:\w+ )?(?:his|her|their|my|our|your) (?:own )?mustard (?:to (?:it|this|that|everything|the (?:debate|discussion|matter|topic|subject|conversation))|too|about)", "German seinen Senf dazugeben", "put in one's two cents"),
    Idiom("blue", r"the blue (?:from|out of|of|off) the (?:sky|heaven|heavens)", "German das Blaue vom Himmel versprechen", "the moon"),
    Idiom("ox ram cow bull", r"(?:like|as) (?:a|an|the) (?:ox|ram|cow|bull|sheep) (?:before|in front of|at|to|on|stands) (?:the|a|before the|at the) (?:mountain|new gates?|new door)", "German wie der Ochs vorm Berg; Russian как баран на новые ворота", "be completely at a loss"),
    Idiom("porridge mush mash oatmeal pap", r"(?:around|round|(?:talk|talks|talking|talked|beat|beating|walk) about) (?:the )?hot (?:porridge|mush|mash|pap|oatmeal)", "German um den heißen Brei herumreden; Czech, Finnish", "beat about the bush"),
    Idiom("hand", r"(?:it|that|this|which|answers?|reasons?|advantages?|benefits?|conclusions?|solutions?) (?:lies|lie|lay|is lying) (?:clearly |quite )?on (?:the|one's) hand(?=[.,;:]|$| that\b)", "German auf der Hand liegen", "be obvious"),
    Idiom("bear", r"t(?:ie|ied|ying|ies) (?:\w+ )?(?:a|the) bear (?:on|up)(?=[.,;!]|$)", "German jemandem einen Bären aufbinden", "pull someone's leg"),
    Idiom("eyes eye", r"cost(?:s|ing|ed)? (?:\w+ ){0,3}(?:the|an|one) eyes? (?:of|from|out of) (?:the|his|her|their) (?:head|face)", "French coûter les yeux de la tête; Spanish, Italian", "cost an arm and a leg"),
    Idiom("apples", r"(?:fall|falls|fell|fallen|falling) (?:in|into) the apples", "French tomber dans les pommes", "faint"),
    Idiom("rain rains rained raining", r"rain(?:s|ed|ing)? (?:ropes|cords|strings|jugs|pitchers|basins|wheelbarrows|young cobblers|(?:as|like) (?:if )?(?:from|out of) (?:a |the )?buckets?|from (?:a |the )bucket)", "French il pleut des cordes; Spanish, Russian, German", "rain cats and dogs"),
    Idiom("cockroach", r"ha(?:s|ve|d|ving) the cockroach", "French avoir le cafard", "have the blues"),
    Idiom("dish plate", r"put(?:s|ting)? (?:the|his|her|their|its|our|both) (?:foot|feet) (?:in|into) the (?:dish|plate)", "French mettre les pieds dans le plat", "put one's foot in it"),
    Idiom("sea", r"(?:not|n't) (?:the )?sea to drink", "French ce n'est pas la mer à boire", "it is not asking the impossible"),
    Idiom("hens chickens hen chicken", r"when (?:the )?(?:hens?|chickens?) (?:will |shall )?(?:have|has|get|grow|gets|grows) teeth", "French quand les poules auront des dents", "when pigs fly"),
    Idiom("frogs frog", r"when (?:the )?frogs? (?:will )?(?:grow|grows|have|has|get|gets) (?:hair|fur)", "Spanish cuando las ranas críen pelo", "when pigs fly"),
    Idiom("cats cat", r"(?:other|another) cats? to (?:whip|flog|spank)", "French avoir d'autres chats à fouetter", "have other fish to fry"),
    Idiom("donkey ass", r"from (?:the )?(?:cock|rooster|coq) to (?:the )?(?:donkey|ass)", "French passer du coq à l'âne", "jump from one subject to another"),
    Idiom("soup", r"(?:like|as) (?:a |the )?hairs? (?:on|in|into) the soup", "French comme un cheveu sur la soupe", "at the worst moment"),
    Idiom("butter", r"the butter and the money (?:of|for|from) the butter", "French vouloir le beurre et l'argent du beurre", "have one's cake and eat it"),
    Idiom("i i's", r"(?:put|puts|putting|place|placed|places|placing|set|setting) (?:all )?(?:the |a )?(?:points?|dots?) (?:on|over|above|upon) (?:the |all |all the |the letter |an )?[\"'“”«]?i(?:'s|s)?(?!\w)", "French mettre les points sur les i; Russian, Spanish, Polish", "dot the i's"),
    Idiom("skittles bowling", r"(?:like|as) (?:a )?dog in (?:a |the )?(?:game of |set of )?(?:skittles|bowling)(?: game)?", "French comme un chien dans un jeu de quilles", "like a bull in a china shop"),
    Idiom("hair", r"t(?:ake|akes|ook|aken|aking) the hair (?:to|of) (?:him|her|us|them|me|you|someone|the (?:citizens|people|voters|public))", "Spanish tomar el pelo", "pull someone's leg"),
    Idiom("rooster cock", r"an?other (?:rooster|cock) (?:would|will) (?:crow|sing|have (?:crowed|sung))", "Spanish otro gallo cantaría", "it would be a different story"),
    Idiom("drop drops", r"drops? (?:that|which|to) (?:has |had |have |finally )?(?:overflow(?:s|ed)?|overfill(?:s|ed)?|overspill(?:s|ed)?|spill(?:s|ed)|spilt|fill(?:s|ed)?|made|makes|make|brought|brings|exceeds|exceeded|broke)(?: up)? (?:the )?(?:\w+ )?(?:glass|vase|cup|bucket|barrel|bowl|keg)", "Spanish la gota que colmó el vaso; French, German, Italian, Russian", "the last straw"),
    Idiom("sword", r"between the sword and the wall", "Spanish entre la espada y la pared", "between a rock and a hard place"),
    Idiom("dough mass sack bag", r"caught (?:\w+ ){0,2}(?:with )?(?:his |her |their |the )hands? in the (?:dough|mass|sack|bag)", "Spanish con las manos en la masa; French la main dans le sac", "caught red-handed"),
    Idiom("window", r"throw(?:s|ing|n)? the house (?:out(?: of)?|through|from|by) the window", "Spanish tirar la casa por la ventana", "spare no expense"),
    Idiom("branches", r"(?:go|goes|going|went|gone) (?:off )?(?:by|for) the branches", "Spanish irse por las ramas", "beat about the bush"),
    Idiom("tongue tongues", r"(?:without|no|not have|n't have|has not|not) (?:any |the |a )?hairs? (?:on|in) (?:the|his|her|their|my|your|our|its) tongues?", "Spanish no tener pelos en la lengua; Italian", "not mince one's words"),
    Idiom("sparrow", r"sparrow in (?:the |your |one's |my )?hands?", "German lieber den Spatz in der Hand; Czech, Polish, Serbian", "a bird in the hand"),
    Idiom("tit titmouse", r"(?:tit|titmouse) in (?:the |your |one's |my )?hands?", "Russian лучше синица в руках", "a bird in the hand"),
    Idiom("bird", r"bird in (?:the )?hand (?:is better )?than (?:a |one )?(?:hundred|ten|two|thousand|pigeon|dove)(?: birds)? (?:flying|in (?:the )?(?:air|flight|sky)|on (?:the|a) (?:roof|branch))", "Spanish más vale pájaro en mano; Polish, Portuguese", "a bird in the hand is worth two in the bush"),
    Idiom("cows", r"(?:times?|years?|period|era|days) of (?:the )?(?:fat|lean|thin|skinny|slim) cows", "Spanish vacas gordas; French, Italian, Portuguese", "years of plenty (or lean years)"),
    Idiom("doughnuts donuts", r"(?:doughnuts|donuts) (?:come|turn|came|turned|are|succeed|can be born) (?:out )?with (?:a|the|their) holes?", "Italian non tutte le ciambelle riescono col buco", "you can't win them all"),
    Idiom("barrel", r"(?:barrel full|full barrel) and (?:the|his|a|your) (?:drunk(?:en)?|tipsy) wife", "Italian la botte piena e la moglie ubriaca", "have one's cake and eat it"),
    Idiom("mouth mouths", r"as if (?:he|she|they|it|we) (?:had |has |have )?(?:taken|filled|got|gained|took|put) (?:some |the )?water (?:in|into) (?:the|his|her|their|its|our) mouths?", "Russian как воды в рот набрал; Polish", "keep mum"),
    Idiom("duck", r"(?:pay|pays|paid|paying) the duck(?=[.,;]|$| (?:for|again|of)\b)", "Portuguese pagar o pato", "take the blame"),
    Idiom("monkeys", r"(?:go|going|went) (?:and |to )?comb(?:ing)? (?:little )?monkeys", "Portuguese vai pentear macacos", "get lost"),
    Idiom("horse pony", r"(?:take|taking|took|remove|removing|get) (?:the|your|his|her) (?:little |small )?(?:horse|pony) (?:out of|from|off) the rain", "Portuguese tirar o cavalinho da chuva", "forget about it"),
    Idiom("stick", r"kill(?:s|ed|ing)? the snake and show(?:s|ed|ing)? the (?:stick|wood)", "Portuguese matar a cobra e mostrar o pau", "back up what one says"),
    Idiom("mountain", r"thank(?:s| you| you very much)? from (?:the|a) mountain", "Polish z góry dziękuję", "thank you in advance"),
    Idiom("needle needles", r"(?:pitchforks?|forks?) (?:out of|from|of) (?:a |the )?needles?", "Polish robić z igły widły", "make a mountain out of a molehill"),
    Idiom("villages village", r"(?:Spanish|Bohemian) villages? (?:to|for) (?:me|him|her|us|them|you|many|most|everyone)", "Czech španělská vesnice; Serbian, German", "be all Greek to someone"),
    Idiom("rye grain corn wheat", r"thr(?:ow|ows|ew|own|owing) (?:the|a|his|her|their|our) (?:gun|rifle|shotgun|flint|flintlock|musket) (?:in|into|to) (?:the )?(?:rye|grain|corn|wheat)", "German die Flinte ins Korn werfen; Czech", "throw in the towel"),
    Idiom("hop gop", r"(?:say|said|saying|cry|shout|call) [\"'“«]?(?:hop|gop|hopp)[\"'”»]?,? (?:until|till|before|unless|while)", "Russian не говори гоп; Polish, Czech, Serbian", "don't count your chickens before they hatch"),
    Idiom("head heads", r"iron(?:s|ed|ing)? (?:my|his|her|our|their|people's) heads?", "Turkish kafa ütülemek", "talk someone's head off"),
    Idiom("drop", r"drop by drop,? (?:it )?(?:becomes|makes|forms|become|will become) (?:a |the )?lake", "Turkish damlaya damlaya göl olur", "many a little makes a mickle"),
    Idiom("stone rock stones", r"(?:put|puts|putting|place|placed|places|placing) (?:his|her|their|our|its|your|my|the|a) (?:\w+ )?hands? under (?:the|this|that|a) (?:stone|rock)s?", "Turkish elini taşın altına koymak", "take responsibility"),
    Idiom("arms arm", r"hands? and arms? (?:are|is|were|was|being) tied", "Turkish eli kolu bağlı", "have one's hands tied"),
    Idiom("bone", r"knife (?:has |had |is |was )?(?:now |already )?(?:reached|rested on|came to|come to|leaned on|leaned against|leaning on|based on) the bone", "Turkish bıçak kemiğe dayandı", "the last straw"),
    Idiom("candle candles", r"(?:sell|sells|sold|selling) (?:us |them |people )?(?:a |the )?horns? for (?:a |the )?candles?", "Serbian prodavati rog za svijeću", "pull the wool over someone's eyes"),
    Idiom("egg", r"(?:hairs?|fur) in (?:the |an |every )?egg", "Serbian tražiti dlaku u jajetu; Italian cercare il pelo nell'uovo", "nit-picking"),
    Idiom("hair", r"(?:look|looks|looked|looking|search|searches|searched|searching) for (?:a |the )?hairs? in (?:the |every )?soup", "German das Haar in der Suppe suchen", "find fault with everything"),
    Idiom("rattle rattles rattled rattling", r"rattl(?:e|es|ed|ing) (?:of )?(?:the |their |its |his |with )?(?:weapons?|arms)", "Russian бряцать оружием; Serbian, Polish", "sabre-rattling"),
    Idiom("tango", r"(?:for (?:a |the )?tango (?:it )?(?:is|are|takes|you need|needs)|two (?:are|is) (?:needed|necessary|required) for (?:a |the )?tango)", "Serbian za tango je potrebno dvoje", "it takes two to tango"),
    Idiom("snake snakes", r"(?:draw|drawing|drew|draws|paint|painting) (?:a |the )?snakes? (?:and |with )?(?:to )?(?:add(?:ing|s)? )?(?:the |its )?(?:feet|legs)", "Chinese 画蛇添足", "gild the lily"),
    Idiom("tiger", r"horses? horses? tigers? tigers?", "Chinese 马马虎虎", "so-so"),
    Idiom("sea", r"people mountain,? (?:and )?(?:people|person) sea", "Chinese 人山人海", "huge crowds"),
    Idiom("rabbits rabbit hare hares", r"wait(?:s|ed|ing)? (?:by|at|under|beside|near|for) (?:the|a) (?:tree|stump|plant|strain) (?:for|to wait for|waiting for) (?:the |a )?(?:rabbits?|hares?)", "Chinese 守株待兔", "wait for a windfall"),
    Idiom("seedlings shoots sprouts seedling", r"pull(?:s|ed|ing)? (?:up |out )?(?:the )?(?:seedlings?|shoots|sprouts) to (?:help|make|encourage)", "Chinese 拔苗助长", "do more harm than good by haste"),
    Idiom("teeth", r"laugh(?:s|ed|ing)? (?:off|out) (?:his |her |their |your |the |my |our )?(?:big |front |large )?teeth", "Chinese 笑掉大牙", "laugh one's head off"),
    Idiom("cow cowhide cows", r"blow(?:s|ing)? (?:the |a )?(?:cow|cows|cowhide|cow skin|cow's skin)", "Chinese 吹牛皮", "boast"),
    Idiom("yellow", r"(?:not|n't) (?:quite |exactly )?the yellow (?:of|from|in) the egg", "German nicht das Gelbe vom Ei", "not exactly brilliant"),
    Idiom("nose snout noses", r"ha(?:s|ve|d|ving) (?:the|his|her|their|my|our|your) (?:nose|snout|noses) full", "German die Nase voll haben", "be fed up"),
    Idiom("devil", r"devil (?:sticks|is stuck|is sticking|plugs|is plugged) (?:in|into) (?:the )?details?", "German der Teufel steckt im Detail", "the devil is in the detail"),
    Idiom("mouth mouths", r"(?:take|takes|took|taken|taking|put|puts) (?:the |a |no |any )?(?:leaf|leaves|sheet|blade|page|paper) (?:in front of|before|from|off) (?:the|his|her|your|their|my|our|its) mouths?", "German kein Blatt vor den Mund nehmen", "mince one's words"),
    Idiom("cups", r"(?:not|n't) (?:have |got )?all (?:the |his |her |their |your )?cups in (?:the |his |her |their |your )?(?:cupboard|cabinet|closet)", "German nicht alle Tassen im Schrank haben", "have a screw loose"),
    Idiom("railway railroad", r"(?:highest|supreme) (?:railway|railroad)", "German höchste Eisenbahn", "high time"),
    Idiom("eaves gutter puddle flames drip", r"(?:from|out of) (?:the )?(?:rain|mud|fire) (?:and )?(?:in|into|to|under|in the) (?:the )?(?:eaves|gutter|puddle|flames|drip)", "German vom Regen in die Traufe; Czech, Russian", "out of the frying pan into the fire"),
    Idiom("shoe", r"where (?:the|their|our|his|her|your) shoe (?:presses|pushes|squeezes|is pressing)", "German wo der Schuh drückt", "where the shoe pinches"),
    Idiom("door", r"(?:fall|falls|fell|falling|burst) (?:with|in with) the door (?:in|into|to) the house", "German mit der Tür ins Haus fallen", "come straight out with it"),
    Idiom("sausage liverwurst", r"(?:insulted|offended|sulking) (?:liver ?sausage|liverwurst)", "German die beleidigte Leberwurst spielen", "be in a huff"),
    Idiom("gardener", r"(?:the|a) (?:buck|goat|billy goat|ram) (?:to|into|as|to be) (?:a|the) gardener|goat (?:a|the) gardener", "German den Bock zum Gärtner machen; Czech", "set the fox to guard the henhouse"),
    Idiom("goodnight night", r"(?:fox(?:es)?|hares?|wol(?:f|ves)|devil) (?:and (?:the )?(?:hares?|rabbits?|fox(?:es)?) )?(?:say|says|said|give|gives|gave|bid|wish|wishes) (?:each other |one another |themselves )?(?:a )?good ?-?night", "German wo sich Fuchs und Hase gute Nacht sagen; Czech, Polish", "in the middle of nowhere"),
    Idiom("palm palms", r"(?:as|like) (?:if )?(?:on|in) (?:the|a|your) palms?(?=[.,;]|$)", "Russian как на ладони", "in plain view"),
    Idiom("shelf", r"teeth on (?:the|a|his|her|their) shelf", "Russian положить зубы на полку", "tighten one's belt"),
    Idiom("trough troughs", r"(?:by|at|with|in|near|before|of) (?:the |a |his |their |its )?broken (?:trough|through)s?", "Russian у разбитого корыта", "be back where one started"),
    Idiom("cake pancake flatbread", rf"(?:break|breaks|broke|smash|smashed|hurt|crush) {_SELF} (?:in|into) (?:a |the )?(?:flat ?bread|flat cake|cake|pancake)", "Russian расшибиться в лепёшку", "bend over backwards"),
    Idiom("drops", r"(?:like|as) two drops? of (?:the )?water", "French comme deux gouttes d'eau; Russian, Spanish, Polish", "like two peas in a pod"),
    Idiom("hands", rf"(?:take|takes|took|taken|taking|keep|keeps|kept|keeping|hold|holds|held|holding) {_SELF} (?:in|into) (?:the |his |her |their |own |his own |its )?hands(?=[.,;!]|$| (?:and|to|after|when)\b)", "Russian взять себя в руки", "pull oneself together"),
    Idiom("white", r"(?:written|stands|stated|writes|wrote|says|said|it|stand|recorded) (?:down |clearly |there )?(?:in )?black (?:on|by|over) white", "German schwarz auf weiß; Russian, French", "in black and white"),
    Idiom("washes", r"(?<!one )hand washes (?:a |the )?hand(?!s)", "German eine Hand wäscht die andere; Russian рука руку моет", "you scratch my back and I'll scratch yours"),
    Idiom("water", r"(?:bring|brings|brought|bringing|lead|led|leads|leading|take|taken|withdraw|draw|drag|deduce|deduced|derive) (?:[\w'-]+ ){1,3}(?:on|onto|out on) (?:the )?(?:clean|clear|pure) water", "Russian вывести на чистую воду", "bring someone's misdeeds to light"),
    Idiom("rake rakes", r"(?:on|onto|upon) (?:the |those |that )?(?:same|old|identical) rakes?", "Russian наступать на те же грабли", "make the same mistake again"),
    Idiom("accordion button goat", r"(?:as|like) (?:a |the )?goat (?:needs? )?(?:an? |the )?(?:accordion|button|bayan)", "Russian как козе баян", "like a fish needs a bicycle"),
    Idiom("snow", rf"(?:like|as) (?:the )?snow (?:on|upon|to|onto) {_POSS} heads?", "Russian как снег на голову", "out of the blue"),
    Idiom("ice", r"(?:like|as) (?:a |the )?fish (?:on|about|against|over|of) (?:the )?ice", "Russian биться как рыба об лёд", "struggle desperately"),
    Idiom("cheese", r"(?:like|as) (?:a |the )?cheese (?:rolls? )?in (?:the )?(?:oil|butter)", "Russian как сыр в масле", "live in clover"),
    Idiom("goose", r"(?:like|as) (?:water )?(?:from|off|with) (?:a |the )?goose,? (?:is )?water|(?:like|as) water (?:from|off) (?:a |the )?goose", "Russian как с гуся вода", "like water off a duck's back"),
    Idiom("rye", rf"rye (?:in|into|on|to) {_POSS} wrists?", "Finnish ruista ranteeseen", "put your back into it"),
    Idiom("wind", r"(?:throw|throws|threw|throwing|scatter|waste) (?:the |your |his |their )?words (?:to|on|into|in) the wind", "Russian бросать слова на ветер", "waste one's breath"),
)

LITERAL_TOO: Final[tuple[Idiom, ...]] = (
    Idiom("crow", r"(?:like|as|is|was|be|are) (?:a |the )?white crows?(?= (?:among|in)\b|[.,;]|$)", "Russian белая ворона", "the odd one out"),
    Idiom("plate", r"(?:feel|feels|felt|feeling|is|was|be) (?:myself |himself |herself )?not in (?:my|his|her|our|their|your|its) (?:own )?plate", "Russian не в своей тарелке; French", "feel out of sorts"),
    Idiom("oil", r"pour(?:s|ed|ing)? (?:the |more |some )?oil (?:in|into|to) the (?:fire|flames?)", "German Öl ins Feuer gießen; Russian, French, Serbian", "add fuel to the fire"),
    Idiom("salad", r"(?:now|so) (?:we|you|they) have the salad(?=[.!]|$)", "German da haben wir den Salat", "now we are in a fine mess"),
    Idiom("night", r"pass(?:ed|es|ing)? (?:a|the) (?:white night|night white)", "French passer une nuit blanche; Italian", "have a sleepless night"),
    Idiom("carrots", r"carrots are cooked(?=[.,;!]|$)", "French les carottes sont cuites", "the game is up"),
    Idiom("toad toads frog frogs", r"swallow(?:s|ed|ing)? (?:the |a |this |that |many |some |such )?(?:toads?|frogs?)", "Portuguese engolir sapos; Spanish, Romanian", "grin and bear it"),
    Idiom("butter", r"(?:is|was|it's) (?:just )?(?:a )?(?:roll|bun) with butter", "Polish bułka z masłem", "a piece of cake"),
    Idiom("hands", r"ha(?:s|ve|d|ving) two left hands", "German zwei linke Hände haben; Polish, Czech, Serbian", "be all thumbs"),
    Idiom("summer", r"(?:old wives'|old women's|old woman's|grandmother's|grandmothers'|grandma's) summer(?! (?:house|dress|home|place|cottage))", "Czech babí léto; Russian, Polish, German", "Indian summer"),
    Idiom("cow cows cattle", r"play(?:s|ed|ing)? (?:the )?(?:piano|lute|harp|zither|music) (?:to|for|before) (?:a |the )?(?:cows?|cattle)(?=[.,;]|$)", "Chinese 对牛弹琴", "cast pearls before swine"),
    Idiom("tigers", r"one mountain (?:can ?not|can't|cannot|does not) (?:accommodate|hold|contain|have|tolerate|allow) two tigers", "Chinese 一山不容二虎", "there is room for only one leader"),
    Idiom("cat", r"(?:lift|lifts|lifted|lifting|raise|raised|raising|raises) (?:the|a) cat (?:on|onto|up on) (?:to )?the table", "Finnish nostaa kissa pöydälle", "put the matter on the table"),
    Idiom("owls", r"owls (?:to|into) athens", "German Eulen nach Athen tragen", "carry coals to Newcastle"),
    Idiom("wheel", r"fifth wheel (?:on|in|of|to|at) (?:the|a) (?:cart|carriage|wagon|coach|car)", "German das fünfte Rad am Wagen; Russian, French", "a third wheel"),
    Idiom("line stroke dash", r"(?<![\w,;] )under the (?:line|stroke|dash),? (?:it|there|this|remains|remained|stands|however|we)", "German unterm Strich", "the bottom line is"),
    Idiom("point", r"br(?:ings?|ought|inging) (?:it|this|that|everything|the (?:matter|problem|situation|issue)) (?:on|to) the point(?=[.,:;]|$)", "German auf den Punkt bringen", "put it in a nutshell"),
    Idiom("wolf wolf's", r"in (?:the )?(?:mouth of the wolf|wolf's mouth)(?=[.,;!]|$)", "Italian in bocca al lupo", "good luck (or the lion's den)"),
    Idiom("sleeve", r"sh(?:ake|akes|ook|aken|aking) (?:\w+ ){0,3}(?:out of|from) (?:the|his|her|their|our|your|its) sleeve", "German etwas aus dem Ärmel schütteln", "produce off the cuff"),
    Idiom("sharks shark", r"sharks? of (?:the )?(?:pen|feather|business)", "Russian акулы пера", "hard-nosed journalists (or tycoons)"),
)
