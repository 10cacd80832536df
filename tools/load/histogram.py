"""How long the bot itself took, from the histogram on its page of metrics."""

import re
from dataclasses import dataclass

import aiohttp

_BUCKET = re.compile(r'^kutip_answer_seconds_bucket\{(?:.*,)?le="([^"]+)".*\} (\S+)$', re.MULTILINE)


@dataclass(frozen=True)
class Histogram:
    """How many took at most so many seconds, for growing numbers of seconds; the last is infinite."""

    buckets: tuple[tuple[float, float], ...]

    def at_most(self, share: float) -> float | None:
        """Return the seconds that this share did not pass, as closely as the buckets tell; None without any."""
        total = self.buckets[-1][1] if self.buckets else 0
        return next((bound for bound, count in self.buckets if total and count >= share * total), None)


def read(page: str) -> Histogram:
    """Return the histogram of a page in the text format of Prometheus, without buckets if it is not there."""
    return Histogram(tuple((float(bound), float(count)) for bound, count in _BUCKET.findall(page)))


async def scrape(port: int) -> Histogram:
    """Return the histogram of the bot, without buckets where no page is served."""
    timeout = aiohttp.ClientTimeout(total=5)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as client,
            client.get(f"http://127.0.0.1:{port}/metrics") as answer,
        ):
            return read(await answer.text())
    except (aiohttp.ClientError, TimeoutError):
        return Histogram(())
