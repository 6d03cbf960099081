"""A list, read as what it looks like: by its first bytes, its columns, the keys of its entries."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from airdate.errors import Refused, SourceError, UsageError
from airdate.lists.archive import members
from airdate.lists.bounds import LARGEST_BYTES, MOST_ENTRIES, MOST_LEFT
from airdate.lists.forms import Found, Left, Listed, Listing
from airdate.lists.plain import plain
from airdate.lists.servers import custom, radarr, sonarr
from airdate.lists.tables import imdb, letterboxd, table
from airdate.lists.texts import columns, decoded
from airdate.lists.trakt import trakt
from airdate.lists.tvmaze import tvmaze
from airdate.model import title_key

_ENTRIES: dict[str, Callable[[dict[str, Any], str], Found]] = {
    "trakt": trakt,
    "sonarr": sonarr,
    "radarr": radarr,
    "tvmaze": tvmaze,
    "custom": custom,
}
_TEXTS: dict[str, Callable[..., Found]] = {
    "imdb": imdb,
    "letterboxd": letterboxd,
    "csv": table,
    "text": plain,
}
KINDS = ("auto", *_ENTRIES, *_TEXTS)
"""What a list may be read as; `auto`: as it looks."""

_HEAD_LINES = 12
"""Lines within which the head of a CSV stands: Letterboxd's lists have five above it."""

_SEEN_ENTRIES = 20
"""Entries by whose keys a JSON list is told."""

# Members of exports that hold no works of their own, by the beginning of their names.
_NO_LISTS = (
    *("lists-lists", "hidden", "comments", "likes", "user", "network", "profile", "settings"),
    *("orphaned", "deleted", "readme", "notes", "following", "followers", "friends"),
)


def read_list(data: bytes, *, name: str, kind: str = "auto") -> Listing:
    """Return the titles of a list, each installment once, and what was not understood.

    name: of the file, by which some lists tell seen from awaited, and which messages name.
    kind: one of KINDS.
    Raises: SourceError where the whole is no list; Refused where it is beyond the bounds;
    UsageError for another kind.
    """
    if kind not in KINDS:
        raise UsageError(f"There is no kind of list {kind!r:.40}.", f"Say {', '.join(KINDS)}.")
    if len(data) > LARGEST_BYTES:
        raise Refused(
            f"{name} is larger than {LARGEST_BYTES // 1_000_000} MB, which no list is.",
            "Part it into several files.",
        )
    if not data.strip(b"\0 \t\r\n"):
        raise SourceError(f"{name} is empty.", "Export the list anew.")
    if data.startswith(b"PK\x03\x04"):
        return _gathered(name, "zip", _of_zip(data, name=name, kind=kind))
    found_kind, found = _of_bytes(data, name=name, kind=kind)
    return _gathered(name, found_kind, found)


def _of_zip(data: bytes, *, name: str, kind: str) -> Found:
    for member in members(data, name=name):
        if isinstance(member, Left):
            yield member
            continue
        path, content = member
        parts = PurePosixPath(path.casefold()).parts
        if any(part.startswith(_NO_LISTS) for part in parts) or not content.strip():
            continue
        try:
            _, found = _of_bytes(content, name=path, kind=kind, guess=False)
            for each in found:
                yield replace(each, place=f"{path[:80]}, {each.place}")
        except SourceError as error:
            yield Left(path[:80], error.problem, error.remedy)


def _of_bytes(data: bytes, *, name: str, kind: str, guess: bool = True) -> tuple[str, Found]:
    """Return what a file is, and what is in it. guess: any text may be a plain list."""
    text = decoded(data, name=name).lstrip("\ufeff")
    if kind in _ENTRIES or (kind == "auto" and text.lstrip()[:1] in ("[", "{")):
        entries = _entries(text, name=name)
        found_kind = _kind_of_entries(entries, name=name) if kind == "auto" else kind
        return found_kind, _each(entries, _ENTRIES[found_kind])
    if kind == "auto":
        kind = _kind_of_text(text, name=name) or ("text" if guess else "")
    if not kind:
        raise SourceError("it is no list that airdate knows", "nothing needs to be done")
    return kind, _TEXTS[kind](text, name=name)


# ── JSON ────────────────────────────────────────────────────────────────────────────────────


