"""The tables of a job → what each outlet has shown, by all that they hold: `airdate sources`.

DuckDB finds the works on which time can have decided, and brings their claims work by work, on
disk where memory ends; each work is judged by the very rules of a ledger.  Of what is judged some
forty bytes a claim are kept, and made records of outlet by outlet.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from airdate.bulk import forms
from airdate.bulk.job import check_finished
from airdate.model import Claim, DateRange, Entry, Event, Installment, Milestone, Source, Status
from airdate.sources import Hindsight, Judged, Record, outlets, published_by
from airdate.sources.charges import BEFORE, JUDGED
from airdate.sources.independence import precedence

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

MEMORY_MB, LEAST_MB = 1_000, 250
"""What DuckDB may take, in all processes, before it writes to disk; less than the second in one of
them does not do."""

MOST = 1_500
"""Claims on one work that are judged, a copied one counting once; of more, so many by chance (as
the ids of their documents fall): each is set against each."""

_EVENTS, _STATUSES = tuple(Event), tuple(Status)
_HEARD = sorted({*JUDGED, *(event for before in BEFORE.values() for event in before)})
_AT_ONCE = 10_000
# Rows of claims from which on it pays to start other processes.
_MANY = 100_000
# Whose addresses hold those of others.
_KEEPING = re.compile(r"//(?:web\.archive|archive|(?:www\.)?google)\.|\.ampproject\.org", re.I)
_SITE = re.compile(r"([a-z]+://[^/?#\s]+)(?:/([^/?#\s]*))?", re.IGNORECASE)
_LOW, _HIGH = 0, date.max.toordinal() + 1

_KEPT = np.dtype(
    [
        ("outlet", "<i4"),
        ("copied", "?"),
        ("held", "?"),
        ("event", "i1"),
        ("status", "i1"),
        ("said_on", "<i4"),
        ("earliest", "<i4"),
        ("latest", "<i4"),
        ("error_days", "<i4"),
        ("lead_days", "<i4"),
        ("id", "<u8"),
    ]
)
"""A judged claim without its words: days as ordinals, _LOW and _HIGH where open."""

_WORKS = """
CREATE TEMP TABLE works AS
SELECT title_key, coalesce(season, -1) AS number, count(*) AS many,
    min(latest) FILTER (WHERE dated) AS over
FROM (
    SELECT *, "when" IS NOT NULL AND list_contains($judged, event) AS dated FROM claims
    WHERE form = 'milestone' AND said_on <= $as_of AND list_contains($heard, event)
        AND hash(title_key) % $shares = $share
)
GROUP BY title_key, number
HAVING many > 1 AND bool_or(dated)
    AND (bool_or(status = 'done' AND list_contains($judged, event)) OR over < max(said_on))
    AND ($outlets IS NULL OR bool_or(list_contains($outlets, outlet)))
"""
"""Works with a dated claim, and another that may decide on it: a report, or one after its window.

