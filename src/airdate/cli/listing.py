"""`airdate import-list`: the titles of a tracker's or a server's list, followed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from airdate.cli.options import db_option, ledger_at, now, warn
from airdate.errors import LedgerError, SourceError, UsageError

if TYPE_CHECKING:
    from airdate.lists import Left, Listed, Listing
    from airdate.model import Installment

_KEYS = {"sonarr": "AIRDATE_SONARR_KEY", "radarr": "AIRDATE_RADARR_KEY"}
_PATHS = {"sonarr": "/api/v3/series", "radarr": "/api/v3/movie"}
# Named here as well so that --help needs no import; a test holds it to the lists' own.
_KINDS = ("auto", "trakt", "sonarr", "radarr", "tvmaze", "custom", "imdb", "letterboxd", "csv")


@click.command()
@click.argument("place", metavar="FILE|URL|-")
@click.option(
    "--kind",
    type=click.Choice([*_KINDS, "text"]),
    default="auto",
    show_default=True,
    help="What the list is.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would be followed.")
@click.option("--seen", is_flag=True, help="Also films that the list says you have seen.")
@click.option(
    "--allow-private", is_flag=True, help="Ask addresses of this machine and its network too."
)
@db_option
def import_list_command(
    place: str, kind: str, dry_run: bool, seen: bool, allow_private: bool, db: str | None
) -> None:
    """Follow the titles of a list; tell what is new, what was followed, what was left out and why.

    FILE is an export of Trakt (JSON or the whole zip), Letterboxd or IMDb (CSV), TVmaze (JSON), a
    saved answer of Sonarr's /api/v3/series or Radarr's /api/v3/movie, a custom list, any CSV with
    a title column, or a text with a title a line. URL is a list on the web, or a server of yours:
    http://sonarr:8989 --kind sonarr --allow-private, with its key in AIRDATE_SONARR_KEY
    (AIRDATE_RADARR_KEY).

    Series are followed as a whole, for their next season; a film that you have seen is left out.
    """
    from airdate.lists import read_list

    name, data = _taken_in(place, kind, allow_private=allow_private)
    listing = read_list(data, name=name, kind=kind)
    wanted = [each for each in listing.titles if seen or not _is_over(each)]
    over = [each for each in listing.titles if not seen and _is_over(each)]
    taken = _Taken(listing, wanted, _follow(listing, wanted, dry_run=dry_run, db=db), dry_run)
    _tell(taken, over)
    if listing.left and not listing.titles:
        sys.exit(1)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What came of a list. news: of each wanted title, whether it was not followed before."""

    listing: Listing
    wanted: Sequence[Listed]
    news: Sequence[bool]
    dry_run: bool


def _is_over(listed: Listed) -> bool:
    """Return whether there is nothing to await: a film that was seen."""
    from airdate.model import WorkKind

    return listed.seen and listed.kind is WorkKind.FILM


# ── what is read ────────────────────────────────────────────────────────────────────────────


def _taken_in(place: str, kind: str, *, allow_private: bool) -> tuple[str, bytes]:
    """Return the name of a list and its bytes. Raises: UsageError, SourceError."""
    from airdate.lists.bounds import LARGEST_BYTES

    if place.lower().startswith(("http://", "https://")):
        return _fetched(place, kind, allow_private=allow_private)
    if place == "-":
        return "standard input", sys.stdin.buffer.read(LARGEST_BYTES + 1)
    path = Path(place)
    try:
        with path.open("rb") as stream:
            return path.name, stream.read(LARGEST_BYTES + 1)
    except IsADirectoryError:
        raise UsageError(f"{place} is a folder.", "Name the file in it.") from None
    except FileNotFoundError:
        raise UsageError(f"There is no file {place}.", "Check the name.") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"{place} cannot be read: {error}.", "Check the file.") from None


def _fetched(place: str, kind: str, *, allow_private: bool) -> tuple[str, bytes]:
    from airdate.documents.fetch import ANYTEXT, JSON, Fetcher, Limits
    from airdate.lists.bounds import LARGEST_BYTES

    address, headers = _asked(place, kind)
    limits = Limits(raw_bytes=LARGEST_BYTES, decoded_bytes=LARGEST_BYTES)
    fetcher = Fetcher(now=now(), allow_private=allow_private, limits=limits)
    accept = JSON if kind in _KEYS else ANYTEXT
    visit = fetcher.visit(address, accept=accept, headers=headers)
    name = _name_of(place)
    if visit.page is None:
        raise _no_list(name, kind, status=visit.status)
    return name, visit.page.data


