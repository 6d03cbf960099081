"""A document that says a thing in two sentences was read the more surely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from airdate.model import Credit, CreditKind, Event, Milestone, Weighed
from airdate.timeline.evidence import rejected

# The reader that misread one sentence is likelier than chance to misread the next as well.
SECOND_SENTENCE = 0.8
# "Chun Sung-il wrote the scripts" tells who wrote, and hardly that anybody is writing now.
CREDITED = 0.5


def reread(said: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """Return the claims in their order, those surer that their document makes in two sentences.

    Of the weight only the part changes that is the chance of having read rightly (`confidence`),
    c of one sentence and d of the other to 1 - (1 - c)(1 - 0.8 d). That an outlet says a thing
    twice makes the outlet no more right.
    """
    pages: dict[object, list[Weighed]] = defaultdict(list)
    for weighed in said:
        claim = weighed.entry.claim
        if isinstance(claim.statement, Milestone) and not rejected(weighed):
            page = weighed.entry.document_id, claim.subject.key
            pages[page, claim.statement.event, claim.status].append(weighed)
    surer = {w.entry.id: again for page in pages.values() for w, again in _surer(page)}
    credited = {_place(w) for w in said if _is_writer(w)}
    found = (surer.get(w.entry.id, w) for w in said)
    return tuple(_halved(w) if _place(w) in credited and _is_writing(w) else w for w in found)


def _place(weighed: Weighed) -> tuple[str, int]:
    return weighed.entry.document_id, weighed.entry.claim.sentence


def _is_writer(weighed: Weighed) -> bool:
    credit = weighed.entry.claim.statement
    return isinstance(credit, Credit) and credit.kind is CreditKind.WRITER and not rejected(weighed)


def _is_writing(weighed: Weighed) -> bool:
    said = weighed.entry.claim.statement
    writing = isinstance(said, Milestone) and said.event is Event.WRITING and said.when is None
    return writing and weighed.entry.judgement is None


def _halved(weighed: Weighed) -> Weighed:
    reason = f"its sentence tells who wrote it ({CREDITED:.2f})"
    reasons = (*weighed.reasons, reason)
    return replace(weighed, weight=weighed.weight * CREDITED, reasons=reasons)


def _surer(page: Sequence[Weighed]) -> Iterable[tuple[Weighed, Weighed]]:
    for weighed in page:
        chance = weighed.entry.claim.confidence
        if weighed.entry.judgement is not None or not 0.0 < chance < 1.0:
            continue
        second = max((w.entry.claim.confidence for w in page if _says_so(w, weighed)), default=0.0)
        if second:
            factor = (1.0 - (1.0 - chance) * (1.0 - SECOND_SENTENCE * second)) / chance
            reason = f"said in another sentence of it too ({factor:.2f})"
            yield (
                weighed,
                replace(
                    weighed, weight=weighed.weight * factor, reasons=(*weighed.reasons, reason)
                ),
            )


def _says_so(one: Weighed, other: Weighed) -> bool:
    """Whether one is another sentence that says the same, or the same without a day."""
    if one.entry.claim.sentence == other.entry.claim.sentence:
        return False
    when, said = (w.entry.claim.statement for w in (one, other))
    if not isinstance(when, Milestone) or not isinstance(said, Milestone):
        return False
    return when.when is None or said.when is None or when.when.overlaps(said.when)
