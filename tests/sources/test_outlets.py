"""The registry of outlets and what it makes of names and addresses."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from airdate.model import Source, SourceKind
from airdate.sources import lookup, name_key, outlets, published_by
from airdate.sources.addresses import address_of

ROWS = outlets()


def test_the_registry_is_large_and_names_every_kind() -> None:
    """More than 600 outlets, at least ten of each kind but unknown."""
    kinds = Counter(row.source.kind for row in ROWS)
    assert len(ROWS) >= 600
    assert set(kinds) == set(SourceKind) - {SourceKind.UNKNOWN}
    assert min(kinds.values()) >= 10


def test_domains_are_unique_and_in_lower_case() -> None:
    """No domain has two rows, and each is written as it is compared."""
    domains = [row.source.domain for row in ROWS]
    assert domains == [domain.lower() for domain in domains]
    assert [] == [domain for domain, times in Counter(domains).items() if times > 1]


def test_every_row_is_complete() -> None:
    """Names are there, countries are codes of two letters, official outlets have an owner."""
    for row in ROWS:
        source = row.source
        assert address_of(source.domain), source
        assert source.name == source.name.strip() != "", source
        assert source.country is None or re.fullmatch("[A-Z]{2}", source.country), source
        assert source.kind is not SourceKind.OFFICIAL or source.owner, source


def test_no_name_or_alias_belongs_to_two_outlets() -> None:
    """A credit names one outlet."""
    owners: dict[str, set[str]] = {}
    for row in ROWS:
        for name in (row.source.name, *row.aliases):
            key = name if address_of(name) else name_key(name)
            owners.setdefault(key, set()).add(row.source.domain)
    assert {} == {key: found for key, found in owners.items() if len(found) > 1}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.source.domain)
def test_every_alias_is_an_example_that_finds_its_row(row) -> None:  # type: ignore[no-untyped-def]
    """Domain, name and aliases, as texts write them, all lead to the row."""
    for words in (row.source.domain, f"https://{row.source.domain}/", *row.aliases):
        assert row.source == lookup(words)
    if not address_of(row.source.name):
        assert row.source == lookup(row.source.name)


@pytest.mark.parametrize(
    ("words", "domain"),
    [
        ("variety.com", "variety.com"),
        ("www.variety.com", "variety.com"),
        ("HTTPS://WWW.Variety.com:443/2022/tv/news/x-1235284751/?a=b#c", "variety.com"),
        ("//variety.com/x", "variety.com"),
        ("variety.com.", "variety.com"),
        ("amp.theguardian.com", "theguardian.com"),
        ("m.imdb.com", "imdb.com"),
        ("https://www.bbc.co.uk/news/entertainment", "bbc.co.uk"),
        ("https://feeds.bbci.co.uk/news/uk", "bbc.co.uk"),
        ("https://www.bbc.co.uk/mediacentre/2024/x", "bbc.co.uk/mediacentre"),
        ("https://www.netflix.com/tudum/articles/x", "netflix.com/tudum"),
        ("https://www.netflix.com/kr/title/81237994", "netflix.com"),
        ("about.netflix.com", "about.netflix.com"),
        ("ca.news.yahoo.com", "yahoo.com"),
        ("mag.elcomercio.pe", "elcomercio.pe"),
        ("https://web.archive.org/web/20220606120000/https://deadline.com/x", "deadline.com"),
        ("https://www.google.com/amp/s/www.nme.com/x", "nme.com"),
        ("www-bbc-co-uk.cdn.ampproject.org/x", "bbc.co.uk"),
        ("press@netflix.com", "netflix.com"),
        ("variety。com", "variety.com"),
        ("Deadline", "deadline.com"),
        ("deadline", "deadline.com"),
        ("THR", "hollywoodreporter.com"),
        ("the Hollywood Reporter", "hollywoodreporter.com"),
        ("The Hollywood Reporter’s Borys Kit", "hollywoodreporter.com"),
        ("Nellie Andreeva of Deadline", "deadline.com"),
        ("Variety report", "variety.com"),
        ("a report by Variety", "variety.com"),
        ("Whats on Netflix", "whats-on-netflix.com"),
        ("What’s on Netflix", "whats-on-netflix.com"),
        ("Korean news outlet Newsen", "newsen.com"),
        ("Soompi", "soompi.com"),
        ("STARNEWS", "star.mt.co.kr"),
        ("연합뉴스", "yna.co.kr"),
        ("オリコンニュース", "oricon.co.jp"),
        ("AMC+", "amcnetworks.com"),
        ("Disney+", "disneyplus.com"),
        ("Disney", "thewaltdisneycompany.com"),
        ("Télérama", "telerama.fr"),
        ("@NetflixKR", "netflix.com"),
        ("Netflix Korea", "netflix.com"),
        ("Netflix Korea's official Instagram account", "netflix.com"),
        ("the official X account of Netflix Philippines", "netflix.com"),
        ("a Netflix spokesperson", "netflix.com"),
        ("Netflix's Bela Bajaria", "netflix.com"),
        ("a Reddit user", "reddit.com"),
        ("a post on X", "x.com"),
    ],
)
def test_names_and_addresses_lead_to_their_outlet(words: str, domain: str) -> None:
    """Domains in any form, names, handles, and people who speak for a house."""
    assert domain == lookup(words).domain


@pytest.mark.parametrize(
    ("words", "source"),
    [
        (None, Source("", "not named", SourceKind.UNKNOWN)),
        ("  ", Source("", "not named", SourceKind.UNKNOWN)),
        ("Netflix fans", Source("Netflix fans", "Netflix fans", SourceKind.FAN)),
        ("Netflix insiders", Source("Netflix insiders", "Netflix insiders", SourceKind.UNKNOWN)),
        ("Park  Ji-hu", Source("Park Ji-hu", "Park Ji-hu", SourceKind.UNKNOWN)),
        ("people", Source("people", "people", SourceKind.UNKNOWN)),
        ("sources", Source("sources", "sources", SourceKind.UNKNOWN)),
        ("blueroads.in", Source("blueroads.in", "blueroads.in", SourceKind.UNKNOWN)),
        ("https://news.blog.co.kr/1", Source("blog.co.kr", "blog.co.kr", SourceKind.UNKNOWN)),
        ("https://netflix.com@evil.eu/", Source("evil.eu", "evil.eu", SourceKind.UNKNOWN)),
        ("http://[::1]/", Source("http://[::1]/", "http://[::1]/", SourceKind.UNKNOWN)),
    ],
)  # fmt: skip
def test_what_the_registry_does_not_know_stays_unknown(words: str | None, source: Source) -> None:
    """Strangers keep their words; a brand beside fans or insiders does not speak."""
    assert source == lookup(words)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Hyosan High Fan Page", SourceKind.FAN),
        ("hyosan-high-fans.example", SourceKind.FAN),
        ("Night Shift Drama Forum", SourceKind.FORUM),
        ("https://nightshift-drama-forum.example/t/1", SourceKind.FORUM),
        ("Fan Bingbing", SourceKind.UNKNOWN),
        ("Fantastic Stories", SourceKind.UNKNOWN),
        ("netflixfans.com", SourceKind.UNKNOWN),
    ],
)
def test_a_stranger_that_calls_itself_a_fan_page_or_forum_is_one(
    words: str, kind: SourceKind
) -> None:
    """By its name or its domain; an imitation stays an imitation."""
    assert kind is lookup(words).kind


def test_each_customer_of_a_host_is_another_source() -> None:
    """Two wikis or blogs on one host share their kind, not their name."""
    wiki, blog = lookup("dark-netflix.fandom.com/wiki/S3"), lookup("reviews.blogspot.com")
    assert Source("dark-netflix.fandom.com", "dark-netflix.fandom.com", SourceKind.FAN) == wiki
    assert Source("reviews.blogspot.com", "reviews.blogspot.com", SourceKind.FAN) == blog
    assert "fandom.com" == lookup("https://www.fandom.com/").domain


@pytest.mark.parametrize(
    ("outlet", "url", "domain"),
    [
        ("variety.com", None, "variety.com"),
        (None, "https://variety.com/x", "variety.com"),
        ("BBC", "https://www.bbc.co.uk/mediacentre/x", "bbc.co.uk/mediacentre"),
        ("bbc.co.uk", "https://www.bbc.co.uk/mediacentre/x", "bbc.co.uk/mediacentre"),
        ("Variety", "https://stranger.example/x", "stranger.example"),
        ("Sports Chosun", "https://v.daum.net/v/1", "v.daum.net"),
        ("blueroads.in", "https://variety.com/x", "blueroads.in"),
        ("Variety", "file:///home/me/page.html", "variety.com"),
        ("Variety", "http://localhost:8000/page", "variety.com"),
        (None, None, ""),
    ],
)
def test_a_page_cannot_name_itself_into_trust(
    outlet: str | None, url: str | None, domain: str
) -> None:
    """Where the head and the address differ, the less trusted of the two publishes."""
    assert domain == published_by(outlet, url).domain
