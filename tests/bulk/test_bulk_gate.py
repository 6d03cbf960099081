"""The gate: the same verdicts by every engine, and none for want of a letter's form."""

from __future__ import annotations

import json

import pytest

from airdate.bulk import gate

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
        assert gate.passes(f"{filler} screenplay".encode(), text=True, engine=engine)
        assert gate.passes(b"a thriller", text=True, engine=engine)
        assert not gate.passes(b"a harvest", text=True, engine=engine)


def test_words_of_the_markup_count_in_texts_alone() -> None:
    """`<script>` and `role=` are in every page."""
    page = b'<script>release()</script><nav role="navigation">TV</nav>'
    assert 0 == gate.score(page)
    assert 4 == gate.score(page, text=True)


@pytest.mark.parametrize(
    ("data", "kind", "charset"),
    [
        ("<p>시즌".encode("euc-kr"), "page", "euc-kr"),
        ('<meta charset="euc-kr"><p>드라마 시즌 공개'.encode("euc-kr"), "page", None),
        ("<p>시즌".encode("utf-16"), "page", None),
        ("".join(f"&#{ord(c)};" for c in "시즌").encode(), "page", None),
        ("".join(f"&#x{ord(c):X};" for c in "시즌").encode(), "page", "utf-8"),
        (json.dumps({"heading": "시즌"}).encode(), "json", None),
    ],
)
def test_letters_are_found_however_they_are_written(
    data: bytes, kind: str, charset: str | None
) -> None:
    """Other encodings, letters as numbers, JSON's own escapes."""
    assert "시즌".encode() in gate.as_unicode(data, kind=kind, charset=charset)


def test_odd_numbers_of_letters_stay_as_they_are() -> None:
    """Half a pair and what is no letter break nothing."""
    data = b"&#55296; &#9999999; &#xD800;"
    assert data == gate.as_unicode(data, kind="page")
