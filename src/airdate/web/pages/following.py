"""Following: what is awaited, how it stands, and the lists that bring it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from airdate.errors import UsageError
from airdate.ledger import Ledger
from airdate.ledger.office import follows
from airdate.ledger.office.follows import Followed, Identity
from airdate.library.answers import Rows, When
from airdate.library.rows import Row
from airdate.lists import read_list
from airdate.lists.forms import Left, Listed
from airdate.model import Installment, WorkKind, title_key
from airdate.publish.text import link
from airdate.web.answers import Answer
from airdate.web.asked import number_of, when_of
from airdate.web.site import Site, noted

LINES = 100
"""Followed titles to a page."""

_MOST_TOLD = 30
"""Lines left out of a list that are named."""

_PAGES = {
    ("tvmaze", "series"): "https://www.tvmaze.com/shows/{}",
    ("tmdb", "series"): "https://www.themoviedb.org/tv/{}",
    ("tmdb", "film"): "https://www.themoviedb.org/movie/{}",
    ("tvdb", "series"): "https://thetvdb.com/?tab=series&id={}",
    ("imdb", "series"): "https://www.imdb.com/title/{}/",
    ("imdb", "film"): "https://www.imdb.com/title/{}/",
    ("wikidata", "series"): "https://www.wikidata.org/wiki/{}",
    ("wikidata", "film"): "https://www.wikidata.org/wiki/{}",
}
"""Where catalogues show what they number."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """What is followed, which installment of it is awaited, and its row if anything is known."""

    asked: Followed
    awaited: Installment
    row: Row | None
    identities: Sequence[Identity]

    @property
    def order(self) -> tuple[bool, date, str]:
        """Where it stands in a list: the soonest first, what is out last."""
        return self.row.order if self.row else (False, date.max, str(self.awaited))

    @property
    def numbers(self) -> list[tuple[str, str, str | None]]:
        """Its numbers: scheme, number, and the catalogue's page of it."""
        found = []
        for each in self.identities:
            own = each.identifier
            form = _PAGES.get((own.scheme.value, own.kind.value))
            found.append(
                (own.scheme.value, own.value, link(form.format(own.value) if form else None))
            )
        return found

    def json(self) -> dict[str, Any]:
        """Return it as an object, as `airdate following --format json` does."""
        asked = self.asked.installment
        return {
            "title": asked.title,
            "season": asked.season,
            "awaited_season": self.awaited.season,
            "stage_words": self.row.stage_name if self.row else "no news yet",
            "release_words": self.row.release if self.row else "no date yet",
            "origin": self.asked.origin,
            "followed_since": self.asked.recorded_at.isoformat(),
            "ids": {scheme: number for scheme, number, _ in self.numbers},
            "known": self.row.facts if self.row else None,
        }


def following(site: Site, request: Request) -> Answer:
    """Return what is followed, the soonest first."""
    when = when_of(request, now=site.settings.now())
    found = site.library.rows(when)
    items = standing(site, found)
    number = number_of(request, "page", default=1, most=10_000)
    words = {
        "items": items[(number - 1) * LINES : number * LINES],
        "total": len(items),
        "number": number,
        "more": len(items) > number * LINES,
        "pending": found.pending if items else 0,
        "provisional": found.provisional if items else False,
    }
    data = {
        "items": [each.json() for each in items],
        "pending": words["pending"],
        "provisional": words["provisional"],
    }
    waiting = {"refresh": "3"} if words["pending"] else {}
    return Answer("following.html", words, data, passing=True, headers=waiting)


def standing(site: Site, found: Rows) -> list[Awaited]:
    """Return how each of what is followed stands, by the rows that are worked out.

    The same answer as `library.following.standings`, which works all rows out anew.
    """
    with site.library.pool.reading() as ledger:
        asked = follows.followed(ledger)
        canonical = _canonical(ledger)
        told = follows.identities(ledger)
    works: dict[str, list[Row]] = {}
    for row in found.rows:
        works.setdefault(row.listing.title_key, []).append(row)
    named: dict[str, list[Identity]] = {}
    for each in told:
        key = each.installment.key[0]
        named.setdefault(canonical.get(key, key), []).append(each)
    made = []
    for one in asked:
        key = one.installment.key[0]
        key = canonical.get(key, key)
        made.append(_awaited(one, works.get(key, []), named.get(key, [])))
    return sorted(made, key=lambda each: each.order)


def _canonical(ledger: Ledger) -> dict[str, str]:
    return {title_key(alias): title_key(title) for alias, title in ledger.aliases()}


def _awaited(asked: Followed, rows: Sequence[Row], told: Sequence[Identity]) -> Awaited:
    every = [row.listing.installment for row in rows]
    gone = [row.listing.installment for row in rows if row.out]
    coming = [row.listing.installment for row in rows if row.telling and not row.out]
    meant = follows.awaited(asked.installment, every, out=gone, coming=coming)
    row = next((each for each in rows if each.listing.installment.key == meant.key), None)
    own = [each for each in told if each.installment.season in (None, meant.season)]
    return Awaited(asked, meant, row, own)


