"""The arrows of the chart: small pictures without text; nothing in them is to be mirrored."""

DOWN = {"box": "0 0 24 28", "line": "M12 1v17", "head": "M5 16h14l-7 11z"}
ALONG = {"box": "0 0 24 24", "line": "M1 12h13", "head": "M13 5.5v13L23 12z"}
INK, SOFT = "#1d1b18", "#7f7665"


def arrow(*, taken: bool, along: bool) -> str:
    """An arrow *along* the line of reading, or down; solid where the way was *taken*.

    Its colours are written into it for the PDF, where no style sheet reaches into a picture; on
    screen the tokens override them.
    """
    way = ALONG if along else DOWN
    stroke = f'stroke="{INK}" stroke-width="3"'
    if not taken:
        stroke = f'stroke="{SOFT}" stroke-width="1.5" stroke-dasharray="3 3"'
    return (
        f'<svg class="{classes(taken=taken, along=along)}" viewBox="{way["box"]}"'
        f' aria-hidden="true"><path d="{way["line"]}" fill="none" {stroke}/>'
        f'<path class="head" d="{way["head"]}" fill="{INK if taken else SOFT}"/></svg>'
    )


def classes(*, taken: bool, along: bool) -> str:
    """The classes of an arrow, on screen and on paper."""
    names = ["flow-arrow"]
    if along:
        names.append("flow-arrow--side")
    if taken:
        names.append("flow-arrow--taken")
    return " ".join(names)
