"""The clients of the catalogues, against recorded answers and against broken ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.catalogues.player import RECORDINGS, Player

from airdate.catalogues import Candidate, Season, Tmdb, TVmaze, Wikidata
from airdate.catalogues import tmdb as tmdb_parsing
from airdate.catalogues import tvmaze as tvmaze_parsing
from airdate.catalogues import wikidata as wikidata_parsing
from airdate.catalogues.forms import Catalogue
from airdate.documents.fetch import Fetcher
from airdate.errors import SourceError
from airdate.model import DateRange, Identifier, Scheme, WorkKind

FILM, SERIES = WorkKind.FILM, WorkKind.SERIES
KEY = "0123456789abcdef0123456789abcdef"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJhaXJkYXRlIn0.c2lnbmF0dXJl"  # noqa: S105 -- invented


def _on(text: str) -> DateRange:
    return DateRange.on(date.fromisoformat(text))


def _recorded(name: str) -> Any:
    return json.loads((RECORDINGS / f"{name}.json").read_bytes())


def _values(ids: tuple[Identifier, ...]) -> dict[str, str]:
    return {each.scheme.value: each.value for each in ids}


class TestTVmaze:
    """TVmaze: search, look-up by number, a series with its seasons."""

    def test_search(self, player: Player, fetcher: Fetcher) -> None:
        """The candidates come as the catalogue ranks them, with what tells them apart."""
        player.play("/search/shows", "tvmaze_search")
        found = TVmaze(fetcher, base=player.base).search("Night Harbour & Co/?")
        assert ["71", "9", "40"] == [each.number for each in found]
        assert (
            Candidate("71", "Night Harbour", SERIES, 2023, "Netflix, English, Running") == found[0]
        )
        assert ["/search/shows?q=Night%20Harbour%20%26%20Co%2F%3F"] == player.asked

    def test_work(self, player: Player, fetcher: Fetcher) -> None:
        """Seasons with their premieres, the first episode's where a season has none; numbers."""
        player.play("/shows/71?embed%5B%5D=seasons", "tvmaze_show")
        work = TVmaze(fetcher, base=player.base).work(Candidate("71", "Night Harbour", SERIES))
        assert (
            Season(1, _on("2023-03-03"), "Netflix"),
            Season(2, _on("2024-05-02"), "Netflix"),
            Season(3, _on("2026-06-05"), "Netflix"),
            Season(4, None, "Netflix"),
        ) == work.seasons
        assert {"tvmaze": "71", "tvdb": "4001", "imdb": "tt1400001"} == _values(work.ids)
        assert ("Port de nuit", "밤의 항구") == work.names
        assert ("running", "Running", "Netflix") == (work.standing, work.status, work.network)
        assert date(2026, 3, 3) == work.updated

    def test_by_identifier(self, player: Player, fetcher: Fetcher) -> None:
        """A number of IMDb or TVDB leads to the series, past a redirect; of Wikidata nowhere."""
        player.answer("/lookup/shows?imdb=tt1400001", status=301, Location="/shows/71")
        player.play("/shows/71", "tvmaze_show")
        client = TVmaze(fetcher, base=player.base)
        found = client.by_identifier(Identifier(Scheme.IMDB, SERIES, "tt1400001"))
        assert found
        assert "71" == found.number
        assert client.by_identifier(Identifier(Scheme.TVDB, SERIES, "9")) is None
        assert client.by_identifier(Identifier(Scheme.WIKIDATA, SERIES, "Q7001")) is None

    def test_gone(self, player: Player, fetcher: Fetcher) -> None:
        """A series that was there and is no longer is told so."""
        with pytest.raises(SourceError, match="no series 71 any more"):
            TVmaze(fetcher, base=player.base).work(Candidate("71", "Night Harbour", SERIES))

    @pytest.mark.parametrize("name", ["tvmaze_show_in_development", "tvmaze_show_ended"])
    def test_standing(self, name: str) -> None:
        """How a series stands, in one set of words for all catalogues."""
        expected = {"tvmaze_show_in_development": "announced", "tvmaze_show_ended": "ended"}
        assert expected[name] == tvmaze_parsing.listed(_recorded(name)).standing


