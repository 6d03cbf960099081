"""Lists as trackers and servers export them, told by their look; and hostile ones."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from airdate.errors import Refused, SourceError, UsageError
from airdate.lists import Left, Listed, Listing, read_list
from airdate.model import Identifier, Scheme, WorkKind

FILM, SERIES = WorkKind.FILM, WorkKind.SERIES


def _ids(kind: WorkKind, **values: str) -> tuple[Identifier, ...]:
    return tuple(Identifier(Scheme(name), kind, value) for name, value in values.items())


def _read(entries: Any, name: str = "list.json", kind: str = "auto") -> Listing:
    return read_list(json.dumps(entries).encode(), name=name, kind=kind)


def _short(listing: Listing) -> list[tuple[str, int | None]]:
    return [(each.title, each.season) for each in listing.titles]


def _zip(**members: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


SHOW = {
    "title": "Night Harbour",
    "year": 2023,
    "ids": {
        "trakt": 100001,
        "slug": "night-harbour",
        "tvdb": 4001,
        "imdb": "tt1400001",
        "tmdb": 5001,
        "tvrage": None,
    },
}
MOVIE = {
    "title": "The Salt Road",
    "year": 2027,
    "ids": {"trakt": 200001, "slug": "the-salt-road-2027", "imdb": "tt1400002", "tmdb": 6001},
}
SHOW_IDS = _ids(SERIES, tvdb="4001", tmdb="5001", imdb="tt1400001")
MOVIE_IDS = _ids(FILM, tmdb="6001", imdb="tt1400002")


class TestTrakt:
    """Watchlist, watched, collection, ratings, history."""

    def test_watchlist(self) -> None:
        """Shows, films, seasons and the shows of episodes; people are left out."""
        listed = {"rank": 1, "id": 1, "listed_at": "2026-02-01T10:00:00.000Z", "notes": None}
        found = _read(
            [
                listed | {"type": "show", "show": SHOW},
                listed | {"type": "movie", "movie": MOVIE},
                listed | {"type": "season", "season": {"number": 2, "ids": {}}, "show": SHOW},
                listed | {"type": "person", "person": {"name": "Ada Bell"}},
            ]
        )
        assert "trakt" == found.kind
        assert (
            Listed("Night Harbour", 2023, kind=SERIES, ids=SHOW_IDS, place="entry 1"),
            Listed("The Salt Road", 2027, kind=FILM, ids=MOVIE_IDS, place="entry 2"),
            Listed("Night Harbour", 2023, 2, kind=SERIES, ids=SHOW_IDS, place="entry 3"),
        ) == found.titles
        assert [("entry 4", "it is a person")] == [(e.place, e.reason) for e in found.left]

    @pytest.mark.parametrize(
        "entry",
        [
            {
                "plays": 10,
                "last_watched_at": "2024-01-01",
                "show": SHOW,
                "seasons": [{"number": 1}],
            },
            {"last_collected_at": "2024-01-01", "show": SHOW, "seasons": []},
            {"rated_at": "2024-01-01", "rating": 8, "type": "show", "show": SHOW},
            {
                "rated_at": "2024-01-01",
                "rating": 8,
                "type": "season",
                "season": {"number": 1},
                "show": SHOW,
            },
            {
                "id": 7,
                "watched_at": "2024-01-01",
                "action": "watch",
                "type": "episode",
                "episode": {"season": 1, "number": 1, "title": "Ebb"},
                "show": SHOW,
            },
        ],
    )
    def test_seen(self, entry: dict[str, Any]) -> None:
        """What was watched, collected or rated is seen, and followed as a whole."""
        (found,) = _read([entry]).titles
        assert ("Night Harbour", None, True) == (found.title, found.season, found.seen)

    def test_hidden(self) -> None:
        """What its owner hid is not followed."""
        found = _read([{"hidden_at": "2024-01-01", "type": "show", "show": SHOW}])
        assert ((), 1) == (found.titles, len(found.left))

    def test_export(self) -> None:
        """Of the whole export the lists are read; what holds no works of its own is passed over."""
        data = _zip(
            **{
                "watched/watched-shows.json": json.dumps([{"plays": 1, "show": SHOW}]),
                "lists/lists-watchlist.json": json.dumps([{"type": "movie", "movie": MOVIE}]),
                "lists/lists-lists.json": json.dumps([{"name": "Best", "ids": {"trakt": 1}}]),
                "hidden/hidden-progress-watched.json": json.dumps([{"show": SHOW}]),
                "user/user-profile.json": json.dumps({"username": "ada"}),
                "picture.png": b"\x89PNG",
            }
        )
        found = read_list(data, name="trakt.zip")
        assert "zip" == found.kind
        assert [("The Salt Road", None), ("Night Harbour", None)] == _short(found)
        assert "lists/lists-watchlist.json, entry 1" == found.titles[0].place
        assert () == found.left


class TestServers:
    """Sonarr and Radarr."""

    def test_sonarr(self) -> None:
        """Monitored series are taken, with their numbers; a year in the title is none of it."""
        series = {
            "title": "Night Harbour (2023)",
            "status": "continuing",
            "year": 2023,
            "tvdbId": 4001,
            "tvRageId": 0,
            "tvMazeId": 71,
            "tmdbId": 0,
            "imdbId": "tt1400001",
            "seriesType": "standard",
            "monitored": True,
            "seasons": [{"seasonNumber": 1, "monitored": True}],
        }
        found = _read([series, series | {"title": "Old Quay", "monitored": False}])
        assert "sonarr" == found.kind
        assert (
            Listed(
                "Night Harbour",
                2023,
                kind=SERIES,
                ids=_ids(SERIES, tvdb="4001", imdb="tt1400001", tvmaze="71"),
                note="continuing",
                place="entry 1",
            ),
        ) == found.titles
        assert ["Old Quay is not monitored"] == [each.reason for each in found.left]

    def test_radarr(self) -> None:
        """A film on the disk is seen; one that is awaited is not."""
        film = {
            "title": "The Salt Road",
            "year": 2027,
            "tmdbId": 6001,
            "imdbId": "tt1400002",
            "status": "announced",
            "hasFile": False,
            "monitored": True,
            "minimumAvailability": "released",
        }
        here = {"title": "Ebb", "hasFile": True, "monitored": False, "status": "released"}
        found = _read([film, film | here])
        assert "radarr" == found.kind
        assert [(False, "announced"), (True, "released")] == [
            (e.seen, e.note) for e in found.titles
        ]
        assert MOVIE_IDS == found.titles[0].ids

    def test_blanks(self) -> None:
        """Blanks around a title and runs of them are none of it."""
        found = _read([{"title": "  Night\tHarbour  (2023) ", "tvdbId": 4001}])
        assert [("Night Harbour", 2023)] == [(each.title, each.year) for each in found.titles]

    def test_error_of_a_server(self) -> None:
        """An answer that refuses is told in its own words."""
        with pytest.raises(SourceError, match="Unauthorized"):
            _read({"error": "Unauthorized"})

    def test_custom(self) -> None:
        """Numbers as words or not; 0 and null are none; the number of TVDB makes it a series."""
        found = _read(
            [
                {"title": "Night Harbour", "tvdbId": "4001", "tmdbId": 0, "imdbId": None},
                {"title": "The Salt Road", "id": 6001, "imdb_id": "tt1400002"},
                {"title": "Ebb", "imdbId": "tt1400003"},
                {"title": "Spring Tide", "tvdbId": True, "tmdbId": 1.5, "imdbId": "4"},
            ]
        )
        assert "custom" == found.kind
        assert [
            (SERIES, _ids(SERIES, tvdb="4001")),
            (FILM, MOVIE_IDS),
            (None, _ids(SERIES, imdb="tt1400003")),
            (None, ()),
        ] == [(each.kind, each.ids) for each in found.titles]

    def test_empty_list(self) -> None:
        """A server that has nothing gives an empty list, which is no fault."""
        assert Listing("list.json", "custom", (), ()) == _read([])


class TestTvmaze:
    """Followed shows."""

    def test_follows(self) -> None:
        """A follow that embeds its show is taken; one that has the number alone is not."""
        show = {
            "id": 71,
            "name": "Night Harbour",
            "premiered": "2023-03-03",
            "status": "To Be Determined",
            "externals": {"tvrage": None, "thetvdb": 4001, "imdb": "tt1400001"},
        }
        found = _read([{"show_id": 71, "_embedded": {"show": show}}, {"show_id": 72}])
        assert "tvmaze" == found.kind
        ids = _ids(SERIES, tvmaze="71", tvdb="4001", imdb="tt1400001")
        note = "To Be Determined"
        taken = Listed("Night Harbour", 2023, kind=SERIES, ids=ids, note=note, place="entry 1")
        assert (taken,) == found.titles
        assert "export the follows with ?embed=show" == found.left[0].remedy
        assert [("Night Harbour", None)] == _short(_read([show]))


IMDB_OLD = (
    '"position","const","created","modified","description","Title","Title type","Directors",'
    '"You rated","IMDb Rating","Runtime (mins)","Year","Genres","Num. Votes",'
    '"Release Date (month/day/year)","URL"\n'
    '"1","tt1400001","Sun Feb  2 2014","","","Night Harbour","TV Series","","","8.1","50",'
    '"2023","drama","100","2023-03-03","http://www.imdb.com/title/tt1400001/"\n'
    '"2","tt1400002","Sun Feb  2 2014","","","The Salt Road","Feature Film","","9","8.1","110",'
    '"2027","drama","100","2027","http://www.imdb.com/title/tt1400002/"\n'
)
IMDB_NEW = (
    "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,"
    "Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated\r\n"
    "1,tt1400001,2026-01-02,2026-01-02,,Night Harbour,Night Harbour,"
    "https://www.imdb.com/title/tt1400001/,TV Series,8.1,50,2023,"
    '"Drama, Thriller",100,2023-03-03,,,\r\n'
    '2,tt1400002,2026-01-02,2026-01-02,,"The ""Salt"" Road",,,Movie,,,2027,,,,Ada Bell,,\r\n'
    "3,tt1400003,2026-01-02,2026-01-02,,Night Harbour: Ebb,,,TV Episode,,,2023,,,,,,\r\n"
)
IMDB_RATINGS = (
    "Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,"
    "Num Votes,Release Date,Directors\n"
    "tt1400002,9,2024-01-01,The Salt Road,https://x.example,movie,8,110,2027,Drama,9,2027-01-01,A\n"
    "tt1400001,8,2024-01-01,Night Harbour,https://x.example,tvMiniSeries,8,50,2023,Drama,9,,\n"
)


class TestImdb:
    """CSV of IMDb: the columns differ by the age of the export."""

    @pytest.mark.parametrize("text", [IMDB_OLD, IMDB_NEW])
    def test_lists(self, text: str) -> None:
        """Series and films are told apart, with their numbers and years."""
        found = read_list(text.encode(), name="watchlist.csv")
        assert "imdb" == found.kind
        assert [
            (SERIES, 2023, _ids(SERIES, imdb="tt1400001")),
            (FILM, 2027, _ids(FILM, imdb="tt1400002")),
        ] == [(each.kind, each.year, each.ids) for each in found.titles]

    def test_what_is_no_work(self) -> None:
        """An episode is left out with its line."""
        found = read_list(IMDB_NEW.encode(), name="watchlist.csv")
        assert 'The "Salt" Road' == found.titles[1].title
        reason = "'Night Harbour: Ebb' is of the type 'TV Episode'"
        assert [("line 4", reason)] == [(each.place, each.reason) for each in found.left]

    def test_ratings(self) -> None:
        """What is rated is seen."""
        found = read_list(IMDB_RATINGS.encode(), name="ratings.csv")
        assert [(FILM, True), (SERIES, True)] == [(each.kind, each.seen) for each in found.titles]

    @pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_encodings(self, codec: str) -> None:
        """UTF-8 and UTF-16, with a mark and without."""
        text = IMDB_NEW.replace("Night Harbour,Night", "Été à Cork,Night")
        found = read_list(text.encode(codec), name="watchlist.csv")
        assert "Été à Cork" == found.titles[0].title

    def test_windows_latin(self) -> None:
        """What is no UTF-8 is taken for what Windows writes."""
        text = IMDB_NEW.replace("Night Harbour,Night", "Été à Cork,Night")
        assert "Été à Cork" == read_list(text.encode("cp1252"), name="w.csv").titles[0].title


WATCHLIST = (
    "Date,Name,Year,Letterboxd URI\n2026-01-01,The Salt Road,2027,https://boxd.it/aaaa\n"
    "2026-01-02,Night Harbour,2023,https://boxd.it/bbbb\n"
)
A_LIST = (
    "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n"
    '2026-01-01,Awaited,,https://boxd.it/cccc,"A list,\nover two lines"\n\n'
    "Position,Name,Year,URL,Description\n1,The Salt Road,2027,https://boxd.it/aaaa,\n"
)
DIARY = (
    "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
    "2026-01-02,Ebb,2021,https://boxd.it/dddd,4.5,,,2026-01-01\n"
)


class TestLetterboxd:
    """CSV of Letterboxd, and its zip."""

    def test_watchlist(self) -> None:
        """All are films; none is seen."""
        found = read_list(WATCHLIST.encode(), name="watchlist.csv")
        assert ("letterboxd", [FILM, FILM]) == (found.kind, [each.kind for each in found.titles])
        assert [False, False] == [each.seen for each in found.titles]

    def test_watched(self) -> None:
        """The same columns under another name of the file: seen."""
        assert all(e.seen for e in read_list(WATCHLIST.encode(), name="x/watched.csv").titles)
        assert all(e.seen for e in read_list(DIARY.encode(), name="mine.csv").titles)

    def test_list(self) -> None:
        """The head of a list is no film."""
        found = read_list(A_LIST.encode(), name="awaited.csv")
        assert ("letterboxd", [("The Salt Road", None)]) == (found.kind, _short(found))
        assert "line 7" == found.titles[0].place

    def test_zip(self) -> None:
        """A film that is both awaited and seen is seen; what was deleted is not read."""
        members = {
            "watchlist.csv": WATCHLIST,
            "watched.csv": WATCHLIST.rpartition("2026-01-02")[0],
            "lists/awaited.csv": A_LIST,
            "deleted/diary.csv": DIARY,
            "profile.csv": "Date Joined,Username\n2020-01-01,ada\n",
        }
        found = read_list(_zip(**members), name="letterboxd.zip")
        assert {("The Salt Road", True), ("Night Harbour", False)} == {
            (each.title, each.seen) for each in found.titles
        }


class TestPlain:
    """A title a line."""

    @pytest.mark.parametrize(
        ("line", "title", "season", "year"),
        [
            ("Night Harbour", "Night Harbour", None, None),
            ("Night Harbour, season 2", "Night Harbour", 2, None),
            ("Night Harbour S02", "Night Harbour", 2, None),
            ("night harbour: Series 3", "night harbour", 3, None),
            ("Night Harbour - 2nd season", "Night Harbour", 2, None),
            ("Night Harbour (2023)", "Night Harbour", None, 2023),
            ("Night Harbour (2023), Staffel 2", "Night Harbour", 2, 2023),
            ("밤의 항구 시즌 2", "밤의 항구", 2, None),
            ("밤의 항구, 2시즌", "밤의 항구", 2, None),
            ("夜の港 第2期", "夜の港", 2, None),
            ("- [ ] Night Harbour", "Night Harbour", None, None),
            ("  •  Night   Harbour ", "Night Harbour", None, None),
            ("Area 51", "Area 51", None, None),
            ("Space: 1999", "Space: 1999", None, None),
            ("@midnight", "@midnight", None, None),
            ("-30-", "-30-", None, None),
            ("24", "24", None, None),
            ("Series 7", "Series 7", None, None),
        ],
    )
    def test_line(self, line: str, title: str, season: int | None, year: int | None) -> None:
        """The season and the year at the end are no part of the title."""
        found = read_list(f"# mine\n\n{line}\n".encode(), name="list.txt")
        assert [(title, season, year)] == [
            (each.title, each.season, each.year) for each in found.titles
        ]

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("https://www.imdb.com/title/tt1400001/", "address"),
            ("tt1400001", "number, not a title"),
            ("Night Harbour S02E05", "episode"),
            ("...", "no title"),
            ("=HYPERLINK(1)", "formula"),
            ("Night\x00Harbour", "control character"),
            ("Night \u202eruobraH", "control character"),
            ("x" * 301, "301 characters"),
        ],
    )
    def test_refused(self, line: str, reason: str) -> None:
        """What is no title is told with its line and the remedy; the next one is read."""
        found = read_list(f"{line}\r\nEbb\r\n".encode(), name="list.txt")
        assert [("Ebb", None)] == _short(found)
        (left,) = found.left
        assert ("line 1", True, True) == (left.place, reason in left.reason, bool(left.remedy))

    def test_twice(self) -> None:
        """An installment that stands twice is taken once."""
        found = read_list(b"Night Harbour\nThe night harbour!\nNight Harbour S2", name="list.txt")
        assert [("Night Harbour", None), ("Night Harbour", 2)] == _short(found)


class TestTable:
    """Any CSV with a column of titles."""

    def test_semicolons(self) -> None:
        """As spreadsheets of some countries write it, with seasons and numbers."""
        data = "Title;Season;Type;IMDb_ID\nNight Harbour;2;show;tt1400001\nEbb;;movie;\n"
        found = read_list(data.encode(), name="list.csv")
        assert ("csv", [("Night Harbour", 2), ("Ebb", None)]) == (found.kind, _short(found))
        assert _ids(SERIES, imdb="tt1400001") == found.titles[0].ids

    def test_rows_amiss(self) -> None:
        """A row with too many values, without a title, with a formula: each is told by its line."""
        data = 'title,year\nEbb,2021\nNight, Harbour,2023\n,2020\n"=cmd|calc",2020\nQuay,2024\n'
        found = read_list(data.encode(), name="list.csv")
        assert [("Ebb", None), ("Quay", None)] == _short(found)
        assert ["line 3", "line 4", "line 5"] == [each.place for each in found.left]

    def test_open_quote(self) -> None:
        """A quote that is never closed swallows the rest, which is told."""
        data = 'title,year\nEbb,2021\n"Night Harbour,2023\n' + "Quay,2024\n" * 90
        found = read_list(data.encode(), name="list.csv")
        assert [("Ebb", None)] == _short(found)
        assert ["check the quotes before it: one may not be closed"] == [
            each.remedy for each in found.left
        ]

    def test_huge_field(self) -> None:
        """A field beyond what a row may have costs that row."""
        data = "title,year\n" + "x" * 200_000 + ",2021\nEbb,2021\n"
        found = read_list(data.encode(), name="list.csv")
        assert 1 == len(found.left)
        assert ("Ebb", None) in _short(found)


class TestHostile:
    """What is no list, or too much of one."""

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "empty"),
            (b"\0\0\0", "empty"),
            (b"<!DOCTYPE html><p>Sign in", "web page"),
            (b"%PDF-1.7 \x00", "not text"),
            (b"[1, 2", "line 1"),
            (b'[{"title": NaN}]', "no number"),
            (b"[" * 100_000, "cannot|can be read"),
            (b'[{"title": ' + b"9" * 5_000 + b"}]", "can be read"),
            (b'[{"colour": 1}]', "something else"),
            (b'{"a": 1}', "no list"),
            (b"PK\x03\x04 and no more", "broken zip"),
            (b"\xff\xfe\x00\xd8", "not text that can be read"),
        ],
    )
    def test_no_list(self, data: bytes, words: str) -> None:
        """It is refused whole, in words, with a remedy."""
        with pytest.raises(SourceError, match=words) as caught:
            read_list(data, name="list.bin")
        assert caught.value.remedy

    def test_strange_entries(self) -> None:
        """Entries of other shapes are told one by one."""
        found = _read([{"title": "Ebb"}, 5, None, {"title": 7}, {"title": ["x"]}, [], {}])
        assert [("Ebb", None)] == _short(found)
        assert [f"entry {n}" for n in range(2, 8)] == [each.place for each in found.left]

    def test_too_large(self) -> None:
        """A file beyond the bound is not even decoded."""
        with pytest.raises(Refused, match="32 MB"):
            read_list(b"a" * 32_000_001, name="list.txt")

    def test_too_many(self) -> None:
        """Entries beyond the bound are not read, which is told."""
        found = read_list(b"Ebb\n" * 50_002, name="list.txt")
        assert "more than 50,000 entries" in found.left[-1].reason

    def test_too_many_left(self) -> None:
        """Lines that were not understood are counted from a thousand on."""
        found = read_list(b"...\n" * 1_500, name="list.txt")
        assert (1_001, "500 more were not understood either") == (
            len(found.left),
            found.left[-1].reason,
        )

    def test_other_kind(self) -> None:
        """A kind that there is not is a fault of the call."""
        with pytest.raises(UsageError, match="kind of list"):
            _read([], kind="teletext")


class TestZip:
    """Members that lead out, lie, or burst."""

    @pytest.mark.parametrize(
        "path", ["../list.txt", "a/../../list.txt", "/etc/list.txt", "..\\list.txt", "C:list.txt"]
    )
    def test_way_out(self, path: str) -> None:
        """A name that leads out of the zip is refused; the next member is read."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr(path, WATCHLIST)
            archive.writestr("lists/z.csv", A_LIST)
        found = read_list(made.getvalue(), name="x.zip")
        assert [("The Salt Road", None)] == _short(found)
        assert ["its name leads out of the zip"] == [each.reason for each in found.left]

    def test_bomb(self) -> None:
        """A member that unpacks to hundreds of times its size is refused."""
        with pytest.raises(Refused, match="200 times its size"):
            read_list(_zip(**{"a.csv": b"a" * 5_000_000}), name="x.zip")

    def test_too_much_together(self) -> None:
        """Members are bounded together, not each."""
        import random

        noise = random.Random(1).randbytes(9_000_000).hex().encode()
        with pytest.raises(Refused, match="32,000,000 bytes"):
            read_list(_zip(**{"a.csv": noise, "b.csv": noise}), name="x.zip")

    def test_too_many_members(self) -> None:
        """So are they in number."""
        with pytest.raises(Refused, match="2,001 members"):
            read_list(_zip(**{f"{n}.txt": b"" for n in range(2_001)}), name="x.zip")

    def test_damaged(self) -> None:
        """A member whose sum is wrong makes the zip a broken one."""
        data = bytearray(_zip(**{"watchlist.csv": WATCHLIST}))
        data[60] ^= 0xFF
        with pytest.raises(SourceError, match="broken zip"):
            read_list(bytes(data), name="x.zip")

    def test_unknown_member(self) -> None:
        """A member that is no list is told; a text of it is not taken for titles."""
        members = {"readme.txt": "Hello there\n", "a.txt": "Ebb\n", "watchlist.csv": WATCHLIST}
        found = read_list(_zip(**members), name="x.zip")
        assert 2 == len(found.titles)
        assert [Left("a.txt", "it is no list that airdate knows", "nothing needs to be done")] == [
            *found.left
        ]
