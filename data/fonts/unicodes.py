#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""Writes the characters that the papers' fonts keep, one U+ range a line, for hb-subset."""

import sys

# Codecs of the standard library stand for the character sets: JIS X 0208 and 0213 with every plane,
# and what Windows adds to JIS (NEC and IBM kanji, among them U+FA11 and U+9AD9).
CODECS = ('euc_jis_2004', 'cp932')

# Name kanji that must be there whatever the codecs hold.
NAMES = '髙﨑𠮷邉邊濵濱齋齊斎廣澤德惠眞櫻嶋渕淵條栁桒𣘺𫝆𠀋槗﨟舘祐辻逢隆朗都神祥福羽昻'

RANGES = (
    (0x0020, 0x007E),    # ASCII
    (0x00A0, 0x024F),    # Latin with accents: names of families from abroad
    (0x0300, 0x036F),    # combining marks
    (0x0370, 0x03FF),    # Greek
    (0x0400, 0x045F),    # Cyrillic
    (0x1E00, 0x1EFF),    # Vietnamese
    (0x2000, 0x206F),    # punctuation
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),
    (0x2100, 0x22FF),    # letterlike, numbers, arrows, mathematics
    (0x2460, 0x27BF),    # circled, boxes, shapes, signs
    (0x2E80, 0x2FDF),    # radicals
    (0x3000, 0x30FF),    # Japanese punctuation and kana
    (0x31F0, 0x33FF),    # small katakana, circled and square forms, 令和 as one sign
    (0xFB00, 0xFB06),
    (0xFE00, 0xFE0F),    # variation selectors
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),    # full width and half width forms
    (0xE0100, 0xE01EF),  # ideographic variation selectors
)


def in_codec(char, codec):
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def wanted():
    found = set(ord(char) for char in NAMES)
    for first, last in RANGES:
        found.update(range(first, last + 1))
    for point in list(range(0x80, 0xD800)) + list(range(0xF900, 0x30000)):
        char = chr(point)
        if any(in_codec(char, codec) for codec in CODECS):
            found.add(point)
    # JIS X 0213 writes a few kana as a pair (か with a half-voiced mark): the parts are in already.
    return sorted(found)


def main():
    points = wanted()
    lines = []
    first = last = points[0]
    for point in points[1:] + [None]:
        if point is not None and point == last + 1:
            last = point
            continue
        lines.append(f'U+{first:04X}' if first == last else f'U+{first:04X}-{last:04X}')
        first = last = point
    with open(sys.argv[1], 'w', encoding='ascii', newline='\n') as output:
        output.write('\n'.join(lines) + '\n')


if __name__ == '__main__':
    main()
