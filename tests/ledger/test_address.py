"""Addresses of servers: what is one, and what may be printed of it."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from airdate.errors import LedgerError
from airdate.ledger import open_ledger
from airdate.ledger.address import address_of, is_server, shown


@pytest.mark.parametrize(
    ("where", "printed"),
    [
        ("postgresql://h/d", "postgresql://h/d"),
        ("postgres://ada@h:5433/d", "postgresql://ada@h:5433/d"),
        ("postgresql+psycopg://ada:Tide7@h/d", "postgresql://ada@h/d"),
        ("POSTGRESQL://:Tide7@/d?host=/run/x", "postgresql://@/d?host=/run/x"),
        ("postgresql://ada:Tide7@[::1]:5432/d", "postgresql://ada@[::1]:5432/d"),
        ("postgresql://h/d?user=ada&password=Tide7&port=1", "postgresql://h/d?user=ada&port=1"),
        ("postgresql://h/d?%70assword=Tide7", "postgresql://h/d"),
        ("postgresql://h/d?sslpassword=Tide7&options=-cx", "postgresql://h/d?options=-cx"),
        ("postgresql:ada:Tide7@h/d", "postgresql://ada@h/d"),
        ("/data/ledger.db", "/data/ledger.db"),
    ],
)
def test_no_password_is_shown(where: str, printed: str) -> None:
    """The password of an address is left out, wherever it stands; a path is shown as it is."""
    assert printed == shown(where)
    assert is_server(where) is where.lower().startswith("postgres")


@pytest.mark.parametrize(
    "where", ["ledger.db", "postgresql.db", "/postgresql://x", "C:postgres", "./postgres"]
)
def test_files_are_files(where: str) -> None:
    """A file may have such letters in its name."""
    assert not is_server(where)


@pytest.mark.parametrize(
    "where",
    [
        "postgresql://ada:Tide@7@h/d",
        "postgresql://ada:Tide/7@h/d",
        "postgresql://ada:Tide?7@h/d",
        "postgresql://ada:Tide%zz7@h/d",
        "postgresql://ada:Tide7@h/d?nonsense=Tide7",
        "postgresql://ada:Tide7@[h/d",
        "postgresql:ada:Tide7@h/d",
        "postgresql:",
        "postgresql://",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(where: str) -> None:
    """What libpq could not read, or would read amiss, is told without the password's letters."""
    with pytest.raises(LedgerError, match="cannot be read") as caught:
        open_ledger(where)
    assert "postgresql://USER@HOST" in caught.value.remedy
    assert "Tide" not in "".join(traceback.format_exception(caught.value))


def test_a_path_is_no_address() -> None:
    """An address that was made a path has lost a slash: nothing is made under its name."""
    with pytest.raises(LedgerError, match="does not begin with"):
        open_ledger(Path("postgresql://ada@h/d"))


def test_an_address_keeps_its_password_to_itself() -> None:
    """It is not part of what is shown of an address in a traceback's values or a log."""
    assert "Tide7" not in repr(address_of("postgresql://ada:Tide7@h/d"))
