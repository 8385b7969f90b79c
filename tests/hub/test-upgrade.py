#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""A database of the first step of the schema, with reports in it, is brought up to date by the program as it is:
test-upgrade.py [sqlite|postgresql]"""

import atexit
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import hubrig

FIRST = '0001-initial.sql'
STEP_TABLE = 'CREATE TABLE schema_step (step INTEGER NOT NULL PRIMARY KEY, taken_ms BIGINT NOT NULL)'
APPLICATION_ID = 1164855413


class Old:
    """What the program of that time has left: a day in three revisions, of which one came late, and another day."""

    def __init__(self, store):
        self.pg = hubrig.Postgresql() if store == 'postgresql' else None
        self.folder = tempfile.mkdtemp(prefix='enroku-old-')
        atexit.register(shutil.rmtree, self.folder)
        self.database = self.pg.url if self.pg else os.path.join(self.folder, 'hub.db')
        path = os.path.join(os.environ['ENROKU_HUB_DATA'], store, FIRST)
        self.execute(open(path, encoding='utf-8').read() + ';\n' + STEP_TABLE + ';\n' + self.rows())

    def blob(self, size, byte=1):
        text = f'{byte:02x}' * size
        return f"'\\x{text}'::bytea" if self.pg else f"x'{text}'"

    def rows(self):
        lines = ['INSERT INTO schema_step VALUES (1, 0)',
                 "INSERT INTO meta VALUES ('hub', '01a2058c-b29d-7791-8713-aab8f3be4e02'), ('name', '桜市'),"
                 " ('open', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=')",
                 "INSERT INTO nursery VALUES ('13101001', 'ひばり保育園')",
                 "INSERT INTO site (no, source, nursery, open_key, name, enrolled_ms, heard_ms, expect, highest)"
                 f" VALUES (1, 'urn:enroku:13101001:{'0' * 32}', '13101001', {self.blob(32)}, '事務室', 1, 1, 5, 4)"]
        for seq, day, rev in ((1, '20', 2), (2, '20', 3), (3, '20', 1), (4, '21', 1)):
            lines.append("INSERT INTO inbox (recv_seq, site, id, seq, type, subject, rev, sha256, prev, batch, recv_ms, body)"
                         f" VALUES ({seq}, 1, {self.blob(16, seq)}, {seq}, 't', 'attendance-day/2026-11-{day}', {rev},"
                         f" {self.blob(32)}, {self.blob(32)}, {self.blob(32)}, {seq}, {self.blob(9)})")
        for seq, day, rev in ((2, '20', 3), (4, '21', 1)):
            lines.append("INSERT INTO current (nursery, subject, rev, recv_seq, site, type, day) VALUES"
                         f" ('13101001', 'attendance-day/2026-11-{day}', {rev}, {seq}, 1, 't', '2026-11-{day}')")
        lines.append("INSERT INTO officer (name, verifier, made_ms) VALUES ('花子', 'x', 1)")
        return ';\n'.join(lines) + ';\n'

    def psql(self, *words, stdin=None):
        return subprocess.run([hubrig.PG_BIN + '/psql', '-q', '-t', '-A', '-v', 'ON_ERROR_STOP=1', '-h', self.pg.folder, '-U',
                               'postgres', 'hub', *words], check=True, text=True, input=stdin, stdout=subprocess.PIPE).stdout

    def execute(self, script):
        if self.pg:
            self.psql('-1', '-f', '-', stdin=script)
            return
        db = sqlite3.connect(self.database)
        db.executescript(f'PRAGMA application_id = {APPLICATION_ID};\n' + script)
        db.close()
        os.chmod(self.database, 0o600)

    def numbers(self, query):
        if self.pg:
            return [int(line) for line in self.psql('-c', query).split()]
        db = sqlite3.connect(self.database)
        rows = [row[0] for row in db.execute(query)]
        db.close()
        return rows

    def run(self, *words):
        return subprocess.run([os.environ['ENROKU_HUB'], '--database', self.database, *words], check=True, text=True,
                              stdout=subprocess.PIPE).stdout


def upgrade(old):
    assert json.loads(old.run('status', '--json'))['events'] == 4
    assert old.numbers('SELECT max(step) FROM schema_step')[0] >= 2
    # Those that do not hold, and no other.
    assert old.numbers('SELECT recv_seq FROM superseded ORDER BY recv_seq') == [1, 3]
    assert [officer['name'] for officer in json.loads(old.run('officer', 'list', '--json'))] == ['花子']
    assert json.loads(old.run('audit', '--json')) == []


def prune(old):
    assert '2' in old.run('prune', '--before', '2026-01-01')
    assert old.numbers('SELECT recv_seq FROM inbox WHERE length(body) = 0 ORDER BY recv_seq') == [1, 3]
    assert [row['action'] for row in json.loads(old.run('audit', '--json'))] == ['pruned']


def main():
    store = 'postgresql' if 'postgresql' in sys.argv else 'sqlite'
    hubrig.need_program(hubrig.PG_BIN + '/initdb' if store == 'postgresql' else 'sh')
    old = Old(store)
    tap = hubrig.Tap()
    tap.run('upgrade', upgrade, old)
    tap.run('prune', prune, old)
    return tap.end()


sys.exit(main())