A share of them: by their titles, the same for all seasons."""

_SAID = """
WITH heard AS (
    SELECT title_key, coalesce(season, -1) AS number, title, event, status, "when", voice,
        said_on, outlet, url, document_id, entry_id, sentence, start, "end", confidence,
        sentence_words, origin_id, origin_said_on
    FROM claims SEMI JOIN works
    ON claims.title_key = works.title_key AND coalesce(claims.season, -1) = works.number
    WHERE form = 'milestone' AND said_on <= $as_of AND list_contains($heard, event)
    QUALIFY row_number() OVER (
        PARTITION BY claims.title_key, number, outlet, event, status, "when",
            origin_id, origin_said_on
        ORDER BY said_on, entry_id, url
    ) = 1
)
SELECT *, max(place) OVER (PARTITION BY title_key, number) AS many
FROM (
    SELECT *, dense_rank() OVER (
        PARTITION BY title_key, number
        ORDER BY origin_id, origin_said_on, event, status, "when"
    ) AS place
    FROM heard
)
QUALIFY place <= $most
ORDER BY title_key, number, said_on, entry_id, url
"""
"""What was said of them, work by work; of what an outlet says in one story again, the first."""

_OUTLETS = "SELECT outlet, min(url) AS url FROM documents GROUP BY outlet ORDER BY ALL"


@dataclass(frozen=True, slots=True)
class Share:
    """One of so many shares of the works of a job's tables, as of a day.

    outlets: names of which one at least must have spoken of a work, None for any.
    """

    folder: Path
    as_of: date
    number: int = 0
    shares: int = 1
    outlets: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """What was learnt of a share. domains: of the outlets by number."""

    outlets: Mapping[str, Source]
    domains: Sequence[str]
    judged: NDArray[Any]
    works: int
    thinned: int


@dataclass(frozen=True)
class Learnt:
    """What time decided on the claims of a job's tables by a day.

    outlets: by domain, those without a judged claim too.  works: that could be judged; thinned:
    those of them with more claims than are set against each other.
    """

    as_of: date
    outlets: Mapping[str, Source]
    works: int
    thinned: int
    _judged: NDArray[Any]
    _numbers: Mapping[str, int]

    def domains(self) -> list[str]:
        """Return all outlets, of most judged claims first."""
        own = self._judged["outlet"][~self._judged["copied"]]
        counts = np.bincount(own, minlength=len(self._numbers))
        many = {domain: int(counts[number]) for domain, number in self._numbers.items()}
        return sorted(self.outlets, key=lambda domain: (-many.get(domain, 0), domain))

    def record(self, domain: str) -> Record:
        """Return the record of an outlet, its claims without their words. Raises: KeyError."""
        source, number = self.outlets[domain], self._numbers.get(domain, -1)
        rows = self._judged[slice(*np.searchsorted(self._judged["outlet"], [number, number + 1]))]
        own, copied = (rows[rows["copied"] == state] for state in (False, True))
        return Record(source, _told(own, source), _told(copied, source))


def learn(folder: Path, *, as_of: date, workers: int = 1) -> Learnt:
    """Return what time had decided by a day on all claims of a job's tables.

    The rules are those of `sources.hindsight`; what copies another's text counts once, as in a
    ledger, and what bears no day plays no part.  workers: processes that share the works; the
    answer is the same for any number.  Raises: UsageError where the job is not finished.
    """
    known, count = _listed(folder)
    shares = workers if count >= _MANY else 1
    parts = [Share(folder, as_of, number, shares) for number in range(shares)]
    if shares == 1:
        return _joined(as_of, known, [_learn_share(parts[0])])
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Not forked: DuckDB has threads, and what they hold at that moment nobody would let go.
    with ProcessPoolExecutor(shares, mp_context=get_context("spawn")) as pool:
        return _joined(as_of, known, list(pool.map(_learn_share, parts)))


def _learn_share(share: Share) -> _Part:
    """Return what time decided on one of so many shares of the works."""
    sources: dict[str, Source] = {}
    numbers: dict[str, int] = {}
    kept = [np.empty(0, _KEPT)]
    works = thinned = 0
    with _asked(share.folder, shares=share.shares) as connection:
        for work in _works(connection, share):
            works, thinned = works + 1, thinned + (work[0]["many"] > MOST)
            bare = [{**row, "url": site(row["url"])} for row in work]
            rows = []
            for found, copied in judged(bare, as_of=share.as_of):
                sources[found.source.domain] = found.source
                rows.append(_kept(found, numbers, copied=copied))
            kept.append(np.array(rows, _KEPT))
    return _Part(sources, list(numbers), np.concatenate(kept), works, thinned)


def _joined(as_of: date, known: Mapping[str, Source], parts: Sequence[_Part]) -> Learnt:
    """Return what was learnt of all shares, whichever was judged where."""
    domains = sorted({name for part in parts for name in part.domains})
    numbers = {domain: number for number, domain in enumerate(domains)}
    for part in parts:
        own = np.array([numbers[name] for name in part.domains], np.int32)
        part.judged["outlet"] = own[part.judged["outlet"]] if len(own) else 0
    whole = np.concatenate([part.judged for part in parts])
    order = np.lexsort((whole["id"], whole["said_on"], whole["outlet"]))
    met = {name: source for part in parts for name, source in part.outlets.items()}
    works, thinned = (sum(getattr(p, name) for p in parts) for name in ("works", "thinned"))
    return Learnt(as_of, {**known, **met}, works, thinned, whole[order], numbers)


def learn_one(folder: Path, domain: str, *, as_of: date) -> Record:
    """Return the record of one outlet by its domain, its claims with their words.

    Raises: UsageError where the job is not finished; KeyError where the outlet has no document.
    """
    found: dict[bool, list[Judged]] = {False: [], True: []}
    with _asked(folder) as connection:
        names = _names(connection)
        called = [name for name, source in names if name and source.domain == domain]
        source = {source.domain: source for _, source in names}[domain]
        for work in _works(connection, Share(folder, as_of, outlets=called)):
            for each, copied in judged(work, as_of=as_of):
                if each.source.domain == domain:
                    found[copied].append(each)
    own, copies = (tuple(sorted(found[state], key=_turn)) for state in (False, True))
    return Record(source, own, copies)


def outlets_in(folder: Path) -> Mapping[str, Source]:
    """Return all outlets with a document in a job's tables, by domain. Raises: UsageError."""
    return _listed(folder)[0]


