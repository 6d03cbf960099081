"""What other sentences on a person say, weighed in: in work that grows with the text alone."""

from __future__ import annotations

import sys
from datetime import date
from types import FrameType

from airdate import claims
from airdate.claims.cast import decisions
from airdate.documents import compose


def _steps(sentences: int) -> int:
    """Return how often something is called in the choice of kinds, one person in each sentence."""
    document = compose("Night Ferry", ["Mia Hart returns as Jo in season two."] * sentences)
    count = 0

    def seen(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and frame.f_code.co_filename == decisions.__file__

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        found = claims.read(document, anchor=date(2026, 2, 1))
    finally:
        sys.setprofile(before)
    assert len(found.claims) >= sentences
    return count


def test_twice_the_sentences_on_a_person_are_twice_the_work() -> None:
    """Each is weighed beside all others, which are added up once: not one by one for each."""
    assert 1.5 < _steps(80) / _steps(40) < 2.5
