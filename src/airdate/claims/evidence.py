"""What the words around a name, and its form, say for or against its being a title."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from airdate.claims.nearby import Nearby, Words
from airdate.claims.needles import Needs

_N = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
_NTH = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|sophomore|debut|final|"
    r"next|upcoming|new|latest|last|\d{1,2}(?:st|nd|rd|th))"
)
_UNIT = r"(?:seasons?|series|runs?|instal?lments?|chapters?|episodes|outings?|cours?)"
SEASON_AFTER = re.compile(
    rf"['’\"”]{{0,2}}s?(?:\sis|\sto)?[:,]?\s(?:(?:{_UNIT}|part|book|volume)\s{_N}|S\d|"
    rf"{_NTH}\s(?:and\s(?:final|last)\s)?{_UNIT})",
    re.IGNORECASE,
)
_POSSESSED_AFTER = re.compile(
    r"['’]s?\s(?:creator|co-creator|showrunner|fans|finale|premiere|return|renewal|release|filming|"
    r"production|future|run|debut|last|makers?|writers?|director|producer|trailer|success)\b",
    re.IGNORECASE,
)
_FORSEASON_AFTER = re.compile(
    r"['’\"”]?\s(?:(?:is|are|will\sbe|has\sbeen|to)\s)?(?:(?:coming\sback|back|returning|renewed|"
    r"return|returns|picked\sup|nabs|scores|gets|lands|wins|earns|ordered)\s)?(?:for|with|to)?\s?"
    rf"(?:an?\s|its\s|the\s)?(?:{_UNIT}\s{_N}|{_NTH}\s(?:and\s(?:final|last)\s)?(?:{_UNIT}|year))",
    re.IGNORECASE,
)
_GENRES = (
    r"(?:series|dramas?|k-drama|thriller|comedy|dramedy|film|movie|sitcom|anime|show|spin-off|"
    r"spinoff|prequel|sequel|epic|hit|saga|western|horror|fantasy|romance|rom-com|adaptation|"
    r"feature|miniseries|documentary|remake|reboot|mystery|whodunit|procedural|anthology|musical|"
    r"biopic|blockbuster|threequel|trilogy|franchise|docuseries|cartoon|animation)"
)


class _Lead(NamedTuple):
    """What may stand right before a name.

    ends: matches the last word of all that the pattern matches, and of more: it is kept by word.
    """

    pattern: re.Pattern[str]
    ends: re.Pattern[str]


def _lead(words: str, *, last: str) -> _Lead:
    """Return what may stand before a name: words up to it, of which one of the last ends them."""
    return _Lead(
        re.compile(rf"{words}$", re.IGNORECASE), re.compile(rf"(?:{last})[.,:]*$", re.IGNORECASE)
    )


_QUOTE = r"[\"“‘']?"
_OF = r"(?:of|for|to|on|behind)"
_OF_BEFORE = _lead(
    rf"\b(?:{_UNIT}|adaptation|remake|sequel|version|return|premiere|release|debut|launch|future|trailer|fans|viewers|"
    rf"cast|more|wait|world|filming|production|makers|creators?|shooting|work|cameras|makes|director"
    rf"|star|stars)\s(?:{_N}\s)?{_OF}\s{_QUOTE}",
    last=_OF,
)
# "Sony has punted Salt Harbor into next year"
_MOVED = (
    r"mov(?:es?|ed|ing)|delay(?:s|ed|ing)?|push(?:es|ed|ing)?|bump(?:s|ed|ing)?|punt(?:s|ed)|"
    r"shift(?:s|ed|ing)?|dated|dates|releas(?:es?|ed|ing)|renew(?:s|ed)|cancel(?:s|led)|greenl(?:it|ights)"
    r"|postpon(?:es?|ed)|schedul(?:es?|ed)|premier(?:es?|ed)|axe[sd]|reviv(?:es?|ed)|shelv(?:es?|ed)"
)
_OBJECT_BEFORE = _lead(
    rf"\b(?:{_MOVED}|(?:bring|brings|bringing)\sback|is\s(?:sending|giving))\s{_QUOTE}",
    last=rf"{_MOVED}|back|sending|giving",
)
# "comes from Night Ferry", "was last seen in Night Ferry"
_EARLIER_BEFORE = _lead(
    r"\b(?:com(?:es?|ing)\sfrom|came\sfrom|seen\sin|appeared\sin|starred\sin|known\s(?:for|from)|"
    rf"broke\sout\sin|name\s(?:with|in))\s{_QUOTE}",
    last="from|in|for|with",
)
_CALLED = rf"(?:{_GENRES}|titled|called|entitled|dubbed)"
_GENRE_BEFORE = _lead(rf"\b{_CALLED}[,:]?\s{_QUOTE}", last=_CALLED)
_GENRE_AFTER = re.compile(rf"[\"”’']?\s{_GENRES}\b", re.IGNORECASE)
_CALLED_AFTER = re.compile(
    rf"[\"”’']?,\s(?:an?|the|its|his|her|their|another)\s(?:[\w+’'-]+\s){{0,5}}{_GENRES}\b"
)
_WORK = r"(?:production|filming|shooting|principal|work|the\sshoot|photography)"
_SCREEN_VERB = re.compile(
    r"[\"”'’]?,?\s(?:(?:(?:has|have|had|will|is|was|are|were|to|now|also|finally|officially|likewise|"
    r"be|been|set|due|scheduled|slated|expected)\s){0,5}"
    r"(?:premieres?|premiered|premiering|debuts?|debuted|debuting|airs?|aired|airing|arrives?|"
    r"hits?\s(?:theaters|theatres|cinemas|screens|netflix)|drops\son|lands\son|launch(?:es|ed)|"
    r"opens\s(?:on|in)|opened\sin|streams|streaming|releases?\s(?:on|in)|releasing|"
    r"renewed|cancell?ed|greenlit|dated|bumped|delayed|postponed|released|filming|shelved|axed|"
    rf"(?:starts?|begins?|began|started|begun|wraps?|wrapped|finish(?:es|ed)|resum(?:es|ed)|ends?)\s"
    rf"{_WORK}|sets?\s(?:premiere|release|date|return|its)|coming\sback|in\sproduction|"
    r"moves?\sup|moved\sto|slipped\sto|pushed\sback|goes\sinto|based\son|follows\b|tells\sthe|"
    r"will\sconclude|ended\s|wrapped|shot\sin|returns\s(?:on|in|this|next|to\s(?:screens|netflix|tv)|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)))\b)",
    re.IGNORECASE,
)
_LATER_VERB = re.compile(
    r"[\"”'’]?(?:,\s(?:which|the|an?)\s[^.;:]{0,90}?,)?,?\s(?:[^\s.;:]+\s){0,6}(?:premieres?|premiered|debuts|airs|aired|arrives|"
    r"hits?\s(?:theaters|theatres|cinemas|screens)|drops\son|lands\son|opens\son|streams|"
    r"(?:slipped|bumped|moved|pushed)\s(?:back\s)?to|(?:has\sbeen|is|was)\s(?:\w+\s)?(?:renewed|"
    r"cancell?ed|greenlit|slated|scheduled|due|dated|bumped|delayed|released|streaming|filming)|"
    r"wrapped|began\sfilming|starts\sfilming)\b",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
# "Madame Web goes up two days to February 14": what moves about a calendar
_MOVES_AFTER = re.compile(
    r"[\"”'’]?,?\s(?:(?:will|now|has|have|had|been|is|was|also|then|itself|instead|being|to)\s){0,4}"
    r"(?:moves?|moved|shift(?:s|ed)|heads?|goes|slides?|slid|jump(?:s|ed)|relocates?|stays?|"
    r"remains?|exits?|leaves|vacates|takes?|swaps|inherits|claims|set\sfor|slotted|open|opens|bumped|"
    rf"pushed|bows|due)\s[^.;:]{{0,50}}?{_MONTH}|"
    rf"[\"”'’]?(?::|\s[-–—]|\s\()\s?(?:{_MONTH}|\d{{1,2}}\s{_MONTH}|20\d\d|(?:spring|summer|fall|winter)\b)",
    re.IGNORECASE,
)
_DATED_AFTER = re.compile(rf"[^.;:]{{0,70}}?\b{_MONTH}", re.IGNORECASE)
_ORDERS_AFTER = re.compile(
    r"\s(?:(?:has|have|had|is|also)\s)?(?:\w+ly\s)?(?:orders?|ordered|renews?|renewed|picks?\sup|"
    r"picked\sup|commissions?|commissioned|greenlights?|greenlit|announces?|announced|confirms?|"
    r"confirmed|will\s(?:air|stream|release|distribute)|releases|unveils?|unveiled|said|says|"
    r"shared|moves?|dates|sets|shifts|pushes|delays)\s(?:that|the|a|an|its|more|\w+\sseason|[\"“‘'A-Z])",
)
_PERSON_AFTER = re.compile(
    r"[,\s]*(?:['’]s\s(?:character|role|agency)|\((?!.{0,20}\d)|,?\swho\s|"
    r"says?\b(?!\s[A-Z])|said\b(?!\s[A-Z])|told\b|tells?\b|added\b|explained\b|wrote\b|plays?\b|stars\s(?:as|in|alongside|opposite)\b|starred\s(?:as|in)\b|"
    r"returns?\sas|reprises?|will\s(?:play|reprise|star|direct|return\sas)|is\s(?:back\sas|set\sto"
    r"\splay|playing|directing|attached)|directs|joins|leads\sthe\scast|begins\s[A-Z])",
)
_TRADE = (
    r"(?:actors?|actress(?:es)?|stars?|co-star|director|showrunner|creators?|writers?|producers?|"
    r"president|chief|ceo|boss|head|author|novelist|executive|by|starring|names|singer|idol|"
    r"(?:mr|ms|mrs|dr|sir)\.?)"
)
_PERSON_BEFORE = _lead(rf"\b{_TRADE},?\s", last=_TRADE)
_EVENT_AFTER = re.compile(
    r"\s(?:film\s)?(?:festival|event|convention|ceremony|awards?|panel|slot)\b", re.I
)
_IN = "(?:in|at|to|from|near|into|across|around|outside)"
_PLACE_BEFORE = _lead(rf"\b(?-i:{_IN}\s(?:the\s)?)", last=f"{_IN}|the")


_AFTER = {
    "season after": SEASON_AFTER,
    "for season": _FORSEASON_AFTER,
    "possessed": _POSSESSED_AFTER,
    "genre after": _GENRE_AFTER,
    "called": _CALLED_AFTER,
    "screen verb": _SCREEN_VERB,
    "later verb": _LATER_VERB,
    "moves": _MOVES_AFTER,
    "dated": _DATED_AFTER,
    "orders": _ORDERS_AFTER,
    "person after": _PERSON_AFTER,
    "event after": _EVENT_AFTER,
}
_BEFORE = {
    "of before": _OF_BEFORE,
    "object of": _OBJECT_BEFORE,
    "earlier": _EARLIER_BEFORE,
    "genre before": _GENRE_BEFORE,
    "person before": _PERSON_BEFORE,
    "place before": _PLACE_BEFORE,
}
_LEADS, _TRAILS = tuple(_BEFORE.items()), tuple(_AFTER.items())
_REACH = 150  # characters behind a name that its signs may take
_QUOTES = {'"', "“", "‘", "'"}


class Signs:
    """The signs for and against titles in a text."""

    def __init__(self, text: str) -> None:
        """Take a text: which of its places may have signs behind them is told at once."""
        self._text = text
        self._near = Nearby(text, _trails()).behind(_REACH)

    def behind(self, end: int) -> tuple[str, ...]:
        """Return the names of the signs that stand behind a run."""
        near = self._near.at(end)
        if not near:
            return ()
        after = self._text[end : end + _REACH].partition("\n")[0]
        return tuple(_TRAILS[i][0] for i in near if _TRAILS[i][1].match(after))

    def ahead(self, start: int) -> tuple[str, ...]:
        """Return the names of the signs that stand ahead of a run."""
        before = self._text[max(0, start - 50) : start].rpartition("\n")[2]
        words = before.rsplit(None, 2)
        if words and words[-1] in _QUOTES:
            words.pop()
        if not words or not (met := _ended_by(words[-1])):
            return ()
        return tuple(_LEADS[i][0] for i in met if _LEADS[i][1].pattern.search(before))


@lru_cache(maxsize=20_000)  # words: those of some dozen articles
def _ended_by(word: str) -> tuple[int, ...]:
    """Return the places of what may stand before a name and end with a word."""
    return tuple(i for i, (_, lead) in enumerate(_LEADS) if lead.ends.search(word))


@cache
def _trails() -> Words:
    return Words(Needs(pattern for _, pattern in _TRAILS))


def follows_a_genre(text: str, start: int) -> bool:
    """Return whether a word for a kind of work stands right before: "the film ..."."""
    before = text[max(0, start - 50) : start].rpartition("\n")[2]
    return _GENRE_BEFORE.pattern.search(before) is not None