def _asked(place: str, kind: str) -> tuple[str, dict[str, str]]:
    """Return the address to ask, and the key for it. Raises: UsageError."""
    try:
        path = urlsplit(place).path.rstrip("/")
    except ValueError:
        path = ""
    if kind not in _KEYS:
        if not path:
            raise UsageError(
                f"{_name_of(place)} is a whole server.",
                "Say which: --kind sonarr or --kind radarr.",
            )
        return place, {}
    variable = _KEYS[kind]
    key = os.environ.get(variable, "").strip()
    if not key:
        raise UsageError(
            f"{kind.capitalize()} asks for a key, and {variable} is not set.",
            f"Copy it from {kind.capitalize()}'s settings, General: export {variable}=…",
        )
    base = place.rstrip("/")
    return base if path.endswith(_PATHS[kind]) else base + _PATHS[kind], {"X-Api-Key": key}


def _name_of(place: str) -> str:
    """Return how a list from an address is called: its host and the end of its path."""
    try:
        parts = urlsplit(place)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.hostname or ''}{port}/{PurePosixPath(parts.path).name}".rstrip("/")
    except ValueError:
        return "the list"


def _no_list(name: str, kind: str, *, status: int) -> SourceError:
    if status in (401, 403) and kind in _KEYS:
        return SourceError(
            f"{name} refuses the key: it answered {status}.", f"Check {_KEYS[kind]}."
        )
    if status == 404 and kind in _KEYS:
        return SourceError(
            f"{name} has no {_PATHS[kind]}: it answered 404.",
            "Check the address: one with a base, http://host/sonarr, needs it too.",
        )
    return SourceError(f"{name} gave no list: it answered {status}.", "Check the address.")


# ── what is kept ────────────────────────────────────────────────────────────────────────────


def _follow(
    listing: Listing, wanted: Sequence[Listed], *, dry_run: bool, db: str | None
) -> list[bool]:
    """Return of each title whether it was not followed before; they are, unless on trial."""
    from airdate.ledger.office import follows
    from airdate.model import Installment

    asked = [Installment(each.title, each.season) for each in wanted]
    if dry_run:
        return _would(asked, db)
    named = [(Installment(each.title), each.ids) for each in wanted if each.ids]
    with ledger_at(db, write=True) as ledger:
        news = follows.follow_all(ledger, asked, recorded_at=now(), origin=listing.name)
        follows.identify_all(ledger, named, source=listing.name, recorded_at=now())
    return news


def _would(asked: Sequence[Installment], db: str | None) -> list[bool]:
    from airdate.ledger.office import follows

    try:
        with ledger_at(db, write=False) as ledger:
            known = {each.installment.key for each in follows.followed(ledger)}
            aliases = dict(ledger.aliases())
    except LedgerError:
        known, aliases = set(), {}  # there is none yet: all would be new
    return [_known_as(each, aliases).key not in known for each in asked]


def _known_as(asked: Installment, aliases: dict[str, str]) -> Installment:
    from airdate.model import Installment, title_key

    keys = {title_key(alias): title for alias, title in aliases.items()}
    return Installment(keys.get(title_key(asked.title), asked.title), asked.season)


# ── what is told ────────────────────────────────────────────────────────────────────────────


def _tell(taken: _Taken, over: Sequence[Listed]) -> None:
    from airdate.model import Installment
    from airdate.publish.text import safe

    listing = taken.listing
    for each, new in zip(taken.wanted, taken.news, strict=True):
        named = Installment(each.title, each.season)
        click.echo(safe(f"{'+' if new else '='} {named}" + ("" if new else ", as before")))
    for each in over:
        warn(f"left out: {each.place}: {each.title}: you have seen it (--seen takes it too)")
    for left in listing.left:
        warn(_words(left))
    count = sum(taken.news)
    act = "would be followed" if taken.dry_run else "followed now"
    left_out = len(over) + len(listing.left)
    known = len(taken.news) - count
    told = f"{count} {act}, {known} were followed already, {left_out} left out."
    click.echo(safe(f"{listing.name}, read as {listing.kind}: {told}"))
    if count and not taken.dry_run:
        click.echo("Next: airdate following")


def _words(left: Left) -> str:
    return f"left out: {left.place}: {left.reason} ({left.remedy})"
