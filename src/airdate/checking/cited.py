"""Whom a draft leans on: outlets named in its text, and what speaks against each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from airdate.checking.findings import Cited
from airdate.model import Claim, Document, Source, SourceKind
from airdate.sources import lookalike, lookup

# A domain as prose has it: in brackets, in an address, or bare.
_DOMAIN = re.compile(
    r"(?<![\w@.-])(?:https?://)?((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24})(?![\w-])", re.IGNORECASE
)

# What looks like a domain and is none: abbreviations, versions, file names.
_NO_ENDINGS = frozenset({"jpg", "png", "pdf", "html", "txt", "gif", "mp4", "etc", "exe"})

_MOST = 200
"""Outlets that are listed: a page of links is no draft."""

_WARNINGS = {
    SourceKind.FAN: "a fan page: it answers to nobody for what it prints",
    SourceKind.FORUM: "a forum: all in it is hearsay",
    SourceKind.UNKNOWN: "not a known outlet",
}


def cited(document: Document, claims: Iterable[Claim]) -> tuple[Cited, ...]:
    """Return the outlets that a draft names, each once, in the order of the text."""
    named = [match[1] for match in _DOMAIN.finditer(document.text)]
    named = [name for name in named if name.rpartition(".")[2].casefold() not in _NO_ENDINGS]
    found: dict[str, Cited] = {}
    for name in [*named, *(claim.source for claim in claims if claim.source)]:
        source = lookup(name)
        known = source.kind is not SourceKind.UNKNOWN or source.imitates or "." in name
        if known and len(found) < _MOST:
            found.setdefault(source.domain or name.casefold(), _cited(name, source))
    return tuple(found.values())


def _cited(name: str, source: Source) -> Cited:
    imitates = source.imitates or (lookalike(name.casefold()) if "." in name else None)
    if imitates:
        return Cited(name, source, f"it looks like {imitates} and is not")
    return Cited(name, source, _WARNINGS.get(source.kind, ""))


def warned(found: Sequence[Cited]) -> tuple[Cited, ...]:
    """Return those that a writer should think twice about."""
    return tuple(each for each in found if each.warning)
