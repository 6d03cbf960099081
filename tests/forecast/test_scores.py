"""Scores of forecasts: each title once, in days, by the time to the release."""

import pytest

from airdate.forecast.scores import Judged, crps, score

SURE = (100.0,) * 7
SPREAD = (40.0, 60.0, 80.0, 100.0, 120.0, 140.0, 160.0)


def test_a_forecast_of_one_day_scores_its_error() -> None:
    """Early or late."""
    losses = [crps(Judged("a", SURE, outcome)) for outcome in (70.0, 100.0, 130.0)]

    assert [30.0, 0.0, 30.0] == pytest.approx(losses)


def test_each_title_counts_once() -> None:
    """However many cases it has."""
    told = [Judged("a", SURE, 100.0), Judged("a", SURE, 100.0), Judged("b", SURE, 140.0)]

    found = score(told)

    assert (3, 2, 20.0) == (found.cases, found.titles, pytest.approx(found.crps))


def test_coverage_and_error_are_those_of_the_quantiles() -> None:
    """The middle half, the middle eighty and ninety in a hundred; both ends belong to them."""
    told = [Judged(str(n), SPREAD, outcome) for n, outcome in enumerate((120.0, 60.0, 160.0, 10.0))]

    found = score(told)

    assert (0.25, 0.5, 0.75) == (found.cover_50, found.cover_80, found.cover_90)
    assert (50.0, 80.0) == (found.medae, found.width_80)


def test_horizons_without_cases_are_left_out() -> None:
    """Three months are 90 days, twelve are 365."""
    found = score([Judged("a", SURE, 90.0), Judged("b", SURE, 366.0)])

    assert ["under 3 months", "over 12 months"] == list(found.by_horizon)
    assert [10.0, 266.0] == pytest.approx([row.crps for row in found.by_horizon.values()])


def test_nothing_to_score_is_an_error() -> None:
    """Rather than a figure of nothing."""
    with pytest.raises(ValueError, match="no forecasts"):
        score([])
