"""The laws of the timeline: order does not matter, no foresight, a copy adds nothing."""

import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from airdate.model import Event, Status, Timeline
from airdate.timeline import reconcile

sys.path.insert(0, str(Path(__file__).parent.parent / "timeline"))
from claim_strategies import AS_OF, CLAIMS, FIRST, WEIGHTS
from weighed_claims import SHOW, claim, copy, say


def held(timeline: Timeline) -> list[tuple[object, ...]]:
    """Return what is believed, without who repeats it."""
    milestones = [
        (b.event, b.when, b.status, b.probability, b.since, b.origins, b.overdue_days)
        for b in timeline.milestones
    ]
    people = [(c.kind, c.status, c.probability) for c in timeline.credits]
    return [*milestones, *people, (timeline.stage,)]


class TestOrderDoesNotMatter:
    """Shuffle the claims: same Timeline."""

    @given(CLAIMS, st.randoms(use_true_random=False))
    def test_a_shuffled_input_gives_an_equal_timeline(self, claims, random):
        """To the last claim listed."""
        shuffled = list(claims)
        random.shuffle(shuffled)

        assert reconcile(SHOW, claims, as_of=AS_OF) == reconcile(SHOW, shuffled, as_of=AS_OF)


class TestNoForesight:
    """A timeline as of day d uses nothing said after d."""

    @given(CLAIMS)
    def test_later_claims_change_nothing(self, claims):
        """The same as without them."""
        known = [w for w in claims if w.entry.said_on <= AS_OF]

        assert reconcile(SHOW, known, as_of=AS_OF) == reconcile(SHOW, claims, as_of=AS_OF)


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


class TestConfirmation:
    """A confirming independent claim never widens a belief, nor makes it less sure.

    But for the start of filming: what confirms a late start refutes a report of filming before it,
    which had borne out that it started.
    """

    @given(CLAIMS, WEIGHTS)
    def test_a_second_voice_narrows_or_strengthens(self, claims, weight):
        """Who says again what is believed does not change the range."""
        before = reconcile(SHOW, claims, as_of=AS_OF)
        for belief in before.milestones:
            if belief.status is Status.DENIED or belief.when is None:
                continue
            same = claim(belief.event, str(belief.when), status=belief.status)
            if belief.status is Status.DONE and (belief.when.earliest or FIRST) > AS_OF:
                continue
            voice = say(same, AS_OF.isoformat(), by="fifth.example", weight=weight)
            after = reconcile(SHOW, [*claims, voice], as_of=AS_OF).belief(belief.event)

            assert after is not None
            assert belief.when == after.when
            if belief.event is not Event.FILMING_START:
                assert after.probability >= belief.probability - 1e-12


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
