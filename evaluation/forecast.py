"""Fits and scores the forecaster on recorded histories, out of fold, beside the simple rules.

    python -m evaluation.forecast score [HISTORIES] [--folds 6]   out-of-fold figures and baselines
    python -m evaluation.forecast fit [HISTORIES] [--rates FILE]  writes parameters.json anew
    python -m evaluation.forecast plain [HISTORIES]               the shipped figures, in sample
    python -m evaluation.forecast parts [HISTORIES]               what each part is worth, likewise

HISTORIES is a file in the format of the forecast evaluation set, by default the one beside the
repository; its scorer and baselines are found next to it.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from airdate.forecast import fitting
from airdate.forecast.backtest import backtest, cases, histories
from airdate.forecast.estimation import Case, fit
from airdate.forecast.parameters import Parameters
from airdate.forecast.pool import PARTS
from airdate.forecast.waits import Wait, read_waits
from airdate.model import title_key
from airdate.sources import weigh

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "eval"
RATES = SHARED / "rates" / "netflix_gaps.csv"
SHIPPED = ROOT / "src" / "airdate" / "forecast" / "parameters.json"


def franchise(title: str) -> str:
    """Return what titles of one franchise share, so that none is forecast from its sibling."""
    key = title_key(title)
    for family, words in FAMILIES.items():
        if any(word in key for word in words):
            return family
    return key


# Names under which one story world appears with more than one title.
FAMILIES = {
    "money heist": ("money heist", "berlin"),
    "kingdom": ("kingdom",),
    "game of thrones": ("house of the dragon", "game of thrones"),
    "gyeongseong": ("gyeongseong",),
}


def folds(lines: Sequence[str], *, count: int) -> Iterator[tuple[list[str], list[str]]]:
    """Yield (to fit on, to forecast), whole franchises apart, the same on every machine."""
    named = [
        (franchise(h.installment.title), line)
        for h, line in zip(histories(lines), lines, strict=True)
    ]
    names = sorted({name for name, _ in named})
    place = {name: number % count for number, name in enumerate(names)}
    for fold in range(count):
        yield (
            [line for name, line in named if place[name] != fold],
            [line for name, line in named if place[name] == fold],
        )


def out_of_fold(path: Path, *, count: int = 6) -> dict[str, Any]:
    """Return the scorer's figures over all cases of a file of histories, each title once.

    Each franchise is forecast by figures fitted on the others (`predicted`).
    """
    lines = _lines(path)
    judge = scorer(path.resolve().parent.parent)
    made = list(predicted(lines, count=count, rates=_rates(RATES)))
    row: dict[str, Any] = judge.score([json.loads(line) for line in lines], made)["groups"][
        "all", "title"
    ]
    return row


def predicted(
    lines: Sequence[str], *, count: int, rates: Sequence[Wait]
) -> Iterator[dict[str, object]]:
    """Yield the predictions for all cases, each by figures fitted without its franchise."""
    for number, (others, held_out) in enumerate(folds(lines, count=count), start=1):
        fitted = fit(list(cases(others, weigh)), rates)
        print(f"fold {number} of {count}", file=sys.stderr)
        yield from backtest(held_out, weigh, parameters=fitted)


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _rates(path: Path) -> list[Wait]:
    return read_waits(path) if path.exists() else []


def scorer(folder: Path) -> Any:
    """Return the scorer's module. Raises: SystemExit where it is not beside the histories."""
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module("score_forecast")
    except ModuleNotFoundError:
        raise SystemExit(
            f"no score_forecast.py in {folder}: give the histories beside it"
        ) from None


def table(
    titles: list[dict[str, Any]], predictions: Iterable[dict[str, object]], judge: Any
) -> str:
    """Return the scorer's table, each title once."""
    result = judge.score(titles, list(predictions))
    groups = {key: row for key, row in result["groups"].items() if key[1] == "title"}
    return "\n".join([str(judge.table(groups)), *result["problems"]])


def main() -> None:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("command", choices=("score", "fit", "plain", "parts"))
    parser.add_argument(
        "histories", nargs="?", type=Path, default=SHARED / "forecast" / "dev.jsonl"
    )
    parser.add_argument("--folds", type=int, default=6)
    parser.add_argument("--rates", type=Path, default=RATES)
    args = parser.parse_args()
    lines = _lines(args.histories)
    rates = _rates(args.rates)
    if args.command == "fit":
        print(refit(lines, rates=rates).note)
        return
    judge = scorer(args.histories.resolve().parent.parent)
    titles = [json.loads(line) for line in lines]
    if args.command == "plain":
        print(
            "== shipped figures, in sample",
            table(titles, backtest(lines, weigh), judge=judge),
            sep="\n",
        )
        return
    if args.command == "parts":
        print_parts(lines, titles, judge=judge)
        return
    made = predicted(lines, count=args.folds, rates=rates)
    print("== airdate, out of fold", table(titles, made, judge=judge), sep="\n")
    print_baselines(titles, judge=judge, folder=args.histories.resolve().parent)


def refit(lines: Sequence[str], *, rates: Sequence[Wait]) -> Parameters:
    """Return the parameters fitted on all histories, written where airdate reads them."""
    found: list[Case] = list(cases(lines, weigh))
    note = fitting.NOTE.format(
        titles=len({case.title for case in found}), cases=len(found), waits=len(rates)
    )
    fitted = fit(found, rates, note=note)
    fitted.write(SHIPPED)
    return fitted


def print_parts(lines: Sequence[str], titles: list[dict[str, Any]], *, judge: Any) -> None:
    """Print the CRPS in days, each title once, of the forecast without each of its parts."""
    for part in ("", *PARTS):
        made = list(backtest(lines, weigh, without={part}))
        row = judge.score(titles, made)["groups"]["all", "title"]
        print(f"{'without ' + part if part else 'all parts':<18} {row['crps']:6.1f}")


def print_baselines(titles: list[dict[str, Any]], *, judge: Any, folder: Path) -> None:
    """Print the simple rules' scores, where their module is beside the histories."""
    sys.path.insert(0, str(folder))
    try:
        rules = importlib.import_module("baselines")
    except ModuleNotFoundError:
        return
    for name in rules.BASELINES:
        print(f"== {name}", table(titles, rules.predict(name, titles), judge=judge), sep="\n")


if __name__ == "__main__":
    main()
