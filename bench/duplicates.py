"""Finding duplicates among accounts beside plain Splink: the time of both, and what they find at equal precision.

python -m bench.duplicates                 a million accounts
python -m bench.duplicates --rows 20000    a small run
python -m bench.duplicates --times 3       both in turn three times: on a machine that others use, one run says little

Ours begins with the table as it was given, and so brings names, domains and phones into their normal forms within its
time. Splink begins with a frame whose names are in small letters already; neither is read from a file. Both end with
clusters.
"""

import argparse
import logging
import random
import resource
import warnings
from dataclasses import dataclass
from time import perf_counter, process_time

import duckdb
import numpy as np
import pyarrow as pa

from tiercel.resolve.duplicates.clusters import cluster_at
from tiercel.resolve.duplicates.find import Duplicates, find_duplicates

ROLES = {"name": "name", "domain": "domain", "phone": "phone", "city": "city", "country": "country"}
LIKELIHOODS = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999)
FORMS = ("", "Ltd", "Limited", "Inc", "Inc.", "GmbH", "S.A.", "LLC", "Corp.", "Corporation", "Group")
FIRST = (
    "ald bir cor dun eld fen gar har iron kest lar mar neth oak pel quar rav sab thor und vel wen yar zel bram "
    "cast dell esk far gled hol ing jar kil lod mul nor orm pad ros stal tun"
)
SECOND = (
    "bourne bridge combe croft dale dell field ford garth gate grove haven holm holt hurst march mere moor port reach "
    "ridge shaw stead stow vale water worth beck brook cliff crest down edge fold glen heath"
)
TRADES = (
    "Freight Logistics Systems Foods Stores Bank Energy Software Medical Holdings Partners Industries Textiles "
    "Robotics Media Chemicals Services Consulting Trading Marine"
)
CITIES = 400


