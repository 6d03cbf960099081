"""Makes one title of several: which work each alias stands for, by the latest word on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def targets(said: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what each alias points to, of pairs of keys (alias, title), oldest first.

    The latest word holds: an alias of itself is none, and a title that is told to be the work of
    its own alias ceases to be one, so that there are no rings.
    """
    found: dict[str, str] = {}
    for alias, title in said:
        found.pop(alias, None)
        if followed(found, title) == alias:
            found.pop(title, None)
        if alias != title:
            found[alias] = title
    return found


def followed(found: Mapping[str, str], key: str) -> str:
    """Return the end of the chain of aliases that begins with a key: the work's own key."""
    while key in found:
        key = found[key]
    return key
