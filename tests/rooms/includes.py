#!/usr/bin/env python3
"""Holds the #include lines of engine/ against the table of rooms: a room uses only rooms above it and the libraries named with it.

Usage: includes.py ENGINE_FOLDER | --self-test.  Prints each breach as file:line: what; ends with 1 when there is one.
"""
import re
import sys
from pathlib import Path

# The rooms of engine/RULES.md, 5, in the order in which one may use another, each with the third-party libraries allowed in it.
ROOMS = {
    "base": [],
    "model": [],
    "read": ["libyaml", "md4c"],
    "text": ["fontconfig", "harfbuzz", "hyphen", "pango", "icu"],
    "paragraph": [],
    "flow": [],
    "page": [],
    "output": ["cairo", "harfbuzz", "hb-subset", "lcms2", "libjpeg", "libpng", "libqpdf", "librsvg", "libvips", "qrencode"],
    "lint": [],
    "reconstruct": [],
    "compare": [],
    "preview": ["libmicrohttpd"],
}

# Which library a header belongs to, by the beginning of its name.
LIBRARIES = {
    "yaml.h": "libyaml",
    "md4c": "md4c",
    "microhttpd.h": "libmicrohttpd",
    "fontconfig/": "fontconfig",
    "hb-subset": "hb-subset",
    "hb": "harfbuzz",
    "hyphen.h": "hyphen",
    "pango/": "pango",
    "unicode/": "icu",
    "cairo": "cairo",
    "qpdf/": "libqpdf",
    "jerror.h": "libjpeg",
    "jpeglib.h": "libjpeg",
    "lcms2.h": "lcms2",
    "librsvg/": "librsvg",
    "png.h": "libpng",
    "qrencode.h": "qrencode",
    "vips/": "libvips",
}

# GLib, ISO C17, POSIX and what Linux adds to it, allowed everywhere.
PLAIN = re.compile(
    r"glib(/.*)?\.h|gio/.*|"
    r"(assert|complex|ctype|errno|fenv|float|inttypes|iso646|limits|locale|math|setjmp|signal|stdalign|stdarg|stdatomic|"
    r"stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|tgmath|time|uchar|wchar|wctype)\.h|"
    r"(dirent|dlfcn|fcntl|langinfo|poll|pthread|strings|termios|unistd)\.h|(arpa/inet|netinet/in)\.h|"
    r"sys/(eventfd|inotify|mman|random|resource|socket|stat|time|types|utsname|wait)\.h"
)
# How the process keeps its memory is for a program to say, not for a library: in cli/ alone, and of glibc alone.
PROGRAM = re.compile(r"malloc\.h")
INCLUDE = re.compile(r'\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>|(\S+))')


def library_of(header):
    fits = [prefix for prefix in LIBRARIES if header.startswith(prefix)]
    return LIBRARIES[max(fits, key=len)] if fits else None


def own_breach(room, header):
    """What is wrong with including one of the project's own headers from `room` (None: the engine's top)."""
    if header == "duikai.h" or room is None:
        return None
    target = header.split("/")[0] if "/" in header else room
    if room == "cli":
        return None if target == "cli" else "the command may use duikai.h and nothing else of the engine"
    if target == room:
        return None
    if target not in ROOMS:
        return f'"{target}" is no room'
    order = list(ROOMS)
    return None if order.index(target) < order.index(room) else f"{target}/ is not above {room}/"


def system_breach(room, header):
    if PLAIN.fullmatch(header) or (room == "cli" and PROGRAM.fullmatch(header)):
        return None
    library = library_of(header)
    if library is None:
        return "neither GLib, C17, POSIX nor a library of the table"
    if room is None or library not in ROOMS.get(room, []):
        return f"{library} is not allowed in {room + '/' if room else 'the top of engine/'}"
    return None


def breaches_of(room, text):
    """(line, header, what) for each wrong include in the text of a file of `room`."""
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        own, system, macro = match.groups()
        if macro:
            what = "a macro as a header"
        else:
            what = own_breach(room, own) if own else system_breach(room, system)
        if what:
            yield number, own or system or macro, what


def check(engine):
    n_files = n_breaches = 0
    for path in sorted(engine.rglob("*.[ch]")):
        parts = path.relative_to(engine).parts
        room = parts[0] if len(parts) > 1 else None
        if room is not None and room != "cli" and room not in ROOMS:
            print(f"{path}: {room}/ is no room of the table")
            n_breaches += 1
            continue
        n_files += 1
        for line, header, what in breaches_of(room, path.read_text(encoding="utf-8")):
            print(f"{path}:{line}: {header}: {what}")
            n_breaches += 1
    print(f"{n_files} files, {n_breaches} breaches")
    return 1 if n_breaches or not n_files else 0


def self_test():
    """The test itself must fail on a breach of each kind, and only then."""
    wrong = [
        ("model", '#include "text/text.h"'),
        ("model", "#include <yaml.h>"),
        ("text", "#include <cairo.h>"),
        ("text", "#include <hb-subset.h>"),
        ("paragraph", "#include <hb.h>"),
        ("cli", '#include "base/base.h"'),
        ("cli", "#include <cairo.h>"),
        ("flow", '#include "elsewhere/x.h"'),
        ("page", "#  include <curl/curl.h>"),
        ("output", "#include FT_FREETYPE_H"),
        ("page", "#include <vips/vips.h>"),
        (None, "#include <cairo.h>"),
        ("base", "#include <malloc.h>"),
        (None, "#include <malloc.h>"),
    ]
    right = [
        ("output", '#include "page/page.h"'),
        ("output", "#include <hb-subset.h>"),
        ("text", "#include <hb-ot.h>"),
        ("base", "#include <glib/gstdio.h>"),
        ("base", "#include <sys/stat.h>"),
        ("cli", '#include "cli/cli.h"'),
        ("cli", "#include <malloc.h>"),
        (None, '#include "output/output.h"'),
    ]
    missed = [case for case in wrong if not list(breaches_of(*case))]
    false = [case for case in right if list(breaches_of(*case))]
    for case in missed:
        print("not seen as a breach:", case)
    for case in false:
        print("wrongly seen as a breach:", case)
    return 1 if missed or false else 0


if __name__ == "__main__":
    sys.exit(self_test() if sys.argv[1] == "--self-test" else check(Path(sys.argv[1])))
