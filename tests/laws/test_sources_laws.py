"""The laws of the house that the sources keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from airdate.model import Claim, DateRange, Entry, Event, Installment, Milestone, Status
from airdate.sources import independence, lookup, support, weigh

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
