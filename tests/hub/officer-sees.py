#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""An officer looks at a running hub in a real browser, for a test that drives the other end:

    officer-sees.py day URL NAME PASSWORD NURSERY DATE ARRIVED LEFT [MISSING-DATE]
    officer-sees.py ask URL NAME PASSWORD NURSERY TEXT

"day": that nursery's day has come, and is read with what it says of who came and left when; the other has not.
"ask": the one thing to look at is of that nursery, and the officer asks the nursery about it. Without a word it
only finds out whether there is a browser. Ends with 0 where all is so; TAP's line of skipping where nobody can look."""

import sys

import browser


class Officer(browser.Browser):
    def __init__(self, base, name, password):
        super().__init__(base, 'path-officer')
        self.enter(name, password)
        assert not self.driver.current_url.endswith('/city/sign-in'), self.text()

    def open_month(self, nursery, date):
        self.go('受信状況')
        self.fill('month', date[:7])
        self.press('表示')
        rows = [row for row in self.find_all('.matrix tbody tr') if row.text.startswith(nursery)]
        assert len(rows) == 1, self.text()
        return rows[0].find_elements('css selector', 'td')

    def day(self, nursery, date, arrived, left, missing=None):
        assert nursery in self.text(), self.text()
        self.shot('nurseries')
        cells = self.open_month(nursery, date)
        cell = cells[int(date[8:]) - 1]
        assert cell.text == '○', (date, cell.text)
        if missing is not None:
            assert cells[int(missing[8:]) - 1].text != '○', missing
        self.shot('received')
        old = self.find('html')
        cell.find_element('css selector', 'a').click()
        self.wait_for_next(old)
        text = self.text()
        assert nursery in text and '登降園' in text, text
        assert any(arrived in row.text and left in row.text for row in self.find_all('main tr')), text
        self.shot('day')

    def ask(self, nursery, text):
        self.go('確認事項')
        assert len(self.find_all('article')) == 1 and nursery in self.text(), self.text()
        assert '休園日に出席があります' in self.text(), self.text()
        self.shot('review')
        self.find('textarea').send_keys(text)
        self.press('送る')
        assert 'が園に確認しました' in self.text(), self.text()
        self.shot('asked')


def main(words):
    if not words:
        return
    officer = Officer(*words[1:4])
    try:
        {'day': officer.day, 'ask': officer.ask}[words[0]](*words[4:])
    finally:
        officer.close()


main(sys.argv[1:])
