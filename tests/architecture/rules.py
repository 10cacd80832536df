"""The rules of the layout. Each returns what breaks it, one line a breach, so that an empty list is obedience."""

import ast
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from tests.architecture.code import Tree


def cycles_of_modules(tree: Tree) -> list[str]:
    """Return a cycle of modules that import each other, if there is one."""
    return _cycle({name: {found.module for found in tree.own(name)} - {name} for name in tree.modules})


def cycles_of_folders(tree: Tree, inside: Mapping[str, str], leaves: Collection[str] = ()) -> list[str]:
    """Return a cycle of folders that import each other, if there is one.

    Args:
        inside: folders that count as part of another one.
        leaves: packages whose own ``__init__`` imports nothing, so that anybody may import it.
    """
    graph: dict[str, set[str]] = defaultdict(set)
    for name in tree.modules:
        place = inside.get(tree.folder(name), tree.folder(name))
        imported = {tree.folder(found.module) for found in tree.own(name) if found.module not in leaves}
        graph[place] |= {inside.get(folder, folder) for folder in imported} - {place}
    return _cycle(graph)


def out_of_order(tree: Tree, order: Sequence[str]) -> list[str]:
    """Return the imports that point from an earlier layer to a later one, and the modules that have no layer.

    A layer is a folder with all below it, except for what is listed as a layer of its own.
    """
    breaches = [
        f"{name} is in no layer: add its folder to the order" for name in tree.modules if not _layer(name, order)
    ]
    for name in tree.modules:
        for found in tree.own(name):
            low, high = _layer(name, order), _layer(found.module, order)
            if low and high and order.index(high) > order.index(low):
                breaches.append(f"{name} imports {found.module}, but {high} comes after {low}")
    return breaches


def crowded(tree: Tree, most: int, growing: Collection[str] = ()) -> list[str]:
    """Return the folders with too many modules, other than those that grow with time."""
    count: dict[str, int] = defaultdict(int)
    for name, path in tree.modules.items():
        count[tree.folder(name)] += path.name != "__init__.py" and tree.folder(name) not in growing
    return [f"{folder} has {number} modules, {most} at most" for folder, number in count.items() if number > most]


def private_names(tree: Tree) -> list[str]:
    """Return the private names that a module takes from another one, by import or by attribute."""
    breaches = []
    for name in tree.modules:
        taken = [(found.module, found.name) for found in tree.own(name)]
        taken += _attributes(tree, name)
        breaches += [
            f"{name} uses {module}.{each}, which is private"
            for module, each in taken
            if _is_private(each) or _is_private(module.rpartition(".")[2])
        ]
    return breaches


def unknown_to(tree: Tree, package: str, libraries: Collection[str]) -> list[str]:
    """Return the imports of these libraries anywhere in a package."""
    return [
        f"{name} imports {found.module}, which {package} does not know"
        for name in tree.modules
        if _is_within(name, package)
        for found in tree.imports[name]
        if found.library in libraries
    ]


def strangers(tree: Tree, homes: Mapping[str, Collection[str]]) -> list[str]:
    """Return the third-party imports outside the home of the library, and the homes that do not import it."""
    users: dict[str, set[str]] = {library: set() for library in homes}
    for name in tree.modules:
        for library in tree.foreign(name):
            users.setdefault(library, set()).add(name)
    return [breach for library in users for breach in _misplaced(library, users[library], homes.get(library, ()))]


def _misplaced(library: str, users: Collection[str], homes: Collection[str]) -> Iterator[str]:
    for name in sorted(users):
        if not any(_is_within(name, home) for home in homes):
            yield f"{name} imports {library}, whose home is {' and '.join(homes) or 'nowhere'}"
    for home in homes:
        if not any(_is_within(name, home) for name in users):
            yield f"{home} is a home of {library} and does not import it"


def _attributes(tree: Tree, name: str) -> Iterator[tuple[str, str]]:
    """Yield what a module takes from modules that it has imported whole, as in ``module.name``."""
    modules = {found.module.rpartition(".")[2]: found.module for found in tree.own(name) if not found.name}
    for node in ast.walk(tree.syntax(name)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield modules[node.value.id], node.attr


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def _is_within(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")


def _layer(module: str, order: Sequence[str]) -> str:
    """Return the innermost layer that a module is in; a top package is a layer without what is below it."""
    within = [layer for layer in order if layer == module or ("." in layer and _is_within(module, layer))]
    return max(within, key=len, default="")


def _cycle(graph: Mapping[str, Collection[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        # Each comes before the one that imports it.
        return [" imports ".join(reversed(error.args[1]))]
    return []
