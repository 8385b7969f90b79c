#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""The running hub against its description: test-openapi.py OPENAPI.yaml FOLDER-OF-SOURCES

Each operation gets good and bad requests; status, headers, type and body of every answer must be as described, every
status that is described must have been seen, and every route of the hub's source must be described. Envelopes are
checked against CloudEvents 1.0: the hub takes an envelope in the one form alone in which the program writes it,
so what it takes is what nurseries send."""

import base64
import gzip
import hashlib
import json
import os
import re
import sys
import urllib.parse

import hubrig
import websample

hubrig.need('yaml', 'jsonschema')

import jsonschema  # noqa: E402
import yaml  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
# What cannot be had without breaking the hub.
UNSEEN = {'500', '503'}

formats = jsonschema.FormatChecker(formats=())
TIME = r'\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d\d:\d\d)'
for name, pattern in (('date-time', TIME), ('uuid', r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'),
                      ('uri', r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+'), ('uri-reference', r'[^\s<>"{}|\\^`]+')):
    formats.checks(name)(lambda value, pattern=pattern: not isinstance(value, str)
                         or re.fullmatch(pattern, value) is not None)


# What the published JSON Schema of CloudEvents asks for, in our own words: spec.json in the repository
# github.com/cloudevents/spec, as at its commit 01d15f73cd7f651f686c9f8ff903a59194d937bb. Of each attribute: whether
# it is required, the JSON types that it may have, the least number of characters, its format.
PUBLISHED = {
    'id': (True, {'string'}, 1, None),
    'source': (True, {'string'}, 1, 'uri-reference'),
    'specversion': (True, {'string'}, 1, None),
    'type': (True, {'string'}, 1, None),
    'datacontenttype': (False, {'string', 'null'}, 0, None),
    'dataschema': (False, {'string', 'null'}, 1, 'uri'),
    'subject': (False, {'string', 'null'}, 1, None),
    'time': (False, {'string', 'null'}, 0, 'date-time'),
    'data': (False, {'object', 'string', 'number', 'array', 'boolean', 'null'}, 0, None),
    'data_base64': (False, {'string', 'null'}, 0, 'base64'),
}
OF_TYPE = {'string': 'x', 'null': None, 'number': 1.5, 'boolean': True, 'array': [], 'object': {}}
OF_FORMAT = {'uri-reference': ('/a', 'a b'), 'uri': ('urn:a', 'a/b'), 'date-time': ('2026-11-21T17:42:03Z', '2026-11-21'),
             'base64': ('AAAA', 'A?'), None: ('x', None)}


def published_schema():
    """The table as a schema, with nothing of ours in it."""
    properties = {}
    for name, (_, types, least, form) in PUBLISHED.items():
        properties[name] = {'type': sorted(types), 'minLength': least}
        if form == 'base64':
            properties[name]['contentEncoding'] = form
        elif form is not None:
            properties[name]['format'] = form
    return {'type': 'object', 'required': [name for name, rule in PUBLISHED.items() if rule[0]], 'properties': properties}


class Description:
    def __init__(self, path):
        self.root = yaml.safe_load(open(path, encoding='utf-8'))
        self.resolver = jsonschema.RefResolver('', self.root)
        self.operations = {}
        self.seen = set()
        for template, item in self.root['paths'].items():
            for method in ('get', 'head', 'post', 'put', 'delete'):
                if method in item:
                    self.operations[method.upper(), template] = item[method]

    def resolve(self, node):
        while isinstance(node, dict) and '$ref' in node:
            node = self.resolver.resolve(node['$ref'])[1]
        return node

    def find(self, method, path):
        for (of_method, template), operation in self.operations.items():
            pattern = re.sub(r'\\\{\w+\\\}', '[^/]+', re.escape(template))
            if of_method == method and re.fullmatch(pattern, path):
                return template, operation
        raise AssertionError(f'{method} {path} is not described')

    def validate(self, schema, value):
        validator = jsonschema.Draft202012Validator(schema, resolver=self.resolver, format_checker=formats)
        errors = [f'{list(e.absolute_path)}: {e.message}' for e in validator.iter_errors(value)]
        assert not errors, errors

    def check(self, method, target, answer):
        template, operation = self.find(method, target.split('?')[0])
        status = str(answer.status)
        assert status in operation['responses'], f'{method} {template}: {status} is not described: {answer.body[:200]}'
        self.seen.add((method, template, status))
        response = self.resolve(operation['responses'][status])
        for name, header in response.get('headers', {}).items():
            header = self.resolve(header)
            value = answer.headers[name]
            assert value is not None or not header.get('required'), (target, status, name)
            schema = self.resolve(header['schema'])
            self.validate(schema, int(value) if schema.get('type') == 'integer' else value)
        if method == 'HEAD' or 'content' not in response:
            assert answer.body == b'', answer.body
            return answer
        assert answer.type in response['content'], (target, status, answer.type)
        schema = response['content'][answer.type]['schema']
        value = answer.json if 'json' in answer.type else answer.body.decode()
        self.validate(schema, value)
        if answer.type == 'application/problem+json':
            assert value['status'] == answer.status, value
        return answer


class Checked(hubrig.Pc):
    """A PC all of whose answers are checked."""

    description = None

    def ask(self, method, path, headers=None, body=b''):
        return self.description.check(method, path, super().ask(method, path, headers, body))


class Interface:
    def __init__(self, description, sources):
        self.description = Checked.description = description
        self.sources = sources
        folder = os.path.dirname(os.path.abspath(__file__))
        self.cloud_schema = json.load(open(os.path.join(folder, 'cloudevents-1.0.schema.json'), encoding='utf-8'))
        token = os.path.join(os.environ.get('TMPDIR', '/tmp'), f'enroku-token-{os.getpid()}')
        with open(token, 'w', encoding='utf-8') as file:
            file.write('token-of-prometheus\n')
        self.hub = hubrig.Hub('sqlite', '--metrics-token', token)
        os.unlink(token)
        self.pc = Checked(self.hub, '13101001')

    def ask(self, method, path, headers=None, body=b''):
        return self.description.check(method, path, hubrig.ask(self.hub.port, method, path, headers, body))

    def form(self):
        """The description itself: names that are used exist and are used, schemas are schemas."""
        root = self.description.root
        text = json.dumps(root)
        for kind, members in root['components'].items():
            for name in members:
                assert kind == 'securitySchemes' or f'#/components/{kind}/{name}"' in text, f'{kind}/{name} is not used'
        for ref in re.findall(r'"\$ref": "([^"]+)"', text):
            self.description.resolver.resolve(ref)
        for schema in root['components']['schemas'].values():
            jsonschema.Draft202012Validator.check_schema(schema)
        ids = [operation['operationId'] for operation in self.description.operations.values()]
        assert len(ids) == len(set(ids))
        for operation in self.description.operations.values():
            assert operation['summary'] and operation['responses']

    def routes(self):
        """Every route of the source is described, and no other."""
        found = set()
        for name in os.listdir(self.sources):
            if not name.startswith('routes-') or not name.endswith('.c'):
                continue
            text = open(os.path.join(self.sources, name), encoding='utf-8').read()
            defined = dict(re.findall(r'#define (\w+) "([^"]+)"', text))
            for method, path in re.findall(r'\{ "([A-Z]+)", ("[^"]+"|\w+), ENR_HUB_ROUTE', text):
                found.add((method, path.strip('"') if path.startswith('"') else defined[path]))
        described = {(method, re.sub(r'\{\w+\}$', '', template)) for method, template in self.description.operations}
        assert found == described, (found - described, described - found)
        problems = open(os.path.join(self.sources, 'problem.c'), encoding='utf-8').read()
        names = set(re.findall(r'^  \{ "([a-z-]+)"', problems, re.M))
        words = {url.rsplit('/', 1)[1] for url in
                 self.description.root['components']['schemas']['problem']['properties']['type']['enum']}
        assert names == words, names ^ words
        for path in ('/v1/nothing', '/v2/events', '/v1/events/'):
            answer = self.pc_raw('GET', path)
            assert (answer.status, answer.problem) == (404, 'not-found'), path
        for method, path in (('GET', '/v1/events'), ('DELETE', '/v1/ledger'), ('PUT', '/v1/enroll'), ('PATCH', '/v1/source')):
            answer = self.pc_raw(method, path)
            assert (answer.status, answer.problem) == (405, 'method-not-allowed'), path

    def pc_raw(self, method, path):
        answer = hubrig.ask(self.hub.port, method, path)
        self.description.validate({'$ref': '#/components/schemas/problemOfRequest'}, answer.json)
        return answer

    def envelope(self, frozen):
        value = json.loads(frozen)
        validator = jsonschema.Draft202012Validator(self.cloud_schema, format_checker=formats)
        return [f'{list(e.absolute_path)}: {e.message}' for e in validator.iter_errors(value)]

    def cloud_events(self):
        jsonschema.Draft202012Validator.check_schema(self.cloud_schema)
        good = json.loads(self.pc.day('2026-11-02'))
        self.pc.sequence -= 1
        self.pc.prev = bytes(32)
        assert self.envelope(json.dumps(good)) == []
        assert self.envelope(json.dumps({'specversion': '1.0', 'id': '1', 'source': '/a', 'type': 't', 'ext1': True})) == []
        wrong = [{'id': ''}, {'id': 1}, {'source': ''}, {'source': 'a b'}, {'type': ''}, {'specversion': '1.1'},
                 {'subject': ''}, {'time': '2026-11-21 17:00'}, {'time': '2026-11-21T17:00:00'}, {'dataschema': ''},
                 {'dataschema': 'attendance-day/1.0'}, {'Rev': 1}, {'my_ext': 'x'}, {'ext': 2 ** 31}, {'ext': {'a': 1}},
                 {'ext': 1.5}, {'data_base64': 'AA=='}]
        for change in wrong:
            assert self.envelope(json.dumps({**good, **change})), change
        for name in ('id', 'source', 'type', 'specversion'):
            assert self.envelope(json.dumps({k: v for k, v in good.items() if k != name})), name
        # And what is no CloudEvent, the hub does not take.
        for change in wrong:
            event = {**good, **change}
            answer = self.pc.send(hubrig.canonical(event))
            assert answer.status == 422 or answer.json['results'][0]['status'] == 'rejected', (change, answer.body)
        for name in ('id', 'source', 'type', 'specversion', 'time', 'subject'):
            answer = self.pc.send(hubrig.canonical({k: v for k, v in good.items() if k != name}))
            assert answer.status == 422 or answer.json['results'][0]['status'] == 'rejected', (name, answer.body)

    def published(self):
        """Each rule of the published schema is one of ours, and every kind of event that the hub has keeps them."""
        theirs = jsonschema.Draft202012Validator(published_schema(), format_checker=formats)
        good = {'specversion': '1.0', 'id': '1', 'source': '/a', 'type': 't', 'dataschema': 'urn:a', 'subject': 's',
                'time': '2026-11-21T17:42:03Z', 'datacontenttype': 'text/plain', 'data': 'x'}
        assert self.envelope(json.dumps(good)) == [] and theirs.is_valid(good)
        for name, (required, types, least, form) in PUBLISHED.items():
            base = {k: v for k, v in good.items() if name != 'data_base64' or k != 'data'}
            assert bool(self.envelope(json.dumps({k: v for k, v in base.items() if k != name}))) == required, name
            for kind, value in OF_TYPE.items():
                value = OF_FORMAT[form][0] if kind == 'string' and name not in good else good.get(name, value) \
                    if kind == 'string' else value
                refused = bool(self.envelope(json.dumps({**base, name: value})))
                assert refused == (kind not in types), (name, kind)
            if least:
                assert self.envelope(json.dumps({**base, name: ''})), name
            if OF_FORMAT[form][1]:
                assert self.envelope(json.dumps({**base, name: OF_FORMAT[form][1]})), name
        city = websample.City('sqlite')
        bodies = [json.loads(row[0]) for row in city.hub.rows('SELECT body FROM inbox')]
        city.hub.stop()
        assert len({body['type'] for body in bodies}) >= 7, {body['type'] for body in bodies}
        for body in bodies:
            assert theirs.is_valid(body) and self.envelope(json.dumps(body)) == [], body
            assert all(re.fullmatch('[a-z0-9]{1,20}', name) for name in body), sorted(body)

    def events(self):
        pc = self.pc
        first = pc.day('2026-11-04')
        events = [first, pc.day('2026-11-05'), pc.day('2026-11-08', is_open=False)]
        for event in events:
            assert self.envelope(event) == []
            self.description.validate({'$ref': '#/components/schemas/event'}, json.loads(event))
        answer = pc.send(*events)
        assert [r['status'] for r in answer.json['results']] == ['accepted'] * 3
        assert 'review' in answer.json['results'][2], answer.json
        assert answer.json['expect'] == {pc.source: 4}, answer.json
        assert pc.send(*events).json['results'][0]['status'] == 'duplicate'
        reused = json.loads(first)
        reused['data']['present'] = 99
        results = pc.send(hubrig.canonical(reused), first).json['results']
        assert results[0]['problem']['type'].endswith('/id-reused') and results[1]['status'] == 'duplicate', results
        wrong = pc.event('attendance.day-closed.v1', 'attendance-day/2026-11-09', 'attendance-day/1.0', {'date': 'x'})
        problem = pc.send(wrong).json['results'][0]['problem']
        assert problem['type'].endswith('/schema-invalid') and problem['pointer'].startswith('/data/'), problem
        pc.sequence -= 1
        single = pc.day('2026-11-10')
        digest = {'Content-Digest': 'sha-256=:' + base64.b64encode(hashlib.sha256(single).digest()).decode() + ':'}
        kind = {'Content-Type': 'application/cloudevents+json'}
        answer = pc.ask('POST', '/v1/events', {**kind, **digest}, single)
        assert answer.json['results'][0]['status'] == 'accepted', answer.body
        # RFC 9530: a second algorithm that is not known is passed over, the sum that is known counts.
        more = {'Content-Digest': 'unixsum=:30637:, ' + digest['Content-Digest']}
        assert pc.ask('POST', '/v1/events', {**kind, **more}, single).status == 200

    def bad_events(self):
        pc = self.pc
        batch = pc.batch([pc.day('2026-11-11')])
        pc.sequence -= 1
        packed = gzip.compress(batch)
        headers = pc.batch_headers(batch, packed)
        other = base64.b64encode(bytes(32)).decode()
        cases = [({'Content-Digest': f'sha-256=:{other}:'}, packed, 400, 'digest-mismatch'),
                 ({'Content-Digest': 'sha-256=nothing'}, packed, 400, 'digest-mismatch'),
                 ({'Idempotency-Key': '"' + '0' * 64 + '"'}, packed, 400, 'digest-mismatch'),
                 ({'Content-Type': 'application/json'}, packed, 415, 'unsupported-media'),
                 ({'Content-Encoding': 'br'}, packed, 415, 'unsupported-media'),
                 ({'Content-Length': '3000000'}, b'', 413, 'too-large')]
        for change, body, status, problem in cases:
            answer = pc.ask('POST', '/v1/events', {**headers, **change}, body)
            assert (answer.status, answer.problem) == (status, problem), (change, answer.body)
        without = {k: v for k, v in headers.items() if k != 'Content-Digest'}
        assert pc.ask('POST', '/v1/events', without, packed).problem == 'digest-mismatch'
        for broken in (b'[{]', b'{}', b'', b'[' * 100000, b'null'):
            packed = gzip.compress(broken)
            answer = pc.ask('POST', '/v1/events', pc.batch_headers(broken, packed), packed)
            assert (answer.status, answer.problem) == (422, 'batch-malformed'), (broken[:5], answer.body)
        bomb = gzip.compress(bytes(9 * 1024 * 1024))
        headers = pc.batch_headers(bytes(9 * 1024 * 1024), bomb)
        assert pc.ask('POST', '/v1/events', headers, bomb).status == 413

    def signatures(self):
        """The same for every signed operation."""
        for (method, template), operation in self.description.operations.items():
            if 'security' in operation or template == '/v1/enroll':
                continue
            path = template.replace('{sum}', '0' * 64)
            for name, value, problem in (('Hub-Site', None, 'site-unknown'), ('Hub-Signature', None, 'signature-invalid'),
                                         ('Hub-Signature', base64.b64encode(bytes(64)).decode(), 'signature-invalid'),
                                         ('Hub-Site', 'urn:enroku:1:' + '0' * 32, 'site-unknown')):
                headers = {k: v for k, v in self.pc.signed_headers(method, path, b'').items() if k != name}
                if value is not None:
                    headers[name] = value
                answer = self.ask(method, path, headers)
                assert answer.status == 401 and (method == 'HEAD' or answer.problem == problem), (path, answer.body)
            self.pc.clock_ms = -3600 * 1000
            answer = self.pc.ask(method, path)
            self.pc.clock_ms = 0
            assert answer.status == 401 and abs(int(answer.headers['Hub-Clock'])) > 10 ** 12, answer.headers
            assert method == 'HEAD' or answer.problem == 'clock-skew', answer.body
        # Signed for one path, sent to another.
        headers = self.pc.signed_headers('GET', '/v1/changes?after=0', b'')
        assert self.ask('GET', '/v1/changes?after=1', headers).problem == 'signature-invalid'

    def site(self):
        pc = self.pc
        block = pc.ask('GET', '/v1/ledger').json
        assert block['count'] == 4 and 'sums' not in block, block
        assert len(pc.ask('GET', f'/v1/ledger?source={urllib.parse.quote(pc.source)}&block=0&sums=1').json['sums']) == 4
        for query in ('block=-1', 'block=x', 'sums=2', 'block=99999999999999999999'):
            assert pc.ask('GET', '/v1/ledger?' + query).status == 400, query
        other = Checked(self.hub, '13101002')
        assert pc.ask('GET', f'/v1/ledger?source={other.source}').problem == 'not-found'
        assert pc.ask('GET', '/v1/ledger?source=urn:enroku:1:0').problem == 'not-found'
        self.hub.run('notice', 'all', '件名', '本文')
        changes = pc.ask('GET', '/v1/changes?after=0&limit=1').json
        assert len(changes['changes']) == 1 and pc.ask('GET', f'/v1/changes?after={changes["next"]}').json['changes'] == []
        self.hub.run('resend')
        assert pc.ask('GET', f'/v1/changes?after={changes["next"]}').json['changes'][0]['after_sequence'] == 4
        for query in ('after=-1', 'after=x', 'limit=0', 'limit=501'):
            assert pc.ask('GET', '/v1/changes?' + query).status == 400, query
        kind = {'Content-Type': 'application/json'}
        beat = {'queue': [0, 1, 2, 3], 'oldest_age_s': 5, 'quarantine': 0, 'last_error': '', 'version': '1', 'clock_off_ms': 0}
        assert pc.ask('POST', '/v1/heartbeat', kind, hubrig.canonical(beat)).status == 204
        assert pc.ask('POST', '/v1/heartbeat', kind, b'[]').status == 400
        assert pc.ask('POST', '/v1/heartbeat', kind, hubrig.canonical({'x': 'y' * 9000})).status == 413
        new = hubrig.canonical({'source': f'urn:enroku:{pc.nursery}:{os.urandom(16).hex()}'})
        assert pc.ask('POST', '/v1/source', kind, new).status == 200
        assert pc.ask('POST', '/v1/source', kind, hubrig.canonical({'source': other.source})).problem == 'not-yours'
        assert pc.ask('POST', '/v1/source', kind, b'{').status == 400
        assert pc.ask('POST', '/v1/source', {**kind, 'Content-Length': '3000000'}).status == 413

    def blobs(self):
        pc = self.pc
        data = os.urandom(1000)
        path = '/v1/blobs/sha256/' + hashlib.sha256(data).hexdigest()
        assert pc.ask('HEAD', path).status == 404
        assert pc.ask('PUT', path, {'Upload-Offset': '0', 'Upload-Complete': '?0'}, data[:600]).status == 204
        assert pc.ask('HEAD', path).headers['Upload-Offset'] == '600'
        answer = pc.ask('PUT', path, {'Upload-Offset': '700', 'Upload-Complete': '?1'}, data[700:])
        assert (answer.status, answer.problem, answer.headers['Upload-Offset']) == (409, 'blob-offset', '600')
        assert pc.ask('PUT', path, {'Upload-Offset': '600', 'Upload-Complete': '?1'}, data[600:]).status == 201
        assert pc.ask('HEAD', path).headers['Upload-Complete'] == '?1'
        assert pc.ask('PUT', '/v1/blobs/sha256/x', {}, b'x').status == 404
        assert pc.ask('PUT', '/v1/blobs/sha256/' + '0' * 64, {'Upload-Complete': '?1'}, b'x').problem == 'blob-mismatch'
        assert pc.ask('PUT', path, {'Upload-Offset': 'x'}, b'x').status == 400
        assert pc.ask('PUT', path, {}, bytes(1024 * 1024 + 1)).status == 413

    def operation(self):
        assert self.ask('GET', '/v1/health').json['status'] == 'ok'
        assert self.ask('GET', '/metrics').status == 404
        answer = self.ask('GET', '/metrics', {'Authorization': 'Bearer token-of-prometheus'})
        assert answer.status == 200 and b'enroku_hub_requests_total' in answer.body

    def enrolling(self):
        code = self.hub.run('code', '13101003', '--name', 'すずめ保育園').strip()
        pc = Checked(self.hub, '13101003', register=False)
        assert pc.enroll(code, key='x').status == 400
        assert pc.ask('POST', '/v1/enroll', {'Content-Length': '3000000'}).status == 413
        headers = pc.signed_headers('POST', '/v1/enroll', b'')
        body = {'code': code, 'nursery': '13101003', 'source': pc.source, 'name': 'x',
                'key': base64.b64encode(pc.open.raw).decode()}
        answer = self.ask('POST', '/v1/enroll', headers, hubrig.canonical(body))
        assert answer.problem == 'signature-invalid', answer.body
        assert pc.enroll(code).status == 200 and pc.enroll(code).status == 200
        self.hub.run('revoke', pc.source)
        assert pc.ask('GET', '/v1/changes').problem == 'site-revoked'
        for _ in range(11):
            answer = pc.enroll('0000-0000-0000-0000')
            if answer.status == 429:
                break
            assert answer.problem == 'code-invalid', answer.body
        assert (answer.status, answer.headers['Retry-After']) == (429, '600')

    def all_seen(self):
        missing = {(method, template, status) for (method, template), operation in self.description.operations.items()
                   for status in operation['responses'] if status not in UNSEEN} - self.description.seen
        assert not missing, missing


def main():
    interface = Interface(Description(sys.argv[1]), sys.argv[2])
    tap = hubrig.Tap()
    for name in ('form', 'routes', 'cloud_events', 'published', 'events', 'bad_events', 'signatures', 'site', 'blobs', 'operation',
                 'enrolling', 'all_seen'):
        tap.run(name, getattr(interface, name))
    interface.hub.stop()
    return tap.end()


sys.exit(main())