@dataclass(frozen=True)
class Market:
    """Accounts with doubles; `truth` says which company each row is."""

    table: pa.Table
    truth: np.ndarray


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and of all processors together."""

    clock: float
    processors: float

    @classmethod
    def since(cls, clock: float, processors: float) -> "Took":
        return cls(perf_counter() - clock, process_time() - processors)

    def over(self, other: "Took") -> str:
        return (
            f"{self.clock / other.clock:.2f} by the clock, {self.processors / other.processors:.2f} by processor time"
        )

    def __str__(self) -> str:
        return f"{self.clock:.1f} s ({self.processors:.1f} s of processors)"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=1)
    asked = parser.parse_args()
    market = make_market(asked.rows)
    for _ in range(asked.times):
        ours, our_time = ours_timed(market)
        theirs, their_time = splink_timed(market)
        print(f"ours {our_time}, plain Splink {their_time}, ratio {our_time.over(their_time)}")
    for name, found in (("ours", ours), ("splink", theirs)):
        for likely, (precision, recall) in found.items():
            print(f"{name} at {likely}: precision {precision:.4f} recall {recall:.4f}")
    print(f"most memory of the whole run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")


def make_market(rows: int) -> Market:
    """A quarter of the rows are doubles: slips, other legal forms, words left out, facts missing or changed."""
    draw = random.Random(1)
    companies = rows * 3 // 4
    known = [_company(number, draw) for number in range(companies)]
    which = [*range(companies), *(draw.randrange(companies) for _ in range(rows - companies))]
    told = [known[k] if place < companies else _told_again(known[k], draw) for place, k in enumerate(which)]
    order = list(range(rows))
    draw.shuffle(order)
    columns = zip(*(told[k] for k in order), strict=True)
    table = pa.table({name: pa.array(column, pa.string()) for name, column in zip(ROLES, columns, strict=True)})
    return Market(table, np.array([which[k] for k in order]))


def _company(number: int, draw: random.Random) -> tuple[str | None, ...]:
    words = [draw.choice(FIRST.split()) + draw.choice(SECOND.split()) for _ in range(1 if draw.random() < 0.05 else 2)]
    core = " ".join([*(word.title() for word in words), draw.choice(TRADES.split())])
    city = draw.randrange(CITIES)
    domain = f"{''.join(words)}{number}.example"  # nobody shares a domain
    return (
        f"{core} {draw.choice(FORMS)}".strip(),
        domain if draw.random() < 0.8 else None,
        f"+{draw.randrange(1, 90)} {draw.randrange(10**8, 10**9)}" if draw.random() < 0.6 else None,
        f"City {city}",
        f"Land {city % 40}",
    )


def _told_again(company: tuple[str | None, ...], draw: random.Random) -> tuple[str | None, ...]:
    name, domain, phone, city, country = company
    words = [word for word in str(name).split() if word not in FORMS]
    if draw.random() < 0.4:
        words[0] = _slip(words[0], draw)
    if draw.random() < 0.15 and len(words) > 1:
        words.pop()
    told = f"{' '.join(words)} {draw.choice(FORMS)}".strip()
    told = told.upper() if draw.random() < 0.2 else told
    if domain and draw.random() < 0.3:
        domain = draw.choice((None, f"https://www.{domain}/about"))
    if phone and draw.random() < 0.3:
        phone = draw.choice((None, phone.replace(" ", "-")))
    return told, domain, phone, city if draw.random() < 0.9 else None, country


def _slip(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1)
    return draw.choice(
        (word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + "e" + word[at:])
    )


def ours_timed(market: Market) -> tuple[dict[float, tuple[float, float]], Took]:
    began = perf_counter(), process_time()
    found: Duplicates = find_duplicates(market.table, ROLES)
    took = Took.since(*began)
    clusters = {p: cluster_at(found.pairs, market.table.num_rows, p, found.leader) for p in LIKELIHOODS}
    return {p: judged(cluster, market.truth) for p, cluster in clusters.items()}, took


def splink_timed(market: Market) -> tuple[dict[float, tuple[float, float]], Took]:
    """Plain rules on lower-case columns: exact name, domain and phone bring pairs together."""
    import splink.comparison_library as library
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    warnings.simplefilter("ignore")
    logging.getLogger("splink").setLevel(logging.ERROR)
    columns = [column for column in ROLES if column != "name"]
    with duckdb.connect() as engine:
        engine.register("given", market.table)
        frame = (
            engine.sql(
                f"select row_number() over () - 1 as unique_id, lower(name) as name, {', '.join(columns)} from given"
            )
            .to_arrow_table()
            .to_pandas()
        )
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on("name"), block_on("domain"), block_on("phone")],
        comparisons=[
            library.JaroWinklerAtThresholds("name", [0.92, 0.8]),
            *(library.ExactMatch(column) for column in columns),
        ],
    )
    began = perf_counter(), process_time()
    linker = Linker(DuckDBAPI().register(frame), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("name", "city")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("domain"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "city"))
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    first = _splink_clusters(linker, pairs, LIKELIHOODS[0])
    took = Took.since(*began)
    found = {LIKELIHOODS[0]: judged(first, market.truth)}
    return found | {p: judged(_splink_clusters(linker, pairs, p), market.truth) for p in LIKELIHOODS[1:]}, took


def _splink_clusters(linker: object, pairs: object, likely: float) -> np.ndarray:
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, likely)  # type: ignore[attr-defined]
    frame = clustered.as_pandas_dataframe().sort_values("unique_id")
    return np.unique(frame["cluster_id"].to_numpy(), return_inverse=True)[1]


def judged(clusters: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Precision and recall over pairs of rows."""
    both = _pairs(truth.astype(np.int64) * (int(clusters.max()) + 1) + clusters)
    return both / max(_pairs(clusters), 1), both / max(_pairs(truth), 1)


def _pairs(labels: np.ndarray) -> int:
    sizes = np.unique(labels, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum())


if __name__ == "__main__":
    main()
