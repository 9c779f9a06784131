# Visitors of our pages, what they are known by, and the files of their events.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0010_quick_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name='HashKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField(unique=True)),
                ('secret', models.TextField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'hash_key',
            },
        ),
        migrations.CreateModel(
            name='TakenSegment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField(unique=True)),
                ('taken_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'taken_segment',
            },
        ),
        migrations.CreateModel(
            name='Visitor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.TextField(blank=True, default='')),
                ('made_at', models.DateTimeField()),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'db_table': 'visitor',
            },
        ),
        migrations.CreateModel(
            name='EventFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.TextField(unique=True)),
                ('day', models.DateField()),
                ('rows', models.BigIntegerField()),
                ('happened_from', models.DateTimeField()),
                ('happened_until', models.DateTimeField()),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'db_table': 'event_file',
                'indexes': [models.Index(fields=['day'], name='event_files_by_day')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.TextField()),
                ('similarity', models.FloatField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisation_links', to='records.account')),
                ('origin', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.origin')),
            ],
            options={
                'db_table': 'organisation_account',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('organisation',), name='one_account_of_an_organisation')],
            },
        ),
        migrations.CreateModel(
            name='VisitorContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('method', models.TextField()),
                ('since', models.DateTimeField()),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visitor_links', to='records.contact')),
                ('origin', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.origin')),
                ('visitor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_links', to='records.visitor')),
            ],
            options={
                'db_table': 'visitor_contact',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('visitor',), name='one_contact_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='VisitorIdentifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('kind', models.TextField()),
                ('digest', models.CharField(max_length=32)),
                ('since', models.DateTimeField()),
                ('origin', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.origin')),
                ('visitor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identifiers', to='records.visitor')),
            ],
            options={
                'db_table': 'visitor_identifier',
                'indexes': [models.Index(fields=['digest', 'since'], name='identifiers_by_digest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('digest', 'visitor'), name='one_identifier_of_a_kind')],
            },
        ),
    ]
