"""The commands of `python -m evaluation.truth`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import evaluation.truth as package
from evaluation.truth import copies, holding
from evaluation.truth.figure import figure
from evaluation.truth.methods import METHODS, accuracy
from evaluation.truth.world import world as make_world

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "src" / "airdate" / "sources" / "weights.toml"
FIGURE = ROOT / "docs" / "pictures" / "truth.svg"
HISTORIES = ROOT.parent / "shared" / "eval" / "forecast" / "dev.jsonl"


def main() -> None:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.truth",
        description=package.__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    commands = ("world", "fit", "check", "copies")
    parser.add_argument("command", nargs="?", choices=commands, default="world")
    parser.add_argument("histories", nargs="?", type=Path, default=HISTORIES)
    args = parser.parse_args()
    if args.command in ("fit", "check") and not args.histories.exists():
        parser.error(f"there is no file {args.histories}: name one in the format of the histories")
    if args.command == "fit":
        fit(args.histories, WEIGHTS)
    elif args.command == "check":
        check(args.histories)
    elif args.command == "copies":
        for line in copies.report():
            print(line, flush=True)
    else:
        world()


# Copying outlets in each world, and the worlds and titles that each point is the mean of.
COPIERS, WORLDS, TITLES = (0, 2, 4, 8, 12, 16, 24), 8, 60


def world() -> None:
    """Print the share of truths that each method finds, and draw it."""
    results = simulated(COPIERS, worlds=WORLDS, titles=TITLES)
    print(f"{'copying outlets':<27}" + "".join(f"{count:>7}" for count in COPIERS))
    for name, points in results.items():
        print(f"{name:<27}" + "".join(f"{point:7.3f}" for point in points))
    note = (
        f"4 honest outlets (0.9 right), 6 sloppy (0.5), 2 that invent (0.1); {WORLDS} worlds "
        f"of {TITLES} titles"
    )
    FIGURE.write_text(figure(COPIERS, results, note=note), encoding="utf-8")
    print(f"\n{FIGURE.relative_to(ROOT)} shows it.")


def simulated(copiers: Sequence[int], *, worlds: int, titles: int) -> dict[str, list[float]]:
    """Return for each method the mean share of true days that it finds, by number of copiers."""
    found: dict[str, list[float]] = {name: [] for name in METHODS}
    for count in copiers:
        made = [make_world(titles=titles, copiers=count, seed=seed) for seed in range(worlds)]
        for name, method in METHODS.items():
            found[name].append(sum(accuracy(each, method(each)) for each in made) / worlds)
    return found


def check(histories: Path) -> None:
    """Print how well each rule foretells what holds, made without the franchise that is judged."""
    claims = holding.said_in(histories)
    print(f"{len(claims)} dated claims on releases, {holding.FOLDS} folds by franchise")
    print(f"{'':<22}  Brier  log loss")
    for name, (brier, loss) in holding.out_of_fold(claims).items():
        print(f"{name:<22} {brier:6.4f}  {loss:8.4f}")


def fit(histories: Path, file: Path) -> None:
    """Write the measured numbers into the file of weights, and print them."""
    claims = holding.said_in(histories)
    fitted = holding.fit(claims)
    text = file.read_text(encoding="utf-8")
    for kind, chance in fitted.faith.items():
        text = _set(text, "faith", kind, f"{chance:.2f}")
    for status, chance in fitted.holds.items():
        text = _set(text, "holds", status, f"{chance:.2f}")
    text = _set(text, "reach_half_life_days", "planned", f"{fitted.half_life_days:.0f}")
    text = _set(text, "record", "claims", str(holding.record_claims(claims, fitted)))
    text = _note(text, holding.summary(claims))
    file.write_text(text, encoding="utf-8")
    print(holding.summary(claims))


def _set(text: str, table: str, key: str, value: str) -> str:
    """Return the text with a number of a table replaced; what stands around it stays."""
    head, mark, tail = text.partition(f"\n[{table}]\n")
    body, rest = re.split(r"(?=\n\[)", tail, maxsplit=1) if "\n[" in tail else (tail, "")
    changed, times = re.subn(rf"(?m)^{key} = .*$", f"{key} = {value}", body)
    if not mark or times != 1:
        raise SystemExit(f"{WEIGHTS} has no {key} in [{table}]: write the row, then fit again")
    return head + mark + changed + rest


def _note(text: str, summary: str) -> str:
    """Return the text with the note between its two marks replaced."""
    lines = "\n".join(f"# {line}".rstrip() for line in summary.splitlines())
    return re.sub(r"(?s)(# measured:\n).*?(# end\n)", rf"\g<1>{lines}\n\g<2>", text)


if __name__ == "__main__":
    main()
