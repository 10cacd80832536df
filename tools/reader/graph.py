"""Make the graph of the reader: its layers as ONNX, with the names and shapes of their weights and no weights."""

from collections.abc import Iterator
from math import prod
from pathlib import Path

from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper

from index.ranking.reranking.network import shapes
from index.ranking.reranking.reader_file import EPSILON, HEADS, LAYERS, WIDTH

# Operators that ONNX Runtime adds to those of ONNX: products in 8 bits, and several steps in one.
_RUNTIME = "com.microsoft"
_OPSETS = [helper.make_opsetid("", 18), helper.make_opsetid(_RUNTIME, 1)]
_IR_VERSION = 9


def write(path: Path) -> int:
    """Write the graph, and return how many bytes it has."""
    return path.write_bytes(graph())


def graph() -> bytes:
    """Return the graph: from ``vectors`` of tokens and a ``mask`` of those that are there to their ``states``."""
    nodes = [_normalised("vectors", "emb.ln", "embedded"), *_layers("embedded", "states")]
    shape = ["pair", "token"]
    inputs = [
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [*shape, WIDTH]),
        helper.make_tensor_value_info("mask", TensorProto.INT32, shape),
    ]
    outputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, [*shape, WIDTH])]
    weights = [_outside(name, shape) for name, shape in shapes().items()]
    made: GraphProto = helper.make_graph(nodes, "reader", inputs, outputs, weights)
    model: ModelProto = helper.make_model(made, opset_imports=_OPSETS, ir_version=_IR_VERSION)
    return bytes(model.SerializeToString(deterministic=True))


def _layers(taken: str, given: str) -> Iterator[NodeProto]:
    for number in range(LAYERS):
        last = given if number == LAYERS - 1 else f"l{number}.states"
        yield from _layer(f"l{number}", taken, last)
        taken = last


def _layer(layer: str, taken: str, given: str) -> Iterator[NodeProto]:
    """Yield one layer, as BERT has it: attention, then two linear maps, each followed by a norm."""
    parts = [f"{layer}.{name}" for name in ("query", "key", "value")]
    yield _mapped(taken, f"{layer}.qkv", f"{layer}.all")
    yield helper.make_node("Split", [f"{layer}.all"], parts, axis=-1, num_outputs=3)
    attended = f"{layer}.attended"
    yield _of_runtime("MultiHeadAttention", [*parts, "", "mask"], attended, num_heads=HEADS)
    yield _mapped(attended, f"{layer}.ao", f"{layer}.joined")
    yield _added(taken, f"{layer}.joined", f"{layer}.aln", f"{layer}.middle")
    yield _mapped(f"{layer}.middle", f"{layer}.fi", f"{layer}.inner")
    yield _of_runtime("Gelu", [f"{layer}.inner"], f"{layer}.active")
    yield _mapped(f"{layer}.active", f"{layer}.fo", f"{layer}.outer")
    yield _added(f"{layer}.middle", f"{layer}.outer", f"{layer}.oln", given)


def _mapped(taken: str, weights: str, given: str) -> NodeProto:
    inputs = [taken, f"{weights}.codes", f"{weights}.scales", "", f"{weights}.b"]
    return _of_runtime("DynamicQuantizeMatMul", inputs, given)


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
