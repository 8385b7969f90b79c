/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Three forms such as cities send round, with tags: a day, a month, a fiscal year. They have what such
 * forms have: a fixed grid, totals by formulas, merged headings, lists to choose from, coloured Sundays, a
 * hidden sheet that the city collects from, print settings. No city's own form was copied.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

#define FONT "ＭＳ ゴシック"
#define ROWS 30

typedef struct
{
  lxw_workbook *book;
  lxw_format *title;
  lxw_format *plain;
  lxw_format *right;
  lxw_format *note;
  lxw_format *head;
  lxw_format *head_tall; /* letters one above the other */
  lxw_format *text;
  lxw_format *middle;
  lxw_format *number;
  lxw_format *total;
  lxw_format *rate;
  lxw_format *time;
  lxw_format *date;
  lxw_format *day; /* 令和8年6月5日 */
  lxw_format *red;
} Form;

static lxw_format *
format_new (Form *form,
            int size,
            int align,
            int has_lines)
{
  lxw_format *format = workbook_add_format (form->book);

  format_set_font_name (format, FONT);
  format_set_font_size (format, size);
  format_set_align (format, (uint8_t)align);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  if (has_lines)
    format_set_border (format, LXW_BORDER_THIN);

  return format;
}

static void
form_open (Form *form,
           const char *folder,
           const char *name,
           const char *title)
{
  char path[4096];
  lxw_doc_properties properties = { .title = (char *)title, .created = 1767225600 };

  snprintf (path, sizeof path, "%s/%s", folder, name);
  form->book = workbook_new (path);
  workbook_set_properties (form->book, &properties);
  form->title = format_new (form, 16, LXW_ALIGN_CENTER, 0);
  format_set_bold (form->title);
  form->plain = format_new (form, 11, LXW_ALIGN_LEFT, 0);
  form->right = format_new (form, 11, LXW_ALIGN_RIGHT, 0);
  form->note = format_new (form, 9, LXW_ALIGN_LEFT, 0);
  form->head = format_new (form, 10, LXW_ALIGN_CENTER, 1);
  format_set_bg_color (form->head, 0xE7E6E6);
  form->head_tall = format_new (form, 9, LXW_ALIGN_CENTER, 1);
  format_set_bg_color (form->head_tall, 0xE7E6E6);
  format_set_text_wrap (form->head_tall);
  form->text = format_new (form, 10, LXW_ALIGN_LEFT, 1);
  format_set_shrink (form->text);
  form->middle = format_new (form, 10, LXW_ALIGN_CENTER, 1);
  format_set_shrink (form->middle);
  form->number = format_new (form, 10, LXW_ALIGN_RIGHT, 1);
  format_set_num_format (form->number, "#,##0");
  form->total = format_new (form, 10, LXW_ALIGN_RIGHT, 1);
  format_set_num_format (form->total, "#,##0");
  format_set_bold (form->total);
  format_set_bg_color (form->total, 0xFFF2CC);
  form->rate = format_new (form, 10, LXW_ALIGN_RIGHT, 1);
  format_set_num_format (form->rate, "0.0%");
  format_set_bg_color (form->rate, 0xFFF2CC);
  form->time = format_new (form, 10, LXW_ALIGN_CENTER, 1);
  format_set_num_format (form->time, "h:mm");
  form->date = format_new (form, 10, LXW_ALIGN_CENTER, 1);
  format_set_num_format (form->date, "[$-411]ge.m.d");
  format_set_shrink (form->date);
  form->day = format_new (form, 11, LXW_ALIGN_RIGHT, 0);
  format_set_num_format (form->day, "[$-411]ggge\"年\"m\"月\"d\"日\"(aaa)");
  form->red = workbook_add_format (form->book);
  format_set_font_color (form->red, 0xC00000);
  format_set_bg_color (form->red, 0xFCE4D6);
}

static void
page_set_up (lxw_worksheet *sheet,
             int is_wide,
             lxw_row_t last_row,
             lxw_col_t last_col)
{
  worksheet_set_paper (sheet, 9); /* A4 */
  if (is_wide)
    worksheet_set_landscape (sheet);
  worksheet_set_margins (sheet, 0.5, 0.4, 0.6, 0.5);
  worksheet_fit_to_pages (sheet, 1, 1);
  worksheet_center_horizontally (sheet);
  worksheet_print_area (sheet, 0, 0, last_row, last_col);
  worksheet_set_footer (sheet, "&C&P / &N");
  worksheet_gridlines (sheet, LXW_HIDE_ALL_GRIDLINES);
}

