#!/usr/bin/env python3
"""Prints how long the files and functions of the project are, and fails when one breaks the house limits.

Usage: sizes.py FOLDER... | --self-test.  Limits: a file 600 lines, a function 80 (25 is the aim).  A function begins with the line of
its name at the left margin and ends with the next "}" there, which clang-format guarantees.
"""
import re
import sys
from pathlib import Path

FILE_LIMIT, FUNCTION_LIMIT, FUNCTION_AIM = 600, 80, 25
SHOWN = 10

# Tables and flat switches, which may be longer: "file: function".
EXEMPT = set()

HEAD = re.compile(r"^[A-Za-z_].*?\b([A-Za-z_]\w*)\s*\(")


def functions_of(text):
    """(name, first line, number of lines) of each function of a C file in the house style."""
    head = None  # line number and name of what may be a function's head
    for number, line in enumerate(text.splitlines(), 1):
        match = HEAD.match(line)
        if match and not line.startswith(("typedef", "return", "#")):
            head = (number, match.group(1))
        if head and line == "{":
            inside = head
        elif head and line == "}":
            yield inside[1], inside[0], number - inside[0] + 1
            head = None
        elif head and line.rstrip().endswith(";") and not line.startswith((" ", "\t")):
            head = None  # a declaration


def survey(folders):
    files, functions = [], []
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*") if path.suffix in (".c", ".h", ".py")):
        text = path.read_text(encoding="utf-8")
        files.append((len(text.splitlines()), str(path)))
        if path.suffix == ".c":
            functions += [(length, f"{path}:{line}", f"{path.name}: {name}") for name, line, length in functions_of(text)]
    return files, functions


def check(folders):
    files, functions = survey(folders)
    long_files = [f"{path}: {n} lines, at most {FILE_LIMIT}" for n, path in files if n > FILE_LIMIT]
    long_functions = [
        f"{place}: {key} has {n} lines, at most {FUNCTION_LIMIT}" for n, place, key in functions if n > FUNCTION_LIMIT and key not in EXEMPT
    ]
    print(f"{len(files)} files, {sum(n for n, _ in files)} lines; the longest:")
    for n, path in sorted(files, reverse=True)[:SHOWN]:
        print(f"  {n:4} {path}")
    lengths = sorted(n for n, _, _ in functions)
    above = sum(n > FUNCTION_AIM for n in lengths)
    print(f"{len(lengths)} functions, median {lengths[len(lengths) // 2]} lines, {above} above {FUNCTION_AIM}; the longest:")
    for n, place, key in sorted(functions, reverse=True)[:SHOWN]:
        print(f"  {n:4} {place} {key.split(': ')[1]}")
    for breach in long_files + long_functions:
        print("too long:", breach)
    return 1 if long_files or long_functions else 0


def self_test():
    body = "    x();\n" * 100
    text = f"static int declared(int a);\n\nstatic int long_one(int a,\n                    int b)\n{{\n{body}}}\n\nint short_one(void)\n{{\n}}\n"
    found = list(functions_of(text))
    wanted = [("long_one", 3, 104), ("short_one", 108, 3)]
    if found != wanted:
        print("functions found:", found, "wanted:", wanted)
    return 0 if found == wanted else 1


if __name__ == "__main__":
    sys.exit(self_test() if sys.argv[1] == "--self-test" else check(sys.argv[1:]))
