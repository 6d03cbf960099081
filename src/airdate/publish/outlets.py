"""Who was right: the records of outlets as a table, one of them claim by claim, and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import date
from typing import Any

from airdate.brief.wording import EVENT_NAMES, source_words
from airdate.model import Milestone
from airdate.publish.jsonform import claim_json
from airdate.publish.rumours import teller_json
from airdate.publish.text import WIDTH, Paint, plain, safe
from airdate.rumours import Teller
from airdate.sources import Judged, Record, published_by
from airdate.sources.weights import weights
from airdate.wording import counted, day_words, days_words, noun_of, percent, range_words

COLUMNS = (
    *("outlet", "kind", "judged", "held", "share (80 %)", "error", "ahead", "weight"),
    "rumours true",
)
CLAIM_COLUMNS = ("claim", "title", "said on", "what was said", "what came", "error", "by whom")
# So many digits of a claim's number are shown; `explain` takes the beginning of one.
_SHOWN = 8
# So many of those who decide it are named.
_NAMED = 2


def row(record: Record, teller: Teller | None = None) -> tuple[str, ...]:
    """Return the cells of an outlet, by the names in COLUMNS. teller: what its rumours came to."""
    low, high = record.interval
    judged = len(record.judged)
    share = f"{percent(record.share)} ({low * 100:.0f}–{high * 100:.0f})" if judged else "–"
    cells = (
        source_words(record.source),
        "imitation" if record.source.imitates else str(record.source.kind),
        str(judged),
        str(record.held) if judged else "–",
        share,
        "–" if record.mean_error_days is None else _days(record.mean_error_days, "+"),
        "–" if record.lead_days is None else _days(record.lead_days),
        f"{record.faith:.2f}",
        tally(teller),
    )
    return tuple(safe(cell) for cell in cells)


def tally(teller: Teller | None) -> str:
    """Return how many rumours of an outlet's own came true: `1 of 3, 2 open`."""
    if teller is None:
        return "–"
    settled = teller.confirmed + teller.refuted + teller.expired
    told = f"{teller.confirmed} of {settled}" if settled else ""
    waiting = f"{teller.open} open" if teller.open else ""
    return ", ".join(filter(None, (told, waiting)))


def rumours_sentence(teller: Teller) -> str:
    """Return what became of the rumours that an outlet told on its own."""
    many = f"{teller.told} rumour" + ("" if teller.told == 1 else "s")
    first = "none" if not teller.first else "all" if teller.first == teller.told else teller.first
    fates = [
        f"{count} {name}"
        for count, name in (
            (teller.confirmed, "confirmed"),
            (teller.refuted, "refuted"),
            (teller.expired, "expired"),
            (teller.open, "open"),
        )
        if count
    ]
    text = f"It told {many} on its own, {first} of them first: {', '.join(fates)}."
    if teller.told == 1:
        text = f"It told 1 rumour on its own{', first' if teller.first else ''}: {fates[0]}."
    if teller.confirmed + teller.refuted + teller.expired:
        text += f" Such rumours of its come true in {percent(teller.share)}."
    if teller.early_days:
        ahead = days_words(round(teller.early_days))
        text += f" What was confirmed it had told {ahead} ahead (median)."
    return text


def claim_row(judged: Judged, *, copied: bool) -> tuple[str, ...]:
    """Return the cells of a judged claim, by the names in CLAIM_COLUMNS."""
    entry = judged.entry
    cells = (
        entry.id[:_SHOWN],
        str(entry.claim.subject),
        entry.said_on.isoformat(),
        _said(judged),
        range_words(judged.came) if judged.came else "not in that time",
        "copied; " * copied + _error(judged),
        _witnesses(judged),
    )
    return tuple(safe(cell) for cell in cells)


def _said(judged: Judged) -> str:
    claim = judged.entry.claim
    statement = claim.statement
    if not isinstance(statement, Milestone):
        return str(claim.status)
    when = f" {range_words(statement.when)}" if statement.when else ""
    credit = f", says {claim.source}" if claim.source else ""
    return f"{EVENT_NAMES[statement.event].lower()} {claim.status}:{when}{credit}"


def _error(judged: Judged) -> str:
    if judged.held:
        return "held"
    if judged.came is None:
        return f"{days_words(judged.error_days)} late, or more"
    way = "later" if judged.error_days > 0 else "earlier"
    return f"{days_words(abs(judged.error_days))} {way}"


