"""Irregular verbs: past participles, regular forms that do not exist, and regular forms that editors avoid."""

from __future__ import annotations

from typing import Final

PARTICIPLES: Final = "|".join(
    """
    become begun bought broken brought built caught chosen come cut dealt died done driven fallen felt found fought fled
    flown given gone grown had held hit kept known laid left led lost made meant met overtaken paid put reached read
    risen run said seen sent set shot shown shut sold spent split spoken stolen struck sung sunk sworn taken taught
    thought thrown told torn understood undertaken won written been
    """.split()
)

OVER_REGULAR: Final[dict[str, str]] = dict(
    pair.split("=")
    for pair in """
    arised=arose beated=beat becomed=became begined=began bited=bit bleeded=bled blowed=blew breaked=broke breeded=bred
    bringed=brought builded=built buyed=bought casted=cast choosed=chosen clinged=clung comed=came creeped=crept
    cutted=cut dealed=dealt digged=dug drawed=drawn drinked=drunk drived=driven eated=eaten falled=fallen feeded=fed
    feeled=felt fighted=fought finded=found flinged=flung forbidded=forbidden forgetted=forgotten forgived=forgiven
    freezed=frozen getted=got gived=given goed=went grinded=ground hided=hidden hitted=hit holded=held hurted=hurt
    keeped=kept layed=laid lended=lent letted=let losed=lost maked=made meaned=meant meeted=met mistaked=mistaken
    overcomed=overcome payed=paid readed=read rebuilded=rebuilt rided=ridden ringed=rung rised=risen runned=run
    seeked=sought selled=sold sended=sent setted=set shaked=shaken shooted=shot shrinked=shrunk shutted=shut singed=sung
    sinked=sunk sitted=sat sleeped=slept slided=slid spended=spent splitted=split spreaded=spread standed=stood
    stealed=stolen sticked=stuck stinked=stunk swimmed=swum swinged=swung taked=taken teached=taught telled=told
    thinked=thought throwed=thrown understanded=understood waked=woken weared=worn weeped=wept winned=won
    withdrawed=withdrawn wrotten=written writed=written outcasted=outcast bursted=burst costed=cost
    """.split()
)
for _real in ("ringed", "singed", "waked", "costed", "creeped", "layed", "drawed", "throwed"):
    del OVER_REGULAR[_real]

RARE: Final[dict[str, str]] = {
    "broadcasted": "broadcast",
    "forecasted": "forecast",
    "rebroadcasted": "rebroadcast",
    "telecasted": "telecast",
}
