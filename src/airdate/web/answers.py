"""Answers: a page and its JSON are one thing in two forms, each with a tag of its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import Response

from airdate.errors import (
    AirdateError,
    AmbiguousTitle,
    LedgerBusy,
    LedgerError,
    LedgerReadOnly,
    Occupied,
    SourceError,
    UnknownReference,
    UnknownTitle,
    UsageError,
)

HTML = "text/html; charset=utf-8"
JSON = "application/json"


@dataclass(frozen=True)
class Answer:
    """What a page shows: a template with its words, and the same as JSON.

    passing: it may differ in a moment, though nothing was recorded; it is not kept, or for so many
    seconds (holds_seconds).
    """

    template: str
    words: Mapping[str, Any]
    data: Any
    status: int = 200
    passing: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    holds_seconds: float = 0.0


def json_bytes(data: Any) -> bytes:
    """Return JSON that is safe inside a page's script as well."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text.encode("utf-8", errors="replace")


@dataclass(frozen=True, slots=True)
class Handling:
    """How an answer may be kept by those between. private: it is for the asker alone.

    modified: since when it says what it says, in whole seconds; None where only its tag tells.
    """

    private: bool = False
    modified: datetime | None = None


_SHARED = Handling()


class Whole(Protocol):
    """An answer whose tag is known."""

    @property
    def body(self) -> bytes:
        """What it says."""

    @property
    def tag(self) -> str:
        """By which it is known again."""


def tag_of(body: bytes) -> str:
    """Return the tag of a body: another one for another body."""
    return f'"{hashlib.sha256(body).hexdigest()[:24]}"'


def tagged(
    request: Request,
    found: bytes | Whole,
    *,
    kind: str,
    status: int = 200,
    handling: Handling = _SHARED,
) -> Response:
    """Return a body with its tag, or word that the asker has it already (RFC 9110, 13.1)."""
    body = found if isinstance(found, bytes) else found.body
    tag = tag_of(found) if isinstance(found, bytes) else found.tag
    headers = {
        "etag": tag,
        # To be asked for again each time, and answered with 304 as long as nothing is new.
        "cache-control": "private, no-cache" if handling.private else "no-cache",
        "vary": "Cookie, Authorization, Accept-Encoding",
    }
    if handling.modified:
        headers["last-modified"] = format_datetime(handling.modified, usegmt=True)
    if status == 200 and _has(request, tag, handling.modified):
        return Response(status_code=304, headers=headers)
    return Response(body, status_code=status, headers=headers, media_type=kind)


def _has(request: Request, tag: str, modified: datetime | None) -> bool:
    asked = request.headers.get("if-none-match")
    if asked is None:
        return modified is not None and _since(request) >= modified
    return asked.strip() == "*" or tag in {
        one.strip().removeprefix("W/") for one in asked.split(",")
    }


def _since(request: Request) -> datetime:
    """Return the moment whose content an asker has; long ago where it tells none."""
    try:
        told = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
        return told if told.tzinfo else told.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)


def status_of(error: AirdateError) -> int:
    """Return the status by which an error is told."""
    match error:
        case UnknownTitle() | UnknownReference():
            return 404
        case AmbiguousTitle():
            return 409
        case LedgerBusy() | Occupied():
            return 503
        case LedgerReadOnly():
            return 507
        case LedgerError():
            return 500
        case SourceError():
            return 422
        case UsageError():
            return 400
        case _:
            return 500


def problem(title: str, *, status: int, detail: str = "") -> dict[str, Any]:
    """Return a problem in the form of RFC 9457."""
    told = {"type": "about:blank", "title": title, "status": status}
    return told | ({"detail": detail} if detail else {})
