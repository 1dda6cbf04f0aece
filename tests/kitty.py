"""Runs inside kitty's own interpreter, without a window (see kitty.sh): feeds the frames of a walk to kitty's parser one
after another, feeds a fresh screen each frame's full redraw, and prints the frames on which the two differ."""

import glob
import os
import re
import sys

from kitty.fast_data_types import Screen, set_options
from kitty.options.types import defaults

FRAMES = os.environ.get("FRAMES", "/tmp/frames")
set_options(defaults)


class Callbacks:
    """Takes what the parser tells its window, and forgets it."""

    def write(self, data):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: None


KEPT = []


def screen(columns, rows):
    callbacks = Callbacks()
    KEPT.append(callbacks)
    return Screen(callbacks, rows, columns, 0, 10, 20, 0, callbacks)


def feed(target, data):
    rest = memoryview(data)
    while rest:
        buffer = target.test_create_write_buffer()
        taken = target.test_commit_write_buffer(rest, buffer)
        rest = rest[taken:]
        target.test_parse_written_data()


def seen(target, columns, rows):
    """What each cell shows: its text and, in a block, its place and the block's shape."""

    def cell(y, x):
        it = target.cpu_cells(y, x)
        block = it["mcd"]
        if block is None:
            return (it["text"] or " ", 0, 0, None)
        return (it["text"], it["x"], it["y"], tuple(sorted(block.items())))

    return [[cell(y, x) for x in range(columns)] for y in range(rows)]


def walk(folder):
    """How many frames of a walk differ, and how many there are."""
    wrong, count, size, target = 0, 0, None, None
    for path in sorted(glob.glob(folder + "/inc_*")):
        columns, rows = map(int, re.search(r"_(\d+)x(\d+)$", path).groups())
        if target is None:
            target = screen(columns, rows)
        elif size != (columns, rows):
            target.resize(rows, columns)
        size = (columns, rows)
        feed(target, open(path, "rb").read())
        fresh = screen(columns, rows)
        feed(fresh, open(path.replace("/inc_", "/full_"), "rb").read())
        ours, theirs = seen(target, columns, rows), seen(fresh, columns, rows)
        differ = [(y, x, ours[y][x], theirs[y][x]) for y in range(rows) for x in range(columns) if ours[y][x] != theirs[y][x]]
        count += 1
        if differ:
            wrong += 1
            print(os.path.basename(path), len(differ), "cells differ:", differ[:2])
        KEPT[1:] = []
    return wrong, count


failed = False
for name in ("scaled", "newsprint"):
    wrong, count = walk(os.path.join(FRAMES, name))
    print(f"{name}: {count} frames in kitty's parser, {wrong} of them not what a fresh redraw is")
    failed |= wrong > 0 or count == 0
sys.exit(1 if failed else 0)
