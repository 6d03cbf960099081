"""Throw mutated documents at the reader: no exception, right offsets, time in step with length.

    python -m evaluation.fuzz [--count 100000] [--first N] [--state FILE]
    python -m evaluation.fuzz --scaling

Documents are sentences of the corpora and hostile fragments, spliced and spoilt by a seeded
generator: a number makes the same document wherever the corpora are the same. With a state file
the run goes on where it was stopped. `--scaling` reads what is endless at one, two and four times
the length and prints the power of the length with which the time grows.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from airdate import claims
from airdate.documents import compose
from airdate.model import Claim, Credit, Detail, Document, Milestone, Reading
from evaluation import corpus

ANCHOR = date(2025, 6, 10)
_ANCHORS = (ANCHOR, date(2024, 2, 29), date(2026, 12, 31), date(1, 1, 1), date(9999, 12, 31))
_CHUNK = 500  # documents between two writings of the state
_WORST = 10  # slowest documents that are kept
_STEEP = 1.4  # a power of the length above which time is said to run away
_START = 0.002  # CPU seconds that any document may take, whatever its length
# What pages hold that no sentence should: each has broken some reader somewhere.
HOSTILE = (
    "(", ")", "((((((((", "[", "]", '"', "“", "”", "‘", "’", "'", "''''''", "«", "»", "《", "》",
    "„", "*", "**", "_", "<", ">", "/", "\\", "|", "…", "...", "—", "–", "-", "--", ":", ";", ",",
    ",,,,", ".", "!", "?!", "\u202e", "\u202d", "\u200b", "\u200d", "\ufeff", "\u00ad", "\x00",
    "\ud800", "\udfff", "\ud83d", "e\u0301", "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306", "İ",
    "ı", "ﬁlm", "ſeason", "ẞ", "ﷺ", "𝔑𝔦𝔤𝔥𝔱", "Ｓｅａｓｏｎ ２", "２０２６", "٢٠٢٦", "²", "Ⅻ", "½",
    "9" * 40, "season 99999999999999999999", "0000-00-00", "2026-13-45", "February 30, 2026",
    "on February 29", "in the 999999th century", "May 3 or May 4 or May 5", "from May to",
    "10000000000 BC", "in 0 days", "in 99999999 years", "Q7 2026", "a" * 300, "A" * 300,
    "B" * 40 + " " + "C" * 40, "A.B.C.D.E.F.G.", "http://a.b/?q=(((", "⟦TTTT⟧", "⟦", "⟧", "P Q T",
    "<DATE>", "{season}", "%s", "\\d+", "&amp;", "&#x202e;", "\t", "\r\n", "\u2028", "\u00a0",
    "시즌 2", "내년 상반기", "'나이트 페리'", "《야간 열차》", "10월 3일", "공개된다", "확정됐다",
    "season 2", "Seasons 1-9", "S2", "the second season", "the sequel", "it", "The streamer",
    "'Night Ferry'", "“Salt Harbor”", "Night Ferry: Home", "Netflix", "Noor Vale", "Kim Si-eun",
    "will premiere in March 2026", "was delayed from May 3 to July 26", "filming wrapped",
    "has been renewed", "reportedly", "according to", "said", "who plays", "as Jo", "(ew.com)",
    "Also read:", "RUMOURS", "Q:", "A: Yes.", "When?", "is out now", "not", "never", "if",
)  # fmt: skip


@cache
def sentences() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return sentences of the corpora, by position: English and what is beside it, and Korean."""
    folder = corpus.FOLDER.parent
    found = [p for name in ("reading", "plain") for p in corpus.passages(folder / name)]
    told = {p["language"]: [s for q in found if q["language"] == p["language"] for s in _of(q)]
            for p in found if p["language"] in {"en", "ko"}}  # fmt: skip
    return tuple(told["en"]), tuple(told["ko"])


def _of(passage: corpus.Passage) -> list[str]:
    return [str(passage["heading"]), *passage["sentences"]]


@dataclass(frozen=True)
class Case:
    """A document to read, and the day it is read on."""

    document: Document
    anchor: date


def case(number: int) -> Case | None:
    """Return the case of a number; None where no letter is left of it."""
    chance = random.Random(number)  # noqa: S311 - not for secrets
    korean = chance.random() < 0.2
    pool = sentences()[korean]
    lines = [chance.choice(pool) for _ in range(chance.randint(1, 5))]
    if chance.random() < 0.1:
        lines.append(chance.choice(sentences()[not korean]))
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        lines[at] = chance.choice(MUTATIONS)(lines[at], chance)
    heading, *rest = lines
    if chance.random() < 0.5:
        rest = [" ".join(rest)]
    try:
        document = compose(heading, rest, published=ANCHOR, language="ko" if korean else "en")
    except ValueError:
        return None
    return Case(document, chance.choice(_ANCHORS) if chance.random() < 0.2 else ANCHOR)


