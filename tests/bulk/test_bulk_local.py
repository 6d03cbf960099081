"""The runner of one machine: what breaks a worker is alone in the end, and the rest is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from airdate.bulk import forms, worker
from airdate.bulk.local import Local
from airdate.confinement import Bounds

Page = Callable[..., bytes]


def _batch(page: Page, *, count: int, first: int = 1) -> Any:
    rows = [
        {
            "source": "a.warc",
            "position": first + n,
            "url": f"https://news.example/{first + n}",
            "met_at": None,
            "kind": "page",
            "charset": "utf-8",
            "payload": page(first + n, about=n % 3 == 0),
        }
        for n in range(count)
    ]
    return forms.batch_of(rows, forms.raw())


@pytest.fixture
def two(terms: worker.Terms) -> Iterator[Local]:
    """Yield a runner of two processes."""
    with Local(terms, workers=2) as runner:
        yield runner


def test_processes_give_what_the_worker_gives(two: Local, page: Page, terms: worker.Terms) -> None:
    """One for one, in the order of the batches."""
    batches = [_batch(page, count=4, first=1 + 4 * n) for n in range(3)]
    assert [worker.read_batch(each, terms) for each in batches] == list(two.map(batches))


def test_a_record_that_breaks_its_worker_is_listed_alone(page: Page, terms: worker.Terms) -> None:
    """It takes more computing than it may, alone and with others; these are read."""
    batch = _batch(page, count=5)
    rows = batch.to_pylist()
    # No reader is through with so many links in a second of computing.
    rows[2]["payload"] = b"<html><body>film movie" + b"<p><a href=x>season 2</a> <b>in</b> May" * (
        180_000
    )
    bounds = Bounds(computing_seconds=1, memory_bytes=4_000_000_000)
    with Local(terms, together=bounds, alone=bounds) as runner:
        (found,) = runner.map([forms.batch_of(rows, forms.raw())])
    told = {row["position"]: (row["stage"], row["reason"]) for row in found.to_pylist()}
    assert [1, 2, 3, 4, 5] == sorted(told)
    assert "worker" == told[3][0]
    assert "second" in told[3][1]


def test_a_worker_that_is_killed_costs_nothing_else(
    page: Page, terms: worker.Terms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch whose process went down is read again in pieces, and nothing is listed."""
    from airdate.confinement.keeper import Keeper
    from airdate.errors import Overrun

    plain, sizes = Keeper.call, []

    def call(self: Keeper, function: Any, data: bytes, *rest: Any) -> Any:
        sizes.append(forms.unpacked(data).num_rows)
        if len(sizes) == 1:
            raise Overrun("the system ended the reading of it")
        return plain(self, function, data, *rest)

    monkeypatch.setattr(Keeper, "call", call)
    batch = _batch(page, count=9)
    with Local(terms) as runner:
        assert [worker.read_batch(batch, terms)] == list(runner.map([batch]))
    assert [9, 2, 2, 2, 2, 1] == sizes
