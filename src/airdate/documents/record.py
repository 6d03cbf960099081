"""Documents given as JSON: heading, paragraphs and the head fields; annotations are not read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from airdate.documents.composition import Head, clean, compose
from airdate.documents.plain import bad_day, fields_of
from airdate.model import Document, Unreadable

_REMEDY = (
    'give an object with "heading" (text) and "paragraphs" (a list of texts), and if known '
    '"id", "url", "published" (2026-02-14), "outlet", "language"'
)
_HEAD_FIELDS = ("url", "published", "outlet", "language")


def read_records(text: str, *, source: str) -> Iterator[Document | Unreadable]:
    """Yield the document of a JSON object, or of each object of an array."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Unreadable(source, f"it is not JSON: {error}", "check the file where the error is")
        return
    if not isinstance(found, list):
        yield read_record(found, source=source)
        return
    for number, item in enumerate(found, 1):
        yield read_record(item, source=f"{source}, item {number}")
    if not found:
        yield Unreadable(source, "it is an empty list", _REMEDY)


def read_record(found: Any, *, source: str) -> Document | Unreadable:
    """Return the document of one decoded JSON value."""
    flaw = _flaw(found)
    if flaw:
        return Unreadable(source, flaw, _REMEDY)
    head = {key: found[key].strip() for key in _HEAD_FIELDS if found.get(key)}
    heading, paragraphs = found.get("heading") or "", found.get("paragraphs") or []
    fields: Head = fields_of(head, text=" ".join(paragraphs) or heading)
    if bad := bad_day(head, fields, source=source):
        return bad
    name = found.get("id")
    fields["name"] = None if name is None else clean(str(name))
    return compose(heading, paragraphs, **fields)


def _flaw(found: Any) -> str | None:
    """Return what keeps a decoded value from being a document, None if nothing does."""
    if not isinstance(found, dict):
        return f"it is a JSON {type(found).__name__}, not an object"
    heading, paragraphs = found.get("heading") or "", found.get("paragraphs") or []
    if not isinstance(heading, str):
        return '"heading" is no text'
    if not isinstance(paragraphs, list) or not all(isinstance(p, str) for p in paragraphs):
        return '"paragraphs" is no list of texts'
    for key in _HEAD_FIELDS:
        if not isinstance(found.get(key) or "", str):
            return f'"{key}" is no text'
    if not any(c.isalnum() for part in (heading, *paragraphs) for c in part):
        return "it has neither heading nor paragraphs"
    return None
