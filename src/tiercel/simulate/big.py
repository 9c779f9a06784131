"""A file of a million accounts, for benches: plausible cells, no truth behind them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from tiercel.simulate.companies import CATEGORIES, rounded
from tiercel.simulate.languages import en
from tiercel.simulate.report_columns import COUNTRY_NAMES

CHUNK = 200_000


def accounts_csv(path: Path, rows: int = 1_000_000, seed: int = 7) -> Path:
    """Write so many accounts of 12 columns, with the labels of a CRM's export; ids and domains differ in every row."""
    rng = np.random.default_rng(seed)
    writer = None
    for start in range(0, rows, CHUNK):
        chunk = accounts_chunk(rng, start, min(CHUNK, rows - start))
        writer = writer or csv.CSVWriter(path, chunk.schema)
        writer.write_table(chunk)
    if writer is not None:
        writer.close()
    return path


def accounts_chunk(rng: np.random.Generator, start: int, rows: int) -> pa.Table:
    """Accounts numbered from `start`."""
    number = pa.array(np.arange(start, start + rows)).cast(pa.string())
    padded = pc.utf8_lpad(number, 9, "0")
    z = rng.normal(size=(2, rows))
    employees = np.clip(np.rint(220 * np.exp(1.3 * z[0])), 3, 250_000)
    revenue = rounded(employees * 160_000 * np.exp(0.5 * z[1]), 3).astype(np.int64)
    first, second = _some(rng, en.FIRST, rows), _some(rng, en.SECOND, rows)
    stem = pc.binary_join_element_wise(first, second, "")
    trades = [trade for trades in en.TRADES.values() for trade in trades]
    created = np.datetime64("2020-01-01") + rng.integers(2000, size=rows)
    return pa.table(
        {
            "Account ID": pc.binary_join_element_wise(pa.scalar("001TRC"), padded, pa.scalar("AAA"), ""),
            "Account Name": pc.binary_join_element_wise(stem, _some(rng, trades, rows), number, " "),
            "Website": pc.binary_join_element_wise(
                pa.scalar("www."), pc.utf8_lower(stem), number, pa.scalar(".example"), ""
            ),
            "Industry": _some(rng, list(CATEGORIES["industry"]), rows),
            "Employees": pa.array(employees.astype(np.int64)),
            "Annual Revenue": pa.array(revenue),
            "Billing Country": _some(rng, list(COUNTRY_NAMES.values()), rows),
            "Billing City": _some(rng, [city for cities in en.CITIES.values() for city in cities], rows),
            "Year Started": pa.array(rng.integers(1950, 2025, size=rows)),
            "Ownership": _some(rng, list(CATEGORIES["ownership"]), rows),
            "Account Source": _some(rng, list(CATEGORIES["source"]), rows),
            "Created Date": pa.array(created),
        }
    )


def _some(rng: np.random.Generator, words: Sequence[str], rows: int) -> pa.Array:
    return pa.array(list(words)).take(pa.array(rng.integers(len(words), size=rows)))
