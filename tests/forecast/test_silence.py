"""What silence makes of news: first nothing, then doubt, at last little is left of it."""

from __future__ import annotations

import numpy as np
import pytest

from airdate.forecast.design import HORIZON_DAYS
from airdate.forecast.parameters import shipped
from airdate.forecast.silence import Silence, doubted, silence

VALUES = {name: figure.value for name, figure in shipped().figures.items()}


def sure_of(day: int) -> np.ndarray:
    """Return a forecast that is all but certain of a day, the rest spread evenly."""
    mass = np.full(HORIZON_DAYS, 0.01 / (HORIZON_DAYS - 1))
    mass[day] = 0.99
    return mass


def test_some_days_of_silence_tell_nothing() -> None:
    """Nor does that nothing was ever heard."""
    assert Silence(13, 0.0, 1.0) == silence(13, sure_of(5), values=VALUES)
    assert Silence(400, 0.0, 1.0) == silence(400, None, values=VALUES)


def test_a_day_to_come_outlasts_silence() -> None:
    """While nothing was to come, no one had to say anything."""
    found = silence(300, sure_of(400), values=VALUES)

    assert found.void < 0.15
    assert found.survival > 0.9


def test_a_day_that_passed_in_silence_makes_the_news_void() -> None:
    """The more so the longer ago it was said."""
    voids = [silence(days, sure_of(30), values=VALUES).void for days in (60, 400, 1200)]

    assert sorted(voids) == voids
    assert voids[-1] > 0.9


def test_what_is_left_of_a_wait_grows_with_it() -> None:
    """After four silent years the middle lies further off than after one."""
    middles = []
    for days in (365, 1461):
        curve = np.cumsum(doubted(sure_of(1), Silence(days, 1.0, 0.5), values=VALUES))
        assert 1.0 == pytest.approx(curve[-1])
        middles.append(int(np.searchsorted(curve, 0.5)))

    assert 365 < middles[0] < middles[1]


def test_firm_news_is_left_as_it_is() -> None:
    """To the last day."""
    mass = sure_of(9)

    assert mass is doubted(mass, Silence(3, 0.0, 1.0), values=VALUES)
