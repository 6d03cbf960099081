"""Known titles: what people have told the ledger of how works are called."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from airdate.model import Installment, title_key


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Installments that are known, and other names of their titles.

    aliases: pairs of another name and the title as it is usually called.
    """

    installments: tuple[Installment, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """Every known name of a title → the title as it is usually called."""
        known = {i.title: i.title for i in self.installments}
        known |= {title: title for _, title in self.aliases}
        return known | dict(self.aliases)

    def canonical(self, title: str) -> str:
        """Return the usual name of a title; the title itself where it is not known."""
        keys = {title_key(name): usual for name, usual in self.names.items()}
        return keys.get(title_key(title), title)

    def within(self, text: str) -> Catalogue:
        """Return the part of it whose names stand in a text: all that bears on its reading."""
        return Catalogue(
            tuple(i for i in self.installments if i.title in text),
            tuple((name, title) for name, title in self.aliases if name in text or title in text),
        )

    @property
    def digest(self) -> str:
        """Eight hex digits over its names, in no order; empty for an empty catalogue."""
        told = sorted(self.names.items())
        return hashlib.sha256(repr(told).encode()).hexdigest()[:8] if told else ""
