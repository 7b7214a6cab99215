"""つながり — who is bound to whom, by which act; and the counts that headlines are made of."""

from django.db import models

from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.ties.kinds import SYMMETRIC


class Tie(models.Model):
    """One pair bound by one act. Nothing is deleted: a correction annuls.

    `bridges` are the bits of rules.BRIDGES, stored when bound; `is_first` marks the one standing
    tie with which a pair became connected (headline kinds only).
    """

    kind = models.CharField(max_length=20)
    a = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    b = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    measure = models.CharField(max_length=3, blank=True, default="")
    because = models.ForeignKey(
        Record, on_delete=models.PROTECT, related_name="ties", db_index=False
    )
    bridges = models.PositiveSmallIntegerField(default=0)
    is_first = models.BooleanField(default=False)
    annulled_by = models.ForeignKey(
        Record, null=True, blank=True, on_delete=models.PROTECT, related_name="annulled_ties"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["because", "kind", "a", "b"], name="tied_once_by_an_act"
            ),
            models.CheckConstraint(
                condition=~models.Q(a=models.F("b")), name="nobody_is_tied_to_themselves"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=SYMMETRIC) | models.Q(a__lt=models.F("b")),
                name="symmetric_ties_keep_an_order",
            ),
        ]
        indexes = [
            models.Index(fields=["a", "id"], name="tie_of_a"),
            models.Index(fields=["b", "id"], name="tie_of_b"),
        ]

    def other(self, party: Party) -> Party:
        """The party at the other end."""
        return self.b if self.a_id == party.pk or self.a.same_as_id == party.pk else self.a


class Pair(models.Model):
    """Two parties that met: since when and how often. Duplicates count as one party."""

    pk = models.CompositePrimaryKey("a_id", "b_id")
    a = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    b = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_on = models.DateField()
    times = models.PositiveIntegerField()


class Bound(models.Model):
    """The counting row of one act and kind: a headline is a sum over these.

    `new` pairs met for the first time, `again` had met before; one column per bridge.
    """

    because = models.ForeignKey(
        Record, on_delete=models.PROTECT, related_name="bound", db_index=False
    )
    kind = models.CharField(max_length=20)
    on = models.DateField()
    measure = models.CharField(max_length=3, blank=True, default="")
    ties = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    again = models.PositiveIntegerField(default=0)
    country = models.PositiveIntegerField(default=0)
    generation = models.PositiveIntegerField(default=0)
    sector = models.PositiveIntegerField(default=0)
    town = models.PositiveIntegerField(default=0)
    tongue = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["because", "kind"], name="one_count_per_act_and_kind")
        ]
        indexes = [models.Index(fields=["kind", "on"], name="bound_by_kind_and_day")]
