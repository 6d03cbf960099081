"""`airdate read`, `add` and `dates`: texts in, claims out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from airdate.cli.models import endpoint, llm_option
from airdate.cli.options import (
    Day,
    colours,
    db_option,
    json_option,
    ledger_at,
    now,
    print_json,
    print_line,
    warn,
    width,
)
from airdate.cli.said import Days, Tally, kept_json
from airdate.errors import UsageError
from airdate.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from airdate.documents import Given
    from airdate.documents.saved import Overheard
    from airdate.llm import Endpoint
    from airdate.model import Reading, Unreadable


def _source_options(*, required: bool) -> Callable[..., Any]:
    """Return what adds the arguments of a command that reads sources."""
    options = (
        click.option(
            "--allow-private",
            is_flag=True,
            help="Read addresses of this machine and its network too.",
        ),
        click.option("--outlet", metavar="NAME", help="Who published it, e.g. variety.com."),
        click.option("--published", type=Day(), metavar="DAY", help="The day that it bears."),
        click.argument("sources", nargs=-1, required=required, metavar="SOURCE..."),
    )

    def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in options:
            command = option(command)
        return command

    return with_options


def _given(published: date | None, outlet: str | None, *, allow_private: bool) -> Given:
    from airdate.documents import Given

    return Given(
        now=now(),
        published=published,
        outlet=outlet,
        stdin=sys.stdin.buffer if sys.stdin else None,
        allow_private=allow_private,
    )


def _tell_unreadable(found: Unreadable) -> None:
    warn(f"not read: {found.source}: {found.reason}")
    if found.remedy:
        warn(f"  {found.remedy}")


@click.command()
@_source_options(required=True)
@llm_option
@json_option
def read_command(
    sources: tuple[str, ...],
    published: date | None,
    outlet: str | None,
    allow_private: bool,
    with_model: bool,
    as_json: bool,
) -> None:
    """Show texts with their claims marked, and the claims as a table. Nothing is recorded.

    SOURCE is a file (.txt, .md, .html, .eml, .json, .jsonl), a folder, - for standard input, or
    an http(s) address. With --json, one object a document, a line each.
    """
    from airdate import pipeline
    from airdate.model import Unreadable

    failed = False
    given = _given(published, outlet, allow_private=allow_private)
    asked = endpoint() if with_model else None
    for read in pipeline.read(sources, given=given):
        found = _read_again(read, asked)
        if isinstance(found, Unreadable):
            failed = True
            _tell_unreadable(found)
        elif as_json:
            from airdate.claims import jsonform

            print_json(jsonform(found))
        else:
            _show(found)
    sys.exit(1 if failed else 0)


def _show(reading: Reading) -> None:
    from airdate.cli.tables import print_table
    from airdate.publish.reading import COLUMNS, claim_rows, reading_text

    click.echo(reading_text(reading, width=width(), paint=colours()))
    if reading.claims:
        print_table(COLUMNS, claim_rows(reading))
    else:
        click.echo("No claim was found in this text.")
    click.echo()


def _read_again(found: Reading | Unreadable, asked: Endpoint | None) -> Reading | Unreadable:
    """Return a reading joined with the model's; what that said and is not so is told."""
    from airdate import pipeline
    from airdate.errors import SourceError
    from airdate.model import Unreadable

    if asked is None or isinstance(found, Unreadable):
        return found
    try:
        both = pipeline.read_again(found, endpoint=asked, now=now())
    except SourceError as error:
        warn(f"read without the model: {error.problem}")
        if error.remedy:
            warn(f"  {error.remedy}")
        return found
    agreed, ours, theirs = len(both.agreed), len(both.ours), len(both.theirs)
    warn(
        f"{asked.model}: {counted(agreed, 'claim')} as ours, {ours} ours alone, {theirs} its alone"
    )
    for refused in both.refused:
        warn(f"  refused: {refused.why}: {refused.said[:100]}")
    return both.reading


@click.command()
@_source_options(required=False)
@click.option(
    "--from-bulk",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Record what `airdate bulk` found; SOURCE are then titles, else all that is followed.",
)
@llm_option
@json_option
@db_option
def add_command(
    sources: tuple[str, ...],
    published: date | None,
    outlet: str | None,
    allow_private: bool,
    from_bulk: Path | None,
    with_model: bool,
    as_json: bool,
    db: str | None,
) -> None:
    """Read texts and record their claims. Adding the same text twice records nothing.

    SOURCE is a file (.txt, .md, .html, .eml, .json, .jsonl), a folder, - for standard input, or
    an http(s) address. Exit code 1 says that something could not be read; the rest is recorded.
    With --json, one object a document, a line each.
    """
    from airdate import pipeline
    from airdate.model import Unreadable

    tally, days = Tally(), Days()
    if from_bulk:
        if as_json:
            raise UsageError("--json is not for --from-bulk.", "Leave it; airdate bulk has it.")
        _add_from_bulk(from_bulk, titles=sources, db=db, alone=not (published or outlet))
        return
    if not sources:
        raise UsageError("no SOURCE is named.", "Name a file, a folder, - or an address.")
    _must_have_come(published)
    heard = _Heard()
    given = _given(published, outlet, allow_private=allow_private)
    given = replace(given, overhear=heard.take)
    asked = endpoint() if with_model else None
    with ledger_at(db, write=True) as ledger:
        known = pipeline.catalogue(ledger)
        day_of = partial(pipeline.said_on, ledger)
        readings = pipeline.read(sources, given=given, catalogue=known, said_on=day_of)
        for read in _progress(readings, total=_expected(sources)):
            found = _read_again(read, asked)
            if isinstance(found, Unreadable):
                tally.unreadable += 1
                _tell_unreadable(found)
            else:
                kept = pipeline.record(ledger, found, recorded_at=now())
                tally.count(kept)
                days.note(found.document, kept)
                if as_json:
                    print_json(kept_json(found.document, kept))
        tally.posts = pipeline.overhear(ledger, heard, now=now())
    if not as_json:
        click.echo(tally.words())
    for line in days.lines(sources):
        warn(line)
    if tally.documents and not as_json:
        click.echo("Next: airdate titles")
    sys.exit(1 if tally.unreadable else 0)


