"""The worker: raw records in, readings out. One pure function of a record batch, for any runner.

Each record passes the gate on its bytes, then the gate on its text at a glance, and only then is
read as `airdate add` would read it, but for sentences far from any word on a production.  What is
let go says where and why.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from airdate.bulk import forms, likeness, unicode
from airdate.claims import gate
from airdate.model import Claim, Document, Milestone, Reading, Unreadable

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

# Of the errors of a faulty reader, none may take the batch with it.
_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_NOT_ABOUT = "nothing in it speaks of a production"


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a whole job, beside its inputs.

    moment: aware; from its day on "next month" is counted where a text bears no day.
    since, until: the days of documents that are wanted, both included, None for no bound.
    gated: whether what the gates let go is left out, pages and sentences; without, all is read.
    """

    moment: datetime
    since: date | None = None
    until: date | None = None
    gated: bool = True


class _Left(Exception):
    """A record was let go: where and why."""

    def __init__(self, stage: str, reason: str) -> None:
        self.stage, self.reason = stage, reason
        super().__init__(stage, reason)


def read_batch(batch: pa.RecordBatch, terms: Terms) -> pa.RecordBatch:
    """Return what each raw record gives, in their order: a form of `forms.readings`.

    batch: of the form `forms.raw`.  The same batch and terms give the same rows, whenever it runs.
    """
    # What trafilatura says of single pages is of no use among millions.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    rows = [row for record in batch.to_pylist() for row in _rows(record, terms)]
    return forms.batch_of(rows, forms.readings())


def read_bytes(data: bytes, terms: Terms) -> bytes:
    """Return `read_batch` of a batch sent as bytes, as bytes: for another process."""
    return forms.packed(read_batch(forms.unpacked(data), terms))


def _rows(record: Mapping[str, Any], terms: Terms) -> list[dict[str, Any]]:
    head = {name: record[name] for name in ("source", "position", "url")}
    try:
        return [{**head, **_read(found, record, terms)} for found in _documents(record, terms)]
    except _Left as left:
        return [{**head, "stage": left.stage, "reason": left.reason}]


def _documents(record: Mapping[str, Any], terms: Terms) -> list[Document | Unreadable]:
    """Return the documents of a raw record. Raises: _Left where it is let go before."""
    kind, data = record["kind"], record["payload"]
    if kind == "broken":
        raise _Left("input", data.decode("utf-8", "replace"))
    met_on = _met_on(record)
    if terms.since and met_on and met_on < terms.since:
        raise _Left("day", f"it was met on {met_on}, before the days asked for")
    if terms.gated:
        _pass_gates(data, record)
    return _contents(data, record, today=met_on or _day(terms.moment))


def _pass_gates(data: bytes, record: Mapping[str, Any]) -> None:
    """Pass where a record may hold what the reader looks for. Raises: _Left else."""
    kind, address = record["kind"], (record["url"] or "").encode()
    plain = unicode.as_unicode(data, kind=kind, charset=record["charset"])
    first = gate.passes if kind == "page" else gate.tells
    if not first(address + b"\n" + plain):
        raise _Left("gate", _NOT_ABOUT)
    if kind != "page":
        return
    from airdate.bulk.glance import glance

    try:
        seen = glance(plain).encode("utf-8", "replace")
    except Exception:  # what cannot be glanced at, whatever a page does to it, is read properly
        return
    if not gate.tells(seen):
        raise _Left("glance", _NOT_ABOUT)


def _contents(
    data: bytes, record: Mapping[str, Any], *, today: date
) -> list[Document | Unreadable]:
    from airdate.documents.content import read_content

    now = datetime(today.year, today.month, today.day, 23, 59, 59, tzinfo=UTC)
    source = record["url"] or f"record {record['position']}"
    kind = None if record["kind"] == "any" else record["kind"]
    try:
        found = list(
            read_content(data, source=source, kind=kind, now=now, charset=record["charset"])
        )
    except _FAULTS as error:
        raise _Left("page", f"a fault of airdate: {error!r}"[:300]) from error
    return found or [Unreadable(source, "it holds no document", "")]


