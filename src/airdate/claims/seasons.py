"""Mentions of installments in a text: "season 3", "its sophomore run", "the new episodes"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_CARDINALS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]
_ORDINALS += ["ninth", "tenth", "eleventh", "twelfth"]
_ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
NUMBERS: dict[str, int] = {
    word: number
    for words in (_CARDINALS, _ORDINALS, _ROMANS)
    for number, word in enumerate(words, 1)
} | {"debut": 1, "inaugural": 1, "freshman": 1, "maiden": 1, "opening": 1, "sophomore": 2}
# A service does not number its seasons higher; a larger number is a year, a page or a score.
_LARGEST_SEASON = 60


class Reference(StrEnum):
    """How the words point to an installment."""

    NUMBERED = "numbered"
    PART = "part"
    BARE = "bare"
    NEW = "new"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name installments: `text[start:end]`; seasons are empty for NEW and PREVIOUS."""

    start: int
    end: int
    seasons: tuple[int, ...]
    reference: Reference


_NUMBER = r"(?:\d{1,2}|" + "|".join([*_CARDINALS, *_ROMANS]) + r")(?![\w%])(?!\.\d)"
_LIST = rf"{_NUMBER}(?:\s?(?:,|&|and|or|to|through|[-–—/])\s?(?:and\s)?{_NUMBER}){{0,6}}"
_ORDINAL = (
    r"(?:"
    + "|".join([*_ORDINALS, "debut", "inaugural", "freshman", "maiden", "sophomore"])
    + r"|\d{1,2}(?:st|nd|rd|th))"
)
_PLAIN_ORDINAL = r"(?:" + "|".join(_ORDINALS) + ")"
_UNIT = (
    r"(?:seasons?|series|runs?|outings?|rounds?|instal?lments?|chapters?|cycles?|batch|"
    r"go-rounds?|helpings?|editions?|volumes?|parts?|cours?|set of episodes|"
    r"batch of episodes|run of episodes)"
)
_NUMBERED = re.compile(
    rf"\b(?:(?P<word>seasons?|series|books?|chapters?)[\s-](?:number\s)?|\bS(?=\d))"
    rf"(?P<list>{_LIST})",
    re.IGNORECASE,
)
_PARTS = re.compile(rf"\b(?:parts?|volumes?|vol\.)\s(?P<list>{_LIST})", re.IGNORECASE)
_ORDINAL_UNIT = re.compile(
    rf"\b(?P<list>{_ORDINAL}(?:(?:,|,?\s(?:and|or|&))\s(?:an?\s|the\s|its\s|possibly\s|final\s|last\s)?"
    rf"{_ORDINAL}){{0,3}})(?:[\s,-]+(?:and\s)?(?:final|last|upcoming|full|new|potential|possible|"
    rf"previous|concluding|closing|whole|latest|\d+-episode|\w+-part)){{0,2}}[\s-]{_UNIT}\b",
    re.IGNORECASE,
)
# "for a fourth.", "the fourth in October 2022": an ordinal that stands for its season
_BARE_ORDINAL = re.compile(
    rf"\b(?:the|a|its)\s(?P<list>{_PLAIN_ORDINAL})(?!\sand\s(?:final|last))(?=[.,;:!?)]|\s(?:and|in|is|was|will|has|had|on|came|"
    rf"had|came|bowed|premiered|aired|dropped|launched|arrived|went|followed|to|is|are)\b)",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|both|the|first|previous|existing)\s(?:of\sthe\s|the\s)?(?P<count>"
    + "|".join(_CARDINALS)
    + r"|\d{1,2})\s(?:previous\s|existing\s|available\s|released\s)?"
    r"(?:seasons|series|parts|instal?lments|chapters)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\bboth\s(?:previous\s|existing\s)?(?:seasons|series|parts)\b", re.IGNORECASE)
_NEW = re.compile(
    r"\b(?:(?:the|its|this|a|an|their|his|her|any|another|more|brand|all)[\s-]){0,2}"
    r"(?:(?:new|upcoming|next|forthcoming|latest|coming|final|last|future|further|additional|"
    r"fresh|another|more|long-awaited|awaited)[\s-])+"
    r"(?:(?:and\slast|and\sfinal|\d+|\w+)\s){0,1}"
    r"(?:seasons?|series|episodes|runs?|instal?lments?|chapters?|outings?|batch)\b"
    r"|\b(?:the|a|its)\s(?:follow-up|followup|successor|sequel|continuation|new\sround)\b",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"\b(?:previous|prior|preceding|earlier|old|older|last\syear’s|last\syear's)\s"
    r"(?:seasons?|series|episodes|runs?|instal?lments?|chapters?|outings?|ones)\b"
    r"|\b(?:the|its)\spredecessor\b|\bthe\soriginal\s(?:season|series|run)\b",
    re.IGNORECASE,
)


