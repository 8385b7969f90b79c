# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""A city with three nurseries for the tests of the officer's pages: one that sends all, one with days missing,
one that was not heard of for long. The second's texts are what somebody would write to break a page."""

import base64
import ctypes
import datetime
import hashlib
import json

import hubrig

NASTY = '<script>alert("x")</script>\'&quot;&<b>'
OFFICER = '市役所 花子'
PASSWORD = 'さくらさく-2026'
DAY_MS = 24 * 60 * 60 * 1000


def today():
    return datetime.datetime.now(hubrig.TOKYO).date()


class City:
    def __init__(self, store):
        self.hub = hubrig.Hub(store)
        self.hub.run('officer', 'add', OFFICER, stdin=PASSWORD + '\n')
        self.good = hubrig.Pc(self.hub, '13101001', 'ひばり保育園')
        self.bad = hubrig.Pc(self.hub, '13101002', 'つばめ' + NASTY)
        self.silent = hubrig.Pc(self.hub, '13101003', 'すずめ保育園')
        # The month before this one, as if all had been there since.
        self.first = (today().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
        self.month = self.first.isoformat()[:7]
        self.last = today().replace(day=1) - datetime.timedelta(days=1)
        self.hub.sql(f'UPDATE site SET enrolled_ms = enrolled_ms - {100 * DAY_MS}')
        self.days = [self.first + datetime.timedelta(days=i) for i in range((self.last - self.first).days + 1)]
        self.send()
        self.hub.sql(f"UPDATE site SET heard_ms = heard_ms - {9 * DAY_MS} WHERE nursery = '13101003'")

    def must(self, answer):
        assert answer.status == 200, answer.body
        for result in answer.json['results']:
            assert result['status'] == 'accepted', result
        return answer.json['results']

    def facility(self, pc):
        hours = {'open': 420, 'close': 1140, 'standard_start': 450, 'standard_end': 1110}
        return pc.event('facility.state.v1', 'facility', 'facility/1.0', {
            'number': pc.nursery, 'name': pc.name, 'kind': 'nursery', 'capacity': 90, 'weekday': hours, 'saturday': hours,
            'weekdays': ['mon', 'tue', 'wed', 'thu', 'fri']})

    def vacancy(self, pc, *places):
        return pc.event('facility.vacancy.v1', 'vacancy', 'vacancy/1.0', {
            'as_of': self.last.isoformat(),
            'ages': [{'age': age, 'enrolled': 10 + age, 'places': n, 'waiting': age} for age, n in enumerate(places)]})

    def month_event(self, pc, present, open_days):
        return pc.event('month.closed.v1', 'month/' + self.month, 'month/1.0', {
            'month': self.month, 'revision': 1, 'open_days': open_days, 'rate': 934,
            'ages': [{'age': 3, 'enrolled_first': 4, 'enrolled': 4, 'enrolled_days': 80, 'present': present, 'late': 0,
                      'early': 1}],
            'absences': [], 'on_first': [{'certification': 2, 'hours': 'standard', 'age': 3, 'children': 4}], 'days': [],
            'meals': [{'name': '昼食', 'children': 60}], 'extension': []})

    def send(self):
        good, bad = self.good, self.bad
        work = [day for day in self.days if day.weekday() < 5]
        self.paper = b'%PDF-1.4 a paper that was approved'
        sum_hex = hashlib.sha256(self.paper).hexdigest()
        answer = good.ask('PUT', '/v1/blobs/sha256/' + sum_hex, {
            'Upload-Offset': '0', 'Upload-Length': str(len(self.paper)), 'Upload-Complete': '?1'}, self.paper)
        assert answer.status == 201, answer.body
        self.must(good.send(self.facility(good), self.vacancy(good, 1, 0, 2, 3, 0, 5),
                            *[good.day(day.isoformat()) for day in work],
                            self.month_event(good, 3 * len(work), len(work)),
                            good.event('document.submitted.v1', 'document/' + 'a' * 32, 'document/1.0', {
                                'kind': 'annual-plan', 'sha256': sum_hex, 'bytes': len(self.paper),
                                'media_type': 'application/pdf', 'submitted': self.first.isoformat()})))
        self.missing = work[3:6]
        results = self.must(bad.send(
            self.facility(bad), self.vacancy(bad, 0, 1, 0, 0, 2, 0),
            *[bad.day(day.isoformat()) for day in work if day not in self.missing],
            bad.day(work[0].isoformat(), rev=2, present=4),
            bad.event('accident.reported.v1', 'accident/' + 'b' * 32, 'accident/1.0', {
                'stage': 'first', 'day': work[1].isoformat(), 'title': '園庭で転倒 ' + NASTY,
                'child': {'number': 'A003', 'age': 3, 'sex': 'female'},
                'texts': [{'key': 'what', 'heading': '発生状況', 'text': 'すべり台から降りるときに転んだ。\n' + NASTY}]}),
            bad.day(next(day for day in self.days if day.weekday() == 6).isoformat(), is_open=False)))
        self.review_id = next(r for r in results if 'review' in r)['id']


def verify_receipt(hub, receipt):
    """The hub's signature over its answer without "sig"."""
    answer = json.loads(receipt)
    signature = base64.b64decode(answer.pop('sig'))
    text = hubrig.canonical(answer)
    assert hubrig.sodium.crypto_sign_verify_detached(signature, text, ctypes.c_ulonglong(len(text)), hub.key) == 0
    return answer
