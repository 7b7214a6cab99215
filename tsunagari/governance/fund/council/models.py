"""基金評議会 — members by term, dated articles, meetings, items, ballots, decisions, minutes.

Who voted is known, what is not: a slip bears no voter and no time, and the box is mixed anew with
every slip that falls into it, so that not even the order of the rows says whose it is.
"""

import secrets

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.meetings.models import Meeting as Gathering
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.reviews.models import Entry
from tsunagari.kernel.roles.models import Role


def new_key() -> str:
    """What a slip is called: random, so that sorting by it is mixing."""
    return secrets.token_hex(16)


class Council(models.Model):
    """評議会 — an organisation of kind council that decides on the fund."""

    class Kind(models.TextChoices):
        FUND = "fund", _("基金評議会")

    body = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.PROTECT, related_name="council"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FUND)


class Articles(models.Model):
    """規程 — how this council decides, from a day on; a change is a new row, the old one stays."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="articles")
    from_day = models.DateField()
    # Ratios are written as fractions: 2/3.
    quorum_ratio = models.CharField(max_length=12, default="1/2")
    threshold = models.CharField(max_length=12, default="1/2")
    special_threshold = models.CharField(max_length=12, default="2/3")
    count_recused = models.BooleanField(default=False)
    fewest = models.PositiveSmallIntegerField(default=3)
    casting_vote = models.BooleanField(default=False)
    written = models.BooleanField(default=False)
    board_decides = models.BooleanField(default=True)
    # Kinds of items on which the ballot is secret.
    secret_kinds = models.JSONField(default=list, blank=True)
    signers = models.PositiveSmallIntegerField(default=2)
    notice_days = models.PositiveSmallIntegerField(default=7)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "from_day"], name="one_set_of_articles_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(fewest__gt=0, signers__gt=0), name="somebody_decides_and_signs"
            ),
        ]


class Term(models.Model):
    """任期 — one member's seat: from which of the eight circles, appointed by whom, until when."""

    class Seat(models.TextChoices):
        MEMBER = "fund_member", _("委員")
        CHAIR = "fund_chair", _("議長")

    class Category(models.TextChoices):
        INDUSTRY = "industry", _("産（企業・商工）")
        GOVERNMENT = "government", _("官（国・自治体）")
        ACADEMIA = "academia", _("学（大学・研究）")
        FINANCE = "finance", _("金（金融）")
        LABOUR = "labour", _("労（労働団体）")
        MEDIA = "media", _("言（報道・メディア）")
        LICENSED = "licensed", _("士（士業）")
        RESIDENT = "resident", _("住民・そのほか")

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="terms")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(max_length=12, choices=Seat.choices, default=Seat.MEMBER)
    category = models.CharField(max_length=12, choices=Category.choices)
    appointer = models.CharField(max_length=120)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    role = models.OneToOneField(Role, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "party", "from_day"], name="one_term_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
                name="term_ends_after_it_begins",
            ),
        ]


class Meeting(models.Model):
    """会議 — called, held in a room, by video or by phone, or in writing; its minutes and their state."""

    class State(models.TextChoices):
        CALLED = "called", _("招集ずみ")
        QUORUM = "quorum_confirmed", _("定足数を確認ずみ")
        SESSION = "in_session", _("開会中")
        CLOSED = "closed", _("閉会")
        DRAFT = "minutes_draft", _("議事録の案")
        SIGNED = "minutes_signed", _("議事録に署名ずみ")
        PUBLISHED = "published", _("公表ずみ")
        CANCELLED = "cancelled", _("中止")

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="meetings")
    articles = models.ForeignKey(Articles, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    gathering = models.OneToOneField(Gathering, on_delete=models.PROTECT, related_name="+")
    written = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True, default="")
    link = models.URLField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=16, choices=State.choices, default=State.CALLED)
    called_on = models.DateField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True, default="")
    published_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="meetings_are_numbered")
        ]
        indexes = [models.Index(fields=["council", "state", "id"], name="council_meeting_state")]


class Attendance(models.Model):
    """出席 — somebody came or left, at what time, in the room, by video or by phone; added only."""

    class Channel(models.TextChoices):
        ROOM = "room", _("会場")
        VIDEO = "video", _("ビデオ")
        PHONE = "phone", _("電話")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    here = models.BooleanField()
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.ROOM)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["meeting", "party", "at"], name="attendance_of_meeting")]


