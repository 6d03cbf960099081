"""Every count with its noun is of one thing or of several, in all that is told."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import airdate
from airdate.wording import counted, days_words, noun_of

HOUSE = Path(airdate.__file__).parent

# What is counted aloud anywhere; a new noun belongs here.
NOUNS = (
    *("alert", "article", "attempt", "case", "channel", "claim", "copie", "day"),
    *("document", "entrie", "episode", "fan", "fold", "hour", "item", "line", "message"),
    *("minute", "month", "note", "notice", "origin", "outlet", "page", "piece", "place", "post"),
    *("prediction", "question", "recipient", "record", "repeat", "report", "row", "rule"),
    *("rumour", "season", "sentence", "source", "text", "thread", "time", "title", "token", "trie"),
    *("visit", "voice", "week", "work", "writer", "year"),
)
_SEVERAL = re.compile(rf"\s(?!has |of )(?:\w+ )?(?:{'|'.join(NOUNS)})s\b")

# Rooms that count in what they find in texts, not in what they tell.
_ELSEWHERE = ("claims", "dates", "bulk")


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (1234, "1,234 claims")]
)
def test_counted(count: int, told: str) -> None:
    """One is in the singular; none and several are not."""
    assert told == counted(count, "claim")


@pytest.mark.parametrize(("count", "told"), [(0, "entries"), (1, "entry"), (2, "entries")])
def test_noun_of_its_own_plural(count: int, told: str) -> None:
    """A plural that is no s behind the noun is told."""
    assert told == noun_of(count, "entry", "entries")


@pytest.mark.parametrize(("days", "told"), [(0, "0 days"), (1, "1 day"), (-1, "-1 day")])
def test_days(days: int, told: str) -> None:
    """A day is one day, before or after."""
    assert told == days_words(days)


def _phrases() -> Iterator[tuple[str, str]]:
    """Yield where a text counts several things without looking whether it is one."""
    for path in sorted(HOUSE.rglob("*.py")):
        name = path.relative_to(HOUSE)
        if name.parts[0] not in _ELSEWHERE:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from ((f"{name}:{line}", words) for line, words in _unlooked(tree))


def _unlooked(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the counts of f-strings that stand in no choice by their count."""
    chosen = {
        id(each)
        for node in ast.walk(tree)
        if isinstance(node, ast.IfExp) and "== 1" in ast.unparse(node.test)
        for side in (node.body, node.orelse)
        for each in ast.walk(side)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in chosen:
            yield from _counts(node)


def _counts(node: ast.JoinedStr) -> Iterator[tuple[int, str]]:
    pairs = zip(node.values, node.values[1:], strict=False)
    for value, text in pairs:
        if not (isinstance(value, ast.FormattedValue) and isinstance(text, ast.Constant)):
            continue
        told = ast.unparse(value.value)
        # A limit is a number of several, and its name is in capitals.
        if _SEVERAL.match(str(text.value)) and not _LIMIT.search(told):
            yield node.lineno, f"{{{told}}}{text.value}"


_LIMIT = re.compile(r"(?:^|\.|_)[A-Z][A-Z_]+\b|\blimits?\.|\blimit\b|\bmost\b")


# Counts that are several wherever they are told, or a unit and no count, with the reason.
_SEVERAL_ALWAYS = {
    "ledger/lookup.py": "of a title that may be any of several",
    "library/drafts.py": "of more claims than are taken",
    "llm/reader.py": "of more claims than are taken",
    "web/pages/checking.py": "of several texts where one is wanted",
    "cli/said.py": "of several texts, one being named alone",
    "publish/pulse.py": "a ratio, such as 1.0 times as many",
    "forecast/reasons.py": "months from 60 days on",
    "ledger/doctor_file.py": "days from a week on",
    "sources/track_record.py": "a fault of the code, which nobody is told of",
    "cli/demo.py": "a command, which is called titles",
}


def test_no_count_is_told_without_its_noun_being_chosen() -> None:
    """Texts count by `wording.counted`, or choose between one and several themselves."""
    found = [
        f"{place}: {words}"
        for place, words in _phrases()
        if place.partition(":")[0] not in _SEVERAL_ALWAYS
    ]
    assert [] == found


_PRINTED = re.compile(rf"\}}\}}(?:</\w+>)? (?!of )(?:\w+ )?(?:{'|'.join(NOUNS)})s\b")


def test_no_page_counts_without_choosing_the_noun() -> None:
    """The templates of pages choose, too."""
    found = [
        f"{path.name}: {match[0]}"
        for path in sorted((HOUSE / "web" / "templates").glob("*.html"))
        for match in _PRINTED.finditer(path.read_text(encoding="utf-8"))
    ]
    assert [] == found
