"""The learned layer: what corrections and labelled titles add to the base of terms.

A multinomial logistic regression on the words and pieces of words of a title, with the logarithms of the base's shares
as its offset. Its weights are drawn towards zero, so that a layer that has seen little says what the base says, and one
that has seen much says what it has seen (McCullagh & Nelder, Generalized Linear Models, 2nd ed., ch. 5 and 6).

People correct what is wrong and pass over what is right, so that corrections alone show the base as never right. The
titles that stood uncorrected are the other side: each speaks a little for what the base says of it.
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
# What a title that nobody corrected counts beside a corrected one at most: it may be right, or not have been looked at.
UNCORRECTED = 0.1
# However many stood uncorrected, together they count no more than what people said, so many times.
TOGETHER = 1.0
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


def learn_layer(
    texts: Sequence[str], labels: Sequence[str], known: Sequence[str], base: Base, uncorrected: Sequence[str] = ()
) -> Layer:
    """Learn from labelled titles.

    texts, labels  each title with what it is called, one of `known`
    known          every label that there can be
    base           what the layer adds to
    uncorrected    titles of which nobody said that the base reads them wrongly
    raises         DataError where there is no title to learn from
    """
    if not texts:
        raise DataError("There is no labelled title to learn from. Name a file with titles and their labels.")
    matrix = features([*texts, *uncorrected])
    columns = _worth_learning(matrix[: len(texts)])
    offsets = _offsets([base(text) for text in (*texts, *uncorrected)], known)
    place = {label: k for k, label in enumerate(known)}
    said = np.zeros((len(texts), len(known)))
    said[np.arange(len(texts)), [place[label] for label in labels]] = 1
    weights = _fit(matrix[:, columns], said, offsets)
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


def _fit(seen: sparse.csr_matrix, said: Floats, offsets: Floats) -> Floats:
    """Weights by which the first titles are what was said of them, and the others still nearly what they were."""
    from scipy.optimize import minimize
    from scipy.special import logsumexp, softmax

    rows, labels = offsets.shape
    across = seen.T.tocsr()
    wanted = np.vstack([said, softmax(offsets[len(said) :], axis=1)])
    most = min(UNCORRECTED, TOGETHER * len(said) / max(rows - len(said), 1))
    counts = np.where(np.arange(rows) < len(said), 1.0, most)

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(seen.shape[1], labels)
        scores = offsets + seen @ weights
        missed = float(counts @ (logsumexp(scores, axis=1) - (scores * wanted).sum(axis=1)))
        slope = across @ (counts[:, None] * (softmax(scores, axis=1) - wanted)) + SHRINKAGE * weights
        return missed + 0.5 * SHRINKAGE * float(flat @ flat), slope.ravel()

    found = minimize(
        loss,
        np.zeros(seen.shape[1] * labels),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _STEPS, "maxcor": 6, "ftol": 1e-6},
    )
    return np.asarray(found.x).reshape(seen.shape[1], labels)
