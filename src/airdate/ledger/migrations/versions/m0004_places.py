"""Places that are watched, and the log of visits."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from airdate.ledger.dialect import append_only

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; the log of visits only grows."""
    _places()
    _states()
    _items()
    _visits()
    _politeness()
    for statement in append_only("visits", dialect=op.get_bind().dialect.name):
        op.execute(statement)


def _short(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _table(name: str, *columns: sa.schema.SchemaItem) -> None:
    number = sa.Column("number", sa.Integer, nullable=False)
    op.create_table(name, number, sa.PrimaryKeyConstraint("number", name=f"pk_{name}"), *columns)


def _needed(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _of_place(table: str, column: str = "place") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["places.number"], name=f"fk_{table}_{column}_places")


def _places() -> None:
    _table(
        "places",
        _needed("id", _short(12)),
        _needed("kind", _TEXT),
        _needed("address", _TEXT),
        _needed("name", _TEXT),
        _needed("tags", sa.JSON()),
        sa.Column("title", _TEXT),
        sa.Column("season", sa.Integer),
        sa.Column("every_seconds", sa.Float),
        _needed("obeys_robots", sa.Boolean(create_constraint=False)),
        _needed("added_at", _MOMENT),
        sa.Column("paused_at", _MOMENT),
        sa.Column("paused_why", _TEXT),
        sa.Column("removed_at", _MOMENT),
        sa.UniqueConstraint("id", name="uq_places_id"),
    )


def _states() -> None:
    _table(
        "states",
        *(sa.Column(name, _TEXT) for name in ("etag", "last_modified", "digest")),
        sa.Column("marks", sa.JSON(none_as_null=True)),
        _needed("next_due", _MOMENT),
        _needed("set_at", _MOMENT),
        *(_needed(name, sa.Float()) for name in ("interval_seconds", "changes", "hours")),
        *(_needed(name, sa.Integer()) for name in ("failures", "refusals")),
        *(
            sa.Column(name, _MOMENT)
            for name in ("failing_since", "last_at", "last_good_at", "last_whole_at")
        ),
        sa.Column("last_status", sa.Integer),
        sa.Column("last_outcome", _TEXT),
        sa.Column("last_reason", _TEXT),
        *(_needed(name, sa.Integer()) for name in ("visits", "documents", "let_go")),
        sa.Column("leased_by", _TEXT),
        sa.Column("leased_until", _MOMENT),
        _of_place("states", "number"),
    )
    op.create_index("ix_states_next_due", "states", ["next_due"])


def _items() -> None:
    _table(
        "seen",
        _needed("place", sa.Integer()),
        _needed("key", _short(20)),
        _needed("met_on", sa.Date()),
        sa.UniqueConstraint("place", "key", name="uq_seen_place_key"),
    )
    op.create_index("ix_seen_place_met_on", "seen", ["place", "met_on"])
    _table(
        "errands",
        _needed("place", sa.Integer()),
        _needed("key", _short(20)),
        *(_needed(name, _TEXT) for name in ("address", "host", "heading", "words")),
        _needed("bears", sa.JSON()),
        _needed("attempts", sa.Integer()),
        _needed("due_at", _MOMENT),
        _needed("set_at", _MOMENT),
        sa.Column("leased_by", _TEXT),
        sa.Column("leased_until", _MOMENT),
        sa.UniqueConstraint("place", "key", name="uq_errands_place_key"),
        _of_place("errands"),
    )
    op.create_index("ix_errands_due_at", "errands", ["due_at"])


def _visits() -> None:
    _table(
        "visits",
        _needed("place", sa.Integer()),
        sa.Column("address", _TEXT),
        _needed("at", _MOMENT),
        _needed("took_ms", sa.Integer()),
        sa.Column("status", sa.Integer),
        _needed("outcome", _TEXT),
        _needed("reason", _TEXT),
        *(_needed(name, sa.Integer()) for name in ("items", "fresh", "documents", "let_go")),
        _needed("examples", sa.JSON()),
        _needed("bytes", sa.Integer()),
        _of_place("visits"),
    )
    op.create_index("ix_visits_place", "visits", ["place"])
    op.create_index("ix_visits_at", "visits", ["at"])


def _politeness() -> None:
    _table(
        "politeness",
        _needed("host", _TEXT),
        _needed("next_allowed", _MOMENT),
        _needed("set_at", _MOMENT),
        sa.Column("crawl_delay_seconds", sa.Float),
        sa.Column("robots", _TEXT),
        sa.Column("robots_until", _MOMENT),
        sa.UniqueConstraint("host", name="uq_politeness_host"),
    )
