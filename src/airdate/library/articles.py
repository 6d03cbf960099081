"""The article on a title, written beside the answers: one at a time, and kept while it holds.

Writing one takes seconds, for it is read back until the reader finds in it what is known and no
more. Who asks waits a moment; a page that comes too early says so and comes again.
"""

from __future__ import annotations

import logging
from threading import Event, Lock, Thread

from airdate import pipeline
from airdate.brief.article import compose
from airdate.checking import Article, Checkup, ground
from airdate.ledger import Listing
from airdate.ledger.office.talk import mark_of
from airdate.library.answers import Dossier, When
from airdate.library.cache import Cache
from airdate.library.desk import Library
from airdate.library.drafts import checked

log = logging.getLogger("airdate.web")

_PATIENCE_SECONDS = 2.0

_MOST_WAITING = 12
"""Articles that wait for their turn: who comes when there are more is told to come again."""

Key = tuple[str, int | None, When]


Basis = tuple[Dossier, str | None]
"""What an article rests on: what is known, and what changes with the posts of fans."""


class Articles:
    """The articles of one ledger; threads may ask at once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: Cache[tuple[Basis, Article | Exception]] = Cache(32)
        self._waiting: dict[Key, Event] = {}
        self._lock = Lock()
        self._turn = Lock()

    def of(
        self, listing: Listing, when: When, *, wait: float = _PATIENCE_SECONDS
    ) -> Article | None:
        """Return the article on a title as of a day, None while it is being written.

        Raises: what went wrong when it was written, until something is recorded of its work.
        """
        basis = self._basis(listing, when)
        key = (listing.title_key, listing.installment.season, when)
        if (found := self._found(key, basis)) is not None:
            return found
        if (done := self._begun(key, basis)) is not None:
            done.wait(wait)
        return self._found(key, basis)

    def _basis(self, listing: Listing, when: When) -> Basis:
        dossier = self._library.dossier(listing, when)
        with self._library.pool.reading() as ledger:
            return dossier, mark_of(ledger, listing.installment)

    def _found(self, key: Key, basis: Basis) -> Article | None:
        # A dossier is dropped with the news of its work: an article holds as long as its own.
        kept = self._kept.get(key)
        if kept is None or kept[0][0] is not basis[0] or kept[0][1] != basis[1]:
            return None
        if isinstance(kept[1], Exception):
            raise kept[1]
        return kept[1]

    def _begun(self, key: Key, basis: Basis) -> Event | None:
        """Return what is set when the article is there, None where too many are waited for."""
        with self._lock:
            if key in self._waiting:
                return self._waiting[key]
            if len(self._waiting) >= _MOST_WAITING:
                return None
            done = self._waiting[key] = Event()
        Thread(target=self._write, args=(key, basis, done), daemon=True).start()
        return done

    def _write(self, key: Key, basis: Basis, done: Event) -> None:
        dossier = basis[0]
        try:
            with self._turn:
                self._kept.put(key, (basis, written(self._library, dossier)))
        except Exception as error:
            log.exception("the article on %s could not be written", dossier.listing.installment)
            self._kept.put(key, (basis, error))
        finally:
            with self._lock:
                del self._waiting[key]
            done.set()


def written(library: Library, dossier: Dossier) -> Article:
    """Return the article of a dossier, each sentence read back and borne out."""
    when = dossier.when
    with library.pool.reading() as ledger:
        named = pipeline.catalogue(ledger)
        talk = pipeline.reactions(
            ledger, dossier.listing.installment, as_of=when.as_of, known_at=when.known_at
        )
    draft = compose(dossier.timeline, dossier.forecast, reactions=talk)

    def check(article: Article) -> Checkup:
        return checked(library, pipeline.read_article(article, catalogue=named), when)

    return ground(draft, installment=dossier.listing.installment, as_of=when.as_of, check=check)
