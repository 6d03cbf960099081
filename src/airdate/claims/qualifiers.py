"""Mentions of works that only say something of a person or another work, and books of one name."""

from __future__ import annotations

import re
from functools import lru_cache

from airdate.claims.cast.chunks import likelihood
from airdate.claims.needles import Needles, folded, needed

_SURE = 0.9  # so likely a name after "Night Ferry's" must be a person's
_BEFORE, _AFTER = 60, 80  # characters around a title that are looked at
_JOBS = (
    r"(?:co-)?(?:stars?|actors?|actress(?:es)?|alum(?:na|ni|nus|s)?|veterans?|leads?|directors?|"
    r"creators?|writers?|showrunners?|filmmakers?|breakouts?|favou?rites?|villains?|heroines?|hero|"
    r"regulars?|screenwriters?|producers?|helmers?)"
)
_NAME = r"(?P<name>[A-ZÀ-Þ][\w’'.-]*[\w.](?: [A-ZÀ-Þ][\w’'-]*\w){1,2})"
# "Night Ferry star Mia Hart", "Night Ferry fame", "Night Ferry breakout star Mia Hart"
_JOB_AFTER = re.compile(
    rf"[\"”’']?(?:['’]s?)?\s(?:(?:breakout|former|original|lead|series|rising|ex)[\s-])?{_JOBS}"
    r"(?:\s(?:and|&)\s[a-z-]+)?\s[A-ZÀ-Þ]|[\"”’']?['’]?\s(?:fame|alumn\w+|alums?)\b"
)
_NAME_AFTER = re.compile(rf"[\"”’']?['’]s?\s{_NAME}")
# "known from Night Ferry", "who was in Night Ferry", "a star of Night Ferry"
_KNOWN_BEFORE = re.compile(
    r"\b(?:known|famous|remembered|recogni[sz]ed|seen|familiar|beloved|celebrated|acclaimed|praised)"
    r"\s(?:to\s\w+\s)?(?:for|from|in|as)\s(?:[\w’'-]+\s){0,6}?[\"“‘'(]?$"
    rf"|\b(?:{_JOBS}|teenagers?|faces?|one)\s(?:[\w-]+\s){{0,3}}?(?:of|in|from)\s[\"“‘'(]?$",
    re.IGNORECASE,
)
_BOOK = (
    r"(?:web-?toons?|web[\s-]?comics?|(?:web\s|light\s|graphic\s)?novels?|novellas?|books?|mangas?|"
    r"manhwas?|manhuas?|comics?|memoirs?|(?:video|mobile|board)\s?games?|games?|songs?|singles?|"
    r"albums?|poems?|short\sstor(?:y|ies)|stage\splays?|podcasts?|bestsellers?)"
)
_BOOK_BEFORE = re.compile(
    rf"\b{_BOOK}(?:\sseries)?,?\s(?:(?:called|titled|entitled|named)\s)?[\"“‘'*_《<]?$", re.I
)
_BOOK_AFTER = re.compile(
    rf"[,.]?[\"”’'*_》>]?,?\s(?:(?:is|was)\s)?(?:an?|the|his|her|their)\s(?:[\w’'-]+\s){{0,3}}?{_BOOK}"
    r"(?![\w-]|\s(?:adaptation|series|based|turned|drama|version|show|film))",
    re.IGNORECASE,
)


def of_a_person(text: str, start: int, end: int) -> bool:
    """Return whether a title at `text[start:end]` only says who somebody is.

    "Night Ferry star Mia Hart", "Night Ferry's Mia Hart", "known from Night Ferry", "of Night Ferry
    fame".
    """
    return _sides(text).of_a_person(start, end)


def of_a_book(text: str, start: int, end: int) -> bool:
    """Return whether words at `text[start:end]` are the name of a book, game or song.

    The novel "Night Ferry"; "Night Ferry", a webtoon by Mia Hart.
    """
    return _sides(text).of_a_book(start, end)


class _Sides:
    """What stands on either side of the names of a text, kept: many begin or end in one place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ahead: dict[int, tuple[bool, bool]] = {}
        self._behind: dict[int, tuple[bool, bool]] = {}

    def of_a_person(self, start: int, end: int) -> bool:
        return self._after(end)[0] or self._before(start)[0]

    def of_a_book(self, start: int, end: int) -> bool:
        return self._before(start)[1] or self._after(end)[1]

    def _before(self, start: int) -> tuple[bool, bool]:
        if start not in self._ahead:
            words = self._text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
            met = _LEADS.met(folded(words))
            known = 0 in met and _KNOWN_BEFORE.search(words) is not None
            book = 1 in met and _BOOK_BEFORE.search(words) is not None
            self._ahead[start] = known, book
        return self._ahead[start]

    def _after(self, end: int) -> tuple[bool, bool]:
        if end not in self._behind:
            words = self._text[end : end + _AFTER].partition("\n")[0]
            self._behind[end] = _says_who(words), _BOOK_AFTER.match(words) is not None
        return self._behind[end]


_LEADS = Needles(needed(pattern) for pattern in (_KNOWN_BEFORE, _BOOK_BEFORE))


@lru_cache(maxsize=1)  # one text is asked about for each of its names
def _sides(text: str) -> _Sides:
    return _Sides(text)


def _says_who(after: str) -> bool:
    """Return whether the words behind a title say that somebody is of it."""
    if _JOB_AFTER.match(after):
        return True
    owned = _NAME_AFTER.match(after)
    return owned is not None and likelihood(owned["name"].split()) >= _SURE


_SEASON_OF = re.compile(
    r"(?:\b(?:the|a|an|its)\s)?(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|last|final|"
    r"new|next|latest|upcoming|current|concluding|sophomore|debut|\d+(?:st|nd|rd|th))\s(?:and\s)?){1,2}"
    r"(?:seasons?|series|parts?|instal?lments?|chapters?|episodes?|batch|run|volume|outing|finale)"
    r"\sof\s(?:the\s)?[\"“‘']?$"
    r"|\b(?:season|series|part|volume)\s(?:\d{1,2}|one|two|three|four|five|six)\sof\s[\"“‘']?$",
    re.IGNORECASE,
)
_ASIDE_LEAD = re.compile(
    r"\b(?:in|from|like|than|by|since|with|alongside|after|before|as|of)\s(?:the\s)?$",
    re.IGNORECASE,
)
_EVENT_LEAD = re.compile(
    r"\b(?:release|premiere|launch|debut|end|filming|production|arrival|trailer|start|return|"
    r"making|shoot|date|shooting)\sof\s(?:the\s)?$",
    re.IGNORECASE,
)


def has_own_season(text: str, start: int) -> bool:
    """Return whether a title at an offset is that of "the last season of Night Ferry".

    Not where the season itself is beside the point: "in the last season of Night Ferry".
    """
    before = text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    found = _SEASON_OF.search(before)
    if found is None:
        return False
    lead = before[: found.start()]
    return _EVENT_LEAD.search(lead) is not None or _ASIDE_LEAD.search(lead) is None
