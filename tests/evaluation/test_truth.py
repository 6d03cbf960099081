"""Fitting how far to believe whom, and the world on which methods are tried."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from evaluation.truth import holding
from evaluation.truth.__main__ import WEIGHTS, fit, simulated
from evaluation.truth.copies import recall
from evaluation.truth.figure import figure
from evaluation.truth.methods import METHODS
from evaluation.truth.world import world

from airdate.model import SourceKind, Status


@pytest.fixture(scope="module")
def found() -> dict[str, list[float]]:
    """Return what each method finds without copiers and with eighteen."""
    return simulated((0, 18), worlds=2, titles=30)


def test_airdate_finds_the_truth_whatever_the_copiers(found) -> None:  # type: ignore[no-untyped-def]
    """By the product's own path, not a copy of it; floors below what the docs show."""
    alone, crowded = found["airdate"]
    assert alone >= 0.85
    assert crowded >= 0.85


def test_copiers_fool_those_who_count_voices(found) -> None:  # type: ignore[no-untyped-def]
    """Majority vote and TruthFinder fall where airdate stands."""
    for name in ("majority vote", "TruthFinder"):
        assert found[name][0] >= 0.8
        assert found[name][1] <= 0.7 < found["airdate"][1]


def test_a_world_is_made_again_the_same() -> None:
    """Of equal arguments; another seed makes another."""
    one = world(titles=3, copiers=2, seed=1)
    assert one == world(titles=3, copiers=2, seed=1)
    assert one != world(titles=3, copiers=2, seed=2)


def test_a_plain_copy_is_found_and_a_free_one_hardly() -> None:
    """Of whole passages, lifted sentences and such with words of their own behind them."""
    import random

    chance = random.Random(1)
    assert [1.0] * 3 == [
        recall(way, 2, change=0.0, chance=chance) for way in ("whole", "lifted", "continued")
    ]
    assert recall("whole", 3, change=0.1, chance=chance) >= 0.9


def test_the_figure_shows_every_method() -> None:
    """As an image that can be read aloud."""
    drawn = figure((0, 8), {name: [0.9, 0.5] for name in METHODS}, note="a note")
    root = ET.fromstring(drawn)  # noqa: S314 -- our own
    words = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert all(any(word.startswith(name) for word in words) for name in METHODS)
    assert "airdate 0.50" in (root.findtext("{http://www.w3.org/2000/svg}desc") or "")


# ── fitting ─────────────────────────────────────────────────────────────────────────────────


def history(number: int, *, status: str, outlet: str, came: str) -> str:
    """Return a history of one claim, that the release comes in September."""
    report = {
        "reported": "2025-03-01",
        "event": "release",
        "when": "2025-09-01/2025-09-30",
        "status": status,
        "source_domain": outlet,
        "url": f"https://{outlet}/{number}",
        "reported_basis": "page",
    }
    head = {"id": str(number), "title": f"Show {number}", "season": 2, "kind": "series"}
    return json.dumps(head | {"released": came, "reports": [report]})


@pytest.fixture
def histories(tmp_path: Path) -> Path:
    """Return sixty histories: of plans in the press nine in ten held, of a stranger's one half."""
    lines = [
        history(
            n, status="planned", outlet="nme.com", came="2025-09-12" if n % 10 else "2026-01-10"
        )
        for n in range(40)
    ] + [
        history(
            n, status="planned", outlet="blue.example", came=("2025-09-12", "2026-01-10")[n % 2]
        )
        for n in range(40, 60)
    ]
    path = tmp_path / "histories.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_what_held_more_often_is_believed_more(histories: Path) -> None:
    """The chances come near the shares, the kinds in the order of trust."""
    claims = holding.said_in(histories)
    fitted = holding.fit(claims)
    press, stranger = (
        fitted.chance(next(c for c in claims if c.kind is kind))
        for kind in (SourceKind.PRESS, SourceKind.UNKNOWN)
    )
    assert abs(press - 0.9) < 0.07
    assert abs(stranger - 0.5) < 0.15
    chances = [fitted.faith[kind] for kind in SourceKind]
    assert sorted(chances, reverse=True) == chances


def test_errors_are_counted_in_days_late(histories: Path) -> None:
    """The summary that stands in the file of weights."""
    claims = holding.said_in(histories)
    assert {0, 102} == {said.error_days for said in claims}
    assert "planned       60 said, 0.77 held, 14 late (the middle one by 102 days), 0 early" in (
        holding.summary(claims)
    )


def test_outlets_that_differ_make_records_count_sooner() -> None:
    """Where each outlet is always right or always wrong, few claims tell; else many are needed."""
    base = holding.Said(SourceKind.PRESS, Status.PLANNED, "", "", 30, 0)
    fitted = holding.Fitted({SourceKind.PRESS: 0.5}, {Status.PLANNED: 1.0}, half_life_days=1e9)
    unlike = [replace(base, domain=f"o{n % 10}", error_days=n % 2) for n in range(60)]
    alike = [replace(base, domain=f"o{n // 6}", error_days=n % 2) for n in range(60)]
    assert holding.record_claims(unlike, fitted) < holding.record_claims(alike, fitted)


def test_fitting_writes_numbers_and_leaves_the_words(
    histories: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file of weights keeps its comments, its judgements and its other tables."""
    import tomllib

    path = tmp_path / "weights.toml"
    path.write_text(WEIGHTS.read_text("utf-8"), encoding="utf-8")
    fit(histories, path)
    before, after = (tomllib.loads(each.read_text("utf-8")) for each in (WEIGHTS, path))
    assert before.keys() == after.keys()
    assert before["faith"] != after["faith"]
    assert all(before[name] == after[name] for name in ("voices", "relays", "copies"))
    assert "60 dated claims on the releases of 60 franchises" in path.read_text("utf-8")
    assert "60 dated claims" in capsys.readouterr().out


@pytest.mark.slow
def test_the_shipped_numbers_are_those_that_fitting_finds(shared: Path, tmp_path: Path) -> None:
    """Nobody changed them by hand, nor the fitting without them."""
    path = tmp_path / "weights.toml"
    path.write_text(WEIGHTS.read_text("utf-8"), encoding="utf-8")
    fit(shared / "eval" / "forecast" / "dev.jsonl", path)
    assert WEIGHTS.read_text("utf-8") == path.read_text("utf-8")


@pytest.mark.slow
def test_fitted_chances_foretell_better_than_judged_ones(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out of fold, by both scores."""
    monkeypatch.setattr(holding, "SHUFFLES", 1)
    claims = holding.said_in(shared / "eval" / "forecast" / "dev.jsonl")
    scores = holding.out_of_fold(claims)
    assert scores["fitted"][1] < scores["judged faith"][1]
    assert scores["fitted"][0] < scores["judged faith"][0] + 0.001
