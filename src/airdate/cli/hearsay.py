"""`airdate rumours`: what is only rumoured, who told it first, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from airdate.cli.options import (
    as_of_option,
    chosen,
    colours,
    db_option,
    json_option,
    ledger_at,
    print_json,
    season_option,
    width,
)

if TYPE_CHECKING:
    from airdate.ledger import Ledger
    from airdate.rumours import Rumour

_STATES = ("open", "confirmed", "refuted", "expired", "misread")


@click.command()
@click.argument("title", required=False)
@season_option
@click.option(
    "--state",
    "states",
    type=click.Choice(_STATES),
    multiple=True,
    help="Only rumours in this state; may be given again. Default: all but misread.",
)
@click.option("--outlets", is_flag=True, help="Tell instead whose rumours came true.")
@as_of_option
@json_option
@db_option
def rumours_command(
    title: str | None,
    season: int | None,
    states: tuple[str, ...],
    outlets: bool,
    as_of: date,
    as_json: bool,
    db: str | None,
) -> None:
    """Tell what is rumoured: who told it first, how it spread, and what became of it.

    Without TITLE, of all titles. The number in brackets leads to the sentence: airdate explain.
    """
    with ledger_at(db, write=False) as ledger:
        found = rumours_told(ledger, title, season=season, as_of=as_of)
    wanted = states or _STATES[:-1]
    shown = [rumour for rumour in found if str(rumour.state) in wanted]
    if outlets:
        _tell_outlets(shown, as_json=as_json)
        return
    _tell(shown, as_of=as_of, as_json=as_json)


def rumours_told(
    ledger: Ledger, title: str | None = None, *, season: int | None = None, as_of: date
) -> list[Rumour]:
    """Return the rumours of a title, or of all, the latest told first."""
    from airdate import pipeline

    if title is not None:
        works = [chosen(ledger, title, season=season, as_of=as_of)[1]]
    else:
        works = [listed.installment for listed in ledger.installments(as_of=as_of)]
    return [each for work in works for each in pipeline.rumours(ledger, work, as_of=as_of)]


def _tell(rumours: Sequence[Rumour], *, as_of: date, as_json: bool) -> None:
    from airdate.publish.rumours import rumour_json, rumours_text

    if as_json:
        for rumour in rumours:
            print_json(rumour_json(rumour))
        return
    if not rumours:
        click.echo(f"No such rumour had been told by {as_of}.")
        return
    click.echo(rumours_text(rumours, as_of=as_of, width=width(), paint=colours()), nl=False)


def _tell_outlets(rumours: Sequence[Rumour], *, as_json: bool) -> None:
    from airdate.publish.rumours import TELLER_COLUMNS, teller_json, teller_row
    from airdate.rumours import tellers

    records = tellers(rumours)
    if as_json:
        for record in records:
            print_json(teller_json(record))
        return
    if not records:
        click.echo("No outlet told such a rumour.")
        return
    from airdate.cli.tables import print_table

    print_table(TELLER_COLUMNS, [teller_row(record) for record in records])
