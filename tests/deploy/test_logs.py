"""Lines of the log: one an event, nothing forged, nothing secret, in either form."""

from __future__ import annotations

import io
import json
import logging
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from airdate import logs
from airdate.cli.watching import log_visit
from airdate.errors import UsageError
from airdate.ledger.office.places import Visit
from airdate.logs import FORMATS, configure, one_line, request_id, scrubbed


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Leave logging as it was."""
    root, ours = logging.getLogger(), logging.getLogger("airdate")
    before = (list(root.handlers), root.level, ours.level)
    yield
    root.handlers[:], root.level = before[0], before[1]
    ours.setLevel(before[2])
    logging.captureWarnings(False)


HOSTILE = (
    "words\nerror airdate.web forged line",
    "words\r\n{}",
    "\x1b[2J\x1b[31mred",
    "\u2028\u2029 other line breaks",
    "\u202etxt.exe\u202c",
    "\x00\x07\x9b31m",
    '"}\n{"level":"error"}',
    "half \ud800 a character",
)

SECRETS = {
    "airdate_01234567_" + "Ab-_" * 10 + "xyz": "airdate_01234567_***",
    "?key=01234567-" + "0f" * 32: "?key=***",
    "Authorization: Bearer abc.def-ghi": "Authorization: Bearer ***",
    "https://a.example/x?token=t0ps3cret&page=2": "https://a.example/x?token=***&page=2",
    "postgresql://ada:hunter2@db/air": "postgresql://***@db/air",
    "https://user:pw@a.example/feed": "https://***@a.example/feed",
    "tgram://123456:ABC-DEF/98765": "tgram://***",
    "mailto://me:pw@mail.example": "mailto://***",
    "https://hooks.slack.com/services/T0/B0/XyZ": "https://hooks.slack.com/services/***",
    "https://discord.com/api/webhooks/1/abc": "https://discord.com/api/webhooks/***",
    "TMDB_API_KEY=0123456789abcdef": "TMDB_API_KEY=***",
    '{"password": "hunter2", "n": 1}': '{"password": "***", "n": 1}',
    "PGPASSWORD=hunter2 psql": "PGPASSWORD=*** psql",
    "smtp_password: hunter2": "smtp_password: ***",
}


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_are_left_out(secret: str) -> None:
    """What looks like one is starred; what stands around it stays."""
    assert SECRETS[secret] == scrubbed(secret)
    assert SECRETS[secret] == scrubbed(scrubbed(secret))


@pytest.mark.parametrize(
    "words",
    [
        "The Long Wait: season 2 wraps, says variety.com",
        "https://variety.com/2026/tv/the-long-wait?page=2",
        "postgresql://db.example/airdate",
        "title_key='night harbour' season=2",
        "keyboard=qwerty monkey: business",
    ],
)
def test_other_words_stay(words: str) -> None:
    """News, addresses and titles are told as they are."""
    assert words == scrubbed(words)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", HOSTILE)
def test_one_line_an_event(form: str, words: str) -> None:
    """Whatever a page says, it makes no line of its own and steers no terminal."""
    out = io.StringIO()
    configure(form, "info", stream=out)
    log = logging.getLogger("airdate.test")
    log.info("read %s", words, extra={"title": words})
    try:
        raise ValueError(words)
    except ValueError:
        log.exception("failed")
    text = out.getvalue().encode("utf-8", errors="surrogatepass").decode("utf-8", errors="replace")
    assert 2 == text.count("\n") == len(text.splitlines())
    assert one_line(text.replace("\n", "")) == text.replace("\n", "")


def test_json() -> None:
    """A line of JSON has the moment, the level, where from, what, and what was given beside."""
    out = io.StringIO()
    configure("json", "info", stream=out)
    mark = request_id.set("0f")
    logging.getLogger("airdate.test").warning(
        "visited %s", "a", extra={"status": 304, "headers": {"cookie": "abc", "etag": "x"}}
    )
    request_id.reset(mark)
    line = json.loads(out.getvalue())
    assert line.pop("at").endswith("Z")
    assert {
        "level": "warning",
        "from": "airdate.test",
        "message": "visited a",
        "request": "0f",
        "status": 304,
        "headers": {"cookie": "***", "etag": "x"},
    } == line


def test_visits() -> None:
    """A visit is a line with what it came to; one that failed is a warning; a key stays out."""
    out = io.StringIO()
    configure("json", "info", stream=out)
    good = Visit(1, datetime(2026, 3, 2, tzinfo=UTC), "news", documents=2, took_ms=80)
    address = "https://a.example/feed?token=t0ps3cret"
    log_visit(good)
    log_visit(replace(good, outcome="server failed", reason="503\nforged", address=address))
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert ("info", "news", 2, 80) == tuple(
        first[name] for name in ("level", "outcome", "documents", "took_ms")
    )
    assert ("warning", "https://a.example/feed?token=***") == (second["level"], second["address"])


@pytest.mark.parametrize("form", FORMATS)
def test_long_lines_are_cut(form: str) -> None:
    """A page that is quoted whole fills no disk."""
    out = io.StringIO()
    configure(form, "info", stream=out)
    logging.getLogger("airdate.test").info("x" * 10_000_000)
    assert len(out.getvalue()) < 25_000


def test_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment sets them, an option comes first; libraries tell of troubles alone."""
    out = io.StringIO()
    monkeypatch.setenv(logs.LEVEL_VARIABLE, "ERROR")
    monkeypatch.setenv(logs.FORMAT_VARIABLE, "json")
    configure(stream=out)
    logging.getLogger("airdate.test").warning("not told")
    configure(level="debug", stream=out)
    logging.getLogger("airdate.test").debug("told")
    logging.getLogger("httpx2").info("GET https://a.example/?token=abc")
    assert ["told"] == [json.loads(line)["message"] for line in out.getvalue().splitlines()]


def test_warnings_are_lines() -> None:
    """What Python warns of is a line as well."""
    out = io.StringIO()
    configure("json", stream=out)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old\nways", stacklevel=1)
    assert 1 == len(out.getvalue().splitlines())


@pytest.mark.parametrize("variable", [logs.LEVEL_VARIABLE, logs.FORMAT_VARIABLE])
def test_unknown_settings(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that is none is told, with those that are."""
    monkeypatch.setenv(variable, "loud")
    with pytest.raises(UsageError, match=variable):
        configure()
