"""Sources of every form, good and bad: each gives documents or says why not, as a value."""

import errno
import io
import json
import os
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from airdate.documents import Given, list_files, read_source
from airdate.documents.encoding import decode
from airdate.documents.intake import KINDS_REMEDY
from airdate.model import Document, Unreadable

_NOW = datetime(2026, 11, 20, tzinfo=UTC)
_TEXT = "Vista renews Harbour Lights\n\nFilming starts in May 2026.\n\nMin Seo-a is back.\n"
_LINES = ["Vista renews Harbour Lights", "Filming starts in May 2026.", "Min Seo-a is back."]
_DEV = Path(__file__).parents[2].parent / "shared" / "eval" / "reading" / "dev"


def _read(source, **given):
    return list(read_source(str(source), given=Given(now=_NOW, **given)))


def _one(source, **given):
    (found,) = _read(source, **given)
    return found


def _file(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# ── plain text ──────────────────────────────────────────────────────────────────────────────


def test_the_first_line_of_a_text_heads_it(tmp_path):
    """Paragraphs are parted by blank lines."""
    found = _one(_file(tmp_path, "a.txt", _TEXT))
    assert ("\n".join(_LINES), None, "unknown", "en") == (
        found.text,
        found.published,
        found.published_basis,
        found.language,
    )


def test_without_blank_lines_each_line_is_a_paragraph(tmp_path):
    """A text of one paragraph a line is read as such."""
    assert "\n".join(_LINES) == _one(_file(tmp_path, "a.txt", "\n".join(_LINES))).text


def test_wrapped_lines_are_one_paragraph(tmp_path):
    """A sentence that was wrapped is whole again."""
    found = _one(_file(tmp_path, "a.txt", "Heading\n\nFilming starts\r\nin May 2026.\r\n\r\nEnd."))
    assert "Heading\nFilming starts in May 2026.\nEnd." == found.text


def test_a_letter_is_whole_again_and_a_paragraph_a_line_stays_one(tmp_path):
    """A line break is of layout where the next word had no room, else it ends a paragraph."""
    letter = (
        "The makers of Harbour Lights write that the second season is to be shot\n"
        "from May 2026 on, with the whole of its first cast, at the old harbour.\n"
        "Nothing has been said of a release."
    )
    column = "Harbour Lights\n\n" + letter
    long = "Harbour Lights\n\n" + "Filming starts in May 2026, the makers say. " * 4 + "\nEnd."
    assert 2 == _one(_file(tmp_path, "a.txt", column)).text.count("\n") + 1
    assert 3 == _one(_file(tmp_path, "b.txt", long)).text.count("\n") + 1


def test_a_first_line_of_prose_is_no_heading(tmp_path):
    """Its first sentence heads the document, and nothing is lost."""
    prose = "Filming starts in May 2026. " + "The makers say no more of it for now. " * 8
    found = _one(_file(tmp_path, "a.txt", prose + "\nEnd."))
    assert "Filming starts in May 2026." == found.heading
    assert [*prose.split(), "End."] == found.text.split()


def test_a_short_paragraph_is_no_heading_either(tmp_path):
    """Two sentences that a person pasted are two; a headline of two has no full stop."""
    found = _one(_file(tmp_path, "a.txt", "Filming starts in May 2026. It wraps in June."))
    assert "Filming starts in May 2026." == found.heading
    assert ["Filming starts in May 2026.", "It wraps in June."] == found.text.split("\n")
    found = _one(_file(tmp_path, "b.txt", "Dead? Not yet\n\nFilming starts in May 2026."))
    assert "Dead? Not yet" == found.heading


def test_head_lines_are_read(tmp_path):
    """A small head gives title, outlet, address, day and language; other lines of it are left."""
    head = (
        "Title: Vista renews Harbour Lights\nAuthor: Jane Roe\nOutlet: vista.example\n"
        "URL: https://press.vista.example/a\nPublished: 2026-02-14\nLanguage: en\n\n"
    )
    found = _one(_file(tmp_path, "a.txt", head + "Filming starts in May 2026.\nMin Seo-a is back."))
    assert (
        "\n".join(_LINES),
        "vista.example",
        "https://press.vista.example/a",
        date(2026, 2, 14),
        "header",
    ) == (found.text, found.outlet, found.url, found.published, found.published_basis)


def test_prose_with_a_colon_is_no_head(tmp_path):
    """`Date: still unknown` is a line of the text."""
    found = _one(_file(tmp_path, "a.txt", "Date: still unknown\n\nThe studio is silent."))
    assert "Date: still unknown" == found.heading


def test_a_day_that_is_none_is_told(tmp_path):
    """A head with an impossible day names it and how to write one."""
    found = _one(_file(tmp_path, "a.txt", "Title: A\nPublished: 2026-13-01\n\nA text."))
    assert ("it says that it was published '2026-13-01', which is not a day", True) == (
        found.reason,
        "2026-02-14" in found.remedy,
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("시즌2 촬영 종료\n\n비스타는 촬영이 끝났다고 밝혔다. Harbour Lights", "ko"),
        ("撮影が終了\n\n公開は2026年だ。", "ja"),
        ("第二季拍摄结束\n\n明年播出。", "zh"),
        ("Dreh beendet\n\nDie Serie ist im Herbst bei Vista, und das ist gut so.", "de"),
        (
            "Rodaje terminado\n\nLa serie vuelve en mayo, según la cadena.",
            "es",
        ),
        (
            "Tournage fini\n\nLa série est de retour dans le Nord, selon la chaîne.",
            "fr",
        ),
        ("Harbour Lights\n\nThe series is back in May.", "en"),
        (
            "Harbour Lights\n\nThe series, called أضواء الميناء القديم في الليل الطويل, "
            "is back in May. They filmed it on the coast.",
            "en",
        ),
        (
            "항구의 불빛\n\nIt is back in May as 오래된 등대지기의 노래와 항구의 불빛. "
            "The studio says so, and it has a day.",
            "en",
        ),
        (
            "Marea\n\nLa serie Огни старой гавани vuelve en mayo, según la cadena. Los actores "
            "están en el puerto.",
            "es",
        ),
        (
            "시즌3 촬영 종료\n\n‘The Last of Us’ 시즌3 촬영이 끝났다. ‘The Last of Us’는 HBO Max, "
            "‘House of the Dragon’도 HBO Max 공개다.",
            "ko",
        ),
        ("《The Crown》第二季\n\nNetflix宣布明年播出。", "zh"),
    ],
)
def test_the_language_is_told_by_the_text(tmp_path, text, language):
    """Script first, then the words that open sentences."""
    assert language == _one(_file(tmp_path, "a.txt", text)).language


