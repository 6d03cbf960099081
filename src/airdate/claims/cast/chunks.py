"""Runs of capitalised words: which of them may be a person's name, and how likely that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

from airdate.claims.names import given_names, is_common_word, plain, surnames, word_class

_LED = re.compile(
    r"[-‐‑](?:led|based|style|themed|produced|directed|backed|created|era|esque|wide|winning|"
    r"nominated|type|starring|penned|set|inspired|born|like|only|owned|versed|centric)\Z"
)
_CONTRACTED = re.compile(r"['’](?:ll|re|ve|d|m|t)\Z")
_VERBAL = re.compile(r"\w{4}ing\Z")
# Trades are written with a capital before and after names; they are no part of them.
TRADES = frozenset(
    [
        "executive",
        "producer",
        "producers",
        "produce",
        "director",
        "directors",
        "writer",
        "writers",
        "creator",
        "creators",
        "showrunner",
        "showrunners",
        "co-executive",
        "co-creator",
        "co-showrunner",
        "actor",
        "actress",
        "actors",
        "star",
        "stars",
        "screenwriter",
        "filmmaker",
        "author",
        "pd",
        "ep",
    ]
)
_REMEMBERED = 10_000  # names whose likelihood is kept: those of some dozen articles
_LONGEST_NAME = 6  # words; a longer run of capitals is a headline


class Word(Protocol):
    """A token of the document."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102
    @property
    def is_word(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How the words of a document stand in it.

    capital: words with a capital inside a sentence.  lower: words without one.
    """

    capital: frozenset[str]
    lower: frozenset[str]

    @classmethod
    def of(cls, lower: Iterable[str], sentences: Iterable[Sequence[Word]]) -> Vocabulary:
        """Return the vocabulary of words in lower case and of sentences that are no headlines."""
        capital = {
            token.words
            for found in sentences
            for before, token in pairwise(found)
            if token.is_word
            and token.words[0].isupper()
            and (before.is_word or before.words in {",", "("})
        }
        return cls(frozenset(capital), frozenset(lower))


class Setting(Protocol):
    """What the reading of a run depends on."""

    @property
    def headline(self) -> bool: ...  # noqa: D102
    @property
    def vocabulary(self) -> Vocabulary: ...  # noqa: D102


W = TypeVar("W", bound=Word)
Run = tuple[Sequence[W], str, float]


def chunks(found: Sequence[W], opens: bool, setting: Setting) -> list[Run[W]]:
    """Return the units that begin the tokens: (tokens, letter, likely); letter w for plain words.

    opens: whether the first word has its capital by its place.  The first token is capitalised.
    """
    if _is_plain(found[0].words, opens, setting) and not _begins_name(found, 0):
        return [(found[:1], "w", 0.0)]
    run = _run(found, setting)
    return _split(run)


class _Signs(NamedTuple):
    """What a word with a capital is by itself."""

    folded: str
    contracted: bool
    weak: bool
    trade: bool
    honorific: bool
    given: bool
    verbal: bool
    common: bool


@lru_cache(maxsize=_REMEMBERED)
def _signs(word: str) -> _Signs:
    folded = word.casefold()
    return _Signs(
        folded,
        _CONTRACTED.search(word) is not None,
        word in word_class("weak_opener"),
        folded in TRADES or _LED.search(word) is not None,
        word in word_class("honorific"),
        plain(word) in given_names(),
        _VERBAL.search(word) is not None,
        is_common_word(word),
    )


def _is_plain(word: str, opens: bool, setting: Setting) -> bool:
    """Return whether a capital comes from the word's place and not from a name."""
    signs = _signs(word)
    if signs.trade or (opens and (signs.contracted or signs.weak)):
        return True
    if not (opens or setting.headline) or signs.honorific:
        return False
    lower = signs.folded in setting.vocabulary.lower
    if signs.given and not (opens and lower):
        return False
    if word in setting.vocabulary.capital and not setting.headline:
        return False
    return (opens and signs.verbal) or signs.common or lower


@dataclass(frozen=True, slots=True)
class _Prose:
    vocabulary: Vocabulary
    headline: bool = False


def opens_plainly(word: str, vocabulary: Vocabulary) -> bool:
    """Return whether the first word of a sentence, the only one with a capital, is no name."""
    return _is_plain(word, True, _Prose(vocabulary))


# "Will Netflix ...", "May Season 2 ..." open questions more often than they open names.
_AUXILIARIES = frozenset({"will", "may"})
# What stands before a hyphen in other words than given names: "co-star", "mid-season".
_PREFIX = re.compile(r"(?:co|ex|non|pre|re|k|j|c|sci|spin|mid|multi|semi|anti|post|u|x|t|e)-", re.I)


def _begins_name(found: Sequence[Word], at: int) -> bool:
    """Return whether a word at an index begins a name because of the word that follows it.

    "Park Ji-hu", "Song Hye Kyo", "Park Solomon", "Rose Byrne"; not "So Netflix", "Song Lyrics".
    """
    words = _adjoining(found, at)
    return len(words) == 2 and _begin_name(words[0], words[1])


@lru_cache(maxsize=_REMEMBERED)
def _begin_name(*words: str) -> bool:
    if words[1] in _bodies():
        return False
    if plain(words[0]) in given_names() - _AUXILIARIES and not is_common_word(words[1]):
        return plain(words[1]) not in given_names()
    if plain(words[0]) not in surnames():
        return False
    if "-" in plain(words[1]):
        return not (_PREFIX.match(plain(words[1])) or _LED.search(words[1]))
    if words[0] in word_class("weak_opener") or words[1].casefold() in TRADES:
        return False
    return not is_common_word(words[1]) or plain(words[1]) in given_names()


def _ends_name(found: Sequence[Word], at: int) -> bool:
    """Return whether a word at an index is an everyday word that serves as the last of a name."""
    before = found[at - 1].words
    first = at == 1 and not is_common_word(before) and before not in _bodies()
    return first and found[at].words in word_class("word_surname")


def _adjoining(found: Sequence[Word], at: int) -> list[str]:
    """Return the words from an index on that have capitals and one blank between them, two."""
    words = [found[at].words]
    for before, token in pairwise(found[at : at + 2]):
        if token.start - before.end == 1 and token.is_word and token.words[0].isupper():
            words.append(token.words)
    return words


def _run(found: Sequence[W], setting: Setting) -> Sequence[W]:
    """Return the tokens that are one run of capitals with particles and nicknames in it."""
    length = 1
    while length < len(found) and length < 40:
        step = _step(found, length, setting)
        if not step:
            break
        length += step
    return found[:length]


def _step(found: Sequence[Word], at: int, setting: Setting) -> int:
    """Return by how many tokens a run goes on at an index, 0 where it ends."""
    before, token = found[at - 1], found[at]
    if token.start - before.end > 1 or (token.start == before.end and before.words[-1] != "."):
        return 0
    if token.is_word and token.words[0].isupper():
        if token.words.casefold() in TRADES:
            return 0
        in_name = plain(before.words) in given_names() or _begins_name(found, at - 1)
        in_name = in_name or _ends_name(found, at)
        return (
            0 if setting.headline and not in_name and _is_plain(token.words, False, setting) else 1
        )
    particles = word_class("particle")
    ahead = found[at + 1 : at + 3]
    if token.words in particles and ahead and ahead[0].words[0].isupper():
        return 2
    if token.words in particles and len(ahead) == 2 and ahead[0].words in particles:
        return 3 if ahead[1].words[0].isupper() else 0
    if token.words in {'"', "“", "‘", "'"} and len(found) > at + 3:
        return _nickname(found, at)
    return 0


def _nickname(found: Sequence[Word], at: int) -> int:
    """Return 3 where a quoted word and a further capital follow: Adam "Ace" Marsh."""
    name, closer, after = found[at + 1 : at + 4]
    quoted = name.is_word and name.words[0].isupper() and closer.words in {'"', "”", "’", "'"}
    return 4 if quoted and after.is_word and after.words[0].isupper() else 0


def _split(run: Sequence[W]) -> list[Run[W]]:
    """Return a run as bodies ahead and the name in it."""
    head = 0
    while head < len(run):
        size = _body(run, head)
        if not size:
            break
        head += size
    parts: list[Run[W]] = [(run[:head], "O", 0.0)] if head else []
    rest = run[head:]
    if not rest:
        return parts
    lead = _leading_words(rest)
    if lead:
        parts.append((rest[:lead], "w", 0.0))
        rest = rest[lead:]
    likely = likelihood([t.words for t in rest])
    return [*parts, (rest, "O" if likely <= 0.02 else "N", likely)]


def _body(run: Sequence[Word], at: int) -> int:
    """Return how many words at an index name a place, body, month or people; 0 where none does."""
    if run[at].words == "The" and at + 1 < len(run):
        size = _body(run, at + 1)
        return size + 1 if size else 0
    words = [t.words for t in run[at : at + 2]]
    if len(words) == 2 and " ".join(words) in _bodies():
        return 2
    first = words[0]
    if first not in _bodies():
        return 0
    name_like = plain(first) in given_names() or first in word_class("korean_surname")
    rest = run[at + 1 :]
    if name_like and rest and rest[0].words not in word_class("body_noun"):
        return 0
    if any(t.words in word_class("body_noun") for t in rest):
        return len(run) - at
    return 1


@cache
def _bodies() -> frozenset[str]:
    classes = ("company", "outlet", "place", "month", "nationality", "misc")
    return frozenset().union(*(word_class(name) for name in classes))


def _leading_words(run: Sequence[Word]) -> int:
    """Return how many words ahead of a name only describe it: "Series Creator Ola Berg"."""
    lead = 0
    while lead + 1 < len(run) and _describes(run[lead].words):
        lead += 1
    remaining = [t.words for t in run[lead:]]
    return lead if lead and likelihood(remaining) > 0.5 else 0


def _describes(word: str) -> bool:
    return (
        is_common_word(word) and plain(word) not in given_names() and plain(word) not in surnames()
    )


def likelihood(words: Sequence[str]) -> float:
    """Return the chance, 0..1, that words with capitals name a person, by their form alone."""
    return _likelihood(tuple(words))


@lru_cache(maxsize=_REMEMBERED)
def _likelihood(words: tuple[str, ...]) -> float:
    words = tuple(w for w in words if w not in "\"“”‘’'")
    core = [w for w in words if w not in word_class("particle") and w not in word_class("suffix")]
    if not core or len(core) > _LONGEST_NAME or any(c.isdigit() for w in core for c in w):
        return 0.02
    if core[0] in word_class("honorific") and len(core) > 1:
        return 0.08
    if len(core) == 1:
        return _one_word(core[0])
    return _several(core)


def _one_word(word: str) -> float:
    if word.isupper() and len(word) > 1 and "." not in word:
        return 0.02
    if word in word_class("honorific"):
        return 0.05
    if word in word_class("body_noun"):
        return 0.02
    folded = plain(word)
    if folded in given_names():
        return 0.5
    if folded in surnames():
        return 0.15
    return 0.3 if is_common_word(word) else 0.4


def _several(core: Sequence[str]) -> float:
    folded = [plain(w) for w in core]
    asian = folded[0] in surnames() or folded[-1] in surnames()
    given = folded[0] in given_names()
    if core[0] in word_class("body_noun") and not given and not asian:
        return 0.02
    if core[-1] in word_class("body_noun") and not given and not (asian and "-" in core[0]):
        return 0.02
    if asian and any("-" in w for w in folded):
        return 0.97
    if given or folded[0][:1] + "." == folded[0]:
        return 0.95
    common = sum(is_common_word(w) for w in core)
    if common == len(core):
        return 0.1 if not asian else 0.4
    if asian and len(core) <= 3:
        return 0.92
    if not common:
        return 0.82
    return 0.75 if common == 1 and len(core) == 2 and is_common_word(core[-1]) else 0.5
