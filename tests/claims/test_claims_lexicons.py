"""Word lists beside the code: each row's example has its words."""

from __future__ import annotations

import pytest

from airdate.claims import attribution, bodies, lexicon
from airdate.claims.inflect import Form, forms


def test_each_company_is_found_in_its_example() -> None:
    """The pattern of known names finds the name in the row's sentence."""
    missed = [
        row["name"]
        for row in lexicon.rows("bodies.tsv")
        if row["name"] not in {m[0] for m in bodies.pattern().finditer(row["example"])}
    ]
    assert [] == missed


def test_each_verb_of_saying_is_found_in_its_example() -> None:
    """A form of the verb is matched in the row's sentence."""
    missed = [
        row["verb"]
        for row in lexicon.rows("speech.tsv")
        if not set(forms(row["verb"])) & set(attribution.verbs().findall(row["example"]))
    ]
    assert [] == missed


def test_each_well_known_work_has_a_kind_and_stands_once() -> None:
    """Kinds are film, series and either; no title is listed twice or has blanks at its ends."""
    rows = lexicon.rows("works.tsv")
    assert {"film", "series", "either"} == {row["kind"] for row in rows}
    assert len(rows) == len({row["title"] for row in rows})
    assert [] == [row["title"] for row in rows if row["title"] != row["title"].strip()]


def test_classes_of_words_have_examples_with_one_of_them() -> None:
    """Each class of title words shows one of its words."""
    for row in lexicon.rows("title_words.tsv"):
        words = set(row["words"].split())
        assert words & {w.strip(",.:?'").casefold() for w in row["example"].split()}


@pytest.mark.parametrize(
    ("base", "spellings"),
    [
        ("premiere", {"premiere", "premieres", "premiered", "premiering"}),
        ("drop", {"drop", "drops", "dropped", "dropping"}),
        ("begin", {"begin", "begins", "began", "begun", "beginning"}),
        ("carry", {"carry", "carries", "carried", "carrying"}),
        ("hit", {"hit", "hits", "hitting"}),
    ],
)
def test_verbs_have_their_forms(base: str, spellings: set[str]) -> None:
    """Regular spelling, doubled consonants and irregular verbs."""
    assert spellings == set(forms(base))


def test_a_base_that_is_its_past_reads_as_past() -> None:
    """What hit screens is past; a modal before it makes it a plan."""
    assert Form.PAST is forms("hit")["hit"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Netflix", "service"),
        ("the BBC", "network"),
        ("Deadline’s", "outlet"),
        ("Night Ferry", None),
    ],
)
def test_kinds_of_bodies(name: str, kind: str | None) -> None:
    """Articles and possessives are free; what is not listed has no kind."""
    assert kind == bodies.kind_of(name)