# ── Markdown, mail, JSON ────────────────────────────────────────────────────────────────────


def test_markdown_loses_its_markup_and_keeps_its_headings(tmp_path):
    """Links, emphasis, lists and tables become plain paragraphs; a credit in brackets stays."""
    text = (
        '---\ntitle: "Harbour Lights is back"\ndate: 2026-02-14\noutlet: vista.example\n---\n'
        "# Harbour Lights is back\n\n"
        "It was **renewed** in June "
        "([press.vista.example](https://press.vista.example/x)).\nYes.\n\n"
        "## Cast\n\n- *Min Seo-a* as Yun\n- Tom Vale\n\n"
        "| Episode | Day |\n|---|---|\n| 1 | May 3 |\n\n"
        "![a picture](a.png)\n"
    )
    found = _one(_file(tmp_path, "a.md", text))
    assert [
        "Harbour Lights is back",
        "It was renewed in June (press.vista.example). Yes.",
        "Cast",
        "Min Seo-a as Yun",
        "Tom Vale",
        "Episode: Day",
        "1: May 3",
    ] == found.text.split("\n")
    assert (date(2026, 2, 14), "header", "vista.example") == (
        found.published,
        found.published_basis,
        found.outlet,
    )
    assert "Cast" == found.words_of(found.sentences[-1].section)


