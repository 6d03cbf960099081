"""Plain text and Markdown: a small head where there is one, a heading, paragraphs."""

from __future__ import annotations

import re

from airdate.documents.composition import Head, compose
from airdate.documents.heads import day_of_address, language_of, outlet_of, read_day
from airdate.model import Document, Unreadable

KEYS = {
    "title": "title",
    "heading": "title",
    "headline": "title",
    "outlet": "outlet",
    "publisher": "outlet",
    "url": "url",
    "link": "url",
    "published": "published",
    "date": "published",
    "language": "language",
    "lang": "language",
}
_HEAD_LINE = re.compile(r"([A-Za-z][A-Za-z_ -]{0,20}):\s+(\S.*)")
_BLANK_LINE = re.compile(r"\n[ \t\f\v]*\n")


def read_plain(text: str, *, source: str) -> Document | Unreadable:
    """Return the document of a plain text: head lines if it has them, else its first line heads it.

    Where blank lines part the text, the lines between two are one paragraph (as in a wrapped
    letter); where none do, each line is one.
    """
    head, body = split_head(text)
    first, _, rest = body.strip().partition("\n")
    if "title" in head:
        first, rest = head["title"], body
    parted = _BLANK_LINE.search(rest.strip()) is not None
    paragraphs = _BLANK_LINE.split(rest) if parted else rest.split("\n")
    return from_head(head, heading=first, paragraphs=paragraphs, source=source)


def split_head(text: str) -> tuple[dict[str, str], str]:
    """Return the head lines (`Title:`, `Outlet:`, `URL:`, `Published:`, `Language:`) and the rest.

    The first line must be one of these, and a blank line must follow the last; other `Name: value`
    lines among them are left out.
    """
    lines = text.lstrip("\ufeff\n\r ").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not line.strip():
            return (found, "\n".join(lines[number:])) if _is_head(found) else ({}, "\n".join(lines))
        match = _HEAD_LINE.fullmatch(line.strip())
        if match is None or (number == 0 and match[1].casefold() not in KEYS):
            break
        if key := KEYS.get(match[1].casefold()):
            found.setdefault(key, match[2].strip())
    return {}, "\n".join(lines)


def _is_head(found: dict[str, str]) -> bool:
    """Return whether head lines were meant: a single `Date: still unknown` is prose."""
    return bool(found) and (found.keys() != {"published"} or bool(read_day(found["published"])))


def from_head(
    head: dict[str, str], *, heading: str, paragraphs: list[str], source: str
) -> Document | Unreadable:
    """Return the document with the fields of a head; Unreadable where its day is none."""
    if not any(c.isalnum() for part in (heading, *paragraphs) for c in part):
        return Unreadable(source, "it has no text", "give a file with an article in it")
    fields = fields_of(head, text=" ".join(paragraphs) or heading)
    return bad_day(head, fields, source=source) or compose(heading, paragraphs, **fields)


def bad_day(head: dict[str, str], fields: Head, *, source: str) -> Unreadable | None:
    """Return what is wrong where a head names a day of publication that is none."""
    if "published" not in head or fields.get("published") is not None:
        return None
    reason = f"it says that it was published {head['published']!r}, which is not a day"
    return Unreadable(source, reason, "write the day as 2026-02-14")


def fields_of(head: dict[str, str], *, text: str) -> Head:
    """Return the head as document fields; what it does not say is taken from address and text."""
    url = head.get("url")
    published, basis = read_day(head.get("published", "")), "header"
    if published is None and "published" not in head:
        published, basis = day_of_address(url), "address"
    return {
        "url": url,
        "outlet": head.get("outlet") or outlet_of(url),
        "published": published,
        "published_basis": basis if published else "unknown",
        "language": head.get("language") or language_of(text),
    }