class TestWikidata:
    """Wikidata: search, other catalogues' numbers, labels and aliases."""

    def _play(self, player: Player) -> None:
        player.play("action=wbsearchentities", "wikidata_search")
        player.play("ids=Q907311", "wikidata_labels")
        player.play("action=wbgetentities", "wikidata_entities")
        player.play("list=search", "wikidata_by_number")
        player.play("Special:EntityData/Q7001.json", "wikidata_entity")

    def test_search(self, player: Player, fetcher: Fetcher) -> None:
        """Series and films alone: no painting, no season."""
        self._play(player)
        (found,) = Wikidata(fetcher, base=player.base).search("Night Harbour")
        assert ("Q7001", SERIES, 2023, "2023 television series") == (
            found.number,
            found.kind,
            found.year,
            found.about,
        )
        assert "밤의 항구" in found.names

    def test_work(self, player: Player, fetcher: Fetcher) -> None:
        """Numbers that hold, names in several languages, the broadcaster by name, the start."""
        self._play(player)
        work = Wikidata(fetcher, base=player.base).work(Candidate("Q7001", "", SERIES))
        assert {
            "wikidata": "Q7001",
            "imdb": "tt1400001",
            "tvmaze": "71",
            "tmdb": "5001",
            "tvdb": "4001",
        } == _values(work.ids)
        names = ("밤의 항구", "夜の港", "Nachthafen", "Port de nuit", "NH", "The Night Harbour")
        assert (*names, "El puerto nocturno") == work.names
        assert (Season(1, _on("2023-03-03"), "Netflix"),) == work.seasons
        assert date(2026, 2, 20) == work.updated

    def test_by_identifier(self, player: Player, fetcher: Fetcher) -> None:
        """A number of another catalogue leads to the item that states it."""
        self._play(player)
        client = Wikidata(fetcher, base=player.base)
        found = client.by_identifier(Identifier(Scheme.TMDB, SERIES, "5001"))
        assert found
        assert "Q7001" == found.number
        assert "srsearch=haswbstatement%3AP4983%3D5001" in player.asked[0]

    def test_film(self) -> None:
        """Of several days of publication the earliest, no more exact than it is stated."""
        work = wikidata_parsing.listed(wikidata_parsing.entity(_recorded("wikidata_film")))
        assert (FILM, "The Salt Road", ("소금길",)) == (work.kind, work.title, work.names)
        assert DateRange(date(2027, 11, 1), date(2027, 11, 30)) == work.release

    @pytest.mark.parametrize(
        ("time", "precision", "expected"),
        [
            ("+2027-05-05T00:00:00Z", 11, "2027-05-05/2027-05-05"),
            ("+2027-02-00T00:00:00Z", 10, "2027-02-01/2027-02-28"),
            ("+2027-12-01T00:00:00Z", 10, "2027-12-01/2027-12-31"),
            ("+2027-00-00T00:00:00Z", 9, "2027-01-01/2027-12-31"),
            ("+2020-00-00T00:00:00Z", 8, None),
            ("-0044-03-15T00:00:00Z", 11, None),
            ("+99999-01-01T00:00:00Z", 9, None),
            (None, 11, None),
            ("+2027-13-45T00:00:00Z", 11, None),
        ],
    )
    def test_times(self, time: str | None, precision: int, expected: str | None) -> None:
        """A moment is the days that its precision leaves."""
        found = wikidata_parsing._time({"time": time, "precision": precision})
        assert expected == (str(found) if found else None)

    def test_missing(self, player: Player, fetcher: Fetcher) -> None:
        """An item that is not there, and an error of the API, are told."""
        player.answer("EntityData", b'{"entities":{"Q1":{"id":"Q1","missing":""}}}')
        player.answer("api.php", b'{"error":{"code":"x","info":"The search is too long"}}')
        client = Wikidata(fetcher, base=player.base)
        with pytest.raises(SourceError, match="another form"):
            client.work(Candidate("Q1", "x", SERIES))
        with pytest.raises(SourceError, match="too long"):
            client.search("x")


