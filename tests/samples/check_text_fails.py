#!/usr/bin/env python3
"""Prove that check_text.py fails: make one fault at a time in a copy of the sample and see that it is found.

Input: samples/zhuzhou-daily-2022-06-17. Output: the faults that were not found; exits 1 if there is one.
"""
import pathlib
import shutil
import sys
import tempfile

import check_text

ROOT = pathlib.Path(__file__).resolve().parents[2]
ISSUE = pathlib.Path("samples/zhuzhou-daily-2022-06-17")

# what is wrong, file, text, its replacement
FAULTS = [
    ("a character is lost", "stories/qianjin.md", "市领导罗琼", "市领导琼"),
    ("a character is another", "stories/qianjin.md", "16.4亿元", "16.5亿元"),
    ("a mark is lost", "stories/xunluo.md", "，为百姓幸福加码", "为百姓幸福加码"),
    ("a lost mark is made up", "stories/zhengmingshu.md", "签发<!--", "签发。<!--"),
    ("a correction has no note", "stories/xunluo.md", "几句<!-- raw: 旬 -->", "几句"),
    ("a note has another reading", "stories/xunluo.md", "<!-- raw: 旬 -->", "<!-- raw: 句 -->"),
    ("two sentences are swapped", "stories/hongda.md", "他不断求索。两年后，他决定下海创业，靠借来的两万元，创办了“宏大高分子”。",
     "两年后，他决定下海创业，靠借来的两万元，创办了“宏大高分子”。他不断求索。"),
    ("two words are swapped", "stories/laodong.md", "快乐实践，健康成长", "健康成长，快乐实践"),
    ("two paragraphs are one", "stories/xiangcun.md", "实现可持续发展。\n\n", "实现可持续发展。"),
    ("two glued paragraphs are one", "stories/xinhuaqiao.md", "浇筑完成。\n\n内外侧", "浇筑完成。内外侧"),
    ("one paragraph is two", "stories/xiangcun.md", "具体事宜。", "具体事宜。\n\n潞"),
    ("a paragraph is parted at a printed line end", "stories/laodong.md", "郭家塘村", "郭\n\n家塘村"),
    ("a paragraph is parted at a column break", "stories/laodong.md", "提高自身修养", "提高自\n\n身修养"),
    ("the torn tail stays where it was", "stories/xiaojuren.md", "占全国重点“小巨人”企业总数的70%以上。", "占全国"),
    ("a paragraph is set twice", "stories/qianjin.md", "市领导罗琼、杨英杰参加调研。", "市领导罗琼、杨英杰参加调研。\n\n市领导罗琼、杨英杰参加调研。"),
    ("a mark is still ASCII", "stories/qianjin.md", "市领导罗琼、杨英杰参加调研。\n\n来到千金集团河西制剂车间，", "市领导罗琼、杨英杰参加调研。\n\n来到千金集团河西制剂车间,"),
    ("quotes do not alternate", "stories/hongda.md", "（以下简称“宏大高分子”）", "（以下简称”宏大高分子“）"),
    ("the headline's fragments are set", "stories/hongda.md", "headline: 宏大高分子", "headline: 领创业宏大高分子"),
    ("the day is another", "page-01.yaml", "6月17日　星期五", "6月18日　星期五"),
    ("the caption is lost", "stories/xinhuaqiao.md", "  caption: 6月16日上午，新华桥完成第一层沥青铺装。\n", ""),
    ("a code holds other words", "page-01.yaml", "media-code: 扫一扫关注", "media-code: 关注"),
    ("a story is on no page", "page-01.yaml", "  lead: stories/qianjin.md\n", ""),
    ("raw.txt has more than the page", "raw.txt", "市领导罗琼、杨英杰参加调研。", "市领导罗琼、杨英杰等参加调研。"),
]


def finds(fault):
    name, text, replacement = fault
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder)
        shutil.copytree(ROOT / ISSUE, copy / ISSUE)
        shutil.copytree(ROOT / "layouts", copy / "layouts")
        file = copy / ISSUE / name
        before = file.read_text(encoding="utf-8")
        if before.count(text) != 1:
            sys.exit(f"{name}: {text} is there {before.count(text)} times; the fault cannot be made")
        file.write_text(before.replace(text, replacement), encoding="utf-8")
        return bool(check_text.check(copy / ISSUE)[1])


def main():
    missed = [what for what, *fault in FAULTS if not finds(fault)]
    for what in missed:
        print(f"not found: {what}")
    print(f"{len(FAULTS) - len(missed)} of {len(FAULTS)} faults found")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
