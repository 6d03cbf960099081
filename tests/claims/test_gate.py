"""The gate: the same verdicts by every engine, and none for want of a letter's form."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

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
            words: gate.tells(f"{filler} {words} {filler}".encode(), engine=engine)
            for words in (
                "thriller saga drama thriller saga drama",
                "thriller saga drama comedy poster actress",
            )
        }
        assert [False, True] == list(told.values())
        assert gate.tells(f"{filler} showrunner".encode(), engine=engine)
        assert gate.tells(b"a thriller", engine=engine)
        assert not gate.tells(b"a harvest", engine=engine)


def test_words_of_the_markup_count_in_texts_alone() -> None:
    """`<script>` and `role=` are in every page."""
    page = b'<script>release()</script><nav role="navigation">TV</nav>'
    assert 0 == gate.score(page)
    assert 4 == gate.score(page, text=True)


def test_of_a_flood_of_terms_the_first_are_looked_at() -> None:
    """The same by every engine; and one term, however often, is one."""
    flood = b"film " * (3 * gate.MOST_HITS)
    found = [gate.hits(flood, engine=engine) for engine in ENGINES]
    assert [gate.MOST_HITS] * 2 == [len(each) for each in found]
    assert found[0] == found[1]
    assert not gate.tells(flood)
    assert gate.tells(b"filler " * 200 + b"the film was delayed")


def test_terms_far_from_each_other_tell_nothing() -> None:
    """A film here and a delay there, a page of other things between them."""
    between = b"nothing of note happened there " * 20
    told = [gate.tells(between + b"film " + gap + b"delayed " + between) for gap in (b"", between)]
    assert [True, False] == told


@pytest.mark.parametrize("engine", ENGINES)
def test_threads_scan_at_once(engine: gate.Engine) -> None:
    """Each finds what one alone does, while the others are in the midst of a scan."""
    data = b"the film was delayed; " * 2_000
    hits, score = gate.hits(data, engine=engine), gate.score(data, text=True, engine=engine)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: gate.hits(data, engine=engine), range(40)))
        scores = list(pool.map(lambda _: gate.score(data, text=True, engine=engine), range(40)))
    assert [hits] * 40 == found
    assert [score] * 40 == scores
