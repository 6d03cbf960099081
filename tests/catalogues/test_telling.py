"""A catalogue's answer as a document of our own words, and the claims that it makes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.catalogues.player import NOW, RECORDINGS

from airdate.catalogues import Season, Told, Work, told, tvmaze, understand, wikidata
from airdate.catalogues.telling import unread
from airdate.model import DateRange, Document, Entry, Milestone, Reading, WorkKind
from airdate.sources import lookup
from airdate.sources.independence import independence

TODAY = date(2026, 3, 10)


def _on(text: str) -> DateRange:
    return DateRange.on(date.fromisoformat(text))


def _show(name: str = "tvmaze_show") -> Work:
    return tvmaze.listed(json.loads((RECORDINGS / f"{name}.json").read_bytes()))


def _claims(reading: Reading) -> list[tuple[str, str, str, str]]:
    found = []
    for claim in reading.claims:
        assert isinstance(claim.statement, Milestone)
        event, when = claim.statement.event, claim.statement.when
        found.append((str(claim.subject), event.value, str(when or ""), claim.status.value))
    return found


def _read(work: Work, **named: object) -> tuple[Told, Reading]:
    telling = told(work, retrieved=TODAY, **named)  # type: ignore[arg-type]
    return telling, understand(telling)


class TestSeries:
    """Seasons that were out, that have a day, that have none yet."""

    def test_document(self) -> None:
        """It bears the catalogue's day, its domain and its address; each fact is a line."""
        document = told(_show(), retrieved=TODAY).document
        listed = ", as this catalogue of works lists it.\n"
        assert (
            "Night Harbour in TVmaze, 3 March 2026\n"
            f"Season 1 of “Night Harbour” premiered on March 3, 2023 on Netflix{listed}"
            f"Season 2 of “Night Harbour” premiered on May 2, 2024 on Netflix{listed}"
            f"Season 3 of “Night Harbour” premieres on June 5, 2026 on Netflix{listed}"
            f"Season 4 of “Night Harbour” has been announced{listed}"
            "The series “Night Harbour” is running."
        ) == document.text
        assert ("tvmaze.com", "https://www.tvmaze.com/shows/71", date(2026, 3, 3)) == (
            document.outlet,
            document.url,
            document.published,
        )

    def test_claims(self) -> None:
        """Each date is a claim on its season; the season without one is announced."""
        telling, reading = _read(_show())
        assert [
            ("Night Harbour, season 1", "release", "2023-03-03/2023-03-03", "done"),
            ("Night Harbour, season 2", "release", "2024-05-02/2024-05-02", "done"),
            ("Night Harbour, season 3", "release", "2026-06-05/2026-06-05", "planned"),
            ("Night Harbour, season 4", "renewed", "", "done"),
        ] == _claims(reading)
        assert [] == unread(telling, reading)

    def test_words_of_a_claim(self) -> None:
        """A claim leads to its sentence, and credits nobody but the catalogue itself."""
        telling, reading = _read(_show())
        claim = reading.claims[2]
        document: Document = reading.document
        assert "June 5, 2026" == document.text[claim.start : claim.end]
        words = "Season 3 of “Night Harbour” premieres on June 5, 2026 on Netflix"
        assert (f"{words}, as this catalogue of works lists it.", None) == (
            document.words_of(claim.sentence),
            claim.source,
        )
        assert f"{words}." == telling.facts[2].bare

    def test_name_of_the_ledger(self) -> None:
        """The claims are on the work as the ledger calls it, whatever the catalogue does."""
        _, reading = _read(_show(), title="Harbour by Night", last_season=1)
        assert [("Harbour by Night, season 1", "release", "2023-03-03/2023-03-03", "done")] == (
            _claims(reading)
        )

    def test_ended(self) -> None:
        """A series that is complete awaits nothing, and was not cancelled for that."""
        work = replace(
            _show("tvmaze_show_ended"), seasons=(Season(1, _on("1978-10-01")), Season(2))
        )
        telling, reading = _read(work)
        assert [("Night Harbour, season 1", "release", "1978-10-01/1978-10-01", "done")] == (
            _claims(reading)
        )
        assert "The series “Night Harbour” is complete." == telling.facts[-1].words

    def test_in_development(self) -> None:
        """A series in development is announced: its first season is."""
        _, reading = _read(_show("tvmaze_show_in_development"))
        assert [("Night Harbour Inn, season 1", "announced", "", "done")] == _claims(reading)

    def test_cancelled(self) -> None:
        """A cancelled series is; a season that it still lists without a day is not announced."""
        work = replace(
            _show(), standing="cancelled", seasons=(Season(1, _on("2023-03-03")), Season(2))
        )
        _, reading = _read(work)
        assert ("Night Harbour", "cancelled", "", "done") == _claims(reading)[-1]
        assert 2 == len(reading.claims)

    def test_rough_days(self) -> None:
        """A month and a year stay what they are."""
        month = DateRange(date(2026, 11, 1), date(2026, 11, 30))
        year = DateRange(date(2028, 1, 1), date(2028, 12, 31))
        _, reading = _read(replace(_show(), seasons=(Season(4, month), Season(5, year))))
        assert ["2026-11-01/2026-11-30", "2028-01-01/2028-12-31"] == [
            row[2] for row in _claims(reading)
        ]


