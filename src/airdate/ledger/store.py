"""Makes the ledger of its store: rows of readings, entries of rows. Nothing is changed or deleted.

Two clocks. `as_of` asks by the day on which a document said something (`said_on`), `known_at` by
the moment at which airdate learned it (`recorded_at`). With `known_at` given, an answer stays the
same whatever is recorded later.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from typing import Self

from sqlalchemy import Connection, select

from airdate.errors import UnknownReference, UsageError
from airdate.ledger import asking, gathering, schema, testimony, transfer
from airdate.ledger.answers import (
    Dispatch,
    Key,
    Listing,
    Named,
    Passage,
    Recorded,
    Restored,
    Version,
)
from airdate.ledger.home import Home
from airdate.ledger.limits import check_claim, check_reading, check_texts
from airdate.ledger.listing import listings
from airdate.ledger.recording import Turn, check
from airdate.ledger.rehearsal import Rehearsal
from airdate.ledger.rows import moment_text
from airdate.ledger.spool import lines_of, spooled
from airdate.ledger.testimony import Testified
from airdate.model import (
    Claim,
    Document,
    Entry,
    Installment,
    Judgement,
    Location,
    Reading,
    Verdict,
    title_key,
)

BATCH = 100
"""Documents to a transaction: beyond that the flush to disk no longer shows in the time."""


_NO_MOMENT = datetime.min.replace(tzinfo=UTC)
"""Restored rows bring their own moments; the turn's is not used."""


_is_id = re.compile(r"[0-9a-f]{1,64}").fullmatch
"""What may begin an id: other words need not be looked up, and some cannot be."""


