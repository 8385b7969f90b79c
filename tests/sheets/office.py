# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""LibreOffice without a window, in a profile of its own, driven by python3-uno."""

import os
import shutil
import signal
import subprocess
import sys
import time

SYSTEM_PYTHON = '/usr/bin/python3'


class Missing(Exception):
    """LibreOffice or its Python is not installed."""


def need_uno():
    """Debian's uno belongs to Debian's Python; with another one the script starts anew under that."""
    try:
        import uno  # noqa: F401
    except ImportError:
        if os.path.realpath(sys.executable) == os.path.realpath(SYSTEM_PYTHON) or not os.path.exists(SYSTEM_PYTHON) \
                or os.environ.get('ENROKU_OFFICE_PYTHON'):
            raise Missing('python3-uno is not installed') from None
        os.environ['ENROKU_OFFICE_PYTHON'] = '1'
        os.execv(SYSTEM_PYTHON, [SYSTEM_PYTHON] + sys.argv)


def url(path):
    return 'file://' + os.path.abspath(path)


class Office:
    """Started by entering, ended by its own process when it is left."""

    def __init__(self, folder):
        self.program = shutil.which('soffice')
        if self.program is None:
            raise Missing('LibreOffice is not installed')
        need_uno()
        self.folder = folder
        self.pipe = f'enroku{os.getpid()}'

    def __enter__(self):
        profile = url(os.path.join(self.folder, 'profile'))
        self.process = subprocess.Popen(
            [self.program, '--headless', '--norestore', '--nologo', '--nodefault', f'-env:UserInstallation={profile}',
             f'--accept=pipe,name={self.pipe};urp;'],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            self.desktop = self.connect()
        except BaseException:
            self.stop()
            raise
        return self

    def connect(self):
        import uno
        from com.sun.star.connection import NoConnectException
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', local)
        until = time.monotonic() + 120
        while True:
            try:
                context = resolver.resolve(f'uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext')
                return context.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', context)
            except NoConnectException:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise
                time.sleep(0.02)

    def __exit__(self, *what):
        try:
            self.desktop.terminate()
        except Exception:  # the connection goes with the office
            pass
        self.stop()

    def stop(self):
        """The starter script's whole group, and nobody else's."""
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    @staticmethod
    def values(**named):
        from com.sun.star.beans import PropertyValue
        made = []
        for name, value in named.items():
            item = PropertyValue()
            item.Name, item.Value = name, value
            made.append(item)
        return tuple(made)

    def open(self, path):
        return self.desktop.loadComponentFromURL(url(path), '_blank', 0, self.values(Hidden=True))

    def new(self, kind):
        return self.desktop.loadComponentFromURL(f'private:factory/{kind}', '_blank', 0, self.values(Hidden=True))

    def save(self, document, path, filter_name=None):
        named = {'FilterName': filter_name} if filter_name else {}
        document.storeToURL(url(path), self.values(**named))
