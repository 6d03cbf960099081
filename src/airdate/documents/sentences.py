"""Sentences of a paragraph: where each begins and ends, so that every claim can name its own.

One pass finds the marks that may end a sentence, a second the quotes and brackets that hold them
together; each mark is then judged by the word before and the word after it, looked up in
`sentences.tsv`. Every step looks a bounded way to both sides, so that time grows with the length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

_CLOSERS = "\"'”’“»«)]』」）】》〉*_†‡"
_OPENERS = "\"'“‘”„«»([{¿¡「『（【《〈*_•·-–—"
_SENTENCE_SIGNS = ".!?…؟۔।॥։።‽⁇⁈⁉。！？｡"
_MARK = re.compile(
    rf"[{_SENTENCE_SIGNS}]+"
    rf"(?: ?»(?=\s|$))?[{re.escape(_CLOSERS)}]*"  # what closes with them
    r"(?:\[\d{1,3}\]){0,9}"  # footnotes
)
_WITHOUT_BLANK = frozenset("。！？｡")
# An apostrophe in or behind a word is neither the one nor the other.
_PAIRED = re.compile(r"[\"“”„‟«»()\[\]（）「」『』【】'‘’](?:(?<!['‘’])|(?<![^ (“\"—.,!?…].))")
_BRACKETS = {")": "(", "]": "[", "）": "（", "」": "「", "』": "『", "】": "【"}
# Beyond this many characters a quotation is a speech: its sentences are told apart.
_LONGEST_PAIR = 300
# The longest abbreviation or title of the lexicon, in characters, with room.
_REACH = 60
_MOST_WORDS = 12
_ORDINAL_DOT = frozenset(
    [
        "de",
        "da",
        "nb",
        "nn",
        "no",
        "fi",
        "et",
        "is",
        "cs",
        "sk",
        "sl",
        "hr",
        "sr",
        "bs",
        "hu",
        "tr",
        "lv",
        "lb",
    ]
)
_NOT_BLANK = re.compile(r"\S")
_SIGNS = re.compile(rf"[{_SENTENCE_SIGNS}]+")
_CREDIT = re.compile(
    r"[(\[（【](?P<inside>[^()\[\]（）【】]{1,120})[)\]）】]\.?(?:\[\d{1,3}\])*(?=\s|$|(?<=[）】]))"
)
_SENTENCE_INSIDE = re.compile(r"[.!?。！？][\"”’]?$")
# A name behind a dash closes a saying: `“We rest.” — Jane Roe`; longer than this it is prose.
_SHORT_CREDIT = 64
_DASHED_CREDIT = re.compile(r"[—–-]{1,2}\s*\S[^.!?]{0,59}$")
_SPEAKER = re.compile(
    r"(?:[A-Z][\w.'’-]*\s+){1,4}"
    r"(?:said|says|asked|asks|told|tells|wrote|writes|added|adds|joked|teased|replied|quipped)\b"
)
_RIGHTS = "All rights reserved"
_NUMBER = re.compile(r"\d{1,4}")
_COUNT = re.compile(r"#?\d|[IVX]+\b")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_MIXED_CASE = re.compile(r"[a-z]{1,2}[A-Z]")
_RUNNING = re.compile(r"[a-z0-9]{2}")
_KOREAN_DAY = re.compile(r"\d\.\s*\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language that bear on where a sentence ends, by kind.

    last: of `maybe`, which may be several words, the last of each.
    telling: the words before a full stop that may be a reason not to end the sentence.
    """

    never: frozenset[str]
    number: frozenset[str]
    maybe: frozenset[str]
    opener: frozenset[str]
    goes_on: tuple[str, ...]
    last: frozenset[str]
    telling: frozenset[str]


def rows() -> list[tuple[str, str, tuple[str, ...], str]]:
    """Return the rows of the lexicon: language, kind, words, example."""
    table = resources.files("airdate.documents").joinpath("sentences.tsv").read_text("utf-8")
    cells = (line.split("\t") for line in table.splitlines() if line[:1] not in ("", "#"))
    return [(lang, kind, tuple(words.split(" | ")), eg) for lang, kind, words, eg in cells]


