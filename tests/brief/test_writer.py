"""The brief: every line with its reference and its claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.support import (
    TITLE,
    belief,
    claim_of,
    entry,
    even_forecast,
    milestone,
    timeline,
    weighed,
)

from airdate.brief import line_of, write
from airdate.errors import UnknownReference
from airdate.model import (
    Brief,
    Credit,
    CreditBelief,
    CreditKind,
    DateRange,
    Detail,
    Entry,
    Event,
    Finding,
    Plan,
    Status,
    Topic,
)
from airdate.sources import weigh
from airdate.timeline import reconcile

WRAP = weighed(entry(milestone(Event.FILMING_WRAP, "2026-02-19/2026-02-19"), said_on="2026-02-22"))
PLAN = weighed(
    entry(
        milestone(Event.RELEASE, "2026-09-01/2026-12-31", status=Status.PLANNED),
        said_on="2026-02-01",
    )
)
RUMOUR = weighed(
    entry(
        milestone(Event.TRAILER, "2026-05-01/2026-05-31", status=Status.RUMOURED),
        said_on="2026-02-20",
        outlet="forum.example",
    )
)


def _texts(brief, name):
    return [line.text for s in brief.sections if s.name == name for line in s.lines]


def test_every_line_has_a_reference_of_its_own() -> None:
    """References begin with the installment's and are told apart; each finds its line again."""
    brief = write(
        timeline(belief(Event.FILMING_WRAP, [WRAP]), belief(Event.RELEASE, [PLAN])),
        even_forecast(),
        ref="k3f9",
    )
    lines = [brief.headline, *(line for s in brief.sections for line in s.lines)]
    refs = [line.ref for line in lines]
    assert len(refs) == len(set(refs))
    assert {"k3f9"} == {ref.split(".")[0] for ref in refs}
    for line in lines:
        assert line == line_of(brief, line.ref.partition(".")[2])


def test_an_unknown_line_names_the_known_ones() -> None:
    """The remedy lists what can be asked for."""
    brief = write(timeline(), even_forecast(), ref="k3f9")
    with pytest.raises(UnknownReference) as error:
        line_of(brief, "wrap_party")
    assert "wrap_party" in error.value.problem
    assert "answer" in error.value.remedy


def test_a_milestone_says_what_when_who_and_since() -> None:
    """The line of a milestone holds the range, the teller, the day and the support."""
    brief = write(timeline(belief(Event.FILMING_WRAP, [WRAP])), even_forecast(), ref="k3f9")
    stage, text = _texts(brief, "What is known")
    assert "Filming wrapped." == stage
    assert (
        "Season 2 wrapped filming on 19 February 2026, says variety.com; "
        "since 22 February 2026 (80\u00a0% sure, 1 independent origin)."
    ) == text


def test_an_earlier_plan_is_told_with_its_slip() -> None:
    """What no longer holds stands below what does, with the days between."""
    old = weighed(
        entry(
            milestone(Event.RELEASE, "2025-01-01/2025-12-31", status=Status.PLANNED),
            said_on="2024-06-01",
        )
    )
    slipped = Plan(
        when=DateRange.parse("2025-01-01/2025-12-31"),
        status=Status.PLANNED,
        claims=(old,),
        dropped_on=date(2026, 2, 1),
        slip_days=365,
        replaced_by=DateRange.parse("2026-09-01/2026-12-31"),
    )
    brief = write(
        timeline(belief(Event.RELEASE, [PLAN], plans=(slipped,))), even_forecast(), ref="k3f9"
    )
    (note,) = line_of(brief, "release").notes
    assert (
        "Earlier: planned for 2025 (variety.com, Jun 2024); "
        "moved to September–December 2026, 365 days later, on 1 February 2026."
    ) == note


def test_rumours_stand_apart_from_what_is_known() -> None:
    """A rumour is in its own section and in no other."""
    brief = write(timeline(rumours=(RUMOUR,)), even_forecast(), ref="k3f9")
    assert [] == _texts(brief, "What is known")
    (text,) = _texts(brief, "Rumours, unconfirmed")
    assert "is rumoured to have a trailer in May 2026" in text


def test_an_overdue_plan_is_to_be_watched() -> None:
    """A plan whose time went by unconfirmed is said to be so, with the days."""
    planned = weighed(
        entry(
            milestone(Event.FILMING_WRAP, "../2026-02-20", status=Status.PLANNED),
            said_on="2026-01-10",
        )
    )
    brief = write(
        timeline(belief(Event.FILMING_WRAP, [planned], overdue_days=9)), even_forecast(), ref="k"
    )
    assert (
        "Planned by 20 February 2026, says variety.com; overdue, no report of it 9 days after."
    ) in _texts(brief, "What to watch for next")