static void
grid (lxw_worksheet *sheet,
      lxw_row_t row,
      int n_rows,
      lxw_col_t col,
      int n_cols,
      lxw_format *format)
{
  for (int r = 0; r < n_rows; r++)
    for (int c = 0; c < n_cols; c++)
      worksheet_write_blank (sheet, row + (lxw_row_t)r, (lxw_col_t)(col + c), format);
}

static void
write_facility (Form *form,
                lxw_worksheet *sheet,
                lxw_row_t row,
                lxw_col_t col)
{
  worksheet_write_string (sheet, row, col, "施設番号", form->plain);
  worksheet_write_string (sheet, row, (lxw_col_t)(col + 1), "{{facility.number}}", form->plain);
  worksheet_write_string (sheet, row + 1, col, "施設名", form->plain);
  worksheet_write_string (sheet, row + 1, (lxw_col_t)(col + 1), "{{facility.name}}", form->plain);
}

static void
list_of (lxw_worksheet *sheet,
         lxw_row_t row,
         lxw_col_t col,
         int n_rows,
         int n_cols,
         const char **values)
{
  lxw_data_validation rule = {
    .validate = LXW_VALIDATION_TYPE_LIST,
    .value_list = (char **)values,
    .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
    .input_title = "記入",
    .input_message = "記号を選んでください。",
  };

  worksheet_data_validation_range (sheet, row, col, row + (lxw_row_t)n_rows - 1, (lxw_col_t)(col + n_cols - 1), &rule);
}

static void
make_daily (const char *folder)
{
  static const char *heads[] = { "番号", "児童氏名", "クラス", "生年月日", "必要量", "出欠", "登園", "降園", "欠席理由" };
  static const char *tags[] = { "number", "name", "class", "birth-date", "care-hours", "mark", "arrived", "left", "reason" };
  static const double widths[] = { 5, 16, 10, 10, 9, 6, 8, 8, 18 };
  static const char *marks[] = { "○", "×", NULL };
  Form form;
  lxw_worksheet *sheet;
  char text[200];
  const lxw_row_t first = 6;
  const int rows = ROWS + 10;

  form_open (&form, folder, "daily.xlsx", "児童出欠報告書（日報）");
  sheet = workbook_add_worksheet (form.book, "日報");
  worksheet_set_default_row (sheet, 18, LXW_FALSE);
  for (int c = 0; c < 9; c++)
    worksheet_set_column (sheet, (lxw_col_t)c, (lxw_col_t)c, widths[c], NULL);
  worksheet_write_string (sheet, 0, 0, "様式第１号", form.note);
  worksheet_set_row (sheet, 1, 26, NULL);
  worksheet_merge_range (sheet, 1, 0, 1, 8, "児童出欠報告書（日報）", form.title);
  worksheet_merge_range (sheet, 2, 6, 2, 8, "{{date}}", form.day);
  worksheet_write_string (sheet, 3, 0, "施設番号　{{facility.number}}", form.plain);
  worksheet_write_string (sheet, 4, 0, "施設名　　{{facility.name}}", form.plain);
  worksheet_write_string (sheet, 4, 8, "施設長　{{facility.director}}", form.right);
  for (int c = 0; c < 9; c++)
    {
      lxw_format *format = (c == 3) ? form.date : (c == 6 || c == 7) ? form.time : (c == 1 || c == 8) ? form.text : form.middle;

      worksheet_write_string (sheet, first - 1, (lxw_col_t)c, heads[c], form.head);
      grid (sheet, first, rows, (lxw_col_t)c, 1, format);
      snprintf (text, sizeof text, "{{children.%s}}", tags[c]);
      worksheet_write_string (sheet, first, (lxw_col_t)c, text, format);
    }
  list_of (sheet, first, 5, rows, 1, marks);

  worksheet_merge_range (sheet, first + rows, 0, first + rows, 1, "在籍", form.head);
  worksheet_merge_range (sheet, first + rows, 2, first + rows, 3, "出席", form.head);
  worksheet_merge_range (sheet, first + rows, 4, first + rows, 5, "欠席", form.head);
  worksheet_merge_range (sheet, first + rows, 6, first + rows, 7, "出席率", form.head);
  worksheet_write_string (sheet, first + rows, 8, "最も遅い降園", form.head);
  worksheet_merge_range (sheet, first + rows + 1, 0, first + rows + 1, 1, "", form.total);
  worksheet_write_formula (sheet, first + rows + 1, 0, "=COUNTA(B7:B46)", form.total);
  worksheet_merge_range (sheet, first + rows + 1, 2, first + rows + 1, 3, "", form.total);
  worksheet_write_formula (sheet, first + rows + 1, 2, "=COUNTIF(F7:F46,\"○\")", form.total);
  worksheet_merge_range (sheet, first + rows + 1, 4, first + rows + 1, 5, "", form.total);
  worksheet_write_formula (sheet, first + rows + 1, 4, "=A48-C48", form.total);
  worksheet_merge_range (sheet, first + rows + 1, 6, first + rows + 1, 7, "", form.rate);
  worksheet_write_formula (sheet, first + rows + 1, 6, "=IF(A48=0,\"\",C48/A48)", form.rate);
  worksheet_write_formula (sheet, first + rows + 1, 8, "=IF(COUNT(H7:H46)=0,\"\",MAX(H7:H46))", form.time);
  worksheet_write_string (sheet, first + rows + 2, 0, "※　出欠の欄は、出席は○、欠席は×を記入してください。", form.note);
  page_set_up (sheet, 0, first + rows + 2, 8);
  workbook_close (form.book);
}

