"""A BERT-shaped encoder as an ONNX graph, from named numpy weights; needs onnx and no PyTorch (`bench/` uses it too).

Inputs `pieces` and `mask`, int64 (batch, length); outputs `scores` (batch, length, width) and `hidden`
(batch, length, hidden), the states after layer `TOLD`. Weights are those of `network.Network`, by its names; linear
weights stand transposed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 20
TOLD = 7  # this layer's states tell best whether a deed is told (docs/decisions/0018); the last ones know names
Weights = Mapping[str, npt.NDArray[np.float32]]


class _Graph:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, inputs: list[str], name: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [name], name=name, **attributes))
        return name

    def linear(self, x: str, weights: Weights, name: str) -> str:
        weight = self.constant(f"{name}.weight", weights[f"{name}.weight"].T)
        bias = self.constant(f"{name}.bias", weights[f"{name}.bias"])
        return self.add("Add", [self.add("MatMul", [x, weight], f"{name}.product"), bias], name)

    def norm(self, x: str, weights: Weights, name: str) -> str:
        scale = self.constant(f"{name}.weight", weights[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", weights[f"{name}.bias"])
        return self.add("LayerNormalization", [x, scale, bias], name, axis=-1, epsilon=1e-12)


def build(
    weights: Weights, attending: int, compact: bool = True, peaks: Weights | None = None, watch: bool = False
) -> onnx.ModelProto:
    """The graph. `attending` is the number of attention heads; `compact`: piece vectors as bytes, by row.

    `peaks` (see `smooth`) readies the graph for `quantise`; `watch` gives the inner activations as outputs too.
    """
    graph = _Graph()
    hidden = weights["words.weight"].shape[1]
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    x = _embed(graph, weights, compact)
    allowed = graph.add("Cast", ["mask"], "allowed", to=TensorProto.FLOAT)
    one = graph.constant("one", np.float32(1))
    low = graph.constant("low", np.float32(-30000))
    barred = graph.add("Mul", [graph.add("Sub", [one, allowed], "away"), low], "barred")
    bias = graph.add("Unsqueeze", [barred, graph.constant("axes", np.array([1, 2], np.int64))], "bias")
    graph.constant("split.shape", np.array([0, 0, attending, hidden // attending], np.int64))
    graph.constant("join.shape", np.array([0, 0, hidden], np.int64))
    graph.constant("scale", np.float32((hidden // attending) ** -0.5))
    for at in range(layers):
        x = _layer(graph, weights, x, bias, f"layers.{at}", peaks)
        if at + 1 == min(TOLD, layers):
            graph.add("Identity", [x], "hidden")
    graph.add("Identity", [graph.linear(x, weights, "heads")], "scores")
    shape = ["batch", "length"]
    inner = weights["layers.0.up.bias"].shape[0]
    made = helper.make_graph(
        graph.nodes,
        "encoder",
        [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in ("pieces", "mask")],
        [
            helper.make_tensor_value_info("scores", TensorProto.FLOAT, [*shape, weights["heads.bias"].shape[0]]),
            helper.make_tensor_value_info("hidden", TensorProto.FLOAT, [*shape, hidden]),
            *(
                helper.make_tensor_value_info(n, TensorProto.FLOAT, [*shape, inner])
                for n in (inner_names(layers) if watch else ())
            ),
        ],
        graph.constants,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    onnx.checker.check_model(model)
    return model


def inner_names(layers: int) -> list[str]:
    """The activations between the two halves of each layer's feed-forward part."""
    return [f"layers.{at}.gelu" for at in range(layers)]


