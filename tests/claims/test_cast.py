"""Cast and crew: every rule's example, the forms of lists, what is no credit, hostile text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from airdate.claims import cast
from airdate.claims.cast.rules import rules
from airdate.claims.cast.words import Words
from airdate.claims.lexicon import rows
from airdate.documents.composition import compose
from airdate.model import Claim, Credit, Document, Installment, Status

_TITLES = ("The Glass Bay", "Night Ferry")


@dataclass(frozen=True)
class Mention:
    """A place where a title stands."""

    start: int
    end: int
    title: str


@dataclass(frozen=True)
class Meant:
    """Subjects of a document on one installment, with the mentions of known titles in it."""

    main: Installment
    mentions: Sequence[Mention]
    films: frozenset[str] = frozenset()

    def at(self, sentence: int, offset: int) -> Installment | None:
        """Return the installment that the document is about."""
        return self.main

    def named(self, sentence: int, offset: int) -> bool:
        """Return that no sentence names a season."""
        return False


class Nobody:
    """Credits of a document that names no source."""

    def at(self, sentence: int, start: int, end: int) -> str | None:
        """Return no source."""
        return None


def meant(document: Document, *, season: int | None = 2, film: bool = False) -> Meant:
    """Return subjects that find `_TITLES` and take the rest to be on one show."""
    found = re.finditer("|".join(_TITLES), document.text)
    title = "Low Tide"
    return Meant(
        Installment(title, None if film else season),
        tuple(Mention(m.start(), m.end(), m[0]) for m in found),
        frozenset({title}) if film else frozenset(),
    )


def read(*paragraphs: str, season: int | None = 2, film: bool = False) -> list[Claim]:
    """Return the cast claims of a document with these paragraphs."""
    document = compose("What is known so far", paragraphs, published=date(2026, 3, 2))
    subjects = meant(document, season=season, film=film)
    return cast.read(document, subjects=subjects, credits=Nobody())


def told(claims: Sequence[Claim], *, title: str = "Low Tide") -> list[str]:
    """Return claims on a title in short: "Mia Hart: returning as Jo"."""
    lines = []
    for claim in claims:
        credit = claim.statement
        if isinstance(credit, Credit) and claim.subject.title == title:
            part = f" as {credit.character}" if credit.character else ""
            lines.append(f"{credit.person}: {credit.kind}{part}")
    return lines


def wanted(finds: str) -> set[str]:
    """Return the lines that a rule's column `finds` stands for."""
    lines = set()
    for entry in filter(None, finds.split("; ")):
        person, _, kinds = entry.partition(": ")
        for kind in kinds.split(", "):
            lines.add(f"{person}: {kind}")
    return lines


EXAMPLES = [
    pytest.param(row, id=row["rule"])
    for name in ("cast_rules.tsv", "cast_crew.tsv")
    for row in rows(name)
]


@pytest.mark.parametrize("row", EXAMPLES)
def test_every_rule_reads_its_example(row: dict[str, str]) -> None:
    """The example of a rule gives what its row says, and the rule is met in it."""
    film = row["rule"].startswith("film-")
    claims = read(row["example"], film=film)

    assert wanted(row["finds"]) == set(told(claims))


