"""Instructions that stand in the content itself: ``mtqa: ignore RULE -- why``, in a comment of its format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Directive:
    """A comment that tells mtqa to leave something alone.

    Attributes:
        start: where the comment begins, in code points of the file, as all offsets.
        end: where it ends.
        covers: the stretch of the source that it is about: findings in sentences that touch it are suppressed; None for
            one that can't be obeyed.
        rules: the rules and families that it names; empty for all.
        reason: why, as its author says; may be empty.
        problem: what is wrong with it, in words; empty for a good one.
    """

    start: int
    end: int
    covers: tuple[int, int] | None
    rules: tuple[str, ...] = ()
    reason: str = ""
    problem: str = ""
