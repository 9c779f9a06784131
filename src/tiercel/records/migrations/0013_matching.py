# Where contacts work is found by rules: what each match rests on, what waits for a person, what people decided.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0012_write_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='company',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='contactaccount',
            name='confidence',
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name='contactaccount',
            name='evidence',
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name='MatchDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.account')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='records.contact')),
                ('origin', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.origin')),
                ('replaced', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.contactaccount')),
            ],
            options={
                'db_table': 'match_decision',
            },
        ),
        migrations.CreateModel(
            name='AccountAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('kind', models.TextField(default='domain')),
                ('value', models.TextField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taught', to='records.account')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('origin', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.origin')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taught', to='records.matchdecision')),
            ],
            options={
                'db_table': 'account_alias',
            },
        ),
        migrations.CreateModel(
            name='MatchRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('version', models.IntegerField()),
                ('found', models.JSONField(default=dict)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.job')),
            ],
            options={
                'db_table': 'match_run',
            },
        ),
        migrations.AddField(
            model_name='contactaccount',
            name='run',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links', to='records.matchrun'),
        ),
        migrations.CreateModel(
            name='MatchSuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.IntegerField()),
                ('method', models.TextField()),
                ('confidence', models.FloatField()),
                ('evidence', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.account')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='records.contact')),
            ],
            options={
                'db_table': 'match_suggestion',
            },
        ),
        migrations.AddConstraint(
            model_name='matchdecision',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('contact',), name='one_decision_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='accountalias',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('kind', 'value'), name='one_account_of_an_alias'),
        ),
        migrations.AddIndex(
            model_name='matchsuggestion',
            index=models.Index(fields=['rank', '-confidence', 'contact'], name='suggestions_in_order'),
        ),
        migrations.AddConstraint(
            model_name='matchsuggestion',
            constraint=models.UniqueConstraint(fields=('contact', 'rank'), name='one_suggestion_of_a_rank'),
        ),
    ]
