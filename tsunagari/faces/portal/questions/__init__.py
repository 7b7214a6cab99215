"""問い — the calculators' questions as forms, and their answers as something to read and print."""

from tsunagari.faces.portal.questions import hometown, housekeeping, points, residence, workplace

PAGES = residence.PAGES | workplace.PAGES | points.PAGES | housekeeping.PAGES | hometown.PAGES
