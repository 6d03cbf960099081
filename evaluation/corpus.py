"""The corpus of labelled passages: write, check, show and compare.

    python -m evaluation.corpus compile TEXT... > corpus/reading/HAND.jsonl
    python -m evaluation.corpus show FILE... [--blind] [--only ID,ID]
    python -m evaluation.corpus check [FOLDER]

Passages are written in plain text, a line a sentence, a blank line between paragraphs, each claim
below the sentence that makes it:

    === trade-007
    kind: trade
    outlet: Deadline
    published: 2024-05-03
    title: Harbour Lights
    season: 2
    # Harbour Lights sets sail again
    > renewed | done
    Filming is to begin in Oslo in June, the streamer said.
    > filming_start | planned | 2024-06 | in June | the streamer
    Ada Moe, who plays Liv, returns.
    + returning | Ada Moe | Liv | done

`>` is a milestone: event | status | when | phrase | source | season | title; `+` is a cast claim:
kind | person | character | status | source | season | title. Fields at the end may be left out, and
`-` is none; season and title are those of the head where left out or empty, an empty status of a
cast claim is `done`. `when` is a year, a month, a day, or two of them with a slash; `..` is open.
"""

from __future__ import annotations

import argparse
import calendar
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "reading"
KINDS = ("trade", "press", "agency", "roundup", "fan", "thread", "qa", "farm", "portal")
EVENTS = (
    "announced", "renewed", "cancelled", "writing", "pre_production", "filming_start", "filming",
    "filming_wrap", "post_production", "trailer", "release", "delay",
)  # fmt: skip
STATUSES = ("done", "planned", "expected", "rumoured", "dropped", "denied")
CAST_KINDS = ("returning", "new", "departing", "cast", "director", "writer", "producer")
_HEAD = re.compile(r"(kind|outlet|published|title|season|url|language|facts): ?(.*)")
_BOUND = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
Passage = dict[str, Any]


class Mistake(ValueError):
    """A line of a text of passages that cannot be taken; the message names file, line and why."""


