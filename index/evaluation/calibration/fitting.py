"""Find the values at which a loss is least, by L-BFGS-B (Byrd et al. 1995) as SciPy has it."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]
Bounds = Sequence[tuple[float | None, float | None]]
"""The lowest and the highest value of each; None for no bound."""


def minimum(loss: Callable[[Floats], tuple[float, Floats]], start: Floats, bounds: Bounds) -> Floats:
    """Return the values at which a loss is least. ``loss`` returns its value and its gradient."""
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)
