"""忘れる — scans and prepared papers of a person go when the years of keeping are over."""

from datetime import date

from django.db import transaction

from tsunagari.kernel.papers.forgetting import kept_by_law
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.texts import attaching as texts
from tsunagari.programmes.talent.documents.models import Issued, Submission, Typed
from tsunagari.programmes.talent.law.rules.counting import months_after
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.rules import ways


@transaction.atomic
def forget(party, *, on: date, by=None) -> int:
    """書類をはなす — what no law keeps any more; the kernel then deletes the files."""
    gone = 0
    for case in Case.objects.filter(person=party.pk).exclude(closed_on=None):
        for row in [*_of(Submission, case), *_of(Issued, case)]:
            gone += let_go(row, _kept(row, case), on=on)
    Typed.objects.filter(case__person=party.pk).exclude(case__closed_on=None).delete()
    Submission.objects.filter(sent_by=party.pk).update(sent_by=None)
    Submission.objects.filter(decided_by=party.pk).update(decided_by=None)
    Issued.objects.filter(issued_by=party.pk).update(issued_by=None)
    return gone


def _of(model, case: Case):
    rows = model.objects.select_for_update(of=("self",)).filter(case=case).exclude(paper=None)
    return rows.select_related("paper")


def _kept(row, case: Case) -> date:
    """The last day on which a law keeps a paper of a closed case."""
    way = ways.of(case.system)
    document = way.document(getattr(row, "document", "")) if way else None
    return months_after(case.closed_on, 12 * (document.years if document else 1))


def let_go(row, keep: date, *, on: date) -> bool:
    """True when the file may go; otherwise its last day of keeping is written down."""
    paper = row.paper
    if paper.keep_until is None or paper.keep_until < keep:
        Paper.objects.filter(pk=paper.pk).update(keep_until=keep)
        paper.keep_until = keep
    if kept_by_law(paper, on):
        return False
    row.paper = None
    fields = ["paper"]
    if isinstance(row, Submission):
        texts.detach(row, "said", on=on)
        row.said = ""
        fields.append("said")
    row.save(update_fields=fields)
    return True