@dataclass
class _Draft:
    """A passage while its lines are read."""

    name: str
    head: dict[str, str] = field(default_factory=dict)
    paragraphs: list[list[str]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    milestones: list[Passage] = field(default_factory=list)
    cast: list[Passage] = field(default_factory=list)
    broken: bool = True


def compile_text(text: str, *, name: str) -> list[Passage]:
    """Return the passages of a text in the notation above.

    Raises: Mistake for a line that cannot be taken, with `name` and the line's number.
    """
    drafts: list[_Draft] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        try:
            if line.startswith("=== "):
                drafts.append(_Draft(line[4:].strip()))
            elif drafts:
                _take(drafts[-1], line)
            elif line:
                raise Mistake("text before the first `=== id`")
        except ValueError as mistake:
            raise Mistake(f"{name}:{number}: {mistake}: {line[:80]}") from None
    return [_passage(draft, name=name) for draft in drafts]


def _take(draft: _Draft, line: str) -> None:
    head = _HEAD.fullmatch(line) if not draft.sentences else None
    if not line:
        draft.broken = True
    elif head:
        draft.head[head[1]] = head[2]
    elif line.startswith(("> ", "+ ")):
        _claim(draft, line)
    elif line.startswith("# ") and not draft.sentences:
        draft.sentences.append(line[2:])
    elif not draft.sentences:
        raise Mistake("a sentence before the heading (`# ...`)")
    else:
        if draft.broken:
            draft.paragraphs.append([])
        draft.paragraphs[-1].append(line)
        draft.sentences.append(line)
        draft.broken = False


def _claim(draft: _Draft, line: str) -> None:
    if not draft.sentences:
        raise Mistake("a claim before its sentence")
    cells = [cell.strip() for cell in line[2:].split("|")]
    if len(cells) > 7:
        raise Mistake("more than seven fields")
    cells += [""] * (7 - len(cells))
    about = {
        "title": _or_none(cells[6] or draft.head.get("title", "")),
        "season": _number(cells[5] or draft.head.get("season", "")),
    }
    if line.startswith(">"):
        draft.milestones.append(about | _milestone(draft, cells))
    else:
        draft.cast.append(about | _cast(draft, cells))


def _milestone(draft: _Draft, cells: list[str]) -> Passage:
    event, status, when, phrase, source = cells[:5]
    if event not in EVENTS or status not in STATUSES:
        raise Mistake(f"no event {event!r} or status {status!r}")
    wording = _or_none(phrase)
    if wording and wording not in draft.sentences[-1]:
        raise Mistake(f"{wording!r} is not in its sentence")
    if (_or_none(when) is None) != (wording is None):
        raise Mistake("a date needs its words and words need their date")
    return {
        "event": event,
        "when": _range(when),
        "phrase": wording,
        "status": status,
        "source": _or_none(source),
        "sentence": len(draft.sentences) - 1,
    }


def _cast(draft: _Draft, cells: list[str]) -> Passage:
    kind, person, part, status, source = cells[:5]
    if kind not in CAST_KINDS or (status or "done") not in STATUSES or not _or_none(person):
        raise Mistake(f"no kind {kind!r}, status {status!r} or person {person!r}")
    return {
        "person": person,
        "character": _or_none(part),
        "kind": kind,
        "status": status or "done",
        "source": _or_none(source),
        "sentence": len(draft.sentences) - 1,
    }


def _or_none(cell: str) -> str | None:
    return None if cell in ("", "-") else cell


def _number(cell: str) -> int | None:
    return None if cell in ("", "-") else int(cell)


def _range(when: str) -> str | None:
    if when in ("", "-"):
        return None
    first, _, last = when.partition("/")
    low, high = _bound(first, last=False), _bound(last or first, last=True)
    if low == high == ".." or (".." not in (low, high) and low > high):
        raise Mistake(f"{when!r} is no range")
    return f"{low}/{high}"


def _bound(cell: str, *, last: bool) -> str:
    if cell == "..":
        return cell
    found = _BOUND.fullmatch(cell)
    if found is None:
        raise Mistake(f"{cell!r} is no year, month or day")
    year = int(found[1])
    month = int(found[2] or (12 if last else 1))
    day = int(found[3] or (calendar.monthrange(year, month)[1] if last else 1))
    return date(year, month, day).isoformat()


def _passage(draft: _Draft, *, name: str) -> Passage:
    missing = [k for k in ("kind", "outlet", "published", "title") if not draft.head.get(k)]
    if missing or not draft.paragraphs or draft.head["kind"] not in KINDS:
        raise Mistake(f"{name}: {draft.name} lacks {missing or 'a text, or has an unknown kind'}")
    date.fromisoformat(draft.head["published"])
    return {
        "id": draft.name,
        "kind": draft.head["kind"],
        "language": draft.head.get("language", "en"),
        "url": draft.head.get("url") or None,
        "published": draft.head["published"],
        "outlet": draft.head["outlet"],
        "heading": draft.sentences[0],
        "paragraphs": [" ".join(p) for p in draft.paragraphs],
        "sentences": draft.sentences,
        "milestones": draft.milestones,
        "cast": draft.cast,
    }


def show(passage: Passage, *, blind: bool = False) -> str:
    """Return a passage in the notation above, without its claims where it is read blind."""
    lines = [f"=== {passage['id']}"]
    lines += [f"{k}: {passage[k]}" for k in ("kind", "language", "outlet", "published")]
    lines += [f"url: {passage['url']}"] if passage["url"] else []
    # the head of a blind passage must not give the title away, but a claim needs one
    lines += ["title: -", f"# {passage['heading']}"]
    breaks = _breaks(passage)
    for number, sentence in enumerate(passage["sentences"]):
        if number:
            lines += [""] * (number in breaks) + [sentence]
        if not blind:
            lines += [_milestone_line(c) for c in passage["milestones"] if c["sentence"] == number]
            lines += [_cast_line(c) for c in passage["cast"] if c["sentence"] == number]
    return "\n".join(lines) + "\n"


def _breaks(passage: Passage) -> set[int]:
    """Return the numbers of the sentences that open a paragraph."""
    found, number = set(), 1
    for paragraph in passage["paragraphs"]:
        found.add(number)
        rest = paragraph
        while rest:
            rest = rest.removeprefix(passage["sentences"][number]).lstrip()
            number += 1
    return found


def _milestone_line(c: Passage) -> str:
    fields = ("event", "status", "when", "phrase", "source", "season", "title")
    return "> " + " | ".join("-" if c[k] is None else str(c[k]) for k in fields)


def _cast_line(c: Passage) -> str:
    fields = ("kind", "person", "character", "status", "source", "season", "title")
    return "+ " + " | ".join("-" if c[k] is None else str(c[k]) for k in fields)


def passages(folder: Path = FOLDER) -> list[Passage]:
    """Return all passages of a folder of JSON Lines, in the order of files and lines."""
    return list(_lines(sorted(folder.glob("*.jsonl"))))


def _lines(paths: Iterable[Path]) -> Iterator[Passage]:
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)


