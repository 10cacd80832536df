"""Make the graphs of the encoder: its layers as ONNX, with the names and shapes of weights and no weights."""

from collections.abc import Collection, Iterator, Sequence
from math import prod
from pathlib import Path
from typing import NamedTuple

from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper

from index.encoder.layers import EPSILON, HEADS, LAYERS, WIDTH, shapes
from index.encoder.smoothing import SMOOTHED

# Operators that ONNX Runtime adds to those of ONNX: products in 8 bits, and several steps in one.
_RUNTIME = "com.microsoft"
_OPSETS = [helper.make_opsetid("", 18), helper.make_opsetid(_RUNTIME, 1)]
_IR_VERSION = 9
_LAST_AXIS, _LEAST = "last_axis", "least"
# No value of Gelu is smaller than -0.16998.
_SMALLEST_OF_GELU = -0.17


class Rounding(NamedTuple):
    """What is done to the inputs of maps before all values of a text are rounded to steps of one scale.

    Args:
        by_token: whether each token has a scale of its own before the last map of each layer, where some tokens
            have values 20 times those of the others.
        smoothed: the maps of each layer whose inputs are divided by the factors of ``index.encoder.smoothing``.
    """

    by_token: bool = False
    smoothed: Collection[str] = ()


# The cosines of the vectors of 1,492 texts in six languages to those in 32 bits are 0.9998 on average and at least
# 0.9995 with both, 0.9990 and 0.9972 with a scale for each token alone, and 0.9977 and 0.9899 with factors alone.
# With neither, they are 0.9970 and 0.9889. Scales for each token before other maps make them no better.
OF_READER, OF_ENCODER = Rounding(), Rounding(by_token=True, smoothed=SMOOTHED)


def write(path: Path, rounding: Rounding) -> int:
    """Write a graph, and return how many bytes it has."""
    return path.write_bytes(graph(rounding))


def graph(rounding: Rounding) -> bytes:
    """Return a graph: from ``vectors`` of tokens and a ``mask`` of those that are there to their ``states``."""
    return _graph([_embedded(), *_layers("states", rounding)], WIDTH, rounding)


def graph_of_inputs() -> bytes:
    """Return a graph whose ``states`` are the inputs of the smoothed maps side by side, layer by layer."""
    rounding = Rounding(by_token=True)
    inputs = [name for number in range(LAYERS) for name in (_input_of(number), f"l{number}.middle")]
    together = helper.make_node("Concat", inputs, ["states"], axis=-1)
    return _graph([_embedded(), *_layers("last", rounding), together], len(inputs) * WIDTH, rounding)


def _graph(nodes: Sequence[NodeProto], width: int, rounding: Rounding) -> bytes:
    shape = ["pair", "token"]
    inputs = [
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [*shape, WIDTH]),
        helper.make_tensor_value_info("mask", TensorProto.INT32, shape),
    ]
    outputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, [*shape, width])]
    weights = [_outside(name, shape) for name, shape in shapes(rounding.smoothed).items()]
    if rounding.by_token:
        weights.append(helper.make_tensor(_LAST_AXIS, TensorProto.INT64, [1], [-1]))
        weights.append(helper.make_tensor(_LEAST, TensorProto.FLOAT, [], [-_SMALLEST_OF_GELU]))
    made: GraphProto = helper.make_graph(nodes, "reader", inputs, outputs, weights)
    model: ModelProto = helper.make_model(made, opset_imports=_OPSETS, ir_version=_IR_VERSION)
    return bytes(model.SerializeToString(deterministic=True))


def _embedded() -> NodeProto:
    return _normalised("vectors", "emb.ln", _input_of(0))


def _input_of(number: int) -> str:
    return f"l{number - 1}.states" if number else "embedded"


def _layers(given: str, rounding: Rounding) -> Iterator[NodeProto]:
    for number in range(LAYERS):
        last = given if number == LAYERS - 1 else _input_of(number + 1)
        yield from _layer(f"l{number}", _input_of(number), last, rounding)


