"""The laws of the house that the sources keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.plain_judging import judge_plainly

from airdate.model import Claim, DateRange, Entry, Event, Installment, Milestone, Status
from airdate.sources import Hindsight, independence, lookup, support, weigh
from airdate.sources.judging import Docket, judge

START = date(2026, 1, 1)
OUTLETS = ["about.netflix.com", "deadline.com", "nme.com", "yahoo.com", "fandom.com", "x.com", None]
CREDITS = [None, "Netflix", "Deadline", "fans", "director Lee Jae-kyoo", "netfl1x.com"]
TEXTS = [" ".join(f"{word}{number}" for number in range(25)) for word in ("red", "blue", "green")]
WINDOWS = [None, "2026-01-01/2026-12-31", "2026-09-01/2026-12-31", "2027-01-01/2027-04-30"]


@st.composite
def made_entries(draw: st.DrawFn) -> list[Entry]:
    """Draw up to eight entries on two seasons, few voices and few texts, so that they repeat."""
    return [draw(_entry(number)) for number in range(draw(st.integers(0, 8)))]


@st.composite
def _entry(draw: st.DrawFn, number: int) -> Entry:
    window = draw(st.sampled_from(WINDOWS))
    claim = Claim(
        Installment("Kingdom of Ash", draw(st.sampled_from([None, 2]))),
        Milestone(draw(st.sampled_from(list(Event)[-2:])), window and DateRange.parse(window)),  # type: ignore[arg-type]
        draw(st.sampled_from(list(Status))),
        draw(st.sampled_from(CREDITS)),
        sentence=0,
        start=0,
        end=3,
        confidence=draw(st.sampled_from([0.5, 1.0])),
    )
    text = draw(st.sampled_from(TEXTS))
    return Entry(
        id=f"{draw(st.integers(0, 9))}{number}",
        claim=claim,
        document_id=str(number),
        heading="",
        outlet=draw(st.sampled_from(OUTLETS)),
        url=None,
        said_on=START + timedelta(draw(st.integers(0, 200))),
        recorded_at=datetime(2026, 8, 1, tzinfo=UTC),
        reader="law",
        sentence_words=text,
        words_start=0,
        words_end=3,
    )


AS_OF = START + timedelta(150)


class TestOrderDoesNotMatter:
    """Shuffle the claims: same Timeline."""

    @given(made_entries(), st.randoms(use_true_random=False))
    def test_shuffled_entries_weigh_the_same(self, entries, random) -> None:  # type: ignore[no-untyped-def]
        """Weights, reasons, origins and their order."""
        shuffled = list(entries)
        random.shuffle(shuffled)
        assert weigh(entries, as_of=AS_OF) == weigh(shuffled, as_of=AS_OF)


class TestRepeatingIsNotNews:
    """Reading the same document twice records nothing; a copy of a copy adds no weight."""

    @given(made_entries(), st.sampled_from(OUTLETS), st.integers(1, 40))
    def test_a_later_copy_adds_no_support(self, entries, outlet, days) -> None:  # type: ignore[no-untyped-def]
        """Whoever copies what was said last, in its very words and days later."""
        before = weigh(entries, as_of=AS_OF)
        if not before:
            return
        last = before[-1].entry
        copy = replace(last, id="copy", outlet=outlet, said_on=last.said_on + timedelta(days))
        after = weigh(
            [*entries, replace(copy, claim=replace(copy.claim, source=None))], as_of=AS_OF
        )
        assert support(after) == support(before)

    @given(made_entries())
    def test_an_origin_goes_back_to_itself(self, entries) -> None:  # type: ignore[no-untyped-def]
        """A copy of a copy has the origin of the first, and nothing copies a later entry."""
        ties, said = independence(entries), {each.id: each.said_on for each in entries}
        for name, tied in ties.items():
            assert ties[tied.origin].origin == tied.origin
            assert said[tied.origin] <= said[name]

    @given(made_entries())
    def test_the_same_entries_twice_weigh_as_once(self, entries) -> None:  # type: ignore[no-untyped-def]
        """Ids count, not mentions."""
        assert weigh(entries, as_of=AS_OF) == weigh([*entries, *entries], as_of=AS_OF)


class TestNoForesight:
    """A forecast as of day d uses nothing recorded after d."""

    @given(made_entries())
    def test_later_entries_change_nothing(self, entries) -> None:  # type: ignore[no-untyped-def]
        """Neither weights nor origins of what was said by the day."""
        by_then = [each for each in entries if each.said_on <= AS_OF]
        assert weigh(by_then, as_of=AS_OF) == weigh(entries, as_of=AS_OF)


class TestProbabilityIsProbability:
    """Cumulative curves never fall and stay in 0..1; so does every weight."""

    @given(made_entries())
    def test_weights_and_support_stay_in_bounds(self, entries) -> None:  # type: ignore[no-untyped-def]
        """Each in 0..1, with at least one reason."""
        weighed = weigh(entries, as_of=AS_OF)
        assert all(0.0 <= each.weight <= 1.0 and each.reasons for each in weighed)
        assert 0.0 <= support(weighed) <= 1.0


RECORD_WINDOWS = [None, "2026-01-01/2026-03-31", "2026-02-10/2026-02-10", "2026-04-01/.."]
RECORD_STATUSES = [Status.PLANNED, Status.EXPECTED, Status.DONE, Status.DONE, Status.DENIED]
RECORD_OUTLETS = [*OUTLETS[:3], "blueroads.in", "netfl1x.com"]


@st.composite
def told_of_releases(draw: st.DrawFn) -> list[Entry]:
    """Draw up to ten entries on a wrap and a release, so dated that time can judge them."""
    entries = [draw(_entry(number)) for number in range(draw(st.integers(2, 10)))]
    made = []
    for entry in entries:
        window = draw(st.sampled_from(RECORD_WINDOWS))
        claim = replace(
            entry.claim,
            subject=Installment("Kingdom of Ash", 2),
            statement=Milestone(
                draw(st.sampled_from([Event.RELEASE, Event.FILMING_WRAP])),
                window and DateRange.parse(window),  # type: ignore[arg-type]
            ),
            status=draw(st.sampled_from(RECORD_STATUSES)),
        )
        outlet = draw(st.sampled_from(RECORD_OUTLETS))
        made.append(replace(entry, claim=claim, outlet=outlet))
    return made


class TestARecordIsOfItsDay:
    """No foresight: a record as of d uses only what was said and judged by d."""

    @given(told_of_releases(), st.integers(0, 200))
    def test_what_is_said_later_changes_no_record(self, entries, days) -> None:  # type: ignore[no-untyped-def]
        """Made of all that is known now, or of what was said by then: the same."""
        day = START + timedelta(days)
        by_then = [entry for entry in entries if entry.said_on <= day]
        assert Hindsight([by_then]).records(day) == Hindsight([entries]).records(day)

    @given(told_of_releases(), st.lists(st.integers(0, 250), min_size=2, max_size=4))
    def test_the_order_of_asking_does_not_matter(self, entries, days) -> None:  # type: ignore[no-untyped-def]
        """Nor whether other days were asked before."""
        asked = Hindsight([entries])
        for day in (START + timedelta(n) for n in days):
            assert asked.records(day) == Hindsight([entries]).records(day)

    @given(told_of_releases(), st.randoms(use_true_random=False))
    def test_shuffled_entries_make_the_same_records(self, entries, random) -> None:  # type: ignore[no-untyped-def]
        """Order does not matter."""
        shuffled = list({entry.id: entry for entry in entries}.values())
        same = Hindsight([list(shuffled)]).records(AS_OF)
        random.shuffle(shuffled)
        assert same == Hindsight([shuffled]).records(AS_OF)


class TestAllDaysAtOnceAreEachDayByItself:
    """Judging for every day together gives what judging each claim by itself gives."""

    @given(told_of_releases(), st.lists(st.integers(0, 400), min_size=1, max_size=4))
    def test_verdicts_are_those_of_plain_judging(self, entries, days) -> None:  # type: ignore[no-untyped-def]
        """With what came, the errors and the witnesses; and so is for how long they hold."""
        own = list({entry.id: entry for entry in entries}.values())
        docket = Docket(own)
        for day in (START + timedelta(n) for n in days):
            judged = judge_plainly(own, as_of=day)
            assert judged == docket.judged(day)
            assert [(j.entry.id, j.held) for j in judged] == [
                (fate.entry.id, fate.held)
                for fate in docket.fates
                if fate.since <= day < fate.until
            ]


class TestNobodyProvesItself:
    """An outlet does not prove itself by repeating itself; official voices count."""

    @given(told_of_releases(), st.integers(1, 60))
    def test_its_own_later_report_changes_nothing_of_its_record(self, entries, days) -> None:  # type: ignore[no-untyped-def]
        """It reports as done, in new words, what it had said."""
        unofficial = [e for e in entries if e.outlet != "about.netflix.com"]
        if not unofficial:
            return
        last = unofficial[-1]
        again = replace(
            last,
            id="again",
            said_on=last.said_on + timedelta(days),
            claim=replace(last.claim, status=Status.DONE, source=None),
            sentence_words=" ".join(f"new{n}" for n in range(20)),
        )
        before, after = (
            [j for j in judge(said, as_of=START + timedelta(400)) if j.source.domain == last.outlet]
            for said in (entries, [*entries, again])
        )
        decided = {j.entry.id: j.held for j in before}
        assert decided == {j.entry.id: j.held for j in after if j.entry.id in decided}
        assert {j.entry.id for j in after} - {"again"} == set(decided)


class TestRecordsAreChances:
    """Probability is probability."""

    @given(told_of_releases())
    def test_shares_and_weights_stay_in_bounds(self, entries) -> None:  # type: ignore[no-untyped-def]
        """The share lies within its interval, and both with the weight in 0..1."""
        for record in Hindsight([entries]).records(START + timedelta(400)).values():
            low, high = record.interval
            assert 0.0 <= low < high <= 1.0
            assert 0.0 <= record.share <= 1.0
            assert 0.0 <= record.faith <= 1.0
            assert 0 <= record.held <= len(record.judged)


class TestAnyTextNamesSomebody:
    """Bad prose is not an error."""

    @given(st.text() | st.none())
    def test_lookup_answers_for_any_text(self, text) -> None:  # type: ignore[no-untyped-def]
        """With one and the same source each time."""
        assert lookup(text) == lookup(text)

    @given(st.from_regex(r"[a-zа-я0-9.-]{1,30}\.(com|net|рф|co\.uk)", fullmatch=True))
    def test_lookup_answers_for_any_domain(self, domain) -> None:  # type: ignore[no-untyped-def]
        """And whoever imitates is unknown."""
        source = lookup(domain)
        assert source.imitates is None or source.kind.value == "unknown"


class TestOneMoreDocumentIsJudgedByItself:
    """Taking over what was judged of all that is not touched gives what judging all anew gives."""

    @given(st.lists(told_of_releases(), min_size=1, max_size=4), told_of_releases(), st.data())
    def test_incremental_is_as_from_scratch(self, groups, more, data) -> None:  # type: ignore[no-untyped-def]
        """Records and weights, on any day, after some installment got other claims."""
        place = data.draw(st.integers(0, len(groups) - 1))
        day = START + timedelta(data.draw(st.integers(0, 400)))
        first = Hindsight(groups)
        first.track_record(day)
        added = [*groups]
        added[place] = more
        taken, anew = Hindsight(added, before=first), Hindsight([list(each) for each in added])
        assert anew.records(day) == taken.records(day)
        assert dict(anew.track_record(day)) == dict(taken.track_record(day))
        earned = {
            domain: record.faith
            for domain, record in anew.records(day).items()
            if record.judged and not record.source.imitates
        }
        assert pytest.approx(earned) == dict(taken.track_record(day))
