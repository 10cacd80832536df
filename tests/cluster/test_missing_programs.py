"""Starting nodes of OpenSearch for tests: what is missing is named, and nothing is left running."""

from pathlib import Path

import pytest

from tools.opensearch import __main__ as command
from tools.opensearch import jars


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a machine without programs."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TEST_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(jars, "_JDKS", tmp_path / "jvm")
    return tmp_path


def make_jdk(folder: Path, version: str) -> None:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "javac").touch()
    (folder / "release").write_text(f'JAVA_VERSION="{version}"\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "there", "needed"), [((), "17.0.9", "21"), (("--knn",), "11.0.1", "17")], ids=["plain", "knn"]
)
def test_without_java_it_is_named(
    empty: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], there: str, needed: str
) -> None:
    make_jdk(empty / "jvm" / "old", there)
    assert command.main([*arguments, "true"]) == 1
    assert f"JDK of version {needed}" in capsys.readouterr().err


def test_without_maven_it_is_named(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_jdk(empty / "jvm" / "new", "25.0.1")
    assert command.main(["--nodes", "3", "true"]) == 1
    assert "Maven" in capsys.readouterr().err


def test_a_jdk_that_is_new_enough_is_taken(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_jdk(empty / "jvm" / "a", "25")
    make_jdk(empty / "jvm" / "b", "17.0.2")
    make_jdk(empty / "named", "21.0.4")
    assert jars.java_home(21) == empty / "jvm" / "a"
    monkeypatch.setenv("JAVA_HOME", str(empty / "named"))
    assert jars.java_home(21) == empty / "named"


def test_a_damaged_jdk_is_none(empty: Path) -> None:
    make_jdk(empty / "jvm" / "a", "x")
    with pytest.raises(jars.MissingProgramError):
        jars.java_home(21)
