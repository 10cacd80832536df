"""The modules of a source tree, and what each imports."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_BY_NAME = {"import_module", "find_spec", "__import__"}
# The standard library, and the stubs that only a type checker sees.
_STANDARD = {*sys.stdlib_module_names, "_typeshed"}


@dataclass(frozen=True)
class Import:
    """One import. ``module`` is as long as it names a module: ``from package import module`` is that module."""

    module: str
    name: str = ""
    """What is taken from the module; empty where the module itself is imported."""

    @property
    def library(self) -> str:
        return self.module.partition(".")[0]


@dataclass(frozen=True)
class Tree:
    """The packages of these names below a folder."""

    root: Path
    packages: tuple[str, ...]

    @cached_property
    def modules(self) -> dict[str, Path]:
        """The files by the name of their module; a package has the name of its folder."""
        files = sorted(file for package in self.packages for file in (self.root / package).rglob("*.py"))
        return {self._module_name(file): file for file in files}

    @cached_property
    def imports(self) -> dict[str, list[Import]]:
        """What each module imports: at its top, inside functions, for types alone, and by string."""
        return {
            name: list(dict.fromkeys(self._imports(name, _parsed(path)))) for name, path in self.modules.items()
        }

    def own(self, module: str) -> Iterator[Import]:
        """Yield the imports of a module that stay within the tree."""
        return (found for found in self.imports[module] if found.library in self.packages)

    def foreign(self, module: str) -> set[str]:
        """Return the third-party libraries that a module imports."""
        return {found.library for found in self.imports[module]} - {*self.packages, *_STANDARD}

    def folder(self, module: str) -> str:
        """Return the package that a module is in; a package is in itself."""
        is_package = self.modules.get(module, Path()).name == "__init__.py"
        return module if is_package else module.rpartition(".")[0]

    def syntax(self, module: str) -> ast.Module:
        return _parsed(self.modules[module])

    def _module_name(self, file: Path) -> str:
        parts = file.relative_to(self.root).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def _imports(self, importer: str, syntax: ast.Module) -> Iterator[Import]:
        for node in ast.walk(syntax):
            if isinstance(node, ast.Import):
                yield from (Import(alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                source = self._source(importer, node)
                yield from (self._taken(source, alias.name) for alias in node.names)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from self._named(node.value)
            elif isinstance(node, ast.JoinedStr) and node.values:
                yield from self._begun(node.values[0])
        yield from _by_string(syntax)

    def _source(self, importer: str, node: ast.ImportFrom) -> str:
        """Return the module of a ``from`` import, with the dots of a relative one resolved."""
        if not node.level:
            return node.module or ""
        package = self.folder(importer).split(".")
        kept = package[: len(package) - node.level + 1]
        return ".".join([*kept, node.module] if node.module else kept)

    def _taken(self, source: str, name: str) -> Import:
        full = f"{source}.{name}"
        return Import(full) if full in self.modules else Import(source, name)

    def _named(self, text: str) -> Iterator[Import]:
        """Yield the import that a string like "package.module" or "package.module:attribute" stands for."""
        module, _, name = text.partition(":")
        if "." in module and module in self.modules:
            yield Import(module, name)

    def _begun(self, first: ast.expr) -> Iterator[Import]:
        """Yield the folder whose modules a string like f"package.folder.{name}" names."""
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value.endswith("."):
            yield from self._named(first.value[:-1])


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _by_string(syntax: ast.Module) -> Iterator[Import]:
    """Yield the modules that are given by name to an importing function, or to one here that calls it."""
    functions = [node for node in ast.walk(syntax) if isinstance(node, ast.FunctionDef)]
    importing = _BY_NAME | {function.name for function in functions if _called(function) & _BY_NAME}
    for node in ast.walk(syntax):
        if isinstance(node, ast.Call) and _name(node.func) in importing:
            given = (value.value for value in node.args if isinstance(value, ast.Constant))
            yield from (Import(text.replace("-", "_")) for text in given if isinstance(text, str))


def _called(function: ast.FunctionDef) -> set[str]:
    return {_name(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
