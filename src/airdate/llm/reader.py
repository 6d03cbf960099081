"""Document → what a model reads in it, each claim held to the words of the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from airdate import dates
from airdate.llm.endpoint import Endpoint
from airdate.llm.grounding import Ground, Refusal, grounded
from airdate.llm.questions import SCHEMA, digest, messages, parts
from airdate.model import Claim, Document, TimeExpression

_MOST_CLAIMS = 500
"""Claims of one answer that are looked at: a text of 12,000 characters has some dozen."""

_MOST_PARTS = 20
"""Questions on one document; the longest articles take four."""


@dataclass(frozen=True, slots=True)
class Second:
    """What a model read in a document. reader: its name and the digest of what it was asked."""

    reader: str
    claims: tuple[Claim, ...]
    refused: tuple[Refusal, ...]


def read(document: Document, *, anchor: date, endpoint: Endpoint, now: datetime) -> Second:
    """Return the claims of a model that stand in the text, and those that do not with the reason.

    anchor: the day from which "next month" is counted.  now: the moment of asking.
    Raises: SourceError where the endpoint does not answer, or not with JSON.
    """
    ground = Ground(document, _times(document, anchor))
    claims: dict[tuple[object, ...], Claim] = {}
    refused: list[Refusal] = []
    for part in list(parts(document))[:_MOST_PARTS]:
        asked = messages(document, part, anchor=anchor)
        for said in _listed(endpoint.ask(asked, schema=SCHEMA, now=now), refused):
            found = grounded(said, ground, model=endpoint.model, anchor=anchor)
            if isinstance(found, Refusal):
                refused.append(found)
            else:
                what = (found.sentence, found.subject.key, found.statement, found.status)
                claims.setdefault(what, found)
    ordered = sorted(claims.values(), key=lambda c: (c.start, c.end, repr(c.statement)))
    return Second(f"llm-{endpoint.model}-{digest()}", tuple(ordered), tuple(refused))


def _times(document: Document, anchor: date) -> list[TimeExpression]:
    language = document.language.partition("-")[0].lower()
    known = language if language in dates.LANGUAGES else "en"
    return dates.tag(document.text, anchor, language=known)


def _listed(answer: object, refused: list[Refusal]) -> list[object]:
    """Return what an answer lists, as far as it is looked at."""
    found = answer.get("claims") if isinstance(answer, Mapping) else None
    if not isinstance(found, list):
        refused.append(Refusal(repr(answer)[:200], "the answer lists no claims"))
        return []
    if len(found) > _MOST_CLAIMS:
        why = f"the answer lists {len(found)} claims: only {_MOST_CLAIMS} are looked at"
        refused.append(Refusal("", why))
    return found[:_MOST_CLAIMS]
