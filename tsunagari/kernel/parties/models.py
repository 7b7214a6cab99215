"""主体 — everybody who can be bound, owe, pay, be told or be shown."""

import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from tsunagari.base.asked import AskedRows
from tsunagari.base.languages import SOURCE, active, html_lang
from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.names import NameField

# No 0/O, 1/I/L: a code is read aloud and typed from paper.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_code() -> str:
    """Ten random characters for addresses: 31¹⁰ ≈ 8·10¹⁴ possibilities."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class Federation(models.Model):
    """連合会 — the one federation of this installation; sample and real never share a database."""

    name = models.CharField(max_length=200)
    sample = models.BooleanField(default=False)
    started_on = models.DateField()
    party = models.OneToOneField("Party", on_delete=models.PROTECT, related_name="+")
    # Whom somebody calls whose card opens nothing: number, weekdays from when until when, languages.
    phone = models.CharField(max_length=30, blank=True, default="")
    phone_from = models.TimeField(null=True, blank=True)
    phone_until = models.TimeField(null=True, blank=True)
    phone_languages = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="only_one_federation"),
        ]


class Party(models.Model):
    """A person or an organisation."""

    class Kind(models.TextChoices):
        PERSON = "person", _("人")
        ORGANISATION = "organisation", _("団体")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    code = models.CharField(max_length=10, unique=True, default=new_code)
    name = NameField(max_length=200)
    name_kana = NameField(max_length=200, blank=True, default="")
    name_latin = NameField(max_length=200, blank=True, default="")
    # What lists are sorted by (base.names.order_key); "" keeps out of every list: minors, tombstones.
    sort_as = NameField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=10, default="ja")
    zone = models.CharField(max_length=40, default="Asia/Tokyo")
    same_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates"
    )
    forgotten_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["kind", "sort_as", "id"], name="party_in_order")]

    def __str__(self):
        return self.code

    @property
    def is_person(self) -> bool:
        return self.kind == self.Kind.PERSON


class Person(models.Model):
    """人 — of a pupil only `called` (a display name) is kept."""

    party = models.OneToOneField(
        Party, primary_key=True, on_delete=models.PROTECT, related_name="person"
    )
    family = NameField(max_length=80, blank=True, default="")
    given = NameField(max_length=80, blank=True, default="")
    family_kana = NameField(max_length=80, blank=True, default="")
    given_kana = NameField(max_length=80, blank=True, default="")
    family_latin = NameField(max_length=80, blank=True, default="")
    given_latin = NameField(max_length=80, blank=True, default="")
    called = NameField(max_length=80, blank=True, default="")
    minor = models.BooleanField(default=False)
    nationality = models.CharField(max_length=3, blank=True, default="")
    languages = models.JSONField(default=list, blank=True)
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=30, blank=True, default="")

    def __str__(self):
        return self.party.code


class Organisation(models.Model):
    """団体 — its name is public."""

    party = models.OneToOneField(
        Party, primary_key=True, on_delete=models.PROTECT, related_name="organisation"
    )
    kinds = models.JSONField(default=list, blank=True)
    sectors = models.JSONField(default=list, blank=True)
    municipality = models.CharField(max_length=80, blank=True, default="")
    country = models.CharField(max_length=3, default="JPN")
    within = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    email = models.EmailField(blank=True, default="")

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        """The organisation's name; in Latin letters, where it has them, for who reads no Japanese."""
        latin = "" if html_lang(active()) == SOURCE else self.party.name_latin.reveal()
        return latin or self.party.name.reveal()


class Logins(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def get(self, *args, **facts):
        """As ever; by key alone, as every page of somebody signed in asks, by one written text."""
        if args or set(facts) != {"pk"}:
            return super().get(*args, **facts)
        for found in _login(pk=int(facts["pk"])):
            return found
        raise self.model.DoesNotExist


@AskedRows
def _login(*, pk: int):
    return Login.objects.filter(pk=pk)


class Login(AbstractBaseUser):
    """サインイン — the framework's user: an e-mail, a password, a person."""

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="login")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    keys_on = models.BooleanField(default=True)
    objects = Logins()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self):
        return self.person.party.code


class AccessCard(models.Model):
    """カード — a QR card or letter that opens one person's own page; only its hash is kept."""

    class Purpose(models.TextChoices):
        PUPIL = "pupil", _("生徒のカード")
        GUARDIAN = "guardian", _("保護者の手紙")
        WORKER = "worker", _("はたらく人のカード")
        DONOR = "donor", _("寄附した人のカード")
        # Opens no page: the secret address of a calendar that says only when, not what.
        CALENDAR = "calendar", _("カレンダーの住所")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cards")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    secret_hash = models.CharField(max_length=64, unique=True)
    # What only its owner knows; "" until they have chosen it, and on cards that need none.
    pin_hash = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField()
    valid_from = models.DateField()
    valid_until = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose"], name="card_of_person")]


class Guess(models.Model):
    """当てずっぽう — wrong numbers on a card, on a device or from a line; gone after a quiet day."""

    key = models.CharField(max_length=80, primary_key=True)
    wrong = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    last_at = models.DateTimeField()
    waits_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="guess_by_time")]

    def __str__(self):
        return self.key.partition(":")[0]


class Press(models.Model):
    """押下 — the key that a form carries, so that pressing twice acts once."""

    key = models.CharField(max_length=64, primary_key=True)
    by = models.CharField(max_length=40, blank=True, default="")
    form = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    answer = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["received_at"], name="press_by_time")]


class Identifier(models.Model):
    """番号 — the number of a card or a passport, sealed; only its last two characters stand open."""

    class Kind(models.TextChoices):
        RESIDENCE_CARD = "residence_card", _("在留カード")
        PASSPORT = "passport", _("旅券（パスポート）")
        PENSION = "pension", _("基礎年金番号")
        EMPLOYMENT_INSURANCE = "employment_insurance", _("雇用保険の被保険者番号")

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    # `parties.numbers` seals and opens; the mark finds an equal number and says nothing else.
    sealed = models.TextField()
    mark = models.CharField(max_length=64)
    last_two = models.CharField(max_length=2)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "kind"],
                condition=models.Q(ended_on=None),
                name="one_standing_number_of_a_kind",
            )
        ]
        indexes = [models.Index(fields=["kind", "mark"], name="identifier_found")]

    def __str__(self):
        return f"••••{self.last_two}"
