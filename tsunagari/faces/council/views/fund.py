"""基金評議会のはじめに — what a member has to do: meetings, ballots, minutes to sign."""

from django.shortcuts import render


def home(request):
    """What waits for this member."""
    return render(request, "council/fund/home.html")
