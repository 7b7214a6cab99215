"""伝える — showing refusals and results on the next page."""

from django.contrib import messages

from tsunagari.base.refusals import Refused


def tell(request, refused: Refused) -> None:
    """Show every reason of a refusal."""
    for reason in refused.reasons:
        messages.error(request, reason.words())


def put_on(form, refused: Refused) -> None:
    """Put every reason beside the field it belongs to."""
    for reason in refused.reasons:
        field = reason.field if reason.field in form.fields else None
        form.add_error(field, reason.words())
