"""A Brief as Markdown: lines with numbered citations, and the sentences they lead to below."""

from __future__ import annotations

import re
from collections.abc import Iterable

from airdate.brief.wording import source_words
from airdate.model import Brief, Line, Weighed
from airdate.publish.text import link, safe
from airdate.wording import day_words

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~])")


def escape(text: str) -> str:
    """Return a text in which nothing is Markdown or HTML, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(safe(text).split()))


def brief_markdown(brief: Brief) -> str:
    """Return the brief as Markdown with footnotes; each footnote is a sentence with its source."""
    numbers: dict[str, int] = {}
    cited: list[Weighed] = []

    def marks(line: Line) -> str:
        for weighed in (*line.claims, *line.against):
            if weighed.entry.id not in numbers:
                numbers[weighed.entry.id] = len(numbers) + 1
                cited.append(weighed)
        backing, against = (
            "".join(f"[^{numbers[w.entry.id]}]" for w in claims)
            for claims in (line.claims, line.against)
        )
        return f"{backing} against: {against}" if against else backing

    head = brief.headline
    parts = [
        f"# {escape(str(brief.installment))}",
        f"As of {day_words(brief.as_of)}.",
        f"**{escape(head.text)}**{marks(head)} `{head.ref}`",
    ]
    for section in brief.sections:
        parts.append(f"## {section.name}")
        if not section.lines:
            parts.append(section.note)
            continue
        parts.append("\n".join(row for line in section.lines for row in _item(line, marks(line))))
    parts += ["## Sources", "\n".join(_sources(brief))]
    parts += ["\n".join(f"[^{numbers[w.entry.id]}]: {_citation(w)}" for w in cited)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _item(line: Line, marks: str) -> Iterable[str]:
    yield f"- **{line.label}**: {escape(line.text)}{marks} `{line.ref}`"
    yield from (f"  - {escape(note)}" for note in line.notes)


def _sources(brief: Brief) -> Iterable[str]:
    for source, count in brief.sources:
        fake = f", imitates {escape(source.imitates)}" if source.imitates else ""
        claims = f"{count} claim" + ("" if count == 1 else "s")
        yield f"- {escape(source_words(source))} ({source.kind}{fake}): {claims}"


def _citation(weighed: Weighed) -> str:
    entry = weighed.entry
    where = escape(entry.outlet or "no outlet named")
    address = link(entry.url)
    if address:
        where = f"{where}, <{address}>"
    return f"“{escape(entry.sentence_words)}” — {where}, {day_words(entry.said_on)}"
