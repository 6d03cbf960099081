"""What fans feel about a title, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from airdate.ledger import Listing
from airdate.library.answers import When
from airdate.publish.charts import NARROW, WIDE, Figure, mood_chart
from airdate.publish.pulse import FEW, MOOD_NAMES, THEME_NAMES, headline
from airdate.pulse import Fresh, Share

if TYPE_CHECKING:
    from airdate.web.site import Site


@dataclass(frozen=True, slots=True)
class Shown:
    """The mood of a title. told: in a sentence or two.  moods, themes: by share, with names."""

    told: str
    chart: tuple[Figure, Figure] | None
    moods: tuple[tuple[str, Share], ...]
    themes: tuple[tuple[str, Share], ...]
    fresh: tuple[Fresh, ...]


def shown_mood(site: Site, listing: Listing, when: When) -> Shown | None:
    """Return what fans feel about a title as of a day, None where nothing is known of it."""
    pulse = site.moods.of(listing, when)
    if pulse is None:
        return None
    name = str(listing.installment)
    wide, narrow = (mood_chart(pulse.months, name=name, width=w) for w in (WIDE, NARROW))
    enough = pulse.now.writers >= FEW
    return Shown(
        headline(pulse),
        (wide, narrow) if wide and narrow else None,
        _named(pulse.now.moods, MOOD_NAMES) if enough else (),
        _named(pulse.now.themes, THEME_NAMES) if enough else (),
        pulse.fresh,
    )


def _named(shares: Sequence[Share], names: Mapping[str, str]) -> tuple[tuple[str, Share], ...]:
    told = sorted((s for s in shares if s.quotes), key=lambda s: (-s.share, s.name))
    return tuple((names[share.name].capitalize(), share) for share in told)
