"""Makes JSON Lines of a whole ledger, and a ledger of such lines again, without loss.

One object a line, told apart by `kind`: `ledger` (the head, with the number of the format),
`document` (one exact text), `location`, `installment`, `reading` (with its claims), `judgement`,
`alias`, `follow`, `identity`, `end` (how many of each: a cut file is noticed). See docs/ledger.md.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, MappingResult, Select, select

from airdate.errors import LedgerError, NewerLedger
from airdate.ledger import noting, schema
from airdate.ledger.answers import Restored
from airdate.ledger.limits import check_season, check_subject, check_words
from airdate.ledger.recording import check, latest_moment
from airdate.ledger.rehearsal import Keeper
from airdate.ledger.rows import by_entry, claim_of, claim_row, day_of, moment_of, moment_text
from airdate.model import Claim, Document, Judgement, Reading, Sentence, Verdict, title_key

FORMAT = 1

_PART = 200
"""Readings whose claims are asked for at once."""

_FETCHED = 500
"""Rows that a server sends at once: a ledger may be larger than the memory here."""

_FAULTS_SHOWN = 10
"""Bad lines that are named before restoring gives up looking for more."""

# JSON may hold these as they are, but readers that split lines the Unicode way break on them.
_LINE_BREAKS = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}

Row = dict[str, Any]


# ── export ──────────────────────────────────────────────────────────────────────────────────


def lines(connection: Connection) -> Iterator[str]:
    """Yield the whole ledger as lines of JSON, without line breaks."""
    counts: Counter[str] = Counter()
    latest_moment(connection)  # the instant that the transaction sees is that of its first question
    yield _line({"kind": "ledger", "format": FORMAT})
    for row in _all(connection):
        counts[row["kind"]] += 1
        yield _line(row)
    yield _line({"kind": "end", "counts": dict(sorted(counts.items()))})


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).translate(_LINE_BREAKS)


def _all(connection: Connection) -> Iterator[Row]:
    for make in (_documents, _locations, _installments, _readings, _judgements, _aliases):
        yield from make(connection)
    yield from noting.exported(connection)


def _asked(connection: Connection, question: Select[Any]) -> MappingResult:
    """Return the rows of a question, fetched as they are taken."""
    return connection.execute(question.execution_options(yield_per=_FETCHED)).mappings()


def _documents(connection: Connection) -> Iterator[Row]:
    texts, documents = schema.texts.c, schema.documents.c
    question = (
        select(documents.id, texts.text, texts.heading, texts.language)
        .join_from(schema.texts, schema.documents, texts.document == documents.number)
        .order_by(texts.number)
    )
    for row in _asked(connection, question):
        yield {"kind": "document", **row}


def _locations(connection: Connection) -> Iterator[Row]:
    table, documents = schema.locations.c, schema.documents.c
    columns = [table[name] for name in _LOCATION if name != "document"]
    question = (
        select(documents.id.label("document"), *columns)
        .join_from(schema.locations, schema.documents, table.document == documents.number)
        .order_by(table.recorded_at, table.number)
    )
    for row in _asked(connection, question):
        yield {"kind": "location", **_written(row)}


def _installments(connection: Connection) -> Iterator[Row]:
    c = schema.installments.c
    question = select(c.ref, c.title_key, c.season).order_by(c.number)
    for row in _asked(connection, question):
        yield {"kind": "installment", **row}


def _readings(connection: Connection) -> Iterator[Row]:
    readings, texts, documents = schema.readings.c, schema.texts.c, schema.documents.c
    question = (
        select(
            readings.number,
            documents.id.label("document"),
            texts.id.label("text"),
            readings.reader,
            readings.sentences,
            readings.recorded_at,
        )
        .join_from(schema.readings, schema.documents, readings.document == documents.number)
        .join(schema.texts, readings.text == texts.number)
        .order_by(readings.recorded_at, readings.number)
    )
    for part in _asked(connection, question).partitions(_PART):
        claims = _claims(connection, [row["number"] for row in part])
        for row in part:
            found = {**_written(row), "claims": claims.get(row["number"], [])}
            yield {"kind": "reading", **{name: found[name] for name in _READING}}


def _claims(connection: Connection, readings: list[int]) -> dict[int, list[Row]]:
    c = schema.claims.c
    names = [c[name] for name in _CLAIM if name != "season"]
    question = (
        select(c.reading, schema.installments.c.season, *names)
        .join(schema.installments, c.installment == schema.installments.c.number)
        .where(c.reading.in_(readings))
        .order_by(c.reading, c.position)
    )
    rows = connection.execute(question).mappings()
    return {
        reading: [{name: row[name] for name in _CLAIM} for row in group]
        for reading, group in groupby(rows, key=lambda row: row["reading"])
    }


def _judgements(connection: Connection) -> Iterator[Row]:
    c = schema.judgements.c
    question = (
        select(schema.entries.c.id.label("entry"), c.verdict, c.reason, c.claim, c.recorded_at)
        .join_from(schema.judgements, schema.entries, c.entry == schema.entries.c.number)
        .order_by(c.recorded_at, c.number)
    )
    for row in _asked(connection, question):
        yield {"kind": "judgement", **_written(row)}


def _aliases(connection: Connection) -> Iterator[Row]:
    c = schema.aliases.c
    question = select(c.alias, c.title, c.recorded_at).order_by(c.recorded_at, c.number)
    for row in _asked(connection, question):
        yield {"kind": "alias", **_written(row)}


def _written(row: Mapping[Any, Any]) -> Row:
    """Return a row with its days and its moment as text."""
    found: Row = {}
    for name, value in row.items():
        if name == "recorded_at":
            found[name] = moment_text(value)
        else:
            found[name] = value.isoformat() if isinstance(value, date) else value
    return found


# ── restore ─────────────────────────────────────────────────────────────────────────────────

_NONE = type(None)
_DOCUMENT = {"id": (str,), "text": (str,), "heading": (str,), "language": (str,)}
_LOCATION = {
    "document": (str,),
    "url": (str, _NONE),
    "outlet": (str, _NONE),
    "published": (str, _NONE),
    "published_basis": (str,),
    "name": (str, _NONE),
    "said_on": (str,),
    "recorded_at": (str,),
}
_INSTALLMENT = {"ref": (str,), "title_key": (str,), "season": (int, _NONE)}
_READING = {
    "document": (str,),
    "text": (str,),
    "reader": (str,),
    "sentences": (list,),
    "claims": (list,),
    "recorded_at": (str,),
}
_CLAIM = {
    "title": (str,),
    "season": (int, _NONE),
    "form": (str,),
    **dict.fromkeys(
        ("event", "when", "person", "kind", "character", "known_for", "topic", "words"),
        (str, _NONE),
    ),
    "status": (str,),
    "source": (str, _NONE),
    "sentence": (int,),
    "start": (int,),
    "end": (int,),
    "phrase": (str, _NONE),
    "rule": (str,),
    "confidence": (float,),
}
_JUDGEMENT = {
    "entry": (str,),
    "verdict": (str,),
    "reason": (str,),
    "claim": (dict, _NONE),
    "recorded_at": (str,),
}
_ALIAS = {"alias": (str,), "title": (str,), "recorded_at": (str,)}


class Restoring:
    """The state of one restoring: what keeps the rows, what came so far, what was amiss."""

    def __init__(self, turn: Keeper) -> None:
        self._turn = turn
        self._texts: dict[str, tuple[str, str]] = {}
        self._documents: set[str] = set()
        self._seen: Counter[str] = Counter()
        self._new: Counter[str] = Counter()
        self._known = 0
        self._head_seen = False
        self._ended: Mapping[str, int] | None = None
        self._acts: Mapping[str, tuple[Mapping[str, tuple[type, ...]], Callable[[Row], bool]]] = {
            "document": (_DOCUMENT, self._document),
            "location": (_LOCATION, self._location),
            "installment": (_INSTALLMENT, self._installment),
            "reading": (_READING, self._reading),
            "judgement": (_JUDGEMENT, self._judgement),
            "alias": (_ALIAS, self._alias),
            **noting.acts(turn.noted),
        }

    def restore(self, lines: Iterable[str]) -> Restored:
        """Return what the lines brought. Raises: LedgerError that names the lines that are bad."""
        faults: list[str] = []
        number = 0
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                self._take(line)
            except (
                ValueError,
                KeyError,
                TypeError,
                IndexError,
                RecursionError,
                OverflowError,
            ) as error:
                faults.append(f"line {number}: {_why(error)}")
                if number == 1 or len(faults) == _FAULTS_SHOWN:
                    break
        if not faults and self._ended != self._seen:
            faults.append(f"line {number}: the export ends too early, or lines are missing")
        if faults:
            raise LedgerError(
                "This is no whole export of a ledger:\n" + "\n".join(f"  {f}" for f in faults),
                "Nothing was written. Mend these lines, or export anew: airdate export",
            )
        return Restored(**self._new, known=self._known)

    def _take(self, line: str) -> None:
        row = json.loads(line)
        kind = row.pop("kind", None) if isinstance(row, dict) else None
        if self._ended is not None:
            raise ValueError("there is more after the end")
        if kind == "ledger":
            self._head(row)
        elif not self._head_seen:
            raise ValueError('an export begins with {"kind":"ledger","format":1}')
        elif kind == "end":
            self._ended = dict(row["counts"])
        elif isinstance(kind, str) and kind in self._acts:
            fields, act = self._acts[kind]
            self._count(kind, act(_typed(row, fields)))
        else:
            raise ValueError(f"no such kind of line: {kind!r:.40}")

    def _head(self, row: Row) -> None:
        found = row.get("format")
        if type(found) is int and found > FORMAT:
            raise NewerLedger(
                f"The export has format {found}; this airdate reads {FORMAT}.",
                "Nothing was written. Upgrade airdate.",
            )
        if found != FORMAT or self._head_seen:
            raise ValueError(f"no such head of an export: format {found!r}")
        self._head_seen = True

    def _count(self, kind: str, new: bool) -> None:
        self._seen[kind] += 1
        if kind == "installment":
            return
        self._new[noting.PLURALS.get(kind, kind + "s")] += new
        self._known += not new

    def _document(self, row: Row) -> bool:
        read = Document(row["text"], row["heading"], (), language=row["language"])
        if read.id != row["id"]:
            raise ValueError("the text is not that of its document: it was changed")
        row["document"] = row.pop("id")
        identity, new = self._turn.text(row)
        self._documents.add(row["document"])
        self._texts[identity] = (row["document"], row["text"])
        return new

    def _location(self, row: Row) -> bool:
        self._must_know(row["document"])
        published = None if row["published"] is None else day_of(row["published"])
        said_on, moment = day_of(row["said_on"]), moment_of(row["recorded_at"])
        return self._turn.location(
            {**row, "published": published, "said_on": said_on, "recorded_at": moment}
        )

    def _must_know(self, document: str) -> None:
        if document not in self._documents:
            raise ValueError(f"its document was not told before: {document[:16]}")

    def _installment(self, row: Row) -> bool:
        if title_key(row["title_key"]) != row["title_key"]:
            raise ValueError(f"not the key of a title: {row['title_key']!r}")
        check_season(row["season"])
        self._turn.installment((row["title_key"], row["season"]), ref=row["ref"])
        return True

    def _reading(self, row: Row) -> bool:
        document, text = self._texts[row["text"]]
        if document != row["document"]:
            raise ValueError("its text is another document's")
        sentences = tuple(Sentence(n, *map(_whole, s)) for n, s in enumerate(row["sentences"]))
        claims = tuple(map(_claim, row["claims"]))
        check(Reading(Document(text, "", sentences), row["reader"], claims))
        found = by_entry(document, [claim_row(claim) for claim in claims])
        kept = {**row, "claims": found, "recorded_at": moment_of(row["recorded_at"])}
        if self._turn.has_reading(kept):
            return False
        self._new["claims"] += self._turn.reading(kept)
        return True

    def _judgement(self, row: Row) -> bool:
        claim = None if row["claim"] is None else _claim(row["claim"])
        verdict, moment = Verdict(row["verdict"]), moment_of(row["recorded_at"])
        if (claim is None) == (verdict is Verdict.CORRECTED):
            raise ValueError("a correction, and nothing else, says what holds instead")
        if not self._turn.has_entry(row["entry"]):
            raise ValueError(f"it judges a claim that no reading has: {row['entry']}")
        return self._turn.judgement(row["entry"], Judgement(verdict, row["reason"], moment, claim))

    def _alias(self, row: Row) -> bool:
        moment = moment_of(row["recorded_at"])
        return self._turn.alias_row(row["alias"], row["title"], moment=moment)


def _typed(row: Any, fields: Mapping[str, tuple[type, ...]]) -> Row:
    """Return the row if it has just these fields, of these types. Raises: ValueError."""
    if not isinstance(row, dict):
        raise ValueError(f"fields expected, not {row!r:.40}")
    if strange := sorted(row.keys() ^ fields.keys()):
        word = "unknown" if strange[0] in row else "missing"
        raise ValueError(f"the field {strange[0]!r} is {word}")
    for name, types in fields.items():
        if type(row[name]) not in types:
            raise ValueError(f"the field {name!r} cannot be {row[name]!r:.40}")
    check_words(row)
    return row


def _claim(row: Any) -> Claim:
    """Return the claim of a row. Raises: ValueError."""
    check_subject(_typed(row, _CLAIM))
    return claim_of(row)


def _whole(value: Any) -> Any:
    if value is not None and type(value) is not int:
        raise ValueError(f"a sentence's places are numbers, not {value!r:.40}")
    return value


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg} at character {error.pos + 1})"
    if isinstance(error, KeyError):
        return f"{error} was not told before"
    return str(error) or type(error).__name__
