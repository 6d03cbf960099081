"""Pages: main text, heading, outlet, day and language; and pages that mean harm."""

from datetime import date

import pytest

from airdate.documents.page import MOST_ELEMENTS, extract
from airdate.model import Unreadable

_TODAY = date(2026, 11, 20)
_ARTICLE = """<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8">
<title>Harbour Lights Season 2: what we know | ShowDesk</title>
<link rel="canonical" href="https://www.showdesk.example/tv/harbour-lights-season-2/">
<meta property="og:title" content="Harbour Lights Season 2: what we know">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite"},
{"@type":"NewsArticle","headline":"Harbour Lights Season 2: Everything We Know So Far",
"datePublished":"2026-02-14T09:30:00+09:00","dateModified":"2026-03-01T09:30:00Z"}]}</script>
</head><body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/tv">TV</a></li></ul></nav>
</header><main><article><h1>Harbour Lights Season 2: Everything We Know So Far</h1>
<p>The second run of the quiet island drama has been a long time coming, and those who loved the
first have been patient. Vista ordered it back in June 2024
(<a href="https://press.vista.example">press.vista.example</a>). Shooting was to begin in 2025.</p>
<h2>When did filming start?</h2>
<p>Cameras rolled in July 2025. “Fans are frustrated.” (<a href="https://x.example">x.example</a>)
The crew wrapped by mid-February 2026 (<a href="/y">press.vista.example</a>).</p>
<blockquote><p>“We wanted to do it right.”</p></blockquote>
<p><strong>Who is in the cast?</strong></p>
<p>These actors are back for the new run:</p>
<ul><li><strong>Min Seo-a</strong> as harbour master Yun</li>
<li>Tom Vale (<em>Night Ferry</em>) as the doctor</li><li>Ines Costa</li></ul>
<table><tr><th>Episode</th><th>Air date</th></tr><tr><td>Episode 1</td><td>March 4, 2027</td></tr>
<tr><td>2</td><td>The Ferry</td><td>March 11, 2027</td></tr></table>
<p>One line here,<br>and its end.<br><br>A new line on the release in 2027.</p>
</article><aside><h3>Trending</h3><ul><li><a href="/q">Another show is back</a></li></ul></aside>
</main><footer><p>© 2026 ShowDesk Media. All rights reserved.</p></footer></body></html>"""


def _page(body, head="", root="<html>"):
    return f"<!DOCTYPE html>{root}<head>{head}</head><body>{body}</body></html>".encode()


def _read(body, head="", root="<html>", url=None):
    return extract(_page(body, head, root), url=url, today=_TODAY)


def test_an_article_gives_its_text_paragraph_by_paragraph():
    """Headings, lists, tables and credits stay; menus, side columns and feet go."""
    found = extract(_ARTICLE.encode(), url=None, today=_TODAY)
    assert [
        "Harbour Lights Season 2: Everything We Know So Far",
        "The second run of the quiet island drama has been a long time coming, and those who loved "
        "the first have been patient. Vista ordered it back in June 2024 (press.vista.example). "
        "Shooting was to begin in 2025.",
        "When did filming start?",
        "Cameras rolled in July 2025. “Fans are frustrated.” (x.example) "
        "The crew wrapped by mid-February 2026 (press.vista.example).",
        "“We wanted to do it right.”",
        "Who is in the cast?",
        "These actors are back for the new run:",
        "Min Seo-a as harbour master Yun",
        "Tom Vale (Night Ferry) as the doctor",
        "Ines Costa",
        "Episode: Air date",
        "Episode 1: March 4, 2027",
        "2 | The Ferry | March 11, 2027",
        "One line here, and its end.",
        "A new line on the release in 2027.",
    ] == found.text.split("\n")


def test_a_credit_in_brackets_belongs_to_the_sentence_that_it_ends():
    """What was linked in brackets behind a sentence is part of that sentence."""
    found = extract(_ARTICLE.encode(), url=None, today=_TODAY)
    words = [found.words_of(s.number) for s in found.sentences]
    assert "Vista ordered it back in June 2024 (press.vista.example)." in words
    assert "“Fans are frustrated.” (x.example)" in words


