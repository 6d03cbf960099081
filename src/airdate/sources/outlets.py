"""The registry of outlets: who publishes at an address, and whom a credit in a text names."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from airdate.model import Source, SourceKind
from airdate.sources.addresses import Address, address_of, divided, is_shared_host, registrable
from airdate.sources.lookalikes import Brand, imitated
from airdate.sources.voices import voice_words

NAMELESS = "not named"


@dataclass(frozen=True, slots=True)
class Outlet:
    """A row of the registry. aliases: further domains, handles and names that credit it."""

    source: Source
    aliases: tuple[str, ...]


@lru_cache(maxsize=8192)
def lookup(name_or_address: str | None) -> Source:
    """Return who a name, a domain, an e-mail address or a URL stands for.

    What the registry does not know has the kind unknown, or fan or forum where it calls itself
    so: an address with its registrable domain, anything else with its own words for a domain.
    One that resembles a known domain without being it says so in `imitates`.
    """
    text = " ".join((name_or_address or "").split())
    if not text:
        return Source("", NAMELESS, SourceKind.UNKNOWN)
    if address := address_of(text):
        return _at(address)
    return _named(text) or Source(text, text, _self_described(name_key(text).split()))


def is_placed(source: Source) -> bool:
    """Return whether a source has an address, known or not: others are but words."""
    return _is_address(source.domain)


@lru_cache(maxsize=65_536)
def _is_address(text: str) -> bool:
    return address_of(text) is not None


def lookalike(domain: str) -> str | None:
    """Return the known domain that this one imitates, None for a known or an unrelated one."""
    return lookup(domain).imitates


@lru_cache(maxsize=65_536)
def published_by(outlet: str | None, url: str | None) -> Source:
    """Return the source behind a document, from what its head says and where it was found.

    A page can call itself what it likes, its address cannot: where the two name different
    outlets, the less trusted one holds. A file, a private address or no address leaves the head.
    """
    said = lookup(outlet) if outlet and outlet.strip() else None
    address = address_of(url) if url else None
    found = lookup(url) if address else None
    if said is None or found is None:
        return said or found or lookup(None)
    if said.domain and said.domain.split("/")[0] in (found.domain, found.domain.split("/")[0]):
        return found
    return max(said, found, key=lambda each: (each.imitates is not None, _rank(each.kind)))


def name_key(name: str) -> str:
    """Return a name as it is compared: no case, accents, points or possessive; `+` is plus.

    Unlike a title it keeps its article: `The Hollywood Reporter` is entered without one too.
    """
    folded = unicodedata.normalize("NFKD", re.sub(r"['’‘ʼ]s?\b", "", name.casefold()))
    spelled = folded.replace("+", " plus ").replace("&", " and ").replace("/", " slash ")
    bare = "".join(c for c in spelled if not unicodedata.combining(c)).replace(".", "")
    words = re.findall(r"@?\w+", unicodedata.normalize("NFKC", bare))
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@cache
def outlets() -> tuple[Outlet, ...]:
    """Return the registry, in the order of its file."""
    text = (files("airdate.sources") / "outlets.tsv").read_text("utf-8")
    rows = (line for line in text.splitlines()[1:] if line and not line.startswith("#"))
    return tuple(map(_outlet, rows))


def _outlet(row: str) -> Outlet:
    domain, kind, name, owner, country, aliases = (row.split("\t") + [""] * 5)[:6]
    source = Source(domain, name, SourceKind(kind), owner or None, country or None)
    return Outlet(source, tuple(alias for alias in aliases.split("; ") if alias))


def _rank(kind: SourceKind) -> int:
    return list(SourceKind).index(kind)


# ── addresses ───────────────────────────────────────────────────────────────────────────────


def _at(address: Address) -> Source:
    for candidate in _candidates(address):
        if source := _by_domain().get(candidate):
            return _as_tenant(source, address.host, candidate)
    domain = registrable(address.host)
    if model := _imitated(address.host):
        return Source(domain, domain, SourceKind.UNKNOWN, imitates=model)
    return Source(domain, domain, _self_described(divided(address.host)[0].split("-")))


@lru_cache(maxsize=8192)
def _imitated(host: str) -> str | None:
    return imitated(host, _brands())


def _candidates(address: Address) -> Iterator[str]:
    labels = address.host.split(".")
    first = address.path.split("/")[0]
    for start in range(len(labels) - 1):
        host = ".".join(labels[start:])
        if first:
            yield f"{host}/{first}"
        yield host


def _self_described(words: list[str]) -> SourceKind:
    """Return what a stranger calls itself: a fan page, a forum, or nothing that we know."""
    pairs = {" ".join(pair) for pair in pairwise(words)}
    for kind, names in _callings().items():
        if pairs & names or any(word.endswith(tuple(names)) for word in words):
            return SourceKind(kind)
    return SourceKind.UNKNOWN


@cache
def _callings() -> dict[str, frozenset[str]]:
    callings: dict[str, frozenset[str]] = {}
    for kind, lines in _table()["calls_itself"].items():
        words, _, pairs = lines.strip().partition("\n")
        callings[kind] = frozenset([*words.split(), *pairs.split(", ")])
    return callings


def _as_tenant(source: Source, host: str, known: str) -> Source:
    if not is_shared_host(known) or host.removeprefix("www.") == known:
        return source
    own = registrable(host)
    return Source(own, own, source.kind)


@cache
def _by_domain() -> dict[str, Source]:
    found: dict[str, Source] = {}
    for outlet in outlets():
        addresses = [outlet.source.domain, *(a for a in outlet.aliases if address_of(a))]
        # setdefault: a row of its own goes before another's alias.
        for address in addresses:
            found.setdefault(address.casefold(), outlet.source)
    return found


@cache
def _brands() -> tuple[Brand, ...]:
    trusted = (SourceKind.OFFICIAL, SourceKind.TRADE, SourceKind.PRESS)
    return tuple(_brand(each) for each in outlets() if each.source.kind in trusted)


def _brand(outlet: Outlet) -> Brand:
    # Of the press, aliases are often plain words; those of services and trades are their own.
    more = () if outlet.source.kind is SourceKind.PRESS else outlet.aliases
    names = (outlet.source.name, *(alias for alias in more if not address_of(alias)))
    words = tuple(name_key(name).replace(" ", "") for name in names)
    return Brand(outlet.source.domain.split("/")[0], words)


# ── names ───────────────────────────────────────────────────────────────────────────────────


def _named(text: str) -> Source | None:
    if text.islower() and text in voice_words():
        return None  # "people" and "threads" are a magazine and a network in capitals alone
    key = name_key(text)
    if exact := _by_name().get(key):
        return exact
    return _amid(key.split()) or _speaker(text)


def _amid(words: list[str]) -> Source | None:
    """Return the most trusted outlet among the words, where all others are a company's own."""
    found = []
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            source = _by_name().get(" ".join(words[start:end]))
            if source and _harmless(source, words[:start] + words[end:]):
                found.append((_rank(source.kind), start - end, source.domain, source))
    return min(found)[3] if found else None


