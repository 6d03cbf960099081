"""What the room needs to know of a post."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Said(Protocol):
    """A post. id: of the store.  author: a hash, None where nobody is named."""

    @property
    def id(self) -> str:
        """What tells it from others."""

    @property
    def author(self) -> str | None:
        """Who wrote it, as a hash."""

    @property
    def posted_at(self) -> datetime:
        """When."""

    @property
    def text(self) -> str:
        """Its words."""
