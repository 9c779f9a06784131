# Indexes that say whose accounts, contacts and deals are, and by which deals are sorted.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0018_connectors"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='deal',
            name='deals_of_accounts',
        ),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['owner', 'archived_at', 'id'], name='accounts_of_owners'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['id', 'archived_at'], name='contacts_put_away'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['owner', 'archived_at', 'id'], name='contacts_of_owners'),
        ),
        migrations.AddIndex(
            model_name='contactaccount',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['account', 'contact'], name='contacts_of_accounts'),
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['account', 'outcome', 'archived_at', 'id'], name='deals_of_accounts'),
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['owner', 'outcome', 'archived_at', 'id'], name='deals_of_owners'),
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['name', 'id', 'archived_at'], name='deals_by_name'),
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['closed_on', 'id', 'archived_at'], name='deals_by_closing'),
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['stage', 'id', 'archived_at'], name='deals_by_stage'),
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['amount_minor', 'id', 'archived_at'], name='deals_by_amount'),
        ),
    ]
