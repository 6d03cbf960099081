"""A draft's claims beside what is known: one verdict each."""

from __future__ import annotations

from datetime import date

import pytest
from tests.support import TITLE, claim_of, entry, milestone

from airdate import checking, pipeline
from airdate.checking import Checked, Checkup, Known, Verdict
from airdate.forecast import forecast
from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    Detail,
    Document,
    Entry,
    Event,
    Installment,
    Profile,
    Reading,
    Sentence,
    Status,
    Topic,
)

_AS_OF = date(2026, 3, 1)
_TEXT = "Something is said here, credited to nobody at all."


def _reading(*claims: Claim, text: str = _TEXT) -> Reading:
    document = Document(text, "", (Sentence(0, 0, len(text), 1),))
    return Reading(document, "test", claims)


def _checkup(claim: Claim, *entries: Entry, as_of: date = _AS_OF, text: str = _TEXT) -> Checkup:
    def ask(installment: Installment) -> Known:
        believed = pipeline.believe(installment, entries, as_of=as_of)
        return Known(believed, forecast(believed, as_of=as_of, profile=Profile()))

    known = {e.claim.subject.key for e in entries}
    return checking.check(
        _reading(claim, text=text),
        as_of=as_of,
        find=lambda named: named if named.key in known else None,
        ask=ask,
    )


def _check(claim: Claim, *entries: Entry, as_of: date = _AS_OF) -> Checked:
    (found,) = _checkup(claim, *entries, as_of=as_of).checked
    return found


def _said(
    event: Event, when: str | None, status: Status, *, day: str, outlet: str = "netflix.com"
) -> Entry:
    return entry(milestone(event, when, status=status), said_on=day, outlet=outlet)


_WRAP_PLAN = _said(Event.FILMING_WRAP, "2026-02-11/2026-02-20", Status.PLANNED, day="2026-01-10")
_WRAPPED = _said(Event.FILMING_WRAP, "2026-02-18/2026-02-18", Status.DONE, day="2026-02-19")
_DATED = _said(Event.RELEASE, "2026-10-23/2026-10-23", Status.PLANNED, day="2026-02-01")
_GUESS = _said(
    Event.RELEASE, "2026-09-01/2026-12-31", Status.EXPECTED, day="2026-01-15", outlet="variety.com"
)


