"""Sentences of a paragraph: where each begins and ends, so that every claim can name its own.

One pass finds the marks that may end a sentence, a second the quotes and brackets that hold them
together; each mark is then judged by the word before and the word after it, looked up in
`sentences.tsv`. Every step looks a bounded way to both sides, so that time grows with the length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

_CLOSERS = "\"'”’“»«)]』」）】》〉*_†‡"
_OPENERS = "\"'“‘”„«»([{¿¡「『（【《〈*_•·-–—"
_MARK = re.compile(
    r"[.!?…؟۔।॥։።‽⁇⁈⁉。！？｡]+"  # the marks
    rf"(?: ?»(?=\s|$))?[{re.escape(_CLOSERS)}]*"  # what closes with them
    r"(?:\[\d{1,3}\]){0,9}"  # footnotes
)
_WITHOUT_BLANK = frozenset("。！？｡")
_PAIRED = re.compile(r"[\"“”„‟«»()\[\]（）「」『』【】'‘’]")
_BRACKETS = {")": "(", "]": "[", "）": "（", "」": "「", "』": "『", "】": "【"}
# Beyond this many characters a quotation is a speech: its sentences are told apart.
_LONGEST_PAIR = 300
# The longest abbreviation or title of the lexicon, in characters, with room.
_REACH = 60
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
_CREDIT = re.compile(
    r"\s*[(\[（【](?P<inside>[^()\[\]（）【】]{1,120})[)\]）】]\.?(?:\[\d{1,3}\])*(?=\s|$)"
)
_SENTENCE_INSIDE = re.compile(r"[.!?。！？][\"”’]?$")
_DASHED_CREDIT = re.compile(r"\s+[—–-]{1,2}\s*\S[^.!?]{0,59}$")
_SPEAKER = re.compile(
    r"\s+(?:[A-Z][\w.'’-]*\s+){1,4}"
    r"(?:said|says|asked|asks|told|tells|wrote|writes|added|adds|joked|teased|replied|quipped)\b"
)
_WORD_BEFORE = re.compile(r"\S+$")
_NUMBER = re.compile(r"\d{1,4}")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_MIXED_CASE = re.compile(r"[a-z]{1,2}[A-Z]")
_RUN_ON = re.compile(r"[a-z]{3}\.(?=[A-Z][a-z’']* )")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language that bear on where a sentence ends, by kind."""

    never: frozenset[str]
    number: frozenset[str]
    maybe: frozenset[str]
    opener: frozenset[str]
    goes_on: tuple[str, ...]


def rows() -> list[tuple[str, str, tuple[str, ...], str]]:
    """Return the rows of the lexicon: language, kind, words, example."""
    table = resources.files("airdate.documents").joinpath("sentences.tsv").read_text("utf-8")
    cells = (line.split("\t") for line in table.splitlines() if line[:1] not in ("", "#"))
    return [(lang, kind, tuple(words.split(" | ")), eg) for lang, kind, words, eg in cells]


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language (ISO 639-1, with or without region)."""
    base = language.lower().replace("_", "-").partition("-")[0]
    found: dict[str, list[str]] = {}
    for lang, kind, words, _ in rows():
        if lang in ("*", base) or (lang == "en" and kind in ("opener", "goes_on")):
            found.setdefault(kind, []).extend(words)
    sets = {kind: frozenset(found.get(kind, ())) for kind in ("never", "number", "maybe", "opener")}
    return Lexicon(**sets, goes_on=tuple(found.get("goes_on", ())))


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a mark is judged on: the paragraph, the language, whether its writer uses capitals."""

    text: str
    words: Lexicon
    ordinals: bool
    korean: bool
    casual: bool


