"""`airdate alerts run`, `test`, `preview`, `log` and `retry`: what is sent, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from airdate.cli.options import (
    Day,
    colours,
    db_option,
    json_option,
    ledger_at,
    now,
    print_json,
    warn,
    width,
)
from airdate.errors import UsageError

if TYPE_CHECKING:
    from airdate.alerts.channels import Postman
    from airdate.alerts.notices import Notice
    from airdate.ledger import Ledger
    from airdate.ledger.office.alerts import Rule


@click.command("test")
@click.argument("channel", required=False)
@db_option
def test_command(channel: str | None, db: str | None) -> None:
    """Send a test to CHANNEL, or to all."""
    from airdate.alerts.running import try_channel
    from airdate.ledger.office import alerts

    failed = 0
    with ledger_at(db, write=True) as ledger:
        chosen = [alerts.channel_named(ledger, channel)] if channel else alerts.all_channels(ledger)
        if not chosen:
            raise UsageError("There is no channel.", "airdate alerts channels add NAME URL")
        for each in chosen:
            failure = try_channel(ledger, each, _postman())
            failed += failure is not None
            warn(f"{each.name}: {failure.problem if failure else 'taken'}")
    if failed:
        click.get_current_context().exit(1)


def _postman() -> Postman:
    from airdate.alerts.channels import Postman

    return Postman(clock=now, environment=os.environ)


# ── running ─────────────────────────────────────────────────────────────────────────────────


@click.command("run")
@json_option
@db_option
def run_command(as_json: bool, db: str | None) -> None:
    """Find what is new and send what is due; for cron. What fails is tried again for two days.

    Several at once do no harm. The exit code is 1 where something was not taken.
    """
    from dataclasses import asdict

    from airdate.alerts.running import run

    with ledger_at(db, write=True) as ledger:
        done = run(ledger, _postman())
    if as_json:
        print_json(asdict(done))
    else:
        told = {"found": "new", "sent": "sent", "failed": "not taken, tried again later"}
        told |= {"given_up": "given up", "held": "held for later"}
        parts = [f"{count} {told[name]}" for name, count in asdict(done).items() if count]
        click.echo(", ".join(parts) or "nothing new")
    if done.failed or done.given_up:
        click.get_current_context().exit(1)


@click.command("retry")
@db_option
def retry_command(db: str | None) -> None:
    """Have the next run send once more what was given up."""
    from airdate.ledger.office import outbox

    with ledger_at(db, write=True) as ledger, ledger.office(write=True) as connection:
        count = outbox.again(connection, now=now())
    click.echo(f"{count} waiting again")


@click.command("preview")
@click.option("--since", type=Day(), metavar="DAY", help="What would have been told from then on.")
@json_option
@db_option
def preview_command(since: date | None, as_json: bool, db: str | None) -> None:
    """Print what would be sent now, or would have been since a day; nothing is sent or marked.

    With --since, each text counts as learned on the day that it bears.
    """
    with ledger_at(db, write=False) as ledger:
        found = list(_previewed(ledger, since))
    if not found and not as_json:
        click.echo("Nothing new for any rule.")
    for rule, day, notices in found:
        if as_json:
            from airdate.alerts.notices import notice_json

            for notice in notices:
                told = {"rule": rule.number, "day": day.isoformat() if day else None}
                print_json(told | {"notice": notice_json(notice)})
        else:
            _print(rule, day, notices)


def _previewed(
    ledger: Ledger, since: date | None
) -> Iterator[tuple[Rule, date | None, tuple[Notice, ...]]]:
    from airdate.alerts.finding import Reader
    from airdate.ledger.office import alerts

    reader = Reader(ledger, now=now())
    for rule in alerts.all_rules(ledger):
        if since is not None:
            for day, notices in sorted(reader.replay(rule, since=since), key=lambda each: each[0]):
                yield rule, day, notices
        elif (found := reader.look(rule)) and found.notices:
            yield rule, None, found.notices


def _print(rule: Rule, day: date | None, notices: tuple[Notice, ...]) -> None:
    import textwrap

    from airdate.alerts.letters import grouped, headline
    from airdate.alerts.wording import rule_words
    from airdate.publish.text import link, safe
    from airdate.wording import day_words

    paint, today = colours(), day or now().date()
    about = f"{day_words(day)}: {rule_words(rule)}" if day else rule_words(rule)
    click.echo(paint(safe(about), "note"))
    for installment, own in grouped(notices):
        click.echo(paint(safe(str(installment)), "title"))
        for notice in own:
            click.echo("  " + paint(safe(headline(notice, today=today)), "heading"))
            for line in textwrap.wrap(safe(notice.text), width() - 4):
                click.echo(f"    {line}")
            for quote in notice.quotes:
                where = f"{safe(quote.teller)}, {day_words(quote.said_on)}"
                click.echo(paint(f"      {where} {link(quote.url) or ''} [{quote.claim}]", "ref"))
    click.echo()


@click.command("log")
@click.option("--most", type=click.IntRange(1, 10_000), default=20, help="So many messages.")
@json_option
@db_option
def log_command(most: int, as_json: bool, db: str | None) -> None:
    """Tell what was sent, what failed and why, and what waits; the newest first."""
    from airdate.alerts.shown import log_json, waiting_json
    from airdate.publish.text import safe

    with ledger_at(db, write=False) as ledger:
        found, waiting = log_json(ledger, most=most), waiting_json(ledger)
    if as_json:
        for message in found:
            print_json(message)
        return
    if waiting:
        first = min(item["due_at"] for item in waiting)[:16].replace("T", " ")
        click.echo(f"{len(waiting)} found and held; the first goes out from {first} UTC on.\n")
    if not found:
        click.echo("Nothing was sent yet.")
        return
    from airdate.cli.tables import print_table

    print_table(("made (UTC)", "to", "state", "tried", "subject"), [_row(m) for m in found])
    for message in found:
        if message["state"] not in ("sent", "sending") and message["attempts"]:
            last = message["attempts"][-1]
            click.echo(safe(f"{message['id'][:12]}  {message['state']}: {last['detail']}"))


def _row(message: dict[str, Any]) -> tuple[str, ...]:
    from airdate.publish.text import safe

    made = message["made_at"][:16].replace("T", " ")
    cells = (message["channel"], message["state"], str(len(message["attempts"])))
    return (made, *map(safe, cells), safe(message["subject"]))