class TestEvents:
    """Claims on events."""

    @pytest.mark.parametrize(
        ("event", "when", "status", "known", "verdict"),
        [
            # what the sources say, as they say it
            (Event.FILMING_WRAP, "2026-02-11/2026-02-20", Status.PLANNED, _WRAP_PLAN, "supported"),
            (Event.FILMING_WRAP, "2026-02-01/2026-02-28", Status.DONE, _WRAPPED, "supported"),
            (Event.FILMING_WRAP, "2026-02-17/2026-02-17", Status.DONE, _WRAPPED, "supported"),
            (Event.FILMING_WRAP, None, Status.DONE, _WRAPPED, "supported"),
            (Event.RELEASE, "2026-09-01/2026-12-31", Status.RUMOURED, _GUESS, "supported"),
            # it has happened since
            (Event.FILMING_WRAP, "2026-02-11/2026-02-20", Status.PLANNED, _WRAPPED, "outdated"),
            # more surely than the sources
            (Event.FILMING_WRAP, "2026-02-11/2026-02-20", Status.DONE, _WRAP_PLAN, "overstated"),
            (Event.RELEASE, "2026-09-01/2026-12-31", Status.PLANNED, _GUESS, "overstated"),
            # with less
            (Event.RELEASE, "2026-10-23/2026-10-23", Status.RUMOURED, _DATED, "understated"),
            # other days
            (Event.FILMING_WRAP, "2026-01-05/2026-01-05", Status.DONE, _WRAPPED, "contradicted"),
            (Event.RELEASE, "2026-05-01/2026-05-31", Status.PLANNED, _DATED, "contradicted"),
            (Event.RELEASE, "2026-10-23/2026-10-23", Status.DONE, _DATED, "contradicted"),
            # days that no source gives
            (Event.RELEASE, "2026-10-03/2026-10-03", Status.EXPECTED, _GUESS, "unheard"),
            (Event.TRAILER, "2026-04-01/2026-04-30", Status.PLANNED, _DATED, "unheard"),
        ],
    )
    def test_verdict(
        self, event: Event, when: str | None, status: Status, known: Entry, verdict: str
    ) -> None:
        """Days and hedges of a draft are set beside those of its sources."""
        found = _check(milestone(event, when, status=status), known)
        assert verdict == found.verdict, found.because

    def test_an_old_plan_is_outdated(self) -> None:
        """What was the plan until another took its place is told with the day it ceased to be."""
        old = _said(Event.RELEASE, "2026-04-01/2026-04-30", Status.PLANNED, day="2025-06-01")
        draft = milestone(Event.RELEASE, "2026-04-01/2026-04-30", status=Status.PLANNED)
        assert Verdict.SUPPORTED is _check(draft, old, as_of=date(2025, 12, 1)).verdict
        found = _check(draft, old, _DATED)
        assert (Verdict.OUTDATED, date(2026, 2, 1)) == (found.verdict, found.since)
        assert "is planned to be released on 23 October 2026" == found.wording

    def test_a_dropped_plan_is_borne_out(self) -> None:
        """That a plan no longer holds is right of one that gave way."""
        old = _said(Event.RELEASE, "2026-04-01/2026-04-30", Status.PLANNED, day="2025-06-01")
        draft = milestone(Event.RELEASE, "2026-04-01/2026-04-30", status=Status.DROPPED)
        assert Verdict.SUPPORTED is _check(draft, old, _DATED).verdict
        assert Verdict.CONTRADICTED is _check(draft, old, as_of=date(2025, 12, 1)).verdict

    def test_a_denial(self) -> None:
        """That there is no date is right until there is one; then it was right until that day."""
        none = _said(Event.RELEASE, None, Status.DENIED, day="2026-01-10")
        draft = milestone(Event.RELEASE, None, status=Status.DENIED)
        assert Verdict.SUPPORTED is _check(draft, none).verdict
        assert Verdict.SUPPORTED is _check(draft, none, _GUESS).verdict
        found = _check(draft, none, _DATED)
        assert (Verdict.OUTDATED, date(2026, 2, 1)) == (found.verdict, found.until)

    def test_the_crowd_makes_nothing_sure(self) -> None:
        """What fan pages alone tell as a plan is to be told as a rumour."""
        fans = [
            _said(
                Event.RELEASE,
                "2026-10-23/2026-10-23",
                Status.PLANNED,
                day=f"2026-02-0{n}",
                outlet=f"fans-of-{n}.example",
            )
            for n in (1, 2, 3)
        ]
        draft = milestone(Event.RELEASE, "2026-10-23/2026-10-23", status=Status.PLANNED)
        assert Verdict.OVERSTATED is _check(draft, *fans).verdict

    def test_filming_goes_on_until_it_wraps(self) -> None:
        """A shoot between its start and its wrap is borne out by these."""
        began = _said(Event.FILMING_START, "2025-07-01/2025-07-31", Status.DONE, day="2025-08-01")
        draft = milestone(Event.FILMING, "2026-01-01/2026-01-10")
        assert Verdict.SUPPORTED is _check(draft, began, _WRAPPED).verdict
        late = milestone(Event.FILMING, "2026-04-01/2026-04-10")
        assert Verdict.SUPPORTED is not _check(late, began, _WRAPPED).verdict

    def test_a_slip_bears_out_a_delay(self) -> None:
        """That it was delayed is right where a plan gave way to a later one."""
        old = _said(Event.RELEASE, "2026-04-01/2026-04-30", Status.PLANNED, day="2025-06-01")
        assert Verdict.SUPPORTED is _check(milestone(Event.DELAY), old, _DATED).verdict
        assert Verdict.UNHEARD is _check(milestone(Event.DELAY), _DATED).verdict

    def test_a_time_that_has_passed(self) -> None:
        """A plan of which nothing was heard by its day is old, whoever made it."""
        draft = milestone(Event.FILMING_WRAP, "2026-02-11/2026-02-20", status=Status.PLANNED)
        found = _check(draft, _WRAP_PLAN, as_of=date(2026, 4, 1))
        assert (Verdict.OUTDATED, date(2026, 2, 20)) == (found.verdict, found.until)

    def test_an_unheard_release_has_odds(self) -> None:
        """Of a release that no source tells, the forecast's chance is given."""
        draft = milestone(Event.RELEASE, "2028-01-01/2028-12-31", status=Status.EXPECTED)
        assert "has a chance of" in _check(draft, _WRAPPED).because


