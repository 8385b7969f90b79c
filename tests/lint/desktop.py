#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""What desktops and shops read: by their own checkers, without a network."""

import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree

import lint

ID = 'io.github.enroku.Enroku'
DESKTOP = f'data/desktop/{ID}.desktop'
METAINFO = f'data/desktop/{ID}.metainfo.xml'
SCHEMA = f'data/desktop/{ID}.gschema.xml'
MANIFEST = f'flatpak/{ID}.yml'
ICONS = (f'data/icons/hicolor/scalable/apps/{ID}.svg', f'data/icons/hicolor/symbolic/apps/{ID}-symbolic.svg')


def checked(path, *command):
    if shutil.which(command[0]) is None:
        yield path, 1, f'{command[0]} is missing'
        return
    result = subprocess.run(command, cwd=lint.ROOT, env=dict(os.environ, LC_ALL='C.UTF-8'), text=True,
                            check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode != 0:
        for text in result.stdout.splitlines() or [f'exit code {result.returncode}']:
            line = re.search(r':(\d+)[:,]', text)
            if text.strip():
                yield path, int(line.group(1)) if line else 1, text.strip()


def desktop():
    """desktop-file-validate"""
    yield from checked(DESKTOP, 'desktop-file-validate', '--warn-kde', DESKTOP)


def metainfo():
    """appstreamcli validate --no-net"""
    yield from checked(METAINFO, 'appstreamcli', 'validate', '--no-net', METAINFO)


def schema():
    """glib-compile-schemas --strict"""
    yield from checked(SCHEMA, 'glib-compile-schemas', '--strict', '--dry-run', os.path.dirname(SCHEMA))


def names():
    """Every file names the application alike, and says everything in Japanese too"""
    entry = lint.read(DESKTOP)
    for key in re.findall(r'(?m)^(Name|GenericName|Comment|Keywords)=', entry):
        if entry.count(f'\n{key}=') != entry.count(f'\n{key}[ja]='):
            yield DESKTOP, 1, f'{key}[ja] is missing'
    if f'\nIcon={ID}\n' not in entry:
        yield DESKTOP, 1, f'Icon is not {ID}'
    for path in ICONS:
        if not os.path.exists(os.path.join(lint.ROOT, path)):
            yield path, 1, 'does not exist'

    component = ElementTree.fromstring(lint.read(METAINFO))
    lang = '{http://www.w3.org/XML/1998/namespace}lang'
    if component.findtext('id') != ID or component.findtext('launchable') != f'{ID}.desktop':
        yield METAINFO, 1, f'id or launchable is not {ID}'
    for parent in component.iter():
        for tag in ('name', 'summary', 'p', 'li', 'keyword', 'developer_name'):
            texts = parent.findall(tag)
            if sum(t.get(lang) is None for t in texts) != sum(t.get(lang) == 'ja' for t in texts):
                yield METAINFO, 1, f'a <{tag}> of <{parent.tag}> is not in Japanese'
    version = re.search(r"version: '([^']+)'", lint.read('meson.build')).group(1)
    newest = component.find('releases/release').get('version')
    if newest != version:
        yield METAINFO, 1, f'the newest release is {newest}, and meson.build says {version}'
    if ElementTree.fromstring(lint.read(SCHEMA)).find('schema').get('id') != ID:
        yield SCHEMA, 1, f'the schema is not {ID}'


def sandbox():
    """The Flatpak asks for no more than it needs"""
    # The network is for mail, the secrets for its server's password.
    allowed = {'--share=ipc', '--share=network', '--socket=wayland', '--socket=fallback-x11', '--device=dri',
               '--talk-name=org.freedesktop.Notifications', '--talk-name=org.freedesktop.secrets'}
    for number, line in lint.lines(MANIFEST):
        match = re.match(r'\s*- [\'"]?(--(?:share|socket|device|filesystem|talk-name|own-name|system-\S+?|allow'
                         r'|persist|env)=[^\s\'"]*)', line)
        if match and match.group(1) not in allowed:
            yield MANIFEST, number, match.group(1)
        if re.match(r'(app-)?id:', line) and line.split(':')[1].strip() != ID:
            yield MANIFEST, number, f'the id is not {ID}'


def manifest():
    """flatpak-builder reads the manifest and knows every property"""
    if shutil.which('flatpak-builder') is None:
        raise lint.Skip('flatpak-builder is not installed')
    with tempfile.TemporaryDirectory(prefix='enroku-flatpak-') as folder:
        result = subprocess.run(['flatpak-builder', '--show-manifest', os.path.join(lint.ROOT, MANIFEST)],
                                cwd=folder, env=dict(os.environ, LC_ALL='C.UTF-8', HOME=folder), text=True,
                                check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for text in result.stderr.splitlines():
        if result.returncode != 0 or 'Unknown property' in text:
            yield MANIFEST, 1, text
    if result.returncode != 0 and not result.stderr:
        yield MANIFEST, 1, f'exit code {result.returncode}'


lint.run(desktop, metainfo, schema, names, sandbox, manifest)
