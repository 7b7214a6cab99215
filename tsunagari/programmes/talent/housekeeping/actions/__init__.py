"""家事支援ですること — one function per verb."""
