#!/usr/bin/env python3
"""Holds the sample's front page, set in style full, against the figures of its galleys: 300 lines in nine measures.

Usage: front_page.py (run by ctest, with DUIKAI_COMMAND set).  The page is the sample's own but for the width of its marks; what each line says of itself
(--explain json) is summed up here.
"""
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ISSUE = ROOT / "samples/zhuzhou-daily-2022-06-17"
AS_PRINTED = "punctuation: half, prohibition: gb, breaker: first-fit,"
OVERSET = 5  # marks of a whole em take a line more in one story
RMS, GAP = 0.010, 0.05  # em
CLOSING, OPENING = set("，。、；：？！）》」』”’】〉〕"), set("（《「『“‘【〈〔")


def lines_of(folder, punctuation):
    """The justified lines of all legs of the page in `punctuation`, by the style's own breaker."""
    layout = (ROOT / "layouts/broadsheet-front.yaml").read_text()
    assert layout.count(AS_PRINTED) == 1, "the sample's body style is not written as it was"
    (folder / "layout.yaml").write_text(layout.replace(AS_PRINTED, f"punctuation: {punctuation}, prohibition: gb,"))
    page = re.sub(r"^layout: .*$", "layout: ../layout.yaml", (ISSUE / "page-01.yaml").read_text(), flags=re.M)
    shutil.copytree(ISSUE, folder / "issue")
    (folder / "issue/page-01.yaml").write_text(page)
    words = [os.environ["DUIKAI_COMMAND"], "render", folder / "issue/page-01.yaml", "--explain", "json"]
    result = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert result.returncode in (0, 3, OVERSET), f"the page was not set: status {result.returncode}"
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return [line for line in lines if line["element"] == "leg"]


def is_han(character):
    return "\u3400" <= character <= "\u9fff"


def is_solid(left, right):
    """Whether nothing is to be between two characters."""
    return (is_han(left) and (is_han(right) or right in CLOSING)) or (left in OPENING and is_han(right))


def main():
    with tempfile.TemporaryDirectory() as name:
        lines = lines_of(Path(name), "full")
    squares = n_pairs = 0
    faults = [line for line in lines if line.get("isLoose") or line.get("isForced") or line.get("isRunt")]
    for line in lines:
        pairs = list(zip(line["text"], line["text"][1:]))
        n_han = sum(is_han(left) and is_han(right) for left, right in pairs)
        if line.get("isLast"):
            continue
        tight = line["steps"].get("shrink-han", 0) / max(n_han, 1)
        squares += n_han * (line["gap"] ** 2 + tight**2)
        n_pairs += sum(is_solid(left, right) for left, right in pairs)
        if line["gap"] > GAP or tight > GAP or abs(line["set"] - line["measure"]) > 0.005:
            faults.append(line)
    rms = math.sqrt(squares / n_pairs)
    print(f"{len(lines)} lines, solid RMS {rms:.4f} em, {len(faults)} lines at fault")
    for line in faults:
        print(f"{line['file']}:{line['line']}: {line['gap']} em a gap in {line['text']}")
    return 1 if faults or rms > RMS or len(lines) < 300 else 0


if __name__ == "__main__":
    sys.exit(main())
