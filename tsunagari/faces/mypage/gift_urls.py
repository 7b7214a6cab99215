"""わたしの寄附 — addresses of a donor's own pages; `urls.py` puts them behind the gate."""

from django.urls import path

from tsunagari.faces.mypage.views import gift_traces, gifts

PATHS = [
    path("gifts/", gifts.show, name="gifts"),
    path("gifts/<int:pk>/", gift_traces.show, name="gift_trace"),
    path("gifts/notices/", gifts.told, name="gift_notices"),
    path("gifts/receipts/<int:pk>.pdf", gifts.receipt, name="gift_receipt"),
    path("gifts/pledge/<int:pk>/", gifts.pledge, name="gift_pledge"),
    path("gifts/pledge/<int:pk>/<slug:act>/", gifts.press, name="press_gift_pledge"),
]
