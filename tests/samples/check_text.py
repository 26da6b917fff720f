#!/usr/bin/env python3
"""Prove that the stories and the page file of a sample hold all of its raw text, once and in order.

Usage: check_text.py [issue folder]      (python3 and PyYAML; exits 1 and says what differs)

Input: raw.txt (the extracted text), page-*.yaml, the stories they name, noise.yaml (what was dropped or added, with reasons).
Method: both sides are brought to one form (raw: notes undone, other notes dropped, white space dropped, full-width marks folded to
the ASCII ones of the extraction). Then three things are compared:
  1. the characters, counted: raw.txt less `noise` = stories + page file less `added`;
  2. the order: every paragraph and every head must be a run of raw.txt from one break to another, or a few such runs, later ones
     after earlier ones, joined in mid-sentence. A break is a line end of raw.txt, the border of a piece that noise.yaml lists as
     noise or as moved, or the beginning of one that it lists as glued. No run may be used twice, and none may be left over;
  3. the form: the marks between Han are full-width and the quotes of each paragraph alternate; a paragraph ends
     with a sentence, a jump line, or a note that its end is lost.
"""
import collections
import pathlib
import re
import sys
import unicodedata

import yaml

FOLD = str.maketrans("“”‘’，：；？！（）〔〕［］", "\"\"'',:;?!()[][]")
RAW_NOTE = re.compile(r"<!--\s*raw:\s*(.*?)\s*-->", re.S)
NOTE = re.compile(r"<!--.*?-->", re.S)
STORY_TEXTS = ("standing-head", "kicker", "headline", "deck", "byline", "dateline", "jump")
PARAGRAPH_END = re.compile(r"([。？！]”?|）|[①-⑳]|<!-- lost: [^>]*-->)$")
MAX_RUNS = 3  # a paragraph of this page runs over two breaks at most


def fold(text):
    """Drop white space and fold marks to the form in which the extraction has them."""
    return "".join(text.split()).translate(FOLD)


def undo_notes(text):
    """Put the source's own readings back: the raw: note stands after the characters that it is the source of."""
    out, at = "", 0
    for note in RAW_NOTE.finditer(text):
        out += text[at:note.start()]
        out = out[:len(out) - len(note.group(1))] + note.group(1)
        at = note.end()
    return NOTE.sub("", out + text[at:])


