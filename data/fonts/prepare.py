#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""Cuts one face of Noto Sans CJK JP for the papers; see README.md."""

import argparse
import os
import struct
import subprocess
import sys

FAMILY = 'Noto Sans CJK JP'

# Where distributions put Noto CJK; ENROKU_NOTO_CJK_DIR comes before them.
FOLDERS = (
    '/usr/share/fonts/opentype/noto',
    '/usr/share/fonts/noto-cjk',
    '/usr/share/fonts/google-noto-cjk',
    '/usr/share/fonts/google-noto-sans-cjk-fonts',
    '/usr/share/fonts/truetype',
)


def find_collection(style):
    name = f'NotoSansCJK-{style}.ttc'
    folders = [os.environ['ENROKU_NOTO_CJK_DIR']] if 'ENROKU_NOTO_CJK_DIR' in os.environ else []
    for folder in folders + list(FOLDERS):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            return path
    sys.exit(f'{name} is not in any of: {", ".join(folders + list(FOLDERS))}.\n'
             'Install the package fonts-noto-cjk, or set ENROKU_NOTO_CJK_DIR to its folder.')


def family_of(data, offset):
    """The family name (name id 1, Windows, English) of the font at an offset of the collection."""
    tables, = struct.unpack_from('>H', data, offset + 4)
    for i in range(tables):
        tag, _, start, _ = struct.unpack_from('>4sLLL', data, offset + 12 + 16 * i)
        if tag != b'name':
            continue
        _, count, strings = struct.unpack_from('>HHH', data, start)
        for k in range(count):
            platform, _, language, name_id, length, place = struct.unpack_from(
                '>HHHHHH', data, start + 6 + 12 * k)
            if platform == 3 and language == 0x409 and name_id == 1:
                at = start + strings + place
                return data[at:at + length].decode('utf-16-be')
    return None


def face_index(path):
    """The index of the Japanese face: its order in the collection is not promised by anybody."""
    with open(path, 'rb') as collection:
        data = collection.read()
    tag, _, count = struct.unpack_from('>4sLL', data, 0)
    if tag != b'ttcf':
        sys.exit(f'{path} is not a font collection.')
    families = [family_of(data, offset) for offset in struct.unpack_from(f'>{count}L', data, 12)]
    if FAMILY not in families:
        sys.exit(f'{path} has no face "{FAMILY}", only: {families}')
    return families.index(FAMILY)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--hb-subset', required=True)
    parser.add_argument('--style', required=True, choices=('Regular', 'Bold'))
    parser.add_argument('--unicodes', required=True)
    parser.add_argument('--output', required=True)
    options = parser.parse_args()

    source = find_collection(options.style)
    subprocess.run([options.hb_subset, source,
                    f'--face-index={face_index(source)}',
                    f'--unicodes-file={options.unicodes}',
                    '--no-hinting', '--desubroutinize',
                    f'--output-file={options.output}'], check=True)


if __name__ == '__main__':
    main()
