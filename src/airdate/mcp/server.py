"""The server: tools that read, each with its typed arguments, its bounds and its errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from anyio.to_thread import run_sync
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, Resource, TextContent, ToolAnnotations
from pydantic import Field, ValidationError

from airdate import __version__
from airdate.brief import line_of
from airdate.errors import AirdateError, Occupied, UnknownReference, UsageError
from airdate.library.articles import Articles
from airdate.library.desk import Dossier, Library, When
from airdate.library.rows import shown
from airdate.mcp import answers, drafts, hearsay
from airdate.mcp.asking import candidates, chosen, day_of
from airdate.mcp.briefing import Form, rendered, written
from airdate.mcp.claimed import claim_line
from airdate.mcp.evidence import LONGEST_TEXT, NOTICE, clean
from airdate.mcp.shelf import Shelf, offer
from airdate.mcp.telling import words_of

_INSTRUCTIONS = f"""\
airdate knows what articles report of awaited series and films, and forecasts when they will come.
Every answer rests on sentences of articles. Quote them with outlet and day, tell ranges as ranges
and probabilities as probabilities, and never make a date of a window.

{NOTICE}

Ask find_title where a name is unclear, when for the release, brief for all that is known, why for
the sentences behind a line's reference in square brackets or a claim, changes_since for the news,
rumours for what is only rumoured and what became of it, article for prose that could be published.
Before you tell what you did not quote, have it checked by check_text.
as_of answers what was publicly known on an earlier day. Nothing here writes or asks the network.
"""

_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)

_PATIENCE_SECONDS = 20.0
"""So long a list waits for titles that are being worked out: assistants give up after a minute."""

Words = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="A title as one would type it (`squid game 3`, `aouad`), or its reference.",
    ),
]
Season = Annotated[
    int | None, Field(ge=0, le=999, description="The season. Default: the latest, the awaited.")
]
AsOf = Annotated[
    str,
    Field(
        max_length=40,
        description="Answer what was publicly known on that day: 2026-02-14, today or yesterday.",
    ),
]
Limit = Annotated[int, Field(ge=1, le=50, description="At most so many.")]


def server(library: Library, *, now: Callable[[], datetime]) -> MCPServer:
    """Return the server of a ledger. now: the clock, read for each call."""
    made = _Server(
        "airdate",
        title="airdate",
        instructions=_INSTRUCTIONS,
        version=__version__,
        # Standard error is the assistant's log: refused arguments are no news there.
        log_level="WARNING",
    )
    tools = Tools(library, now, Articles(library))
    reading = (tools.find_title, tools.when, tools.brief, tools.why, tools.changes_since)
    for tool in (*reading, tools.rumours, tools.article, tools.check_text):
        made.add_tool(tool, annotations=_READS)
    made.shelf = Shelf(library, now)
    offer(made, made.shelf)
    return made


class _Server(MCPServer[Any]):
    """A server that lists its ledger's titles, and tells in a line of arguments amiss."""

    shelf: Shelf

    async def list_resources(self) -> list[Resource]:
        """Return the titles of now: the SDK knows only what was there at the start."""
        return await run_sync(self.shelf.listed)

    async def call_tool(self, name: str, *args: Any, **named: Any) -> Any:
        """Return as the server does. Raises: ToolError."""
        try:
            return await super().call_tool(name, *args, **named)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                raise ToolError(_amiss(name, error.__cause__)) from error
            raise


def _amiss(tool: str, error: ValidationError) -> str:
    told = "; ".join(
        f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()
    )
    return clean(f"{told}. See the arguments of {tool}.", LONGEST_TEXT)


