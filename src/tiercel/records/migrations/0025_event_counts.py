from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0022_phones_and_websites")]

    operations = [migrations.AddField("eventfile", "counts", models.JSONField(blank=True, null=True))]
