"""The moments that feeds, sitemaps and forums write, in the forms they are known to write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

# Before the first feeds and forums of the web; the year 1970 is what a program writes for none.
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
# Hours. A moment without its zone, or with a wrong one, may seem to lie so far ahead.
_WIDEST_ZONE = timedelta(hours=14)
# Characters: the longest form in use, a weekday in words with its zone, has some fifty.
_LONGEST = 100
# From this number on an epoch is in milliseconds: in seconds it would be of the year 5138.
_MILLISECONDS_FROM = 100_000_000_000

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier janv januar enero ene gennaio gen",
            "feb february février fevrier févr februar febrero febbraio fev",
            "mar march mars märz mrz marzo",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag",
            "jun june juin juni junio giugno giu",
            "jul july juillet juil juli julio luglio lug",
            "aug august août aout agosto ago",
            "sep sept september septembre septiembre settembre set",
            "oct october octobre oktober okt octubre ottobre ott out",
            "nov november novembre noviembre",
            "dec december décembre dezember dez diciembre dicembre dic",
        ),
        1,
    )
    for name in names.split()
}
# Hours from UTC; the names of RFC 822 and those that newsrooms write. IST is India's.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "met": 1,
    "cest": 2, "mest": 2, "eet": 2, "sast": 2, "eest": 3, "msk": 3, "ist": 5.5, "sgt": 8,
    "hkt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "acdt": 10.5, "aedt": 11,
    "nzst": 12, "nzdt": 13, "brt": -3, "art": -3, "nst": -3.5, "ndt": -2.5, "ast": -4, "adt": -3,
    "est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "ct": -6, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "pt": -8, "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip

_CLOCK = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,12})?)?"
    r"\s?(?P<half>[ap]\.?m\.?)?"
)
_ZONE = r"(?P<zone>[a-z]{1,5})?(?:(?P<sign>[+-])(?P<ahead>\d{1,2}):?(?P<minutes>\d{2})?)?"
_TAIL = rf"(?:(?:,?\s+(?:at\s+|-\s+)?|t){_CLOCK}(?:\s*\(?{_ZONE}\)?(?:\s*\([a-z ]{{1,30}}\))?)?)?"
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
_FORMS = tuple(
    re.compile(form + _TAIL, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        _WEEKDAY + r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?[\s-]+(?:de\s+)?(?P<name>[^\W\d_]{3,10})"
        r"\.?,?[\s-]+(?:de\s+)?(?P<year>\d{4}|\d\d)",
        _WEEKDAY + r"(?P<name>[^\W\d_]{3,10})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+"
        r"(?P<year>\d{4})",
    )
)
# `Sun Nov 22 08:00:00 UTC 2026`, as C's ctime writes.
_CTIME = re.compile(
    rf"[a-z]{{3}}\s+(?P<name>[a-z]{{3}})\s+(?P<day>\d{{1,2}})\s+{_CLOCK}(?:\s+{_ZONE})?\s+"
    r"(?P<year>\d{4})",
    re.IGNORECASE,
)


def read_moment(raw: object, *, now: datetime) -> datetime | None:
    """Return the moment (aware, UTC) that a text or an epoch number gives, None if none.

    Read: RFC 822 and 2822, RFC 3339 and ISO 8601, ctime, month names of six languages, epochs in
    seconds or milliseconds.  Without a zone it is UTC, without a clock the day's first moment.
    Days that do not exist are none, not the nearest ones.  What lies up to 14 hours after `now` is
    a zone left out, and taken for `now`; later moments, and those before 1990, are not believed.
    """
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, int | float):
        found = _of_epoch(raw)
    else:
        text = str(raw).strip() if len(str(raw)) <= 4 * _LONGEST else ""
        found = _of_text(text) if 0 < len(text) <= _LONGEST else None
    if found is None or found < _FIRST or found > now + _WIDEST_ZONE:
        return None
    return min(found, now.astimezone(UTC))


def _of_epoch(number: float) -> datetime | None:
    try:
        seconds = number / 1000 if abs(number) >= _MILLISECONDS_FROM else number
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


@lru_cache(maxsize=8_192)
def _of_text(text: str) -> datetime | None:
    if text.isascii() and text.replace(".", "", 1).isdigit() and len(text.split(".")[0]) >= 9:
        return _of_epoch(float(text))
    for form in (*_FORMS, _CTIME):
        if found := form.fullmatch(text):
            return _moment(found.groupdict())
    return None


def _moment(parts: dict[str, str | None]) -> datetime | None:
    name = parts.get("name")
    month = _MONTHS.get(name.casefold()) if name else int(parts.get("month") or 0)
    year = int(parts["year"] or 0)
    if year < 100:
        year += 1900 if year >= 90 else 2000
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    if half := parts["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    midnight = hour == 24 and minute == 0
    second = min(int(parts["second"] or 0), 59)  # 60 is a leap second
    try:
        zone = timezone(_offset(parts))
        day = datetime(year, month or 0, int(parts["day"] or 0), tzinfo=zone)
        clock = day.replace(hour=0 if midnight else hour, minute=minute, second=second)
        return (clock + timedelta(days=midnight)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _offset(parts: dict[str, str | None]) -> timedelta:
    """Return how far a zone is ahead of UTC; one that nobody knows is taken for UTC."""
    if parts["sign"]:
        ahead = timedelta(hours=int(parts["ahead"] or 0), minutes=int(parts["minutes"] or 0))
        return -ahead if parts["sign"] == "-" else ahead
    return timedelta(hours=_ZONES.get((parts["zone"] or "z").casefold(), 0))