def _listed(folder: Path) -> tuple[dict[str, Source], int]:
    """Return the outlets of a job's tables, and how many rows of claims there are."""
    with _asked(folder) as connection:
        found = {source.domain: source for _, source in _names(connection) if source.domain}
        (count,) = connection.execute("SELECT count(*) FROM claims").fetchone() or (0,)
    return found, count


# ── one work ────────────────────────────────────────────────────────────────────────────────


def judged(work: Sequence[Mapping[str, Any]], *, as_of: date) -> Iterator[tuple[Judged, bool]]:
    """Yield the claims on a work that time had decided by a day, each with whether it is copied.

    Of copies of one story the one counts that counts in a ledger; the others share its fate.
    """
    told: dict[tuple[Any, ...], list[Entry]] = defaultdict(list)
    for row in work:
        said = (row["event"], row["status"], row["when"], row["origin_id"], row["origin_said_on"])
        told[said].append(_entry(row))
    firsts: list[Entry] = []
    copies: dict[str, list[Entry]] = {}
    for same in told.values():
        first, *others = sorted(same, key=precedence) if len(same) > 1 else same
        firsts.append(first)
        copies[first.id] = others
    for record in Hindsight([firsts]).records(as_of).values():
        for fates, copied in ((record.judged, False), (record.copied, True)):
            for fate in fates:
                yield fate, copied
                yield from ((each, True) for each in _shared(fate, copies[fate.entry.id]))


def site(url: str | None) -> str | None:
    """Return as much of an address as tells whose it is: a site is looked up once, not a page."""
    found = _SITE.match(url) if url else None
    if url is None or found is None or _KEEPING.search(url):
        return url
    host, first = found.groups()
    return f"{host}/{first}" if first and first.casefold() in _parts() else host


@cache
def _parts() -> frozenset[str]:
    """Return the first parts of paths by which the registry tells outlets of one host apart."""
    names = (name for each in outlets() for name in (each.source.domain, *each.aliases))
    return frozenset(name.split("/")[1].casefold() for name in names if "/" in name)


def _shared(fate: Judged, copies: Sequence[Entry]) -> Iterator[Judged]:
    """Yield the fate of a claim as that of its copies, once for each other outlet."""
    met = {fate.source.domain, ""}
    for entry in copies:
        source = published_by(entry.outlet, entry.url)
        if source.domain not in met:
            met.add(source.domain)
            yield replace(fate, entry=entry, source=source)


def _entry(row: Mapping[str, Any]) -> Entry:
    """Return a row of claims as an entry of a ledger, with its sentence for a passage."""
    season = None if row["number"] < 0 else row["number"]
    when = DateRange.parse(row["when"]) if row["when"] else None
    claim = Claim(
        Installment(row["title"], season),
        Milestone(Event(row["event"]), when),
        Status(row["status"]),
        source=row["voice"],
        sentence=row["sentence"],
        start=row["start"],
        end=row["end"],
        confidence=row["confidence"],
    )
    words = row["sentence_words"]
    return Entry(
        id=row["entry_id"],
        claim=claim,
        document_id=row["document_id"],
        heading="",
        outlet=row["outlet"],
        url=row["url"],
        said_on=row["said_on"],
        recorded_at=datetime.combine(row["said_on"], time(), UTC),
        reader="",
        sentence_words=words,
        words_start=0,
        words_end=0,
        passage=words,
    )


