"""How fans feel about the wait, as text and as JSON; nobody is named."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from airdate.brief.article import Sentence
from airdate.model import Installment
from airdate.publish.text import WIDTH, Paint, link, plain, safe
from airdate.pulse import Fresh, Loudness, Period, Pulse, Said, Share
from airdate.wording import counted, day_words, month_words, noun_of, percent

MOOD_NAMES = {
    "impatient": "impatient",
    "hopeful": "hopeful",
    "worried": "worried",
    "joking": "joking about it",
}
_SOUND = {
    "impatient": "sound impatient",
    "hopeful": "sound hopeful",
    "worried": "sound worried",
    "joking": "joke about it",
}
THEME_NAMES = {
    "relevance": "that it is being forgotten",
    "ageing": "that the cast grows too old",
    "hype": "that it was announced too early, or teased too long",
    "comparison": "how others do it",
    "plot": "what will happen in it",
    "cast": "who is in it",
    "quality": "how it is made",
}
_CUT = 160
"""Letters of a quotation: a post is somebody's, and leads to its thread."""

FEW = 5
"""With fewer writers than this no mood is told: it would be that of one or two people."""

_BAR = 20
_MOST_THREADS = 3
_MONTHS = 12


def pulse_text(
    pulse: Pulse, installment: Installment, *, width: int = WIDTH, paint: Paint = plain
) -> str:
    """Return the pulse as text: mood of now, by month, themes, what is new, how loud."""
    rows = [paint(safe(f"{installment} — fan talk as of {day_words(pulse.as_of)}"), "title")]
    rows += textwrap.wrap(headline(pulse), width)
    if pulse.now.writers >= FEW:
        rows += ["", paint("How they feel", "heading")]
        rows += [
            row for share in _told(pulse.now.moods) for row in _share(share, MOOD_NAMES, width)
        ]
        rows += ["", paint("What they speak of", "heading")]
        themes = _told(pulse.now.themes)
        rows += [row for share in themes for row in _share(share, THEME_NAMES, width)]
    if pulse.fresh:
        rows += ["", paint("New, in their own words", "heading")]
        rows += [row for fresh in pulse.fresh for row in _fresh(fresh, width)]
    if len(pulse.months) > 1:
        rows += ["", paint("By month", "heading"), *_months(pulse.months[-_MONTHS:])]
    return "\n".join(rows) + "\n"


def headline(pulse: Pulse) -> str:
    """Return what the posts show, in a sentence or two."""
    now = pulse.now
    if not pulse.posts:
        return "No post of fans is known. Add a saved thread: airdate add THREAD.json"
    span = f"{counted(now.posts, 'post')} of {counted(now.writers, 'writer')} in the last 90 days"
    if now.writers < FEW or now.score is None:
        return f"{span}: too few to tell a mood."
    low, high = now.low or 0.0, now.high or 0.0
    score = (
        f"mean feeling {now.score:+.2f} on a scale from -1 to 1 (80 %: {low:+.2f} to {high:+.2f})"
    )
    return f"{span}; {score}.{loud_words(pulse.loud)}"


def loud_words(loud: Loudness | None) -> str:
    """Return how loud it is against its own past, empty where there is none."""
    if loud is None:
        return ""
    if loud.low > 1:
        how = f" It is louder than usual: {loud.ratio:.1f} times"
    elif loud.high < 1:
        how = f" It is quieter than usual: {loud.ratio:.1f} times"
    else:
        how = f" It is as loud as usual: {loud.ratio:.1f} times"
    return f"{how} as many posts a week as in the year before ({loud.low:.1f} to {loud.high:.1f})."


def _told(shares: Sequence[Share]) -> list[Share]:
    return sorted((s for s in shares if s.quotes), key=lambda s: (-s.share, s.name))


def _share(share: Share, names: dict[str, str], width: int) -> Iterable[str]:
    bar = "█" * round(share.share * _BAR)
    sure = f"{percent(share.share)} ({share.low * 100:.0f}–{share.high * 100:.0f})"
    yield f"  {names[share.name]:<52} {sure:<16} {bar}"
    for said in share.quotes[:1]:
        yield from _quote(said, width)


def _fresh(fresh: Fresh, width: int) -> Iterable[str]:
    before = f"{fresh.before} before" if fresh.before else "nobody before"
    yield safe(f"  “{fresh.words}”: {counted(fresh.writers, 'writer')}, {before}")
    for said in fresh.quotes[:1]:
        yield from _quote(said, width)


