#!/usr/bin/env python3
"""Holds galleys of the shared running text against the figures that line composition has to reach.

Usage: galleys.py (run by ctest, with DUIKAI_COMMAND set).  The text and the measuring tool are the shared folder's, beside the project
or at DUIKAI_SHARED_DATA; without them, or without mutool, the test is skipped (status 77).  The tool reads the PDF alone and knows nothing of the
engine.  Style full at 9.5 pt on 13.5 pt, with the usual breaker of that style.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("DUIKAI_SHARED_DATA") or ROOT.parent / "shared/data")
TEXT, TOOL = DATA / "body.txt", DATA.parent / "tools/measure_pdf.py"
SKIPPED = 77

# By measure in pt: the RMS of gaps that should be none, in em, and the per cent of lines over .05 em and over .10 em a gap.
AIMS = {152: (0.010, 1.0, 0.0), 190: (0.004, 0.0, 0.0), 228: (0.003, 0.0, 0.0), 285: (0.003, 0.0, 0.0)}
# What no galley may have: pairs left wide, runts, lines over the measure, holes, broken prohibitions and units, lost or added characters.
NONE = ("adj_loose", "runts", "over", "short", "holes", "kin_start", "kin_end", "split", "missing", "extra", "badmap")
EDGE = 0.005  # em


def figures(story, measure, folder):
    pdf = folder / f"{measure}.pdf"
    subprocess.run([os.environ["DUIKAI_COMMAND"], "galley", story, "--measure", f"{measure}pt", "--size", "9.5pt", "--leading", "13.5pt",
                    "--punctuation", "full", "-o", pdf], check=True)
    words = [sys.executable, TOOL, pdf, "--one", "--measure", str(measure), "--lead", "13.5", "--text", TEXT, "--json"]
    return json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)


def faults(measured, aims):
    """What falls short, in words."""
    rms, over_5, over_10 = aims
    for name, most in (("solid_rms", rms), ("lt05", over_5), ("lt10", over_10), ("tight05", 0.0)):
        if measured[name] > most:
            yield f"{name} is {measured[name]}, over {most}"
    for name in NONE:
        if measured[name]:
            yield f"{name} is {measured[name]}, not 0"
    for name in ("edge_rms", "edge_max"):
        if abs(measured[name]) > EDGE:
            yield f"{name} is {measured[name]} em"
    if measured["just"] < 100 or measured["grid"] < 100:
        yield f"{measured['just']} justified lines, {measured['grid']} % on the grid"


def main():
    if not (TEXT.exists() and TOOL.exists() and shutil.which("mutool")):
        print("skipped: the shared text, its measuring tool or mutool is not there")
        return SKIPPED
    n_faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        story = folder / "story.md"
        story.write_text("\n\n".join(TEXT.read_text().splitlines()) + "\n")
        for measure, aims in AIMS.items():
            measured = figures(story, measure, folder)
            print(f"{measure} pt: RMS {measured['solid_rms']} em, {measured['lt05']} % over .05, {measured['lt10']} % over .10, "
                  f"{measured['just']} lines; blanks of marks {measured['punct_rms']}")
            for fault in faults(measured, aims):
                n_faults += 1
                print(f"{measure} pt: {fault}")
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main())
