"""Rules of alerts, and what was sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_IDENTITY = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; their rows may change."""
    _channels_and_rules()
    _table(
        "alert_marks",
        _of("alert_marks", "rule", target="alert_rules"),
        sa.Column("about", _TEXT, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.UniqueConstraint("rule", "about", name="uq_alert_marks_rule_about"),
    )
    _messages()
    _table(
        "alert_attempts",
        _of("alert_attempts", "message", target="alert_messages"),
        _moment("recorded_at", nullable=False),
        sa.Column("outcome", _TEXT, nullable=False),
        sa.Column("detail", _TEXT, nullable=False),
    )
    op.create_index("ix_alert_attempts_message", "alert_attempts", ["message"])


def _table(name: str, *columns: sa.schema.SchemaItem | tuple[sa.schema.SchemaItem, ...]) -> None:
    flat: list[sa.schema.SchemaItem] = []
    for column in columns:
        flat += column if isinstance(column, tuple) else [column]
    number = sa.Column("number", sa.Integer, nullable=False)
    op.create_table(name, number, sa.PrimaryKeyConstraint("number", name=f"pk_{name}"), *flat)


def _of(
    table: str, column: str, *, target: str, nullable: bool = False
) -> tuple[sa.schema.SchemaItem, ...]:
    name = f"fk_{table}_{column}_{target}"
    return (
        sa.Column(column, sa.Integer, nullable=nullable),
        sa.ForeignKeyConstraint([column], [f"{target}.number"], name=name),
    )


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, _MOMENT, nullable=nullable)


def _channels_and_rules() -> None:
    _table(
        "alert_channels",
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("address", _TEXT, nullable=False),
        sa.Column("allow_private", sa.Boolean, nullable=False),
        _moment("recorded_at", nullable=False),
        _moment("removed_at"),
    )
    _table(
        "alert_rules",
        sa.Column("id", _IDENTITY, nullable=False),
        sa.UniqueConstraint("id", name="uq_alert_rules_id"),
        sa.Column("title", _TEXT),
        sa.Column("title_key", _TEXT),
        sa.Column("season", sa.Integer),
        _of("alert_rules", "channel", target="alert_channels"),
        sa.Column("wishes", sa.JSON, nullable=False),
        _moment("recorded_at", nullable=False),
        _moment("removed_at"),
        _moment("seen_at"),
        sa.Column("seen_version", sa.JSON, nullable=False),
        sa.Column("seen_entries", sa.Integer, nullable=False),
        sa.Column("looked_on", sa.Date),
    )


def _messages() -> None:
    _table(
        "alert_messages",
        sa.Column("id", _IDENTITY, nullable=False),
        sa.UniqueConstraint("id", name="uq_alert_messages_id"),
        _of("alert_messages", "rule", target="alert_rules", nullable=True),
        _of("alert_messages", "channel", target="alert_channels"),
        sa.Column("subject", _TEXT, nullable=False),
        sa.Column("state", _TEXT, nullable=False),
        _moment("recorded_at", nullable=False),
        _moment("next_at", nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        _moment("leased_at"),
        _moment("ended_at"),
    )
    op.create_index("ix_alert_messages_state_next_at", "alert_messages", ["state", "next_at"])
    _table(
        "alert_outbox",
        _of("alert_outbox", "rule", target="alert_rules"),
        sa.Column("identity", _IDENTITY, nullable=False),
        sa.Column("notice", sa.JSON, nullable=False),
        _moment("recorded_at", nullable=False),
        _moment("due_at", nullable=False),
        _of("alert_outbox", "message", target="alert_messages", nullable=True),
        sa.UniqueConstraint("rule", "identity", name="uq_alert_outbox_rule_identity"),
    )
    op.create_index("ix_alert_outbox_message", "alert_outbox", ["message"])
