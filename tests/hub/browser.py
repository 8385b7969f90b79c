# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""An officer at a real browser (headless Chromium), for the tests of the hub's pages.

ENROKU_SHOTS=FOLDER keeps a picture of each page, and of its paper."""

import base64
import os
import shutil
import tempfile
import time

import hubrig

hubrig.need('selenium')

from selenium import webdriver  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

CHROMIUM = '/usr/bin/chromium'
DRIVER = '/usr/bin/chromedriver'

hubrig.need_program(CHROMIUM, DRIVER)


class Browser:
    def __init__(self, base, shots_prefix):
        self.base = base
        self.shots = os.environ.get('ENROKU_SHOTS')
        self.shots_prefix = shots_prefix
        self.n = 0
        self.folder = tempfile.mkdtemp(prefix='enroku-browser-')
        self.downloads = os.path.join(self.folder, 'downloads')
        os.mkdir(self.downloads)
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for word in ('--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
                     '--disable-background-networking', '--disable-component-update', '--lang=ja', '--window-size=1024,768',
                     '--hide-scrollbars', '--user-data-dir=' + os.path.join(self.folder, 'profile')):
            options.add_argument(word)
        options.add_experimental_option('prefs', {'download.default_directory': self.downloads,
                                                  'download.prompt_for_download': False})
        options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
        self.driver = webdriver.Chrome(service=Service(DRIVER), options=options)
        self.driver.set_page_load_timeout(60)

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.folder, ignore_errors=True)

    def shot(self, name, paper=False):
        # What the page's rules forbid (styles, scripts, fonts from elsewhere) is said in the browser's log.
        said = [entry for entry in self.driver.get_log('browser') if 'favicon' not in entry['message']
                and 'status of 4' not in entry['message']]
        assert not said, said
        wide = self.driver.execute_script('return document.documentElement.scrollWidth')
        assert wide <= self.driver.execute_script('return window.innerWidth'), (name, wide)
        if self.shots is None:
            return
        self.n += 1
        path = os.path.join(self.shots, f'{self.shots_prefix}-{self.n:02d}-{name}')
        self.driver.save_screenshot(path + '.png')
        if paper:
            pdf = self.driver.execute_cdp_cmd('Page.printToPDF', {'preferCSSPageSize': True, 'printBackground': False})
            open(path + '.pdf', 'wb').write(base64.b64decode(pdf['data']))

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def find_all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self):
        return self.find('main').text

    def wait_for_next(self, old):
        WebDriverWait(self.driver, 20).until(lambda driver: driver.find_element(By.CSS_SELECTOR, 'html') != old)

    def press(self, label, within='main'):
        """Presses what is called so, and waits for the next page."""
        old = self.find('html')
        for element in self.find_all(f'{within} button, {within} a'):
            if element.text == label:
                element.click()
                break
        else:
            raise AssertionError(f'no {label}: {self.text()}')
        self.wait_for_next(old)

    def go(self, label):
        self.press(label, 'nav')

    def fill(self, name, text):
        element = self.find(f'main [name="{name}"]')
        element.clear()
        element.send_keys(text)

    def enter(self, name, password):
        self.driver.get(self.base + '/')
        assert self.driver.current_url.endswith('/city/sign-in'), self.driver.current_url
        self.fill('name', name)
        self.fill('password', password)
        self.press('サインイン')

    def downloaded(self, end):
        for _ in range(100):
            time.sleep(0.1)
            names = os.listdir(self.downloads)
            paths = [os.path.join(self.downloads, name) for name in names if name.endswith(end)]
            # Under its name it may stand empty for a moment.
            if paths and os.path.getsize(paths[0]) > 0 and not any(name.endswith('.crdownload') for name in names):
                return paths[0]
        raise AssertionError(f'nothing was saved as {end}: {os.listdir(self.downloads)}')
