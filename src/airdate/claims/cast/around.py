"""Traits of where a person stands: the words around a list, their classes, the whole sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from airdate.claims.cast import manner
from airdate.claims.cast.sections import Section
from airdate.claims.cast.standing import Standing
from airdate.claims.cast.words import stem
from airdate.claims.choice import Parts
from airdate.model import CreditKind

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
_TELLING = frozenset(kind.value for kind in CreditKind)
# Words of these classes make a clause one on cast and crew.
_ABOUT = _TELLING | {"hedge", "author", "outsider", "speech"}

# ── the words around ────────────────────────────────────────────────────────────────────────


def by_words(standing: Standing, *, told: bool) -> Parts:
    """Yield the words on either side of a list.  told: whether a rule tells of the person."""
    tokens, at = standing.words.tokens, standing.index
    before = tokens[max(0, at - _FAR) : at][::-1]
    after = tokens[at + 1 : at + 1 + _FAR]
    for sign, near in (("-", before), ("+", after)):
        for place in range(_NEAR):
            yield f"w{sign}{place + 1}=", (near[place] if place < len(near) else "|",)
        yield f"w{sign}12=", (" ".join(near[:2]),)
        yield f"w{sign}123=", (" ".join(near[:3]),)
        end = next((i for i, token in enumerate(near) if token in _CLAUSE), len(near))
        inside = dict.fromkeys(map(stem, near[:end]))
        yield f"w{sign}=", inside
        yield f"v{sign}=", dict.fromkeys(map(stem, near[end:]))
        if not told:
            yield f"r{sign}=", inside
    verb = next((stem(t) for t in after if t not in _AUXILIARY), "|")
    setting, several = standing.setting, len(standing.group.items) > 1
    yield "verb=", (verb, f"{verb}+{setting.sequel}", f"{verb}+{setting.film}{several}")
    yield "between=", (f"{before[0] if before else '|'}+{after[0] if after else '|'}",)


_CLOSE = 4  # tokens between a list and a word that still belongs to it


def by_senses(standing: Standing, chosen: Sequence[CreditKind]) -> Parts:
    """Yield the classes of the words around, by side, nearness and clause.

    chosen: what the rules say of the person.
    """
    words, at = standing.words, standing.index
    low, high = _clause(words.tokens, at)
    none = not chosen
    nearest = {"-": (999, "|"), "+": (999, "|")}
    far: dict[str, None] = {}
    sides: dict[str, dict[str, None]] = {"-": {}, "+": {}}
    near: dict[str, dict[str, None]] = {"-": {}, "+": {}}
    for place, sense in words.senses:
        if not low < place < high:
            far[sense] = None
            continue
        side, away = ("-", at - place) if place < at else ("+", place - at)
        sides[side][sense] = None
        if away <= _CLOSE:
            near[side][sense] = None
        if sense in _TELLING and nearest[side][0] > away:
            nearest[side] = (away, sense)
    yield "far=", far
    for side in "-+":
        yield f"sense{side}=", sides[side]
        if none:
            yield f"ruleless+sense{side}=", sides[side]
        yield f"near{side}=", near[side]
        sense = nearest[side][1]
        # "+True" of the rules and of the sequel is one feature
        beside = {f"{sense}+{none}", f"{sense}+{standing.setting.sequel}"}
        yield f"nearest{side}=", (sense, *beside)
    yield "nearest=", (f"{nearest['-'][1]}+{nearest['+'][1]}",)
    inside = sides["-"].keys() | sides["+"]
    if not inside & _ABOUT:
        yield "", ("about-nothing", f"about-nothing+{none}{len(standing.group.items) > 1}")
    work = "T" in words.tokens or any(sense == "work" for _, sense in words.senses)
    yield "work=", (f"{work}+{none}",)
    told = sorted(inside & _TELLING)
    senses = "/".join(told)
    yield "senses=", (senses,)
    for kind in dict.fromkeys(chosen):
        yield "chosen=", (f"{kind}&senses={senses}", *(f"{kind}&{sense}" for sense in told))


def _clause(tokens: Sequence[str], at: int) -> tuple[int, int]:
    """Return the indices of the signs around an index that part its clause from others."""
    signs = [i for i, token in enumerate(tokens) if token in _CLAUSE]
    place = bisect_left(signs, at)
    return signs[place - 1] if place else -1, signs[place] if place < len(signs) else 999


# ── the sentence ────────────────────────────────────────────────────────────────────────────


class Signs(NamedTuple):
    """What a sentence says of cast and crew as a whole, and where it stands.

    around, before: the kind of acting that its words and those of the sentence before speak of.
    ahead: what the words of the sentence before tell.
    """

    sequel: bool
    film: bool
    section: Section | None
    around: CreditKind | None
    before: CreditKind | None
    ahead: frozenset[str]
    headline: bool
    heading: bool
    speech: bool
    on_cast: bool
    question: bool
    groups: int
    first: str
    short: int


def signs(standing: Standing) -> Signs:
    """Return what `by_sentence` depends on."""
    setting, tokens = standing.setting, standing.words.tokens
    reduced = setting.reduced
    text = reduced.text
    return Signs(
        setting.sequel,
        setting.film,
        setting.section,
        manner.kind_around(text),
        manner.kind_around(setting.before),
        standing.ahead & _TELLING,
        reduced.strip.headline,
        reduced.strip.sentence.number == 0,
        manner.is_speech(text),
        manner.is_on_cast(text),
        text.endswith("?"),
        min(len(reduced.groups), 4),
        tokens[0],
        min(len(tokens) // 6, 4),
    )


def by_sentence(given: tuple[Signs, bool]) -> Iterator[str]:
    """Yield the features of the sentence.

    given: its signs, and whether no rule tells of the person.
    """
    signs, none = given
    yield f"sequel={signs.sequel}{signs.film}"
    yield f"sequel={signs.sequel}{signs.film}+{none}"
    if signs.section is not None:
        yield f"section={signs.section.acting}"
        yield f"section={signs.section.acting}+{none}"
        yield from (f"section={kind}" for kind in signs.section.crew)
    yield f"around={signs.around}"
    yield f"around={signs.around}+{none}"
    yield f"around={signs.around}+{signs.sequel}+{none}"
    yield f"ahead={signs.before}"
    for sense in signs.ahead:
        yield f"before={sense}"
        if none:
            yield f"ruleless+before={sense}"
    if signs.headline:
        yield "headline"
    for name in ("heading", "speech", "on_cast"):
        if getattr(signs, name):
            yield name.replace("_", "-")
            yield f"{name.replace('_', '-')}+{none}"
    if signs.question:
        yield "question"
    yield f"groups={signs.groups}"
    yield f"first={signs.first}"
    yield f"short={signs.short}"
