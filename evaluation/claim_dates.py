"""Score how the days of dated milestones are read, apart from whether the milestones are found.

    python -m evaluation.claim_dates [FOLDER] [--part all|aside|open] [--language CODE]
                                     [--errors N] [--type TYPE]

Each annotated milestone with a phrase is looked up: the expression that the dates room finds at
that phrase, turned as its status says (`claims/days.py`), beside the range annotated. FOLDER: as
for `evaluation.reading`; errors are listed of what is not put aside alone.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from airdate import dates
from airdate.claims import days
from airdate.model import DateRange, Document, Status, TimeExpression
from evaluation import corpus, reading

OUTCOMES = ("exact", "overlapping", "apart", "missed")
# What happens by being told, and so before it is told on.
BY_WORD = {"announced", "renewed", "cancelled", "delay"}
# Types of phrases, the first that fits.
TYPES = {
    "by, until, before, after": r"(?i)\b(?:by|until|till|before|after|through|into|from|since"
    r"|earliest|latest|onwards?|beyond|than)\b",
    "two dates": r"(?i)\b(?:or|to|and|between)\b|[–—]",
    "part": r"(?i)\b(?:early|mid|late|end|start|beginning|middle|half|quarter|q[1-4]|week(?:end)? "
    r"(?:of|in)|months of)\b|mid-",
    "weekday": r"(?i)\b[a-z]+(?<!to)(?<!holi)(?<!yester)day\b",
    "turn": r"(?i)\b(?:this|next|last|coming|past|later|earlier|ago|today|tomorrow|yesterday"
    r"|tonight|in (?:a|an|\w+) (?:days?|weeks?|months?|years?)|following|that|same)\b",
    "season": r"(?i)\b(?:spring|summer|fall|autumn|winter)\b",
    "day": r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?!\d)"
    r"|\b\d{1,2}(?:st|nd|rd|th)?\b",
    "month": r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    "year": r"^\D*\d{4}\D*$",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A dated milestone beside what was read at its phrase: outcome, and the range if any."""

    article: str
    claim: dict[str, Any]
    sentence: str
    outcome: str
    range: DateRange | None
    words: str

    @property
    def type(self) -> str:
        """The type of its phrase."""
        phrase = self.claim["phrase"]
        return next((n for n, p in TYPES.items() if re.search(p, phrase)), "other")


def articles(folder: Path, part: str, *, language: str) -> list[dict[str, Any]]:
    """Return the annotated articles of a part in one language; those that name none are English."""
    found = reading.articles(folder, part)
    return [a for a in found if a.get("language", "en") == language]


def cases(found: list[dict[str, Any]]) -> Iterator[Case]:
    """Yield the dated milestones of articles, each once a sentence, phrase and range."""
    for article in found:
        document = reading.document_of(article)
        anchor = document.published or date.min
        times = dates.tag(document.text, anchor, language=article.get("language", "en"))
        places = _places(document, article["sentences"])
        seen = set()
        for claim in article["milestones"]:
            key = claim["sentence"], claim["phrase"], claim["when"], claim["status"]
            if claim["when"] and claim["phrase"] and key not in seen:
                seen.add(key)
                place = places[claim["sentence"]]
                inside = [t for t in times if place[0] <= t.start < place[1]]
                yield _case(document, claim, inside, place=place)


def _places(document: Document, sentences: list[str]) -> list[tuple[int, int]]:
    """Return where annotated sentences stand in the text, whatever its own sentences are."""
    found, low = [], 0
    for words in sentences:
        start = document.text.find(words, low)
        low = start + len(words) if start >= 0 else low
        found.append((start, low) if start >= 0 else (low, low))
    return found


def _case(
    document: Document,
    claim: dict[str, Any],
    times: list[TimeExpression],
    *,
    place: tuple[int, int],
) -> Case:
    gold = DateRange.parse(claim["when"])
    best: tuple[str, DateRange | None, str] = ("missed", None, "")
    for match in re.compile(re.escape(claim["phrase"])).finditer(document.text, *place):
        for time in times:
            if time.range is None or time.end <= match.start() or time.start >= match.end():
                continue
            lead = document.text[place[0] : time.start]
            read = turned(time, claim, lead=lead, anchor=document.published or date.min)
            now = _outcome(gold, read), read, time.words
            if OUTCOMES.index(now[0]) < OUTCOMES.index(best[0]):
                best = now
    return Case(document.name or "", claim, document.text[slice(*place)], *best)


def turned(
    time: TimeExpression, claim: dict[str, Any], *, lead: str, anchor: date
) -> DateRange | None:
    """Return the days of an expression as the claim has them; what is done has a past cue."""
    status, event = Status(claim["status"]), claim["event"]
    past = status is Status.DONE or event in BY_WORD
    open_ended = days.lasting(time, event, lead=lead, anchor=anchor)
    return days.turned(open_ended, status, anchor=anchor, past=past).range


def _outcome(gold: DateRange, read: DateRange | None) -> str:
    if read is None:
        return "missed"
    if read == gold:
        return "exact"
    return "overlapping" if read.overlaps(gold) else "apart"


def main() -> None:
    """Print the outcomes by type of phrase, then the open errors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=corpus.FOLDER)
    parser.add_argument("--part", choices=("all", "aside", "open"), default="all")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="of each type")
    parser.add_argument("--language", default="en", help="of the articles that are looked at")
    parser.add_argument("--type", default="", help="only errors of types that begin so")
    options = parser.parse_args()
    report(list(cases(articles(options.folder, options.part, language=options.language))))
    if options.errors:
        open_part = list(cases(articles(options.folder, "open", language=options.language)))
        for name in [*TYPES, "other"]:
            if name.startswith(options.type):
                print_errors([c for c in open_part if c.type == name], options.errors)


def report(found: list[Case]) -> None:
    """Print how many phrases of each type are read exactly, overlapping, apart or not at all."""
    print(f"{'type':26s}{'phrases':>8s}" + "".join(f"{o:>13s}" for o in OUTCOMES))
    for name in [*TYPES, "other", ""]:
        chosen = [c for c in found if not name or c.type == name]
        counts = Counter(c.outcome for c in chosen)
        cells = "".join(f"{counts[o]:13d}" for o in OUTCOMES)
        print(f"{name or 'all':26s}{len(chosen):8d}{cells}")


def print_errors(found: list[Case], most: int) -> None:
    """Print the phrases that are not read as annotated."""
    wrong = [c for c in found if c.outcome != "exact"]
    for case in sorted(wrong, key=lambda c: OUTCOMES.index(c.outcome))[:most]:
        said = f"{case.words!r} {case.range}" if case.words else "-"
        claim = case.claim
        print(f"{case.outcome:11s} {case.article} {claim['event']} {claim['status']}: "
              f"{claim['phrase']!r} {claim['when']} <- {said}\n      {case.sentence}")  # fmt: skip


if __name__ == "__main__":
    main()