def _layer(layer: str, taken: str, given: str, rounding: Rounding) -> Iterator[NodeProto]:
    """Yield one layer, as BERT has it: attention, then two linear maps, each followed by a norm."""

    def mapped(taken: str, name: str, given: str) -> Iterator[NodeProto]:
        weights = f"{layer}.{name}"
        return _smoothed(taken, weights, given) if name in rounding.smoothed else _mapped(taken, weights, given)

    parts = [f"{layer}.{name}" for name in ("query", "key", "value")]
    yield from mapped(taken, "qkv", f"{layer}.all")
    yield helper.make_node("Split", [f"{layer}.all"], parts, axis=-1, num_outputs=3)
    attended = f"{layer}.attended"
    yield _of_runtime("MultiHeadAttention", [*parts, "", "mask"], attended, num_heads=HEADS)
    yield from mapped(attended, "ao", f"{layer}.joined")
    yield _added(taken, f"{layer}.joined", f"{layer}.aln", f"{layer}.middle")
    yield from mapped(f"{layer}.middle", "fi", f"{layer}.inner")
    yield _of_runtime("Gelu", [f"{layer}.inner"], f"{layer}.active")
    last = _mapped_by_token if rounding.by_token else _mapped
    yield from last(f"{layer}.active", f"{layer}.fo", f"{layer}.outer")
    yield _added(f"{layer}.middle", f"{layer}.outer", f"{layer}.oln", given)


def _mapped(taken: str, weights: str, given: str) -> Iterator[NodeProto]:
    inputs = [taken, f"{weights}.codes", f"{weights}.scales", "", f"{weights}.b"]
    yield _of_runtime("DynamicQuantizeMatMul", inputs, given)


def _smoothed(taken: str, weights: str, given: str) -> Iterator[NodeProto]:
    """Yield a linear map of channels that are divided by their factors before they are rounded."""
    smooth = f"{weights}.smooth"
    yield helper.make_node("Mul", [taken, f"{weights}.inverse"], [smooth])
    yield from _mapped(smooth, weights, given)


def _mapped_by_token(taken: str, weights: str, given: str) -> Iterator[NodeProto]:
    """Yield a linear map of tokens that are divided by their greatest value before they are rounded.

    They come from Gelu, which has no negative value that is greater in size than the least scale.
    """
    greatest, scale, divided, product, scaled = (
        f"{weights}.{name}" for name in ("greatest", "scale", "divided", "product", "scaled")
    )
    yield helper.make_node("ReduceMax", [taken, _LAST_AXIS], [greatest], keepdims=1)
    yield helper.make_node("Max", [greatest, _LEAST], [scale])
    yield helper.make_node("Div", [taken, scale], [divided])
    yield _of_runtime("DynamicQuantizeMatMul", [divided, f"{weights}.codes", f"{weights}.scales"], product)
    yield helper.make_node("Mul", [product, scale], [scaled])
    yield helper.make_node("Add", [scaled, f"{weights}.b"], [given])


def _normalised(taken: str, weights: str, given: str) -> NodeProto:
    inputs = [taken, f"{weights}.w", f"{weights}.b"]
    return helper.make_node("LayerNormalization", inputs, [given], axis=-1, epsilon=EPSILON)


def _added(one: str, other: str, weights: str, given: str) -> NodeProto:
    inputs = [one, other, f"{weights}.w", f"{weights}.b"]
    return _of_runtime("SkipLayerNormalization", inputs, given, epsilon=EPSILON)


def _of_runtime(operator: str, inputs: list[str], given: str, **attributes: object) -> NodeProto:
    return helper.make_node(operator, inputs, [given], domain=_RUNTIME, **attributes)


def _outside(name: str, shape: tuple[int, ...]) -> TensorProto:
    """Return a tensor whose values are given when the graph is loaded."""
    is_codes = name.endswith(".codes")
    made = TensorProto(name=name, dims=shape, data_location=TensorProto.EXTERNAL)
    made.data_type = TensorProto.INT8 if is_codes else TensorProto.FLOAT
    size = prod(shape) * (1 if is_codes else 4)
    for key, value in (("location", "weights"), ("offset", "0"), ("length", str(size))):
        made.external_data.add(key=key, value=value)
    return made
