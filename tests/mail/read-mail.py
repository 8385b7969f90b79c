#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""Reads a mail as a program for mail does, with Python's email package, and checks what RFC 5322, 2045 and
2047 want of its lines. Prints a key file whose values are in base64, so that any text can be compared.

    read-mail.py FILE"""

import base64
import email
import email.header
import email.policy
import email.utils
import re
import sys

with open(sys.argv[1], 'rb') as file:
    data = file.read()

assert data.endswith(b'\r\n') and not re.search(rb'(?<!\r)\n|\r(?!\n)', data), 'line breaks'
head = data.partition(b'\r\n\r\n')[0].decode('ascii')
for line in data.decode('ascii').split('\r\n'):
    assert len(line) <= 998, line
    assert '=?' not in line or len(line) <= 76, line
    for word in re.findall(r'=\?[^?]*\?[BQ]\?[^?]*\?=', line):
        assert len(word) <= 75, word
for line in head.split('\r\n'):
    assert re.match(r'[A-Za-z-]+: \S|[ \t]+\S', line), line

message = email.message_from_bytes(data, policy=email.policy.default)
assert not message.defects, message.defects
print('[mail]')


def put(key, value):
    if value is not None:
        print(f'{key}={base64.b64encode(value if isinstance(value, bytes) else str(value).encode()).decode()}')


put('headers', ' '.join(message.keys()))
for key in ('From', 'Reply-To', 'To'):
    if message[key] is not None:
        assert not message[key].defects, message[key].defects
        (address,) = message[key].addresses
        # The new parser of 3.11 leaves a blank between two encoded words of a name.
        name = email.utils.parseaddr(email.message_from_bytes(data)[key])[0]
        put(key + '-name', email.header.make_header(email.header.decode_header(name)))
        put(key + '-address', address.addr_spec)
raw = email.message_from_bytes(data)['To']
put('To', email.header.make_header(email.header.decode_header(raw)))
for key in ('Subject', 'Message-ID', 'Date', 'Auto-Submitted', 'MIME-Version'):
    put(key, message[key])
body = message.get_body(('plain',))
assert body.get_content_charset() == 'utf-8'
put('text', body.get_payload(decode=True))

for number, part in enumerate(message.iter_attachments(), 1):
    put(f'file-{number}-name', part.get_filename())
    put(f'file-{number}-type', part.get_content_type())
    put(f'file-{number}-bytes', part.get_payload(decode=True))
    # Old Outlook's way, read apart from the other: the parameter as it stands
    raw = email.message_from_bytes(data).get_payload()[number]
    old = dict(raw.get_params())['name']
    put(f'file-{number}-old-name', str(email.header.make_header(email.header.decode_header(
        re.sub(r'\s*\r?\n\s*', ' ', old)))))
