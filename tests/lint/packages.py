#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""packages.list has what the build looks for."""

import re

import lint

# One of these; the later ones bring the first along.
GTK = 'libgtk-4-dev'
DEPENDENCIES = {
    'glib-2.0': ('libglib2.0-dev', GTK),
    'gio-2.0': ('libglib2.0-dev', GTK),
    'gio-unix-2.0': ('libglib2.0-dev', GTK),
    'cairo-pdf': ('libcairo2-dev', GTK),
    'pangocairo': ('libpango1.0-dev', GTK),
    'pangofc': ('libpango1.0-dev', GTK),
    'fontconfig': ('libfontconfig-dev', GTK),
    'gtk4': (GTK,),
    'gtk4-unix-print': (GTK,),
    'libadwaita-1': ('libadwaita-1-dev',),
    'json-glib-1.0': ('libjson-glib-dev',),
    'jansson': ('libjansson-dev',),
    'libcurl': ('libcurl4-gnutls-dev',),
    'libsodium': ('libsodium-dev',),
    'nettle': ('nettle-dev',),
    'zlib': ('zlib1g-dev',),
    'libnotify': ('libnotify-dev',),
    'libqrencode': ('libqrencode-dev',),
    'libsecret-1': ('libsecret-1-dev',),
    'libpq': ('libpq-dev',),
    'libsoup-3.0': ('libsoup-3.0-dev',),
    'poppler-glib': ('libpoppler-glib-dev',),
    'libxml-2.0': ('libxml2-dev',),
    'libzip': ('libzip-dev',),
    'sqlite3': ('libsqlite3-dev',),
    'xlsxwriter': ('libxlsxwriter-dev',),
}
PROGRAMS = {
    'python3': ('python3',),
    'hb-subset': ('libharfbuzz-bin',),
    'gtk4-builder-tool': ('libgtk-4-bin',),
    'xmllint': ('libxml2-utils',),
    'msgfmt': ('gettext',),
    'xgettext': ('gettext',),
    'desktop-file-validate': ('desktop-file-utils',),
    'appstreamcli': ('appstream',),
}
# What the gnome module looks for by itself.
CALLS = {
    'gnome.compile_resources': ('libglib2.0-dev-bin',),
    'gnome.post_install': ('libgtk-4-bin',),
    'i18n.gettext': ('gettext',),
}


def packages():
    return {word for _, line in lint.lines('packages.list') for word in line.split('#')[0].split()}


def wanted():
    for path in lint.files('', ends=('meson.build',)):
        text = re.sub(r'(?m)#.*$', lambda m: ' ' * len(m.group()), lint.read(path))
        for name, table in (('dependency', DEPENDENCIES), ('find_program', PROGRAMS)):
            for match in re.finditer(r"\b%s\(\s*'([^']+)'" % name, text):
                own = name == 'find_program' and path.startswith(('tests', 'bench', 'tools')) \
                    and match.group(1) not in table and any(
                        p.rsplit('/', 1)[-1] == match.group(1) for p in lint.files('tests', 'bench', 'tools'))
                if not own:
                    yield path, lint.line_of(text, match.start()), match.group(1), table.get(match.group(1))
        for call, needed in CALLS.items():
            for match in re.finditer(re.escape(call) + r'\(', text):
                yield path, lint.line_of(text, match.start()), call, needed


def known():
    """Every dependency of the build has a package in tests/lint/packages.py"""
    for path, line, name, needed in wanted():
        if needed is None:
            yield path, line, f'"{name}" is unknown to tests/lint/packages.py'


def listed():
    """Every dependency of the build is in packages.list"""
    have = packages()
    for path, line, name, needed in wanted():
        if needed is not None and not have.intersection(needed):
            yield path, line, f'"{name}" needs {needed[0]}, which packages.list has not'


def once():
    """packages.list names nothing twice"""
    seen = set()
    for number, line in lint.lines('packages.list'):
        for word in line.split('#')[0].split():
            if word in seen:
                yield 'packages.list', number, f'{word} for the second time'
            seen.add(word)


lint.run(known, listed, once)
