"""Count the questions that a reranker reads."""

from index.model.stages import Seconds, Stage


class Reread:
    """How many questions were read, of all whose stages are reported to ``count``."""

    def __init__(self) -> None:
        self.questions = 0

    def count(self, seconds: Seconds) -> None:
        self.questions += seconds.get(Stage.REREADING, 0.0) > 0
