#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""A mail server on 127.0.0.1 for tests, with faults to order. Ends when its standard input does.

    server.py FOLDER    the folder of make-certificates; mails are kept there as N.eml

A command a line on standard input, an answer a line on standard output:

    start SECURITY CERTIFICATE FAULT   SECURITY: none, starttls, tls, or nologin (none, and no AUTH either);
                                       answers with the port. Another "start" ends the listener before it.
    fault FAULT                        from now on; answers "ok"
    break                              closes every connection; answers "ok"
    report                             "taken N connections N quits N begun N FROM:<…> TO:<…>"

FAULT is "-" or STAGE=WHAT, with *N behind it for the first N times only. Stages: greeting, ehlo, starttls,
auth, mail, rcpt, data, body (before the mail's end), end (after it), quit. WHAT: hang, drop, slow (answers
after a second), garbage, or the answer itself with + for blanks, such as 450+4.2.0+Wait.

Login: en@hoiku.example.jp, "ひみつ & pass"."""

import asyncio
import logging
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD = b'en@hoiku.example.jp', 'ひみつ & pass'.encode()


class State:
    folder = ''
    stage, what, left = '', '', 0
    taken = connections = quits = begun = 0
    last = {}


class Stopped(Exception):
    """The fault has done what there was to do"""


def set_fault(text):
    State.stage, _, what = text.partition('=')
    what, _, times = what.partition('*')
    State.what, State.left = what.replace('+', ' '), int(times or 1 << 30)


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login == USER and data.password == PASSWORD, handled=False)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        # A server that drops the line or hangs here may well have the mail: this one has.
        if not State.what[:1].isdigit() or State.stage != 'end' or State.left <= 0:
            State.taken += 1
            with open(os.path.join(State.folder, f'{State.taken}.eml'), 'wb') as file:
                file.write(envelope.original_content)
        await server.fault('end')
        return '250 2.0.0 OK: queued'


class Server(SMTP):
    """Each command asks first whether something is to go wrong with it."""

    async def fault(self, stage):
        if stage != State.stage or State.left <= 0:
            return
        State.left -= 1
        what = State.what
        if what == 'slow':
            await asyncio.sleep(1)
            return
        if what == 'hang':
            await asyncio.sleep(3600)
        if what == 'drop':
            self.transport.close()
            self.transport = None
            raise asyncio.CancelledError
        await self.push('<html>?' if what == 'garbage' else what)
        raise Stopped

    async def _handle_client(self):
        State.connections += 1
        try:
            await self.fault('greeting')
        except Stopped:
            self.transport.close()
            return
        await super()._handle_client()

    async def handle_exception(self, error):
        return '451 4.3.0 ' + type(error).__name__


def guarded(stage):
    inherited = getattr(SMTP, 'smtp_' + stage.upper())

    async def method(self, arg):
        try:
            await self.fault(stage)
            if stage in ('mail', 'rcpt'):
                State.last[stage] = arg.split()[0]
            if stage == 'data':
                State.begun += 1
            await inherited(self, arg)
        except Stopped:
            # The next mail on this line begins anew, whatever was answered to this one.
            if stage == 'data':
                self._set_post_data_state()

    method.__doc__ = inherited.__doc__
    return method


for name in ('ehlo', 'starttls', 'auth', 'mail', 'rcpt', 'data'):
    setattr(Server, 'smtp_' + name.upper(), guarded(name))


async def smtp_QUIT(self, arg):
    State.quits += 1
    await self.fault('quit')
    await SMTP.smtp_QUIT(self, arg)


async def smtp_DATA(self, arg, inner=Server.smtp_DATA):
    if State.stage != 'body' or State.left <= 0:
        await inner(self, arg)
        return
    await self.push('354 Go on')
    await self._reader.read(1000)
    try:
        await self.fault('body')
    except Stopped:
        self.transport.close()


Server.smtp_QUIT, Server.smtp_DATA = smtp_QUIT, smtp_DATA


async def start(servers, connections, security, certificate, fault):
    def make():
        protocol = Server(Handler(), hostname='localhost', ident='test', enable_SMTPUTF8=False,
                          data_size_limit=30_000_000, authenticator=authenticate,
                          tls_context=context if security == 'starttls' else None,
                          auth_require_tls=security in ('starttls', 'nologin'), loop=asyncio.get_running_loop())
        connections.append(protocol)
        return protocol

    context = None
    if certificate != '-':
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*(os.path.join(State.folder, certificate + end) for end in ('.pem', '.key')))
    set_fault(fault)
    State.taken = State.connections = State.quits = State.begun = 0
    State.last = {}
    while servers:
        servers.pop().close()
    servers.append(await asyncio.get_running_loop().create_server(
        make, '127.0.0.1', 0, ssl=context if security == 'tls' else None))
    return servers[0].sockets[0].getsockname()[1]


def close_all(connections):
    for protocol in connections:
        if protocol.transport is not None:
            protocol.transport.close()
    connections.clear()


async def main():
    State.folder = sys.argv[1]
    servers, connections = [], []
    loop = asyncio.get_running_loop()
    # A connection that is cut in the middle is what is wanted here, not news.
    logging.disable(logging.CRITICAL)
    loop.set_exception_handler(lambda _, context: None)
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := (await lines.readline()).decode().split():
        answer = 'ok'
        if line[0] == 'start':
            close_all(connections)
            answer = await start(servers, connections, *line[1:])
        elif line[0] == 'fault':
            set_fault(line[1])
        elif line[0] == 'break':
            close_all(connections)
        elif line[0] == 'report':
            answer = (f'taken {State.taken} connections {State.connections} quits {State.quits} '
                      f'begun {State.begun} {State.last.get("mail")} {State.last.get("rcpt")}')
        print(answer, flush=True)
    close_all(connections)
    os._exit(0)  # without waiting for what hangs


asyncio.run(main())
