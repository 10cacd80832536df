"""The wheel that pip installs works from any folder, with its templates and its worker processes."""

import json
import os
import sqlite3
import subprocess
import sys
import sysconfig
import time
import venv
import zipfile
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.conftest import DATA, PATIENCE

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a virtual environment with the wheel and the tests' dependencies, but without the checkout."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "--wheel-dir", str(folder), str(ROOT)], check=True, timeout=PATIENCE)
    (wheel,) = folder.glob("kutip-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages_of(folder))
    # A path in a .pth file is searched, but the .pth files there, such as the one of the checkout, are not read.
    (packages_of(folder) / "others.pth").write_text(sysconfig.get_path("purelib"))
    return folder


def packages_of(environment: Path) -> Path:
    return Path(sysconfig.get_path("purelib", vars={"base": str(environment)}))


class Kutip:
    """Return a function that runs the installed command in an empty folder on a library of its own."""

    def __init__(self, environment: Path, folder: Path) -> None:
        self.data = folder / "data"
        self._folder = folder
        self._python = environment / "bin" / "python"
        without = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        self._environment = {**without, "KUTIP_DATA": str(self.data)}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self._python, "-m", "kutip", *arguments],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> str:
        with self.start(*arguments) as process:
            shown, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        return shown


@pytest.fixture
def kutip(environment: Path, tmp_path: Path) -> Kutip:
    return Kutip(environment, tmp_path)


def test_the_wheel_installs_one_package_without_the_tests(environment: Path) -> None:
    site = packages_of(environment)
    (record,) = site.glob("kutip-*.dist-info/RECORD")
    folders = {line.split("/")[0] for line in record.read_text().splitlines()}
    assert folders == {"kutip", record.parent.name}
    packages = site / "kutip" / "_packages"
    assert {path.name for path in packages.iterdir()} == {"bot", "index", "templates"}
    for folder in ("telegram", "console", "languages"):
        shipped = {path.name for path in (packages / "templates" / folder).iterdir()}
        assert shipped == {path.name for path in (ROOT / "templates" / folder).iterdir()}
    assert (packages / "index" / "store" / "migrations" / "versions" / "0001_the_store.py").exists()
    assert (packages / "index" / "analysis" / "data" / "question_words.toml").exists()


def test_the_installed_command_is_the_one_of_the_package(environment: Path) -> None:
    (entry_points,) = packages_of(environment).glob("kutip-*.dist-info/entry_points.txt")
    assert entry_points.read_text().split() == ["[console_scripts]", "kutip", "=", "kutip.__main__:main"]


def test_the_installed_command_answers_from_another_folder(kutip: Kutip) -> None:
    ask = ("ask", "--in", str(DATA / "banjir.txt"))
    assert " │ Wali kota dan warga sepakat membangun tanggul" in kutip.run(*ask, "apa yang disepakati?")
    assert json.loads(kutip.run(*ask, "--json", "--", "apa yang disepakati?"))["verdict"] == "found"


def until_any_is_stored(database: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as store:
            if store.execute("SELECT count(*) FROM paragraphs").fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("no paragraph is stored")


def test_the_installed_command_indexes_in_a_worker_process(kutip: Kutip, tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    lines = (
        json.dumps({"title": f"Rapat {n}", "text": f"Rapat {n} di balai kota selesai."}) for n in range(20_000)
    )
    articles.write_text("\n".join(lines))
    with kutip.start("add", str(articles), "-") as adding:
        until_any_is_stored(kutip.data / "kutip.db")
        shown, _ = adding.communicate("Rapat terakhir selesai.", timeout=PATIENCE)
    # So many take more processor time than this process spends alone.
    assert "20,001 added" in shown
    assert (kutip.data / "index" / "holder").read_text() != str(adding.pid)
    assert "up to date" in kutip.run("status")