_MAIL = """From: Press Office <press@news.vista.example>
To: you@desk.example
Subject: =?utf-8?q?Re=3A_Vista_renews_Harbour_Lights?=
Date: Sat, 14 Feb 2026 09:30:00 +0900
MIME-Version: 1.0
Content-Type: {kind}; charset="utf-8"
Content-Transfer-Encoding: 8bit

{body}
"""


def test_a_plain_message_is_read_without_its_signature(tmp_path):
    """Subject, sender and day come from the header."""
    body = "Filming starts in\nMay 2026.\n\nMin Seo-a is back.\n\n-- \nPress Office, +00 000 000"
    found = _one(_file(tmp_path, "a.eml", _MAIL.format(kind="text/plain", body=body)))
    assert ("\n".join(_LINES), "vista.example", date(2026, 2, 14), "header") == (
        found.text,
        found.outlet,
        found.published,
        found.published_basis,
    )


def test_the_html_of_a_message_goes_through_the_page_reader(tmp_path):
    """A newsletter is read as a page, headed by its subject."""
    body = "<html><body><p>Filming starts in May 2026.</p><p>Min Seo-a is back.</p></body></html>"
    found = _one(_file(tmp_path, "a.eml", _MAIL.format(kind="text/html", body=body)))
    assert "\n".join(_LINES) == found.text


@pytest.mark.parametrize("content", ["no header here", "Subject: only this\n\n", "From: a\n\n \n"])
def test_a_message_without_text_is_told(tmp_path, content):
    """Neither a lone header nor a lone body is a message with an article."""
    assert isinstance(_one(_file(tmp_path, "a.eml", content)), Unreadable)


def _nested(depth):
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)
    )
    return f"Subject: A\n{parts}Content-Type: text/plain\n\nhello\n"


@pytest.mark.parametrize(
    "content",
    [
        _nested(3_000),
        "Subject: A\n" + "Content-Type: message/rfc822\n\n" * 3_000 + "Subject: B\n\nhello\n",
        f"Subject: A\nFrom: {'(' * 3_000}\n\nhello\n",
        f"Subject: A\nContent-Type: text/plain; charset={'(' * 5_000}\n\nhello\n",
    ],
    ids=["parts", "messages", "sender", "charset"],
)
def test_a_message_nested_without_end_is_told(tmp_path, content):
    """What no parser gets to the bottom of is a value, and stops no other source."""
    _file(tmp_path, "1.eml", content)
    _file(tmp_path, "2.txt", _TEXT)
    message, document = _read(tmp_path)
    assert "its parts or its header are nested too deeply" == message.reason
    assert "\n".join(_LINES) == document.text


def test_a_day_of_brackets_without_end_is_none(tmp_path):
    """The message is read all the same."""
    found = _one(_file(tmp_path, "a.eml", f"Subject: A\nDate: {'(' * 5_000}\n\nhello\n"))
    assert ("A\nhello", None) == (found.text, found.published)


def test_json_gives_the_text_and_the_head_and_no_annotation(tmp_path):
    """Sentences and claims that a file carries are left unread: we make our own."""
    record = {
        "id": "007",
        "heading": _LINES[0],
        "paragraphs": _LINES[1:],
        "url": "https://www.vista.example/2026/02/14/a/",
        "sentences": ["never read"],
        "milestones": [{"event": "release"}],
    }
    found = _one(_file(tmp_path, "a.json", json.dumps(record)))
    assert ("\n".join(_LINES), "007", "vista.example", date(2026, 2, 14), "address") == (
        found.text,
        found.name,
        found.outlet,
        found.published,
        found.published_basis,
    )


@pytest.mark.parametrize("field", ["id", "url", "outlet", "language"])
def test_half_a_letter_in_the_head_can_be_written_down(tmp_path, field):
    """A lone surrogate in a field becomes U+FFFD, as in the text."""
    record = {"heading": "A", "paragraphs": ["B."], field: "https://a\ud800\u202e.example/b "}
    found = _one(_file(tmp_path, "a.json", json.dumps(record)))
    value = found.name if field == "id" else getattr(found, field)
    assert "https://a\ufffd.example/b" == value
    assert "\ufffd" in str(found).encode().decode()


