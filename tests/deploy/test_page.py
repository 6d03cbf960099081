"""docs/self-hosting.md: each command and option that it names is there."""

from __future__ import annotations

import itertools
import re
import shlex
from importlib import import_module

import click
import pytest
from tests.deploy.conftest import ROOT

from airdate.cli import _COMMANDS

_PAGE = (ROOT / "docs" / "self-hosting.md").read_text(encoding="utf-8")


def faults(words: list[str]) -> list[str]:
    """Return what of a call of airdate does not exist. words: begin with `airdate`."""
    name, rest = _command_of(words[1:])
    if name not in _COMMANDS:
        return [f"no command {name!r}"]
    command: click.Command = getattr(
        import_module(f"airdate.cli.{_COMMANDS[name][0]}"), f"{name}_command"
    )
    while isinstance(command, click.Group) and rest and rest[0] in command.commands:
        command, rest = command.commands[rest[0]], rest[1:]
    known = {opt: one for one in command.params for opt in (*one.opts, *one.secondary_opts)}
    if isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        return [f"{name} has no command {rest[0]!r}"]
    wrong = []
    for word in rest:
        option = word.partition("=")[0]
        if option.startswith("-") and option not in known:
            wrong.append(f"{name} has no option {option}")
    return wrong + _choices(rest, known)


def _choices(rest: list[str], known: dict[str, click.Parameter]) -> list[str]:
    """Return the values that an option does not take."""
    pairs = itertools.pairwise(rest)
    return [
        f"{option} does not take {value!r}"
        for option, value in pairs
        if option in known
        and isinstance(known[option].type, click.Choice)
        and value not in known[option].type.choices
    ]


def _command_of(words: list[str]) -> tuple[str, list[str]]:
    """Return the command of a call and what follows, past `--db LEDGER`."""
    while words and words[0] == "--db":
        words = words[2:]
    return (words[0], words[1:]) if words else ("", [])


def calls(text: str) -> list[str]:
    """Return the calls of airdate in the code of a page."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    lines += [" ".join(code.split()) for code in re.findall(r"`([^`]+)`", prose)]
    found = []
    for line in lines:
        for part in re.split(r"&&|\|\||\s\|\s|\s#\s|\s>\s", line):
            match = re.search(
                r"(?:^|\s)(?:airdate|airdate:0\.1\.0|(?:compose run --rm (?:airdate|watch)))\s+"
                r"(?=--db|[a-z])(.+)$",
                part.strip(),
            )
            if match and not re.search(r"systemctl|useradd|journalctl|docker (build|volume)", part):
                found.append(re.sub(r"^airdate\s+", "", match[1]))
    return [call for call in found if not call.startswith("&")]


CALLS = sorted(set(calls(_PAGE)))


def test_the_page_is_read() -> None:
    """The calls that the page is about are among those that are tried."""
    assert len(CALLS) > 35
    words = {_command_of(shlex.split(call))[0] for call in CALLS}
    assert {"serve", "watch", "backup", "restore", "doctor", "health", "token", "alerts"} <= words


@pytest.mark.parametrize("call", CALLS)
def test_calls_exist(call: str) -> None:
    """Commands, commands of commands, options, and what options take."""
    assert [] == faults(["airdate", *shlex.split(call)])


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("bakup x", "no command 'bakup'"),
        ("backup x --keeep 3", "backup has no option --keeep"),
        ("token make x", "token has no command 'make'"),
        ("serve --log-format xml", "--log-format does not take 'xml'"),
    ],
)
def test_faults_are_found(call: str, fault: str) -> None:
    """What does not exist is told: else the test above would hold anything for true."""
    assert [fault] == faults(["airdate", *call.split()])


def test_files_exist() -> None:
    """Files of the repository that the page names are there."""
    named = set(re.findall(r"`((?:deploy/|compose|Dockerfile)[\w./-]*)`", _PAGE))
    assert {"deploy/", "compose.yaml", "deploy/requirements.txt"} <= named
    assert [] == [
        name for name in named if not (ROOT / name).exists() and name != "compose.override.yaml"
    ]


def test_variables_exist() -> None:
    """Each variable of the environment is one that the program, or a file of deploy, reads."""
    sources = [*(ROOT / "src").rglob("*.py"), ROOT / "compose.yaml"]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert [] == [name for name in set(re.findall(r"\bAIRDATE_[A-Z_]+", _PAGE)) if name not in text]


def test_metrics_exist() -> None:
    """Each metric of the page is one that the site tells, and none is left out."""
    text = (ROOT / "src" / "airdate" / "web" / "metrics.py").read_text(encoding="utf-8")
    told = set(re.findall(r'"(airdate_[a-z_]+)"', text)) | {
        "airdate_ledger_bytes",
        "airdate_log_bytes",
    }
    named = set(re.findall(r"\bairdate_[a-z_]+", _PAGE.partition("## Metrics")[2]))
    bare = {re.sub(r"_(total|bucket)$", "", name) for name in named}
    assert told == bare


def test_anchors_exist() -> None:
    """Links within the page, and to it, lead to a heading."""
    heads = {
        re.sub(r"[^a-z0-9 -]", "", head.casefold()).replace(" ", "-")
        for head in re.findall(r"^## (.+)$", _PAGE, re.MULTILINE)
    }
    units = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "deploy").glob("*.service")
    )
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    linked = re.findall(r"\]\(#([\w-]+)\)", _PAGE)
    linked += re.findall(r"self-hosting\.md#([\w-]+)", units + compose)
    assert set() == set(linked) - heads
