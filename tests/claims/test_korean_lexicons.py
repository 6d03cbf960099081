"""The Korean word lists: every row's example is read by its row."""

from __future__ import annotations

import re

import pytest

from airdate.claims.ko import certainty, events, foreign, lexicon, names, people
from airdate.claims.ko.macros import expanded
from airdate.model import CreditKind, Event, Status

CUES = lexicon.rows("cues.tsv")
HEDGES = lexicon.rows("hedges.tsv")
KINDS = lexicon.rows("kinds.tsv")


@pytest.mark.parametrize("row", CUES, ids=[f"{r['event']}-{r['rule']}" for r in CUES])
def test_a_cue_finds_its_example(row: dict[str, str]) -> None:
    """The pattern of a row matches in its example, and the row names an event and statuses."""
    assert re.search(expanded(row["pattern"]), row["example"]) is not None
    assert row["event"] in {*Event, events.WEAK, events.ORDER}
    assert set(row["undated"].split()) <= {*Status, "-"}


@pytest.mark.parametrize("row", HEDGES, ids=[r["rule"] for r in HEDGES])
def test_a_hedge_gives_the_status_of_its_example(row: dict[str, str]) -> None:
    """Of all hedges, tried in order, the row's status is that of its example."""
    found = next(s for s, _, pattern in certainty.hedges() if pattern.search(row["example"]))
    assert Status(row["status"]) == found


@pytest.mark.parametrize("row", KINDS, ids=[r["kind"] for r in KINDS])
def test_a_kind_fits_its_example(row: dict[str, str]) -> None:
    """The words of a kind of credit stand in its example."""
    assert re.search(row["pattern"], row["example"]) is not None
    assert row["kind"] in set(CreditKind)


def test_a_detail_finds_its_example() -> None:
    """The pattern of each detail takes words of its example."""
    for row in lexicon.rows("details.tsv"):
        found = re.search(row["pattern"], row["example"])
        assert found is not None, row["rule"]
        assert found["w"].strip() in row["example"]


def test_the_example_of_a_class_of_words_holds_one_of_them() -> None:
    """Each class of `words.tsv` has an example with one of its words."""
    rows = lexicon.rows("words.tsv")
    lacking = [r["class"] for r in rows if not re.search(lexicon.one_of(r["class"]), r["example"])]
    assert [] == lacking


def test_a_well_known_work_is_named_by_its_example() -> None:
    """The nickname stands in the example; kinds are film and series."""
    rows = lexicon.rows("works.tsv")
    assert [] == [r["nickname"] for r in rows if r["nickname"] not in r["example"]]
    assert {"film", "series"} == {r["kind"] for r in rows}


def test_a_class_that_is_not_there_is_an_error() -> None:
    """Asking for the words of an unknown class says which file lacks it."""
    with pytest.raises(LookupError, match=r"words\.tsv"):
        lexicon.words("no such class")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("김혜윤이", ("김혜윤", "이")),
        ("김고은", ("김고은", "")),
        ("정소민은", ("정소민", "은")),
        ("남궁민이", ("남궁민", "이")),
        ("마당을", None),
        ("코끼리", None),
    ],
)
def test_a_particle_does_not_stick_to_a_name(word: str, expected: tuple[str, str] | None) -> None:
    """A name is cut from the particle behind it; other words are none."""
    found = names.person_in(word)
    likely = found if found and people.likely(found[0]) else None
    assert expected == likely


@pytest.mark.parametrize("name", ["크리스토퍼 놀란", "톰 크루즈", "스즈키 료헤이", "엠마 스톤"])
def test_a_name_from_abroad_is_told_by_its_syllables(name: str) -> None:
    """Names from abroad, as Korean spells them, score as such."""
    assert foreign.likely(name)


@pytest.mark.parametrize("words", ["다음 작품", "이번 주말", "주요 장면", "사람의 마음"])
def test_korean_words_are_no_names_from_abroad(words: str) -> None:
    """Running text does not."""
    assert not foreign.likely(words)
