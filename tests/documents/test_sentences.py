"""The splitter of sentences: the lexicon row by row, then what it must not be misled by."""

import json
from pathlib import Path

import pytest

from airdate.documents.sentences import rows, split

_WITHOUT_BLANKS = ("ja", "zh")
_DEV = Path(__file__).parents[2].parent / "shared" / "eval" / "reading" / "dev"


def _parts(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split(text, language=language)]


def _expected(example: str, language: str) -> tuple[str, list[str]]:
    parts = example.split(" | ")
    return ("" if language in _WITHOUT_BLANKS else " ").join(parts), parts


def _words(kind: str) -> list[str]:
    """Return the words of a kind that hold for all languages."""
    return [word for lang, of, words, _ in rows() if (lang, of) == ("*", kind) for word in words]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]}-{row[1]}-{row[2][0]}")
def test_each_row_of_the_lexicon_splits_its_example(row):
    """The example of a row parts where its bars say."""
    language, _, _, example = row
    text, expected = _expected(example, language)
    assert expected == _parts(text, "en" if language == "*" else language)


@pytest.mark.parametrize("word", _words("never"))
def test_no_word_that_stands_before_a_name_ends_a_sentence(word):
    """Each such abbreviation, not only that of the example, keeps its sentence together."""
    assert [f"The part of {word}. Kim is open."] == _parts(f"The part of {word}. Kim is open.")


@pytest.mark.parametrize("word", _words("maybe"))
def test_what_may_end_a_sentence_does_so_before_an_opener_alone(word):
    """Months, firms, places and titles with a mark of their own go on before any other word."""
    end = "" if word[-1] in "!?" else "."
    assert [f"It is {word}{end} Kim there."] == _parts(f"It is {word}{end} Kim there.")
    assert [f"It is {word}{end}", "The end."] == _parts(f"It is {word}{end} The end.")


@pytest.mark.parametrize(
    "example",
    [
        # credits in brackets
        "It was ordered in June 2022 (press.vista.example). | Filming was to start in 2024.",
        "“Fans are frustrated.” (reddit.com) | Some even joke about it.",
        "Some said so. (reddit.com, x.com) (via Deadline) | Others did not.",
        "It is over.[12] | There is more.[3][4] | Then it stopped.",
        "It is over [12]. | There is more.",
        "They came late. | (Fewer of them came than we had hoped.) | Now they stay.",
        # quotation marks and brackets hold together what they say
        '"Season 2 is large. Season 3 is larger," the writer told us. | She laughed.',
        "“We wrapped in May. We rest,” she said. | The end.",
        "‘We wrapped. We rest,’ he said. | That was all.",
        "The show (it began in 2024. It was good) is back. | Yes.",
        "“Stop!” | She ran.",
        '"Stop!" she said. | "Go?" asked he.',
        "“When?” Kim asked. | No one replied.",
        "“We are done.” — Jane Roe, Vista",
        # names, initials, numbers, addresses
        "He met J.J. Abrams and J. Doe. | George R. R. Martin wrote it.",
        "She stars in S.H.I.E.L.D. Season 7 and elsewhere. | It is old.",
        "It costs $5.5m and got 8.1 of 10. | That is a lot.",
        "Read more at about.netflix.com. | New shows await at vista.example/tv. | See you.",
        "It is out on 14.02.2026. | It is set.",
        "1. First the order came.",
        "What happens in Vol. II. of it?",
        "It is set in Washington, D.C. | The cast is large.",
        "At 6 p.m. | The show starts. | At 6 p.m. ET it ends. | At 9 a.m. Monday it is over.",
        # marks in a row, ellipses, what begins small
        "Wait ... what? | Well… maybe. | Oh… | Then it ended.",
        "Is it dead?! | Yes!!! | No...",
        "Squid Race: The Challenge! returns in 2026. | iPhone makers say no. | tvN agrees.",
        "it is done. | we wait. | season 3 when? | soon.",
        "Filming ended in May. | 🎉 A new season is near. | #Harbour",
        "Kim told Deadline.com about it. | He agreed.",
    ],
)
def test_english(example):
    """A sentence ends where a careful reader ends it, whatever stands in its way."""
    text, expected = _expected(example, "en")
    assert expected == _parts(text)


