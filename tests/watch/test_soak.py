"""The soak, in short: some sites for some days, checked against the web's own truth."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from evaluation.soak import Verdict, check, play
from evaluation.soak_web import BEGIN, Site, World, world

from airdate.ledger import open_ledger
from airdate.ledger.office import places as office

SEED = 11


@pytest.mark.slow
def test_soak(tmp_path: Path) -> None:
    """Every document is there once, and the log explains each one that is not.

    The checker can fail: where the log loses its lines, what is missing is amiss.
    """
    played = world(16, 3, seed=SEED)
    where = str(tmp_path / "ledger.db")
    result = play(played, where, seed=SEED)
    verdict = check(played, where)
    assert [] == verdict.bad
    assert verdict.wanted == verdict.had + sum(verdict.explained.values())
    assert 0 < verdict.had < verdict.wanted
    assert [] == result.faults
    assert _without_reasons(played, where).bad


def _without_reasons(played: World, where: str) -> Verdict:
    """Return what the checker finds where the log says nothing of what went wrong."""
    with open_ledger(where) as ledger, pytest.MonkeyPatch.context() as patch:
        bare = [
            (replace(visit, reason="", examples=()), place) for visit, place in office.log(ledger)
        ]
        patch.setattr(office, "entries", lambda ledger: iter(bare))
        return check(played, where)


class TestWeb:
    """The web that is played is the same for the same seed, and lies as it is meant to."""

    def test_same(self) -> None:
        """Two worlds of one seed are alike."""
        assert world(5, 5, seed=SEED) == world(5, 5, seed=SEED)

    def test_shown(self) -> None:
        """A feed shows its latest stories; one that rolled off is shown no more."""
        site = max(world(60, 60, seed=SEED).sites, key=lambda each: len(each.stories))
        site = replace(site, ends=BEGIN + timedelta(days=999))
        first = site.stories[0]
        off = site.rolled_off(first)
        assert first in site.shown(off - timedelta(seconds=1))
        assert first not in site.shown(off)

    def test_troubles(self) -> None:
        """Five hundred sites have every kind of trouble."""
        sites = world(500, 60).sites
        assert {"", "etag", "guids", "future"} == {site.lie for site in sites}
        assert {"", "404", "410", "unknown"} == {site.ending for site in sites}
        faults = Counter(what for site in sites for _, _, what in site.faults)
        assert {"500", "404", "hang", "reset", "type", "gzip", "429", "503"} == set(faults)
        assert 100 <= _copies(sites)


def _copies(sites: tuple[Site, ...]) -> int:
    return sum(any(story.text_of == "shared" for story in site.stories) for site in sites)
