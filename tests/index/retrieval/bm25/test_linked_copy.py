import os
from pathlib import Path
from typing import Any

import pytest

from index.retrieval.bm25 import linked_copy
from index.retrieval.bm25.linked_copy import LinkedCopy


@pytest.fixture
def copy(tmp_path: Path) -> LinkedCopy:
    (tmp_path / "meta.json").write_text("{}")
    return LinkedCopy()


def test_a_copy_is_deleted_although_a_thread_of_tantivy_writes_to_it_meanwhile(
    copy: LinkedCopy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, rmdir, written = copy.of(tmp_path), os.rmdir, list[Path]()

    def write_first(path: Any, **where: Any) -> None:
        if len(written) < 3:
            (made / ".tantivy-meta.lock").touch()
            written.append(path)
        rmdir(path, **where)

    monkeypatch.setattr(os, "rmdir", write_first)
    copy.close()
    assert len(written) == 3
    assert not made.exists()
    assert (tmp_path / "meta.json").exists()


def test_a_copy_that_can_not_be_deleted_is_no_error(
    copy: LinkedCopy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = copy.of(tmp_path)

    def refuse(_path: Any, **_where: Any) -> None:
        raise OSError("the disk is gone")

    with monkeypatch.context() as broken:
        broken.setattr(os, "rmdir", refuse)
        broken.setattr(linked_copy, "_BETWEEN_TRIES", 0.0)
        copy.close()
    assert made.exists()
    made.rmdir()
