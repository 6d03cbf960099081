"""Alerts written in a browser: rules and channels are made, tried and removed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from airdate.alerts import making, rules
from airdate.alerts.addresses import is_reference
from airdate.alerts.notices import MEANINGS, USUAL, Kind
from airdate.alerts.wording import subject_words
from airdate.errors import UsageError
from airdate.ledger import Ledger, open_ledger
from airdate.ledger.office import alerts as office
from airdate.web.site import Site, noted

if TYPE_CHECKING:
    from airdate.ledger.office.alerts import Channel

KINDS = tuple((kind.value, MEANINGS[kind], kind in USUAL) for kind in Kind)
"""What may be told of: its name, what it means, whether it is told unless it is said otherwise."""

RHYTHMS = ("at once", "daily", *(f"weekly@{day}" for day in rules.WEEKDAYS))

_MOST_LETTERS = 2_000
"""Of an address."""


def add_rule(site: Site, request: Request, sent: Any) -> Response:
    """Make a rule of a form, and its channel where a new address is given."""
    fields, _ = sent
    now = site.settings.now()
    wishes, title = _wishes(fields), " ".join(fields.get("title", "").split())[:300]
    with site.library.pool.writing() as ledger:
        about, told = making.subject(ledger, title or None, season=_season(fields))
        channel = _channel(site, ledger, fields)
        rule = making.new_rule(ledger, about, channel=channel, wishes=wishes, made_at=now)
    site.watching.wake()
    waits = "" if told else " Nothing has been told of it yet: the rule waits for it."
    note = f"Rule {rule.number} on {subject_words(rule)}, to {channel.name}, is made.{waits}"
    return noted(site, "/alerts", note)


def remove_rule(site: Site, request: Request, sent: Any) -> Response:
    """Remove a rule; what it found and did not send yet is not sent."""
    number = _number(request.path_params["rule"], "rule")
    with site.library.pool.writing() as ledger:
        rule = office.remove_rule(ledger, number, removed_at=site.settings.now())
        left = making.unused(ledger, rule.channel)
    stays = f" Its channel {left} stays, and no rule uses it." if left else ""
    return noted(site, "/alerts", f"Rule {number} on {subject_words(rule)} is removed.{stays}")


def act_on_channel(site: Site, request: Request, sent: Any) -> Response:
    """Try a channel, or remove it."""
    fields, _ = sent
    act = fields.get("act", "")
    number = str(_number(request.path_params["channel"], "channel"))
    if act == "test":
        return noted(site, "/alerts", _tried(site, number))
    if act != "remove":
        raise UsageError(f"{act!r:.40} is nothing to do with a channel.", "One of test, remove.")
    with site.library.pool.writing() as ledger:
        channel = office.channel_named(ledger, number)
        office.remove_channel(ledger, channel, removed_at=site.settings.now())
    return noted(site, "/alerts", f"Channel {channel.name} is removed, and its address forgotten.")


def _tried(site: Site, number: str) -> str:
    """Return what came of a test; others write meanwhile, for it may take a minute."""
    from airdate.alerts.channels import Postman
    from airdate.alerts.running import try_channel

    postman = Postman(clock=site.settings.now, environment=os.environ)
    with open_ledger(site.library.pool.path) as ledger:
        channel = office.channel_named(ledger, number)
        failure = try_channel(ledger, channel, postman)
    return f"{channel.name}: {failure.problem if failure else 'the test was taken'}."


# ── what a form says ────────────────────────────────────────────────────────────────────────


def _wishes(fields: Mapping[str, str]) -> rules.Wishes:
    told = [kind for kind, _, _ in KINDS if fields.get(f"tell_{kind}")]
    if not told:
        raise UsageError("The rule would tell of nothing.", "Choose what it is to tell of.")
    rhythm = fields.get("rhythm") or RHYTHMS[0]
    if rhythm not in RHYTHMS:
        raise UsageError(f"{rhythm!r:.40} is no rhythm.", f"One of {', '.join(RHYTHMS)}.")
    at = fields.get("at", "").strip() or "08:00"
    start, end = (fields.get(name, "").strip() for name in ("quiet_from", "quiet_to"))
    if bool(start) != bool(end):
        raise UsageError("The quiet hours have no end, or no start.", "Give both, or neither.")
    zone = fields.get("timezone", "").strip() or "UTC"
    rules.zone_of(zone)
    return rules.Wishes(
        kinds=rules.kinds_of(told),
        digest=None if rhythm == RHYTHMS[0] else rules.digest_of(f"{rhythm}@{at}"),
        quiet=rules.quiet_of(f"{start}-{end}") if start else None,
        timezone=zone,
    )


def _season(fields: Mapping[str, str]) -> int | None:
    told = fields.get("season", "").strip()
    if told and not (told.isascii() and told.isdecimal() and len(told) <= 3):
        raise UsageError(f"{told!r:.40} is no season.", "Write its number, or none.")
    return int(told) if told else None


def _channel(site: Site, ledger: Ledger, fields: Mapping[str, str]) -> Channel:
    """Return a new channel where an address is given, else the chosen one. Raises: UsageError."""
    chosen, address = fields.get("channel", "").strip(), fields.get("to", "").strip()
    if not chosen and not address:
        raise UsageError(
            "A rule needs a place to send to.", "Choose a channel, or give a new address."
        )
    if not address:
        return office.channel_named(ledger, chosen)
    if is_reference(address):
        raise UsageError(
            "What stands in a file or a variable of this machine is named at its terminal.",
            "Write airdate alerts channels add NAME file:PATH there.",
        )
    return making.new_channel(
        ledger,
        " ".join(fields.get("name", "").split())[:60] or None,
        address[:_MOST_LETTERS],
        allow_private=site.settings.allow_private,
        made_at=site.settings.now(),
    )


def _number(words: str, what: str) -> int:
    if not (words.isascii() and words.isdecimal() and len(words) < 9):
        raise UsageError(f"There is no {what} {words!r:.40}.", "See the list of alerts.")
    return int(words)
