"""Mentions of works that only say something of a person or another work, and books of one name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from airdate.claims.cast.chunks import likelihood
from airdate.claims.nearby import Nearby, Words
from airdate.claims.needles import Needs

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
    found = qualified(text)
    return found.says_who(end) or found.known_for(start)


def of_a_book(text: str, start: int, end: int) -> bool:
    """Return whether words at `text[start:end]` are the name of a book, game or song.

    The novel "Night Ferry"; "Night Ferry", a webtoon by Mia Hart.
    """
    found = qualified(text)
    return found.book_ahead(start) or found.book_behind(end)


class Qualified:
    """What stands on either side of the names of a text, kept: many begin or end in one place."""

    def __init__(self, text: str) -> None:
        """Take a text: where in it the patterns may match at all is told at once."""
        self._text = text
        near = Nearby(text, _words())
        self._ahead, self._behind = near.ahead(_BEFORE), near.behind(_AFTER)
        self._known: dict[int, bool] = {}
        self._who: dict[int, bool] = {}

    @property
    def has_books(self) -> bool:
        """Whether any name of the text may be that of a book."""
        return _BOOK_BEHIND in self._behind.anywhere or _BOOK_AHEAD in self._behind.anywhere

    def known_for(self, start: int) -> bool:
        """Return whether the words before a name say that somebody is known for it."""
        if _KNOWN not in self._ahead.at(start):
            return False
        found = self._known.get(start)
        if found is None:
            found = self._known[start] = _KNOWN_BEFORE.search(self._before(start)) is not None
        return found

    def says_who(self, end: int) -> bool:
        """Return whether the words behind a name say that somebody is of it."""
        found = self._who.get(end)
        if found is None:
            found = self._who[end] = self._says_who(end)
        return found

    def book_ahead(self, start: int) -> bool:
        """Return whether the words before a name say that it is a book's."""
        if _BOOK_AHEAD not in self._ahead.at(start):
            return False
        return _BOOK_BEFORE.search(self._before(start)) is not None

    def book_behind(self, end: int) -> bool:
        """Return whether the words behind a name say that it is a book's."""
        if _BOOK_BEHIND not in self._behind.at(end):
            return False
        return _BOOK_AFTER.match(self._after(end)) is not None

    def _says_who(self, end: int) -> bool:
        if _JOB in self._behind.at(end) and _JOB_AFTER.match(self._after(end)):
            return True
        signs = self._text[end : end + 2]  # a quotation mark may stand between
        return ("'" in signs or "’" in signs) and _owned_by_a_person(self._after(end))

    def _before(self, start: int) -> str:
        return self._text[max(0, start - _BEFORE) : start].rpartition("\n")[2]

    def _after(self, end: int) -> str:
        return self._text[end : end + _AFTER].partition("\n")[0]


_KNOWN, _BOOK_AHEAD, _BOOK_BEHIND, _JOB = range(4)


@cache
def _words() -> Words:
    return Words(Needs((_KNOWN_BEFORE, _BOOK_BEFORE, _BOOK_AFTER, _JOB_AFTER)))


@lru_cache(maxsize=1)  # one text is asked about for each of its names
def qualified(text: str) -> Qualified:
    """Return what stands on either side of the names of a text."""
    return Qualified(text)


def _owned_by_a_person(after: str) -> bool:
    """Return whether the words behind a title name somebody of it: "Night Ferry's Mia Hart"."""
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
