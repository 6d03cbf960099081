"""What the head of a source says: the day it bears, its outlet, its language."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import urlsplit

from airdate.documents.sentences import lexicon

_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/-])")
_FORMS = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d", "%Y.%m.%d", "%Y. %m. %d")
_SCRIPTS = (
    ("ko", re.compile("[가-힣]")),
    ("ja", re.compile("[ぁ-ヿ]")),
    ("zh", re.compile("[一-鿿]")),
    ("ru", re.compile("[а-яё]", re.IGNORECASE)),
    ("ar", re.compile("[ء-ي]")),
    ("th", re.compile("[ก-๛]")),
    ("hi", re.compile("[अ-ह]")),
    ("el", re.compile("[α-ω]", re.IGNORECASE)),
)
_BY_WORDS = ("en", "de", "fr", "es", "it", "pt")
_PAST_LATIN = "\u0370"
_PAST_ASCII = re.compile("[^\x00-\x7f]+")
_WORD = re.compile(r"[^\W\d_]+")
_NO_LETTERS = bytes(n for n in range(128) if not chr(n).isalpha())
# The first characters of a text show its language; more would cost time alone.
_SAMPLE = 4_000
_FIRST_DAY = date(1990, 1, 1)


def read_day(text: str) -> date | None:
    """Return the day that a head gives (ISO, `February 14, 2026`, as in mail), else None."""
    words = text.strip().strip("\"'")
    if re.match(r"\d{4}-\d\d-\d\d(?!\d)", words):
        return _tried(date.fromisoformat, words[:10])
    for form in _FORMS:
        if found := _tried(lambda w, form=form: datetime.strptime(w, form).date(), words):
            return found
    return _tried(lambda w: parsedate_to_datetime(w).date(), words)


def read_page_day(text: str) -> date | None:
    """Return the day that the head of a page gives, else None.

    A day before there was a web is what programs write that know none: 1970-01-01, 0001-01-01.
    """
    day = read_day(text)
    return day if day and day >= _FIRST_DAY else None


def _tried(read, words: str) -> date | None:  # type: ignore[no-untyped-def]
    try:
        day: date = read(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return day


def day_of_address(url: str | None) -> date | None:
    """Return the day in an address (`/2026/02/14/`), None if there is none."""
    found = _ADDRESS_DAY.search(urlsplit_path(url))
    return _tried(lambda _: date(*map(int, found.groups())), "") if found else None


def urlsplit_path(url: str | None) -> str:
    """Return the path of an address, empty for none or an odd one."""
    try:
        return urlsplit(url or "").path
    except ValueError:
        return ""


def outlet_of(url: str | None) -> str | None:
    """Return the domain of an address without `www.`, None if it has none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None


def language_of(text: str) -> str:
    """Return the language (ISO 639-1) that a text seems to be in; `en` where nothing tells.

    Method: by script; for those in Latin letters by the words that open sentences.  Pages in other
    scripts hold many Latin names, so a fifth of the letters is enough for one; but where there is
    prose in Latin letters as well, they are a title in it, unless they are most of the text.
    """
    sample = text[:_SAMPLE]
    foreign = "".join(_PAST_ASCII.findall(sample))
    words = _WORD.findall(sample.casefold())
    if foreign:
        words = [word for word in words if word[0] < _PAST_LATIN]
    told = [word for word in words if word in _all_openers()]
    hits = {known: [w for w in told if w in _openers(known)] for known in _BY_WORDS}
    if foreign and (language := _by_script(sample, foreign, hits=hits, words=len(words))):
        return language
    best = max(_BY_WORDS, key=lambda known: len(hits[known]))
    return best if len(hits[best]) > 1.5 * len(hits["en"]) else "en"


def _by_script(sample: str, foreign: str, *, hits: dict[str, list[str]], words: int) -> str | None:
    """Return the language that the script of a text tells; foreign: its characters past ASCII."""
    latin = len(sample.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    letters = latin + sum(map(str.isalpha, foreign)) or 1
    if len(foreign) * 5 < letters:
        return None
    prose = any(_is_prose(own, words) for own in hits.values())
    for language, script in _SCRIPTS:
        share = len(script.findall(foreign)) / letters
        if share > 1 / 2 or (share >= 1 / 5 and not prose):
            return language
    return None


def _is_prose(own: list[str], words: int) -> bool:
    """Return whether so many words are sentences of a language, by its own among them, no names.

    Names hold few of these words (`The Last of Us`), and the same ones each time.
    """
    return len(set(own)) >= 3 and len(own) * 6 >= words


@cache
def _openers(language: str) -> frozenset[str]:
    own = lexicon(language).opener
    if language != "en":
        own -= lexicon("en").opener
    return frozenset(word.casefold() for word in own)


@cache
def _all_openers() -> frozenset[str]:
    return frozenset().union(*map(_openers, _BY_WORDS))