class Item(models.Model):
    """議題 — about an application, or something else; the motion is what a yes means."""

    class Kind(models.TextChoices):
        APPLICATION = "application", _("助成の申請")
        RULES = "rules", _("規程の変更")
        APPOINTMENT = "appointment", _("委員・議長の選任")
        REPORT = "report", _("報告（採決しない）")
        OTHER = "other", _("そのほか")

    class State(models.TextChoices):
        WAITING = "waiting", _("これから")
        OPEN = "open", _("審議中")
        DONE = "done", _("決定")
        REFERRED = "referred", _("理事会・第三者管理協議会へ")
        PUT_OFF = "put_off", _("見送り")

    class Motion(models.TextChoices):
        FULL = "full", _("申請どおり助成する")
        REDUCED = "reduced", _("減らして助成する")
        NO = "no", _("助成しない")
        YES = "yes", _("原案のとおり決める")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True, default="")
    entry = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    special = models.BooleanField(default=False)
    secret = models.BooleanField(default=False)
    motion = models.CharField(max_length=8, choices=Motion.choices, default=Motion.YES)
    yen = models.PositiveBigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # How it was counted when it was decided: members, recused, present, base, needed, rule.
    counted = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="items_are_numbered"),
            models.CheckConstraint(
                condition=~Q(motion__in=("full", "reduced")) | Q(yen__gt=0),
                name="money_has_its_amount",
            ),
        ]

    @property
    def ballot(self) -> "Ballot | None":
        """採決 — the one that counts; annulled ones stay beside it."""
        found = (one for one in self.ballots.all() if one.state != Ballot.State.ANNULLED)
        return next(found, None)


class Recusal(models.Model):
    """忌避 — who was out of an item, and of which kind the interest is; nothing more of it."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="recusals")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "party"], name="recused_once_from_an_item")
        ]


class Ballot(models.Model):
    """採決 — opened on an item, closed, tallied from what was stored, confirmed; secret or by name."""

    class State(models.TextChoices):
        OPEN = "open", _("投票中")
        CLOSED = "closed", _("締め切った")
        TALLIED = "tallied", _("数えた")
        CONFIRMED = "confirmed", _("確定")
        ANNULLED = "annulled", _("無効")

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="ballots")
    secret = models.BooleanField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    yes = models.PositiveSmallIntegerField(null=True, blank=True)
    no = models.PositiveSmallIntegerField(null=True, blank=True)
    abstain = models.PositiveSmallIntegerField(null=True, blank=True)
    # The chair's word in a tie, where the articles know one.
    casting = models.CharField(max_length=8, blank=True, default="")
    outcome = models.CharField(max_length=12, blank=True, default="")
    # The last hash of the stored ballots: whoever has it can tell that none was changed.
    head = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=~Q(state="annulled"),
                name="one_ballot_of_an_item_counts",
            )
        ]


class Voter(models.Model):
    """投票する人 — who may vote in a ballot, and that they did; neither what nor when."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="voters")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    voted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "party"], name="a_voter_once")]


class Choice(models.TextChoices):
    """What can be voted."""

    YES = "yes", _("賛成")
    NO = "no", _("反対")
    ABSTAIN = "abstain", _("棄権")


class Slip(models.Model):
    """票 — in the box while a secret ballot is open; no voter, no time, in no order."""

    key = models.CharField(max_length=32, primary_key=True, default=new_key)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="slips")
    choice = models.CharField(max_length=8, choices=Choice.choices)


class Vote(models.Model):
    """保存した票 — one link of the chain; of a secret ballot without its voter."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="votes")
    seq = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=32)
    choice = models.CharField(max_length=8, choices=Choice.choices)
    secret = models.BooleanField()
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "seq"], name="votes_follow_each_other"),
            models.UniqueConstraint(
                fields=["ballot", "party"], condition=Q(secret=False), name="one_vote_by_name"
            ),
            models.CheckConstraint(
                condition=Q(secret=True, party=None) | Q(secret=False, party__isnull=False),
                name="a_secret_vote_has_no_voter",
            ),
        ]


class Decision(models.Model):
    """決定 — what the council recommends on an item, with its reasons; never changed afterwards."""

    class Outcome(models.TextChoices):
        FULL = "full", _("申請どおり助成")
        REDUCED = "reduced", _("減額して助成")
        NO = "no", _("助成しない")
        DEFER = "defer", _("保留")
        REFER = "refer", _("理事会・第三者管理協議会へ送る")
        YES = "yes", _("原案のとおり")

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="decision")
    entry = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    ballot = models.OneToOneField(Ballot, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    yen = models.PositiveBigIntegerField(null=True, blank=True)
    reasons = models.TextField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=("full", "reduced"), yen__gt=0)
                | (~Q(outcome__in=("full", "reduced")) & Q(yen=None)),
                name="an_award_has_its_amount_and_nothing_else_has",
            )
        ]


class BoardDecision(models.Model):
    """理事会の決定 — the board decides on what the council recommends; the office writes it down."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="board")
    outcome = models.CharField(max_length=8, choices=Decision.Outcome.choices)
    yen = models.PositiveBigIntegerField(null=True, blank=True)
    reasons = models.TextField()
    decided_on = models.DateField()
    written_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=("full", "reduced"), yen__gt=0)
                | (~Q(outcome__in=("full", "reduced")) & Q(yen=None)),
                name="the_boards_award_has_its_amount",
            )
        ]


class Minutes(models.Model):
    """議事録の版 — facts from the data and words that people wrote; a change is a new version."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    written_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="versions_are_numbered")
        ]


class Signer(models.Model):
    """署名する人 — chosen among those who were there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="signers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "party"], name="signs_once")]


class Signature(models.Model):
    """署名 — of one digest, by one person, once."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "party"], name="one_signature_of_a_version")
        ]