def test_rules_have_names_of_their_own() -> None:
    """No two rules share a name, so that a claim's rule can be looked up."""
    names = [rule.name for rule in rules()]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Returning cast members include Park Do‑ra (Nam Ha‑na), Yoon Chan-mi (Lee Sol-bi), "
            "and Momo (Lee Su-on).",
            [
                "Park Do‑ra: returning as Nam Ha‑na",
                "Yoon Chan-mi: returning as Lee Sol-bi",
                "Momo: returning as Lee Su-on",
            ],
        ),
        (
            "Mia Hart returns as Jo Marsh, Ola Berg as Ben, and Ann Lee as the witch Elspeth.",
            [
                "Mia Hart: returning as Jo Marsh",
                "Ola Berg: returning as Ben",
                "Ann Lee: returning as Elspeth",
            ],
        ),
        (
            "Mia Hart and Ola Berg will return as Jo and Ben, and Ann Lee joins the cast as Fay.",
            [
                "Mia Hart: returning as Jo",
                "Ola Berg: returning as Ben",
                "Ann Lee: new as Fay",
            ],
        ),
        (
            "Mia Hart, Zia and Ola Berg lead the cast.",
            ["Mia Hart: cast", "Zia: cast", "Ola Berg: cast"],
        ),
        (
            "J.K. Marsh, Juan de la Cruz, Ewa van der Berg and Tom O'Neill star.",
            [
                "J.K. Marsh: cast",
                "Juan de la Cruz: cast",
                "Ewa van der Berg: cast",
                "Tom O'Neill: cast",
            ],
        ),
    ],
)
def test_a_list_shares_its_verb_and_keeps_its_parts(sentence: str, expected: list[str]) -> None:
    """Each name of a list has the list's kind and the part that stands with the name."""
    assert expected == told(read(sentence))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The story sees Jo (Mia Hart) flee the town.", ["Mia Hart: cast as Jo"]),
        (
            "Mia Hart (Jo) and Ola Berg (Ben) are back.",
            ["Mia Hart: returning as Jo", "Ola Berg: returning as Ben"],
        ),
        ("It is the tale of Nora Field (Mia Hart), a cook.", ["Mia Hart: cast as Nora Field"]),
        ("Her rival, played by Ola Berg, is out for revenge.", ["Ola Berg: cast"]),
    ],
)
def test_a_bracket_can_hold_the_part_or_its_player(sentence: str, expected: list[str]) -> None:
    """Names and the words around tell whether the part or the person stands in brackets."""
    assert expected == told(read(sentence))


def test_earlier_work_is_no_part() -> None:
    """A work in brackets is where somebody is known from, and a claim on that work."""
    claims = read("New cast members include Kim Se-na and Roh Jae-mi (The Glass Bay), and Ann Lee.")
    known = [c.statement.known_for for c in claims if isinstance(c.statement, Credit)]

    assert ["Kim Se-na: new", "Roh Jae-mi: new", "Ann Lee: new"] == told(claims)
    assert ["Kim Se-na: cast", "Roh Jae-mi: cast"] == told(claims, title="The Glass Bay")
    assert ["The Glass Bay", None, "The Glass Bay", None, None] == known


@pytest.mark.parametrize(
    "sentence",
    [
        "Will Mia Hart return as Jo?",
        "Mia Hart would love to return.",
        "“I cannot wait,” showrunner Mia Hart told Variety.",
        "By Mia Hart",
        "Photo: Mia Hart/Netflix",
        "It is based on the novels of Ann Lee.",
        "Netflix returns with Studio Dragon in May, and Seoul joins Tokyo.",
        "The casting director Mia Hart is in Prague.",
        "",
    ],
)
def test_what_is_no_credit(sentence: str) -> None:
    """Questions, wishes, trades of those who are quoted, bylines and companies give nothing."""
    assert [] == told(read(sentence, "Low Tide is a series."))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Mia Hart has joined the cast.", Status.DONE),
        ("Mia Hart will return.", Status.PLANNED),
        ("Mia Hart should be part of it.", Status.EXPECTED),
        ("Mia Hart is reportedly joining the cast.", Status.RUMOURED),
        ("Mia Hart won't be back.", Status.DONE),
    ],
)
def test_status_follows_the_words(sentence: str, expected: Status) -> None:
    """What is settled is done, what is to come planned, hedges expected, hearsay rumoured."""
    assert [expected] == [c.status for c in read(sentence)]


def test_a_short_name_is_given_in_full() -> None:
    """The person is the fullest form in the document, the offsets those of the words met."""
    text = ("Mia Hart is in town.", "Hart will return as Jo.")
    claim = read(*text)[0]

    assert "Mia Hart: returning as Jo" == told([claim])[0]
    assert claim.end - claim.start == len("Hart")


def test_a_pronoun_is_the_person_before_it() -> None:
    """She and he stand for the one person named before in the paragraph."""
    claims = read("Mia Hart was seen in Rome on Monday. She will return as Jo.")

    assert ["Mia Hart: returning as Jo"] == told(claims)


def test_the_heading_above_tells_the_kind() -> None:
    """Under "New faces" a list of names with parts is of those who are new."""
    claims = read(
        "The story so far.",
        "New faces",
        "Mia Hart stars as Jo, a cook.",
        "Who is not coming back",
        "Ola Berg (Ben) and Ann Lee (Fay).",
    )

    assert [
        "Mia Hart: new as Jo",
        "Ola Berg: departing as Ben",
        "Ann Lee: departing as Fay",
    ] == told(claims)