def split(paragraph: str, *, language: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences: every non-blank character lies in one, in order.

    language: ISO 639-1, with or without a region; an unknown one is read by the common rules.
    """
    spans, start = [], 0
    for end in [*_ends(paragraph, language), len(paragraph)]:
        words = paragraph[start:end]
        kept = words.strip()
        if kept:
            begin = start + words.index(kept[0])
            spans.append((begin, begin + len(kept)))
        start = end
    return spans


def _ends(text: str, language: str) -> list[int]:
    base = language.lower()[:2]
    first = next((c for c in text[:200] if c.isalpha()), "A")
    ground = _Ground(text, lexicon(language), base in _ORDINAL_DOT, base == "ko", first.islower())
    held = _held(text)
    ends: list[int] = []
    holder = 0
    for mark in _MARK.finditer(text):
        end = _end(mark, ground)
        while holder < len(held) and held[holder][1] < mark.end():
            holder += 1
        inside = holder < len(held) and held[holder][0] < mark.start()
        if end and not inside and (not ends or end > ends[-1]):
            ends.append(end)
    return ends


def _held(text: str) -> list[tuple[int, int]]:
    """Return the spans, sorted, of the quotations and brackets that hold sentences together."""
    pairs: list[tuple[int, int]] = []
    opened: dict[str, list[int]] = {}
    for found in _PAIRED.finditer(text):
        place, sign = found.start(), found[0]
        kind, opens = _direction(text, place, sign)
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


def _direction(text: str, place: int, sign: str) -> tuple[str, bool]:
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


def _end(mark: re.Match[str], ground: _Ground) -> int | None:
    """Return where the sentence that this mark ends is over, None where it goes on."""
    text, after = ground.text, mark.end()
    if after == len(text):
        return None
    blank = text[after].isspace()
    if not blank and mark[0][0] not in _WITHOUT_BLANK:
        return after if _runs_on(mark, ground) else None
    credited = _credited(text, after)
    if credited > after and (credited == len(text) or text[credited].isspace()):
        return None if credited == len(text) else _checked_after_credit(credited, ground)
    goes_on = _goes_on(mark, ground) or _abbreviates(mark, ground)
    return None if goes_on else after


def _runs_on(mark: re.Match[str], ground: _Ground) -> bool:
    """Return whether a blank was forgotten after the full stop: `… in May.The series …`."""
    found = _RUN_ON.match(ground.text, mark.end() - 4) if mark.end() >= 4 else None
    if found is None or found.end() != mark.end():
        return False
    word = ground.text[mark.end() : mark.end() + 12].split(" ", 1)[0]
    return word in ground.words.opener


def _credited(text: str, after: int) -> int:
    """Return the end of the credits in brackets that follow; `after` where there are none.

    A bracket behind the full stop that is no sentence itself belongs to the sentence it follows:
    `They are frustrated.” (reddit.com)`.
    """
    end = after
    while found := _CREDIT.match(text, end):
        if _SENTENCE_INSIDE.search(found["inside"]):
            break
        end = found.end()
    return end


def _checked_after_credit(end: int, ground: _Ground) -> int | None:
    return end if _opens(ground, end) else None


def _goes_on(mark: re.Match[str], ground: _Ground) -> bool:
    """Return whether what follows shows that the sentence is not over."""
    text, after = ground.text, mark.end()
    closed = len(mark[0]) > 1 and mark[0][-1] in _CLOSERS
    rest = text[after : after + 40].lstrip()
    if closed and any(_begins(rest, word) for word in ground.words.goes_on):
        return True
    if rest.startswith("All rights reserved"):
        return True
    if closed and mark[0][0] in "!?" and _SPEAKER.match(text, after, after + 80):
        return True
    if len(text) - after <= 64 and _DASHED_CREDIT.match(text, after):
        return True
    return not _opens(ground, after)


def _begins(rest: str, word: str) -> bool:
    """Return whether a text begins with a particle: in Hangul a whole word, elsewhere any."""
    if not rest.startswith(word):
        return False
    follows = rest[len(word) : len(word) + 1]
    return not ("가" <= word[0] <= "힣" and "가" <= follows <= "힣")


def _opens(ground: _Ground, after: int) -> bool:
    """Return whether the text from there on can open a sentence."""
    rest = ground.text[after : after + 24].lstrip().lstrip(_OPENERS + " ")
    if not rest or not rest[0].isalpha() or not rest[0].islower():
        return True
    return ground.casual or _MIXED_CASE.match(rest) is not None


def _abbreviates(mark: re.Match[str], ground: _Ground) -> bool:
    """Return whether the mark belongs to the word before it and ends no sentence there."""
    signs = mark[0].rstrip(_CLOSERS)
    closed = len(mark[0]) - len(signs)
    before = ground.text[max(0, mark.start() - _REACH) : mark.start()]
    next_word = ground.text[mark.end() : mark.end() + 24].split(maxsplit=1)[0]
    opener = next_word.strip(_OPENERS + ",;:") in ground.words.opener
    if signs != ".":
        return not closed and not opener and _ends_with(before + signs, ground.words.maybe)
    found = _WORD_BEFORE.search(before)
    word = found[0].lstrip(_OPENERS) if found else ""
    if closed or not word:
        return False
    return _dot_of_number(word, mark, ground) or _dot_of_word(before, word, next_word, ground)


def _dot_of_word(before: str, word: str, next_word: str, ground: _Ground) -> bool:
    words = ground.words
    numbered = next_word.lstrip(_OPENERS + "#")[:1].isdigit()
    if word in words.never:
        return True
    if word in words.number and numbered:
        return True
    opener = next_word.strip(_OPENERS + ",;:") in words.opener
    initial = len(word) == 1 and word.isalpha() and word.isupper()
    short = initial or _DOTTED.fullmatch(word) or _ends_with(before, words.maybe)
    return bool(short) and not opener


def _ends_with(before: str, words: frozenset[str]) -> bool:
    """Return whether a text ends with one of the words, as whole words (up to eight of them)."""
    place = len(before)
    for _ in range(9):
        place = before.rfind(" ", 0, place)
        if before[place + 1 :].lstrip(_OPENERS) in words:
            return True
        if place < 0:
            return False
    return False


def _dot_of_number(word: str, mark: re.Match[str], ground: _Ground) -> bool:
    """Return whether the dot makes an ordinal, a list number or a part of a Korean day."""
    if not _NUMBER.fullmatch(word):
        return False
    text, after = ground.text, mark.end()
    if not text[: mark.start() - len(word)].strip() if mark.start() < 8 else False:
        return True
    rest = text[after : after + 24].split(maxsplit=1)
    if ground.korean:
        dotted = re.search(r"\d\.\s*\d{1,2}$", text[max(0, mark.start() - 12) : mark.start()])
        return rest[0][0].isdigit() or dotted is not None
    if not ground.ordinals or len(word) > 2:
        return False
    return rest[0].strip(_OPENERS + ",;:") not in ground.words.opener
