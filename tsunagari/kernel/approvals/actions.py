"""承認する — one person says yes or no; the subject has locked the row and knows its facts."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.approvals import queries, rules
from tsunagari.kernel.approvals.models import Approval
from tsunagari.kernel.records import actions as records


@transaction.atomic
def say(
    about,
    digest: str,
    *,
    seen: str,
    prepared_by: Iterable,
    by,
    on: date,
    at: datetime,
    no: bool = False,
    words: str = "",
    barred: Iterable[Reason] = (),
) -> rules.Said:
    """承認する・認めない — what has been said of these facts since, this word included.

    `seen` is the digest that was on the screen, `prepared_by` the parties who may not approve,
    `barred` what else of the subject stands against this person.
    """
    said = queries.said(about, digest)
    refuse_if(
        rules.why_not_say(
            who=queries.person_of(by),
            prepared_by=frozenset(queries.person_of(one) for one in prepared_by),
            said=said,
            seen=seen,
            digest=digest,
            words=words,
            no=no,
        )
        + list(barred)
    )
    answer = Approval.Answer.NO if no else Approval.Answer.YES
    Approval.objects.create(
        about_kind=about._meta.label_lower,
        about_key=str(about.pk),
        digest=digest,
        by_id=queries.person_of(by),
        on_behalf=getattr(by, "on_behalf", None),
        said=answer,
        words=words.strip(),
        at=at,
    )
    records.add(
        by=by,
        did="approval.no" if no else "approval.yes",
        about=about,
        on=on,
        at=at,
        digest=digest,
        private={"words": words.strip()} if words.strip() else None,
    )
    return queries.said(about, digest)
