# Accounts' own phones, and the web sites of the companies that contacts name: matching reads both.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0021_mail_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="phones",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="contact",
            name="websites",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
