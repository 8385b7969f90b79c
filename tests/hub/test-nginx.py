#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""The hub behind a real nginx with the configuration that is installed: test-nginx.py NGINX.CONF.EXAMPLE

TLS, what passes and what does not, and clients that are slow on purpose."""

import atexit
import base64
import gzip
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import hubrig

NGINX = '/usr/sbin/nginx'


def free_port():
    with socket.socket() as sock:
        sock.bind(('127.0.0.1', 0))
        return sock.getsockname()[1]


class Front:
    def __init__(self, example):
        self.hub = hubrig.Hub('sqlite', '--behind-proxy')
        self.hub.run('officer', 'add', 'officer', stdin='a-long-password\n')
        self.folder = tempfile.mkdtemp(prefix='enroku-nginx-')
        self.port = free_port()
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost',
                        '-keyout', self.path('key.pem'), '-out', self.path('cert.pem')], check=True,
                       stderr=subprocess.DEVNULL)
        server = open(example, encoding='utf-8').read()
        for old, new in (('listen 443 ssl', f'listen 127.0.0.1:{self.port} ssl'),
                         ('127.0.0.1:8470', f'127.0.0.1:{self.hub.port}'),
                         ('/etc/ssl/enroku-hub/fullchain.pem', self.path('cert.pem')),
                         ('/etc/ssl/enroku-hub/privkey.pem', self.path('key.pem'))):
            assert old in server, old
            server = server.replace(old, new)
        temp = ''.join(f'{name}_temp_path {self.path(name)};\n' for name in
                       ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
        with open(self.path('nginx.conf'), 'w', encoding='utf-8') as file:
            file.write(f'daemon off;\nmaster_process off;\npid {self.path("pid")};\nerror_log {self.path("error.log")};\n'
                       f'events {{}}\nhttp {{\n{temp}{server}}}\n')
        self.process = subprocess.Popen([NGINX, '-p', self.folder, '-c', self.path('nginx.conf')],
                                        stderr=subprocess.DEVNULL)
        atexit.register(self.stop)
        for _ in range(100):
            try:
                socket.create_connection(('127.0.0.1', self.port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        self.pc = hubrig.Pc(self.hub, '13101001')
        self.pc.port = self.port
        self.pc.tls = True

    def path(self, name):
        return os.path.join(self.folder, name)

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
            self.process = None
            shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, method, path, headers=None, body=None):
        return hubrig.ask(self.port, method, path, headers, body, tls=True)

    def connect(self):
        context = ssl._create_unverified_context()
        return context.wrap_socket(socket.create_connection(('127.0.0.1', self.port), 30))

    def connections(self):
        """How many the hub itself has open."""
        return int(re.search(rb'^enroku_hub_connections (\d+)', hubrig.ask(self.hub.port, 'GET', '/metrics').body,
                             re.M).group(1))

    def passes(self):
        pc = self.pc
        events = [pc.day(f'2026-10-{day:02d}', present=40) for day in range(1, 29)]
        answer = pc.send(*events)
        assert [r['status'] for r in answer.json['results']] == ['accepted'] * 28, answer.body
        # Signatures are over path and query as they were sent, with their escapes.
        answer = pc.ask('GET', f'/v1/ledger?source={urllib.parse.quote(pc.source, safe="")}&block=0&sums=1')
        assert answer.status == 200 and answer.json['count'] == 28, answer.body
        piece = os.urandom(1024 * 1024)
        name = hubrig.sha256(piece).hex()
        answer = pc.ask('PUT', '/v1/blobs/sha256/' + name, {'Upload-Offset': '0', 'Upload-Complete': '?1'}, piece)
        assert answer.status == 201 and answer.headers['Upload-Offset'] == str(len(piece)), answer.body
        assert pc.ask('HEAD', '/v1/blobs/sha256/' + name).headers['Upload-Complete'] == '?1'
        batch = pc.batch([pc.day('2026-10-29')])
        pc.sequence -= 1
        wrong = {**pc.batch_headers(batch, batch), 'Content-Encoding': 'identity', 'Content-Digest': 'sha-256=:AAAA:'}
        answer = pc.ask('POST', '/v1/events', wrong, batch)
        assert (answer.status, answer.problem) == (400, 'digest-mismatch'), answer.body
        # Nothing of it was written down on the way.
        for name in ('client_body', 'proxy'):
            assert not [f for _, _, files in os.walk(self.path(name)) for f in files]
        log = open(self.path('error.log'), encoding='utf-8').read()
        assert 'buffered to a temporary file' not in log, log

    def stops(self):
        assert self.ask('GET', '/metrics').status == 404
        assert hubrig.ask(self.hub.port, 'GET', '/metrics').status == 200
        assert self.ask('POST', '/v1/events', {'Content-Length': '3000000'}).status == 413
        with socket.create_connection(('127.0.0.1', self.port), 10) as plain:
            plain.sendall(b'GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n')
            assert b' 400 ' in plain.recv(1000).split(b'\r\n')[0]

    def address(self):
        """Who guesses codes is known by his address, whatever he writes into the header."""
        pc = hubrig.Pc(self.hub, '13101001', register=False)
        pc.port, pc.tls = self.port, True
        body = hubrig.canonical({'code': '0000-0000-0000-0000', 'nursery': pc.nursery, 'source': pc.source, 'name': 'x',
                                 'key': base64.b64encode(pc.open.raw).decode()})
        status = []
        for i in range(12):
            status.append(pc.ask('POST', '/v1/enroll', {'X-Real-IP': f'10.0.0.{i}', 'X-Forwarded-For': f'10.0.1.{i}'},
                                 body).status)
        assert status[:10] == [403] * 10 and status[-1] == 429, status

    def signing_in(self):
        answer = self.ask('GET', '/city/sign-in')
        cookie = answer.headers['Set-Cookie']
        assert cookie.startswith('__Host-enroku-hub-sign-in=') and '; Secure' in cookie, cookie
        assert "default-src 'none'" in answer.headers['Content-Security-Policy']

    def slow(self):
        """Slow headers and slow bodies, 100 of each: nurseries come through meanwhile, the hub sees none of it, and
        nginx has shut them all in the end."""
        before = self.connections()
        sockets = []
        for i in range(200):
            sock = self.connect()
            if i % 2:
                sock.sendall(b'POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
                             b'Content-Length: 100000\r\n\r\n[')
            else:
                sock.sendall(b'POST /v1/events HTTP/1.1\r\nHost: localhost\r\nX: ')
            sockets.append(sock)
        began = time.monotonic()
        stop = threading.Event()

        def drip():
            while not stop.wait(1):
                for i, sock in enumerate(sockets):
                    try:
                        if i % 2 == 0:
                            sock.sendall(b'x')
                    except OSError:
                        pass

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            too_many = 0
            for sock in sockets[1::2]:
                sock.settimeout(0.02)
                try:
                    too_many += b' 429 ' in sock.recv(100)
                except OSError:
                    pass
            assert 100 - 64 <= too_many < 100, too_many
            answer = self.from_elsewhere()
            assert answer.status == 200 and time.monotonic() - began < 15, answer.body
            assert self.connections() - before < 10, (before, self.connections())
            for sock in sockets:
                sock.settimeout(25)
                try:
                    while sock.recv(1000):
                        pass
                except (ConnectionError, ssl.SSLError):
                    pass
            assert time.monotonic() - began < 40
        finally:
            stop.set()
            thread.join()
            for sock in sockets:
                sock.close()

    def from_elsewhere(self):
        """A batch from another address."""
        pc = self.pc
        batch = pc.batch([pc.day('2026-10-30')])
        packed = gzip.compress(batch)
        connection = http.client.HTTPSConnection('127.0.0.1', self.port, timeout=10, source_address=('127.0.0.5', 0),
                                                 context=ssl._create_unverified_context())
        connection.request('POST', '/v1/events', packed, {**pc.signed_headers('POST', '/v1/events', packed),
                                                          **pc.batch_headers(batch, packed)})
        response = connection.getresponse()
        answer = hubrig.Answer(response, response.read())
        connection.close()
        return answer


def main():
    hubrig.need_program(NGINX, 'openssl')
    front = Front(sys.argv[1])
    tap = hubrig.Tap()
    for name in ('passes', 'stops', 'address', 'signing_in', 'slow'):
        tap.run(name, getattr(front, name))
    front.stop()
    front.hub.stop()
    return tap.end()


sys.exit(main())
