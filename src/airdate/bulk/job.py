"""A whole job: inputs listed, what is not finished yet read, the tables gathered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from airdate.bulk import forms
from airdate.bulk.archives import raw_records
from airdate.bulk.gathering import gather, part_table
from airdate.bulk.inputs import Input, list_inputs
from airdate.bulk.journal import Journal, held, write_whole
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


class Runner(Protocol):
    """Whatever maps the worker over record batches, one for one and in order."""

    def map(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield what the worker makes of each batch."""


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
    start: Callable[[Terms], Runner],
    tell: Callable[[Progress], None] = lambda _: None,
) -> Done:
    """Return what reading all inputs made; what an earlier run finished is not read again.

    start: gives the runner, once the terms are known.
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
    inputs: Sequence[Input], journal: Journal, runner: Runner, tell: Callable[[Progress], None]
) -> int:
    """Read what is not finished, part by part; return how many records that were."""
    sent: list[_Sent] = []
    count = 0

    def batches() -> Iterator[pa.RecordBatch]:
        for each in _all_batches(inputs, journal):
            sent.append(each)
            # An end without records is sent too, so that ends come in their turn.
            yield each.batch if each.batch is not None else forms.batch_of([], forms.raw())

    held: list[pa.RecordBatch] = []
    records = 0
    for found in runner.map(batches()):
        each = sent.pop(0)
        held.append(found)
        records += each.batch.num_rows if each.batch is not None else 0
        if each.end or records >= PART_RECORDS:
            journal.finish(each.one, last=each.last, readings=part_table(held), end=each.end)
            tell(Progress(each.one.address, each.last, each.end))
            count, records, held = count + records, 0, []
    return count


def _all_batches(inputs: Sequence[Input], journal: Journal) -> Iterator[_Sent]:
    for one in inputs:
        parts = journal.parts(one)
        last = parts[-1].last if parts else 0
        for rows in _batches(raw_records(one, skip=last)):
            last = rows[-1]["position"]
            yield _Sent(one, forms.batch_of(rows, forms.raw()), last, False)
        yield _Sent(one, None, last, True)


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
    if not (folder / DONE).is_file():
        raise UsageError(
            f"{folder} is no finished output of airdate bulk.",
            "Run the same airdate bulk again: it goes on where it stopped.",
        )
