"""Pages and archives for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from evaluation.archives import page_of, warc_bytes

from airdate.bulk import worker

MOMENT = datetime(2026, 5, 1, 9, tzinfo=UTC)
ABOUT = [
    "Netflix has renewed Harbour Lights for a second season, the streamer said on Monday.",
    "Filming begins in Oslo in June 2026, and Ada Moe returns as Liv.",
    "Season 2 of Harbour Lights premieres on March 4, 2027.",
]
OTHER = [
    "The town council said that the bridge would be closed until 14 April.",
    "Residents of the old quarter hoped that the ferry would run again in May.",
]


class InPlace:
    """A runner that works here and now."""

    def __init__(self, terms: worker.Terms) -> None:
        self.terms = terms

    def map(self, batches: Any) -> Iterator[Any]:
        for batch in batches:
            yield worker.read_batch(batch, self.terms)


@pytest.fixture
def terms() -> worker.Terms:
    """Return terms without bounds, as of a day in May."""
    return worker.Terms(MOMENT)


@pytest.fixture
def in_place() -> type[InPlace]:
    """Return the runner that needs no processes."""
    return InPlace


@pytest.fixture
def page() -> Callable[..., bytes]:
    """Return what writes a page: about a production, or (about=False) about a town."""

    def written(number: int = 0, *, about: bool = True) -> bytes:
        paragraphs = [*(ABOUT if about else OTHER), f"This is story number {number}."]
        heading = "Harbour Lights sails again" if about else "Bridge closed"
        return page_of(heading, paragraphs, published=date(2026, 1 + number % 3, 5))

    return written


@pytest.fixture
def archive(tmp_path: Path, page: Callable[..., bytes]) -> Callable[..., Path]:
    """Return what writes a WARC file of so many pages, each second one about a production."""

    def written(name: str = "a.warc.gz", *, count: int = 6, first: int = 0) -> Path:
        met = datetime(2026, 4, 1, 12, tzinfo=UTC)
        numbers = range(first, first + count)
        pages = (
            (f"https://news.example/story-{n}", met, page(n, about=n % 2 == 0)) for n in numbers
        )
        path = tmp_path / name
        path.write_bytes(warc_bytes(pages, packed=name.endswith(".gz")))
        return path

    return written
