/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/nursery-record.h"

#include <glib/gi18n-lib.h>

#include "reports/writing-paper-private.h"

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define PAPER_WIDTH MM (210)
#define PAPER_HEIGHT MM (297)
#define LEFT MM (18)
#define RIGHT MM (198)
#define TOP MM (13)
#define BOTTOM MM (284)
#define GROUP_WIDTH MM (14)
#define LABEL_WIDTH MM (30)
#define ROW MM (17)
#define TITLE "保育所児童保育要録"

/* FACTS 4: 幼児期の終わりまでに育ってほしい姿. The reference form has their words on a sheet of its
 * own (別添); we have no source of the wording, so there is no such sheet, and nothing says that
 * there is. */
static const char aspects[]
    = "健康な心と体、自立心、協同性、道徳性・規範意識の芽生え、社会生活との関わり、"
      "思考力の芽生え、自然との関わり・生命尊重、"
      "数量や図形・標識や文字などへの関心・感覚、言葉による伝え合い、"
      "豊かな感性と表現（参考にするための名前です。できたかどうかを評価する項目ではありません。）";

typedef struct
{
  const EnrNurseryRecord *record;
  EnrDocument *document;
  EnrDrawnPage *page;
  guint first_page; /* of the child */
} Printing;

static void
draw (const Printing *self,
      double size,
      EnrAlign align,
      double x,
      double y,
      double width,
      double height,
      const char *text)
{
  EnrTextStyle style = { size, MIN (size, 6), FALSE, align, ENR_INK };
  EnrRect box = { x, y, width, height };

  enr_drawn_page_text (self->page, &style, &box, text);
}

static void
draw_label (const Printing *self, double x, double y, double width, double height, const char *text)
{
  EnrRect box = { x, y, width, height };

  enr_drawn_page_fill (self->page, &box, ENR_TINT_HEADING);
  enr_drawn_page_frame (self->page, &box, ENR_LINE_HAIR, ENR_INK_SOFT);
  draw (self, 9.5, ENR_ALIGN_CENTER, x + MM (1), y, width - MM (2), height, text);
}

static void
draw_value (const Printing *self, double x, double y, double width, double height, const char *text)
{
  EnrRect box = { x, y, width, height };

  enr_drawn_page_frame (self->page, &box, ENR_LINE_HAIR, ENR_INK_SOFT);
  draw (self, 11, ENR_ALIGN_LEFT, x + MM (3), y + MM (0.5), width - MM (6), height - MM (1), text);
}

static char *
dup_date (EnrDate date)
{
  return date != ENR_DATE_NONE ? enr_date_dup_era (date) : g_strdup ("");
}

static void
add_page (Printing *self)
{
  EnrTextStyle mark = { 12, 6, TRUE, ENR_ALIGN_CENTER, ENR_INK_RED };
  EnrRect box = { RIGHT - MM (15), TOP - MM (1), MM (15), MM (8) };

  self->page = enr_document_add_page (self->document);
  if (!self->record->is_draft)
    return;
  enr_drawn_page_frame (self->page, &box, 1.0, ENR_INK_RED);
  enr_drawn_page_text (self->page, &mark, &box, "下書き");
}

static void
draw_title (const Printing *self, const char *part)
{
  EnrTextStyle style = { 16, 10, TRUE, ENR_ALIGN_CENTER, ENR_INK };
  EnrRect box = { LEFT + MM (10), TOP, RIGHT - LEFT - MM (20), MM (9) };
  g_autofree char *title = g_strdup_printf ("%s（%s）", TITLE, part);

  enr_drawn_page_text (self->page, &style, &box, title);
}

/* A name with its reading small above it. */
static void
draw_name (const Printing *self, double x, double y, double width, double height)
{
  EnrRect box = { x, y, width, height };

  enr_drawn_page_frame (self->page, &box, ENR_LINE_HAIR, ENR_INK_SOFT);
  draw (self, 8, ENR_ALIGN_LEFT, x + MM (3), y + MM (0.5), width - MM (6), height * 0.3,
        self->record->kana);
  draw (self, height > MM (13) ? 14 : 11, ENR_ALIGN_LEFT, x + MM (3), y + height * 0.32,
        width - MM (6), height * 0.64, self->record->name);
}

