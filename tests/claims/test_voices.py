"""Lines of threads and interviews: who speaks is credited for them and is nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from airdate import claims
from airdate.claims.voices import voices
from airdate.documents import compose
from airdate.model import Credit

DAY = date(2025, 12, 20)


@pytest.mark.parametrize(
    ("paragraphs", "names"),
    [
        (["lamp_keeper: It slips.", "No, it does not."], ["lamp_keeper"]),
        (["@papercup: It slips."], ["papercup"]),
        (["tideline7: It slips."], ["tideline7"]),
        (["Noor Vale: It slips.", "And then?", "Noor Vale: It wraps."], ["Noor Vale"] * 2),
        (["papercup: It slips.", "papercup: It wraps."], ["papercup"] * 2),
        (["Update: It slips.", "Update: It wraps."], []),
        (["Director: Noor Vale", "Director: Joel Lund"], []),
        (["papercup: It slips."], []),
        (["He said this: it slips."], []),
    ],
)
def test_a_line_tells_its_speaker(paragraphs: list[str], names: list[str]) -> None:
    """Handles by their form, names where they open two lines; no labels, no jobs."""
    assert names == [voice.name for voice in voices(compose("A heading", paragraphs))]


def test_a_line_has_all_sentences_of_its_paragraph() -> None:
    """The speaker has the floor to the end of the paragraph."""
    found = voices(compose("A heading", ["lamp_keeper: It slips. Wait for May.", "It wraps."]))
    assert [(1, 2)] == [voice.sentences for voice in found]


def test_the_speaker_is_the_source_unless_the_line_names_another() -> None:
    """Whom the words credit comes before the one who writes them."""
    document = compose(
        "Low Tide season 2",
        [
            "lamp_keeper: Season 2 of Low Tide will be released in May 2026.",
            "tideline7: Netflix said that it will be released in July 2026.",
            "It will be released in August 2026.",
        ],
        published=DAY,
    )
    reading = claims.read(document, anchor=DAY)
    assert ["lamp_keeper", "Netflix", None] == [claim.source for claim in reading.claims]


def test_the_speaker_is_nobody_of_the_cast() -> None:
    """A prefix is no person of the claims in its line."""
    document = compose(
        "Low Tide season 2",
        ["Noor Vale: Mia Hart returns as Jo.", "Noor Vale: Ola Berg joins the cast."],
        published=DAY,
    )
    found = claims.read(document, anchor=DAY).claims
    people = [c.statement.person for c in found if isinstance(c.statement, Credit)]
    assert ["Mia Hart", "Ola Berg"] == people
    assert {"Noor Vale"} == {claim.source for claim in found}
