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
        ("in October", Status.RUMOURED, False, "2024-10-01/2024-10-31"),
        ("in October", Status.RUMOURED, True, "2023-10-01/2023-10-31"),
        ("in the third quarter", Status.PLANNED, False, "2024-07-01/2024-09-30"),
        ("on Thanksgiving", Status.PLANNED, False, "2024-11-28/2024-11-28"),
        ("the first weekend of March", Status.EXPECTED, False, "2024-03-02/2024-03-03"),
        ("on Saturday, 7.50 pm", Status.PLANNED, False, "2023-12-16/2023-12-16"),
        ("on Monday, December 4", Status.PLANNED, False, "2023-12-04/2023-12-04"),
        ("in summer '23", Status.PLANNED, False, "2023-06-01/2023-08-31"),
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


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("It was to start in March.", "2024-03-01/2024-03-31"),
        ("It was to start in September.", "2023-09-01/2023-09-30"),
        ("It will start by January.", "../2024-01-31"),
    ],
)
def test_what_was_dropped_is_the_nearest(words: str, when: str) -> None:
    """A slot is given up shortly before it comes, or when it has just gone by."""
    found = days.turned(tag(words, ANCHOR)[0], Status.DROPPED, anchor=ANCHOR, past=False)
    assert DateRange.parse(when) == found.range


@pytest.mark.parametrize(
    ("words", "event", "when"),
    [
        ("They have been shooting since March", "filming", "2023-03-01/.."),
        ("They are shooting in Oslo until March", "filming", "../2024-03-31"),
        ("It has been out since March", "release", "2023-03-01/2023-03-31"),
        ("It won't be out until March", "release", "2024-03-01/2024-03-31"),
    ],
)
def test_work_under_way_is_open_on_one_side(words: str, event: str, when: str) -> None:
    """A day beside work that goes on is one end of it; of what happens at once it is the day."""
    time = tag(words, ANCHOR)[-1]
    found = days.lasting(time, event, lead=words[: time.start], anchor=ANCHOR)
    assert DateRange.parse(when) == found.range
