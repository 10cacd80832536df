"""python -m tools.reader prepare|train --judged ../shared/data --work .reader"""

import argparse
import os
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.reader", description="Train the reader.")
    parser.add_argument("step", choices=("prepare", "train"))
    parser.add_argument("--judged", type=Path, default=Path("../shared/data"), help="the folder of judged sets")
    parser.add_argument(
        "--work", type=Path, default=Path(".reader"), help="the folder of examples and checkpoints"
    )
    parser.add_argument("--steps", type=int, default=20_000, help="steps of 16 pairs, in all")
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after this time, to go on later")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    if arguments.step == "prepare":
        _prepare(arguments.judged, arguments.work)
    else:
        _train(arguments)


def _prepare(judged: Path, work: Path) -> None:
    from tools.reader import examples

    work.mkdir(parents=True, exist_ok=True)
    print(examples.save(examples.collect(judged), work / "examples.jsonl.gz"), "examples")  # noqa: T201


def _train(arguments: argparse.Namespace) -> None:
    # Threads that spin while they wait fell to a tenth of their speed beside other work.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import torch

    from tools.reader import e5_file, examples
    from tools.reader.tokens import Tokenizing
    from tools.reader.training import Drawing, Plan, new_model, train

    torch.set_num_threads(arguments.threads)
    plan = Plan(arguments.steps, seconds=arguments.seconds)
    file = e5_file.read(e5_file.installed_model())
    drawing = Drawing(examples.load(arguments.work / "examples.jsonl.gz"), Tokenizing(file), plan.seed)
    train(new_model(file, plan.seed), drawing, plan, arguments.work)


if __name__ == "__main__":
    main()
