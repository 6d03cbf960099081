"""Addresses as texts write them → the host, its path, and the name somebody registered."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_HOST = re.compile(r"(?:[\w-]+\.)+(?:xn--[\w-]+|[^\W\d_]{2,})")
_ARCHIVED = re.compile(
    r"^web\.archive\.org/web/[^/]+/(?P<rest>.+)$|^archive\.\w+/[^/]+/(?P<other>.+\..+)$"
)
_GOOGLE_AMP = re.compile(r"^(?:www\.)?google\.[a-z.]+/amp/(?:s/)?(?P<rest>.+)$")
_AMP_CACHE = ".cdn.ampproject.org"
_DOTS = str.maketrans({"。": ".", "．": ".", "｡": ".", "\\": "/"})


@dataclass(frozen=True, slots=True)
class Address:
    """A host in Unicode and lower case, and the path on it without a slash at its ends."""

    host: str
    path: str = ""


def address_of(text: str) -> Address | None:
    """Return the address that a domain, an e-mail address or a URL names, None where it is none.

    Copies kept by an archive or an AMP cache are addresses of what they copy. A user name before
    the host does not deceive: `https://netflix.com@evil.example/` is `evil.example`.
    """
    bare = unicodedata.normalize("NFKC", text.translate(_DOTS)).strip().casefold()
    bare = re.sub(r"^(?:[a-z][a-z0-9+.-]*:)?//", "", bare)
    if not bare or bare[0] in "@." or any(c.isspace() for c in bare):
        return None
    return _split(_unwrapped(bare))


def registrable(host: str) -> str:
    """Return the part of a host that somebody registered: `m.news.co.uk` gives `news.co.uk`."""
    label, suffix = divided(host)
    return f"{label}.{suffix}" if label else host


def divided(host: str) -> tuple[str, str]:
    """Return the registered label of a host and the public suffix after it.

    `www.bbc.co.uk` gives `bbc` and `co.uk`.  The label is empty where the host is a suffix.
    """
    labels = host.split(".")
    for start in range(len(labels) - 1):
        if ".".join(labels[start:]) in _suffixes():
            return (labels[start - 1] if start else "", ".".join(labels[start:]))
    return (labels[-2] if len(labels) > 1 else "", labels[-1])


def is_shared_host(domain: str) -> bool:
    """Return whether each name under that domain belongs to another hand."""
    return domain in _suffixes()


def _unwrapped(bare: str) -> str:
    for pattern in (_ARCHIVED, _GOOGLE_AMP):
        if found := pattern.match(bare):
            inner = next(group for group in found.groups() if group)
            return re.sub(r"^[a-z]+:/+", "", inner)
    host, slash, path = bare.partition("/")
    if host.endswith(_AMP_CACHE):
        # The cache writes dots as hyphens and hyphens as two: `www-bbc-co-uk`.
        name = host.removesuffix(_AMP_CACHE).replace("--", "\0").replace("-", ".")
        return name.replace("\0", "-") + slash + path
    return bare


def _split(bare: str) -> Address | None:
    authority = re.split(r"[/?#]", bare, maxsplit=1)[0]
    host = authority.rpartition("@")[2].partition(":")[0].rstrip(".")
    if not _HOST.fullmatch(host):
        return None
    path = re.split(r"[?#]", bare[len(authority) :], maxsplit=1)[0].strip("/")
    return Address(".".join(map(_in_unicode, host.split("."))), path)


def _in_unicode(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return unicodedata.normalize("NFKC", label[4:].encode("ascii").decode("punycode"))
    except UnicodeError:
        return label


@cache
def _suffixes() -> frozenset[str]:
    text = (files("airdate.sources") / "suffixes.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
