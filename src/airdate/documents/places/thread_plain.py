"""Conversations saved as plain text: each post begins with its moment and its author."""

from __future__ import annotations

import re
from collections.abc import Iterator

from airdate.documents.places.posts import RawPost, content_key
from airdate.documents.places.thread_reddit import RawThread
from airdate.documents.plain import split_head

_DAY = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}\.? \w{3,9} \d{4}"
_TIME = (
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,6})?(?:\s?[AaPp]\.?[Mm]\.?)?"
    r"(?:\s?(?:Z|UTC|[+-]\d\d:?\d\d))?"
)
_MOMENT = rf"(?P<day>{_DAY})(?:(?:,?\s{{1,3}}(?:at\s)?|T)(?P<time>{_TIME}))?"
_NAME = r"(?P<name>[^\s:<>\[\]()|][^:<>\[\]()|\n]{0,60}?)"
_FORMS = tuple(
    re.compile(rf"(?P<indent>[ \t>]{{0,80}})(?:[-*•]\s)?{form}")
    for form in (
        # [2025-11-03 18:20] name: words   2025-11-03 18:20 - name: words   … <name> words
        rf"[\[(]?{_MOMENT}[\])]?(?:\s?[-–—|•·]\s|\s{{1,3}}|:\s)(?:<(?P<nick>[^<>\n]{{1,60}})>"
        rf"|{_NAME}\s?:)(?:\s+(?P<words>.*)|$)",
        # name (2025-11-03 18:20): words   name [2025-11-03]: words
        rf"{_NAME}\s?[\[(]{_MOMENT}[\])]\s?:?(?:\s+(?P<words>.*)|$)",
        # name — 03/11/2025 18:20, the words below
        rf"{_NAME}(?:,\s|\s[-–—|•·]\s){_MOMENT}\s?:?(?:\s+(?P<words>.*)|$)",
    )
)
# Characters of a line in which its moment and author are looked for.
_LINE_START = 300
# Columns that a level of answers is set in.
_COLUMNS = 2
# Posts from which a text is a conversation, and the share of its lines that begin one.
_FEWEST, _SHARE = 3, 4
_SAMPLE_LINES = 400


def looks_like_thread(text: str) -> bool:
    """Return whether a text is a conversation: enough of its lines begin with moment and author."""
    lines = [line for line in text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES] if line.strip()]
    stamped = sum(_stamp(line) is not None for line in lines)
    return stamped >= _FEWEST and stamped * _SHARE >= len(lines)


def read_conversation(text: str) -> RawThread | None:
    """Return the thread of a text, None where fewer than three of its lines begin a post."""
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head, body = split_head(plain)
    lines = body.split("\n")
    stamps = [(number, found) for number, line in enumerate(lines) if (found := _stamp(line))]
    if len(stamps) < _FEWEST:
        return None
    above = [line.strip().lstrip("# ") for line in lines[: stamps[0][0]] if line.strip()]
    title = head.get("title") or (above[0] if above else "")
    day_first = _is_day_first([found["day"] for _, found in stamps])
    thread = RawThread(title, url=head.get("url"), place=head.get("outlet"))
    thread.posts = list(_posts(lines, stamps, day_first=day_first))
    return thread


def _stamp(line: str) -> re.Match[str] | None:
    """Return how a line begins a post, None if it does not."""
    start = line[:_LINE_START]
    if not any(c.isdigit() for c in start):
        return None
    return next(filter(None, (form.match(start) for form in _FORMS)), None)


def _posts(
    lines: list[str], stamps: list[tuple[int, re.Match[str]]], *, day_first: bool
) -> Iterator[RawPost]:
    ends = [number for number, _ in stamps[1:]] + [len(lines)]
    above: list[tuple[int, str]] = []
    first = None
    for (number, found), end in zip(stamps, ends, strict=True):
        groups = found.groupdict()
        start = (groups["words"] or "") + lines[number][_LINE_START:]
        text = "\n".join([start, *lines[number + 1 : end]])
        name = (groups.get("nick") or groups["name"] or "").strip()
        moment = f"{_day(groups['day'], day_first=day_first)} {groups['time'] or ''}".strip()
        column = len(groups["indent"].replace("\t", " " * _COLUMNS)) // _COLUMNS
        while above and above[-1][0] >= column:
            above.pop()
        # Not by its place, which changes where a file is put together anew.
        key = f"{moment} {content_key(text)}"
        parent = above[-1][1] if above else first
        yield RawPost(
            key, name, moment, text, depth=len(above) + (first is not None), parent=parent
        )
        if first is None:
            first = key
        else:
            above.append((column, key))


def _is_day_first(days: list[str]) -> bool:
    """Return whether days such as 03/11/2025 begin with the day: by those that can be but one."""
    parts = [re.findall(r"\d+", day) for day in days]
    pairs = [(int(p[0]), int(p[1])) for p in parts if len(p) == 3 and len(p[0]) <= 2]
    return not any(second > 12 >= first for first, second in pairs)


def _day(words: str, *, day_first: bool) -> str:
    found = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", words)
    if not found:
        return words
    day, month = (found[1], found[2]) if day_first else (found[2], found[1])
    return f"{found[3]}-{int(month):02d}-{int(day):02d}"
