"""multilingual-e5-small in torch, with two heads: does this paragraph answer, and from where to where?"""

from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from index.encoder.e5_file import E5File
from index.encoder.four_bits import BLOCK
from index.encoder.layers import HEADS, LAYERS, MATRICES, NORMS, WIDTH
from index.ranking.reranking.reader_file import SHARPNESS


class Readings(NamedTuple):
    """What the model says of pairs, as logits: that the paragraph answers, and that a token begins or ends."""

    answers: Tensor
    begins: Tensor
    ends: Tensor


class Batch(NamedTuple):
    """Pairs of one length: token ids, which of them are there, and which belong to the paragraph's text."""

    ids: Tensor
    there: Tensor
    body: Tensor


class Layer(nn.Module):
    """One transformer layer, as BERT has it: attention, then two linear maps, each followed by a norm."""

    def __init__(self, file: E5File, number: int) -> None:
        super().__init__()
        self.rounded = False
        self.maps = nn.ModuleDict({name: _linear(file, number, name) for name in MATRICES})
        self.norms = nn.ModuleDict({name: _norm(file, number, name) for name in NORMS})
        for name in MATRICES:
            self.register_buffer(f"{name}_before", self.maps[name].weight.detach().clone(), persistent=False)

    def forward(self, states: Tensor, there: Tensor) -> Tensor:
        count, length, _ = states.shape

        def heads(name: str) -> Tensor:
            return self._map(name, states).view(count, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        # Written out: at these lengths torch's own attention on a CPU takes a third of a step in bfloat16.
        scores = heads("q") @ (heads("k") / (WIDTH // HEADS) ** 0.5).transpose(-2, -1)
        absent = torch.zeros(there.shape, dtype=scores.dtype).masked_fill(~there, float("-inf"))
        seen = (scores + absent[:, None, None, :]).softmax(-1) @ heads("v")
        joined = seen.transpose(1, 2).reshape(count, length, WIDTH)
        states = self.norms["aln"](states + self._map("ao", joined))
        inner = functional.gelu(self._map("fi", states))
        found: Tensor = self.norms["oln"](states + self._map("fo", inner))
        return found

    def _map(self, name: str, values: Tensor) -> Tensor:
        linear = self.maps[name]
        weight = rounded(linear.weight, getattr(self, f"{name}_before")) if self.rounded else linear.weight
        return functional.linear(values, weight, linear.bias)


class Reader(nn.Module):
    """Reads pairs; only the layers from ``frozen`` on are trained, the ones below stay those of the package."""

    def __init__(self, file: E5File, frozen: int = 6) -> None:
        super().__init__()
        self.frozen = frozen
        words = torch.from_numpy(file.matrix("emb.word", -1, WIDTH)).bfloat16()
        self.register_buffer("words", words, persistent=False)
        self.register_buffer("positions", _embedding(file, "emb.pos"), persistent=False)
        self.register_buffer("segment", _embedding(file, "emb.type")[0], persistent=False)
        self.norm = _norm(file, None, "emb.ln")
        self.layers = nn.ModuleList(Layer(file, number) for number in range(LAYERS))
        self.answers = nn.Linear(WIDTH, 1)
        self.span = nn.Linear(WIDTH, 2)
        for head in (self.answers, self.span):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)
        self.norm.requires_grad_(False)
        for layer in self.layers[:frozen]:
            # Their matrices would be converted for each batch, which took a quarter of a step.
            layer.requires_grad_(False).maps.bfloat16()

    def forward(self, batch: Batch) -> Readings:
        with torch.no_grad():
            states = self.words[batch.ids].float() + self.positions[: batch.ids.shape[1]] + self.segment
            states = self.norm(states)
            for layer in self.layers[: self.frozen]:
                states = layer(states, batch.there)
        for layer in self.layers[self.frozen :]:
            states = layer(states, batch.there)
        states = states.float()
        weights = batch.there[..., None].float()
        pooled = (states * weights).sum(1) / weights.sum(1)
        answers = self.answers(functional.normalize(pooled, dim=1) * SHARPNESS)[:, 0]
        begins, ends = self.span(states).masked_fill(~batch.body[..., None], -1e4).unbind(-1)
        return Readings(answers, begins, ends)

    def trained(self) -> Iterator[tuple[str, nn.Parameter]]:
        return ((name, one) for name, one in self.named_parameters() if one.requires_grad)

    def round_weights(self) -> None:
        """From now on compute with the weights as 4 bits will hold them, so that training makes up for that."""
        for layer in self.layers[self.frozen :]:
            layer.rounded = True


def rounded(weight: Tensor, before: Tensor) -> Tensor:
    """Return the weights as the reader's file holds them: 4 bits for the change of each by the training.

    The gradient passes as if they were not rounded (straight-through: Bengio et al. 2013, "Estimating or
    propagating gradients through stochastic neurons").
    """
    blocks = (weight.detach() - before).reshape(-1, BLOCK)
    greatest = blocks.gather(1, blocks.abs().argmax(1, keepdim=True))
    scales = (greatest / -8).half().float()
    scales = torch.where(scales == 0, torch.ones_like(scales), scales)
    codes = torch.clamp(torch.floor(blocks / scales + 8.5), 0, 15) - 8
    return weight + (before + (codes * scales).reshape(weight.shape) - weight.detach())


def _linear(file: E5File, layer: int, name: str) -> nn.Linear:
    rows, columns = MATRICES[name]
    made = nn.Linear(columns, rows)
    made.weight.data = torch.from_numpy(file.matrix(f"l{layer}.{name}.w", rows, columns))
    made.bias.data = torch.from_numpy(file.floats(f"l{layer}.{name}.b"))
    return made


def _norm(file: E5File, layer: int | None, name: str) -> nn.LayerNorm:
    prefix = name if layer is None else f"l{layer}.{name}"
    made = nn.LayerNorm(WIDTH, eps=1e-12)
    made.weight.data = torch.from_numpy(file.floats(f"{prefix}.w"))
    made.bias.data = torch.from_numpy(file.floats(f"{prefix}.b"))
    return made


def _embedding(file: E5File, name: str) -> Tensor:
    return torch.from_numpy(file.floats(name).reshape(-1, WIDTH))
