"""What several commands share: the types of their arguments, the ledger, the clock, the colours."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from airdate.errors import UnknownTitle, UsageError
from airdate.settings import ledger_address

if TYPE_CHECKING:
    from airdate.ledger import Ledger
    from airdate.model import Installment


class Day(click.ParamType[date]):
    """A day written as 2026-02-14, or `today` or `yesterday`."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day. Fails with exit code 2 and the remedy where it is none."""
        if isinstance(value, date):
            return value
        named = {"today": 0, "yesterday": 1}
        if value in named:
            return now().date() - timedelta(named[value])
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-02-14, or today.", param, ctx)


def now() -> datetime:
    """Return the moment; the clock is read here and nowhere below."""
    return datetime.now(UTC)


db_option = click.option(
    "--db", metavar="LEDGER", help="The ledger: a file, or a server's address (AIRDATE_DB)."
)
as_of_option = click.option(
    "--as-of",
    type=Day(),
    default="today",
    metavar="DAY",
    help="Tell what was publicly known on that day. Default: today.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def form_option(*forms: str, about: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return what gives a command `--format`, and `--json` as in all others; it takes `form`.

    forms: the first is the default, and json is one of them.
    """
    told = f"{about} Default: {forms[0]}.".strip()
    options = (
        click.option("--format", "form", type=click.Choice(forms), help=told),
        click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
    )

    def with_form(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def formed(*args: Any, form: str | None, as_json: bool, **named: Any) -> Any:
            if as_json and form not in (None, "json"):
                several = ", ".join(known for known in forms if known.endswith("json"))
                raise UsageError(
                    f"--json and --format {form} exclude each other.",
                    f"Forms for programs: --format {several}",
                )
            return command(*args, form="json" if as_json else form or forms[0], **named)

        for option in options:
            formed = option(formed)
        return formed

    return with_form


season_option = click.option(
    "--season", type=click.IntRange(0, 999), metavar="N", help="The season."
)


def address(db: str | None) -> str:
    """Return the ledger's address: the command's own `--db`, else the one before it, else set."""
    before = click.get_current_context().find_root().obj
    if "" in (db, before):
        raise UsageError("--db is empty.", "Name the ledger's file.")
    return ledger_address(db or before)


@contextmanager
def ledger_at(db: str | None, *, write: bool) -> Iterator[Ledger]:
    """Open the ledger that the options name."""
    from airdate.ledger import open_ledger

    with open_ledger(address(db), write=write) as ledger:
        yield ledger


def chosen(
    ledger: Ledger, title: str, *, season: int | None, as_of: date
) -> tuple[str, Installment]:
    """Return the reference and the installment that a person means by a title.

    Where no season is named, the highest one is meant: it is the one that is awaited.
    Raises: UnknownTitle, AmbiguousTitle.
    """
    from airdate.ledger.lookup import find

    known = ledger.installments(as_of=as_of)
    try:
        best = find(known, title, season=season)[0]
    except UnknownTitle:
        _raise_if_later(ledger, title, season, as_of)
        raise
    return best.ref, best.installment


def _raise_if_later(ledger: Ledger, title: str, season: int | None, as_of: date) -> None:
    """Say so where the title is known, but nothing had been said of it by that day."""
    from airdate.ledger.lookup import find

    try:
        later = find(ledger.installments(), title, season=season)[0].installment
    except UsageError:
        return
    raise nothing_by(ledger, later, as_of=as_of)


def nothing_by(ledger: Ledger, installment: Installment, *, as_of: date) -> UnknownTitle:
    """Return the error that tells from which day on an installment is known."""
    first = min(entry.said_on for entry in ledger.entries(installment))
    return UnknownTitle(
        f"nothing had been said of {installment} by {as_of}.",
        f"The first news of it in this ledger is of {first}: --as-of {first}",
    )


def colours() -> Callable[[str, str], str]:
    """Return how text is painted on standard output: not at all in a pipe or where asked not to."""
    from airdate.publish.text import plain

    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return paint if wanted and sys.stdout.isatty() else plain


def paint(text: str, role: str) -> str:
    """Return the text in the colours of its role, for a terminal."""
    styles: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "underline": True},
        "heading": {"bold": True, "fg": "cyan"},
        "label": {"fg": "green"},
        "ref": {"dim": True},
        "note": {"fg": "yellow"},
        "bad": {"fg": "red", "bold": True},
        "strong": {"bold": True},
        "mark": {"reverse": True},
    }
    return click.style(text, **styles.get(role, {}))


def width() -> int:
    """Return the columns to write in: the terminal's, at most 100, at least 40."""
    import shutil

    return max(40, min(100, shutil.get_terminal_size((96, 24)).columns))


def print_json(value: object) -> None:
    """Print one JSON value on one line."""
    import json

    print_line(json.dumps(value, ensure_ascii=False))


def print_line(text: str) -> None:
    """Print a line for a program: as UTF-8 whatever the locale, so that no letter is lost."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", errors="surrogateescape") + b"\n")


def warn(text: str) -> None:
    """Print a line for the person, apart from the output, without what could steer a terminal."""
    from airdate.publish.text import safe

    click.echo(safe(text), file=sys.stderr)
