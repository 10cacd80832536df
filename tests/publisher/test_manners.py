"""The publisher sees each kind of rudeness: requests that break one rule each, and what is said of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.publisher.clock import START, FakeClock
from tests.publisher.manners import Manners
from tests.publisher.requests import Asked, Reply

FEED = Asked(
    START,
    "kabar.example",
    "GET",
    "/feed",
    {"user-agent": "Kutip/1.0 (+mailto:a@kutip.example)", "accept": "*/*", "host": "kabar.example"},
)
PAGE, ROBOTS = replace(FEED, target="/1"), replace(FEED, target="/robots.txt")
OK = Reply()
HOUR = timedelta(hours=1)


def later(asked: Asked, wait: timedelta, **headers: str) -> Asked:
    return replace(asked, at=asked.at + wait, headers={**asked.headers, **headers})


def judged(*exchanges: tuple[Asked, Reply]) -> list[str]:
    manners = Manners()
    for asked, reply in exchanges:
        manners.judge(asked, reply, is_feed=asked.target.startswith("/feed"))
    return [complaint.partition(": ")[2] for complaint in manners.complaints]


def test_a_polite_reader_is_left_alone() -> None:
    tagged = Reply(headers={"ETag": '"a"', "Last-Modified": "Mon"})
    again = later(FEED, HOUR, **{"if-none-match": '"a"', "if-modified-since": "Mon"})
    robots = later(ROBOTS, timedelta(minutes=1))
    page = later(PAGE, timedelta(minutes=2))
    assert not judged((FEED, tagged), (robots, OK), (page, OK), (again, Reply(304)))


@pytest.mark.parametrize(
    ("said", "exchanges"),
    [
        ("POST?", [(replace(FEED, method="POST"), OK)]),
        ("nobody to write to", [(later(FEED, HOUR, **{"user-agent": "Python"}), OK)]),
        ("cookie is sent", [(later(FEED, HOUR, cookie="a=b"), OK)]),
        ("the fragment is sent", [(replace(FEED, target="/feed#a"), OK)]),
        ("2 connections", [(replace(FEED, connections=2), OK)]),
        ("ETag was '\"a\"'", [(FEED, Reply(headers={"ETag": '"a"'})), (later(FEED, HOUR), OK)]),
        ("ETag was None", [(later(FEED, HOUR, **{"if-none-match": "x"}), OK)]),
        ("Last-Modified was", [(FEED, Reply(headers={"Last-Modified": "Mon"})), (later(FEED, HOUR), OK)]),
        ("gone for good", [(FEED, Reply(410)), (later(FEED, 9 * HOUR), OK)]),
        ("moved for good", [(FEED, Reply(301, {"Location": "/other"})), (later(FEED, HOUR), OK)]),
        ("max-age", [(FEED, Reply(headers={"Cache-Control": "max-age=9000"})), (later(FEED, HOUR), OK)]),
        ("Retry-After", [(FEED, Reply(503, {"Retry-After": "9000"})), (later(FEED, HOUR), OK)]),
        (
            "Retry-After",
            [(FEED, Reply(429, {"Retry-After": FakeClock().http_date(9000)})), (later(FEED, HOUR), OK)],
        ),
        ("a feed is asked for after 60 s", [(FEED, OK), (later(FEED, HOUR / 60), OK)]),
        ("after failure 3", [(later(FEED, count * HOUR), Reply(500)) for count in range(4)]),
        ("0.5 s after the last request", [(ROBOTS, OK), (later(PAGE, timedelta(seconds=0.5)), OK)]),
        (
            "3.0 s after the last request",
            [
                (ROBOTS, Reply(body=b"User-agent: *\nCrawl-delay: 5")),
                (later(PAGE, timedelta(seconds=3)), OK),
            ],
        ),
        ("before the rules", [(PAGE, OK)]),
        ("may not have", [(ROBOTS, Reply(body=b"User-agent: *\nDisallow: /")), (later(PAGE, HOUR), OK)]),
        ("asked for again", [(ROBOTS, OK), (later(ROBOTS, HOUR), OK)]),
        ("asked for twice", [(ROBOTS, OK), (later(PAGE, HOUR), OK), (later(PAGE, 2 * HOUR), OK)]),
    ],
)
def test_rudeness_is_named(said: str, exchanges: list[tuple[Asked, Reply]]) -> None:
    (complaint,) = judged(*exchanges)
    assert said in complaint
