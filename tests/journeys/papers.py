"""紙を見る — a PDF as the reader gets it: its words, and a picture of each page to look at."""

from contextlib import contextmanager

import pypdfium2
from playwright.sync_api import Page, Route

from tests.house.places import ROOT


class Paper:
    """A PDF opened in the browser of `page`."""

    def __init__(self, data: bytes, name: str):
        self.pages = list(pypdfium2.PdfDocument(data))
        self.words = [page.get_textpage().get_text_bounded() for page in self.pages]
        folder = ROOT / "screenshots"
        folder.mkdir(exist_ok=True)
        for number, page in enumerate(self.pages[:3], 1):
            page.render(scale=1.4).to_pil().save(folder / f"{name}-{number}.png")

    def __len__(self) -> int:
        return len(self.pages)

    def is_a4(self) -> bool:
        """Every page is A4, upright or across."""
        sizes = [sorted(page.get_size()) for page in self.pages]
        return all(abs(a - 595.3) < 2 and abs(b - 841.9) < 2 for a, b in sizes)


def paper(page, address: str, name: str) -> Paper:
    """The PDF behind a link, asked with the reader's own cookies."""
    answer = page.request.get(address)
    assert answer.status == 200, f"{address}: {answer.status}"
    assert answer.headers["content-type"] == "application/pdf"
    return Paper(answer.body(), name)


@contextmanager
def printed(page: Page, address: str):
    """The files that a form at this address answers with, as the browser receives them.

    One browser shows a paper, another keeps it: what counts is that it came.
    """
    made: list[bytes] = []

    def pass_on(route: Route):
        answer = route.fetch()
        made.append(answer.body())
        route.fulfill(response=answer)

    page.route(address, pass_on)
    yield made
    for _moment in range(600):
        if made:
            break
        page.wait_for_timeout(50)
    page.unroute(address)