def number(word: str) -> int | None:
    """Return the number that a digit, cardinal, ordinal or roman numeral stands for."""
    word = word.casefold()
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else NUMBERS.get(word)


def _numbers(words: str) -> tuple[int, ...]:
    """Return the installments that a list ("5 and 6", "1-3", "second and third") names."""
    found = [n for w in re.findall(r"\w+", words) if (n := number(w)) and n <= _LARGEST_SEASON]
    span = re.search(r"[-–—]|\bto\b|\bthrough\b", words)
    if span and len(found) == 2 and found[0] < found[1]:
        return tuple(range(found[0], found[1] + 1))
    return tuple(dict.fromkeys(found))


def mentions(text: str) -> list[Mention]:
    """Return the mentions of installments in a text, by position; no two overlap."""
    return _apart([mention for low, high in stretches(text) for mention in within(text, low, high)])


# Letters of which any mention holds some; in small letters, which are found fastest.
_TELLING = re.compile(
    r"s(?:eason|eries|\d|uccessor|equel|econd|ixth|eventh)|r(?:un|ound)|outing|instal|c(?:hapter|ycle|our|ontinuation)|"
    r"batch|helping|e(?:dition|pisode|ighth|leventh)|vol|p(?:art|redecessor)|book|f(?:ollow|irst|ourth|ifth)|"
    r"ones|t(?:hird|enth|welfth)|ninth"
)
# What no mention holds; a point does only in "vol. 2".
_CUT = re.compile(r"[;:!?()\[\]\"“”]|\.(?<!vol\.)")
_AHEAD = 16  # characters that are looked at behind a mention: " premiered"
# Letters that stand for plain ones in any case, though their small letters are others.
_ALIKE = ("ſ", "ı", "İ")


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that may hold mentions, none of which goes beyond its own."""
    small = text.lower()
    if len(small) != len(text) or (not text.isascii() and any(map(text.__contains__, _ALIKE))):
        yield 0, len(text)
        return
    cuts = [cut.start() for cut in _CUT.finditer(small)]
    end = 0
    for told in _TELLING.finditer(small):
        if told.start() >= end:
            at = bisect_left(cuts, told.start())
            end = cuts[at] if at < len(cuts) else len(text)
            yield cuts[at - 1] + 1 if at else 0, end


def within(text: str, low: int, high: int) -> Iterator[Mention]:
    """Yield what mentions an installment from one offset on and begins before another."""
    for pattern, reference in _PATTERNS:
        for match in pattern.finditer(text, low, high + _AHEAD):
            if match.start() >= high:
                break
            seasons = _installments(pattern, match)
            if seasons or pattern is _ALL:
                yield Mention(match.start(), match.end(), seasons, reference)
    for pattern, reference in ((_PREVIOUS, Reference.PREVIOUS), (_NEW, Reference.NEW)):
        for match in pattern.finditer(text, low, high + _AHEAD):
            if match.start() >= high:
                break
            yield Mention(match.start(), match.end(), (), reference)


_PATTERNS = (
    (_NUMBERED, Reference.NUMBERED),
    (_ORDINAL_UNIT, Reference.NUMBERED),
    (_PARTS, Reference.PART),
    (_BARE_ORDINAL, Reference.BARE),
    (_ALL, Reference.NUMBERED),
    (_BOTH, Reference.NUMBERED),
)


def _installments(pattern: re.Pattern[str], match: re.Match[str]) -> tuple[int, ...]:
    """Return the installments that a match of a pattern names."""
    if pattern is _ALL:
        return tuple(range(1, min(number(match["count"]) or 0, 12) + 1))
    return (1, 2) if pattern is _BOTH else _numbers(match["list"])


def _apart(found: list[Mention]) -> list[Mention]:
    """Return the mentions without those that overlap one with a number, by position."""
    ranked = sorted(found, key=lambda m: (m.start, not m.seasons, m.start - m.end))
    kept: list[Mention] = []
    for mention in ranked:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.seasons and not kept[-1].seasons:
            kept[-1] = mention
    return kept
