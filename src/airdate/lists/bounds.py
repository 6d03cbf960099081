"""How much of a list is taken in, and what no title is."""

from __future__ import annotations

import re

from airdate.lists.forms import Left

LARGEST_BYTES = 32_000_000
"""Of a file, and of all members of a zip together: a server with 5,000 series exports 25 MB."""

MOST_ENTRIES = 50_000
"""Of a list: the longest histories of trackers have some ten thousand."""

MOST_LEFT = 1_000
"""Lines that are named as not understood: beyond that the file is something else."""

_LONGEST_TITLE = 300
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
# What a spreadsheet would run: a title may begin with these signs (@midnight, -30-), not so.
_FORMULA = re.compile(r"[=+@-][A-Za-z.]+[(|!]")
_YEAR_AT_END = re.compile(r"(?P<title>.*\S) \((?P<year>(?:18|19|20)\d\d)\)")


def why_no_title(title: str, *, place: str) -> Left | None:
    """Return why words are no title, None where they may be one."""
    if not any(c.isalnum() for c in title):
        return Left(place, "it has no title", "write the title in letters")
    if len(title) > _LONGEST_TITLE:
        reason = f"its title has {len(title):,} characters: {title[:40]!r}…"
        return Left(place, reason, "check the quotes before it: one may not be closed")
    if _UNSEEN.search(title):
        return Left(
            place, f"its title has a control character: {title[:60]!r}", "write the title anew"
        )
    if _FORMULA.match(title):
        return Left(
            place, f"its title is a formula of a spreadsheet: {title[:60]!r}", "write the title"
        )
    return None


def parted(title: str, year: int | None) -> tuple[str, int | None]:
    """Return a title without the year in brackets at its end (`Doctor Who (2005)`), and the year.

    Another year than the one stated beside it is part of the title. Blanks become one each.
    """
    title = " ".join(title.split())
    match = _YEAR_AT_END.fullmatch(title)
    if match and year in (None, int(match["year"])):
        return match["title"], int(match["year"])
    return title, year
