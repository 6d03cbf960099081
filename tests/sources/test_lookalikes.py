"""Domains that imitate a known one, and strangers that only share a word with it."""

from __future__ import annotations

import pytest

from airdate.model import SourceKind
from airdate.sources import lookalike, lookup, outlets
from airdate.sources.lookalikes import skeleton

IMITATIONS = """
theguardianmagazine.com theguardian.com
theguardian-news.co theguardian.com
theguardiannews.info theguardian.com
thegaurdian.com theguardian.com
theguardiann.com theguardian.com
guardian-magazine.net theguardian.com
variety-news.co variety.com
varietymag.com variety.com
varietynews.online variety.com
variety.co variety.com
varietyy.com variety.com
vareity.com variety.com
vаriety.com variety.com
xn--vriety-3nf.com variety.com
deadline-hollywood.net deadline.com
deadlinenews.online deadlinenews.co.uk
deadlinereport.online deadline.com
deadIine.com deadline.com
deadlíne.com deadline.com
netfl1x.com netflix.com
netf1ix.co netflix.com
nеtflix.com netflix.com
xn--ntflix-3of.com netflix.com
netflx.com netflix.com
neftlix.com netflix.com
netflixx.org netflix.com
netfllx.com netflix.com
netflix.co netflix.com
netflix-korea-news.com netflix.com
watch-netflix.site netflix.com
netflix.com.watch-now.info netflix.com
netflix.pages.dev netflix.com
hollywoodreporter.co hollywoodreporter.com
hollywoodreporter-news.com hollywoodreporter.com
hollywodreporter.com hollywoodreporter.com
hollyvvoodreporter.com hollywoodreporter.com
thehollywoodreporter.net hollywoodreporter.com
disneyplus.live disneyplus.com
disneyplus-press.com press.disneyplus.com
disneyp1us.com disneyplus.com
bbcnews-live.com bbc.co.uk
bbc-news.info bbc.co.uk
bbc.co.uk.headlines.site bbc.co.uk
soompi.net soompi.com
sompi.com soompi.com
soompi-news.com soompi.com
screenrantnews.com screenrant.com
screenrnat.com screenrant.com
pinkvila.com pinkvilla.com
koreaherald.news koreaherald.com
thekoreaherald.co koreaherald.com
newyorktimes.top nytimes.com
nytimes-press.com nytimes.com
entertainmentweekly.club ew.com
whatsonnetflix.co whats-on-netflix.com
sportskeeda.org sportskeeda.com
crunchyroll-news.com crunchyroll.com
variety.com-news.xyz variety.com
varieti.com variety.com
netflixnewsroom.org about.netflix.com
thewrap-news.com thewrap.com
hbo-max.co hbomax.com
appletv-news.com apple.com
yonhapnews.co yna.co.kr
deadlinehollywood.co deadline.com
amazonstudios.news press.amazonmgmstudios.com
"""

STRANGERS = """
varietyshow.com varietyclub.org variety.org headline.com headlines.co.uk collier.com colliers.com
culture.com culture.org squire.com universe.com random.org guardianlife.com guardian.co
vulturehound.co.uk k8s.io watchabroad.net watches.com peoples.com timeline.com timelines.org
times.mw nationals.com nation.africa independentaustralia.net mirrorless.com
metropolitan.org express.pk standardmedia.co.ke starwarsunderworld.com starlight.org sunrise.ch
newsdio.com newslanes.com hollywoodnews.com honestnewsreporter.com thenewspocket.com
thelondonpress.uk breakinglatest.news entertainmentnewsboom.com foxexclusive.com cinemareviewed.com
codelist.biz nerdism.com ruetir.com somagnews.com showflik.com 1075koolfm.com b985.com
section331.com worldtoptrend.com topbuzzmagazine.com madrastribune.com digitalchew.com
newseum.org wave.com cinemark.com polygon.io primetime.com reporter.com hollywood.com filmmaker.com
koreabiomed.com koreanair.com seoulmetro.co.kr tokyoreporter.com example.com wikipedia.de github.com
python.org lemonade.com appleseed.org applebees.com amazonas.br skyscanner.net foxtrot.com
netlify.com netgear.com netscape.com deadpool.com deadspin.com hollywood.tv hollywoodlife.com
koreaportal.com kpopstarz.com japantoday.com financialexpress.com economist.com skysports.com
nbcsports.com bbcgoodfood.com usbank.com slashgear.com looperman.com people.cn timesunion.com
disneyland.com marvell.com apnic.net abcdef.net cbsl.lk bbva.com hbr.org itvs.org
"""


@pytest.mark.parametrize("row", IMITATIONS.strip().splitlines())
def test_an_imitation_names_what_it_imitates_and_is_unknown(row: str) -> None:
    """Added words, slips, foreign letters and other endings are seen through."""
    domain, known = row.split()
    assert known == lookalike(domain)
    assert SourceKind.UNKNOWN is lookup(domain).kind


@pytest.mark.parametrize("domain", STRANGERS.split())
def test_a_stranger_imitates_nobody(domain: str) -> None:
    """A shared word is no imitation."""
    assert lookalike(domain) is None


@pytest.mark.parametrize("domain", [row.source.domain for row in outlets()])
def test_no_known_outlet_is_an_imitation(domain: str) -> None:
    """Nor are their hosts and sections."""
    assert lookalike(domain) is None
    assert lookalike(f"www.{domain}") is None


def test_a_wiki_named_after_a_service_does_not_imitate_it() -> None:
    """On a known host, names of customers are theirs to choose."""
    assert lookalike("dark-netflix.fandom.com") is None


def test_letters_that_look_alike_have_one_skeleton() -> None:
    """Cyrillic, digits, capitals and pairs fall together with Latin letters."""
    assert {skeleton("netflix")} == {skeleton(s) for s in ("nеtflіx", "netf1ix", "NETFLIX")}
    assert skeleton("hollywoodreporter") == skeleton("hollyvvoodreporter")
