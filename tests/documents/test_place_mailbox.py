"""Mailboxes: messages once, in order, taken up again; hostile ones do no harm."""

import os
from datetime import UTC, datetime

import pytest

from airdate.documents.places import Letter, mailbox, read_letter, read_mailbox
from airdate.errors import SourceError
from airdate.model import Document, Unreadable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def message(key: str, body: str = "Filming has ended.", **head: str) -> str:
    """Return a message as it is sent."""
    fields = {
        "From": "Vista <news@mail.vista.example>",
        "Subject": f"News {key}",
        "Date": "Fri, 20 Nov 2026 08:00:00 +0000",
        "Message-ID": f"<{key}@vista.example>",
        **head,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items()) + f"\n{body}\n"


def mbox(*messages: str) -> str:
    """Return a mailbox of messages."""
    return "".join(f"From a@v.example Fri Nov 20 08:00:00 2026\n{each}\n" for each in messages)


def keys(path, mark=""):
    """Return the keys of the messages behind a mark."""
    return [letter.key.split("@")[0].strip("<") for letter in read_mailbox(path, mark=mark)]


class TestMbox:
    """One file of many messages."""

    def test_messages_come_in_order_and_quoted_from_lines_are_given_back(self, tmp_path):
        """A line of `From ` in a message is written `>From `."""
        path = tmp_path / "news.mbox"
        path.write_text(mbox(message("a", ">From here on\nFrom there"), message("b")))
        first, second = read_mailbox(path)
        assert ("<a@vista.example>", "<b@vista.example>") == (first.key, second.key)
        assert b"\n\nFrom here on\nFrom there\n" in first.data
        assert f"{path}, 2" == second.source

    def test_reading_goes_on_behind_the_mark(self, tmp_path):
        """At each message, however short the mailbox."""
        path = tmp_path / "news.mbox"
        path.write_text(mbox(*map(message, "abc")))
        marks = [letter.mark for letter in read_mailbox(path)]
        assert [["b", "c"], ["c"], []] == [keys(path, mark) for mark in marks]
        with path.open("a") as stream:
            stream.write(mbox(message("d"), message("e")))
        assert ["d", "e"] == keys(path, marks[-1])
        first = next(read_mailbox(path, mark=marks[-1]))
        assert ["e"] == keys(path, first.mark)

    def test_a_rewritten_mailbox_is_read_from_its_start(self, tmp_path):
        """What is met twice has the same key."""
        path = tmp_path / "news.mbox"
        path.write_text(mbox(*map(message, "abc")))
        mark = [letter.mark for letter in read_mailbox(path)][1]
        path.write_text(mbox(*map(message, "xcde")))
        assert ["x", "c", "d", "e"] == keys(path, mark)
        assert ["x", "c", "d", "e"] == keys(path, "no mark of ours")

    def test_a_message_that_was_half_written_is_read_again(self, tmp_path):
        """Its end came after the last visit."""
        path = tmp_path / "news.mbox"
        whole = mbox(message("a"), message("b", "One.\nTwo."))
        path.write_text(whole[:-6])
        mark = [letter.mark for letter in read_mailbox(path)][-1]
        path.write_text(whole)
        (again,) = read_mailbox(path, mark=mark)
        assert ("<b@vista.example>", True) == (again.key, again.data.endswith(b"Two.\n\n"))

    def test_a_message_that_is_too_large_stands_empty(self, tmp_path, monkeypatch):
        """The next one is read."""
        monkeypatch.setattr(mailbox, "LARGEST_LETTER", 1_000)
        path = tmp_path / "news.mbox"
        path.write_text(mbox(message("a", "x" * 5_000), message("b")))
        large, small = read_mailbox(path)
        assert (b"", "<b@vista.example>") == (large.data, small.key)
        assert isinstance(read_letter(large, now=NOW), Unreadable)


