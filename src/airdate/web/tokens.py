"""Tokens kept as hashes in a file beside the ledger: whoever reads the file can use none of them.

A line a token: its number, its name, the Argon2id hash of its secret, the day it was made.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from airdate.errors import UsageError

_FORM = re.compile(r"airdate_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
_FEED_KEY = re.compile(r"([0-9a-f]{8})-([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Token:
    """What is kept of a token. made_on: the day."""

    number: str
    name: str
    hash: str
    made_on: str

    @property
    def feed_key(self) -> str:
        """The key that reads feeds in its stead; it goes when the token goes."""
        digest = hmac.new(self.hash.encode(), b"feeds", hashlib.sha256).hexdigest()
        return f"{self.number}-{digest}"


class TokenFile:
    """The tokens of a file, read again when it changes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._stamp: tuple[int, int] | None = None
        self._tokens: dict[str, Token] = {}
        # Argon2 is slow on purpose: a token that was seen right once is known by its digest.
        self._seen: set[bytes] = set()
        self._salt = secrets.token_bytes(16)

    def tokens(self) -> dict[str, Token]:
        """Return the tokens by their numbers."""
        with self._lock:
            try:
                state = self.path.stat()
            except FileNotFoundError:
                self._stamp, self._tokens, self._seen = None, {}, set()
                return {}
            stamp = (state.st_mtime_ns, state.st_size)
            if stamp != self._stamp:
                self._tokens = {t.number: t for t in map(_parsed, self._lines()) if t}
                self._stamp, self._seen = stamp, set()
            return self._tokens

    def _lines(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").splitlines()

    def knows(self, text: str) -> bool:
        """Return whether a text is one of the tokens."""
        match = _FORM.fullmatch(text)
        token = self.tokens().get(match[1]) if match else None
        if match is None or token is None:
            return False
        digest = hashlib.sha256(self._salt + text.encode()).digest()
        if digest in self._seen:
            return True
        if not _fits(token.hash, match[2]):
            return False
        self._seen.add(digest)
        return True

    def knows_feed_key(self, text: str) -> bool:
        """Return whether a text is the feed key of one of the tokens."""
        match = _FEED_KEY.fullmatch(text)
        token = self.tokens().get(match[1]) if match else None
        return token is not None and hmac.compare_digest(token.feed_key, text)

    def add(self, name: str, *, made_on: date) -> tuple[str, Token]:
        """Return a new token, as it is told once, and what was kept of it."""
        from argon2 import PasswordHasher

        number, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
        token = Token(number, name, PasswordHasher().hash(secret), made_on.isoformat())
        self._write([*self.tokens().values(), token])
        return f"airdate_{number}_{secret}", token

    def remove(self, number: str) -> Token:
        """Return the token that holds no more. Raises: UsageError where there is none."""
        kept = dict(self.tokens())
        if number not in kept:
            raise UsageError(f"There is no token {number!r:.40}.", "See airdate token list")
        gone = kept.pop(number)
        self._write(list(kept.values()))
        return gone

    def _write(self, tokens: list[Token]) -> None:
        """Write all tokens, for the owner alone, whole or not at all."""
        part = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(asdict(token)) + "\n" for token in tokens)
        part.replace(self.path)


def _parsed(line: str) -> Token | None:
    """Return the token of a line, None for a line that holds none."""
    try:
        found = json.loads(line)
        return Token(**{key: str(found[key]) for key in ("number", "name", "hash", "made_on")})
    except (ValueError, KeyError, TypeError):
        return None


def _fits(hashed: str, secret: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(hashed, secret)
    except (VerificationError, InvalidHashError):
        return False
