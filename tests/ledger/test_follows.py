"""What is followed and what catalogues call it, on each store: the latest word holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.ledger.makers import moment

from airdate.errors import LedgerError, UsageError
from airdate.ledger import Ledger, open_ledger
from airdate.ledger.office.follows import (
    BY_HAND,
    Followed,
    awaited,
    follow,
    follow_all,
    followed,
    identify,
    identities,
    unfollow,
)
from airdate.model import Identifier, Installment, Scheme, WorkKind

HARBOUR = Installment("Night Harbour")
SECOND = Installment("Night Harbour", 2)
TVMAZE = Identifier(Scheme.TVMAZE, WorkKind.SERIES, "4711")
IMDB = Identifier(Scheme.IMDB, WorkKind.SERIES, "tt0471100")


@pytest.fixture
def ledger(place: Callable[[], str]) -> Iterator[Ledger]:
    """Yield an empty ledger of each store."""
    with open_ledger(place()) as opened:
        yield opened


@pytest.fixture
def other(place: Callable[[], str]) -> Iterator[Ledger]:
    """Yield another empty ledger of the same store."""
    with open_ledger(place()) as opened:
        yield opened


def _named(ledger: Ledger) -> list[Installment]:
    return [each.installment for each in followed(ledger)]


class TestFollow:
    """What is followed, by the latest word on it."""

    def test_follow(self, ledger: Ledger) -> None:
        """An installment is followed once, with where it came from and when."""
        assert follow(ledger, SECOND, recorded_at=moment(0))
        assert not follow(ledger, Installment("night harbour", 2), recorded_at=moment(1))
        assert [Followed(SECOND, BY_HAND, moment(0))] == followed(ledger)

    def test_work_and_season_stand_side_by_side(self, ledger: Ledger) -> None:
        """A work as a whole and one of its seasons are two things to follow, the work first."""
        told = follow_all(
            ledger, [SECOND, HARBOUR, HARBOUR], recorded_at=moment(0), origin="shows.csv"
        )
        assert [True, True, False] == told
        assert [HARBOUR, SECOND] == _named(ledger)

    def test_unfollow(self, ledger: Ledger) -> None:
        """What is let go can be followed again; what was not followed is no news."""
        assert not unfollow(ledger, SECOND, recorded_at=moment(0))
        follow(ledger, SECOND, recorded_at=moment(1))
        assert unfollow(ledger, SECOND, recorded_at=moment(2))
        assert [] == followed(ledger)
        assert follow(ledger, SECOND, recorded_at=moment(3))
        assert [SECOND] == _named(ledger)

    def test_past_does_not_move(self, ledger: Ledger) -> None:
        """What was followed at a moment stays the answer for that moment."""
        follow(ledger, SECOND, recorded_at=moment(1))
        unfollow(ledger, SECOND, recorded_at=moment(3))
        assert [] == followed(ledger, known_at=moment(0))
        assert [SECOND] == [each.installment for each in followed(ledger, known_at=moment(2))]
        assert [] == followed(ledger, known_at=moment(4))

    def test_clock_set_back(self, ledger: Ledger) -> None:
        """A word that comes later holds, though a clock was set back meanwhile."""
        follow(ledger, SECOND, recorded_at=moment(5))
        assert unfollow(ledger, SECOND, recorded_at=moment(1))
        assert [] == followed(ledger)

    def test_alias(self, ledger: Ledger) -> None:
        """Two names of one work are followed once, under the name of the work."""
        follow(ledger, Installment("Port de nuit"), recorded_at=moment(0))
        ledger.add_alias("Port de nuit", "Night Harbour", recorded_at=moment(1))
        assert [HARBOUR] == _named(ledger)
        assert not follow(ledger, HARBOUR, recorded_at=moment(2))
        assert unfollow(ledger, HARBOUR, recorded_at=moment(3))
        assert [] == followed(ledger)

    @pytest.mark.parametrize(
        "subject", [Installment("!!!"), Installment("Night\ud800"), Installment("Night", 1000)]
    )
    def test_refused(self, ledger: Ledger, subject: Installment) -> None:
        """A title without letters, half a character and a season beyond 999 are refused."""
        with pytest.raises(UsageError):
            follow_all(ledger, [HARBOUR, subject], recorded_at=moment(0))
        assert [] == followed(ledger)


class TestIdentities:
    """What catalogues call a work: by source the latest word, of several sources the last."""

    def test_identify(self, ledger: Ledger) -> None:
        """What is news is told and kept; the same again is none."""
        said = {"source": "tvmaze.com"}
        assert [TVMAZE, IMDB] == identify(
            ledger, HARBOUR, [TVMAZE, IMDB], **said, recorded_at=moment(0)
        )
        assert [] == identify(ledger, HARBOUR, [IMDB, TVMAZE], **said, recorded_at=moment(1))
        assert [IMDB, TVMAZE] == [each.identifier for each in identities(ledger, "night harbour")]
        assert [] == identities(ledger, "Day Harbour")

    def test_source_takes_back(self, ledger: Ledger) -> None:
        """What a source no longer says no longer holds, unless another one says it."""
        wrong = Identifier(Scheme.TVDB, WorkKind.SERIES, "9")
        identify(ledger, HARBOUR, [TVMAZE, wrong], source="tvmaze.com", recorded_at=moment(0))
        identify(ledger, HARBOUR, [TVMAZE], source="sonarr.json", recorded_at=moment(1))
        right = Identifier(Scheme.TVMAZE, WorkKind.SERIES, "12")
        assert [right] == identify(
            ledger, HARBOUR, [right], source="tvmaze.com", recorded_at=moment(2)
        )
        assert [right] == [each.identifier for each in identities(ledger)]
        identify(ledger, HARBOUR, [], source="tvmaze.com", recorded_at=moment(3))
        assert [TVMAZE] == [each.identifier for each in identities(ledger)]
        before = identities(ledger, known_at=moment(0))
        assert [wrong, TVMAZE] == [each.identifier for each in before]

    def test_seasons_apart(self, ledger: Ledger) -> None:
        """A season's number is not that of the work."""
        second = Identifier(Scheme.TVMAZE, WorkKind.SERIES, "99")
        identify(ledger, HARBOUR, [TVMAZE], source="tvmaze.com", recorded_at=moment(0))
        identify(ledger, SECOND, [second], source="tvmaze.com", recorded_at=moment(0))
        found = [(each.installment, each.identifier) for each in identities(ledger)]
        assert [(HARBOUR, TVMAZE), (SECOND, second)] == found

    @pytest.mark.parametrize(
        ("scheme", "value"),
        [(Scheme.IMDB, "nm001"), (Scheme.TVDB, "0"), (Scheme.TMDB, "1.5"), (Scheme.WIKIDATA, "P1")],
    )
    def test_no_identifier(self, scheme: Scheme, value: str) -> None:
        """A value that is not of the scheme's form is none."""
        with pytest.raises(ValueError, match="no identifier"):
            Identifier(scheme, WorkKind.SERIES, value)