def is_aside(passage: Passage) -> bool:
    """Return whether a passage is of the fifth that is only ever measured: a number like -005."""
    return int(passage["id"].rpartition("-")[2]) % 5 == 0


def faults(found: list[Passage]) -> list[str]:
    """Return what is wrong in passages: ids or texts twice, lines that are no single sentence."""
    wrong = []
    ids: set[str] = set()
    texts: dict[str, str] = {}
    for passage in found:
        name = passage["id"]
        wrong += [f"{name}: the id is used twice"] * (name in ids)
        ids.add(name)
        if " ".join(passage["paragraphs"]) != " ".join(passage["sentences"][1:]):
            wrong.append(f"{name}: paragraphs and sentences differ")
        wrong += [f"{name}: {fault}" for fault in _unsplit(passage)]
        for sentence in passage["sentences"]:
            if len(sentence) > 60 and texts.setdefault(sentence, name) != name:
                wrong.append(f"{name}: a sentence stands in {texts[sentence]} too: {sentence[:60]}")
    return wrong


def _unsplit(passage: Passage) -> Iterator[str]:
    """Yield the lines that hold two sentences, or that run into the next without a blank line."""
    breaks = _breaks(passage)
    for number, sentence in enumerate(passage["sentences"]):
        follows = number + 1 < len(passage["sentences"]) and number + 1 not in breaks
        if number and follows and not _ENDS.search(sentence):
            yield f"no full stop and no blank line after (a paragraph of its own?): {sentence[:70]}"
        if number and (inner := _TWO.search(sentence)) and not _INITIAL.search(inner[1]):
            yield f"two sentences in one line (one a line): ...{inner[0]}"


_ENDS = re.compile(r"[.!?…:;。][\"”’')\]*]*$")
_TWO = re.compile(r"(\S+ \S+ \w{3,}[.!?][\"”’)]?) [A-Z][a-z]+ [a-z]+ \S+")
_INITIAL = re.compile(
    r"\b(?:St|Mr|Mrs|Ms|Dr|Jr|Sr|vs|No|Vol|vol|Pt|feat|ft|Jan|Feb|Aug|Sept|Oct|Nov|Dec|dept|approx)\.$"
)


def main() -> None:
    """Run the command that the arguments name."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("compile", "show", "check"))
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--blind", action="store_true", help="show without the claims")
    parser.add_argument("--only", default="", help="ids to show, with commas")
    options = parser.parse_args()
    {"compile": _compile, "show": _show, "check": _check}[options.command](options)


def _compile(options: argparse.Namespace) -> None:
    try:
        found = [p for f in options.paths for p in compile_text(f.read_text("utf-8"), name=f.name)]
    except Mistake as mistake:
        raise SystemExit(str(mistake)) from None
    wrong = faults(found)
    if wrong:
        raise SystemExit("\n".join(wrong))
    for passage in found:
        sys.stdout.write(json.dumps(passage, ensure_ascii=False) + "\n")
    claims = sum(len(p["milestones"]) + len(p["cast"]) for p in found)
    sentences = sum(len(p["sentences"]) for p in found)
    print(f"{len(found)} passages, {sentences} sentences, {claims} claims", file=sys.stderr)


def _show(options: argparse.Namespace) -> None:
    wanted = set(options.only.split(",")) - {""}
    for passage in _lines(options.paths):
        if not wanted or passage["id"] in wanted:
            print(show(passage, blind=options.blind))


def _check(options: argparse.Namespace) -> None:
    wrong = faults(passages(*options.paths[:1]))
    print("\n".join(wrong) or "no faults")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