def smooth(weight: npt.NDArray[np.float32], peak: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """What to divide each inner activation by, and multiply its weights with, before both become bytes.

    A few of the 1,536 activations peak at fifty times the others; one scale for all would leave those others no bits
    (SmoothQuant, Xiao et al. 2023, with a share of 0.7: chosen on development data, see log.md). `peak` is each
    activation's largest magnitude over sample sentences.
    """
    factor = np.maximum(peak, 1e-4) ** 0.7 / np.maximum(np.abs(weight).max(0), 1e-5) ** 0.3
    return (factor / np.exp(np.log(factor).mean())).astype(np.float32)


def _embed(graph: _Graph, weights: Weights, compact: bool) -> str:
    table = weights["words.weight"]
    if compact:
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8).astype(np.float32) / 127
        rows = graph.constant("words.bytes", np.rint(table / scale).astype(np.int8))
        scales = graph.constant("words.scale", scale)
        found = graph.add("Cast", [graph.add("Gather", [rows, "pieces"], "words.raw")], "words.float", to=1)
        words = graph.add("Mul", [found, graph.add("Gather", [scales, "pieces"], "words.scales")], "words")
    else:
        words = graph.add("Gather", [graph.constant("words.table", table), "pieces"], "words")
    positions = graph.constant("positions.table", weights["positions.weight"])
    length = graph.add("Shape", ["pieces"], "length", start=1, end=2)
    begin = graph.constant("begin", np.array([0], np.int64))
    used = graph.add("Slice", [positions, begin, length, begin], "positions")
    return graph.norm(graph.add("Add", [words, used], "embedded"), weights, "norm")


def _layer(graph: _Graph, weights: Weights, x: str, bias: str, name: str, peaks: Weights | None) -> str:
    hidden = weights["words.weight"].shape[1]
    parts = []
    for at, part in enumerate(("q", "k", "v")):  # three products: slicing one cost more than it saved
        rows = slice(at * hidden, (at + 1) * hidden)
        own = {f"{name}.{part}.{w}": weights[f"{name}.qkv.{w}"][rows] for w in ("weight", "bias")}
        split = graph.add("Reshape", [graph.linear(x, own, f"{name}.{part}"), "split.shape"], f"{name}.{part}.split")
        order = [0, 2, 3, 1] if part == "k" else [0, 2, 1, 3]
        parts.append(graph.add("Transpose", [split], f"{name}.{part}.heads", perm=order))
    q, k, v = parts
    product = graph.add("Mul", [graph.add("MatMul", [q, k], f"{name}.qk"), "scale"], f"{name}.scaled")
    weight = graph.add("Softmax", [graph.add("Add", [product, bias], f"{name}.biased")], f"{name}.attention", axis=-1)
    context = graph.add("Transpose", [graph.add("MatMul", [weight, v], f"{name}.mix")], f"{name}.t", perm=[0, 2, 1, 3])
    joined = graph.add("Reshape", [context, "join.shape"], f"{name}.context")
    attended = graph.add("Add", [x, graph.linear(joined, weights, f"{name}.out")], f"{name}.attended")
    x = graph.norm(attended, weights, f"{name}.norm1")
    inner = graph.add("Gelu", [graph.linear(x, weights, f"{name}.up")], f"{name}.gelu")
    if peaks is not None:
        down = weights[f"{name}.down.weight"]
        factor = smooth(down, peaks[f"{name}.gelu"])
        weights = {**weights, f"{name}.down.weight": down * factor}
        inner = graph.add("Mul", [inner, graph.constant(f"{name}.smooth", 1 / factor)], f"{name}.smoothed")
    fed = graph.add("Add", [x, graph.linear(inner, weights, f"{name}.down")], f"{name}.fed")
    return graph.norm(fed, weights, f"{name}.norm2")


def quantise(model: onnx.ModelProto, out: Path, reduce_range: bool = True) -> None:
    """Write the graph with linear weights as bytes, a scale for each column; activations are scaled as they come.

    `reduce_range` keeps weights to seven bits: processors without VNNI overflow on eight.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    source = out.with_suffix(".float.onnx")
    onnx.save(model, str(source))
    try:
        quantize_dynamic(
            source,
            out,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=reduce_range,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )
    finally:
        source.unlink()
