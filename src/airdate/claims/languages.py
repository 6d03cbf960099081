"""The languages whose claims are read, and the pack that reads each.

A pack is a package of this room that bears the ISO 639-1 code of its language (`ko/`) and has one
function, `read`; English, the first language, is read by `reader.english`.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Protocol

from airdate.claims.catalogue import Catalogue
from airdate.model import Claim, Document


class Read(Protocol):
    """What a pack does: the claims of a document, as in `reader.read`."""

    def __call__(
        self, document: Document, *, anchor: date, catalogue: Catalogue | None
    ) -> list[Claim]:
        """Return every claim of a document; anchor: the day from which "next month" is counted."""


@cache
def codes() -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages that are read, English first."""
    folders = (item.name for item in files("airdate.claims").iterdir() if item.is_dir())
    return ("en", *sorted(name for name in folders if len(name) == 2 and name.isalpha()))


def pack(language: str) -> Read:
    """Return the pack for a language (ISO 639-1, with or without region).

    A language that has none is read as English is: its dates and Latin names may still be there.
    """
    code = language.replace("_", "-").partition("-")[0].lower()
    if code == "en" or code not in codes():
        read: Read = import_module("airdate.claims.reader").english
    else:
        read = import_module(f"airdate.claims.{code}").read
    return read
