"""A forecaster's trial for a terminal and as JSON: scores, calibration, what each part is worth."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from airdate.publish.text import WIDTH, Paint, plain
from airdate.wording import counted

if TYPE_CHECKING:
    from airdate.forecast.calibration import Step
    from airdate.forecast.scores import Scores
    from airdate.forecast.trial import Trial

_HEAD = f"  {'':<16}{'loss':>7}{'median off':>12}{'50 %':>8}{'80 %':>7}{'90 %':>7}{'80 % wide':>11}"
_BAR = 24
# What the parts of a forecast are called.
PART_NAMES = {
    "stage": "stage reached",
    "earlier": "earlier stages",
    "schedule": "planned filming",
    "news": "delays, denials",
    "gap": "previous season",
    "window": "claimed window",
    "hint": "narrower hint",
    "slips": "earlier slips",
    "weekday": "weekday habit",
}


def trial_text(trial: Trial, *, width: int = WIDTH, paint: Paint = plain) -> str:
    """Return the scores by time to the release, the calibration and the worth of each part."""
    whole = next(iter(trial.scores.values()))
    parts = [
        paint(
            f"Backtest: {counted(whole.titles, 'title')}, {counted(whole.cases, 'day')} of news",
            "title",
        ),
        "",
    ]
    parts += [*textwrap.wrap(_how(trial), width), ""]
    parts += ["all", *_table(dict(trial.scores), paint)]
    for horizon in whole.by_horizon:
        found = {name: scores.by_horizon.get(horizon) for name, scores in trial.scores.items()}
        parts += ["", f"{horizon} to the release", *_table(found, paint)]
    parts += ["", *textwrap.wrap(_MEANING, width)]
    parts += ["", paint("Calibration: of all releases, how many came by the day given", "heading")]
    parts += _calibration(trial)
    parts += ["", paint("Loss in days had nothing been heard of a part", "heading")]
    parts += _parts(trial, paint)
    return "\n".join(parts) + "\n"


_MEANING = (
    "loss: continuous ranked probability score, in days; median off: how far the median was off in "
    "the middle case, in days; 50 %, 80 %, 90 %: how many in 100 releases fell into the interval "
    "of that name; 80 % wide: its mean width in days. Each title counts once."
)


def _how(trial: Trial) -> str:
    if trial.folds:
        return (
            f"Out of fold: each title was forecast by figures fitted to the others, in "
            f"{counted(trial.folds, 'fold')}."
        )
    return (
        "All titles were forecast by one set of figures. Where that was fitted to these very "
        "titles the scores are too good: --folds 6 fits without the title, and so does airdate fit."
    )


def _table(found: dict[str, Scores | None] | dict[str, Scores], paint: Paint) -> Iterator[str]:
    counted = next((scores for scores in found.values() if scores), None)
    if counted is None:
        return
    yield paint(_HEAD, "heading")
    for name, scores in found.items():
        if scores is not None:
            yield "  " + paint(f"{name:<16}", "label") + _row(scores)


def _row(scores: Scores) -> str:
    covers = "".join(
        f"{share * 100:>{width}.0f}"
        for share, width in ((scores.cover_50, 8), (scores.cover_80, 7), (scores.cover_90, 7))
    )
    return f"{scores.crps:>7.1f}{scores.medae:>12.0f}{covers}{scores.width_80:>11.0f}"


def _calibration(trial: Trial) -> Iterator[str]:
    from airdate.forecast.calibration import band

    ours = next(iter(trial.calibration.values()))
    horizons = {name: dict(_shares(steps)) for name, steps in trial.by_horizon.items()}
    yield f"  {'given':>5}{'came':>7}{'chance':>11}" + "".join(f"{n:>17}" for n in horizons)
    for step in ours[1::2]:
        low, high = band(step.level, titles=trial.titles)
        off = " " if low <= step.share <= high else "*"
        row = "".join(f"{_percent(shares[step.level]):>17}" for shares in horizons.values())
        yield (
            f"  {_percent(step.level):>5}{_percent(step.share):>6}{off}"
            f"{low * 100:>6.0f}–{high * 100:.0f} %{row}"
        )
    yield "  chance: where 9 of 10 perfect forecasters would lie; * is outside of it."
    yield "  The last columns: by how far off the middle of the forecast was."


def _shares(steps: Iterable[Step]) -> Iterator[tuple[float, float]]:
    return ((step.level, step.share) for step in steps)


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _parts(trial: Trial, paint: Paint) -> Iterator[str]:
    most = max((abs(days) for days in trial.parts.values()), default=0.0) or 1.0
    for part, days in trial.parts.items():
        bar = paint("█" * round(max(0.0, days) / most * _BAR), "label")
        yield f"  {PART_NAMES.get(part, part):<17}{days:>+8.1f}  {bar}".rstrip()


def trial_json(trial: Trial) -> dict[str, Any]:
    """Return the same for a program."""
    return {
        "titles": trial.titles,
        "folds": trial.folds,
        "scores": {name: scores_json(scores) for name, scores in trial.scores.items()},
        "calibration": {
            name: [{"level": s.level, "share": round(s.share, 4)} for s in steps]
            for name, steps in trial.calibration.items()
        },
        "spread": [round(share, 4) for share in trial.spread],
        "parts": {part: round(days, 2) for part, days in trial.parts.items()},
    }


def scores_json(scores: Scores) -> dict[str, Any]:
    """Return the scores of one forecaster, and by time to the release."""
    found: dict[str, Any] = {
        "cases": scores.cases,
        "titles": scores.titles,
        "crps": round(scores.crps, 2),
        "medae": round(scores.medae, 1),
        "cover_50": round(scores.cover_50, 4),
        "cover_80": round(scores.cover_80, 4),
        "cover_90": round(scores.cover_90, 4),
        "width_80": round(scores.width_80, 1),
    }
    if scores.by_horizon:
        found["by_horizon"] = {name: scores_json(s) for name, s in scores.by_horizon.items()}
    return found


def fit_text(
    rows: dict[str, Scores], note: str, *, width: int = WIDTH, paint: Paint = plain
) -> str:
    """Return the scores of fitted figures beside the shipped ones, over all and by horizon."""
    parts = [paint("Fitted", "title"), *textwrap.wrap(note, width), "", "all"]
    parts += _table(rows, paint)
    horizons = dict.fromkeys(name for scores in rows.values() for name in scores.by_horizon)
    for horizon in horizons:
        found = {name: scores.by_horizon.get(horizon) for name, scores in rows.items()}
        parts += ["", f"{horizon} to the release", *_table(found, paint)]
    parts += ["", *textwrap.wrap(_MEANING, width)]
    parts += ["", *textwrap.wrap(_OUT_OF_FOLD, width)]
    return "\n".join(parts) + "\n"


_OUT_OF_FOLD = (
    "What to expect of other titles is the row out of fold: each title was forecast by figures "
    "fitted to the others. The shipped figures may have been fitted to these very titles."
)
