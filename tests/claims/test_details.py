"""Details: places with their time, setting, story, tone, length; and what is none of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from airdate.claims import details
from airdate.claims.lexicon import rows
from airdate.documents.composition import compose
from airdate.model import Claim, Detail, Installment, Status

_DAY = date(2026, 2, 20)
_SHOW = Installment("Low Tide", 2)


@dataclass(frozen=True)
class Mention:
    """A place where a title stands."""

    start: int
    end: int
    title: str


@dataclass(frozen=True)
class OneShow:
    """Subjects of a document on one season of one show."""

    mentions: Sequence[Mention] = ()
    main: Installment = _SHOW
    films: frozenset[str] = frozenset()

    def at(self, sentence: int, offset: int) -> Installment | None:
        """Return the installment that the document is about."""
        return self.main

    def named(self, sentence: int, offset: int) -> bool:
        """Return that no sentence names a season."""
        return False


class Paper:
    """Credits of a document in which all is ascribed to one paper."""

    def at(self, sentence: int, start: int, end: int) -> str | None:
        """Return the paper."""
        return "The Harbour Post"


def read(text: str) -> list[Claim]:
    """Return the detail claims of a text."""
    document = compose("What is known so far", [text], published=_DAY)
    found = re.finditer("Low Tide", document.text)
    mentions = [Mention(m.start(), m.end(), m[0]) for m in found]
    claims = details.read(document, subjects=OneShow(mentions), credits=Paper(), anchor=_DAY)
    assert [document.text[c.start : c.end] for c in claims] == [
        c.statement.words for c in claims if isinstance(c.statement, Detail)
    ]
    return claims


def told(text: str) -> list[tuple[str, str, str | None]]:
    """Return topic, words and time of each detail."""
    return [
        (
            str(c.statement.topic),
            c.statement.words,
            str(c.statement.when) if c.statement.when else None,
        )
        for c in read(text)
        if isinstance(c.statement, Detail)
    ]


@pytest.mark.parametrize("row", [pytest.param(r, id=r["rule"]) for r in rows("details_rules.tsv")])
def test_every_rule_reads_its_example(row: dict[str, str]) -> None:
    """The example of a rule gives the words of its row under its topic."""
    found = [(topic, words) for topic, words, _ in told(row["example"])]

    assert (row["topic"], row["finds"]) in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Scenes were shot at the Gangwon Provincial Office in early January.",
            ("place", "the Gangwon Provincial Office", "2026-01-01/2026-01-10"),
        ),
        (
            "In March 2025 filming took place in Prague.",
            ("place", "Prague", "2025-03-01/2025-03-31"),
        ),
        ("It was filmed in Nova Scotia.", ("place", "Nova Scotia", None)),
        # who speaks behind the comma is no part of the place, and speaks on a day of its own
        ("It was filmed in Malta, Acme TV+ announced on Friday.", ("place", "Malta", None)),
        ("It was filmed in Malta, Netflix said Friday.", ("place", "Malta", None)),
    ],
)
def test_a_place_has_the_time_that_stands_with_it(
    text: str, expected: tuple[str, str, str | None]
) -> None:
    """The time behind a place is its own, or the only one ahead; else it has none."""
    assert [expected] == told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Filming began in March 2025.",
        "It was shot for Netflix in May.",
        "Is the show set in Rome?",
        "The first two episodes were shown.",
        "The plan was set in motion in May.",
        "Filming on Low Tide is under way.",
        "More notes on series of this kind will follow on these pages.",
        "A second story on the drama will follow in the coming days.",
        "The next series at the head of the charts, “The Glass Bay,” has told its tale to the end.",
        "No other drama led the weekly charts for as long as this one.",
        "",
    ],
)
def test_what_is_no_detail(text: str) -> None:
    """Months, companies, questions, idioms and titles are no places or settings."""
    assert [] == told(text + " Fans are glad." if text else "Fans are glad.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Its six episodes, adapted from Ann Lee’s webtoon “The Sea,” ran in May.",
            "adapted from Ann Lee’s webtoon “The Sea,”",
        ),
        ('It is based on the novel "The Sea".', 'based on the novel "The Sea"'),
        ("The drama charts the fall of a family of cooks.", "charts the fall of a family of cooks"),
        ("The new season will follow a clerk on her way home.", "follow a clerk on her way home"),
    ],
)
def test_words_are_whole(text: str, words: str) -> None:
    """A quotation that opens in the words of a detail closes in them."""
    assert [words] == [said for _, said, _ in told(text)]


def test_source_and_status_are_those_of_the_words() -> None:
    """A detail is ascribed like any claim, and hedged like any."""
    claim = read("Season 2 will reportedly consist of eight episodes.")[0]

    assert ("The Harbour Post", Status.RUMOURED) == (claim.source, claim.status)


@pytest.mark.parametrize(
    "hostile",
    ["(" * 100_000, "set in " * 50_000, "Filming in Prague and " * 20_000, "a" * 1_000_000],
    ids=["brackets", "set", "places", "blankless"],
)
def test_hostile_text_is_read_to_its_end(hostile: str) -> None:
    """Text that is no prose gives nothing untrue and does not run away."""
    document = compose("A heading", [hostile])
    claims = details.read(document, subjects=OneShow(), credits=Paper(), anchor=_DAY)

    assert all(0 <= c.start < c.end <= len(document.text) for c in claims)
