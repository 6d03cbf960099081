"""What kind of installment it is, as far as that lengthens or shortens its making."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from airdate.model import Profile, title_key

# Traits of an installment that have parameters of their own; a second or third season of an
# American series on Netflix, of no genre that is told, has none.
TRAITS = (
    "KR",
    "JP",
    "GB",
    "other",
    "film",
    "broadcast",
    "live",
    "elsewhere",
    "first",
    "late",
    "effects",
    "everyday",
)
# From this season on a series is made by a routine.
LATE_SEASON = 4


def traits(profile: Profile, *, season: int | None) -> frozenset[str]:
    """Return the traits of an installment, of TRAITS: its country, kind, service, place and genre.

    broadcast: on a channel that airs a series soon after it is made.  live: on one of Korea, where
    it is made while it airs.  elsewhere: on another service than Netflix that is no broadcaster.
    first: season 1.  late: LATE_SEASON or a later one.  effects, everyday: see `scale`.
    """
    found = {_country(profile.country)} - {"US"}
    if told := scale(profile.genre):
        found.add(told)
    if profile.kind == "film":
        return frozenset(found | {"film"})
    if profile.service:
        found |= _service(profile.service)
    if {"KR", "broadcast"} <= found:
        found.add("live")
    if season == 1:
        found.add("first")
    if season is not None and season >= LATE_SEASON:
        found.add("late")
    return frozenset(found)


def _country(code: str | None) -> str:
    return code if code in ("US", "KR", "JP", "GB") else "other"


def _service(names: str) -> set[str]:
    """Return the trait of a service; of several (`BBC/HBO`) a broadcaster decides."""
    if any(title_key(name) in broadcasters() for name in names.split("/")):
        return {"broadcast"}
    return set() if "netflix" in names.casefold() else {"elsewhere"}


@lru_cache(maxsize=4096)
def scale(genre: str | None) -> str | None:
    """Return how much of it is made after filming: `effects`, `everyday`, None where untold.

    effects: worlds that are built and drawn (fantasy, superheroes).  everyday: people of our
    world (drama, romance).  What names both has effects.
    """
    words = re.sub(r"[\W_]+", " ", (genre or "").casefold()).strip()
    told = {kind for word, kind in genres().items() if re.search(rf"\b{word}\b", words)}
    return "effects" if "effects" in told else "everyday" if told else None


@cache
def genres() -> dict[str, str]:
    """Return the words of genres with what they tell: effects or everyday."""
    return {word: kind for word, kind, _ in genre_rows()}


@cache
def genre_rows() -> tuple[tuple[str, str, str], ...]:
    """Return the lexicon of genres: word, what it tells, an example."""
    rows = (line.split("\t") for line in rows_of("genres.tsv"))
    return tuple((word, kind, example) for word, kind, example in rows)


@cache
def broadcasters() -> frozenset[str]:
    """Return the channels that air a series soon after, or while, it is made; as `title_key`."""
    return frozenset(title_key(name) for name in rows_of("broadcasters.tsv"))


def rows_of(name: str) -> list[str]:
    """Return the rows of a table beside the code, without its heading and comments."""
    text = files("airdate.forecast").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines()[1:] if line and not line.startswith("#")]
