# What visitors say of their company waits with them until it is known who they are.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0025_event_counts"),
    ]

    operations = [
        migrations.AddField(
            model_name="visitor",
            name="company",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
