"""相談 — addresses of the advice desk; `urls.py` puts them behind the gate."""

from django.urls import path

from tsunagari.faces.desk.views import advice, advice_counts

PATHS = [
    path("advice/", advice.listed, name="advice"),
    path("advice/new/", advice.new, name="new_consultation"),
    path("advice/counts/", advice_counts.show, name="advice_counts"),
    path("advice/counts.csv", advice_counts.text, name="advice_counts_csv"),
    path("advice/counts.xlsx", advice_counts.sheet, name="advice_counts_sheet"),
    path("advice/<int:pk>/", advice.show, name="consultation"),
    path("advice/<int:pk>/photos/<int:number>/", advice.photo, name="advice_photo"),
    path("advice/<int:pk>/bookings/<int:number>.ics", advice.booking_file, name="advice_ics"),
    path("advice/<int:pk>/<slug:verb>/", advice.act, name="advice_act"),
]
