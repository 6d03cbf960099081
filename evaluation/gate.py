"""The quality gate: today's figures beside the floors that they may not fall below.

    python -m evaluation.gate                           measure, compare, exit 1 below a floor
    python -m evaluation.gate --raise                   lift every floor to today's figure
    python -m evaluation.gate --lower NAME --reason WHY let one floor fall to today's figure

A floor is kept with a digest of the data it was measured on: on other data it says so and does
not judge. Where the evaluation data is not beside the repository, nothing is measured.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from evaluation import corpus, shared

FLOORS = Path(__file__).with_name("floors.json")
# Figures are kept to this many decimals; a floor is rounded down.
_DECIMALS = 4
# Arithmetic differs a little between machines, and with it the fits that some figures rest on.
_NOISE = 0.002
Figures = dict[str, float]


def reading() -> Figures:
    """Return F1 of milestones and cast, and the accuracies, on the development set."""
    from airdate import pipeline
    from airdate.claims import jsonform
    from airdate.documents import Given
    from airdate.model import Unreadable

    folder = shared.FOLDER / "eval" / "reading" / "dev"
    judge = shared.scorer("score_reading")
    predicted = {}
    for found in pipeline.read([str(folder)], given=Given(now=datetime.now(UTC))):
        if isinstance(found, Unreadable):
            raise SystemExit(f"{found.source}: {found.reason}")
        predicted[found.document.name] = jsonform(found)
    result = judge.score(judge.load_gold(folder), predicted)
    figures = {}
    for field in ("milestones", "cast"):
        for level, values in result[field].items():
            figures[f"{field}: {level}"] = values["micro"][2]
        for name, value in result[f"{field.removesuffix('s')} accuracy on matched"].items():
            figures[f"{field}: {name} right"] = value or 0.0
    return figures


def corpus_aside() -> Figures:
    """Return the figures of the reader on what the corpus puts aside, by language."""
    from evaluation import reading as scoring

    judge = shared.scorer("score_reading")
    found = scoring.articles(corpus.FOLDER, "aside")
    predicted = scoring.predictions(found)
    figures = {}
    for language in sorted({p["language"] for p in found}):
        gold = {p["id"]: p for p in found if p["language"] == language}
        result = judge.score(gold, predicted)
        for field in ("milestones", "cast"):
            for level, values in result[field].items():
                figures[f"{language}, {field}: {level}"] = values["micro"][2]
    return figures


def dates() -> Figures:
    """Return value and strict F1 on two sets of annotated texts, and the share of phrases right."""
    from airdate.dates import timex3_lines

    judge = shared.scorer("score_timex")
    figures = {}
    for name in ("wikiwars_dev", "meantime_dev"):
        path = shared.FOLDER / "eval" / "timex" / f"{name}.jsonl"
        with path.open(encoding="utf-8") as lines:
            found = [json.loads(line) for line in timex3_lines(lines)]
        scores = judge.score(judge.load(path), {d["id"]: d["timexes"] for d in found})["ALL"]
        figures[f"{name}: value F1"] = scores["value"][2] / 100
        figures[f"{name}: strict F1"] = scores["strict"][2] / 100
    figures["phrases right"] = phrases_right(shared.FOLDER / "eval" / "timex" / "phrases.tsv")
    return figures


def phrases_right(path: Path) -> float:
    """Return the share of a table's phrases whose range is read as it stands there."""
    from airdate.dates import tag

    head, *rows = path.read_text(encoding="utf-8").splitlines()
    anchor = date.fromisoformat(head.rpartition("anchor ")[2])
    right = 0
    for row in rows:
        text, expected = row.split("\t")
        ranges = [
            str(found.range) for found in tag(text, anchor, language=_language(text)) if found.range
        ]
        right += ranges == ([] if expected == "-" else [expected])
    return right / len(rows)


def _language(text: str) -> str:
    """Return the language of a phrase: by its script, or by the Spanish word for a premiere."""
    if any("\uac00" <= character <= "\ud7a3" for character in text):
        return "ko"
    return "es" if text.startswith("Estreno ") else "en"