/* One page of the month: @from is the list's row of its first line. */
static void
make_month_page (Form *form,
                 const char *name,
                 int from,
                 const char *page)
{
  static const char *marks[] = { "○", "病", "事", "忌", "停", NULL };
  lxw_worksheet *sheet = workbook_add_worksheet (form->book, name);
  lxw_conditional_format sundays = {
    .type = LXW_CONDITIONAL_TYPE_FORMULA,
    .value_string = "=OR(D$6=\"日\",D$6=\"祝\")",
    .format = form->red,
  };
  char text[200];
  const lxw_row_t first = 6, last = first + ROWS - 1;

  worksheet_set_default_row (sheet, 18, LXW_FALSE);
  worksheet_set_column (sheet, 0, 0, 4, NULL);
  worksheet_set_column (sheet, 1, 1, 15, NULL);
  worksheet_set_column (sheet, 2, 2, 8, NULL);
  worksheet_set_column (sheet, 3, 33, 2.7, NULL);
  worksheet_set_column (sheet, 34, 35, 5, NULL);
  worksheet_write_string (sheet, 0, 0, "様式第２号", form->note);
  worksheet_write_string (sheet, 0, 35, page, form->right);
  worksheet_set_row (sheet, 1, 24, NULL);
  worksheet_merge_range (sheet, 1, 0, 1, 35, "児童出席状況報告書　（{{month}}分）", form->title);
  write_facility (form, sheet, 2, 1);
  worksheet_write_string (sheet, 2, 31, "開所日数", form->plain);
  worksheet_merge_range (sheet, 2, 34, 2, 35, "{{days.open}}", form->total);

  worksheet_merge_range (sheet, 4, 0, 5, 0, "番号", form->head_tall);
  worksheet_merge_range (sheet, 4, 1, 5, 1, "児童氏名", form->head);
  worksheet_merge_range (sheet, 4, 2, 5, 2, "クラス", form->head);
  for (int day = 1; day <= 31; day++)
    {
      worksheet_write_number (sheet, 4, (lxw_col_t)(2 + day), day, form->head);
      worksheet_write_blank (sheet, 5, (lxw_col_t)(2 + day), form->head);
    }
  worksheet_write_string (sheet, 5, 3, "{{weekday.1..31}}", form->head);
  worksheet_merge_range (sheet, 4, 34, 5, 34, "出席\n日数", form->head_tall);
  worksheet_merge_range (sheet, 4, 35, 5, 35, "欠席\n日数", form->head_tall);

  grid (sheet, first, ROWS, 0, 1, form->middle);
  grid (sheet, first, ROWS, 1, 1, form->text);
  grid (sheet, first, ROWS, 2, 32, form->middle);
  snprintf (text, sizeof text, (from > 1) ? "{{children.number@%d}}" : "{{children.number}}", from);
  worksheet_write_string (sheet, first, 0, text, form->middle);
  worksheet_write_string (sheet, first, 1, "{{children.name}}", form->text);
  worksheet_write_string (sheet, first, 2, "{{children.class}}", form->middle);
  worksheet_write_string (sheet, first, 3, "{{attendance.1..31}}", form->middle);
  for (lxw_row_t row = first; row <= last; row++)
    {
      snprintf (text, sizeof text, "=IF(B%u=\"\",\"\",COUNTIF(D%u:AH%u,\"○\"))", row + 1, row + 1, row + 1);
      worksheet_write_formula (sheet, row, 34, text, form->total);
      snprintf (text, sizeof text, "=IF(B%u=\"\",\"\",COUNTA(D%u:AH%u)-AI%u)", row + 1, row + 1, row + 1, row + 1);
      worksheet_write_formula (sheet, row, 35, text, form->total);
    }
  worksheet_merge_range (sheet, last + 1, 0, last + 1, 2, "出席児童数", form->head);
  for (int day = 1; day <= 31; day++)
    {
      char column[8];

      lxw_col_to_name (column, (lxw_col_t)(2 + day), 0);
      snprintf (text, sizeof text, "=COUNTIF(%s%u:%s%u,\"○\")", column, first + 1, column, last + 1);
      worksheet_write_formula (sheet, last + 1, (lxw_col_t)(2 + day), text, form->total);
    }
  snprintf (text, sizeof text, "=SUM(AI%u:AI%u)", first + 1, last + 1);
  worksheet_write_formula (sheet, last + 1, 34, text, form->total);
  snprintf (text, sizeof text, "=SUM(AJ%u:AJ%u)", first + 1, last + 1);
  worksheet_write_formula (sheet, last + 1, 35, text, form->total);
  worksheet_write_string (sheet, last + 2, 0, "※　○：出席　病：病気欠席　事：事故・都合による欠席　忌：忌引　停：出席停止", form->note);

  list_of (sheet, first, 3, ROWS, 31, marks);
  worksheet_conditional_format_range (sheet, 4, 3, last + 1, 33, &sundays);
  worksheet_freeze_panes (sheet, first, 3);
  worksheet_repeat_rows (sheet, 4, 5);
  page_set_up (sheet, 1, last + 2, 35);
}

