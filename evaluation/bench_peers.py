"""One tagger of dates, run by itself over documents several times: its findings and its time.

    INTERPRETER evaluation/bench_peers.py NAME PASSES < documents.jsonl > answer.json

For the interpreter that has the peer (`scripts/peers` makes one): of airdate it imports nothing
but for the name `airdate`. A document is a line with `text` and `dct`; the answer has the CPU
seconds of each pass over all of them, and the findings of the last, as TIMEX3.
"""

from __future__ import annotations

import json
import re
import sys
import time
import warnings
from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from typing import Any

Found = dict[str, Any]
System = Callable[[str, date], list[Found]]

NUMBER_OF_A_DAY = re.compile(r"(?i)\b\d{1,2}(?:st|nd|rd|th)?\b(?!\s*(?:months|years|weeks))")
NAME_OF_A_DAY = re.compile(r"(?i)day|tomorrow|tonight|\d[-/]\d|days? ago")
MONTH = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|month")
LEADING = re.compile(r"(?i)^(?:(?:on|in|at|by|of|to|from|the|since|until|and|,)\s+)+")


def airdate() -> System:
    """Return what airdate finds."""
    timexes = import_module("airdate.dates").timexes

    def find(text: str, anchor: date) -> list[Found]:
        return [
            {"start": t.start, "end": t.end, "type": t.type, "value": t.value}
            for t in timexes(text, anchor)
        ]

    return find


def moment(words: str, start: int, when: datetime) -> Found:
    """Return a peer's moment as a TIMEX3, as coarse as its words are, signals left out."""
    lead = LEADING.match(words)
    start, words = (start + lead.end(), words[lead.end() :]) if lead else (start, words)
    day = when.date().isoformat()
    if NAME_OF_A_DAY.search(words) or (MONTH.search(words) and NUMBER_OF_A_DAY.search(words)):
        value = day
    elif MONTH.search(words):
        value = day[:7]
    else:
        value = day[:4] if re.search(r"(?i)\d{4}|year", words) else day
    return {"start": start, "end": start + len(words), "type": "DATE", "value": value}


def dateparser() -> System:
    """Return dateparser's search."""
    search_dates = import_module("dateparser.search").search_dates

    def find(text: str, anchor: date) -> list[Found]:
        base = datetime(anchor.year, anchor.month, anchor.day)
        found, position = [], 0
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        for words, when in search_dates(text, languages=["en"], settings=settings) or []:
            start = text.find(words, position)
            if start >= 0:
                found.append(moment(words, start, when))
                position = start + len(words)
        return found

    return find


def parsedatetime() -> System:
    """Return parsedatetime's nlp."""
    calendar = import_module("parsedatetime").Calendar()

    def find(text: str, anchor: date) -> list[Found]:
        base = datetime(anchor.year, anchor.month, anchor.day)
        return [
            moment(words, start, when)
            for when, _, start, _, words in calendar.nlp(text, base) or ()
        ]

    return find


def recognizers() -> System:
    """Return Recognizers-Text's date recogniser, the past reading where it offers two."""
    peer = import_module("recognizers_date_time")

    def find(text: str, anchor: date) -> list[Found]:
        base = datetime(anchor.year, anchor.month, anchor.day)
        results = peer.recognize_datetime(text, peer.Culture.English, reference=base)
        return [recognized(r) for r in results if r.resolution]

    return find


def recognized(result: Any) -> Found:
    """Return a result of Recognizers-Text as a TIMEX3."""
    first = result.resolution["values"][0]
    timex = first.get("timex", "")
    kind = result.type_name.rsplit(".", 1)[-1]
    kinds = {"duration": "DURATION", "set": "SET", "time": "TIME", "datetime": "TIME"}
    value = first.get("value") if "XXXX" in timex or kind == "date" else timex
    if timex.startswith("(") and "start" in first:
        length = timex.rsplit(",", 1)[-1].rstrip(")")
        value = first["start"][: {"P1M": 7, "P1Y": 4}.get(length, 10)]
    return {
        "start": result.start,
        "end": result.end + 1,
        "type": kinds.get(kind, "DATE"),
        "value": (value or timex).replace(" ", "T"),
    }


def timexy() -> System:
    """Return timexy on a blank English pipeline."""
    import_module("timexy")  # it registers its pipe
    pipeline = import_module("spacy").blank("en")
    pipeline.max_length = 10_000_000
    pipeline.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy"})

    def find(text: str, anchor: date) -> list[Found]:
        found = []
        for entity in pipeline(text).ents:
            kind, value = re.findall(r'"([^"]*)"', entity.kb_id_)[:2]
            value = value.removesuffix("T00:00:00")
            found.append(
                {"start": entity.start_char, "end": entity.end_char, "type": kind, "value": value}
            )
        return found

    return find


def by_paragraph(find: System) -> System:
    """Return a peer that reads paragraph by paragraph: none looks further, some take the square."""

    def find_each(text: str, anchor: date) -> list[Found]:
        found, offset = [], 0
        for paragraph in text.split("\n"):
            for one in find(paragraph, anchor) if paragraph.strip() else ():
                shift = {"start": one["start"] + offset, "end": one["end"] + offset}
                found.append({**one, **shift})
            offset += len(paragraph) + 1
        return found

    return find_each


SYSTEMS: dict[str, Callable[[], System]] = {
    "airdate": airdate,
    "recognizers-text": recognizers,
    "dateparser": dateparser,
    "parsedatetime": parsedatetime,
    "timexy": timexy,
}


def passes(find: System, documents: list[Found], count: int) -> Found:
    """Return the CPU seconds of each pass, and what the last one found in each document."""
    find(documents[0]["text"][:200], date(2026, 1, 1))  # what it loads at first use is not timed
    seconds, found = [], []
    for _ in range(count):
        begun = time.process_time()
        found = [find(d["text"], date.fromisoformat(d["dct"])) for d in documents]
        seconds.append(time.process_time() - begun)
    return {"seconds": seconds, "found": found}


def main() -> None:
    """Answer for the tagger named."""
    warnings.filterwarnings("ignore")
    name, count = sys.argv[1], int(sys.argv[2])
    find = SYSTEMS[name]()
    documents = [json.loads(line) for line in sys.stdin if line.strip()]
    answer = passes(find if name == "airdate" else by_paragraph(find), documents, count)
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
