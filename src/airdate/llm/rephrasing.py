"""Other words for the sentences of a text of ours, as a model proposes them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from airdate.errors import SourceError
from airdate.llm.endpoint import Endpoint

_INSTRUCTIONS = """\
You are given the sentences of a news article as a JSON list. Rewrite each so that the article reads
well, and keep exactly what it says: every name, date, number, title and season as it stands, who is
credited, and how sure it is (planned stays planned, rumoured stays rumoured). Add nothing. Answer
with JSON alone: {"sentences": [...]}, one string for each sentence, in the same order.
"""

_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["sentences"],
    "properties": {"sentences": {"type": "array", "items": {"type": "string"}}},
}

_LONGER = 4
"""A sentence may become so many times as long, and 200 characters more: beyond it says more."""


def rephrase(texts: Sequence[str], *, endpoint: Endpoint, now: datetime) -> tuple[str, ...]:
    """Return other words for each sentence; they prove nothing before they are checked.

    Raises: SourceError where the answer is not one sentence for each.
    """
    asked = [
        {"role": "system", "content": _INSTRUCTIONS},
        {"role": "user", "content": json.dumps(list(texts), ensure_ascii=False)},
    ]
    answer = endpoint.ask(asked, schema=_SCHEMA, now=now)
    found = answer.get("sentences") if isinstance(answer, Mapping) else None
    if not isinstance(found, list) or len(found) != len(texts):
        raise SourceError("the model gave another number of sentences", "Try again.")
    return tuple(_one(text, new) for text, new in zip(texts, found, strict=True))


def _one(text: str, new: object) -> str:
    """Return the new words on one line, or the old ones where they are none."""
    words = " ".join(new.split()) if isinstance(new, str) else ""
    return words if words and len(words) <= _LONGER * len(text) + 200 else text
