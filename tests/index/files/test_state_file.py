from pathlib import Path

import pytest

from index.files.state_file import read_state, version, write_state


def test_the_last_state_is_read(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    assert read_state(path) is None
    for state in ({"folder": "1"}, {"folder": "2", "generation": 3}):
        write_state(path, state, durable=True)
        assert read_state(path) == state
    assert list(tmp_path.iterdir()) == [path]


def test_every_write_makes_another_version(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    versions = [version(path)]
    for number in range(20):
        write_state(path, {"number": number}, durable=False)
        versions.append(version(path))
    dates = [found[1] for found in versions[1:] if found]
    assert versions[0] is None
    assert dates == sorted(set(dates))


@pytest.mark.parametrize("text", ["", "[]", "{", "7", "[" * 100_000, "\ud800"])
def test_a_damaged_file_is_none(text: str, tmp_path: Path) -> None:
    (tmp_path / "state.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert read_state(tmp_path / "state.json") is None
