"""Tokens are made, told once, and known again: what is kept are hashes, which nobody can undo.

A token is `airdate_NUMBER_SECRET`; its Argon2id hash, its name and what it may are rows of the
ledger's database (`airdate.ledger.office.tokens`), asked for anew whenever one is shown, so that a
site that runs knows of new and of removed ones at once.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from airdate.ledger.office import tokens as office
from airdate.ledger.office.tokens import Scope, Token

if TYPE_CHECKING:
    from airdate.ledger import Ledger
    from airdate.library.pool import Pool

_FORM = re.compile(r"airdate_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
_FEED_KEY = re.compile(r"([0-9a-f]{8})-([0-9a-f]{64})")

_PATIENCE_SECONDS = 5.0
"""So long a token that was not seen yet waits for others: each takes about a quarter second."""


class Tokens:
    """The tokens of a ledger; threads may ask at once."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        # Argon2 is slow on purpose: a token that was seen right once is known by its digest.
        self._seen: set[bytes] = set()
        self._salt = secrets.token_bytes(16)
        # It also takes 64 MB: guesses wait for each other.
        self._turn = Lock()

    def numbered(self, number: str) -> Token | None:
        """Return a token as the ledger has it now, None where it has none. Raises: LedgerError."""
        with self._pool.reading() as ledger:
            return office.numbered(ledger, number)

    def known(self, text: str) -> Token | None:
        """Return the token that a text is, None where it is none. Raises: LedgerError."""
        match = _FORM.fullmatch(text)
        token = self.numbered(match[1]) if match else None
        if match is None or token is None:
            return None
        digest = hashlib.sha256(self._salt + text.encode() + token.hash.encode()).digest()
        if digest in self._seen:
            return token
        if not self._fits_in_turn(token.hash, match[2]):
            return None
        self._seen.add(digest)
        return token

    def _fits_in_turn(self, hashed: str, secret: str) -> bool:
        if not self._turn.acquire(timeout=_PATIENCE_SECONDS):
            return False  # a flood of guesses: whoever waited for it would block pages as well
        try:
            return _fits(hashed, secret)
        finally:
            self._turn.release()

    def by_feed_key(self, text: str) -> Token | None:
        """Return the token whose feed key a text is. Raises: LedgerError."""
        match = _FEED_KEY.fullmatch(text)
        token = self.numbered(match[1]) if match else None
        return token if token and hmac.compare_digest(token.feed_key, text) else None


def new_token(name: str, *, made_on: date, scope: Scope) -> tuple[str, Token]:
    """Return a new token, as it is told once, and what is to be kept of it."""
    from argon2 import PasswordHasher

    number, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    token = Token(number, name, PasswordHasher().hash(secret), made_on, scope)
    return f"airdate_{number}_{secret}", token


def _fits(hashed: str, secret: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(hashed, secret)
    except (VerificationError, InvalidHashError):
        return False


# ── the file of an earlier airdate ──────────────────────────────────────────────────────────


def taken_over(ledger: Ledger, path: Path) -> int | None:
    """Return how many tokens of a file came to the ledger, which then has no such file beside it.

    None where there is no file. It is removed when its tokens are kept, not before.
    Raises: LedgerBusy, LedgerReadOnly; OSError where it can be neither read nor removed.
    """
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return None
    count = office.keep(ledger, [token for token in map(_parsed, lines) if token])
    path.unlink(missing_ok=True)
    return count


def _parsed(line: str) -> Token | None:
    """Return the token of a line, None for a line that holds none. Those of files may write."""
    try:
        found = json.loads(line)
        number, name, hashed, day = (str(found[k]) for k in ("number", "name", "hash", "made_on"))
        made_on = date.fromisoformat(day)
    except (ValueError, KeyError, TypeError):
        return None
    well_formed = re.fullmatch(r"[0-9a-f]{8}", number) and hashed.startswith("$argon2")
    return Token(number, name, hashed, made_on) if well_formed else None
