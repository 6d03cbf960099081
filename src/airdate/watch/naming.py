"""Places as people name them, made into places that can be kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from airdate.errors import UsageError
from airdate.ledger.office.places import Kind, Place
from airdate.model import Installment, title_key
from airdate.watch.schedule import FIRST_SECONDS

if TYPE_CHECKING:
    from airdate.documents.places import Outline
    from airdate.ledger import Ledger

KINDS: tuple[Kind, ...] = get_args(Kind)
_LOCAL: frozenset[Kind] = frozenset(("auto", "feed", "thread", "mail", "folder"))
_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
SHORTEST_EVERY_SECONDS = 300.0
"""Asking a site more often than every five minutes brings nothing but a ban."""

_LONGEST_EVERY_SECONDS = 30 * 86_400.0
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:/\S*)?")
_LONGEST_NAME = 200


def place_named(
    address: str,
    *,
    added_at: datetime,
    kind: Kind = "auto",
    name: str = "",
    tags: tuple[str, ...] = (),
    about: Installment | None = None,
    every_seconds: float | None = None,
    obeys_robots: bool = True,
) -> Place:
    """Return a place as it is to be kept; nothing is asked of it yet.

    address: of the web (without a scheme, https is meant), or a file or folder here.
    Raises: UsageError, Refused where it is none.
    """
    found = _address(address.strip())
    local = "://" not in found
    if local and kind not in _LOCAL:
        raise UsageError(
            f"a {kind} is watched on the web, not at {address!r:.80}.",
            "Give an address that begins with http:// or https://",
        )
    if not local and kind in ("mail", "folder"):
        raise UsageError(
            f"{kind} is watched on this machine, not at {address!r:.80}.",
            "Name the Maildir, the mbox file or the folder.",
        )
    if about is not None and not title_key(about.title):
        raise UsageError(f"there is no title in {about.title!r:.80}.", "Write it in letters.")
    return Place(
        number=0,
        id="",
        kind=_kind_of(kind, found),
        address=found,
        name=name.strip()[:_LONGEST_NAME] or found,
        added_at=added_at,
        tags=tags,
        about=about,
        every_seconds=every_seconds,
        obeys_robots=obeys_robots,
    )


def _address(words: str) -> str:
    from airdate.documents.fetch.addressing import checked

    if "://" in words or words.lower().startswith(("http:", "https:")):
        return str(checked(words))
    try:
        path = Path(words).expanduser()
        if words and "\0" not in words and path.exists():
            return str(path.resolve())
    except (OSError, RuntimeError):
        pass  # no name of a file here: it may be one of a host
    if _HOST.fullmatch(words):
        return str(checked(f"https://{words}"))
    raise UsageError(
        f"{words!r:.80} is neither an address nor a file or folder here.",
        "Give https://…, a Maildir, an mbox file or a folder.",
    )


def _kind_of(kind: Kind, address: str) -> Kind:
    """Return the kind where the address tells it: a forum's page is no feed of articles."""
    if kind != "auto" or "://" not in address:
        return kind
    from airdate.documents.places import thread_address

    # Of its RSS nothing more can be had than what is asked for.
    feed = address.split("?")[0].endswith((".rss", ".xml"))
    return "thread" if not feed and thread_address(address) != address else kind


def seconds_of(words: str) -> float:
    """Return the seconds of a time like `30m`, `6h` or `1d`. Raises: UsageError."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d+)?)\s*([smhd])", words.strip().lower())
    if not found:
        raise UsageError(f"{words!r:.40} is no span of time.", "Write it like 30m, 6h or 1d.")
    seconds = float(found[1]) * _UNITS[found[2]]
    if not SHORTEST_EVERY_SECONDS <= seconds <= _LONGEST_EVERY_SECONDS:
        raise UsageError(
            f"a place is asked every 5 minutes to every 30 days, not every {words}.",
            "Leave --every out to have it learned.",
        )
    return seconds


def add(ledger: Ledger, places: Iterable[Place]) -> list[tuple[Place, bool]]:
    """Return each place as it is kept, and whether it was not watched before; due at once."""
    from airdate.ledger.office import places as office

    return office.add(ledger, list(places), interval_seconds=FIRST_SECONDS)


# ── lists of feeds ──────────────────────────────────────────────────────────────────────────


def places_of_list(data: bytes, *, source: str, added_at: datetime) -> tuple[list[Place], int]:
    """Return the places of an OPML list, and how many of its lines are none.

    Raises: Malformed.
    """
    from airdate.documents.places import read_opml
    from airdate.errors import Refused

    found = read_opml(data, source=source)
    made, bad = [], found.left_out
    for feed in found.feeds:
        try:
            made.append(place_named(feed.url, added_at=added_at, name=feed.title, tags=feed.tags))
        except (UsageError, Refused):
            bad += 1
    return made, bad


def list_of_places(places: Iterable[Place]) -> bytes:
    """Return the places on the web as an OPML list; a list holds no files and folders."""
    from airdate.documents.places import Outline, write_opml

    outlines: list[Outline] = [
        Outline(place.address, place.name, None, place.tags)
        for place in places
        if "://" in place.address
    ]
    return write_opml(outlines, title="Places that airdate watches")
