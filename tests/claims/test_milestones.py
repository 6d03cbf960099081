"""Milestones: one sentence at a time, then what needs a document around it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from airdate.claims import milestones, read
from airdate.claims.attribution import credits
from airdate.claims.context import Context
from airdate.claims.titles import subjects
from airdate.dates import tag
from airdate.documents import compose
from airdate.model import Claim, Document, Milestone

ANCHOR = date(2025, 6, 10)
HEADING = "'Night Ferry' season 2: everything we know"
LEDE = "Netflix's Night Ferry follows a crew on the Lisbon run."


def _rows() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("sentences.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [(claims, sentence) for claims, sentence in rows[1:]]


def _milestones(document: Document) -> list[Claim]:
    reading = read(document, anchor=document.published or ANCHOR)
    return [c for c in reading.claims if isinstance(c.statement, Milestone)]


def _said(claim: Claim) -> str:
    made = claim.statement
    assert isinstance(made, Milestone)
    return f"{made.event} {claim.subject.season} {made.when or '-'} {claim.status}"


def _by_rules(document: Document) -> list[Claim]:
    about, times = subjects(document), tag(document.text, ANCHOR, language="en")
    context = Context(document, ANCHOR, about, credits(document), times)
    return milestones.read(context, plainly=True)


def _seasonless(said: str) -> str:
    event, _, when, status = said.split(" ")
    return f"{event} {when} {status}"


@pytest.mark.parametrize(("claims", "sentence"), _rows(), ids=lambda text: text[:60])
def test_the_rules_read_just_these_milestones(claims: str, sentence: str) -> None:
    """Each row of sentences.tsv gives, by the rules alone, the milestones beside it."""
    document = compose(HEADING, [LEDE, sentence], published=ANCHOR)
    found = {_seasonless(_said(c)) for c in _by_rules(document) if c.sentence == 2}
    expected = set() if claims == "none" else {_seasonless(c) for c in claims.split(" | ")}
    assert expected == found


def test_nearly_all_plain_sentences_are_read_as_they_are_labelled() -> None:
    """Nineteen in twenty rows of sentences.tsv are read wholly right, seasons included."""
    rows, missed = _rows(), []
    for claims, sentence in rows:
        document = compose(HEADING, [LEDE, sentence], published=ANCHOR)
        found = {_said(c) for c in _milestones(document) if c.sentence == 2}
        if found != (set() if claims == "none" else set(claims.split(" | "))):
            missed.append((sentence, claims, found))
    assert len(missed) <= 0.05 * len(rows), missed


def _titled(paragraphs: list[str], heading: str = HEADING) -> list[str]:
    document = compose(heading, paragraphs, published=ANCHOR)
    return [f"{c.subject.title}: {_said(c)}" for c in _milestones(document)]


def test_an_answer_takes_its_event_from_the_question() -> None:
    """A no, a yes and a bare year answer what the sentence before asks."""
    paragraphs = [
        LEDE,
        "Is there a trailer?",
        "Not yet.",
        "When could it arrive?",
        '"2026," said Noor Vale.',
    ]
    expected = [
        "Night Ferry: trailer 2 - denied",
        "Night Ferry: release 2 2026-01-01/2026-12-31 planned",
    ]
    assert expected == _titled(paragraphs)


def test_a_calendar_gives_each_film_its_old_and_new_day() -> None:
    """What a film leaves is dropped, what it moves to planned; labels in brackets count."""
    paragraphs = [
        "The studio moved a string of films on Tuesday.",
        '"Salt Harbor" moves from September 5, 2025, to February 13, 2026.',
        '"The Quiet Mile" (December 19) stays put.',
    ]
    expected = [
        "Salt Harbor: release None 2025-09-05/2025-09-05 dropped",
        "Salt Harbor: release None 2026-02-13/2026-02-13 planned",
        "The Quiet Mile: release None 2025-12-19/2025-12-19 planned",
    ]
    assert expected == _titled(paragraphs, heading="Studio reshuffles its films")


def test_a_section_of_rumours_makes_plans_rumours() -> None:
    """Under a sub-heading "Rumours" a plan is rumoured, however plainly it is put."""
    document = compose(
        HEADING,
        [LEDE, "Rumours", "The second season will arrive in March 2026."],
        published=ANCHOR,
        subheadings=frozenset({1}),
    )
    assert ["release 2 2026-03-01/2026-03-31 rumoured"] == [_said(c) for c in _milestones(document)]


def test_two_seasons_ordered_at_once_are_two_claims() -> None:
    """An order of seasons 3 and 4 speaks of both."""
    found = _titled([LEDE, "Seasons 3 and 4 were both ordered in May 2025."])
    expected = [
        "Night Ferry: renewed 3 2025-05-01/2025-05-31 done",
        "Night Ferry: renewed 4 2025-05-01/2025-05-31 done",
    ]
    assert expected == found


def test_a_day_in_a_title_is_no_day() -> None:
    """The year in the name of a film is not the year of an event."""
    found = _titled(
        ["The drama is back in production, and 'Harbor 2049' has wrapped."],
        heading="'Harbor 2049' wraps filming",
    )
    assert all("2049-" not in line for line in found)
    assert found != []


def test_boilerplate_and_questions_make_no_claims() -> None:
    """Also-read lines and questions are passed over."""
    lines = ["Also read: Tide Line renewed for season 3", "Will season 2 arrive in March 2026?"]
    assert [] == _titled([LEDE, *lines])


@pytest.mark.parametrize(
    "told", ["announced on Sunday.", "said Tuesday, in a post.", "said today."]
)
def test_the_day_of_telling_is_no_day_of_what_is_told(told: str) -> None:
    """A day that "..., the streamer said Tuesday" names at the end is when it was said."""
    told = f"Night Ferry season 2 will premiere on June 22, 2027, the streamer {told}"
    document = compose(HEADING, [LEDE, told], published=ANCHOR)
    assert ["release 2 2027-06-22/2027-06-22 planned"] == [
        _said(c) for c in _milestones(document) if c.sentence == 2
    ]


def test_a_delay_is_of_the_day_of_its_telling() -> None:
    """What happens by being announced keeps the day of the announcement."""
    told = "The second season of Night Ferry has been delayed, Netflix confirmed on Monday."
    document = compose(HEADING, [LEDE, told], published=ANCHOR)
    said = [_said(c) for c in _milestones(document) if c.sentence == 2]
    assert "delay 2 2025-06-09/2025-06-09 done" in said
