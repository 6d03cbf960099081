"""From weighed claims to one Timeline: `reconcile`, and which claims are about the installment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from airdate.model import (
    Belief,
    Credit,
    CreditBelief,
    Detail,
    Installment,
    Milestone,
    Status,
    Timeline,
    Weighed,
)
from airdate.timeline.credits import believe_credits
from airdate.timeline.evidence import rejected, visible
from airdate.timeline.milestones import believe, hear
from airdate.timeline.order import findings, furthest
from airdate.timeline.rereading import reread


def reconcile(installment: Installment, weighed: Sequence[Weighed], *, as_of: date) -> Timeline:
    """Return what is believed of an installment as of a day, with the claims for and against.

    weighed: claims with their weights, in any order; those said after `as_of` or about another
    installment are left out.  A claim on the series as a whole (no season) counts for who is in
    a season and what it is about, not for its milestones.
    """
    said = reread([w for w in visible(weighed, as_of=as_of) if _about(w, installment)])
    believed = believe(hear(said), as_of=as_of)
    beliefs = {belief.event: belief for belief in believed.beliefs}
    credits = believe_credits(said)
    return Timeline(
        installment=installment,
        as_of=as_of,
        stage=furthest(beliefs),
        milestones=tuple(beliefs.values()),
        credits=credits,
        details=tuple(w for w in said if _is_detail(w)),
        rumours=_rumours(said, beliefs.values(), credits=credits),
        findings=findings(believed, film=installment.season is None),
        weighed=said,
    )


def _about(weighed: Weighed, installment: Installment) -> bool:
    title, season = weighed.entry.claim.subject.key
    if title != installment.key[0]:
        return False
    of_series = season is None and not isinstance(weighed.entry.claim.statement, Milestone)
    return season == installment.season or of_series


def _is_detail(weighed: Weighed) -> bool:
    return isinstance(weighed.entry.claim.statement, Detail) and not rejected(weighed)


def _rumours(
    said: Iterable[Weighed], beliefs: Iterable[Belief], *, credits: Iterable[CreditBelief]
) -> tuple[Weighed, ...]:
    """Return the rumours on milestones and people that nothing better bears out."""
    held = [(b.status, b.claims_for) for b in beliefs] + [(c.status, c.claims_for) for c in credits]
    better = {w.entry.id for how, claims in held if how is not Status.RUMOURED for w in claims}
    return tuple(
        w
        for w in said
        if w.entry.claim.status is Status.RUMOURED
        and isinstance(w.entry.claim.statement, Milestone | Credit)
        and w.entry.id not in better
        and not rejected(w)
    )
