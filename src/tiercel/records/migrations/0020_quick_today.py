# Indexes by which Today and lists count, without a look at each account, contact, deal and link.

from typing import Any

from django.db import migrations, models

TABLES = ("account", "contact", "contact_account", "deal")


def look(_apps: Any, editor: Any) -> None:
    """Tell the planner of what the indexes hold: it would else mistake them for the best ones for everything."""
    if editor.connection.vendor == "sqlite":
        editor.execute("PRAGMA analysis_limit = 1000")
    for table in TABLES:
        editor.execute(f"ANALYZE {table}")


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0019_quick_sight"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='account',
            name='accounts_of_owners',
        ),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['owner', 'archived_at', 'received_at', 'country', 'id'], name='newest_of_owners'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('archived_at__isnull', False)), fields=['archived_at'], name='contacts_archived'),
        ),
        migrations.AddIndex(
            model_name='contactaccount',
            index=models.Index(fields=['contact', 'ended_at'], name='accounts_of_contacts'),
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['outcome', 'archived_at', 'closed_on', 'created_on', 'id'], name='deals_by_outcome'),
        ),
        migrations.RunPython(look, migrations.RunPython.noop),
    ]