def _quote(said: Said, width: int) -> Iterable[str]:
    text = f"“{quoted(said.text)}” — {day_words(said.posted_at.date())}"
    yield from textwrap.wrap(safe(text), width, initial_indent="      ", subsequent_indent="      ")


def quoted(text: str) -> str:
    """Return the beginning of a post on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _CUT else flat[: _CUT - 1].rstrip() + "…"


def _months(months: Sequence[Period]) -> Iterable[str]:
    for each in months:
        score = "" if each.score is None else f"{each.score:+.2f}"
        place = " " * (2 * _BAR + 1)
        if each.score is not None and each.writers >= FEW:
            at = round((each.score + 1) * _BAR)
            place = place[:at] + "●" + place[at + 1 :]
        else:
            score = "few"
        posts = f"{each.posts:>5} {noun_of(each.posts, 'post'):<5}"
        yield f"  {month_words(each.first):<16} {posts}  {score:>6}  -1 {place} 1"


def reactions(pulse: Pulse) -> tuple[Sentence, ...]:
    """Return what an article says of fan talk, in several wordings; nothing where it is too little.

    Each sentence leads to the conversations of the posts that show it most plainly.
    """
    now = pulse.now
    if now.writers < FEW or now.score is None:
        return ()
    moods = _told(now.moods)[:2]
    themes = _told(now.themes)[:2]
    made = []
    if moods:
        told = " and ".join(f"{percent(s.share)} {_SOUND[s.name]}" for s in moods)
        texts = (
            f"Of {counted(now.writers, 'fan')} who wrote about it in the last 90 days, {told}.",
            f"Among {counted(now.writers, 'fan')} who wrote about it lately, {told}.",
        )
        made.append(Sentence("mood", texts, (), _threads(moods)))
    if themes:
        told = " and ".join(f"{THEME_NAMES[s.name]} ({percent(s.share)})" for s in themes)
        texts = (f"What they speak of most: {told}.", f"Most of the talk is of this: {told}.")
        made.append(Sentence("themes", texts, (), _threads(themes)))
    return tuple(made)


def _threads(shares: Iterable[Share]) -> tuple[str, ...]:
    told = (link(getattr(said, "url", None)) for share in shares for said in share.quotes)
    return tuple(dict.fromkeys(address for address in told if address))[:_MOST_THREADS]


# ── for programs ────────────────────────────────────────────────────────────────────────────


def pulse_json(pulse: Pulse, installment: Installment) -> dict[str, Any]:
    """Return the pulse with its ranges and the posts behind it."""
    return {
        "title": installment.title,
        "season": installment.season,
        "as_of": pulse.as_of.isoformat(),
        "posts": pulse.posts,
        "writers": pulse.writers,
        "now": _period_json(pulse.now, quotes=True),
        "months": [_period_json(each, quotes=False) for each in pulse.months],
        "fresh": [
            {
                "words": each.words,
                "writers": each.writers,
                "before": each.before,
                "z": round(each.z, 2),
                "quotes": [_said_json(said) for said in each.quotes],
            }
            for each in pulse.fresh
        ],
        "loudness": _loud_json(pulse.loud),
    }


def _period_json(each: Period, *, quotes: bool) -> dict[str, Any]:
    return {
        "first": each.first.isoformat(),
        "last": each.last.isoformat(),
        "posts": each.posts,
        "writers": each.writers,
        "score": _rounded(each.score),
        "low": _rounded(each.low),
        "high": _rounded(each.high),
        "moods": [_share_json(share, quotes=quotes) for share in each.moods],
        "themes": [_share_json(share, quotes=quotes) for share in each.themes],
    }


def _share_json(share: Share, *, quotes: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": share.name,
        "writers": round(share.writers, 1),
        "of": share.of,
        "posts": share.posts,
        "share": _rounded(share.share),
        "low": _rounded(share.low),
        "high": _rounded(share.high),
    }
    return found | ({"quotes": [_said_json(said) for said in share.quotes]} if quotes else {})


def _said_json(said: Said) -> dict[str, Any]:
    address = link(getattr(said, "url", None))
    return {
        "id": said.id,
        "posted_on": said.posted_at.date().isoformat(),
        "text": quoted(said.text),
        "thread": address,
    }


def _loud_json(loud: Loudness | None) -> dict[str, Any] | None:
    if loud is None:
        return None
    return {
        "per_week": round(loud.now, 2),
        "usual_per_week": round(loud.usual, 2),
        "ratio": round(loud.ratio, 3),
        "low": round(loud.low, 3),
        "high": round(loud.high, 3),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