def forecasts() -> Figures:
    """Return how near the forecasts come, out of fold: 1 - CRPS / 365 days, and the coverage.

    The share of a year is there so that, as everywhere in the floors, more is better.
    """
    from evaluation.forecast import out_of_fold

    row = out_of_fold(shared.FOLDER / "eval" / "forecast" / "dev.jsonl")
    return {
        "1 - CRPS / 365": 1 - row["crps"] / 365,
        "80 % coverage, 1 - distance": 1 - abs(row["cover80"] - 0.8),
    }


MEASURES: dict[str, tuple[Callable[[], Figures], tuple[str, ...]]] = {
    "reading": (reading, ("eval/reading/dev", "eval/score_reading.py")),
    "corpus": (corpus_aside, (str(corpus.FOLDER), "eval/score_reading.py")),
    "dates": (dates, ("eval/timex", "eval/score_timex.py")),
    "forecast": (forecasts, ("eval/forecast/dev.jsonl", "eval/score_forecast.py")),
}


def digest(places: Iterable[str]) -> str:
    """Return 16 hex digits over the files at these places of the evaluation data."""
    total = hashlib.sha256()
    for place in places:
        path = shared.FOLDER / place
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                total.update(file.name.encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:16]


def main() -> int:
    """Measure, print and compare; return the exit code."""
    arguments = _arguments()
    if not shared.is_there():
        print("quality floors: the evaluation data is not beside the repository; nothing measured")
        return 0
    floors: dict[str, Any] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    below = []
    for name, (measure, places) in MEASURES.items():
        data, figures = digest(places), measure()
        kept = floors.setdefault(name, {"data": data, "floors": {}})
        if kept["data"] != data and not arguments.lift:
            print(f"{name}: measured on other data than its floors; not judged")
        else:
            below += _compare(name, figures, kept["floors"])
        if arguments.lift:
            floors[name] = {"data": data, "floors": _lifted(kept, figures, data)}
        if arguments.lower and arguments.lower.partition("/")[0] == name:
            _lower(kept, arguments.lower.partition("/")[2], figures, arguments.reason)
            below = [row for row in below if row != arguments.lower]
    if arguments.lift or arguments.lower:
        FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n")
    for row in below:
        print(f"below its floor: {row}")
    return 1 if below else 0


def _compare(name: str, figures: Figures, floors: Figures) -> list[str]:
    """Print each figure beside its floor; return the names of those below."""
    below = []
    for figure, value in figures.items():
        floor = floors.get(figure)
        mark = "" if floor is None or value >= floor - _NOISE else "  BELOW"
        beside = "no floor yet" if floor is None else f"floor {floor:.4f}"
        print(f"{name:<9} {figure:<44} {value:.4f}  {beside}{mark}")
        if mark:
            below.append(f"{name}/{figure}")
    below += [f"{name}/{figure} (no longer measured)" for figure in floors.keys() - figures.keys()]
    return below


def _rounded_down(value: float) -> float:
    scale: int = 10**_DECIMALS
    return math.floor(value * scale) / scale


def _lifted(kept: dict[str, Any], figures: Figures, data: str) -> Figures:
    """Return the floors at today's figures, none lower than before on the same data."""
    before = kept["floors"] if kept["data"] == data else {}
    return {k: max(_rounded_down(v), before.get(k, -math.inf)) for k, v in figures.items()}


def _lower(kept: dict[str, Any], figure: str, figures: Figures, reason: str) -> None:
    kept["floors"][figure] = _rounded_down(figures[figure])
    kept.setdefault("lowered", []).append(
        {"figure": figure, "to": kept["floors"][figure], "reason": reason}
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors")
    parser.add_argument("--lower", metavar="MEASURE/FIGURE", help="let one floor fall")
    parser.add_argument("--reason", help="why it may fall; kept with the floor")
    arguments = parser.parse_args()
    if bool(arguments.lower) != bool(arguments.reason):
        parser.error("--lower and --reason go together")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
