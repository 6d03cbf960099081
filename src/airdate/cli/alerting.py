"""`airdate alerts`: what to be told of, and where to; the sending is in `alert_turns`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from airdate.cli.alert_turns import (
    log_command,
    preview_command,
    retry_command,
    run_command,
    test_command,
)
from airdate.cli.options import (
    db_option,
    json_option,
    ledger_at,
    now,
    print_json,
    season_option,
    warn,
)
from airdate.errors import UsageError

if TYPE_CHECKING:
    from airdate.alerts.rules import Wishes
    from airdate.ledger import Ledger
    from airdate.ledger.office.alerts import Channel

_private_option = click.option(
    "--allow-private",
    is_flag=True,
    help="The channel may be on this machine or its network.",
)


@click.group()
def alerts_command() -> None:
    """Be told by mail, push, chat or webhook when something changes.

    Make a channel, try it, make a rule, and have `airdate alerts run` called every few minutes, by
    cron or by the watcher. What is told is told once, each sentence with its source.
    """


for _command in (run_command, preview_command, test_command, log_command, retry_command):
    alerts_command.add_command(_command)


# ── rules ───────────────────────────────────────────────────────────────────────────────────


@alerts_command.command("add")
@click.argument("title", required=False)
@season_option
@click.option(
    "--when",
    "kinds",
    multiple=True,
    metavar="KIND",
    help="What to tell of: date, moved, delay, withdrawn, stage, confirmed, refuted, forecast, "
    "overdue, soon, released, cancelled, plan, cast, rumour; a stage by its name, such as "
    "filming_wrap; or all. Several: repeat it, or use commas. Default: all but the last three.",
)
@click.option(
    "--moved-by", metavar="DAYS", default="14d", help="What a date must move by. Default: 14d."
)
@click.option(
    "--overdue-by", metavar="DAYS", default="7d", help="Days after a plan's end. Default: 7d."
)
@click.option(
    "--lead", metavar="DAYS", default="3d,0d", help="Days before a release. Default: 3d,0d."
)
@click.option("--to", metavar="URL", help="Where to: an Apprise URL, env:NAME or file:PATH.")
@click.option("--channel", metavar="NAME", help="Where to: a channel made before.")
@_private_option
@click.option("--digest", metavar="WHEN", help="Together: daily@08:00, weekly@fri@18:00.")
@click.option("--at-once", is_flag=True, help="As it comes; the default.")
@click.option(
    "--at-once-for", "urgent", multiple=True, metavar="KIND", help="What a digest does not hold."
)
@click.option("--quiet", metavar="HOURS", help="Send nothing in these hours: 22:00-07:00.")
@click.option("--timezone", metavar="ZONE", default="UTC", help="Of all hours: Europe/Berlin.")
@db_option
def _add(title: str | None, season: int | None, db: str | None, **given: Any) -> None:
    """Make a rule for TITLE, or for all that is followed (for all titles where none is).

    It tells what becomes known from now on, not what is known already.
    """
    from airdate.alerts.making import new_rule, subject

    wishes = _wishes(given)
    if (given["to"] is None) == (given["channel"] is None):
        raise UsageError(
            "a rule needs one of --to and --channel.", "Write --to ntfy://ntfy.sh/TOPIC, say."
        )
    if season is not None and title is None:
        raise UsageError("--season needs a title.", "Write airdate alerts add TITLE --season N")
    with ledger_at(db, write=True) as ledger:
        about, told = subject(ledger, title, season=season)
        if not told:
            warn(f"Nothing has been told of {title} yet: the rule waits for it.")
        channel = _channel(ledger, given)
        rule = new_rule(ledger, about, channel=channel, wishes=wishes, made_at=now())
    from airdate.alerts.wording import kinds_words, rhythm_words, subject_words

    words = f"{subject_words(rule)}: {kinds_words(wishes)}; {rhythm_words(wishes)}"
    warn(f"Rule {rule.number} on {words}, to {channel.name}.")
    if given["to"]:
        _tell_made(channel)
    click.echo(rule.number)


def _wishes(given: dict[str, Any]) -> Wishes:
    from airdate.alerts import rules

    if given["at_once"] and given["digest"]:
        raise UsageError("--at-once and --digest exclude each other.", "Say --at-once-for KIND")
    if given["urgent"] and not given["digest"]:
        raise UsageError("--at-once-for needs --digest.", "Without a digest all comes at once.")
    usual = rules.Wishes()
    rules.zone_of(given["timezone"])
    return rules.Wishes(
        kinds=rules.kinds_of(given["kinds"]) or usual.kinds,
        moved_days=rules.days_of(given["moved_by"]),
        overdue_days=rules.days_of(given["overdue_by"]),
        lead_days=rules.leads_of(given["lead"]),
        digest=rules.digest_of(given["digest"]) if given["digest"] else None,
        at_once=rules.kinds_of(given["urgent"]),
        quiet=rules.quiet_of(given["quiet"]) if given["quiet"] else None,
        timezone=given["timezone"],
    )


def _channel(ledger: Ledger, given: dict[str, Any]) -> Channel:
    from airdate.ledger.office import alerts

    if given["channel"]:
        if given["allow_private"]:
            raise UsageError(
                "--allow-private is for a channel that is made now, with --to.",
                f"Write airdate alerts channels allow-private {given['channel']}",
            )
        return alerts.channel_named(ledger, given["channel"])
    return _new_channel(ledger, None, given["to"], allow_private=given["allow_private"])


def _new_channel(ledger: Ledger, name: str | None, address: str, *, allow_private: bool) -> Channel:
    """Return a new channel; what stands at `env:NAME` or `file:PATH` is looked at already."""
    from airdate.alerts import addresses, channels
    from airdate.alerts.making import new_channel

    if addresses.is_reference(address):
        kind, _, place = address.strip().partition(":")
        if kind == "file":
            address = f"file:{os.path.abspath(place.removeprefix('//'))}"  # noqa: PTH100
        channels.check_reference(address, environment=os.environ, allow_private=allow_private)
    return new_channel(ledger, name, address, allow_private=allow_private, made_at=now())


@alerts_command.command("list")
@json_option
@db_option
def _list(as_json: bool, db: str | None) -> None:
    """List the rules."""
    from airdate.alerts.rules import wishes_of
    from airdate.alerts.shown import rule_json
    from airdate.alerts.wording import kinds_words, rhythm_words, subject_words
    from airdate.ledger.office import alerts
    from airdate.publish.text import safe

    with ledger_at(db, write=False) as ledger:
        rules = alerts.all_rules(ledger)
        names = {each.number: each.name for each in alerts.all_channels(ledger)}
    if as_json:
        for rule in rules:
            print_json(rule_json(rule, channel=names.get(rule.channel, "")))
        return
    if not rules:
        click.echo("No rules. Make one: airdate alerts add TITLE --to ntfy://ntfy.sh/TOPIC")
        return
    from airdate.cli.tables import print_table

    rows = []
    for rule in rules:
        wishes = wishes_of(rule.wishes)
        cells = (subject_words(rule), kinds_words(wishes), rhythm_words(wishes))
        rows.append((str(rule.number), *map(safe, cells), safe(names.get(rule.channel, ""))))
    print_table(("rule", "on", "tells of", "when", "to"), rows)


@alerts_command.command("remove")
@click.argument("number", type=int, metavar="RULE")
@db_option
def _remove(number: int, db: str | None) -> None:
    """Remove a rule; what it found and did not send yet is not sent. Its channel stays."""
    from airdate.alerts.making import unused
    from airdate.alerts.wording import subject_words
    from airdate.ledger.office.alerts import remove_rule

    with ledger_at(db, write=True) as ledger:
        rule = remove_rule(ledger, number, removed_at=now())
        name = unused(ledger, rule.channel)
    warn(f"Rule {number} on {subject_words(rule)} is removed.")
    if name:
        warn(f"Its channel stays, and no rule uses it: airdate alerts channels remove {name}")


# ── channels ────────────────────────────────────────────────────────────────────────────────


@alerts_command.group("channels", invoke_without_command=True)
@json_option
@db_option
@click.pass_context
def _channels(ctx: click.Context, as_json: bool, db: str | None) -> None:
    """List the channels; add and remove them. Addresses are secrets, and never shown."""
    if ctx.invoked_subcommand is not None:
        return
    from airdate.alerts.shown import channels_json
    from airdate.publish.text import safe

    with ledger_at(db, write=False) as ledger:
        found = channels_json(ledger)
    if as_json:
        for channel in found:
            print_json(channel)
        return
    if not found:
        click.echo("No channels. Make one: airdate alerts channels add NAME URL")
        return
    from airdate.cli.tables import print_table

    rows = [
        (safe(c["name"]), safe(c["address"]), "yes" if c["allow_private"] else "no") for c in found
    ]
    print_table(("name", "address", "private network"), rows)


@_channels.command("add")
@click.argument("name")
@click.argument("address", metavar="URL")
@_private_option
@db_option
def _add_channel(name: str, address: str, allow_private: bool, db: str | None) -> None:
    """Make a channel: an Apprise URL, or where it stands: env:NAME, file:PATH, - for input.

    With `-` the address is read from standard input, so that no list of processes shows it.
    """
    if address == "-":
        address = sys.stdin.readline()
    if not name.strip() or name.strip().isdecimal():
        raise UsageError(f"{name!r:.40} is no name for a channel.", "Begin it with a letter.")
    with ledger_at(db, write=True) as ledger:
        channel = _new_channel(ledger, name.strip(), address, allow_private=allow_private)
    _tell_made(channel)


def _tell_made(channel: Channel) -> None:
    warn(f"Channel {channel.name} is made. Try it: airdate alerts test {channel.name}")


@_channels.command("allow-private")
@click.argument("name")
@click.option("--no", "refuse", is_flag=True, help="Allow it no longer.")
@db_option
def _allow_private(name: str, refuse: bool, db: str | None) -> None:
    """Let a channel be on this machine or its network, as --allow-private does for a new one."""
    from airdate.ledger.office.alerts import allow_private, channel_named

    with ledger_at(db, write=True) as ledger:
        channel = allow_private(ledger, channel_named(ledger, name), allowed=not refuse)
    told = "may" if channel.allow_private else "may not"
    warn(f"Channel {channel.name} {told} be on this machine or its network.")


@_channels.command("remove")
@click.argument("name")
@db_option
def _remove_channel(name: str, db: str | None) -> None:
    """Remove a channel that no rule uses; its address is forgotten."""
    from airdate.ledger.office.alerts import channel_named, remove_channel

    with ledger_at(db, write=True) as ledger:
        channel = channel_named(ledger, name)
        remove_channel(ledger, channel, removed_at=now())
    warn(f"Channel {channel.name} is removed.")
