"""What the readers of keys with strings share: which values are no text, and which keys stand twice."""

from __future__ import annotations

import re

from mtqa.readers.messages.units import Message, Messages

NO_TEXT = "an identifier, address or number"
_NO_TEXT = re.compile(
    r"""\s*(?:
        [a-z][a-z0-9+.-]{1,20}:(?://)?[^\s]*[/.@=:\d][^\s]*     # an address: https://..., mailto:..., jdbc:...
      | [^\s@]+@[^\s@]+\.[^\s@]+                                # an e-mail address
      | \.{0,2}/(?:[^\s/]+/?)*                                  # a path
      | [A-Za-z]:\\[^\s]*
      | [\w-]+(?:/[\w.-]+){2,}
      | www\.\S+
      | [\w$-]+(?:[._:$#][\w$-]+)+                              # an identifier: a.b, a_b, a::b, a#b
      | [a-z]{2,}(?:[A-Z][a-z0-9]*)+
      | [a-z]+\d[\w-]*
      | \#[0-9a-fA-F]{3,8}                                      # a colour
      | [\W\d_]*                                                # numbers and signs
      | [+-]?\d[\d.,]*[a-zA-Z%]{0,3}
      | [0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}
      | true|false|null|none
    )\s*""",
    re.VERBOSE,
)
_LONGEST = 2000


def is_text(value: str) -> bool:
    """Tell whether a value may be text: whatever holds words, and is no identifier, address, path, colour or number."""
    return len(value) > _LONGEST or _NO_TEXT.fullmatch(value) is None


class Keyed:
    """Collects messages by their keys, and sees which keys stand twice.

    Args:
        messages: where they are added.
    """

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._seen: set[str] = set()
        self._twice: dict[str, None] = {}

    def add(self, message: Message) -> None:
        """Add a message, unless its value is no text."""
        if message.key in self._seen:
            self._twice[message.key] = None
        self._seen.add(message.key)
        text = message.text
        if text.strip() and not is_text(text):
            self._messages.omit(NO_TEXT)
        else:
            self._messages.add(message)

    def close(self) -> None:
        """Note which keys stood twice."""
        if self._twice:
            first, more = next(iter(self._twice)), len(self._twice) - 1
            which = f"the key '{first}' and {more:,} more stand" if more else f"the key '{first}' stands"
            self._messages.note(f"{which} in it more than once; all values were read")
