"""Values that are computed when somebody first looks at them."""

from index.model.lazy.late import Late


def test_a_value_is_computed_when_it_is_looked_at_and_once() -> None:
    computed: list[str] = []

    def compute() -> int:
        computed.append("once")
        return 7

    late = Late(compute)
    assert computed == []
    assert (late.value, late.value, computed) == (7, 7, ["once"])


def test_late_values_are_equal_if_their_values_are() -> None:
    assert Late.known((1, 2)) == Late(lambda: (1, 2))
    assert hash(Late.known((1, 2))) == hash(Late(lambda: (1, 2)))
    assert Late.known((1, 2)) != Late.known((1, 3))
    assert Late.known(1) != 1
    assert repr(Late.known("x")) == "'x'"
