"""What kind of installment it is, as far as its making depends on it."""

import pytest

from airdate.forecast.market import TRAITS, broadcasters, genre_rows, scale, traits
from airdate.model import Profile


@pytest.mark.parametrize(
    ("profile", "season", "expected"),
    [
        (Profile("series", "US", "Netflix"), 2, set()),
        (Profile("series", "US", "Netflix"), 1, {"first"}),
        (Profile("series", "US", "Disney+"), 2, {"elsewhere"}),
        (Profile("series", "KR", "tvN"), 2, {"KR", "broadcast", "live"}),
        (Profile("series", "KR", "Netflix"), 2, {"KR"}),
        (Profile("series", "JP", "MBS/Netflix"), 2, {"JP", "broadcast"}),
        (Profile("series", "GB", "BBC One"), 3, {"GB", "broadcast"}),
        (Profile("series", "FR", None), 2, {"other"}),
        (Profile("film", "US", "theatrical"), None, {"film"}),
        (Profile(), None, {"other"}),
        (Profile("series", "US", "Netflix", genre="dark fantasy"), 4, {"effects", "late"}),
        (Profile("film", "US", genre="romantic comedy"), None, {"film", "everyday"}),
    ],
)
def test_traits_of_a_profile(profile: Profile, season: int | None, expected: set[str]) -> None:
    """Country, kind, service and place; a second American season on Netflix has none."""
    actual = traits(profile, season=season)

    assert expected == actual
    assert actual <= set(TRAITS)


def test_broadcasters_are_a_list_of_names() -> None:
    """Compared as titles are, so that case and signs do not matter."""
    assert {"tvn", "bbc one", "nhk"} <= broadcasters()
    assert "name" not in broadcasters()


@pytest.mark.parametrize(("word", "told", "example"), genre_rows())
def test_each_genre_is_told_in_its_example(word: str, told: str, example: str) -> None:
    """The word is found in it; what has effects and people has effects."""
    assert told in ("effects", "everyday")
    assert (told, "effects") == (scale(example), scale(f"{example} fantasy"))
    assert word.split()[0] in example.casefold()


@pytest.mark.parametrize("genre", [None, "", "heist thriller", "anime", "docudramatic"])
def test_what_no_genre_tells_is_left_open(genre: str | None) -> None:
    """Words are compared whole."""
    assert scale(genre) is None