class Ledger:
    """An open ledger; use it in a `with` block, in one thread at a time."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._testimony: Testified | None = None
        self._past: tuple[object, dict[Key, list[Entry]]] | None = None

    @property
    def where(self) -> str:
        """Where it is kept, without any password: a path, or the address of a server."""
        return self._home.where

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it; nothing that was recorded waits for this."""
        self._home.close()

    # ── recording ───────────────────────────────────────────────────────────────────────────

    def record(self, reading: Reading, *, recorded_at: datetime) -> Recorded:
        """Return what a reading brought, kept durably with its document, or not at all.

        recorded_at: aware. Where it lies before the latest moment of the ledger (a clock was set
        back), the reading is kept just after that one: the past does not move.
        Raises: LedgerBusy, LedgerReadOnly; UsageError where a value cannot be kept (half a
        character, an empty title, a season beyond 999); ValueError where a claim lies outside
        its document.
        """
        return self.record_all([reading], recorded_at=recorded_at)[0]

    def record_all(
        self, readings: Iterable[Reading], *, recorded_at: datetime, batch: int = BATCH
    ) -> list[Recorded]:
        """Return what each reading brought; `batch` of them are one transaction, all or none.

        Raises: as `record`; the batches before the one that failed are kept.
        """
        recorded: list[Recorded] = []
        rest = iter(readings)
        while part := list(islice(rest, batch)):
            for reading in part:
                check_reading(reading)
                check(reading)
            with self._turn(recorded_at) as turn:
                done = turn.record_all(part)
            recorded += done
        return recorded

    def judge(
        self,
        entry_id: str,
        verdict: Verdict,
        *,
        reason: str,
        recorded_at: datetime,
        claim: Claim | None = None,
    ) -> Judgement:
        """Return a person's decision on an entry, kept beside those before it.

        claim: what holds instead, for `Verdict.CORRECTED` alone.
        Raises: UnknownReference; UsageError without a reason or with a claim amiss.
        """
        if not reason.strip():
            raise UsageError("A judgement needs a reason.", "Say why, in a few words.")
        if (claim is not None) != (verdict is Verdict.CORRECTED):
            raise UsageError(
                f"A claim is given where, and only where, one is corrected, not {verdict.value}.",
                "Reject a claim that is wrong, or say what holds instead.",
            )
        check_texts("The judgement", reason=reason)
        if claim is not None:
            check_claim(claim)
        found = self.entry(entry_id)
        latest = found.judgement
        if latest and (latest.verdict, latest.reason, latest.claim) == (verdict, reason, claim):
            return latest
        with self._turn(recorded_at) as turn:
            judgement = Judgement(verdict, reason, turn.moment, claim)
            turn.judgement(found.id, judgement)
        return judgement

    def add_alias(self, alias: str, title: str, *, recorded_at: datetime) -> bool:
        """Return whether it is news that `alias` is another title of the work `title`.

        A later alias of the same spelling takes the place of an earlier one; with itself as the
        title it stands for itself again.  Raises: UsageError where a title has no letters.
        """
        if not title_key(alias) or not title_key(title):
            raise UsageError(
                f"There is no title in {alias!r} or {title!r}.", "Write it in letters."
            )
        check_texts("The alias", alias=alias, title=title)
        with self._turn(recorded_at) as turn:
            return turn.alias(alias, title)

    # ── asking ──────────────────────────────────────────────────────────────────────────────

    def aliases(self, *, known_at: datetime | None = None) -> list[tuple[str, str]]:
        """Return the aliases that stand, each with the title of its work, by alias."""
        with self._question(known_at) as known:
            return asking.standing_aliases(known)

    def entries(
        self,
        installment: Installment | None = None,
        *,
        as_of: date | None = None,
        known_at: datetime | None = None,
        general: bool = False,
    ) -> list[Entry]:
        """Return the claims about an installment, or all, oldest said first.

        installment: in any spelling of its title, or an alias.  general: also the claims about
        the title without a season, which hold for the series as a whole.  as_of: what was said
        on that day or before.  known_at: what was recorded at that moment or before.
        Each document speaks by its newest reading; a claim that a person accepted or corrected
        stays even where a newer reader no longer finds it. Rejected ones are among them, with
        their judgement.
        """
        with self._question(known_at) as known:
            return asking.entries(known, installment, as_of=as_of, general=general)

    def installments(
        self,
        *,
        as_of: date | None = None,
        known_at: datetime | None = None,
        works: Collection[str] | None = None,
    ) -> list[Listing]:
        """Return the installments that documents speak of, by title and season (None first).

        works: of these alone, by the keys of their titles.
        """
        with self._question(known_at) as known:
            return listings(known, as_of=as_of, works=works)

    def installment(self, ref: str) -> Installment:
        """Return the installment of a reference. Raises: UnknownReference."""
        wanted = ref.strip().casefold()
        found = next((item for item in self.installments() if item.ref == wanted), None)
        if found is None:
            raise UnknownReference(
                f"No installment has the reference {ref!r:.80}.", "See airdate titles."
            )
        return found.installment

    def entry(self, prefix: str) -> Entry:
        """Return the entry whose id begins with `prefix`, even if a newer reading lacks it.

        Raises: UnknownReference where none or several do.
        """
        number = self._entry_number(prefix)
        with self._question(None) as known:
            return asking.entries_of(known, asking.rows_of_entry(known, number)[-1:])[0]

    def _entry_number(self, prefix: str) -> int:
        wanted, c = prefix.strip().casefold(), schema.entries.c
        found = select(c.id, c.number).where(asking.begins(c.id, wanted))
        with self._home.reading() as connection:
            rows = connection.execute(found.order_by(c.id).limit(6)).all() if _is_id(wanted) else []
        if not rows:
            raise UnknownReference(
                f"No claim in the ledger has a reference that begins with {prefix!r:.80}.",
                "Copy it from a brief, or from airdate brief TITLE --format json.",
            )
        if len(rows) > 1:
            several = ", ".join(row.id for row in rows[:5]) + (", …" if len(rows) > 5 else "")
            raise UnknownReference(
                f"Several claims have a reference that begins with {prefix!r}: {several}.",
                "Write more of it.",
            )
        return int(rows[0].number)

    def document(self, document_id: str) -> tuple[Document, tuple[Location, ...]]:
        """Return a document as it was first met and last read, and every place it was met at.

        document_id: its id, or the beginning of it.  Raises: UnknownReference.
        """
        found = None
        if _is_id(document_id.strip().casefold()):
            with self._question(None) as known:
                found = asking.document(known, document_id)
        if found is None:
            raise UnknownReference(
                f"No document in the ledger, or more than one, has the id {document_id!r:.80}.",
                "Copy the whole id from airdate explain REF.",
            )
        return found

    # ── asking about many at once ───────────────────────────────────────────────────────────

    def version(self) -> Version:
        """Return how far the ledger goes; it costs next to nothing to ask."""
        with self._home.reading() as connection:
            return gathering.version(connection)

    def touched(self, since: Version) -> set[Key] | None:
        """Return the installments that what came since a version speaks of; None: any may be."""
        with self._question(None) as known:
            return gathering.touched(known, since)

    def gathered(
        self,
        installments: Collection[Installment] | None = None,
        *,
        as_of: date | None = None,
        known_at: datetime | None = None,
    ) -> dict[Key, list[Entry]]:
        """Return the entries of all installments of some works, or of all works, by their keys.

        Under each key stands what `entries` gives for it; many cost little more than one.
        """
        with self._question(known_at) as known:
            return gathering.gathered(known, installments, as_of=as_of)

    def testimony(
        self, *, known_at: datetime | None = None, before: Testified | None = None
    ) -> dict[Key, list[Entry]]:
        """Return the claims on milestones of all works, by their keys, for judging outlets.

        As `gathered` gives them, but each with its sentence alone for a passage. As long as
        nothing is recorded, the answer is one and the same: it is not to be changed.
        before: an earlier version, and what was testified then; this ledger's own last answer if
        None. Of works that nothing was recorded of since, the very same is testified.
        """
        version = self.version()
        if known_at is not None:
            if self._past is None or self._past[0] != (version, known_at):
                with self._question(known_at) as known:
                    self._past = ((version, known_at), testimony.told(known))
            return self._past[1]
        last = before or self._testimony
        if last is not None and last[0] == version:
            return last[1]
        with self._question(None) as known:
            touched = gathering.touched(known, last[0]) if last else None
            found = testimony.told(known, before=last and last[1], touched=touched)
        self._testimony = (version, found)
        return found

    def testified(
        self, works: Collection[str] | None = None, *, known_at: datetime | None = None
    ) -> Iterator[tuple[Key, list[Entry]]]:
        """Yield what `testimony` has of some works (None: all), a few at a time.

        works: keys of titles; those that claims on them were corrected to come along.
        """
        with self._question(known_at) as known:
            yield from testimony.streamed(known, works)

    def marks(self, version: Version) -> tuple[str, ...]:
        """Return ids by which a ledger that went so far is known again."""
        with self._home.reading() as connection:
            return gathering.marks(connection, version)

    def entries_in(
        self, document_ids: Collection[str], *, known_at: datetime | None = None
    ) -> list[Entry]:
        """Return the claims of documents, by their whole ids, with the latest judgements."""
        with self._question(known_at) as known:
            return gathering.entries_in(known, document_ids)

    def people(self, *, known_at: datetime | None = None) -> list[Named]:
        """Return the people that claims name, with the installments they are named for."""
        with self._question(known_at) as known:
            return gathering.people(known)

    def dispatches(
        self, *, as_of: date | None = None, known_at: datetime | None = None
    ) -> list[Dispatch]:
        """Return all documents without their texts, the latest said first."""
        with self._question(known_at) as known:
            return gathering.dispatches(known, as_of=as_of)

    def passages(
        self, words: str, *, most: int = 20, known_at: datetime | None = None
    ) -> list[Passage]:
        """Return where the texts have all of the words, the latest recorded first."""
        with self._question(known_at) as known:
            return gathering.passages(known, words, most=most)

    # ── the whole of it ─────────────────────────────────────────────────────────────────────

    def export(self) -> Iterator[str]:
        """Yield everything as lines of JSON without line breaks, as it is at the first of them."""
        with self._home.reading() as connection:
            yield from transfer.lines(connection)

    def restore(self, lines: Iterable[str]) -> Restored:
        """Return what the lines of an export brought: all that is not here yet, as it was there.

        Rows keep the moment at which they were first learned, so that joining two ledgers tells
        what either of them knew. All or nothing; the writers' lock is taken when all lines are
        there and checked.
        Raises: LedgerError that names the bad lines; NewerLedger; LedgerBusy, LedgerReadOnly.
        """
        with spooled(lines) as kept:
            transfer.Restoring(Rehearsal()).restore(lines_of(kept))
            with self._turn(_NO_MOMENT) as turn:
                brought = transfer.Restoring(turn).restore(lines_of(kept))
        self._home.settle()
        return brought

    # ── transactions ────────────────────────────────────────────────────────────────────────

    @contextmanager
    def _turn(self, recorded_at: datetime) -> Iterator[Turn]:
        """Run a block as the one writer, all or nothing."""
        moment_text(recorded_at)  # a moment without a zone is refused before anything is done
        with self._home.turn() as connection:
            turn = Turn(connection, recorded_at=recorded_at)
            yield turn
            turn.write()

    @contextmanager
    def _question(self, known_at: datetime | None) -> Iterator[asking.Known]:
        if known_at is not None:
            moment_text(known_at)  # as in a turn
        with self._home.reading() as connection:
            yield asking.knowledge(connection, known_at)

    # ── what airdate works by ───────────────────────────────────────────────────────────────

    @contextmanager
    def office(self, *, write: bool = False) -> Iterator[Connection]:
        """Run a block on the tables of `airdate.ledger.office`, for their modules alone.

        write: as the one writer; what the block did is kept whole when it ends well, else not at
        all.  Raises: LedgerBusy, LedgerReadOnly.
        """
        with self._home.turn() if write else self._home.reading() as connection:
            yield connection
