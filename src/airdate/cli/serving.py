"""`airdate serve` and `airdate token`: the site of a ledger, and who may write to it."""

from __future__ import annotations

import secrets
import sys
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from airdate.cli.figures import figures
from airdate.cli.options import address, db_option, now
from airdate.errors import UsageError

if TYPE_CHECKING:
    from airdate.web import Settings
    from airdate.web.tokens import TokenFile

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
@click.option("--https", is_flag=True, help="It is reached by https, through a proxy of yours.")
@click.option("--demo", is_flag=True, help="Serve the ledger that airdate demo made.")
@click.option(
    "--allow-private", is_flag=True, help="Add from addresses of this machine and network too."
)
@db_option
def serve_command(
    host: str,
    port: int,
    names: tuple[str, ...],
    open_reading: bool,
    https: bool,
    demo: bool,
    allow_private: bool,
    db: str | None,
) -> None:
    """Serve the pages, feeds and API of a ledger to a browser.

    On this machine reading is open; writing asks for a token, which the address printed at the
    start brings along. On any other --host reading asks for a token too: airdate token new NAME.
    """
    _need_the_extra()
    from airdate.settings import demo_address
    from airdate.web import LOOPBACK, Settings, app

    ledger = demo_address() if demo else address(db)
    local = _is_loopback(host)
    tokens = _tokens_of(ledger)
    if not local and not tokens.tokens():
        raise UsageError(
            f"--host {host} lets other machines in, and this ledger has no token to ask for.",
            "Make one: airdate token new NAME",
        )
    run_token = secrets.token_urlsafe(24) if local else None
    settings = Settings(
        ledger=ledger,
        hosts=(*LOOPBACK, host, *names),
        open_reading=local or open_reading,
        tokens=tokens.path,
        run_token=run_token,
        secure=https,
        allow_private=allow_private,
        figures=figures(),
        warm=True,
    )
    _run(app(settings), settings, host=host, port=port)


def _need_the_extra() -> None:
    """Say what is missing where the packages of the web door are not installed."""
    from importlib.util import find_spec

    wanted = ("starlette", "fastapi", "uvicorn", "python_multipart", "icalendar", "argon2")
    missing = [name for name in wanted if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"airdate serve needs packages that are not installed: {', '.join(missing)}.",
            "Install them: pip install 'airdate[web]'",
        )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def _tokens_of(ledger: str) -> TokenFile:
    """Return the tokens of a ledger: beside its file, or in the data folder for one on a server."""
    from airdate.settings import data_folder
    from airdate.web.tokens import TokenFile

    if "://" in ledger:
        import hashlib

        from airdate.ledger.address import shown

        # As it is shown: without a password; with what tells one server or schema from another.
        digest = hashlib.sha256(shown(ledger).encode()).hexdigest()[:12]
        return TokenFile(data_folder() / f"{digest}.tokens")
    path = Path(ledger).expanduser()
    return TokenFile(path.with_name(f"{path.name}.tokens"))


def _run(site: object, settings: Settings, *, host: str, port: int) -> None:
    """Serve until stopped; the address is printed when the site answers."""
    import uvicorn

    from airdate.ledger.address import shown

    class Told(uvicorn.Server):
        """A server that says where it is once it listens."""

        async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
            await super().startup(sockets)  # type: ignore[arg-type]
            if self.should_exit:
                return
            taken = self.servers[0].sockets[0].getsockname()[1]
            name = f"[{host}]" if ":" in host else host
            scheme = "https" if settings.secure else "http"
            where = f"{scheme}://{name}:{taken}"
            enter = f"/enter?token={settings.run_token}" if settings.run_token else "/"
            click.echo(f"airdate serves {shown(settings.ledger)}\n  {where}{enter}")
            click.echo("Stop it with Ctrl-C.")
            sys.stdout.flush()

    config = uvicorn.Config(
        site,  # type: ignore[arg-type]
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=3,
    )
    with suppress(KeyboardInterrupt):  # that is how it is stopped
        Told(config).run()


# ── tokens ──────────────────────────────────────────────────────────────────────────────────


@click.group()
def token_command() -> None:
    """Make, list and take back the tokens by which others read and write."""


@token_command.command("new")
@click.argument("name")
@db_option
def new_token(name: str, db: str | None) -> None:
    """Make a token called NAME and print it: it is shown this once, and kept as a hash."""
    _need_the_extra()
    if not name.strip() or len(name) > 100:
        raise UsageError("a token needs a name of 1 to 100 letters.", "Say whose it is.")
    tokens = _tokens_of(address(db))
    text, token = tokens.add(name.strip(), made_on=now().date())
    click.echo(text)
    click.echo(f"Feeds: add ?key={token.feed_key} to their address.", err=True)


@token_command.command("list")
@db_option
def list_tokens(db: str | None) -> None:
    """List the tokens of a ledger: number, name, day."""
    _need_the_extra()
    for token in _tokens_of(address(db)).tokens().values():
        click.echo(f"{token.number}  {token.made_on}  {token.name}")


@token_command.command("remove")
@click.argument("number")
@db_option
def remove_token(number: str, db: str | None) -> None:
    """Take a token back, and its feed key with it."""
    _need_the_extra()
    gone = _tokens_of(address(db)).remove(number)
    click.echo(f"Token {gone.number} ({gone.name}) holds no more.")
