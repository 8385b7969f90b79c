#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""Every text has its translation, in every language of po/LINGUAS.

To bring a .po up to date with the sources: ninja -C build enroku-update-po"""

import os
import re
import subprocess
import tempfile

import lint

ENVIRONMENT = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='en', XDG_DATA_DIRS='/usr/local/share:/usr/share')
KEYWORDS = ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dcgettext:2', 'g_dngettext:2,3', 'g_dpgettext2:2c,3')
FORMATTERS = ('g_strdup_printf:1', 'g_string_printf:2', 'g_string_append_printf:2', 'g_set_error:4',
              'g_markup_printf_escaped:1', 'g_print:1', 'g_printerr:1')

LANGUAGES = lint.read('po/LINGUAS').split()
folder = tempfile.TemporaryDirectory(prefix='enroku-po-')
POT = os.path.join(folder.name, 'enroku.pot')


def tool(*arguments):
    return subprocess.run(arguments, cwd=lint.ROOT, env=ENVIRONMENT, text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def complaints(result, path):
    """What a program of gettext wrote to its standard error."""
    said = False
    for line in result.stderr.splitlines():
        match = re.match(r'(?:\w+: )?(?:\./)?([^:\s]+):(\d+):(?:\d+:)? *(.*)', line)
        if match:
            said = True
            yield match.group(1).replace(folder.name, 'merged'), int(match.group(2)), match.group(3)
    if result.returncode != 0 and not said:
        yield path, 1, ' '.join(result.stderr.split()) or f'exit code {result.returncode}'


def entries(text):
    """(reference, msgid) of each entry that msgattrib printed."""
    for block in text.split('\n\n'):
        match = re.search(r'^msgid ((?:"(?:\\.|[^"\\])*"\n?)+)', block, re.MULTILINE)
        msgid = ''.join(re.findall(r'"((?:\\.|[^"\\])*)"', match.group(1))) if match else ''
        if msgid:
            references = re.search(r'^#: (\S+?):(\d+)', block, re.MULTILINE)
            yield (references.group(1), int(references.group(2))) if references else None, msgid


def extracted():
    """xgettext reads every source of po/POTFILES.in"""
    own = re.findall(r"'(--[^']+)'", lint.read('po/meson.build'))
    result = tool('xgettext', '--from-code=UTF-8', '--package-name=enroku', '--add-location', '--output', POT,
                  '--files-from=po/POTFILES.in', *(f'--keyword={k}' for k in KEYWORDS),
                  *(f'--flag={f}:c-format' for f in FORMATTERS), *own)
    yield from complaints(result, 'po/POTFILES.in')
    if not os.path.exists(POT):
        yield 'po/POTFILES.in', 1, 'nothing was found to translate'


def valid():
    """msgfmt --check finds no error"""
    for language in LANGUAGES:
        path = f'po/{language}.po'
        result = tool('msgfmt', '--check', '--output-file=/dev/null', path)
        if result.returncode != 0:
            yield from complaints(result, path)


def certain():
    """No translation is fuzzy, and none is empty"""
    for language in LANGUAGES:
        path = f'po/{language}.po'
        for option, word in (('--only-fuzzy', 'fuzzy'), ('--untranslated', 'not translated')):
            found = tool('msgattrib', option, '--no-obsolete', path)
            for _, msgid in entries(found.stdout):
                yield path, place(path, msgid), f'{word}: "{msgid}"'


def place(path, msgid):
    for number, line in lint.lines(path):
        if line == f'msgid "{msgid}"':
            return number
    return 1


def complete():
    """Every text of the sources is translated, with the same placeholders"""
    if not os.path.exists(POT):
        yield 'po/POTFILES.in', 1, 'nothing was found to translate'
        return
    for language in LANGUAGES:
        path = f'po/{language}.po'
        merged = os.path.join(folder.name, f'{language}.po')
        result = tool('msgmerge', '--quiet', '--no-fuzzy-matching', '--output-file', merged, path, POT)
        if result.returncode != 0:
            yield from complaints(result, path)
            continue
        for reference, msgid in entries(tool('msgattrib', '--untranslated', '--no-obsolete', merged).stdout):
            yield *(reference or (path, 1)), f'not in {path}: "{msgid}"'
        # What has placeholders is known from the sources; where they differ, msgmerge says "fuzzy".
        for _, msgid in entries(tool('msgattrib', '--only-fuzzy', '--no-obsolete', merged).stdout):
            yield path, place(path, msgid), f'other placeholders, or fuzzy: "{msgid}"'


lint.run(extracted, valid, certain, complete)
