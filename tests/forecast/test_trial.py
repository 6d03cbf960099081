"""The trial: scores beside the rules, what parts are worth, figures fitted without the title."""

import json
from datetime import date

import pytest
from tests.forecast.histories_made import history, lines

from airdate.errors import AirdateError
from airdate.forecast.backtest import Replay, replays
from airdate.forecast.parameters import shipped
from airdate.forecast.trial import trial, trial_out_of_fold
from airdate.sources import weigh


def replayed(told: list[str]) -> list[Replay]:
    """Return the days of the histories."""
    return list(replays(told, weigh))


def test_airdate_stands_beside_the_rules_over_all_and_by_horizon() -> None:
    """The same cases for each."""
    found = trial(replayed(lines()))

    assert ["airdate", "latest window", "last gap", "stage durations"] == list(found.scores)
    assert {(6, 12)} == {(s.titles, s.cases) for s in found.scores.values()}
    assert {"3 to 12 months", "over 12 months"} == set(found.scores["airdate"].by_horizon)
    assert 1.0 == pytest.approx(sum(found.spread))


def test_parts_that_no_case_has_are_not_told_and_the_window_is_worth_something() -> None:
    """There are no hints and no delays among the made ones."""
    found = trial(replayed(lines())).parts

    assert {"hint", "news", "slips"} & set(found) == set()
    assert found["window"] > 0


def test_what_has_not_come_out_is_not_scored() -> None:
    """It is passed over; where nothing came out, that is an error."""
    raw = json.loads(lines()[0])
    waiting = json.dumps({**raw, "id": "still-waiting", "released": None})

    assert 6 == trial(replayed([*lines(), waiting])).titles
    with pytest.raises(AirdateError, match="no history there came out"):
        trial(replayed([waiting]))


def test_out_of_fold_no_title_is_forecast_by_figures_that_saw_it(monkeypatch) -> None:
    """Nor by those that saw another season of it."""
    seen: list[set[str]] = []

    def watch(cases, rates=()):
        seen.append({case.title for case in cases})
        return shipped()

    monkeypatch.setattr("airdate.forecast.trial.fit", watch)
    raw = json.loads(lines()[0])
    sibling = json.dumps({**raw, "id": "salt-harbour-s3", "season": 3})

    found = trial_out_of_fold(replayed([*lines(), sibling]), [], folds=3)

    assert 3 == found.folds
    assert 3 == len(seen)
    assert {0, 2} == {len({"salt-harbour-s2", "salt-harbour-s3"} & titles) for titles in seen}


def test_more_folds_than_titles_are_refused() -> None:
    """With the number of titles."""
    with pytest.raises(AirdateError, match="7 folds cannot be made of 6 titles"):
        trial_out_of_fold(replayed(lines()), [], folds=7)


def test_a_history_without_a_plan_is_scored_too() -> None:
    """One case."""
    line = history("Low Tide", start=date(2022, 3, 1), released=date(2023, 6, 1))

    assert 1 == trial(replayed([line])).scores["airdate"].cases
