"""支払い（事務局） — addresses of expenses, requests, files for the bank, and accounts of who is paid."""

from django.urls import path

from tsunagari.faces.desk.views import (
    expenses,
    payee_accounts,
    payment_rolls,
    payments,
    transfers,
)

PATHS = [
    path("payments/", payments.listed, name="payments"),
    path("payments/owed/", payments.owed, name="owed"),
    path("payments/owed/<int:pk>/ask/", payments.ask, name="ask_payment"),
    path("payments/<int:pk>/", payments.show, name="payment"),
    path("payments/<int:pk>/yes/", payments.yes, name="approve_payment"),
    path("payments/<int:pk>/no/", payments.no, name="refuse_payment"),
    path("payments/<int:pk>/withdraw/", payments.withdraw, name="withdraw_payment"),
    path("payments/<int:pk>/withhold/", payments.withhold, name="withhold_payment"),
    path("payments/expenses/", expenses.listed, name="expenses"),
    path("payments/expenses/new/", expenses.new, name="new_expense"),
    path("payments/expenses/<int:pk>/", expenses.show, name="expense"),
    path("payments/expenses/<int:pk>/receipt/", expenses.receipt, name="expense_receipt"),
    path("payments/expenses/<int:pk>/yes/", expenses.yes, name="approve_expense"),
    path("payments/expenses/<int:pk>/no/", expenses.no, name="refuse_expense"),
    path("payments/expenses/<int:pk>/withdraw/", expenses.withdraw, name="withdraw_expense"),
    path("payments/rolls/new/", payment_rolls.new, name="new_payment_roll"),
    path("payments/rolls/<int:pk>/", payment_rolls.show, name="payment_roll"),
    path("payments/rolls/<int:pk>/yes/", payment_rolls.yes, name="approve_payment_roll"),
    path("payments/rolls/<int:pk>/withdraw/", payment_rolls.withdraw, name="withdraw_payment_roll"),
    path("payments/transfers/", transfers.listed, name="transfers"),
    path("payments/transfers/new/", transfers.new, name="new_transfer"),
    path("payments/transfers/<int:pk>/", transfers.show, name="transfer"),
    path("payments/transfers/<int:pk>/yes/", transfers.yes, name="approve_transfer"),
    path("payments/transfers/<int:pk>/no/", transfers.no, name="refuse_transfer"),
    path("payments/transfers/<int:pk>/lock/", transfers.lock, name="lock_transfer"),
    path("payments/transfers/<int:pk>/drop/", transfers.drop, name="drop_transfer"),
    path("payments/transfers/<int:pk>/file/", transfers.file, name="transfer_file"),
    path("payments/transfers/<int:pk>/result/", transfers.result, name="transfer_result"),
    path("payments/transfers/<int:pk>/<int:number>/", transfers.mark, name="mark_transfer"),
    path("payments/source/<int:pk>/", transfers.source, name="payment_source"),
    path("parties/<str:code>/account/", payee_accounts.show, name="party_account"),
    path("parties/<str:code>/account/call/", payee_accounts.call, name="call_account"),
    path("parties/<str:code>/account/see/", payee_accounts.reveal, name="reveal_account"),
]