def test_head_lines_are_cleaned_as_the_text_is(tmp_path):
    """What is unseen in a text is dropped from its head too; a blank field counts as none."""
    head = "Title: A\nOutlet: vista\u202e.example\nLanguage: e\u202en\nURL: \u2060\n\nA text."
    found = _one(_file(tmp_path, "a.txt", head))
    assert ("vista.example", "en", None) == (found.outlet, found.language, found.url)


def test_a_given_outlet_is_cleaned_too(tmp_path):
    """A name that came in broken from a shell can be written down."""
    found = _one(_file(tmp_path, "a.txt", _TEXT), outlet="vista\udce9 ")
    assert "vista\ufffd" == found.outlet


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("3", "it is a JSON int"),
        ("[]", "it is an empty list"),
        ("{}", "neither heading nor paragraphs"),
        ('{"heading": 3}', '"heading" is no text'),
        ('{"heading": "a", "paragraphs": [1]}', '"paragraphs" is no list of texts'),
        ('{"heading": "a", "url": 7}', '"url" is no text'),
        ('{"heading": "a", "published": "soon"}', "'soon', which is not a day"),
    ],
)
def test_json_of_another_form_is_told(tmp_path, content, reason):
    """What is wrong with a file is said, and what it should hold."""
    found = _one(_file(tmp_path, "a.json", content))
    assert reason in found.reason
    assert found.remedy


def test_one_bad_line_does_not_stop_the_next(tmp_path):
    """Each line of JSON Lines stands for itself, and a bad one is named by its number."""
    good = json.dumps({"heading": "A", "paragraphs": ["B."]})
    found = _read(_file(tmp_path, "a.jsonl", f"{good}\n{{\n\n[1]\n{good}"))
    assert [True, False, False, True] == [isinstance(f, Document) for f in found]
    assert found[1].source.endswith("a.jsonl, line 2")
    assert found[2].source.endswith("a.jsonl, line 4")


# ── what is no document ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "it is empty"),
        ("a.txt", b" \n\t", "it is empty"),
        ("a.txt", b"...\n---\n", "it has no text"),
        ("a.txt", b"a\0b" * 100, "it is a binary file"),
        ("a.txt", b"%PDF-1.7 x", "it is a PDF file"),
        ("a", b"\x7fELF\1\1", "it is a program"),
        ("a.png", b"\x89PNG\r\n", "it is a picture"),
        ("a.docx", b"PK\x03\x04x", "it is a ZIP archive or an office document"),
        ("a.css", b"p { color: red }", "a .css file holds no article"),
        ("a.txt", b"word " * 1_700_000, "it is larger than 8 MB"),
        ("a.html", b"<html><body></body></html>", "no main text was found"),
        ("a.html", b"<html><body>" + b"<div>" * 40_000, "its elements are nested more than 2,000"),
    ],
)
def test_what_gives_no_document_says_why(tmp_path, name, content, reason):
    """Each comes back as a value with its source, a reason and a remedy."""
    path = _file(tmp_path, name, content)
    found = _one(path)
    assert reason in found.reason
    assert (str(path), True) == (found.source, bool(found.remedy))


def test_fifty_megabytes_of_one_line_are_not_read(tmp_path):
    """A huge line among good ones is left out, without being held in memory."""
    path = tmp_path / "a.jsonl"
    good = json.dumps({"heading": "A", "paragraphs": ["B."]})
    with path.open("w") as stream:
        stream.write('"')
        for _ in range(50):
            stream.write("x" * 1_000_000)
        stream.write(f'"\n{good}\n')
    large, read = _read(path)
    assert ("it is larger than 8 MB, which no article is", "A\nB.") == (large.reason, read.text)


@pytest.mark.parametrize("name", ["missing.txt", "", "a\0b", "x" * 5_000, "a.txt/b"])
def test_a_name_of_nothing_is_told(tmp_path, monkeypatch, name):
    """No name of a file crashes the reader."""
    monkeypatch.chdir(tmp_path)
    _file(tmp_path, "a.txt", _TEXT)
    found = _one(name)
    assert isinstance(found, Unreadable)
    assert found.remedy


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    """The remedy is the command that allows it."""
    path = _file(tmp_path, "a.txt", _TEXT)

    def refuse(*_):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    expected = Unreadable(str(path), "it may not be read", f"allow it: chmod u+r '{path}'")
    assert expected == _one(path)


