"""`airdate forecast`: when a title will come, why, what would change that, and how it moved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from airdate.cli.figures import figures, parameters_option
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
    from airdate.forecast import Parameters
    from airdate.ledger import Ledger
    from airdate.model import Installment


@click.command()
@click.argument("title")
@season_option
@as_of_option
@click.option("--history", is_flag=True, help="Tell how the forecast moved with each day of news.")
@parameters_option
@json_option
@db_option
def forecast_command(
    title: str,
    season: int | None,
    as_of: date,
    *,
    history: bool,
    parameters: str | None,
    as_json: bool,
    db: str | None,
) -> None:
    """Tell when a title will come, why so, and what news would move it most.

    Quantiles of the day, the chance by each month's end, what moved the forecast and by how many
    days, and what a report of the next steps would do to it.
    """
    fitted = figures(parameters)
    with ledger_at(db, write=False) as ledger:
        _, installment = chosen(ledger, title, season=season, as_of=as_of)
        if history:
            _print_history(ledger, installment, as_of, parameters=fitted, as_json=as_json)
        else:
            _print_forecast(ledger, installment, as_of, parameters=fitted, as_json=as_json)


def _print_forecast(
    ledger: Ledger,
    installment: Installment,
    as_of: date,
    *,
    parameters: Parameters | None,
    as_json: bool,
) -> None:
    from airdate import pipeline
    from airdate.forecast import months, prospects
    from airdate.publish import forecast_json
    from airdate.publish.forecast import forecast_text, months_json, prospects_json

    believed = pipeline.reconcile(ledger, installment, as_of=as_of)
    known = pipeline.profile(ledger, installment, as_of=as_of)
    found = pipeline.foresee(ledger, believed, parameters=parameters)
    ahead = prospects(believed, found, profile=known, parameters=parameters)
    if as_json:
        more = {"months": months_json(months(found)), "prospects": prospects_json(ahead)}
        print_json(forecast_json(found) | more)
        return
    text = forecast_text(found, months(found), ahead, width=width(), paint=colours())
    click.echo(text, nl=False)


def _print_history(
    ledger: Ledger,
    installment: Installment,
    as_of: date,
    *,
    parameters: Parameters | None,
    as_json: bool,
) -> None:
    from airdate import pipeline
    from airdate.publish.history import history_json, history_text

    moves = pipeline.history(ledger, installment, as_of=as_of, parameters=parameters)
    if as_json:
        print_json(history_json(installment, as_of, moves))
        return
    text = history_text(installment, as_of, moves, width=width(), paint=colours())
    click.echo(text, nl=False)
