"""What the titles in a table say, and what labelled titles teach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from tiercel.core.errors import DataError
from tiercel.flow.resolving.asked_table import Columns, PassingTable, read_asked, texts_of
from tiercel.resolve.titles.classify import Titles, kept, learn
from tiercel.resolve.titles.labels import DEPARTMENTS, SENIORITIES, read_labels

_ADDED = tuple(
    name for dimension in ("seniority", "department", "buying_role") for name in (dimension, f"{dimension}_confidence")
)


def classify_titles(
    path: Path, column: str, *, crm_role: str = "", layer: Path | None = None, encoding: str = ""
) -> PassingTable:
    """The table with seniority, department and buying role of each title, their confidences, and the terms that spoke.

    column    holds the titles
    crm_role  the column that holds what the CRM calls each contact's part
    layer     a file that `learn_titles` wrote
    encoding  of the file, where somebody has said it
    raises    DataError for files and columns that are not there
    """
    titles = kept(layer) if layer else Titles()

    def classified(batch: pa.RecordBatch) -> Columns:
        called = titles.classify(texts_of(batch[column]), texts_of(batch[crm_role]) if crm_role else ())
        said = {name: [getattr(one, name) for one in called] for name in _ADDED}
        return {**said, "because": ["; ".join(one.because) for one in called]}

    asked = PassingTable(path, (*_ADDED, "because"), classified, encoding)
    asked.check(column, *([crm_role] if crm_role else []))
    return asked


@dataclass(frozen=True)
class Learnt:
    """From how many labelled titles each layer was learnt; 0 where none were named."""

    seniority: int
    department: int


def learn_titles(
    path: Path, column: str, out: Path, *, seniority: str = "", department: str = "", means: Sequence[str] = ()
) -> Learnt:
    """Learn from a table of titles with their labels, and keep what was learnt in a file.

    seniority, department  the columns that hold the labels; blank cells teach nothing
    means                  what foreign labels are in ours, as "Lead=manager"
    raises                 DataError where no column of labels is named, or a label is not known
    """
    if not (seniority or department):
        raise DataError("Name the columns that hold the labels: --seniority COLUMN, --department COLUMN, or both.")
    asked = read_asked(path)
    words = _read_means(means)
    ranks = _labels(asked.texts(seniority), SENIORITIES, words) if seniority else []
    functions = _labels(asked.texts(department), DEPARTMENTS, words) if department else []
    learnt = learn(asked.texts(column), ranks, functions)
    learnt.keep(out)
    return Learnt(
        learnt.seniority.titles if learnt.seniority else 0, learnt.department.titles if learnt.department else 0
    )


def _labels(texts: Sequence[str], known: tuple[str, ...], words: Mapping[str, str]) -> list[str]:
    said = {word: label for word, label in words.items() if label in known}
    meaning = read_labels((text for text in texts if text), known, said)
    return [meaning.get(text, "") for text in texts]


def _read_means(means: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in means:
        word, equals, label = pair.rpartition("=")
        if not equals or not word.strip() or label.strip() not in (*SENIORITIES, *DEPARTMENTS):
            known = ", ".join((*SENIORITIES, *DEPARTMENTS))
            raise DataError(f"--means '{pair}' is not WORD=LABEL. Labels: {known}.")
        found[word.strip()] = label.strip()
    return found
