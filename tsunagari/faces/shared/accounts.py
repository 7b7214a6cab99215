"""サインイン — accounts are made by the federation, never by whoever comes along."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """Nobody signs up on their own; after signing in, /welcome/ finds the right door."""

    def is_open_for_signup(self, request):
        return False
