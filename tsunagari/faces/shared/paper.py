"""紙の端 — what stands on the edge of every printed paper, and how a file goes to the browser."""

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from tsunagari.base import docx
from tsunagari.base.readings import plain
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.models import Blob
from tsunagari.programmes.exchange.class_exchange.documents.parts import Printed

TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "docx": docx.TYPE,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What no folder of any system takes in a name.
FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|', "・"))


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
    return file(data, name, "pdf")


def file(data: bytes, name: str, form: str) -> HttpResponse:
    """A file saved under a readable name; a PDF opens in the browser, the others are kept."""
    response = HttpResponse(data, content_type=TYPES[form])
    safe = " ".join(plain(name).translate(FORBIDDEN).split())
    response["Content-Disposition"] = content_disposition_header(form != "pdf", f"{safe}.{form}")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def kept(blob: Blob) -> HttpResponse:
    """A file that somebody gave us, as it is; no copy of it stays in the browser."""
    response = HttpResponse(papers.read(blob), content_type=blob.type)
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
