"""Tables → readings again: of the documents that speak of some titles, for a ledger to record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from airdate.bulk.job import check_finished
from airdate.model import Claim, Document, Reading, Sentence, title_key

BATCH = 100
_READING = ("document_id", "said_on")
_Place = tuple[str, date | None]


def wanted_keys(titles: Iterable[str], *, aliases: Iterable[tuple[str, str]] = ()) -> set[str]:
    """Return the keys by which titles, and what else their works are called, stand in the tables.

    aliases: pairs of another name and the title.
    """
    keys = {title_key(title) for title in titles}
    known = [(title_key(alias), title_key(title)) for alias, title in aliases]
    works = {title for alias, title in known if alias in keys} | keys
    return works | {alias for alias, title in known if title in works}


def readings_about(folder: Path, *, keys: Collection[str]) -> Iterator[list[Reading]]:
    """Yield the readings of all documents with a claim on one of the titles, by the batch.

    keys: of `model.title_key`.  A reading has all claims of its document, those on others too.
    Raises: UsageError where the folder is no finished output of a job.
    """
    check_finished(folder)
    held: list[Reading] = []
    for month in sorted(path.name for path in (folder / "documents").glob("month=*")):
        for reading in _of_month(folder, month, keys):
            held.append(reading)
            if len(held) >= BATCH:
                yield held
                held = []
    if held:
        yield held


def _of_month(folder: Path, month: str, keys: Collection[str]) -> Iterator[Reading]:
    about = {
        row["document_id"]
        for name in ("claims", "cast")
        for row in _rows(folder, name, month, ("title_key", keys), columns=["document_id"])
    }
    if not about:
        return
    claims: dict[_Place, list[dict[str, Any]]] = defaultdict(list)
    for name in ("claims", "cast"):
        for row in _rows(folder, name, month, ("document_id", about)):
            claims[row["document_id"], row["said_on"]].append(row)
    for row in _rows(folder, "documents", month, ("document_id", about)):
        yield reading_of(row, claims[row["document_id"], row["said_on"]])


def _rows(
    folder: Path,
    name: str,
    month: str,
    wanted: tuple[str, Collection[str]],
    *,
    columns: list[str] | None = None,
) -> list[dict[str, Any]]:
    """Return the rows of a table and a month, whose column has one of the values."""
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    path = folder / name / month / "part-0.parquet"
    only = [(wanted[0], "in", sorted(wanted[1]))]
    read = pq.read_table(path, columns=columns, filters=only, partitioning=None)
    rows: list[dict[str, Any]] = read.to_pylist()
    return rows


def reading_of(row: dict[str, Any], claims: Iterable[dict[str, Any]]) -> Reading:
    """Return the reading of a row of `documents` with its rows of `claims` and `cast`."""
    document = _document(row)
    # Copies that differ in blanks have one id, but other places in their text.
    own = (c for c in claims if _stands(document, c))
    found = sorted(map(_claim, own), key=lambda claim: (claim.start, claim.end))
    return Reading(document, row["reader"], tuple(found))


def _stands(document: Document, row: dict[str, Any]) -> bool:
    number = row["sentence"]
    if number >= len(document.sentences) or row["end"] > len(document.text):
        return False
    words: str = row["sentence_words"]
    return document.words_of(number) == words


def _document(row: dict[str, Any]) -> Document:
    names = ("text", "heading", "outlet", "url", "published", "published_basis", "language", "name")
    sentences = tuple(Sentence(number, **each) for number, each in enumerate(row["sentences"]))
    found = Document(sentences=sentences, **{name: row[name] for name in names})
    if found.published or row["said_on"] is None:
        return found
    # Of the day it was met on, as the archive's header tells: else a ledger takes it for today's.
    return replace(found, published=row["said_on"], published_basis="header")


def _claim(row: dict[str, Any]) -> Claim:
    from airdate.ledger.rows import claim_of

    blank = dict.fromkeys(
        ("form", "event", "when", "person", "kind", "character", "known_for", "topic", "words")
    )
    form = {"form": row.get("form") or "credit"}
    return claim_of({**blank, **row, **form, "source": row["voice"]})
