"""Traits of a person in a sentence: the features by which a claim and its kind are chosen.

Each group of features is made of the few things on which it depends, so that `weighing` can keep
what each group sums up to.  Those of the words and the sentence around are in `around`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from airdate.claims import choice
from airdate.claims.cast import manner
from airdate.claims.cast.around import by_senses, by_sentence, by_words, signs
from airdate.claims.cast.kinds import kinds
from airdate.claims.cast.standing import Mention
from airdate.claims.names import given_names, is_common_word, plain, surnames, word_class
from airdate.model import CreditKind

_REMEMBERED = 20_000
_SEASONAL = frozenset({CreditKind.RETURNING, CreditKind.NEW, CreditKind.DEPARTING})


def traits(
    mentions: Sequence[Mention], elsewhere: Iterable[str], *, others: Iterable[str]
) -> list[str]:
    """Return the features of a person in a sentence, each once, from all its mentions there.

    elsewhere: what the rules make of the person in other sentences of the document.
    others: what they make of other persons of it.
    """
    sequel = mentions[0].standing.setting.sequel
    ruleless = not any(m.chosen for m in mentions)
    beside = by_document(Beside(ruleless, tuple(elsewhere), tuple(others), sequel))
    found = choice.features(chain.from_iterable(map(_of_mention, mentions)))
    return list(dict.fromkeys([*found, *beside]))


def _of_mention(mention: Mention) -> Iterator[tuple[str, Iterable[str]]]:
    standing, chosen = mention.standing, tuple(kind for kind, _ in mention.chosen)
    yield from choice.of_full(by_name(look(mention)))
    yield from choice.of_full(by_rules(told(mention)))
    yield from choice.of_full(by_list(listed(mention)))
    yield from choice.of_full(by_sentence((signs(standing), not chosen)))
    yield from by_words(standing, told=bool(chosen))
    yield from by_senses(standing, chosen)


class Beside(NamedTuple):
    """What the rules make of a person and of others in the rest of the document.

    ruleless: whether no rule tells of the person in the sentence.
    """

    ruleless: bool
    elsewhere: tuple[str, ...]
    others: tuple[str, ...]
    sequel: bool


def by_document(beside: Beside) -> Iterator[str]:
    """Yield the features that the rest of the document gives."""
    for kind in beside.elsewhere:
        yield f"doc={kind}"
    if beside.ruleless:
        yield "ruleless"
        yield from (f"ruleless+doc={kind}" for kind in beside.elsewhere)
    for kind in beside.others:
        yield f"others={kind}"
        if kind in _SEASONAL:
            yield f"others={kind}+{beside.sequel}"
    yield "1"


# ── the name ────────────────────────────────────────────────────────────────────────────────


class Form(NamedTuple):
    """A name by itself: its size, what kinds of words it has, how many of them common."""

    size: int
    given: bool
    asian: bool
    common: int
    honorific: bool
    upper: bool


class Look(NamedTuple):
    """A name in its document; see `Mention`."""

    form: Form
    likely: str
    known_as: str
    titled: bool


@lru_cache(maxsize=_REMEMBERED)
def _form(name: str, is_name: bool) -> Form:
    words = name.split()
    first = plain(words[0])
    return Form(
        min(name.count(" ") + 1, 4) if is_name else 0,
        first in given_names(),
        first in surnames() or plain(words[-1]) in surnames(),
        min(sum(is_common_word(word) for word in words), 2),
        first == "the" or any(word in word_class("honorific") for word in words),
        name.isupper(),
    )


def look(mention: Mention) -> Look:
    """Return what `by_name` depends on."""
    unit = mention.role.unit
    form = _form(unit.words, unit.letter == "N")
    return Look(form, f"{mention.likely:.1f}", mention.known_as, mention.titled)


def by_name(look: Look) -> Iterator[str]:
    """Yield the features of a name by its form."""
    form, likely, known_as, titled = look
    yield f"likely={likely}"
    yield f"form={form.size}"
    yield f"form={form.size}+{known_as}"
    yield f"known-as={known_as}"
    yield f"shape={form.given}{form.asian}{form.common}{form.size}"
    yield f"common={form.common}"
    if titled:
        yield "titled"
        yield f"titled+{form.given}"
    if form.honorific:
        yield "honorific"
    if form.upper:
        yield "upper"


# ── the rules ───────────────────────────────────────────────────────────────────────────────


class Told(NamedTuple):
    """What the rules say of a person; see `Standing`.

    said: the rules met, whether the name is likely enough for each, and what each says.
    wish: whether the clause speaks of what somebody would like.
    """

    said: tuple[tuple[str, bool, tuple[CreditKind, ...]], ...]
    chosen: tuple[tuple[CreditKind, str], ...]
    last: CreditKind | None
    wished: bool
    wish: bool
    sequel: bool
    film: bool


def told(mention: Mention) -> Told:
    """Return what `by_rules` depends on."""
    standing, likely, last = mention.standing, mention.likely, mention.standing.last
    setting = standing.setting
    said = [
        (match.rule.name, likely >= match.rule.needs, kinds(match, setting, last=last))
        for match in standing.own
    ]
    return Told(
        tuple(said),
        tuple([(kind, match.rule.name) for kind, match in mention.chosen]),
        last[0] if last else None,
        standing.wished,
        manner.wishes(manner.clause(setting.reduced.text, standing.group.at)),
        setting.sequel,
        setting.film,
    )


def by_rules(told: Told) -> Iterator[str]:
    """Yield what the rules say."""
    for rule, enough, given in told.said:
        yield f"rule={rule}"
        for kind in given:
            yield f"says={kind}"
            yield f"says={kind}+{enough}"
    for kind, rule in told.chosen:
        yield f"chosen={kind}"
        yield f"chosen={kind}+{told.sequel}{told.film}"
        yield f"chosen={rule}+{told.sequel}"
    if told.wished:
        yield "wished"
    if told.wish:
        yield "wish"
        yield f"wish+{bool(told.chosen)}"
    if told.last:
        yield f"last={told.last}"
        if not told.chosen:
            yield f"ruleless+last={told.last}"


# ── the list ────────────────────────────────────────────────────────────────────────────────


class Listed(NamedTuple):
    """A person in its list.

    stands: how a part stands with it.  parted: whether it has none where others have one.
    chosen: what the rules say first of it, "" for nothing.  echo: whether that only repeats.
    """

    size: int
    first: bool
    stands: str
    parted: bool
    plays: bool
    known: bool
    job: str
    chosen: str
    echo: bool
    trades: tuple[CreditKind, ...]


def listed(mention: Mention) -> Listed:
    """Return what `by_list` depends on."""
    role, group, chosen = mention.role, mention.standing.group, mention.chosen
    stands = (
        "turned" if role.turned else "owned" if role.owned else "said" if role.said
        else "part" if role.part else "none"
    )  # fmt: skip
    return Listed(
        min(len(group.items), 4),
        not mention.place,
        stands,
        not role.part and any(i.part or i.paren or i.quoted for i in group.items),
        group.items[mention.place].plays,
        role.known is not None,
        role.job,
        chosen[0][0] if chosen else "",
        bool(chosen) and chosen[0][1].kind == "echo",
        manner.trades_before(mention.standing.setting.reduced.text, group.at),
    )


def by_list(listed: Listed) -> Iterator[str]:
    """Yield the features of a person in its list."""
    told = bool(listed.chosen)
    yield f"size={listed.size}"
    if not listed.first:
        yield "not-first"
    yield f"part={listed.stands}"
    yield f"part={listed.stands}+{told}"
    if listed.parted:
        yield "others-parted"
    if listed.plays:
        yield "who-plays"
    if listed.known:
        yield "known"
        yield f"known+{told}"
    for word in listed.job.split():
        yield f"job={word}"
        if told and not listed.echo:
            yield f"job={word}+{listed.chosen}"
    for kind in listed.trades:
        yield f"trade={kind}"
        yield f"trade={kind}+{told}"
