import socket
from pathlib import Path

import pytest

from tests.conftest import assert_empty


def test_a_test_that_leaves_the_machine_fails() -> None:
    with socket.socket() as outside, pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        outside.connect(("192.0.2.1", 80))


def test_a_test_may_reach_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()


def test_a_test_that_writes_to_the_home_folder_fails(home: Path) -> None:
    file = Path("~/left-behind").expanduser()
    assert file.parent == home
    file.write_text("x")
    with pytest.raises(AssertionError, match="left-behind"):
        assert_empty(home)
    file.unlink()
