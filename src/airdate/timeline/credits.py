"""Who is in it: claims on people merged by person, whatever way the name is spelled."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from airdate.model import Credit, CreditBelief, CreditKind, Status, Weighed
from airdate.timeline.evidence import CEILING, RANK, firsthand, rejected, strength
from airdate.timeline.milestones import in_order

# Parts before the camera are one question (is this person in it, and how), those behind it others.
ON_SCREEN = frozenset({CreditKind.RETURNING, CreditKind.NEW, CreditKind.DEPARTING, CreditKind.CAST})
DISSENT_COSTS = 0.5


@lru_cache(maxsize=65_536)
def person_key(name: str) -> str:
    """Return a name as it is compared: no case, accents, hyphens, blanks or order of its parts.

    `Park Ji-hu`, `Park Jihu` and `Ji Hu Park` share one key.
    Method: the least rotation of the bare letters, which is the same wherever a name is cut.
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in folded if c.isalnum())
    return min((letters[cut:] + letters[:cut] for cut in range(len(letters))), default="")


def believe_credits(claims: Sequence[Weighed]) -> tuple[CreditBelief, ...]:
    """Return one belief per person and trade, the surest first.

    claims: in the order of their days.
    """
    people = [w for w in claims if isinstance(w.entry.claim.statement, Credit)]
    also = _stage_names(people)
    groups: dict[tuple[str, str], list[Weighed]] = defaultdict(list)
    for weighed in people:
        credit = _credit(weighed)
        key = person_key(credit.person)
        groups[also.get(key, key), _trade(credit.kind)].append(weighed)
    found = [belief for said in groups.values() if (belief := _belief(said))]
    return tuple(sorted(found, key=lambda b: (_trade(b.kind), -b.probability, b.since, b.person)))


def _stage_names(people: Sequence[Weighed]) -> dict[str, str]:
    """Return for the key of a name the key of the better known name of the same person.

    "Park Solomon, also known as Lomon" is read as a part by the name of Lomon; where others have
    Lomon for an actor, and more strongly, the two are one.
    """
    named: dict[str, list[Weighed]] = defaultdict(list)
    played: dict[str, set[str]] = defaultdict(set)
    for weighed in people:
        credit = _credit(weighed)
        if not rejected(weighed) and credit.kind in ON_SCREEN:
            named[person_key(credit.person)].append(weighed)
            played[person_key(credit.person)].add(person_key(credit.character or ""))
    return {
        key: part
        for key, parts in played.items()
        for part in sorted(parts)
        if part != key and part in named and strength(named[part]) > strength(named[key])
    }


def _trade(kind: CreditKind) -> str:
    return "cast" if kind in ON_SCREEN else kind.value


def _belief(said: Sequence[Weighed]) -> CreditBelief | None:
    standing = [w for w in said if not rejected(w)]
    counted = [w for w in firsthand(standing) if w.entry.claim.status in RANK]
    if not counted:
        return None
    kind = _kind(counted)
    backing = [w for w in counted if _agrees(_credit(w).kind, kind)]
    origins = {w.origin for w in backing}
    claims_for = in_order(
        [*backing, *(w for w in standing if w.origin in origins and _yes(w, kind))]
    )
    known = {w.entry.id for w in claims_for}
    against = in_order(w for w in said if w.entry.id not in known and not _slip(w, backing))
    how = max((w.entry.claim.status for w in backing), key=lambda s: RANK[s])
    sure = min(CEILING[how], strength(backing))
    doubt = strength(w for w in firsthand(against) if not rejected(w))
    return CreditBelief(
        person=_commonest(_credit(w).person for w in claims_for) or "",
        kind=kind,
        character=_commonest(_parts(claims_for, said)),
        known_for=_commonest(_credit(w).known_for for w in claims_for),
        status=how,
        probability=sure * (1.0 - DISSENT_COSTS * doubt),
        since=min(w.entry.said_on for w in claims_for),
        claims_for=claims_for,
        claims_against=against,
    )


def _slip(weighed: Weighed, backing: Sequence[Weighed]) -> bool:
    """Whether a document would contradict itself: then the weaker of the two was misread."""
    page = [w for w in backing if w.entry.document_id == weighed.entry.document_id]
    yes = weighed.entry.claim.status in RANK and not rejected(weighed)
    return yes and any(w.weight > weighed.weight for w in page)


def _parts(claims: Iterable[Weighed], said: Iterable[Weighed]) -> Iterator[str | None]:
    """Yield the part of each claim, None where it is another name of the person."""
    names = {person_key(_credit(w).person) for w in said}
    for weighed in claims:
        character = _credit(weighed).character
        yield None if character is None or person_key(character) in names else character


def _credit(weighed: Weighed) -> Credit:
    credit = weighed.entry.claim.statement
    if not isinstance(credit, Credit):
        raise TypeError(f"not a claim on a person: {credit}")
    return credit


def _kind(counted: Sequence[Weighed]) -> CreditKind:
    """Return the kind with the strongest voices; plain `cast` only where nothing more is said."""
    kinds = {_credit(w).kind for w in counted}
    telling = kinds - {CreditKind.CAST} or kinds

    def borne_out(kind: CreditKind) -> tuple[float, str, str]:
        mine = [w for w in counted if _credit(w).kind is kind]
        return strength(mine), max(w.entry.said_on for w in mine).isoformat(), kind.value

    return max(telling, key=borne_out)


def _agrees(said: CreditKind, believed: CreditKind) -> bool:
    """Being in it says nothing against being back or new; leaving does."""
    return said is believed or (said is CreditKind.CAST and believed is not CreditKind.DEPARTING)


def _yes(weighed: Weighed, kind: CreditKind) -> bool:
    return weighed.entry.claim.status in RANK and _agrees(_credit(weighed).kind, kind)


def _commonest(names: Iterable[str | None]) -> str | None:
    """Return the spelling met most, the fullest and first in the alphabet among equals."""
    counts: dict[str, int] = defaultdict(int)
    for name in names:
        if name:
            counts[name] += 1
    return min(counts, key=lambda name: (-counts[name], -len(name), name), default=None)


def denied(belief: CreditBelief) -> bool:
    """Return whether someone said that it is not so."""
    noes = (Status.DENIED, Status.DROPPED)
    return any(w.entry.claim.status in noes for w in belief.claims_against)
