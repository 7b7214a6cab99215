"""1円のゆくえ — from any gift to what it paid and what came of it, and back, in sums of the books."""
