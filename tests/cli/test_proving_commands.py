"""`airdate backtest` and `fit`: predictions, scores, the diagram, figures of one's own."""

from __future__ import annotations

import json
import sys

import pytest
from tests.forecast.histories_made import lines

TITLE = "A Title That Nobody Knows"


@pytest.fixture
def cases(tmp_path):
    """Return a file of made histories."""
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(lines()) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def fitted(call, cases, tmp_path):
    """Return a file of figures fitted to them."""
    path = tmp_path / "figures.json"
    assert 0 == call("fit", cases, "--folds", 2, "--out", path).code
    return path


def test_backtest_writes_a_prediction_a_case(call, cases, tmp_path) -> None:
    """To the standard output or to a file, the same."""
    told = call("backtest", cases)
    out = tmp_path / "predictions.jsonl"
    kept = call("backtest", cases, "--out", out)

    assert 12 == len(told.lines())
    assert {"id", "as_of", "quantiles"} == set(told.lines()[0])
    assert "12 predictions written" in kept.err
    assert told.out == out.read_text(encoding="utf-8")


def test_scores_stand_beside_the_rules(call, cases) -> None:
    """As a table and as JSON."""
    text = call("backtest", cases, "--score").out
    found = call("backtest", cases, "--score", "--json").json()

    for expected in ("6 titles, 12 days of news", "latest window", "Calibration", "claimed window"):
        assert expected in text
    assert {"airdate", "latest window", "last gap", "stage durations"} == set(found["scores"])
    assert 12 == found["scores"]["airdate"]["cases"]
    assert 0 == found["folds"]


def test_scores_fit_into_eighty_columns(call, cases, monkeypatch) -> None:
    """No row is wider."""
    monkeypatch.setenv("COLUMNS", "80")

    assert 80 >= max(len(row) for row in call("backtest", cases, "--score").out.splitlines())


def test_out_of_fold_scores_say_so(call, cases) -> None:
    """In the heading and in JSON."""
    text = call("backtest", cases, "--score", "--folds", 2).out

    assert "Out of fold" in text
    assert "in 2 folds" in " ".join(text.split())


def test_the_diagram_is_drawn_as_svg(call, cases, tmp_path) -> None:
    """With the forecaster and the rules by name; scores are printed only if asked for."""
    path = tmp_path / "drawn.svg"

    answer = call("backtest", cases, "--diagram", path)

    assert ("", f"the diagram is in {path}\n") == (answer.out, answer.err)
    assert "stage durations" in path.read_text(encoding="utf-8")


def test_the_diagram_is_drawn_as_png_where_the_extra_is_there(call, cases, tmp_path) -> None:
    """A real PNG."""
    pytest.importorskip("vl_convert", reason="needs the extra `charts`")
    path = tmp_path / "drawn.png"

    assert 0 == call("backtest", cases, "--diagram", path).code
    assert path.read_bytes().startswith(b"\x89PNG")


def test_without_the_extra_a_png_is_refused_with_the_remedy(
    call, cases, tmp_path, monkeypatch
) -> None:
    """How to install it, or to draw an SVG; no file is left."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    path = tmp_path / "drawn.png"

    answer = call("backtest", cases, "--diagram", path)

    assert 1 == answer.code
    assert "[charts]" in answer.err
    assert "FILE.svg" in answer.err
    assert not path.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--score", "--diagram", "drawn.pdf"), "Name it FILE.svg or FILE.png"),
        (("--diagram", "/no/such/folder/drawn.svg"), "there is no such folder"),
        (("--folds", "3"), "Add --score or --diagram"),
        (("--score", "--rates", "waits.csv"), "Add --folds 6"),
        (("--score", "--folds", "3", "--parameters", "own.json"), "--folds fits figures"),
        (("--parameters", "/no/such/file"), "Make one: airdate fit"),
    ],
)
def test_a_call_that_makes_no_sense_is_a_usage_error(call, cases, words, told) -> None:
    """Exit code 2, and what to do instead."""
    answer = call("backtest", cases, *words)

    assert 2 == answer.code
    assert told in answer.err


def test_a_bad_history_is_named_by_file_and_line(call, cases) -> None:
    """With the form that a line should have; by both commands."""
    cases.write_text(cases.read_text(encoding="utf-8") + '{"id": "x"}\n', encoding="utf-8")

    for command in ("backtest", "fit"):
        answer = call(command, cases)
        assert 1 == answer.code
        assert f"{cases}: line 7 is no history" in answer.err
        assert "one JSON object a line" in answer.err


def test_a_bad_wait_is_named(call, cases, tmp_path) -> None:
    """The file and what is wrong with it."""
    rates = tmp_path / "waits.csv"
    rates.write_text("nothing\n1\n", encoding="utf-8")

    answer = call("fit", cases, "--folds", 2, "--rates", rates)

    assert 1 == answer.code
    assert f"{rates}" in answer.err
    assert "column" in answer.err


@pytest.mark.parametrize("command", ["backtest", "fit"])
def test_a_file_that_is_not_there_is_a_usage_error(call, command) -> None:
    """Named, with the remedy."""
    answer = call(command, "/no/such/cases.jsonl")

    assert 2 == answer.code
    assert "/no/such/cases.jsonl: No such file" in answer.err


def test_fit_scores_new_figures_beside_the_shipped_ones(call, cases) -> None:
    """Out of fold first; nothing is written unless a file is named."""
    answer = call("fit", cases, "--folds", 2)
    rows = call("fit", cases, "--folds", 2, "--json").json()

    assert answer.out.index("out of fold") < answer.out.index("in sample")
    assert answer.out.index("in sample") < answer.out.index("shipped figures")
    assert "--out FILE" in answer.err
    assert {"note", "out of fold", "in sample", "shipped figures"} == set(rows)


def test_fitted_figures_forecast_by_option_and_by_setting(
    call, article, db, fitted, monkeypatch
) -> None:
    """And differ from the shipped ones; the brief goes by the setting too."""
    assert 0 == call("add", "--db", db, article).code
    asked = ("--db", db, "forecast", "tlw", "--as-of", "2026-03-01", "--json")
    told = ("--db", db, "brief", "tlw", "--as-of", "2026-03-01", "--format", "json")
    shipped, ours = call(*asked).json(), call(*asked, "--parameters", fitted).json()
    plain = call(*told).json()["forecast"]["quantiles"]
    monkeypatch.setenv("AIRDATE_PARAMETERS", str(fitted))

    assert call(*asked).json() == ours
    assert shipped["quantiles"] != ours["quantiles"]
    assert ours["quantiles"] == call(*told).json()["forecast"]["quantiles"]
    assert shipped["quantiles"] == plain


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda raw: [], "is no file of figures"),
        (lambda raw: {"note": ""}, "'figures' is missing"),
        (lambda raw: {**raw, "figures": {}}, "is missing; was it made by another airdate?"),
        (
            lambda raw: {
                **raw,
                "figures": {k: {**v, "value": float("nan")} for k, v in raw["figures"].items()},
            },
            "is no number",
        ),
    ],
)
def test_a_damaged_file_of_figures_is_refused(call, cases, fitted, change, told) -> None:
    """Exit code 2 and how to make one."""
    raw = json.loads(fitted.read_text(encoding="utf-8"))
    fitted.write_text(json.dumps(change(raw)), encoding="utf-8")

    answer = call("backtest", cases, "--parameters", fitted)

    assert 2 == answer.code
    assert told in answer.err
    assert "airdate fit" in answer.err
