# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""A hub in a throw-away folder, and a nursery's PC that speaks to it, for the tests in Python.

The PC's side is written anew here (signatures, sums, the sealed file), from the description of the interface and not
from the program's sources: what both understand alike is the interface."""

import atexit
import base64
import ctypes
import ctypes.util
import datetime
import gzip
import hashlib
import http.client
import json
import os
import pwd
import shutil
import signal
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time
import traceback
import uuid

PG_BIN = '/usr/lib/postgresql/15/bin'
CITY = '桜市'
TOKYO = datetime.timezone(datetime.timedelta(hours=9))

sodium = ctypes.CDLL(ctypes.util.find_library('sodium') or 'libsodium.so.23')
assert sodium.sodium_init() >= 0


def need(*modules):
    """Ends the test as skipped where Python lacks a module; the system's Python is tried too."""
    for name in modules:
        try:
            __import__(name)
        except ImportError:
            system = '/usr/bin/python3'
            if os.path.realpath(sys.executable) != os.path.realpath(system) and os.path.exists(system):
                os.execv(system, [system, '-B'] + sys.argv)
            print(f'1..0 # SKIP no {name}')
            sys.exit(0)


def need_program(*names):
    for name in names:
        if shutil.which(name) is None and not os.path.exists(name):
            print(f'1..0 # SKIP no {name}')
            sys.exit(0)


class Tap:
    """Cases as TAP; a case is a function that raises."""

    def __init__(self):
        self.n = 0
        self.failed = 0

    def run(self, name, func, *args):
        self.n += 1
        try:
            func(*args)
            print(f'ok {self.n} {name}', flush=True)
        except BaseException:  # a case that breaks must not hide the others
            self.failed += 1
            traceback.print_exc(limit=-3, file=sys.stderr)
            print(f'not ok {self.n} {name}', flush=True)

    def end(self):
        print(f'1..{self.n}', flush=True)
        return 1 if self.failed else 0


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(',', ':')).encode()


def sha256(data):
    return hashlib.sha256(data).digest()


