"""Finished parts → which document of which story told each thing first, to be looked up by rows.

A document of a day is one whatever outlets have it; what of it is needed lies in one row of some
sixty bytes, and its signature on disk.  A claim's origin is the earliest document of the story that
says the same: what a copy adds is its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from airdate.bulk import copies, likeness
from airdate.bulk.copies import UNDATED, Numbers, Shelf

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

_ROW = np.dtype(
    [
        ("key", "<u8"),
        ("id", "u1", 32),
        ("day", "<i4"),
        ("met", "<i8"),
        ("outlet", "<i4"),
        ("runs", "<i4"),
        ("signed", "?"),
    ]
)
"""A document as it was met: key of its id and day, the id, the day as an ordinal, the moment that
it was met (microseconds), the number of its outlet, how many runs of words it has."""

_SAID = np.dtype([("key", "<u8"), ("rank", "<i4")])
"""That the document of a rank says something, by the key of its story and of what it says."""

_BYTES = 2 * likeness.PERMUTATIONS
_EPOCH = date(1970, 1, 1).toordinal()
_LATEST = np.iinfo(np.int64).max
_AT_ONCE = 1 << 15
# Of claims that are sorted at a time: 12 bytes each, and as much again for the order.
_SORTED = 20_000_000
_COLUMNS = ("document_id", "said_on", "met_at", "outlet", "method", "runs", "signature")


@dataclass(frozen=True, slots=True)
class Stories:
    """The documents of a job, the earliest first, each with the first of its story.

    keys: of all documents, ascending, and places: where each stands.  first: of the story of each.
    days, outlets, ids: of each.  names: of the outlets, "" for none.  said: who said what first.
    """

    keys: Numbers
    places: Numbers
    first: Numbers
    days: Numbers
    outlets: Numbers
    ids: Numbers
    names: Sequence[str]
    said: Numbers

    def of_documents(self, table: pa.Table) -> pa.Table:
        """Return rows of documents with who told their story first."""
        return self._with(table, self.first[self._at(table)])

    def of_claims(self, table: pa.Table) -> pa.Table:
        """Return rows of claims, which have the column `alike`, with who said that first."""
        at = self._at(table)
        wanted = _mixed(self.first[at], _column(table["alike"], np.int64))
        found = np.searchsorted(self.said["key"], wanted)
        if not len(self.said):
            return self._with(table, at)
        found = np.minimum(found, len(self.said) - 1)
        known = self.said["key"][found] == wanted
        return self._with(table, np.where(known, self.said["rank"][found], at))

    def _at(self, table: pa.Table) -> Numbers:
        """Return where the documents of rows stand."""
        days = _days(table["said_on"])
        wanted = _keys(_ids(table["document_id"]), days)
        return self.places[np.searchsorted(self.keys, wanted)]

    def _with(self, table: pa.Table, origins: Numbers) -> pa.Table:
        import pyarrow as pa

        raw = np.ascontiguousarray(self.ids[origins])
        ids = [row.tobytes().hex() for row in raw]
        names = np.array([name or None for name in self.names], object)
        days = self.days[origins].astype(np.int64) - _EPOCH
        said_on = pa.array(days, mask=self.days[origins] == UNDATED).cast(pa.int32())
        table = table.append_column("origin_id", pa.array(ids, pa.string()))
        outlets = pa.array(names[self.outlets[origins]], pa.string())
        table = table.append_column("origin_outlet", outlets)
        return table.append_column("origin_said_on", said_on.cast(pa.date32()))


def stories(parts: Sequence[Path], scratch: Path) -> Stories:
    """Return the stories of finished parts, whose order decides nothing that is told of them.

    scratch: a folder in which some files are made, and looked up as long as the answer is in use.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    names = _write_rows(parts, scratch)
    rows = _mapped(scratch / "rows", _ROW)
    order = _distinct(rows, names)
    rank = np.empty(len(order), np.int32)
    keys = rows["key"][order]
    by_key = np.argsort(keys, kind="stable")
    rank[:] = by_key
    found = Stories(
        keys[by_key],
        rank,
        _first(rows, order, scratch),
        rows["day"][order],
        rows["outlet"][order],
        _ids_of(rows, order, scratch),
        names,
        np.empty(0, _SAID),
    )
    return _with_claims(found, parts, scratch)


