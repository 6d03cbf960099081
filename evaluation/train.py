"""Fit the weights of the reader's choices on labelled texts, or measure what they reach.

    python -m evaluation.train                    fit on the open parts, write the weights
    python -m evaluation.train --titles           fit only what is a title, and what a text is about
    python -m evaluation.train --folds 4          measure out of fold, write nothing

Labelled texts are the open parts of the corpus and of the development set. What is put aside is
never fitted on. A later choice is fitted on what the earlier ones make of texts that these were not
fitted on (cross-fitting), as it meets it in use.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from airdate import dates
from airdate.claims import choice, mentions, milestones, titles
from airdate.claims.attribution import credits
from airdate.claims.choice import Model
from airdate.claims.context import Context, Line
from airdate.claims.drafts import Draft, drafts
from airdate.claims.meant import Asking, title_options
from airdate.claims.meant_season import season_options
from airdate.claims.subjects import Subjects
from airdate.claims.traits import traits
from airdate.model import Document, Status, title_key
from evaluation import corpus, reading
from evaluation.fit import Penalty, Ranking, fit_labels, fit_ranks

ROOM = Path(__file__).resolve().parents[1] / "src/airdate/claims"
EVENTS = (
    "none", "order", "cancelled", "writing", "pre_production", "filming_start", "filming",
    "filming_wrap", "post_production", "trailer", "release", "delay",
)  # fmt: skip
STATUSES = tuple(str(s) for s in Status)
_PENALTIES = {
    "titles": Penalty(1.0, 2.0, least=5),
    "main": Penalty(0.7, 2.0, least=5),
    "event": Penalty(0.5, 3.0, least=4, steps=100),
    "status": Penalty(1.0, 0.8, least=7, steps=60),
    "title": Penalty(0.5, 0.7, least=4),
    "season": Penalty(0.5, 0.7, least=4),
}
_PARTS = 4  # of cross-fitting
_WHOLE = 13  # a text of more sentences is a whole article
Article = dict[str, Any]
Models = dict[str, Model]
# What stands for a choice that is not fitted yet: all options alike.
_BLANK = {name: Model(("none",), {}) for name in _PENALTIES}


@dataclass
class Cases:
    """Instances of every choice: features and label, or rankings."""

    features: dict[str, list[list[str]]] = field(default_factory=dict)
    labels: dict[str, list[str]] = field(default_factory=dict)
    rankings: dict[str, list[Ranking]] = field(default_factory=dict)

    def add(self, other: Cases, *, times: int = 1) -> None:
        """Add the choices of other cases, each so many times."""
        for name, features in other.features.items():
            self.features.setdefault(name, []).extend(features * times)
            self.labels.setdefault(name, []).extend(other.labels[name] * times)
        for name, rankings in other.rankings.items():
            self.rankings.setdefault(name, []).extend(rankings * times)

    def label(self, name: str, features: list[str], label: str) -> None:
        """Add a choice between labels."""
        self.features.setdefault(name, []).append(features)
        self.labels.setdefault(name, []).append(label)

    def rank(self, name: str, options: Sequence[list[str]], right: int) -> None:
        """Add a choice among options."""
        self.rankings.setdefault(name, []).append(Ranking(options, right))


def key(title: str | None) -> str:
    """Return a title as it is compared: without case, signs, a leading article and a season."""
    return title_key(title or "")


def gathered(find: Callable[[Article], Cases], articles: Iterable[Article]) -> Cases:
    """Return the choices of articles, those of whole articles several times.

    Whole articles on real titles are what the reader is for; the passages teach it variety.
    """
    cases = Cases()
    for article in articles:
        times = 3 if "kind" not in article else 2 if len(article["sentences"]) > _WHOLE else 1
        cases.add(find(article), times=times)
    return cases


def title_cases(article: Article) -> Cases:
    """Return the choices of what is a title, and of the one that a document is about."""
    cases = Cases()
    document = reading.document_of(article)
    gold = [key(c["title"]) for c in article["milestones"] + article["cast"]]
    gold += [key(title) for title in article.get("titles", ())]
    found = mentions.possible(document)
    options = [
        mentions.traits(document, name, places, others=found.keys())
        for name, places in found.items()
    ]
    keys = [key(name) for name in found]
    for name, features in zip(keys, options, strict=True):
        cases.label("titles", features, "yes" if name in gold else "no")
    most = max(sorted(set(gold)), key=gold.count, default="")
    if most in keys and len(keys) > 1:
        cases.rank("main", options, keys.index(most))
    return cases


@dataclass(frozen=True)
class Gold:
    """A labelled milestone with its place: the span of its sentence and of its words of date."""

    claim: dict[str, Any]
    start: int
    end: int
    day: tuple[int, int] | None

    @property
    def event(self) -> str:
        """The event as it is chosen: announced and renewed are both an order."""
        event: str = self.claim["event"]
        return "order" if event in {"announced", "renewed"} else event


def golds(article: Article, document: Document) -> list[Gold]:
    """Return the labelled milestones of a document with their places."""
    spans = list(_spans(article, document))
    found = []
    for claim in article["milestones"]:
        start, end = spans[claim["sentence"]]
        at = document.text.find(claim["phrase"], start, end) if claim["phrase"] else -1
        day = (at, at + len(claim["phrase"])) if at >= 0 else None
        found.append(Gold(claim, start, end, day))
    return found


def _spans(article: Article, document: Document) -> Iterator[tuple[int, int]]:
    """Yield where each labelled sentence stands in the document."""
    at = 0
    for sentence in article["sentences"]:
        start = document.text.find(sentence[:40], at)
        start = at if start < 0 else start
        at = start + len(sentence)
        yield start, at


def plain_cases() -> Cases:
    """Return the choices of event and status in the plain sentences, each told of on its own."""
    cases = Cases()
    for article in corpus.passages(corpus.FOLDER.parent / "plain"):
        found = milestone_cases(article, first=_PLAIN)
        found.rankings.clear()
        cases.add(found)
    return cases


# The sentence of a plain passage that is meant; heading and lede only set the scene.
_PLAIN = 2


def milestone_cases(article: Article, *, first: int = 0) -> Cases:
    """Return the choices of event, status, title and season.

    first: the number of the first sentence that is taken.
    """
    cases = Cases()
    document = reading.document_of(article)
    anchor = document.published or date.min
    about = titles.subjects(document)
    times = dates.tag(document.text, anchor, language=document.language)
    context = Context(document, anchor, about, credits(document), times)
    wanted = golds(article, document)
    for sentence in document.sentences[first:]:
        line = milestones.line_of(context, sentence)
        if line is not None:
            inside = [g for g in wanted if g.start < sentence.end and sentence.start < g.end]
            _line_cases(cases, line, inside)
    _cast_cases(cases, article, about)
    return cases


def _line_cases(cases: Cases, line: Line, inside: list[Gold]) -> None:
    found = drafts(line)
    for draft, gold in zip(found, matched(line, found, inside), strict=True):
        features = traits(line, draft)
        cases.label("event", features, gold.event if gold else "none")
        if gold is None:
            continue
        cases.label("status", features, gold.claim["status"])
        made = milestones.Decision(draft, gold.event, Status(gold.claim["status"]), 1.0)
        alike = [g.claim for g in inside if g.event == gold.event and g.day == gold.day]
        _subject_cases(cases, line.context.subjects, milestones.asking(line, made), alike)


def matched(line: Line, found: list[Draft], inside: list[Gold]) -> list[Gold | None]:
    """Return the labelled claim that each draft makes, None where it makes none.

    A dated draft makes the claim with its day; one without a day, an undated claim of its event, or
    failing such a draft, of a kindred event.
    """
    base = line.sentence.start
    result: list[Gold | None] = []
    for draft in found:
        if draft.time:
            low, high = base + draft.time.start, base + draft.time.end
            same_day = [g for g in inside if g.day and g.day[0] < high and low < g.day[1]]
            same_day.sort(key=lambda g: g.event != draft.event)
            result.append(same_day[0] if same_day else None)
        else:
            undated = [g for g in inside if g.day is None and g.event == draft.event]
            result.append(undated[0] if undated else None)
    made = {id(g) for g in result if g}
    for index, draft in enumerate(found):
        if result[index] is None and draft.time is None:
            left = [
                g
                for g in inside
                if g.day is None and id(g) not in made and _kin(g.event) == _kin(draft.event)
            ]
            if left:
                result[index] = left[0]
                made.add(id(left[0]))
    return result


_FAMILIES = (
    {"filming_start", "filming", "filming_wrap", "pre_production", "post_production", "writing"},
    {"order", "cancelled", "announced"},
    {"release", "delay", "trailer"},
)


def _kin(event: str) -> int:
    return next((i for i, family in enumerate(_FAMILIES) if event in family), -1)


def _subject_cases(
    cases: Cases, about: Subjects, asking: Asking, alike: list[dict[str, Any]]
) -> None:
    options = title_options(about, asking)
    keys = [key(title) for title, _ in options]
    right = next((keys.index(key(c["title"])) for c in alike if key(c["title"]) in keys), None)
    if right is None:
        return
    if len(options) > 1:
        cases.rank("title", [f for _, f in options], right)
    title = options[right][0]
    if title in about.films:
        return
    numbers = season_options(about, asking, title)
    meant = tuple(dict.fromkeys(c["season"] for c in alike if key(c["title"]) == keys[right]))
    chosen = [n for n, _ in numbers]
    best = next((chosen.index(o) for o in (meant, meant[:1]) if o in chosen), None)
    if best is not None and len(numbers) > 1:
        cases.rank("season", [f for _, f in numbers], best)


def _cast_cases(cases: Cases, article: Article, about: Subjects) -> None:
    document = about.document
    spans = list(_spans(article, document))
    for claim in article["cast"]:
        start, end = spans[claim["sentence"]]
        at = document.text.find(claim["person"].split()[-1], start, end)
        number = next((s.number for s in document.sentences if s.start <= at < s.end), None)
        if at >= 0 and number is not None:
            asking = Asking(number, at, "cast", claim["kind"])
            _subject_cases(cases, about, asking, [claim])


def fitted(cases: Cases) -> Models:
    """Return the models of all choices in the cases."""
    models: Models = {}
    for name, features in cases.features.items():
        labels = {"titles": ("yes", "no"), "event": EVENTS, "status": STATUSES}[name]
        weights = fit_labels(features, cases.labels[name], labels=labels, penalty=_PENALTIES[name])
        if name == "titles":
            models[name] = Model(("yes",), {f: (w[0] - w[1],) for f, w in weights.items()})
        else:
            models[name] = Model(labels, weights)
    for name, rankings in cases.rankings.items():
        models[name] = Model(("score",), fit_ranks(rankings, penalty=_PENALTIES[name]))
    return models


def _titles_of(articles: list[Article]) -> Cases:
    """Return the choices of titles in articles, and in headings with their openings."""
    cases = gathered(title_cases, articles)
    for heading in corpus.passages(corpus.FOLDER.parent / "headings"):
        cases.add(title_cases(heading), times=_HEADINGS)
    return cases


_HEADINGS = 2  # times that each heading counts


def trained(articles: list[Article]) -> Models:
    """Return all models, each fitted on what the ones before it make of texts unseen by them."""
    models = fitted(_titles_of(articles))
    parts = [articles[i::_PARTS] for i in range(_PARTS)]
    others = [[a for j, p in enumerate(parts) if j != i for a in p] for i in range(_PARTS)]
    earlier = [fitted(_titles_of(rest)) for rest in others]
    with choice.using(_BLANK | earlier[0]):
        cases = plain_cases()
    for part, made in zip(parts, earlier, strict=True):
        with choice.using(_BLANK | made):
            cases.add(gathered(milestone_cases, part))
    return models | fitted(cases)


# Lesser weights change no choice of the texts put aside, and would double the files.
_TOLD = 0.02


def write(models: Models) -> None:
    """Write each model beside the reader, the features in order, the weights rounded."""
    for name, model in models.items():
        lines = ["\t".join(["feature", *model.labels])]
        for feature, weights in sorted(model.weights.items()):
            cells = [f"{w:.2f}".rstrip("0").rstrip(".") if abs(w) >= _TOLD else "" for w in weights]
            if any(cells):
                lines.append("\t".join([feature, *cells]))
        (ROOM / f"weights_{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def open_articles() -> list[Article]:
    """Return the labelled texts that may be fitted on."""
    found = [a for a in reading.articles(corpus.FOLDER, "open") if a["language"] == "en"]
    found += corpus.passages(corpus.FOLDER.parent / "dossier")
    return found + (reading.articles(reading.DEFAULT, "open") if reading.DEFAULT.is_dir() else [])


def out_of_fold(articles: list[Article], folds: int) -> dict[str, Any]:
    """Return what is read in each article with models that were not fitted on it."""
    found: dict[str, Any] = {}
    for fold in range(folds):
        rest = [a for i, a in enumerate(articles) if i % folds != fold]
        with choice.using(trained(rest)):
            found |= reading.predictions(articles[fold::folds])
        print(f"fold {fold + 1} of {folds}", flush=True)
    return found


def main() -> None:
    """Fit and write, or measure out of fold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--titles", action="store_true", help="fit only what is a title")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    articles = open_articles()
    if not options.folds:
        write(fitted(_titles_of(articles)) if options.titles else trained(articles))
        return
    predicted = out_of_fold(articles, options.folds)
    scoring = reading.scorer()
    for name, part in (
        ("corpus", [a for a in articles if "kind" in a]),
        ("development", [a for a in articles if "kind" not in a]),
    ):
        print(f"\n{name}")
        scoring.report(scoring.score({a["id"]: a for a in part}, predicted))
    if options.errors:
        found = list(reading.errors(scoring, articles, predicted))
        reading.print_errors(found, options.errors)


if __name__ == "__main__":
    main()
