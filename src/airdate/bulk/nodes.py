"""What a node of a cluster does: it reads the inputs that it is sent, and sends back their parts.

A node sends rows of plain values, which Ray cannot split: each holds one part whole, as Arrow's
bytes, or why an input could not be read.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from airdate.bulk.inputs import Input, list_inputs
from airdate.bulk.job import Begun, Made, parts_of
from airdate.bulk.journal import reader_digest
from airdate.bulk.local import Local
from airdate.bulk.worker import Terms
from airdate.confinement import Bounds
from airdate.errors import AirdateError, SourceError

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

Numbered = tuple[int, Begun]
"""An input as it was begun, and its place among those of the job."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a node must know beside its inputs.

    workers: processes that it may use.  bounds: what a batch and a record may take.  reader: the
    digest that its own must be.
    """

    terms: Terms
    workers: int
    bounds: tuple[Bounds, Bounds]
    reader: str


def packed(piece: Sequence[Numbered]) -> str:
    """Return inputs as they are sent to a node."""
    return json.dumps([[number, asdict(begun)] for number, begun in piece])


def _unpacked(data: str) -> list[Numbered]:
    return [(n, Begun(Input(**row["one"]), row["last"])) for n, row in json.loads(data)]


def read_pieces(pieces: pa.Table, order: Order) -> Iterator[pa.Table]:
    """Yield the parts of inputs, each a row, or for one that cannot be read its trouble."""
    together, alone = order.bounds
    with Local(order.terms, workers=order.workers, together=together, alone=alone) as local:
        for data in pieces["piece"].to_pylist():
            for number, begun in _unpacked(data):
                yield from _read(number, begun, order.reader, local)


def _read(number: int, begun: Begun, reader: str, local: Local) -> Iterator[pa.Table]:
    after = begun.last
    try:
        _check(begun.one, reader)
        for made in parts_of([begun], local):
            yield _row(number=number, after=after, **_fields(made))
            after = made.last
    except AirdateError as error:
        yield _trouble(number, error.problem, error.remedy)
    except Exception as error:  # Ray would have it forgotten, and the other inputs of the piece
        yield _trouble(number, f"a fault of airdate: {error!r}"[:300], "Report it.")


def _check(one: Input, reader: str) -> None:
    """Pass where this node sees the same file and reads it alike. Raises: AirdateError else."""
    if reader != reader_digest():
        raise SourceError(
            "another version of airdate is installed there.", "Install the same one on all nodes."
        )
    if list_inputs([one.address]) != [one]:
        raise SourceError(
            f"{one.address} is another file there, or it changed.",
            "Name an address at which all nodes see the same.",
        )


def _fields(made: Made) -> dict[str, Any]:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, made.readings.schema, options=options) as writer:
        writer.write_table(made.readings)
    return {
        "last": made.last,
        "records": made.records,
        "readings": sink.getvalue().to_pybytes(),
        "end": made.end,
    }


def made_of(row: Mapping[str, Any], one: Input) -> Made:
    """Return the part that a row holds."""
    import pyarrow as pa

    with pa.ipc.open_stream(row["readings"]) as reader:
        return Made(one, row["last"], row["records"], reader.read_all(), row["end"])


def _row(**values: Any) -> pa.Table:
    """Return one row of what a node sends; what is not given is null."""
    import pyarrow as pa

    schema = pa.schema(
        [
            ("number", pa.int64()),
            ("after", pa.int64()),
            ("last", pa.int64()),
            ("records", pa.int64()),
            ("readings", pa.large_binary()),
            ("end", pa.bool_()),
            ("problem", pa.string()),
            ("remedy", pa.string()),
        ]
    )
    return pa.Table.from_pylist([values], schema=schema)


def _trouble(number: int, problem: str, remedy: str) -> pa.Table:
    """Return what is sent for an input that cannot be read."""
    return _row(number=number, problem=f"on {socket.gethostname()}: {problem}", remedy=remedy)
