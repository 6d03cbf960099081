"""`airdate serve` and `airdate token`: the site of a ledger, and who may write to it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from airdate.cli.figures import figures
from airdate.cli.listening import is_loopback, listen
from airdate.cli.options import address, db_option, json_option, now, print_json, warn
from airdate.errors import UsageError, installing
from airdate.logs import FORMATS, LEVELS, configure

if TYPE_CHECKING:
    from airdate.ledger import Ledger

_PORT = 8710


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True)
@click.option(
    "--host-name",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name under which the site is reached, beside that of this machine; may be repeated.",
)
@click.option("--open-reading", is_flag=True, help="Let everybody read who can reach it.")
@click.option(
    "--ask-token", is_flag=True, help="Ask for a token before anything is shown, here too."
)
@click.option("--https", is_flag=True, help="It is reached by https, through a proxy of yours.")
@click.option("--demo", is_flag=True, help="Serve the ledger that airdate demo made.")
@click.option(
    "--allow-private", is_flag=True, help="Add from addresses of this machine and network too."
)
@click.option(
    "--watch/--no-watch",
    default=None,
    help="Visit watched places and send alerts, too. Default: yes, as soon as there are any.",
)
@click.option("--log-format", type=click.Choice(FORMATS), help="How lines of the log look.")
@click.option("--log-level", type=click.Choice(LEVELS), help="What is logged. Default: warning.")
@db_option
def serve_command(
    host: str,
    port: int,
    names: tuple[str, ...],
    open_reading: bool,
    ask_token: bool,
    https: bool,
    demo: bool,
    allow_private: bool,
    watch: bool | None,
    log_format: str | None,
    log_level: str | None,
    db: str | None,
) -> None:
    """Serve the pages, feeds and API of a ledger to a browser, and watch places for it.

    On this machine reading is open; writing asks for a token, which the address printed at the
    start brings along. On any other --host reading asks for a token too: airdate token new NAME.
    """
    need_web("airdate serve")
    configure(log_format, log_level)
    from airdate.ledger.address import shown
    from airdate.settings import demo_address
    from airdate.web import LOOPBACK, Settings, app

    ledger = demo_address() if demo else address(db)
    if ask_token and open_reading:
        raise UsageError("--ask-token and --open-reading do not go together.", "Say one of them.")
    # Behind a proxy everybody seems to come from this machine.
    local = is_loopback(host) and not ask_token
    run_token = secrets.token_urlsafe(24) if local else None
    settings = Settings(
        ledger=ledger,
        hosts=(*LOOPBACK, host, *names),
        open_reading=local or open_reading,
        run_token=run_token,
        secure=https,
        allow_private=allow_private,
        figures=figures(),
        warm=True,
        # The sample stands for itself: what it awaits is past.
        watch=False if demo and watch is None else watch,
    )
    site = app(settings)
    need_tokens(ledger, "" if local else "--ask-token" if ask_token else f"--host {host}")

    def told(where: str) -> str:
        enter = f"/enter?token={run_token}" if run_token else "/"
        scheme = "https" if https else "http"
        return f"airdate serves {shown(ledger)}\n  {scheme}://{where}{enter}"

    listen(site, host=host, port=port, told=told)


_PACKAGES = {
    "airdate serve": ("starlette", "fastapi", "uvicorn", "python_multipart", "icalendar", "argon2"),
    "airdate token": ("argon2",),
}


def need_web(command: str) -> None:
    """Say what is missing where the packages of the web door are not installed."""
    from importlib.util import find_spec

    missing = [name for name in _PACKAGES[command] if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"{command} needs packages that are not installed: {', '.join(missing)}.",
            f"Install them: {installing('web')}",
        )


def need_tokens(ledger: str, asking: str) -> None:
    """Raise UsageError where a token will be asked for and there is none.

    asking: the option by which it will be, "" where none is. Tokens of an earlier airdate's file
    come into the ledger either way.
    """
    from airdate.ledger.office import tokens

    with _opened(ledger, write=False) as opened:
        count = len(tokens.kept(opened))
    if not asking:
        return
    if not count:
        raise UsageError(
            f"{asking} asks for a token, and this ledger has none.",
            "Make one: airdate token new NAME",
        )
    # A ledger may come from somebody else, with tokens of theirs.
    warn(f"{count} {'token holds' if count == 1 else 'tokens hold'} here: airdate token list")


# ── tokens ──────────────────────────────────────────────────────────────────────────────────


@click.group()
def token_command() -> None:
    """Make, list and take back the tokens by which others read and write."""


@token_command.command("new")
@click.argument("name")
@click.option("--read-only", is_flag=True, help="It reads, and changes nothing.")
@db_option
def new_token(name: str, read_only: bool, db: str | None) -> None:
    """Make a token called NAME and print it: it is shown this once, and kept as a hash."""
    need_web("airdate token")
    if not name.strip() or len(name) > 100 or not name.isprintable():
        raise UsageError("A token needs a name of 1 to 100 letters.", "Say whose it is.")
    from airdate.ledger.office import tokens
    from airdate.web.tokens import new_token as made

    with _opened(address(db), write=True) as ledger:
        text, token = made(
            name.strip(), made_on=now().date(), scope="read" if read_only else "write"
        )
        tokens.keep(ledger, [token])
    click.echo(text)
    click.echo(f"Feeds: add ?key={token.feed_key} to their address.", err=True)


@token_command.command("list")
@json_option
@db_option
def list_tokens(as_json: bool, db: str | None) -> None:
    """List the tokens of a ledger: number, day, what it may, name."""
    from airdate.ledger.office import tokens
    from airdate.publish.text import safe

    with _opened(address(db), write=False) as ledger:
        for token in tokens.kept(ledger):
            if as_json:
                told = {"number": token.number, "name": token.name, "writes": token.writes}
                print_json(told | {"made_on": token.made_on.isoformat()})
                continue
            may = "reads and writes" if token.writes else "reads"
            click.echo(f"{token.number}  {token.made_on}  {may:16}  {safe(token.name)}")


@token_command.command("remove")
@click.argument("number")
@db_option
def remove_token(number: str, db: str | None) -> None:
    """Take a token back, and its feed key with it; sites that run know at once."""
    from airdate.ledger.office import tokens
    from airdate.publish.text import safe

    with _opened(address(db), write=True) as ledger:
        gone = tokens.remove(ledger, number.strip().casefold())
    click.echo(f"Token {gone.number} ({safe(gone.name)}) holds no more.")


@contextmanager
def _opened(where: str, *, write: bool) -> Iterator[Ledger]:
    """Open a ledger for its tokens; those that an earlier airdate kept in a file come first."""
    from airdate.ledger import open_ledger

    with open_ledger(where, write=write or _old_file(where).exists()) as ledger:
        take_over(ledger, where)
        yield ledger


def take_over(ledger: Ledger, where: str) -> None:
    """Bring the tokens of an earlier airdate's file into the ledger, and say so."""
    from airdate.web.tokens import taken_over

    path = _old_file(where)
    count = taken_over(ledger, path)
    if count is not None:
        many = f"{count} {'token' if count == 1 else 'tokens'}"
        warn(f"{many} of {path} went into the ledger; the file is removed.")


def _old_file(ledger: str) -> Path:
    """Return where an earlier airdate kept tokens: beside the file, or in the data folder."""
    from airdate.ledger.address import is_server, shown
    from airdate.settings import data_folder

    if is_server(ledger):
        import hashlib

        # As it is shown: without a password; with what tells one server or schema from another.
        digest = hashlib.sha256(shown(ledger).encode()).hexdigest()[:12]
        return data_folder() / f"{digest}.tokens"
    path = Path(ledger).expanduser()
    return path.with_name(f"{path.name}.tokens")
