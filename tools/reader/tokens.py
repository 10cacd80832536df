"""Split text into the tokens of multilingual-e5, with the place of each in the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram

from tools.reader.e5_file import E5File

# Two prefixes tell the model apart what asks and what answers; it was trained with them.
QUESTION, PARAGRAPH = "query: ", "passage: "


@dataclass(frozen=True)
class Tokens:
    """Token ids and, for each, the range of characters that it stands for; (0, 0) for special ones."""

    ids: tuple[int, ...]
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Pair:
    """A question and a paragraph as one sequence.

    Args:
        ids: of all tokens.
        body: the first token of the paragraph's own text, behind its title.
        places: the ranges of characters in the paragraph's text, for the tokens from ``body`` on but the last.
    """

    ids: tuple[int, ...]
    body: int
    places: tuple[tuple[int, int], ...]


class Tokenizing:
    """The tokenizer of a model file. Special tokens in a text are text: they cannot end a question early."""

    def __init__(self, file: E5File) -> None:
        first, last, _, unknown = file.special
        vocabulary = [(piece, float(score)) for piece, score in zip(file.pieces, file.scores, strict=True)]
        # A special token has the score 0, the best there is, so text that spells one would become it.
        for special in file.special:
            vocabulary[special] = (f"\ufdd0{special}", -100.0)
        self._first, self._last = first, last
        self._tokenizer = Tokenizer(Unigram(vocabulary, unk_id=unknown, byte_fallback=False))
        self._tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(" {2,}", " ")])
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")

    def split(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the tokens of each text, without special ones."""
        return [
            Tokens(tuple(one.ids), tuple(one.offsets))
            for one in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        ]

    def pair(self, question: Tokens, head: Tokens, body: Tokens, most: int) -> Pair:
        """Join a question, the prefix and title of a paragraph, and its text, cut to ``most`` tokens in all."""
        ids = [self._first, *question.ids[:48], self._last, *head.ids[:32]]
        room = most - len(ids) - 1
        return Pair((*ids, *body.ids[:room], self._last), len(ids), body.places[:room])
