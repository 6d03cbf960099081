"""What learning the records of outlets from a job's tables takes: `airdate sources --from-bulk`.

    python -m evaluation.records [--claims N] [--folder DIR]

The tables are made by chance: works whose release is planned by many outlets, half of the plans
passed on word by word, put off or not, and reported.  `--folder` asks tables that are there.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from airdate.bulk import forms, job
from airdate.model import DateRange

_TOLD = (
    *(("milestone", "release"), ("milestone", "renewed"), ("milestone", "filming_start")),
    *(("detail", None), ("milestone", "trailer")),
)
"""What a document says: as in the news, most of it is not what time can decide on."""
_FIRST = date(2024, 1, 1)
_OUTLETS = 2_000
_AT_ONCE = 20_000
_WORDS = (
    *("harbour", "sources", "close", "production", "confirmed", "drama", "viewers", "network"),
    *("streamer", "eagerly", "awaited", "return", "announced", "statement", "calendar", "studio"),
    *("autumn", "crew", "story", "pilot", "island", "winter", "schedule", "reports"),
)


def claims(count: int, *, seed: int = 5) -> Iterator[dict[str, Any]]:
    """Yield rows of claims on milestones, so many at least."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    made = work = 0
    while made < count:
        # Few works have most of the claims, as in the news.
        stories = min(400, int(5 * chance.paretovariate(0.9)))
        for row in _work(work, stories, chance):
            made += 1
            yield row
        work += 1


def _work(work: int, stories: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    truth = _FIRST + timedelta(chance.randrange(300, 900))
    season = chance.choice([None, 1, 2, 3])
    for story in range(stories):
        done = chance.random() < 0.3
        said_on = truth + timedelta(chance.randrange(0, 20) if done else -chance.randrange(5, 290))
        planned = truth - timedelta(0 if chance.random() < 0.7 else chance.randrange(10, 90))
        when = truth if done else planned
        words = f"It is out on {when:%B %d, %Y}, " + " ".join(chance.choices(_WORDS, k=14))
        name = sha256(f"{work} {story}".encode()).hexdigest()
        first = chance.randrange(_OUTLETS)
        copies = int(chance.paretovariate(1.1)) if chance.random() < 0.3 else 1
        for copy in range(min(copies, 60)):
            outlet = f"outlet{(first + copy * 7) % _OUTLETS}.example"
            own = name if copy == 0 else sha256(f"{name} {copy}".encode()).hexdigest()
            document = {
                "document_id": own,
                "said_on": said_on + timedelta(min(copy, 5)),
                "url": f"https://{outlet}/{said_on:%Y/%m}/{own[:8]}",
                "outlet": outlet,
                "origin_id": name,
                "origin_outlet": f"outlet{first}.example",
                "origin_said_on": said_on,
                "title": f"The Work {work}",
                "title_key": f"work {work}",
                "season": season,
                "sentence": 3,
                "start": 0,
                "end": 10,
                "confidence": 0.9,
                "sentence_words": words,
            }
            days = {"when": str(DateRange.on(when)), "earliest": when, "latest": when}
            status = {"status": "done" if done else "planned"}
            for number, (form, event) in enumerate(_TOLD):
                entry = {"entry_id": sha256(f"{own} {number}".encode()).hexdigest()[:16]}
                rest = days | status if event == "release" else {"status": "done"}
                yield {**document, **entry, **rest, "form": form, "event": event}


def tables(out: Path, count: int) -> None:
    """Write a finished job's tables of so many claims into a folder."""
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    months: dict[str, list[dict[str, Any]]] = defaultdict(list)
    writers: dict[tuple[str, str], Any] = {}

    def write(month: str) -> None:
        rows = months.pop(month)
        for name in ("claims", "documents"):
            schema = forms.tables()[name]
            path = out / name / f"month={month}" / "part-0.parquet"
            if (name, month) not in writers:
                path.parent.mkdir(parents=True)
                writers[name, month] = pq.ParquetWriter(path, schema, compression="zstd")
            writers[name, month].write_table(pa.Table.from_pylist(rows, schema=schema))

    for row in claims(count):
        month = f"{row['said_on']:%Y-%m}"
        months[month].append(row)
        if len(months[month]) >= _AT_ONCE:
            write(month)
    for month in list(months):
        write(month)
    for writer in writers.values():
        writer.close()
    (out / job.DONE).write_text("{}", encoding="utf-8")


def main() -> None:
    """Print what learning takes."""
    from airdate.bulk.records import learn

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch) / "tables"
        if asked.folder is None or not asked.folder.exists():
            tables(folder, asked.claims)
        before = _peak()
        begun = time.perf_counter(), _computing()
        found = learn(folder, as_of=date(2030, 1, 1), workers=asked.workers)
        took, computing = time.perf_counter() - begun[0], _computing() - begun[1]
        judged = sum(len(found.record(domain).judged) for domain in found.domains())
        print(
            f"{found.works:,} works, {judged:,} claims of {len(found.outlets):,} outlets judged in"
            f" {took:.0f} s ({computing:.0f} s of computing); memory {before / 1e6:,.0f} MB before,"
            f" {_peak() / 1e6:,.0f} MB at most; {found.thinned:,} works with more than are judged"
        )


def _computing() -> float:
    """Return the seconds of computing of this process and of those that it ended, together."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(each) for each in who]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak() -> int:
    """Return the largest memory of this process, or of one that it ended, in bytes."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who) * 1024


if __name__ == "__main__":
    main()
