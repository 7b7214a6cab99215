"""務め — a batch of letters is printed and posted within days, an urgent one on the same day."""

from datetime import date, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.rulebook import DutyRule
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.notices.models import LetterBatch
from tsunagari.kernel.notices.numbers import figure
from tsunagari.kernel.parties.queries import federation

RULE = "notices.post_letters"
RULES = (
    DutyRule(
        code=RULE,
        title=_("お知らせの手紙を印刷して、投函してください"),
        why=_("%(opened_on)s から、手紙で受け取る人へのお知らせが待っています。"),
        verb=_("手紙の束を見る"),
        steps=(_("束の PDF を作って印刷する"), _("封筒に入れて投函し、「投函した」を押す")),
        icon="mail",
        source=_("連合会の運用（法令に日数はない）"),
        version="2026-11",
        desk=("desk:letter_batch", "about"),
    ),
)


def follow(batch: LetterBatch, *, on: date, by=None) -> None:
    """The office's duty of this batch."""
    office = federation().party_id
    wait = 0 if batch.urgent else figure("letter_days", batch.opened_on)
    wanted = Wanted(
        rule=RULE,
        occurrence="1",
        holder=office,
        doer=office,
        opens_on=batch.opened_on,
        due=batch.opened_on + timedelta(days=wait),
        facts={"opened_on": batch.opened_on.isoformat()},
        met=batch.posted_on,
    )
    duties.reconcile(batch, [wanted], on=on, by=by)


def drop(batch: LetterBatch, *, on: date) -> None:
    """Nothing is left to post."""
    duties.reconcile(batch, [], on=on)
