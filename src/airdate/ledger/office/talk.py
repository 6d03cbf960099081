"""Posts of fans on the works of the ledger, as they were last met.

These rows change: a post may be edited, gain votes, or be taken out by who wrote it, and what is
gone there goes here at the next visit. They are no part of an export, for what private people wrote
stays where it was gathered; authors are hashes by a secret of this ledger, which is in no export
either. A backup has both.
"""

from __future__ import annotations

import hashlib
import secrets as random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, Index, Integer, Table, delete, func, insert, select

from airdate.ledger.asking import knowledge
from airdate.ledger.rows import key_of, row_id
from airdate.ledger.schema import Moment, _recorded_at, _text, metadata
from airdate.model import Installment, Thread, title_key

if TYPE_CHECKING:
    from airdate.ledger import Ledger

posts = Table(
    "posts",
    metadata,
    Column("id", _text(32), primary_key=True),
    Column("thread", _text(), nullable=False),
    Column("thread_title", _text(), nullable=False),
    Column("url", _text()),
    Column("place", _text()),
    Column("title", _text(), nullable=False),
    Column("title_key", _text(), nullable=False),
    Column("season", Integer),
    Column("author", _text()),
    Column("posted_at", Moment, nullable=False),
    Column("text", _text(), nullable=False),
    Column("score", Integer),
    Column("depth", Integer, nullable=False),
    _recorded_at(),
    Index(None, "title_key", "posted_at"),
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", _text(), primary_key=True),
    Column("value", _text(), nullable=False),
)

CHANGING = frozenset({"posts", "secrets"})
"""The tables whose rows may be replaced and taken out."""

_AUTHORS = "authors"
_BATCH = 500
"""Ids in one question: databases bound the number of what is asked for at once."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a thread did: posts that are new, that changed, and that are gone."""

    new: int = 0
    changed: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A post on a work. about: season None where its thread names none.

    author: a hash, None where nobody is named.  thread: the title of its thread.
    """

    id: str
    about: Installment
    author: str | None
    posted_at: datetime
    text: str
    score: int | None
    depth: int
    thread: str
    url: str | None
    place: str | None


def authors_secret(ledger: Ledger) -> bytes:
    """Return the secret by which authors are hashed here; it is made when first asked for.

    Raises: LedgerBusy, LedgerReadOnly where it has to be made and cannot be.
    """
    with ledger.office() as connection:
        found = _secret(connection)
    if found is None:
        with ledger.office(write=True) as connection:
            found = _secret(connection)
            if found is None:
                found = random.token_hex(32)
                connection.execute(insert(secrets).values(name=_AUTHORS, value=found))
    return bytes.fromhex(found)


def _secret(connection: Connection) -> str | None:
    asked = select(secrets.c.value).where(secrets.c.name == _AUTHORS)
    found: str | None = connection.execute(asked).scalar()
    return found


def keep(ledger: Ledger, thread: Thread, *, about: Installment, recorded_at: datetime) -> Kept:
    """Return what was new in a thread; its posts are kept as they are now.

    Posts without a day are let go, for a mood has a time. Deleted and removed ones are taken out.
    """
    name = thread.url or hashlib.sha256(thread.title.encode()).hexdigest()
    rows = {
        row_id(name, post.key): {
            "thread": name,
            "thread_title": thread.title,
            "url": thread.url,
            "place": thread.place,
            "title": about.title,
            "title_key": key_of(about.title),
            "season": about.season,
            "author": post.author_hash,
            "posted_at": post.posted_at,
            "text": post.text,
            "score": post.score,
            "depth": post.depth,
        }
        for post in thread.posts
        if post.state == "kept" and post.text.strip() and post.posted_at is not None
    }
    gone = {row_id(name, post.key) for post in thread.posts if post.state != "kept"}
    with ledger.office(write=True) as connection:
        return _replace(connection, rows, gone, recorded_at=recorded_at)


def _replace(
    connection: Connection,
    rows: dict[str, dict[str, Any]],
    gone: set[str],
    *,
    recorded_at: datetime,
) -> Kept:
    before = _known(connection, [*rows, *gone])
    new = [i for i in rows if i not in before]
    changed = [i for i, row in rows.items() if i in before and before[i] != row]
    lost = [i for i in gone if i in before]
    for part in _parts([*changed, *lost]):
        connection.execute(delete(posts).where(posts.c.id.in_(part)))
    for part in _parts([*new, *changed]):
        made = [{"id": i, **rows[i], "recorded_at": recorded_at.astimezone(UTC)} for i in part]
        connection.execute(insert(posts), made)
    return Kept(len(new), len(changed), len(lost))


def _known(connection: Connection, ids: list[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for part in _parts(ids):
        for row in connection.execute(select(posts).where(posts.c.id.in_(part))).mappings():
            own = {k: v for k, v in row.items() if k not in ("id", "recorded_at")}
            found[row["id"]] = own
    return found


def _parts(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))


def said_of(
    ledger: Ledger,
    installment: Installment,
    *,
    as_of: date,
    since: date | None = None,
    general: bool = True,
    known_at: datetime | None = None,
) -> list[Said]:
    """Return the posts on an installment up to a day, oldest first.

    general: also those on the work whose threads name no season.  Posts are found under any title
    that is told to be the work's.
    """
    with ledger.office() as connection:
        keys = _keys(connection, installment, known_at)
        asked = select(posts).where(posts.c.title_key.in_(keys))
        end = datetime.combine(as_of, time.max, UTC)
        asked = asked.where(posts.c.posted_at <= end)
        if since is not None:
            asked = asked.where(posts.c.posted_at >= datetime.combine(since, time.min, UTC))
        if known_at is not None:
            asked = asked.where(posts.c.recorded_at <= known_at)
        rows = connection.execute(asked.order_by(posts.c.posted_at, posts.c.id)).mappings().all()
    fits = (installment.season, None) if general else (installment.season,)
    return [_said(row) for row in rows if row["season"] in fits]


def mark_of(ledger: Ledger, installment: Installment) -> str | None:
    """Return what changes with the posts on a work; None where there are none.

    It costs next to nothing: how many there are, and when the latest was kept.
    """
    with ledger.office() as connection:
        keys = _keys(connection, installment, None)
        asked = select(func.count(), func.max(posts.c.recorded_at))
        count, latest = connection.execute(asked.where(posts.c.title_key.in_(keys))).one()
    return f"{count} {latest}" if count else None


def _keys(connection: Connection, installment: Installment, known_at: datetime | None) -> list[str]:
    """Return the keys of all titles under which posts on a work may stand."""
    known = knowledge(connection, known_at)
    wanted = known.key_of(installment.title)
    aliases = {key for key, of in known.canonical.items() if of == wanted}
    return sorted({wanted, title_key(installment.title)} | aliases)


def _said(row: Any) -> Said:
    return Said(
        id=row["id"],
        about=Installment(row["title"], row["season"]),
        author=row["author"],
        posted_at=row["posted_at"],
        text=row["text"],
        score=row["score"],
        depth=row["depth"],
        thread=row["thread_title"],
        url=row["url"],
        place=row["place"],
    )


def forget(ledger: Ledger, *, before: date) -> int:
    """Return how many posts of days before that one were taken out, for good."""
    moment = datetime.combine(before, time.min, UTC)
    with ledger.office(write=True) as connection:
        return connection.execute(delete(posts).where(posts.c.posted_at < moment)).rowcount
