"""`airdate watch`: places are named, visited when they are due, and told of."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

import click

from airdate.cli.options import (
    Day,
    address,
    db_option,
    form_option,
    json_option,
    ledger_at,
    now,
    print_json,
    warn,
)
from airdate.cli.visits import (
    SHOWN_DIGITS,
    health_json,
    health_row,
    safe_words,
    shown_place,
    tally_words,
    visit_json,
    visit_row,
    visit_words,
    visitable,
    when,
)
from airdate.errors import UsageError
from airdate.logs import FORMATS, LEVELS, configure

if TYPE_CHECKING:
    from airdate.ledger.office.places import Visit

# Named here as well so that --help needs no import; a test holds it to the watcher's own list.
_KINDS = ("auto", "site", "feed", "page", "sitemap", "thread", "mail", "folder")
_LAST_VISITS = 50

_log = logging.getLogger("airdate.watch")

format_option = click.option(
    "--log-format", type=click.Choice(FORMATS), help="How lines of the log look."
)
level_option = click.option(
    "--log-level", type=click.Choice(LEVELS), help="What is logged. Default: warning."
)
private_option = click.option(
    "--allow-private", is_flag=True, help="Ask addresses of this machine and its network too."
)
threads_option = click.option(
    "--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Visits at a time."
)


@click.group(invoke_without_command=True)
@click.option("--log", "show_log", is_flag=True, help="Show the log: as airdate watch log.")
@private_option
@format_option
@level_option
@db_option
@click.pass_context
def watch_command(
    ctx: click.Context,
    show_log: bool,
    allow_private: bool,
    log_format: str | None,
    log_level: str | None,
    db: str | None,
) -> None:
    """Watch places for news, for good: feeds, pages, sitemaps, threads, mailboxes, folders.

    Without a command, it watches until it is stopped (as airdate watch run). What is about
    followed titles is read into the ledger; where none is followed, whatever makes a claim.
    """
    if db is not None:
        ctx.obj = ctx.find_root().obj = db
    if ctx.invoked_subcommand is not None:
        return
    if show_log:
        ctx.invoke(log_places)
    else:
        ctx.invoke(
            run_watch, allow_private=allow_private, log_format=log_format, log_level=log_level
        )


# ── the list of places ──────────────────────────────────────────────────────────────────────


@watch_command.command("add", short_help="Watch an address, a mailbox or a folder.")
@click.argument("place", metavar="ADDRESS")
@click.option("--kind", type=click.Choice(_KINDS), default="auto", show_default=True)
@click.option("--name", default="", help="What to call it. Default: as it calls itself.")
@click.option("--tag", "tags", multiple=True, metavar="WORD", help="May be repeated.")
@click.option("--title", metavar="TITLE", help="Keep only what is about this title.")
@click.option("--season", type=click.IntRange(0, 999), metavar="N", help="The season of --title.")
@click.option("--every", metavar="TIME", help="How often: 30m, 6h, 1d. Default: it is learned.")
@click.option(
    "--ignore-robots",
    is_flag=True,
    help="Ask it even where the robots.txt of its site forbids programs to.",
)
@db_option
def add_place(
    place: str,
    kind: Any,
    name: str,
    tags: tuple[str, ...],
    title: str | None,
    season: int | None,
    every: str | None,
    ignore_robots: bool,
    db: str | None,
) -> None:
    """Watch ADDRESS: a feed, a page, a sitemap, a thread, the home page of a site (its feed is
    found), a Maildir or mbox, a folder, a saved thread.
    """
    from airdate.model import Installment
    from airdate.watch.naming import add, place_named, seconds_of

    if season is not None and title is None:
        raise UsageError("--season is of no title.", "Name it: --title TITLE --season N")
    made = place_named(
        place,
        added_at=now(),
        kind=kind,
        name=name,
        tags=tags,
        about=Installment(title, season) if title else None,
        every_seconds=seconds_of(every) if every else None,
        obeys_robots=not ignore_robots,
    )
    with ledger_at(db, write=True) as ledger:
        ((kept, new),) = add(ledger, [made])
    if not new:
        click.echo(safe_words(f"{shown_place(kept.address)} is watched already, as {kept.id[:6]}."))
        return
    click.echo(safe_words(f"Watching {shown_place(kept.address)} as {kept.id[:SHOWN_DIGITS]}."))
    click.echo(f"Visit it now: airdate watch once {kept.id[:SHOWN_DIGITS]}")


@watch_command.command("list", short_help="List the places, with how they are.")
@json_option
@db_option
def list_places(as_json: bool, db: str | None) -> None:
    """List the places with how they are: health, last visit, next visit, what they brought."""
    from airdate.ledger.office import places

    with ledger_at(db, write=False) as ledger:
        found = places.health(ledger)
    if as_json:
        for each in found:
            print_json(health_json(each))
        return
    if not found:
        click.echo("No place is watched yet: airdate watch add https://…")
        return
    from airdate.cli.tables import print_table

    columns = ("Id", "Kind", "Name", "State", "Last visit", "Next", "Kept", "Let go", "Waiting")
    print_table(columns, [health_row(each) for each in found])
    for each in found:
        if each.word in ("paused", "failing"):
            why = each.place.paused_why or each.state.last_reason or ""
            click.echo(safe_words(f"{each.place.id[:SHOWN_DIGITS]} is {each.word}: {why}"))


@watch_command.command("pause", short_help="Visit a place no more until it is resumed.")
@click.argument("place", metavar="PLACE")
@click.option("--reason", default="paused by hand", help="Kept with it.")
@db_option
def pause_place(place: str, reason: str, db: str | None) -> None:
    """Visit PLACE no more until it is resumed. PLACE is an id, an address or a name."""
    from airdate.ledger.office import places

    with ledger_at(db, write=True) as ledger:
        kept = places.pause(ledger, places.find(ledger, place), at=now(), why=reason)
    click.echo(safe_words(f"{shown_place(kept.name)} is paused."))


@watch_command.command("resume", short_help="Visit a place again.")
@click.argument("place", metavar="PLACE")
@db_option
def resume_place(place: str, db: str | None) -> None:
    """Visit PLACE again; it is due at once."""
    from airdate.ledger.office import places

    with ledger_at(db, write=True) as ledger:
        kept = places.resume(ledger, places.find(ledger, place), at=now())
    click.echo(safe_words(f"{shown_place(kept.name)} is watched again."))


@watch_command.command("remove", short_help="Watch a place no more.")
@click.argument("place", metavar="PLACE")
@db_option
def remove_place(place: str, db: str | None) -> None:
    """Watch PLACE no more. What it brought stays, and so does its log."""
    from airdate.ledger.office import places

    with ledger_at(db, write=True) as ledger:
        kept = places.remove(ledger, places.find(ledger, place), at=now())
    click.echo(safe_words(f"{shown_place(kept.name)} is watched no more."))


@watch_command.command("import", short_help="Watch all feeds of an OPML list.")
@click.argument("file", type=click.File("rb"), metavar="FILE")
@db_option
def import_places(file: Any, db: str | None) -> None:
    """Watch all feeds of an OPML list, as feed readers export it."""
    from airdate.watch.naming import add, places_of_list

    made, bad = places_of_list(file.read(_LARGEST_LIST), source=file.name, added_at=now())
    with ledger_at(db, write=True) as ledger:
        kept = add(ledger, made)
    new = sum(is_new for _, is_new in kept)
    known = len(kept) - new
    were = "was" if known == 1 else "were"
    told = "place is" if new == 1 else "places are"
    click.echo(f"{new} {told} watched from now on; {known} {were} already.")
    if bad:
        lines = "line of the list has" if bad == 1 else "lines of the list have"
        warn(f"{bad} {lines} no address that can be watched.")
    sys.exit(1 if bad and not kept else 0)


_LARGEST_LIST = 8_000_001


@watch_command.command("export", short_help="Write the places as an OPML list.")
@db_option
def export_places(db: str | None) -> None:
    """Write the places on the web as an OPML list, to standard output."""
    from airdate.ledger.office import places
    from airdate.watch.naming import list_of_places

    with ledger_at(db, write=False) as ledger:
        found = places.listed(ledger)
    sys.stdout.flush()
    sys.stdout.buffer.write(list_of_places(found))
    local = sum("://" not in place.address for place in found)
    if local:
        told = "place on this machine is" if local == 1 else "places on this machine are"
        warn(f"{local} {told} left out: a list holds addresses of the web.")


# ── visits ──────────────────────────────────────────────────────────────────────────────────


@watch_command.command("once", short_help="Visit what is due, or the named places, now.")
@click.argument("named", nargs=-1, metavar="[PLACE...]")
@click.option(
    "--for",
    "budget",
    type=click.IntRange(1, 86_400),
    default=600,
    show_default=True,
    metavar="SECONDS",
    help="How long at most; what is left is read by the next run.",
)
@threads_option
@private_option
@db_option
def visit_once(
    named: tuple[str, ...], budget: int, threads: int, allow_private: bool, db: str | None
) -> None:
    """Visit what is due, or the named places now, and read the articles that they name.

    Exit code 1 says that a place or an article could not be had; the log says why.
    """
    from airdate import confinement
    from airdate.ledger.office import places
    from airdate.watch.engine import Habits
    from airdate.watch.watcher import Settings, Watcher

    with ledger_at(db, write=True) as ledger:
        numbers = [visitable(places.find(ledger, each)).number for each in named] or None
        settings = Settings(
            ledger=address(db),
            allow_private=allow_private,
            habits=Habits(threads=threads),
            tell=warn,
            seen=_tell_visit,
        )
        with confinement.enforced():
            tally = Watcher(settings).once(ledger, named=numbers, budget_seconds=float(budget))
    click.echo(tally_words(tally))
    sys.exit(1 if tally.failed else 0)


@watch_command.command("run", short_help="Watch until stopped.")
@threads_option
@private_option
@format_option
@level_option
@db_option
def run_watch(
    threads: int = 4,
    allow_private: bool = False,
    log_format: str | None = None,
    log_level: str | None = None,
    db: str | None = None,
) -> None:
    """Watch until stopped (Ctrl-C, or SIGTERM); what is under way is still kept then.

    Alerts are sent, too: after news, and every five minutes what waits.
    """
    from airdate.cli.watch_run import watched_for_good

    lines = configure(log_format, log_level) == "json"
    tally = watched_for_good(
        address(db),
        allow_private=allow_private,
        threads=threads,
        tell=log_words if lines else warn,
        seen=log_visit if lines else _tell_visit,
    )
    click.echo(f"Stopped. {tally_words(tally)}" if tally.visits else "Stopped.")


def _tell_visit(visit: Visit) -> None:
    """Print a visit that brought something, or failed."""
    from airdate.watch.outcomes import Outcome

    if visit.documents or Outcome(visit.outcome).failed:
        click.echo(safe_words(f"{when(visit.at)}  {visit_words(visit)}"))
        sys.stdout.flush()


def log_words(words: str) -> None:
    """Write what the watcher has to say as a line of the log."""
    _log.warning("%s", words)


def log_visit(visit: Visit) -> None:
    """Write a visit as a line of the log: those that failed as warnings."""
    from airdate.watch.outcomes import Outcome

    told = ("outcome", "reason", "status", "address", "took_ms", "items", "fresh", "documents")
    extra = {name: getattr(visit, name) for name in (*told, "let_go", "bytes")}
    extra["address"] = shown_place(visit.address) if visit.address else None
    level = logging.WARNING if Outcome(visit.outcome).failed else logging.INFO
    _log.log(level, "visited", extra=extra | {"place": visit.place})


@watch_command.command("log", short_help="Show what was visited, and what came of it.")
@click.argument("place", required=False, metavar="[PLACE]")
@click.option("--since", type=Day(), metavar="DAY", help="From that day on.")
@form_option("table", "json")
@click.option(
    "--last",
    type=click.IntRange(1),
    metavar="N",
    help=f"So many at most. Default: {_LAST_VISITS}, or all with --since or as JSON.",
)
@db_option
def log_places(
    place: str | None = None,
    since: date | None = None,
    form: str = "table",
    last: int | None = None,
    db: str | None = None,
) -> None:
    """Show what was visited: when, what status, what was new, what was let go and why."""
    from airdate.ledger.office import places

    begin = datetime.combine(since, time(), UTC) if since else None
    most = last or (None if since or form == "json" else _LAST_VISITS)
    with ledger_at(db, write=False) as ledger:
        only = places.find(ledger, place) if place else None
        found = places.entries(ledger, place=only, since=begin, last=most)
        if form == "json":
            for visit, of in found:
                print_json(visit_json(visit, of))
            return
        rows = [visit_row(visit, of) for visit, of in found]
    if not rows:
        click.echo("Nothing was visited yet.")
        return
    from airdate.cli.tables import print_table

    print_table(("When (UTC)", "Place", "Status", "Outcome", "New", "Kept", "Let go", "Why"), rows)
