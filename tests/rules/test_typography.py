"""Typography and numbers: what is marked, and what is suggested instead."""

from __future__ import annotations

import pytest

from mtqa.rules import RuleSet


def _marked(rule, text):
    return [(text[h.start : h.end], h.suggestion) for h in RuleSet.of([rule]).hits(text)]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("He asked for ” calm and order.”", [("” ", "“")]),
        ("The “ Torch ” club won.", [("“ ", "“"), (" ”", "”")]),
        ('The " Torch " club and the "Lamp" club.', [('" Torch "', '"Torch"')]),
        ('One " alone stays.', []),
        ('A 6 " pipe and an 8 " pipe.', []),
        ("“Fine,” he said. “Go on.”", []),
    ],
)
def test_quote_spacing(text, marked):
    """The mark is marked with the space that has to go."""
    assert _marked("typography.quote-spacing", text) == marked


def test_a_closing_mark_that_opens_is_named():
    """The message tells a closing mark that opens from one that only stands apart."""
    (hit,) = RuleSet.of(["typography.quote-spacing"]).hits("He asked for ” calm.”")
    assert hit.message == "A closing quotation mark opens the quotation, with a space inside."


@pytest.mark.parametrize(
    ("rule", "text", "marked"),
    [
        ("quote-direction", "He called it ”fair” then.", [("”", "“")]),
        ("quote-direction", "He called it “fair“ then.", [("“", "”")]),
        ("foreign-quotes", "The paper « Vesti » and „Rad“.", [("« Vesti »", "“Vesti”"), ("„Rad“", "“Rad”")]),
        ("doubled-word", "It lies by the the river.", [("the the", "the")]),
        ("space-before-mark", "Yes , she said ; no.", [(" ,", ","), (" ;", ";")]),
        ("decimal-comma", "It fell by 3,5 percent to 1 250,50.", [("3,5", "3.5"), ("1 250,50", "1,250.50")]),
        ("decimal-comma", "About 12,500 people and 1,5,7.", []),
        ("hyphenated-ordinal", "The 3-d, the 21-th and the 90-ies.", [("21-th", "21st"), ("90-ies", "90s")]),
        ("hyphenated-ordinal", "The 12-th of May, the 1990-s.", [("12-th", "12th"), ("1990-s", "1990s")]),
        ("year-as-noun", "Built in 2011 year.", [("2011 year", "2011")]),
        ("ordinal-date", "Open from 3. March 2019.", [("3. March", "3 March")]),
        ("number-sign", "School №5.", [("№", "No. ")]),
        ("currency-after-number", "It costs 20 $.", [("20 $", "$20")]),
        ("roman-century", "A fort of the XIX century.", [("XIX century", "19th century")]),
        ("roman-century", "From the II to the XXI-st centuries.", [("XXI-st centuries", "21st centuries")]),
        ("day-clock", "It starts at 19.30 o'clock.", [("19.30 o'clock", "7:30 p.m.")]),
        ("day-clock", "It ended at 24 o'clock.", [("24 o'clock", "12 a.m.")]),
    ],
)
def test_suggestions(rule, text, marked):
    """Each rule marks no more than what changes."""
    assert _marked(f"typography.{rule}", text) == marked
