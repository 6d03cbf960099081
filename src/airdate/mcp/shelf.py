"""What an assistant's user can pick by hand: the titles as resources, and questions to begin with.

A resource is a brief as Markdown, which a person attaches to a conversation; a prompt is a question
that says how to ask the tools, and how to tell what they answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError
from mcp.types import Completion, Resource
from pydantic import Field

from airdate.errors import AirdateError
from airdate.library.desk import Library, When
from airdate.library.rows import Row, shown
from airdate.mcp.asking import candidates, chosen, day_of
from airdate.mcp.briefing import rendered
from airdate.mcp.evidence import LONGEST_NAME, clean
from airdate.mcp.telling import words_of

SCHEME = "airdate://title/"
_TEMPLATE = SCHEME + "{ref}{?as_of}"
_MARKDOWN = "text/markdown"

_SHOWN = 50
"""Titles that are listed: those that come next. The others are found by their reference."""

_COMPLETED = 20
"""Completions of a word: what a person looks through."""

_PATIENCE_SECONDS = 20.0

_MANNERS = (
    "Ask airdate's tools and answer from what they return alone. Quote the sentences that decide "
    "with outlet and day, tell ranges as ranges and probabilities as probabilities, and say so "
    "where sources contradict each other or nothing is known."
)

Title = Annotated[str, Field(description="A title as one would type it, such as: squid game 3.")]
Day = Annotated[str, Field(description="A day, such as 2026-02-14.")]


@dataclass(frozen=True)
class Shelf:
    """The briefs of one ledger. now: the clock, read for each request."""

    library: Library
    now: Callable[[], datetime]

    def brief(self, ref: str, as_of: str = "today") -> str:
        """Tell all that is known of a title, each line with reference and sentences."""
        try:
            when = self._when(as_of)
            listing = chosen(self.library, ref, None, when)
            return rendered(self.library.dossier(listing, when).brief, "markdown")
        except AirdateError as error:
            raise ResourceNotFoundError(words_of(error)) from error

    def listed(self) -> list[Resource]:
        """Return the titles that come next, then those that are out."""
        rows = self.library.rows(self._when("today"), wait=_PATIENCE_SECONDS).rows
        return [_resource(row) for row in shown(rows)[:_SHOWN]]

    def completed(self, name: str, value: str) -> Completion | None:
        """Return what a person may mean who has begun to type a reference or a title."""
        if name not in ("ref", "title"):
            return None
        listings = self.library.listings(self._when("today"))
        try:
            found = candidates(listings, value) if value.strip() else list(listings)
        except AirdateError:
            found = []
        names = [item.ref if name == "ref" else str(item.installment) for item in found]
        told = [clean(one, LONGEST_NAME) for one in dict.fromkeys(names)]
        return Completion(
            values=told[:_COMPLETED], total=len(told), has_more=len(told) > _COMPLETED
        )

    def _when(self, as_of: str) -> When:
        return When(day_of(as_of, self.now().date(), name="as_of"))


def _resource(row: Row) -> Resource:
    name = clean(str(row.listing.installment), LONGEST_NAME)
    told = f"{row.stage_name}; {row.release}" if row.stage_name else row.release
    return Resource(
        uri=f"{SCHEME}{row.listing.ref}",
        name=name,
        title=name,
        description=clean(told, LONGEST_NAME),
        mime_type=_MARKDOWN,
    )


def offer(made: MCPServer[Any], shelf: Shelf) -> None:
    """Have a server offer the briefs as resources, the prompts, and completions of both."""
    made.resource(
        _TEMPLATE,
        name="brief",
        title="All that is known of a title",
        description="The brief of a title as Markdown, each line with its sentences; as_of: a day.",
        mime_type=_MARKDOWN,
    )(shelf.brief)
    for prompt, title in _PROMPTS:
        made.prompt(title=title, description=prompt.__doc__)(prompt)

    @made.completion()  # type: ignore[no-untyped-call, untyped-decorator]
    async def complete(ref: object, argument: Any, context: object) -> Completion | None:
        from anyio.to_thread import run_sync

        return await run_sync(shelf.completed, argument.name, argument.value)


# ── prompts ─────────────────────────────────────────────────────────────────────────────────


def release(title: Title) -> str:
    """Ask when a series or film comes, and who says so."""
    named = clean(title, LONGEST_NAME)
    return (
        f"When will “{named}” be released, and how sure is that? Call `when` for it, and `why` for "
        f"the reasons that matter most. {_MANNERS}"
    )


def news(since: Day) -> str:
    """Ask what is new of all awaited titles since a day."""
    day = clean(since, LONGEST_NAME)
    return (
        f"What is new of awaited series and films since {day}? Call `changes_since`, tell what "
        f"matters first, and what moved a release. {_MANNERS}"
    )


def dispute(title: Title) -> str:
    """Ask where reports on a title contradict each other, and which deserve belief."""
    named = clean(title, LONGEST_NAME)
    return (
        f"Where do reports on “{named}” contradict each other? Call `brief` for it, then `why` for "
        f"each line with evidence against it, and weigh the outlets by the reasons given. "
        f"{_MANNERS}"
    )


_PROMPTS: tuple[tuple[Callable[..., str], str], ...] = (
    (release, "When does it come?"),
    (news, "What is new?"),
    (dispute, "Who contradicts whom?"),
)
