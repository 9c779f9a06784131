"""What a column holds, and what a table is."""

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """What a column's values are."""

    TEXT = "text"
    TEXTS = "texts"  # several texts
    CATEGORY = "category"  # a text from a short list that people keep
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"  # minor units, with a currency beside it
    SHARE = "share"  # 0.1 is ten percent
    YEAR = "year"
    DATE = "date"
    INSTANT = "instant"  # UTC
    FLAG = "flag"
    COUNTRY = "country"  # ISO 3166-1 alpha-2
    LANGUAGE = "language"  # ISO 639-1
    EMAILS = "emails"
    PHONES = "phones"
    DOMAINS = "domains"
    REFERENCE = "reference"  # the key of a row of another table


# As long as the name of anything is. An index of PostgreSQL takes 2,704 bytes, of two such texts in any script too.
LONGEST_NAME = 300


@dataclass(frozen=True)
class Column:
    """One column.

    name       as in "employees"
    type       what its values are
    doc        one sentence for the reference and for the help beside a field
    refers_to  the table whose key it holds, for a reference
    required   a row without it cannot be taken
    longest    how many characters it may have, for it stands in an index, which holds no pages of text; 0: any number
    """

    name: str
    type: Type
    doc: str
    refers_to: str = ""
    required: bool = False
    longest: int = 0


@dataclass(frozen=True)
class Table:
    """One noun.

    name     as in "accounts"
    doc      one sentence
    columns  in the order in which people read them; the key first
    key      the columns that tell one row from another within one source
    custom   whether a workspace may declare attributes of its own here
    one_of   columns of which every row needs one, in a file that has any of them
    """

    name: str
    doc: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("external_id",)
    custom: bool = False
    one_of: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


EXTERNAL_ID = Column("external_id", Type.TEXT, "The id that the source knows it by.")
SOURCE_UPDATED_AT = Column("source_updated_at", Type.INSTANT, "When the source last changed it; the later of two wins.")
