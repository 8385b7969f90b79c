#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""Steps of the schema: numbered without gaps, embedded, and never changed once released.

RELEASED.sha256 is what `sha256sum 0*.sql` prints at a release, in data/migrations."""

import hashlib
import os
import re

import lint

FOLDER = 'data/migrations'
RELEASED = f'{FOLDER}/RELEASED.sha256'
LIST = f'{FOLDER}/migrations.gresource.xml'


def steps():
    return [os.path.basename(p) for p in lint.files(FOLDER, ends=('.sql',))]


def numbers():
    """Steps are numbered from 0001 without gaps"""
    for number, name in enumerate(steps(), 1):
        if not re.fullmatch(r'%04d-[a-z0-9-]+\.sql' % number, name):
            yield f'{FOLDER}/{name}', 1, f'step {number} should be called {number:04}-....sql'
    if not steps():
        yield FOLDER, 1, 'no steps'


def embedded():
    """Every step is embedded"""
    text = lint.read(LIST)
    embedded_names = re.findall(r'<file[^>]*>([^<]+)</file>', text)
    for name in set(steps()) ^ set(embedded_names):
        yield LIST, 1, f'{name} is either not listed or not there'


def plain():
    """Steps hold no BEGIN, COMMIT or PRAGMA: the runner does that"""
    for name in steps():
        text = re.sub(r'--[^\n]*', '', lint.read(f'{FOLDER}/{name}'))
        text = re.sub(r'(?i)\bCREATE\s+TRIGGER\b.*?\bEND\s*;', lambda m: '\n' * m.group().count('\n'), text,
                      flags=re.DOTALL)
        for match in re.finditer(r'(?im)^\s*(BEGIN|COMMIT|ROLLBACK|PRAGMA)\b', text):
            yield f'{FOLDER}/{name}', lint.line_of(text, match.start(1)), match.group(1)


def released():
    """Released steps are as they were"""
    if not os.path.exists(os.path.join(lint.ROOT, RELEASED)):
        raise lint.Skip('nothing is released yet')
    seen = set()
    for number, line in lint.lines(RELEASED):
        match = re.fullmatch(r'([0-9a-f]{64}) [ *](\S+)', line)
        if not line:
            continue
        if match is None:
            yield RELEASED, number, 'not a line of sha256sum'
            continue
        name = match.group(2)
        seen.add(name)
        path = os.path.join(lint.ROOT, FOLDER, name)
        if not os.path.exists(path):
            yield RELEASED, number, f'{name} is gone'
        else:
            with open(path, 'rb') as file:
                if hashlib.sha256(file.read()).hexdigest() != match.group(1):
                    yield f'{FOLDER}/{name}', 1, 'was released and has changed: write a new step'
    names = steps()
    for number, name in enumerate(names):
        if name not in seen and seen.intersection(names[number:]):
            yield RELEASED, 1, f'{name} is not released, but a later step is'


lint.run(numbers, embedded, plain, released)
