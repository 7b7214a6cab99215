from django.db import migrations

from tsunagari.kernel.parties import search


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_initial")]

    operations = [migrations.RunPython(search.create, search.drop)]
