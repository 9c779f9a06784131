from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0004_api'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.TextField()),
                ('generation', models.BigIntegerField(default=0)),
            ],
            options={
                'db_table': 'search_mark',
            },
        ),
    ]
