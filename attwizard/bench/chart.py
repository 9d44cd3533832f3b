"""The ratios as a picture: each as a bar beside its goal, on a scale that tells 1/100 from 2."""

from __future__ import annotations

import math
from html import escape
from typing import Any

WIDTH, LABELS, FIGURES = 960, 440, 150  # the columns: names, bars, figures
TOP, LINE, BAR, FOOT = 96, 26, 12, 64
LEAST, MOST = 0.01, 4.0  # of a goal
MARKS = {0.01: "1/100", 0.1: "1/10", 1.0: "the goal", 2.0: "2 ×", 4.0: "4 ×"}
STYLE = """
svg { color-scheme: light dark; font: 13px system-ui, sans-serif }
.paper { fill: #fff } text { fill: #1c2430 } .soft { fill: #5a6675 } .line { stroke: #d5dbe3 }
.goal { stroke: #1c2430; stroke-width: 1.5 } .met { fill: #1f7a5c } .missed { fill: #b3401f }
.title { font-size: 20px; font-weight: 600 }
@media (prefers-color-scheme: dark) {
  .paper { fill: #14181f } text { fill: #e8ecf2 } .soft { fill: #a3aebd } .line { stroke: #333c49 }
  .goal { stroke: #e8ecf2 } .met { fill: #4cc09a } .missed { fill: #f08a66 }
}"""


def chart(found: dict[str, Any]) -> str:
    """The SVG of a result, for light and dark backgrounds; each bar has its words as a title."""
    ratios = sorted(found["ratios"], key=of_goal)
    height = TOP + LINE * len(ratios) + FOOT
    machine = found["machine"]
    told = f"{machine['processor']}, {machine['cores']} cores, PostgreSQL {machine['postgresql']}"
    met = sum(one["met"] for one in ratios)
    bottom = TOP + LINE * len(ratios)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
            f' aria-label="{met} of {len(ratios)} goals are met">',
            f"<style>{STYLE}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
            text(24, 40, f"attwizard bench: {met} of {len(ratios)} goals met", "title"),
            text(
                24,
                62,
                "Shorter is better. A bar that ends left of the line meets its goal.",
                "soft",
            ),
            *(scale(share, words, bottom) for share, words in MARKS.items()),
            *(bar(number, one) for number, one in enumerate(ratios)),
            text(24, height - 20, told, "soft"),
            "</svg>\n",
        ]
    )


def of_goal(one: dict[str, Any]) -> float:
    if not one["goal"]:  # nothing at all is allowed
        return MOST if one["value"] else LEAST
    return float(one["value"] / one["goal"])


def place(share: float) -> float:
    """Where a share of a goal stands, on a logarithmic scale."""
    inside = min(max(share, LEAST), MOST)
    width = WIDTH - LABELS - FIGURES
    return LABELS + width * math.log(inside / LEAST) / math.log(MOST / LEAST)


def scale(share: float, words: str, bottom: float) -> str:
    x = round(place(share), 1)
    kind = "goal" if share == 1 else "line"
    line = f'<line class="{kind}" x1="{x}" x2="{x}" y1="{TOP - 10}" y2="{bottom}"/>'
    return line + text(x, TOP - 16, words, "soft", anchor="middle")


def bar(number: int, one: dict[str, Any]) -> str:
    y = TOP + LINE * number
    end = place(of_goal(one))
    kind, words = ("met", "met") if one["met"] else ("missed", "not met")
    figure = f"{one['value']:.3g} of {one['goal']:.3g}, {words}"
    return (
        f"<g><title>{escape(one['name'])}: {figure}</title>"
        f'<rect class="{kind}" x="{LABELS}" y="{y + 5}" width="{max(2.0, end - LABELS):.1f}"'
        f' height="{BAR}" rx="2"/>'
        + text(LABELS - 10, y + 15, one["name"], "name", anchor="end")
        + text(WIDTH - 16, y + 15, figure, kind, anchor="end")
        + "</g>"
    )


def text(x: float, y: float, words: str, kind: str, *, anchor: str = "start") -> str:
    said = escape(words if len(words) <= 62 else f"{words[:61]}…")
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{said}</text>'
