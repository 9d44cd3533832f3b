"""The addresses of the registers and of the guidance, as tests/access/table.py has the others."""

from tests.access.table import ALL, EDITOR, ELSEWHERE, Address, in_own_role

REGISTERS = {
    "lists:lists": Address(ALL, 200, args=()),
    "lists:entries": Address(ALL, 200, args=("council",)),
    "lists:entry": Address(ALL, 200, args=("council", "list entry")),
    "lists:upload": Address(EDITOR, 200, 200, ()),
    "lists:load": Address(EDITOR, 200, 200, ("list file",)),
    "lists:letters": Address(ALL, 200, args=()),
    "lists:letter": Address(ALL, 200, args=("letter",)),
    "lists:record": Address(EDITOR, 200, 200, ()),
    "lists:end": Address(EDITOR, 200, 200, ("letter",)),
    "guidance:search": Address(ALL, 200, args=()),
    "guidance:glossary": Address(ALL, 200, args=()),
    "guidance:own": Address(ALL, 200, args=()),
    "guidance:write_own": Address(EDITOR, 200, 200, ()),
    "guidance:change_own": Address(EDITOR, 200, 200, ("own note",)),
    "guidance:publish_own": Address(
        in_own_role("editor", "administrator"), None, 302, ("own note",)
    ),
    "guidance:withdraw_own": Address(EDITOR, None, 302, ("own note",)),
    "guidance:treaty_text": Address(ALL, 200, 200, (), post_opens=EDITOR),
    "guidance:examples": Address(ALL, 200, args=()),
    "guidance:example": Address(ALL, 200, args=("example",)),
    "guidance:example_part": Address(ALL, 200, args=("example", "part of it")),
    "guidance:question": Address(ALL, 200, args=("question",)),
    "profiles:profiles": Address(ALL, 200, args=()),
    "profiles:profile": Address(ALL, 200, args=("profile",)),
    "profiles:version": Address(ALL, 200, args=("profile", "profile version")),
    "profiles:new": Address(EDITOR, 200, 200, ()),
    "profiles:start": Address(EDITOR, None, 302, ("profile",)),
    "profiles:draft": Address(EDITOR, 200, args=("profile",)),
    "profiles:part": Address(EDITOR, 200, 200, ("profile", "profile part")),
    "profiles:form": Address(EDITOR, 200, 200, ("profile", "profile form")),
    "profiles:publish": Address(EDITOR, 200, 200, ("profile",)),
    "profiles:discard": Address(EDITOR, None, 409, ("profile",)),
}
OUTSIDE_CASES = {**ELSEWHERE, **REGISTERS}
