#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Draws the packages' icon: eng/make-icon.py writes eng/icon.png, eng/make-icon.py --check tells whether that file is current.

A privilege ring entered by an arrow, 128 by 128 pixels.
"""
import pathlib
import struct
import sys
import zlib

SIZE = 128
SAMPLES = 4  # per pixel and direction, against jagged edges
BACKGROUND, RING, ARROW = (0x1B, 0x26, 0x3B), (0x41, 0x8F, 0xDE), (0xF4, 0xD3, 0x5E)


def colour(x, y):
    """The colour at a point, None outside the rounded square."""
    corner = 20
    dx, dy = max(corner - x, x - (SIZE - corner), 0), max(corner - y, y - (SIZE - corner), 0)
    if dx * dx + dy * dy > corner * corner:
        return None
    if 16 <= x <= 58 and abs(y - 64) <= 6 or 58 <= x <= 80 and abs(y - 64) <= (80 - x) * 0.8:
        return ARROW
    radius = ((x - 72) ** 2 + (y - 64) ** 2) ** 0.5
    gate = x < 72 and abs(y - 64) <= 14
    return RING if 30 <= radius <= 40 and not gate else BACKGROUND


def pixel(column, row):
    points = [colour(column + (i + 0.5) / SAMPLES, row + (j + 0.5) / SAMPLES) for i in range(SAMPLES) for j in range(SAMPLES)]
    inside = [point for point in points if point]
    if not inside:
        return bytes(4)
    mean = [round(sum(channel) / len(inside)) for channel in zip(*inside)]
    return bytes([*mean, round(255 * len(inside) / len(points))])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def stored(data):
    """A zlib stream without compression: the same bytes from every version of zlib. Rows repeat little, and the file is small anyway."""
    blocks = [data[i:i + 0xFFFF] for i in range(0, len(data), 0xFFFF)]
    body = b"".join(struct.pack("<BHH", i == len(blocks) - 1, len(block), len(block) ^ 0xFFFF) + block for i, block in enumerate(blocks))
    return b"\x78\x01" + body + struct.pack(">I", zlib.adler32(data))


def png():
    rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(SIZE)) for y in range(SIZE))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0))
            + chunk(b"tEXt", b"Software\0eng/make-icon.py") + chunk(b"IDAT", stored(rows)) + chunk(b"IEND", b""))


def main():
    icon = pathlib.Path(__file__).with_name("icon.png")
    if sys.argv[1:] == ["--check"]:
        sys.exit(None if icon.is_file() and icon.read_bytes() == png() else "eng/icon.png is stale; run eng/make-icon.py")
    icon.write_bytes(png())


main()
