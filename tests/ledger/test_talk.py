"""Posts of fans: kept as they were last met, found by their work, on either store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from airdate.ledger import open_ledger
from airdate.ledger.office import talk
from airdate.model import Installment, Post, Thread

_DAY = datetime(2026, 1, 10, 12, tzinfo=UTC)
_WORK = Installment("The Long Wait", 2)


def _post(key: str, text: str, *, days: int = 0, **named: object) -> Post:
    return Post(key, f"hash-{key}", _DAY + timedelta(days), text, **named)  # type: ignore[arg-type]


_THREAD = Thread(
    "The Long Wait season 2 when?",
    "https://www.reddit.com/r/thelongwait/comments/1",
    "r/thelongwait",
    (_post("a", "I cannot wait"), _post("b", "They will be forty by then", days=40)),
)


def test_kept_once(fresh: Callable[[], str]) -> None:
    """A thread that is met again brings only what is new, changed or gone in it."""
    with open_ledger(fresh()) as ledger:
        first = talk.keep(ledger, _THREAD, about=_WORK, recorded_at=_DAY)
        again = talk.keep(ledger, _THREAD, about=_WORK, recorded_at=_DAY)
        edited = replace(_THREAD.posts[0], text="I can wait, it turns out")
        removed = replace(_THREAD.posts[1], text="", state="removed")
        later = replace(_THREAD, posts=(edited, removed, _post("c", "New here", days=1)))
        then = talk.keep(ledger, later, about=_WORK, recorded_at=_DAY)
        said = talk.said_of(ledger, _WORK, as_of=date(2027, 1, 1))
    assert (talk.Kept(2), talk.Kept(), talk.Kept(1, 1, 1)) == (first, again, then)
    assert ["I can wait, it turns out", "New here"] == [each.text for each in said]


def test_found_by_work(fresh: Callable[[], str]) -> None:
    """Posts are found by title, alias and season, up to a day; those on the work count too."""
    with open_ledger(fresh()) as ledger:
        ledger.add_alias("Langes Warten", "The Long Wait", recorded_at=_DAY)
        talk.keep(ledger, _THREAD, about=_WORK, recorded_at=_DAY)
        other = replace(_THREAD, url="https://x.example/2", posts=(_post("x", "General talk"),))
        talk.keep(ledger, other, about=Installment("Langes Warten"), recorded_at=_DAY)

        def texts(of: Installment, day: str, *, general: bool = True) -> list[str]:
            found = talk.said_of(ledger, of, as_of=date.fromisoformat(day), general=general)
            return sorted(each.text for each in found)

        assert ["General talk", "I cannot wait"] == texts(_WORK, "2026-01-31")
        assert ["I cannot wait"] == texts(_WORK, "2026-01-31", general=False)
        assert 3 == len(texts(Installment("Langes Warten", 2), "2026-12-31"))
        assert ["General talk"] == texts(Installment("The Long Wait", 5), "2026-12-31")
        assert [] == texts(Installment("Another Show", 2), "2026-12-31")


def test_posts_without_a_day(fresh: Callable[[], str]) -> None:
    """A post without a day has no place in a mood over time."""
    undated = replace(_THREAD, posts=(replace(_THREAD.posts[0], posted_at=None),))
    with open_ledger(fresh()) as ledger:
        assert talk.Kept() == talk.keep(ledger, undated, about=_WORK, recorded_at=_DAY)


def test_secret(fresh: Callable[[], str], tmp_path: Path) -> None:
    """Each ledger has a secret of its own, the same whenever it is asked for, in no export."""
    other_place = tmp_path / "other.db"
    with open_ledger(fresh()) as ledger, open_ledger(other_place) as other:
        mine = talk.authors_secret(ledger)
        assert mine == talk.authors_secret(ledger)
        assert mine != talk.authors_secret(other)
        talk.keep(ledger, _THREAD, about=_WORK, recorded_at=_DAY)
        exported = "\n".join(ledger.export())
    assert mine.hex() not in exported
    assert "hash-a" not in exported


def test_forget(fresh: Callable[[], str]) -> None:
    """Old posts can be taken out for good."""
    with open_ledger(fresh()) as ledger:
        talk.keep(ledger, _THREAD, about=_WORK, recorded_at=_DAY)
        assert 1 == talk.forget(ledger, before=date(2026, 2, 1))
        left = talk.said_of(ledger, _WORK, as_of=date(2027, 1, 1))
    assert ["They will be forty by then"] == [each.text for each in left]
