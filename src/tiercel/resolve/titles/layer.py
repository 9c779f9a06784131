"""The learned layer: what corrections and labelled titles add to the base of terms.

A multinomial logistic regression on the words and pieces of words of a title, with the logarithms of the base's shares
as its offset. Its weights are drawn towards zero, so that a layer that has seen little says what the base says, and one
that has seen much says what it has seen (McCullagh & Nelder, Generalized Linear Models, 2nd ed., ch. 5 and 6).
"""

# What learns is loaded where it learns: it takes longer than an import that only needs the base of terms.

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tiercel.core.errors import DataError
from tiercel.resolve.titles.base import Judged
from tiercel.resolve.titles.words import words

if TYPE_CHECKING:
    from scipy import sparse
    from sklearn.feature_extraction.text import HashingVectorizer

Floats = npt.NDArray[np.float64]
Base = Callable[[str], Judged]
COLUMNS = 2**20
# How strongly weights are drawn towards zero; chosen on a development part of labelled titles, flat around it.
SHRINKAGE = 0.1
# Of many titles, what only one of them holds teaches nothing of others.
_MANY = 1_000
_STEPS = 100


@dataclass(frozen=True)
class Layer:
    """What was learnt: for some columns of the features, a weight for each label.

    labels    in the order of the weights
    columns   the features that were seen, ascending
    weights   one row for each column, one column for each label
    titles    from how many titles it was learnt
    """

    labels: tuple[str, ...]
    columns: npt.NDArray[np.int64]
    weights: Floats
    titles: int

    def judge(self, texts: Sequence[str], base: Base) -> list[Judged]:
        """What base and layer say together of each title."""
        from scipy.special import softmax

        judged = [base(text) for text in texts]
        if not judged:
            return []
        seen = features(texts)[:, self.columns]
        shares = softmax(_offsets(judged, self.labels) + seen @ self.weights, axis=1)
        return [
            Judged(dict(zip(self.labels, row, strict=True)), one.terms)
            for row, one in zip(shares.tolist(), judged, strict=True)
        ]


def learn_layer(texts: Sequence[str], labels: Sequence[str], known: Sequence[str], base: Base) -> Layer:
    """Learn from labelled titles.

    texts, labels  each title with what it is called, one of `known`
    known          every label that there can be
    base           what the layer adds to
    raises         DataError where there is no title to learn from
    """
    if not texts:
        raise DataError("There is no labelled title to learn from. Name a file with titles and their labels.")
    matrix = features(texts)
    columns = _worth_learning(matrix)
    seen = matrix[:, columns]
    place = {label: k for k, label in enumerate(known)}
    true = np.array([place[label] for label in labels])
    weights = _fit(seen, true, _offsets([base(text) for text in texts], known))
    return Layer(tuple(known), columns, weights, len(texts))


def _worth_learning(matrix: sparse.csr_matrix) -> npt.NDArray[np.int64]:
    columns, titles = np.unique(matrix.indices, return_counts=True)
    return columns[titles >= (2 if matrix.shape[0] >= _MANY else 1)].astype(np.int64)


def features(texts: Sequence[str]) -> sparse.csr_matrix:
    """Words, pairs of words and pieces of words of each title, hashed into COLUMNS columns.

    The words of a title have length 1 together, and so have the pieces.
    """
    from scipy import sparse

    spelt = [" ".join(words(text)) for text in texts]
    return sparse.hstack([half.transform(spelt) for half in _halves()], format="csr")


@cache
def _halves() -> tuple[HashingVectorizer, HashingVectorizer]:
    """Words and pieces, each in its half of the columns: a word is not a piece of one."""
    from sklearn.feature_extraction.text import HashingVectorizer

    words_and_pairs = HashingVectorizer(
        n_features=COLUMNS // 2, ngram_range=(1, 2), analyzer="word", tokenizer=str.split, token_pattern=None,
        alternate_sign=False,
    )  # fmt: skip
    pieces = HashingVectorizer(n_features=COLUMNS // 2, analyzer="char_wb", ngram_range=(2, 5), alternate_sign=False)
    return words_and_pairs, pieces


def _offsets(judged: Sequence[Judged], labels: Sequence[str]) -> Floats:
    shares = np.array([[one.shares.get(label, 0.0) for label in labels] for one in judged])
    return np.asarray(np.log(np.maximum(shares, 1e-3)), dtype=np.float64)


def _fit(seen: sparse.csr_matrix, true: npt.NDArray[np.int64], offsets: Floats) -> Floats:
    from scipy.optimize import minimize
    from scipy.special import logsumexp, softmax

    rows, labels = offsets.shape
    across = seen.T.tocsr()
    chosen = (np.arange(rows), true)

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(seen.shape[1], labels)
        scores = offsets + seen @ weights
        missed = float((logsumexp(scores, axis=1) - scores[chosen]).sum())
        excess = softmax(scores, axis=1)
        excess[chosen] -= 1
        slope = across @ excess + SHRINKAGE * weights
        return missed + 0.5 * SHRINKAGE * float(flat @ flat), slope.ravel()

    found = minimize(
        loss,
        np.zeros(seen.shape[1] * labels),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _STEPS, "maxcor": 6, "ftol": 1e-6},
    )
    return np.asarray(found.x).reshape(seen.shape[1], labels)
