"""A draft, as it was read, set beside what the desk knows; each installment is worked out once."""

from __future__ import annotations

from airdate.checking import Checkup, Known, check
from airdate.errors import UsageError
from airdate.ledger.lookup import same_work
from airdate.library.answers import When
from airdate.library.desk import Library
from airdate.model import Installment, Reading

MOST_CLAIMS = 400
"""Claims of a draft that are checked: an article has some thirty."""

_MOST_TITLES = 40
"""Installments of which a draft may speak: each takes up to a second, the first time."""


def checked(library: Library, reading: Reading, when: When) -> Checkup:
    """Return a draft set beside all that the ledger knows as of a day. Raises: UsageError."""
    if len(reading.claims) > MOST_CLAIMS:
        raise UsageError(
            f"The draft makes {len(reading.claims)} claims: at most {MOST_CLAIMS} are checked.",
            "Check it in parts.",
        )
    listings = library.listings(when)
    by_key = {item.installment.key: item for item in listings}
    asked: set[Installment] = set()

    def find(named: Installment) -> Installment | None:
        return same_work(listings, named)

    def ask(installment: Installment) -> Known:
        asked.add(installment)
        if len(asked) > _MOST_TITLES:
            raise UsageError(
                f"The draft speaks of more than {_MOST_TITLES} seasons and films.",
                "Check it in parts.",
            )
        return library.known(by_key[installment.key], when)

    return check(reading, as_of=when.as_of, find=find, ask=ask)
