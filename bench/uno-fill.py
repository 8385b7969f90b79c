#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""The same form filled by LibreOffice, driven by python3-uno from a cold start, a range at a time.

  uno-fill.py make FORM               a city's form: 30 sheets, 120 rows, tags
  uno-fill.py fill FORM OUTPUT        puts the values of bench/sheet-fill.c into its cells
  uno-fill.py compare ONE OTHER       every cell of both must show the same

ENROKU_UNO_PROFILE=FOLDER names the profile; it is made where it is not there, so a first run that is not
measured makes it. A cold start is a new process, not a new profile."""

import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'tests', 'sheets'))
import office  # noqa: E402

SHEETS, CHILDREN, HEADS = 30, 120, 14
FIRST = 6


def heads():
    return [float(i) if i % 2 == 0 else f'項目{i}' for i in range(1, HEADS + 1)]


def mark(child, day):
    return '欠' if (child + day) % 7 == 0 else '○'


def make(lo, form):
    import uno
    document = lo.new('scalc')
    line = uno.createUnoStruct('com.sun.star.table.BorderLine2')
    line.OuterLineWidth = line.LineWidth = 20
    for day in range(1, SHEETS + 1):
        name = f'{day}日'
        document.Sheets.insertNewByName(name, day)
        sheet = document.Sheets.getByName(name)
        sheet.getCellByPosition(0, 0).String = f'児童出欠報告書（{day}日）'
        sheet.getCellRangeByPosition(0, 0, 9, 0).merge(True)
        # Tags one by one, in two rows of seven.
        sheet.getCellRangeByPosition(0, 2, 6, 3).setDataArray(
            tuple(tuple('{{head.%d}}' % (row * 7 + i + 1) for i in range(7)) for row in range(2)))
        grid = sheet.getCellRangeByPosition(0, FIRST, 9, FIRST + CHILDREN - 1)
        border = grid.TableBorder2
        for side in ('TopLine', 'BottomLine', 'LeftLine', 'RightLine', 'HorizontalLine', 'VerticalLine'):
            setattr(border, side, line)
            setattr(border, f'Is{side}Valid', True)
        grid.TableBorder2 = border
        sheet.getCellRangeByPosition(0, FIRST, 1, FIRST + CHILDREN - 1).setDataArray(
            tuple((float(i + 1), f'園児{i + 1}') for i in range(CHILDREN)))
        sheet.getCellByPosition(2, FIRST).String = '{{children.mark.%d}}' % day
        sheet.getCellRangeByPosition(3, FIRST, 3, FIRST + CHILDREN - 1).setFormulaArray(
            tuple((f'=IF(C{FIRST + i + 1}="○";1;0)',) for i in range(CHILDREN)))
        sheet.getCellByPosition(3, FIRST + CHILDREN).Formula = f'=SUM(D{FIRST + 1}:D{FIRST + CHILDREN})'
    document.Sheets.removeByName(document.Sheets.getByIndex(0).Name)
    lo.save(document, form, 'Calc MS Excel 2007 XML')
    document.close(True)


def fill(lo, form, output):
    document = lo.open(form)
    values = heads()
    for day in range(1, SHEETS + 1):
        sheet = document.Sheets.getByIndex(day - 1)
        sheet.getCellRangeByPosition(0, 2, 6, 3).setDataArray((tuple(values[:7]), tuple(values[7:])))
        sheet.getCellRangeByPosition(2, FIRST, 2, FIRST + CHILDREN - 1).setDataArray(
            tuple((mark(child, day),) for child in range(CHILDREN)))
    lo.save(document, output, 'Calc MS Excel 2007 XML')
    document.close(True)


def read(lo, path):
    document = lo.open(path)
    found = [sheet.getCellRangeByPosition(0, 0, 9, FIRST + CHILDREN).getDataArray() for sheet in document.Sheets]
    document.close(True)
    return found


def compare(lo, one, other):
    one, other = read(lo, one), read(lo, other)
    n = sum(cell == '○' or cell == '欠' for sheet in one for row in sheet for cell in row)
    if one != other or n != SHEETS * CHILDREN:
        sys.exit(f'uno-fill.py: the two forms differ, or are not filled ({n} marks)')


def main():
    actions = {'make': make, 'fill': fill, 'compare': compare}
    folder = os.environ.get('ENROKU_UNO_PROFILE') or tempfile.mkdtemp(prefix='enroku-bench-')
    os.makedirs(folder, exist_ok=True)
    with office.Office(folder) as lo:
        actions[sys.argv[1]](lo, *sys.argv[2:])


main()
