"""Train the reader: which paragraph answers, does any, and with which words. A checkpoint every few minutes."""

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import torch
from torch.nn import functional

from index.encoder.e5_file import E5File
from index.ranking.reranking.pairs import Pair
from tools.reader.drawing import Drawing, Group
from tools.reader.network import Batch, Reader, Readings

_RATE, _HEAD_RATE = 4e-5, 5e-4
_WARM_UP = 200
# Whether a paragraph answers at all weighs less than which one does, as every group says it four times.
_ANSWERS_WEIGHT, _SPAN_WEIGHT = 0.4, 0.3
_SAVE_SECONDS = 240


@dataclass(frozen=True)
class Plan:
    """How to train.

    Args:
        steps: how many steps there are in all, so that the rate can fall towards the end.
        decay: the share of the steps, at the end, in which the rate falls to nothing and the weights are rounded.
        seconds: when to stop before that, to go on later.
        seed: of what is drawn.
        threads: how many compute a step side by side, each of its share of the groups. Two threads of torch were
            only 1.3 times as fast as one.
    """

    steps: int
    decay: float = 0.25
    seconds: float = 1e9
    seed: int = 7
    threads: int = 1


class Steps(NamedTuple):
    """How many steps were made by the plan, and how many by a training before, whose reader it began with."""

    made: int
    before: int = 0


def train(model: Reader, drawing: Drawing, plan: Plan, folder: Path) -> None:
    """Train from the newest checkpoint in the folder, or from the start, until the plan or the time is over."""
    folder.mkdir(parents=True, exist_ok=True)
    body = [one for name, one in model.trained() if name.startswith("layers")]
    heads = [one for name, one in model.trained() if not name.startswith("layers")]
    groups = [{"params": body, "lr": _RATE, "weight_decay": 0.01}, {"params": heads, "lr": _HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, fused=True)
    rates = [float(group["lr"]) for group in optimizer.param_groups]
    step, before = restore(model, optimizer, folder)
    began = saved = time.monotonic()
    losses: list[float] = []
    falling = round(plan.steps * (1 - plan.decay))
    threads = ThreadPoolExecutor(plan.threads)
    for batch in _drawn_ahead(drawing.batches(step)):
        if step >= plan.steps or time.monotonic() - began > plan.seconds:
            break
        if step == falling:
            # Training for longer goes on from here: after the fall of the rate it would begin anew.
            save(model, optimizer, Steps(step, before), folder, "before_fall.pt")
        if step >= falling:
            model.round_weights()
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * _rate_at(step, plan)
        shares = [share for number in range(plan.threads) if (share := batch[number :: plan.threads])]
        losses.append(_step(model, optimizer, shares, threads))
        step += 1
        if step % 50 == 0:
            _log(folder, step, losses[-50:], time.monotonic() - began)
        if time.monotonic() - saved > _SAVE_SECONDS:
            save(model, optimizer, Steps(step, before), folder)
            saved = time.monotonic()
    threads.shutdown()
    save(model, optimizer, Steps(step, before), folder)


def save(
    model: Reader, optimizer: torch.optim.Optimizer, steps: Steps, folder: Path, name: str = "checkpoint.pt"
) -> None:
    state = {name: one.detach() for name, one in model.trained()}
    made = {"step": steps.made, "before": steps.before, "model": state, "optimizer": optimizer.state_dict()}
    torch.save(made, folder / "checkpoint.new")
    (folder / "checkpoint.new").replace(folder / name)


def restore(model: Reader, optimizer: torch.optim.Optimizer | None, folder: Path) -> Steps:
    """Load the folder's checkpoint, if there is one, and return how far it is."""
    path = folder / "checkpoint.pt"
    if not path.exists():
        return Steps(0)
    kept = torch.load(path)
    model.load_state_dict(kept["model"], strict=False)
    if optimizer is not None and "optimizer" in kept:
        optimizer.load_state_dict(kept["optimizer"])
    return Steps(int(kept["step"]), int(kept.get("before", 0)))


def batch_of(pairs: Sequence[Pair]) -> Batch:
    """Return pairs as one batch, padded to the longest."""
    longest = max(len(pair.ids) for pair in pairs)
    ids = torch.ones((len(pairs), longest), dtype=torch.long)
    there = torch.zeros((len(pairs), longest), dtype=torch.bool)
    body = torch.zeros((len(pairs), longest), dtype=torch.bool)
    for row, pair in enumerate(pairs):
        ids[row, : len(pair.ids)] = torch.tensor(pair.ids)
        there[row, : len(pair.ids)] = True
        body[row, pair.body : len(pair.ids) - 1] = True
    return Batch(ids, there, body)


def _drawn_ahead(batches: Iterator[tuple[Group, ...]]) -> Iterator[tuple[Group, ...]]:
    """Yield the batches, of which the next is drawn while a step is made: that took a tenth of the time."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, batches)
        while True:
            batch, coming = coming.result(), thread.submit(next, batches)
            yield batch


def _step(
    model: Reader,
    optimizer: torch.optim.Optimizer,
    shares: Sequence[Sequence[Group]],
    threads: Executor,
) -> float:
    """Learn from shares of groups, each computed by a thread of its own, and return the mean loss of a group."""
    losses, gradients = zip(*threads.map(partial(_gradients, model), shares), strict=True)
    count = sum(map(len, shares))
    parameters = [one for _, one in model.trained()]
    for parameter, parts in zip(parameters, zip(*gradients, strict=True), strict=True):
        parameter.grad = sum(parts) / count
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    optimizer.step()
    return float(sum(losses)) / count


def _gradients(model: Reader, groups: Sequence[Group]) -> tuple[float, Sequence[torch.Tensor]]:
    """Return the sum of the losses of these groups, and its gradients, in the order of what is trained."""
    batch = batch_of([pair for group in groups for pair in group.pairs])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        readings = model(batch)
    total = _loss(readings, groups)
    parameters = [one for _, one in model.trained()]
    return float(total.detach()), torch.autograd.grad(total, parameters, materialize_grads=True)


def _loss(readings: Readings, groups: Sequence[Group]) -> torch.Tensor:
    """Return the sum of the losses of the groups."""
    total, at = torch.zeros(()), 0
    for group in groups:
        answers = readings.answers[at : at + len(group.pairs)]
        wanted = torch.zeros(len(group.pairs))
        if group.has_right:
            wanted[0] = 1.0
            total = total + functional.cross_entropy(answers[None], torch.zeros(1, dtype=torch.long))
        total = total + _ANSWERS_WEIGHT * functional.binary_cross_entropy_with_logits(answers, wanted)
        if group.span is not None:
            for logits, token in zip((readings.begins[at], readings.ends[at]), group.span, strict=True):
                total = total + _SPAN_WEIGHT * functional.cross_entropy(logits[None], torch.tensor([token]))
        at += len(group.pairs)
    return total


def _rate_at(step: int, plan: Plan) -> float:
    """Return the factor of the rate: warm-up, a long plateau, then a fall to nothing (warm-up-stable-decay)."""
    falling = plan.steps * (1 - plan.decay)
    if step < falling:
        return min(1.0, (step + 1) / _WARM_UP)
    return max(0.02, (plan.steps - step) / (plan.steps - falling))


def _log(folder: Path, step: int, losses: Sequence[float], seconds: float) -> None:
    row = {"step": step, "loss": round(sum(losses) / len(losses), 4), "seconds": round(seconds)}
    with (folder / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


def new_model(file: E5File, seed: int) -> Reader:
    torch.manual_seed(seed)
    return Reader(file)
