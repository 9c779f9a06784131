"""Fitting the scorecard beside scikit-learn's one-hot logistic regression, and scoring every account.

python -m bench.scorecard                  a million deals of 20 attributes, five interleaved pairs
python -m bench.scorecard --rows 20000     a small run
"""

import argparse
import resource
from time import perf_counter

import numpy as np
import pyarrow as pa
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from bench.interleaved import interleaved
from tiercel.score.cases import Cases
from tiercel.score.fitting import encode_start, fit_scorecard
from tiercel.score.scorecard import Scorecard
from tiercel.score.usable import read_usable

SIZES = (2, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 40)
NUMBERS = 8


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=5)
    asked = parser.parse_args()
    cases = market(asked.rows)
    compared = interleaved(lambda: ours(cases), lambda: theirs(cases), pairs=asked.pairs)
    print(f"fitting {asked.rows:,} deals x {len(SIZES) + NUMBERS} attributes: {compared}")
    score(ours(cases), cases.attributes)


def market(rows: int) -> Cases:
    """Deals whose odds depend on a third of the attributes; 12 are texts, 8 numbers, all with some missing."""
    random = np.random.default_rng(1)
    log_odds, columns = np.full(rows, -1.0), {}
    for k, size in enumerate(SIZES):
        codes = random.integers(0, size, rows).astype(np.int32)
        log_odds += (k % 3 == 0) * np.linspace(-0.5, 0.5, size)[codes]
        words = pa.array([f"value {word} of {k}" for word in range(size)])
        missing = random.random(rows) < 0.05
        columns[f"text {k}"] = words.take(pa.array(codes, mask=missing))
    for k in range(NUMBERS):
        values = random.normal(size=rows)
        log_odds += (k % 3 == 0) * 0.3 * values
        columns[f"number {k}"] = pa.array(np.exp(values), mask=random.random(rows) < 0.05)
    won = random.random(rows) < 1 / (1 + np.exp(-log_odds))
    return Cases(pa.table(columns), won, np.arange(rows))


def ours(cases: Cases) -> Scorecard:
    """From the table of texts and numbers to points: reading, binning, encoding, fitting."""
    readings, _ = read_usable(cases.attributes)
    return fit_scorecard(encode_start(readings), cases)


def theirs(cases: Cases) -> Pipeline:
    """The same input through scikit-learn's usual steps; numbers are only scaled, which is less than we do."""
    frame = cases.attributes.to_pandas()
    numbers = [name for name in frame if name.startswith("number")]
    frame[numbers] = frame[numbers].fillna(frame[numbers].median())
    texts = [name for name in frame if name.startswith("text")]
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=0.001), texts), (StandardScaler(), numbers)
    )
    return make_pipeline(encode, LogisticRegression(max_iter=1000)).fit(frame, cases.won)


def score(card: Scorecard, accounts: pa.Table) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = perf_counter()
    card.score(accounts)
    seconds = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"scoring {accounts.num_rows:,} accounts: {seconds:.2f} s (aim 20), peak of the process {peak / 1e6:.2f} GB")
    print(f"  of which scoring added {(peak - before) / 1e6:.2f} GB to what fitting had needed (aim 2 GB in all)")


if __name__ == "__main__":
    main()
