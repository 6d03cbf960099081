"""The hashes of tokens by which others read and write.

This table changes: a token that is taken back is gone, with its hash. It is no part of an export,
which tells what was reported and by whom, never who may ask. When a token was last used is not
kept: nobody needs to know who reads.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    Row,
    Table,
    delete,
    func,
    insert,
    select,
)

from airdate.errors import UsageError
from airdate.ledger.schema import _identity, _number, _text, metadata

if TYPE_CHECKING:
    from airdate.ledger import Ledger

Scope = Literal["read", "write"]

tokens = Table(
    "tokens",
    metadata,
    _number(),
    _identity(8),
    Column("name", _text(), nullable=False),
    Column("hash", _text(), nullable=False),
    Column[date]("made_on", Date, nullable=False),
    Column("scope", _text(), nullable=False),
    CheckConstraint("scope in ('read', 'write')", name="scope"),
)


@dataclass(frozen=True, slots=True)
class Token:
    """What is kept of a token.

    number: eight hexadecimal digits, part of the token itself.  hash: Argon2id, of its secret.
    made_on: the day.  scope: `write` reads as well.
    """

    number: str
    name: str
    # Whatever prints a token, a log or a failed test, prints none of this.
    hash: str = field(repr=False)
    made_on: date
    scope: Scope = "write"

    @property
    def writes(self) -> bool:
        """Whether it may change what the ledger holds."""
        return self.scope == "write"

    @property
    def feed_key(self) -> str:
        """The key that reads feeds in its stead; it goes when the token goes."""
        digest = hmac.new(self.hash.encode(), b"feeds", hashlib.sha256).hexdigest()
        return f"{self.number}-{digest}"


def kept(ledger: Ledger) -> list[Token]:
    """Return all tokens, the first made first."""
    with ledger.office() as connection:
        return [_token(row) for row in connection.execute(select(tokens).order_by(tokens.c.number))]


def numbered(ledger: Ledger, number: str) -> Token | None:
    """Return the token of a number as it is now, None where there is none."""
    with ledger.office() as connection:
        row = connection.execute(select(tokens).where(tokens.c.id == number)).first()
        return _token(row) if row else None


def keep(ledger: Ledger, new: Sequence[Token]) -> int:
    """Return how many tokens are kept that were not there. Raises: LedgerBusy, LedgerReadOnly."""
    with ledger.office(write=True) as connection:
        there = set(connection.execute(select(tokens.c.id)).scalars())
        missing = {token.number: token for token in new if token.number not in there}
        rows = _rows(connection, missing.values())
        if rows:
            connection.execute(insert(tokens), rows)
        return len(rows)


def remove(ledger: Ledger, number: str) -> Token:
    """Return the token that holds no more. Raises: UsageError where there is none."""
    with ledger.office(write=True) as connection:
        row = connection.execute(select(tokens).where(tokens.c.id == number)).first()
        if row is None:
            raise UsageError(f"There is no token {number!r:.40}.", "See airdate token list")
        connection.execute(delete(tokens).where(tokens.c.id == number))
        return _token(row)


def _rows(connection: Connection, new: Any) -> list[dict[str, Any]]:
    last = connection.execute(select(func.max(tokens.c.number))).scalar() or 0
    return [
        {
            "number": last + place,
            "id": token.number,
            "name": token.name,
            "hash": token.hash,
            "made_on": token.made_on,
            "scope": token.scope,
        }
        for place, token in enumerate(new, start=1)
    ]


def _token(row: Row[Any]) -> Token:
    return Token(row.id, row.name, row.hash, row.made_on, row.scope)
