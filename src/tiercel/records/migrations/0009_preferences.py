from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0008_operations'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='calendar',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='user',
            name='digits',
            field=models.TextField(blank=True, default=''),
        ),
    ]
