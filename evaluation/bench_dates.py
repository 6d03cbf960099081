"""How well and how fast time expressions are found, beside the peers that can be imported.

    python -m evaluation.bench_dates [--gold FILE ...] [--documents N] [--fuzz]

Scores every system with the shared scorer on the same documents: MEANTIME and WikiWars by default,
or files of the scorer's form. Peers (dateparser, parsedatetime, recognizers-text, timexy from
PyPI, chrono-node from npm) are measured where they are installed; they are no dependency. Run it
with the interpreter that has them and `PYTHONPATH=src`, `NODE_PATH` for the last.
The difference to the best peer is given with a paired
bootstrap over documents. `--fuzz` times texts made to be slow, at two sizes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from airdate.dates import tag, timexes
from evaluation import shared

Found = dict[str, Any]
System = Callable[[str, date], list[Found]]
SETS = ("meantime_dev", "wikiwars_dev")
RESAMPLES = 2000  # enough for a 95 % interval to its first decimal
SEED = 20260101
NUMBER_OF_A_DAY = re.compile(r"(?i)\b\d{1,2}(?:st|nd|rd|th)?\b(?!\s*(?:months|years|weeks))")
NAME_OF_A_DAY = re.compile(r"(?i)day|tomorrow|tonight|\d[-/]\d|days? ago")
MONTH = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|month")
LEADING = re.compile(r"(?i)^(?:(?:on|in|at|by|of|to|from|the|since|until|and|,)\s+)+")


def ours(text: str, anchor: date) -> list[Found]:
    """Return what airdate finds."""
    return [
        {"start": t.start, "end": t.end, "type": t.type, "value": t.value}
        for t in timexes(text, anchor)
    ]


def moment(words: str, start: int, when: datetime) -> Found:
    """Return a peer's moment as a TIMEX3, as coarse as its words are, signals left out."""
    lead = LEADING.match(words)
    start, words = (start + lead.end(), words[lead.end() :]) if lead else (start, words)
    day = when.date().isoformat()
    if NAME_OF_A_DAY.search(words) or (MONTH.search(words) and NUMBER_OF_A_DAY.search(words)):
        value = day
    elif MONTH.search(words):
        value = day[:7]
    else:
        value = day[:4] if re.search(r"(?i)\d{4}|year", words) else day
    return {"start": start, "end": start + len(words), "type": "DATE", "value": value}


def dateparser_system() -> System:
    """Return dateparser's search."""
    search_dates = import_module("dateparser.search").search_dates

    def find(text: str, anchor: date) -> list[Found]:
        base = datetime(anchor.year, anchor.month, anchor.day)
        found, position = [], 0
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        for words, when in search_dates(text, languages=["en"], settings=settings) or []:
            start = text.find(words, position)
            if start >= 0:
                found.append(moment(words, start, when))
                position = start + len(words)
        return found

    return find


def parsedatetime_system() -> System:
    """Return parsedatetime's nlp."""
    calendar = import_module("parsedatetime").Calendar()

    def find(text: str, anchor: date) -> list[Found]:
        base = datetime(anchor.year, anchor.month, anchor.day)
        return [
            moment(words, start, when)
            for when, _, start, _, words in calendar.nlp(text, base) or ()
        ]

    return find


def recognizers_system() -> System:
    """Return Recognizers-Text's date recogniser, the past reading where it offers two."""
    peer = import_module("recognizers_date_time")

    def find(text: str, anchor: date) -> list[Found]:
        base = datetime(anchor.year, anchor.month, anchor.day)
        results = peer.recognize_datetime(text, peer.Culture.English, reference=base)
        return [recognized(r) for r in results if r.resolution]

    return find


def recognized(result: Any) -> Found:
    """Return a result of Recognizers-Text as a TIMEX3."""
    first = result.resolution["values"][0]
    timex = first.get("timex", "")
    kind = result.type_name.rsplit(".", 1)[-1]
    kinds = {"duration": "DURATION", "set": "SET", "time": "TIME", "datetime": "TIME"}
    value = first.get("value") if "XXXX" in timex or kind == "date" else timex
    if timex.startswith("(") and "start" in first:
        length = timex.rsplit(",", 1)[-1].rstrip(")")
        value = first["start"][: {"P1M": 7, "P1Y": 4}.get(length, 10)]
    return {
        "start": result.start,
        "end": result.end + 1,
        "type": kinds.get(kind, "DATE"),
        "value": (value or timex).replace(" ", "T"),
    }


