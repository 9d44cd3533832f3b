"""The pictures of the record, as backgrounds: they only repeat what stands in words beside them.

A picture in the text would be a figure that asks for a description of its own; a background is an
ornament to those who listen. A record can fetch nothing else.
"""

from functools import cache
from itertools import product

from assessments.cases import icons
from assessments.cases.flow import arrows

SCHEME = "picture:"
COLOURS = {
    "ink": "#1d1b18",
    "soft": "#57503f",
    "ochre": "#6e4900",
    "petrol": "#12525d",
    "white": "#ffffff",
}
TYPE = {"Content-Type": "image/svg+xml"}


@cache
def sheet() -> str:
    """The style sheet that puts each picture behind the elements of its class."""
    return "\n".join(
        f'{selector} {{ background-image: url("{SCHEME}{name}") }}'
        for name, (selector, _drawn) in pictures().items()
    )


@cache
def pictures() -> dict[str, tuple[str, str]]:
    """Every picture by name: the selector of its elements, and the SVG."""
    found = {}
    for name, (colour, code) in product((*icons.ICONS, "mark"), COLOURS.items()):
        found[f"{name}-{colour}"] = (f".icon--{name}-{colour}", _svg(icons.icon(name, code)))
    # The more special selector comes later and wins.
    for along, taken in product((False, True), repeat=2):
        selector = "." + arrows.classes(taken=taken, along=along).replace(" ", ".")
        name = f"arrow-{'along' if along else 'down'}-{'taken' if taken else 'not-taken'}"
        found[name] = (selector, _svg(arrows.arrow(taken=taken, along=along)))
    return found


def _svg(drawn: str) -> str:
    return drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


def fetcher():
    """The one source of a record: the pictures of this module, and nothing that a text asks for."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Pictures(URLFetcher):
        def fetch(self, url, headers=None):
            name = url.removeprefix(SCHEME)
            if url == name or name not in pictures():
                raise ValueError(url)
            return URLFetcherResponse(url, pictures()[name][1], TYPE)

    return Pictures()
