"""Leads that have become contacts: they are no second person, and what was known by the lead's id is the contact's."""

from tiercel.collect.columns.values import Values
from tiercel.collect.files.source import Source
from tiercel.collect.rows.staging_file import text
from tiercel.tables.column import Column, Type

BECAME = Column("became", Type.REFERENCE, refers_to="contacts", doc="The contact that a lead has become.")


def is_converted(values: Values, source: Source, flag: str) -> dict[str, str]:
    """The condition under which a row is such a lead, as `left_out` takes it; nothing where the file cannot say.

    flag   SQL of whether the source says so, "" where it does not say
    """
    cases = [f"coalesce({flag}, FALSE)"] if flag else []
    if "became" in source.matches:
        cases.append(f"{values.cell(source.matches['became'].columns[0])} IS NOT NULL")
    return {"converted": " OR ".join(cases)} if cases else {}


def note_converted(values: Values, source: Source, own: str, became: str) -> None:
    """Remember which contact each such lead is.

    own, became   SQL of the lead's id, and of the contact's
    """
    joins = values.join_of(f"{own} {became}")
    values.db.execute(
        f"INSERT INTO also_known SELECT 'contacts', {text(source.keys)}, {became}, {own} "
        f"FROM {values.rows} {joins} WHERE ({became}) IS NOT NULL AND ({own}) IS NOT NULL"
    )