def timexy_system() -> System:
    """Return timexy on a blank English pipeline."""
    import_module("timexy")  # it registers its pipe
    pipeline = import_module("spacy").blank("en")
    pipeline.max_length = 10_000_000
    pipeline.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy"})

    def find(text: str, anchor: date) -> list[Found]:
        found = []
        for entity in pipeline(text).ents:
            kind, value = re.findall(r'"([^"]*)"', entity.kb_id_)[:2]
            value = value.removesuffix("T00:00:00")
            found.append(
                {"start": entity.start_char, "end": entity.end_char, "type": kind, "value": value}
            )
        return found

    return find


CHRONO = """
const chrono = require('chrono-node');
const lines = require('fs').readFileSync(0, 'utf8').split('\\n').filter(Boolean).map(JSON.parse);
const begun = process.cpuUsage();
const all = lines.map(({text, dct}) => chrono.parse(text, new Date(dct + 'T12:00:00')).map(r => {
  const k = r.start.knownValues, d = r.start.date(), day = r.start;
  const iso = [String(day.get('year')).padStart(4, '0'), String(day.get('month')).padStart(2, '0'),
               String(day.get('day')).padStart(2, '0')];
  const n = ('day' in k || 'weekday' in k) ? 3 : 'month' in k ? 2 : 'year' in k ? 1 : 3;
  const value = iso.slice(0, n).join('-');
  return {start: r.index, end: r.index + r.text.length, type: 'DATE', value};
}));
const used = process.cpuUsage(begun);
console.log(JSON.stringify({all, seconds: (used.user + used.system) / 1e6}));
"""


def chrono_all(documents: list[Found]) -> tuple[dict[str, list[Found]], float]:
    """Return chrono-node's findings and CPU seconds.

    Raises: OSError, CalledProcessError where it is not installed.
    """
    lines = "\n".join(json.dumps({"text": d["text"], "dct": d["dct"]}) for d in documents)
    done = subprocess.run(
        ["node", "-e", CHRONO], input=lines, capture_output=True, text=True, check=True
    )
    answer = json.loads(done.stdout)
    return {d["id"]: f for d, f in zip(documents, answer["all"], strict=True)}, answer["seconds"]


def systems() -> Iterator[tuple[str, System]]:
    """Yield ours and the peers that can be imported."""
    yield "airdate", ours
    peers = {
        "dateparser": ("dateparser", dateparser_system),
        "parsedatetime": ("parsedatetime", parsedatetime_system),
        "recognizers-text": ("recognizers_date_time", recognizers_system),
        "timexy": ("timexy", timexy_system),
    }
    for name, (module, make) in peers.items():
        if find_spec(module) is None:
            print(f"{name}: not installed here, not measured")
        else:
            yield name, by_paragraph(make())


def by_paragraph(find: System) -> System:
    """Return a peer that reads paragraph by paragraph: none looks further, some take the square."""

    def find_each(text: str, anchor: date) -> list[Found]:
        found, offset = [], 0
        for paragraph in text.split("\n"):
            for one in find(paragraph, anchor) if paragraph.strip() else ():
                shift = {"start": one["start"] + offset, "end": one["end"] + offset}
                found.append({**one, **shift})
            offset += len(paragraph) + 1
        return found

    return find_each


def run(find: System, documents: list[Found]) -> tuple[dict[str, list[Found]], float]:
    """Return the findings by document and the CPU seconds they took."""
    find(documents[0]["text"][:200], date(2026, 1, 1))
    begun = time.process_time()
    found = {d["id"]: find(d["text"], date.fromisoformat(d["dct"])) for d in documents}
    return found, time.process_time() - begun


def measure(documents: list[Found], score: SimpleNamespace) -> None:
    """Print the table of one set, and the difference to the best peer."""
    gold = {d["id"]: d["timexes"] for d in documents}
    kilobytes = sum(len(d["text"].encode()) for d in documents) / 1000
    answers: dict[str, dict[str, list[Found]]] = {}
    for name, found, seconds in everyone(documents):
        answers[name] = found
        figures = score.score(gold, found)["ALL"]
        row = "".join(f"{figures[k][2]:9.2f}" for k in ("value", "strict", "relaxed"))
        print(f"{name:18}{row}{kilobytes / max(seconds, 1e-9):10.0f}")
    difference(gold, answers, score)


