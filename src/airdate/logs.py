"""Makes log lines that machines can read and nobody can forge: one line an event, and no secrets.

The doors set it up once, from their options or `AIRDATE_LOG_FORMAT` and `AIRDATE_LOG_LEVEL`. What
a page, a feed or a visitor says may stand in a line, so line breaks in it are written out, and
whatever looks like a token, a password or an address with one is left out.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import IO, Any

from airdate.errors import UsageError

FORMATS = ("text", "json")
LEVELS = ("debug", "info", "warning", "error")
FORMAT_VARIABLE = "AIRDATE_LOG_FORMAT"
LEVEL_VARIABLE = "AIRDATE_LOG_LEVEL"

request_id: ContextVar[str | None] = ContextVar("airdate_request_id", default=None)
"""The number of the request that is being answered; it stands in every line that comes of it."""

_LONGEST = 20_000
"""Characters of one line: a page that is quoted in an error must not fill the disk."""

# Whole addresses of these are secrets: they name a bot, a room, a key.
_OPEN_SCHEMES = r"(?:https?|wss?|file|postgres(?:ql)?(?:\+\w+)?)"

_SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bairdate_([0-9a-f]{8})_[\w-]{20,}"), r"airdate_\1_***"),
    (re.compile(r"\b([0-9a-f]{8})-[0-9a-f]{64}\b"), r"\1-***"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w+/=.~-]{6,}"), r"\1 ***"),
    (
        re.compile(
            r"(?i)\b((?:[\w-]*(?:token|secret|password|passwd|pwd|csrf|cookie|credential|signature"
            r"|(?:api|access|auth|private|feed)[_-]?key)|key|authorization)[\"']?\s*[=:]\s*[\"']?)"
            r"(?!\*\*\*|bearer|basic)[^\s&\"',;)}\]]+"
        ),
        r"\1***",
    ),
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^\s/?#@]*@"), r"\1***@"),
    (re.compile(rf"(?i)\b(?!{_OPEN_SCHEMES}://)([a-z][a-z0-9+.-]*)://[^\s\"'<>]+"), r"\1://***"),
    (re.compile(r"(?i)(hooks\.slack\.com/services/|/api/webhooks/)[^\s\"'<>]+"), r"\1***"),
)

# Line breaks of every kind, what steers a terminal, and what turns the order of letters.
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def scrubbed(text: str) -> str:
    """Return a text without what looks like a secret."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


def one_line(text: str) -> str:
    """Return a text on one line, with whatever could steer a terminal written out."""
    return _STEERING.sub(lambda match: ascii(match[0])[1:-1], text)


def configure(
    form: str | None = None, level: str | None = None, *, stream: IO[str] | None = None
) -> str:
    """Return the form in which everything that is logged is written to a stream from now on.

    form, level: those of FORMATS and LEVELS; what the environment says where they are None, else
    text and warnings.  stream: the error output if None.
    Raises: UsageError where the environment says something else.
    """
    form = _chosen(form, FORMAT_VARIABLE, FORMATS, "text")
    level = _chosen(level, LEVEL_VARIABLE, LEVELS, "warning")
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_json() if form == "json" else _Text())
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)  # libraries tell too much, and some of it is secret
    logging.getLogger("airdate").setLevel(level.upper())
    logging.captureWarnings(True)
    return form


def _chosen(given: str | None, variable: str, known: tuple[str, ...], usual: str) -> str:
    found = given or os.environ.get(variable, "").strip().casefold() or usual
    if found not in known:
        raise UsageError(
            f"{variable} is {found!r:.60}, which is none of {', '.join(known)}.",
            f"Set it to one of these, such as {variable}={usual}",
        )
    return found


def _moment(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _clean(text: str) -> str:
    whole = scrubbed(text)
    return whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST]}…"


# What every record has: the rest was given with `extra`.
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def _extra(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name not in _OWN}


class _Text(logging.Formatter):
    """A line for people: moment, level, where from, what, and what was given beside."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        parts = [_moment(record), f"{record.levelname.lower():7}", record.name, record.getMessage()]
        parts += [f"{name}={value}" for name, value in _extra(record).items()]
        if (number := request_id.get()) is not None:
            parts.append(f"request={number}")
        if record.exc_info:
            parts.append(self.formatException(record.exc_info))
        return one_line(_clean(" ".join(parts)))


def _json() -> logging.Formatter:
    """Return what makes a line of JSON of a record."""
    from pythonjsonlogger.json import JsonFormatter

    class Json(JsonFormatter):
        """A line for machines: ASCII alone, so that no letter ends or turns it."""

        def add_fields(
            self,
            log_data: dict[str, Any],
            record: logging.LogRecord,
            message_dict: dict[str, Any],
        ) -> None:
            """Put what every line has before what was given beside."""
            log_data |= {"at": _moment(record), "level": record.levelname.lower()}
            log_data |= {"from": record.name}
            super().add_fields(log_data, record, message_dict)
            if (number := request_id.get()) is not None:
                log_data["request"] = number

        def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
            """Leave out secrets, wherever they stand."""
            return {name: _scrubbed_value(name, value) for name, value in log_data.items()}

    return Json("%(message)s", json_ensure_ascii=True)


def _scrubbed_value(name: str, value: Any) -> Any:
    """Return a value of a line without secrets: by its own look, or by the name it goes under."""
    if isinstance(value, str):
        told = f"{name}=value"
        return _clean(value) if scrubbed(told) == told else "***"
    if isinstance(value, Mapping):
        return {str(key): _scrubbed_value(str(key), one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_scrubbed_value(name, one) for one in value]
    return value
