"""What kind of installment it is, as far as that lengthens or shortens its making."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from airdate.model import Profile, title_key

# Traits of an installment that have parameters of their own; a later season of an American
# series on Netflix, which most of what is known is about, has none.
TRAITS = ("KR", "JP", "GB", "other", "film", "broadcast", "live", "elsewhere", "first")


def traits(profile: Profile, *, season: int | None) -> frozenset[str]:
    """Return the traits of an installment, of TRAITS: its country, kind, service and place.

    broadcast: on a channel that airs a series soon after it is made.  live: on one of Korea, where
    it is made while it airs.  elsewhere: on another service than Netflix that is no broadcaster.
    first: season 1.
    """
    found = {_country(profile.country)} - {"US"}
    if profile.kind == "film":
        return frozenset(found | {"film"})
    if profile.service:
        found |= _service(profile.service)
    if {"KR", "broadcast"} <= found:
        found.add("live")
    if season == 1:
        found.add("first")
    return frozenset(found)


def _country(code: str | None) -> str:
    return code if code in ("US", "KR", "JP", "GB") else "other"


def _service(names: str) -> set[str]:
    """Return the trait of a service; of several (`BBC/HBO`) a broadcaster decides."""
    if any(title_key(name) in broadcasters() for name in names.split("/")):
        return {"broadcast"}
    return set() if "netflix" in names.casefold() else {"elsewhere"}


@cache
def broadcasters() -> frozenset[str]:
    """Return the channels that air a series soon after, or while, it is made; as `title_key`."""
    text = files("airdate.forecast").joinpath("broadcasters.tsv").read_text(encoding="utf-8")
    names = [line for line in text.splitlines()[1:] if line and not line.startswith("#")]
    return frozenset(title_key(name) for name in names)