Mutation = Callable[[str, random.Random], str]


def _insert(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(("", " ")) + chance.choice(HOSTILE) + text[at:]


def _insert_between(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    words.insert(chance.randint(0, len(words)), chance.choice(HOSTILE))
    return " ".join(words)


def _repeat(text: str, chance: random.Random) -> str:
    piece = chance.choice(HOSTILE) + chance.choice(("", " ", ", ", " and ", ". "))
    at = chance.randint(0, len(text))
    return text[:at] + piece * chance.randint(2, 60) + text[at:]


def _cut(text: str, chance: random.Random) -> str:
    start = chance.randint(0, len(text))
    return text[:start] + text[start + chance.randint(1, 20) :]


def _double(text: str, chance: random.Random) -> str:
    start = chance.randint(0, len(text))
    end = chance.randint(start, len(text))
    return text[:end] + text[start:end] * chance.randint(1, 6) + text[end:]


def _shuffle(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(words)


def _splice(text: str, chance: random.Random) -> str:
    other = chance.choice(chance.choice(sentences()))
    return text[: chance.randint(0, len(text))] + other[chance.randint(0, len(other)) :]


def _recase(text: str, chance: random.Random) -> str:
    return chance.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _strip_signs(text: str, chance: random.Random) -> str:
    return text.translate(dict.fromkeys(map(ord, chance.choice((" ", ".,", "\"“”'’", "-–—")))))


def _replace_char(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return (
        text[:at]
        + chr(chance.choice((33, 0x300, 0x2019, 0xAC00, 0x1F3AC, 0xE0041)))
        + text[at + 1 :]
    )


MUTATIONS: tuple[Mutation, ...] = (
    _insert, _insert, _insert_between, _insert_between, _repeat, _cut, _cut, _double, _shuffle,
    _splice, _recase, _strip_signs, _replace_char,
)  # fmt: skip


def faults(reading: Reading) -> Iterator[str]:
    """Yield what is wrong with the claims of a reading: their places, words and numbers."""
    document, last = reading.document, (0, 0)
    for claim in reading.claims:
        sentence = document.sentences[claim.sentence]
        if not sentence.start <= claim.start <= claim.end <= sentence.end:
            yield f"{claim.start}..{claim.end} is not in its sentence: {claim}"
        if (claim.start, claim.end) < last:
            yield f"out of order: {claim}"
        last = claim.start, claim.end
        words = document.text[claim.start : claim.end]
        if not _bears(claim, words, text=document.text):
            yield f"{words!r} does not bear {claim}"
    json.dumps(claims.jsonform(reading))


def _bears(claim: Claim, words: str, *, text: str) -> bool:
    """Return whether words are what a claim says its words are."""
    made = claim.statement
    if isinstance(made, Milestone):
        return claim.phrase == words and made.when is not None if claim.phrase else bool(words)
    if isinstance(made, Detail):
        return made.words == words and (claim.phrase or "") in text
    return isinstance(made, Credit) and bool(words.strip()) and bool(made.person.strip())


@dataclass
class State:
    """How far a run has come: the next number, what was wrong, what took longest."""

    next: int = 0
    characters: int = 0
    claims: int = 0
    seconds: float = 0.0
    wrong: list[tuple[int, str]] = field(default_factory=list)
    worst: list[tuple[float, int, int]] = field(default_factory=list)

    def read(self, number: int) -> None:
        """Read the document of a number and take down what came of it."""
        made = case(number)
        if made is None:
            return
        begun = time.process_time()
        try:
            found = claims.read(made.document, anchor=made.anchor)
            taken = time.process_time() - begun
            self.wrong += [(number, fault[:400]) for fault in faults(found)]
            self.claims += len(found.claims)
        except Exception:  # whatever it is, it is what is looked for
            taken = time.process_time() - begun
            self.wrong.append((number, "".join(traceback.format_exc(limit=-3))))
        length = len(made.document.text)
        self.characters += length
        self.seconds += taken
        pace = max(0.0, taken - _START) / length * 1e6
        self.worst = sorted([*self.worst, (round(pace), number, length)], reverse=True)[:_WORST]


def run(state: State, last: int, *, keep: Callable[[State], None]) -> None:
    """Read the documents up to a number, keeping the state now and then."""
    while state.next < last:
        for number in range(state.next, min(last, state.next + _CHUNK)):
            state.read(number)
        state.next = min(last, state.next + _CHUNK)
        keep(state)


# What has no end: a shape gives a text about as long as its number.
ENDLESS: dict[str, Callable[[int], str]] = {
    "no full stop": lambda n: "the show goes on and " * (n // 21),
    "one word": lambda n: "a" * n,
    "one name": lambda n: "A" * n,
    "open brackets": lambda n: "(" * n,
    "open quotes": lambda n: "“" * n,
    "nested quotes": lambda n: "“a ‘b " * (n // 6),
    "apostrophes": lambda n: "'" * n,
    "combining": lambda n: "e" + "\u0301" * n,
    "right to left": lambda n: "\u202ea" * (n // 2),
    "digits": lambda n: "9" * n,
    "full stops": lambda n: "." * n,
    "commas": lambda n: ", " * (n // 2),
    "capitals": lambda n: "Ab Cd " * (n // 6),
    "initials": lambda n: "A. " * (n // 3),
    "dates": lambda n: "May 3, 2026, " * (n // 13),
    "date list": lambda n: "May 3 or " * (n // 9),
    "numbers": lambda n: "1 2 " * (n // 4),
    "seasons": lambda n: "season 2, season 3 and " * (n // 23),
    "titles": lambda n: " ".join(f"“Show {_letters(i)}”," for i in range(n // 14)),
    "one title": lambda n: "“Night Ferry” season 2 " * (n // 23),
    "cues": lambda n: "filming began in May and " * (n // 25),
    "triggers": lambda n: "trailer shoot casting premiere " * (n // 31),
    "said": lambda n: "Noor Vale, who said, " * (n // 21),
    "according": lambda n: "according to Netflix " * (n // 21),
    "persons": lambda n: " ".join(f"Mia {_letters(i)}," for i in range(n // 10)),
    "parts": lambda n: "Mia Hart as Jo, " * (n // 16),
    "conditions": lambda n: "if it comes, " * (n // 13),
    "sentences": lambda n: "Filming began in May. " * (n // 22),
    "headings": lambda n: "Release date\n" * (n // 13),
    "sections": lambda n: "Release date\nIt premieres in May, Netflix said.\n" * (n // 48),
    "voices": lambda n: "noor_1: It slips to May.\n" * (n // 26),
    "questions": lambda n: "Is it out? Not yet. " * (n // 20),
    "articles": lambda n: "\n".join(_some(n)),
    "기사": lambda n: "넷플릭스는 시즌 2를 내년 상반기 공개한다고 밝혔다. " * (n // 32),
    "열린 괄호": lambda n: "넷플릭스 " + "(" * n,
    "작품": lambda n: " ".join(f"‘밤 {chr(0xAC00 + i % 11000)}’" for i in range(n // 6)),
}


def _letters(number: int) -> str:
    return "Zo" + f"{number:04d}".translate(str.maketrans("0123456789", "abcdefghij"))


def _some(length: int) -> list[str]:
    pool = sentences()[0]
    return [pool[i % len(pool)] for i in range(length // 110)]


def endless(shape: str, length: int) -> Document:
    """Return a document of a shape, about so many characters long."""
    lines = f"It {ENDLESS[shape](length)}".split("\n")
    language = "ko" if shape[0] >= "가" else "en"
    return compose("‘Night Ferry’ season 2", lines, published=ANCHOR, language=language)


def scaling(length: int) -> Iterator[str]:
    """Yield a line for each endless shape: seconds, and the power with which they grow."""
    for shape in ENDLESS:
        taken = []
        for times in (1, 2, 4):
            document = endless(shape, length * times)
            begun = time.process_time()
            claims.read(document, anchor=ANCHOR)
            taken.append(time.process_time() - begun)
        power = math.log2(max(taken[2], 0.01) / max(taken[1], 0.01))
        seconds = " ".join(f"{each:7.2f}" for each in taken)
        yield f"{shape:14} {seconds} s  n^{power:.1f}{' <<<' if power > _STEEP else ''}"


def main() -> int:
    """Run, print what was wrong and what was slow; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000, help="documents (default: 100000)")
    parser.add_argument("--first", type=int, default=0, help="number of the first (default: 0)")
    parser.add_argument("--state", type=Path, help="file to go on from")
    parser.add_argument("--scaling", type=int, nargs="?", const=50_000, metavar="CHARACTERS")
    asked = parser.parse_args()
    if asked.scaling:
        for line in scaling(asked.scaling):
            print(line, flush=True)
        return 0
    state = State(next=asked.first)
    if asked.state and asked.state.exists():
        state = State(**json.loads(asked.state.read_text(encoding="utf-8")))

    def keep(state: State) -> None:
        if asked.state:
            asked.state.write_text(json.dumps(vars(state)), encoding="utf-8")

    run(state, asked.first + asked.count, keep=keep)
    done = state.next - asked.first
    print(f"{done} documents, {state.characters / 1000:.0f} K characters, {state.claims} claims")
    print(f"{done / state.seconds:.0f} documents/s, {len(state.wrong)} faults; slowest:")
    for pace, number, length in state.worst:
        print(f"  {pace:6.0f} µs a character: document {number} of {length}")
    for number, fault in state.wrong:
        print(f"\n{number}: {fault}")
    return 1 if state.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
