"""鍵を替える — a new key for sealed numbers; everything is sealed anew, the old key goes."""

from django.conf import settings
from django.core.management.base import BaseCommand

from tsunagari.base import sealing
from tsunagari.base.languages import gettext as _
from tsunagari.kernel.parties import numbers
from tsunagari.kernel.roles import identifiers


class Command(BaseCommand):
    help = "番号の鍵を替える / a new key for sealed numbers, everything sealed anew"
    requires_system_checks = []

    def handle(self, **options):
        numbers.ring()  # makes the file when there is none
        if not settings.SEALING_KEYS:
            sealing.add_key(settings.SEALING_FILE)
        done = identifiers.reseal()
        self.stdout.write(
            _("%(count)s件の番号を、新しい鍵で封をしなおしました。") % {"count": done}
        )
        texts = sum(subject.reseal() for subject in numbers.ALSO_SEALED)
        if texts:
            said = _("%(count)s件のことばを、新しい鍵で封をしなおしました。")
            self.stdout.write(said % {"count": texts})
        if settings.SEALING_KEYS:
            said = _("古い鍵は、TSUNAGARI_KEYS から消せます。消すまえに控えをとってください。")
            self.stdout.write(said)
            return
        gone = sealing.retire(settings.SEALING_FILE, numbers.key_ids())
        self.stdout.write(_("古い鍵を%(count)sつ消しました。") % {"count": gone})
        self.stdout.write(_("前にとった控えは、前の鍵で開きます。"))
