"""The simple rules: what each says of a made history, and that they score as published."""

from datetime import date
from pathlib import Path

import pytest
from tests.forecast.histories_made import history, lines

from airdate.forecast.backtest import by_rules, histories, replays
from airdate.forecast.histories import History
from airdate.forecast.rules import durations_of, gap, stages, window
from airdate.forecast.scores import score
from airdate.sources import weigh

START = date(2024, 3, 1)


def made(planned: str | None = "2025-01-01/2025-03-31") -> History:
    """Return a history whose filming began on START."""
    [found] = histories(
        [history("Salt Harbour", start=START, released=date(2025, 2, 1), planned=planned)]
    )
    return found


def test_the_window_is_spread_evenly() -> None:
    """From its first day to its last."""
    days = window(made(), as_of=date(2024, 10, 1), durations={})

    assert [date(2025, 1, 5), date(2025, 2, 14), date(2025, 3, 26)] == [days[0], days[3], days[6]]


def test_a_window_that_is_under_way_is_spread_over_what_is_left() -> None:
    """From today on."""
    days = window(made(), as_of=date(2025, 3, 1), durations={})

    assert date(2025, 3, 16) == days[3]


def test_without_a_window_the_stage_tells_its_usual_months() -> None:
    """Ten to twenty-two from the start of filming."""
    days = window(made(planned=None), as_of=date(2024, 4, 1), durations={})

    assert date(2025, 7, 1) == days[3]


def test_the_gap_is_two_years_after_the_season_before() -> None:
    """Give or take one; of what has none, two years from today."""
    found = made()
    before = found.profile.previous_release
    assert before is not None

    days = gap(found, as_of=date(2024, 4, 1), durations={})

    assert 730 == pytest.approx((days[3] - before).days, abs=1)


def test_durations_are_those_of_other_titles() -> None:
    """Never of the title itself."""
    found = list(histories(lines()))
    durations = durations_of(found)
    as_of = date(2022, 1, 11)

    days = stages(found[0], as_of=as_of, durations=durations)
    alone = stages(found[0], as_of=as_of, durations=durations_of(found[:1]))

    assert 420 == pytest.approx((days[3] - date(2022, 1, 10)).days, abs=2)
    assert date(2023, 1, 11) == alone[3]


def test_the_rules_score_what_the_evaluation_set_tells_of_them(shared: Path) -> None:
    """CRPS of the window, of the gap and of stage durations, in days, each title once."""
    told = (shared / "eval" / "forecast" / "dev.jsonl").read_text(encoding="utf-8").splitlines()

    found = {name: score(judged) for name, judged in by_rules(replays(told, weigh)).items()}

    assert {"latest window": 95.8, "last gap": 138.4, "stage durations": 136.3} == {
        name: round(scores.crps, 1) for name, scores in found.items()
    }
