"""A number as it stands in a text: where, in what sense, and the values that it may have."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal

NO_VALUES: frozenset[Decimal] = frozenset()


class FigureKind(enum.Enum):
    """What a number counts or names."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    YEAR = "year"
    PERCENT = "percent"
    MONEY = "money"
    MEASURE = "measure"
    DURATION = "duration"
    ORDINAL = "ordinal"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text.

    Attributes:
        start: where it starts, in characters, without its unit; ``end`` is where it ends, its scale included.
        text: the characters between.
        kind: in what sense it stands there.
        values: the values that it may have: "1.234" is 1.234 or 1234. Empty where only parts make sense.
        parts: the numbers that it is made of where it may be several: 12 and 5 for "12.05".
        mantissa: the values without the word for thousands or millions that follows; empty where none does.
        unit: the units that the word or the sign beside it may stand for; empty where there is none.
        in_words: whether it is written out.
        month: whether it may be the number of a month.
    """

    start: int
    end: int
    text: str
    kind: FigureKind
    values: frozenset[Decimal]
    parts: tuple[Decimal, ...] = ()
    mantissa: frozenset[Decimal] = NO_VALUES
    unit: frozenset[str] = frozenset()
    in_words: bool = False
    month: bool = False

    @property
    def firm(self) -> bool:
        """Whether it is in digits, and at least two of them or with a unit: what translators seldom write otherwise."""
        return not self.in_words and (sum(map(str.isdigit, self.text)) > 1 or bool(self.unit))