def _harmless(source: Source, others: list[str]) -> bool:
    groups = ("company", "forum") if source.kind is SourceKind.FORUM else ("company",)
    return all(any(word in _companions()[group] for group in groups) for word in others)


@cache
def _companions() -> dict[str, frozenset[str]]:
    return {group: frozenset(_table()[group].split()) for group in ("company", "forum")}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("airdate.sources") / "companions.toml").read_text("utf-8"))


def _speaker(text: str) -> Source | None:
    """Return the outlet of a person named with it: `Deadline's Nellie Andreeva`, `X of Netflix`."""
    if found := re.fullmatch(r"(.+?)['’]s?((?: [A-Z][\w.'’-]*)+)", text):
        return _by_name().get(name_key(found[1]))
    if found := re.fullmatch(r"((?:[A-Z][\w.'’-]* )+)(?:of|at|from|for) (.+)", text):
        return _by_name().get(name_key(found[2]))
    return None


@cache
def _by_name() -> dict[str, Source]:
    found: dict[str, Source] = {}
    for outlet in outlets():
        found.setdefault(name_key(outlet.source.name), outlet.source)
    for outlet in outlets():
        for alias in outlet.aliases:
            if not address_of(alias):
                found.setdefault(name_key(alias), outlet.source)
    return found
