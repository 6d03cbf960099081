"""A draft's claim on a person's part, and on place or story, beside what is believed."""

from __future__ import annotations

import re
from typing import Any

from airdate.brief.wording import CREDIT_NAMES, says
from airdate.checking.findings import Checked, Known, Verdict
from airdate.model import (
    Claim,
    Credit,
    CreditBelief,
    CreditKind,
    Detail,
    Status,
    Weighed,
    title_key,
)
from airdate.wording import day_words

_SURENESS = {Status.RUMOURED: 0, Status.EXPECTED: 0, Status.PLANNED: 1, Status.DONE: 1}
_LIKELY = 0.5

_CREW = (CreditKind.DIRECTOR, CreditKind.WRITER, CreditKind.PRODUCER)

# Names of parts are the same where they share so much: "Detective Miller" and "Joe Miller" do,
# two of one family of three syllables do not.
_SAME_NAME = 0.5

# Two statements on place or story say the same where they share so much of the shorter one.
_SAME_WORDS = 0.5
_LONG = 4
"""Letters of a word that tells something."""


def check_credit(claim: Claim, said: Credit, *, known: Known) -> Checked:
    """Return a claim on a person with its verdict."""
    timeline = known.timeline
    name = title_key(said.person)
    about = [c for c in timeline.credits if title_key(c.person) == name and _same_side(c, said)]
    installment = timeline.installment
    if not about:
        text = f"No source in the ledger names {said.person} for this."
        return Checked(claim, installment, Verdict.UNHEARD, text)
    belief = max(about, key=lambda c: (_agrees(c.kind, said.kind), c.probability))
    named: dict[str, Any] = {"since": belief.since, "wording": _words(belief)}
    if claim.status is Status.DENIED:
        return _of_denial(claim, belief, known=known)
    if belief.status is Status.DENIED or not _agrees(belief.kind, said.kind):
        text = f"{_words(belief)}, {says(belief.claims_for)} since {day_words(belief.since)}."
        return Checked(
            claim, installment, Verdict.CONTRADICTED, text, opposing=belief.claims_for, **named
        )
    if _other_part(said, belief):
        text = f"The part is {belief.character}, {says(belief.claims_for)}."
        return Checked(
            claim, installment, Verdict.CONTRADICTED, text, opposing=belief.claims_for, **named
        )
    return _hedged(claim, belief, known=known)


def _hedged(claim: Claim, belief: CreditBelief, *, known: Known) -> Checked:
    installment = known.timeline.installment
    weak = belief.status in (Status.DONE, Status.PLANNED) and belief.probability <= _LIKELY
    status = Status.RUMOURED if weak else belief.status
    sure = _SURENESS.get(status, 0) - _SURENESS.get(claim.status, 0)
    who = says(belief.claims_for)
    if sure < 0:
        text, verdict = f"It is no surer than a rumour, {who}.", Verdict.OVERSTATED
    elif sure > 0:
        text, verdict = f"It is told without a hedge, {who}.", Verdict.UNDERSTATED
    else:
        text, verdict = f"So {who}.", Verdict.SUPPORTED
    wording = None if verdict is Verdict.SUPPORTED else _words(belief)
    return Checked(
        claim,
        installment,
        verdict,
        text,
        supporting=belief.claims_for,
        since=belief.since,
        wording=wording,
    )


def _of_denial(claim: Claim, belief: CreditBelief, *, known: Known) -> Checked:
    installment = known.timeline.installment
    if belief.status is Status.DENIED or belief.kind is CreditKind.DEPARTING:
        text = f"So {says(belief.claims_for)}."
        return Checked(claim, installment, Verdict.SUPPORTED, text, supporting=belief.claims_for)
    text = f"{_words(belief)}, {says(belief.claims_for)} since {day_words(belief.since)}."
    return Checked(
        claim,
        installment,
        Verdict.CONTRADICTED,
        text,
        opposing=belief.claims_for,
        since=belief.since,
        wording=_words(belief),
    )


def check_detail(claim: Claim, said: Detail, *, known: Known) -> Checked:
    """Return a claim on place, story or the like with its verdict: told so, or unheard of."""
    installment = known.timeline.installment
    same = tuple(w for w in known.timeline.details if _same_detail(w, said))
    if not same:
        return Checked(
            claim, installment, Verdict.UNHEARD, "No source in the ledger tells this of it."
        )
    return Checked(
        claim,
        installment,
        Verdict.SUPPORTED,
        f"So {says(same)}.",
        supporting=same,
        since=min(w.entry.said_on for w in same),
    )


def _same_detail(weighed: Weighed, said: Detail) -> bool:
    statement = weighed.entry.claim.statement
    if not isinstance(statement, Detail):
        return False
    one, other = _content(statement.words), _content(said.words)
    if not one or not other:
        return title_key(statement.words) == title_key(said.words)
    return len(one & other) / min(len(one), len(other)) >= _SAME_WORDS


def _content(text: str) -> frozenset[str]:
    found = re.findall(r"\w+", text.casefold())
    return frozenset(w[:6] for w in found if len(w) >= _LONG or not w.isascii())


def _same_side(belief: CreditBelief, said: Credit) -> bool:
    """Whether both speak of the work before the camera, or of the same one behind it."""
    if belief.kind in _CREW or said.kind in _CREW:
        return belief.kind is said.kind
    return True


def _agrees(known: CreditKind, said: CreditKind) -> bool:
    if known is said:
        return True
    # "In it" is right of one who returns and of one who is new.
    both = {known, said}
    return CreditKind.CAST in both and CreditKind.DEPARTING not in both


def _other_part(said: Credit, belief: CreditBelief) -> bool:
    if not said.character or not belief.character:
        return False
    one, other = title_key(said.character).split(), title_key(belief.character).split()
    if "".join(one) == "".join(other) or set(one) <= set(other) or set(other) <= set(one):
        return False
    return len(set(one) & set(other)) / max(len(one), len(other)) < _SAME_NAME


def _words(belief: CreditBelief) -> str:
    weak = belief.status is Status.RUMOURED or belief.probability <= _LIKELY
    part = f" as {belief.character}" if belief.character else ""
    if belief.status is Status.DENIED:
        return f"{belief.person} is said not to take part"
    hedge = "reportedly " if weak else ""
    verb = {
        CreditKind.RETURNING: "returns",
        CreditKind.NEW: "joins",
        CreditKind.DEPARTING: "leaves",
        CreditKind.CAST: "takes part",
    }.get(belief.kind, f"is the {CREDIT_NAMES[belief.kind].lower()}")
    return f"{belief.person} {hedge}{verb}{part}"
