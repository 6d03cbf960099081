"""A ledger, a clock, and servers to send to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.alerts.servers import Got, Mailbox, mail_server, web_server
from tests.alerts.stories import Clock
from tests.ledger.conftest import fresh, place, store

from airdate.alerts.channels import Postman
from airdate.ledger import Ledger, open_ledger

__all__ = ["fresh", "place", "store"]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Yield an empty ledger."""
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands at noon of 2 March 2026."""
    return Clock()


@pytest.fixture
def postman(clock: Clock) -> Postman:
    """Return what sends."""
    return Postman(clock=clock, environment={}, seconds=5)


@pytest.fixture
def web() -> Iterator[Got]:
    """Yield a server of HTTP on this machine."""
    with web_server() as got:
        yield got


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """Yield the mailbox of a server of SMTP on this machine."""
    with mail_server() as box:
        yield box
