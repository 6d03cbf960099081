"""Finished parts → the tables: split by month, sorted, without repeats.

What comes out depends on the records alone, not on the order in which they were read.  Months are
gathered one after another, large ones in ranges of document ids, so that memory is bounded by the
size of a range, not by that of the archive.
"""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airdate.bulk import forms
from airdate.bulk.stories import Stories, stories

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

RANGE_BYTES = 128_000_000
"""Of the text of documents that are sorted at a time; what goes with it is about as much again."""

MAKING = "_making"
SCRATCH = "scratch"
_HEX = 16**4
_HELD = 20_000


def part_table(batches: Sequence[pa.RecordBatch]) -> pa.Table:
    """Return the readings of batches as a part holds them: with month and id, sorted by both."""
    import pyarrow as pa

    table = pa.Table.from_batches(batches, schema=forms.readings())
    documents = table["document"].to_pylist()
    months = [_month(found) for found in documents]
    ids = [found and found["document_id"] for found in documents]
    table = table.append_column("month", pa.array(months, pa.string()))
    table = table.append_column("document_id", pa.array(ids, pa.string()))
    order = [(name, "ascending") for name in ("month", "document_id", "source", "position")]
    return table.sort_by(order)


def _month(document: dict[str, Any] | None) -> str:
    """Return the month of a document, "" for what was let go."""
    if document is None:
        return ""
    said_on: date | None = document["said_on"]
    return f"{said_on:%Y-%m}" if said_on else forms.UNDATED


def gather(parts: Sequence[Path], *, out: Path, range_bytes: int = RANGE_BYTES) -> Counter[str]:
    """Write the tables of finished parts into a folder; return how many rows each has.

    parts: in the order of their inputs' addresses and of their records.
    """
    making = out / MAKING
    shutil.rmtree(making, ignore_errors=True)
    told = stories(parts, making / SCRATCH)
    counted: Counter[str] = Counter(dict.fromkeys(forms.TABLES, 0))
    for month, sizes in sorted(_sizes(parts).items()):
        ranges = _ranges(-(-sum(sizes.values()) // range_bytes))
        for name in ("documents", "claims", "cast"):
            pieces = (_piece(list(sizes), told, name, (month, within)) for within in ranges)
            path = making / name / f"month={month}" / "part-0.parquet"
            counted[name] += _write(path, forms.tables()[name], pieces)
    pieces = (_left(part) for part in parts)
    left = making / "left" / "part-0.parquet"
    counted["left"] += _write(left, forms.tables()["left"], pieces)
    _put_in_place(making, out)
    return counted


def _sizes(parts: Sequence[Path]) -> dict[str, Counter[Path]]:
    """Return how many bytes of text each part has of each month; of a month those that have any."""
    import pyarrow.compute as pc  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    sizes: dict[str, Counter[Path]] = defaultdict(Counter)
    for part in parts:
        for batch in pq.ParquetFile(part).iter_batches(columns=["month", "document.text"]):
            lengths = pc.binary_length(pc.struct_field(batch["document"], "text")).to_pylist()
            for month, length in zip(batch["month"].to_pylist(), lengths, strict=True):
                if month:
                    sizes[month][part] += (length or 0) + 1
    return sizes


def _ranges(count: int) -> list[tuple[str, str]]:
    """Return ranges of document ids, the lower bound in, the upper out, that cover them all."""
    bounds = [_HEX * i // count for i in range(count)]
    edges = [*(f"{bound:04x}" for bound in bounds), "g"]
    return list(pairwise(edges))


def _piece(
    parts: Sequence[Path], told: Stories, name: str, place: tuple[str, tuple[str, str]]
) -> pa.Table:
    """Return the sorted rows of a table, of a month and a range of documents."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    month, within = place
    wanted = [
        ("month", "=", month),
        ("document_id", ">=", within[0]),
        ("document_id", "<", within[1]),
    ]
    columns = ["source", "position", "document", "claims"]
    schema = forms.tables()[name]
    found = [schema.empty_table()]
    for part in parts:
        read = pq.read_table(part, columns=columns, filters=wanted, partitioning=None)
        flat = _FLAT[name](read)
        flat = told.of_documents(flat) if name == "documents" else told.of_claims(flat)
        found.append(flat.select(schema.names).cast(schema))
    return distinct(pa.concat_tables(found), forms.KEYS[name])


def _documents(read: pa.Table) -> pa.Table:
    flat = _unnested(read["document"])
    return flat.append_column("source", read["source"]).append_column("position", read["position"])


def _unnested(column: pa.ChunkedArray) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_batches(
        [pa.RecordBatch.from_struct_array(chunk) for chunk in column.chunks],
        schema=pa.schema(list(column.type)),
    )


def _claims(read: pa.Table) -> pa.Table:
    flat = _all_claims(read)
    import pyarrow.compute as pc

    return flat.filter(pc.not_equal(flat["form"], "credit"))


def _cast(read: pa.Table) -> pa.Table:
    import pyarrow.compute as pc

    flat = _all_claims(read)
    return flat.filter(pc.equal(flat["form"], "credit"))


def _all_claims(read: pa.Table) -> pa.Table:
    """Return all claims, each with what is told of its document."""
    import pyarrow.compute as pc

    lists = read["claims"].combine_chunks()
    flat = _unnested(_chunked(pc.list_flatten(lists)))
    owners = _documents(read).take(pc.list_parent_indices(lists))
    for name in ("document_id", "said_on", "url", "outlet", "reader"):
        flat = flat.append_column(name, owners[name])
    return flat


def _chunked(array: Any) -> pa.ChunkedArray:
    import pyarrow as pa

    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


_FLAT: dict[str, Callable[[Any], Any]] = {
    "documents": _documents,
    "claims": _claims,
    "cast": _cast,
}


def _left(part: Path) -> pa.Table:
    import pyarrow.parquet as pq

    names = forms.tables()["left"].names
    read = pq.read_table(part, columns=names, filters=[("month", "=", "")], partitioning=None)
    return distinct(read, forms.KEYS["left"])


def distinct(table: pa.Table, key: Sequence[str]) -> pa.Table:
    """Return a table sorted by its key, then by all else; of rows with one key, the first."""
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = [f.name for f in table.schema if not pa.types.is_nested(f.type) and f.name not in key]
    table = table.sort_by([(name, "ascending") for name in [*key, *plain]]).combine_chunks()
    if table.num_rows < 2:
        return table
    differs = pa.array([False] * (table.num_rows - 1))
    for name in key:
        column = pa.concat_arrays(table[name].chunks)
        before, after = column.slice(0, len(column) - 1), column.slice(1)
        same = pc.fill_null(pc.equal(before, after), False)
        both_null = pc.and_(pc.is_null(before), pc.is_null(after))
        differs = pc.or_(differs, pc.invert(pc.or_(same, both_null)))
    return table.filter(pa.concat_arrays([pa.array([True]), differs]))


def _write(path: Path, schema: pa.Schema, pieces: Iterator[pa.Table]) -> int:
    """Write tables one after another into a file; return the number of rows."""
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for piece in pieces:
            writer.write_table(piece, row_group_size=_HELD)
            count += piece.num_rows
    return count


def _put_in_place(making: Path, out: Path) -> None:
    """Put new tables in the place of old ones. A crash in between is mended by the next run."""
    for name in forms.TABLES:
        shutil.rmtree(out / name, ignore_errors=True)
        if (making / name).exists():
            (making / name).rename(out / name)
    shutil.rmtree(making, ignore_errors=True)
