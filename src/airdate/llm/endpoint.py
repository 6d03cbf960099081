"""An OpenAI-compatible endpoint: a question with a JSON schema in, a JSON value out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from airdate.documents.fetch import Fetcher, Limits, Visit
from airdate.errors import SourceError

_SECONDS = 180.0
"""A model on a home server takes minutes for a long article."""

_LARGEST_BYTES = 2_000_000
"""An answer lists some dozen claims: some kilobytes."""

_DEEPEST = 64
"""Brackets within brackets in an answer; ours has four."""


@dataclass(frozen=True)
class Endpoint:
    """Where a model answers. url: up to `/v1`.  key: never shown.

    allow_private: whether it may be on this machine or network, as Ollama is.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    allow_private: bool = False
    limits: Limits = field(
        default=Limits(
            raw_bytes=_LARGEST_BYTES,
            decoded_bytes=_LARGEST_BYTES,
            seconds=_SECONDS,
            silence_seconds=_SECONDS,
            redirects=0,
        ),
        repr=False,
    )

    def ask(
        self,
        messages: Sequence[Mapping[str, str]],
        *,
        schema: Mapping[str, Any],
        now: datetime,
    ) -> Any:
        """Return the JSON value that the model answers, not yet checked against anything.

        schema: sent along as the form of the answer; not every server holds to it.
        Raises: SourceError where there is no such answer; Refused where the guard says no.
        """
        body = {
            "model": self.model,
            "messages": list(messages),
            "temperature": 0,
            "stream": False,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": schema},
            },
        }
        data = json.dumps(body, ensure_ascii=False).encode()
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        fetcher = Fetcher(now=now, allow_private=self.allow_private, limits=self.limits)
        visit = fetcher.post(
            f"{self.url.rstrip('/')}/chat/completions",
            data,
            content_type="application/json",
            headers=headers,
        )
        return _value(_content(visit, self.model))


def _content(visit: Visit, model: str) -> str:
    """Return the words of the model in an answer. Raises: SourceError."""
    if visit.page is None or not 200 <= visit.status < 300:
        raise _not_answered(visit, model)
    try:
        answer = _parsed(visit.page.data.decode("utf-8", errors="replace"))
        content = answer["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError) as error:
        raise SourceError(
            f"the model {model!r} gave an answer of another form: {_near(visit.page.data)}",
            "Name an OpenAI-compatible endpoint, up to /v1: AIRDATE_LLM_URL",
        ) from error
    if not isinstance(content, str):
        raise SourceError(f"the model {model!r} answered nothing", "Try again, or another model.")
    return content


def _not_answered(visit: Visit, model: str) -> SourceError:
    remedies = {
        401: "Set the key: AIRDATE_LLM_KEY",
        403: "Set the key: AIRDATE_LLM_KEY",
        404: "Name the endpoint up to /v1, and a model that it has: AIRDATE_LLM_MODEL",
        429: "It is asked too often: try again later.",
    }
    wait = visit.retry_after_seconds
    later = f" It asks to wait {wait:.0f} seconds." if wait else ""
    remedy = remedies.get(visit.status, "See the log of its server.") + later
    return SourceError(f"the model {model!r} did not answer: status {visit.status}", remedy)


def _near(data: bytes) -> str:
    return repr(data[:80].decode("utf-8", errors="replace"))


def _value(content: str) -> Any:
    """Return the JSON value in a model's words; some put it between fences, or prose around it."""
    text = content.strip()
    if text.startswith("```"):
        text = text.split("\n", 1)[-1].rsplit("```", 1)[0]
    low, high = text.find("{"), text.rfind("}")
    try:
        return _parsed(text[low : high + 1] if 0 <= low < high else text)
    except ValueError as error:
        raise SourceError(
            f"the model answered no JSON: {text[:80]!r}", "Try again, or another model."
        ) from error


def _parsed(text: str) -> Any:
    """Return the value of a JSON text. Raises: ValueError, also where it is nested without end."""
    depth = 0
    for letter in text:
        depth += (letter in "[{") - (letter in "]}")
        if depth > _DEEPEST:
            raise ValueError("it is nested too deep")
    return json.loads(text)
