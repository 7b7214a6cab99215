"""累計 — balances of a measure, an account and a fund come from whole years and months.

The triggers are put in place anew after every migrate: they keep the totals from here on, and
PostgreSQL's take journals that come posted after their lines.
"""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
INSERT INTO ledger_total (measure, account_id, span, fund_id, yen)
SELECT kind.measure, m.account_id, m.span, m.fund_id, SUM(m.yen)
FROM (SELECT account_id, fund_id, measure, substr(CAST(l."on" AS varchar), 1, size) AS span,
             SUM(yen) AS yen
      FROM ledger_line AS l JOIN ledger_journal AS j ON j.id = l.journal_id
      CROSS JOIN (SELECT 4 AS size UNION ALL SELECT 7) AS sizes
      WHERE j.posted GROUP BY 1, 2, 3, 4) AS m
JOIN (SELECT '*' AS measure UNION SELECT DISTINCT measure FROM ledger_line) AS kind
  ON kind.measure = '*' OR kind.measure = m.measure
GROUP BY 1, 2, 3, 4
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0005_many_are_posted_at_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Total",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure", models.CharField(max_length=3)),
                ("span", models.CharField(max_length=7)),
                ("yen", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.account",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.fund",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "account", "span", "fund"), name="one_total_of_a_span"
                    )
                ],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="balance", name="balance_of_measure"),
    ]
