"""A reading of a draft → a verdict on each of its claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from airdate.checking.cited import cited
from airdate.checking.credits import check_credit, check_detail
from airdate.checking.findings import Checked, Checkup, Known, Verdict
from airdate.checking.milestones import check_milestone
from airdate.model import Claim, Credit, Installment, Milestone, Reading, title_key
from airdate.sources import lookup

Find = Callable[[Installment], Installment | None]
"""Gives the installment that the ledger knows for one as a draft names it, None for none."""

Ask = Callable[[Installment], Known]
"""Gives what is known of an installment."""


def check(reading: Reading, *, as_of: date, find: Find, ask: Ask) -> Checkup:
    """Return a draft set beside all that is known as of a day.

    Each installment is asked for once.  A claim that names no season is taken to speak of the one
    that the draft speaks of most.
    """
    meant = _meant(reading.claims)
    found: dict[Installment, Installment | None] = {}
    known: dict[Installment, Known] = {}
    checked = []
    said: set[tuple[object, ...]] = set()
    for claim in reading.claims:
        subject = meant(claim.subject)
        what = (claim.sentence, subject.key, claim.statement, claim.status)
        if what in said:
            continue  # told twice in one sentence
        said.add(what)
        if subject not in found:
            found[subject] = find(subject)
        own = found[subject]
        if own is not None and own not in known:
            known[own] = ask(own)
        checked.append(_checked(claim, known[own] if own else None))
    speaking = {claim.sentence for claim in reading.claims}
    return Checkup(
        document=reading.document,
        as_of=as_of,
        checked=tuple(checked),
        cited=cited(reading.document, reading.claims),
        silent=len(reading.document.sentences) - len(speaking),
    )


def _meant(claims: Iterable[Claim]) -> Callable[[Installment], Installment]:
    """Return what gives an installment without a season the one that the draft is about."""
    count: Counter[Installment] = Counter()
    for claim in claims:
        if claim.subject.season is not None:
            count[claim.subject] += 1
    most: dict[str, Installment] = {}
    for subject, _ in count.most_common():
        most.setdefault(title_key(subject.title), subject)

    def meant(subject: Installment) -> Installment:
        return subject if subject.season is not None else most.get(subject.key[0], subject)

    return meant


def _checked(claim: Claim, known: Known | None) -> Checked:
    if known is None:
        text = f"Nothing is known of {claim.subject}: no document in the ledger speaks of it."
        return Checked(claim, None, Verdict.UNHEARD, text)
    statement = claim.statement
    if isinstance(statement, Milestone):
        made = check_milestone(claim, statement, known=known)
    elif isinstance(statement, Credit):
        made = check_credit(claim, statement, known=known)
    else:
        made = check_detail(claim, statement, known=known)
    return replace(made, credited=_credited(made))


def _credited(made: Checked) -> bool | None:
    """Return whether one of those who bear it out is the one whom the draft credits."""
    name = made.claim.source
    if not name or not made.supporting:
        return None
    wanted = lookup(name)
    for weighed in made.supporting:
        said = weighed.entry.claim.source
        if weighed.source.domain == wanted.domain or (said and lookup(said) == wanted):
            return True
    return False
