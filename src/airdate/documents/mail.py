"""Mail as documents: headed by the subject, of the sender's domain and the day it was sent."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import default
from itertools import islice
from typing import Any

from airdate.documents.composition import Head, clean, compose
from airdate.documents.encoding import decode
from airdate.documents.heads import language_of
from airdate.model import Document, Unreadable

_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
# Parts in parts: newsletters have five. The parser holds each line against each open part.
_MOST_PARTS = 40
_PART = re.compile(rb"(?:multipart/|message/rfc822)", re.IGNORECASE)
# Bytes of one field of a header: the longest subjects have 1,000; some parse in quadratic time.
_LONGEST_FIELD = 10_000
_NEEDED = (b"from", b"date", b"subject", b"mime-version", b"content-", b"message-id")
_FIELD = re.compile(rb"\r?\n(?![ \t])")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
# What follows is the signature, by the custom of Usenet and mail.
_SIGNATURE = re.compile(r"(?m)^-- \n[\s\S]*\Z")


def read_mail(data: bytes, *, source: str, today: date | None = None) -> Document | Unreadable:
    """Return the document of a message: its HTML part through the page extractor, else its text.

    today: as for a page.  A message whose parts or header are nested so deeply that they cannot be
    parsed, which no mail program writes, is Unreadable.
    """
    try:
        if sum(1 for _ in islice(_PART.finditer(data), _MOST_PARTS + 1)) <= _MOST_PARTS:
            return _read(_pruned(data), source=source, today=today)
    except RecursionError:
        pass
    reason = "its parts or its header are nested too deeply"
    return Unreadable(source, reason, "save its text as .txt")


def _pruned(data: bytes) -> bytes:
    """Return a message with those fields of its header alone that a document is made of."""
    end = _HEADER_END.search(data)
    if end is None:
        return data
    fields = _FIELD.split(data[: end.start()])
    kept = (f for f in fields if len(f) <= _LONGEST_FIELD and f.lower().startswith(_NEEDED))
    return b"\n".join(kept) + data[end.start() :]


def _read(data: bytes, *, source: str, today: date | None) -> Document | Unreadable:
    from airdate.documents.page import extract

    message = email.message_from_bytes(data, policy=default)
    if not message.keys():
        return Unreadable(source, "it has no mail header", "give a message saved as .eml")
    part = _body(message)
    if part is None:
        return Unreadable(source, "the message has no text", "save its text as .txt")
    kind, raw, charset = part
    head = _head(message)
    subject = _PREFIX.sub("", clean(_header(message, "subject")))
    if kind == "text/html":
        page = extract(raw, url=None, today=today, charset=charset)
        if isinstance(page, Unreadable):
            return replace(page, source=source)
        paragraphs = _paragraphs_of(page, subject)
    else:
        text = _SIGNATURE.sub("", decode(raw, declared=charset).replace("\r\n", "\n"))
        paragraphs = _BLANK_LINE.split(text)
    if not any(c.isalnum() for words in paragraphs for c in words):
        return Unreadable(source, "the message has no text", "save its text as .txt")
    head["language"] = language_of(" ".join(paragraphs))
    return compose(subject, paragraphs, **head)


def _paragraphs_of(page: Document, subject: str) -> list[str]:
    lines = page.text.split("\n")
    return lines[1:] if lines[1:] and clean(lines[0]) == subject else lines


def _head(message: EmailMessage) -> Head:
    published = _day(message)
    return {
        "outlet": _sender(message),
        "published": published,
        "published_basis": "header" if published else "unknown",
    }


def _header(message: EmailMessage, name: str) -> str:
    """Return a header's text, empty where there is none or it is broken beyond reading."""
    try:
        return str(message[name] or "")
    except (ValueError, IndexError, TypeError, AttributeError, LookupError):
        return ""


def _day(message: EmailMessage) -> date | None:
    try:
        moment: datetime | None = message["date"].datetime
    except (ValueError, IndexError, TypeError, AttributeError, LookupError, OverflowError):
        return None
    return moment.date() if moment else None


def _sender(message: EmailMessage) -> str | None:
    """Return the domain of the sender, without the names that hosts of mail put before it."""
    found = re.search(r"@([\w.-]+\.\w{2,})", _header(message, "from"))
    if not found:
        return None
    return re.sub(r"^(?:www|mail|news|newsletter|email|e|m)\.(?=[^.]+\.)", "", found[1].lower())


def _body(message: EmailMessage) -> tuple[str, bytes, str | None] | None:
    """Return the kind, the bytes and the charset of the part that holds the text."""
    try:
        part: Any = message.get_body(preferencelist=("html", "plain"))
        if part is None:
            return None
        raw = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except (ValueError, LookupError, TypeError, AttributeError, KeyError):
        return None
    return (part.get_content_type(), raw, charset) if raw else None
