"""From weighed claims to one Timeline: `reconcile`, and which claims are about the installment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from airdate.model import (
    Belief,
    Credit,
    CreditBelief,
    CreditKind,
    Detail,
    Event,
    Installment,
    Milestone,
    Showing,
    Status,
    Timeline,
    Weighed,
)
from airdate.timeline.credits import believe_credits
from airdate.timeline.evidence import rejected, visible, voiced
from airdate.timeline.hearing import hear
from airdate.timeline.marks import showing_of
from airdate.timeline.milestones import believe
from airdate.timeline.order import findings, furthest
from airdate.timeline.rereading import reread
from airdate.timeline.stages import tmdb_status

_SURE = (Status.DONE, Status.PLANNED)
# What a showing is called that comes after one of its kind.
NEXT = "next"


def reconcile(installment: Installment, weighed: Sequence[Weighed], *, as_of: date) -> Timeline:
    """Return what is believed of an installment as of a day, with the claims for and against.

    weighed: claims with their weights, in any order; those said after `as_of` or about another
    installment are left out.  A claim on the series as a whole (no season) counts for who is in
    a season and what it is about, not for its milestones.  A later part or a festival is a showing
    of its own, not the release.
    """
    said = reread(voiced([w for w in visible(weighed, as_of=as_of) if _about(w, installment)]))
    apart = _apart(said)
    other = {w.entry.id for claims in apart.values() for w in claims}
    believed = believe(hear([w for w in said if w.entry.id not in other]), as_of=as_of)
    beliefs = {belief.event: belief for belief in believed.beliefs}
    showings = (
        *_showings(apart, as_of=as_of),
        *(Showing(NEXT, belief) for belief in believed.ahead),
    )
    credits = believe_credits(said)
    stage = furthest(beliefs)
    told = (*believed.beliefs, *(showing.belief for showing in showings))
    return Timeline(
        installment=installment,
        as_of=as_of,
        stage=stage,
        milestones=believed.beliefs,
        credits=credits,
        details=tuple(w for w in said if _is_detail(w)),
        rumours=_rumours(said, told, credits=credits),
        findings=findings(believed, film=installment.season is None),
        weighed=said,
        tmdb_status=tmdb_status(beliefs, stage=stage, season=installment.season),
        showings=showings,
    )


def _apart(said: Iterable[Weighed]) -> dict[str, list[Weighed]]:
    """Return the claims of a release that is not that of the whole, by what it is."""
    found: dict[str, list[Weighed]] = {}
    for weighed in said:
        statement = weighed.entry.claim.statement
        if isinstance(statement, Milestone) and statement.event is Event.RELEASE:
            name = showing_of(weighed.entry)
            if name:
                found.setdefault(name, []).append(weighed)
    return found


def _showings(apart: Mapping[str, Sequence[Weighed]], *, as_of: date) -> Iterable[Showing]:
    for name, claims in sorted(apart.items()):
        for belief in believe(hear(claims), as_of=as_of).beliefs:
            yield Showing(name, belief)


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
    # Who has left was once rumoured to join: that is no rumour any more.
    left = [c for c in credits if c.kind is CreditKind.DEPARTING and c.status in _SURE]
    over = {w.entry.id: c.since for c in left for w in c.claims_against}
    return tuple(
        w
        for w in said
        if w.entry.claim.status is Status.RUMOURED
        and isinstance(w.entry.claim.statement, Milestone | Credit)
        and w.entry.id not in better
        and w.entry.said_on >= over.get(w.entry.id, date.min)
        and not rejected(w)
    )
