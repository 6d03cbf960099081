"""Who was right, how early, and what that makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import isclose

import pytest

from airdate.model import Claim, DateRange, Entry, Event, Installment, Milestone, Status
from airdate.sources import Hindsight, hindsight
from airdate.sources.track_record import beta_interval, faith_of, hit_rate
from airdate.sources.weights import weights

MOMENT = datetime(2027, 6, 1, tzinfo=UTC)
AS_OF = date(2027, 6, 1)


def told(outlet: str, day: str, when: str, *, title: str, status: str = "planned") -> Entry:
    """Return what an outlet said of a release, in words of its own."""
    words = " ".join(f"{outlet}{title}{day}{n}" for n in range(20))
    claim = Claim(
        Installment(title, 1),
        Milestone(Event.RELEASE, DateRange.parse(when)),
        Status(status),
        None,
        sentence=0,
        start=0,
        end=4,
    )
    name = f"{outlet} {title} {day} {when} {status}"
    return Entry(
        id=name,
        claim=claim,
        document_id=name,
        heading="",
        outlet=outlet,
        url=None,
        said_on=date.fromisoformat(day),
        recorded_at=MOMENT,
        reader="test",
        sentence_words=words,
        words_start=0,
        words_end=4,
        passage=words,
    )


def title(number: int, *, outlet: str, held: bool, status: str = "planned") -> list[Entry]:
    """Return one title: an outlet's window for it, and Variety's report on what came."""
    name = f"Show {number}"
    came = "2026-09-12/2026-09-12" if held else "2026-11-20/2026-11-20"
    window = "2026-09-01/2026-09-30"
    return [
        told(outlet, "2026-03-01", window, title=name, status=status),
        told("variety.com", came[:10], came, title=name, status="done"),
    ]


def titles(outlet: str, *, held: int, missed: int, status: str = "planned") -> list[list[Entry]]:
    """Return titles of which an outlet was right and wrong so often."""
    return [
        title(number, outlet=outlet, held=number < held, status=status)
        for number in range(held + missed)
    ]


def test_a_record_counts_what_held_and_how_far_the_rest_was_off() -> None:
    """Two of three held, the third came 51 days late; what held was said 195 days ahead."""
    record = Hindsight(titles("nme.com", held=2, missed=1)).records(AS_OF)["nme.com"]
    assert (3, 2, 17.0, 195.0) == (
        len(record.judged),
        record.held,
        record.mean_error_days,
        record.lead_days,
    )
    low, high = record.interval
    assert low < record.share < high


def test_few_claims_hardly_move_an_outlet_from_its_kind_and_many_do() -> None:
    """Shrinkage: one miss costs little, forty nearly all."""
    kind = weights().faith["press"]
    faiths = [
        Hindsight(titles("nme.com", held=0, missed=n, status="done")).track_record(AS_OF)["nme.com"]
        for n in (1, 10, 40)
    ]
    assert sorted(faiths, reverse=True) == faiths
    assert kind - 0.1 < faiths[0] < kind
    assert faiths[2] < 0.35


def test_a_plan_that_slipped_costs_less_than_a_report_that_was_wrong() -> None:
    """Plans slip though they were truly told; reports are right or wrong."""
    plans = faith_of([(0.6, False)] * 10, prior_mean=0.9, prior_weight=10)
    reports = faith_of([(1.0, False)] * 10, prior_mean=0.9, prior_weight=10)
    assert reports < plans < 0.9
    assert isclose(0.45, reports)


def test_without_claims_an_outlet_is_what_its_kind_is() -> None:
    """And is not among those with a record."""
    assert 0.9 == faith_of([], prior_mean=0.9, prior_weight=10)
    assert "cbr.com" not in Hindsight(titles("nme.com", held=1, missed=0)).track_record(AS_OF)


def test_an_imitation_earns_nothing() -> None:
    """Be it right as often as it likes."""
    found = Hindsight(titles("netfl1x.com", held=30, missed=0, status="done")).records(AS_OF)
    assert 30 == len(found["netfl1x.com"].judged)
    assert weights().faith["imitation"] == found["netfl1x.com"].faith
    groups = titles("netfl1x.com", held=30, missed=0, status="done")
    assert "netfl1x.com" not in Hindsight(groups).track_record(AS_OF)


def test_a_copyist_earns_nothing_by_what_it_copies() -> None:
    """The words are NME's, a day later: the record too."""
    groups = titles("nme.com", held=5, missed=0)
    for group in groups:
        copy = replace(group[0], id=f"copy {group[0].id}", outlet="copycat.example")
        group.append(replace(copy, said_on=copy.said_on + timedelta(1)))
    records = Hindsight(groups).records(AS_OF)
    assert (0, 5) == (
        len(records["copycat.example"].judged),
        len(records["copycat.example"].copied),
    )
    assert weights().faith["unknown"] == records["copycat.example"].faith
    assert "copycat.example" not in Hindsight(groups).track_record(AS_OF)


def test_a_record_is_of_its_day() -> None:
    """Nothing is judged before what came was reported."""
    found = Hindsight(titles("nme.com", held=2, missed=2))
    days = (date(2026, 9, 12), date(2026, 11, 20))
    assert [2, 4] == [len(found.records(day)["nme.com"].judged) for day in days]
    assert "nme.com" not in found.records(date(2026, 9, 11))


def test_the_same_testimony_is_looked_through_once() -> None:
    """A ledger that has not changed gives the same object again."""
    testimony = {("show", 1): title(1, outlet="nme.com", held=True)}
    assert hindsight(testimony) is hindsight(testimony)
    assert hindsight(dict(testimony)) is not hindsight(testimony)


@pytest.mark.parametrize(
    ("hits", "judged", "expected"), [(0, 0, 0.8), (5, 5, 0.9), (0, 5, 0.4), (10, 95, 0.14)]
)
def test_a_hit_rate_is_drawn_towards_the_mean(hits: int, judged: int, expected: float) -> None:
    """Of five claims, half way; of ninety-five, hardly."""
    assert isclose(expected, hit_rate(hits, judged, prior_mean=0.8, prior_weight=5))


def test_more_hits_than_claims_are_refused() -> None:
    """Somebody counted wrongly."""
    with pytest.raises(ValueError, match="6 hits of 5"):
        hit_rate(6, 5, prior_mean=0.8, prior_weight=5)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (1, 1, (0.1, 0.9)),
        (2, 1, (0.316, 0.949)),
        (30, 10, (0.660, 0.835)),
        (0.5, 0.5, (0.024, 0.976)),
    ],
)
def test_an_interval_is_that_of_the_beta_distribution(
    a: float, b: float, expected: tuple[float, float]
) -> None:
    """Its inner four fifths, to the step of the grid."""
    found = beta_interval(a, b, inner=0.8)
    assert all(abs(one - other) < 0.01 for one, other in zip(found, expected, strict=True)), found
