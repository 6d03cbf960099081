"""Which work a thread is about: one whose title, or alias, stands in its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from airdate.model import Installment, Thread, title_key

_SEASON = re.compile(
    r"\b(?:season|series|s) ?0?(\d{1,2})\b|시즌 ?(\d{1,2})|(\d{1,2}) ?기\b|\btemporada (\d{1,2})\b",
    re.IGNORECASE,
)
_FIRST_POST = 400
"""Letters of the opening post in which a title is looked for, where the thread's own has none."""

_SHORTEST_KEY = 8
"""Letters of a title that is believed in running text: `You` and `Lost` stand in any post."""


def about(
    thread: Thread, *, known: Iterable[Installment], names: Mapping[str, str]
) -> Installment | None:
    """Return the installment that a thread is about, None where no known work is named.

    known: installments.  names: other titles, by their keys, each with the key of its work.
    The longest title that stands in the thread's title decides, then one in the name of its place
    (`r/AllOfUsAreDead`), then one in the opening post. The season is the one that the title names.
    """
    titles = {title_key(each.title): each.title for each in known}
    keys = {**{key: key for key in titles}, **{k: of for k, of in names.items() if of in titles}}
    found = (
        _within(title_key(thread.title), keys, shortest=1)
        or _place(thread.place, keys)
        or _within(title_key(_opening(thread)), keys, shortest=_SHORTEST_KEY)
    )
    if found is None:
        return None
    match = _SEASON.search(thread.title)
    season = int(next(filter(None, match.groups()))) if match else None
    return Installment(titles[found], season)


def _within(text: str, keys: Mapping[str, str], *, shortest: int) -> str | None:
    spaced = f" {text} "
    named = [key for key in keys if len(key) >= shortest and f" {key} " in spaced]
    return keys[max(named, key=len)] if named else None


def _place(place: str | None, keys: Mapping[str, str]) -> str | None:
    compact = re.sub(r"[\W_]+", "", (place or "").removeprefix("r/").casefold())
    if not compact:
        return None
    return next((of for key, of in keys.items() if key.replace(" ", "") == compact), None)


def _opening(thread: Thread) -> str:
    return thread.posts[0].text[:_FIRST_POST] if thread.posts else ""