def _witnesses(judged: Judged) -> str:
    names = list(
        dict.fromkeys(source_words(published_by(w.outlet, w.url)) for w in judged.witnesses)
    )
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def record_text(
    record: Record,
    teller: Teller | None = None,
    *,
    as_of: date,
    width: int = WIDTH,
    paint: Paint = plain,
) -> Iterable[str]:
    """Yield the head of an outlet's page: what it is, what it has shown, what it weighs."""
    source = record.source
    name = f" ({source.name})" if source.name not in ("", source.domain) else ""
    yield paint(safe(f"{source_words(source)}{name} — as of {day_words(as_of)}"), "title")
    owner = f", owned by {source.owner}" if source.owner else ""
    fake = f", imitates {source.imitates}" if source.imitates else ""
    yield safe(f"{source.kind}{owner}{fake}")
    yield ""
    rumoured = [rumours_sentence(teller)] if teller else []
    for sentence in (*_sentences(record), *rumoured):
        yield from textwrap.wrap(safe(sentence), width)


def _sentences(record: Record) -> Iterable[str]:
    judged, kind = len(record.judged), weights().faith_in(record.source)
    if not judged:
        yield "Time has judged none of its own claims yet."
    else:
        low, high = record.interval
        yield (
            f"{record.held} of {counted(judged, 'dated claim')} held. Such claims of its hold in "
            f"{percent(record.share)} (80 % likely between {percent(low)} and {percent(high)}; "
            f"of its kind {percent(record.expected)})."
        )
    if record.mean_error_days is not None:
        yield f"What came lay {_mean_words(record.mean_error_days)} what it had said, on average."
    if record.lead_days is not None:
        yield f"What held it had said {_days(record.lead_days)} ahead, on average."
    if record.copied:
        yield f"It also copied {len(record.copied)} from others, which earns it nothing."
    because = " an imitation earns none" if record.source.imitates else f" its kind: {kind:.2f}"
    yield f"Its word weighs {record.faith:.2f} now;{because}."


def _days(days: float, sign: str = "") -> str:
    return f"{days:{sign}.0f} {noun_of(round(days), 'day')}"


def _mean_words(days: float) -> str:
    if round(days) == 0:
        return "less than a day from"
    return f"{days_words(abs(round(days)))} {'after' if days > 0 else 'before'}"


def record_json(record: Record, teller: Teller | None = None) -> dict[str, Any]:
    """Return what an outlet has shown, without the claims."""
    source, judged = record.source, len(record.judged)
    low, high = record.interval
    return {
        "domain": source.domain,
        "name": source.name,
        "kind": str(source.kind),
        "owner": source.owner,
        "imitates": source.imitates,
        "judged": judged,
        "held": record.held,
        "copied": len(record.copied),
        "share": round(record.share, 4) if judged else None,
        "interval": [round(low, 4), round(high, 4)] if judged else None,
        "mean_error_days": _rounded(record.mean_error_days),
        "lead_days": _rounded(record.lead_days),
        "weight": round(record.faith, 4),
        "kind_weight": weights().faith_in(source),
        "rumours": tally_json(teller) if teller else None,
    }


def tally_json(teller: Teller) -> dict[str, Any]:
    """Return what became of the rumours that an outlet told, without saying again who it is."""
    who = ("domain", "name", "kind", "imitates")
    return {name: value for name, value in teller_json(teller).items() if name not in who}


def _rounded(days: float | None) -> float | None:
    return None if days is None else round(days, 1)


def judged_json(judged: Judged, *, copied: bool) -> dict[str, Any]:
    """Return a judged claim: what was said, what came, and who says so."""
    return {
        "id": judged.entry.id,
        "claim": claim_json(judged.entry.claim),
        "said_on": judged.entry.said_on.isoformat(),
        "sentence": judged.entry.sentence_words,
        "url": judged.entry.url,
        "held": judged.held,
        "came": str(judged.came) if judged.came else None,
        "error_days": judged.error_days,
        "lead_days": judged.lead_days,
        "copied": copied,
        "witnesses": [witness.id for witness in judged.witnesses],
    }


def claims_of(record: Record) -> list[tuple[Judged, bool]]:
    """Return the judged claims of an outlet, the latest said first, each with whether copied."""
    both = [*((j, False) for j in record.judged), *((j, True) for j in record.copied)]
    return sorted(both, key=lambda each: (each[0].entry.said_on, each[0].entry.id), reverse=True)
