"""How well copies are found, and how fast: pairs of made-up passages, one a copy of the other."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from airdate.model import Entry
from airdate.sources import Tie, independence
from evaluation.truth.world import FIRST, Claimed, Outlet, entry_of, sentence_of, word_of

PAIRS, MANY = 200, 10_000
# Shares of the words that a copy changes, drops or adds to.
CHANGES = (0.0, 0.05, 0.1, 0.15, 0.2)
WAYS = ("whole", "lifted", "continued")


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry, and another that copied it."""

    first: Entry
    second: Entry


def report() -> Iterator[str]:
    """Yield what share of copies is found by their words, and what ten thousand entries take."""
    chance = random.Random(5)  # noqa: S311 -- it must be made again
    yield f"{'copies found':<28}" + "".join(f"{change:>7.0%}" for change in CHANGES)
    for way in WAYS:
        for sentences in (1, 2, 3):
            shares = [recall(way, sentences, change=change, chance=chance) for change in CHANGES]
            name = f"{way}, {sentences} sentence{'s' * (sentences > 1)}"
            yield f"{name:<28}" + "".join(f"{share:7.2f}" for share in shares)
    yield f"independent passages taken for copies: {false_alarms(chance):.4f}"
    entries = crowd(MANY, chance)
    begun = time.process_time()
    independence(entries)
    yield f"{MANY} entries on one claim: {time.process_time() - begun:.2f} s of one core"


def recall(way: str, sentences: int, *, change: float, chance: random.Random) -> float:
    """Return the share of copies that are found. way: one of WAYS."""
    pairs = [_pair(way, sentences, change=change, chance=chance) for _ in range(PAIRS)]
    entries = [_named(e, n) for n, e in enumerate(e for p in pairs for e in (p.first, p.second))]
    ties = independence(entries)
    return sum(ties[e.id].tie is Tie.COPY for e in entries[1::2]) / PAIRS


def false_alarms(chance: random.Random) -> float:
    """Return the share of entries in words of their own that count as copies."""
    entries = [_named(_passage(3, chance), n) for n in range(PAIRS * 2)]
    return sum(tied.tie is Tie.COPY for tied in independence(entries).values()) / len(entries)


def crowd(count: int, chance: random.Random) -> list[Entry]:
    """Return so many entries on one claim, of which every second is a copy of an earlier one."""
    entries: list[Entry] = []
    for number in range(count):
        copied = entries and chance.random() < 0.5
        made = _reworded(chance.choice(entries), 0.1, chance) if copied else _passage(3, chance)
        entries.append(_named(made, number))
    return entries


def _named(entry: Entry, number: int) -> Entry:
    outlet = f"outlet-{number % 400}.example"
    later = entry.said_on + timedelta(number // 200)
    return replace(entry, id=f"{number:06}", outlet=outlet, url=None, said_on=later)


def _passage(sentences: int, chance: random.Random) -> Entry:
    words = [sentence_of(chance) for _ in range(sentences)]
    day = entry_of(Outlet("outlet.example", 1.0), Claimed("Title", FIRST), words="", said_on=FIRST)
    return replace(day, sentence_words=words[sentences // 2], passage=". ".join(words))


def _pair(way: str, sentences: int, *, change: float, chance: random.Random) -> Pair:
    first = _passage(sentences, chance)
    if way == "whole":
        return Pair(first, _reworded(first, change, chance))
    words = _changed(first.sentence_words, change, chance)
    own = [sentence_of(chance) for _ in range(2)]
    if way == "lifted":
        passage = f"{own[0]}. {words}. {own[1]}"
        return Pair(first, replace(first, sentence_words=words, passage=passage))
    longer = f"{words} {own[0]}"
    return Pair(first, replace(first, sentence_words=longer, passage=longer))


def _reworded(entry: Entry, change: float, chance: random.Random) -> Entry:
    sentence = _changed(entry.sentence_words, change, chance)
    before, _, after = entry.passage.partition(entry.sentence_words)
    around = (_changed(part, change, chance) for part in (before, after))
    return replace(entry, sentence_words=sentence, passage=f" {sentence} ".join(around))


def _changed(text: str, change: float, chance: random.Random) -> str:
    words: list[str] = []
    for word in text.split():
        lot = chance.random() / change * 3 if change else 3.0
        if lot >= 1.0:
            words.append(word if lot >= 2.0 else word_of(chance))
        if 2.0 <= lot < 3.0:
            words.append(word_of(chance))
    return " ".join(words)