static void
make_monthly (const char *folder)
{
  Form form;
  lxw_worksheet *hidden;

  form_open (&form, folder, "monthly.xlsx", "児童出席状況報告書");
  make_month_page (&form, "出席状況1", 1, "１枚目");
  make_month_page (&form, "出席状況2", ROWS + 1, "２枚目");

  /* What the city's program collects. */
  hidden = workbook_add_worksheet (form.book, "集計用");
  worksheet_write_string (hidden, 0, 0, "施設番号", form.plain);
  worksheet_write_formula (hidden, 0, 1, "=出席状況1!C3", form.plain);
  worksheet_write_string (hidden, 1, 0, "延べ出席", form.plain);
  worksheet_write_formula (hidden, 1, 1, "=出席状況1!AI37+出席状況2!AI37", form.total);
  worksheet_write_string (hidden, 2, 0, "延べ欠席", form.plain);
  worksheet_write_formula (hidden, 2, 1, "=出席状況1!AJ37+出席状況2!AJ37", form.total);
  worksheet_write_string (hidden, 3, 0, "児童数", form.plain);
  worksheet_write_formula (hidden, 3, 1, "=COUNTA(出席状況1!B7:B36)+COUNTA(出席状況2!B7:B36)", form.total);
  workbook_define_name (form.book, "延べ出席", "=集計用!$B$2");
  worksheet_hide (hidden);
  workbook_close (form.book);
}

