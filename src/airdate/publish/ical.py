"""Releases as a calendar (RFC 5545, RFC 7986): days that were told, and windows of the forecast.

`STATUS:CONFIRMED` is a day that its makers named or on which it came out, `STATUS:TENTATIVE` a
window: the date is not confirmed. (In the feeds of Sonarr that word means that no file is there.)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from airdate.model import title_key
from airdate.publish.due import Due
from airdate.publish.text import link, safe
from airdate.wording import day_words, month_words, percent

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar
    from icalendar import Event as CalendarEvent

_REFRESH = timedelta(hours=12)
"""How often a reader should ask again: windows move by the day."""


def calendar(dues: Iterable[Due], *, name: str, base: str, alarms: Sequence[int] = ()) -> bytes:
    """Return a calendar of releases.

    base: the address of the site, for links.  alarms: so many days before a told day to remind.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//airdate//release calendar//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    _name(made, safe(name))
    made.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT12H")
    for due in dues:
        made.add_component(_event(due, base=base, alarms=alarms))
    text: bytes = made.to_ical()
    return text


def _name(made: Calendar, name: str) -> None:
    made.add("name", name)
    made.add("x-wr-calname", name)


def uid(due: Due) -> str:
    """Return what identifies the release of an installment for ever, in whichever ledger."""
    installment = due.installment
    told = f"{title_key(installment.title)}\0{installment.season}\0release"
    return f"{hashlib.sha256(told.encode(errors='replace')).hexdigest()[:32]}@airdate"


def _event(due: Due, *, base: str, alarms: Sequence[int]) -> CalendarEvent:
    from icalendar import Event

    window = due.certainty == "window"
    exact = due.first == due.last and not window
    event = Event()
    event.add("uid", uid(due))
    event.add("dtstamp", due.changed_at)
    event.add("last-modified", due.changed_at)
    event.add("sequence", due.sequence)
    event.add("dtstart", due.first)
    event.add("dtend", _after(due.last))
    event.add("summary", _summary(due))
    event.add("description", _description(due, base))
    event.add("url", f"{base}/t/{due.ref}")
    event.add("status", "CONFIRMED" if exact else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["release window" if window else "release"])
    if due.certainty == "dated":
        for days in alarms:
            event.add_component(_alarm(due, days))
    return event


def _after(day: date) -> date:
    """Return the day after: the end of an all-day event is not part of it."""
    return min(day, date.max - timedelta(1)) + timedelta(1)


def _summary(due: Due) -> str:
    name = safe(str(due.installment))
    if due.certainty != "window":
        return name
    return (
        f"{name} ({percent(due.probability)}: {month_words(due.first)} – {month_words(due.last)})"
    )


def _description(due: Due, base: str) -> str:
    lines = [safe(due.told), ""]
    if due.certainty == "window":
        lines.append(
            f"The date is not confirmed. With a probability of {percent(due.probability)} it comes "
            f"between {day_words(due.first)} and {day_words(due.last)}."
        )
    elif due.first != due.last:
        lines.append(f"{percent(due.probability)} sure; the very day is not known.")
    else:
        lines.append(f"{percent(due.probability)} sure.")
    if due.sources:
        lines += ["", "Sources:"]
        lines += [
            f"- {safe(name)}" + (f" {link(url)}" if link(url) else "") for name, url in due.sources
        ]
    lines += ["", f"{base}/t/{due.ref}"]
    return "\n".join(lines)


def _alarm(due: Due, days: int) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{safe(str(due.installment))}: {day_words(due.first)}")
    alarm.add("trigger", timedelta(days=-days))
    return alarm
