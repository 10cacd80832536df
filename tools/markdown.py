"""Write pages in Markdown from templates."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined

Filters = Mapping[str, Callable[..., object]]


def rendered(template: Path, filters: Filters = MappingProxyType({}), /, **values: object) -> str:
    """Return the page that a template makes of these values."""
    environment = Environment(
        loader=FileSystemLoader(template.parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - Markdown
    )
    environment.filters |= filters
    return environment.get_template(template.name).render(values)
