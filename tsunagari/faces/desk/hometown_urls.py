"""企業版ふるさと納税（事務局） — addresses of the projects and of the cases."""

from django.urls import path

from tsunagari.faces.desk.views import hometown

PATHS = [
    path("hometown/", hometown.listed, name="donations"),
    path("hometown/new/", hometown.new, name="new_donation"),
    path("hometown/projects/", hometown.projects, name="town_projects"),
    path("hometown/projects/new/", hometown.new_project, name="new_town_project"),
    path("hometown/projects/<int:pk>/", hometown.project, name="town_project"),
    path("hometown/<int:pk>/", hometown.show, name="donation"),
    path("hometown/<int:pk>/offer.pdf", hometown.offer, name="donation_offer"),
    path("hometown/<int:pk>/receipt-copy/", hometown.receipt, name="donation_receipt"),
    path("hometown/<int:pk>/vouchers/<int:number>/", hometown.voucher, name="donation_voucher"),
    path("hometown/<int:pk>/reports/<int:number>/", hometown.report, name="donation_report"),
    path("hometown/<int:pk>/uses/<int:number>/annul/", hometown.annul, name="annul_use"),
    path("hometown/<int:pk>/<str:act>/", hometown.act, name="donation_act"),
]
