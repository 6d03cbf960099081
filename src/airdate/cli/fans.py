"""`airdate pulse`: how fans feel about the wait."""

from __future__ import annotations

from datetime import date

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


@click.command()
@click.argument("title")
@season_option
@as_of_option
@json_option
@db_option
def pulse_command(
    title: str, season: int | None, as_of: date, as_json: bool, db: str | None
) -> None:
    """Tell how fans feel about the wait for a title, what they speak of, and how loud it is.

    Posts come from threads: saved ones and those at an address (airdate add THREAD.json), and
    watched ones (airdate watch add ADDRESS). Authors are hashed; each counts once however much
    they write.
    """
    from airdate import pipeline
    from airdate.publish.pulse import pulse_json, pulse_text

    with ledger_at(db, write=False) as ledger:
        installment = chosen(ledger, title, season=season, as_of=as_of)[1]
        found = pipeline.pulse(ledger, installment, as_of=as_of)
    if as_json:
        print_json(pulse_json(found, installment))
        return
    click.echo(pulse_text(found, installment, width=width(), paint=colours()), nl=False)