def _must_have_come(published: date | None) -> None:
    """Raise UsageError where a text is said to be of a day that has not come anywhere."""
    if published and published > now().date() + timedelta(1):
        raise UsageError(
            f"--published {published} lies ahead.", "Name the day on which the text was published."
        )


class _Heard:
    """What may hold conversations of fans, until all texts are read: files are read once more."""

    def __init__(self) -> None:
        self._found: list[Overheard] = []

    def take(self, heard: Overheard) -> None:
        """Take in one; of a file its name alone, for a folder may be large."""
        file = heard.url is None and Path(heard.source).is_file()
        self._found.append(replace(heard, data=b"") if file else heard)

    def __iter__(self) -> Iterator[Overheard]:
        for heard in self._found:
            if heard.data:
                yield heard
                continue
            with suppress(OSError), Path(heard.source).open("rb") as stream:
                yield replace(heard, data=stream.read())


def _add_from_bulk(folder: Path, *, titles: tuple[str, ...], db: str | None, alone: bool) -> None:
    """Record what the tables of a job hold on titles, or on what is followed."""
    from airdate.cli.archives import add_from_bulk

    if not alone:
        raise UsageError(
            "--published and --outlet are not for --from-bulk.", "The tables tell both: leave them."
        )
    tally, found = Tally(), False
    with ledger_at(db, write=True) as ledger:
        for recorded in add_from_bulk(ledger, folder, titles=titles):
            tally.count(recorded)
            found = True
    if found:
        click.echo(tally.words())
    else:
        asked = ", ".join(titles) or "any title that you follow"
        click.echo(f"Nothing in {folder} is on {asked}.")


def _progress(
    found: Iterable[Reading | Unreadable], *, total: int
) -> Iterable[Reading | Unreadable]:
    """Return what is found as it is; on a terminal, long work is shown as it goes."""
    if not sys.stderr.isatty() or total < _SHORT_WORK:
        return found
    from rich.console import Console
    from rich.progress import track

    bar = Console(stderr=True)
    return track(found, "Reading", total=total, console=bar, transient=True)


# Fewer documents are read before a bar is seen.
_SHORT_WORK = 5


def _expected(sources: Iterable[str]) -> int:
    """Return about how many documents the sources hold: the files of a folder, else one each."""
    return sum(_files_below(Path(source)) for source in sources)


def _files_below(place: Path) -> int:
    try:
        return sum(1 for _ in place.rglob("*.*")) if place.is_dir() else 1
    except OSError:
        return 1


_TEXT = click.File("r", encoding="utf-8", errors="replace")

# ── dates ───────────────────────────────────────────────────────────────────────────────────


@click.command()
@click.argument("file", type=_TEXT, default="-", metavar="[FILE|-]")
@click.option("--anchor", type=Day(), metavar="DAY", help="The day that relative dates are from.")
@click.option("--language", metavar="CODE", help="en, ko, es or ja. Default: as the text seems.")
@click.option("--hemisphere", type=click.Choice(["north", "south"]), default="north")
@click.option("--explain", is_flag=True, help="Show by which rules each was found.")
@click.option("--jsonl", is_flag=True, help='FILE holds {"id", "text", "dct"} lines.')
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "timex3"]),
    default="table",
    help="timex3: TIMEX3 expressions; needs --jsonl.",
)
@json_option
def dates_command(
    file: TextIO,
    anchor: date | None,
    language: str | None,
    hemisphere: str,
    explain: bool,
    jsonl: bool,
    form: str,
    as_json: bool,
) -> None:
    """Show the date expressions of a text, each with the days that it means."""
    from airdate.dates import explain as derivation
    from airdate.dates import tag, timex3_lines

    if jsonl != (form == "timex3"):
        raise UsageError("--jsonl and --format timex3 go together.", "Give both, or neither.")
    if jsonl:
        with _usage_errors():
            for line in timex3_lines(file, language=language or "en"):
                print_line(line)
        return
    if anchor is None:
        raise UsageError("--anchor is missing.", "Name the day of the text: --anchor 2026-01-15")
    text = file.read()
    with _usage_errors():
        found = tag(text, anchor, language=language or _seen(text), hemisphere=hemisphere)
    if as_json:
        from airdate.publish.jsonform import expression_json

        print_json([expression_json(expression) for expression in found])
    elif explain:
        click.echo("\n\n".join(derivation(expression) for expression in found))
    else:
        from airdate.cli.tables import print_table
        from airdate.publish.reading import DATE_COLUMNS, date_rows

        print_table(DATE_COLUMNS, date_rows(found))


def _seen(text: str) -> str:
    """Return the language that a text seems to be in, English where its dates are not read."""
    from airdate.dates import LANGUAGES
    from airdate.documents import language_of

    seen = language_of(text)
    return seen if seen in LANGUAGES else "en"


@contextmanager
def _usage_errors() -> Iterator[None]:
    """Tell a bad language, or a bad line, in words."""
    try:
        yield
    except (TypeError, ValueError) as error:
        raise UsageError(f"{error}.", "See airdate dates --help") from None
