"""Plain text and Markdown: a small head where there is one, a heading, paragraphs."""

from __future__ import annotations

import re

from airdate.documents.composition import Head, clean, compose
from airdate.documents.heads import day_of_address, language_of, outlet_of, read_day
from airdate.documents.sentences import split
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
# Letters and mail are wrapped at 72 to 80 columns, seldom beyond 100, where a paragraph is longer;
# shorter lines are a list or lines of their own.
_COLUMNS = range(50, 101)
# Headlines of the set that documents were measured on have at most 150 characters.
_LONGEST_HEADING = 200
_ITEM = re.compile(r"[-*•–—] |\d{1,3}[.)] ")
_BLANK_LINE = re.compile(r"\n[ \t\f\v]*\n")


def read_plain(text: str, *, source: str) -> Document | Unreadable:
    """Return the document of a plain text: head lines if it has them, else its first line heads it.

    A first line of several sentences is a paragraph, and its first sentence the heading.
    """
    head, body = split_head(text)
    paragraphs = [p for block in _BLANK_LINE.split(body.strip()) for p in _unwrapped(block)]
    if "title" in head:
        return from_head(head, heading=head["title"], paragraphs=paragraphs, source=source)
    if paragraphs and _may_head(paragraphs[0]):
        return from_head(head, heading=paragraphs[0], paragraphs=paragraphs[1:], source=source)
    return from_head(head, heading="", paragraphs=paragraphs, source=source)


def _may_head(line: str) -> bool:
    """Return whether a first line is a headline: not a long one, nor prose of some sentences.

    Headlines of two sentences there are ("Dead? Not yet"); they end without a full stop.
    """
    if len(line) > _LONGEST_HEADING:
        return False
    return not line.endswith(".") or len(split(line, language="en")) == 1


def _unwrapped(block: str) -> list[str]:
    """Return the paragraphs of lines between two blank ones.

    A line break is one of layout, as in a letter, where the next word had found no room in a
    column, or where the sentence goes on; else it ends a paragraph, as where editors write a
    paragraph a line.
    """
    lines = [line.strip() for line in block.split("\n") if line.strip()]
    column = max(map(len, lines), default=0)
    paragraphs: list[list[str]] = []
    for number, line in enumerate(lines):
        before = len(lines[number - 1]) if number else 0
        first_word = len(line.partition(" ")[0])
        full = column in _COLUMNS and before + 1 + first_word > column
        flows = number and (full or line[0].islower())
        if flows and not _ITEM.match(line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [" ".join(parts) for parts in paragraphs]


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
    """Return the head as document fields; what it does not say is taken from address and text.

    The fields are cleaned as the text is: half a letter in one could not be written down later.
    """
    seen = {key: words for key, raw in head.items() if (words := clean(raw))}
    url = seen.get("url")
    published, basis = read_day(head.get("published", "")), "header"
    if published is None and "published" not in head:
        published, basis = day_of_address(url), "address"
    return {
        "url": url,
        "outlet": seen.get("outlet") or outlet_of(url),
        "published": published,
        "published_basis": basis if published else "unknown",
        "language": seen.get("language") or language_of(text),
    }