# ── writing ─────────────────────────────────────────────────────────────────────────────────


def follow(site: Site, request: Request, sent: Any) -> Response:
    """Follow or unfollow what a button says."""
    fields, _ = sent
    asked = installment_of(fields.get("title", ""), fields.get("season", ""))
    wanted = fields.get("act", "follow") != "unfollow"
    news = said(site, asked, wanted=wanted)
    if wanted:
        told = f"Following {asked}." if news else f"{asked} was followed already."
    else:
        told = f"No longer following {asked}." if news else f"{asked} was not followed."
    return noted(site, _back(fields.get("back", "")), told)


def _back(words: str) -> str:
    """Return the page that a button stood on: one of a title, else the list."""
    ref = words.removeprefix("/t/")
    return f"/t/{ref}" if words.startswith("/t/") and ref.isalnum() else "/following"


def installment_of(title: str, season: str) -> Installment:
    """Return what a form names. Raises: UsageError."""
    named, number = " ".join(title.split())[:300], season.strip()
    if not title_key(named):
        raise UsageError(f"{named!r:.80} is no title.", "Write a title.")
    if number and not (number.isascii() and number.isdecimal() and len(number) <= 3):
        raise UsageError(f"{number!r:.40} is no season.", "Write its number, or none.")
    return Installment(named, int(number) if number else None)


def said(site: Site, asked: Installment, *, wanted: bool) -> bool:
    """Return whether it is news that an installment is followed, or is no longer."""
    now = site.settings.now()
    with site.library.pool.writing() as ledger:
        if wanted:
            news = follows.follow(ledger, _spelled(site, [asked])[0], recorded_at=now)
        else:
            news = follows.unfollow(ledger, asked, recorded_at=now)
    site.following.keys(fresh=True)
    return news


def _spelled(site: Site, asked: Iterable[Installment]) -> list[Installment]:
    """Return installments with their titles as the ledger spells them, where it knows them."""
    listed = site.library.listings(When(site.settings.now().date()))
    known = {each.title_key: each.installment.title for each in listed}
    return [Installment(known.get(each.key[0], each.title), each.season) for each in asked]


def import_list(site: Site, request: Request, sent: Any) -> Response:
    """Follow the titles of a list, of a file or of a text with a title a line."""
    fields, files = sent
    given = [(name[:100] or "the list", data, "auto") for name, data in files if data]
    if text := fields.get("titles", "").strip():
        given.append((follows.BY_HAND, text.encode(errors="replace"), "text"))
    if not given:
        raise UsageError("There is no list.", "Choose a file, or write a title a line.")
    told, left = [], []
    for name, data, kind in given:
        words, missed = _taken(site, name, data, kind)
        told.append(words)
        left += missed
    site.following.keys(fresh=True)
    some = [f"{each.place}: {each.reason} ({each.remedy})" for each in left[:_MOST_TOLD]]
    if len(left) > _MOST_TOLD:
        some.append(f"and {len(left) - _MOST_TOLD} more")
    note = " ".join(told) + (" Left out: " + "; ".join(some) + "." if some else "")
    return noted(site, "/following", note)


def _taken(site: Site, name: str, data: bytes, kind: str) -> tuple[str, list[Left]]:
    """Return what came of a list, in words, and what was left out. Raises: SourceError, Refused."""
    read = read_list(data, name=name, kind=kind)
    wanted = [each for each in read.titles if not _is_over(each)]
    now = site.settings.now()
    with site.library.pool.writing() as ledger:
        asked = _spelled(site, [Installment(each.title, each.season) for each in wanted])
        named = [(Installment(a.title), w.ids) for a, w in zip(asked, wanted, strict=True) if w.ids]
        news = follows.follow_all(ledger, asked, recorded_at=now, origin=name)
        follows.identify_all(ledger, named, source=name, recorded_at=now)
    new = sum(news)
    seen = len(read.titles) - len(wanted)
    parts = [f"{new} {'title is' if new == 1 else 'titles are'} followed from now on"]
    parts += [f"{len(news) - new} {'was' if len(news) - new == 1 else 'were'} already"] * (
        len(news) > new
    )
    parts += [f"{seen} left out that you have seen"] * bool(seen)
    head = "" if name == follows.BY_HAND else f"{name}, read as {read.kind}: "
    return f"{head}{', '.join(parts)}.", list(read.left)


def _is_over(listed: Listed) -> bool:
    """Return whether there is nothing to await: a film that was seen."""
    return listed.seen and listed.kind is WorkKind.FILM


def whole_answer(site: Site) -> dict[str, Any]:
    """Return what is followed, for programs: they wait until all rows are there."""
    found = site.library.rows(When(site.settings.now().date()), wait=30.0)
    return {"items": [each.json() for each in standing(site, found)], "pending": found.pending}
