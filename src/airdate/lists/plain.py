"""Plain text: a title a line, `Title, season 2`, `Title S02`, `Title (2022)`, `# a comment`."""

from __future__ import annotations

import re

from airdate.lists.bounds import parted, why_no_title
from airdate.lists.forms import Found, Left, Listed
from airdate.model import WorkKind

_BULLET = re.compile(r"(?:[-*•–—]\s+)?(?:\[[ xX]?\]\s+)?")
_SEASON = re.compile(
    r"(?P<title>.*[^\s,:–—-])[\s,:–—-]+"
    r"(?:(?:season|series|staffel|saison|temporada|stagione|시즌)\s*(?P<word>\d{1,3})"
    r"|s(?P<short>\d{1,3})|(?P<before>\d{1,3})(?:st|nd|rd|th)\s+season"
    r"|第?(?P<count>\d{1,3})(?:期|季|시즌))",
    re.IGNORECASE,
)
_EPISODE = re.compile(r"\bs\d{1,3}\s?e\d{1,4}\b|\b\d{1,2}x\d{2,3}\b", re.IGNORECASE)
# Short numbers are titles: 24, 1899.
_ID = re.compile(r"tt\d{5,12}|Q\d{2,}|\d{5,}")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def plain(text: str, *, name: str) -> Found:
    """Yield the titles of a text, a line each."""
    for number, line in enumerate(text.splitlines(), start=1):
        words = " ".join(line.split())
        if words and not words.startswith("#"):
            yield _taken(words[_end_of_bullet(words) :], place=f"line {number}")


def _end_of_bullet(words: str) -> int:
    match = _BULLET.match(words)
    return match.end() if match else 0


def _taken(words: str, *, place: str) -> Listed | Left:
    if _ADDRESS.match(words):
        return Left(place, f"it is an address: {words[:60]}", "write the title")
    if _ID.fullmatch(words):
        return Left(place, f"{words!r} is a number, not a title", "write the title")
    if _EPISODE.search(words):
        reason = f"it names an episode: {words[:60]!r}"
        return Left(place, reason, "write the series, or a season of it: Title S02")
    match = _SEASON.fullmatch(words)
    # In a fullmatch one of the four ways to write a season has a number.
    season = int(next(n for n in match.groups()[1:] if n)) if match else None
    title, year = parted(match["title"] if match else words, None)
    if left := why_no_title(title, place=place):
        return left
    kind = WorkKind.SERIES if match else None
    return Listed(title, year=year, season=season, kind=kind, place=place)
