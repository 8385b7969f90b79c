#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""An officer's day in a real browser: test-web-browser.py [sqlite|postgresql]

ENROKU_SHOTS=FOLDER keeps a picture of each page, and of its paper."""

import csv
import os
import sys

import browser
import hubrig
import websample

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait


class Day(browser.Browser):
    def __init__(self, store):
        self.city = websample.City(store)
        self.hub = self.city.hub
        super().__init__('://'.join(('http', f'127.0.0.1:{self.hub.port}')), 'city')

    def close(self):
        super().close()
        self.hub.stop()

    def sign_in(self):
        self.enter(websample.OFFICER, 'まちがえました')
        assert '名前かパスワードが違います' in self.text()
        self.shot('sign-in')
        assert self.find('[name="name"]').get_attribute('value') == websample.OFFICER
        self.fill('password', websample.PASSWORD)
        self.press('サインイン')
        assert 'ひばり保育園' in self.text() and '連絡なし' in self.text()
        assert 'つばめ' + websample.NASTY in self.text(), 'shown as it was written'
        # Scripts cannot read it.
        assert self.driver.execute_script('return document.cookie') == ''
        self.shot('nurseries', paper=True)

    def matrix(self):
        self.go('受信状況')
        self.fill('month', self.city.month)
        self.press('表示')
        rows = self.driver.find_elements(By.CSS_SELECTOR, '.matrix tbody tr')
        assert len(rows) == 3
        assert '未' not in rows[0].text and '未' in rows[1].text
        self.shot('received', paper=True)
        self.find('[name="missing"]').click()
        self.press('表示')
        assert len(self.driver.find_elements(By.CSS_SELECTOR, '.matrix tbody tr')) == 2
        self.press('訂')
        assert '登降園（訂正）' in self.text() and 'A000' in self.text()
        self.shot('event', paper=True)

    def question(self):
        self.go('確認事項')
        assert '休園日に出席があります' in self.text()
        self.shot('reviews')
        self.find('textarea').send_keys('この日曜日の出席 3 名は、\n休日保育でしょうか。<b>')
        self.press('送る')
        assert websample.OFFICER + ' が園に確認しました' in self.text()
        changes = self.city.bad.ask('GET', '/v1/changes?after=0').json['changes']
        assert changes[-1]['kind'] == 'question' and changes[-1]['event'] == self.city.review_id, changes
        assert '休日保育でしょうか。<b>' in changes[-1]['text'], changes
        assert self.city.good.ask('GET', '/v1/changes?after=0').json['changes'] == []
        self.press('確認済みにする')
        assert '確認することはありません' in self.text()
        self.press('確認済みも含める')
        assert '確認済みにしました' in self.text()
        self.shot('reviews-closed')

    def notices(self):
        self.go('お知らせ')
        Select(self.find('[name="nursery"]')).select_by_visible_text('すべての施設')
        self.fill('title', '年末年始の受付')
        self.fill('text', '12 月 29 日から 1 月 3 日まで、窓口はお休みです。')
        self.press('送る')
        assert '年末年始の受付' in self.text() and '3 施設' in self.text()
        self.shot('notices')
        for pc in (self.city.good, self.city.bad, self.city.silent):
            change = pc.ask('GET', '/v1/changes?after=0').json['changes'][-1]
            assert (change['kind'], change['title']) == ('notice', '年末年始の受付'), change

    def looks(self):
        self.go('空き状況')
        assert self.find('tfoot').text.split()[-1] == '14', self.find('tfoot').text
        self.shot('vacancies', paper=True)
        self.go('届いた報告')
        self.shot('events')
        Select(self.find('[name="kind"]')).select_by_visible_text('事故報告')
        self.press('表示')
        self.press('事故報告', 'main table')
        assert 'すべり台から降りるときに転んだ。' in self.text() and websample.NASTY in self.text()
        self.shot('accident', paper=True)
        self.go('警告')
        assert '警告はありません' in self.text()
        self.city.good.sequence -= 1
        self.city.good.send(self.city.good.day('2026-01-06'))
        self.go('警告')
        assert '写し' in self.text()
        self.shot('alerts')

    def code(self):
        self.go('施設')
        self.fill('nursery', '13101004')
        self.fill('name', 'めじろ保育園')
        self.press('登録コードを発行する')
        code = self.find('output').text
        self.shot('code', paper=True)
        pc = hubrig.Pc(self.hub, '13101004', register=False)
        assert pc.enroll('0000-0000-0000-0000').problem == 'code-invalid'
        assert pc.enroll(code).status == 200
        assert hubrig.Pc(self.hub, '13101004', register=False).enroll(code).problem == 'code-invalid'
        self.press('施設の画面へ')
        assert '使用済み' in self.text() and '事務室' in self.text()
        self.shot('nursery')

    def revoke(self):
        pc = self.city.silent
        assert pc.ask('GET', '/v1/changes').status == 200
        self.go('施設')
        self.press('すずめ保育園')
        self.press('停止する…')
        self.shot('revoke')
        self.press('停止する')
        assert '停止中' in self.text()
        answer = pc.ask('GET', '/v1/changes')
        assert (answer.status, answer.problem) == (401, 'site-revoked'), answer.body

    def export(self):
        self.go('ファイル')
        self.driver.execute_script("document.getElementById('from').value = arguments[0]", self.city.first.isoformat())
        self.driver.execute_script("document.getElementById('to').value = arguments[0]", self.city.last.isoformat())
        for element in self.driver.find_elements(By.CSS_SELECTOR, 'main button'):
            if element.text == 'CSV を保存する':
                element.click()
        path = self.downloaded('.csv')
        rows = list(csv.DictReader(open(path, encoding='utf-8-sig', newline='')))
        assert sum(row['children.number'] == 'A900' for row in rows) > 30, len(rows)
        self.shot('files')

    def upload(self):
        path = os.path.join(self.folder, 'usb.enbatch')
        good = self.city.good
        good.sequence += 1
        open(path, 'wb').write(good.seal(good.day('2026-01-07'), good.day('2026-01-08')))
        self.go('ファイル')
        self.find('[name="file"]').send_keys(path)
        self.press('受け取る')
        assert '受け取った報告 2 件' in self.text(), self.text()
        self.shot('receipt')
        self.find('#receipt').click()
        receipt = websample.verify_receipt(self.hub, open(self.downloaded('.enreceipt'), 'rb').read())
        assert [result['status'] for result in receipt['results']] == ['accepted', 'accepted'], receipt

    def keyboard(self):
        """Without a mouse: past the places to the page, and everything there can be reached."""
        self.driver.get(self.base + '/city/')
        self.driver.switch_to.active_element.send_keys(Keys.TAB)
        skip = self.driver.switch_to.active_element
        assert skip.text == '本文へ' and skip.location['x'] >= 0, (skip.text, skip.location)
        skip.send_keys(Keys.ENTER)
        assert self.driver.switch_to.active_element.get_attribute('id') == 'main'
        self.driver.switch_to.active_element.send_keys(Keys.TAB)
        assert self.driver.switch_to.active_element.text == 'ひばり保育園'
        self.driver.switch_to.active_element.send_keys(Keys.ENTER)
        WebDriverWait(self.driver, 20).until(lambda driver: 'number=13101001' in driver.current_url)

    def older(self):
        self.go('受信状況')
        self.fill('month', self.city.month)
        self.press('表示')
        self.press('2版')
        assert '第 2 版（いまの版）' in self.text() and '最初に届いた報告です' in self.text()
        rows = [row.text for row in self.driver.find_elements(By.CSS_SELECTOR, 'tbody tr')]
        assert '出席 3 4' in rows and '園児 A003 （なし） あり' in [' '.join(row.split()) for row in rows], rows
        self.shot('versions', paper=True)
        self.press('この版を見る')
        assert 'これまでの版（2 件）' in self.text()

    def account(self):
        self.go('操作の記録')
        assert '送信の停止' in self.text() and 'サインインの失敗' in self.text() and 'CSV の保存' in self.text()
        self.shot('audit', paper=True)
        self.press('パスワードの変更', 'header')
        self.shot('password')
        new = 'もみじ-2026-あき'
        for name, text in (('old', websample.PASSWORD), ('new', new), ('again', new)):
            self.fill(name, text)
        self.press('変更する')
        assert self.driver.current_url.endswith('/city/sign-in')
        self.fill('name', websample.OFFICER)
        self.fill('password', new)
        self.find('[name="password"]').send_keys(Keys.ENTER)
        WebDriverWait(self.driver, 20).until(lambda driver: driver.current_url.endswith('/city/'))

    def sign_out(self):
        self.press('サインアウト', 'header')
        assert self.driver.current_url.endswith('/city/sign-in')
        self.driver.get(self.base + '/city/reviews')
        assert self.driver.current_url.endswith('/city/sign-in')
        self.driver.back()
        assert websample.OFFICER not in self.find('body').text, 'nothing is kept by the browser'


def main():
    hubrig.need_program(hubrig.PG_BIN + '/initdb' if 'postgresql' in sys.argv else 'sh')
    day = Day('postgresql' if 'postgresql' in sys.argv else 'sqlite')
    tap = hubrig.Tap()
    try:
        for name in ('sign_in', 'matrix', 'question', 'notices', 'looks', 'code', 'revoke', 'export', 'upload', 'keyboard',
                     'older', 'account', 'sign_out'):
            tap.run(name, getattr(day, name))
    finally:
        day.close()
    return tap.end()


sys.exit(main())
