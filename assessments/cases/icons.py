"""The picture set: sixteen by sixteen, drawn with one line, always beside words."""

from functools import cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

ICONS = {
    # Where a part or a case stands
    "tick": '<path d="M3 8.5 6.5 12 13 4.5"/>',
    "ring": '<circle cx="8" cy="8" r="6"/>',
    "ring-dashed": '<circle cx="8" cy="8" r="6" stroke-dasharray="2.4 2.3"/>',
    "half": (
        '<circle cx="8" cy="8" r="6"/>'
        '<path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" stroke="none"/>'
    ),
    "turn": '<path d="M3 8a5 5 0 1 0 1.6-3.7M3 2v3.2h3.2"/>',
    "hourglass": (
        '<path d="M4.5 2h7M4.5 14h7M5.5 2c0 4 5 4 5 6s-5 2-5 6M10.5 2c0 4-5 4-5 6s5 2 5 6"/>'
    ),
    "seal": (
        '<circle cx="8" cy="6.5" r="5"/>'
        '<path d="M5.8 6.5 7.4 8.1l2.8-3.2M5 10.8 4 15l4-1.8L12 15l-1-4.2"/>'
    ),
    "clock": '<circle cx="8" cy="8" r="6.3"/><path d="M8 4.3V8l2.6 1.6"/>',
    "changed": '<path d="M8 2 14 13H2z"/>',
    # What was found
    "diamond": '<path d="M8 1.5 14.5 8 8 14.5 1.5 8z"/>',
    "diamond-full": '<path d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="currentColor"/>',
    "question": (
        '<path d="M5.2 5.6C5.2 3.9 6.4 3 8 3s2.8 1 2.8 2.5C10.8 7.5 8 7.6 8 10M8 13v.1"/>'
    ),
    # Final decisions
    "outside": '<path d="M2 2h12v12H2z" stroke-dasharray="2.6 2.2"/>',
    "prohibited": (
        '<path d="M4.9 1h6.2L15 4.9v6.2L11.1 15H4.9L1 11.1V4.9z"/>'
        '<path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2"/>'
    ),
    "refuse": '<circle cx="8" cy="8" r="6.3"/><path d="M4.8 8h6.4" stroke-width="2.4"/>',
    "shield": (
        '<path d="M8 1.5 13.5 3.6V8c0 3.2-2.3 5.4-5.5 6.5C4.8 13.4 2.5 11.2 2.5 8V3.6z"/>'
        '<path d="M5.3 8 7.3 10l3.5-4"/>'
    ),
    "authorise": '<circle cx="8" cy="8" r="6.3"/><path d="m5 8.2 2.2 2.2L11.1 6"/>',
    "lock": '<path d="M3.5 7.5h9V14h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5"/>',
    # Acts and notices
    "forward": '<path d="M3 8h10M9 4l4 4-4 4"/>',
    "back": '<path d="M13 8H3M7 4 3 8l4 4"/>',
    "up": '<path d="M8 13V3M4 7l4-4 4 4"/>',
    "down": '<path d="M8 3v10M4 9l4 4 4-4"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "cross": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 4 4"/>',
    "warn": '<path d="M8 1.8 15 14H1zM8 6v3.8M8 12v.1"/>',
    "note": '<circle cx="8" cy="8" r="6.3"/><path d="M8 7.5v4M8 4.8v.1"/>',
    "file": '<path d="M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M5.5 8h5M5.5 11h5"/>',
    "flag": '<path d="M3.5 14.5v-13M3.5 2.5h9l-2 3 2 3h-9"/>',
    "key": '<circle cx="5" cy="11" r="3"/><path d="m7.2 8.8 6.3-6.3M11 5l2 2"/>',
}

# Arrows that point along the line of reading turn round where the line runs the other way.
MIRRORED = {"forward", "back"}

# Six strokes round a point: the six steps; the heavy one is where the work begins.
MARK = (
    '<path d="m17.7 4 8.3 4.8M28 12v8M26 23.2 17.7 28M14.3 28 6 23.2M4 20v-8"/>'
    '<path d="M6 8.8 14.3 4" stroke-width="5"/>'
    '<circle cx="16" cy="16" r="3.2" fill="currentColor" stroke="none"/>'
)


@cache
def icon(name: str, colour: str = "", classes: str = "") -> SafeString:
    """The picture called *name*; *colour* (such as "#22201c") for the PDF, where no CSS reaches it.

    Raises KeyError for a name that is not in the set.
    """
    if name == "mark":
        return _svg(MARK, size=32, width=3, colour=colour or "currentColor", classes=classes)
    turning = "icon--flip" if name in MIRRORED else ""
    all_classes = " ".join(filter(None, ("icon", turning, classes)))
    return _svg(ICONS[name], size=16, width=1.75, colour=colour, classes=all_classes)


def _svg(shapes: str, *, size: int, width: float, colour: str, classes: str) -> SafeString:
    drawn = ""
    if colour:
        drawn = (
            f' fill="none" stroke="{escape(colour)}" stroke-width="{width}"'
            ' stroke-linecap="round" stroke-linejoin="round"'
        )
        shapes = shapes.replace("currentColor", escape(colour))
    named = f' class="{escape(classes)}"' if classes else ""
    return mark_safe(
        f'<svg{named} viewBox="0 0 {size} {size}" aria-hidden="true"{drawn}>{shapes}</svg>'
    )