class TestFilm:
    """A film has a day, and how far it is."""

    @pytest.mark.parametrize(
        ("release", "standing", "expected"),
        [
            ("2027-05-05", "", [("release", "2027-05-05/2027-05-05", "planned")]),
            ("2025-05-05", "ended", [("release", "2025-05-05/2025-05-05", "done")]),
            (
                "2027-05-05",
                "post",
                [("release", "2027-05-05/2027-05-05", "planned"), ("post_production", "", "done")],
            ),
            ("2027-05-05", "coming", [("release", "2027-05-05/2027-05-05", "planned")]),
            (None, "announced", [("announced", "", "done")]),
            (None, "cancelled", [("cancelled", "", "done")]),
            (None, "", []),
        ],
    )
    def test_film(
        self, release: str | None, standing: str, expected: list[tuple[str, str, str]]
    ) -> None:
        """What it lists is claimed, and nothing else."""
        work = Work(
            "themoviedb.org",
            "The Salt Road",
            WorkKind.FILM,
            "https://www.themoviedb.org/movie/6001",
            release=_on(release) if release else None,
            standing=standing,  # type: ignore[arg-type]
        )
        if not expected:
            work = replace(work, standing="coming")
        telling, reading = _read(work)
        assert expected == [row[1:] for row in _claims(reading)]
        assert [] == unread(telling, reading)


class TestDay:
    """The day of the document: the first on which it could be said like this."""

    def test_updated(self) -> None:
        """The catalogue's own day, however much later it is asked."""
        for retrieved in (date(2026, 3, 10), date(2026, 6, 4)):
            assert date(2026, 3, 3) == told(_show(), retrieved=retrieved).document.published

    def test_day_that_passed(self) -> None:
        """When a listed day has passed, what was planned is out, as of that day."""
        telling = told(_show(), retrieved=date(2026, 7, 1))
        assert date(2026, 6, 5) == telling.document.published
        assert "Season 3 of “Night Harbour” premiered on June 5, 2026" in telling.words

    def test_day_of_asking(self) -> None:
        """A catalogue that does not tell when it changed speaks of today."""
        assert TODAY == told(replace(_show(), updated=None), retrieved=TODAY).document.published

    def test_forged_day(self) -> None:
        """A day ahead is not believed."""
        work = replace(_show(), updated=date(2099, 1, 1))
        assert TODAY == told(work, retrieved=TODAY).document.published

    def test_same_answer_same_document(self) -> None:
        """Asked again, the same answer is the same document."""
        first, again = (told(_show(), retrieved=date(2026, 3, day)) for day in (10, 20))
        assert first.document.id == again.document.id

    def test_there_and_back(self) -> None:
        """A day that moved and moved back makes three documents: the latest holds."""
        moved = replace(_show(), updated=date(2026, 3, 5), seasons=(Season(3, _on("2026-09-01")),))
        back = replace(_show(), updated=date(2026, 3, 8))
        texts = [told(work, retrieved=TODAY) for work in (_show(), moved, back)]
        assert 3 == len({telling.document.id for telling in texts})
        assert texts[0].words == texts[2].words


@pytest.mark.parametrize(
    "title",
    [
        *("지금 우리 학교는", "鬼滅の刃", "Help!", "What If...?", "May", "24", "S.W.A.T.", "9-1-1"),
        *("It", "You", "Premiere", "Mr. Robot", "Class of '09", "Netflix", "Jan. 6", "Élite"),
        *("The “Quoted” Show", "Cancelled", "Love, Death & Robots", "#blackAF", "M*A*S*H"),
    ],
)
def test_titles_that_mislead(title: str) -> None:
    """Titles that are dates, numbers, outlets or sentences mislead no claim."""
    telling, reading = _read(replace(_show(), title=title))
    assert [] == unread(telling, reading)
    assert [(title, n) for n in (1, 2, 3, 4)] == [
        (claim.subject.title, claim.subject.season) for claim in reading.claims
    ]


def test_wikidata() -> None:
    """The start of a series is the premiere of its first season."""
    recorded = json.loads((RECORDINGS / "wikidata_entity.json").read_bytes())
    work = wikidata.listed(wikidata.entity(recorded), network="Netflix")
    _, reading = _read(work)
    assert [("Night Harbour, season 1", "release", "2023-03-03/2023-03-03", "done")] == (
        _claims(reading)
    )


@pytest.mark.parametrize("domain", ["tvmaze.com", "wikidata.org", "themoviedb.org", "thetvdb.com"])
def test_known_as_catalogues(domain: str) -> None:
    """The outlets of these documents have a kind of their own."""
    assert "catalogue" == lookup(domain).kind


def test_two_catalogues_are_one_report() -> None:
    """The same day in two catalogues is one report: the later one repeats the earlier."""
    own = replace(_show(), updated=date(2026, 3, 5), domain="themoviedb.org", network="tvN")
    other = replace(own, url="https://www.themoviedb.org/tv/5001")
    shown = replace(other, seasons=tuple(replace(s, network="tvN") for s in other.seasons))
    entries = [*_entries(_show()), *_entries(shown)]
    ties = independence(entries)
    assert 4 == len({ties[entry.id].origin for entry in entries})


def _entries(work: Work) -> list[Entry]:
    document = told(work, retrieved=TODAY).document
    found = understand(told(work, retrieved=TODAY))
    return [
        Entry(
            id=f"{work.domain}{number}",
            claim=claim,
            document_id=document.id,
            heading=document.heading,
            outlet=document.outlet,
            url=document.url,
            said_on=document.published or TODAY,
            recorded_at=NOW,
            reader=found.reader,
            sentence_words=document.words_of(claim.sentence),
            words_start=0,
            words_end=1,
        )
        for number, claim in enumerate(found.claims)
    ]
