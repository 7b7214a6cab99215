"""The short sound of every name that is stored already."""

from django.db import migrations

from tsunagari.programmes.talent.orders.rules.candidates import short


def hear(apps, schema_editor):
    rows = apps.get_model("orders", "Candidate").objects.exclude(spelt="").only("spelt", "short")
    heard = []
    for one in rows.iterator(chunk_size=2_000):
        one.short = short(one.spelt)
        heard.append(one)
    rows.model.objects.bulk_update(heard, ["short"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_names_have_a_short_sound")]

    operations = [migrations.RunPython(hear, migrations.RunPython.noop)]
