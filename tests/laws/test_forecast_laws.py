"""The laws of the forecast: probability is probability, and no weight lies on days gone by."""

import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.forecast import forecast, months
from airdate.model import DateRange, Event, Forecast, Profile, Status
from airdate.timeline import reconcile

sys.path.insert(0, str(Path(__file__).parent.parent / "timeline"))
from claim_strategies import AS_OF, CLAIMS
from weighed_claims import SHOW, claim, copy, say

_BEFORE = st.none() | st.dates(date(2015, 1, 1), date(2024, 12, 31))
PROFILES = st.builds(
    Profile,
    kind=st.sampled_from(["series", "film"]),
    country=st.sampled_from([None, "US", "KR", "JP", "GB", "DE"]),
    service=st.sampled_from([None, "Netflix", "tvN", "Hulu"]),
    previous_release=_BEFORE,
    genre=st.sampled_from([None, "dark fantasy", "teen drama", "thriller"]),
    earlier_release=st.none() | st.dates(date(2010, 1, 1), date(2014, 12, 31)),
)
FEW = settings(max_examples=40)


def told(claims, profile) -> Forecast:
    """Return the forecast of some claims."""
    return forecast(reconcile(SHOW, claims, as_of=AS_OF), as_of=AS_OF, profile=profile)


class TestProbability:
    """Cumulative curves never fall, stay in 0..1; with `never` they are the whole."""

    @FEW
    @given(CLAIMS, PROFILES)
    def test_the_curve_rises_within_bounds(self, claims, profile):
        """From the first day to the horizon."""
        found = told(claims, profile)

        assert all(low <= high for low, high in pairwise(found.cumulative))
        assert 0.0 <= found.cumulative[0] <= found.cumulative[-1] <= 1.0
        assert abs(found.cumulative[-1] + found.never - 1.0) < 1e-9
        assert 0.0 <= found.never <= 1.0

    @FEW
    @given(CLAIMS, PROFILES)
    def test_months_rise_too(self, claims, profile):
        """Each chance at least that of the month before."""
        rows = months(told(claims, profile))

        assert all(low[0] < high[0] and low[1] <= high[1] for low, high in pairwise(rows))


class TestSurvival:
    """Until release is reported, no weight lies on days gone by."""

    @FEW
    @given(CLAIMS, PROFILES)
    def test_nothing_lies_before_the_day(self, claims, profile):
        """Where the release is not believed done."""
        found = told(claims, profile)
        if found.released is None:
            assert found.first >= AS_OF
            assert found.by(AS_OF - timedelta(days=1)) == 0.0


class TestClaims:
    """Order does not matter, later claims do not, copies do not."""

    @FEW
    @given(CLAIMS, PROFILES, st.randoms(use_true_random=False))
    def test_order_and_later_claims_change_nothing(self, claims, profile, random):
        """Reasons included."""
        known = [w for w in claims if w.entry.said_on <= AS_OF]
        random.shuffle(known)

        assert told(claims, profile) == told(known, profile)

    @FEW
    @given(CLAIMS, PROFILES, st.data())
    def test_a_copy_moves_nothing(self, claims, profile, data):
        """The curve is the same to the last day."""
        known = [w for w in claims if w.entry.said_on <= AS_OF]
        if not known:
            return
        again = copy(data.draw(st.sampled_from(known)), AS_OF.isoformat(), by="copies.example")

        assert told(known, profile).cumulative == told([*known, again], profile).cumulative


WINDOW_DAYS = st.sampled_from([1, 30, 91, 184, 365])


class TestConfirmation:
    """Adding a confirming independent claim never widens."""

    @FEW
    @given(
        PROFILES,
        st.sampled_from([Status.PLANNED, Status.EXPECTED, Status.RUMOURED]),
        WINDOW_DAYS,
        st.integers(20, 600),
        st.tuples(st.integers(1, 300), st.integers(0, 300)),
    )
    def test_a_second_voice_for_the_window_narrows(self, profile, status, days, lead, ages):
        """What is given to the window does not fall, nor does the 80 % interval widen.

        But for a thousandth: where the first voice was as good as any, the second only takes away
        the doubt of its silence, and with it what fell into the window by that doubt.
        """
        first = AS_OF + timedelta(days=lead)
        when = DateRange(first, first + timedelta(days=days - 1))
        said, again = max(ages), min(ages)
        window = claim(Event.RELEASE, str(when), status=status)
        one = say(window, str(AS_OF - timedelta(days=said)), by="one.example")
        two = say(window, str(AS_OF - timedelta(days=again)), by="two.example")

        alone, both = told([one], profile), told([one, two], profile)

        assert _within(both, when) >= _within(alone, when) - 1e-3
        assert _width(both) <= _width(alone) + 1
        assert both.never <= alone.never + 1e-9


def _within(found, when) -> float:
    return found.by(when.latest) - found.by(when.earliest - timedelta(days=1))


def _width(found) -> int:
    low, high = (found.quantile(level, given_release=True) for level in (0.1, 0.9))
    return (high - low).days