def _entries(text: str, *, name: str) -> list[Any]:
    try:
        found = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise SourceError(
            f"{name} is not JSON: {error.msg} in line {error.lineno}.", "Export the list anew."
        ) from error
    except (ValueError, RecursionError) as error:
        raise SourceError(
            f"{name} is not JSON that can be read: {error}.", "Export the list anew."
        ) from error
    if isinstance(found, dict):
        # Servers wrap a list, or answer with an error.
        lists = [value for value in found.values() if isinstance(value, list)]
        if len(lists) != 1:
            told = found.get("message") or found.get("error") or "it is one object"
            raise SourceError(
                f"{name} holds no list: {told!s:.100}.",
                "Save the answer of /api/v3/series, /api/v3/movie, or an export.",
            )
        return lists[0]
    if not isinstance(found, list):
        raise SourceError(f"{name} holds no list but {found!r:.40}.", "Export the list anew.")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _kind_of_entries(entries: list[Any], *, name: str) -> str:
    for entry in entries[:_SEEN_ENTRIES]:
        if isinstance(entry, dict) and (kind := _kind_of_entry(entry.keys())):
            return kind
    if not entries:
        return "custom"
    raise SourceError(
        f"{name} is a list of something else: its entries name no title.",
        f"Say what it is: --kind {', '.join(_ENTRIES)}.",
    )


def _kind_of_entry(keys: Any) -> str | None:
    if {"show", "movie", "person"} & keys and "title" not in keys:
        return "trakt"
    if "show_id" in keys or {"name", "externals"} <= keys:
        return "tvmaze"
    if "title" not in keys:
        return None
    if "seriesType" in keys or {"seasons", "tvdbId"} <= keys:
        return "sonarr"
    if {"hasFile", "inCinemas", "minimumAvailability"} & keys:
        return "radarr"
    return "custom"


def _each(entries: Iterable[Any], read: Callable[[dict[str, Any], str], Found]) -> Found:
    for number, entry in enumerate(entries, start=1):
        place = f"entry {number}"
        if isinstance(entry, dict):
            yield from read(entry, place)
        else:
            yield Left(place, f"it is {entry!r:.40}, not a title with its fields", "take it out")


# ── text ────────────────────────────────────────────────────────────────────────────────────


def _kind_of_text(text: str, *, name: str) -> str | None:
    """Return what a text is by its head, None where it has none. Raises: SourceError."""
    head = text.lstrip()[:1_000].casefold()
    if head.startswith(("<!doctype", "<html", "<?xml", "<")):
        raise SourceError(
            f"{name} is a web page or XML, not a list.",
            "Use the site's own export: a .csv, .json or .zip file.",
        )
    if text[:4_096].count("\0") > 1 or text.startswith("%PDF"):
        raise SourceError(f"{name} is not text.", "Give a .csv, .json, .txt or .zip file.")
    for line in islice(text.splitlines(), _HEAD_LINES):
        names = columns(line)
        if {"const", "title"} <= names:
            return "imdb"
        if {"name", "year"} <= names and names & {"letterboxd uri", "url"}:
            return "letterboxd"
        if "title" in names and len(names) > 1:
            return "csv"
    return None


# ── gathering ───────────────────────────────────────────────────────────────────────────────


def _gathered(name: str, kind: str, found: Iterator[Listed | Left]) -> Listing:
    titles: dict[tuple[str, int | None], Listed] = {}
    left: list[Left] = []
    for number, each in enumerate(found, start=1):
        if number > MOST_ENTRIES:
            left.append(
                Left(
                    each.place,
                    f"the list has more than {MOST_ENTRIES:,} entries: the rest was not read",
                    "part it into several files",
                )
            )
            break
        if isinstance(each, Left):
            left.append(each)
            continue
        key = (title_key(each.title), each.season)
        titles[key] = _joined(titles[key], each) if key in titles else each
    if len(left) > MOST_LEFT:
        rest = f"{len(left) - MOST_LEFT:,} more were not understood either"
        left = [*left[:MOST_LEFT], Left("the rest", rest, "check what kind of file it is: --kind")]
    return Listing(name, kind, tuple(titles.values()), tuple(left))


def _joined(first: Listed, again: Listed) -> Listed:
    """Return a title that stands twice in a list: seen where one of the two says so.

    Two years are two works under one name: what is said of the second is not of the first.
    """
    if first.year and again.year and first.year != again.year:
        return replace(first, seen=first.seen and again.seen)
    known = {each.scheme for each in first.ids}
    return replace(
        first,
        year=first.year or again.year,
        kind=first.kind or again.kind,
        ids=first.ids + tuple(each for each in again.ids if each.scheme not in known),
        seen=first.seen or again.seen,
    )
