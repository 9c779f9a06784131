from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0002_audit_trail'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.BigIntegerField(default=0)),
                ('has_gaps', models.BooleanField(default=True)),
            ],
            options={
                'db_table': 'search_mark',
            },
        ),
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('row', models.BigIntegerField()),
                ('text', models.TextField()),
            ],
            options={
                'db_table': 'search_text',
                'indexes': [models.Index(fields=['kind', 'text', 'row'], name='texts_by_beginning', opclasses=['varchar_pattern_ops', 'text_pattern_ops', 'int8_ops'])],
                'constraints': [models.UniqueConstraint(fields=('kind', 'row'), name='one_text_of_a_row')],
            },
        ),
    ]
