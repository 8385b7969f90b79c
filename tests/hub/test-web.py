#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""The officer's pages by plain requests: test-web.py [sqlite|postgresql]. What a browser would not do is done here."""

import base64
import csv
import ctypes
import hashlib
import html.parser
import http.client
import io
import json
import re
import sys
import urllib.parse

import hubrig
import websample

VOID = {'input', 'meta', 'link', 'br'}
# What closes an open <p> without a word.
BLOCKS = {'article', 'dl', 'div', 'form', 'h1', 'h2', 'header', 'main', 'nav', 'p', 'section', 'table', 'ul'}


class Checker(html.parser.HTMLParser):
    """HTML5 as these pages write it: every element closed, no script, no style but the one file's, labels that
    label, ids that are there once, and a token in every form that changes something."""

    def __init__(self, text):
        super().__init__(convert_charrefs=False)
        self.stack = []
        self.ids = set()
        self.labels = set()
        self.links = []
        self.forms = []
        self.text = []
        assert text.startswith('<!DOCTYPE html>\n'), text[:40]
        # A bare ampersand or bracket never leaves the one function that escapes.
        assert not re.search(r'&(?!(?:amp|lt|gt|quot|#39);)', text)
        self.feed(text)
        self.close()
        assert not self.stack, self.stack
        assert self.labels <= self.ids, self.labels - self.ids
        for form in self.forms:
            assert form['method'] == 'get' or form['token'], form

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        values = dict(attrs)
        assert tag not in ('script', 'style', 'iframe', 'object', 'img', 'base'), tag
        assert len(names) == len(set(names)), attrs
        assert not any(name == 'style' or name.startswith('on') for name in names), attrs
        if 'p' in self.stack:
            assert tag not in BLOCKS, (tag, self.stack)
        if 'id' in values:
            assert values['id'] not in self.ids, values['id']
            self.ids.add(values['id'])
        if tag == 'label' and 'for' in values:
            self.labels.add(values['for'])
        if tag == 'a':
            assert values['href'].startswith(('/city/', 'data:', '#')), values
            if values['href'].startswith('#'):
                self.labels.add(values['href'][1:])
            else:
                self.links.append(values['href'])
        if tag == 'form':
            assert 'form' not in self.stack and values['action'].startswith('/city/')
            self.forms.append({'method': values['method'], 'action': values['action'], 'token': None, 'fields': {}})
        if tag == 'input' and self.forms and 'form' in self.stack and 'name' in values:
            self.forms[-1]['fields'][values['name']] = values.get('value', '')
            if values['name'] == 'token':
                self.forms[-1]['token'] = values['value']
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack and self.stack[-1] == tag, (tag, self.stack, self.getpos())
        self.stack.pop()

    def handle_data(self, data):
        self.text.append(data)


class Browser:
    """As little of one as is needed: cookies, forms."""

    def __init__(self, hub, address='127.0.0.1'):
        self.hub = hub
        self.address = address
        self.cookies = {}

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection('127.0.0.1', self.hub.port, timeout=30, source_address=(self.address, 0))
        headers = dict(headers or {})
        if self.cookies:
            headers['Cookie'] = '; '.join(f'{k}={v}' for k, v in self.cookies.items())
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = hubrig.Answer(response, response.read())
        connection.close()
        for line in response.headers.get_all('Set-Cookie') or []:
            name, value = line.split(';')[0].split('=', 1)
            assert 'HttpOnly' in line and 'SameSite=Strict' in line and 'Path=/' in line, line
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return answer

    def get(self, path, status=200):
        answer = self.ask('GET', path)
        assert answer.status == status, (path, answer.status, answer.body[:200])
        assert "default-src 'none'" in answer.headers['Content-Security-Policy'], path
        assert 'unsafe' not in answer.headers['Content-Security-Policy']
        assert answer.headers['Cache-Control'] == 'no-store' and answer.headers['X-Frame-Options'] == 'DENY'
        if answer.type == 'text/html':
            answer.page = Checker(answer.body.decode())
        return answer

    def post(self, path, headers=None, **fields):
        body = urllib.parse.urlencode(fields)
        return self.ask('POST', path, body, {'Content-Type': 'application/x-www-form-urlencoded', **(headers or {})})

    def token(self, path):
        return next(f['token'] for f in self.get(path).page.forms if f['token'])

    def sign_in(self, name=websample.OFFICER, password=websample.PASSWORD):
        return self.post('/city/sign-in', token=self.token('/city/sign-in'), name=name, password=password)