static double
draw_child (const Printing *self, double y)
{
  const EnrNurseryRecord *record = self->record;
  g_autofree char *birth = dup_date (record->birth_date);
  double x = LEFT + GROUP_WIDTH;
  double value_x = x + LABEL_WIDTH;
  double sex_x = RIGHT - MM (36);

  draw_label (self, LEFT, y, GROUP_WIDTH, MM (18) + 2 * ROW, "児童");
  draw_label (self, x, y, LABEL_WIDTH, MM (18), "ふりがな　　氏名");
  draw_name (self, value_x, y, RIGHT - value_x, MM (18));
  y += MM (18);
  draw_label (self, x, y, LABEL_WIDTH, ROW, "生年月日");
  draw_value (self, value_x, y, sex_x - value_x, ROW, birth);
  draw_label (self, sex_x, y, MM (18), ROW, "性別");
  draw_value (self, sex_x + MM (18), y, MM (18), ROW, record->sex);
  y += ROW;
  draw_label (self, x, y, LABEL_WIDTH, ROW, "現住所");
  draw_value (self, value_x, y, RIGHT - value_x, ROW, record->address);
  return y + ROW;
}

static double
draw_guardian (const Printing *self, double y)
{
  const EnrNurseryRecord *record = self->record;
  double x = LEFT + GROUP_WIDTH;
  double value_x = x + LABEL_WIDTH;
  gboolean is_same = record->guardian_address[0] == '\0' && record->address[0] != '\0';

  draw_label (self, LEFT, y, GROUP_WIDTH, 2 * ROW, "保護者");
  draw_label (self, x, y, LABEL_WIDTH, ROW, "氏名");
  draw_value (self, value_x, y, RIGHT - value_x, ROW, record->guardian);
  y += ROW;
  draw_label (self, x, y, LABEL_WIDTH, ROW, "現住所");
  draw_value (self, value_x, y, RIGHT - value_x, ROW,
              is_same ? "児童の欄に同じ" : record->guardian_address);
  return y + ROW;
}

static double
draw_row (const Printing *self, double y, double height, const char *label, const char *text)
{
  double x = LEFT + GROUP_WIDTH + LABEL_WIDTH;

  draw_label (self, LEFT, y, GROUP_WIDTH + LABEL_WIDTH, height, label);
  draw_value (self, x, y, RIGHT - x, height, text);
  return y + height;
}

static void
print_stay (Printing *self)
{
  const EnrNurseryRecord *record = self->record;
  g_autofree char *enrolled = dup_date (record->enrolled);
  g_autofree char *left = dup_date (record->left);
  double middle = LEFT + (RIGHT - LEFT) / 2;
  double top = TOP + MM (16);
  double label = GROUP_WIDTH + LABEL_WIDTH;
  EnrRect frame = { LEFT, top, RIGHT - LEFT, 0 };
  double y;

  add_page (self);
  draw_title (self, "入所に関する記録");
  y = draw_child (self, top);
  y = draw_guardian (self, y);
  draw_label (self, LEFT, y, label, ROW, "入所年月日");
  draw_value (self, LEFT + label, y, middle + MM (14) - LEFT - label, ROW, enrolled);
  draw_label (self, middle + MM (14), y, MM (26), ROW, "卒所年月日");
  draw_value (self, middle + MM (40), y, RIGHT - middle - MM (40), ROW, left);
  y += ROW;
  y = draw_row (self, y, ROW, "就学先", record->school);
  y = draw_row (self, y, ROW, "保育所名", record->facility);
  y = draw_row (self, y, ROW, "所在地", record->facility_address);
  y = draw_row (self, y, ROW, "施設長氏名", record->director);
  y = draw_row (self, y, ROW, "担当保育士氏名", record->teacher);
  frame.height = y - top;
  enr_drawn_page_frame (self->page, &frame, ENR_LINE_FRAME, ENR_INK);
}

/* Who the sheet is about, above its boxes. */
static double
draw_strip (const Printing *self, double y)
{
  g_autofree char *birth = dup_date (self->record->birth_date);
  double height = MM (12);
  EnrRect frame = { LEFT, y, RIGHT - LEFT, height };

  draw_label (self, LEFT, y, MM (18), height, "ふりがな　氏名");
  draw_name (self, LEFT + MM (18), y, MM (66), height);
  draw_label (self, LEFT + MM (84), y, MM (18), height, "生年月日");
  draw_value (self, LEFT + MM (102), y, MM (46), height, birth);
  draw_label (self, LEFT + MM (148), y, MM (14), height, "性別");
  draw_value (self, LEFT + MM (162), y, MM (18), height, self->record->sex);
  enr_drawn_page_frame (self->page, &frame, ENR_LINE_FRAME, ENR_INK);
  return y + height + MM (2);
}

