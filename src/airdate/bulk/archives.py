"""Inputs → raw records, each with its number in the input, broken ones included.

What is broken costs itself: the reader of an archive goes on at the next record that is whole.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, BinaryIO, cast

from airdate.bulk.inputs import Input, opened
from airdate.bulk.rows import raw_of
from airdate.bulk.warc import warc_records
from airdate.documents.content import LARGEST_BYTES, MEGABYTE
from airdate.errors import SourceError

_TOO_LARGE = f"it is larger than {LARGEST_BYTES // MEGABYTE} MB, which no article is"
_ROWS = 256


def raw_records(one: Input, *, skip: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the raw records of an input from number `skip` + 1 on.

    Raises: SourceError where the input itself, not what is in it, cannot be read.
    """
    with closing(opened(one)) as stream:
        watched = _Watched(stream)
        for record in _RECORDS.get(one.form, _single)(cast(BinaryIO, watched), one):
            watched.check(one)
            if record["position"] > skip:
                yield record
        watched.check(one)


class _Watched:
    """A file that remembers whether reading it failed: that is no fault of what is in it.

    To the readers of archives a line that went down looks like an archive that is broken.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.trouble: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes. Raises: OSError, whatever the file system raises."""
        return self._tried(self._stream.read, size)

    def readline(self, size: int = -1) -> bytes:
        """Return the next line, or so much of it. Raises: as `read`."""
        return self._tried(self._stream.readline, size)

    def _tried(self, read: Callable[[int], bytes], size: int) -> bytes:
        try:
            return read(size)
        except Exception as error:  # each file system has errors of its own
            self.trouble = error
            raise OSError(str(error)) from error

    def check(self, one: Input) -> None:
        """Pass where reading went well. Raises: SourceError else."""
        if self.trouble:
            raise SourceError(
                f"{one.address} could not be read on: {self.trouble}",
                "Give the same call again: it goes on where it stopped.",
            )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def broken(source: str, position: int, *, reason: str) -> dict[str, Any]:
    """Return what stands for a record that cannot be had: its payload is the reason."""
    return {
        "source": source,
        "position": position,
        "url": None,
        "met_at": None,
        "kind": "broken",
        "charset": None,
        "payload": reason.encode(),
    }


def _warc(stream: BinaryIO, one: Input) -> Iterator[dict[str, Any]]:
    for position, record in enumerate(warc_records(stream), 1):
        if isinstance(record, str):
            yield broken(one.address, position, reason=record)
        else:
            yield {"source": one.address, "position": position, **record}


def _lines(stream: BinaryIO, one: Input) -> Iterator[dict[str, Any]]:
    plain: Any = gzip.GzipFile(fileobj=stream) if one.address.lower().endswith(".gz") else stream
    position = 0
    while True:
        position += 1
        try:
            line = plain.readline(LARGEST_BYTES + 1)
            if len(line) > LARGEST_BYTES:
                _skip_line(plain)
        except (OSError, EOFError, zlib.error) as error:
            yield broken(one.address, position, reason=f"the rest cannot be unpacked: {error}")
            return
        if not line:
            return
        if line.strip():
            yield _line_record(line, one.address, position)


def _held(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record, or that it is too large: a row of Parquet has no bound of its own."""
    if len(record["payload"]) <= LARGEST_BYTES:
        return record
    return broken(record["source"], record["position"], reason=_TOO_LARGE)


def _skip_line(stream: Any) -> None:
    while (rest := stream.readline(MEGABYTE)) and not rest.endswith(b"\n"):
        pass


def _line_record(line: bytes, source: str, position: int) -> dict[str, Any]:
    from airdate.documents.encoding import decode

    if len(line) > LARGEST_BYTES:
        return broken(source, position, reason=_TOO_LARGE)
    try:
        found = json.loads(decode(line))
    except (ValueError, RecursionError) as error:
        return broken(source, position, reason=f"it is not JSON: {error}")
    if not isinstance(found, dict):
        return broken(source, position, reason="it is no JSON object")
    return _held(raw_of(found, source=source, position=position))


def _parquet(stream: BinaryIO, one: Input) -> Iterator[dict[str, Any]]:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    position = 0
    try:
        for batch in pq.ParquetFile(stream).iter_batches(_ROWS):
            for row in batch.to_pylist():
                position += 1
                yield _held(raw_of(row, source=one.address, position=position))
    except (pa.ArrowException, OSError, ValueError) as error:
        yield broken(one.address, position + 1, reason=f"the rest cannot be read: {error}"[:300])


def _single(stream: BinaryIO, one: Input) -> Iterator[dict[str, Any]]:
    data = stream.read(LARGEST_BYTES + 1)
    if len(data) > LARGEST_BYTES:
        yield broken(one.address, 1, reason=_TOO_LARGE)
        return
    yield {**broken(one.address, 1, reason=""), "kind": one.form, "payload": data}


_RECORDS = {"warc": _warc, "lines": _lines, "parquet": _parquet}
