"""How single posts are read, in three languages, and that no text breaks it."""

import pytest

from airdate.pulse import feel
from airdate.pulse.features import LONGEST, features
from airdate.pulse.feeling import LABELS, MOODS, THEMES, parsed, shipped
from airdate.pulse.works import other_works, people, without_title


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("I'm so excited, can't wait, this is going to be amazing", "hopeful"),
        ("Have faith, they never let us down, it will be worth the wait", "hopeful"),
        ("Still no news after four years, just give us a date already", "impatient"),
        ("I'm worried they will ruin it, please don't mess up the ending", "worried"),
        ("BREAKING: my uncle says it premieres after the heat death of the universe lol", "joking"),
        ("너무 기대돼요 드디어!", "hopeful"),
        ("아직도 소식 없네 언제 나오냐 빨리 좀", "impatient"),
        ("망할까봐 걱정되고 불안합니다", "worried"),
        ("¡Qué ganas! Tengo fe, va a ser genial", "hopeful"),
        ("Me da miedo que la cancelen", "worried"),
    ],
)
def test_a_plain_mood_is_read(text: str, mood: str) -> None:
    """What a fan says in so many words is read."""
    assert mood in feel(text).moods


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        (
            "Nobody remembers this show any more, everyone moved on, the momentum is gone",
            "relevance",
        ),
        ("They are all in their thirties now and still play high schoolers", "ageing"),
        ("Another teaser for a teaser, this marketing campaign never ends", "hype"),
        ("Meanwhile Game of Thrones gave us a season every year, unlike this", "comparison"),
        ("My theory is that she dies in the finale and comes back in the last scene", "plot"),
        ("The new actor is perfect casting, great chemistry with the lead", "cast"),
        ("The writing fell off, bad pacing and cheap CGI", "quality"),
        ("다들 나이 들어서 교복 입으면 웃길 듯 30대잖아", "ageing"),
        ("이제 아무도 관심 없고 화제성 다 식었어", "relevance"),
        ("El reparto es perfecto, qué actriz", "cast"),
    ],
)
def test_a_plain_theme_is_read(text: str, theme: str) -> None:
    """What a fan speaks of in so many words is read."""
    assert theme in feel(text).themes


@pytest.mark.parametrize(
    ("text", "valence"),
    [
        ("I love it, best day ever, so excited!", 1),
        ("This is awful, I'm so disappointed, worst decision", -1),
        ("what time does it air", 0),
    ],
)
def test_the_side_of_a_feeling_is_read(text: str, valence: int) -> None:
    """Glad, cross, or neither."""
    assert valence == feel(text).valence


@pytest.mark.parametrize(
    "text",
    [
        "Deadline reports that filming wrapped last week, release set for October 2026",
        "Confirmed by the director: renewed for season three, shooting starts in March",
        "촬영 들어갔다는 기사 떴어요, 내년 3월 공개 확정",
    ],
)
def test_what_is_told_as_meant_is_news(text: str) -> None:
    """A date, a renewal, a shoot."""
    assert feel(text).news


@pytest.mark.parametrize(
    "text",
    [
        "BREAKING: filming delayed until my grandkids retire lmao",
        "Source: my dog. Premieres in 2094, confirmed by my therapist 😂",
        "Leaked: the season is set in a nursing home, the cast play themselves 💀",
    ],
)
def test_mock_news_is_no_news(text: str) -> None:
    """A joke in the words of news is told as a joke alone."""
    feeling = feel(text)
    assert (True, False) == ("joking" in feeling.moods, feeling.news)


def test_a_question_of_fact_shows_no_mood() -> None:
    """Whoever asks for subtitles feels nothing about the wait."""
    assert frozenset() == feel("does anyone know if it has subtitles?").moods


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "> only what another said",
        "\x00\x01\u202e\ufffd",
        "((((" * 3_000,
        ">" * 5_000,
        "a" * 100_000,
        "bring " * 20_000,
        "😂" * 30_000,
        "기다" * 30_000,
        "\ud83d",
        "<script>alert(1)</script>\t>=\tglad",
        "’" * 50_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_text_breaks_reading(text: str) -> None:
    """Whatever is posted is read: chances lie in 0..1 and labels are known ones."""
    feeling = feel(text, title=text[:50])
    assert set(LABELS) == set(feeling.chances)
    assert all(0 <= chance <= 1 for chance in feeling.chances.values())
    assert feeling.moods <= set(MOODS)
    assert feeling.themes <= set(THEMES)


def test_a_long_post_is_read_by_its_beginning() -> None:
    """So the time that a post takes is bounded, whatever its length."""
    head = "I can't wait for this. " * 200
    assert features(head[:LONGEST]) == features(head + "I hate it. " * 9_000)


def test_what_a_post_quotes_is_not_its_own() -> None:
    """The words of another above an answer are left out."""
    assert features("Agreed") == features("> this is the worst show\nAgreed")


def test_the_title_of_the_thread_says_nothing() -> None:
    """Dead, in a title, is no end of a series; its initials are the title too."""
    assert "Thistitle news" == without_title("all of us are dead news", "All of Us Are Dead")
    assert "Thistitle news" == without_title("aouad news", "All of Us Are Dead (series)")
    assert "no title" == without_title("no title", None)


def test_other_works_are_told_from_the_own_title() -> None:
    """Another title than the thread's own is a comparison."""
    text = "This beats Breaking Bad and The Crown"
    assert {"breaking bad", "the crown"} == other_works(text, "Severance")
    assert {"breaking bad"} == other_works(text, "The Crown")


def test_common_words_are_no_works() -> None:
    """A film named "Air" does not make one of any air, nor "Alice" of a name."""
    assert set() == other_works("He walks in Air with Alice, so Moving and Dark", None)


def test_people_are_counted_by_given_names() -> None:
    """A given name before another name."""
    assert 1 == people("I saw Peter Norwood at the premiere")
    assert 0 == people("I saw the new trailer")


def test_weights_are_read_from_their_table() -> None:
    """The feature `>=` gives the chance from which a label is told."""
    assert {"glad": (0.5, {"bias": -1.0})} == dict(
        parsed("label\tfeature\tweight\nglad\t>=\t0.5\nglad\tbias\t-1\n")
    )


def test_the_weights_that_ship_know_every_label() -> None:
    """Every label can be told."""
    assert set(LABELS) == set(shipped())
