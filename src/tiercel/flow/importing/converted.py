"""A lead that has become a contact is one person under two ids: whichever we knew first, both mean that row."""

from __future__ import annotations

import duckdb

from tiercel.flow.importing.matching import learn_keys


def know_contacts_by_leads(duck: duckdb.DuckDBPyConnection) -> None:
    """Before contacts are matched: the contact that a lead has become is the person whom we knew as the lead."""
    _learn(duck, known="also", new="external_id")


def know_leads_by_contacts(duck: duckdb.DuckDBPyConnection) -> None:
    """After contacts are matched: what the source says of the lead later is the contact's."""
    _learn(duck, known="external_id", new="also")


def _learn(duck: duckdb.DuckDBPyConnection, known: str, new: str) -> None:
    learn_keys(
        duck,
        f"""
        SELECT a."table", a.id_source, a.{new}, min(k.row) FROM staged.also_known a
        JOIN known k ON k.kind = a."table" AND k.source = a.id_source AND k.external_id = a.{known}
        ANTI JOIN known n ON n.kind = a."table" AND n.source = a.id_source AND n.external_id = a.{new}
        GROUP BY ALL
        """,
    )
