"""紙の端 — what stands on the edge of every printed paper."""

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from tsunagari.base.readings import plain
from tsunagari.programmes.exchange.class_exchange.documents.parts import Printed


def printed(request, record: str) -> Printed:
    """Printed now, by this federation; invented data is marked."""
    federation = request.federation or {}
    return Printed(
        at=timezone.now().astimezone(ZoneInfo(request.viewer.zone)),
        record=record,
        body=federation.get("name", ""),
        sample=bool(federation.get("sample")),
    )


def pdf(data: bytes, name: str) -> HttpResponse:
    """A PDF that opens in the browser and is saved under `name`."""
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{plain(name)}.pdf")
    return response