class TestExport:
    """Both tables are part of an export, and come back as they were."""

    def test_round_trip(self, ledger: Ledger, other: Ledger) -> None:
        """An export restored is the same export; restored twice, it brings nothing."""
        follow(ledger, SECOND, recorded_at=moment(0))
        unfollow(ledger, SECOND, recorded_at=moment(1))
        follow(ledger, HARBOUR, recorded_at=moment(2), origin="shows.csv")
        identify(ledger, HARBOUR, [TVMAZE, IMDB], source="tvmaze.com", recorded_at=moment(3))
        identify(ledger, HARBOUR, [TVMAZE], source="tvmaze.com", recorded_at=moment(4))
        lines = list(ledger.export())
        brought = other.restore(lines)
        assert (3, 3, 0) == (brought.follows, brought.identities, brought.known)
        assert lines == list(other.export())
        assert 6 == other.restore(lines).known
        assert followed(ledger) == followed(other)
        assert identities(ledger) == identities(other)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('"season":2', '"season":1000'),
            ('"title":"Night Harbour"', '"title":"!"'),
            ('"followed":true', '"followed":1'),
            ('"value":"4711"', '"value":"tt4711"'),
            ('"scheme":"tvmaze"', '"scheme":"teletext"'),
        ],
    )
    @pytest.mark.parametrize("store", ["sqlite"], indirect=True)
    def test_bad_lines(self, ledger: Ledger, other: Ledger, old: str, new: str) -> None:
        """A line with a value that cannot be kept is named, and nothing is written."""
        follow(ledger, SECOND, recorded_at=moment(0))
        identify(ledger, HARBOUR, [TVMAZE], source="tvmaze.com", recorded_at=moment(0))
        lines = [line.replace(old, new) for line in ledger.export()]
        with pytest.raises(LedgerError, match=r"line [23]: "):
            other.restore(lines)
        assert [] == followed(other)


class TestAwaited:
    """Which installment it is that following a work means."""

    def _of(self, known: str, out: str, coming: str = "") -> int | None:
        numbers = ([Installment("Night Harbour", int(n)) for n in text] for text in (known, out))
        told = [Installment("Night Harbour", int(n)) for n in coming]
        all_known, gone = numbers
        others = [Installment("Day Harbour", 8)]
        return awaited(HARBOUR, [*all_known, *others], out=gone, coming=told).season

    @pytest.mark.parametrize(
        ("known", "out", "coming", "season"),
        [
            ("", "", "", None),
            ("1", "1", "", 2),
            ("12", "1", "2", 2),
            ("123", "1", "23", 2),
            ("123", "1", "3", 3),
            ("12", "", "", 2),
            ("12", "", "1", 1),
            ("02", "0", "", 2),
            ("0", "0", "", None),
            ("13", "3", "1", 4),
        ],
    )
    def test_work(self, known: str, out: str, coming: str, season: int | None) -> None:
        """The first that something is told of after the last one out, else the next there is."""
        assert season == self._of(known, out, coming)

    def test_season(self) -> None:
        """A season is itself, though it is out."""
        assert SECOND == awaited(SECOND, [SECOND], out=[SECOND])
