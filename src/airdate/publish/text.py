"""A Brief, and the evidence for one of its lines, for a terminal: wrapped, painted if asked."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable

from airdate.brief.wording import source_words
from airdate.model import Brief, Line, Section, Source, Weighed
from airdate.publish.jsonform import claim_json
from airdate.wording import day_words, percent

# (text, role) to text; the roles are title, heading, label, ref, note, strong.
Paint = Callable[[str, str], str]
WIDTH = 96
_INDENT = 2


def plain(text: str, _role: str) -> str:
    """Return the text as it is: for files and pipes."""
    return text


def safe(text: str) -> str:
    """Return a text without characters that could steer a terminal or turn its direction."""
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _STEERING)


# Control, format (bidi overrides among them) and surrogate characters; the two joiners belong to
# the spelling of Persian and of the scripts of India.
_STEERING = ("Cc", "Cf", "Cs")
_KEPT = "\n\u200c\u200d"


def one_line(text: str) -> str:
    """Return a text on one line, without what could steer a terminal; a break is a blank."""
    return safe(_BREAKS.sub(" ", text))


_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def link(url: str | None) -> str | None:
    """Return an address that is safe to link to, else None: http and https alone."""
    if url and re.match(r"https?://[^\s\"'<>\\]+\Z", url, re.IGNORECASE):
        return url
    return None


def brief_text(brief: Brief, *, width: int = WIDTH, paint: Paint = plain) -> str:
    """Return the brief as lines of at most `width` columns, each claim line with its reference."""
    title = f"{safe(str(brief.installment))} — as of {day_words(brief.as_of)}"
    parts = [*(paint(row, "title") for row in textwrap.wrap(title, width)), ""]
    parts += _wrapped(brief.headline.text, width, paint, "strong", "", brief.headline.ref)
    for section in brief.sections:
        parts += ["", paint(section.name, "heading"), *_section(section, width, paint)]
    parts += ["", paint("Sources", "heading"), *_sources(brief.sources, width)]
    parts += ["", *_footer(brief, width, paint)]
    return "\n".join(parts) + "\n"


def _section(section: Section, width: int, paint: Paint) -> Iterable[str]:
    if not section.lines:
        yield " " * _INDENT + section.note
    label = None
    for line in section.lines:
        first = line.label if line.label != label else ""
        label = line.label
        yield from _labelled(line, first, width, paint)


_LABEL_WIDTH = 18


def _labelled(line: Line, label: str, width: int, paint: Paint) -> Iterable[str]:
    pad = " " * (_INDENT + _LABEL_WIDTH)
    rows = list(_wrapped(line.text, width, paint, "plain", pad, line.ref))
    head = " " * _INDENT + paint(label, "label") + " " * (_LABEL_WIDTH - len(label))
    yield head + rows[0][len(pad) :]
    yield from rows[1:]
    for note in line.notes:
        for row in textwrap.wrap(safe(note), width - len(pad) - 2) or [""]:
            yield pad + "  " + paint(row, "note")


def _wrapped(text: str, width: int, paint: Paint, role: str, pad: str, ref: str) -> list[str]:
    rows = textwrap.wrap(safe(text), width - len(pad)) or [""]
    mark = f"[{safe(ref)}]"
    if len(pad) + len(rows[-1]) + 1 + len(mark) <= width:
        return [pad + paint(row, role) for row in rows[:-1]] + [
            pad + paint(rows[-1], role) + " " + paint(mark, "ref")
        ]
    return [pad + paint(row, role) for row in rows] + [pad + paint(mark, "ref")]


def _sources(sources: Iterable[tuple[Source, int]], width: int) -> Iterable[str]:
    for source, count in sources:
        claims = f"{count} claim" + ("" if count == 1 else "s")
        owner = f", owned by {source.owner}" if source.owner else ""
        fake = f" — imitates {source.imitates}" if source.imitates else ""
        row = safe(f"{source_words(source)}: {source.kind}{owner}{fake}; {claims}")
        yield from textwrap.wrap(
            row, width, initial_indent=" " * _INDENT, subsequent_indent=" " * (_INDENT + 2)
        )


def _footer(brief: Brief, width: int, paint: Paint) -> Iterable[str]:
    line = f"airdate explain {brief.headline.ref} shows the sentences behind a line."
    yield from (paint(row, "note") for row in textwrap.wrap(line, width))


def evidence_text(line: Line, *, width: int = WIDTH, paint: Paint = plain) -> str:
    """Return the claims for and against a line, each with its sentence and why it weighs so."""
    parts = [*_wrapped(line.text, width, paint, "strong", "", line.ref)]
    parts += [paint(row, "note") for note in line.notes for row in textwrap.wrap(note, width)]
    for name, claims in (("For it", line.claims), ("Against it", line.against)):
        if claims:
            parts += ["", paint(name, "heading")]
        for number, weighed in enumerate(claims, 1):
            parts += [*weighed_text(weighed, number, width=width, paint=paint), ""]
    if not line.claims and not line.against:
        parts += ["", "No claim stands behind this line: it says what is not known."]
    return "\n".join(parts).rstrip() + "\n"


def weighed_text(
    weighed: Weighed, number: int, *, width: int = WIDTH, paint: Paint = plain
) -> Iterable[str]:
    """Yield the rows of one claim: the sentence with its words marked, and where it stands."""
    entry = weighed.entry
    pad = " " * (_INDENT + 3)
    start, end = entry.words_start, entry.words_end
    words = entry.sentence_words
    marked = f"{words[:start]}»{words[start:end]}«{words[end:]}"
    head = " " * _INDENT + f"{number}. "
    rows = textwrap.wrap(safe(marked), width - len(pad)) or [""]
    yield head.ljust(len(pad)) + paint(rows[0], "strong")
    yield from (pad + paint(row, "strong") for row in rows[1:])
    for label, value in _facts(weighed):
        text = f"{label}: {safe(value)}"
        for row in textwrap.wrap(text, width - len(pad), subsequent_indent="  "):
            yield pad + row


def _facts(weighed: Weighed) -> Iterable[tuple[str, str]]:
    entry, source, claim = weighed.entry, weighed.source, weighed.entry.claim
    fake = f", imitates {source.imitates}" if source.imitates else ""
    yield "outlet", f"{entry.outlet or 'none named'} ({source.kind}{fake})"
    yield "document", f"“{entry.heading}”" + (f", {entry.url}" if entry.url else "")
    yield "credited", claim.source or "nobody: the text speaks for itself"
    yield "read as", claim_words(weighed)
    recorded = entry.recorded_at.strftime("%Y-%m-%d %H:%M UTC")
    yield "said on", f"{entry.said_on.isoformat()}; recorded {recorded} by {entry.reader}"
    reasons = "; ".join(weighed.reasons)
    yield "weight", f"{percent(weighed.weight)}" + (f" — {reasons}" if reasons else "")
    if weighed.repeats:
        yield "repeats", f"claim {weighed.origin}"
    if entry.judgement:
        yield "judged", f"{entry.judgement.verdict}: {entry.judgement.reason}"
    yield "claim", entry.id


def claim_words(weighed: Weighed) -> str:
    """Return how a claim was read, field by field."""
    claim = claim_json(weighed.entry.claim)
    skipped = ("sentence", "start", "end", "source", "kind", "rule", "confidence")
    fields = [f"{k} {v}" for k, v in claim.items() if v is not None and k not in skipped]
    rule = f" (by the rule {claim['rule']})" if claim["rule"] else ""
    return ", ".join(fields) + rule
