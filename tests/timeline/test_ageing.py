"""Weights brought back to an earlier day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from told import entries_of, weighed_of

from airdate.model import Status
from airdate.timeline.ageing import then

SAID = date(2024, 1, 10)


@pytest.mark.parametrize("status", list(Status))
def test_what_undoes_the_ageing_gives_the_weight_of_that_day(status: Status) -> None:
    """For every status, whatever its half life: the same as weighing on that day."""
    entries = entries_of(f"{SAID} upi.com filming_start {status} 2026")
    late = SAID + timedelta(days=3000)
    [today] = weighed_of(entries, as_of=late)
    for days in (0, 40, 700, 3000):
        day = SAID + timedelta(days=days)
        [known] = weighed_of(entries, as_of=day)

        assert pytest.approx(known.weight) == today.weight * then(late)(day)(today)


def test_a_claim_is_never_weighed_before_it_was_made() -> None:
    """On an earlier day it counts as on its own."""
    entries = entries_of(f"{SAID} upi.com filming_start denied -")
    [today] = weighed_of(entries, as_of=SAID + timedelta(days=900))
    past = then(SAID + timedelta(days=900))

    assert past(SAID)(today) == past(SAID - timedelta(days=500))(today)
