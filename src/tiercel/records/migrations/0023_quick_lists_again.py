# Indexes by which lists are searched by job titles and by deals, and Data tells what came last.

from typing import Any

from django.db import migrations, models

TABLES = ("account", "contact", "deal")


def look(_apps: Any, editor: Any) -> None:
    """Tell the planner of what the indexes hold: it would else mistake them for the best ones for everything."""
    if editor.connection.vendor == "sqlite":
        editor.execute("PRAGMA analysis_limit = 1000")
    for table in TABLES:
        editor.execute(f"ANALYZE {table}")


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0022_phones_and_websites"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="contact",
            name="contacts_by_name",
        ),
        migrations.RemoveIndex(
            model_name="account",
            name="newest_of_owners",
        ),
        migrations.AddIndex(
            model_name="account",
            index=models.Index(fields=["owner", "archived_at", "received_at", "country", "id", "industry"], name="newest_of_owners"),
        ),
        migrations.AddIndex(
            model_name="account",
            index=models.Index(fields=["received_at"], name="accounts_by_coming"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["name", "id", "archived_at", "title"], name="contacts_by_name"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["received_at"], name="contacts_by_coming"),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(fields=["outcome", "archived_at", "account"], name="accounts_of_outcomes"),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(condition=models.Q(("archived_at__isnull", False)), fields=["archived_at"], name="deals_put_away"),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(fields=["received_at"], name="deals_by_coming"),
        ),
        migrations.RunPython(look, migrations.RunPython.noop),
    ]
