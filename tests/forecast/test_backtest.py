"""Replaying histories: which days, what is seen, and what a bad line is told."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from airdate.errors import AirdateError
from airdate.forecast import backtest
from airdate.forecast.backtest import cases, entries, foreseen, histories, replays
from airdate.model import Entry, Weighed
from airdate.sources import weigh

HISTORY = {
    "id": "salt-harbour-s2",
    "title": "Salt Harbour",
    "season": 2,
    "kind": "series",
    "country": "US",
    "service": "Netflix",
    "previous_release": "2022-03-04",
    "released": "2024-11-08",
    "outcome_source": "known",
    "reports": [
        {
            "reported": "2023-01-10",
            "event": "filming_start",
            "when": "2023-01-09/2023-01-09",
            "status": "done",
            "source_domain": "variety.com",
            "url": "https://variety.com/salt",
            "reported_basis": "page",
        },
        {
            "reported": "2024-02-10",
            "event": "release",
            "when": "2024-10-01/2024-12-31",
            "status": "planned",
            "source_domain": "later.example",
            "url": "https://later.example/salt-is-out",
            "reported_basis": "retrospective",
        },
        {
            "reported": "2024-11-01",
            "event": "release",
            "when": "2024-11-08/2024-11-08",
            "status": "planned",
            "source_domain": "variety.com",
            "url": "https://variety.com/salt2",
            "reported_basis": "page",
        },
    ],
}
LINE = json.dumps(HISTORY)


def test_a_case_is_the_day_after_each_report_two_weeks_ahead_at_least() -> None:
    """The report of the last week makes none."""
    made = list(backtest([LINE], weigh))

    assert ["2023-01-11", "2024-02-11"] == [row["as_of"] for row in made]
    assert {"salt-harbour-s2"} == {row["id"] for row in made}


def test_quantiles_rise_and_lie_ahead() -> None:
    """Every level of the scorer is answered by a day, given that the release comes."""
    for row in backtest([LINE], weigh):
        quantiles = row["quantiles"]
        assert isinstance(quantiles, dict)
        days = list(quantiles.values())
        assert ["0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95"] == list(quantiles)
        assert sorted(days) == days
        assert days[0] >= str(row["as_of"])


def test_the_forecaster_never_sees_outcome_or_later_pages() -> None:
    """Another outcome gives the same forecasts; of a retrospective report the page stays hidden."""
    other = json.dumps({**HISTORY, "released": "2025-11-08", "outcome_source": "elsewhere"})
    days = {"2023-01-11", "2024-02-11"}

    one = list(backtest([LINE], weigh))
    two = [row for row in backtest([other], weigh) if row["as_of"] in days]
    [history] = histories([LINE])
    seen = entries(history, until=date(2024, 12, 1))

    assert one == two
    assert ["variety.com", None, "variety.com"] == [entry.outlet for entry in seen]
    assert [True, False, True] == [entry.url is not None for entry in seen]


def test_weighing_sees_only_what_was_public() -> None:
    """What is handed to `weigh` for a day was reported by then."""
    asked: list[tuple[date, date]] = []

    def watch(told: Sequence[Entry], *, as_of: date) -> tuple[Weighed, ...]:
        asked.extend((entry.said_on, as_of) for entry in told)
        return weigh(told, as_of=as_of)

    list(backtest([LINE], watch))

    assert asked
    assert all(said_on <= as_of for said_on, as_of in asked)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2 is no history"),
        ("[]", "line 2 is no history: it is not a JSON object"),
        (json.dumps({**HISTORY, "released": "soon"}), "line 2 is no history"),
        (json.dumps({k: v for k, v in HISTORY.items() if k != "reports"}), "'reports' is missing"),
        (json.dumps({**HISTORY, "kind": "opera"}), "kind is series or film, not 'opera'"),
        (json.dumps({**HISTORY, "season": "two"}), "season is a number or null, not 'two'"),
        (
            json.dumps({**HISTORY, "reports": [{**HISTORY["reports"][0], "status": "sure"}]}),
            "'sure' is not a valid Status",
        ),
    ],
)
def test_a_line_that_is_no_history_is_named(line: str, message: str) -> None:
    """The error tells its number, what is wrong and what a line should be."""
    with pytest.raises(AirdateError, match=r"line 2 is no history") as caught:
        list(backtest([LINE, line], weigh))

    assert message in caught.value.problem
    assert "one JSON object a line" in caught.value.remedy


def test_what_has_not_come_out_is_forecast_after_every_report_but_not_fitted_on() -> None:
    """A history without an outcome."""
    line = json.dumps({**HISTORY, "released": None})

    made = list(backtest([line], weigh))

    assert ["2023-01-11", "2024-02-11", "2024-11-02"] == [row["as_of"] for row in made]
    assert [] == list(cases([line], weigh))


def test_blank_lines_are_passed_over() -> None:
    """They count as lines all the same."""
    assert 1 == len(list(histories(["", LINE, "  "])))


def test_forecasts_beat_the_simple_rules_on_the_development_set(shared: Path) -> None:
    """In sample, that is: the shipped figures must stay well below the best rule's 95.8 days."""
    lines = (shared / "eval" / "forecast" / "dev.jsonl").read_text(encoding="utf-8").splitlines()

    crps = list(_crps(lines))

    assert sum(crps) / len(crps) < 80.0


def _crps(lines: Sequence[str]) -> Iterator[float]:
    """Yield each title's mean loss in days: twice the weighted pinball loss over the levels."""
    weights = (0.075, 0.1, 0.2, 0.25, 0.2, 0.1, 0.075)
    released = {history.id: history.released for history in histories(lines)}
    by_title: dict[str, list[float]] = {}
    for row in backtest(lines, weigh):
        quantiles = row["quantiles"]
        assert isinstance(quantiles, dict)
        loss = 0.0
        for (level, day), weight in zip(quantiles.items(), weights, strict=True):
            miss = (released[str(row["id"])] - date.fromisoformat(day)).days
            loss += 2 * weight * (float(level) * miss if miss >= 0 else (float(level) - 1) * miss)
        by_title.setdefault(str(row["id"]), []).append(loss)
    yield from (sum(losses) / len(losses) for losses in by_title.values())


def test_cases_for_fitting_tell_the_days_to_the_release() -> None:
    """Of each forecast day."""
    assert [667.0, 271.0] == [case.days for case in cases([LINE], weigh)]


def test_forecasts_are_placed_where_the_outcome_lay() -> None:
    """The chance before the day that came and by it; nothing of what has not come out."""
    waiting = json.dumps({**HISTORY, "released": None})

    seen = list(foreseen(replays([LINE], weigh)))
    open_ = list(foreseen(replays([waiting], weigh)))

    assert [667.0, 271.0] == [one.judged.outcome for one in seen if one.judged]
    for one in seen:
        assert one.placed is not None
        assert 0.0 <= one.placed.below < one.placed.upto <= 1.0
    assert {(None, None)} == {(one.judged, one.placed) for one in open_}


def test_without_the_window_it_is_forecast_from_the_stage_alone() -> None:
    """The same as had the window never been reported."""
    told = [report for report in HISTORY["reports"] if report["event"] != "release"]
    unheard = json.dumps({**HISTORY, "reports": told})

    [_, left] = backtest([LINE], weigh, without={"window"})
    [never] = backtest([unheard], weigh)
    [first, full] = backtest([LINE], weigh)

    assert full["quantiles"] != left["quantiles"]
    assert never == first
