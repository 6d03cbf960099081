"""A Forecast for a terminal: its quantiles, the months ahead as bars, and the reasons."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from airdate.brief.outlook import forecast_words, later_words
from airdate.brief.wording import tellers
from airdate.model import Event, Forecast, Reason
from airdate.publish.jsonform import LEVELS
from airdate.publish.text import WIDTH, Paint, plain, safe
from airdate.wording import day_words, days_words, month_words, percent, range_words

if TYPE_CHECKING:
    from airdate.forecast import Prospect

Month = tuple[date, float]
_BAR = 32
# Months are shown until this much of the mass is behind them; of more than so many, each third.
_SHOWN_MASS = 0.98
_MOST_BARS = 24
# Months before a chance of so much are passed over.
_LEAST_CHANCE = 0.005
# As wide as `10% to 75%`.
_LEVEL_WIDTH = 10
# A change of the chance that it never comes is told from here on.
_NEVER_MOVED = 0.02


def forecast_text(
    forecast: Forecast,
    months: Sequence[Month],
    prospects: Sequence[Prospect] = (),
    *,
    width: int = WIDTH,
    paint: Paint = plain,
) -> str:
    """Return the forecast in words, its quantiles, a bar for each coming month, the reasons.

    prospects: the news that would move it.
    """
    head = f"{safe(str(forecast.installment))} — forecast as of {day_words(forecast.as_of)}"
    parts = [paint(head, "title"), "", *textwrap.wrap(forecast_words(forecast), width)]
    if forecast.released is None:
        parts += ["", paint("Release on or before, given that it comes", "heading")]
        parts += _quantiles(forecast)
        parts += ["", paint("Chance of release by the end of", "heading"), *_bars(months, paint)]
    parts += ["", paint("Reasons", "heading")]
    for reason in forecast.reasons:
        parts += _reason(reason, width)
    if prospects:
        parts += ["", paint("News that would move it most", "heading")]
    for prospect in prospects:
        parts += _prospect(prospect, forecast, width)
    return "\n".join(parts) + "\n"


def _quantiles(forecast: Forecast) -> Iterable[str]:
    """Yield the days at the levels; levels that share a day, in one row."""
    days: dict[str, list[float]] = {}
    for level in LEVELS:
        day = forecast.quantile(level, given_release=True)
        days.setdefault(day_words(day) if day else "never", []).append(level)
    for words, levels in days.items():
        shown = f"{levels[0]:.0%}" if len(levels) == 1 else f"{levels[0]:.0%} to {levels[-1]:.0%}"
        yield f"  {shown:>{_LEVEL_WIDTH if len(days) < len(LEVELS) else 4}}  {words}"
    yield f"  not at all: {percent(forecast.never)}"


def _bars(months: Sequence[Month], paint: Paint) -> Iterable[str]:
    """Yield a bar for each month that matters, of far forecasts for each third one."""
    shown = _shown(months)
    every = 1 if len(shown) <= _MOST_BARS else 3
    before = 0.0
    for first, chance in shown[(len(shown) - 1) % every :: every]:
        rise = f"  +{chance - before:.0%}" if chance - before >= 0.005 else ""
        bar = paint("█" * round(chance * _BAR), "label")
        yield f"  {month_words(first)}  {chance:>4.0%}  {bar}{rise}".rstrip()
        before = chance


def _shown(months: Sequence[Month]) -> Sequence[Month]:
    """Return the months from the last without a chance to that by which nearly all has come."""
    most = months[-1][1] if months else 0.0
    start = sum(1 for _, chance in months if chance < _LEAST_CHANCE)
    end = sum(1 for _, chance in months if chance < _SHOWN_MASS * most) + 1
    return months[max(0, start - 1) : max(end, start + 1)]


def _reason(reason: Reason, width: int) -> Iterable[str]:
    text = reason.text.rstrip(".") + "."
    if reason.shift_days:
        text += f" Moves the middle {later_words(reason.shift_days)}."
    elif reason.shift_days == 0:
        text += " Does not move the middle."
    if reason.claims:
        text += f" Said by {tellers(reason.claims)}."
    return textwrap.wrap(safe(text), width, initial_indent="  - ", subsequent_indent="    ")


def _prospect(prospect: Prospect, now: Forecast, width: int) -> Iterable[str]:
    text = _NEWS[prospect.event]
    if prospect.event is Event.RELEASE and prospect.when:
        text = f"The release is announced for {range_words(prospect.when)}"
    text = f"{text}: {'; '.join(_effects(prospect, now))}."
    return textwrap.wrap(text, width, initial_indent="  - ", subsequent_indent="    ")


# What each kind of news would say.
_NEWS = {
    Event.ANNOUNCED: "It is ordered",
    Event.RENEWED: "It is renewed",
    Event.FILMING_START: "Filming begins this month",
    Event.FILMING_WRAP: "Filming is over this month",
    Event.TRAILER: "A trailer comes out today",
    Event.RELEASE: "The release is announced",
    Event.DELAY: "A delay is reported, without a new date",
}


def _effects(prospect: Prospect, now: Forecast) -> Iterable[str]:
    """Yield what the news would do to the middle, to the 80 % interval and to `never`."""
    shift, narrower = prospect.shift_days, prospect.narrower_days
    if shift is not None and prospect.median:
        moved = f"middle {later_words(shift)}" if shift else "middle as it is"
        yield f"{moved}, {day_words(prospect.median)}"
    if narrower:
        word = "narrower" if narrower > 0 else "wider"
        yield f"80\u00a0% interval {days_words(abs(narrower))} {word}"
    if abs(prospect.never - now.never) >= _NEVER_MOVED:
        moved = f"from {percent(now.never)} to {percent(prospect.never)}"
        yield f"the chance that it never comes goes {moved}"


def prospects_json(prospects: Sequence[Prospect]) -> list[dict[str, Any]]:
    """Return the news that would move the forecast, that which would move it most first."""
    return [
        {
            "event": str(prospect.event),
            "when": str(prospect.when) if prospect.when else None,
            "status": str(prospect.status),
            "median": prospect.median.isoformat() if prospect.median else None,
            "low": prospect.low.isoformat() if prospect.low else None,
            "high": prospect.high.isoformat() if prospect.high else None,
            "shift_days": prospect.shift_days,
            "narrower_days": prospect.narrower_days,
            "never": round(prospect.never, 4),
            "effect_days": round(prospect.effect_days, 1),
        }
        for prospect in prospects
    ]


def months_json(months: Sequence[Month]) -> list[dict[str, Any]]:
    """Return the chance of a release by the end of each coming month."""
    return [{"month": f"{first:%Y-%m}", "by_end": round(chance, 4)} for first, chance in months]
