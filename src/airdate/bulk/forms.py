"""The forms of the tables, as Arrow schemas: what goes into the worker, out of it, and to disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

UNDATED = "undated"
"""The month of what bears no day and was met on none; its `said_on` is null."""

TABLES = ("documents", "claims", "cast", "left")

KEYS = {
    "documents": ("document_id", "url", "published", "outlet"),
    "claims": ("document_id", "said_on", "start", "end", "entry_id"),
    "cast": ("document_id", "said_on", "start", "end", "entry_id"),
    "left": ("source", "position", "stage", "reason"),
}
"""By what a table is sorted; rows that agree in all of these are one, and the first is kept."""


@cache
def raw() -> pa.Schema:
    """Return the form of raw records: what an archive holds, before anything is known of it.

    kind: page, plain, markdown, mail or json; or broken, with the reason for a payload.
    source, position: the input's address, and the record's number in it from 1.
    """
    import pyarrow as pa

    return pa.schema(
        [
            ("source", pa.string()),
            ("position", pa.int64()),
            ("url", pa.string()),
            ("met_at", pa.timestamp("us", tz="UTC")),
            ("kind", pa.string()),
            ("charset", pa.string()),
            ("payload", pa.binary()),
        ]
    )


@cache
def readings() -> pa.Schema:
    """Return the form of what the worker makes of raw records: for each a reading, or a reason.

    stage: where a record was let go (input, day, gate, glance, page, reader); "" for a reading.
    """
    import pyarrow as pa

    return pa.schema(
        [
            ("source", pa.string()),
            ("position", pa.int64()),
            ("url", pa.string()),
            ("stage", pa.string()),
            ("reason", pa.string()),
            ("document", pa.struct([*_document_fields(), *_sketch_fields()])),
            ("claims", pa.list_(pa.struct([*_claim_fields(), ("alike", pa.int64())]))),
        ]
    )


@cache
def tables() -> Mapping[str, pa.Schema]:
    """Return the forms of the tables by name; `month` beside them is in the folder's name."""
    import pyarrow as pa

    head = [
        ("document_id", pa.string()),
        ("said_on", pa.date32()),
        ("url", pa.string()),
        ("outlet", pa.string()),
        ("reader", pa.string()),
        *_origin_fields(),
    ]
    place = [("source", pa.string()), ("position", pa.int64())]
    claim = dict(_claim_fields())
    return {
        "documents": pa.schema([*_document_fields(), *_origin_fields(), *place]),
        "claims": pa.schema([*head, *((n, claim[n]) for n in claim if n not in CREDIT_ONLY)]),
        "cast": pa.schema([*head, *((n, claim[n]) for n in claim if n not in MILESTONE_ONLY)]),
        "left": pa.schema(
            [*place, ("url", pa.string()), ("stage", pa.string()), ("reason", pa.string())]
        ),
    }


CREDIT_ONLY = frozenset({"person", "kind", "character", "known_for"})
MILESTONE_ONLY = frozenset({"form", "event", "when", "earliest", "latest", "topic", "words"})


def _document_fields() -> list[tuple[str, Any]]:
    import pyarrow as pa

    sentence = [(n, pa.int32()) for n in ("start", "end", "paragraph", "section")]
    return [
        ("document_id", pa.string()),
        ("said_on", pa.date32()),
        ("published", pa.date32()),
        ("published_basis", pa.string()),
        ("met_at", pa.timestamp("us", tz="UTC")),
        ("url", pa.string()),
        ("outlet", pa.string()),
        ("language", pa.string()),
        ("name", pa.string()),
        ("heading", pa.string()),
        ("text", pa.string()),
        ("sentences", pa.list_(pa.struct(sentence))),
        ("reader", pa.string()),
    ]


def _origin_fields() -> list[tuple[str, Any]]:
    """Return the fields of who told it first: the document's id, its outlet and its day."""
    import pyarrow as pa

    return [
        ("origin_id", pa.string()),
        ("origin_outlet", pa.string()),
        ("origin_said_on", pa.date32()),
    ]


def _sketch_fields() -> list[tuple[str, Any]]:
    """Return the fields of a document that tell its copies, as `likeness.sketch` makes them."""
    import pyarrow as pa

    return [("method", pa.string()), ("runs", pa.int32()), ("signature", pa.binary())]


def _claim_fields() -> list[tuple[str, Any]]:
    """Return the fields of a claim: those of `ledger.rows.claim_row`, and what is told beside."""
    import pyarrow as pa

    text = (
        *("entry_id", "title", "title_key", "form", "event", "when", "person", "kind"),
        *("character", "known_for", "topic", "words", "status", "voice", "phrase", "rule"),
        "sentence_words",
    )
    numbers = (("season", pa.int32()), ("sentence", pa.int32()), ("start", pa.int32()))
    days = (("earliest", pa.date32()), ("latest", pa.date32()))
    rest = (("end", pa.int32()), ("confidence", pa.float64()))
    return [*((name, pa.string()) for name in text), *numbers, *rest, *days]


def batch_of(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    """Return rows as a record batch; a field that a row lacks is null, half a letter is `?`."""
    import pyarrow as pa

    try:
        return pa.RecordBatch.from_pylist(list(rows), schema=schema)
    except UnicodeEncodeError:
        return pa.RecordBatch.from_pylist(_whole_letters(list(rows)), schema=schema)


def _whole_letters(value: Any) -> Any:
    """Return a value whose texts can be written: what strangers name may hold half a character."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Mapping):
        return {name: _whole_letters(each) for name, each in value.items()}
    return [_whole_letters(each) for each in value] if isinstance(value, list) else value


def packed(batch: pa.RecordBatch) -> bytes:
    """Return a record batch as bytes, as they are sent to another process."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    found: bytes = sink.getvalue().to_pybytes()
    return found


def unpacked(data: bytes) -> pa.RecordBatch:
    """Return the record batch of bytes. Raises: ValueError where they are none."""
    import pyarrow as pa

    with pa.ipc.open_stream(data) as reader:
        return reader.read_next_batch()


def digest(words: Iterable[str]) -> str:
    """Return 16 hex digits that change when one of the words does."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