def test_a_forgotten_blank_parts_before_an_opener_alone():
    """`May.The` was two sentences; `Vista.Tv` is one name."""
    assert ["It ended in May.", "The crew left."] == _parts("It ended in May.The crew left.")
    assert ["It is at Vista.Tv now."] == _parts("It is at Vista.Tv now.")


@pytest.mark.parametrize(
    ("language", "example"),
    [
        ("de", "Die 2. Staffel kommt am 3. Okt. auf Vista. | Das ist gut."),
        ("de", "Am 14. Februar startet die 3. Staffel. | Im Jahr 2027 ist Schluss."),
        ("de", "„Wir drehen.“ | Er sagte es. | „Wann?“, fragte sie. | Dann z. B. nie."),
        ("ko", "시즌2는 2026년 공개된다. | 촬영은 끝났다."),
        (
            "ko",
            '"기다려 달라"고 했다. | 비스타(press.vista.example)는 밝혔다. | 10. 3. 개봉한다.',
        ),
        ("ko", "공개일은 2026. 2. 14. 이다. | 총 8부작이다. (사진=비스타) | 감독은 미정."),
        ("ko", "“촬영이 끝났다.”라고 밝혔다. | 다음은 공개다."),
        ("ja", "撮影は終了した。 | 公開は2026年だ。 | 「待って。」と言った。 | 本当？ | はい！"),
        ("ja", "次だ。（公式サイト） | 続く。"),
        ("zh", "拍摄已结束。 | 第二季将于2026年播出！ | 真的吗？ | 是的……然后。"),
        ("es", "¿Cuándo vuelve? | ¡Pronto! | Llega el 3 de ene. de 2026."),
        ("fr", "M. Dupont a dit « Oui. » | Puis il part. | Voilà !"),
        ("hi", "यह आ रहा है। | कब?"),
        ("en-GB", "Dr. Kim left. | She returned."),
        ("qq", "It is here. | It is gone."),
    ],
)
def test_other_languages(language, example):
    """Ordinals, quotations and full stops of other languages are read by their own rules."""
    text, expected = _expected(example, language)
    assert expected == _parts(text, language)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("word " * 200_000, 1),
        ("a" * 1_000_000, 1),
        ("(" * 100_000, 1),
        ("“a " * 100_000, 1),
        ('"' * 100_001, 1),
        ("." * 1_000_000, 1),
        ("It ended." + " " * 1_000_000 + "B", 2),
        ("It is so. " * 50_000, 50_000),
        ("x. " + "(a.com) " * 50_000 + "A", 2),
        ("", 0),
        (" \n ", 0),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, str) else value,
)
def test_odd_lengths_are_split_in_linear_time(text, count):
    """A megabyte without a full stop and a hundred thousand open brackets are no burden."""
    assert count == len(split(text, language="en"))


@pytest.mark.skipif(
    not _DEV.exists(), reason="the shared evaluation set is not beside the checkout"
)
def test_boundaries_of_the_development_set():
    """Sentences end where the annotators ended them: F1 of the boundaries inside paragraphs."""
    hits = wrong = missed = 0
    for path in sorted(_DEV.glob("*.json")):
        found = json.loads(path.read_text("utf-8"))
        sentences = iter(found["sentences"][1:])
        for paragraph in found["paragraphs"]:
            gold = _gold_ends(paragraph, sentences)
            ends = {end for _, end in split(paragraph, language="en")}
            hits += len(gold & ends) - 1
            wrong += len(ends - gold)
            missed += len(gold - ends)
    assert 2 * hits / (2 * hits + wrong + missed) >= 0.99


def _gold_ends(paragraph, sentences):
    ends, place = set(), 0
    while place < len(paragraph):
        place = paragraph.index(words := next(sentences), place) + len(words)
        ends.add(place)
    return ends
