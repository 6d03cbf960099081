"""Whom a text credits where it names no outlet: the makers, the crowd, somebody, a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

# Fan Bingbing is not a fan; a Fan Page, by its second word, is.
_FAMILY_NAME = re.compile(r"\bFan (?=[A-Z](?!age|lub|ite|iki|ccount|ommunity|orum|log|rt\b))")


class Voice(StrEnum):
    """Who a credit without an outlet is; the order is the one in which words of it decide."""

    UNNAMED = "unnamed"
    CROWD = "crowd"
    MAKER = "maker"
    NAMED = "named"


@lru_cache(maxsize=65_536)
def voice_of(credit: str) -> Voice:
    """Return who a credit is: by its words ("her agency", "fans"), else somebody by name."""
    words = re.findall(r"\w+", _FAMILY_NAME.sub(" ", credit).casefold())
    voices = {voice_words().get(word) for word in words}
    return next((voice for voice in Voice if voice in voices), Voice.NAMED)


@cache
def voice_words() -> Mapping[str, Voice]:
    """Return the words that tell who a credit is."""
    text = (files("airdate.sources") / "voices.tsv").read_text("utf-8")
    rows = [row.split("\t") for row in text.splitlines()[1:] if row and not row.startswith("#")]
    return MappingProxyType({word: Voice(voice) for word, voice, _ in rows})