# ── documents ───────────────────────────────────────────────────────────────────────────────


def _write_rows(parts: Sequence[Path], scratch: Path) -> list[str]:
    """Write rows and signatures of all documents; return the names of outlets by number."""
    numbers: dict[str, int] = {}
    with (scratch / "rows").open("wb") as rows, (scratch / "signatures").open("wb") as signatures:
        for batch in _batches(parts, [f"document.{name}" for name in _COLUMNS]):
            outlets = [numbers.setdefault(n or "", len(numbers)) for n in _list(batch["outlet"])]
            made = _rows(batch)
            made["outlet"] = outlets
            made.tofile(rows)
            for each, signed in zip(_list(batch["signature"]), made["signed"], strict=True):
                signatures.write(each if signed else bytes(_BYTES))
    return list(numbers)


def _batches(parts: Sequence[Path], columns: Sequence[str]) -> Iterator[Any]:
    """Yield by the batch the documents of parts, as tables of these fields of theirs."""
    import pyarrow as pa
    import pyarrow.compute as pc  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    for part in parts:
        for batch in pq.ParquetFile(part).iter_batches(columns=["month", *columns]):
            table = pa.Table.from_batches([batch])
            kept = table.filter(pc.not_equal(table["month"], ""))
            if kept.num_rows:
                inner = pa.Table.from_struct_array(kept["document"].combine_chunks())
                rest = [name for name in kept.column_names if name not in ("month", "document")]
                for name in rest:
                    inner = inner.append_column(name, kept[name])
                yield inner


def _rows(batch: pa.Table) -> Numbers:
    made = np.zeros(batch.num_rows, _ROW)
    made["id"] = _ids(batch["document_id"])
    made["day"] = _days(batch["said_on"])
    made["key"] = _keys(made["id"], made["day"])
    made["met"] = _column(batch["met_at"].cast("int64"), np.int64, missing=_LATEST)
    made["runs"] = _column(batch["runs"], np.int32)
    own = np.array(_list(batch["method"])) == likeness.method()
    made["signed"] = own & np.asarray(batch["signature"].is_valid())
    return made