def as_postgres():
    """What a child does to be the user postgres, where this is root (whom PostgreSQL refuses)."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam('postgres')

    def switch():
        os.setgid(entry.pw_gid)
        os.setuid(entry.pw_uid)
    return switch


class Postgresql:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='enroku-pg-')
        os.chmod(self.folder, 0o777)
        data = os.path.join(self.folder, 'data')
        subprocess.run([PG_BIN + '/initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C',
                        '--no-sync'], check=True, stdout=subprocess.DEVNULL, preexec_fn=as_postgres())
        self.process = subprocess.Popen([PG_BIN + '/postgres', '-D', data, '-k', self.folder, '-h', '', '-c', 'fsync=off'],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=as_postgres())
        atexit.register(self.stop)
        for _ in range(100):
            if subprocess.run([PG_BIN + '/pg_isready', '-h', self.folder, '-q']).returncode == 0:
                break
            time.sleep(0.1)
        subprocess.run([PG_BIN + '/createdb', '-h', self.folder, '-U', 'postgres', 'hub'], check=True)
        self.url = f'postgresql:///hub?host={self.folder}&user=postgres'

    def stop(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()
            self.process = None
            shutil.rmtree(self.folder, ignore_errors=True)


class Hub:
    """enroku-hub as its own process. @store: 'sqlite' or 'postgresql'."""

    def __init__(self, store='sqlite', *options):
        self.program = os.environ['ENROKU_HUB']
        self.folder = tempfile.mkdtemp(prefix='enroku-hub-')
        self.pg = Postgresql() if store == 'postgresql' else None
        self.database = self.pg.url if self.pg else os.path.join(self.folder, 'hub.db')
        self.key_path = os.path.join(self.folder, 'hub.key')
        self.run('init', '--name', CITY, '--key', self.key_path)
        self.options = options
        self.process = None
        atexit.register(self.stop)
        self.start()
        self.key = base64.b64decode(json.loads(self.run('key', '--json'))['key'])

    def start(self):
        self.process = subprocess.Popen([self.program, 'serve', '--database', self.database, '--key', self.key_path,
                                         '--listen', '127.0.0.1:0', *self.options], stdout=subprocess.PIPE, text=True,
                                        stderr=open(os.path.join(self.folder, 'hub.log'), 'a'))
        self.port = int(self.process.stdout.readline().rsplit(':', 1)[1])

    def run(self, *words, stdin=None):
        return subprocess.run([self.program, '--database', self.database, *words], check=True, text=True, input=stdin,
                              stdout=subprocess.PIPE).stdout

    def sql(self, text):
        """Changes the database past the hub: time that goes by in no time."""
        if self.pg:
            subprocess.run([PG_BIN + '/psql', '-q', '-h', self.pg.folder, '-U', 'postgres', 'hub', '-c', text], check=True)
            return
        with sqlite3.connect(self.database, timeout=10) as db:
            db.execute(text)
        db.close()

    def rows(self, text):
        """What the database has, past the hub."""
        if self.pg:
            said = subprocess.run([PG_BIN + '/psql', '-q', '-t', '-A', '-h', self.pg.folder, '-U', 'postgres', 'hub', '-c', text],
                                  check=True, text=True, stdout=subprocess.PIPE).stdout
            return [tuple(int(cell) for cell in line.split('|')) for line in said.split()]
        with sqlite3.connect(self.database, timeout=10) as db:
            rows = db.execute(text).fetchall()
        db.close()
        return rows

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        status = self.process.wait()
        self.process = None
        log = open(os.path.join(self.folder, 'hub.log')).read()
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.pg:
            self.pg.stop()
        if status != 0 or 'ERROR' in log or 'CRITICAL' in log:
            sys.stderr.write(log)
            raise SystemExit(f'the hub ended with {status}')


class Answer:
    def __init__(self, response, body):
        self.status = response.status
        self.headers = response.headers
        self.body = body
        self.type = (response.headers.get('Content-Type') or '').split(';')[0]

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def problem(self):
        return self.json['type'].rsplit('/', 1)[1] if self.type == 'application/problem+json' else ''


def ask(port, method, path, headers=None, body=None, tls=False, timeout=30):
    if tls:
        context = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection('127.0.0.1', port, timeout=timeout, context=context)
    else:
        connection = http.client.HTTPConnection('127.0.0.1', port, timeout=timeout)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        response = connection.getresponse()
        return Answer(response, response.read())
    finally:
        connection.close()


class Pc:
    def __init__(self, hub, nursery, name='ひばり保育園', register=True):
        self.hub = hub
        self.nursery = nursery
        self.name = name
        self.source = f'urn:enroku:{nursery}:{os.urandom(16).hex()}'
        self.open = ctypes.create_string_buffer(32)
        self.secret = ctypes.create_string_buffer(64)
        sodium.crypto_sign_keypair(self.open, self.secret)
        self.sequence = 0
        self.prev = bytes(32)
        self.clock_ms = 0
        self.port = hub.port
        self.tls = False
        if register:
            assert self.enroll(hub.run('code', nursery, '--name', name).strip()).status == 200

    def sign(self, text):
        signature = ctypes.create_string_buffer(64)
        sodium.crypto_sign_detached(signature, None, text, ctypes.c_ulonglong(len(text)), self.secret)
        return signature.raw

    def signed_headers(self, method, path, body):
        now = int(time.time() * 1000) + self.clock_ms
        text = f'{method}\n{path}\n{self.source}\n{now}\n{sha256(body).hex()}\n'.encode()
        return {'Hub-Site': self.source, 'Hub-Time': str(now), 'Hub-Signature': base64.b64encode(self.sign(text)).decode()}

    def ask(self, method, path, headers=None, body=b''):
        return ask(self.port, method, path, {**self.signed_headers(method, path, body), **(headers or {})}, body,
                   tls=self.tls)

    def enroll(self, code, **changes):
        body = {'code': code, 'nursery': self.nursery, 'source': self.source,
                'key': base64.b64encode(self.open.raw).decode(), 'name': '事務室', **changes}
        return self.ask('POST', '/v1/enroll', {'Content-Type': 'application/json'}, canonical(body))

    def event(self, kind, subject, schema, data, rev=1, **changes):
        self.sequence += 1
        event = {'specversion': '1.0', 'id': str(uuid.uuid4()), 'source': self.source, 'type': 'jp.enroku.' + kind,
                 'subject': subject, 'time': datetime.datetime.now(TOKYO).strftime('%Y-%m-%dT%H:%M:%S+09:00'), 'rev': rev,
                 'sequence': f'{self.sequence:020d}', 'dataschema': 'https://enroku.github.io/schemas/' + schema,
                 'prevhash': self.prev.hex(), 'data': data, **changes}
        frozen = canonical(event)
        self.prev = sha256(frozen)
        return frozen

    def day(self, date, present=3, rev=1, is_open=True):
        children = [{'number': f'A{i:03d}', 'age': i % 6, 'arrive': 480 + i, 'leave': 1020 + i} for i in range(present)]
        if present:
            children.append({'number': 'A900', 'age': 2, 'absence': 'sick'})
        kind = 'day-closed.v1' if rev == 1 else 'day-corrected.v1'
        return self.event('attendance.' + kind, 'attendance-day/' + date, 'attendance-day/1.0',
                          {'date': date, 'open': is_open, 'enrolled': len(children), 'present': present,
                           'absent': len(children) - present, 'children': children}, rev)

    @staticmethod
    def batch(events):
        return b'[' + b','.join(events) + b']'

    def batch_headers(self, batch, packed):
        return {'Content-Type': 'application/cloudevents-batch+json', 'Content-Encoding': 'gzip',
                'Content-Digest': 'sha-256=:' + base64.b64encode(sha256(packed)).decode() + ':',
                'Idempotency-Key': f'"{sha256(batch).hex()}"'}

    def send(self, *events):
        batch = self.batch(events)
        packed = gzip.compress(batch)
        return self.ask('POST', '/v1/events', self.batch_headers(batch, packed), packed)

    def seal(self, *events, code=None, signer=None):
        """A file for a stick: X25519 with a key of its own, BLAKE2b, ChaCha20-Poly1305. With a code it introduces the PC
        (@signer: who signs that, if not the PC itself)."""
        batch = self.batch(events)
        now = int(time.time() * 1000)
        hub_key = base64.b64encode(self.hub.key).decode()
        signature = self.sign(f'FILE\n{hub_key}\n{self.source}\n{now}\n{sha256(batch).hex()}\n'.encode())
        header = {'source': self.source, 'time': now}
        if code is not None:
            said = {'code': code, 'key': base64.b64encode(self.open.raw).decode(), 'name': '事務室'}
            text = f'ENROLL\n{hub_key}\n{self.source}\n{now}\n{sha256(canonical(said)).hex()}\n'.encode()
            header |= said | {'sig': base64.b64encode((signer or self).sign(text)).decode()}
        header = canonical(header)
        plain = len(header).to_bytes(4, 'little') + header + signature + gzip.compress(batch)
        secret = os.urandom(32)
        mine, hub, shared = (ctypes.create_string_buffer(32) for _ in range(3))
        sodium.crypto_scalarmult_base(mine, secret)
        assert sodium.crypto_sign_ed25519_pk_to_curve25519(hub, self.hub.key) == 0
        assert sodium.crypto_scalarmult(shared, secret, hub) == 0
        key = hashlib.blake2b(shared.raw + mine.raw + hub.raw, key=b'ENBATCH1', digest_size=32).digest()
        head = b'ENBATCH1' + mine.raw
        sealed = ctypes.create_string_buffer(len(plain) + 16)
        length = ctypes.c_ulonglong()
        sodium.crypto_aead_chacha20poly1305_ietf_encrypt(
            sealed, ctypes.byref(length), plain, ctypes.c_ulonglong(len(plain)), head, ctypes.c_ulonglong(len(head)),
            None, bytes(12), key)
        return head + sealed.raw[:length.value]