class TestTmdb:
    """TMDB: with a key of v3 in the address, or a token of v4 in the head."""

    def test_search(self, player: Player, fetcher: Fetcher) -> None:
        """Series and films; people are left out. The key goes along."""
        player.play("/3/search/multi", "tmdb_search")
        found = Tmdb(fetcher, key=KEY, base=player.base).search("Night Harbour")
        assert [("5001", SERIES, 2023), ("6001", FILM, None)] == [
            (each.number, each.kind, each.year) for each in found
        ]
        assert ("밤의 항구",) == found[0].names
        assert f"api_key={KEY}" in player.asked[0]

    def test_token(self, player: Player, fetcher: Fetcher) -> None:
        """A token stands in the head, never in the address."""
        player.play("/3/search/multi", "tmdb_search")
        Tmdb(fetcher, key=f" {TOKEN}\n", base=player.base).search("Night Harbour")
        assert f"Bearer {TOKEN}" == player.sent[0]["Authorization"]
        assert TOKEN not in player.asked[0]

    def test_series(self, player: Player, fetcher: Fetcher) -> None:
        """Seasons without the specials, numbers, names in other languages."""
        player.play("/3/tv/5001", "tmdb_series")
        client = Tmdb(fetcher, key=KEY, base=player.base)
        work = client.work(Candidate("5001", "Night Harbour", SERIES))
        assert [1, 2, 3] == [season.number for season in work.seasons]
        assert _on("2026-06-06") == work.seasons[2].premiere
        assert {
            "tmdb": "5001",
            "imdb": "tt1400001",
            "tvdb": "4001",
            "wikidata": "Q7001",
        } == _values(work.ids)
        assert ("밤의 항구", "Nachthafen", "Port de nuit") == work.names
        assert ("running", None) == (work.standing, work.updated)

    def test_film(self) -> None:
        """The day of the release and how far it is."""
        work = tmdb_parsing.listed(_recorded("tmdb_film"), kind=FILM)
        assert (_on("2027-05-05"), "post") == (work.release, work.standing)
        assert ("Saltvegen", "La Route du sel") == work.names

    def test_by_identifier(self, player: Player, fetcher: Fetcher) -> None:
        """A number of IMDb leads to the work."""
        player.play("/3/find/tt1400001", "tmdb_find")
        client = Tmdb(fetcher, key=KEY, base=player.base)
        found = client.by_identifier(Identifier(Scheme.IMDB, SERIES, "tt1400001"))
        assert found
        assert ("5001", SERIES) == (found.number, found.kind)
        assert client.by_identifier(Identifier(Scheme.TVMAZE, SERIES, "71")) is None

    @pytest.mark.parametrize("key", ["", "short", "with blank in the middle of it all", "a\nb" * 9])
    def test_no_key(self, fetcher: Fetcher, key: str) -> None:
        """Without a key nothing is asked, and the remedy names where to get one."""
        with pytest.raises(SourceError, match="needs a key") as caught:
            Tmdb(fetcher, key=key)
        assert "AIRDATE_TMDB_KEY" in caught.value.remedy

    @pytest.mark.parametrize(
        ("status", "body"),
        [(401, b"{}"), (200, None), (500, b""), (302, b""), (200, b"<html>"), (429, b"")],
    )
    def test_key_is_never_told(
        self, player: Player, fetcher: Fetcher, status: int, body: bytes | None
    ) -> None:
        """No error and none of its causes has the key, whatever the server does."""
        refused = (RECORDINGS / "tmdb_refused.json").read_bytes()
        location = f"http://127.0.0.1:1/?api_key={KEY}"
        player.answer("/3/", refused if body is None else body, status=status, Location=location)
        with pytest.raises(SourceError) as caught:
            Tmdb(fetcher, key=KEY, base=player.base).search("Night Harbour")
        told: BaseException | None = caught.value
        while told is not None:
            assert KEY not in f"{told!s}{told!r}"
            told = told.__cause__ or told.__context__


