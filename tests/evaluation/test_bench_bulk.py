"""Stages of reading archives are set beside limits that are in the same table."""

from __future__ import annotations

from evaluation.archives import pages, warc_bytes

from evaluation import bench_bulk


def test_every_limit_is_measured_too() -> None:
    """No row is set beside what is not there."""
    found = bench_bulk.stages(4, weight=0)
    assert set() == {stage.limit for stage in found if stage.limit} - {s.name for s in found}


def test_an_archive_is_read_to_its_end() -> None:
    """Batches of 64 records and the rest."""
    packed = warc_bytes(pages(70, share=0.0))
    assert 70 == bench_bulk.read_archive(packed)


def test_heavy_pages_are_of_their_weight() -> None:
    """Within a tenth of what was asked for, beside the article."""
    light, heavy = (
        sum(len(page) for _, _, page in pages(10, share=0.0, weight=weight)) / 10
        for weight in (0, 100_000)
    )
    assert abs(heavy - light - 100_000) < 10_000


def test_the_profile_is_of_modules_of_airdate() -> None:
    """Shares with names, the largest first."""
    rows = list(bench_bulk.profile(10, rows=3))
    shares = [float(row.split("%")[0]) for row in rows]
    assert 3 == len(rows)
    assert sorted(shares, reverse=True) == shares
