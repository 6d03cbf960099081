"""The laws of the timeline: order does not matter, no foresight, a copy adds nothing."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from airdate.model import Belief, Entry, Event, Judgement, Status, Timeline, Verdict, Weighed
from airdate.sources import weigh
from airdate.timeline import reconcile

sys.path.insert(0, str(Path(__file__).parent.parent / "timeline"))
from claim_strategies import AS_OF, CLAIMS, ENTRIES, FIRST, WEIGHTS
from told import entry_of
from weighed_claims import SHOW, claim, copy, say

LATER = st.sampled_from([1, 30, 400, 4000, 20000]).map(lambda days: AS_OF + timedelta(days))


def believe(entries: Sequence[Entry], *, as_of: date) -> Timeline:
    """Return what is believed of entries, weighed as of the day."""
    return reconcile(SHOW, weigh(entries, as_of=as_of), as_of=as_of)


def held(timeline: Timeline) -> list[tuple[object, ...]]:
    """Return what is believed, without who repeats it."""
    milestones = [
        (b.event, b.when, b.status, b.probability, b.since, b.origins, b.overdue_days)
        for b in timeline.milestones
    ]
    people = [(c.kind, c.status, c.probability) for c in timeline.credits]
    return [*milestones, *people, (timeline.stage, timeline.tmdb_status)]


def decided(timeline: Timeline) -> list[tuple[object, ...]]:
    """Return what was decided, without how sure it is and how long it is overdue."""
    milestones = [
        (b.event, b.when, b.status, b.since, b.claims_for, b.claims_against, chain(b))
        for b in unweighed(timeline)
    ]
    return [*milestones, (timeline.stage, timeline.tmdb_status)]


def chain(belief: Belief) -> list[tuple[object, ...]]:
    """Return the earlier plans of a milestone."""
    return [(p.when, p.status, p.dropped_on, p.slip_days, p.replaced_by) for p in belief.plans]


def unweighed(timeline: Timeline) -> list[Belief]:
    """Return the beliefs with the bare ids of their claims, which weigh other each day."""

    def bare(claims: tuple[Weighed, ...]) -> tuple[str, ...]:
        return tuple(w.entry.id for w in claims)

    return [
        replace(b, claims_for=bare(b.claims_for), claims_against=bare(b.claims_against))
        for b in timeline.milestones
    ]


class TestOrderDoesNotMatter:
    """Shuffle the claims: same Timeline."""

    @given(CLAIMS, st.randoms(use_true_random=False))
    def test_a_shuffled_input_gives_an_equal_timeline(self, claims, random):
        """To the last claim listed."""
        shuffled = list(claims)
        random.shuffle(shuffled)

        assert reconcile(SHOW, claims, as_of=AS_OF) == reconcile(SHOW, shuffled, as_of=AS_OF)

    @given(ENTRIES, st.randoms(use_true_random=False))
    def test_so_do_shuffled_entries(self, entries, random):
        """From the ledger's rows to what is believed."""
        shuffled = list(entries)
        random.shuffle(shuffled)

        assert believe(entries, as_of=AS_OF) == believe(shuffled, as_of=AS_OF)


class TestNoForesight:
    """A timeline as of day d uses nothing said after d."""

    @given(CLAIMS)
    def test_later_claims_change_nothing(self, claims):
        """The same as without them."""
        known = [w for w in claims if w.entry.said_on <= AS_OF]

        assert reconcile(SHOW, known, as_of=AS_OF) == reconcile(SHOW, claims, as_of=AS_OF)

    @given(ENTRIES)
    def test_nor_do_later_entries(self, entries):
        """Neither by their words nor by the weights that they give others."""
        known = [entry for entry in entries if entry.said_on <= AS_OF]

        assert believe(known, as_of=AS_OF) == believe(entries, as_of=AS_OF)


class TestThePastDoesNotMove:
    """Time alone decides nothing anew: where nobody says anything, what was decided stands."""

    @given(ENTRIES, LATER)
    def test_silence_turns_no_decision(self, entries, later):
        """Ranges, statuses, plans, slips and the stage are the same on any later day."""
        known = [entry for entry in entries if entry.said_on <= AS_OF]

        assert decided(believe(known, as_of=AS_OF)) == decided(believe(known, as_of=later))


class TestRepeatingIsNotNews:
    """A copy of a copy adds no weight."""

    @given(CLAIMS, st.data())
    def test_a_copy_changes_nothing_that_is_believed(self, claims, data):
        """Ranges, probabilities, origins and the stage stay."""
        known = [w for w in claims if w.entry.said_on <= AS_OF]
        if not known:
            return
        first = data.draw(st.sampled_from(known))
        again = copy(first, AS_OF.isoformat(), by="copies.example")
        third = replace(copy(again, AS_OF.isoformat(), by="more.example"), origin=first.origin)

        alone = reconcile(SHOW, known, as_of=AS_OF)
        copied = reconcile(SHOW, [*known, again, third], as_of=AS_OF)

        assert held(alone) == held(copied)


