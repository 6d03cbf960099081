"""Lines that open with the one who speaks ("papercup: It slips to May."): threads, interviews."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from airdate.claims import names
from airdate.claims.lexicon import words
from airdate.model import Document

# A nickname of a forum in one word, or a name of up to four words, and a colon.
_PREFIX = re.compile(
    r"(?P<name>@?[^\W\d_][\w.-]{1,30}|[A-ZÀ-Þ][\w’'.-]*(?: [A-ZÀ-Þ][\w’'.-]*){1,3}):\s(?=\S)"
)
# What no word of prose has: "kimbap_theory", "@papercup", "line7".
_HANDLE = re.compile(r"@|\w[_\d]|[a-z][A-Z]")


@dataclass(frozen=True, slots=True)
class Voice:
    """The name that opens a line, `text[start:end]`, and the sentences that are said in it."""

    start: int
    end: int
    name: str
    sentences: tuple[int, ...]


def voices(document: Document) -> tuple[Voice, ...]:
    """Return the lines whose first words say who speaks, in order.

    A handle by its form; any other name where it opens two lines at least. Labels ("Update:"),
    trades ("Director:") and everyday words are none.
    """
    found = list(_openings(document))
    often = Counter(match["name"] for match, _ in found)
    return tuple(
        Voice(match.start(), match.end("name"), match["name"].removeprefix("@"), tuple(said))
        for match, said in found
        if _HANDLE.search(match["name"])
        or (often[match["name"]] > 1 and not _is_label(match["name"]))
    )


def _openings(document: Document) -> list[tuple[re.Match[str], list[int]]]:
    """Return the paragraphs that open with a name and a colon, with their sentences."""
    found: list[tuple[re.Match[str], list[int]]] = []
    paragraph, open_line = 0, False
    for sentence in document.sentences[1:]:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            match = _PREFIX.match(document.text, sentence.start, sentence.end)
            open_line = match is not None
            if match is not None:
                found.append((match, []))
        if found and open_line:
            found[-1][1].append(sentence.number)
    return found


def _is_label(name: str) -> bool:
    """Return whether the words before a colon name a kind of text or a job, not a speaker."""
    plain = re.findall(r"[^\W\d_]+", name.casefold())
    labels = words("label")
    return all(w in labels or w in words("trade") or names.is_common_word(w) for w in plain)
