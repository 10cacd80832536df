import time
from datetime import UTC, date, datetime

import pytest
from telegram import Chat, Message, MessageOriginChannel

from bot.runtime.time_zone import use_time_zone
from bot.telegram.replies.adding import credits_of


@pytest.mark.usefixtures("jakarta")
def test_a_forwarded_post_is_of_the_day_in_the_time_zone_of_the_setting() -> None:
    sent = datetime(2021, 6, 8, 23, 30, tzinfo=UTC)
    origin = MessageOriginChannel(date=sent, chat=Chat(-5, "channel", title="Kabar"), message_id=3)
    post = Message(1, sent, Chat(7, "private"), forward_origin=origin)
    assert credits_of(post).published == date(2021, 6, 9)
    use_time_zone("America/Lima")
    assert credits_of(post).published == date(2021, 6, 8)
    use_time_zone("")
    assert time.tzname[0] == "-05"
