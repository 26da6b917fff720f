#!/usr/bin/env python3
"""Holds every layout, page file and story that is shipped against layouts/schema/, with a validator of other people's making.

Usage: schema.py PROJECT.  Ends with 77, which ctest counts as skipped, where the Python packages yaml and jsonschema are not installed.
"""
import json
import re
import sys
from pathlib import Path

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


class Loader(yaml.SafeLoader):
    """YAML 1.2's core schema as far as the formats need it: numbers are numbers; on, off and dates are texts."""


Loader.yaml_implicit_resolvers = {}
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]*\.[0-9]+$"), list("-+.0123456789"))


def validator(project, name):
    schema = json.loads((project / "layouts" / "schema" / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def front_matter(path):
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[0].removeprefix("---\n")


def documents(project):
    """(path, schema, text) of every shipped file of the formats."""
    for path in sorted([*project.glob("layouts/*.yaml"), *project.glob("samples/*/*.yaml")]):
        text = path.read_text(encoding="utf-8")
        format = re.search(r"^duikai: *([a-z]+)/", text, re.MULTILINE)
        if format:
            yield path, f"{format[1]}.schema.json", text
    for path in sorted(project.glob("samples/*/stories/*.md")):
        yield path, "story.schema.json", front_matter(path)
    for path in sorted(project.glob("tests/golden/**/*.golden.yaml")):
        yield path, "golden.schema.json", path.read_text(encoding="utf-8")


def main(project):
    faults = n = 0
    for path, schema, text in documents(project):
        n += 1
        for error in validator(project, schema).iter_errors(yaml.load(text, Loader)):
            faults += 1
            print(f"{path}: {'/'.join(map(str, error.absolute_path))}: {error.message}")
    print(f"{n} files, {faults} faults")
    return 1 if faults or n < 10 else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
