"""Hypothesis strategies: any claims on one show, in any order, weighed or as entries."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st
from told import entry_of
from weighed_claims import claim, credit, say

from airdate.model import CreditKind, Entry, Event, SourceKind, Status, Weighed

FIRST = date(2024, 1, 1)
AS_OF = date(2025, 6, 1)
_DAYS = st.integers(0, 900).map(lambda days: FIRST + timedelta(days=days))
_KINDS = {
    "one.example": SourceKind.OFFICIAL,
    "two.example": SourceKind.PRESS,
    "three.example": SourceKind.PRESS,
    "four.example": SourceKind.UNKNOWN,
    "five.example": SourceKind.FAN,
    "six.example": SourceKind.FAN,
}
# Outlets of every kind, as the registry knows them.
_OUTLETS = st.sampled_from(
    ["about.netflix.com", "variety.com", "upi.com", "slashfilm.com", "new.example", "Some_Fan_Page"]
)
WEIGHTS = st.sampled_from([0.2, 0.35, 0.5, 0.7, 0.85, 0.92])


@st.composite
def _ranges(draw: st.DrawFn) -> str | None:
    low, days = draw(_DAYS), draw(st.sampled_from([0, 9, 30, 90, 365]))
    bounds = draw(st.sampled_from(["closed", "closed", "closed", "from", "by", "none"]))
    if bounds == "none":
        return None
    earliest = ".." if bounds == "by" else low.isoformat()
    latest = ".." if bounds == "from" else (low + timedelta(days=days)).isoformat()
    return f"{earliest}/{latest}"


@st.composite
def _claims(draw: st.DrawFn) -> Weighed:
    said_on, by, weight = (
        draw(_DAYS).isoformat(),
        draw(st.sampled_from(list(_KINDS))),
        draw(WEIGHTS),
    )
    if draw(st.integers(0, 5)) == 0:
        person = draw(st.sampled_from(["Park Ji-hu", "Ji Hu Park", "Mara Quill"]))
        what = credit(
            person, draw(st.sampled_from(CreditKind)), status=draw(st.sampled_from(Status))
        )
    else:
        event = draw(st.sampled_from(Event))
        what = claim(event, draw(_ranges()), status=draw(st.sampled_from(Status)))
    return say(what, said_on, by=by, kind=_KINDS[by], weight=weight)


@st.composite
def _entries(draw: st.DrawFn) -> Entry:
    event, how = draw(st.sampled_from(Event)), draw(st.sampled_from(Status))
    said_on, outlet, when = draw(_DAYS), draw(_OUTLETS), draw(_ranges()) or "-"
    found = entry_of(f"{said_on} {outlet} {event} {how} {when}")
    sentence, sure = draw(st.integers(0, 3)), draw(st.sampled_from([0.3, 0.6, 0.9, 1.0]))
    return replace(found, claim=replace(found.claim, sentence=sentence, confidence=sure))


CLAIMS = st.lists(_claims(), max_size=12)
ENTRIES = st.lists(_entries(), max_size=14, unique_by=lambda entry: entry.id)
