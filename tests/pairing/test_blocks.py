"""Several texts are cut into the same blocks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtqa.pairing.beads import Bead
from mtqa.pairing.blocks import Block, merge

SIZES = [(1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1)]


def _beads(sizes, anchor):
    """Return beads of these sizes, as far as the anchor text goes."""
    found, i, j = [], 0, 0
    for a, b in [*sizes, *[(1, 0)] * anchor]:
        if i + a <= anchor:
            found.append(Bead(range(i, i + a), range(j, j + b), 0.5 if a and b else 0.0))
            i, j = i + a, j + b
    return tuple(found)


def test_an_anchor_alone_is_cut_into_its_sentences():
    """With no other text each sentence is a block."""
    assert merge(2, []) == (Block(range(1), ()), Block(range(1, 2), ()))


def test_blocks_join_what_any_text_joins():
    """A block has all that beads of any text tie together, and no more."""
    first = _beads([(2, 1), (1, 1), (1, 1)], 4)
    second = _beads([(1, 1), (2, 2), (1, 0)], 4)
    assert merge(4, [first, second]) == (
        Block(range(3), (range(2), range(3))),
        Block(range(3, 4), (range(2, 3), range(3, 3))),
    )


def test_sentences_that_face_nothing_have_their_own_blocks():
    """Added sentences stand at their place, one a block, the first text's first."""
    first = _beads([(1, 1), (0, 1), (1, 1), (0, 1)], 2)
    second = _beads([(1, 1), (0, 1), (0, 1), (1, 1)], 2)
    assert merge(2, [first, second]) == (
        Block(range(1), (range(1), range(1))),
        Block(range(1, 1), (range(1, 2), range(1, 1))),
        Block(range(1, 1), (range(2, 2), range(1, 2))),
        Block(range(1, 1), (range(2, 2), range(2, 3))),
        Block(range(1, 2), (range(2, 3), range(3, 4))),
        Block(range(2, 2), (range(3, 4), range(4, 4))),
    )


def test_an_added_sentence_inside_a_block_belongs_to_it():
    """Where another text joins the anchor's sentences, nothing can stand between them."""
    first = _beads([(1, 1), (0, 1), (1, 1)], 2)
    assert merge(2, [first, _beads([(2, 1)], 2)]) == (Block(range(2), (range(3), range(1))),)


@given(st.integers(0, 12), st.lists(st.lists(st.sampled_from(SIZES), max_size=15), max_size=3))
def test_blocks_cover_all_texts(anchor, texts):
    """All sentences of all texts are in blocks, once and in order, and no bead is cut."""
    others = [_beads(sizes, anchor) for sizes in texts]
    blocks = merge(anchor, others)
    assert [i for block in blocks for i in block.anchor] == list(range(anchor))
    for t, beads in enumerate(others):
        count = sum(len(bead.right) for bead in beads)
        assert [j for block in blocks for j in block.others[t]] == list(range(count))
        for bead in beads:
            if bead.left and bead.right:
                held = [block for block in blocks if bead.left.start in block.anchor]
                assert set(bead.left) <= set(held[0].anchor)
                assert set(bead.right) <= set(held[0].others[t])
