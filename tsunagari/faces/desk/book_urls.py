"""帳簿（事務局） — addresses of the books: journals, months, budgets, statements, funds."""

from django.urls import path

from tsunagari.faces.desk.views import book_years, books, journals

PATHS = [
    path("books/", books.listed, name="books"),
    path("books/new/", books.new, name="new_book"),
    path("books/<int:pk>/", books.show, name="book"),
    path("books/<int:pk>/funds/new/", books.new_fund, name="new_fund"),
    path("books/funds/<int:pk>/", books.fund, name="book_fund"),
    path("books/funds/<int:pk>/words/", books.fund_words, name="fund_words"),
    path("books/funds/<int:pk>/purposes/new/", books.new_purpose, name="new_purpose"),
    path("books/<int:pk>/journals/", journals.listed, name="book_journals"),
    path("books/<int:pk>/journals/new/", journals.new, name="new_journal"),
    path("books/journals/<int:pk>/", journals.show, name="journal"),
    path("books/journals/<int:pk>/reverse/", journals.reverse, name="reverse_journal"),
    path("books/<int:pk>/close/", book_years.close, name="close_month"),
    path("books/<int:pk>/budget/", book_years.budget, name="book_budget"),
    path("books/<int:pk>/budget/set/", book_years.set_budget, name="set_budget"),
    path("books/<int:pk>/statements/", book_years.statements, name="book_statements"),
    path("books/<int:pk>/statements.pdf", book_years.printed, name="statements_pdf"),
    path("books/<int:pk>/books.beancount", book_years.copied, name="book_copy"),
    path("books/<int:pk>/statements.xlsx", book_years.sheet, name="statements_sheet"),
]
