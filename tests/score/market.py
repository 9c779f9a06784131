"""Small markets with a known truth."""

import numpy as np
import pyarrow as pa

from tiercel.score.cases import Cases


def cases(seed: int, deals: int, odds_ratio: float = 1.0, per_account: int = 1) -> Cases:
    """Deals with one attribute that matters ("planted": yes or no) and ten that do not, all of them facts about
    accounts.
    """
    random = np.random.default_rng(seed)
    accounts = deals // per_account
    group = np.repeat(np.arange(accounts), per_account)
    words = np.array([f"value {k}" for k in range(20)])
    columns = {f"noise {size}": words[random.integers(0, size, accounts)][group] for size in (2, 3, 5, 8, 12, 20)}
    columns |= {f"number {k}": np.exp(random.normal(size=accounts))[group] for k in range(4)}
    planted = random.integers(0, 2, accounts)[group]
    columns["planted"] = np.array(["no", "yes"])[planted]
    log_odds = -0.85 + np.log(odds_ratio) * (planted - 0.5)
    won = random.random(len(group)) < 1 / (1 + np.exp(-log_odds))
    return Cases(pa.table(columns), won, group)
