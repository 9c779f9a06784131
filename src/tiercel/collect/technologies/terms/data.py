"""Databases, warehouses and what moves and shows data."""

from tiercel.collect.technologies.fingerprint import Term

CATEGORY = "Data"

KNOWN = (
    Term("PostgreSQL", spellings=("Postgres",)),
    Term("MySQL"),
    Term("MongoDB"),
    Term("Redis"),
    Term("Elasticsearch"),
    Term("DynamoDB"),
    Term("Cassandra", exact=True),
    Term("SQLite"),
    Term("Snowflake", exact=True),
    Term("BigQuery", spellings=("Google BigQuery",)),
    Term("Amazon Redshift", spellings=("Redshift",), exact=True),
    Term("Databricks"),
    Term("Apache Spark", spellings=("Spark", "PySpark"), exact=True),
    Term("Apache Kafka", spellings=("Kafka",), exact=True),
    Term("Airflow", spellings=("Apache Airflow",)),
    Term("dbt", beside=("snowflake", "bigquery", "redshift", "analytics", "warehouse", "data")),
    Term("Hadoop"),
    Term("Tableau", exact=True),
    Term("Looker", exact=True),
    Term("Power BI"),
    Term("ClickHouse"),
    Term("Fivetran"),
    Term("RabbitMQ"),
    Term("Pandas", beside=("python",)),
    Term("Oracle Database"),
    Term("SQL Server", spellings=("MSSQL", "MS SQL")),
    Term("Neo4j"),
    Term("Metabase"),
    Term("Supabase"),
    Term("Firebase"),
)  # fmt: skip
