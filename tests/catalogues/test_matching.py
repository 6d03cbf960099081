"""Which candidate a title means."""

from __future__ import annotations

from airdate.catalogues import Candidate, choice, matched
from airdate.model import WorkKind

NEW = Candidate("71", "Night Harbour", WorkKind.SERIES, 2023, "Netflix")
OLD = Candidate("9", "Night Harbour", WorkKind.SERIES, 1978)
FILM = Candidate("5", "Night Harbour", WorkKind.FILM, 2023)
INN = Candidate("40", "Night Harbour Inn", WorkKind.SERIES)
KOREAN = Candidate("8", "밤의 항구", WorkKind.SERIES, names=("Night Harbour",))


def test_only_one_of_the_name() -> None:
    """The one that bears the name is meant, wherever the search ranked it."""
    assert NEW == choice(matched([INN, NEW], "the night harbour!"))


def test_two_of_the_name() -> None:
    """Of two a person chooses, unless the year or the kind decides."""
    assert choice(matched([NEW, OLD], "Night Harbour")) is None
    assert OLD == choice(matched([NEW, OLD], "Night Harbour", year=1979))
    assert FILM == choice(matched([NEW, FILM], "Night Harbour", kind=WorkKind.FILM))


def test_other_names() -> None:
    """A name that the catalogue or the ledger knows counts, a bit less than the title."""
    assert KOREAN == choice(matched([KOREAN, INN], "Night Harbour"))
    assert NEW == choice(matched([INN, NEW], "Port de nuit", names=["Night Harbour"]))
    assert choice(matched([KOREAN, NEW], "Night Harbour")) is None


def test_none_of_the_name() -> None:
    """What only begins alike is never taken by itself."""
    assert choice(matched([INN], "Night Harbour")) is None
    assert choice([]) is None


def test_why() -> None:
    """Each candidate says what speaks for it and against it."""
    first, second = matched([FILM, NEW], "Night Harbour", year=2020, kind=WorkKind.SERIES)
    assert ("the same title", "of 2023, not 2020", "a series", "Netflix") == first.why
    assert ("the same title", "of 2023, not 2020", "a film, not a series") == second.why