def test_people_are_listed_by_kind_with_their_parts() -> None:
    """Returning before new before crew; earlier work where it is said."""
    known = weighed(
        entry(
            claim_of(Credit("Ada Bell", CreditKind.NEW, "Mara", "Old Show")), said_on="2026-01-02"
        )
    )

    def credit(person: str, kind: CreditKind, **named: str) -> CreditBelief:
        part, work = named.get("character"), named.get("known_for")
        return CreditBelief(
            person, kind, part, work, Status.DONE, 0.7, date(2026, 1, 2), (known,), ()
        )

    people = (
        credit("Cy Dole", CreditKind.DIRECTOR),
        credit("Ada Bell", CreditKind.NEW, character="Mara", known_for="Old Show"),
        credit("Bo Crane", CreditKind.RETURNING, character="Finn"),
    )
    brief = write(timeline(credits=people), even_forecast(), ref="k3f9")
    told = "variety.com; since 2 January 2026 (70\u00a0% sure)."
    assert [
        f"Bo Crane as Finn — {told}",
        f"Ada Bell as Mara (of Old Show) — {told}",
        f"Cy Dole — {told}",
    ] == _texts(brief, "Cast and crew")


def test_setting_is_told_in_the_words_of_its_source() -> None:
    """A detail is quoted, with the outlet and the day."""
    detail = weighed(
        entry(claim_of(Detail(Topic.SETTING, "moves to the coast")), said_on="2026-01-02")
    )
    brief = write(timeline(details=(detail,)), even_forecast(), ref="k3f9")
    assert ["“moves to the coast” — variety.com, 2 January 2026."] == _texts(
        brief, "Setting and story, as reported"
    )


def test_findings_are_shown() -> None:
    """What does not fit has a section of its own."""
    brief = write(
        timeline(findings=(Finding("A wrap before the start", (WRAP,)),)), even_forecast(), ref="k"
    )
    assert ["A wrap before the start."] == _texts(brief, "What does not fit")


@pytest.mark.parametrize(
    ("believed", "forecast", "expected"),
    [
        (
            timeline(),
            even_forecast(),
            "The Long Wait, season 2: no release date has been announced; no work on it has been "
            "reported; 80\u00a0% likely between Apr 2026 and Feb 2027.",
        ),
        (
            timeline(belief(Event.FILMING_WRAP, [WRAP])),
            even_forecast(never=0.3),
            "The Long Wait, season 2: no release date has been announced; it wrapped filming on "
            "19 February 2026; if it comes, 80\u00a0% likely between Apr 2026 and Feb 2027.",
        ),
        (
            timeline(belief(Event.RELEASE, [PLAN])),
            even_forecast(never=0.9),
            "The Long Wait, season 2: planned to be released in September–December 2026, says "
            "variety.com; no work on it has been reported; it is 90\u00a0% likely not to come at "
            "all.",
        ),
    ],
)
def test_the_answer_comes_first(believed, forecast, expected) -> None:
    """One sentence: the date as far as one is known, the stage, the forecast."""
    assert expected == write(believed, forecast, ref="k3f9").headline.text


def test_a_date_that_passed_without_a_report_is_no_date_any_more() -> None:
    """The answer says that it was planned, and that nothing came of it."""
    plan = weighed(
        entry(
            milestone(Event.RELEASE, "2026-01-01/2026-01-31", status=Status.PLANNED),
            said_on="2025-09-01",
        )
    )
    told = write(timeline(belief(Event.RELEASE, [plan])), even_forecast(), ref="k3f9").headline
    assert (
        "no release date is known (it was planned to be released in January 2026, says "
        "variety.com, and no release was reported)"
    ) in told.text


def test_a_release_is_the_whole_answer() -> None:
    """What is out needs no forecast and nothing to watch for."""
    out = weighed(entry(milestone(Event.RELEASE, "2026-01-28/2026-01-28"), said_on="2026-01-28"))
    released = DateRange.parse("2026-01-28/2026-01-28")
    brief = write(
        timeline(belief(Event.RELEASE, [out])), even_forecast(released=released), ref="k3f9"
    )
    expected = "The Long Wait, season 2 was released on 28 January 2026, says variety.com."
    assert expected == brief.headline.text
    assert [] == _texts(brief, "What to watch for next")


def test_days_of_timeline_and_forecast_must_agree() -> None:
    """A brief of two days would mix what was known when."""
    with pytest.raises(ValueError, match="2026-03-01 and a forecast of 2026-04-01"):
        write(timeline(), even_forecast("2026-04-01"), ref="k3f9")


def test_what_hardly_anyone_believes_stands_with_the_rumours() -> None:
    """A claim of little weight is told, but not as known."""
    weak = belief(Event.FILMING_WRAP, [WRAP], probability=0.1)
    brief = write(timeline(weak), even_forecast(), ref="k3f9")
    assert [] == _texts(brief, "What is known")
    (text,) = _texts(brief, "Rumours, unconfirmed")
    assert "wrapped filming on 19 February 2026" in text


