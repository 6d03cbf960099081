"""The gate: the same verdicts by every engine, and none for want of a letter's form."""

from __future__ import annotations

import pytest

from airdate.claims import gate

ENGINES = gate.engines()


@pytest.mark.parametrize("term", gate.terms(), ids=lambda term: term.words)
def test_each_term_is_found_in_its_example(term: gate.Term) -> None:
    """By every engine that is installed."""
    data = term.example.encode()
    found = {gate.score(data, text=True, engine=engine) for engine in ENGINES}
    assert 1 == len(found)
    assert found.pop() >= term.weight
    assert term.words.casefold() in term.example.casefold()


def test_both_engines_are_tried_here() -> None:
    """Else the test above says less than it seems to."""
    assert ("hyperscan", "ahocorasick") == ENGINES


def test_a_long_text_needs_more_than_a_short_one() -> None:
    """One weak word is enough for a line; a long text needs six, or a strong one."""
    filler = "nothing of note happened there " * 100
    for engine in ENGINES:
        told = {
            words: gate.passes(f"{filler} {words}".encode(), text=True, engine=engine)
            for words in (
                "thriller saga drama thriller saga drama",
                "thriller saga drama comedy poster actress",
            )
        }
        assert [False, True] == list(told.values())
        assert gate.passes(f"{filler} showrunner".encode(), text=True, engine=engine)
        assert gate.passes(b"a thriller", text=True, engine=engine)
        assert not gate.passes(b"a harvest", text=True, engine=engine)


def test_words_of_the_markup_count_in_texts_alone() -> None:
    """`<script>` and `role=` are in every page."""
    page = b'<script>release()</script><nav role="navigation">TV</nav>'
    assert 0 == gate.score(page)
    assert 4 == gate.score(page, text=True)
