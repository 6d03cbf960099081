"""Pages kept whole: made once for all who ask at once, shown a moment longer while made anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event
from time import monotonic

import pytest

from airdate.errors import UsageError
from airdate.web.remembering import Page, Pages


def counted(made: list[int], *, until: float = float("inf"), go: Event | None = None) -> Page:
    """Return a page that tells the how manieth it is, once it may go."""
    if go:
        assert go.wait(10)
    made.append(1)
    return Page(str(len(made)).encode(), "text/plain", until=until)


async def ask(pages: Pages, make: Callable[[], Page], *, times: int, go: Event) -> list[Page]:
    """Return the pages that as many get who ask at once."""
    asked = [asyncio.create_task(pages.made("a", make)) for _ in range(times)]
    await asyncio.sleep(0.05)
    go.set()
    return await asyncio.gather(*asked)


@pytest.mark.parametrize("until", [0.0, float("inf")])
def test_all_who_ask_at_once_get_one_page(until: float) -> None:
    """Whether it is kept afterwards or not."""
    made: list[int] = []
    go, pages = Event(), Pages()
    found = asyncio.run(ask(pages, lambda: counted(made, until=until, go=go), times=16, go=go))
    assert [1] == made
    assert [b"1"] * 16 == [page.body for page in found]
    assert (1 if until else 0) == len(pages)


def test_a_page_of_a_moment_ago_is_shown_while_it_is_made_anew() -> None:
    """To all but the one who makes it."""
    made: list[int] = []
    go, pages = Event(), Pages()

    async def run() -> list[Page]:
        await pages.made("a", lambda: counted(made, until=monotonic() + 0.01))
        await asyncio.sleep(0.02)
        return await ask(pages, lambda: counted(made, go=go), times=3, go=go)

    assert [b"2", b"1", b"1"] == [page.body for page in asyncio.run(run())]


def test_a_failure_is_everybodys_and_is_not_kept() -> None:
    """The next one who asks tries again."""
    made: list[int] = []
    go, pages = Event(), Pages()

    def fail() -> Page:
        assert go.wait(10)
        raise UsageError("Not so.", "Ask otherwise.")

    async def run() -> Page:
        asked = [asyncio.create_task(pages.made("a", fail)) for _ in range(2)]
        await asyncio.sleep(0.05)
        go.set()
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert [True, True] == [isinstance(each, UsageError) for each in found]
        return await pages.made("a", lambda: counted(made))

    assert b"1" == asyncio.run(run()).body


def test_one_who_goes_away_takes_nothing_from_the_others() -> None:
    """Neither the page nor its making."""
    made: list[int] = []
    go, pages = Event(), Pages()

    async def run() -> list[Page]:
        asked = [
            asyncio.create_task(pages.made("a", lambda: counted(made, go=go))) for _ in range(3)
        ]
        await asyncio.sleep(0.05)
        asked[1].cancel()
        await asyncio.sleep(0)
        go.set()
        return [await asked[0], await asked[2]]

    assert [b"1", b"1"] == [page.body for page in asyncio.run(run())]
