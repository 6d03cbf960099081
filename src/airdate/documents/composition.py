"""Documents, made of a heading and paragraphs: text cleaned, sentences numbered, sections told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from airdate.documents.sentences import split
from airdate.model import Document, Sentence

# Control characters, soft hyphens, zero-width blanks and what turns the direction of writing:
# they carry no letter, and can make a text look other than it reads. Joiners (U+200C, U+200D) stay,
# since Persian and the scripts of India spell with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"[\s\u200b]+")
_ENDED = re.compile(r"[.!;,…。！](?:[\"'”’»)\]]*)$")
# A line that begins so is a note, an item or a saying.
_ASIDE = "([*•·–—-"
# A sub-heading is a line, not a paragraph: what editors keep on two lines of a narrow column.
_LONGEST_SUBHEADING = 120
# So many short lines in a row are a list, of which only the first can be the heading.
_LIST_LINES = 3


class Head(TypedDict, total=False):
    """What the head of a source says beside the heading; see `Document`.

    subheadings: the numbers of the paragraphs (0 is the first below the heading) that are
    sub-headings, where the source marks them; without it they are told by their look.
    """

    outlet: str | None
    url: str | None
    published: date | None
    published_basis: str
    language: str
    name: str | None
    subheadings: frozenset[int] | None


def clean(text: str) -> str:
    """Return a paragraph in NFC, every run of white space one blank, unseen characters dropped."""
    words = " ".join(text.split())
    if words.isprintable():  # as most are: nothing unseen in it, and no half of a pair
        return words if words.isascii() else unicodedata.normalize("NFC", words)
    seen = _UNSEEN.sub("", _BLANKS.sub(" ", text))
    whole = unicodedata.normalize("NFC", _HALF_PAIR.sub("\ufffd", seen))
    return _BLANKS.sub(" ", whole).strip()


def compose(heading: str, paragraphs: Sequence[str], **head: Unpack[Head]) -> Document:
    """Return the document: text, sentences with their places, sections.

    The heading is paragraph 0 and sentence 0; where it is blank, the first sentence below serves.
    Empty paragraphs are dropped.  Raises: ValueError where no letter is left.
    """
    marked = head.pop("subheadings", None)
    kept = [(i, words) for i, raw in enumerate(paragraphs) if (words := clean(raw))]
    title, language = clean(heading), head.get("language") or "en"
    if not title:
        title, kept = _promoted(kept, language)
    lines = [title, *(words for _, words in kept)]
    spans = [[(0, len(title))], *(split(line, language=language) for line in lines[1:])]
    if marked is None:
        sub = _looks(lines, spans)
    else:
        sub = frozenset(place for place, (i, _) in enumerate(kept, 1) if i in marked)
    return Document(
        text="\n".join(lines),
        heading=title,
        sentences=_numbered(lines, spans, subheadings=sub),
        **{"language": language, **head},  # type: ignore[arg-type]
    )


def _promoted(kept: list[tuple[int, str]], language: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the first sentence as the heading, and the paragraphs without it."""
    if not kept:
        raise ValueError("a document needs a heading or a paragraph")
    number, words = kept[0]
    start, end = split(words, language=language)[0]
    rest = words[end:].strip()
    return words[start:end], ([(number, rest)] if rest else []) + kept[1:]


def _numbered(
    lines: list[str], spans: list[list[tuple[int, int]]], *, subheadings: frozenset[int]
) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    offset, section = 0, None
    for paragraph, line in enumerate(lines):
        is_heading = paragraph in subheadings and len(spans[paragraph]) == 1
        for start, end in spans[paragraph]:
            at = (offset + start, offset + end)
            sentences.append(Sentence(len(sentences), *at, paragraph, section))
        if is_heading:
            section = len(sentences) - 1
        offset += len(line) + 1
    return tuple(sentences)


def _looks(lines: list[str], spans: list[list[tuple[int, int]]]) -> frozenset[int]:
    """Return the numbers of the lines that look like sub-headings.

    Such a line is short, one sentence, without a full stop, and stands above a paragraph; of three
    or more in a row only the first is one: the others are the items of a list.
    """
    short = [
        place > 0
        and len(spans[place]) == 1
        and len(line) <= _LONGEST_SUBHEADING
        and not _ENDED.search(line[-4:])
        and line[0] not in _ASIDE
        for place, line in enumerate(lines)
    ]
    found: set[int] = set()
    place = 1
    while place < len(lines):
        run = place
        while run < len(lines) and short[run]:
            run += 1
        length = run - place
        if length and (run < len(lines) or length >= _LIST_LINES):
            found.update([place] if length >= _LIST_LINES else range(place, run))
        place = run + 1
    return frozenset(found)