def test_a_device_is_not_read():
    """What never ends is not begun."""
    assert "it is a device, no file" == _one("/dev/zero").reason


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:9999/", "which is this machine"),
        ("http://[::1]:9999/", "which is this machine"),
        ("ftp://a.example/", "not of the web"),
        ("file:///etc/hosts", "not of the web"),
        ("https:\\\\a.example", "backslash"),
    ],
)
def test_addresses_that_are_refused_are_values_too(url, reason):
    """The fetch guard's words reach the caller."""
    assert reason in _one(url).reason


# ── folders ─────────────────────────────────────────────────────────────────────────────────


def test_a_folder_is_read_by_name_without_what_is_hidden(tmp_path):
    """All below it, sorted; what is no document is named, and stops nothing."""
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/2.txt", "1.txt", ".hidden.txt", ".git/3.txt"):
        _file(tmp_path, name, _TEXT)
    _file(tmp_path, "a.png", b"\x89PNG")
    found = _read(tmp_path)
    assert [True, False, True] == [isinstance(f, Document) for f in found]
    assert str(tmp_path / "a.png") == found[1].source


def test_links_that_lead_back_end(tmp_path):
    """A folder in itself and a link to itself are walked once."""
    _file(tmp_path, "1.txt", _TEXT)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    document, loop = _read(tmp_path)
    assert "\n".join(_LINES) == document.text
    assert "it is a symbolic link that leads back to itself" == loop.reason


def test_a_folder_without_files_says_so(tmp_path):
    """It stands for itself in the list, so that the reason is told."""
    assert [tmp_path] == list_files(tmp_path)
    assert "the folder holds no files" == _one(tmp_path).reason


def _refusing(monkeypatch, method, names):
    """Let a method of Path refuse these names, as the system does to all but its superuser."""
    allowed = getattr(Path, method)

    def tried(self, *args, **kwargs):
        if self.name in names:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return allowed(self, *args, **kwargs)

    monkeypatch.setattr(Path, method, tried)


def test_a_link_into_a_closed_folder_stops_no_other(tmp_path, monkeypatch):
    """What may not be looked at is told, and the files beside it are read."""
    _file(tmp_path, "1.txt", _TEXT)
    (tmp_path / "2").symlink_to(tmp_path / "closed" / "inner")
    _file(tmp_path, "3.txt", _TEXT.replace("May", "June"))
    _refusing(monkeypatch, "stat", {"2"})
    first, link, third = _read(tmp_path)
    assert [True, True] == [isinstance(found, Document) for found in (first, third)]
    assert (str(tmp_path / "2"), "it may not be read") == (link.source, link.reason)


def test_a_folder_that_may_not_be_looked_at_stops_no_other(tmp_path, monkeypatch):
    """A folder that closes while it is walked is told."""
    _file(tmp_path, "1.txt", _TEXT)
    (tmp_path / "closed").mkdir()
    _refusing(monkeypatch, "stat", {"closed"})
    document, closed = _read(tmp_path)
    assert (True, str(tmp_path / "closed")) == (isinstance(document, Document), closed.source)


@pytest.mark.skipif(not os.path.ismount("/proc"), reason="the system shows no processes as files")
def test_the_system_s_own_folders_are_not_read():
    """What shows processes as files has no article, and links to all else."""
    assert Unreadable("/proc", "it is a part of the system, no folder", KINDS_REMEDY) == _one(
        "/proc"
    )


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path):
    """It may have no writer; the files beside it are read."""
    os.mkfifo(tmp_path / "1.txt")
    os.mkfifo(tmp_path / "2.jsonl")
    _file(tmp_path, "3.txt", _TEXT)
    first, second, document = _read(tmp_path)
    assert ["it is a pipe, no file"] * 2 == [first.reason, second.reason]
    assert "\n".join(_LINES) == document.text


