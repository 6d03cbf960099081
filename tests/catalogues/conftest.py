"""A player of recorded answers, and a fetcher that may speak to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.catalogues.player import NOW, Player, playing

from airdate.documents.fetch import Fetcher


@pytest.fixture
def player() -> Iterator[Player]:
    """Yield a player of answers, served on this machine."""
    with playing() as found:
        yield found


@pytest.fixture
def fetcher() -> Fetcher:
    """Return a fetcher that may speak to this machine."""
    return Fetcher(now=NOW, allow_private=True)
