"""進みぐあい — how far a long import has come, for the page that waits for it.

It is told through the cache: what the import writes is seen by nobody before it is complete.
"""

from django.core.cache import cache

KEPT = 60 * 60


def say(batch, done: int, *, of: int) -> None:
    """Tell how many of the rows are done."""
    cache.set(f"import-{batch.pk}", (done, of), KEPT)


def of(batch) -> tuple[int, int]:
    """(rows done, rows in all); (0, 0) when nothing has been told yet."""
    return cache.get(f"import-{batch.pk}") or (0, 0)
