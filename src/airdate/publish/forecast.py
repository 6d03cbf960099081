"""A Forecast for a terminal: its quantiles, the months ahead as bars, and the reasons."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from airdate.brief.outlook import forecast_words
from airdate.brief.wording import tellers
from airdate.model import Forecast, Reason
from airdate.publish.jsonform import LEVELS
from airdate.publish.text import WIDTH, Paint, plain, safe
from airdate.wording import day_words, days_words, month_words, percent

Month = tuple[date, float]
_BAR = 32
# Months are shown until this much of the mass is behind them, and at most so many.
_SHOWN_MASS = 0.98
_MOST_MONTHS = 48


def forecast_text(
    forecast: Forecast, months: Sequence[Month], *, width: int = WIDTH, paint: Paint = plain
) -> str:
    """Return the forecast in words, its quantiles, a bar for each coming month, the reasons."""
    head = f"{safe(str(forecast.installment))} — forecast as of {day_words(forecast.as_of)}"
    parts = [paint(head, "title"), "", *textwrap.wrap(forecast_words(forecast), width)]
    if forecast.released is None:
        parts += ["", paint("Release on or before, given that it comes", "heading")]
        parts += _quantiles(forecast)
        parts += ["", paint("Chance of release by the end of", "heading"), *_bars(months, paint)]
    parts += ["", paint("Reasons", "heading")]
    for reason in forecast.reasons:
        parts += _reason(reason, width)
    return "\n".join(parts) + "\n"


def _quantiles(forecast: Forecast) -> Iterable[str]:
    for level in LEVELS:
        day = forecast.quantile(level, given_release=True)
        yield f"  {level:>4.0%}  {day_words(day) if day else 'never'}"
    yield f"  not at all: {percent(forecast.never)}"


def _bars(months: Sequence[Month], paint: Paint) -> Iterable[str]:
    before = 0.0
    for first, chance in months[:_MOST_MONTHS]:
        rise = f"  +{chance - before:.0%}" if chance - before >= 0.005 else ""
        bar = paint("█" * round(chance * _BAR), "label")
        yield f"  {month_words(first)}  {chance:>4.0%}  {bar}{rise}".rstrip()
        before = chance
        if months[-1][1] and chance >= _SHOWN_MASS * months[-1][1]:
            return


def _reason(reason: Reason, width: int) -> Iterable[str]:
    text = reason.text.rstrip(".") + "."
    if reason.shift_days:
        later = "later" if reason.shift_days > 0 else "earlier"
        text += f" Moves the middle {days_words(abs(reason.shift_days))} {later}."
    if reason.claims:
        text += f" Said by {tellers(reason.claims)}."
    return textwrap.wrap(safe(text), width, initial_indent="  - ", subsequent_indent="    ")


def months_json(months: Sequence[Month]) -> list[dict[str, Any]]:
    """Return the chance of a release by the end of each coming month."""
    return [{"month": f"{first:%Y-%m}", "by_end": round(chance, 4)} for first, chance in months]