class TestPeople:
    """Claims on cast and story."""

    @pytest.mark.parametrize(
        ("kind", "character", "verdict"),
        [
            (CreditKind.RETURNING, "Nam On-jo", "supported"),
            (CreditKind.CAST, None, "supported"),
            (CreditKind.RETURNING, "On-jo", "supported"),
            (CreditKind.RETURNING, "Choi Nam-ra", "contradicted"),
            (CreditKind.DEPARTING, None, "contradicted"),
            (CreditKind.NEW, None, "contradicted"),
            (CreditKind.DIRECTOR, None, "unheard"),
        ],
    )
    def test_part(self, kind: CreditKind, character: str | None, verdict: str) -> None:
        """The kind and the part of a person are compared."""
        known = entry(
            claim_of(Credit("Park Ji-hu", CreditKind.RETURNING, "Nam On-jo")),
            said_on="2026-01-10",
            outlet="netflix.com",
        )
        found = _check(claim_of(Credit("Park Ji‑hu", kind, character)), known)
        assert verdict == found.verdict, found.because

    def test_story(self) -> None:
        """A setting is borne out by one told in other words."""
        known = entry(
            claim_of(Detail(Topic.SETTING, "moves from the school to the streets of Seoul")),
            said_on="2026-01-10",
        )
        told = claim_of(Detail(Topic.SETTING, "the streets of Seoul, away from the school"))
        other = claim_of(Detail(Topic.SETTING, "a lighthouse on an island"))
        assert Verdict.SUPPORTED is _check(told, known).verdict
        assert Verdict.UNHEARD is _check(other, known).verdict


class TestDraft:
    """The whole of a draft."""

    def test_an_unknown_work(self) -> None:
        """A season that no document speaks of is unheard of."""
        claim = Claim(
            Installment("The Long Wait", 7),
            milestone(Event.RELEASE).statement,
            Status.DONE,
            None,
            0,
            0,
            9,
        )
        found = _check(claim, _DATED)
        assert (Verdict.UNHEARD, None) == (found.verdict, found.installment)

    def test_whom_it_credits(self) -> None:
        """A credit is right where that source said so."""
        draft = milestone(Event.FILMING_WRAP, None, source="Netflix")
        assert _check(draft, _WRAPPED).credited is True
        draft = milestone(Event.FILMING_WRAP, None, source="Deadline")
        assert _check(draft, _WRAPPED).credited is False

    @pytest.mark.parametrize(
        ("text", "warned"),
        [
            ("So theguardianmagazine.com has it, and variety.com.", ["theguardianmagazine.com"]),
            ("See reddit.com for it.", ["reddit.com"]),
            ("Read it at https://variety.com/2026/x.html for 2.5 hours, e.g. today.", []),
        ],
    )
    def test_whom_it_leans_on(self, text: str, warned: list[str]) -> None:
        """Imitations, forums and unknown sites among its credits are pointed out."""
        checkup = _checkup(milestone(Event.FILMING_WRAP), _WRAPPED, text=text)
        assert warned == [each.name for each in checkup.cited if each.warning]

    def test_sound(self) -> None:
        """A draft that says only what the sources say is sound."""
        assert _checkup(milestone(Event.FILMING_WRAP), _WRAPPED).sound
        assert not _checkup(milestone(Event.FILMING_WRAP, "2025-01-01/2025-01-01"), _WRAPPED).sound

    def test_same_claim_twice_in_a_sentence(self) -> None:
        """What a sentence says twice is checked once."""
        claim = milestone(Event.FILMING_WRAP)
        checkup = checking.check(
            _reading(claim, claim),
            as_of=_AS_OF,
            find=lambda named: TITLE,
            ask=lambda work: Known(pipeline.believe(work, [_WRAPPED], as_of=_AS_OF)),
        )
        assert 1 == len(checkup.checked)
