"""Write a project of any size with known findings to a folder (see README.md)."""

# ruff: noqa: T201  (a script: printing is its job)

import argparse
from pathlib import Path

from harness.corpus import make_git_tree
from harness.synthetic import write


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=int, help="how many files, about")
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    options = parser.parse_args()
    options.folder.mkdir(parents=True)
    found = write(options.folder, options.files)
    make_git_tree(options.folder)
    for code, count in sorted(found.items()):
        print(f"{code} {count}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
