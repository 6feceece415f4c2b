"""The commonest words of English: an anchor made of them alone is met in every other sentence."""

from __future__ import annotations

from mtqa.rules.base import word_set

FREQUENT = word_set(
    "a about after again against all also always am an and another any are as at away back be because been before being"
    " best better between big both but by came can come could day days did do does done down during each even every few"
    " find first for four found from gave get give given go goes going good got great had has have having he her here"
    " him his home house how however i if in into is it its just keep know last left less life like little long look"
    " made make makes making man many may me means men might million more most much must my name never new next no not"
    " nothing now number of off often old on once one only or other our out over own part people place point put read"
    " right run said same saw say says second see seen set she should show since small so some still such take taken"
    " takes taking tell than that the their them then there these they thing things think this those though three"
    " through time times to told too took two under until up upon us use used very want was water way we week well went"
    " were what when where which while who why will with without woman word words work world would year years yes yet"
    " you young your"
)
