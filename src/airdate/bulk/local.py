"""The runner of one machine: some processes, each within bounds, that share what there is to do.

A batch that kills its process, or runs over its bounds, is split until the culprit is alone; the
culprit is listed, and the rest is read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING

from airdate.bulk import forms
from airdate.bulk.worker import Terms, read_bytes
from airdate.confinement import Bounds, Keeper
from airdate.errors import Overrun

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

# A record alone gets what any document gets; a batch more, but less than the sum: most records
# are let go at the gate.  Arrow and the libraries behind it reserve addresses that they never use.
_MEMORY_BYTES = 4_000_000_000
ALONE = Bounds(memory_bytes=_MEMORY_BYTES, answer_bytes=300_000_000)
TOGETHER = Bounds(
    computing_seconds=120,
    waiting_seconds=600.0,
    memory_bytes=_MEMORY_BYTES,
    answer_bytes=300_000_000,
)
_PIECES = 8
# Batches under way for each worker. Answers are taken in order: behind a batch that takes long,
# with pages on productions, the others go on with so many.
_AHEAD = 6


class Local:
    """Maps the worker over batches in processes of this machine; to be used in a `with` block."""

    def __init__(
        self, terms: Terms, *, workers: int = 1, together: Bounds = TOGETHER, alone: Bounds = ALONE
    ) -> None:
        """Take how many processes may work at once, and what a batch and a record may take."""
        self._terms, self._workers = terms, workers
        self._together = Keeper(together, workers=workers)
        self._alone = Keeper(alone, workers=workers)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="bulk")

    def on(self, terms: Terms) -> Local:
        """Return this runner with the terms of a job that was taken up."""
        self._terms = terms
        return self

    def __enter__(self) -> Local:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)
        with ExitStack() as ending:
            ending.callback(self._alone.close)
            ending.callback(self._together.close)

    def map(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield what the worker makes of each batch, one for one, in their order."""
        waiting: deque[Future[pa.RecordBatch]] = deque()
        for batch in batches:
            waiting.append(self._threads.submit(self._whole, batch))
            if len(waiting) >= self._workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _whole(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        import pyarrow as pa

        return pa.concat_batches(self._read(batch))

    def _read(self, batch: pa.RecordBatch) -> list[pa.RecordBatch]:
        """Return what a batch gives, in pieces where it had to be split."""
        keeper = self._together if batch.num_rows > 1 else self._alone
        try:
            found = keeper.call(read_bytes, forms.packed(batch), self._terms)
        except Overrun as error:
            return self._split(batch, error.problem)
        except Exception as error:  # a fault of ours costs the record that it shows in alone
            return self._split(batch, f"a fault of airdate: {error!r}"[:300])
        return [forms.unpacked(found)]

    def _split(self, batch: pa.RecordBatch, reason: str) -> list[pa.RecordBatch]:
        if batch.num_rows <= 1:
            heads = batch.select(["source", "position", "url"]).to_pylist()
            rows = [{**head, "stage": "worker", "reason": reason} for head in heads]
            return [forms.batch_of(rows, forms.readings())]
        size = -(-batch.num_rows // _PIECES)
        starts = range(0, batch.num_rows, size)
        return [found for at in starts for found in self._read(batch.slice(at, size))]