static EnrDrawnPage *
new_page_cb (gpointer data, double *top)
{
  Printing *self = data;
  g_autofree char *text
      = g_strdup_printf ("%s（保育に関する記録）　%s（続き）", TITLE, self->record->name);

  add_page (self);
  draw (self, 8.5, ENR_ALIGN_LEFT, LEFT, TOP - MM (2), MM (160), MM (5), text);
  *top = TOP + MM (8);
  return self->page;
}

static void
add_aspects (const Printing *self, EnrFlowTable *table, const EnrWritingFrame *frame)
{
  EnrFlowBlock *block = enr_flow_block_new (table, "", NULL, 0, ENR_WRITING_TEXT_SIZE);
  double heading, width;

  enr_writing_beside_widths (frame, FALSE, 1, &heading, &width);
  enr_flow_block_begin_row (block, ENR_FLOW_ROW, MM (10));
  enr_flow_block_add_cell (block, ENR_FLOW_HEADING, heading,
                           "（参考）幼児期の終わりまでに育ってほしい姿");
  enr_flow_block_add_cell (block, ENR_FLOW_TEXT, width, aspects);
  enr_flow_table_take (table, block);
}

/* The boxes are those of the description, with its headings and in its order, as on every other
 * paper; only the sheet is always the reference form's. */
static void
print_care (Printing *self)
{
  const EnrNurseryRecord *record = self->record;
  EnrTypeset *typeset = enr_document_get_typeset (self->document);
  EnrWritingFrame frame = enr_writing_frame (record->kind);
  g_autoptr (EnrFlowTable) table = NULL;

  frame.left = LEFT;
  frame.right = RIGHT;
  frame.bottom = BOTTOM;
  frame.most_beside = 1;
  add_page (self);
  draw_title (self, "保育に関する記録");
  table = enr_writing_table_new (&frame, typeset, new_page_cb, self);
  enr_flow_table_begin (table, self->page, draw_strip (self, TOP + MM (12)));
  enr_writing_body_add (table, &frame, typeset, record->kind, record->content, NULL);
  add_aspects (self, table, &frame);
  enr_flow_table_stretch (table);
  enr_flow_table_draw (table);
}

static void
draw_feet (const Printing *self)
{
  guint n_pages = enr_document_get_n_pages (self->document) - self->first_page;

  for (guint i = 0; i < n_pages; i++)
    {
      EnrTextStyle style = { 7.5, 6, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };
      EnrRect box = { LEFT, BOTTOM + MM (3), RIGHT - LEFT, MM (4) };
      g_autofree char *text = g_strdup_printf ("%u / %u", i + 1, n_pages);

      enr_drawn_page_text (enr_document_edit_page (self->document, self->first_page + i), &style,
                           &box, text);
    }
}

static void
print_one (Printing *self, const EnrNurseryRecord *record)
{
  g_autofree char *name = g_strdup_printf ("%s %s", TITLE, record->name);

  self->record = record;
  self->first_page = enr_document_get_n_pages (self->document);
  print_stay (self);
  enr_document_add_outline (self->document, name);
  print_care (self);
  draw_feet (self);
}

EnrDocument *
enr_nursery_records_new (const EnrNurseryRecord *records, guint n_records, GError **error)
{
  const EnrFont *font;
  g_autofree char *title = NULL;
  Printing self = { NULL };

  if (n_records == 0)
    {
      g_set_error_literal (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY,
                           _ ("There is nothing to print."));
      return NULL;
    }
  font = enr_fonts_find (NULL, NULL, error);
  if (font == NULL)
    return NULL;
  enr_fonts_lock ();
  title = n_records == 1 ? g_strdup_printf ("%s %s", TITLE, records->name) : g_strdup (TITLE);
  self.document = enr_document_new (title, records->facility, PAPER_WIDTH, PAPER_HEIGHT, font);
  for (guint i = 0; i < n_records; i++)
    print_one (&self, &records[i]);
  enr_fonts_unlock ();
  return self.document;
}
