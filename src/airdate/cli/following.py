"""`airdate follow`, `unfollow` and `following`: what is awaited, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from airdate.cli.figures import figures
from airdate.cli.options import (
    as_of_option,
    db_option,
    form_option,
    ledger_at,
    now,
    print_json,
    season_option,
    warn,
)
from airdate.errors import UnknownTitle, UsageError

if TYPE_CHECKING:
    from airdate.ledger import Ledger, Listing
    from airdate.model import Installment


@click.command()
@click.argument("titles", nargs=-1, required=True, metavar="TITLE...")
@season_option
@db_option
def follow_command(titles: tuple[str, ...], season: int | None, db: str | None) -> None:
    """Follow titles: a season, a film, or a series for whatever comes next of it.

    TITLE as in a list: "Night Harbour", "Night Harbour S02", "Night Harbour (2023)". Without a
    season, a series is followed for its next one, whichever that is: when season 2 is out, season
    3 is awaited. A title needs not be in the ledger yet.
    """
    from airdate.ledger.office import follows

    wanted = [parsed(title, season) for title in titles]
    with ledger_at(db, write=True) as ledger:
        listings = ledger.installments()
        asked = [title_meant(ledger, each) for each in wanted]
        news = follows.follow_all(ledger, asked, recorded_at=now())
        for installment, new in zip(asked, news, strict=True):
            _warn_of_likeness(listings, installment)
            _tell(ledger, installment, listings, new=new)


@click.command()
@click.argument("titles", nargs=-1, required=True, metavar="TITLE...")
@season_option
@db_option
def unfollow_command(titles: tuple[str, ...], season: int | None, db: str | None) -> None:
    """Follow titles no longer: a season with --season, else all that is followed of the work."""
    from airdate.ledger.office import follows
    from airdate.publish.text import safe

    wanted = [parsed(title, season) for title in titles]
    with ledger_at(db, write=True) as ledger:
        for each in wanted:
            asked = title_meant(ledger, each)
            for installment in _followed_of(ledger, asked):
                follows.unfollow(ledger, installment, recorded_at=now())
                click.echo(safe(f"No longer following {installment}."))


@click.command()
@as_of_option
@form_option("table", "json")
@db_option
def following_command(as_of: date, form: str, db: str | None) -> None:
    """List what is followed: what of it is awaited, its stage, when it comes, its numbers.

    The soonest first, then what nothing is known of, then what is out. With --json, one
    object a line.
    """
    from airdate.ledger.office import follows
    from airdate.library.following import COLUMNS, standings

    with ledger_at(db, write=False) as ledger:
        found = standings(ledger, follows.followed(ledger), as_of=as_of, parameters=figures())
    if form == "json":
        for each in found:
            print_json(each.json())
        return
    if not found:
        click.echo('Nothing is followed. Follow a title: airdate follow "Title"')
        return
    from airdate.cli.tables import print_table

    print_table(COLUMNS, [each.cells() for each in found])


# ── which title is meant ────────────────────────────────────────────────────────────────────


def parsed(words: str, season: int | None) -> Installment:
    """Return a title as it was typed, with the season in it or beside it. Raises: UsageError."""
    from airdate.lists import read_list
    from airdate.model import Installment

    typed = words.strip() or "?"
    read = read_list(typed.encode(errors="replace") + b"\n", name="", kind="text")
    if read.left or len(read.titles) != 1:
        why = read.left[0] if read.left else None
        reason = why.reason if why else "it is not one title"
        remedy = why.remedy if why else "write one title"
        raise UsageError(f"{words!r:.80} cannot be taken: {reason}.", f"{remedy.capitalize()}.")
    (found,) = read.titles
    if season is not None and found.season not in (None, season):
        raise UsageError(
            f"{words!r:.80} names season {found.season}, and --season {season}.", "Say one of them."
        )
    return Installment(found.title, found.season if season is None else season)


def title_meant(ledger: Ledger, typed: Installment) -> Installment:
    """Return the installment with the title as the ledger spells it, if it knows it by that name.

    A title that is only like another one stays as it is typed: it may be a new one.
    """
    from airdate.ledger.lookup import Work
    from airdate.ledger.office import follows
    from airdate.model import Installment, title_key

    key = title_key(typed.title)
    for each in follows.followed(ledger):
        if each.installment.key[0] == key:
            return Installment(each.installment.title, typed.season)
    for listed in ledger.installments():
        work = Work(listed.title_key, [listed])
        initials = len(key) > 2 and key in work.initials
        if key in work.keys or initials:
            return Installment(listed.installment.title, typed.season)
    aliases = {title_key(alias): title for alias, title in ledger.aliases()}
    return Installment(aliases.get(key, typed.title), typed.season)


def _warn_of_likeness(listings: Sequence[Listing], installment: Installment) -> None:
    """Tell of a title of the ledger that may have been meant instead."""
    from airdate.ledger.lookup import find

    if any(each.title_key == installment.key[0] for each in listings):
        return
    try:
        near = find(listings, installment.title)[0].installment.title
    except UsageError:
        return
    warn(f"The ledger knows {near}; {installment.title} is followed as another title.")


def _followed_of(ledger: Ledger, asked: Installment) -> list[Installment]:
    """Return what is followed of a work, or the season asked for. Raises: UnknownTitle."""
    from airdate.ledger.office import follows

    own = [each.installment for each in follows.followed(ledger)]
    found = [
        each for each in own if each.key[0] == asked.key[0] and asked.season in (None, each.season)
    ]
    if not found:
        seasons = [str(each) for each in own if each.key[0] == asked.key[0]]
        remedy = f"Followed: {', '.join(seasons)}." if seasons else "See airdate following"
        raise UnknownTitle(f"{asked} is not followed.", remedy)
    return found


def _tell(
    ledger: Ledger, installment: Installment, listings: Sequence[Listing], *, new: bool
) -> None:
    from airdate.ledger.office.follows import BY_HAND, Followed
    from airdate.library.following import standings
    from airdate.publish.text import safe

    moment = now()
    asked = Followed(installment, BY_HAND, moment)
    (found,) = standings(ledger, [asked], as_of=moment.date(), parameters=figures())
    head = f"Following {installment}" if new else f"{installment} was followed already"
    if found.awaited != installment:
        head += f": {found.awaited} is awaited"
    click.echo(safe(f"{head}. {found.stage_words.capitalize()}; {found.release_words}."))
    if not any(each.title_key == installment.key[0] for each in listings):
        click.echo(safe(f'Next: airdate identify "{installment.title}", or airdate add ARTICLE'))
