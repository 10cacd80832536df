"""What the publishers of a week do: how often they publish, what their servers are like, and when these fail."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from tests.publisher.feeds import FORMATS, Story, story
from tests.publisher.publisher import Feed, Publisher
from tests.publisher.requests import Reply

HOUR, DAY = 3600.0, 86_400.0
_NOISE = ("", "", "?utm_source=rss", "#comments", "?utm_campaign=feed&utm_medium=rss")


@dataclass(frozen=True)
class Act:
    """A story that is published, or a new version of one, so many seconds after the start."""

    at: float
    url: str
    story: Story
    is_edit: bool


def set_up(publisher: Publisher, feeds: int, chance: Random) -> list[str]:
    """Give a publisher feeds of every kind, and return their addresses. Every fifth host has two."""
    names = list(FORMATS)
    urls = []
    for number in range(feeds):
        host = f"situs{number - (number % 5 == 1)}.example"
        url = f"http://{host}/feed{number}"
        feed = Feed(
            format=names[number % len(names)],
            window=chance.choice((10, 20, 50)),
            etag=chance.random() < 0.7,
            dated=chance.random() < 0.7,
            max_age=chance.choice((None, None, 300, 1800, 7200)),
            zips=chance.random() < 0.5,
        )
        publisher.add_feed(url, feed)
        rules = f"User-agent: *\nDisallow: /admin/\n{chance.choice(('', 'Crawl-delay: 5'))}"
        publisher.robots[host] = Reply(200, {"Content-Type": "text/plain"}, rules.encode())
        urls.append(url)
    return urls


def acts(publisher: Publisher, urls: list[str], seconds: float, chance: Random) -> Iterator[Act]:
    """Yield what is published, in order: between a story a week and six a day on each feed."""
    planned = []
    for number, url in enumerate(urls):
        host = url.split("/")[2]
        has_teasers = number % 3 == 0
        at, count = chance.uniform(0, DAY), 0
        while at < seconds - 6 * HOUR:
            count += 1
            moment = publisher.clock.now + timedelta(seconds=at)
            made = story(1000 * number + count, host, moment, teaser=has_teasers)
            noisy = replace(made, link=made.link + chance.choice(_NOISE))
            planned.append(Act(at, url, noisy if not has_teasers else made, False))
            if chance.random() < 0.1 and at < seconds - 12 * HOUR and not has_teasers:
                changed_at = moment + timedelta(hours=5)
                planned.append(Act(at + 5 * HOUR, url, replace(edited(noisy), updated=changed_at), True))
            at += chance.expovariate(1 / (DAY / chance.choice((0.3, 1, 2, 4, 6))))
    yield from sorted(planned, key=lambda act: act.at)


def edited(of: Story) -> Story:
    """Return a new version of a story."""
    first, *others = of.paragraphs
    return replace(of, paragraphs=(first.replace("versi 1", "versi 2"), *others))


def trouble(feed: Feed, publisher: Publisher, chance: Random) -> None:
    """Let the next request for a feed fail in one of the ways of the web."""
    later = chance.choice(("900", publisher.clock.http_date(1800)))
    feed.specials.append(
        chance.choice(
            (
                Reply(500),
                Reply(503, {"Retry-After": later}),
                Reply(429, {"Retry-After": later}),
                Reply(404),
                Reply(200, {"Content-Type": "text/html"}, b"<p>Maaf, situs sedang diperbaiki.</p>"),
                Reply(200, {"Content-Type": "application/rss+xml"}, feed.content(), is_cut=True),
                Reply(is_slow=True),
            )
        )
    )
