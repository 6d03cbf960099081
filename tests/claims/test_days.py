"""Days beside cues: the year they mean and the status that fits."""

from __future__ import annotations

from datetime import date

import pytest

from airdate.claims import days
from airdate.claims.events import Cue, rules
from airdate.claims.inflect import Form
from airdate.dates import tag
from airdate.model import DateRange, Status

ANCHOR = date(2023, 12, 12)


@pytest.mark.parametrize(
    ("words", "status", "past", "when"),
    [
        ("in March 2024", Status.DONE, True, "2024-03-01/2024-03-31"),
        ("in March", Status.DONE, True, "2023-03-01/2023-03-31"),
        ("in March", Status.PLANNED, False, "2024-03-01/2024-03-31"),
        ("on February 29", Status.PLANNED, False, "2024-02-29/2024-02-29"),
    ],
)
def test_a_day_without_a_year_turns_to_the_side_of_its_claim(
    words: str, status: Status, past: bool, when: str
) -> None:
    """What is done lies behind, what is planned ahead; a year in the words stands."""
    time = tag(words, ANCHOR)[0]
    assert DateRange.parse(when) == days.turned(time, status, anchor=ANCHOR, past=past).range


def _cue(event: str, form: Form) -> Cue:
    rule = next(r for r in rules() if r.event == event)
    return Cue(0, 1, rule, form, 0)


@pytest.mark.parametrize(
    ("event", "form", "when", "status"),
    [
        ("release", Form.PAST, "2024-05-01/2024-05-31", Status.PLANNED),
        ("release", Form.PAST, "2023-05-01/2023-05-31", Status.DONE),
    ],
)
def test_what_lies_ahead_is_not_done(event: str, form: Form, when: str, status: Status) -> None:
    """A day ahead of the document makes a plan of it."""
    found = days.in_time(Status.DONE, DateRange.parse(when), anchor=ANCHOR, cue=_cue(event, form))
    assert status is found


@pytest.mark.parametrize(
    ("form", "status"), [(Form.BASE, Status.DROPPED), (Form.THIRD, Status.DONE)]
)
def test_a_plan_whose_day_went_by_is_dropped(form: Form, status: Status) -> None:
    """A plan for May no longer holds after May; the present tense tells a history."""
    when = DateRange.parse("2023-05-01/2023-05-31")
    found = days.in_time(Status.PLANNED, when, anchor=ANCHOR, cue=_cue("release", form))
    assert status is found
