"""Render made-up pages in the shapes of well-known sites, with the paragraphs that a reader should find in each.

A shape is a template with the markup and the furniture of a site as its pages have it; its texts are ours.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Shape:
    """How the pages of a site look.

    Args:
        dateline: what stands before the lead.
        languages: those of the articles that have this shape.
    """

    dateline: str = ""
    languages: tuple[str, ...] = ("id",)


SHAPES = {
    "kompas": Shape("{PLACE}, KOMPAS.com - "),
    "detik": Shape("{place} - "),
    "tempo": Shape("TEMPO.CO, {place} - "),
    "antara": Shape("{place} (ANTARA) - "),
    "cnnindonesia": Shape("{place}, CNN Indonesia -- "),
    "liputan6": Shape("Liputan6.com, {place} "),
    "tribun": Shape("TRIBUNNEWS.COM, {PLACE} - "),
    "kumparan": Shape(),
    "blog": Shape(languages=("id", "en")),
    "wordpress": Shape(languages=("id", "en")),
    "amp": Shape(languages=("id", "en")),
    "scripted": Shape(languages=("id", "en")),
    "tables": Shape(),
    "bbc": Shape(languages=("id", "en")),
    "okezone": Shape("{PLACE} - "),
    "suara": Shape("Suara.com - "),
    "tailwind": Shape(languages=("id", "en")),
    "drupal": Shape(languages=("id", "en")),
    "letter": Shape(languages=("id", "en")),
    "live": Shape(languages=("id", "en")),
    "soup": Shape(),
    "elementor": Shape(languages=("id", "en")),
    "voa": Shape("{PLACE} — "),
    "jpnn": Shape("jpnn.com, {PLACE} - "),
    "kontan": Shape("KONTAN.CO.ID - {PLACE}. "),
    "medium": Shape(languages=("id", "en")),
    "stated": Shape(languages=("id", "en")),
    "portal": Shape(),
    "reuters": Shape("{PLACE}, Feb 19 (Reuters) - ", ("en",)),
}


@dataclass(frozen=True)
class MadePage:
    """A page and the paragraphs that it says, in order."""

    shape: str
    article: str
    html: bytes
    paragraphs: tuple[str, ...] = field(repr=False)

    @property
    def name(self) -> str:
        return f"{self.shape}-{self.article}"


def made_pages() -> Iterator[MadePage]:
    """Yield the page of each article in each shape that fits its language."""
    made = tomllib.loads((_HERE / "articles.toml").read_text(encoding="utf-8"))
    templates = Environment(
        loader=FileSystemLoader(_HERE / "shapes"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    templates.filters["written"] = _written
    for name, shape in SHAPES.items():
        template = templates.get_template(f"{name}.html.j2")
        for article in made["article"]:
            if article["language"] in shape.languages:
                dateline = shape.dateline.format(place=article["place"], PLACE=article["place"].upper())
                html = template.render(article=article, around=made["around"], dateline=dateline)
                yield MadePage(name, article["name"], html.encode(), tuple(_paragraphs(article, dateline)))


def _paragraphs(article: dict[str, Any], dateline: str) -> Iterator[str]:
    for block in article["blocks"]:
        if "p" in block:
            yield dateline + block["p"]
            dateline = ""
        yield from block.get("ul", ()) or block.get("ol", ())
        yield from (" · ".join(cells) for cells in block.get("table", ())[1:])
        if "quote" in block:
            yield block["quote"]


def _written(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"
