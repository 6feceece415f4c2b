"""Count nouns in the singular, uncountable nouns, verbs by what they go with: for rules of grammar."""

from __future__ import annotations

from typing import Final

from mtqa.rules.base import word_set

# Count nouns in the singular. Each has a plural, and few stand without an article.
SINGULAR: Final = word_set(
    """
    ability accident account accusation achievement action activity adult advantage advertisement agreement
    airport allegation ally amount animal answer apartment appeal application approach area argument arrest
    article artist aspect asset athlete attitude auction authority benefit bomb book border boundary boy brother
    building bus business businessman call campaign candidate car case cause cell change charge child church
    circumstance citizen city claim client colleague comment company complaint concert conclusion condition
    conflict connection consequence constraint contact contract conversation cost country court crime criticism
    cut death decision defender deficit department deputy detail development device difficulty disagreement
    discussion disease document doubt dream driver duty economy effect effort election emotion employee enemy
    enterprise entrepreneur event examination example exercise expectation expense experiment expert explanation
    export factor factory family fan farmer feature feeling figure film finding fire flight flower friend
    friendship fund game gift girl goal government group guest guideline habit home hospital hotel house household
    idea image immigrant improvement incident income indicator individual industry inhabitant injury institution
    intention interest interview investigation investment investor island issue job journalist journey kid
    kilometer kilometre language law lawsuit leader lesson letter level limit loan loss machine magazine man
    mechanism medicine meeting member memory message method migrant mind minister mistake moment month movement
    movie musician nation negotiation neighbor neighbour newspaper number object obligation observer obstacle
    occasion officer official opinion opponent opportunity option order organisation organization outcome owner
    painting parent participant party passenger password patient payment percentage performance period permission
    person phenomenon photo photograph picture piece place plan platform player pleasure policeman policy
    politician position possibility power prediction preparation price priority prisoner problem procedure process
    producer product professional profit program programme prohibition project promise proposal prospect protest
    protester provision purchase purpose quality quantity question reaction reason recommendation reform refugee
    region regulation relationship representative request requirement resident resource response restriction
    result right risk road rocket rule sailor sanction scene school scientist sector sentence settlement
    shareholder shop shortage signal sister situation skill society soldier solution source speaker stage
    statement station step storm story strategy street structure student study subject substance success
    suggestion supporter symptom target task tax teacher team technology temperature tendency territory terrorist
    text theme theory thing threat ticket tool topic tourist town tradition train tree tribe truth university
    vegetable vehicle version victim victory view village violation visitor voter wall war weapon week winner wish
    witness woman word worker writer youngster
    """
)

# Nouns that good English hardly ever puts without an article at the start of a sentence, right before its verb; hotels,
# drivers and other things that people review in note form are left out.
SUBJECTS: Final = word_set(
    """
    accident agreement aircraft article attacker building company concert conference contract country decision document
    event exhibition expert festival film goal incident investigator journalist lawyer mechanism meeting monument museum
    newspaper participant photo picture policeman politician premiere problem procedure process project reason region
    resident road session situation singer soldier solution suspect system task territory tournament village woman
    writer girl boy result draft speech voting election competition operation crime
    fire explosion ceremony programme
    """
)

# Uncountable nouns, and plurals of such nouns that no English has.
UNCOUNTABLE: Final = word_set(
    """
    information advice equipment furniture knowledge homework software feedback luggage baggage traffic machinery
    infrastructure legislation money progress evidence jewelry jewellery scenery cash gossip
    """
)
UNCOUNTABLE_PLURAL: Final = word_set(
    """
    informations advices equipments furnitures knowledges homeworks softwares feedbacks luggages baggages legislations
    jewelries sceneries newses leisures violences unemployments healths trafficks crockeries
    """
)

# Base forms of verbs that are no nouns or adjectives as well.
BASE_VERBS: Final = word_set(
    """
    become create provide ensure receive achieve introduce prevent protect solve destroy believe allow develop avoid
    obtain establish bring give understand begin continue remain prepare exist appear consider discuss describe
    participate lose learn speak write decide agree arrive accept adopt arrange choose complain confirm contain
    contribute convince define deliver demonstrate depend enjoy examine expect explain fulfil fulfill imagine inform
    invite join maintain manage occur organize organise overcome perform permit persuade postpone prove provoke publish
    punish recognize recognise refuse regulate reject remember remove replace resolve restore send strengthen suffer
    suppose teach threaten unite verify know hear meet sell eliminate implement improve reduce
    """
)

# Past tenses that are no participles, base forms, nouns or adjectives as well.
PASTS: Final = word_set(
    """
    became went took gave came began knew wrote broke spoke chose drew drove ate flew forgot grew threw was were did had
    """
)
