#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""The .ui files as files; ui-validate asks GTK about what is in them."""

import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree

import lint

LIST = 'ui/enroku.gresource.xml'
UI = lint.files('ui', ends=('.ui',))
WIDEST = 1024


def well_formed():
    """Every .ui, .xml and .svg is well-formed"""
    paths = lint.files('ui', 'data', ends=('.ui', '.xml', '.svg'))
    result = subprocess.run(['xmllint', '--noout', *paths], cwd=lint.ROOT, text=True, check=False,
                            stderr=subprocess.PIPE)
    for line in result.stderr.splitlines():
        match = re.match(r'([^:]+):(\d+): (.*)', line)
        if match:
            yield match.group(1), int(match.group(2)), match.group(3)
    if result.returncode != 0 and not re.search(r':\d+: ', result.stderr):
        yield 'ui', 1, f'xmllint: {result.stderr.strip()}'


def listed():
    """The list of resources and the folder say the same"""
    text = lint.read(LIST)
    there = {p[len('ui/'):] for p in lint.files('ui')} - {'enroku.gresource.xml'}
    seen = set()
    for match in re.finditer(r'<file[^>]*>([^<]+)</file>', text):
        line = lint.line_of(text, match.start())
        name = match.group(1)
        if name in seen:
            yield LIST, line, f'{name} for the second time'
        seen.add(name)
        # the icon is listed from where it is installed
        if name not in there and not (name.startswith('../') and os.path.exists(os.path.join(lint.ROOT, 'ui', name))):
            yield LIST, line, f'ui/{name} does not exist'
    for name in there - seen:
        yield f'ui/{name}', 1, f'is not in {LIST}'


def templates():
    """A template's class is named like its file and is translated in the program's domain"""
    for path in UI:
        try:
            root = ElementTree.fromstring(lint.read(path))
        except ElementTree.ParseError:
            continue  # well_formed() says so
        if root.get('domain') != 'enroku':
            yield path, 1, '<interface> has no domain="enroku"'
        stem = ''.join(part.capitalize() for part in path.rsplit('/', 1)[-1][:-3].split('-'))
        for template in root.findall('template'):
            if template.get('class') not in (f'Enr{stem}', 'GtkListItem'):
                yield path, 1, f'the class is {template.get("class")}, not Enr{stem}'


def wide():
    """Nothing asks for more than 1024 pixels of width"""
    for path in UI:
        text = lint.read(path)
        for match in re.finditer(r'name="(?:width-request|width_request)"[^>]*>\s*(\d+)\s*<', text):
            if int(match.group(1)) > WIDEST:
                yield path, lint.line_of(text, match.start()), f'width-request of {match.group(1)}'


def readable():
    """What is shown is translatable"""
    shown = re.compile(r'<(?:property|attribute) name="(label|title|subtitle|tooltip-text|description|heading'
                       r'|body|placeholder-text)"(?P<rest>[^>]*)>(?P<text>[^<]*[A-Za-z぀-ヿ一-鿿][^<]*)<')
    for path in UI:
        text = lint.read(path)
        for match in shown.finditer(text):
            if 'translatable=' not in match.group('rest'):
                yield path, lint.line_of(text, match.start()), f'"{match.group("text")}" is not translatable'


lint.run(well_formed, listed, templates, wide, readable)
