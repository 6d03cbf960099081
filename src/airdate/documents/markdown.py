"""Markdown as documents: markup taken off, headings kept as sub-headings, items as paragraphs."""

from __future__ import annotations

import re
from typing import Any

from airdate.documents.composition import clean, compose
from airdate.documents.plain import KEYS, bad_day, fields_of, read_plain, split_head
from airdate.model import Document, Unreadable, title_key

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_LINE = re.compile(r"([A-Za-z][\w -]{0,30}):[ \t]+(\S.*)")
# The parser needs a second for 100,000 open brackets and more than twice that for twice as many;
# a longer text is read as plain paragraphs.
_LONGEST_CHARACTERS = 500_000


def read_markdown(text: str, *, source: str) -> Document | Unreadable:
    """Return the document of a Markdown text; its first heading, or else its first line, heads it.

    A head of `Title:` lines or front matter between `---` lines is read as in plain text.
    """
    head, body = _split_front(text)
    if len(body) > _LONGEST_CHARACTERS:
        return read_plain(text, source=source)
    blocks = [(words, is_heading) for raw, is_heading in _blocks(body) if (words := clean(raw))]
    if not any(c.isalnum() for words, _ in blocks for c in words):
        return Unreadable(source, "it has no text", "give a file with an article in it")
    heading = head.get("title") or next((words for words, sub in blocks[:3] if sub), blocks[0][0])
    same = title_key(heading)
    kept = [b for i, b in enumerate(blocks) if i > 2 or title_key(b[0]) != same]
    fields = fields_of(head, text=" ".join(words for words, _ in kept) or heading)
    if flaw := bad_day(head, fields, source=source):
        return flaw
    fields["subheadings"] = frozenset(i for i, (_, sub) in enumerate(kept) if sub)
    return compose(heading, [words for words, _ in kept], **fields)


def _split_front(text: str) -> tuple[dict[str, str], str]:
    """Return the fields of the front matter, or of head lines, and the text below."""
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = _FRONT.match(plain)
    if found is None:
        return split_head(plain)
    lines = map(_FRONT_LINE.fullmatch, map(str.strip, found[1].split("\n")))
    pairs = [(m[1].casefold(), m[2].strip().strip("\"'")) for m in lines if m]
    return {KEYS[key]: value for key, value in reversed(pairs) if key in KEYS}, plain[found.end() :]


def _blocks(body: str) -> list[tuple[str, bool]]:
    """Return the paragraphs and whether each is a heading; a row of a table is one paragraph."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    blocks: list[tuple[str, bool]] = []
    cells: list[str] | None = None
    heading = False
    for token in parser.parse(body):
        match token.type:
            case "heading_open" | "heading_close":
                heading = token.type == "heading_open"
            case "tr_open":
                cells = []
            case "tr_close":
                full = list(filter(None, cells or ()))
                blocks.append(((": " if len(full) == 2 else " | ").join(full), False))
                cells = None
            case "inline" if cells is not None:
                cells.append(clean(_inline(token)))
            case "inline":
                blocks.append((_inline(token), heading))
            case "html_block":
                blocks.append((re.sub(r"<[^<>]*>|<!--|-->", " ", token.content), False))
            case "fence" | "code_block":
                blocks.extend((line, False) for line in token.content.split("\n"))
    return blocks


def _inline(token: Any) -> str:
    """Return the words of a paragraph: those of links, emphasis and code, without their marks."""
    words = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return "".join(words)
