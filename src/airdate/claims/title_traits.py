"""Traits of a candidate: the features by which a title is told from other names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from airdate.claims import bodies, names
from airdate.claims.candidates import Place
from airdate.claims.cast.chunks import likelihood
from airdate.claims.evidence import signs
from airdate.claims.lexicon import rows, words
from airdate.claims.qualifiers import of_a_person
from airdate.claims.runs import SMALL
from airdate.model import Document

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d+|[^\w\s]|\n")
_PERSON = 0.6  # so likely words are a person's name
_FEW = 12  # places of one name that are looked at
_CLASSES = ("leading", "may_lead", "no_title", "label", "trade", "generic", "function")


@cache
def famous() -> dict[str, str]:
    """Return the well-known works of `works.tsv` → film, series or either."""
    return {row["title"]: row["kind"] for row in rows("works.tsv")}


def traits(
    document: Document, name: str, places: Sequence[Place], *, others: Collection[str] = ()
) -> list[str]:
    """Return the features of a name that may be a title, each once.

    others: all names of the text.
    """
    found = dict.fromkeys(_of_form(name))
    found |= dict.fromkeys(_beside_others(name, others))
    found |= dict.fromkeys(_of_places(document, name, places))
    seen: Counter[str] = Counter()
    for place in places[:_FEW]:
        seen.update(set(_of_context(document, place)))
    found |= dict.fromkeys(seen)
    found |= dict.fromkeys(f"{f} twice" for f, count in seen.items() if count > 1)
    found |= dict.fromkeys(_joined(name, found))
    return list(found)


_TELLING = (
    "sign=",
    "left=",
    "right=",
    "opens the text",
    "quoted and",
    "body=",
    "heading+1=",
    "of a person",
)


def _joined(name: str, found: Iterable[str]) -> Iterator[str]:
    """Yield the telling features together with what kind of name it is."""
    known = "famous" if name in famous() or f"The {name}" in famous() else "unknown"
    length = min(len(name.split()), 3)
    plain = name.casefold() in words("no_title") or names.is_common_word(name.casefold())
    for feature in list(found):
        if feature.startswith(_TELLING):
            yield f"{known}+{feature}"
            yield f"{length}+{feature}"
            if length == 1:
                yield f"{known}+{plain}+{feature}"


_LAST_NUMBER = re.compile(r"^(.{2,}?) ([2-9]|1\d)$")


def _beside_others(name: str, others: Collection[str]) -> Iterator[str]:
    """Yield how a name stands to the other names of the text: "Kingdom 2" beside "Kingdom"."""
    numbered = _LAST_NUMBER.match(name)
    if numbered:
        yield f"numbered+{numbered[1] in others}"
        yield f"numbered+{int(numbered[2]) < 4}"
    article = name.removeprefix("The ")
    if article != name:
        yield f"also without the={article in others}"
    elif f"The {name}" in others:
        yield "also with the"
    head = name.partition(":")[0]
    if head != name:
        yield f"also without the rest={head in others}"


def _of_form(name: str) -> Iterator[str]:
    """Yield what the words of a name say by themselves."""
    parts = name.split()
    plain = [re.sub(r"\W+$|^\W+", "", p).casefold() for p in parts]
    yield "1"
    yield f"words={min(len(parts), 7)}"
    yield f"first={_kind(plain[0], parts[0])}"
    yield f"last={_kind(plain[-1], parts[-1])}"
    if len(parts) > 1:
        yield f"ends={_kind(plain[0], parts[0])}+{_kind(plain[-1], parts[-1])}"
    for row in _CLASSES:
        if plain[0] in words(row):
            yield f"opens={row}+{min(len(parts), 3)}"
        if plain[-1] in words(row):
            yield f"closes={row}+{min(len(parts), 3)}"
    big = [w for w in plain if w and w not in SMALL]
    common = sum(names.is_common_word(w) for w in big)
    yield f"common={common == len(big)}+{min(len(parts), 3)}"
    yield f"common={common > 0}+small={any(w in SMALL for w in plain)}"
    if len(plain) > 1 and plain[0] in _people():
        yield f"given+{min(len(plain), 3)}+{names.is_common_word(plain[-1])}"
    person = likelihood(parts) if len(parts) > 1 else 0.0
    yield f"person={round(4 * person)}"
    if any(bodies.kind_of(p) for p in parts):
        yield "holds a body"
    kind = famous().get(name) or famous().get(f"The {name}")
    if kind:
        every = all(names.is_common_word(w) for w in plain)
        yield f"famous={kind}"
        yield f"famous+{min(len(parts), 3)}+{every}"
        yield f"famous={name in famous()}"
    else:
        yield f"unknown+{min(len(parts), 4)}"
    for sign in ":&!?,.-–’'":
        if sign in name:
            yield f"has {sign}"
    if re.search(r"\d", name):
        yield f"digits+{min(len(parts), 3)}"
    if name.isupper():
        yield f"upper+{min(len(name) // 4, 3)}"


def _looks_like_a_person(name: str) -> bool:
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


def _of_places(document: Document, name: str, places: Sequence[Place]) -> Iterator[str]:
    """Yield what the places of a name say together: how many, where, how it is held."""
    count = len(places)
    heading = sum(p.end <= len(document.heading) for p in places)
    yield f"count={min(count, 5)}"
    yield f"count={min(count, 5)}+person={_looks_like_a_person(name)}"
    yield f"body={min(count - heading, 4)}+heading={min(heading, 2)}"
    quoted = sum(p.quoted for p in places)
    yield f"quoted={min(quoted, 2)}+all={quoted == count}"
    if quoted and heading:
        yield "quoted and in heading"
    if any(p.start == 0 or (p.quoted and p.start <= 1) for p in places):
        yield "opens the text"
    plain = [p for p in places if not p.quoted]
    if plain:
        left = sum(p.low < p.start for p in plain) / len(plain)
        right = sum(p.high > p.end for p in plain) / len(plain)
        yield f"left={_share(left)}"
        yield f"right={_share(right)}"
        yield f"left={_share(left)}+right={_share(right)}+{min(count, 3)}"
    inner = sum(_inner(document.text, p) for p in places)
    yield f"inner={min(inner, 2)}+words={min(len(name.split()), 3)}"


def _share(part: float) -> str:
    return "none" if part == 0 else "all" if part == 1 else "some"


_OPENING = re.compile(r"(?:^|[.!?\n:]\s*[\"“‘'(*–-]*\s?|\n)$")


def _inner(text: str, place: Place) -> bool:
    """Return whether a name stands inside a sentence, where capitals say something."""
    return _OPENING.search(text[max(0, place.start - 4) : place.start]) is None


def _of_context(document: Document, place: Place) -> Iterator[str]:
    """Yield the words beside one place, and the signs for or against a title."""
    text = document.text
    before = _TOKEN.findall(text[max(0, place.start - 40) : place.start])[::-1]
    after = _TOKEN.findall(text[place.end : place.end + 50])
    left = [_shape(t) for t in before[:3]] + ["^"] * 3
    right = [_shape(t) for t in after[:3]] + ["$"] * 3
    yield f"-1={left[0]}"
    yield f"-2={left[1]}_{left[0]}"
    yield f"+1={right[0]}"
    yield f"+2={right[0]}_{right[1]}"
    yield f"around={left[0]}_{right[0]}"
    if place.end <= len(document.heading):
        yield f"heading+1={right[0]}"
        yield f"heading-1={left[0]}"
    for sign in signs(text, place.start, place.end):
        yield f"sign={sign}"
    if of_a_person(text, place.start, place.end):
        yield "of a person"


def _shape(token: str) -> str:
    """Return a word beside a name as a feature: bodies, names and numbers by their kind."""
    if token.isdigit():
        return "YEAR" if len(token) == 4 else "NUMBER"
    if token == "\n":  # noqa: S105
        return "LINE"
    if token in {'"', "“", "”", "‘", "*", "_"}:
        return "QUOTE"
    kind = bodies.kind_of(token) if token[0].isupper() else None
    if kind:
        return kind.upper()
    if token[0].isupper():
        folded = token.casefold()
        return folded if names.is_common_word(folded) else "Name"
    return token.replace("’", "'")