def _read(found: Document | Unreadable, record: Mapping[str, Any], terms: Terms) -> dict[str, Any]:
    """Return the fields of a reading. Raises: _Left where there is none."""
    if isinstance(found, Unreadable):
        return {"stage": "page", "reason": found.reason}
    latest = _met_on(record) or _day(terms.moment)
    document = _stated(found, record, latest=latest)
    said_on = document.published or _met_on(record)
    if unwanted := _unwanted(said_on, terms):
        return {"stage": "day", "reason": unwanted}
    try:
        reading = _reading(document, anchor=said_on or latest, gated=terms.gated)
    except _Left as left:
        return {"stage": left.stage, "reason": left.reason}
    return {
        "stage": "",
        "document": document_row(reading, met_at=record["met_at"], said_on=said_on),
        "claims": [claim_fields(reading.document, claim) for claim in reading.claims],
    }


def _stated(found: Document, record: Mapping[str, Any], *, latest: date) -> Document:
    """Return a document with the address it was met at, and no day after it was met."""
    from airdate.documents.heads import outlet_of

    if found.published and found.published > latest:
        found = replace(found, published=None, published_basis="unknown")
    url = found.url or record["url"]
    return replace(found, url=url, outlet=found.outlet or outlet_of(url))


def _unwanted(said_on: date | None, terms: Terms) -> str | None:
    """Return why a document of a day is not wanted, None where it is."""
    if said_on is None:
        return "it bears no day" if terms.since or terms.until else None
    if (terms.since and said_on < terms.since) or (terms.until and said_on > terms.until):
        return f"it is of {said_on}, not of the days asked for"
    return None


def _met_on(record: Mapping[str, Any]) -> date | None:
    met_at: datetime | None = record["met_at"]
    return _day(met_at) if met_at else None


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _reading(document: Document, *, anchor: date, gated: bool) -> Reading:
    """Return the reading of a document. Raises: _Left where it is in no language that is read."""
    from airdate import claims, documents

    if document.language.partition("-")[0].lower() not in claims.LANGUAGES:
        seen = documents.language_of(document.text)
        if seen not in claims.LANGUAGES:
            raise _Left("reader", f"it is in the language {document.language!r}")
        document = replace(document, language=seen)
    try:
        return claims.read(document, anchor=anchor, gated=gated)
    except _FAULTS as error:
        raise _Left("reader", f"a fault of airdate: {error!r}"[:300]) from error


def document_row(
    reading: Reading, *, met_at: datetime | None, said_on: date | None
) -> dict[str, Any]:
    """Return the row of a document that was read."""
    document, found = reading.document, likeness.sketch(reading.document)
    names = ("published", "published_basis", "url", "outlet", "language", "name", "heading", "text")
    return {
        **{name: getattr(document, name) for name in names},
        "document_id": document.id,
        "said_on": said_on,
        "met_at": met_at,
        "reader": reading.reader,
        "sentences": [
            {"start": s.start, "end": s.end, "paragraph": s.paragraph, "section": s.section}
            for s in document.sentences
        ],
        "method": likeness.method(),
        "runs": found.runs,
        "signature": found.signature,
    }


def claim_fields(document: Document, claim: Claim) -> dict[str, Any]:
    """Return the fields of a claim: its flat row, its identity, its title's key and its words."""
    from airdate.ledger.rows import claim_row, key_of, row_entry_id

    row = claim_row(claim)
    when = getattr(claim.statement, "when", None)
    if isinstance(claim.statement, Milestone) or when is not None:
        row["earliest"] = when and when.earliest
        row["latest"] = when and when.latest
    return {
        **row,
        "entry_id": row_entry_id(document.id, row),
        "title_key": key_of(claim.subject.title),
        "voice": row["source"],
        "sentence_words": document.words_of(claim.sentence),
        "alike": likeness.claim_key(row),
    }
