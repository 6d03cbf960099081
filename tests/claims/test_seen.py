"""Which sentences of a long text are read, and that what they claim stands where it stood."""

from __future__ import annotations

from datetime import date

import pytest

from airdate import claims
from airdate.claims import gate
from airdate.claims.excerpt import excerpt
from airdate.claims.seen import seen
from airdate.documents import compose
from airdate.model import Document

_DAY = date(2026, 3, 2)
_OTHER = (
    "Officials closed the bridge on Monday after cracks were found in two of its piers.",
    "The council voted to raise parking fees from next April.",
    "A dog that went missing in the storm was found safe two miles from home.",
    "Wheat prices fell for a third week as rain reached the plains.",
    "The hospital said that it would open forty more beds before winter.",
)
_NEWS = "Netflix has renewed the thriller Harbour Lights for a second season."


def _page(*news: str, ahead: int = 20) -> Document:
    """Return a page of other news, a line of news in its midst as a paragraph of its own each."""
    other = [f"{words} {words}" for words in _OTHER]
    paragraphs = [*(other * (ahead // 5)), *news, *(other * 4)]
    return compose("What happened in the county", paragraphs, published=_DAY)


def _told(document: Document, numbers: object) -> list[str]:
    assert isinstance(numbers, list)
    return [document.words_of(number) for number in numbers]


def test_a_text_on_no_production_is_not_read() -> None:
    """No sentence of it, and no claim."""
    page = _page()
    assert ((), ()) == (seen(page), claims.read(page, anchor=_DAY, gated=True).claims)


def test_what_is_near_a_term_is_read() -> None:
    """The sentence with it and three on either side, below the heading."""
    page = _page(_NEWS)
    told = _told(page, seen(page))
    assert ["What happened in the county", _NEWS] == [w for w in told if w not in _OTHER]
    assert 8 == len(told)


def test_what_names_the_work_far_away_is_read() -> None:
    """Without a term of its own: the name is enough."""
    far = "Harbour Lights comes to the pier in June 2027."
    page = _page(_NEWS, *(f"{words} {words}" for words in _OTHER * 2), far)
    told = _told(page, seen(page))
    assert [True, True, False] == [w in told for w in (_NEWS, far, _OTHER[2])]


def test_lines_of_lists_are_read() -> None:
    """A part or a day in a line of its own, however far from any term."""
    line = "Mia Hart as Jo"
    page = _page(_NEWS, *(f"{words} {words}" for words in _OTHER * 2), line, "June 5: Low Tide")
    told = _told(page, seen(page))
    assert {line, "June 5: Low Tide"} <= set(told)


@pytest.mark.parametrize("words", [_NEWS, f"{_NEWS} " * 30, _OTHER[0]])
def test_short_and_dense_texts_are_read_whole(words: str) -> None:
    """Unless nothing in them is on a production."""
    document = compose("", [words], published=_DAY)
    assert (None if words != _OTHER[0] else ()) == seen(document)


def test_claims_stand_where_they_stood() -> None:
    """With the number, the place and the words that a plain reading gives them."""
    page = _page(_NEWS, "“It was a long wait,” said Mía Hart, who plays Jo.", ahead=15)
    gated = claims.read(page, anchor=_DAY, gated=True).claims
    plain = claims.read(page, anchor=_DAY).claims
    assert [c for c in plain if page.words_of(c.sentence) not in _OTHER] == list(gated)
    assert {"Harbour Lights"} == {claim.subject.title for claim in gated}
    assert gated


def test_an_excerpt_keeps_heading_paragraphs_and_subheadings() -> None:
    """And a blank or a line end where something is left out."""
    whole = compose("A heading", ["One here. Two here. Three here.", "Four here.", "Five here."])
    part = excerpt(whole, [0, 1, 3, 5])
    assert "A heading\nOne here. Three here.\nFive here." == part.document.text
    words = [part.document.words_of(s.number) for s in part.document.sentences]
    assert ["A heading", "One here.", "Three here.", "Five here."] == words
    assert [0, 1, 1, 3] == [s.paragraph for s in part.document.sentences]


def test_names_that_somebody_told_are_read_in_any_text() -> None:
    """A text that names a known work is read whole, whatever else it lacks."""
    page = _page("Low Tide is back on 3 June 2027.")
    known = claims.Catalogue(aliases=(("Low Tide", "Low Tide"),))
    read = [claims.read(page, anchor=_DAY, gated=True, catalogue=c) for c in (None, known)]
    assert [False, True] == [bool(found.claims) for found in read]


@pytest.mark.parametrize("term", gate.terms(), ids=lambda term: term.words)
def test_both_engines_find_a_term_in_the_same_place(term: gate.Term) -> None:
    """With the others that its example holds."""
    data = f"Überall: {term.example} {term.example.upper()}".encode()
    found = [gate.hits(data, engine=engine) for engine in gate.engines()]
    assert found[0] == found[-1]
    assert term in {gate.terms()[hit.term] for hit in found[0]}
