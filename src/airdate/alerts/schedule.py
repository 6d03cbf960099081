"""When a notice may be sent: at once or with the next digest, and never in quiet hours. Pure.

Times of day are those of the rule's time zone. A time that a change of clocks leaves out is taken
an hour later; one that comes twice is a digest's the first time and the end of quiet hours the
second, so that nobody is woken early.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from airdate.alerts.notices import Notice
from airdate.alerts.rules import Digest, Quiet, Wishes


def due_at(notice: Notice, wishes: Wishes, *, now: datetime) -> datetime:
    """Return the moment from which a notice found now may be sent, in UTC."""
    if wishes.digest and not notice.is_wanted(wishes.at_once):
        now = next_digest(wishes.digest, zone=wishes.zone, now=now)
    return after_quiet(wishes.quiet, zone=wishes.zone, moment=now)


def next_digest(digest: Digest, *, zone: tzinfo, now: datetime) -> datetime:
    """Return the moment of the next digest after now, in UTC."""
    day = now.astimezone(zone).date()
    for ahead in range(9):
        chosen = day + timedelta(ahead)
        if digest.weekday is None or chosen.weekday() == digest.weekday:
            moment = _moment(chosen, digest.at, zone=zone, fold=0)
            if moment > now:
                return moment
    raise AssertionError("a week has all weekdays")


def after_quiet(quiet: Quiet | None, *, zone: tzinfo, moment: datetime) -> datetime:
    """Return a moment, or the end of the quiet hours that it lies in, in UTC."""
    moment = moment.astimezone(UTC)
    local = moment.astimezone(zone)
    if quiet is None or not quiet.holds(local.time()):
        return moment
    day = local.date()
    if local.time() >= quiet.end:  # they end tomorrow
        day += timedelta(1)
    return max(moment, _moment(day, quiet.end, zone=zone, fold=1))


def _moment(day: date, at: time, *, zone: tzinfo, fold: int) -> datetime:
    """Return the moment of a time of day, in UTC.

    What a change of clocks leaves out has no moment: the offset of before it (fold 0) puts it as
    far behind the change as it stood behind the hour that is left out.
    """
    local = datetime.combine(day, at, zone).replace(fold=fold)
    back = local.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        local = local.replace(fold=0)
    return local.astimezone(UTC)
