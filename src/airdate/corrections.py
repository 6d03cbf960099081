"""A Claim with some of its fields changed, from words such as `when=2026-02-18/2026-02-18`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from airdate.errors import UsageError
from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    DateRange,
    Detail,
    Event,
    Milestone,
    Status,
    title_key,
)

# The longest-running series have some hundred.
MOST_SEASONS = 999
Change = Callable[[Claim, str], Claim]


def _title(claim: Claim, value: str) -> Claim:
    if not title_key(value):
        raise ValueError("a title needs a letter or a digit")
    return replace(claim, subject=replace(claim.subject, title=value))


def _season(claim: Claim, value: str) -> Claim:
    season = int(value) if value else None
    if season is not None and not 0 <= season <= MOST_SEASONS:
        raise ValueError(f"a season is a number from 0 to {MOST_SEASONS}")
    return replace(claim, subject=replace(claim.subject, season=season))


def _event(claim: Claim, value: str) -> Claim:
    if not isinstance(claim.statement, Milestone):
        raise ValueError("only a milestone has an event")
    return replace(claim, statement=replace(claim.statement, event=Event(value)))


def _when(claim: Claim, value: str) -> Claim:
    when = DateRange.parse(value) if value else None
    if isinstance(claim.statement, Credit):
        raise ValueError("a credit has no date")
    if isinstance(claim.statement, Detail):
        return replace(claim, statement=replace(claim.statement, when=when))
    return replace(claim, statement=replace(claim.statement, when=when))


def _credit_of(claim: Claim) -> Credit:
    if not isinstance(claim.statement, Credit):
        raise ValueError("only a claim on cast or crew has a person")
    return claim.statement


def _person(claim: Claim, value: str) -> Claim:
    if not value:
        raise ValueError("a person cannot be empty")
    return replace(claim, statement=replace(_credit_of(claim), person=value))


def _character(claim: Claim, value: str) -> Claim:
    return replace(claim, statement=replace(_credit_of(claim), character=value or None))


def _credit(claim: Claim, value: str) -> Claim:
    return replace(claim, statement=replace(_credit_of(claim), kind=CreditKind(value)))


# field: (how it is changed, how its value is written)
FIELDS: dict[str, tuple[Change, str]] = {
    "title": (_title, "Write the title as it is usually called."),
    "season": (_season, "Write a number, or nothing for none."),
    "event": (_event, "One of: " + ", ".join(Event)),
    "when": (_when, "Write days as 2026-02-11/2026-02-20, with .. where a bound is open."),
    "status": (lambda c, v: replace(c, status=Status(v)), "One of: " + ", ".join(Status)),
    "source": (lambda c, v: replace(c, source=v or None), "Write who is credited, or nothing."),
    "person": (_person, "Write the name."),
    "character": (_character, "Write the part, or nothing."),
    "credit": (_credit, "One of: " + ", ".join(CreditKind)),
}


def corrected(claim: Claim, changes: Sequence[str]) -> Claim:
    """Return the claim with the changes made, each written FIELD=VALUE.

    Raises: UsageError that names the change that cannot be made, and the form it should have.
    """
    for change in changes:
        field, equals, value = change.partition("=")
        if not equals or field not in FIELDS:
            raise UsageError(
                f"--set {change}: not a field and its value.",
                f"Write FIELD=VALUE with one of {', '.join(FIELDS)}.",
            )
        apply, form = FIELDS[field]
        try:
            value.encode()
            claim = apply(claim, value.strip())
        except ValueError as error:
            raise UsageError(f"--set {change}: {error}.", form) from None
    return claim