# ── what is kept of it ──────────────────────────────────────────────────────────────────────


def _kept(found: Judged, numbers: dict[str, int], *, copied: bool) -> tuple[Any, ...]:
    claim = found.entry.claim
    if not isinstance(claim.statement, Milestone):
        raise TypeError(f"no claim on a milestone: {claim.statement!r}")
    when = claim.statement.when or DateRange(None, None)
    return (
        numbers.setdefault(found.source.domain, len(numbers)),
        copied,
        found.held,
        _EVENTS.index(claim.statement.event),
        _STATUSES.index(claim.status),
        found.entry.said_on.toordinal(),
        when.earliest.toordinal() if when.earliest else _LOW,
        when.latest.toordinal() if when.latest else _HIGH,
        found.error_days,
        found.lead_days,
        int(found.entry.id, 16),
    )


def _told(rows: NDArray[Any], source: Source) -> tuple[Judged, ...]:
    """Return judged claims of rows, as far as a record looks at them: without their words."""
    fields = (row.item() for row in rows)
    return tuple(
        Judged(_bare(event, status, days, name), source, held, None, error, lead, ())
        for _, _, held, event, status, *days, error, lead, name in fields
    )


def _bare(event: int, status: int, days: Sequence[int], name: int) -> Entry:
    said, low, high = days
    when = DateRange(
        None if low == _LOW else date.fromordinal(low),
        None if high == _HIGH else date.fromordinal(high),
    )
    about = Milestone(_EVENTS[event], when)
    claim = Claim(Installment(""), about, _STATUSES[status], None, 0, 0, 0)
    said_on = date.fromordinal(said)
    met = datetime.combine(said_on, time(), UTC)
    return Entry(f"{name:016x}", claim, "", "", None, None, said_on, met, "", "", 0, 0)


def _turn(found: Judged) -> tuple[date, str]:
    return found.entry.said_on, found.entry.id


# ── what is asked of the tables ─────────────────────────────────────────────────────────────


@contextmanager
def _asked(folder: Path, *, shares: int = 1) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection with the tables of a job, which writes to disk where memory ends."""
    check_finished(folder)
    import duckdb

    with tempfile.TemporaryDirectory(prefix="airdate-") as scratch:
        settings: dict[str, Any] = {
            "memory_limit": f"{max(LEAST_MB, MEMORY_MB // shares)}MB",
            "temp_directory": scratch,
            "threads": 1 if shares > 1 else 2,
        }
        with duckdb.connect(str(Path(scratch) / "asked.db"), config=settings) as connection:
            for name in ("claims", "documents"):
                files = sorted(map(str, (folder / name).glob("month=*/part-0.parquet")))
                if files:
                    found = connection.read_parquet(files, hive_partitioning=False)
                else:
                    found = connection.from_arrow(forms.tables()[name].empty_table())
                found.create_view(name)
            yield connection


def _works(connection: duckdb.DuckDBPyConnection, share: Share) -> Iterator[list[dict[str, Any]]]:
    """Yield the claims on each work on which time can have decided."""
    heard = {"as_of": share.as_of, "heard": [event.value for event in _HEARD]}
    own = {"share": share.number, "shares": share.shares, "outlets": share.outlets}
    judged = [event.value for event in JUDGED]
    connection.execute(_WORKS, {**heard, **own, "judged": judged})
    found = connection.sql(_SAID, params={**heard, "most": MOST})
    rows = (row for batch in found.to_arrow_reader(_AT_ONCE) for row in batch.to_pylist())
    for _, work in groupby(rows, key=itemgetter("title_key", "number")):
        yield list(work)


def _names(connection: duckdb.DuckDBPyConnection) -> list[tuple[str | None, Source]]:
    """Return what outlets are called in the tables, with who each is."""
    rows = connection.execute(_OUTLETS).fetchall()
    return [(name, published_by(name, url)) for name, url in rows]