def test_a_pipe_that_is_named_itself_is_read(tmp_path):
    """As the shell names what a command writes."""
    os.mkfifo(tmp_path / "a")
    writer = threading.Thread(target=(tmp_path / "a").write_text, args=(_TEXT,))
    writer.start()
    assert "\n".join(_LINES) == _one(tmp_path / "a").text
    writer.join()


# ── what the caller knows ───────────────────────────────────────────────────────────────────


def test_what_is_given_holds_over_what_the_source_says(tmp_path):
    """A person's word on day and outlet is taken."""
    text = "Title: A\nOutlet: b.example\nPublished: 2026-01-01\n\nA text."
    given = {"published": date(2026, 2, 14), "outlet": "vista.example"}
    found = _one(_file(tmp_path, "a.txt", text), **given)
    assert (date(2026, 2, 14), "given", "vista.example") == (
        found.published,
        found.published_basis,
        found.outlet,
    )


def test_a_day_to_come_is_no_day_of_publication(tmp_path):
    """What bears a day after the moment of reading is taken as undated."""
    found = _one(_file(tmp_path, "a.txt", "Title: A\nPublished: 2027-01-01\n\nA text."))
    assert (None, "unknown") == (found.published, found.published_basis)


@pytest.mark.parametrize(
    "content",
    [
        _TEXT,
        json.dumps({"heading": _LINES[0], "paragraphs": _LINES[1:]}),
        f"<!DOCTYPE html><html><head><title>{_LINES[0]}</title></head><body><p>{_LINES[1]}</p>"
        f"<p>{_LINES[2]}</p></body></html>",
        f"Message-ID: <a@b.example>\nSubject: {_LINES[0]}\n\n{_LINES[1]}\n\n{_LINES[2]}\n",
    ],
    ids=["text", "json", "page", "mail"],
)
def test_standard_input_is_told_by_its_look(content):
    """`-` takes whatever is piped in."""
    assert "\n".join(_LINES) == _one("-", stdin=io.BytesIO(content.encode())).text


def test_empty_standard_input_is_told():
    """Nothing piped in is said, not read."""
    assert Unreadable("-", "it is empty", "give a source with an article in it") == _one("-")


# ── encodings ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_in_every_form_is_read(tmp_path, encoding):
    """With a byte order mark or without."""
    content = (_TEXT + "\nThe café is open.\n").encode(encoding)
    assert "\n".join([*_LINES, "The café is open."]) == _one(_file(tmp_path, "a.txt", content)).text


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", "The café’s “new” season – a naïve one – is here, says José."),
        ("cp949", "비스타는 항구의 불빛 시즌2 촬영이 모두 끝났다고 밝혔다. 공개는 내년 상반기다."),
        ("shift_jis", "撮影はすべて終了しました。公開は来年の春の予定です。楽しみにしてください。"),
    ],
)
def test_older_encodings_are_told_by_their_letters(encoding, words):
    """Without any mark the letters decide."""
    assert words * 5 == decode((words * 5).encode(encoding))


def test_the_meta_tag_of_a_page_names_its_encoding():
    """What is no UTF-8 is read as the page says."""
    page = '<meta charset="windows-1251"><p>Съёмки</p>'
    assert page == decode(page.encode("cp1251"))


def test_a_few_broken_letters_do_not_spoil_the_others():
    """A page in UTF-8 with one byte of another encoding is still read as UTF-8."""
    assert "é" * 50 + "\ufffd" == decode("é".encode() * 50 + b"\xe9")


def test_a_codec_that_is_no_encoding_is_not_followed():
    """`charset=hex` or an unknown name is left aside."""
    assert "\xe9" == decode(b"\xe9", declared="hex")[:1]


@pytest.mark.skipif(not _DEV.exists(), reason="no shared evaluation set beside the checkout")
def test_the_development_set_is_read_whole():
    """Every document comes with its identifier, day and all its paragraphs."""
    for path in sorted(_DEV.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        found = _one(path)
        lines = [record["heading"], *record["paragraphs"]]
        assert (record["id"], record["published"], len(lines)) == (
            found.name,
            str(found.published),
            found.text.count("\n") + 1,
        )
