"""`airdate follow`, `following`, `import-list`, `identify`: what they print and what they keep."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.catalogues.player import RECORDINGS, Player, playing

from airdate.catalogues import tmdb, tvmaze, wikidata
from airdate.cli import following, identifying, listing
from airdate.documents.fetch import Fetcher
from airdate.lists import KINDS

if TYPE_CHECKING:
    from tests.cli.conftest import Answer, Call

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock of the doors, so that what lies ahead stays ahead."""
    for module in (following, identifying, listing):
        monkeypatch.setattr(module, "now", lambda: NOW)


@pytest.fixture
def player(monkeypatch: pytest.MonkeyPatch) -> Iterator[Player]:
    """Yield a player that stands for all catalogues."""
    with playing() as found:
        for module in (tvmaze, wikidata, tmdb):
            monkeypatch.setattr(module, "BASE", found.base)
        asker = Fetcher(now=NOW, allow_private=True)
        monkeypatch.setattr(identifying, "fetcher", lambda: asker)
        yield found


def _rows(call: Call, db: Path) -> list[dict[str, Any]]:
    answer = call("following", "--as-of", "2026-03-10", "--format", "json", "--db", db)
    found: list[dict[str, Any]] = answer.lines()
    return found


def _names(call: Call, db: Path) -> list[tuple[str, int | None]]:
    return [(row["title"], row["season"]) for row in _rows(call, db)]


class TestFollow:
    """Titles followed by hand."""

    def test_several(self, call: Call, db: Path) -> None:
        """Several titles at once, each as in a list; again they are no news."""
        told = call("follow", "Night Harbour S02", "The Salt Road (2027)", "--db", db)
        assert (0, "") == (told.code, told.err)
        assert "Following Night Harbour, season 2. No news yet; no date yet." in told.out
        assert [("Night Harbour", 2), ("The Salt Road", None)] == _names(call, db)
        again = call("follow", "night harbour", "--season", "2", "--db", db)
        assert "Night Harbour, season 2 was followed already" in again.out

    def test_next_season(self, call: Call, db: Path, article: Path) -> None:
        """A series is followed for the season that is awaited."""
        call("add", article, "--db", db)
        told = call("follow", "the long wait", "--db", db)
        assert "Following The Long Wait: The Long Wait, season 2 is awaited." in told.out
        (row,) = _rows(call, db)
        assert (None, 2, "filming_wrap") == (
            row["season"],
            row["awaited_season"],
            row["known"]["stage"],
        )

    def test_initials(self, call: Call, db: Path, article: Path) -> None:
        """What stands for a title of the ledger is that title; what is only like it is not."""
        call("add", article, "--db", db)
        call("follow", "tlw", "--season", "3", "--db", db)
        told = call("follow", "The Long Waits", "--db", db)
        assert "The ledger knows The Long Wait; The Long Waits is followed" in told.err
        assert [("The Long Wait", 3), ("The Long Waits", None)] == sorted(_names(call, db))

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["..."], "no title"),
            ([""], "no title"),
            (["Night Harbour S02E03"], "names an episode"),
            (["https://www.imdb.com/title/tt1400001/"], "address"),
            (["Night Harbour S02", "--season", "3"], "names season 2, and --season 3"),
            (["Night\nHarbour"], "not one title"),
        ],
    )
    def test_refused(self, call: Call, db: Path, arguments: list[str], words: str) -> None:
        """What is no title is a fault of the call, and nothing is kept."""
        told = call("follow", "Ebb", *arguments, "--db", db)
        assert (2, True) == (told.code, words in told.err)
        assert not db.exists()

    def test_unfollow(self, call: Call, db: Path) -> None:
        """One season, or all that is followed of a work."""
        call("follow", "Ebb", "Ebb S01", "Ebb S02", "Quay", "--db", db)
        assert 0 == call("unfollow", "ebb", "--season", "1", "--db", db).code
        told = call("unfollow", "Ebb", "--db", db)
        assert "No longer following Ebb.\nNo longer following Ebb, season 2.\n" == told.out
        assert [("Quay", None)] == _names(call, db)
        missing = call("unfollow", "Quay", "--season", "4", "--db", db)
        assert (2, True) == (missing.code, "Followed: Quay." in missing.err)

    def test_nothing(self, call: Call, db: Path) -> None:
        """An empty list says how to begin."""
        call("follow", "Ebb", "--db", db)
        call("unfollow", "Ebb", "--db", db)
        assert "Nothing is followed." in call("following", "--db", db).out

    def test_table(self, call: Call, db: Path, article: Path) -> None:
        """The table tells what is awaited, how far it is, and where the wish came from."""
        call("add", article, "--db", db)
        call("follow", "The Long Wait", "Ebb", "--db", db)
        told = call("following", "--as-of", "2026-03-10", "--db", db).out
        first, second = (line.split() for line in told.strip().splitlines()[-2:])
        assert ["The", "Long", "Wait", "season", "2", "Filming", "wrap"] == first[:7]
        assert ["Ebb", "no", "news", "yet", "no", "date", "yet", "by", "hand"] == second


