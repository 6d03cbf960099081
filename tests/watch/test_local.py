"""Places on this machine: folders, mailboxes, saved threads and feeds."""

from __future__ import annotations

import json
import mailbox
import random
from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.watch.stage import BEGIN, PlayedClock, PlayedWeb, feed_of

from airdate.ledger.office.places import Kind, Place, State
from airdate.watch.means import Means
from airdate.watch.outcomes import Answer, Outcome
from airdate.watch.relevance import gate
from airdate.watch.schedule import decide
from airdate.watch.visiting import Call, visit

WORDS = "Night Harbour was renewed for a second season on Monday, the network said."


class Visits:
    """Visits of one place, each after the one before."""

    def __init__(self, path: Path, kind: Kind = "auto", *, most: int = 200) -> None:
        self._clock = PlayedClock()
        web = PlayedWeb(self._clock)
        self._means = Means(web, self._clock.now, gate(["Night Harbour"]), most_taken=most)
        self.place = Place(1, "a" * 12, kind, str(path), "Here", BEGIN)
        self._state = State(1, BEGIN, BEGIN, 7200.0)
        self._marks: set[str] = set()

    def again(self) -> Answer:
        """Return what the place answers now."""
        answer = visit(Call(self.place, self._state, self._marks, None), self._means)
        self.place = answer.place or self.place
        self._marks |= set(answer.met)
        self._state = decide(
            self.place, self._state, answer, now=self._clock.now(), chance=random.Random(1)
        )
        return answer


def letter(subject: str, words: str, *, number: int = 1) -> EmailMessage:
    """Return a newsletter."""
    made = EmailMessage()
    made["From"] = "The Harbour News <letter@news.example>"
    made["Subject"] = subject
    made["Date"] = "Mon, 02 Mar 2026 08:00:00 +0000"
    made["Message-ID"] = f"<{number}@news.example>"
    made.set_content(words)
    return made


class TestFolder:
    """A folder's files are read when they are new or changed."""

    def test_new_and_changed(self, tmp_path: Path) -> None:
        """A file is read once, and again when it was changed."""
        (tmp_path / "a.txt").write_text(f"Renewed\n\n{WORDS}")
        (tmp_path / "b.txt").write_text("The bridge\n\nThe bridge is closed until next week.")
        place = Visits(tmp_path)
        first = place.again()
        assert ("folder", Outcome.NEWS, 1, 1) == (
            place.place.kind,
            first.outcome,
            len(first.readings),
            first.let_go,
        )
        assert ("b.txt: it names no followed title",) == first.examples
        assert Outcome.NOTHING_NEW == place.again().outcome
        (tmp_path / "a.txt").write_text(f"Renewed\n\n{WORDS} It will premiere on 4 June 2026.")
        assert 1 == len(place.again().readings)

    def test_many(self, tmp_path: Path) -> None:
        """A visit reads as many as it has room for; the next one goes on."""
        for number in range(5):
            (tmp_path / f"{number}.txt").write_text(f"Report {number}\n\n{WORDS}")
        place = Visits(tmp_path, most=3)
        assert [(3, True), (2, False), (0, False)] == [
            (len(answer.readings), answer.more) for answer in (place.again() for _ in range(3))
        ]

    def test_gone(self, tmp_path: Path) -> None:
        """A folder that is not there is missing, with a reason."""
        answer = Visits(tmp_path / "lost").again()
        assert (Outcome.MISSING, "there is no such file or folder") == (
            answer.outcome,
            answer.reason,
        )


class TestMail:
    """Newsletters are read as they come."""

    @pytest.mark.parametrize("form", ["maildir", "mbox"])
    def test_mailbox(self, tmp_path: Path, form: str) -> None:
        """What came since the last visit is read; what was read is not."""
        path = tmp_path / form
        box: mailbox.Mailbox[mailbox.Message] = (
            mailbox.Maildir(path) if form == "maildir" else mailbox.mbox(path)  # type: ignore[assignment]
        )
        box.add(letter("Night Harbour is back", WORDS, number=1))
        box.flush()
        place = Visits(path)
        first = place.again()
        assert ("mail", 1) == (place.place.kind, len(first.readings))
        assert "news.example" == first.readings[0].document.outlet
        assert Outcome.NOTHING_NEW == place.again().outcome
        box.add(letter("Our week", "Nothing of note was said.", number=2))
        box.add(letter("Night Harbour again", f"{WORDS} It is so.", number=3))
        box.flush()
        box.close()
        later = place.again()
        assert (1, 1, ("Our week: it names no followed title",)) == (
            len(later.readings),
            later.let_go,
            later.examples,
        )


class TestFiles:
    """A saved thread or feed is read when it was changed."""

    def test_thread(self, tmp_path: Path) -> None:
        """A saved thread is read by its opening post."""
        path = tmp_path / "thread.json"
        posts = [
            {"author": "a", "date": "2026-03-01T10:00:00Z", "text": WORDS},
            {"author": "b", "date": "2026-03-01T11:00:00Z", "text": "At last."},
        ]
        path.write_text(json.dumps(posts))
        place = Visits(path, "thread")
        assert 1 == len(place.again().readings)
        assert Outcome.NOTHING_NEW == place.again().outcome

    def test_feed(self, tmp_path: Path) -> None:
        """The articles of a saved feed are asked for."""
        path = tmp_path / "feed.xml"
        path.write_text(feed_of(("https://news.example/1", "Night Harbour renewed", "")))
        place = Visits(path)
        assert ["https://news.example/1"] == [each.address for each in place.again().errands]
        assert "feed" == place.place.kind
