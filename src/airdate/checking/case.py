"""A claim of a draft on an event, with all that is known of that event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from airdate.brief.wording import event_words
from airdate.checking.findings import Checked, Known, Verdict
from airdate.model import Belief, Claim, Installment, Milestone, Status

LIKELY = 0.5
"""What is no likelier than this is told as a rumour, whatever words its sources chose."""


@dataclass(frozen=True, slots=True)
class Case:
    """A claim of the draft, and all that is known of its event."""

    claim: Claim
    said: Milestone
    installment: Installment
    known: Known
    belief: Belief | None

    @property
    def as_of(self) -> date:
        """The day as of which the draft is checked."""
        return self.known.timeline.as_of


def made(case: Case, verdict: Verdict, because: str, **named: Any) -> Checked:
    """Return the claim with its verdict."""
    return Checked(case.claim, case.installment, verdict, because, **named)


def status_of(belief: Belief) -> Status:
    """Return how an event may be told: what weak sources alone say is a rumour."""
    if belief.status in (Status.DONE, Status.PLANNED) and belief.probability <= LIKELY:
        return Status.RUMOURED
    return belief.status


def belief_words(belief: Belief) -> str:
    """Return what is believed of an event, without its subject."""
    return event_words(belief.event, status_of(belief), when=belief.when)
