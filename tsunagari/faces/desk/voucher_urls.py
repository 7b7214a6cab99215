"""証憑（事務局） — addresses of the register of evidence."""

from django.urls import path

from tsunagari.faces.desk.views import vouchers

PATHS = [
    path("vouchers/", vouchers.listed, name="vouchers"),
    path("vouchers/print/", vouchers.printed, name="print_vouchers"),
    path("vouchers/zip/", vouchers.zipped, name="zip_vouchers"),
    path("vouchers/expired/", vouchers.expired, name="expired_vouchers"),
    path("vouchers/new/", vouchers.new, name="new_voucher"),
    path("vouchers/<int:pk>/", vouchers.show, name="voucher"),
    path("vouchers/<int:pk>/correct/", vouchers.correct, name="correct_voucher"),
    path("vouchers/<int:pk>/cancel/", vouchers.cancel, name="cancel_voucher"),
    path("vouchers/<int:pk>/restore/", vouchers.restore, name="restore_voucher"),
    path("vouchers/<int:pk>/files/<int:number>/<int:item>/", vouchers.file, name="voucher_file"),
]
