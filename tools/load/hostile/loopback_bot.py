"""`kutip telegram` with reading processes that may fetch from this machine."""

from bot.console.screen import Screen
from bot.runtime import logs
from bot.runtime.app import open_configured_library
from bot.runtime.memory import remembering_few_words, share_free_memory
from bot.runtime.settings import read_settings
from bot.telegram import run
from index.ingestion.reading.limits import ReadingLimits
from index.ingestion.reading.pool import ReadingPool
from index.ingestion.reading.process import ReadingProcess

_READER = "tools.load.hostile.loopback_reader"


def main() -> None:
    share_free_memory()
    settings, limits = read_settings(), ReadingLimits()
    logs.set_up(settings.kutip_data, settings.log_level, settings.telegram_token, to_screen=True)
    with open_configured_library(settings) as library, remembering_few_words():
        library.warm_up()
        run(library, settings, Screen(), ReadingPool(lambda: ReadingProcess(limits, _READER)))


if __name__ == "__main__":
    main()
