"""Fitting to files: scores in and out of fold, and what is told of rows that cannot be used."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from airdate.errors import AirdateError
from airdate.forecast import fit_files
from airdate.forecast.fitting import dump, franchise
from airdate.forecast.parameters import read, shipped
from airdate.sources import weigh

START = date(2021, 3, 1)


def history(number: int, *, title: str | None = None, wait: int = 150) -> dict[str, object]:
    """Return a history: filming starts, and it comes so many days later."""
    begun = START + timedelta(days=40 * number)
    return {
        "id": f"show-{number}",
        "title": title or f"Show {chr(65 + number)}",
        "season": 2,
        "kind": "series",
        "country": "US",
        "service": "Netflix",
        "previous_release": "2020-01-01",
        "released": str(begun + timedelta(days=wait + number)),
        "reports": [
            {
                "reported": str(begun + timedelta(days=1)),
                "event": "filming_start",
                "when": f"{begun}/{begun}",
                "status": "done",
                "source_domain": "variety.com",
                "url": f"https://variety.com/{number}",
                "reported_basis": "page",
            }
        ],
    }


def kept(folder: Path, *rows: object, name: str = "cases.jsonl") -> Path:
    """Return a file of rows, each as JSON."""
    path = folder / name
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_figures_follow_the_histories_and_are_scored_twice(tmp_path: Path) -> None:
    """Titles that all came quickly: shorter durations, by which they are forecast the better."""
    cases = kept(tmp_path, *(history(number) for number in range(6)))

    found = fit_files(cases, weigh=weigh, rates=None, folds=2)

    assert found.parameters["start.mu"] < shipped().figures["start.mu"].prior
    assert (6, 6) == (found.in_sample.cases, found.out_of_fold.titles)
    assert 0.0 < found.in_sample.crps <= found.out_of_fold.crps
    assert ["3 to 12 months"] == list(found.out_of_fold.by_horizon)
    assert "6 seasons and films (6 days of news" in found.parameters.note


def test_what_is_dumped_is_read_again(tmp_path: Path) -> None:
    """In the form of parameters.json."""
    path = tmp_path / "figures.json"
    path.write_text(dump(shipped()), encoding="utf-8")

    assert shipped() == read(path)


def test_seasons_and_spin_offs_stay_in_one_fold(tmp_path: Path) -> None:
    """None is forecast by figures that have seen its sibling."""
    assert franchise("Salt Harbour: Origins") == franchise(["The Salt Harbour", " season 3"][0])
    cases = kept(tmp_path, history(0, title="Salt"), history(1, title="Salt: Origins"))

    with pytest.raises(AirdateError, match="2 folds cannot be made of 1 title released"):
        fit_files(cases, weigh=weigh, rates=None, folds=2)


@pytest.mark.parametrize("folds", [0, 1, 4])
def test_folds_that_cannot_be_made_are_refused(tmp_path: Path, folds: int) -> None:
    """With the numbers that can."""
    cases = kept(tmp_path, *(history(number) for number in range(3)))

    with pytest.raises(AirdateError, match=rf"{folds} folds? cannot be made") as caught:
        fit_files(cases, weigh=weigh, rates=None, folds=folds)

    assert "from 2 to as many folds as there are titles" in caught.value.remedy


def test_a_bad_row_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    """Before anything is fitted."""
    cases = kept(tmp_path, history(0), {**history(1), "kind": "opera"})

    with pytest.raises(AirdateError, match=r"cases\.jsonl: line 2 is no history: kind is series"):
        fit_files(cases, weigh=weigh, rates=None)


def test_a_bad_wait_is_named_too(tmp_path: Path) -> None:
    """The file of waits is read before the fit."""
    cases = kept(tmp_path, *(history(number) for number in range(3)))
    rates = tmp_path / "waits.csv"
    rates.write_text("season,days,event,format,previous_gap_days\n1,soon,1,scripted,\n", "utf-8")

    with pytest.raises(AirdateError, match=r"waits\.csv, line 2 is no wait"):
        fit_files(cases, weigh=weigh, rates=rates, folds=2)


def test_nothing_to_learn_from_is_said_so(tmp_path: Path) -> None:
    """No title came out, or none was reported on early enough."""
    cases = kept(tmp_path, {**history(0), "released": None}, history(1, wait=5))

    with pytest.raises(AirdateError, match="no history there was released and forecast before"):
        fit_files(cases, weigh=weigh, rates=None)
