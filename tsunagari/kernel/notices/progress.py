"""進みぐあい — how many letters of a batch are written, for the page that waits; numbers only."""

from django.core.cache import cache

KEPT = 60 * 60


def say(batch, done: int, *, of: int) -> None:
    """Tell how many letters are done."""
    cache.set(f"letters-{batch.pk}", (done, of), KEPT)


def of(batch) -> tuple[int, int]:
    """(letters done, letters in all); (0, 0) when nothing has been told yet."""
    return cache.get(f"letters-{batch.pk}") or (0, 0)
