#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""Our checker of schemas and Python's jsonschema judge alike: schema-others.py SCHEMA-VERDICTS FOLDER

Each schema of the program, and some that have every keyword, get values made by their own rules, and each of
those with something changed."""

import copy
import datetime
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile

import jsonschema

BASE = 'https://enroku.github.io/schemas/'
HEAD = {'$schema': 'https://json-schema.org/draft/2020-12/schema', '$id': BASE + 'test/1.0', 'x-event-type': 'jp.enroku.test.v1'}
KEYWORDS = {
    'texts': ({'type': 'object', 'properties': {
        'a': {'type': 'string', 'minLength': 1, 'maxLength': 3},
        'b': {'type': 'string', 'pattern': '^[0-9]{2}:[0-5][0-9]$'},
        'c': {'type': ['string', 'null'], 'format': 'date'},
        'd': {'type': 'string', 'format': 'uuid'}},
        'required': ['a'], 'additionalProperties': False},
        [{'a': '園児名', 'b': '08:30', 'c': '2026-11-21', 'd': '01935f2e-7b1a-7c3d-8e4f-0123456789ab'}, {'a': '😀😀😀', 'c': None},
         {'a': '園児名前'}, {'a': ''}, {'a': 'x', 'c': '2026-02-29'}, {'a': 'x', 'c': '2024-02-29'}, {'a': 'x', 'c': '20241121'},
         {'a': 'x', 'b': '08:30\n'}, {'a': 'x', 'c': '2026-11-21 '}, {'a': 'x', 'd': '01935f2e7b1a7c3d8e4f0123456789ab'}]),
    'numbers': ({'type': 'array', 'items': {'type': 'integer', 'minimum': -5, 'maximum': 5}, 'minItems': 1, 'maxItems': 4,
                 'uniqueItems': True},
                [[1, 2, 3], [], [1, 1], [-5, 5], [-6], [6], [True], [None], ['1'], [1, 2, 3, 4, 5], 7]),
    # No 0 and 1 within lists and objects: Debian 12's jsonschema takes them for False and True there.
    'choices': ({'type': 'object', 'properties': {
        'a': {'enum': ['x', 1, None, True, [3], {'k': 3}]}, 'b': {'const': 0}, 'c': {'const': {'z': [3, 2]}}}},
        [{'a': v} for v in ('x', 'y', 1, 0, None, True, False, [3], [2], {'k': 3}, {'k': 2})]
        + [{'b': v} for v in (0, False, 1, '0', None)] + [{'c': {'z': [3, 2]}}, {'c': {'z': [2, 3]}}]),
    'forms': ({'oneOf': [
        {'type': 'object', 'properties': {'kind': {'const': 'present'}, 'at': {'type': 'integer'}}, 'required': ['kind', 'at']},
        {'type': 'object', 'properties': {'kind': {'const': 'absent'}}, 'required': ['kind']},
        {'type': 'object', 'required': ['any']}]},
        [{'kind': 'present', 'at': 1}, {'kind': 'present'}, {'kind': 'absent'}, {'kind': 'absent', 'any': 1}, {'any': 2}, {}, 1]),
    'any': ({'anyOf': [{'type': 'integer', 'minimum': 10}, {'type': 'integer', 'maximum': 20}, {'type': 'null'}],
             'allOf': [{'type': ['integer', 'null']}, {'enum': [None, 5, 15, 25]}]},
            [None, 5, 15, 25, 10, 'x', []]),
    'tree': ({'$defs': {'node': {'type': 'object', 'properties': {'below': {'type': 'array', 'items': {'$ref': '#/$defs/node'}},
                                                                   'n': {'type': 'integer'}},
                                 'required': ['n'], 'additionalProperties': False}}, '$ref': '#/$defs/node'},
             [{'n': 1}, {'n': 1, 'below': [{'n': 2, 'below': [{'n': 3}]}]}, {'n': 1, 'below': [{'n': 2, 'below': [{}]}]},
              {'n': 1, 'below': [{'n': 2, 'x': 1}]}]),
}


def is_date(text):
    if not isinstance(text, str):
        return True
    if not re.fullmatch(r'[0-9]{4}-[0-9]{2}-[0-9]{2}', text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_date_time(text):
    if not isinstance(text, str):
        return True
    match = re.fullmatch(r'([0-9-]{10})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?([Zz]|[+-]([0-9]{2}):([0-9]{2}))', text)
    if match is None or not is_date(match.group(1)):
        return False
    hours = [match.group(2), match.group(7) or '0']
    minutes = [match.group(3), match.group(4), match.group(8) or '0']
    return all(int(n) < 24 for n in hours) and all(int(n) < 60 for n in minutes)


def formats():
    checker = jsonschema.FormatChecker(formats=())
    checker.checkers['date'] = (is_date, ())
    checker.checkers['date-time'] = (is_date_time, ())
    checker.checkers['uuid'] = (lambda text: not isinstance(text, str)
                                or re.fullmatch('[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}', text) is not None, ())
    return checker


def pattern(validator, expression, value, schema):
    """By ECMA's rules, which a schema's patterns follow: "$" is the very end, not before a last new line"""
    if isinstance(value, str) and not re.search(expression.replace('$', r'\Z'), value):
        yield jsonschema.ValidationError('pattern')


Validator = jsonschema.validators.extend(jsonschema.Draft202012Validator, {'pattern': pattern})


class Maker:
    """Values by a schema's rules; most of them right."""

    def __init__(self, root, rng):
        self.root, self.rng = root, rng

    def make(self, node, depth=0):
        rng = self.rng
        if '$ref' in node:
            return self.make(self.root['$defs'][node['$ref'].split('/')[-1]], depth + 1)
        for keyword in ('oneOf', 'anyOf'):
            if keyword in node:
                merged = self.make(rng.choice(node[keyword]), depth)
                if isinstance(merged, dict) and 'properties' in node:
                    merged = {**self.make({k: v for k, v in node.items() if k != keyword}, depth), **merged}
                return merged
        if 'const' in node:
            return node['const']
        if 'enum' in node:
            return rng.choice(node['enum'])
        kind = node.get('type', 'object' if 'properties' in node else 'integer')
        if isinstance(kind, list):
            kind = rng.choice(kind)
        return getattr(self, 'make_' + kind)(node, depth)

    def make_object(self, node, depth):
        wanted = node.get('required', [])
        return {key: self.make(below, depth + 1) for key, below in node.get('properties', {}).items()
                if key in wanted or (depth < 6 and self.rng.random() < 0.7)}

    def make_array(self, node, depth):
        low = node.get('minItems', 0)
        n = self.rng.randint(low, max(low, min(node.get('maxItems', 3), low + 3))) if depth < 8 else low
        return [self.make(node.get('items', {}), depth + 1) for _ in range(n)]

    def make_string(self, node, depth):
        rng = self.rng
        if node.get('format') == 'date':
            return rng.choice(['2026-11-21', '2024-02-29', '2026-02-29', '2026-4-1'])
        if node.get('format') == 'date-time':
            return rng.choice(['2026-11-21T17:42:03+09:00', '2026-11-21T17:42:03.5Z', '2026-11-21 17:42:03Z', '2026-11-21T24:00:00Z'])
        if node.get('format') == 'uuid':
            return '01935f2e-7b1a-7c3d-8e4f-0123456789ab'
        samples = ['08:30', '27:00', '2026-11', '2026-11-21', '園', 'a', '0', '12345678', '9f3c0102030405060708090a0b0c0d0e',
                   '9f3c0102030405060708090a0b0c0d0e' * 2, '']
        if 'pattern' in node:
            right = [s for s in samples if re.search(node['pattern'].replace('$', r'\Z'), s)]
            return rng.choice(right or samples)
        return rng.choice(samples)[:node.get('maxLength', 99)] or 'x' * node.get('minLength', 0)

    def make_integer(self, node, depth):
        low = node.get('minimum', -3)
        return self.rng.randint(low, max(low, node.get('maximum', low + 2000)))

    def make_boolean(self, node, depth):
        return self.rng.random() < 0.5

    def make_null(self, node, depth):
        return None


