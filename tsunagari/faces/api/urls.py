"""連携 — the versioned interface for other systems, described by OpenAPI 3.1."""

import logging

from ninja import NinjaAPI

from tsunagari.faces.api.calc import problem, router

api = NinjaAPI(
    title="Tsunagari",
    version="1.0.0",
    description="Rules of the federation as calculators. No account is needed; nothing is stored.",
    urls_namespace="api",
)
api.add_router("/calc", router)


@api.exception_handler(Exception)
def unexpected(request, error):
    """Problem details (RFC 9457) in Japanese and English; the cause is only logged."""
    logging.getLogger("tsunagari.api").exception("unexpected", exc_info=error)
    return problem(500)
