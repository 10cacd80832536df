"""Each rule of the layout can be broken: small trees that break it, and what is said of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import rules
from tests.architecture.code import Tree

Plant = Callable[[dict[str, str]], Tree]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Write modules by their path, with an ``__init__`` in each folder, and return the tree of them."""

    def write(modules: dict[str, str]) -> Tree:
        for name, text in modules.items():
            file = tmp_path / f"{name}.py"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            for folder in file.relative_to(tmp_path).parents[:-1]:
                (tmp_path / folder / "__init__.py").touch()
        return Tree(tmp_path, ("app",))

    return write


IMPORTS_OF_B = {
    "at the top": "from app.low import b",
    "of a name": "from app.low.b import thing",
    "as a module": "import app.low.b",
    "relative": "from ..low import b",
    "relative, of a name": "from ..low.b import thing",
    "in a function": "def run():\n    from app.low import b",
    "for types alone": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app.low.b import Thing",
    "by string in a table": 'TABLE = {"b": "app.low.b:thing"}',
    "by a call": 'from importlib import import_module\nimport_module("app.low.b")',
    "as a process": 'import sys\nCOMMAND = [sys.executable, "-m", "app.low.b"]',
}


@pytest.mark.parametrize("text", IMPORTS_OF_B.values(), ids=IMPORTS_OF_B)
def test_every_kind_of_import_is_seen(text: str, plant: Plant) -> None:
    tree = plant({"app/high/a": text, "app/low/b": ""})
    assert "app.low.b" in {found.module for found in tree.own("app.high.a")}
    assert rules.out_of_order(tree, ("app", "app.high", "app.low")) == [
        "app.high.a imports app.low.b, but app.low comes after app.high"
    ]
    assert not rules.out_of_order(tree, ("app", "app.low", "app.high"))


def test_a_name_that_is_put_together_is_an_import_of_its_folder(plant: Plant) -> None:
    tree = plant({"app/high/a": 'import_module(f"app.low.{name}")', "app/low/b": ""})
    assert {found.module for found in tree.own("app.high.a")} == {"app.low"}


def test_a_module_without_a_layer_is_named(plant: Plant) -> None:
    tree = plant({"app/low/a": "", "app/new/b": ""})
    assert rules.out_of_order(tree, ("app", "app.low")) == [
        "app.new is in no layer: add its folder to the order",
        "app.new.b is in no layer: add its folder to the order",
    ]


def test_a_folder_in_a_layer_may_be_a_layer_of_its_own(plant: Plant) -> None:
    tree = plant({"app/bot/main": "from app.bot.parts import a", "app/bot/parts/a": ""})
    assert not rules.out_of_order(tree, ("app", "app.bot"))
    assert not rules.out_of_order(tree, ("app", "app.bot.parts", "app.bot"))
    assert rules.out_of_order(tree, ("app", "app.bot", "app.bot.parts"))


def test_a_cycle_of_modules_is_shown(plant: Plant) -> None:
    tree = plant({"app/a": 'NEXT = "app.b:run"', "app/b": "def run():\n    import app.a"})
    assert rules.cycles_of_modules(tree) in (
        ["app.a imports app.b imports app.a"],
        ["app.b imports app.a imports app.b"],
    )
    assert not rules.cycles_of_modules(plant({"app/b": ""}))


def test_a_cycle_of_folders_is_found_where_modules_have_none(plant: Plant) -> None:
    tree = plant(
        {
            "app/one/a": "from app.two import b",
            "app/two/b": "",
            "app/two/c": "from app.one import d",
            "app/one/d": "",
        }
    )
    assert not rules.cycles_of_modules(tree)
    (breach,) = rules.cycles_of_folders(tree, {})
    assert "app.one imports app.two" in breach
    assert not rules.cycles_of_folders(tree, {"app.two": "app.one"})


def test_a_package_that_imports_nothing_is_no_part_of_a_cycle(plant: Plant) -> None:
    tree = plant({"app/cli": "from app.commands import a", "app/commands/a": "from app import __version__"})
    assert rules.cycles_of_folders(tree, {})
    assert not rules.cycles_of_folders(tree, {}, leaves=["app"])


def test_a_crowded_folder_is_named(plant: Plant) -> None:
    tree = plant({"app/low/a": "", "app/low/b": "", "app/low/c": ""})
    assert rules.crowded(tree, 2) == ["app.low has 3 modules, 2 at most"]
    assert not rules.crowded(tree, 3)


@pytest.mark.parametrize(
    "text",
    ["from app.b import _hidden", "from app import b\nb._hidden()", "import app._c", "from app._c import shown"],
)
def test_a_private_name_of_another_module_is_found(text: str, plant: Plant) -> None:
    tree = plant({"app/a": text, "app/b": "_hidden = 1\n__version__ = 2", "app/_c": "shown = 1"})
    (breach,) = rules.private_names(tree)
    assert breach.startswith("app.a uses app.")
    assert breach.endswith(", which is private")


def test_names_of_ones_own_and_those_of_python_are_not_private(plant: Plant) -> None:
    text = "from app.b import __version__\n_mine = 1\nclass A:\n    def f(self):\n        return self._mine"
    assert not rules.private_names(plant({"app/a": text, "app/b": ""}))


@pytest.mark.parametrize(
    "text",
    [
        "import numpy.linalg",
        "def run():\n    from numpy import array",
        'from importlib import import_module\nimport_module("numpy")',
        'import importlib\ndef load(name):\n    return importlib.import_module(name)\nload("numpy")',
    ],
)
def test_a_library_out_of_its_home_is_found(text: str, plant: Plant) -> None:
    tree = plant({"app/low/a": "import numpy", "app/high/b": text})
    assert rules.strangers(tree, {"numpy": ("app.low",)}) == ["app.high.b imports numpy, whose home is app.low"]
    assert not rules.strangers(tree, {"numpy": ("app.low", "app.high.b")})


def test_a_library_without_a_home_and_a_home_without_its_library_are_found(plant: Plant) -> None:
    tree = plant({"app/a": "import json\nimport rich"})
    assert rules.strangers(tree, {"regex": ("app.a",)}) == [
        "app.a is a home of regex and does not import it",
        "app.a imports rich, whose home is nowhere",
    ]


def test_a_package_that_knows_too_much_is_found(plant: Plant) -> None:
    tree = plant({"app/index/a": "def f():\n    import telegram.ext", "app/bot/b": "import telegram"})
    assert rules.unknown_to(tree, "app.index", {"telegram"}) == [
        "app.index.a imports telegram.ext, which app.index does not know"
    ]
