"""Changes as items of a feed, whatever its form: number, words, moments, the sentences behind."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, time

from airdate.model import Change
from airdate.publish.text import link, safe

NAMESPACE = uuid.UUID("6f1d1c0e-6d0c-5a7e-9d0a-0a1bda7e0001")
_MOST_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence behind a change, with who says it and where."""

    words: str
    outlet: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """A change as a feed tells it. said_at: its day.  learned_at: when the ledger learned it."""

    id: str
    url: str
    title: str
    text: str
    kind: str
    said_at: datetime
    learned_at: datetime
    quotes: tuple[Quote, ...]


def item_of(change: Change, *, base: str, ref: str | None) -> Item:
    """Return the item of a change; ref: of its installment, for its address."""
    said_at = datetime.combine(change.day, time(), UTC)
    moments = [weighed.entry.recorded_at for weighed in change.claims]
    page = f"{base}/t/{ref}?as_of={change.day}" if ref else f"{base}/changes?since={change.day}"
    return Item(
        id=uuid.uuid5(NAMESPACE, change.id).urn,
        url=page,
        title=safe(f"{change.installment}: {change.about.replace('_', ' ')}")
        if change.kind in ("milestone", "cast", "forecast")
        else safe(f"{change.installment}: {change.kind}"),
        text=safe(change.text),
        kind=change.kind,
        said_at=said_at,
        learned_at=max([said_at, *moments]).astimezone(UTC).replace(microsecond=0),
        quotes=tuple(_quotes(change)),
    )


def _quotes(change: Change) -> list[Quote]:
    found = {
        weighed.entry.sentence_words: Quote(
            safe(weighed.entry.sentence_words),
            safe(weighed.entry.outlet or "no outlet named"),
            link(weighed.entry.url),
        )
        for weighed in sorted(change.claims, key=lambda w: (-w.weight, w.entry.id))
    }
    return list(found.values())[:_MOST_SENTENCES]