def _base(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language (ISO 639-1, with or without region)."""
    base = _base(language)
    found: dict[str, list[str]] = {}
    for lang, kind, words, _ in rows():
        if lang in ("*", base) or (lang, kind) == ("en", "opener"):
            found.setdefault(kind, []).extend(words)
    sets = {kind: frozenset(found.get(kind, ())) for kind in ("never", "number", "maybe", "opener")}
    last = frozenset(words.rpartition(" ")[2] for words in sets["maybe"])
    telling = last | sets["never"] | sets["number"]
    return Lexicon(**sets, goes_on=tuple(found.get("goes_on", ())), last=last, telling=telling)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What marks are judged on: the paragraph, its language, whether its writer uses capitals."""

    text: str
    words: Lexicon
    language: str
    casual: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    """Marks that may end a sentence, with what closes after them.

    signs: the marks alone.  start, after: of marks and closers.  begin: where the text goes on.
    """

    signs: str
    closed: bool
    start: int
    after: int
    begin: int


def split(paragraph: str, *, language: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences: every non-blank character lies in one, in order.

    language: ISO 639-1, with or without a region; an unknown one is read by the common rules.
    """
    text = paragraph.rstrip()
    spans: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for end, onward in _ends(text, language):
        spans.append((start, end))
        start = onward
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _next(text: str, place: int) -> int:
    """Return where the next character is that is no blank."""
    if text[place : place + 1] == " " and not text[place + 1 : place + 2].isspace():
        return place + 1  # one blank, as nearly everywhere
    found = _NOT_BLANK.search(text, place)
    return found.start() if found else len(text)


def _ends(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where sentences end, but for the last, and where the next begins."""
    size = len(text)
    marks = [span for found in _MARK.finditer(text) if (span := found.span())[1] < size]
    if not marks:
        return
    words, ground = lexicon(language), None
    held = _held(text)
    last = holder = 0
    for start, after in marks:
        if held:
            while holder < len(held) and held[holder][1] < after:
                holder += 1
            if holder < len(held) and held[holder][0] < start:
                continue
        if after <= last:
            continue
        if after == start + 1 and _plainly_ends(text, start, words):
            last = after
            yield after, after + 1
            continue
        ground = ground or _ground(text, language)
        end = _end(_mark(text, start, after), ground)
        if end and end < size:
            last = end
            yield end, _next(text, end)


def _ground(text: str, language: str) -> _Ground:
    first = next((c for c in text[:200] if c.isalpha()), "A")
    return _Ground(text, lexicon(language), _base(language), first.islower())


def _mark(text: str, start: int, after: int) -> _Mark:
    """Return the marks that stand between two places of a text."""
    signs = _SIGNS.match(text, start)[0]  # type: ignore[index]  # begins with them by its form
    closers = text[start + len(signs) : after]
    closed = closers[:2].strip()[:1] not in ("", "[")
    return _Mark(signs, closed, start, after, _next(text, after))


def _plainly_ends(text: str, start: int, words: Lexicon) -> bool:
    """Return whether a full stop ends a sentence by a word before and one behind, as most do.

    What is no plain word of letters, or of the lexicon, is judged by `_end`.
    """
    if not text.startswith(". ", start):
        return False
    begins = text[start + 2]
    if begins.islower() or not begins.isalnum():
        return False
    low = start - _REACH if start > _REACH else 0
    word = text[text.rfind(" ", low, start) + 1 or low : start]
    if len(word) < 2 or not word.isalpha() or word in words.telling:
        return False
    return begins != "A" or not text.startswith(_RIGHTS, start + 2)


def _held(text: str) -> list[tuple[int, int]]:
    """Return the spans, sorted, of the quotations and brackets that hold sentences together."""
    pairs: list[tuple[int, int]] = []
    opened: dict[str, list[int]] = {}
    for found in _PAIRED.finditer(text):
        place, sign = found.start(), found[0]
        kind, opens = _direction(text, place, sign=sign)
        if not kind:
            continue
        if opens:
            opened.setdefault(kind, []).append(place)
        elif stack := opened.get(kind):
            begin = stack.pop()
            if place - begin <= _LONGEST_PAIR:
                pairs.append((begin, place))
            if kind in "\"'":
                stack.clear()
    return _merged(pairs)


def _direction(text: str, place: int, *, sign: str) -> tuple[str, bool]:
    """Return the kind of a quote or bracket and whether it opens; no kind where it is neither."""
    if sign in _BRACKETS:
        return _BRACKETS[sign], False
    before = text[place - 1 : place]
    after = text[place + 1 : place + 2]
    if sign in "'‘’":
        opens = (not before or before in ' (“"—') and after.isalpha() and after.isupper()
        closes = before in tuple(".,!?…") and (not after or not after.isalnum())
        return ("'" if opens != closes else ""), opens
    if sign in '"“”„‟«»':
        free = not before or before.isspace() or before in "([—–-‘'"
        opens = free and not (not after or (after.isspace() and sign not in "«»"))
        if sign in "«»" and free and (not after or after.isspace()):
            opens = sign == "«"
        return '"', opens
    return sign, True


def _merged(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(pairs):
        if merged and begin < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _end(mark: _Mark, ground: _Ground) -> int | None:
    """Return where the sentence that a mark ends is over, None where it goes on."""
    text = ground.text
    if mark.begin == mark.after and mark.signs[0] not in _WITHOUT_BLANK:
        return mark.after if _runs_on(mark, ground) else None
    credited = _credited(text, mark.begin)
    if credited is not None:
        begin = _next(text, credited)
        free = begin > credited or mark.signs[0] in _WITHOUT_BLANK
        return credited if free and _opens(ground, begin) else None
    if _goes_on(mark, ground) or _abbreviates(mark, ground):
        return None
    return mark.after


def _runs_on(mark: _Mark, ground: _Ground) -> bool:
    """Return whether a blank was forgotten after the full stop: `… in May.The series …`."""
    if mark.signs != "." or not _RUNNING.match(ground.text, max(0, mark.start - 2)):
        return False
    word = ground.text[mark.after : mark.after + 12].split(" ", 1)[0]
    return len(word) < 12 and word in ground.words.opener


def _credited(text: str, begin: int) -> int | None:
    """Return the end of the credits in brackets that begin there, None where there are none.

    A bracket behind the full stop that is no sentence itself belongs to the sentence it follows:
    `They are frustrated.” (reddit.com)`.
    """
    end = None
    while found := _CREDIT.match(text, begin):
        if _SENTENCE_INSIDE.search(found["inside"]):
            break
        end = found.end()
        begin = _next(text, end)
    return end


def _goes_on(mark: _Mark, ground: _Ground) -> bool:
    """Return whether what follows shows that the sentence is not over."""
    text, begin = ground.text, mark.begin
    if mark.closed and any(_begins(text, begin, word=word) for word in ground.words.goes_on):
        return True
    if text.startswith(_RIGHTS, begin):
        return True
    if mark.closed and mark.signs[0] in "!?" and _SPEAKER.match(text, begin, begin + 80):
        return True
    if len(text) - begin <= _SHORT_CREDIT and _DASHED_CREDIT.match(text, begin):
        return True
    return not _opens(ground, begin)


def _begins(text: str, begin: int, *, word: str) -> bool:
    """Return whether a text goes on with a particle: in Hangul a whole word, elsewhere any."""
    if not text.startswith(word, begin):
        return False
    follows = text[begin + len(word) : begin + len(word) + 1]
    return not ("가" <= word[0] <= "힣" and "가" <= follows <= "힣")


def _opens(ground: _Ground, begin: int) -> bool:
    """Return whether the text from there on can open a sentence."""
    rest = ground.text[begin : begin + 24].lstrip(_OPENERS + " ")
    if not rest or not rest[0].islower():
        return True
    return ground.casual or _MIXED_CASE.match(rest) is not None


def _abbreviates(mark: _Mark, ground: _Ground) -> bool:
    """Return whether the mark belongs to the word before it and ends no sentence there."""
    before = ground.text[max(0, mark.start - _REACH) : mark.start]
    following = ground.text[mark.begin : mark.begin + 24].split(maxsplit=1)[0]
    following = following.strip(_OPENERS + ",;:")
    if mark.closed:
        return False
    if mark.signs != ".":
        known = _ends_with(before + mark.signs, ground.words)
        return known and following not in ground.words.opener
    word = before.rsplit(None, 1)[-1].lstrip(_OPENERS) if before.strip() else ""
    if _NUMBER.fullmatch(word):
        return _dot_of_number(word, following, mark=mark, ground=ground)
    return _dot_of_word(before, word, following=following, words=ground.words)


def _dot_of_word(before: str, word: str, *, following: str, words: Lexicon) -> bool:
    """Return whether the dot makes an abbreviation or an initial that ends no sentence here."""
    if word in words.never:
        return True
    if word in words.number and _COUNT.match(following):
        return True
    short = (len(word) == 1 and word.isalpha()) or _DOTTED.fullmatch(word)
    return bool(short or _ends_with(before, words)) and following not in words.opener


def _ends_with(before: str, words: Lexicon) -> bool:
    """Return whether a text ends with an entry of `maybe`, of up to twelve whole words."""
    end = before[before.rfind(" ") + 1 :]
    if end not in words.last and end.lstrip(_OPENERS) not in words.last:
        return False
    place = len(before)
    for _ in range(_MOST_WORDS):
        place = before.rfind(" ", 0, place)
        if before[place + 1 :].lstrip(_OPENERS) in words.maybe:
            return True
        if place < 0:
            return False
    return False


def _dot_of_number(word: str, following: str, *, mark: _Mark, ground: _Ground) -> bool:
    """Return whether the dot makes an ordinal, the number of an item or a part of a Korean day."""
    if mark.start - len(word) <= 1:
        return True
    if ground.language == "ko":
        dotted = _KOREAN_DAY.search(ground.text[max(0, mark.start - 12) : mark.start])
        return following[:1].isdigit() or dotted is not None
    if ground.language not in _ORDINAL_DOT or len(word) > 2:
        return False
    return following not in ground.words.opener
