"""Fit the choices of the reading of cast and crew, or measure them out of fold.

    python -m evaluation.train_cast                 fit on all open texts and write the weights
    python -m evaluation.train_cast --folds 3       measure each third with the weights of the rest

The texts are the open parts of the corpus and of the development set, and the examples of the
rules. What is fitted: `weights_person.tsv` (is anything claimed of this person in this sentence),
`weights_kind.tsv` (of which kind) and `weights_whole.tsv` (of a season, or of the whole series).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from airdate.claims import choice, titles
from airdate.claims.cast import installments
from airdate.claims.cast.decisions import Decision, rests_on
from airdate.claims.cast.persons import Person, Survey
from airdate.claims.choice import Model
from airdate.claims.lexicon import rows
from airdate.claims.names import plain
from airdate.documents import compose
from airdate.model import CreditKind, Document, Installment
from evaluation import cast, corpus, reading
from evaluation.fit import Penalty, fit_labels
from evaluation.train import ROOM, key

Article = dict[str, Any]
Models = dict[str, Model]
KINDS = tuple(kind.value for kind in CreditKind)
_PENALTIES = {
    "person": Penalty(l1=1, l2=0.5, least=3),
    "kind": Penalty(l1=0.7, l2=1, least=3),
    "whole": Penalty(l1=0.7, l2=1, least=3),
}
# The words around as such tell whether a claim is made, but are too many to tell of which kind.
_BAG = re.compile(r"[wvr][+-]=")


@dataclass
class Cases:
    """The choices of labelled texts: the features of each, and the label."""

    features: dict[str, list[list[str]]] = field(default_factory=dict)
    labels: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, features: list[str], label: str) -> None:
        """Add a choice."""
        self.features.setdefault(name, []).append(features)
        self.labels.setdefault(name, []).append(label)


@dataclass(frozen=True)
class Told:
    """A labelled claim: on whom, of which kind, on which work, in which stretch of the text."""

    person: frozenset[str]
    kind: str
    title: str
    season: int | None
    start: int
    end: int


def told(article: Article, document: Document) -> list[Told]:
    """Return the labelled cast claims of a text."""
    spans, at = [], 0
    for sentence in article["sentences"]:
        found = document.text.find(sentence[:40], at)
        start = at if found < 0 else found
        at = start + len(sentence)
        spans.append((start, at))
    return [
        Told(_words(c["person"]), c["kind"], key(c["title"]), c["season"], *spans[c["sentence"]])
        for c in article["cast"]
    ]


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", plain(name)))


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and (one <= other or other <= one)


def cases(articles: Iterable[Article]) -> Cases:
    """Return the choices in labelled articles."""
    found = Cases()
    for article in articles:
        document = reading.document_of(article)
        survey = Survey(document, titles.subjects(document))
        _add(found, survey, told(article, document))
    return found


def _add(found: Cases, survey: Survey, said: list[Told]) -> None:
    for person in survey.persons():
        sentence = survey.document.sentences[person.sentence]
        name = _words(person.name)
        own = [
            t for t in said
            if t.start < sentence.end and sentence.start < t.end and _agree(name, t.person)
        ]  # fmt: skip
        beside = {key(m.role.known[0]) for m in person.mentions if m.role.known}
        elsewhere = {title for title in beside if not _is_main(survey, title)}
        kinds = {t.kind for t in own if t.title not in elsewhere}
        found.add("person", person.traits, "yes" if kinds else "no")
        for claim in own:
            _add_whole(found, survey, person, claim)
        for kind in sorted(kinds):
            found.add("kind", [f for f in person.traits if not _BAG.match(f)], kind)


def _add_whole(found: Cases, survey: Survey, person: Person, claim: Told) -> None:
    """Add the choice between a season and the whole series, for a claim on one of the two."""
    mention, said = rests_on(person, CreditKind(claim.kind))
    at = mention.role.unit.start
    meant = survey.subjects.at(person.sentence, at)
    if meant is None or meant.season is None or key(meant.title) != claim.title:
        return
    if claim.season not in (None, meant.season) or survey.document.name == _EXAMPLE:
        return
    decision = Decision(person, CreditKind(claim.kind), mention, said, 1.0)
    named = survey.subjects.named(person.sentence, at)
    features = installments.traits(decision, named=named, season=meant.season)
    found.add("whole", features, "yes" if claim.season is None else "no")


def _is_main(survey: Survey, title: str) -> bool:
    main = survey.subjects.main
    return main is not None and key(main.title) == title


_EXAMPLE = "example"

# ── the examples of the rules ───────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Alone:
    """Subjects of a text that is about one installment and names no other work but these."""

    main: Installment
    films: frozenset[str]
    mentions: tuple[Any, ...]

    def at(self, sentence: int, offset: int) -> Installment | None:
        return self.main

    def named(self, sentence: int, offset: int) -> bool:
        return False


@dataclass(frozen=True)
class _Place:
    start: int
    end: int
    title: str


def example_cases() -> Cases:
    """Return the choices in the examples of the rules, and in those beside them."""
    found = Cases()
    for name in ("cast_rules.tsv", "cast_crew.tsv", "cast_examples.tsv"):
        for row in rows(name):
            film = row.get("rule", "").startswith("film-")
            about = row.get("about") or ("film" if film else "2")
            document = compose(
                "What is known so far",
                [row["example"]],
                published=date(2026, 3, 2),
                name=_EXAMPLE,
            )
            survey = Survey(document, _alone(document, about))
            _add(found, survey, list(_wanted(row["finds"], document)))
    return found


def _alone(document: Document, about: str) -> _Alone:
    works = re.finditer("The Glass Bay|Night Ferry|Low Tide", document.text)
    return _Alone(
        Installment("Low Tide", int(about) if about.isdigit() else None),
        frozenset({"Low Tide"} if about == "film" else ()),
        tuple(_Place(m.start(), m.end(), m[0]) for m in works),
    )


def _wanted(finds: str, document: Document) -> Iterator[Told]:
    for entry in filter(None, finds.split("; ")):
        person, _, kinds = entry.partition(": ")
        for kind in kinds.split(", "):
            yield Told(
                _words(person), kind.partition(" as ")[0], "low tide", None, 0, len(document.text)
            )


# ── fitting ─────────────────────────────────────────────────────────────────────────────────


def fitted(parts: Iterable[Cases]) -> Models:
    """Return the models of the choices in the cases."""
    whole = Cases()
    for part in parts:
        for name, features in part.features.items():
            whole.features.setdefault(name, []).extend(features)
            whole.labels.setdefault(name, []).extend(part.labels[name])
    models: Models = {}
    for name in whole.features:
        labels = KINDS if name == "kind" else ("yes", "no")
        weights = fit_labels(
            whole.features[name], whole.labels[name], labels=labels, penalty=_PENALTIES[name]
        )
        if name != "kind":
            models[name] = Model(("yes",), {f: (w[0] - w[1],) for f, w in weights.items()})
        else:
            models[name] = Model(labels, weights)
    return models


def write(models: Models) -> None:
    """Write each model beside the reader, the features in order, the weights rounded."""
    for name, model in models.items():
        lines = ["\t".join(["feature", *model.labels])]
        for feature, weights in sorted(model.weights.items()):
            cells = [f"{w:.2f}".rstrip("0").rstrip(".") if abs(w) >= 0.02 else "" for w in weights]
            if any(cells):
                lines.append("\t".join([feature, *cells]))
        (ROOM / f"weights_{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _examples() -> list[Cases]:
    """Return the examples, twice: they are short, and each stands for many sentences."""
    return [example_cases()] * 2


def out_of_fold(articles: list[Article], folds: int) -> dict[str, list[dict[str, Any]]]:
    """Return the cast claims read in each article with weights that were not fitted on it."""
    each = [cases([article]) for article in articles]
    examples = _examples()
    found: dict[str, list[dict[str, Any]]] = {}
    for fold in range(folds):
        rest = [c for i, c in enumerate(each) if i % folds != fold]
        with choice.using(fitted([*rest, *examples])):
            found |= {a["id"]: cast.read(a) for a in articles[fold::folds]}
    return found


def open_articles() -> list[Article]:
    """Return the labelled texts that may be fitted on."""
    found = [a for a in reading.articles(corpus.FOLDER, "open") if a["language"] == "en"]
    found += corpus.passages(corpus.FOLDER.parent / "dossier")
    return found + (reading.articles(reading.DEFAULT, "open") if reading.DEFAULT.is_dir() else [])


def main() -> None:
    """Fit and write, or measure out of fold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    articles = open_articles()
    if not options.folds:
        write(fitted([cases(articles), *_examples()]))
        return
    said = out_of_fold(articles, options.folds)
    for name, part in (
        ("corpus", [a for a in articles if "kind" in a]),
        ("development", [a for a in articles if "kind" not in a]),
    ):
        print(f"\n{name}, out of fold, titles as read, then all titles as one")
        cast.summary(part, said)
        cast.summary(cast.untitled(part), {i: cast.of_one_title(c) for i, c in said.items()})


if __name__ == "__main__":
    main()
