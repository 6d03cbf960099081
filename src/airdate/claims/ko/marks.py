"""Draft of a Korean milestone → whether it stands and how sure, by signs and weights."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from airdate.claims.choice import model
from airdate.claims.ko import certainty, days
from airdate.claims.ko.context import Line
from airdate.claims.ko.drafts import Found
from airdate.model import DateRange, Status

# How much likelier another status must be than that of the rules to take its place.
_SURER = 1.5
# From which chance that it is none a draft of the rules is left out.
_NOTHING = 0.5
_WORD = re.compile(r"[가-힣A-Za-z]{2,}")
_THREAD = re.compile(
    r"갤러리|더쿠|디시|인스티즈|루리웹|클리앙|에펨|네이트판|뽐뿌|카페|블로그|티스토리|브런치|커뮤니티"
)
_LEAD = re.compile(r"(?:오는|지난|올해?|내년|이달|다음|이번|작년|이르면|빨라야|당초)")


def weighed(line: Line, found: Found, others: list[Found]) -> Found | None:
    """Return a draft with the status that is likeliest by weight, None where it is no claim."""
    chances = model("ko/status").probabilities(of_draft(line, found, others))
    if chances["none"] > _NOTHING:
        return None
    best = max((label for label in chances if label != "none"), key=lambda label: chances[label])
    if chances[best] < _SURER * chances[found.status]:
        return replace(found, confidence=chances[found.status])
    status, when = Status(best), found.when
    if when is not None and found.time is not None:
        anchor = line.context.anchor
        when = days.leaned(when, found.time.words, status=status, anchor=anchor)
    return replace(found, status=status, when=when, confidence=chances[best])


def of_draft(line: Line, found: Found, others: list[Found]) -> list[str]:
    """Return the signs of a draft; others: all drafts of its sentence."""
    event, status = found.event, found.status
    cue, _, why = found.rule.partition("/")
    _, high = certainty.clause(line.masked, found.start, found.end)
    tail, before = line.masked[found.end : high], line.masked[: found.start]
    side = _side(found.when, line.context.anchor)
    signs = [
        f"status={status}",
        f"event={event}",
        f"{event}/{status}",
        f"{event}/{side}/{status}",
        f"{side}/{status}",
        f"cue={cue}/{status}",
        f"cue={cue}/{side}",
        f"why={why}/{status}",
        f"why={why}/{event}",
        f"heading={line.sentence.number == 0}/{status}",
        f"heading={line.sentence.number == 0}/{event}/{side == 'none'}",
        f"names={line.names_work}/{side == 'none'}/{status}",
        f"thread={bool(_THREAD.search(line.context.document.outlet or ''))}/{status}",
        f"source={line.context.sources.at(line.sentence.number) is not None}/{status}",
        f"others={min(len(others), 3)}/{side == 'none'}",
        f"same={sum(o.event is event for o in others) > 1}/{side == 'none'}",
        f"spoken={before.count(chr(34)) % 2 == 1 or '“' in before}/{status}",
    ]
    signs += [
        f"lead={m[0]}/{status}" for m in _LEAD.finditer(found.time.words if found.time else "")
    ]
    signs += [f"tail={w}/{status}" for w in _stems(tail)]
    signs += [f"end={w}/{status}" for w in _stems(line.masked)[-1:]]
    signs += [f"before={w}/{event}" for w in _stems(before)[-3:]]
    return sorted(set(signs))


def _stems(words: str) -> list[str]:
    """Return the first two syllables of each word: Korean inflects behind them."""
    return [m[0][:2] for m in _WORD.finditer(words)]


def _side(when: DateRange | None, anchor: date) -> str:
    if when is None:
        return "none"
    if when.latest is not None and when.latest < anchor:
        return "past"
    if when.earliest is not None and when.earliest > anchor:
        return "coming"
    return "now"
