"""Names of persons as texts spell them: words, word classes, one key per person, other names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from airdate.claims.lexicon import rows

# Words and names whose reading is kept: more than a document has, less than fills a memory.
_REMEMBERED = 50_000
_HYPHENS = re.compile("[‐‑‒–—−﹣－-]")
_QUOTED_NICKNAME = re.compile(r"\s[\"“‘'][^\"”’']{1,20}[\"”’'](?=\s)")
_POSSESSIVE = re.compile(r"['’]s$")
_SUFFIX = re.compile(r",? (?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the words of a class of `names_lexicon.tsv`, as written there."""
    return frozenset(
        word.replace("_", " ")
        for row in rows("names_lexicon.tsv")
        if row["class"] == name
        for word in row["words"].split()
    )


@cache
def given_names() -> frozenset[str]:
    """Return given names of several cultures, casefolded and without accents."""
    known = word_class("given_western") | word_class("given_world")
    return frozenset(plain(word) for word in known)


@cache
def surnames() -> frozenset[str]:
    """Return East Asian family names, which stand first or last, casefolded."""
    classes = ("korean_surname", "japanese_surname", "chinese_surname")
    return frozenset(plain(word) for name in classes for word in word_class(name))


@cache
def _common_words() -> frozenset[str]:
    text = files("airdate.claims").joinpath("names_common_words.txt").read_text(encoding="utf-8")
    return frozenset(
        word for line in text.splitlines() if not line.startswith("#") for word in line.split()
    )


# How an inflected word is led back to its base: ending, what takes its place.
_ENDINGS = (
    ("s", ("",)),
    ("es", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ly", ("",)),
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("er", ("", "e")),
    ("est", ("", "e")),
)


@lru_cache(maxsize=_REMEMBERED)
def is_common_word(word: str) -> bool:
    """Return whether a word is one of everyday English, inflected or not; any case."""
    word = word.casefold().replace("’", "'")
    known = _common_words()
    if word in known:
        return True
    for ending, replacements in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            if any(stem + end in known for end in replacements):
                return True
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in known:
                return True
    return False


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """Return a text casefolded, without accents, with ASCII hyphens and quotes."""
    text = _HYPHENS.sub("-", text.casefold().replace("’", "'").replace("‘", "'"))
    text = text.replace("ø", "o").replace("ł", "l").replace("ı", "i").replace("đ", "d")
    folded = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFKC", "".join(c for c in folded if not unicodedata.combining(c)))


# ── one person ──────────────────────────────────────────────────────────────────────────────


@cache
def _variants() -> dict[str, str]:
    """Return romanised Korean syllables and family names → the spelling that stands for all."""
    return {
        other: row["syllable"] for row in rows("names_korean.tsv") for other in row["also"].split()
    }


def _parts(name: str) -> list[str]:
    """Return the words of a name without nickname, suffix and dots; hyphens are kept."""
    bare = _SUFFIX.sub("", plain(_POSSESSIVE.sub("", _QUOTED_NICKNAME.sub("", name))))
    bare = re.sub(r"(?<=\b\w)\.\s?(?=\w\b)", "", bare.replace("'", ""))
    return re.findall(r"[\w-]*\w", bare)


@lru_cache(maxsize=_REMEMBERED)
def person_key(name: str) -> str:
    """Return what all spellings of one person's name share.

    Case, accents, hyphens, dots and nicknames do not count.  An East Asian name is led to family
    name first and given name in one word: Park Ji-hu, Park Ji Hu, Ji-hu Park and Park Jihu are one.
    """
    words = _parts(name)
    if len(words) == 1 or len(words) > 3:
        return " ".join(words).replace("-", " ")
    family = _family_name(words)
    if family is None:
        return " ".join(words).replace("-", " ")
    given = words[1:] if family == 0 else words[:-1]
    syllables = [s for word in given for s in word.split("-")]
    spelt = _variants()
    joint = " " if given[0] in given_names() else ""
    return f"{spelt.get(words[family], words[family])} " + joint.join(
        spelt.get(s, s) for s in syllables
    )


def _family_name(words: list[str]) -> int | None:
    """Return which word is the East Asian family name: 0, -1, or None where there is none."""
    known, given = surnames(), given_names()
    first, last = words[0], words[-1]
    if "-" in last and first in known:
        return 0
    if "-" in first and last in known and "-" not in last:
        return -1
    if first in known and (first not in given or last not in known):
        return 0
    return -1 if last in known and "-" not in last else None


def fullest(name: str, names: Iterable[str]) -> str:
    """Return the fullest form of a name among the names of a document, itself where there is none.

    A form that two different persons could bear ("Momoa" beside Jason and Nakoa-Wolf) stays.
    """
    longer = [n for n in names if len(n) > len(name) and _extends(name, n)]
    persons = {person_key(n) for n in longer}
    if len(persons) != 1:
        return name
    return max(longer, key=lambda n: (len(n.split()), len(n)))


def _extends(short: str, long: str) -> bool:
    """Return whether a name is a full form of a shorter one in the same document."""
    few, many = _parts(short), _parts(long)
    if len(few) >= len(many) or not few:
        return False
    return few == many[: len(few)] or few == many[-len(few) :]


# ── other names ─────────────────────────────────────────────────────────────────────────────

# No word of a name is longer than 40 letters: without an end each letter would open one.
_WORD = r"[^\W\d_a-z][\w’'‐‑.-]{0,40}"
_NAME = rf"{_WORD}(?: {_WORD}){{0,3}}"
_ALSO = re.compile(
    rf"(?P<name>{_NAME}),? \(?(?:also known as|a\.?k\.?a\.?|formerly known as|formerly|"
    rf"born|real name|better known as|who also goes by|known professionally as|stage name)"
    rf"(?: is)?:? [“\"]?(?P<other>{_NAME})"
)
_IN_BRACKETS = re.compile(rf"(?P<name>{_NAME}) \((?P<other>{_NAME})\)")


def aliases(text: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of names that a text says are one person's: ("Lomon", "Park Solomon").

    Said by "also known as" and its like, or by a name of one word before brackets with its own
    form in them.  "Lomon (Lee Su-hyeok)" gives none here: only a reader who knows the part can
    tell, so the bracket counts only where its name ends with the one before it, or its letters.
    """
    found = [(m["name"], m["other"]) for m in _ALSO.finditer(text)]
    for match in _IN_BRACKETS.finditer(text):
        name, other = match["name"], match["other"]
        inner = plain(other).replace(" ", "").replace("-", "")
        if " " not in name and len(other.split()) > 1 and plain(name) in inner:
            found.append((name, other))
    return tuple(dict.fromkeys((a.rstrip(".,"), b.rstrip(".,")) for a, b in found))
