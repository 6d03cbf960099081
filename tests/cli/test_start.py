"""A bare start: what it imports, and that help and version answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import click

from airdate import __version__
from airdate.cli import _COMMANDS, app

# Each of these costs more to import than all of a bare start.
_HEAVY = {
    "alembic",
    "httpx2",
    "jinja2",
    "lxml",
    "numpy",
    "rapidfuzz",
    "rich",
    "sqlalchemy",
    "trafilatura",
}
# Rooms that a bare start may touch.
_OURS = {
    "airdate",
    "airdate.cli",
    "airdate.errors",
}


def _imported(*arguments: str) -> set[str]:
    script = (
        "import sys\n"
        f"sys.argv = ['airdate', *{list(arguments)!r}]\n"
        "from airdate.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stderr.split())


def test_a_bare_start_imports_the_door_alone() -> None:
    """`airdate --help` loads no room and no heavy library."""
    imported = _imported("--help")
    assert _OURS == {name for name in imported if name.split(".")[0] == "airdate"}
    assert set() == imported & _HEAVY


def test_help_of_a_command_loads_nothing_heavy() -> None:
    """Asking how a command is called costs no more than the door."""
    for command in _COMMANDS:
        assert set() == _imported(command, "--help") & _HEAVY, command


def test_every_command_is_listed_and_answers_help(call) -> None:
    """The group's own list and the commands agree."""
    listed = call("--help").out
    for name, (_, text) in _COMMANDS.items():
        assert f"  {name} " in listed
        assert text in " ".join(listed.split())
        answer = call(name, "--help")
        assert 0 == answer.code
        assert f"Usage: airdate {name}" in answer.out
    assert list(_COMMANDS) == app.list_commands(None)


def test_version(call) -> None:
    """`--version` tells the package's version."""
    assert f"airdate {__version__}\n" == call("--version").out


def test_an_unknown_command_is_a_usage_error(call) -> None:
    """The bad word is named, with exit code 2."""
    answer = call("breif")
    assert 2 == answer.code
    assert "breif" in answer.err


def _commands(group: click.Group, *before: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command below a group, by how it is called."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        yield " ".join((*before, name)), command
        if isinstance(command, click.Group):
            yield from _commands(command, *before, name)


# What answers a question, of which a program may want the answer.
_ANSWERS = {
    *("read", "add", "titles", "brief", "explain", "forecast", "pulse", "rumours", "sources"),
    *("check", "dates", "alias", "following", "watch list", "watch log", "token list"),
    *("alerts list", "alerts channels", "alerts log", "alerts preview", "alerts run"),
    *("backtest", "fit", "bulk", "backup", "doctor"),
}


def test_every_command_that_answers_takes_json() -> None:
    """`--json` is the same everywhere, beside `--format json` where there are other forms too."""
    found = dict(_commands(app))
    takes = {
        name
        for name, command in found.items()
        if any("--json" in option.opts for option in command.params)
    }
    assert set() == _ANSWERS - takes
    formed = {
        name
        for name, command in found.items()
        for option in command.params
        if "--format" in option.opts and "json" in getattr(option.type, "choices", ())
    }
    assert {"brief", "check", "doctor", "following", "watch log"} <= formed <= takes


def test_what_is_told_of_a_ledger_is_told_as_of_a_day() -> None:
    """Every command that tells what is known takes `--as-of`."""
    found = dict(_commands(app))
    told = ("titles", "brief", "explain", "forecast", "pulse", "rumours", "sources", "check")
    without = [
        name
        for name in (*told, "following")
        if not any("--as-of" in option.opts for option in found[name].params)
    ]
    assert [] == without
