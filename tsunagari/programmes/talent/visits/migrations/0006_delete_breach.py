from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("visits", "0005_breaches_become_reports")]

    operations = [migrations.DeleteModel(name="Breach")]