def everyone(documents: list[Found]) -> Iterator[tuple[str, dict[str, list[Found]], float]]:
    """Yield name, findings and CPU seconds of every system that is there."""
    for name, find in systems():
        yield name, *run(find, documents)
    try:
        yield "chrono-node", *chrono_all(documents)
    except (OSError, subprocess.CalledProcessError):
        print("chrono-node: not installed here (set NODE_PATH), not measured")


def difference(
    gold: dict[str, list[Found]], answers: dict[str, dict[str, list[Found]]], score: SimpleNamespace
) -> None:
    """Print the 95 % interval of our value F1 minus the best peer's, by paired bootstrap."""

    def value(name: str, names: Iterable[str]) -> float:
        drawn = {f"{i}": n for i, n in enumerate(names)}
        golds = {i: gold[n] for i, n in drawn.items()}
        found = {i: answers[name][n] for i, n in drawn.items()}
        return float(score.score(golds, found)["ALL"]["value"][2])

    peers = [name for name in answers if name != "airdate"]
    if not peers:
        return
    best = max(peers, key=lambda name: value(name, gold))
    dice, ids, deltas = random.Random(SEED), list(gold), []  # noqa: S311 - no secret
    for _ in range(RESAMPLES):
        names = [dice.choice(ids) for _ in ids]
        deltas.append(value("airdate", names) - value(best, names))
    deltas.sort()
    low, high = deltas[int(0.025 * RESAMPLES)], deltas[int(0.975 * RESAMPLES)]
    print(f"airdate - {best}: {low:+.1f} to {high:+.1f} value F1 (95 %, {RESAMPLES} resamples)")


HARD = (
    *(
        "a",
        "1",
        "1.",
        "1/",
        "May ",
        "in ",
        "the ",
        "one ",
        "and ",
        "early ",
        "- ",
        "2026-",
        "'s ",
        "\n",
    ),
    *(
        "between May and ",
        "two weeks ago ",
        "twenty ",
        "5 ",
        "(",
        "early 2026 or ",
        "last ",
        "of the ",
    ),
    *(
        "\n",
        " ",
        "\u00a0",
        "\u2011",
        "of the ",
        "Q3",
        "480 BC ",
        "’26 ",
        "10:30 pm ",
        "every ",
        "２０",
        "년",
        "월 ",
    ),
)


def fuzz() -> None:
    """Print the texts for which twice the size takes more than 2.8 times the time."""
    anchor, dice = date(2026, 1, 1), random.Random(SEED)  # noqa: S311 - no secret
    pieces = [*HARD, *("".join(dice.choices(HARD, k=3)) for _ in range(60))]
    for piece in pieces:
        small, large = (
            seconds_for(piece * (size // len(piece)), anchor) for size in (60_000, 120_000)
        )
        if large > 2.8 * small + 0.05:
            print(f"{piece!r}: {small:.3f} s, twice the text {large:.3f} s")
    print(f"{len(pieces)} texts made to be slow")


def seconds_for(text: str, anchor: date) -> float:
    """Return the CPU seconds of the slower view."""
    begun = time.process_time()
    tag(text, anchor)
    timexes(text, anchor)
    return time.process_time() - begun


def main() -> None:
    """Measure what the arguments ask for."""
    warnings.filterwarnings("ignore")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", nargs="*", type=Path, default=None)
    parser.add_argument("--documents", type=int, default=None)
    parser.add_argument("--fuzz", action="store_true")
    options = parser.parse_args()
    if options.fuzz:
        fuzz()
        return
    folder = shared.FOLDER / "eval" / "timex"
    paths = options.gold or [folder / f"{name}.jsonl" for name in SETS]
    for path in paths:
        lines = path.read_text("utf-8").splitlines()[: options.documents]
        print(f"\n{path.stem:18}{'value':>9}{'strict':>9}{'relaxed':>9}{'KB/s':>10}")
        measure([json.loads(line) for line in lines if line.strip()], shared.scorer("score_timex"))


if __name__ == "__main__":
    main()
