"""Known titles: what the ledger can tell the reader about who may be meant."""

from __future__ import annotations

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
        return known | dict(self.aliases)

    def canonical(self, title: str) -> str:
        """Return the usual name of a title; the title itself where it is not known."""
        keys = {title_key(name): usual for name, usual in self.names.items()}
        return keys.get(title_key(title), title)
