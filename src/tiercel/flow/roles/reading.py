"""What titles and deals say of contacts, by the base of terms and the layer that corrections taught."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
from django.conf import settings

from tiercel.records.models import Contact, ContactRole, DealContact
from tiercel.records.reading import read
from tiercel.resolve.titles.buying import SURE_OF_CRM
from tiercel.resolve.titles.classify import Called, Titles, kept

LAYER = "titles.npz"
VALUES = ("seniority", "department", "buying_role")
_MEASURED = tuple(name for value in VALUES for name in (value, f"{value}_confidence"))


def layer_path() -> Path:
    return Path(settings.WORKSPACE.workspace) / LAYER


def titles() -> Titles:
    """What titles are judged by in this workspace."""
    path = layer_path()
    return kept(path) if path.exists() else Titles()


def compare_roles(duck: duckdb.DuckDBPyConnection, only: Sequence[int] = ()) -> None:
    """Make `begins`, roles in the columns of ContactRole, and `ends(id)`: what reading all titles now would change.

    What a person said stays. Who has neither a title nor a part in a deal has no role.
    """
    where, params = "archived_at IS NULL", list[int]()
    if only:
        where += f" AND id IN ({', '.join(['%s'] * len(only))})"
        params = list(only)
    duck.register("contacts_then", read(Contact, ["id", "title"], where, params))
    duck.register("parts_then", read(DealContact, ["contact_id", "role", "made_at"], "ended_at IS NULL AND role <> ''"))
    columns = ["id", "contact_id", *VALUES, "title", "method"]
    duck.register("now_then", read(ContactRole, columns, "ended_at IS NULL"))
    wanted = duck.sql("""
        SELECT c.id, trim(c.title) AS title, coalesce(p.role, '') AS said
        FROM contacts_then c LEFT JOIN (
            SELECT contact_id, arg_max(role, made_at) AS role FROM parts_then GROUP BY 1
        ) p ON p.contact_id = c.id
        WHERE (trim(c.title) <> '' OR p.role IS NOT NULL)
            AND c.id NOT IN (SELECT contact_id FROM now_then WHERE method = 'person')
        ORDER BY c.id
    """).to_arrow_table()
    called = titles().classify(wanted["title"].to_pylist(), wanted["said"].to_pylist())
    duck.register("read_then", _as_table(wanted, called))
    duck.execute("""
        CREATE TABLE begins AS
        SELECT r.* FROM read_then r LEFT JOIN now_then n USING (contact_id)
        WHERE n.id IS NULL OR (r.seniority, r.department, r.buying_role, r.title, r.method)
            IS DISTINCT FROM (n.seniority, n.department, n.buying_role, n.title, n.method)
    """)
    among = "AND n.contact_id IN (SELECT id FROM contacts_then)" if only else ""
    duck.execute(f"""
        CREATE TABLE ends AS
        SELECT n.id FROM now_then n
        WHERE n.method <> 'person' {among} AND (
            n.contact_id IN (SELECT contact_id FROM begins) OR n.contact_id NOT IN (SELECT contact_id FROM read_then)
        )
    """)


def _as_table(wanted: pa.Table, called: Sequence[Called]) -> pa.Table:
    methods = [ContactRole.CRM if one.buying_role_confidence == SURE_OF_CRM else ContactRole.TITLE for one in called]
    measured = {
        name: pa.array([getattr(one, name) for one in called], pa.float64() if name.endswith("nce") else pa.string())
        for name in _MEASURED
    }
    because = pa.array([list(one.because) for one in called], pa.list_(pa.string()))
    rest = {"title": wanted["title"], "method": pa.array(methods, pa.string()), "because": because}
    return pa.table({"contact_id": wanted["id"], **measured, **rest})
