"""企業版ふるさと納税（会社） — addresses of a company's own cases."""

from django.urls import path

from tsunagari.faces.partner.views import hometown

PATHS = [
    path("hometown/", hometown.listed, name="donations"),
    path("hometown/new/", hometown.new, name="new_donation"),
    path("hometown/<int:pk>/", hometown.show, name="donation"),
    path("hometown/<int:pk>/offer.pdf", hometown.offer, name="donation_offer"),
    path("hometown/<int:pk>/receipt/", hometown.receipt, name="donation_receipt"),
    path("hometown/<int:pk>/vouchers/<int:number>/", hometown.voucher, name="donation_voucher"),
    path("hometown/<int:pk>/tell/", hometown.tell, name="tell_donation"),
    path("hometown/<int:pk>/estimate/", hometown.estimate, name="estimate_donation"),
    path("hometown/<int:pk>/disclose/", hometown.disclose, name="disclose_donation"),
]
