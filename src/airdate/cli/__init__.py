"""The terminal's door: `airdate COMMAND`. It parses, calls the pipeline and prints.

Commands live in the modules beside this one and are imported when they are called, so that a
bare start stays fast; nothing heavy is imported at the top of any of them.
"""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from pathlib import Path

import click

from airdate import __version__
from airdate.errors import AirdateError

# command: (module, what `airdate --help` says of it)
_COMMANDS = {
    "demo": ("demo", "Make a ledger of the sample dossier and print its brief."),
    "read": ("reading", "Show what a text claims; record nothing."),
    "add": ("reading", "Read texts and record their claims."),
    "titles": ("telling", "List all installments in the ledger."),
    "brief": ("telling", "Tell all that is known of a title, with its sources."),
    "explain": ("telling", "Unroll a line of a brief to its sentences."),
    "forecast": ("forecasting", "Tell when a title will come, why, and how that moved."),
    "pulse": ("fans", "Tell how fans feel about the wait."),
    "rumours": ("hearsay", "Tell what is rumoured, and what became of it."),
    "sources": ("outlets", "Tell who was right: what outlets said, and what came of it."),
    "check": ("checking", "Check a draft: which sentences do the sources bear out?"),
    "dates": ("reading", "Show the date expressions of a text."),
    "correct": ("keeping", "Accept, reject or correct a claim, with a reason."),
    "alias": ("keeping", "Tell what else a title is called."),
    "export": ("keeping", "Write the whole ledger as JSON Lines."),
    "import": ("keeping", "Read an exported ledger into this one."),
    "backtest": ("proving", "Run the forecaster on recorded histories, and score it."),
    "follow": ("following", "Follow titles: a season, a film, or what comes next of a series."),
    "unfollow": ("following", "Follow titles no longer."),
    "following": ("following", "List what is followed, and how it stands."),
    "import-list": ("listing", "Follow the titles of a list: Trakt, Sonarr, IMDb and others."),
    "identify": ("identifying", "Find a title in TVmaze, Wikidata or TMDB; keep what they list."),
    "watch": ("watching", "Watch feeds, pages, forums, mail and folders for news."),
    "serve": ("serving", "Serve the pages, feeds and API of a ledger to a browser."),
    "mcp": ("assisting", "Answer an assistant from a ledger, with sources (MCP)."),
    "token": ("serving", "Make and take back the tokens by which others read and write."),
    "alerts": ("alerting", "Be told by mail, push or chat when something changes."),
    "bulk": ("archives", "Read whole archives (WARC, Parquet, JSON Lines) into tables."),
    "fit": ("proving", "Fit the forecaster's figures to recorded histories."),
    "backup": ("upkeep", "Copy the whole ledger into a file while it is in use."),
    "restore": ("upkeep", "Make a ledger of a backup, looked over before it is used."),
    "doctor": ("upkeep", "Look a ledger over, and mend what is safe to mend."),
    "health": ("upkeep", "Tell by the exit code whether the ledger, or its site, answers."),
}


class _Commands(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = import_module(f"airdate.cli.{_COMMANDS[name][0]}")
        command: click.Command = getattr(module, f"{name.replace('-', '_')}_command")
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            # click would make a failure of it.
            ctx.exit(_told(error))
        return done

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="airdate %(version)s")
@click.option(
    "--db",
    metavar="LEDGER",
    help="The ledger: a file, or postgresql://USER@HOST/DATABASE. "
    "Default: AIRDATE_DB, else a file in your data folder.",
)
@click.pass_context
def app(ctx: click.Context, db: str | None) -> None:
    """When will it air, who says so, and how sure can we be?

    Start with `airdate demo`, then add an article of your own: `airdate add ARTICLE.html`.
    Everything that airdate says leads to its sentence: `airdate explain REF`.
    """
    ctx.obj = db


def main() -> None:
    """Run the command line; a failure is told in words, with what to do next."""
    _mend_streams()
    try:
        code = app.main(prog_name="airdate", standalone_mode=False) or 0
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _complain("stopped. What was recorded before stays; the same call completes it.")
        code = 130
    except AirdateError as error:
        _complain(f"{error.problem}\n  {error.remedy}" if error.remedy else error.problem)
        code = error.exit_code
    except OSError as error:
        code = _told(error)
    sys.exit(code if isinstance(code, int) else 0)


def _mend_streams() -> None:
    """Give every stream a place: a closed one is empty, or leads nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 -- for good
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        # A pipe to a program of another locale must not end in a traceback.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _told(error: OSError) -> int:
    """Tell of a fault of the machine, and return the exit code."""
    if error.errno == errno.EPIPE:
        # The reader of our output left (`airdate titles | head`): that is no failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    where = f"{error.filename}: " if error.filename else ""
    _complain(f"{where}{error.strerror or error}")
    if error.errno == errno.ENOSPC:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _complain(text: str) -> None:
    from airdate.publish.text import safe

    click.echo(f"airdate: {safe(text)}", err=True)
