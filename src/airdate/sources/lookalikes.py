"""Domains that imitate a known one: other letters, a slip of a key, an addition, another ending.

Method: skeletons of confusable letters (Unicode Technical Standard 39, section 4), names one
slip away (as in Szurdi et al., The Long "Taile" of Typosquatting Domain Names, 2014), and names
that combine a brand with a word (Kintis et al., Hiding in Plain Sight, 2017).
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from airdate.sources.addresses import divided, registrable

_SHORTEST_TYPO = 6  # letters; shorter names are a slip away from too many honest ones
_ANY_SLIP = 8  # letters; from here on any letter may be replaced, not only by its neighbour
_SHORTEST_BRAND = 6  # letters of a brand that counts inside a longer name
_SHORTEST_WORD = 3  # letters of a brand that counts between hyphens
_LONG = 10  # letters; a longer one is known without its article too
# Letters from which two shapes count as the same: foreign letters betray themselves, digits
# nearly (k8s is not KBS), l for i and rn for m hardly.
_FOREIGN, _DIGITS, _LATIN = 3, 5, 6

_SOUNDS = ({"i", "y"}, {"c", "k"}, {"s", "z"})
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
# Cyrillic, Armenian, Greek and others → the Latin letters that they look like.
_LETTERS = str.maketrans(
    dict(
        zip(
            "авеёкмнорстухіїјѕԁɡһӏԛԝүցոսᴀᴇɑαβεικνορτυχωγı",
            "abeekmhopctyxiijsdghlqwygnuaeaabeiknoptuxwyi",
            strict=True,
        )
    )
)
_SHAPES = str.maketrans("01345789i|", "oleastbgll")


@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity: hashed for every host
class Brand:
    """A known domain, and its outlet's names, each in one word."""

    domain: str
    names: tuple[str, ...]


def imitated(host: str, brands: tuple[Brand, ...]) -> str | None:
    """Return the domain that a host imitates, None where it imitates none.

    host: in Unicode and lower case, not itself known.  Of several, the longest brand holds.
    """
    domain = registrable(host)
    label, suffix = divided(host)
    if {label, domain} & _words()["innocent"]:
        return None
    index = _index(brands)
    found = [
        *_twins(label, index),
        *_slips(label, suffix, index),
        *_combined(label, index),
        *_other_endings(label, suffix, index),
        *_in_front(host.removesuffix(domain).rstrip("."), domain, index),
    ]
    return max(found, key=lambda mark: (len(mark[0]), mark[1]))[1] if found else None


