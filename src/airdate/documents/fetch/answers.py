"""Answers of servers, and what their heads say: kind, and when it is worth asking again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# No site is believed that wants to be left for longer: a forged head would silence it for good.
LONGEST_WAIT_SECONDS = 30 * 86_400.0
_DIGITS = re.compile(r"\d{1,12}")
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|[\s,])no-(?:cache|store)(?=$|[\s,=])", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched. url: after all redirects.  charset: as the server names it.

    etag, last_modified: for asking later whether it changed.
    """

    url: str
    data: bytes
    content_type: str
    retrieved_at: datetime
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """What a server answered. url: after all redirects.  page: None unless it sent one (2xx).

    retry_after_seconds: how long it asks to be left alone.  moved_to: where the address leads by
    permanent redirects alone, if it leads to a page there.  fresh_seconds: how long what it sent
    stays good by its own word; 0 where it says that it must not be kept.
    """

    url: str
    status: int
    page: Page | None
    retry_after_seconds: float | None = None
    moved_to: str | None = None
    fresh_seconds: float | None = None


def kind_of(headers: Mapping[str, str]) -> tuple[str, str | None]:
    """Return the content type without its parameters in lower case, and the charset."""
    stated = headers.get("content-type", "")
    charset = _CHARSET.search(stated)
    return stated.split(";", 1)[0].strip().lower(), charset[1] if charset else None


def retry_after(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Return how many seconds a server asks to wait, 0 to 30 days; None where it does not say.

    now: what a moment in its answer is measured from.
    """
    stated = headers.get("retry-after", "").strip()
    if _DIGITS.fullmatch(stated):
        return min(float(stated), LONGEST_WAIT_SECONDS)
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:  # `-0000`: what it says is of UTC
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST_WAIT_SECONDS)


def freshness(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds an answer stays good, 0 to 30 days; None where it does not say.

    Method: RFC 9111, 5.2.2: `max-age` less the age that it had on its way (5.1).
    """
    stated = headers.get("cache-control", "")
    if _NOT_KEPT.search(stated):
        return 0.0
    found = _MAX_AGE.search(stated)
    if not found:
        return None
    age = headers.get("age", "").strip()
    left = float(found[1]) - (float(age) if _DIGITS.fullmatch(age) else 0.0)
    return min(max(left, 0.0), LONGEST_WAIT_SECONDS)