def test_sentences_know_the_sub_heading_above_them():
    """Marked headings and lines all in bold head what follows."""
    found = extract(_ARTICLE.encode(), url=None, today=_TODAY)
    above = {
        found.words_of(s.number): None if s.section is None else found.words_of(s.section)
        for s in found.sentences
    }
    assert (None, "When did filming start?", "Who is in the cast?") == (
        above["Shooting was to begin in 2025."],
        above["Cameras rolled in July 2025."],
        above["Ines Costa"],
    )


def test_the_head_of_an_article():
    """JSON-LD gives headline and day, the canonical address the outlet, the root the language."""
    found = extract(_ARTICLE.encode(), url=None, today=_TODAY)
    assert (
        "showdesk.example",
        "https://www.showdesk.example/tv/harbour-lights-season-2/",
        date(2026, 2, 14),
        "page",
        "en",
    ) == (found.outlet, found.url, found.published, found.published_basis, found.language)


def test_a_page_cannot_pass_for_another_site():
    """Where we know the address it was had from, a foreign canonical one is not believed."""
    url = "https://fan.example/harbour?utm=1"
    found = extract(_ARTICLE.encode(), url=url, today=_TODAY)
    assert ("fan.example", url) == (found.outlet, found.url)


def test_a_page_names_the_canonical_form_of_its_own_address():
    """The same site's canonical address takes the place of the one with trackers."""
    url = "https://showdesk.example/tv/harbour-lights-season-2/?utm_source=x"
    found = extract(_ARTICLE.encode(), url=url, today=_TODAY)
    assert "https://www.showdesk.example/tv/harbour-lights-season-2/" == found.url


@pytest.mark.parametrize(
    ("head", "body", "url", "expected"),
    [
        ('<meta property="article:published_time" content="2026-02-14T10:00Z">', "", None, "page"),
        ('<meta name="date" content="14 Feb 2026">', "", None, "page"),
        ("", '<time datetime="2026-02-14T10:00">today</time>', None, "page"),
        ("", "<p>By Jane Roe | 14 February 2026</p>", None, "page"),
        ("", "", "https://a.example/2026/02/14/harbour/", "address"),
    ],
)
def test_the_day_of_publication_and_its_basis(head, body, url, expected):
    """Metadata, then the address, then the lines beside the prose."""
    found = _read(
        f"{body}<p>Filming began in May 2025 and it ended on July 3, 2025.</p>", head, url=url
    )
    assert (date(2026, 2, 14), expected) == (found.published, found.published_basis)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Filming ended on 3 May 2026.</p>",
        "<p>The order came.</p><footer>© 2024 ShowDesk</footer>",
        "<p>The series is of 2025.</p><p>Copyright 2026 ShowDesk</p>",
        '<time datetime="2027-02-14">soon</time><p>The order came.</p>',
    ],
)
def test_a_day_in_the_prose_or_to_come_is_not_the_day_of_the_page(body):
    """No day is better than a wrong one."""
    found = _read(body)
    assert (None, "unknown") == (found.published, found.published_basis)


def test_a_korean_page_in_its_old_encoding():
    """Lines parted by breaks are paragraphs; the letters come out right."""
    body = (
        "<h1>‘항구의 불빛’ 시즌2 촬영 종료</h1><div>비스타 시즌2가 모든 촬영을 마쳤다.<br><br>"
        "비스타는 “촬영을 끝냈다”고 밝혔다. 공개는 2026년 하반기다.<br>[사진=비스타]</div>"
    )
    page = f'<html lang="ko"><head><meta charset="euc-kr"></head><body>{body}</body></html>'
    found = extract(page.encode("cp949"), url=None, today=_TODAY)
    assert [
        "‘항구의 불빛’ 시즌2 촬영 종료",
        "비스타 시즌2가 모든 촬영을 마쳤다.",
        "비스타는 “촬영을 끝냈다”고 밝혔다. 공개는 2026년 하반기다.",
        "[사진=비스타]",
    ] == found.text.split("\n")
    assert "ko" == found.language


def test_a_page_that_says_the_wrong_language_is_read_by_its_letters():
    """A Korean text under `lang=en` is Korean."""
    assert (
        "ko"
        == _read("<p>촬영이 모두 끝났다고 비스타가 밝혔다.</p>", root='<html lang="en">').language
    )