Client = Callable[[Fetcher, str], Catalogue]
CLIENTS: list[Client] = [
    lambda fetcher, base: TVmaze(fetcher, base=base),
    lambda fetcher, base: Wikidata(fetcher, base=base),
    lambda fetcher, base: Tmdb(fetcher, key=KEY, base=base),
]


@pytest.mark.parametrize("client", CLIENTS, ids=["tvmaze", "wikidata", "tmdb"])
class TestBrokenAnswers:
    """Whatever comes instead of an answer is told in words, with a remedy."""

    @pytest.mark.parametrize(
        "body", [b"", b"[", b"<!doctype html>", b'"text"', b"5", b"null", b'{"a":1}', b"[" * 9_999]
    )
    def test_other_shapes(
        self, player: Player, fetcher: Fetcher, client: Client, body: bytes
    ) -> None:
        """Not JSON, or JSON of another form; null is an empty answer."""
        player.answer("/", body)
        made = client(fetcher, player.base)
        if body == b"null" and made.name == "TVmaze":
            assert [] == made.search("Night Harbour")
            return
        with pytest.raises(SourceError) as caught:
            made.search("Night Harbour")
        assert (True, True) == (made.name in caught.value.problem, bool(caught.value.remedy))

    def test_page(self, player: Player, fetcher: Fetcher, client: Client) -> None:
        """A page where JSON should be: a portal of the network, or a wall."""
        player.answer("/", b"<html>Sign in</html>", Content_Type="text/html")
        with pytest.raises(SourceError, match="something else than JSON"):
            client(fetcher, player.base).search("Night Harbour")

    @pytest.mark.parametrize(
        ("status", "headers", "remedy"),
        [
            (429, {"Retry_After": "7"}, "in 7 seconds"),
            (429, {}, "in a minute"),
            (503, {}, "in a minute"),
            (500, {}, "later"),
            (403, {}, "Check the key"),
        ],
    )
    def test_statuses(
        self,
        player: Player,
        fetcher: Fetcher,
        client: Client,
        status: int,
        headers: dict[str, str],
        remedy: str,
    ) -> None:
        """A busy or closed catalogue says when to come again."""
        player.answer("/", status=status, **headers)
        with pytest.raises(SourceError) as caught:
            client(fetcher, player.base).search("Night Harbour")
        assert remedy in caught.value.remedy

    def test_strange_entries(self, client: Client, player: Player, fetcher: Fetcher) -> None:
        """A work whose fields are of other types is refused, never half taken."""
        player.answer("/", b'{"id":"x","name":7,"entities":{"Q1":{"id":5}},"_embedded":[]}')
        with pytest.raises(SourceError):
            client(fetcher, player.base).work(Candidate("1", "x", SERIES))


class TestHostileParts:
    """Fields of other types inside a good answer are left out."""

    def test_tvmaze(self) -> None:
        """Numbers as words, lists as objects, days that are none."""
        show = _recorded("tvmaze_show") | {
            "externals": [1],
            "network": "x",
            "webChannel": {"name": ["x"]},
            "updated": 10**40,
            "premiered": "soon",
            "_embedded": {
                "seasons": [{"number": "1"}, {"number": 2, "premiereDate": 7}, 5, {"number": -1}],
                "akas": {"name": "x"},
                "episodes": [{"season": [1], "airdate": "2026-01-01"}, {"season": 2}],
            },
        }
        work = tvmaze_parsing.listed(show)
        assert (Season(2),) == work.seasons
        assert ((), None, None, "") == (work.names, work.updated, work.year, work.network)

    def test_wikidata(self) -> None:
        """Statements without values, of other types, with numbers that are none."""
        item = wikidata_parsing.entity(_recorded("wikidata_entity"))
        item["claims"] |= {
            "P345": [{"mainsnak": {"snaktype": "novalue"}}, {"mainsnak": []}],
            "P8600": [{"mainsnak": {"datavalue": {"value": "../../etc"}}}],
            "P580": "x",
            "P449": [5],
        }
        work = wikidata_parsing.listed(item)
        assert {"wikidata": "Q7001", "tmdb": "5001", "tvdb": "4001"} == _values(work.ids)
        assert () == work.seasons
