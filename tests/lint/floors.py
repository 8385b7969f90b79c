#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""Rooms include only from the floors below them, and each library stays in its room."""

import re

import lint

DOMAIN = {'base', 'store', 'nursery', 'people', 'attendance', 'fees', 'statistics', 'month', 'writing', 'contact'}
# What goes to the municipality.
CITY = {'wire', 'outbox', 'sync', 'submission'}
BELOW = {
    'base': set(),
    'store': {'base'},
    'nursery': {'base', 'store'},
    'people': {'base', 'store', 'nursery'},
    'attendance': {'base', 'store', 'nursery'},
    'fees': {'base', 'store', 'nursery', 'attendance'},
    'statistics': {'base', 'store', 'nursery', 'people', 'attendance'},
    'month': {'base', 'store', 'nursery', 'people', 'attendance', 'fees', 'statistics'},
    'writing': {'base', 'store', 'nursery', 'people', 'attendance', 'fees', 'statistics'},
    'contact': {'base', 'store', 'nursery', 'people', 'attendance', 'mail'},
    'wire': {'base'},
    'outbox': {'base', 'store', 'wire'},
    'sync': {'base', 'store', 'wire', 'outbox'},
    'submission': DOMAIN | {'wire', 'outbox'},
    'sheets': {'base'},
    'mail': {'base'},
    'reports': DOMAIN | {'sheets'},
    'ctl': DOMAIN | CITY | {'reports', 'sheets', 'mail'},
    'app': DOMAIN | CITY | {'reports', 'sheets', 'mail'},
    'hub': {'base', 'wire'},
}
# Headers and symbols of a library, and the only rooms that may know it.
LIBRARIES = (
    (re.compile(r'sqlite3'), {'store', 'hub'}),
    (re.compile(r'libpq'), {'hub'}),
    (re.compile(r'sodium'), {'wire', 'hub'}),
    (re.compile(r'nettle'), {'wire'}),
    (re.compile(r'jansson'), {'wire', 'outbox', 'submission', 'sync', 'hub', 'ctl'}),
    (re.compile(r'(gtk|gdk|gsk)\b|gtk/|gdk/|gsk/|adwaita|libadwaita|libnotify|poppler'), {'app'}),
    (re.compile(r'cairo|pango|qrencode|fontconfig'), {'app', 'reports'}),
    (re.compile(r'json-glib'), {'ctl'}),
    (re.compile(r'zip\.h|zipconf|libxml/'), {'sheets'}),
    (re.compile(r'curl/|libsecret/'), {'mail'}),
    (re.compile(r'libsoup'), {'sync', 'hub'}),
)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
GENERATED = {'config.h', 'resources.h', 'migrations.h', 'hub-resources.h', 'enr-schemas.h'}


def sources():
    for path in lint.files('src', ends=('.c', '.h')):
        yield path, lint.room_of(path), lint.without_comments(lint.read(path))


def includes():
    for path, room, text in sources():
        for match in INCLUDE.finditer(text):
            yield path, room, lint.line_of(text, match.start()), match.group(1) == '"', match.group(2)


def rooms():
    """Every folder of src/ is a known room"""
    for path, room, _ in sources():
        if room not in BELOW:
            yield path, 1, 'not in a room that tests/lint/floors.py knows'


def floors():
    """A room includes only from the floors below"""
    for path, room, line, is_quoted, name in includes():
        target = name.split('/')[0]
        if '/' in name and target in BELOW:
            if target != room and target not in BELOW.get(room, ()):
                yield path, line, f'{room} includes "{name}", which is not on a floor below'
        elif is_quoted and name not in GENERATED:
            yield path, line, f'"{name}": name the room, as in "{room}/{name}"'


# The sample nursery is made of the steps of whole actions, a month in one transaction.
MAKERS = {'src/attendance/sample.c'}


def private():
    """A -private.h is included in its own room only"""
    for path, room, line, _, name in includes():
        if name.endswith('-private.h') and name.split('/')[0] != room and path not in MAKERS:
            yield path, line, f'{room} includes the private "{name}"'


def transactions():
    """A function that wants a transaction open (_in_txn) is called in its own room only, but for ROOM/*-txn.h"""
    call = re.compile(r'\b(enr_\w+_in_txn)\b')
    homes = {}
    shared = set()
    uses = []
    for path, room, text in sources():
        for match in call.finditer(text):
            if path.endswith('-txn.h'):
                shared.add(match.group(1))
            elif path.endswith('.h'):
                homes.setdefault(match.group(1), room)
            else:
                uses.append((path, room, lint.line_of(text, match.start()), match.group(1)))
    for path, room, line, name in uses:
        if name not in shared and homes.get(name, room) != room and path not in MAKERS:
            yield path, line, f'{room} calls {name}() of {homes[name]}'


def libraries():
    """SQLite is in src/store alone, GTK in src/app alone, libcurl in src/mail alone, libsoup nowhere"""
    for path, room, line, _, name in includes():
        for pattern, allowed in LIBRARIES:
            if pattern.match(name) and room not in allowed:
                yield path, line, f'<{name}> in {room}; it may be in: {", ".join(sorted(allowed)) or "nowhere"}'
    for path, room, text in sources():
        for match in re.finditer(r'\bsqlite3_\w+', lint.without_comments(text, keep_strings=False)):
            if room != 'store' and path != 'src/hub/db-sqlite.c':
                yield path, lint.line_of(text, match.start()), f'{match.group()} outside of src/store'


lint.run(rooms, floors, private, transactions, libraries)
