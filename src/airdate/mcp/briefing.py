"""A brief that fits into an assistant's memory: the lines and sentences that there is room for."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from airdate.checking import Article
from airdate.mcp.evidence import (
    LONGEST_NAME,
    LONGEST_SENTENCE,
    LONGEST_TEXT,
    NOTICE,
    citation,
    clean,
    strongest,
)
from airdate.model import Brief, Line, Section, Source, Weighed
from airdate.publish.article import article_markdown
from airdate.publish.text import safe

Form = Literal["json", "markdown"]

ROOM = 40_000
"""Characters of a brief: about 10,000 tokens, a twentieth of what assistants hold."""


@dataclass(frozen=True)
class _Allowance:
    """How much is told: lines of a section, sentences for and against a line, characters."""

    lines: int
    backing: int
    against: int
    text: int = LONGEST_TEXT
    sentence: int = LONGEST_SENTENCE


# From what nearly every brief fits into to what any does.
_ALLOWANCES = (
    _Allowance(40, 3, 2),
    _Allowance(20, 2, 1),
    _Allowance(12, 1, 1),
    _Allowance(8, 1, 0, text=400, sentence=300),
    _Allowance(4, 1, 0, text=200, sentence=160),
    _Allowance(1, 1, 0, text=200, sentence=160),
)


def rendered(brief: Brief, form: Form) -> str:
    """Return the brief as Markdown, or as JSON, in at most ROOM characters.

    What was left out is counted in it, with how to ask for it.
    """
    for allowance in _ALLOWANCES:
        short, left_out = _shortened(brief, allowance)
        text = _markdown(short, left_out) if form == "markdown" else _json(short, left_out)
        if len(text) <= ROOM:
            break
    return text


def _shortened(brief: Brief, allowance: _Allowance) -> tuple[Brief, int]:
    """Return the brief within an allowance, and how many lines and sentences it lost."""
    lost = 0

    def cut(line: Line) -> Line:
        nonlocal lost
        found, dissent = strongest(line.claims), strongest(line.against)
        claims, against = found[: allowance.backing], dissent[: allowance.against]
        lost += len(found) + len(dissent) - len(claims) - len(against)
        return Line(
            ref=clean(line.ref, LONGEST_NAME),
            text=clean(line.text, allowance.text),
            claims=tuple(_plain(w, allowance) for w in claims),
            against=tuple(_plain(w, allowance) for w in against),
            notes=tuple(clean(note, allowance.text) for note in line.notes[: allowance.lines]),
            label=line.label,
        )

    sections: list[Section] = []
    for section in brief.sections:
        kept = section.lines[: allowance.lines]
        lost += len(section.lines) - len(kept)
        sections.append(replace(section, lines=tuple(cut(line) for line in kept)))
    short = replace(
        brief,
        installment=replace(brief.installment, title=clean(brief.installment.title, LONGEST_NAME)),
        headline=cut(brief.headline),
        sections=tuple(sections),
        sources=tuple(
            (_named(source), count) for source, count in brief.sources[: allowance.lines]
        ),
    )
    return short, lost


def _named(source: Source) -> Source:
    domain, name = clean(source.domain, LONGEST_NAME), clean(source.name, LONGEST_NAME)
    return replace(source, domain=domain, name=name)


def _plain(weighed: Weighed, allowance: _Allowance) -> Weighed:
    """Return a claim whose sentence and outlet can be shown as they are."""
    entry = weighed.entry
    shown = replace(
        entry,
        sentence_words=clean(entry.sentence_words, allowance.sentence),
        outlet=clean(weighed.source.name or entry.outlet or "", LONGEST_NAME) or None,
        url=citation(weighed).url,
    )
    return replace(weighed, entry=shown)


def _markdown(brief: Brief, left_out: int) -> str:
    from airdate.publish import brief_markdown

    parts = [f"> {NOTICE}", brief_markdown(brief).rstrip()]
    if left_out:
        parts.append(_left_out_words(left_out))
    return "\n\n".join(parts) + "\n"


def _left_out_words(left_out: int) -> str:
    what = "line or sentence was" if left_out == 1 else "lines and sentences were"
    return f"{left_out} {what} left out; ask `why` for those behind a line."


def _json(brief: Brief, left_out: int) -> str:
    numbers: dict[str, int] = {}
    told: list[Weighed] = []

    def marks(claims: tuple[Weighed, ...]) -> list[int]:
        for weighed in claims:
            if weighed.entry.id not in numbers:
                numbers[weighed.entry.id] = len(told) + 1
                told.append(weighed)
        return [numbers[w.entry.id] for w in claims]

    def line(found: Line) -> dict[str, Any]:
        form: dict[str, Any] = {"ref": found.ref, "label": found.label, "text": found.text}
        extra = {
            "notes": list(found.notes),
            "citations": marks(found.claims),
            "against": marks(found.against),
        }
        return form | {name: value for name, value in extra.items() if value}

    form = {
        "notice": NOTICE,
        "title": brief.installment.title,
        "season": brief.installment.season,
        "as_of": brief.as_of.isoformat(),
        "answer": line(brief.headline),
        "sections": [
            {"name": section.name, "lines": [line(found) for found in section.lines]}
            for section in brief.sections
        ],
    }
    form["citations"] = {str(n): _cited(w) for n, w in enumerate(told, 1)}
    form["left_out"] = _left_out_words(left_out) if left_out else None
    return json.dumps(form, ensure_ascii=False)


def _cited(weighed: Weighed) -> dict[str, Any]:
    found = asdict(citation(weighed))
    return {name: value for name, value in found.items() if value not in (None, False)}


def written(article: Article) -> str:
    """Return an article in Markdown under the notice, in at most ROOM characters."""
    text = f"> {NOTICE}\n\n{safe(article_markdown(article))}"
    if len(text) <= ROOM:
        return text
    # Sources stand at the end: sentences are the last to go.
    kept = text[: ROOM - 100].rpartition("\n")[0]
    return f"{kept}\n\n(Cut here: `brief` has the rest with its sources.)\n"
