#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""What a reader should not have to say of a source."""

import re

import lint

MOST_LINES = 1020
MOST_COLUMNS = 110

C = lint.files('src', 'tests', 'bench', ends=('.c', '.h'))
SCRIPTS = lint.files('src', 'tests', 'bench', 'tools', 'data', ends=('.py', '.sh', 'meson.build'))
DATA = lint.files('ui', 'data', 'flatpak', ends=('.ui', '.css', '.xml', '.sql', '.yml', '.desktop'))
# Names of XML's own and of office files, not addresses.
# Of what stays in this PC, nothing is read by others.
KNOWN_HTTP = ('http://127.0.0.1:', 'http://www.w3.org/', 'http://schemas.openxmlformats.org/',
              'http://purl.oclc.org/ooxml/', 'http://schemas.microsoft.com/office/')

FORMATTER = re.compile(r'\b(g_strdup_v?printf|g_string_v?printf|g_string_append_v?printf|g_snprintf|snprintf'
                       r'|sprintf|asprintf|g_strconcat|g_strjoin|sqlite3_mprintf|sqlite3_snprintf) ?\(')
SQL = re.compile(r'"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|ALTER|DROP|CREATE|ATTACH|DETACH|PRAGMA|WITH|VACUUM'
                 r'|SAVEPOINT|BEGIN)\s')
EXECUTE = re.compile(r'\b(sqlite3_exec|enr_db_exec) ?\(\s*[^,()]+(?:\([^()]*\))?\s*,\s*([^,]+?)\s*,')


def code():
    for path in C:
        yield path, lint.without_comments(lint.read(path))


def licence():
    """Every source says its licence in the first three lines"""
    for path in C + [p for p in SCRIPTS if p.endswith(('.py', '.sh'))]:
        if not any('SPDX-License-Identifier: GPL-3.0-or-later' in text
                   for _, text in list(lint.lines(path))[:3]):
            yield path, 1, 'SPDX-License-Identifier: GPL-3.0-or-later is missing'


def blanks():
    """No tabs, no blanks at the end of a line, one line feed at the end of a file"""
    for path in C + SCRIPTS + DATA:
        text = lint.read(path)
        for number, line in lint.lines(path):
            if '\t' in line or '\r' in line:
                yield path, number, 'tab or carriage return'
            if line != line.rstrip():
                yield path, number, 'blank at the end'
        if text and (not text.endswith('\n') or text.endswith('\n\n')):
            yield path, lint.line_of(text, len(text)), 'does not end in one line feed'


def columns():
    """No line is longer than 110 characters"""
    for path in C:
        for number, line in lint.lines(path):
            if len(line) > MOST_COLUMNS:
                yield path, number, f'{len(line)} characters'


def length():
    """No source is longer than 1020 lines"""
    for path in C:
        count = lint.read(path).count('\n')
        if count > MOST_LINES:
            yield path, count, f'{count} lines: split it by what it does'


def notes():
    """Nothing is left to be done later"""
    marks = re.compile(r'\b(TO' r'DO|FIX' r'ME|XX' r'X|HA' r'CK)\b')
    for path in C + SCRIPTS + DATA:
        for number, line in lint.lines(path):
            match = marks.search(line)
            if match:
                yield path, number, match.group()


def formatted_sql():
    """SQL is not made with printf (but for src/store/migrate.c)"""
    for path, text in code():
        if not path.startswith('src/') or path == 'src/store/migrate.c':
            continue
        for match in FORMATTER.finditer(text):
            end = text.find(';', match.end())
            if SQL.search(text, match.end(), end if end > 0 else len(text)):
                yield path, lint.line_of(text, match.start()), f'{match.group(1)}() makes SQL'


def executed_sql():
    """What is executed directly is a literal"""
    for path, text in code():
        if not path.startswith('src/') or path == 'src/store/migrate.c':
            continue
        for match in EXECUTE.finditer(text):
            if match.group(2).startswith(('const char', '"')):
                continue
            if path == 'src/store/db.c' and match.group(2) == 'sql':  # enr_db_exec() itself
                continue
            if match.group(2).startswith('enr_schema_step ('):  # an embedded file of data/migrations
                continue
            yield path, lint.line_of(text, match.start()), f'{match.group(1)}() of {match.group(2)}'


def addresses():
    """No address without encryption"""
    for path in C + SCRIPTS + DATA:
        for number, line in lint.lines(path):
            for address in re.findall(r'http' r'://[^\s"\'<>)]*', line):
                if not address.startswith(KNOWN_HTTP) and address != 'http' '://':
                    yield path, number, address


lint.run(licence, blanks, columns, length, notes, formatted_sql, executed_sql, addresses)
