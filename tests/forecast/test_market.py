"""What kind of installment it is, as far as its making depends on it."""

import pytest

from airdate.forecast.market import TRAITS, broadcasters, traits
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
    ],
)
def test_traits_of_a_profile(profile: Profile, season: int | None, expected: set[str]) -> None:
    """Country, kind, service and place; a later American season on Netflix has none."""
    actual = traits(profile, season=season)

    assert expected == actual
    assert actual <= set(TRAITS)


def test_broadcasters_are_a_list_of_names() -> None:
    """Compared as titles are, so that case and signs do not matter."""
    assert {"tvn", "bbc one", "nhk"} <= broadcasters()
    assert "name" not in broadcasters()
