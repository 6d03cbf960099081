"""The commands of `python -m evaluation.truth`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import evaluation.truth as package
from evaluation.truth import holding

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "src" / "airdate" / "sources" / "weights.toml"
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