def _distinct(rows: Numbers, names: Sequence[str]) -> Numbers:
    """Return the places of the rows that stand for documents, the earliest said first.

    Of those with one text and day the first met counts; then the outlet decides.
    """
    by_name = np.empty(len(names), np.int32)
    by_name[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    met = np.array(rows["met"])
    order = np.lexsort((rows["runs"], by_name[rows["outlet"]], met, rows["key"]))
    keys = rows["key"][order]
    kept = order[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(order) else order
    ids = np.ascontiguousarray(rows["id"][kept, :8]).view(">u8").ravel()
    found: Numbers = kept[np.lexsort((ids, met[kept], rows["day"][kept]))]
    return found


def _first(rows: Numbers, order: Numbers, scratch: Path) -> Numbers:
    """Return for each document, in their order, the place of the first of its story."""
    signed = np.flatnonzero(rows["signed"][order]).astype(np.int32)
    found = np.arange(len(order), dtype=np.int32)
    if len(signed) < 2:
        return found
    raw = _mapped(scratch / "signatures", np.dtype((np.uint16, likeness.PERMUTATIONS)))
    path = scratch / "ordered"
    ordered = np.memmap(path, np.uint16, "w+", shape=(len(signed), likeness.PERMUTATIONS))
    for start in range(0, len(signed), _AT_ONCE):
        some = signed[start : start + _AT_ONCE]
        ordered[start : start + len(some)] = raw[order[some]]
    shelf = Shelf(rows["day"][order[signed]], rows["runs"][order[signed]], ordered)
    found[signed] = signed[copies.origins(shelf, scratch)]
    del ordered, raw, shelf
    for name in ("ordered", "signatures"):
        (scratch / name).unlink()
    return found


def _ids_of(rows: Numbers, order: Numbers, scratch: Path) -> Numbers:
    with (scratch / "ids").open("wb") as stream:
        for start in range(0, len(order), _AT_ONCE):
            np.ascontiguousarray(rows["id"][order[start : start + _AT_ONCE]]).tofile(stream)
    return _mapped(scratch / "ids", np.dtype(("u1", 32)))


# ── claims ──────────────────────────────────────────────────────────────────────────────────


def _with_claims(known: Stories, parts: Sequence[Path], scratch: Path) -> Stories:
    """Return stories with who said what first, of those that more than one document tells."""
    told = np.bincount(known.first, minlength=len(known.first))
    several = told[known.first] > 1
    with (scratch / "said").open("wb") as stream:
        if several.any():
            for made in _said(known, several, parts):
                made.tofile(stream)
    said = _mapped(scratch / "said", _SAID)
    with (scratch / "said-first").open("wb") as stream:
        for some in _by_range(said):
            some.tofile(stream)
    return replace(known, said=_mapped(scratch / "said-first", _SAID))


def _said(known: Stories, several: Numbers, parts: Sequence[Path]) -> Iterator[Numbers]:
    import pyarrow.compute as pc

    columns = ["document.document_id", "document.said_on", "claims.list.element.alike"]
    for batch in _batches(parts, columns):
        lists = batch["claims"].combine_chunks()
        at = known._at(batch)[np.asarray(pc.list_parent_indices(lists))]
        alike = _column(pc.struct_field(pc.list_flatten(lists), "alike"), np.int64)
        kept = several[at]
        made = np.empty(int(kept.sum()), _SAID)
        made["key"] = _mixed(known.first[at[kept]], alike[kept])
        made["rank"] = at[kept]
        yield made


def _by_range(said: Numbers) -> Iterator[Numbers]:
    """Yield who said what first by ascending keys, a range of them at a time."""
    count = -(-len(said) // _SORTED)
    for number in range(count):
        low, high = (2**64 * n // count for n in (number, number + 1))
        kept = (said["key"] >= low) & (said["key"] <= high - 1)
        keys, ranks = said["key"][kept], said["rank"][kept]
        order = np.lexsort((ranks, keys))
        keys, ranks = keys[order], ranks[order]
        first = np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)]
        made = np.empty(int(first.sum()), _SAID)
        made["key"], made["rank"] = keys[first], ranks[first]
        yield made


# ── columns ─────────────────────────────────────────────────────────────────────────────────


def _mapped(path: Path, form: np.dtype[Any]) -> Numbers:
    """Return what a file holds; it is read as far as it is looked at."""
    if not path.stat().st_size:
        return np.empty(0, form)
    return np.memmap(path, form, "r")


def _list(column: Any) -> list[Any]:
    found: list[Any] = column.to_pylist()
    return found


def _column(column: Any, kind: Any, *, missing: int = 0) -> Numbers:
    return np.asarray(column.fill_null(missing)).astype(kind)


def _days(column: Any) -> Numbers:
    days = _column(column.cast("int32"), np.int32, missing=UNDATED - _EPOCH)
    return days + np.int32(_EPOCH)


def _ids(column: Any) -> Numbers:
    """Return ids of 64 hex digits as rows of 32 bytes."""
    raw = bytes.fromhex("".join(_list(column)))
    return np.frombuffer(raw, np.uint8).reshape(-1, 32)


def _keys(ids: Numbers, days: Numbers) -> Numbers:
    """Return a number for each document of a day: two are once in 10^5 alike among 10^7."""
    found = np.ascontiguousarray(ids[:, :8]).view("<u8").ravel()
    mixed: Numbers = found ^ (days.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))
    return mixed


def _mixed(stories: Numbers, alike: Numbers) -> Numbers:
    """Return a number for what is said within a story."""
    found = (stories.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    found = (found ^ alike.astype(np.int64).view(np.uint64)) * np.uint64(0xBF58476D1CE4E5B9)
    mixed: Numbers = found ^ (found >> np.uint64(31))
    return mixed