class Web:
    def __init__(self, store):
        self.city = websample.City(store)
        self.hub = self.city.hub

    def officer(self):
        browser = Browser(self.hub)
        answer = browser.sign_in()
        assert answer.status == 303 and answer.headers['Location'] == '/city/', (answer.status, answer.body)
        return browser

    def stranger(self):
        browser = Browser(self.hub)
        for path in ('/city/', '/city/received', '/city/event?seq=1', '/city/export.csv?kind=attendance', '/city/files'):
            answer = browser.ask('GET', path)
            assert (answer.status, answer.headers['Location'], answer.body) == (303, '/city/sign-in', b''), path
        assert browser.ask('GET', '/').headers['Location'] == '/city/'
        assert browser.post('/city/notices', nursery='*', title='x', text='x').status == 403
        assert browser.get('/city/nothing', 404).status == 404
        assert browser.ask('POST', '/city/received').status == 405
        style = browser.ask('GET', '/city/style.css')
        assert style.status == 200 and style.type == 'text/css'

    def pages(self):
        browser = self.officer()
        seen = set()
        todo = ['/city/', '/city/received?month=' + self.city.month, '/city/reviews?closed=1', '/city/files']
        while todo:
            path = todo.pop()
            if path in seen or len(seen) > 150 or '/city/file?' in path:
                continue
            seen.add(path)
            answer = browser.get(path)
            text = answer.body.decode()
            assert '<script' not in text and websample.NASTY not in text
            todo += [link for link in answer.page.links if not link.startswith('data:') and '/revoke' not in link]
        assert len(seen) > 60, len(seen)
        for path in ('/city/event?seq=999999', '/city/nursery?number=1', '/city/revoke?source=x', '/city/event?seq=%00'):
            browser.get(path, 404)
        for path in ('/city/received?month=2026-13', '/city/received?month=x', '/city/events?month=0000-00',
                     '/city/export.csv?kind=x&from=2026-01-01&to=2026-01-31',
                     '/city/export.csv?kind=attendance&from=1&to=2'):
            browser.get(path, 400)

    def words(self):
        browser = self.officer()
        links = browser.get(f'/city/events?nursery=13101002&kind=accident').page.links
        link = next(link for link in links if '/city/event?' in link)
        text = browser.get(link).body.decode()
        for part in ('事故報告', '第1報', 'A003', '3歳', '女', '発生状況', 'すべり台から降りるときに転んだ。\n&lt;script&gt;alert(&quot;x'):
            assert part in text, part
        day = next(link for link in browser.get(f'/city/received?month={self.city.month}').page.links if 'seq' in link)
        text = browser.get(day).body.decode()
        for part in ('登降園', '認定番号', '>8:00<', '>17:00<', '病気', '<dt>出席</dt>'):
            assert part in text, part

    def matrix(self):
        browser = self.officer()
        text = browser.get('/city/received?month=' + self.city.month).body.decode()
        rows = {re.search(r'number=(\d+)', row).group(1): row for row in re.findall(r'<tr><th scope="row">.*?</tr>', text)}
        assert '未' not in rows['13101001'], rows['13101001']
        cells = re.findall(r'<td.*?</td>', rows['13101002'])
        missing = [i for i, cell in enumerate(cells) if '未' in cell]
        holidays = {day for day in self.city.missing if re.search(rf'class="sun">{day.day}<', text)}
        expected = [d.day - 1 for d in self.city.missing if d not in holidays] + [len(self.city.days)]
        assert missing == expected, (missing, expected)
        assert cells.count('<td class="miss">未</td>') == len(expected)
        assert sum('訂' in cell for cell in cells) == 1
        only = browser.get(f'/city/received?month={self.city.month}&missing=1').body.decode()
        assert 'number=13101001' not in only and 'number=13101002' in only
        assert '抜け' not in rows['13101001']

    def silence(self):
        browser = self.officer()
        text = browser.get('/city/').body.decode()
        rows = {re.search(r'<td>(\d+)<', row).group(1): row for row in re.findall(r'<tr><td>.*?</tr>', text)}
        assert '連絡なし' in rows['13101003'] and '受信中' in rows['13101001'] and '連絡なし' not in rows['13101001']

    def tokens(self):
        browser = self.officer()
        before = browser.get('/city/notices').body.decode().split('<main ')[1]
        token = browser.token('/city/notices')
        for fields, headers in (({}, {}), ({'token': ''}, {}), ({'token': 'f' * 64}, {}),
                                ({'token': token}, {'Sec-Fetch-Site': 'cross-site'}),
                                ({'token': token}, {'Sec-Fetch-Site': 'same-site'})):
            answer = browser.post('/city/notices', headers, nursery='*', title='x', text='x', **fields)
            assert answer.status == 403, (fields, headers, answer.status)
        other = self.officer()
        assert other.post('/city/notices', token=token, nursery='*', title='x', text='x').status == 403
        answer = browser.ask('POST', '/city/notices', f'token={token}&nursery=*&title=x&text=%ff%fe',
                             {'Content-Type': 'application/x-www-form-urlencoded'})
        assert answer.status in (400, 403), answer.status
        assert browser.get('/city/notices').body.decode().split('<main ')[1] == before
        for fields in ({'title': ''}, {'title': ' '}, {'title': 'x' * 101}, {'text': 'x' * 2001}, {'nursery': ''}):
            answer = browser.post('/city/notices', token=token, **{'nursery': '*', 'title': 'x', 'text': 'x', **fields})
            assert answer.status == 400, fields
        assert browser.post('/city/notices', token=token, nursery='404', title='x', text='x').status == 404

    def ends(self):
        browser = self.officer()
        assert browser.get('/city/').status == 200
        self.hub.sql('UPDATE session SET seen_ms = seen_ms - 31 * 60 * 1000')
        assert browser.ask('GET', '/city/').status == 303
        assert browser.post('/city/notices', token='x', nursery='*', title='x', text='x').status == 403
        browser = self.officer()
        self.hub.sql('UPDATE session SET expires_ms = made_ms')
        assert browser.ask('GET', '/city/').status == 303
        browser = self.officer()
        old = dict(browser.cookies)
        assert browser.post('/city/sign-out', token=browser.token('/city/')).headers['Location'] == '/city/sign-in'
        assert 'enroku-hub' not in browser.cookies
        browser.cookies = old
        assert browser.ask('GET', '/city/').status == 303
        browser = self.officer()
        self.hub.run('officer', 'password', websample.OFFICER, stdin=websample.PASSWORD + '\n')
        assert browser.ask('GET', '/city/').status == 303, 'a new password ends what was begun with the old one'
        cookie = next(iter(browser.cookies.values()))
        secret = hashlib.sha256(cookie.encode()).hexdigest()
        browser.cookies = {'enroku-hub': secret}
        assert browser.ask('GET', '/city/').status == 303

    def trail(self):
        """What an officer does stands in the trail under her name; what was typed as a name nobody has does not."""
        browser = self.officer()
        assert Browser(self.hub, '127.0.0.7').sign_in('secret-typed-as-a-name', 'x').status == 403
        assert Browser(self.hub, '127.0.0.7').sign_in(websample.OFFICER, 'x').status == 403
        period = f'from={self.city.first}&to={self.city.last}'
        assert browser.get('/city/export.csv?kind=attendance&' + period).status == 200
        token = browser.token('/city/notices')
        assert browser.post('/city/notices', token=token, nursery='13101001', title='題 <b>', text='本文').status == 303
        assert browser.post('/city/code', token=token, nursery='13101001', name='ひばり保育園', days='3').status == 200
        rows = json.loads(self.hub.run('audit', '--json'))
        assert [(row['via'], row['officer'], row['address'], row['action'], row['about']) for row in rows[:6]] == [
            ('web', websample.OFFICER, '127.0.0.1', 'code-made', '13101001'),
            ('web', websample.OFFICER, '127.0.0.1', 'notice', '13101001'),
            ('web', websample.OFFICER, '127.0.0.1', 'exported', 'attendance'),
            ('web', websample.OFFICER, '127.0.0.7', 'sign-in-failed', ''),
            ('web', '', '127.0.0.7', 'sign-in-failed', ''),
            ('web', websample.OFFICER, '127.0.0.1', 'sign-in', '')], rows[:6]
        assert 'secret-typed-as-a-name' not in json.dumps(rows)
        page = browser.get('/city/audit').body.decode()
        for part in ('登録コードの発行', '3 日間有効', '題 &lt;b&gt;', f'{self.city.first} から {self.city.last} まで',
                     'サインインの失敗', '登録のない名前', 'ひばり保育園', '園', '管理者のコマンド'):
            assert part in page, part
        assert 'できます' in page and 'まだありません' not in page
        only = browser.get('/city/audit?officer=' + urllib.parse.quote(websample.OFFICER)).body.decode()
        assert '登録のない名前' not in only and '登録コードの発行' in only

    def versions(self):
        """All that came of one day, and what each changed."""
        browser = self.officer()
        received = browser.get(f'/city/received?month={self.city.month}').page.links
        links = [link for link in received if '/city/versions' in link]
        assert len(links) == 1, links
        page = browser.get(links[0]).body.decode()
        assert page.index('第 2 版（いまの版）') < page.index('第 1 版') < page.index('最初に届いた報告です')
        for part in ('<td>出席</td><td class="text">3</td><td class="text">4</td>', '園児　A003', '（なし）', 'あり'):
            assert part in page, (part, page)
        event = browser.get(links[0].replace('versions', 'event')).body.decode()
        assert 'これまでの版（2 件）' in event
        assert any('/city/versions' in link for link in browser.get('/city/reviews?closed=1').page.links)
        browser.get('/city/versions?seq=999999', 404)
        self.hub.run('prune', '--before', '2100-01-01')
        page = browser.get(links[0]).body.decode()
        assert 'この版の内容は、保存期間が過ぎたため消してあります' in page and '変わったところは分かりません' in page
        [[first]] = self.hub.rows('SELECT recv_seq FROM superseded')
        browser.get(f'/city/event?seq={first}', 410)
        assert browser.get(links[0].replace('versions', 'event')).status == 200

    def password(self):
        browser = self.officer()
        token = browser.token('/city/password')
        new = 'もみじ-2026-あき'

        def change(old, first, again):
            return browser.post('/city/password', token=token, old=old, new=first, again=again)
        for fields, said in (((websample.PASSWORD, new, new + 'x'), '2 つで違っています'),
                             ((websample.PASSWORD, 'short', 'short'), '短すぎる'),
                             ((websample.PASSWORD, websample.PASSWORD, websample.PASSWORD), '同じパスワード'),
                             (('wrong', new, new), 'いまのパスワードが違います')):
            answer = change(*fields)
            assert answer.status in (400, 403) and said in answer.body.decode(), (fields, answer.status)
        assert browser.get('/city/').status == 200
        assert change(websample.PASSWORD, new, new).headers['Location'] == '/city/sign-in'
        assert browser.ask('GET', '/city/').status == 303
        assert Browser(self.hub, '127.0.0.6').sign_in(websample.OFFICER, websample.PASSWORD).status == 403
        assert Browser(self.hub, '127.0.0.6').sign_in(websample.OFFICER, new).status == 303
        self.hub.run('officer', 'password', websample.OFFICER, stdin=websample.PASSWORD + '\n')

    def disabled(self):
        self.hub.run('officer', 'add', '臨時', stdin='only-for-today-2026\n')
        browser = Browser(self.hub, '127.0.0.5')
        assert browser.sign_in('臨時', 'only-for-today-2026').status == 303
        assert browser.get('/city/').status == 200
        self.hub.run('officer', 'disable', '臨時')
        assert browser.ask('GET', '/city/').status == 303, 'over at once'
        assert Browser(self.hub, '127.0.0.5').sign_in('臨時', 'only-for-today-2026').status == 403
        page = self.officer().get('/city/audit').body.decode()
        assert '職員の停止' in page and 'から停止' in page

    def guessing(self):
        browser = Browser(self.hub, '127.0.0.9')
        for i in range(10):
            answer = browser.sign_in(f'だれか {i}', 'ちがうパスワード')
            assert answer.status == 403, (i, answer.status)
        answer = browser.sign_in()
        assert answer.status == 429 and answer.headers['Retry-After'] == '600', answer.status
        assert Browser(self.hub, '127.0.0.10').sign_in().status == 303
        # The same name from many places
        self.hub.run('officer', 'add', '係長', stdin='another-word-2026\n')
        for i in range(10):
            assert Browser(self.hub, f'127.0.1.{i + 1}').sign_in('係長', 'wrong-word-2026').status == 403
        assert Browser(self.hub, '127.0.2.1').sign_in('係長', 'another-word-2026').status == 429

    def export(self):
        browser = self.officer()
        answer = browser.get(f'/city/export.csv?kind=vacancy&from={self.city.first}&to={websample.today()}')
        assert answer.type == 'text/csv' and 'attachment' in answer.headers['Content-Disposition']
        rows = list(csv.DictReader(io.StringIO(answer.body.decode('utf-8-sig'))))
        assert sum(int(row['ages.places']) for row in rows if row['part'] == 'ages') == 14, rows[:2]
        assert {row['nursery'] for row in rows} == {'13101001', '13101002'}
        assert all(row['received'].endswith('+09:00') for row in rows), rows[0]

    def paper(self):
        browser = self.officer()
        links = browser.get(f'/city/events?kind=document').page.links
        link = next(link for link in links if '/city/event?' in link)
        assert '提出書類' in browser.get(link).body.decode()
        answer = browser.get(link.replace('/event?', '/file?'))
        assert answer.body == self.city.paper and answer.headers['Content-Disposition'].endswith('.pdf')
        assert answer.type == 'application/octet-stream' and answer.headers['X-Content-Type-Options'] == 'nosniff'

    def carry(self, browser, content):
        token = browser.token('/city/files')
        body = (f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: '
                'form-data; name="file"; filename="a.enbatch"\r\n\r\n').encode() + content + b'\r\n--x--\r\n'
        return browser.ask('POST', '/city/files', body, {'Content-Type': 'multipart/form-data; boundary=x'})

    def handout(self):
        """A nursery without a network: the officer's file out, and the PC that it makes known by its first file."""
        browser = self.officer()
        answer = browser.post('/city/code', token=browser.token('/city/files'), nursery='13109999', name='離島保育園',
                              days='3')
        assert answer.status == 200
        page = answer.body.decode()
        Checker(page)
        assert 'download="13109999.enhub"' in page
        text = base64.b64decode(page.split('id="handout"')[1].split('base64,')[1].split('"')[0])
        file = json.loads(text)
        assert (file['nursery'], file['name'], file['hub']) == ('13109999', '離島保育園', json.loads(self.hub.run('key', '--json'))['hub']), file
        assert base64.b64decode(file['key']) == self.hub.key
        signature = base64.b64decode(file.pop('sig'))
        signed = hubrig.canonical(file)
        assert hubrig.sodium.crypto_sign_verify_detached(signature, signed, ctypes.c_ulonglong(len(signed)),
                                                         self.hub.key) == 0
        pc = hubrig.Pc(self.hub, '13109999', register=False)
        other = hubrig.Pc(self.hub, '13109999', register=False)
        stranger = hubrig.Pc(self.hub, '13101001', register=False)
        assert self.carry(browser, pc.seal()).status == 422, 'nobody knows it'
        assert self.carry(browser, pc.seal(code='0000-0000-0000-0000')).status == 422
        assert self.carry(browser, pc.seal(code=file['code'], signer=other)).status == 422, "another's signature"
        assert self.carry(browser, stranger.seal(code=file['code'])).status == 422, "another nursery's code"
        for events in ((), (pc.day('2026-01-06'),)):
            answer = self.carry(browser, pc.seal(*events, code=file['code']))
            assert answer.status == 200, answer.body.decode()
            receipt = json.loads(base64.b64decode(answer.body.decode().split('id="receipt"')[1].split('base64,')[1]
                                                  .split('"')[0]))
            assert receipt['expect'][pc.source] == 1 + len(events), receipt
        answer = self.carry(browser, other.seal(code=file['code']))
        assert answer.status == 422 and '使用済み' in answer.body.decode()
        self.hub.run('revoke', pc.source)
        assert self.carry(browser, pc.seal(code=file['code'])).status == 422, 'its code does not let it in again'

    def bad_files(self):
        browser = self.officer()
        token = browser.token('/city/files')
        sealed = bytearray(self.city.good.seal(self.city.good.day('2026-01-05')))
        sealed[-5] ^= 1
        for content in (b'', b'PK\x03\x04', bytes(sealed)):
            body = (f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: '
                    'form-data; name="file"; filename="a.enbatch"\r\n\r\n').encode() + content + b'\r\n--x--\r\n'
            answer = browser.ask('POST', '/city/files', body, {'Content-Type': 'multipart/form-data; boundary=x'})
            assert answer.status in (400, 422), (content[:4], answer.status)
            Checker(answer.body.decode())
        for body in (b'', b'--x', b'--x\r\n\r\n--x--'):
            answer = browser.ask('POST', '/city/files', body, {'Content-Type': 'multipart/form-data; boundary=x'})
            assert answer.status in (400, 403)


def main():
    hubrig.need_program(hubrig.PG_BIN + '/initdb' if 'postgresql' in sys.argv else 'sh')
    web = Web('postgresql' if 'postgresql' in sys.argv else 'sqlite')
    tap = hubrig.Tap()
    for name in ('stranger', 'pages', 'words', 'matrix', 'silence', 'tokens', 'ends', 'trail', 'versions', 'password', 'disabled',
                 'guessing', 'export', 'paper', 'handout', 'bad_files'):
        tap.run(name, getattr(web, name))
    status = tap.end()
    web.hub.stop()
    return status


sys.exit(main())
