"""寄附する — addresses of the public pages about giving."""

from django.urls import path

from tsunagari.faces.portal.views import give

PATHS = [
    path("give/", give.listed, name="give"),
    path("give/relief/", give.relief, name="give_relief"),
    path("give/how/<slug:secret>/", give.how, name="give_how"),
    path("give/<int:pk>/", give.fund, name="give_fund"),
]
