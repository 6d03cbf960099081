"""What an article may say, each sentence in several ways, and the claims that bear it out."""

from __future__ import annotations

from dataclasses import dataclass

from airdate.model import Weighed


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in several wordings, the one to try first in front.

    key: what it says, as in the reference of a line of a brief.  claims: what it rests on.
    threads: addresses of the conversations that it was measured of, where it rests on no claim.
    """

    key: str
    wordings: tuple[str, ...]
    claims: tuple[Weighed, ...]
    threads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an article under its heading."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """All that an article may say. headline: claims nothing that the text does not."""

    headline: str
    passages: tuple[Passage, ...]
