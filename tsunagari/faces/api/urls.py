"""連携 — the versioned interface for other systems, described by OpenAPI 3.1."""

from ninja import NinjaAPI

from tsunagari.faces.api.calc import router

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
    import logging

    logging.getLogger("tsunagari.api").exception("unexpected", exc_info=error)
    return api.create_response(
        request,
        {
            "type": "about:blank",
            "title": "処理できませんでした。/ Something went wrong.",
            "status": 500,
        },
        status=500,
    )
