# A move between stages that was put away with its import may come again with the next one.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0027_stage_change_again"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="stagechange", name="one_move_once"),
        migrations.AddConstraint(
            model_name="stagechange",
            constraint=models.UniqueConstraint(
                condition=models.Q(archived_at__isnull=True),
                fields=("deal", "changed_at", "stage"),
                name="one_move_once",
            ),
        ),
    ]