WATCHLIST = [
    {
        "type": "show",
        "listed_at": "2026-01-01T00:00:00.000Z",
        "show": {"title": "Night Harbour", "year": 2023, "ids": {"trakt": 1, "tvdb": 4001}},
    },
    {"type": "person", "person": {"name": "Ada Bell"}},
    {
        "plays": 1,
        "last_watched_at": "2026-01-01T00:00:00.000Z",
        "movie": {"title": "The Salt Road", "year": 2025, "ids": {"trakt": 2, "tmdb": 6001}},
    },
]


class TestImportList:
    """Lists of trackers and servers, followed."""

    def _list(self, tmp_path: Path, entries: Any = WATCHLIST) -> Path:
        path = tmp_path / "lists-watchlist.json"
        path.write_text(json.dumps(entries), encoding="utf-8")
        return path

    def test_file(self, call: Call, db: Path, tmp_path: Path) -> None:
        """What was taken, what is left out and why; again, all was there."""
        path = self._list(tmp_path)
        told = call("import-list", path, "--db", db)
        assert (
            "+ Night Harbour\n"
            "lists-watchlist.json, read as trakt: 1 followed now, 0 were followed already, "
            "2 left out.\nNext: airdate following\n"
        ) == told.out
        assert "entry 3: The Salt Road: you have seen it" in told.err
        assert "entry 2: it is a person" in told.err
        (row,) = _rows(call, db)
        assert ({"tvdb": "4001"}, "lists-watchlist.json") == (row["ids"], row["origin"])
        again = call("import-list", path, "--db", db)
        assert "= Night Harbour, as before\n" in again.out
        assert "0 followed now, 1 were followed already" in again.out

    def test_seen(self, call: Call, db: Path, tmp_path: Path) -> None:
        """Films that were seen are taken where that is wanted."""
        call("import-list", self._list(tmp_path), "--seen", "--db", db)
        assert [("Night Harbour", None), ("The Salt Road", None)] == _names(call, db)

    def test_dry_run(self, call: Call, db: Path, tmp_path: Path) -> None:
        """A trial tells the same and keeps nothing, nor makes a ledger."""
        path = self._list(tmp_path)
        told = call("import-list", path, "--dry-run", "--db", db)
        assert "1 would be followed, 0 were followed already" in told.out
        assert not db.exists()
        call("import-list", path, "--db", db)
        assert "0 would be followed, 1" in call("import-list", path, "--dry-run", "--db", db).out

    def test_standard_input(self, call: Call, db: Path) -> None:
        """A text with a title a line, piped in."""
        told = call("import-list", "-", "--db", db, stdin="# mine\nEbb\nQuay S02\n...\n")
        assert (0, True) == (told.code, "line 4: it has no title" in told.err)
        assert [("Ebb", None), ("Quay", 2)] == _names(call, db)

    @pytest.mark.parametrize(
        ("content", "code", "words"),
        [
            (b"<html>Sign in</html>", 1, "web page"),
            (b"...\n", 1, "no title"),
            (b"PK\x03\x04", 1, "broken zip"),
            (b"", 1, "empty"),
        ],
    )
    def test_no_list(
        self, call: Call, db: Path, tmp_path: Path, content: bytes, code: int, words: str
    ) -> None:
        """What is no list is told, and fails."""
        path = tmp_path / "list.bin"
        path.write_bytes(content)
        told = call("import-list", path, "--db", db)
        assert (code, True) == (told.code, words in told.err)

    @pytest.mark.parametrize("place", ["missing.csv", "."])
    def test_no_file(self, call: Call, db: Path, place: str) -> None:
        """A file that is not there, or a folder, is a fault of the call."""
        assert 2 == call("import-list", place, "--db", db).code

    def test_hostile_title(self, call: Call, db: Path, tmp_path: Path) -> None:
        """No control character of a list reaches the terminal."""
        shown = {"title": "Ebb\x1b]0;gone\x07", "ids": {}}
        path = self._list(tmp_path, [{"type": "show", "show": shown}])
        told = call("import-list", path, "--db", db)
        assert (1, False, False) == (told.code, "\x1b" in told.out, "\x1b" in told.err)

    def test_kinds(self) -> None:
        """The kinds of the help are those of the lists."""
        assert (*listing._KINDS, "text") == KINDS


