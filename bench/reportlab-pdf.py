# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""Draws what dump-paper wrote with ReportLab: the same texts, lines and areas in the same places.

    reportlab-pdf.py LIST.txt OUTPUT.pdf

ReportLab cannot embed our prepared fonts (CFF). With IPAexGothic (Debian: fonts-ipaexfont-gothic) it
embeds that; without, it names a font that the reader must have, which is less work.
"""
import os
import sys

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

IPAEX = "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf"


def font():
    if os.path.exists(IPAEX):
        pdfmetrics.registerFont(TTFont("ipaex", IPAEX))
        return "ipaex"
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    return "HeiseiKakuGo-W5"


def colour(text):
    return [int(text[i : i + 2], 16) / 255 for i in (0, 2, 4)]


def main(source, target):
    name = font()
    page = None
    height = 0.0
    with open(source, encoding="utf-8") as lines:
        for line in lines:
            kind, *fields = line.rstrip("\n").split("\t", 6)
            if kind == "P":
                if page is None:
                    page = canvas.Canvas(target, pageCompression=1)
                else:
                    page.showPage()
                height = float(fields[1])
                page.setPageSize((float(fields[0]), height))
            elif kind == "A":
                x, y, w, h = map(float, fields[:4])
                page.setFillColorRGB(*colour(fields[4]))
                page.rect(x, height - y - h, w, h, stroke=0, fill=1)
            elif kind == "L":
                x, y, x2, y2 = map(float, fields[:4])
                page.setStrokeColorRGB(*colour(fields[4]))
                page.setLineWidth(float(fields[5]))
                page.line(x, height - y, x2, height - y2)
            elif kind == "T":
                x, y, size = map(float, fields[:3])
                page.setFillColorRGB(*colour(fields[4]))
                page.setFont(name, size)
                page.drawString(x, height - y, fields[5])
    page.showPage()
    page.save()


main(*sys.argv[1:])
