"""A rule in words."""

from __future__ import annotations

from airdate.alerts.notices import USUAL, Kind
from airdate.alerts.rules import MOVED_DAYS, OVERDUE_DAYS, Wishes, wishes_of
from airdate.ledger.office.alerts import Rule
from airdate.wording import days_words

_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def rule_words(rule: Rule) -> str:
    """Return a rule as a mail names it: `rule 2 on All of Us Are Dead, each day at 08:00`."""
    return f"rule {rule.number} on {subject_words(rule)}, {rhythm_words(wishes_of(rule.wishes))}"


def subject_words(rule: Rule) -> str:
    """Return what a rule is about."""
    if rule.title is None:
        return "all that is followed"
    return rule.title if rule.season is None else f"{rule.title}, season {rule.season}"


def rhythm_words(wishes: Wishes) -> str:
    """Return when a rule tells: `at once, not from 22:00 to 07:00 (Europe/Berlin)`."""
    zone = f" ({wishes.timezone})" if wishes.digest or wishes.quiet else ""
    return f"{_digest_words(wishes)}{_quiet_words(wishes)}{zone}"


def _digest_words(wishes: Wishes) -> str:
    if wishes.digest is None:
        return "at once"
    clock = wishes.digest.at.strftime("%H:%M")
    weekday = wishes.digest.weekday
    often = "each day" if weekday is None else f"each {_DAY_NAMES[weekday]}"
    urgent = ", ".join(sorted(wishes.at_once))
    return f"{often} at {clock}" + (f", and at once: {urgent}" if urgent else "")


def _quiet_words(wishes: Wishes) -> str:
    if wishes.quiet is None:
        return ""
    return f", not from {wishes.quiet.start:%H:%M} to {wishes.quiet.end:%H:%M}"


def kinds_words(wishes: Wishes) -> str:
    """Return what a rule tells of."""
    kinds = wishes.kinds
    if kinds == frozenset(map(str, Kind)):
        told = "everything"
    elif kinds == frozenset(map(str, USUAL)):
        told = "the usual"
    else:
        told = ", ".join(sorted(kinds)).replace("_", " ")
    notes = []
    if wishes.moved_days != MOVED_DAYS and kinds & {Kind.MOVED, Kind.FORECAST}:
        notes.append(f"moves of {days_words(wishes.moved_days)} or more")
    if wishes.overdue_days != OVERDUE_DAYS and Kind.OVERDUE in kinds:
        notes.append(f"overdue by {days_words(wishes.overdue_days)}")
    return "; ".join([told, *notes])
