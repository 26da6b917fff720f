#!/usr/bin/env python3
"""Holds the codes of findings against their table: a code that is reported but not listed ends the process, one that is listed but
never reported is a promise nobody keeps.

Usage: codes.py ENGINE_FOLDER | --self-test.  Prints each breach; ends with 1 when there is one.
"""
import re
import sys
from pathlib import Path

TABLE = "base/diagnostics.c"
ROW = re.compile(r'^\s*\{"([a-z0-9-]+)", DK_STATUS_\w+\},', re.M)
# The functions that report, each with the place of the code among its arguments, from 0.
CALLS = {"base_report": 2, "read_error": 2, "read_warning": 2, "model_report_unknown": 1, "report": 3}
CALL = re.compile(r"\b(" + "|".join(CALLS) + r")\(")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')


def arguments(text, at):
    """The arguments of the call whose opening bracket is before `at`."""
    depth, first, found = 0, at, []
    while at < len(text):
        literal = LITERAL.match(text, at)
        if literal:
            at = literal.end()
            continue
        c = text[at]
        if c in ",)" and depth == 0:
            found.append(text[first:at])
            first = at + 1
            if c == ")":
                break
        depth += (c in "({[") - (c in ")}]")
        at += 1
    return found


def reported(text):
    """The codes, written out, that the calls in a C file report."""
    for call in CALL.finditer(text):
        given = arguments(text, call.end())
        place = CALLS[call.group(1)]
        yield from LITERAL.findall(given[place]) if place < len(given) else []


def breaches(listed, used):
    return [f"{code}: not in the table" for code in sorted(used - listed)] + [
        f"{code}: never reported" for code in sorted(listed - used)
    ]


def check(engine):
    listed = set(ROW.findall((engine / TABLE).read_text(encoding="utf-8")))
    used = {code for path in sorted(engine.rglob("*.c")) for code in reported(path.read_text(encoding="utf-8"))}
    found = breaches(listed, used)
    for breach in found:
        print(breach)
    print(f"{len(listed)} codes, {len(found)} breaches")
    return 1 if found or not listed else 0


def self_test():
    """The test itself must see codes behind brackets, strings and choices, and breaches of both kinds."""
    text = 'base_report(list, DK_ERROR, is_a ? "one" : "two", f(x, "no, no)"), "text");\nread_error(s, p[0], "three", "%s", "four");'
    is_good = set(reported(text)) == {"one", "two", "three"}
    is_good &= breaches({"a", "b"}, {"b", "c"}) == ["c: not in the table", "a: never reported"]
    is_good &= ROW.findall('    {"a-b", DK_STATUS_FONT},\n') == ["a-b"]
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(self_test() if sys.argv[1] == "--self-test" else check(Path(sys.argv[1])))
