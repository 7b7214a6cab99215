"""忘れる — of a person's application what it says of them goes; sums, outcomes and prints stay."""

from datetime import date

from django.db import transaction

from tsunagari.governance.fund.calls.models import Application, Attachment, Judgement, Sent
from tsunagari.kernel.papers.forgetting import drop
from tsunagari.kernel.texts import attaching

GONE = "—"
PERSONAL = (
    "name",
    "representative",
    "officers",
    "town",
    "phone",
    "email",
    "title",
    "summary",
    "need",
    "plan",
    "effect",
    "others_words",
)


@transaction.atomic
def forget(party, *, on: date) -> int:
    """申請の言葉と書類を消す — how many applications; who judged them is no longer named either."""
    Judgement.objects.filter(by=party.pk).update(by=None)
    rows = list(Application.objects.filter(applicant=party.pk))
    for application in rows:
        for field in PERSONAL:
            setattr(application, field, "")
        application.mailed_to = ""
        application.save(update_fields=[*PERSONAL, "mailed_to"])
        application.lines.update(words=GONE)
        attaching.detach(application, "decided", on=on)
        for judgement in application.judgements.all():
            attaching.detach(judgement, "words", on=on)
        _forget_sent(application)
        for file in application.files.exclude(paper=None):
            _drop(file)
    return len(rows)


def _forget_sent(application: Application) -> None:
    """The print of what was sent stays: it proves the rest, and says nothing itself."""
    for sent in application.sendings.all():
        said = {field: GONE for field in PERSONAL if sent.content.get(field)}
        lines = [[kind, GONE, yen] for kind, _said, yen in sent.content.get("lines", ())]
        files = [one | {"name": GONE} for one in sent.content.get("files", ())]
        content = sent.content | said | {"lines": lines, "files": files}
        Sent.objects.filter(pk=sent.pk).update(content=content)


def _drop(file: Attachment) -> None:
    paper, file.paper, file.gone = file.paper, None, True
    file.save(update_fields=["paper", "gone"])
    if paper:
        blob = paper.blob
        paper.delete()
        drop(blob)
