"""STUB to be replaced."""

from django.http import Http404


def act_for(request, *args, **kwargs):
    raise Http404


def listed(request, *args, **kwargs):
    raise Http404


def new(request, *args, **kwargs):
    raise Http404
