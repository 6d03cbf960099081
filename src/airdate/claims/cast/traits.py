"""Traits of a person in a sentence: the features by which a claim and its kind are chosen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from airdate.claims.cast import manner
from airdate.claims.cast.groups import Group
from airdate.claims.cast.kinds import Choice, Setting, kinds
from airdate.claims.cast.people import Role
from airdate.claims.cast.rules import Match
from airdate.claims.lexicon import rows
from airdate.claims.names import given_names, is_common_word, plain, surnames, word_class
from airdate.model import CreditKind

_TOKEN = re.compile(r"[A-Z](?:'s)?|[a-z0-9][\w'-]*|[^\s\w]")
_NEAR = 3  # words on either side of a list that are traits by their place
_FAR = 9  # words on either side whose presence alone is a trait
_CLAUSE = frozenset(".;:?!")
# What stands between a list and the verb that tells of it: auxiliaries, adverbs, hedges.
_AUXILIARIES = (
    "is are was were be been being has have had will would 'll 's can could may might must should "
    "shall to do does did also both all each now then again still already just only not set due "
    "expected confirmed slated scheduled reportedly likely who , having going"
)
_AUXILIARY = frozenset(_AUXILIARIES.split())
_REMEMBERED = 20_000
_TELLING = frozenset(kind.value for kind in CreditKind)
# Words of these classes make a clause one on cast and crew.
_ABOUT = _TELLING | {"hedge", "author", "outsider", "speech"}
_SEASONAL = frozenset({CreditKind.RETURNING, CreditKind.NEW, CreditKind.DEPARTING})


@dataclass(frozen=True)
class Words:
    """The tokens of a reduced sentence and where each begins."""

    tokens: list[str]
    starts: list[int]
    senses: list[tuple[int, str]]

    @classmethod
    def of(cls, text: str) -> Words:
        """Return the tokens of a reduced sentence."""
        found = list(_TOKEN.finditer(text))
        tokens = [m[0] for m in found]
        return cls(tokens, [m.start() for m in found], list(_senses(tokens)))


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    """Return the stems of words and phrases of `cast_words.tsv` → their classes."""
    found: dict[str, dict[str, None]] = {}
    for row in rows("cast_words.tsv"):
        for phrase in row["words"].split():
            stems = " ".join(_stem(word) for word in phrase.split("_"))
            found.setdefault(stems, {})[row["class"]] = None
    return {phrase: tuple(classes) for phrase, classes in found.items()}


def _senses(tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield where a word or phrase of a class stands, as the index of its first token."""
    known, stems = _lexicon(), [_stem(token) for token in tokens]
    for at in range(len(stems)):
        for size in (1, 2, 3):
            for sense in known.get(" ".join(stems[at : at + size]), ()):
                yield at, sense


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a list stands, and what the rules make of it there.

    own: the matches of the list that are no wishes.  chosen: what the rules would say of it.
    last: what the list before it was.  wished: whether the rules met in it are wishes alone.
    ahead: the classes of the words of the sentence before.
    """

    group: Group
    setting: Setting
    words: Words
    own: Sequence[Match]
    chosen: Sequence[Choice]
    last: Choice | None
    wished: bool
    ahead: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """A person of a list.

    place: in the list.  likely: 0..1, that the name is a person's.  known_as: how the document uses
    the name elsewhere.  titled: whether it is in the name of a work.
    chosen: what the rules say of this one of the list.
    """

    role: Role
    place: int
    likely: float
    known_as: str
    titled: bool
    chosen: Sequence[Choice]
    standing: Standing


def traits(
    mentions: Sequence[Mention], elsewhere: Iterable[str], *, others: Iterable[str]
) -> list[str]:
    """Return the features of a person in a sentence, each once, from all its mentions there.

    elsewhere: what the rules make of the person in other sentences of the document.
    others: what they make of other persons of it.
    """
    found: dict[str, None] = {}
    for mention in mentions:
        found.update(dict.fromkeys(_of_mention(mention)))
    for kind in elsewhere:
        found[f"doc={kind}"] = None
    if not any(m.chosen for m in mentions):
        found["ruleless"] = None
        for kind in elsewhere:
            found[f"ruleless+doc={kind}"] = None
    sequel = mentions[0].standing.setting.sequel
    for kind in others:
        found[f"others={kind}"] = None
        if kind in _SEASONAL:
            found[f"others={kind}+{sequel}"] = None
    found["1"] = None
    return list(found)


def _of_mention(mention: Mention) -> Iterator[str]:
    yield from _by_name(mention)
    yield from _by_rules(mention)
    yield from _by_list(mention)
    yield from _by_words(mention)
    yield from _by_senses(mention)
    yield from _by_sentence(mention)


def _by_name(mention: Mention) -> Iterator[str]:
    unit, likely = mention.role.unit, mention.likely
    size = unit.words.count(" ") + 1 if unit.letter == "N" else 0
    yield f"likely={likely:.1f}"
    yield f"form={min(size, 4)}"
    yield f"form={min(size, 4)}+{mention.known_as}"
    yield f"known-as={mention.known_as}"
    words = unit.words.split()
    first = plain(words[0])
    given = first in given_names()
    asian = first in surnames() or plain(words[-1]) in surnames()
    common = sum(is_common_word(word) for word in words)
    yield f"shape={given}{asian}{min(common, 2)}{min(size, 4)}"
    yield f"common={min(common, 2)}"
    if mention.titled:
        yield "titled"
        yield f"titled+{given}"
    if first == "the" or any(word in word_class("honorific") for word in words):
        yield "honorific"
    if unit.words.isupper():
        yield "upper"


def _by_rules(mention: Mention) -> Iterator[str]:
    setting = mention.standing.setting
    for match in mention.standing.own:
        yield f"rule={match.rule.name}"
        enough = mention.likely >= match.rule.needs
        for kind in kinds(match, setting, last=mention.standing.last):
            yield f"says={kind}"
            yield f"says={kind}+{enough}"
    for kind, match in mention.chosen:
        yield f"chosen={kind}"
        yield f"chosen={kind}+{setting.sequel}{setting.film}"
        yield f"chosen={match.rule.name}+{setting.sequel}"
    if mention.standing.wished:
        yield "wished"
    if manner.wishes(manner.clause(setting.reduced.text, mention.standing.group.at)):
        yield "wish"
        yield f"wish+{bool(mention.chosen)}"
    if mention.standing.last:
        yield f"last={mention.standing.last[0]}"
        if not mention.chosen:
            yield f"ruleless+last={mention.standing.last[0]}"


def _by_list(mention: Mention) -> Iterator[str]:
    role, group = mention.role, mention.standing.group
    size = min(len(group.items), 4)
    yield f"size={size}"
    if mention.place:
        yield "not-first"
    parted = [bool(i.part or i.paren or i.quoted) for i in group.items]
    stands = (
        "turned" if role.turned else "owned" if role.owned else "said" if role.said
        else "part" if role.part else "none"
    )  # fmt: skip
    yield f"part={stands}"
    yield f"part={stands}+{bool(mention.chosen)}"
    if any(parted) and not role.part:
        yield "others-parted"
    if group.items[mention.place].plays:
        yield "who-plays"
    if role.known:
        yield "known"
        yield f"known+{bool(mention.chosen)}"
    for word in role.job.split():
        yield f"job={word}"
    if mention.chosen and mention.chosen[0][1].kind != "echo" and role.job:
        yield from (f"job={w}+{mention.chosen[0][0]}" for w in role.job.split())
    for kind in manner.trades_before(mention.standing.setting.reduced.text, group.at):
        yield f"trade={kind}"
        yield f"trade={kind}+{bool(mention.chosen)}"


def _by_words(mention: Mention) -> Iterator[str]:
    tokens, starts = mention.standing.words.tokens, mention.standing.words.starts
    at = bisect_left(starts, mention.standing.group.at)
    before = tokens[max(0, at - _FAR) : at][::-1]
    after = tokens[at + 1 : at + 1 + _FAR]
    sequel = mention.standing.setting.sequel
    for sign, near in (("-", before), ("+", after)):
        stems = [_stem(t) for t in near]
        for place in range(_NEAR):
            yield f"w{sign}{place + 1}={near[place] if place < len(near) else '|'}"
        pair = " ".join(near[:2])
        yield f"w{sign}12={pair}"
        yield f"w{sign}123={' '.join(near[:3])}"
        clause = True
        for token, stem in zip(near, stems, strict=True):
            clause = clause and token not in _CLAUSE
            yield f"w{sign}={stem}" if clause else f"v{sign}={stem}"
            if clause and not mention.chosen:
                yield f"r{sign}={stem}"
    verb = next((_stem(t) for t in after if t not in _AUXILIARY), "|")
    yield f"verb={verb}"
    yield f"verb={verb}+{sequel}"
    yield f"verb={verb}+{mention.standing.setting.film}{len(mention.standing.group.items) > 1}"
    yield f"between={before[0] if before else '|'}+{after[0] if after else '|'}"


_CLOSE = 4  # tokens between a list and a word that still belongs to it


def _by_senses(mention: Mention) -> Iterator[str]:
    """Yield the classes of the words around, by side, nearness and clause."""
    words = mention.standing.words
    at = bisect_left(words.starts, mention.standing.group.at)
    low = max((i for i in range(at) if words.tokens[i] in _CLAUSE), default=-1)
    high = next((i for i in range(at, len(words.tokens)) if words.tokens[i] in _CLAUSE), 999)
    none = not mention.chosen
    nearest: dict[str, tuple[int, str]] = {}
    inside: set[str] = set()
    for place, sense in words.senses:
        side = "-" if place < at else "+"
        if not low < place < high:
            yield f"far={sense}"
            continue
        inside.add(sense)
        yield f"sense{side}={sense}"
        if none:
            yield f"ruleless+sense{side}={sense}"
        away = abs(place - at)
        if away <= _CLOSE:
            yield f"near{side}={sense}"
        if sense in _TELLING and (side not in nearest or nearest[side][0] > away):
            nearest[side] = (away, sense)
    if not inside & _ABOUT:
        yield "about-nothing"
        yield f"about-nothing+{none}{len(mention.standing.group.items) > 1}"
    work = "T" in words.tokens or any(sense == "work" for _, sense in words.senses)
    yield f"work={work}+{none}"
    for side in "-+":
        away, sense = nearest.get(side, (0, "|"))
        yield f"nearest{side}={sense}"
        yield f"nearest{side}={sense}+{none}"
        yield f"nearest{side}={sense}+{mention.standing.setting.sequel}"
    both = "+".join(nearest[side][1] if side in nearest else "|" for side in "-+")
    yield f"nearest={both}"
    told = sorted(inside & _TELLING)
    yield f"senses={'/'.join(told)}"
    for kind, _ in mention.chosen:
        yield f"chosen={kind}&senses={'/'.join(told)}"
        yield from (f"chosen={kind}&{sense}" for sense in told)


def _by_sentence(mention: Mention) -> Iterator[str]:
    setting = mention.standing.setting
    reduced = setting.reduced
    text, section = reduced.text, setting.section
    none = not mention.chosen
    yield f"sequel={setting.sequel}{setting.film}"
    yield f"sequel={setting.sequel}{setting.film}+{none}"
    if section is not None:
        yield f"section={section.acting}"
        yield f"section={section.acting}+{none}"
        yield from (f"section={kind}" for kind in section.crew)
    around = manner.kind_around(text)
    yield f"around={around}"
    yield f"around={around}+{none}"
    yield f"around={around}+{setting.sequel}+{none}"
    yield f"ahead={manner.kind_around(setting.before)}"
    for sense in mention.standing.ahead & _TELLING:
        yield f"before={sense}"
        if none:
            yield f"ruleless+before={sense}"
    if reduced.strip.headline:
        yield "headline"
    if reduced.strip.sentence.number == 0:
        yield "heading"
        yield f"heading+{none}"
    if manner.is_speech(text):
        yield "speech"
        yield f"speech+{none}"
    if manner.is_on_cast(text):
        yield "on-cast"
        yield f"on-cast+{none}"
    if text.endswith("?"):
        yield "question"
    yield f"groups={min(len(reduced.groups), 4)}"
    tokens = mention.standing.words.tokens
    yield f"first={tokens[0]}"
    yield f"short={min(len(tokens) // 6, 4)}"


_ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""))


@lru_cache(maxsize=_REMEMBERED)
def _stem(word: str) -> str:
    """Return a word without its ending, so that the forms of a verb are one trait."""
    if len(word) < 4 or not word[0].isalpha():
        return word
    for ending, put in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and not word.endswith("ss"):
            doubled = ending in {"ing", "ed"} and len(stem) > 3 and stem[-1] == stem[-2] != "l"
            stem = stem[:-1] if doubled and stem[-1] != "s" else stem
            return (stem + put).removesuffix("e")
    return word