def test_nobody_is_new_to_a_first_season() -> None:
    """Who is cast in a new show is in it: nobody was there before."""
    assert ["Mia Hart: cast as Jo"] == told(read("Mia Hart has been cast as Jo.", season=None))
    assert ["Mia Hart: new as Jo"] == told(read("Mia Hart has been cast as Jo.", season=2))


@pytest.mark.parametrize(
    "hostile",
    [
        "(" * 100_000,
        "Mia Hart (" * 8_000,
        "Anna Berg, " * 20_000,
        "Anna " * 200_000,
        " ".join(f"Anna B{chr(97 + i % 26) * (1 + i // 26)}." for i in range(1_500)),
        "“" * 50_000 + "Anna",
        "Anna Berg as " * 10_000,
        "a" * 1_000_000,
        "Anna Berg said: " + "she said he " * 20_000,
        "Anna's " * 15_000,
        "Anna Berg (Jo), who plays " * 6_000,
    ],
    ids=[
        "brackets",
        "open",
        "list",
        "capitals",
        "namesakes",
        "quotes",
        "as",
        "blankless",
        "she",
        "own",
        "who",
    ],
)
def test_hostile_text_is_read_to_its_end(hostile: str) -> None:
    """A megabyte without prose gives claims with true offsets and takes a time in line with it."""
    document = compose("A heading", [hostile])
    claims = cast.read(document, subjects=meant(document), credits=Nobody())

    assert all(0 <= c.start < c.end <= len(document.text) for c in claims)


@pytest.mark.parametrize("row", EXAMPLES)
def test_offsets_mark_the_name(row: dict[str, str]) -> None:
    """The words marked are the person's name, a part of it, or the pronoun that stands for it."""
    document = compose("What is known so far", [row["example"]], published=date(2026, 3, 2))
    claims = cast.read(document, subjects=meant(document), credits=Nobody())
    marked = [(document.text[c.start : c.end], c.statement) for c in claims]

    assert [] == [
        (words, credit)
        for words, credit in marked
        if isinstance(credit, Credit) and words not in credit.person and words not in {"she", "He"}
    ]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            ("Park Ji-hu returns as Jo.", "Ji-hu Park is back, says the channel."),
            ["Park Ji-hu: returning as Jo", "Park Ji-hu: returning"],
        ),
        (
            ("Lomon (Park Solomon) returns as Jo.", "Park Solomon is back as Jo."),
            ["Lomon: returning as Jo", "Lomon: returning as Jo"],
        ),
    ],
)
def test_spellings_of_one_person_are_one(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    """A romanised name is given as it stands first, a stage name as the text calls the person."""
    assert expected == told(read(*paragraphs))


def test_a_reunion_of_crew_is_of_crew() -> None:
    """Who returns or joins as director, writer or producer is that, and nobody of the cast."""
    assert ["Mia Hart: director"] == told(read("Mia Hart returns as director."))
    assert ["Ola Berg: producer"] == told(read("Ola Berg joins as executive producer."))


def test_a_plan_that_fell_through_is_dropped() -> None:
    """What was to have been is told as past, so it no longer holds."""
    claims = read("Mia Hart was to have played Jo.")

    assert [Status.DROPPED] == [c.status for c in claims]


def _read_as_labelled(row: dict[str, str]) -> bool:
    season = int(row["about"]) if row["about"].isdigit() else None
    claims = read(row["example"], season=season, film=row["about"] == "film")
    kinds = {line.partition(" as ")[0] for line in told(claims)}
    return kinds == {line.partition(" as ")[0] for line in wanted(row["finds"])}


def test_the_labelled_sentences_are_read_as_they_are_labelled() -> None:
    """Persons and kinds of nine in ten are right: weights leave a little to the words around."""
    table = rows("cast_examples.tsv")
    right = sum(_read_as_labelled(row) for row in table)

    assert right / len(table) >= 0.9


@pytest.mark.parametrize("row", rows("cast_words.tsv"), ids=lambda row: row["class"])
def test_each_class_of_words_is_met_in_its_example(row: dict[str, str]) -> None:
    """The example of a class of words has one of them."""
    document = compose("What is known so far", [row["example"]], published=date(2026, 3, 2))
    words = Words.of(document.text[document.sentences[1].start :].lower())

    assert row["class"] in {sense for _, sense in words.senses}
