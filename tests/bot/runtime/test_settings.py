from pathlib import Path

import pytest

from bot.rendering.render import Renderer
from bot.runtime.settings import Settings, doubts, read_settings
from index.model.errors import Fault, SettingsError


def test_without_anything_set_there_are_defaults(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KUTIP_EMBEDDER")
    monkeypatch.delenv("KUTIP_RERANKER")
    settings = read_settings(tmp_path / ".env")
    assert settings == Settings()
    assert settings.telegram_token is None
    assert settings.kutip_data.is_relative_to(home)


def test_the_environment_takes_precedence_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=debug\nKUTIP_KEEP_ANSWERS_DAYS=7\nTELEGRAM_TOKEN=\n")
    monkeypatch.setenv("KUTIP_KEEP_ANSWERS_DAYS", "9")
    monkeypatch.setenv("KUTIP_DATA", str(tmp_path))
    settings = read_settings(tmp_path / ".env")
    assert (settings.log_level, settings.kutip_keep_answers_days) == ("DEBUG", 9)
    assert settings.kutip_data == tmp_path
    assert settings.telegram_token is None


@pytest.mark.parametrize(
    ("variable", "value", "wanted"),
    [
        ("KUTIP_MAX_ARTICLE_BYTES", "much", "int"),
        ("KUTIP_MAX_ARTICLE_BYTES", "0", "positive"),
        ("KUTIP_KEEP_ANSWERS_DAYS", "-1", "positive"),
        ("KUTIP_CHAT_ARTICLES", "-1", "limit"),
        ("KUTIP_CHAT_BYTES", "50 MB", "int"),
        ("KUTIP_QUESTIONS_A_MINUTE", "-30", "limit"),
        ("KUTIP_OPERATORS", "ana", "ids"),
        ("KUTIP_EMBEDDER", "nanoe6", "choice_or_url"),
        ("KUTIP_EMBEDDER", "localhost:8080", "choice_or_url"),
        ("KUTIP_EMBEDDER", "http://a:99999", "choice_or_url"),
        ("KUTIP_EMBEDDER_KEY", "two words", "key"),
        ("KUTIP_EMBEDDER_BATCH", "33", "batch"),
        ("KUTIP_EMBEDDER_SECONDS", "0", "seconds"),
        ("LOG_LEVEL", "loud", "choice"),
        ("TELEGRAM_API_URL", "localhost:8081", "url"),
        ("TELEGRAM_TOKEN", "mine", "token"),
        ("WEBHOOK_URL", "kutip.example.org/hook", "url"),
        ("WEBHOOK_PORT", "https", "int"),
        ("WEBHOOK_PORT", "0", "port"),
        ("WEBHOOK_SECRET", "with spaces", "secret"),
        ("METRICS_PORT", "65536", "port_or_off"),
        ("LOG_FORMAT", "xml", "choice"),
        ("KUTIP_TIME_ZONE", "Asia/Atlantis", "time_zone"),
        ("KUTIP_TIME_ZONE", "../x", "time_zone"),
    ],
)
def test_an_error_names_the_variable_and_its_value(
    variable: str, value: str, wanted: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as error:
        read_settings(tmp_path / ".env")
    assert error.value.fault is Fault.BAD_SETTING
    assert (error.value.details["variable"], error.value.details["wanted"]) == (variable, wanted)


def test_the_token_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:secret")
    assert "secret" not in repr(read_settings(tmp_path / ".env"))
    monkeypatch.setenv("TELEGRAM_TOKEN", "secret")
    with pytest.raises(SettingsError) as error:
        read_settings(tmp_path / ".env")
    assert "'secret'" not in str(error.value)


def test_the_secret_of_the_webhook_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WEBHOOK_SECRET", "quite-hidden")
    assert "hidden" not in repr(read_settings(tmp_path / ".env"))
    monkeypatch.setenv("WEBHOOK_SECRET", "hidden!")
    with pytest.raises(SettingsError) as error:
        read_settings(tmp_path / ".env")
    assert "hidden" not in str(error.value)


def test_what_stands_before_a_text_may_have_a_line_break(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("KUTIP_EMBEDDER_QUERY_PREFIX=Instruct: find it\\nQuery:\n")
    assert read_settings(tmp_path / ".env").kutip_embedder_query_prefix == "Instruct: find it\nQuery:"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KUTIP_EMBEDDER", "htp://ana:hidden@a.example"),
        ("KUTIP_EMBEDDER", "ana:hidden@a.example"),
        ("TELEGRAM_API_URL", "ana:hidden@a.example"),
        ("KUTIP_EMBEDDER_KEY", "Bearer hidden"),
    ],
)
def test_what_may_hold_a_password_is_not_shown(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as error:
        read_settings(tmp_path / ".env")
    assert "hidden" not in shown(error.value) + str(error.value)


def test_allowed_chats_are_numbers_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_CHATS", "7, -1001234567890")
    assert read_settings().allowed_chats == {7, -1001234567890}
    monkeypatch.setenv("ALLOWED_CHATS", "7;8")
    with pytest.raises(SettingsError) as raised:
        read_settings()
    assert "write numbers separated by commas" in Renderer("console").error(raised.value)


def shown(error: SettingsError) -> str:
    return Renderer("console").error(error)


def test_a_line_that_sets_nothing_is_named_by_its_number(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / ".env"
    file.write_text("# mine\nTELEGRAM_TOKEN 123:secret\n\nLOG_LEVEL=DEBUG\n=x\n")
    assert read_settings(file).log_level == "DEBUG"
    assert [shown(doubt) for doubt in doubts(file)] == [
        f"{file}, line {line} sets nothing: write NAME=value, or # before a remark." for line in (2, 5)
    ]
    assert capfd.readouterr() == ("", "")


def test_a_misspelt_setting_is_named_with_the_nearest_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("KUTIP_CHAT_ARTICLE=5\nOTHER_DATA=x\nKUTIP_DATA=x\n")
    monkeypatch.setenv("KUTIP_DTA", "/x")
    monkeypatch.setenv("KUTIP_ZZZZZZ", "1")
    assert [shown(doubt) for doubt in doubts(file)] == [
        "KUTIP_CHAT_ARTICLE is not a setting of Kutip: did you mean KUTIP_CHAT_ARTICLES?",
        "KUTIP_DTA is not a setting of Kutip: did you mean KUTIP_DATA?",
        "KUTIP_ZZZZZZ is not a setting of Kutip: .env.example lists the settings.",
    ]


def test_without_a_file_there_is_no_doubt(tmp_path: Path) -> None:
    assert list(doubts(tmp_path / ".env")) == []
    assert list(doubts(tmp_path)) == []


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        with pytest.raises(SettingsError) as error:
            read_settings(tmp_path / ".env")
    assert shown(error.value) == f"{tmp_path / '.env'} cannot be read (Permission denied): check its permissions."
