"""基金をえらぶ — with the body whose book it is: two books may each have a general one."""

from tsunagari.faces.shared.forms import RowField
from tsunagari.kernel.ledger.models import Fund


def fund_words(fund: Fund) -> str:
    """The body and the fund."""
    return f"{fund.book.title}：{fund.name}"


class FundField(RowField):
    """One of the funds of all books."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, queryset=Fund.objects.none(), **kwargs)

    def offer(self) -> None:
        """Let every fund be chosen that there is now."""
        known = Fund.objects.select_related("book__owner__party")
        self.queryset = known.order_by("pk")

    def label_from_instance(self, obj: Fund) -> str:
        return fund_words(obj)
