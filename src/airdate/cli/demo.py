"""`airdate demo`: the sample dossier, read into a ledger of its own, and its brief."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from datetime import date
from pathlib import Path

import click

from airdate.cli.options import chosen, colours, now, width
from airdate.settings import demo_address

_TITLE = "All of Us Are Dead"
_SEASON = 2


@click.command()
@click.option("--db", metavar="LEDGER", help="Where the demo ledger goes. Default: its own file.")
def demo_command(db: str | None) -> None:
    """Make a ledger of the sample dossier and print the brief of its title, then and now.

    No network, no account. The demo ledger is a file of its own: your ledger is not touched.
    """
    from airdate import documents, pipeline, samples
    from airdate.ledger import open_ledger
    from airdate.model import Unreadable

    address = db or click.get_current_context().find_root().obj or demo_address()
    moment = now()
    given = documents.Given(published=None, outlet=None, now=moment)
    with open_ledger(address) as ledger:
        for reading in pipeline.read(map(str, samples.dossier()), given=given):
            if isinstance(reading, Unreadable):
                raise AssertionError(f"the package's own sample is damaged: {reading}")
            pipeline.record(ledger, reading, recorded_at=moment)
    for day in (samples.LAST_DAY, moment.date()):
        _print_brief(address, day)
    _print_next(address)


def _print_brief(address: str, day: date) -> None:
    from airdate import pipeline, publish
    from airdate.ledger import open_ledger

    with open_ledger(address, write=False) as ledger:
        ref, installment = chosen(ledger, _TITLE, season=_SEASON, as_of=day)
        brief = pipeline.tell(ledger, installment, ref=ref, as_of=day)
    click.echo(publish.brief_text(brief, width=width(), paint=colours()))


def _print_next(address: str) -> None:
    from airdate.ledger.address import shown
    from airdate.samples import LAST_DAY

    ours = f"{_called()} --db {shlex.quote(shown(address))}"
    rows = (
        (f"{ours} titles", "everything in the demo's ledger"),
        (f"{ours} brief aouad --as-of 2024-02-15", "what was believed then"),
        (f"{ours} forecast aouad --as-of {LAST_DAY}", "month by month, with the reasons"),
        (f"{_called()} read YOUR-ARTICLE.html", "what an article of yours claims"),
        (f"{_called()} add YOUR-ARTICLE.html", "keep it in a ledger of your own"),
    )
    click.echo("Where to go next")
    for command, meaning in rows:
        click.echo(f"  {meaning}:\n    {command}")


def _called() -> str:
    """Return how airdate was called, so that what is printed can be pasted."""
    if shutil.which("airdate") or not sys.argv[0].endswith("airdate"):
        return "airdate"
    path = Path(sys.argv[0])
    return shlex.quote(os.path.relpath(path) if path.is_absolute() else str(path))