def skeleton(text: str) -> str:
    """Return a text with each letter replaced by the plainest one that looks like it."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    latin = "".join(c for c in plain if not unicodedata.combining(c))
    for pair, letter in _PAIRS:
        latin = latin.replace(pair, letter)
    return latin.translate(_SHAPES)


# A mark is a brand's word and the domain that it belongs to.
Mark = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Index:
    """The brands by word, by skeleton, and by what is left of them when a letter is lost.

    shapes: word, skeleton and domain of the words that may hide inside a longer name.
    """

    words: dict[str, str]
    skeletons: dict[str, str]
    shapes: tuple[tuple[str, str, str], ...]
    shortened: dict[str, tuple[str, ...]]
    labels: frozenset[str]


@lru_cache(maxsize=4)
def _index(brands: tuple[Brand, ...]) -> _Index:
    words: dict[str, str] = {}
    labels = [(divided(brand.domain)[0], brand.domain) for brand in brands]
    for brand, (label, domain) in zip(brands, labels, strict=True):
        bare = label.removeprefix("the") if len(label) > _LONG else label
        for word in (label, label.replace("-", ""), *brand.names, bare):
            if word.isascii():
                words.setdefault(word, domain)
    shortened: dict[str, tuple[str, ...]] = {}
    for word in {label for label, _ in labels if len(label) >= _SHORTEST_TYPO}:
        for rest in _losses(word):
            shortened[rest] = (*shortened.get(rest, ()), word)
    skeletons = {skeleton(word): domain for word, domain in reversed(labels)}
    shapes = tuple(
        (word, skeleton(word), domain)
        for word, domain in words.items()
        if len(word) >= _SHORTEST_BRAND and word not in _words()["common"]
    )
    known = frozenset(label for label, _ in labels)
    return _Index(words, skeletons, shapes, shortened, known)


@cache
def _words() -> dict[str, frozenset[str]]:
    text = (files("airdate.sources") / "lookalikes.toml").read_text("utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


# ── the five ways ───────────────────────────────────────────────────────────────────────────


def _twins(label: str, index: _Index) -> Iterator[Mark]:
    """Yield brands of the same shape in other letters, alone or as a part: `netfl1x`, Cyrillic."""
    for part in {label, *label.split("-"), label.replace("-", "")}:
        domain = index.skeletons.get(skeleton(part))
        if domain and part not in index.labels and len(part) >= _telling(part):
            yield skeleton(part), domain
    shape = skeleton(label)
    if _telling(label) < _LATIN:
        for word, outline, domain in index.shapes:
            if outline in shape and word not in label:
                yield word, domain


def _telling(part: str) -> int:
    if not part.isascii():
        return _FOREIGN
    return _DIGITS if any(c.isdigit() for c in part) else _LATIN


def _slips(label: str, suffix: str, index: _Index) -> Iterator[Mark]:
    """Yield brands with one letter lost, added, swapped or replaced: `netflx`, `vareity`."""
    if len(label) < _SHORTEST_TYPO - 1 or label in index.words:
        return
    reached = {word for rest in (label, *_losses(label)) for word in index.shortened.get(rest, ())}
    for word in reached | (index.labels & set(_losses(label))):
        domain = index.words[word]
        if len(word) >= _SHORTEST_TYPO and _one_slip(word, label):
            own = not _is_plain(word) and word not in _words()["common"]
            if own or (
                _same_ending(domain, suffix, word) and word.rstrip("s") != label.rstrip("s")
            ):
                yield word, domain


def _same_ending(domain: str, suffix: str, word: str) -> bool:
    cheap = suffix in _words()["endings"] and word not in _words()["common"]
    return cheap or divided(domain)[1] == suffix


def _combined(label: str, index: _Index) -> Iterator[Mark]:
    """Yield a brand with something added: `theguardianmagazine`, `variety-news`, `my-netflix`."""
    for at, word, domain in _within(label, index):
        if word == label or word in _words()["common"]:
            continue
        before, after = label[:at].strip("-"), label[at + len(word) :].strip("-")
        if _is_plain(word):
            combined = all(_is_addition(part) for part in (before, after))
        else:
            combined = not (before and after) or _delimited(label, word)
        if combined and _is_distinct(label, word):
            yield word, domain


def _within(label: str, index: _Index) -> Iterator[tuple[int, str, str]]:
    """Yield each known word in a label, with where it first stands, and its domain."""
    for at in range(len(label)):
        for end in range(at + 1, len(label) + 1):
            word = label[at:end]
            domain = index.words.get(word)
            if domain and label.find(word) == at:
                yield at, word, domain


def _other_endings(label: str, suffix: str, index: _Index) -> Iterator[Mark]:
    """Yield the brand itself under another ending: `netflix.co`."""
    domain = index.words.get(label.replace("-", ""))
    if not domain or len(label) < _SHORTEST_WORD + 1 or label in _words()["common"]:
        return
    if not _is_plain(label) or suffix in _words()["endings"]:
        yield label, domain


def _in_front(front: str, domain: str, index: _Index) -> Iterator[Mark]:
    """Yield a brand before another's domain: `netflix.com.watch.info`, `bbc.com-news.xyz`."""
    labels = front.split(".")
    for number, label in enumerate(labels):
        known = index.words.get(label)
        if not known:
            continue
        behind = ".".join([*labels[number + 1 :], domain])
        pretends = behind.startswith((divided(known)[1] + ".", divided(known)[1] + "-"))
        long = len(label) >= _SHORTEST_BRAND and not _is_plain(label)
        if pretends or (long and label not in _words()["common"]):
            yield label, known


# ── letters ─────────────────────────────────────────────────────────────────────────────────


def _is_plain(word: str) -> bool:
    return word in _words()["plain"] or len(word) < _SHORTEST_BRAND


def _is_addition(part: str) -> bool:
    """Whether a part of a name is made of additions alone: `news`, `tvnews`, nothing."""
    additions = _words()["additions"]
    if not part or part.isdigit() or part in additions:
        return True
    return any(
        part[:cut] in additions and _is_addition(part[cut:].strip("-"))
        for cut in range(2, len(part))
    )


def _is_distinct(label: str, word: str) -> bool:
    if len(word) >= _SHORTEST_BRAND:
        return True
    return len(word) >= _SHORTEST_WORD and _delimited(label, word)


def _delimited(label: str, word: str) -> bool:
    return f"-{word}-" in f"-{label}-"


def _losses(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _one_slip(word: str, label: str) -> bool:
    """Whether a label is a word with one letter lost, added, swapped or replaced."""
    if word == label:
        return False
    if len(word) != len(label):
        longer, shorter = sorted((word, label), key=len, reverse=True)
        return shorter in _losses(longer)
    wrong = [at for at in range(len(word)) if word[at] != label[at]]
    if len(wrong) == 1:
        return len(word) >= _ANY_SLIP or _beside(word[wrong[0]], label[wrong[0]])
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
    return swapped and (word[wrong[0]], word[wrong[1]]) == (label[wrong[1]], label[wrong[0]])


def _beside(key: str, other: str) -> bool:
    """Whether two letters lie side by side on the keyboard, or sound alike."""
    if {key, other} in _SOUNDS:
        return True
    for row, letters in enumerate(_KEYS):
        at = letters.find(key)
        if at >= 0:
            near = letters[max(0, at - 1) : at + 2]
            for nearby in (row - 1, row + 1):
                if 0 <= nearby < len(_KEYS):
                    near += _KEYS[nearby][max(0, at - 1) : at + 2]
            return other in near
    return False
