# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""What the lint tests share: the tree's files, C without its comments, and TAP.

A test is a list of rules; a rule is a function that yields what is wrong as (path, line, text)."""

import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SKIPPED = {'.git', '__pycache__', '.flatpak-builder'}

COMMENT_OR_STRING = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def files(*places, ends=()):
    """Paths below the project's root, sorted. Folders that are links (src/floors) are not entered."""
    found = []
    for place in places:
        for folder, names, leaves in os.walk(os.path.join(ROOT, place)):
            names[:] = [n for n in names if n not in SKIPPED and not n.startswith('build')]
            for leaf in leaves:
                path = os.path.join(folder, leaf)
                if leaf.endswith(tuple(ends) or '') and not os.path.islink(path):
                    found.append(os.path.relpath(path, ROOT))
    return sorted(found)


def read(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as file:
        return file.read()


def lines(path):
    return enumerate(read(path).split('\n'), 1)


def line_of(text, offset):
    return text.count('\n', 0, offset) + 1


def without_comments(text, keep_strings=True):
    """C with its comments (and strings) blanked; every line and column stays where it was."""
    def blank(match):
        part = match.group()
        if part[0] in '"\'' and keep_strings:
            return part
        return re.sub(r'[^\n]', ' ', part)
    return COMMENT_OR_STRING.sub(blank, text)


def room_of(path):
    """"attendance" of src/attendance/day.c; None outside of src/ROOM."""
    parts = path.split('/')
    return parts[1] if len(parts) > 2 and parts[0] == 'src' else None


class Skip(Exception):
    """The rule cannot be looked at here; the text says why."""


def run(*rules):
    """Prints TAP and ends the program."""
    failed = 0
    print(f'1..{len(rules)}')
    for number, rule in enumerate(rules, 1):
        title = (rule.__doc__ or rule.__name__).split('\n')[0].rstrip('.')
        try:
            wrong = sorted(set(rule()))
        except Skip as reason:
            print(f'ok {number} - {title} # SKIP {reason}')
            continue
        print(f'{"not ok" if wrong else "ok"} {number} - {title}')
        for path, line, text in wrong:
            print(f'# {path}:{line}: {text}')
        failed += bool(wrong)
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
