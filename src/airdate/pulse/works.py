"""Other works that a post names, and the title of its own thread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from airdate.claims import names
from airdate.claims.title_traits import famous

_WORD = re.compile(r"[^\W_]+(?:['.:-][^\W_]+)*")
_LOWER_WORDS = 2
_ENDS = re.compile(r"\s*\([^)]*\)$")
_SMALL = frozenset(
    ["a", "an", "and", "at", "de", "el", "for", "in", "la", "of", "on", "the", "to", "with", "y"]
)
_LONGEST = 6


def without_title(text: str, title: str | None) -> str:
    """Return a text in which the thread's own title, in any case, or its initials are left out.

    "Dead" of "All of Us Are Dead" is no word about its end.
    """
    own = _ENDS.sub("", title or "").strip()
    if len(own) < 3:
        return text
    ways = [re.escape(own)]
    words = own.split()
    if len(words) >= 3:
        ways.append(re.escape("".join(word[0] for word in words)))
    return re.sub(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", "Thistitle", text, flags=re.IGNORECASE)


def other_works(text: str, title: str | None) -> set[str]:
    """Return well-known works that a text names beside that of its thread, casefolded.

    A name of one word must be written large where no sentence begins, and be no common word or
    given name; one of more words must have its telling words written large.
    """
    own = _ENDS.sub("", title or "").casefold()
    spans = list(_WORD.finditer(text))
    found: set[str] = set()
    at = 0
    while at < len(spans):
        name, size = _name_at(text, spans, at)
        if name and name not in own and own not in (name, f"the {name}"):
            found.add(name)
        at += size
    return found


def people(text: str) -> int:
    """Return how many times a text names a person by a given name and a name."""
    spans = list(_WORD.finditer(text))
    given = names.given_names()
    pairs = pairwise(spans)
    return sum(
        a[0][0].isupper()
        and b[0][0].isupper()
        and not (a[0].isupper() and len(a[0]) > 1)
        and a.end() + 1 == b.start()
        and a[0].casefold().split("-")[0] in given
        for a, b in pairs
    )


def _name_at(text: str, spans: list[re.Match[str]], at: int) -> tuple[str, int]:
    """Return the longest known name that begins at a word, and the words that it takes."""
    if not _opens(spans[at][0]):
        return "", 1
    for size in range(min(_LONGEST, len(spans) - at), 0, -1):
        parts = spans[at : at + size]
        if parts[-1].end() - parts[0].start() > sum(len(p[0]) for p in parts) + size:
            continue
        known = text[parts[0].start() : parts[-1].end()].casefold()
        if known in _known()[size] and _plausible(text, parts):
            return known, size
    return "", 1


def _opens(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _plausible(text: str, parts: list[re.Match[str]]) -> bool:
    words = [part[0] for part in parts]
    if len(words) >= _LOWER_WORDS:
        return all(_opens(word) or word in _SMALL for word in words)
    word, before = words[0], text[: parts[0].start()].rstrip()
    if len(word) < 4 or word.isdigit() or (word.isupper() and text.isupper()):
        return False
    if names.is_common_word(word):
        return False
    begins = not before or before[-1] in ".!?…:\"'“\n>"
    return not begins and names.plain(word) not in names.given_names()


@cache
def _known() -> dict[int, frozenset[str]]:
    """Return the names of works, casefolded, by how many words they have."""
    by_size: dict[int, set[str]] = {size: set() for size in range(1, _LONGEST + 1)}
    for name in _names():
        size = len(_WORD.findall(name))
        if size in by_size:
            by_size[size].add(name)
    return {size: frozenset(group) for size, group in by_size.items()}


def _names() -> Iterator[str]:
    for work in famous():
        name = work.casefold()
        yield name
        if name.startswith("the ") and name.count(" ") > 1:
            yield name.removeprefix("the ")
