import pytest
from telegram.error import NetworkError

from bot.telegram.application import BotApplication
from bot.telegram.profile import introduce
from tests.fakes import Call, RecordingRequest

LANGUAGES = ("", "en", "id")


def settings_made(request: RecordingRequest) -> list[tuple[str, str]]:
    calls = [call for call in request.calls if call.method.startswith("setMy")]
    return [(call.method, call.parameters.get("language_code", "")) for call in calls]


async def test_telegram_shows_commands_and_descriptions_in_every_language(
    bot: BotApplication, request_: RecordingRequest
) -> None:
    await introduce(bot.bot)
    commands = {
        language: {
            command["command"]: command["description"] for command in request_.profile["MyCommands", language]
        }
        for language in LANGUAGES
    }
    assert commands["id"]["ask"] == "Ajukan pertanyaan"
    assert commands["en"]["ask"] == "Ask a question"
    assert commands[""] == commands["en"]
    assert list(commands["id"]) == list(commands["en"])
    for alike in ("jv", "ms", "su"):  # they read Indonesian rather than English
        assert request_.profile["MyCommands", alike] == request_.profile["MyCommands", "id"]
        assert request_.profile["MyDescription", alike] == request_.profile["MyDescription", "id"]
    assert request_.profile["MyDescription", ""].startswith("Ask about the news")
    assert request_.profile["MyDescription", "id"].startswith("Tanyakan soal berita")
    assert request_.profile["MyShortDescription", "id"].startswith("Menjawab pertanyaan tentang berita")


async def test_operators_see_what_only_they_may(bot: BotApplication, request_: RecordingRequest) -> None:
    await introduce(bot.bot, {7})
    theirs = request_.profile["MyCommands7", "id"]
    assert theirs[:-2] == request_.profile["MyCommands", "id"]
    assert [command["command"] for command in theirs[-2:]] == ["share", "editors"]
    request_.calls.clear()
    await introduce(bot.bot, {7})
    assert settings_made(request_) == []


async def test_only_what_differs_is_set(bot: BotApplication, request_: RecordingRequest) -> None:
    await introduce(bot.bot)
    assert settings_made(request_)
    request_.calls.clear()
    await introduce(bot.bot)
    assert settings_made(request_) == []
    request_.profile["MyCommands", "id"] = request_.profile["MyCommands", "id"][1:]
    request_.profile["MyShortDescription", "id"] = "Bot lama."
    await introduce(bot.bot)
    assert settings_made(request_) == [("setMyCommands", "id"), ("setMyShortDescription", "id")]


async def test_a_failure_is_a_warning(
    bot: BotApplication,
    request_: RecordingRequest,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def unreachable(call: Call) -> None:
        raise NetworkError("no route")

    monkeypatch.setattr(request_, "_result", unreachable)
    await introduce(bot.bot)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "NetworkError" in caplog.text
