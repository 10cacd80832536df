"""What pip installs works from any folder, templates and all."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import DATA

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout and unpacked as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "--wheel-dir", str(folder), str(ROOT)], check=True, timeout=60)
    (wheel,) = folder.glob("kutip-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_the_packages_and_nothing_of_the_tests(installed: Path) -> None:
    assert {path.name for path in installed.iterdir() if "dist-info" not in path.name} == {
        "bot",
        "index",
        "templates",
    }
    for folder in ("telegram", "console", "languages"):
        shipped = {path.name for path in (installed / "templates" / folder).iterdir()}
        assert shipped == {path.name for path in (ROOT / "templates" / folder).iterdir()}
    assert (installed / "index" / "store" / "migrations" / "versions" / "0001_the_store.py").exists()
    assert (installed / "index" / "analysis" / "data" / "question_words.toml").exists()


def test_the_installed_command_answers_from_another_folder(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed), "KUTIP_DATA": str(tmp_path / "data")}
    command = [sys.executable, "-P", "-m", "bot", "ask", "--in", str(DATA / "banjir.txt")]
    asked = subprocess.run(
        [*command, "apa yang disepakati?"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert " │ Wali kota dan warga sepakat membangun tanggul" in asked.stdout
    as_json = subprocess.run(
        [*command, "--json", "--", "apa yang disepakati?"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(as_json.stdout)["verdict"] == "found"
