"""Put the process into the time zone of the setting, so that every day that it names is one there."""

import os
import time


def use_time_zone(name: str) -> None:
    """Use this time zone, also in processes that are started later; an empty name keeps the system's."""
    if name:
        os.environ["TZ"] = name
        time.tzset()