class TestRejection:
    """What a person rejected is as if nobody had said it, but for being listed."""

    @given(ENTRIES, st.data())
    def test_a_rejected_claim_equals_an_absent_one(self, entries, data):
        """Whatever it was, and whatever it had decided."""
        known = [entry for entry in entries if entry.said_on <= AS_OF]
        if not known:
            return
        wrong = data.draw(st.sampled_from(known))
        others = [entry for entry in known if entry.id != wrong.id]
        verdict = Judgement(Verdict.REJECTED, "a hoax", datetime(2026, 1, 1, tzinfo=UTC))

        without = believe(others, as_of=AS_OF)
        rejected = believe([*others, replace(wrong, judgement=verdict)], as_of=AS_OF)

        assert held(without) == held(rejected)
        assert [f.text for f in without.findings] == [f.text for f in rejected.findings]
        assert wrong.id in {w.entry.id for w in rejected.weighed}


class TestConfirmation:
    """A confirming independent claim never widens a belief, nor makes it less sure."""

    @given(CLAIMS, WEIGHTS)
    def test_a_second_voice_narrows_or_strengthens(self, claims, weight):
        """Who says again what is believed does not change the range."""
        before = reconcile(SHOW, claims, as_of=AS_OF)
        for belief in before.milestones:
            if not confirmable(belief):
                continue
            same = claim(belief.event, str(belief.when), status=belief.status)
            voice = say(same, AS_OF.isoformat(), by="seventh.example", weight=weight)
            after = reconcile(SHOW, [*claims, voice], as_of=AS_OF).belief(belief.event)

            assert after is not None
            assert belief.when == after.when
            assert after.probability >= belief.probability - 1e-12

    @given(ENTRIES, st.sampled_from(["empireonline.com", "thewrap.com", "a-new-blog.example"]))
    def test_so_does_a_second_outlet(self, entries, outlet):
        """Weighed as the product weighs it."""
        known = [entry for entry in entries if entry.said_on <= AS_OF]
        before = believe(known, as_of=AS_OF)
        for belief in before.milestones:
            if not confirmable(belief):
                continue
            voice = entry_of(f"{AS_OF} {outlet} {belief.event} {belief.status} {belief.when}")
            after = believe([*known, voice], as_of=AS_OF).belief(belief.event)

            assert after is not None
            assert belief.when == after.when
            assert after.probability >= belief.probability - 1e-12


def confirmable(belief: Belief) -> bool:
    """Return whether a claim of today can say the same: neither a denial nor a thing long over."""
    if belief.status is Status.DENIED or belief.when is None:
        return False
    if belief.status is Status.DONE:
        return (belief.when.earliest or FIRST) <= AS_OF
    # Who plans today what should have happened weeks ago confirms nothing.
    return belief.when.latest is None or belief.when.latest >= AS_OF


class TestLogicalOrder:
    """Steps out of order are told, whatever was said."""

    @given(ENTRIES)
    def test_what_is_believed_in_the_wrong_order_is_a_finding(self, entries):
        """A wrap before the start, both believed, is not passed over."""
        timeline = believe(entries, as_of=AS_OF)
        start, wrap = timeline.belief(Event.FILMING_START), timeline.belief(Event.FILMING_WRAP)
        told = [start, wrap]
        if all(b and b.when and b.status is not Status.DENIED for b in told):
            first, last = start.when.earliest, wrap.when.latest
            if first and last and last < first:
                assert any("would come before" in f.text for f in timeline.findings)

    @given(ENTRIES)
    def test_nothing_is_dropped_in_silence(self, entries):
        """Every report, plan and rumour is for or against something, an old plan or a finding."""
        timeline = believe(entries, as_of=AS_OF)
        listed = {w.entry.id for f in timeline.findings for w in f.claims}
        listed |= {w.entry.id for w in timeline.rumours}
        showings = [showing.belief for showing in timeline.showings]
        for belief in (*timeline.milestones, *showings):
            plans = [w for plan in belief.plans for w in plan.claims]
            told = (*belief.claims_for, *belief.claims_against, *plans)
            listed |= {w.entry.id for w in told}
        noes = (Status.DENIED, Status.DROPPED)
        said = [w for w in timeline.weighed if w.entry.claim.status not in noes]

        assert set() == {w.entry.id for w in said} - listed


class TestProbability:
    """Probability is probability."""

    @given(CLAIMS)
    def test_every_belief_is_a_chance(self, claims):
        """Of milestones and of people, 0..1; plans tell days that exist."""
        timeline = reconcile(SHOW, claims, as_of=AS_OF)

        assert all(0.0 <= b.probability <= 1.0 for b in timeline.milestones)
        assert all(0.0 <= c.probability <= 1.0 for c in timeline.credits)
        assert all(b.overdue_days is None or b.overdue_days > 0 for b in timeline.milestones)

    @given(CLAIMS)
    def test_no_claim_speaks_for_and_against(self, claims):
        """Each is listed once."""
        for belief in reconcile(SHOW, claims, as_of=AS_OF).milestones:
            both = {w.entry.id for w in belief.claims_for} & {
                w.entry.id for w in belief.claims_against
            }
            assert set() == both
