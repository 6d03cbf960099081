"""What bytes hold, whatever they came from: documents, or why there are none.

The bytes were written by strangers, so they are read within bounds where a door enforces them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from airdate.documents.encoding import decode, kind_of_binary
from airdate.documents.places.recognition import MAIL
from airdate.documents.saved import look_of_saved, read_saved
from airdate.errors import Overrun
from airdate.model import Document, Unreadable

# An article has some kilobytes, the longest pages some megabytes with their scripts.
LARGEST_BYTES = 8_000_000
MEGABYTE = 1_000_000
KINDS_REMEDY = (
    "give .txt, .md, .html, .eml, .json or .jsonl files, a saved feed, thread or .mbox, "
    "a folder of them, or an address"
)


def read_content(
    data: bytes, *, source: str, kind: str | None, now: datetime, charset: str | None = None
) -> Iterator[Document | Unreadable]:
    """Yield what bytes give; what takes more time or memory than a document may, says so.

    kind: plain, markdown, page, mail, json, xml; None: by their look.
    charset: what a server named.  now: no day after it is believed.
    """
    from airdate import confinement

    try:
        found = confinement.call(
            _documents, data, source=source, kind=kind, now=now, charset=charset
        )
    except Overrun as error:
        found = [Unreadable(source, error.problem, error.remedy)]
    yield from found


def _documents(
    data: bytes, *, source: str, kind: str | None, now: datetime, charset: str | None
) -> list[Document | Unreadable]:
    return list(_parts(data, source=source, kind=kind, now=now, charset=charset))


def _parts(
    data: bytes, *, source: str, kind: str | None, now: datetime, charset: str | None
) -> Iterator[Document | Unreadable]:
    if not data.strip():
        yield Unreadable(source, "it is empty", "give a source with an article in it")
    elif look := look_of_saved(data, kind=kind):
        yield from read_saved(data, look=look, source=source, now=now, charset=charset)
    elif len(data) > LARGEST_BYTES:
        yield too_large(source)
    elif kind == "xml":
        yield Unreadable(source, "it is no feed, and other XML holds no article", KINDS_REMEDY)
    elif binary := kind_of_binary(data):
        yield Unreadable(source, f"it is {binary}, not text", "save its text as .txt or .html")
    elif kind == "page" or (kind is None and _looks_like_page(data)):
        from airdate.documents.page import extract

        url = source if "://" in source else None
        found = extract(data, url=url, today=now.date(), charset=charset)
        yield replace(found, source=source) if isinstance(found, Unreadable) else found
    elif kind == "mail" or (kind is None and MAIL.match(data)):
        from airdate.documents.mail import read_mail

        yield read_mail(data, source=source, today=now.date())
    else:
        yield from _read_text(decode(data, declared=charset), source=source, kind=kind)


def too_large(source: str) -> Unreadable:
    """Return that a source is larger than an article can be."""
    reason = f"it is larger than {LARGEST_BYTES // MEGABYTE} MB, which no article is"
    return Unreadable(source, reason, "give the article alone, or split it into one file each")


def _read_text(text: str, *, source: str, kind: str | None) -> Iterator[Document | Unreadable]:
    from airdate.documents.plain import read_plain
    from airdate.documents.record import read_records

    if kind == "json" or (kind is None and text.lstrip().startswith("{")):
        yield from read_records(text, source=source)
    elif kind == "markdown":
        from airdate.documents.markdown import read_markdown

        yield read_markdown(text, source=source)
    else:
        yield read_plain(text, source=source)


def _looks_like_page(data: bytes) -> bool:
    start = data[:1_000].lower()
    return any(
        tag in start for tag in (b"<html", b"<!doctype html", b"<head", b"<body", b"<article")
    )