class TestMaildir:
    """A folder of a file each."""

    def test_messages_come_as_they_arrived_and_behind_the_mark(self, tmp_path):
        """Seen or unseen; neither those being written nor links."""
        for folder in ("new", "cur", "tmp"):
            (tmp_path / folder).mkdir()
        for hours, (folder, key) in enumerate([("cur", "a"), ("new", "b"), ("tmp", "t")]):
            path = tmp_path / folder / f"{key}:2,S"
            path.write_text(message(key))
            os.utime(path, (hours * 10_000, hours * 10_000))
        (tmp_path / "new" / "link").symlink_to(tmp_path / "cur" / "a:2,S")
        (tmp_path / "new" / ".hidden").write_text(message("h"))
        marks = [letter.mark for letter in read_mailbox(tmp_path)]
        assert ["a", "b"] == keys(tmp_path)
        assert ["b"] == keys(tmp_path, marks[-1])

    def test_other_folders_and_missing_files_are_source_errors(self, tmp_path):
        """Each with what is wrong."""
        with pytest.raises(SourceError, match="is no Maildir"):
            keys(tmp_path)
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(SourceError, match="is no file"):
            keys(tmp_path / "pipe")
        with pytest.raises(SourceError, match="No such file"):
            keys(tmp_path / "none.mbox")


class TestLetters:
    """A message as a document."""

    def letter(self, text: str | bytes) -> Letter:
        """Return a letter of a text."""
        data = text.encode() if isinstance(text, str) else text
        return Letter("<k>", "", data, "box, 1")

    def test_newsletters_are_read_without_attachments(self):
        """HTML becomes text; the sender's domain is the outlet; the key is the name."""
        html = "<html><body><p>Filming of the second season has ended in Riga.</p></body></html>"
        parts = (
            f"--b\nContent-Type: text/html; charset=utf-8\n\n{html}\n"
            "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\n"
            "Secret attachment\n--b--\n"
        )
        kind = {"Content-Type": 'multipart/mixed; boundary="b"', "MIME-Version": "1.0"}
        found = read_letter(self.letter(message("a", parts, **kind)), now=NOW)
        assert isinstance(found, Document)
        assert ("News a", "vista.example", "2026-11-20", "<k>") == (
            found.heading,
            found.outlet,
            str(found.published),
            found.name,
        )
        assert "News a\nFilming of the second season has ended in Riga." == found.text

    def test_future_days_are_not_believed(self):
        """A forged date makes nothing newer than it is."""
        text = message("a", Date="Fri, 20 Nov 2036 08:00:00 +0000")
        found = read_letter(self.letter(text), now=NOW)
        assert isinstance(found, Document)
        assert (None, "unknown") == (found.published, found.published_basis)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Hello",
            "Subject: a\n",
            "From: a@b.example\n" + "X-A: b\n" * 100_000 + "\nbody",
            "\x00\x01\n\n\x02",
            message("a", "", **{"Content-Type": "text/html; charset=hex"}),
        ],
    )
    def test_what_is_no_letter_is_unreadable(self, text):
        """Empty, without a header, with one without end."""
        assert isinstance(read_letter(self.letter(text), now=NOW), Unreadable)

    @pytest.mark.parametrize(
        "head",
        [
            {"From": "(" * 100_000},
            {"From": ", ".join(["a@v.example"] * 15_000)},
            {"Subject": "=?utf-8?q?" + "=41" * 50_000 + "?="},
            {"Content-Type": "text/plain; charset=no-such"},
            {"Content-Type": "text/plain; " + "a=b; " * 1_900},
            {"Date": "Fri, 99 Foo 20266 99:99:99"},
        ],
    )
    def test_odd_headers_leave_the_words(self, head):
        """Fields without end are left out, odd charsets guessed."""
        found = read_letter(self.letter(message("a", **head)), now=NOW)
        assert isinstance(found, Document)
        assert "Filming has ended." == found.text.split("\n")[-1]

    def test_parts_nested_without_end_do_no_harm(self):
        """5,000 messages in messages."""
        deep = "".join(
            f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(5_000)
        )
        assert isinstance(
            read_letter(self.letter(f"From: a@v.example\n{deep}"), now=NOW), Unreadable
        )
