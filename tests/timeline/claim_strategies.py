"""Hypothesis strategies: any claims on one show, in any order."""

from datetime import date, timedelta

from hypothesis import strategies as st
from weighed_claims import claim, credit, say

from airdate.model import CreditKind, Event, SourceKind, Status, Weighed

FIRST = date(2024, 1, 1)
AS_OF = date(2025, 6, 1)
_DAYS = st.integers(0, 900).map(lambda days: FIRST + timedelta(days=days))
_OUTLETS = st.sampled_from(["one.example", "two.example", "three.example", "four.example"])
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
    said_on, by, weight = draw(_DAYS).isoformat(), draw(_OUTLETS), draw(WEIGHTS)
    if draw(st.integers(0, 5)) == 0:
        person = draw(st.sampled_from(["Park Ji-hu", "Ji Hu Park", "Mara Quill"]))
        what = credit(
            person, draw(st.sampled_from(CreditKind)), status=draw(st.sampled_from(Status))
        )
    else:
        event = draw(st.sampled_from(Event))
        what = claim(event, draw(_ranges()), status=draw(st.sampled_from(Status)))
    return say(what, said_on, by=by, kind=SourceKind.PRESS, weight=weight)


CLAIMS = st.lists(_claims(), max_size=12)
