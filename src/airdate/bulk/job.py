"""A whole job: inputs listed, what is not finished yet read, the tables gathered."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from airdate.bulk import forms
from airdate.bulk.archives import raw_records
from airdate.bulk.gathering import gather, part_table
from airdate.bulk.inputs import Input, list_inputs
from airdate.bulk.journal import FOLDER, Journal, held, write_whole
from airdate.bulk.worker import Terms
from airdate.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

BATCH_RECORDS = 64
BATCH_BYTES = 4_000_000
PART_RECORDS = 2_048
"""So many records are lost at most when the job is ended, and read again by the next call."""

DONE = "bulk.json"
"""Written last: a folder without it is not finished."""


@dataclass(frozen=True, slots=True)
class Begun:
    """An input that is not finished, and the number of its last record that is."""

    one: Input
    last: int


@dataclass(frozen=True, slots=True)
class Made:
    """The readings of an input's next so many records, up to number `last`, as a part holds them.

    end: whether the input ends with it.
    """

    one: Input
    last: int
    records: int
    readings: pa.Table
    end: bool


class Runner(Protocol):
    """Whatever maps the worker over record batches, one for one and in order."""

    def map(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield what the worker makes of each batch."""


@runtime_checkable
class Readers(Protocol):
    """Whatever reads inputs by itself, in any order of inputs; the parts of each in theirs."""

    def parts(self, begun: Sequence[Begun]) -> Iterator[Made]:
        """Yield the parts of inputs, from where each stopped."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an input is: records finished in this run, and whether it is at its end."""

    address: str
    records: int
    end: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What a job made: rows of each table, records read in this run, and let go by stage."""

    rows: Counter[str]
    records: int
    left: Counter[str]


def run(
    places: Iterable[str],
    *,
    out: Path,
    terms: Terms,
    start: Callable[[Terms], Runner | Readers],
    tell: Callable[[Progress], None] = lambda _: None,
) -> Done:
    """Return what reading all inputs made; what an earlier run finished is not read again.

    start: gives who does it, once the terms are known.
    Raises: UsageError, SourceError; what is finished by then stays.
    """
    inputs = list_inputs(places)
    with held(out):
        journal = Journal(out, terms)
        (out / DONE).unlink(missing_ok=True)
        open_inputs = [one for one in inputs if not _ended(journal, one)]
        count = 0
        if open_inputs:
            count = _read_all(open_inputs, journal, start(journal.terms), tell)
        paths = [path for one in inputs for p in journal.parts(one) if (path := journal.path(p))]
        rows = gather(paths, out=out)
        left = _stages(out)
        write_whole(out / DONE, _summary(inputs, rows, left))
    return Done(rows, count, left)


def _ended(journal: Journal, one: Input) -> bool:
    parts = journal.parts(one)
    return bool(parts) and parts[-1].end


@dataclass(frozen=True, slots=True)
class _Sent:
    """A batch on its way: of which input, its last record, whether the input ends with it."""

    one: Input
    batch: pa.RecordBatch | None
    last: int
    end: bool


def _read_all(
    inputs: Sequence[Input],
    journal: Journal,
    runner: Runner | Readers,
    tell: Callable[[Progress], None],
) -> int:
    """Read what is not finished, part by part; return how many records that were."""
    begun = [Begun(one, parts[-1].last if (parts := journal.parts(one)) else 0) for one in inputs]
    found = runner.parts(begun) if isinstance(runner, Readers) else parts_of(begun, runner)
    count = 0
    for made in found:
        journal.finish(made.one, last=made.last, readings=made.readings, end=made.end)
        tell(Progress(made.one.address, made.last, made.end))
        count += made.records
    return count


def parts_of(begun: Iterable[Begun], runner: Runner) -> Iterator[Made]:
    """Yield the parts of inputs that are read here, one after another.

    Raises: SourceError where an input cannot be read.
    """
    sent: deque[_Sent] = deque()

    def batches() -> Iterator[pa.RecordBatch]:
        for each in _all_batches(begun):
            sent.append(each)
            # An end without records is sent too, so that ends come in their turn.
            yield each.batch if each.batch is not None else forms.batch_of([], forms.raw())

    held: list[pa.RecordBatch] = []
    records = 0
    for found in runner.map(batches()):
        each = sent.popleft()
        held.append(found)
        records += each.batch.num_rows if each.batch is not None else 0
        if each.end or records >= PART_RECORDS:
            yield Made(each.one, each.last, records, part_table(held), each.end)
            records, held = 0, []


def _all_batches(begun: Iterable[Begun]) -> Iterator[_Sent]:
    for each in begun:
        last = each.last
        for rows in _batches(raw_records(each.one, skip=last)):
            last = rows[-1]["position"]
            yield _Sent(each.one, forms.batch_of(rows, forms.raw()), last, False)
        yield _Sent(each.one, None, last, True)


def _batches(records: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield records by the batch: so many, or so many bytes."""
    rows: list[dict[str, Any]] = []
    size = 0
    for record in records:
        rows.append(record)
        size += len(record["payload"])
        if len(rows) >= BATCH_RECORDS or size >= BATCH_BYTES:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def _stages(out: Path) -> Counter[str]:
    """Return how many records were let go at each stage."""
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    found: Counter[str] = Counter()
    for batch in pq.ParquetFile(out / "left" / "part-0.parquet").iter_batches(columns=["stage"]):
        found.update(batch["stage"].to_pylist())
    return found


def _summary(inputs: Sequence[Input], rows: Counter[str], left: Counter[str]) -> str:
    told = {
        "inputs": [one.address for one in inputs],
        "rows": {name: rows[name] for name in forms.TABLES},
        "left": dict(sorted(left.items())),
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def check_finished(folder: Path) -> None:
    """Pass where a folder is the finished output of a job. Raises: UsageError else."""
    if (folder / DONE).is_file():
        return
    begun = (folder / FOLDER).is_dir()
    raise UsageError(
        f"{folder} is no finished output of airdate bulk.",
        "Give the same airdate bulk again: it goes on where it stopped."
        if begun
        else "Check the name, or make it: airdate bulk INPUT... --out DIR",
    )
