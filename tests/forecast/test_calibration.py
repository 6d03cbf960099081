"""Calibration: what came against the chance that it was given."""

import pytest

from airdate.forecast.calibration import (
    STEPS,
    Placed,
    band,
    calibration,
    calibration_of_quantiles,
    spread_of,
)
from airdate.forecast.parameters import LEVELS
from airdate.forecast.scores import Judged


def placed(*places: float) -> list[Placed]:
    """Return outcomes of as many titles at those places of their forecasts, 0..1."""
    return [Placed(f"title {n}", at - 0.001, at) for n, at in enumerate(places)]


def test_outcomes_spread_evenly_are_calibrated() -> None:
    """Of a hundred at every hundredth, 80 came by the day given 80 %."""
    found = placed(*((n + 0.5) / 100 for n in range(100)))

    assert list(STEPS) == pytest.approx([step.share for step in calibration(found)], abs=0.011)
    assert [0.1] * 10 == pytest.approx(list(spread_of(found)), abs=0.011)


def test_forecasts_that_are_too_early_show_above_the_diagonal_below() -> None:
    """All came in the last tenth of their forecast."""
    found = placed(0.95, 0.97, 0.99)
    shares = {step.level: step.share for step in calibration(found)}

    assert 0.0 == shares[0.5]
    assert 0.0 == shares[0.9]
    assert 1.0 == pytest.approx(sum(spread_of(found)))
    assert 1.0 == pytest.approx(spread_of(found)[-1])


def test_what_lies_on_one_day_is_spread_over_the_chance_of_that_day() -> None:
    """Of a forecast that gave the day 80 %, from 10 % on: half of it lies by 50 %."""
    [*_, half] = [s.share for s in calibration([Placed("a", 0.1, 0.9)]) if s.level <= 0.5]

    assert 0.5 == pytest.approx(half)


def test_a_day_that_was_given_no_chance_counts_from_its_place_on() -> None:
    """No division by nothing."""
    shares = [step.share for step in calibration([Placed("a", 0.5, 0.5)])]

    assert [0.0] * 9 + [1.0] * 10 == shares


def test_each_title_counts_once() -> None:
    """Three cases of one title weigh what one of another does."""
    found = [*(Placed("a", 0.1, 0.11) for _ in range(3)), Placed("b", 0.9, 0.91)]

    assert {0.5} == {s.share for s in calibration(found) if 0.2 < s.level < 0.8}


def test_quantiles_alone_are_told_at_their_levels() -> None:
    """Of two titles one came by the day of the level 0.5 and one after it."""
    days = (10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0)
    found = [Judged("a", days, 35.0), Judged("b", days, 45.0)]

    steps = calibration_of_quantiles(found)

    assert list(LEVELS) == [step.level for step in steps]
    assert [0.0, 0.0, 0.0, 0.5, 1.0, 1.0, 1.0] == [step.share for step in steps]


def test_nothing_forecast_is_no_calibration() -> None:
    """Rather than an error."""
    assert () == calibration([])
    assert () == calibration_of_quantiles([])


def test_the_band_of_chance_narrows_with_titles_and_stays_within_bounds() -> None:
    """Nine in ten of perfect forecasters."""
    few, many = band(0.5, titles=20), band(0.5, titles=2000)

    assert few[0] < many[0] < 0.5 < many[1] < few[1]
    assert 0.0 == band(0.01, titles=10)[0]
