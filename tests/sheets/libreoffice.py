#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Enroku authors
"""Filled forms opened again with LibreOffice: every formula calculates, no cell has an error, no tag is
left, and what was not to be filled is as it was.

  libreoffice.py FILL-FORM EXAMPLES    with ENROKU_SHOTS=FOLDER, PDFs of what was filled are left there

Prints TAP."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

sys.dont_write_bytecode = True
import office  # noqa: E402

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
XLSX = 'Calc MS Excel 2007 XML'
N = 28

done = 0


def check(title, wrong):
    global done
    done += 1
    print(f'{"not ok" if wrong else "ok"} {done} - {title}')
    for text in list(wrong)[:20]:
        print(f'# {text}')
    sys.stdout.flush()
    check.failed |= bool(wrong)


check.failed = False


def fill(program, form, output, children=N):
    result = subprocess.run([program, form, output, str(children)], capture_output=True, text=True)
    if result.returncode != 0:
        return [result.stderr.strip()]
    match = re.match(r'filled (\d+) of (\d+) cells', result.stdout)
    wrong = [line for line in result.stdout.split('\n') if line.startswith('unknown')]
    if not match or match.group(1) != match.group(2) or match.group(1) == '0':
        wrong.append(result.stdout)
    return wrong


def cells(document):
    """(sheet, row, column) -> (formula or text, value, text, error) of all that is not empty."""
    found = {}
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        area = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
        formulas = area.getFormulaArray()
        for row, line in enumerate(formulas):
            for column, formula in enumerate(line):
                if formula != '':
                    cell = sheet.getCellByPosition(column, row)
                    found[sheet.Name, row, column] = (formula, cell.Value, cell.String, cell.getError())
    return found


def look(document):
    """What is wrong with the cells of a filled form, just opened."""
    wrong = []
    now = cells(document)
    formulas = [key for key, cell in now.items() if cell[0].startswith('=')]
    for key, (formula, _, text, error) in now.items():
        if error or text.startswith(('#', 'Err:')):
            wrong.append(f'{key}: {formula} is {text}')
        if '{{' in text:
            wrong.append(f'{key}: {text}')
    document.calculateAll()
    after = cells(document)
    for key in formulas:
        if now[key][1:3] != after[key][1:3]:
            wrong.append(f'{key}: {now[key][0]} was {now[key][2]} as the form was opened, and is {after[key][2]}')
    if not formulas:
        wrong.append('no formula in it')
    return wrong


def sheet_parts(path):
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def has_tag(cell, strings):
    value = cell.find(MAIN + 'v')
    if cell.get('t') == 's' and value is not None:
        return '{{' in strings[int(value.text)]
    return '{{' in ''.join(cell.itertext())


def is_empty(cell):
    return cell.find(MAIN + 'v') is None and cell.find(MAIN + 'f') is None and cell.find(MAIN + 'is') is None


def compare_sheets(old, new, strings):
    """The parts of a sheet that may not differ."""
    wrong = []
    old, new = ET.fromstring(old), ET.fromstring(new)
    for a, b in zip(old, new):
        if a.tag != MAIN + 'sheetData' and ET.tostring(a) != ET.tostring(b):
            wrong.append(f'{a.tag} differs')
    if [x.tag for x in old] != [x.tag for x in new]:
        wrong.append('elements were added or lost')
    before = {cell.get('r'): cell for cell in old.iter(MAIN + 'c')}
    rows = {row.get('r'): row.attrib for row in old.iter(MAIN + 'row')}
    for row in new.iter(MAIN + 'row'):
        if row.get('r') in rows and rows[row.get('r')] != row.attrib:
            wrong.append(f'row {row.get("r")} differs')
    after = {cell.get('r'): cell for cell in new.iter(MAIN + 'c')}
    for place, cell in before.items():
        other = after.get(place)
        if other is None:
            wrong.append(f'{place} is lost')
            continue
        if cell.get('s') != other.get('s'):
            wrong.append(f'{place} has another style')
        formula, new_formula = cell.find(MAIN + 'f'), other.find(MAIN + 'f')
        if formula is not None:
            if new_formula is None or ET.tostring(formula) != ET.tostring(new_formula):
                wrong.append(f'{place} has another formula')
            if other.find(MAIN + 'v') is not None:
                wrong.append(f'{place} has its old result')
        elif not has_tag(cell, strings) and not is_empty(cell) and ET.tostring(cell) != ET.tostring(other):
            wrong.append(f'{place} differs')
    return wrong


def compare(form, output):
    """All members of the zip, in their order; those of sheets by their elements."""
    old, new = sheet_parts(form), sheet_parts(output)
    wrong = []
    strings = []
    if 'xl/sharedStrings.xml' in old:
        strings = [''.join(si.itertext()) for si in ET.fromstring(old['xl/sharedStrings.xml'])]
    if list(old) != list(new):
        wrong.append(f'members: {list(old)} and {list(new)}')
    for name in old:
        if name.startswith('xl/worksheets/sheet'):
            wrong += [f'{name}: {text}' for text in compare_sheets(old[name], new[name], strings)]
        elif name == 'xl/workbook.xml':
            if new[name].replace(b' fullCalcOnLoad="1"', b'') != old[name].replace(b' fullCalcOnLoad="1"', b''):
                wrong.append(f'{name} differs')
            if b'fullCalcOnLoad="1"' not in new[name]:
                wrong.append('the workbook does not ask to be calculated')
        elif old[name] != new[name]:
            wrong.append(f'{name} differs')
    return wrong


def make_calc_form(lo, path, filter_name):
    """A form as Calc writes one: merged cells, a list to choose from, a hidden sheet, a total of a total."""
    document = lo.new('scalc')
    sheet = document.Sheets.getByIndex(0)
    sheet.Name = '名簿'
    sheet.getCellByPosition(0, 0).String = '{{facility.name}}　{{month}}分'
    sheet.getCellRangeByPosition(0, 0, 5, 0).merge(True)
    tags = ('number', 'name', 'birth-date', 'arrived', 'present.4..5')
    line = __import__('uno').createUnoStruct('com.sun.star.table.BorderLine2')
    line.OuterLineWidth = line.LineWidth = 20
    grid = sheet.getCellRangeByPosition(0, 2, 5, 31)
    for side in ('LeftBorder', 'RightBorder', 'TopBorder', 'BottomBorder'):
        setattr(grid, side, line)
    border = grid.TableBorder2
    border.HorizontalLine = border.VerticalLine = line
    border.IsHorizontalLineValid = border.IsVerticalLineValid = True
    grid.TableBorder2 = border
    locale = __import__('uno').createUnoStruct('com.sun.star.lang.Locale')
    locale.Language, locale.Country = 'ja', 'JP'
    for column, code in ((2, 'YYYY/MM/DD'), (3, 'H:MM')):
        key = document.NumberFormats.queryKey(code, locale, False)
        if key == -1:
            key = document.NumberFormats.addNew(code, locale)
        sheet.getCellRangeByPosition(column, 2, column, 31).NumberFormat = key
    for column, tag in enumerate(tags):
        sheet.getCellByPosition(column, 2).String = '{{children.%s}}' % tag
    sheet.getCellByPosition(0, 32).Formula = '=COUNT(A3:A32)'
    sheet.getCellByPosition(4, 32).Formula = '=SUM(E3:E32)'
    sheet.getCellByPosition(5, 32).Formula = '=SUM(F3:F32)'
    sheet.getCellByPosition(1, 32).Formula = '=IF(A33>0;"在籍あり";"なし")'
    document.Sheets.insertNewByName('集計', 1)
    other = document.Sheets.getByIndex(1)
    other.getCellByPosition(0, 0).Formula = '=$名簿.E33+$名簿.F33'
    other.IsVisible = False
    # Days down, a column for each child.
    document.Sheets.insertNewByName('日別', 2)
    days = document.Sheets.getByIndex(2)
    days.getCellRangeByPosition(0, 1, N, 32).TableBorder2 = border
    days.getCellRangeByPosition(0, 2, 0, 32).setDataArray(tuple((float(day),) for day in range(1, 32)))
    for child in range(1, N + 1):
        days.getCellByPosition(child, 1).String = '{{children.name@%d..%d}}' % (child, child)
        days.getCellByPosition(child, 2).String = '{{children.attendance.1..31↓@%d}}' % child
        name = days.getCellByPosition(child, 2).AbsoluteName.split('.')[1].split('$')[1]
        days.getCellByPosition(child, 33).Formula = f'=COUNTA({name}3:{name}33)'
    lo.save(document, path, filter_name)
    document.close(True)


def check_calc_form(lo, program, folder, name, filter_name):
    form = os.path.join(folder, f'form-{name}')
    output = os.path.join(folder, f'filled-{name}')
    make_calc_form(lo, form, filter_name)
    check(f'{name} made by Calc: is filled', fill(program, form, output))
    if not os.path.exists(output):
        return
    document = lo.open(output)
    check(f'{name} made by Calc: calculates', look(document))
    sheet = document.Sheets.getByIndex(0)
    wrong = []
    for place, value in (((0, 29), N), ((0, 32), N), ((2, 2), 44288 - 0), ((3, 3), (7 * 60 + 31) / 1440)):
        if abs(sheet.getCellByPosition(*place).Value - value) > 1e-9:
            wrong.append(f'{place} is {sheet.getCellByPosition(*place).String}, not {value}')
    for place, text in (((0, 0), 'みどりの森保育園　令和8年6月分'), ((2, 2), '2021/04/02'), ((3, 3), '7:31'), ((1, 32), '在籍あり'),
                        ((1, 30), '')):
        if sheet.getCellByPosition(*place).String != text:
            wrong.append(f'{place} is {sheet.getCellByPosition(*place).String}, not {text}')
    other = document.Sheets.getByIndex(1)
    total = sheet.getCellByPosition(4, 32).Value + sheet.getCellByPosition(5, 32).Value
    if other.getCellByPosition(0, 0).Value != total or total < 20 * N or other.IsVisible:
        wrong.append(f'the hidden sheet has {other.getCellByPosition(0, 0).Value}, not {total}')
    check(f'{name} made by Calc: values stand where they belong', wrong)
    # June 2026 has 26 days that are no Sunday.
    days = document.Sheets.getByName('日別')
    wrong = [f'{child}: {days.getCellByPosition(child, 33).Value} days' for child in range(1, N + 1)
             if days.getCellByPosition(child, 33).Value != 26]
    for place, text in (((1, 1), '青木 あおい'), ((1, 2), '○'), ((1, 8), ''), ((1, 12), '病'), ((N, 31), '○'), ((N, 32), '')):
        if days.getCellByPosition(*place).String != text:
            wrong.append(f'{place} is {days.getCellByPosition(*place).String}, not {text}')
    check(f'{name} made by Calc: days go down', wrong)
    lo.save(document, os.path.join(folder, f'{name}.pdf'), 'calc_pdf_Export')
    document.close(True)


def check_example(lo, program, folder, examples, name):
    form = os.path.join(examples, f'{name}.xlsx')
    output = os.path.join(folder, f'{name}.xlsx')
    check(f'{name}: is filled', fill(program, form, output))
    if not os.path.exists(output):
        return
    check(f'{name}: nothing else is changed', compare(form, output))
    document = lo.open(output)
    check(f'{name}: calculates', look(document))
    filled = cells(document)
    lo.save(document, os.path.join(folder, f'{name}.pdf'), 'calc_pdf_Export')
    document.close(True)

    # The same form, made an ODS by Calc and filled as one, has the same in every cell.
    form_ods = os.path.join(folder, f'{name}-form.ods')
    output_ods = os.path.join(folder, f'{name}.ods')
    document = lo.open(form)
    lo.save(document, form_ods, 'calc8')
    document.close(True)
    wrong = fill(program, form_ods, output_ods)
    if not wrong:
        document = lo.open(output_ods)
        wrong = look(document)
        other = cells(document)
        document.close(True)
        for key in sorted(set(filled) | set(other)):
            a, b = filled.get(key), other.get(key)
            if a is None or b is None or a[2] != b[2] or abs(a[1] - b[1]) > 1e-9:
                wrong.append(f'{key}: {a and a[2]} in XLSX, {b and b[2]} in ODS')
    check(f'{name}: the same as ODS', wrong)


def check_letter(lo, program, folder):
    from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
    form = os.path.join(folder, 'letter.odt')
    output = os.path.join(folder, 'letters.odt')
    document = lo.new('swriter')
    style = document.StyleFamilies.getByName('PageStyles').getByName('Standard')
    style.HeaderIsOn = True
    style.HeaderText.String = '{{facility.name}}'
    text = document.Text
    cursor = text.createTextCursor()
    cursor.ParaAdjust = __import__('uno').Enum('com.sun.star.style.ParagraphAdjust', 'RIGHT')
    text.insertString(cursor, '{{date}}', False)
    text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    cursor.ParaAdjust = __import__('uno').Enum('com.sun.star.style.ParagraphAdjust', 'LEFT')
    text.insertString(cursor, '{{children.', False)
    cursor.CharWeight = 150.0
    text.insertString(cursor, 'name}} 様', False)
    cursor.CharWeight = 100.0
    text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    text.insertString(cursor, 'クラスは{{children.class}}です。', False)
    lo.save(document, form, 'writer8')
    document.close(True)
    check('letters: are made', fill(program, form, output, 5))
    if not os.path.exists(output):
        return
    document = lo.open(output)
    controller = document.CurrentController
    lines = document.Text.String.replace('\r\n', '\n').split('\n')
    wrong = [line for line in lines if '{{' in line]
    header = document.StyleFamilies.getByName('PageStyles').getByName('Standard').HeaderText.String
    if controller.PageCount != 5:
        wrong.append(f'{controller.PageCount} pages for 5 letters')
    if len(lines) != 15 or lines[12] != '令和8年6月5日' or lines[13] != '大野 おと 様' or lines[14] != 'クラスはきりんです。':
        wrong.append(repr(lines))
    if header != 'みどりの森保育園':
        wrong.append(f'the heading is {header}')
    adjust = []
    paragraphs = document.Text.createEnumeration()
    while paragraphs.hasMoreElements():
        adjust.append(paragraphs.nextElement().ParaAdjust)
    if adjust[0] != adjust[3] or adjust[0] == adjust[1]:
        wrong.append('the first paragraph of the second letter is set otherwise than that of the first')
    lo.save(document, os.path.join(folder, 'letters.pdf'), 'writer_pdf_Export')
    document.close(True)
    check('letters: one on each page', wrong)


def main():
    program, examples = sys.argv[1:3]
    folder = tempfile.mkdtemp(prefix='enroku-test-')
    try:
        with office.Office(folder) as lo:
            for name in ('daily', 'monthly', 'yearly'):
                check_example(lo, program, folder, examples, name)
            check_calc_form(lo, program, folder, 'calc.xlsx', XLSX)
            check_calc_form(lo, program, folder, 'calc.ods', 'calc8')
            check_letter(lo, program, folder)
        print(f'1..{done}')
        shots = os.environ.get('ENROKU_SHOTS')
        if shots:
            for name in os.listdir(folder):
                if os.path.isfile(os.path.join(folder, name)):
                    shutil.copy(os.path.join(folder, name), shots)
    except office.Missing as reason:
        print(f'1..0 # SKIP {reason}')
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if check.failed else 0


sys.exit(main())
