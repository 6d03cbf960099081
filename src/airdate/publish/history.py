"""How a forecast moved, for a terminal and as JSON: a row for each day of news, and a curve."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from airdate.brief.outlook import movement, report_words
from airdate.brief.wording import tellers
from airdate.model import Installment, Weighed
from airdate.publish.text import WIDTH, Paint, plain, safe
from airdate.wording import day_words, month_words, percent

if TYPE_CHECKING:
    from airdate.forecast import Move

_LEVELS = "▁▂▃▄▅▆▇█"
_HEAD = (
    f"  {'day':<10}  {'middle':<11}  {'80 % interval':<19}"
    f"  {'never':>9}  {'news':>6}  {'waiting':>7}"
)
# Of one day's reports, so many are told each on a line; the rest are counted.
_MOST_REPORTS = 3


def history_text(
    installment: Installment,
    as_of: date,
    moves: Sequence[Move],
    *,
    width: int = WIDTH,
    paint: Paint = plain,
) -> str:
    """Return the days of news, each with its reports and where they moved the forecast."""
    title = f"{safe(str(installment))} — how the forecast moved, up to {day_words(as_of)}"
    parts = [*(paint(row, "title") for row in textwrap.wrap(title, width)), ""]
    told = movement(moves)
    if told is not None:
        parts += [*textwrap.wrap(safe(told[0]), width), ""]
    parts += _curve(moves, width, paint)
    parts.append(paint(_HEAD, "heading"))
    for move in moves:
        parts += _rows(move, width, paint)
    note = (
        "news, waiting: the days by which the reports of the day, and the days since the row "
        "above, moved the middle of the release, given that it comes. "
        "airdate explain NUMBER shows the sentence of a report."
    )
    parts += ["", *(paint(row, "note") for row in textwrap.wrap(note, width))]
    return "\n".join(parts) + "\n"


def _curve(moves: Sequence[Move], width: int, paint: Paint) -> Iterable[str]:
    """Yield the medians as a line of bars, one a day of news; the higher, the later."""
    days = [move.median.toordinal() for move in moves if move.median]
    if len(days) < 3 or min(days) == max(days):
        return
    low, high = min(days), max(days)
    steps = [round((day - low) / (high - low) * (len(_LEVELS) - 1)) for day in days]
    bars = "".join(_LEVELS[step] for step in steps)[-(width - 24) :]
    ends = (month_words(date.fromordinal(day)) for day in (low, high))
    yield f"  {paint(bars, 'label')}  ▁ {next(ends)}, █ {next(ends)}"
    yield ""


def _rows(move: Move, width: int, paint: Paint) -> Iterable[str]:
    middle = _short(move.median) if move.median else "–"
    spread = f"{month_words(move.low)} – {month_words(move.high)}" if move.low and move.high else ""
    if move.released:
        spread = "out"
    yield (
        f"  {move.day}  {paint(middle.ljust(11), 'strong')}  {spread:<19}  "
        f"{percent(move.never) if not move.released else '':>9}  "
        f"{_shift(move.news_days):>6}  {_shift(move.waiting_days):>7}"
    ).rstrip()
    pad = " " * 14
    for text in _reports(move):
        for row in textwrap.wrap(safe(text), width - len(pad), subsequent_indent="  "):
            yield pad + paint(row, "plain")


def _short(day: date) -> str:
    return f"{day.day} {month_words(day)}"


def _shift(days: int | None) -> str:
    return "" if days is None else f"{days:+d}" if days else "0"


def _reports(move: Move) -> Iterable[str]:
    """Yield what was reported: each thing once, with who says so and the number of a claim."""
    if not move.claims:
        yield "no news since"
    same: dict[str, list[Weighed]] = {}
    for weighed in move.claims:
        same.setdefault(report_words(weighed, subject=False), []).append(weighed)
    for words, claims in list(same.items())[:_MOST_REPORTS]:
        yield f"{words} — {tellers(claims, most=2)} [{claims[0].entry.id[:8]}]"
    if len(same) > _MOST_REPORTS:
        yield f"and {len(same) - _MOST_REPORTS} more"


def history_json(installment: Installment, as_of: date, moves: Sequence[Move]) -> dict[str, Any]:
    """Return the same for a program."""
    return {
        "title": installment.title,
        "season": installment.season,
        "as_of": as_of.isoformat(),
        "history": [_move_json(move) for move in moves],
    }


def _move_json(move: Move) -> dict[str, Any]:
    days = {"median": move.median, "low": move.low, "high": move.high}
    return {
        "day": move.day.isoformat(),
        "reports": [{"text": report_words(w), "claim": w.entry.id} for w in move.claims],
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "never": round(move.never, 4),
        "news_days": move.news_days,
        "waiting_days": move.waiting_days,
        "released": move.released,
    }
