"""What an index of vectors looks like in OpenSearch, and how the vectors of a paragraph become a document in it.

One document holds all vectors of a paragraph, so that it has either all of them or none. The vector of the whole
text is there twice: for the search, as the bytes that OpenSearch compares, and among the codes, with its factor.
"""

import base64
import binascii
import json
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.retrieval.dense.base import EmbeddedParagraph
from index.retrieval.dense.vector_files import quantise
from index.retrieval.opensearch.indexes import index_body

VERSION = 1
"""Raise it whenever the documents or the settings below change: an index of another version is made again."""
ID, LIBRARY, VECTOR, CODES = "id", "library", "vector", "codes"
_FACTOR = np.dtype("<f4")


class Rows(NamedTuple):
    """The vectors of a paragraph as bytes, each with its factor: the whole first, then the parts."""

    codes: NDArray[np.int8]
    factors: NDArray[np.float32]

    def cosines(self, vector: NDArray[np.float32]) -> list[float]:
        """Return the cosine of each with a vector, which is not quantised."""
        found: list[float] = (self.codes.astype(np.float32) @ vector * self.factors).tolist()
        return found


def settings_and_mappings(dimensions: int) -> dict[str, object]:
    """Return the body of the request that creates an index.

    Bytes take a quarter of the memory of floats, and the cosines of the best are computed here.
    """
    method = {"name": "hnsw", "engine": "lucene", "space_type": "cosinesimil"}
    # Without values beside the graph: nothing but the search reads this field.
    vector = {
        "type": "knn_vector",
        "dimension": dimensions,
        "data_type": "byte",
        "doc_values": False,
        "method": method,
    }
    fields = {
        ID: {"type": "long"},
        LIBRARY: {"type": "keyword"},
        VECTOR: vector,
        CODES: {"type": "binary", "doc_values": True},
    }
    return index_body({"index.knn": True}, fields)


def paragraph_lines(paragraph: EmbeddedParagraph) -> list[str]:
    """Return the two lines that keep the vectors of a paragraph, in place of those that it had."""
    codes, factors = quantise(np.concatenate((paragraph.whole[None], paragraph.parts)))
    document = {
        ID: paragraph.paragraph_id,
        LIBRARY: paragraph.library,
        VECTOR: codes[0].tolist(),
        CODES: base64.b64encode(factors.astype(_FACTOR).tobytes() + codes.tobytes()).decode("ascii"),
    }
    return [json.dumps({"index": {"_id": str(paragraph.paragraph_id)}}), json.dumps(document)]


def rows_in(hit: Any, dimensions: int) -> Rows | None:
    """Return the vectors that a hit states; None if they are damaged."""
    text = str(hit.get("fields", {}).get(CODES, [""])[0])
    try:
        kept = base64.b64decode(text + "=" * (-len(text) % 4))  # which OpenSearch leaves out
    except binascii.Error:
        return None
    count, rest = divmod(len(kept), _FACTOR.itemsize + dimensions)
    if not count or rest:
        return None
    codes = np.frombuffer(kept, np.int8, offset=count * _FACTOR.itemsize).reshape(count, dimensions)
    return Rows(codes, np.frombuffer(kept, _FACTOR, count))
