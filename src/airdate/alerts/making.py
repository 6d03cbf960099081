"""Rules and channels as a person makes them, whatever door they come by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from airdate.alerts import addresses, channels
from airdate.alerts.rules import Wishes, wishes_json
from airdate.errors import UnknownTitle, UsageError
from airdate.ledger.office import alerts as office
from airdate.ledger.office.alerts import Channel, Rule, Seen
from airdate.model import title_key

if TYPE_CHECKING:
    from airdate.ledger import Ledger

About = tuple[str | None, int | None]
"""What a rule is on: a title, None for all that is followed; and a season, None for all."""


def subject(ledger: Ledger, title: str | None, *, season: int | None) -> tuple[About, bool]:
    """Return what is meant by a title as it was typed, and whether anything was told of it.

    Where no season is named, the rule is on all of them; a title that nobody told of stays as it
    is typed. Raises: UsageError where there is no title in it, AmbiguousTitle.
    """
    from airdate.ledger.lookup import find

    if title is None:
        if season is not None:
            raise UsageError("A season is of a title.", "Name the title, too.")
        return (None, None), True
    if not title_key(title):
        raise UsageError(f"There is no title in {title!r:.80}.", "Write it in letters.")
    try:
        found = find(ledger.installments(), title, season=season)
    except UnknownTitle:
        return (title.strip(), season), False
    numbered = season is not None or title_key(title) not in {item.title_key for item in found}
    single = len(found) == 1 and numbered and season is not None
    meant = found[0].installment
    return (meant.title, meant.season if single else season), True


def new_channel(
    ledger: Ledger, name: str | None, address: str, *, allow_private: bool, made_at: datetime
) -> Channel:
    """Return a new channel. name: made of the address's scheme if None.

    Raises: UsageError where the address cannot be one, leads to this network and may not, or the
    name is taken.
    """
    address = address.strip()
    if addresses.is_reference(address):
        scheme = address.partition(":")[0]
    else:
        channels.check(address, allow_private=allow_private)
        scheme = addresses.scheme_of(address)
    taken = {each.name.casefold() for each in office.all_channels(ledger)}
    name = name or next(f"{scheme}-{n}" for n in range(1, 10**6) if f"{scheme}-{n}" not in taken)
    return office.add_channel(
        ledger, name, address=address, allow_private=allow_private, made_at=made_at
    )


def new_rule(
    ledger: Ledger, about: About, *, channel: Channel, wishes: Wishes, made_at: datetime
) -> Rule:
    """Return a new rule, as it is kept; it tells what becomes known from now on."""
    title, season = about
    key = title_key(title) if title else None
    content: Mapping[str, object] = wishes_json(wishes)
    rule = Rule(0, "", title, key, season, channel.number, content, made_at, Seen(None, (), 0))
    return office.add_rule(ledger, rule)


def unused(ledger: Ledger, channel: int) -> str | None:
    """Return the name of a channel that no rule uses, None where one does."""
    if any(rule.channel == channel for rule in office.all_rules(ledger)):
        return None
    return next((c.name for c in office.all_channels(ledger) if c.number == channel), None)