static void
make_yearly (const char *folder)
{
  static const char *months[] = { "４月", "５月", "６月", "７月", "８月", "９月", "10月", "11月", "12月", "１月", "２月", "３月" };
  Form form;
  lxw_worksheet *sheet;
  char text[200];
  const lxw_row_t first = 6;
  const int rows = 60;

  form_open (&form, folder, "yearly.xlsx", "年間出席日数報告書");
  sheet = workbook_add_worksheet (form.book, "年間");
  worksheet_set_column (sheet, 0, 0, 5, NULL);
  worksheet_set_column (sheet, 1, 1, 16, NULL);
  worksheet_set_column (sheet, 2, 2, 9, NULL);
  worksheet_set_column (sheet, 3, 14, 5, NULL);
  worksheet_set_column (sheet, 15, 16, 7, NULL);
  worksheet_write_string (sheet, 0, 0, "様式第３号", form.note);
  worksheet_set_row (sheet, 1, 26, NULL);
  worksheet_merge_range (sheet, 1, 0, 1, 16, "年間出席日数報告書　（{{fiscal-year}}）", form.title);
  worksheet_write_string (sheet, 2, 1, "施設番号", form.plain);
  worksheet_write_string (sheet, 2, 2, "{{facility.number}}", form.plain);
  worksheet_write_string (sheet, 3, 1, "施設名", form.plain);
  worksheet_write_string (sheet, 3, 2, "{{facility.name}}", form.plain);
  worksheet_write_string (sheet, 4, 0, "番号", form.head);
  worksheet_write_string (sheet, 4, 1, "児童氏名", form.head);
  worksheet_write_string (sheet, 4, 2, "生年月日", form.head);
  for (int m = 0; m < 12; m++)
    {
      worksheet_write_string (sheet, 4, (lxw_col_t)(3 + m), months[m], form.head);
      worksheet_write_blank (sheet, 5, (lxw_col_t)(3 + m), form.number);
    }
  worksheet_write_string (sheet, 4, 15, "合計", form.head);
  worksheet_write_string (sheet, 4, 16, "出席率", form.head);
  worksheet_merge_range (sheet, 5, 0, 5, 2, "開所日数", form.head);
  worksheet_write_string (sheet, 5, 3, "{{days.1..12}}", form.number);
  worksheet_write_formula (sheet, 5, 15, "=SUM(D6:O6)", form.total);
  worksheet_write_blank (sheet, 5, 16, form.rate);

  grid (sheet, first, rows, 0, 1, form.middle);
  grid (sheet, first, rows, 1, 1, form.text);
  grid (sheet, first, rows, 2, 1, form.date);
  grid (sheet, first, rows, 3, 12, form.number);
  worksheet_write_string (sheet, first, 0, "{{children.number}}", form.middle);
  worksheet_write_string (sheet, first, 1, "{{children.name}}", form.text);
  worksheet_write_string (sheet, first, 2, "{{children.birth-date}}", form.date);
  worksheet_write_string (sheet, first, 3, "{{children.present.1..12}}", form.number);
  for (lxw_row_t row = first; row < first + (lxw_row_t)rows; row++)
    {
      snprintf (text, sizeof text, "=IF(B%u=\"\",\"\",SUM(D%u:O%u))", row + 1, row + 1, row + 1);
      worksheet_write_formula (sheet, row, 15, text, form.total);
      snprintf (text, sizeof text, "=IF(OR(B%u=\"\",$P$6=0),\"\",P%u/$P$6)", row + 1, row + 1);
      worksheet_write_formula (sheet, row, 16, text, form.rate);
    }
  worksheet_merge_range (sheet, first + (lxw_row_t)rows, 0, first + (lxw_row_t)rows, 2, "延べ出席日数", form.head);
  for (int c = 3; c <= 15; c++)
    {
      char column[8];

      lxw_col_to_name (column, (lxw_col_t)c, 0);
      snprintf (text, sizeof text, "=SUM(%s%u:%s%u)", column, first + 1, column, first + (lxw_row_t)rows);
      worksheet_write_formula (sheet, first + (lxw_row_t)rows, (lxw_col_t)c, text, form.total);
    }
  worksheet_write_formula (sheet, first + (lxw_row_t)rows, 16, "=IF(COUNT(Q7:Q66)=0,\"\",AVERAGE(Q7:Q66))", form.rate);
  worksheet_freeze_panes (sheet, first, 2);
  worksheet_repeat_rows (sheet, 4, 4);
  page_set_up (sheet, 0, first + (lxw_row_t)rows, 16);
  workbook_close (form.book);
}

int
main (int argc,
      char *argv[])
{
  if (argc != 2)
    {
      fprintf (stderr, "usage: make-example-forms FOLDER\n");
      return 2;
    }
  make_daily (argv[1]);
  make_monthly (argv[1]);
  make_yearly (argv[1]);

  return 0;
}
