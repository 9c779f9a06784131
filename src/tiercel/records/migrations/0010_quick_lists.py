# Indexes that answer without a look at the rows.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0009_preferences'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='account',
            name='accounts_by_industry',
        ),
        migrations.RemoveIndex(
            model_name='account',
            name='accounts_by_country',
        ),
        migrations.RemoveIndex(
            model_name='account',
            name='accounts_by_employees',
        ),
        migrations.RemoveIndex(
            model_name='account',
            name='accounts_by_revenue',
        ),
        migrations.RemoveIndex(
            model_name='contact',
            name='contacts_by_name',
        ),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['name_key', 'id', 'archived_at'], name='accounts_by_name'),
        ),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['industry', 'id', 'archived_at'], name='accounts_by_industry'),
        ),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['country', 'id', 'archived_at'], name='accounts_by_country'),
        ),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['employees', 'id', 'archived_at'], name='accounts_by_employees'),
        ),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['revenue_minor', 'id', 'archived_at', 'revenue_currency'], name='accounts_by_revenue'),
        ),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(condition=models.Q(('archived_at__isnull', False)), fields=['archived_at'], name='accounts_put_away'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['name', 'id', 'archived_at'], name='contacts_by_name'),
        ),
        migrations.AddIndex(
            model_name='deal',
            index=models.Index(fields=['account', 'outcome', 'archived_at'], name='deals_of_accounts'),
        ),
    ]
