"""How vectors are written for the database."""

from matchgraph.embedding import Vectors


def written(vector: Vectors) -> str:
    """As exact as half precision is.

    >>> import numpy as np
    >>> written(np.array([0.5, -0.25], np.float32))
    '[0.50000,-0.25000]'
    """
    return "[" + ",".join(["%.5f"] * len(vector)) % tuple(vector.tolist()) + "]"
