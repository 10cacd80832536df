"""Make the graphs of the encoder: its layers as ONNX, with the names and shapes of weights and no weights."""

from collections.abc import Collection, Iterator
from math import prod
from pathlib import Path

from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper

from index.encoder.layers import EPSILON, HEADS, LAYERS, WIDTH, shapes

# Operators that ONNX Runtime adds to those of ONNX: products in 8 bits, and several steps in one.
_RUNTIME = "com.microsoft"
_OPSETS = [helper.make_opsetid("", 18), helper.make_opsetid(_RUNTIME, 1)]
_IR_VERSION = 9
# ONNX Runtime rounds all tokens of a text to steps of one scale. Before these maps, some tokens have values that
# are ten times those of the others, which are left with few steps. With a scale for each token, the cosines of
# vectors to those in 32 bits are at least 0.9992 instead of 0.9935, at 0.95 times the speed. With one in the other
# two maps as well, they are no better.
BY_TOKEN = frozenset({"fi", "fo"})
_LAST_AXIS, _LEAST = "last_axis", "least"


def write(path: Path, by_token: Collection[str] = ()) -> int:
    """Write a graph, and return how many bytes it has."""
    return path.write_bytes(graph(by_token))


def graph(by_token: Collection[str] = ()) -> bytes:
    """Return a graph: from ``vectors`` of tokens and a ``mask`` of those that are there to their ``states``.

    Args:
        by_token: the maps of each layer before which every token is rounded by a scale of its own.
    """
    nodes = [_normalised("vectors", "emb.ln", "embedded"), *_layers("embedded", "states", by_token)]
    shape = ["pair", "token"]
    inputs = [
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [*shape, WIDTH]),
        helper.make_tensor_value_info("mask", TensorProto.INT32, shape),
    ]
    outputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, [*shape, WIDTH])]
    weights = [_outside(name, shape) for name, shape in shapes().items()]
    if by_token:
        weights.append(helper.make_tensor(_LAST_AXIS, TensorProto.INT64, [1], [-1]))
        weights.append(helper.make_tensor(_LEAST, TensorProto.FLOAT, [], [EPSILON]))
    made: GraphProto = helper.make_graph(nodes, "reader", inputs, outputs, weights)
    model: ModelProto = helper.make_model(made, opset_imports=_OPSETS, ir_version=_IR_VERSION)
    return bytes(model.SerializeToString(deterministic=True))


def _layers(taken: str, given: str, by_token: Collection[str]) -> Iterator[NodeProto]:
    for number in range(LAYERS):
        last = given if number == LAYERS - 1 else f"l{number}.states"
        yield from _layer(f"l{number}", taken, last, by_token)
        taken = last


def _layer(layer: str, taken: str, given: str, by_token: Collection[str]) -> Iterator[NodeProto]:
    """Yield one layer, as BERT has it: attention, then two linear maps, each followed by a norm."""

    def mapped(taken: str, name: str, given: str) -> Iterator[NodeProto]:
        weights = f"{layer}.{name}"
        return _mapped_by_token(taken, weights, given) if name in by_token else _mapped(taken, weights, given)

    parts = [f"{layer}.{name}" for name in ("query", "key", "value")]
    yield from mapped(taken, "qkv", f"{layer}.all")
    yield helper.make_node("Split", [f"{layer}.all"], parts, axis=-1, num_outputs=3)
    attended = f"{layer}.attended"
    yield _of_runtime("MultiHeadAttention", [*parts, "", "mask"], attended, num_heads=HEADS)
    yield from mapped(attended, "ao", f"{layer}.joined")
    yield _added(taken, f"{layer}.joined", f"{layer}.aln", f"{layer}.middle")
    yield from mapped(f"{layer}.middle", "fi", f"{layer}.inner")
    yield _of_runtime("Gelu", [f"{layer}.inner"], f"{layer}.active")
    yield from mapped(f"{layer}.active", "fo", f"{layer}.outer")
    yield _added(f"{layer}.middle", f"{layer}.outer", f"{layer}.oln", given)


def _mapped(taken: str, weights: str, given: str) -> Iterator[NodeProto]:
    inputs = [taken, f"{weights}.codes", f"{weights}.scales", "", f"{weights}.b"]
    yield _of_runtime("DynamicQuantizeMatMul", inputs, given)


def _mapped_by_token(taken: str, weights: str, given: str) -> Iterator[NodeProto]:
    """Yield a linear map of tokens that are divided by their greatest value before they are rounded."""
    sizes, greatest, scale, divided, product, scaled = (
        f"{weights}.{name}" for name in ("sizes", "greatest", "scale", "divided", "product", "scaled")
    )
    yield helper.make_node("Abs", [taken], [sizes])
    yield helper.make_node("ReduceMax", [sizes, _LAST_AXIS], [greatest], keepdims=1)
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