def test_a_rumour_told_twice_is_one_line_with_both_claims() -> None:
    """The same words of two outlets stand once."""
    same = milestone(Event.TRAILER, "2026-05-01/2026-05-31", status=Status.RUMOURED)
    other = weighed(entry(same, said_on="2026-02-21", outlet="b.example"))
    brief = write(timeline(rumours=(RUMOUR, other)), even_forecast(), ref="k3f9")
    (line,) = [x for s in brief.sections if s.name == "Rumours, unconfirmed" for x in s.lines]
    assert (RUMOUR, other) == line.claims
    assert "forum.example and b.example" in line.text


def test_a_rumoured_part_is_no_member_of_the_cast() -> None:
    """Who is only said to join stands with the rumours."""
    claim = claim_of(Credit("Ada Bell", CreditKind.NEW), status=Status.RUMOURED)
    said = weighed(entry(claim, said_on="2026-01-02"))
    rumoured = CreditBelief(
        "Ada Bell", CreditKind.NEW, None, None, Status.RUMOURED, 0.2, date(2026, 1, 2), (said,), ()
    )
    brief = write(timeline(credits=(rumoured,), rumours=(said,)), even_forecast(), ref="k3f9")
    assert [] == _texts(brief, "Cast and crew")
    (text,) = _texts(brief, "Rumours, unconfirmed")
    assert text.startswith("Ada Bell is rumoured (new)")


# ── the timeline, as it is told ─────────────────────────────────────────────────────────────


def told(*entries: Entry, as_of: str) -> Brief:
    """Return the brief of entries, weighed and reconciled as the product does."""
    day = date.fromisoformat(as_of)
    believed = reconcile(TITLE, weigh(entries, as_of=day), as_of=day)
    return write(believed, replace(even_forecast(), as_of=day), ref="k3f9")


def release_of(said_on: str, when: str | None, status: Status, *, outlet: str) -> Entry:
    """Return a claim on the release."""
    return entry(milestone(Event.RELEASE, when, status=status), said_on=said_on, outlet=outlet)


def test_the_stage_is_told_in_our_terms_and_in_tmdbs() -> None:
    """The first line of what is known, with the claims of the stage."""
    wrap = entry(milestone(Event.FILMING_WRAP, "2026-02-19/2026-02-19"), said_on="2026-02-22")
    line = line_of(told(wrap, as_of="2026-03-01"), "stage")

    assert "Filming wrapped; in TMDB's terms: Returning Series." == line.text
    assert [wrap.id] == [w.entry.id for w in line.claims]


def test_a_chain_of_plans_tells_each_slip_and_the_sum() -> None:
    """Moved twice: by 59 days, by 92, in all by 151."""
    said = {
        "2025-01-10": "2025-10-01/2025-10-31",
        "2025-06-01": "2025-12-01/2025-12-29",
        "2025-09-01": "2026-03-01/2026-03-31",
    }
    makers = "about.netflix.com"
    plans = [release_of(day, when, Status.PLANNED, outlet=makers) for day, when in said.items()]
    brief = told(*plans, as_of="2025-10-01")

    assert (
        "Earlier: planned for October 2025 (Netflix Newsroom, Jan 2025); "
        "moved to 1–29 December 2025, 59 days later, on 1 June 2025.",
        "Earlier: planned for 1–29 December 2025 (Netflix Newsroom, Jun 2025); "
        "moved to March 2026, 92 days later, on 1 September 2025.",
        "In all 151 days later than first planned.",
    ) == line_of(brief, "release").notes


def test_who_says_otherwise_is_told_with_what_he_says() -> None:
    """And that no date has been announced is no dissent."""
    brief = told(
        release_of("2026-02-22", "2027-01-01/2027-04-30", Status.EXPECTED, outlet="variety.com"),
        release_of("2026-02-23", "2026-05-01/2026-12-31", Status.EXPECTED, outlet="Wait Forum"),
        release_of("2026-02-24", None, Status.DENIED, outlet="slashfilm.com"),
        as_of="2026-03-01",
    )

    assert (
        "Against it: Wait Forum: expected May–December 2026, said 23 February 2026.",
        "No date announced, says SlashFilm; last on 24 February 2026.",
    ) == line_of(brief, "release").notes


def test_a_report_that_is_no_likelier_than_not_stands_with_the_rumours() -> None:
    """Told as what its page would have it, under no other heading."""
    fan = entry(milestone(Event.POST_PRODUCTION), said_on="2026-02-22", outlet="Long Wait Fan Page")
    brief = told(fan, as_of="2026-03-01")
    (text,) = _texts(brief, "Rumours, unconfirmed")

    assert [] == _texts(brief, "What is known")
    assert text.startswith("Season 2 is in post-production, if Long Wait Fan Page is right")


def test_a_later_part_has_a_line_of_its_own() -> None:
    """Beside the release, by its own reference."""
    words = "Part 2 of season 2 comes in June."
    part = entry(
        milestone(Event.RELEASE, "2026-06-01/2026-06-30", status=Status.PLANNED),
        said_on="2026-02-22",
        words=words,
    )
    line = line_of(told(part, as_of="2026-03-01"), "release-part-2")

    assert "Release, part 2" == line.label
    assert line.text.startswith("Part 2 of Season 2 is planned to be released in June 2026")
