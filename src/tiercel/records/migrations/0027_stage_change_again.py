# On PostgreSQL, a proposal of targets or a change of owners took away the table of stage changes until now. Where that
# has happened it is made again, empty; the next import of the CRM's history fills it.

from typing import Any

from django.db import migrations


def make_again(apps: Any, editor: Any) -> None:
    model = apps.get_model("records", "StageChange")
    if model._meta.db_table not in editor.connection.introspection.table_names():
        editor.create_model(model)


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0026_company_of_visitors"),
    ]

    operations = [
        migrations.RunPython(make_again, migrations.RunPython.noop),
    ]
