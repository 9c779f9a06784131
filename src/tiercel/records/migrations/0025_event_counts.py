from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0023_quick_lists_again")]

    operations = [migrations.AddField("eventfile", "counts", models.JSONField(blank=True, null=True))]
