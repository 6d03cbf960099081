"""Traits of a candidate: the features by which a title is told from other names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from airdate.claims import bodies, names
from airdate.claims.candidates import Place
from airdate.claims.cast.chunks import likelihood
from airdate.claims.evidence import Signs
from airdate.claims.lexicon import rows, words
from airdate.claims.qualifiers import qualified
from airdate.claims.runs import SMALL
from airdate.model import Document

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d+|[^\w\s]|\n")
_PERSON = 0.6  # so likely words are a person's name
_FEW = 12  # places of one name that are looked at
_REMEMBERED = 20_000  # words whose kinds are kept: those of some dozen articles
_CLASSES = ("leading", "may_lead", "no_title", "label", "trade", "generic", "function")


@cache
def famous() -> dict[str, str]:
    """Return the well-known works of `works.tsv` → film, series or either."""
    return {row["title"]: row["kind"] for row in rows("works.tsv")}


def traits(
    document: Document, name: str, places: Sequence[Place], *, others: Collection[str] = ()
) -> list[str]:
    """Return the features of a name that may be a title, each once.

    others: all names of the text.  `title_scores` weighs the same without naming them all.
    """
    found = dict.fromkeys(form(name))
    found |= dict.fromkeys(_articled(name, others))
    found |= dict.fromkeys(numbering(name, others))
    told = dict.fromkeys(said_by(tally(document, places), name))
    told |= dict.fromkeys(beside(document, places))
    found |= told
    found |= dict.fromkeys(_joined(name, told))
    return list(found)


def beside(document: Document, places: Sequence[Place]) -> Iterator[str]:
    """Yield what stands beside the places of a name, the first of them, and what does twice."""
    if len(places) == 1:
        yield from _of_context(document, places[0])
        return
    seen = Counter(f for place in places[:_FEW] for f in _of_context(document, place))
    yield from seen
    yield from (f"{f} twice" for f, count in seen.items() if count > 1)


OF_A_PERSON = "of a person"
_TELLING = (
    "sign=",
    "left=",
    "right=",
    "opens the text",
    "quoted and",
    "body=",
    "heading+1=",
    OF_A_PERSON,
)


def _joined(name: str, told: Iterable[str]) -> Iterator[str]:
    """Yield the telling features together with what kind of name it is."""
    kinds = kinds_of(name)
    for feature in filter(is_telling, told):
        for kind in kinds:
            yield f"{kind}+{feature}"


def is_telling(feature: str) -> bool:
    """Return whether a feature says another thing of each kind of name."""
    return feature.startswith(_TELLING)


def kinds_of(name: str) -> tuple[str, ...]:
    """Return the kinds of a name: whether a work is known by it, how long it is, how common."""
    known = "famous" if name in famous() or f"The {name}" in famous() else "unknown"
    length = min(len(name.split()), 3)
    if length > 1:
        return known, f"{length}"
    plain = name.casefold() in words("no_title") or names.is_common_word(name.casefold())
    return known, f"{length}", f"{known}+{plain}"


_LAST_NUMBER = re.compile(r"^(.{2,}?) ([2-9]|1\d)$")


def numbering(name: str, others: Collection[str]) -> Iterator[str]:
    """Yield how a name stands to those that it goes on from: "Kingdom 2" beside "Kingdom"."""
    numbered = _LAST_NUMBER.match(name)
    if numbered:
        yield f"numbered+{numbered[1] in others}"
        yield f"numbered+{int(numbered[2]) < 4}"
    head = name.partition(":")[0]
    if head != name:
        yield f"also without the rest={head in others}"


def _articled(name: str, others: Collection[str]) -> Iterator[str]:
    other, there, absent = with_article(name)
    if feature := there if other in others else absent:
        yield feature


def with_article(name: str) -> tuple[str, str, str]:
    """Return a name with its article or without, and what it says that a text has it, or not."""
    if name.startswith("The "):
        return name[4:], "also without the=True", "also without the=False"
    return f"The {name}", "also with the", ""


@lru_cache(maxsize=4_096)  # names: those of some dozen articles
def form(name: str) -> tuple[str, ...]:
    """Return what the words of a name say by themselves."""
    return tuple(_of_form(name))


def _of_form(name: str) -> Iterator[str]:
    """Yield what the words of a name say by themselves."""
    parts = name.split()
    known = [_word(part) for part in parts]
    first, last = known[0], known[-1]
    length = min(len(parts), 3)
    yield "1"
    yield f"words={min(len(parts), 7)}"
    yield f"first={first.kind}"
    yield f"last={last.kind}"
    if len(parts) > 1:
        yield f"ends={first.kind}+{last.kind}"
    for row in first.classes:
        yield f"opens={row}+{length}"
    for row in last.classes:
        yield f"closes={row}+{length}"
    big = [w.common for w in known if w.plain and not w.small]
    yield f"common={all(big)}+{length}"
    yield f"common={any(big)}+small={any(w.small for w in known)}"
    if len(parts) > 1 and first.plain in _people():
        yield f"given+{length}+{last.common}"
    person = likelihood(parts) if len(parts) > 1 else 0.0
    yield f"person={round(4 * person)}"
    if any(w.body for w in known):
        yield "holds a body"
    kind = famous().get(name) or famous().get(f"The {name}")
    if kind:
        yield f"famous={kind}"
        yield f"famous+{length}+{all(w.common for w in known)}"
        yield f"famous={name in famous()}"
    else:
        yield f"unknown+{min(len(parts), 4)}"
    for sign in ":&!?,.-–’'":
        if sign in name:
            yield f"has {sign}"
    if re.search(r"\d", name):
        yield f"digits+{length}"
    if name.isupper():
        yield f"upper+{min(len(name) // 4, 3)}"


def in_small_letters(name: str) -> bool:
    """Return whether a word that matters has a small letter: "Already lost interest" is speech.

    Not of a well-known work: "La casa de papel".
    """
    if name in famous():
        return False
    parts = name.split()
    known = zip(map(_word, parts), parts, strict=True)
    return any(word.plain and not word.small and part[0].islower() for word, part in known)


@dataclass(frozen=True, slots=True)
class _Word:
    """What one word of a name is.

    plain: folded, without signs around it.  kind: see `_kind`.  classes: those of `_CLASSES`.
    small: whether it is a joiner.  common: of everyday English.  body: of a known body's name.
    """

    plain: str
    kind: str
    classes: tuple[str, ...]
    small: bool
    common: bool
    body: bool


@lru_cache(maxsize=_REMEMBERED)
def _word(written: str) -> _Word:
    plain = re.sub(r"\W+$|^\W+", "", written).casefold()
    return _Word(
        plain,
        _kind(plain, written),
        tuple(row for row in _CLASSES if plain in words(row)),
        plain in SMALL,
        names.is_common_word(plain),
        _body(written) is not None,
    )


@lru_cache(maxsize=_REMEMBERED)
def _body(word: str) -> str | None:
    return bodies.kind_of(word)


def looks_like_a_person(name: str) -> bool:
    """Return whether the words of a name are likelier those of a person."""
    parts = name.split()
    return 1 < len(parts) < 5 and likelihood(parts) > _PERSON


@cache
def _people() -> frozenset[str]:
    return frozenset(names.given_names() | names.surnames())


def _kind(word: str, written: str) -> str:
    """Return the class of a word: what it is to names, or how it is written."""
    if word.isdigit():
        return "year" if len(word) == 4 else "digit"
    if word in words("no_title"):
        return word if word in {"the", "a", "season", "part", "series"} else "no_title"
    if word in words("leading"):
        return "leading"
    if word in SMALL:
        return "small"
    if names.plain(word) in _people():
        return "commonname" if names.is_common_word(word) else "person"
    if names.is_common_word(word):
        return "common"
    return "upper" if written.isupper() else "rare"


class Tally(NamedTuple):
    """The places of a name, counted: all, those in a heading, in quotes, inside a sentence.

    left, right: of those without quotes, where the run of capitals goes on there.  opens: whether
    the text opens with one.
    """

    places: int
    heading: int
    quoted: int
    left: int
    right: int
    inner: int
    opens: int


def tally(document: Document, places: Sequence[Place]) -> Tally:
    """Return the places of a name, counted."""
    top, sides = len(document.heading), sides_of(document.text)
    heading = quoted = left = right = inner = 0
    opens = False
    for start, end, low, high, held in places:  # one round: there are many names
        heading += end <= top
        inner += sides.left(start).inner
        if held:
            quoted += 1
            opens = opens or start <= 1
        else:
            left += low < start
            right += high > end
            opens = opens or start == 0
    return Tally(len(places), heading, quoted, left, right, inner, opens)


def said_by(found: Tally, name: str) -> Iterator[str]:
    """Yield what the places of a name say together: how many, where, how it is held."""
    count, heading, quoted, left, right, inner, opens = found
    often = min(count, 5)
    yield f"count={often}"
    yield f"count={often}+person={looks_like_a_person(name)}"
    yield f"body={min(count - heading, 4)}+heading={min(heading, 2)}"
    yield f"quoted={min(quoted, 2)}+all={quoted == count}"
    if quoted and heading:
        yield "quoted and in heading"
    if opens:
        yield "opens the text"
    if plain := count - quoted:
        before, behind = _share(left, plain), _share(right, plain)
        yield f"left={before}"
        yield f"right={behind}"
        yield f"left={before}+right={behind}+{min(count, 3)}"
    yield f"inner={min(inner, 2)}+words={min(len(name.split()), 3)}"


def _share(part: int, whole: int) -> str:
    return "none" if part == 0 else "all" if part == whole else "some"


_OPENING = re.compile(r"(?:^|[.!?\n:]\s*[\"“‘'(*–-]*\s?|\n)$")


class Side(NamedTuple):
    """What stands on one side of a name.

    word, next: the words beside it, by their kind.  signs: for or against a title.  person: whether
    it says who somebody is.  inner: whether words before it show that it is inside a sentence.
    """

    word: str
    next: str
    signs: tuple[str, ...]
    person: bool
    inner: bool = False


class Sides:
    """The sides of the names of a text, kept: many names begin or end in one place."""

    def __init__(self, text: str) -> None:
        """Take a text."""
        self._text = text
        self._signs = Signs(text)
        self._qualified = qualified(text)
        self._left: dict[int, Side] = {}
        self._right: dict[int, Side] = {}

    def left(self, start: int) -> Side:
        """Return what stands before an offset."""
        found = self._left.get(start)
        if found is None:
            one, two = _last_words(self._text[max(0, start - 40) : start])
            person = self._qualified.known_for(start)
            inner = _OPENING.search(self._text[max(0, start - 4) : start]) is None
            found = self._left[start] = Side(one, two, self._signs.ahead(start), person, inner)
        return found

    def right(self, end: int) -> Side:
        """Return what stands behind an offset."""
        found = self._right.get(end)
        if found is None:
            one, two = _first_words(self._text[end : end + 50])
            person = self._qualified.says_who(end)
            found = self._right[end] = Side(one, two, self._signs.behind(end), person)
        return found


@lru_cache(maxsize=1)  # one text is asked about for each of its names
def sides_of(text: str) -> Sides:
    """Return the sides of the names of a text."""
    return Sides(text)


def words_before(one: str, two: str) -> tuple[str, str]:
    """Return what the words before a name say, the nearest first."""
    return f"-1={one}", f"-2={two}_{one}"


def words_behind(one: str, two: str) -> tuple[str, str]:
    """Return what the words behind a name say."""
    return f"+1={one}", f"+2={one}_{two}"


def _of_context(document: Document, place: Place) -> list[str]:
    """Return the words beside one place, and the signs for or against a title."""
    sides = sides_of(document.text)
    left, right = sides.left(place.start), sides.right(place.end)
    found = [*words_before(left.word, left.next), *words_behind(right.word, right.next)]
    found.append(f"around={left.word}_{right.word}")
    found += [f"sign={sign}" for sign in (*left.signs, *right.signs)]
    if place.end <= len(document.heading):
        found += [f"heading+1={right.word}", f"heading-1={left.word}"]
    if left.person or right.person:
        found.append(OF_A_PERSON)
    return found


def _last_words(text: str) -> tuple[str, str]:
    """Return the last word of a text and the one before it, by their kind."""
    found: tuple[str, ...] = ()
    for stretch in reversed(text.rsplit(" ", 4)):
        found = _shapes(stretch) + found
        if len(found) > 1:
            return found[-1], found[-2]
    return (found[0], "^") if found else ("^", "^")


def _first_words(text: str) -> tuple[str, str]:
    """Return the first two words of a text, by their kind."""
    found: tuple[str, ...] = ()
    for stretch in text.split(" ", 4):
        found += _shapes(stretch)
        if len(found) > 1:
            return found[0], found[1]
    return (found[0], "$") if found else ("$", "$")


@lru_cache(maxsize=_REMEMBERED)
def _shapes(stretch: str) -> tuple[str, ...]:
    """Return the words of a stretch of text by their kind: no word spans a blank."""
    return tuple(map(_shape, _TOKEN.findall(stretch)))


def _shape(token: str) -> str:
    """Return a word beside a name as a feature: bodies, names and numbers by their kind."""
    if token.isdigit():
        return "YEAR" if len(token) == 4 else "NUMBER"
    if token == "\n":  # noqa: S105
        return "LINE"
    if token in {'"', "“", "”", "‘", "*", "_"}:
        return "QUOTE"
    kind = _body(token) if token[0].isupper() else None
    if kind:
        return kind.upper()
    if token[0].isupper():
        folded = token.casefold()
        return folded if names.is_common_word(folded) else "Name"
    return token.replace("’", "'")
