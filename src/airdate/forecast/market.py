"""What kind of installment it is, as far as that lengthens or shortens its making."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from airdate.model import Profile, title_key

# Traits of an installment that have parameters of their own; an American series that streams
# has none.
TRAITS = ("KR", "JP", "GB", "other", "film", "broadcast")


def traits(profile: Profile) -> frozenset[str]:
    """Return the traits of an installment, of TRAITS: its country, its kind, its service."""
    found = set[str]()
    if profile.country != "US":
        found.add(profile.country if profile.country in TRAITS else "other")
    if profile.kind == "film":
        found.add("film")
    elif profile.service and any(
        title_key(name) in broadcasters() for name in profile.service.split("/")
    ):
        found.add("broadcast")
    return frozenset(name for name in found if name)


@cache
def broadcasters() -> frozenset[str]:
    """Return the channels that air a series soon after, or while, it is made; as `title_key`."""
    text = files("airdate.forecast").joinpath("broadcasters.tsv").read_text(encoding="utf-8")
    names = [line for line in text.splitlines()[1:] if line and not line.startswith("#")]
    return frozenset(title_key(name) for name in names)
