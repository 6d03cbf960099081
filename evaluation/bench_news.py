"""General news made of parts: what most of the web is to a reader of release news.

Nothing is awaited in it but in one document of a hundred, which has one sentence of our trade;
one paragraph in eight has a sentence with words of our trade that mean another thing. The same
numbers give the same texts.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from airdate.documents import compose
from airdate.model import Document

ALIKE_SHARE = 0.125
"""Of paragraphs: those with a sentence whose words mean another thing in our trade."""

TOLD_SHARE = 0.01
"""Of documents: those with one sentence on a release."""

_SLOT = re.compile(r"\{(\w+)\}")
_FIRST = date(2026, 1, 3)
_DAYS = 90


@cache
def _parts() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("bench_news.toml").read_text("utf-8"))


def _day(chance: random.Random) -> str:
    month, day = chance.choice(_parts()["month"]), chance.randint(1, 28)
    return f"{month} {day}" if chance.random() < 0.5 else f"{day} {month}"


_NUMBERS: dict[str, Callable[[random.Random], str]] = {
    "number": lambda chance: f"{chance.randint(2, 99) * 50:,}",
    "small": lambda chance: str(chance.randint(2, 40)),
    "money": lambda chance: f"{chance.choice('$€£')}{chance.randint(2, 900)} million",
    "percent": lambda chance: f"{chance.randint(1, 30)}.{chance.randint(0, 9)}",
    "clock": lambda chance: f"{chance.randint(1, 12)}:{chance.randint(0, 59):02} p.m.",
    "day": _day,
}


def _told(words: str, chance: random.Random) -> str:
    """Return words with their slots filled in, and those of what fills them."""

    def fill(slot: re.Match[str]) -> str:
        name = slot[1]
        if name in _NUMBERS:
            return _NUMBERS[name](chance)
        return _told(chance.choice(_parts()[name]), chance)

    return _SLOT.sub(fill, words)


def sentence(kind: str, chance: random.Random) -> str:
    """Return a sentence. kind: frames (general news), alike or release."""
    told = _told(chance.choice(_parts()[kind]), chance)
    return told[:1].upper() + told[1:]


def paragraph(chance: random.Random) -> str:
    """Return a paragraph of one to four sentences, in which nothing is awaited."""
    told = [sentence("frames", chance) for _ in range(chance.randint(1, 4))]
    if chance.random() < ALIKE_SHARE:
        told.append(sentence("alike", chance))
    return " ".join(told)


def article(number: int, *, told: bool) -> tuple[str, list[str], date]:
    """Return heading, paragraphs and day of an article by its number.

    told: whether one sentence in it is on a release.
    """
    chance = random.Random(number)  # noqa: S311 - no secret
    paragraphs = [paragraph(chance) for _ in range(chance.randint(5, 22))]
    if told:
        at = chance.randrange(len(paragraphs))
        paragraphs[at] += f" {sentence('release', chance)}"
    heading = sentence("frames", chance).rstrip(".")
    return heading, paragraphs, _FIRST + timedelta(days=chance.randrange(_DAYS))


def articles(count: int, *, start: int = 0) -> list[tuple[str, list[str], date]]:
    """Return so many articles: of each hundred, the last one has a sentence on a release.

    start: how many are passed over before.
    """
    every = round(1 / TOLD_SHARE)
    numbers = range(start + 1, start + count + 1)
    return [article(number, told=number % every == 0) for number in numbers]


def composed(found: Sequence[tuple[str, list[str], date]]) -> list[Document]:
    """Return articles as documents."""
    return [compose(heading, told, published=day) for heading, told, day in found]


def documents(count: int) -> list[Document]:
    """Return so many articles as documents."""
    return composed(articles(count))