def listed(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def read_story(path):
    """Return the story's texts as (place, text); a head of several lines is one text; a dateline and a jump line are
    part of their paragraphs, a credit of its caption."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    front = yaml.safe_load(front)
    texts = [(name, "".join(listed(front[name]))) for name in STORY_TEXTS if name in front and name not in ("dateline", "jump")]
    for picture in listed(front.get("picture")):
        texts.append(("picture", picture.get("caption", "") + picture.get("credit", "")))
    paragraphs = re.split(r"\n\s*\n", body.strip())
    paragraphs[0] = front.get("dateline", "") + paragraphs[0]
    paragraphs[-1] += front.get("jump", "")
    for n, paragraph in enumerate(paragraphs, 1):
        head = re.match(r"### ", paragraph)
        texts.append((f"cross-head {n}", paragraph[head.end():]) if head else (f"paragraph {n}", paragraph))
    return [(f"{path.name}: {place}", text) for place, text in texts]


def read_page(path):
    """Return the texts of the page: its stories' and its furniture's. A code holds another frame's words and is not counted."""
    page = yaml.safe_load(path.read_text(encoding="utf-8"))
    layout = yaml.safe_load((path.parent / page["layout"]).read_text(encoding="utf-8"))
    codes = {frame["id"] for frame in layout["furniture"] if frame.get("kind") == "code"}
    texts, errors = [], []
    for story in page["stories"].values():
        texts += read_story(path.parent / story)
    words = {frame: "".join(listed(text)) for frame, text in page["furniture"].items()}
    for frame, text in words.items():
        if frame not in codes:
            texts.append((f"furniture/{frame}", text))
        elif not any(text == other for name, other in words.items() if name not in codes):
            errors.append(f"furniture/{frame}: the code's words {text} are no label's words")
    return texts, errors


def compare_characters(raw, texts, noise):
    """1. Every character of the raw text is placed once."""
    expected = collections.Counter(fold(raw))
    expected.subtract(collections.Counter("".join(fold(entry["text"]) for entry in noise["noise"])))
    placed = collections.Counter("".join(fold(undo_notes(text)) for _, text in texts))
    placed.subtract(collections.Counter("".join(fold(entry["text"]) for entry in noise["added"])))
    for character in sorted(set(expected) | set(placed)):
        wanted, got = expected[character], placed[character]
        if wanted != got:
            yield f"character {character} (U+{ord(character):04X}): {wanted} in the raw text, {got} on the page"


class RawText:
    """The raw text folded, with its breaks, the pieces that stand too early or too late, and what is taken of it."""

    def __init__(self, raw, noise):
        self.text, self.breaks, self.moved = "", {0}, {}
        for line in re.sub(r"^> ", "", raw, flags=re.M).split("\n"):
            self.text += fold(line)
            self.breaks.add(len(self.text))
        for start, end in self.find(noise["noise"]):
            self.breaks |= {start, end}
        for start, end in self.find(noise["glued"]):
            self.breaks.add(start)
        for start, end in self.find(noise["moved"]):
            self.breaks |= {start, end}
            self.moved[start] = end
        self.taken = [False] * len(self.text)

    def find(self, entries):
        """The place of every listed piece that stands in one; a piece must be long enough to have one place only."""
        for entry in entries:
            piece = fold(entry["text"])
            if self.text.count(piece) == 1:
                start = self.text.index(piece)
                yield start, start + len(piece)

    def runs(self, text, after=0, left=MAX_RUNS):
        """Place the text in as few runs as possible; return [(start, end), …], or None."""
        if not left:
            return None
        found = []
        for start in self.breaks:
            if start < after and start not in self.moved:
                continue
            size = 0
            while self.goes_on(start, size, text):
                size += 1
            if start in self.moved:
                size = size if start + size == self.moved[start] else 0
            found += [(start, end) for end in range(start + size, start, -1) if end in self.breaks]
        for start, end in sorted(found, key=lambda run: run[0] - run[1]):
            if end - start == len(text):
                return [(start, end)]
            if self.ends_paragraph(end):
                continue
            rest = self.runs(text[end - start:], after if start in self.moved else end, left - 1)
            if rest:
                return [(start, end)] + rest
        return None

    def goes_on(self, start, size, text):
        """Whether the run from start may take in one character more of the text."""
        at = start + size
        return (size < len(text) and at < len(self.text) and text[size] == self.text[at] and not self.taken[at]
                and not (size and self.ends_paragraph(at)))

    def ends_paragraph(self, at):
        """Whether a whole sentence ends at this break: a join here would be two paragraphs made one."""
        return at in self.breaks and re.search(r"[。?!]\"?$", self.text[max(0, at - 2):at])

    def take(self, runs):
        for start, end in runs:
            self.taken[start:end] = [True] * (end - start)


def compare_order(raw, texts, noise):
    """2. Every text is made of runs of the raw text, whole lines of it, and no run is used twice."""
    source = RawText(raw, noise)
    for entry in noise["glued"] + noise["moved"]:
        if source.text.count(fold(entry["text"])) != 1:
            yield f"noise.yaml: {entry['text']} is not once in the raw text"
    added = {entry["where"]: fold(entry["text"]) for entry in noise["added"]}
    for place, text in sorted(texts, key=lambda item: -len(item[1])):
        words = fold(undo_notes(text))
        if place in added:
            if added[place] not in words:
                yield f"{place}: {added[place]} is declared as added and is not there"
            parts = [part for part in words.split(added[place], 1) if part]
        else:
            parts = [words]
        for part in parts:
            runs = source.runs(part)
            if runs is None:
                yield f"{place}: is not in this order in the raw text: {shorten(source, part)}"
            else:
                source.take(runs)
    left = "".join(c for c, taken in zip(source.text, source.taken) if not taken)
    declared = collections.Counter("".join(fold(entry["text"]) for entry in noise["noise"]))
    declared.pop(">", None)  # the stray signs are dropped before lines are looked at
    if collections.Counter(left) != declared:
        yield f"left over of the raw text: {left}"


def shorten(source, text):
    """Show where the text first leaves the raw text."""
    size = len(text)
    while size and text[:size] not in source.text:
        size -= 1
    return f"…{text[max(0, size - 12):size]}‖{text[size:size + 12]}…"


def check_form(texts):
    """3. Full-width marks between Han, alternating quotes, no white space but U+3000 beside Han."""
    for place, text in texts:
        if ": paragraph" in place and not PARAGRAPH_END.search(text):
            yield f"{place}: ends in mid-sentence, without a lost: note or a jump line: …{text[-12:]}"
        text = NOTE.sub("", text)
        for match in re.finditer(r"[\"',:;?!()\[\]>]", text):
            yield f"{place}: an ASCII mark was not restored: …{text[max(0, match.start() - 8):match.end() + 8]}…"
        for opening, closing in ("“”", "‘’", "（）", "《》", "【】", "〔〕"):
            depth = 0
            for character in text:
                depth += (character == opening) - (character == closing)
                if depth not in (0, 1):
                    break
            if depth:
                yield f"{place}: {opening} and {closing} do not alternate"
        for match in re.finditer(r"(?<=[\u4e00-\u9fff，。、]) | (?=[\u4e00-\u9fff])", text):
            yield f"{place}: white space beside Han: …{text[max(0, match.start() - 8):match.end() + 8]}…"
        if unicodedata.normalize("NFC", text) != text:
            yield f"{place}: the text is not in form NFC"


def check(folder):
    raw = (folder / "raw.txt").read_text(encoding="utf-8")
    noise = yaml.safe_load((folder / "noise.yaml").read_text(encoding="utf-8"))
    texts, errors = [], []
    for page in sorted(folder.glob("page-*.yaml")):
        page_texts, page_errors = read_page(page)
        texts += page_texts
        errors += page_errors
    unused = {p.name for p in (folder / "stories").glob("*.md")} - {place.split(":")[0] for place, _ in texts}
    errors += [f"{name}: no page file uses this story" for name in sorted(unused)]
    errors += compare_characters(raw, texts, noise)
    errors += compare_order(raw, texts, noise)
    errors += check_form(texts)
    return texts, errors


def main():
    here = pathlib.Path(__file__).resolve().parents[2]
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here / "samples" / "zhuzhou-daily-2022-06-17"
    texts, errors = check(folder)
    for error in errors:
        print(error)
    print(f"{folder.name}: {len(texts)} texts, {len(errors)} differences")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
