"""Build what a node of a release needs, once, in a cache folder: its jars from Maven, and a launcher of ours."""

import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from tools.opensearch.releases import Release

_HERE = Path(__file__).parent
_CACHE_VARIABLE = "TEST_CACHE"
_SOURCES = (_HERE / "LoopbackNode.java", _HERE / "log4j2.properties")
_JDKS = Path("/usr/lib/jvm")  # Debian's
_MISSING_JAVA = (
    "There is no JDK of version {oldest} or newer here: install one, on Debian by "
    "`apt-get install openjdk-{oldest}-jdk-headless`, or name the folder of one in JAVA_HOME."
)
_MISSING_MAVEN = "There is no Maven here: install it, on Debian by `apt-get install maven`."


class MissingProgramError(Exception):
    """What has to be installed first, in one line."""


def java_home(oldest: int) -> Path:
    """Return the folder of a JDK of this version or a newer one. Raises MissingProgramError."""
    named = [Path(os.environ[name]) for name in ("JAVA_HOME",) if os.environ.get(name)]
    for home in (*named, *sorted(_JDKS.glob("*"), reverse=True)):
        if (home / "bin" / "javac").exists() and _version_of(home) >= oldest:
            return home
    raise MissingProgramError(_MISSING_JAVA.format(oldest=oldest))


def require_programs(release: Release) -> None:
    """Raise MissingProgramError unless nodes can be built and run here."""
    java_home(release.oldest_java)
    if shutil.which("mvn") is None and not _built_folder(release).is_dir():
        raise MissingProgramError(_MISSING_MAVEN)


def built_jars(release: Release) -> Path:
    """Return the folder of the jars, which the first call downloads: 60 MB. Raises MissingProgramError.

    TEST_CACHE names the folder that keeps them; without it, they are in the user's cache folder.
    """
    require_programs(release)
    folder = _built_folder(release)
    if not folder.is_dir():
        made = folder.with_name(f"{folder.name}.{os.getpid()}")
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        _build(release, made)
        made.rename(folder)
    return folder


def _build(release: Release, folder: Path) -> None:
    home, lib, classes = java_home(release.oldest_java), folder / "lib", folder / "classes"
    copy = ["mvn", "-B", "-q", "-f", str(release.pom), f"-Dmaven.repo.local={_cache() / 'maven'}"]
    copy += ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={lib}"]
    _run(copy, home)
    for archive in lib.glob("*.zip"):
        _unpack_jars(archive)
    compile_ = [
        str(home / "bin" / "javac"),
        "--release",
        str(release.oldest_java),
        "-cp",
        f"{lib}/*",
        "-d",
        str(classes),
        str(_HERE / "LoopbackNode.java"),
    ]
    _run(compile_, home)
    # Java shares the classes that it has read with its next start only if all of them are in jars.
    _run([str(home / "bin" / "jar"), "cf", str(lib / "loopback-node.jar"), "-C", str(classes), "."], home)
    shutil.copy(_HERE / "log4j2.properties", folder)


def _unpack_jars(archive: Path) -> None:
    """Put the jars of a plugin's archive beside the others, in its place."""
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(archive.parent, [name for name in opened.namelist() if name.endswith(".jar")])
    archive.unlink()


def _run(command: list[str], home: Path) -> None:
    subprocess.run(command, check=True, env={**os.environ, "JAVA_HOME": str(home)}, stdin=subprocess.DEVNULL)


def _built_folder(release: Release) -> Path:
    """Return the folder of the jars of the present sources."""
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in (release.pom, *_SOURCES))).hexdigest()
    return _cache() / f"opensearch-{digest[:12]}"


def _cache() -> Path:
    named = os.environ.get(_CACHE_VARIABLE)
    if named:
        return Path(named)
    # Of the user that runs the tests: these set a home of their own.
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kutip-tests"


def _version_of(home: Path) -> int:
    try:
        stated = re.search(r'JAVA_VERSION="(\d+)', (home / "release").read_text(encoding="utf-8"))
    except OSError:
        return 0
    return int(stated[1]) if stated else 0