def change(value, rng):
    """One thing in @value is made another."""
    value = copy.deepcopy(value)
    places = []

    def walk(holder):
        for key in (list(holder) if isinstance(holder, dict) else range(len(holder))):
            places.append((holder, key))
            if isinstance(holder[key], (dict, list)):
                walk(holder[key])

    walk(value if isinstance(value, (dict, list)) else [])
    if not places:
        return rng.choice([None, 0, 'x', [], {}])
    holder, key = rng.choice(places)
    what = rng.randrange(5)
    if what == 0:
        del holder[key]
    elif what == 1:
        holder[key] = rng.choice([None, True, -1, 0, 99999, '', 'x', '2026-13-01', [], {}, '園' * 300])
    elif what == 2 and isinstance(holder, dict):
        holder['unknown'] = 1
    elif what == 3 and isinstance(holder[key], int) and not isinstance(holder[key], bool):
        holder[key] += rng.choice([-10000, -1, 1, 10000])
    elif isinstance(holder, list):
        holder.append(holder[key])
    elif isinstance(holder[key], str):
        holder[key] = holder[key] + rng.choice([' ', '\n', '0'])
    return value


def compare(program, schema, samples):
    """The first sample that is judged otherwise, or None."""
    theirs = Validator(schema, format_checker=formats())
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'schema.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(schema, file)
        lines = ''.join(json.dumps(sample, ensure_ascii=False) + '\n' for sample in samples)
        verdicts = subprocess.run([program, path], input=lines, capture_output=True, encoding='utf-8', check=False)
    if verdicts.returncode != 0:
        return verdicts.stderr, 0
    n_right = 0
    for sample, ours in zip(samples, verdicts.stdout.split(), strict=True):
        is_right = theirs.is_valid(sample)
        n_right += is_right
        if (ours == 'right') != is_right:
            return f'{json.dumps(sample, ensure_ascii=False)}: ours {ours}, theirs {"right" if is_right else "wrong"}', 0
    return None, n_right


def main():
    program, folder = sys.argv[1:]
    rng = random.Random(20261121)
    cases = [(name, {**HEAD, **schema}, list(samples)) for name, (schema, samples) in KEYWORDS.items()]
    for path in sorted(glob.glob(os.path.join(folder, '*.schema.json'))):
        with open(path, encoding='utf-8') as file:
            cases.append((os.path.basename(path), json.load(file), []))
    print(f'1..{len(cases)}')
    failed = 0
    for i, (name, schema, samples) in enumerate(cases, 1):
        jsonschema.Draft202012Validator.check_schema(schema)
        maker = Maker(schema, rng)
        for _ in range(400):
            value = maker.make(schema)
            samples += [value, change(value, rng), change(change(value, rng), rng)]
        wrong, n_right = compare(program, schema, samples)
        failed += wrong is not None
        print(f'{"ok" if wrong is None else "not ok"} {i} - {name}: {len(samples)} samples, {n_right} of them right')
        if wrong is not None:
            print('# ' + wrong)
    return 1 if failed else 0


sys.exit(main())
