"""The time that the bot itself took, from the histogram on its metrics page."""

import re
from dataclasses import dataclass

import aiohttp

_BUCKET = re.compile(r'^kutip_answer_seconds_bucket\{(?:.*,)?le="([^"]+)".*\} (\S+)$', re.MULTILINE)


@dataclass(frozen=True)
class Histogram:
    """Pairs of a bound in seconds and the number of answers within it. Bounds rise; the last one is infinite."""

    buckets: tuple[tuple[float, float], ...]

    def at_most(self, share: float) -> float | None:
        """Return the smallest bound that holds this share of the answers; None without answers."""
        total = self.buckets[-1][1] if self.buckets else 0
        return next((bound for bound, count in self.buckets if total and count >= share * total), None)


def read(page: str) -> Histogram:
    """Return the histogram on a page in Prometheus's text format; it has no buckets if the page has none."""
    return Histogram(tuple((float(bound), float(count)) for bound, count in _BUCKET.findall(page)))


async def scrape(port: int) -> Histogram:
    """Return the bot's histogram; it has no buckets if the page cannot be fetched."""
    timeout = aiohttp.ClientTimeout(total=5)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as client,
            client.get(f"http://127.0.0.1:{port}/metrics") as answer,
        ):
            return read(await answer.text())
    except (aiohttp.ClientError, TimeoutError):
        return Histogram(())
