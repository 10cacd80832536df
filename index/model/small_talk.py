"""What people say to a bot that is not a question."""

from enum import StrEnum


class SmallTalk(StrEnum):
    """What a message that asks for no news says. Of several, the first in this order decides the reply."""

    HELP = "help"
    IDENTITY = "identity"
    HOW_ARE_YOU = "how_are_you"
    REQUEST = "request"
    INSULT = "insult"
    SADNESS = "sadness"
    WISH = "wish"
    THANKS = "thanks"
    PRAISE = "praise"
    GOODBYE = "goodbye"
    TEST = "test"
    ACKNOWLEDGEMENT = "acknowledgement"
    GREETING = "greeting"