def test_a_short_notice_is_read():
    """A page of one sentence has a text too."""
    body = "<h1>Vista renews Harbour Lights</h1><p>There will be a second season.</p>"
    assert "Vista renews Harbour Lights\nThere will be a second season." == _read(body).text


def test_the_name_of_the_site_is_taken_off_the_title():
    """A title tag without an h1 heads the page."""
    found = _read("<p>There will be a second season.</p>", "<title>Vista renews it | Desk</title>")
    assert "Vista renews it" == found.heading


_PROSE = "<p>Filming of the second season ended in May, as the studio said in a note to us.</p>" * 4


@pytest.mark.parametrize(
    "body",
    [
        "<blockquote>" * 200 + "x" + "</blockquote>" * 200 + _PROSE,
        "<div>" * 1_900 + _PROSE + "</div>" * 1_900,
        _PROSE + "<div>" * 40_000 + "</div>" * 40_000,
        "<ul><li>x" * 900 + "</ul>" * 900 + _PROSE,
        _PROSE + "<p><nav>" * 900 + "word and word. " * 1_000,
        "<nav>" * 1_900 + "x" + "</nav>" * 1_900 + _PROSE,
        "<p " + " ".join(f'a{i}="x"' for i in range(50_000)) + ">hello there</p>" + _PROSE,
        _PROSE + '<a href="/x">link text</a> ' * MOST_ELEMENTS,
        _PROSE + "<table>" + "<tr><td>a cell</td></tr>" * MOST_ELEMENTS + "</table>",
        f'<script type="application/ld+json">{"[" * 100_000}</script>' + _PROSE,
        _PROSE + "\0\x01\x02\x1b",
        "<" * 100_000 + _PROSE,
    ],
    ids=[
        "deep",
        "inside",
        "bottomless",
        "lists",
        "paragraphs",
        "menus",
        "attributes",
        "links",
        "table",
        "json",
        "controls",
        "angles",
    ],
)
def test_pages_made_to_hurt_are_read_all_the_same(body):
    """Depth, width and odd characters cost little, and the prose is found."""
    assert "Filming of the second season ended in May" in _read(body).text


@pytest.mark.parametrize("depth", [300, 1_000])
def test_an_article_below_many_wrappers_is_read_as_without_them(depth):
    """Depth is of the layout alone: paragraphs, lists and tables stay as they are."""
    head, tail = _ARTICLE.split("<main>")[0], "</main>" + _ARTICLE.split("</main>")[1]
    inner = "<main>" + _ARTICLE.split("<main>")[1].split("</main>")[0]
    page = head + "<div>" * depth + inner + tail.replace("</main>", "</main>" + "</div>" * depth)
    expected = extract(_ARTICLE.encode(), url=None, today=_TODAY)
    assert expected == extract(page.encode(), url=None, today=_TODAY)


def test_a_page_deeper_than_can_be_parsed_says_so():
    """Where that is why no text was found, it is told."""
    found = _read("<div>" * 40_000 + _PROSE + "</div>" * 40_000)
    assert "its elements are nested more than 2,000 deep" == found.reason


@pytest.mark.parametrize(
    "page",
    [
        b"<html>",
        b"<!DOCTYPE " + b"[" * 100_000,
        b"<html><body>" + b"<div>" * 40_000 + b"</div>" * 40_000,
        b"<html><body><script>var a = 1;</script></body></html>",
        b"<html><body><!--" + b"<!--" * 10_000,
    ],
)
def test_a_page_without_text_says_so(page):
    """Nothing is made up where there is nothing."""
    found = extract(page, url="https://a.example/")
    assert isinstance(found, Unreadable)
    assert "https://a.example/" == found.source


def test_entities_of_a_document_type_are_not_resolved(tmp_path):
    """A page can neither read a file of ours nor multiply its own words."""
    (tmp_path / "secret").write_text("hidden words")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">'
        f'<!ENTITY a "bomb bomb"><!ENTITY b "&a;&a;">]><html><body>{_PROSE}<p>&x; &b;</p></body>'
    )
    text = extract(page.encode(), url=None).text
    assert (False, False) == ("hidden" in text, "bomb bomb" in text)
