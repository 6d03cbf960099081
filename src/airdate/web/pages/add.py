"""Add: an address, a text or a file is read at once, and kept where a person says so."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from airdate import pipeline
from airdate.claims import jsonform
from airdate.documents import Given
from airdate.documents.saved import Overheard
from airdate.errors import UsageError
from airdate.ledger import Recorded
from airdate.model import Reading, Unreadable
from airdate.publish.reading import COLUMNS, claim_rows
from airdate.web.answers import HTML, Answer
from airdate.web.asked import day_of
from airdate.web.marking import marked
from airdate.web.site import Site, rendered

Files = Sequence[tuple[str, bytes]]

_ENDINGS = (
    ".txt",
    ".text",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".xhtml",
    ".eml",
    ".json",
    ".jsonl",
)


def add(site: Site, request: Request) -> Answer:
    """Return the form that takes an address, a text or a file."""
    return Answer(
        "add.html", {"posts": 0, "found": None, "sent": {}}, {"post": "/api/v1/documents"}
    )


def added(site: Site, request: Request, sent: Any) -> Response:
    """Return what was read, with its claims; it is kept if it was asked to be."""
    fields, files = sent
    heard: list[Overheard] = []
    found = read(site, fields, files, overhear=heard.append)
    keep = fields.get("keep") == "yes"
    kept = [keep_reading(site, one) if keep else None for one in found]
    posts = keep_talk(site, heard) if keep else 0
    if keep:
        site.library.version(fresh=True)
    shown = [_shown(one, done) for one, done in zip(found, kept, strict=True)]
    words = {
        "posts": posts,
        "found": shown,
        "sent": {} if keep else dict(fields),
        "columns": COLUMNS,
    }
    return Response(rendered(site, request, Answer("add.html", words, None)), media_type=HTML)


def read(
    site: Site,
    fields: Mapping[str, str],
    files: Files,
    *,
    now: datetime | None = None,
    overhear: Callable[[Overheard], None] | None = None,
) -> list[Reading | Unreadable]:
    """Return the readings of what a form brings. Raises: UsageError where it brings nothing.

    now: the moment at which it is read, where it is not this one.
    overhear: what takes in bytes that may hold conversations.
    """
    today = site.settings.now().date()
    published = fields.get("published")
    given = Given(
        now=now or site.settings.now(),
        published=day_of(published, default=today) if published else None,
        outlet=fields.get("outlet", "").strip() or None,
        allow_private=site.settings.allow_private,
        overhear=overhear,
    )
    files = [(name, data) for name, data in files if data]
    with site.library.pool.reading() as ledger:
        catalogue = pipeline.catalogue(ledger)
    with tempfile.TemporaryDirectory(prefix="airdate-") as folder:
        places = _places(Path(folder), fields, files)
        return list(
            pipeline.read(places, given=given, catalogue=catalogue, said_on=partial(_said_on, site))
        )


def _said_on(site: Site, document: str) -> date | None:
    with site.library.pool.reading() as ledger:
        return pipeline.said_on(ledger, document)


def _places(folder: Path, fields: Mapping[str, str], files: Files) -> list[str]:
    """Return what to read: files of our own naming, and addresses, never a path of the asker's."""
    places = []
    if address := fields.get("address", "").strip():
        if not re.match(r"https?://", address, re.IGNORECASE):
            raise UsageError(
                f"{address!r:.100} is no web address.", "Write it with http:// or https://."
            )
        places.append(address)
    if text := fields.get("text", "").strip():
        ending = ".html" if re.match(r"<!doctype html|<html", text, re.IGNORECASE) else ".txt"
        places.append(
            _written(folder, f"text{ending}", _headed(text, fields).encode(errors="replace"))
        )
    for number, (name, data) in enumerate(files):
        places.append(_written(folder, f"file-{number}{_ending(name)}", data))
    if not places:
        raise UsageError("There is nothing to read.", "Paste an address or a text, or drop a file.")
    return places


def _headed(text: str, fields: Mapping[str, str]) -> str:
    """Return the text with the head that a `.txt` file may have, where a heading was given."""
    heading = " ".join(fields.get("heading", "").split())
    return f"Title: {heading}\n\n{text}" if heading else text


def _ending(name: str) -> str:
    ending = Path(name.replace("\\", "/")).suffix.casefold()
    if ending not in _ENDINGS:
        raise UsageError(
            f"{name!r:.100} is of a kind that is not read.",
            f"Give one of {', '.join(_ENDINGS)}.",
        )
    return ending


def _written(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def keep_reading(site: Site, reading: Reading | Unreadable) -> Recorded | None:
    """Record a reading and return what it brought; None for what could not be read."""
    if isinstance(reading, Unreadable):
        return None
    with site.library.pool.writing() as ledger:
        return pipeline.record(ledger, reading, recorded_at=site.settings.now())


def keep_talk(site: Site, heard: list[Overheard]) -> int:
    """Return how many posts of fans are new in what may hold them."""
    if not heard:
        return 0
    with site.library.pool.writing() as ledger:
        return pipeline.overhear(ledger, heard, now=site.settings.now())


def _shown(found: Reading | Unreadable, recorded: Recorded | None) -> dict[str, Any]:
    if isinstance(found, Unreadable):
        return {"reason": found.reason, "remedy": found.remedy, "reading": None}
    return {
        "reading": found,
        "paragraphs": marked(found.document, found.claims),
        "rows": list(claim_rows(found)),
        "recorded": recorded,
    }


def reading_json(found: Reading | Unreadable, recorded: Recorded | None) -> dict[str, Any]:
    """Return what was read, or why nothing was, and what keeping it brought."""
    if isinstance(found, Unreadable):
        return {"outcome": "not read", "reason": found.reason, "remedy": found.remedy}
    return {
        "outcome": str(recorded.outcome) if recorded else "read, not kept",
        "document": found.document.id,
        "new_claims": recorded.new_claims if recorded else 0,
        "reading": jsonform(found),
    }
