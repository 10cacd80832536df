"""Text drawn as the outlines of its glyphs, so that a picture looks the same whatever fonts its viewer has."""

from collections.abc import Iterator
from pathlib import Path

import matplotlib
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

# matplotlib brings the DejaVu fonts along, whose licence allows this.
_FONTS = Path(matplotlib.get_data_path(), "fonts", "ttf")
_THUMB = (
    "M2 10.5h4v10.5h-4z"
    "M7.5 21h9.6a2.2 2.2 0 0 0 2.1-1.7l1.6-6.6a2.1 2.1 0 0 0-2-2.6h-4.9l.9-4.2a2.2 2.2 0 0 0-2.2-2.7l-5 6.9z"
)
# The emoji of the buttons, which many fonts lack, in a square of 24.
_EMOJI = {"👍": _THUMB, "👎": _THUMB}
_EMOJI_COLOUR = "#ffc83d"
_EMOJI_WIDTH = 1.25


class Typeface:
    """A font of one picture. It remembers the glyphs in use, which the picture defines once."""

    def __init__(self, name: str, file: str) -> None:
        font = TTFont(_FONTS / file)
        self._name = name
        self._glyphs = font.getGlyphSet()
        self._names: dict[int, str] = font.getBestCmap()
        self._units = int(font["head"].unitsPerEm)
        self._used: set[str] = set()

    def width(self, text: str) -> float:
        """Return the width at a font size of 1."""
        return sum(map(self._advance, text))

    def draw(self, text: str, x: float, y: float, size: float, colour: str) -> str:
        """Return a text whose baseline begins at x and y."""
        shapes: list[str] = []
        offset = 0.0
        for character in text:
            if not character.isspace():
                self._used.add(character)
                at = f' x="{offset * self._units:.0f}"' if offset else ""
                shapes.append(f'<use xlink:href="#{self._id(character)}"{at}/>')
            offset += self._advance(character)
        scale = size / self._units
        place = f"translate({x:.1f} {y:.1f}) scale({scale:.5f})"
        return f'<g transform="{place}" fill="{colour}">{"".join(shapes)}</g>' if shapes else ""

    def definitions(self) -> Iterator[str]:
        """Yield the shapes of the glyphs that were drawn."""
        for character in sorted(self._used):
            yield self._emoji(character) if character in _EMOJI else self._glyph(character)

    def _advance(self, character: str) -> float:
        if character in _EMOJI:
            return _EMOJI_WIDTH
        return float(self._glyphs[self._names[ord(character)]].width) / self._units

    def _id(self, character: str) -> str:
        return f"{self._name}{ord(character):x}"

    def _glyph(self, character: str) -> str:
        pen = SVGPathPen(self._glyphs, ntos=lambda number: str(round(number)))
        self._glyphs[self._names[ord(character)]].draw(pen)
        # The y of a font points upwards.
        return f'<path id="{self._id(character)}" transform="scale(1 -1)" d="{pen.getCommands()}"/>'

    def _emoji(self, character: str) -> str:
        scale = _EMOJI_WIDTH * self._units / 24
        up = f"translate(0 {-21 * scale:.0f}) scale({scale:.1f})"
        down = f"translate(0 {3 * scale:.0f}) scale({scale:.1f} {-scale:.1f})"
        turn = down if character == "👎" else up
        return (
            f'<path id="{self._id(character)}" transform="{turn}" fill="{_EMOJI_COLOUR}" d="{_EMOJI[character]}"/>'
        )