SERIES = [
    {
        "title": "Night Harbour",
        "year": 2023,
        "tvdbId": 4001,
        "monitored": True,
        "seriesType": "standard",
        "seasons": [],
    }
]


class TestServer:
    """Sonarr and Radarr by their addresses."""

    def _import(self, call: Call, db: Path, player: Player, *more: str) -> Answer:
        return call("import-list", player.base, "--kind", "sonarr", *more, "--db", db)

    def test_sonarr(
        self, call: Call, db: Path, player: Player, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The server is asked with the key of the environment, which is never told."""
        monkeypatch.setenv("AIRDATE_SONARR_KEY", "k" * 32)
        player.answer("/api/v3/series", json.dumps(SERIES).encode())
        told = self._import(call, db, player, "--allow-private")
        assert (["/api/v3/series"], "k" * 32) == (player.asked, player.sent[0]["X-Api-Key"])
        assert [("Night Harbour", None)] == _names(call, db)
        assert "k" * 32 not in told.out + told.err

    def test_private_address(
        self, call: Call, db: Path, player: Player, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A server of this network is asked only where that is said."""
        monkeypatch.setenv("AIRDATE_SONARR_KEY", "k" * 32)
        told = self._import(call, db, player)
        assert (1, [], True) == (told.code, player.asked, "--allow-private" in told.err)

    def test_no_key(self, call: Call, db: Path, player: Player) -> None:
        """Without a key nothing is asked."""
        told = self._import(call, db, player, "--allow-private")
        assert (2, [], True) == (told.code, player.asked, "AIRDATE_SONARR_KEY" in told.err)

    @pytest.mark.parametrize(
        ("status", "words"),
        [(401, "Check AIRDATE_SONARR_KEY"), (404, "http://host/sonarr"), (500, "answered 500")],
    )
    def test_refusals(
        self,
        call: Call,
        db: Path,
        player: Player,
        monkeypatch: pytest.MonkeyPatch,
        status: int,
        words: str,
    ) -> None:
        """What the server refuses is told with the remedy."""
        monkeypatch.setenv("AIRDATE_SONARR_KEY", "k" * 32)
        player.answer("/api/", b"{}", status=status)
        told = self._import(call, db, player, "--allow-private")
        assert (1, True) == (told.code, words in told.err)

    def test_which_server(self, call: Call, db: Path, player: Player) -> None:
        """A bare address does not say what answers there."""
        told = call("import-list", player.base, "--allow-private", "--db", db)
        assert (2, True) == (told.code, "--kind sonarr" in told.err)
        named = player.base.replace("//", "//ada:secret@")
        for more in ([], ["--kind", "sonarr"]):
            told = call("import-list", named, *more, "--db", db)
            assert (False, []) == ("secret" in told.err, player.asked)


class TestIdentify:
    """A title found in catalogues, with what they list."""

    def _play(self, player: Player) -> None:
        player.play("/search/shows", "tvmaze_search")
        player.play("/shows/71", "tvmaze_show")
        player.play("/shows/9", "tvmaze_show_ended")
        player.play("ids=Q907311", "wikidata_labels")
        player.play("list=search", "wikidata_by_number")
        player.play("EntityData", "wikidata_entity")
        player.play("wbgetentities", "wikidata_entities")

    def test_choose(self, call: Call, db: Path, player: Player) -> None:
        """Of two of one name a person chooses; nothing is kept before."""
        self._play(player)
        told = call("identify", "night harbour", "--db", db)
        assert 2 == told.code
        assert "  1  Night Harbour (the same title, of 2023, a series, Netflix" in told.out
        assert 'airdate identify "night harbour" --choose N' in told.err
        told = call("identify", "night harbour", "--choose", "1", "--db", db)
        assert 0 == told.code
        assert "* 1  Night Harbour" in told.out
        assert "  Season 3 of “Night Harbour” premieres on June 5, 2026 on Netflix." in told.out
        assert "  4 claims recorded" in told.out
        assert "  numbers: tvmaze:71 tvdb:4001 imdb:tt1400001" in told.out
        assert "  also called: Port de nuit; 밤의 항구" in told.out
        assert "Night Harbour in Wikidata, 20 February 2026" in told.out

    def test_brief(self, call: Call, db: Path, player: Player) -> None:
        """The catalogue's day stands in the brief, and leads to the catalogue's sentence."""
        self._play(player)
        call("identify", "Night Harbour", "--choose", "1", "--db", db)
        asked = ("--as-of", "2026-03-10", "--db", db)
        told = call("brief", "night harbour 3", *asked).out
        assert "5 June 2026" in told
        ref = next(word for word in told.split() if word.strip("[]").endswith(".release"))
        chain = " ".join(call("explain", ref, *asked).out.split())
        assert "Season 3 of “Night Harbour” premieres on »June 5, 2026« on Netflix, as" in chain
        assert "outlet: tvmaze.com (catalogue)" in chain

    def test_again(self, call: Call, db: Path, player: Player) -> None:
        """Asked again, it finds the work by its number, and records nothing."""
        self._play(player)
        call("identify", "Night Harbour", "--choose", "1", "--db", db)
        before = call("export", "--db", db).out
        told = call("identify", "Night Harbour", "--db", db)
        assert "TVmaze: Night Harbour, by a number known already." in told.out
        assert 2 == told.out.count("as it was recorded before")
        assert before == call("export", "--db", db).out

    def test_moved_day(self, call: Call, db: Path, player: Player) -> None:
        """A day that moves in the catalogue is a new claim; one that moves back, another."""
        show = json.loads((RECORDINGS / "tvmaze_show.json").read_bytes())
        asked = ("identify", "Night Harbour", "--catalogue", "tvmaze", "--db", db)
        player.play("/search/shows", "tvmaze_search")
        days = ["2026-06-05", "2026-09-04", "2026-06-05"]
        for number, day in enumerate(days):
            show["updated"] += 86_400 * number
            show["_embedded"]["seasons"][2]["premiereDate"] = day
            player.answers.clear()
            player.play("/search/shows", "tvmaze_search")
            player.answer("/shows/71", json.dumps(show).encode())
            told = call(*asked, *(["--choose", "1"] if number == 0 else []))
            assert "4 claims recorded" in told.out
        told = call("brief", "night harbour 3", "--as-of", "2026-03-10", "--db", db)
        assert "5 June 2026" in told.out

    def test_following(self, call: Call, db: Path, player: Player) -> None:
        """A series that is followed awaits the first season that is not out."""
        self._play(player)
        call("follow", "Night Harbour", "--db", db)
        call("identify", "Night Harbour", "--choose", "1", "--db", db)
        (row,) = _rows(call, db)
        assert 3 == row["awaited_season"]
        assert {"tvmaze", "tvdb", "imdb", "tmdb", "wikidata"} == set(row["ids"])

    def test_chosen_anew(self, call: Call, db: Path, player: Player) -> None:
        """Another choice takes the place of the first, with its numbers."""
        self._play(player)
        asked = ("identify", "Night Harbour", "--catalogue", "tvmaze", "--db", db)
        call("follow", "Night Harbour", "--db", db)
        call(*asked, "--choose", "1")
        assert 0 == call(*asked, "--choose", "2").code
        assert [{"tvmaze": "9"}] == [row["ids"] for row in _rows(call, db)]

    def test_season(self, call: Call, db: Path, player: Player) -> None:
        """Seasons after the one asked for are left out."""
        self._play(player)
        asked = ("identify", "Night Harbour", "--season", "2", "--choose", "1", "--db", db)
        told = call(*asked, "--catalogue", "tvmaze")
        assert (True, False) == ("Season 2 of" in told.out, "Season 3 of" in told.out)

    def test_alias_of_another(self, call: Call, db: Path, player: Player) -> None:
        """A name that is another work's already is not taken from it."""
        self._play(player)
        call("alias", "Port de nuit", "The Salt Road", "--db", db)
        told = call("identify", "Night Harbour", "--choose", "1", "--db", db)
        assert "not kept, as the name of another work: Port de nuit" in told.err
        assert "Port de nuit = The Salt Road" in call("alias", "--db", db).out

    def test_nothing_found(self, call: Call, db: Path, player: Player) -> None:
        """A title that no catalogue knows."""
        player.answer("/search/shows", b"[]")
        player.answer("wbsearchentities", b'{"search":[],"success":1}')
        told = call("identify", "Night Harbour", "--db", db)
        assert (2, True) == (told.code, "TVmaze, Wikidata found nothing like" in told.err)

    def test_number_beyond(self, call: Call, db: Path, player: Player) -> None:
        """A number that is not among the candidates is a fault of the call."""
        self._play(player)
        told = call("identify", "Night Harbour", "--choose", "9", "--db", db)
        assert (2, True) == (told.code, "found 3, not 9" in told.err)

    def test_second_catalogue_fails(self, call: Call, db: Path, player: Player) -> None:
        """What the first one lists is kept though the next one is busy."""
        player.play("/search/shows", "tvmaze_search")
        player.play("/shows/71", "tvmaze_show")
        player.answer("/w/api.php", status=429, Retry_After="9")
        told = call("identify", "Night Harbour", "--choose", "1", "--db", db)
        assert (0, True) == (told.code, "Wikidata is busy" in told.err)
        assert "4 claims recorded" in told.out

    def test_first_catalogue_fails(self, call: Call, db: Path, player: Player) -> None:
        """Nothing is kept where the one that decides does not answer."""
        player.answer("/", b"<html>", Content_Type="text/html")
        told = call("identify", "Night Harbour", "--db", db)
        assert (1, True) == (told.code, "something else than JSON" in told.err)

    def test_tmdb(
        self, call: Call, db: Path, player: Player, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A film, with a key of the environment, which is never told."""
        assert 1 == call("identify", "The Salt Road", "--catalogue", "tmdb", "--db", db).code
        monkeypatch.setenv("AIRDATE_TMDB_KEY", "a1" * 16)
        player.play("/3/search/multi", "tmdb_search")
        player.play("/3/movie/6001", "tmdb_film")
        told = call("identify", "The Salt Road", "--catalogue", "tmdb", "--db", db)
        assert (0, False) == (told.code, "a1a1" in told.out + told.err)
        assert "The film “The Salt Road” will be released on May 5, 2027." in told.out
        brief = call("brief", "salt road", "--as-of", "2026-03-10", "--db", db)
        assert "5 May 2027" in brief.out
