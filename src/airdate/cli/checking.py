"""`airdate check`: a draft set beside all that is known."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import click

from airdate.cli.figures import figures
from airdate.cli.options import (
    Day,
    as_of_option,
    colours,
    db_option,
    form_option,
    ledger_at,
    now,
    print_json,
    warn,
    width,
)

if TYPE_CHECKING:
    from airdate.checking import Checkup
    from airdate.documents import Given


@click.command()
@click.argument("source")
@form_option("text", "html", "json", "claimreview")
@click.option("--published", type=Day(), metavar="DAY", help="The day that the draft bears.")
@click.option(
    "--exit-code", is_flag=True, help="End with 1 where a claim is contradicted, old or too sure."
)
@click.option(
    "--allow-private", is_flag=True, help="Read addresses of this machine and its network too."
)
@as_of_option
@db_option
def check_command(
    source: str,
    form: str,
    published: date | None,
    exit_code: bool,
    allow_private: bool,
    as_of: date,
    db: str | None,
) -> None:
    """Check a draft: which of its sentences do the sources bear out?

    SOURCE is a file, an http(s) address, or - for standard input. Every claim on dates, cast or
    story is read as an article's would be, and set beside the ledger: supported, contradicted,
    outdated, said too surely, hedged too much, or unheard of. Nothing is recorded.
    """
    from airdate import pipeline
    from airdate.model import Unreadable

    given = _given(published, as_of, allow_private=allow_private)
    failed, sound = False, True
    with ledger_at(db, write=False) as ledger:
        named = pipeline.catalogue(ledger)
        for found in pipeline.read([source], given=given, catalogue=named):
            if isinstance(found, Unreadable):
                failed = True
                warn(f"not read: {found.source}: {found.reason}")
                if found.remedy:
                    warn(f"  {found.remedy}")
                continue
            checkup = pipeline.check(ledger, found, as_of=as_of, parameters=figures())
            sound = sound and checkup.sound
            _tell(checkup, form)
    if failed or (exit_code and not sound):
        sys.exit(1)


def _given(published: date | None, as_of: date, *, allow_private: bool) -> Given:
    """Return what is known of the draft: of a past day it is read as on that day."""
    from airdate.documents import Given

    moment = min(now(), datetime.combine(as_of, time(23, 59), UTC))
    stdin = sys.stdin.buffer if sys.stdin else None
    return Given(now=moment, published=published, stdin=stdin, allow_private=allow_private)


def _tell(checkup: Checkup, form: str) -> None:
    from airdate.publish import checkup as forms

    match form:
        case "json":
            print_json(forms.checkup_json(checkup))
        case "claimreview":
            for review in forms.claim_reviews(checkup):
                print_json(review)
        case "html":
            from airdate.publish.checkhtml import checkup_html

            click.echo(checkup_html(checkup), nl=False)
        case _:
            told = forms.checkup_text(checkup, width=width(), paint=colours())
            click.echo(told, nl=False)
