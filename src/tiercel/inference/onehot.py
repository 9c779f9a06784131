"""Sums over deals and levels: the only arithmetic that grows with the number of deals."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tiercel.inference.arrays import AnyArray, Codes, Floats

ROWS_AT_ONCE = 16_384


@dataclass(frozen=True)
class Design:
    """Deals by attributes, each cell the number of a level; it stands for the matrix of zeros and ones, never built
    whole.

    codes  deals x attributes, columns counted through: attribute j's levels are starts[j] … starts[j + 1] - 1
    width  how many columns the matrix of zeros and ones has: a first one that is always 1, then all levels
    """

    codes: Codes
    width: int

    @classmethod
    def of(cls, columns: list[Codes], sizes: list[int]) -> "Design":
        """From each attribute's own level numbers 0 … size - 1."""
        rows = len(columns[0]) if columns else 0
        starts = np.cumsum([1, *sizes])
        codes = np.empty((rows, len(columns)), dtype=np.int32, order="F")
        for j, column in enumerate(columns):
            np.add(column, starts[j], out=codes[:, j], casting="unsafe")
        return cls(codes, int(starts[-1]))

    @property
    def rows(self) -> int:
        return len(self.codes)

    def sample(self, rows: AnyArray) -> "Design":
        return Design(self.codes[rows], self.width)

    def times(self, beta: Floats) -> Floats:
        """The matrix times a vector: one number for each deal."""
        out = np.full(self.rows, beta[0])
        for j in range(self.codes.shape[1]):
            out += beta[self.codes[:, j]]
        return out

    def transposed_times(self, values: Floats) -> Floats:
        """The sums of `values` over the deals of each level."""
        out = np.zeros(self.width)
        out[0] = values.sum()
        for j in range(self.codes.shape[1]):
            out += np.bincount(self.codes[:, j], values, minlength=self.width)
        return out

    def gram(self, weights: Floats) -> Floats:
        """Weighted counts of deals by pairs of levels."""
        out = np.zeros((self.width, self.width))
        for rows, dense in self.chunks():
            out += dense.T @ (dense * weights[rows, None])
        return out

    def spread(self, root: Floats) -> Floats:
        """The standard deviation of each deal's sum, given a root R of the covariance R R'."""
        out = np.empty(self.rows)
        for rows, dense in self.chunks():
            out[rows] = np.sqrt(np.square(dense @ root).sum(axis=1))
        return out

    def chunks(self) -> Iterator[tuple[slice, Floats]]:
        for start in range(0, self.rows, ROWS_AT_ONCE):
            codes = self.codes[start : start + ROWS_AT_ONCE]
            dense = np.zeros((len(codes), self.width))
            dense[:, 0] = 1.0
            np.put_along_axis(dense, codes, 1.0, axis=1)
            yield slice(start, start + len(codes)), dense