@dataclass(frozen=True)
class Tools:
    """The tools of one ledger; a docstring is what the assistant reads of its tool."""

    library: Library
    now: Callable[[], datetime]
    articles: Articles

    def find_title(
        self,
        query: Annotated[
            str, Field(max_length=200, description="A title or part of it; empty lists them all.")
        ] = "",
        as_of: AsOf = "today",
        limit: Limit = 10,
    ) -> answers.Matches:
        """Find titles: each with its reference, season, stage and forecast in words.

        Also by initials, an alias, or with letters amiss. An empty query lists all titles, those
        that are awaited first, the soonest before the later.
        """
        with _told():
            when = self._when(as_of)
            if not query.strip():
                return self._all(when, limit)
            found = candidates(self.library.listings(when), query)
            rows = [self.library.row_of(item, when) for item in found[:limit]]
            return _matches([answers.match(row) for row in rows], when, len(found) - len(rows))

    def when(self, title: Words, season: Season = None, as_of: AsOf = "today") -> answers.Answer:
        """Tell when a series or film will be released, or was, and who says so.

        The answer in a sentence, the forecast in words and as quantiles (the day by which it is
        out with that probability, given that it comes), the probability that it never comes, the
        reasons, and the sentences behind the answer and against it.
        """
        with _told():
            return answers.answer(self._dossier(title, season, as_of))

    def brief(
        self,
        title: Words,
        season: Season = None,
        as_of: AsOf = "today",
        form: Annotated[Form, Field(description="json, or markdown with footnotes.")] = "markdown",
    ) -> CallToolResult:
        """Tell all that is known of a title as of a day, each line with reference and sentences.

        Stage, milestones, forecast and its reasons, cast, setting, rumours, contradictions, what to
        watch for next. Long: ask `when` if only the release matters.
        """
        with _told():
            text = rendered(self._dossier(title, season, as_of).brief, form)
            return CallToolResult(content=[TextContent(type="text", text=text)])

    def why(
        self,
        ref: Annotated[
            str,
            Field(
                min_length=1,
                max_length=200,
                description="A line's reference (`r38v.release`), or the number of a claim.",
            ),
        ],
        as_of: AsOf = "today",
        limit: Limit = 10,
    ) -> answers.Why:
        """Show the sentences behind a line of a brief or behind one claim, and those against it.

        Each with its outlet, day, address, its weight (0..1: the chance that it is right) and the
        reasons for that weight. For a line of a brief as of another day give the same as_of.
        """
        with _told():
            when = self._when(as_of)
            start, dot, key = ref.strip().strip("[]`").partition(".")
            listing = self.library.listing(start, when)
            if listing is None and dot:
                self._raise_unknown(start, when)
            if listing is None:
                line, dossier = claim_line(self.library, start, when)
            else:
                dossier = self.library.dossier(listing, when)
                line = line_of(dossier.brief, key or "answer")
            return answers.why(line, dossier, most=limit)

    def changes_since(
        self,
        day: Annotated[str, Field(max_length=40, description="The first day: 2026-02-14.")],
        title: Annotated[
            str, Field(max_length=200, description="Of this title alone; empty: of all.")
        ] = "",
        season: Season = None,
        as_of: AsOf = "today",
        limit: Limit = 20,
    ) -> answers.Changes:
        """Tell what the news since a day changed in what is believed, the newest first.

        Milestones, cast, rumours, story, and by how far the middle of a forecast moved, each with
        the first sentences behind it.
        """
        with _told():
            when = self._when(as_of)
            since = day_of(day, self.now().date(), name="day")
            if since > when.as_of:
                raise UsageError(
                    f"day={since} lies after as_of={when.as_of}.", "Give an earlier day."
                )
            refs = {item.installment.key: item.ref for item in self.library.listings(when)}
            if not title.strip():
                found = self.library.changes(since, when)
            else:
                dossier = self._dossier(title, season, as_of)
                found = tuple(change for change in dossier.changes if change.day >= since)
            told = [answers.changed(c, refs.get(c.installment.key, "")) for c in found[:limit]]
            left = len(found) - len(told)
            return answers.changes(told, since=since, as_of=when.as_of, more=left)

    def rumours(
        self,
        title: Words,
        season: Season = None,
        state: Annotated[
            hearsay.Asked, Field(description="What became of them: open are the undecided.")
        ] = "all",
        as_of: AsOf = "today",
        limit: Limit = 10,
    ) -> hearsay.Rumours:
        """Tell what is only rumoured of a title, and what became of it, the latest told first.

        Who told it first and in which words, how many told it on their own, who bore it out or
        spoke against it, and which report settled it. Tell an open one as a rumour, with its
        outlet; one that was refuted or expired is no news.
        """
        with _told():
            return hearsay.rumours(self._dossier(title, season, as_of), state, most=limit)

    def article(self, title: Words, season: Season = None, as_of: AsOf = "today") -> CallToolResult:
        """Write the article on a title: prose that could be published, in Markdown.

        What is new, where it stands, what lies ahead, cast, setting, rumours, when to expect it.
        Each sentence was read back and holds no more than the sources that its numbers lead to.
        """
        with _told():
            dossier = self._dossier(title, season, as_of)
            found = self.articles.of(dossier.listing, dossier.when, wait=_PATIENCE_SECONDS)
            if found is None:
                raise Occupied("The article is being written.", "Ask again in a moment.")
            text = written(found)
            return CallToolResult(content=[TextContent(type="text", text=text)])

    def check_text(
        self,
        text: Annotated[
            str,
            Field(
                min_length=1,
                max_length=20_000,
                description="Prose that names the series or film it speaks of, such as a draft.",
            ),
        ],
        as_of: AsOf = "today",
        limit: Limit = 20,
    ) -> drafts.Findings:
        """Check a text, your own answer too: which of its claims do the sources bear out?

        Each claim on dates, cast or story is supported, contradicted, outdated, overstated (said
        too surely), understated or unheard (no source tells it), with the sentences that decide
        it, and with what the sources allow to say instead. Nothing is kept.
        """
        with _told():
            found = drafts.checked(self.library, text, self._when(as_of), now=self.now())
            return drafts.told(found, limit)

    def _when(self, as_of: str) -> When:
        return When(day_of(as_of, self.now().date(), name="as_of"))

    def _dossier(self, title: str, season: int | None, as_of: str) -> Dossier:
        when = self._when(as_of)
        return self.library.dossier(chosen(self.library, title, season, when), when)

    def _all(self, when: When, limit: int) -> answers.Matches:
        found = self.library.rows(when, wait=_PATIENCE_SECONDS)
        rows = shown(found.rows)
        told = [answers.match(row) for row in rows[:limit]]
        return _matches(told, when, len(rows) - len(told), pending=found.pending)

    def _raise_unknown(self, ref: str, when: When) -> None:
        """Say whether no title has that reference, or nothing had been said of it by that day."""
        chosen(self.library, ref, None, when)
        raise UnknownReference(f"No title has the reference {clean(ref, 80)!r}.", "")


def _matches(
    told: list[answers.Match], when: When, more: int, *, pending: int = 0
) -> answers.Matches:
    return answers.Matches(NOTICE, when.as_of.isoformat(), told, more, pending)


@contextmanager
def _told() -> Iterator[None]:
    """Make of an error that a person can fix one that the assistant reads, with the remedy."""
    try:
        yield
    except AirdateError as error:
        raise ToolError(words_of(error)) from error
