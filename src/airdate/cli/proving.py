"""`airdate backtest` and `fit`: the forecaster on recorded histories, scored and fitted anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from airdate.cli.figures import figures, parameters_option
from airdate.cli.files import write_bytes, write_lines
from airdate.cli.options import colours, json_option, print_json, print_line, warn, width
from airdate.errors import AirdateError, UsageError
from airdate.wording import counted

if TYPE_CHECKING:
    from airdate.forecast.backtest import Replay
    from airdate.forecast.scores import Scores
    from airdate.forecast.trial import Trial

_HISTORIES = "Name a file of histories, a line each; docs/forecast.md tells their form."
rates_option = click.option(
    "--rates", metavar="FILE.csv", help="Waits between seasons, to fit the usual gap to."
)


@click.command()
@click.argument("cases", metavar="CASES.jsonl")
@click.option("--out", metavar="FILE", help="Where the predictions go. Default: standard output.")
@click.option("--score", is_flag=True, help="Print scores beside simple rules, no predictions.")
@click.option("--diagram", metavar="FILE", help="Draw the calibration: FILE.svg or FILE.png.")
@click.option("--folds", type=click.IntRange(2, 50), help="Score figures fitted without the title.")
@rates_option
@parameters_option
@json_option
def backtest_command(
    cases: str,
    *,
    out: str | None,
    score: bool,
    diagram: str | None,
    folds: int | None,
    rates: str | None,
    parameters: str | None,
    as_json: bool,
) -> None:
    """Run the forecaster on recorded histories; write a prediction a case, as JSON Lines.

    CASES has a title a line, with its dated reports and its release. Of each case the forecaster
    sees only what had been reported by its day. With --score it tells how good it was, by time to
    the release, beside three simple rules; how well it is calibrated; and what each part is worth.
    """
    if (folds or rates) and not (score or diagram):
        raise UsageError("--folds and --rates are for scores.", "Add --score or --diagram FILE.")
    if rates and not folds:
        raise UsageError("--rates is for fitting.", "Add --folds 6.")
    if folds and (parameters or out):
        raise UsageError(
            "--folds fits figures of its own.", "Leave --parameters and --out away, or --folds."
        )
    if diagram:
        _check_place(diagram, kinds=(".svg", ".png"))
    replayed = _replayed(cases)
    if out is not None or not (score or diagram):
        _write_predictions(replayed, cases, out, parameters)
    if score or diagram:
        found = _tried(replayed, parameters, folds=folds, rates=rates)
        if diagram:
            _draw(found, diagram, spare=cases)
        if score:
            _print_trial(found, as_json)


def _replayed(name: str) -> list[Replay]:
    from airdate.forecast.backtest import replays
    from airdate.sources import weigh

    try:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise UsageError(f"{name}: {why}", _HISTORIES) from None
    try:
        return list(replays(lines, weigh))
    except AirdateError as error:
        raise AirdateError(f"{name}: {error.problem}", error.remedy) from error


def _write_predictions(
    replayed: list[Replay], cases: str, out: str | None, parameters: str | None
) -> None:
    from airdate.forecast.backtest import foreseen

    seen = foreseen(replayed, parameters=figures(parameters))
    predictions = [json.dumps(one.prediction()) for one in seen]
    if out is None:
        for prediction in predictions:
            print_line(prediction)
        return
    write_lines(out, predictions, spare=[cases])
    warn(f"{counted(len(predictions), 'prediction')} written to {out}")


def _tried(
    replayed: list[Replay], parameters: str | None, *, folds: int | None, rates: str | None
) -> Trial:
    from airdate.forecast.trial import trial, trial_out_of_fold
    from airdate.forecast.waits import read_waits

    if folds is None:
        return trial(replayed, figures(parameters))
    with _named(rates or ""):
        waits = read_waits(Path(rates)) if rates else []
    warn(f"fitting {counted(folds, 'time')}; this takes some minutes ...")
    return trial_out_of_fold(replayed, waits, folds=folds)


def _print_trial(found: Trial, as_json: bool) -> None:
    from airdate.publish.scores import trial_json, trial_text

    if as_json:
        print_json(trial_json(found))
    else:
        click.echo(trial_text(found, width=width(), paint=colours()), nl=False)


def _draw(found: Trial, name: str, *, spare: str) -> None:
    from airdate.publish.reliability import png, reliability_svg

    drawn = reliability_svg(found)
    data = png(drawn) if Path(name).suffix.lower() == ".png" else drawn.encode()
    write_bytes(name, data, spare=[spare])
    warn(f"the diagram is in {name}")


def _check_place(name: str, *, kinds: tuple[str, ...] = ()) -> None:
    """Raise where a file could not be put there, before minutes of work are done for it."""
    path = Path(name)
    if kinds and path.suffix.lower() not in kinds:
        told = " or ".join(f"FILE{kind}" for kind in kinds)
        raise UsageError(f"{name}: no diagram of that kind can be drawn.", f"Name it {told}.")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"{name}: there is no such folder.", "Name a file that can be written.")


@click.command()
@click.argument("cases", metavar="CASES.jsonl")
@rates_option
@click.option("--folds", type=click.IntRange(2, 50), default=6, show_default=True)
@click.option("--out", metavar="FILE", help="Where the figures go, for --parameters FILE.")
@json_option
def fit_command(
    cases: str, *, rates: str | None, folds: int, out: str | None, as_json: bool
) -> None:
    """Fit the forecaster's figures to recorded histories; score them beside the shipped ones.

    CASES as for backtest; those that have not come out are passed over. --rates is a CSV of
    seasons: days waited for the next one, event (1 where that came), format, season,
    previous_gap_days. Takes some minutes.
    """
    from airdate.forecast.fitting import dump, fit_files
    from airdate.sources import weigh

    if out is not None:
        _check_place(out)
    shipped = _tried(_replayed(cases), None, folds=None, rates=None).scores["airdate"]
    warn(f"fitting {counted(folds + 1, 'time')}; this takes some minutes ...")
    with _named(cases if rates is None else f"{cases} or {rates}"):
        fit = fit_files(Path(cases), weigh=weigh, rates=Path(rates) if rates else None, folds=folds)
    rows = {
        "out of fold": fit.out_of_fold,
        "in sample": fit.in_sample,
        "shipped figures": shipped,
    }
    _print_fit(rows, fit.parameters.note, as_json)
    if out is None:
        warn("the figures were not kept: --out FILE writes them, --parameters FILE uses them")
        return
    write_lines(out, dump(fit.parameters).splitlines(), spare=[cases, *([rates] if rates else [])])
    warn(f"figures written to {out}; use them: airdate forecast TITLE --parameters {out}")


def _print_fit(rows: dict[str, Scores], note: str, as_json: bool) -> None:
    from airdate.publish.scores import fit_text, scores_json

    if as_json:
        print_json({"note": note, **{name: scores_json(row) for name, row in rows.items()}})
    else:
        click.echo(fit_text(rows, note, width=width(), paint=colours()), nl=False)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Tell of a file that cannot be read by its name."""
    try:
        yield
    except OSError as error:
        where = error.filename or name
        raise UsageError(f"{where}: {error.strerror}", "Name a file that can be read.") from None
