"""`kutip telegram` without Telegram's limits on messages: the cost of a question is what limits it."""

from bot.console.screen import Screen
from bot.runtime import logs
from bot.runtime.app import open_configured_library
from bot.runtime.memory import remembering_few_words, share_free_memory
from bot.runtime.settings import read_settings
from bot.telegram import Duties, run
from bot.telegram.delivery.outgoing import RateLimits

_MANY = 1_000_000
_LIMITS = RateLimits((_MANY, 1), (_MANY, 1), (_MANY, 1))


def main() -> None:
    share_free_memory()
    settings = read_settings()
    logs.set_up(settings.kutip_data, settings.log_level, settings.telegram_token, to_screen=True)
    with open_configured_library(settings) as library, remembering_few_words():
        library.sync()
        library.warm_up()
        run(library, settings, Screen(), duties=Duties(are_mine=False), limits=_LIMITS)


if __name__ == "__main__":
    main()
