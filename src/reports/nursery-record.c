/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/nursery-record.h"

#include <glib/gi18n-lib.h>

#include "reports/guideline.h"
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
#define ASPECTS "幼児期の終わりまでに育ってほしい姿"
#define AIMS_RIGHT (LEFT + MM (42))
#define AIMS_GAP MM (1.5)
#define AIMS_SIZE 7.5

typedef struct
{
  const EnrNurseryRecord *record;
  const EnrGuideline *guideline;
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
no_page_cb (gpointer data, double *top)
{
  Printing *self = data;

  add_page (self);
  *top = TOP + MM (8);
  return self->page;
}

/* The aims at the left of a page, over its whole height. */
static void
draw_aims (Printing *self, double top)
{
  EnrTypeset *typeset = enr_document_get_typeset (self->document);
  g_autoptr (EnrFlowTable) table
      = enr_flow_table_new (typeset, LEFT, AIMS_RIGHT, BOTTOM, TRUE, no_page_cb, self);
  EnrFlowBlock *block = enr_flow_block_new (table, "", NULL, 0, AIMS_SIZE);

  enr_flow_table_begin (table, self->page, top);
  enr_flow_block_begin_row (block, ENR_FLOW_ROW, ENR_WRITING_BAND_HEIGHT);
  enr_flow_block_add_cell (block, ENR_FLOW_LABEL, AIMS_RIGHT - LEFT, "ねらい（発達を捉える視点）");
  enr_flow_table_take (table, block);
  for (guint i = 0; i < self->guideline->domains->len; i++)
    {
      const EnrGuidelineItem *domain = g_ptr_array_index (self->guideline->domains, i);

      block = enr_flow_block_new (table, domain->name, NULL, 0, AIMS_SIZE);
      for (guint j = 0; j < domain->texts->len; j++)
        {
          enr_flow_block_begin_row (block, ENR_FLOW_BOX, MM (8));
          enr_flow_block_add_cell (block, ENR_FLOW_TEXT, enr_flow_block_get_width (block),
                                   g_ptr_array_index (domain->texts, j));
        }
      enr_flow_table_take (table, block);
    }
  enr_flow_table_stretch (table);
  enr_flow_table_draw (table);
}

/* A page that goes on is the form's sheet once more, with its aims. */
static EnrDrawnPage *
new_page_cb (gpointer data, double *top)
{
  Printing *self = data;
  g_autofree char *text
      = g_strdup_printf ("%s（保育に関する記録）　%s（続き）", TITLE, self->record->name);

  add_page (self);
  draw (self, 8.5, ENR_ALIGN_LEFT, LEFT, TOP - MM (2), MM (160), MM (5), text);
  *top = TOP + MM (8);
  draw_aims (self, *top);
  return self->page;
}

/* The aspects by name; their words are on the sheet behind. */
static void
add_aspects (const Printing *self, EnrFlowTable *table, const EnrWritingFrame *frame)
{
  EnrFlowBlock *block = enr_flow_block_new (table, "", NULL, 0, ENR_WRITING_TEXT_SIZE);
  g_autoptr (GString) names = g_string_new (NULL);
  double heading, width;

  for (guint i = 0; i < self->guideline->aspects->len; i++)
    {
      const EnrGuidelineItem *aspect = g_ptr_array_index (self->guideline->aspects, i);

      g_string_append_printf (names, "%s%s", i > 0 ? "、" : "", aspect->name);
    }
  g_string_append (
      names, "（文章は別添。参考にするもので、できたかどうかを評価する項目ではありません。）");
  enr_writing_beside_widths (frame, FALSE, 1, &heading, &width);
  enr_flow_block_begin_row (block, ENR_FLOW_ROW, MM (10));
  enr_flow_block_add_cell (block, ENR_FLOW_HEADING, heading,
                           "（参考）\n幼児期の終わり\nまでに育って\nほしい姿");
  enr_flow_block_add_cell (block, ENR_FLOW_TEXT, width, names->str);
  enr_flow_table_take (table, block);
}

EnrWritingFrame
enr_nursery_record_frame (const EnrWritingKind *kind)
{
  EnrWritingFrame frame = enr_writing_frame (kind);

  frame.left = AIMS_RIGHT + AIMS_GAP;
  frame.right = RIGHT;
  frame.bottom = BOTTOM;
  frame.heading_width = MM (24);
  frame.most_beside = 1;
  return frame;
}

/* The boxes are those of the description, with its headings and in its order, as on every other
 * paper; only the sheet is always the reference form's. */
static void
print_care (Printing *self)
{
  const EnrNurseryRecord *record = self->record;
  EnrTypeset *typeset = enr_document_get_typeset (self->document);
  EnrWritingFrame frame = enr_nursery_record_frame (record->kind);
  g_autoptr (EnrFlowTable) table = NULL;
  double top;

  add_page (self);
  draw_title (self, "保育に関する記録");
  top = draw_strip (self, TOP + MM (12));
  draw_aims (self, top);
  table = enr_writing_table_new (&frame, typeset, new_page_cb, self);
  enr_flow_table_begin (table, self->page, top);
  enr_writing_body_add (table, &frame, typeset, record->kind, record->content, NULL, NULL);
  add_aspects (self, table, &frame);
  enr_flow_table_stretch (table);
  enr_flow_table_draw (table);
}

/* The ten aspects in the guideline's words. */
static void
print_aspects (Printing *self)
{
  const EnrGuideline *guideline = self->guideline;
  g_autoptr (EnrFlowTable) table = enr_flow_table_new (
      enr_document_get_typeset (self->document), LEFT, RIGHT, BOTTOM, FALSE, no_page_cb, self);
  EnrTextStyle title = { 15, 10, TRUE, ENR_ALIGN_CENTER, ENR_INK };
  EnrRect box = { LEFT + MM (16), TOP, RIGHT - LEFT - MM (32), MM (9) };
  g_autofree char *source = g_strdup_printf (
      "%s %sによります。参考にするための文章で、できたかどうかを評価する項目ではありません。",
      guideline->source, guideline->aspects_where);

  add_page (self);
  draw (self, 10, ENR_ALIGN_LEFT, LEFT, TOP, MM (16), MM (9), "別添");
  enr_drawn_page_text (self->page, &title, &box, ASPECTS);
  draw (self, 8.5, ENR_ALIGN_LEFT, LEFT, TOP + MM (11), RIGHT - LEFT, MM (6), source);
  enr_flow_table_begin (table, self->page, TOP + MM (19));
  for (guint i = 0; i < guideline->aspects->len; i++)
    {
      const EnrGuidelineItem *aspect = g_ptr_array_index (guideline->aspects, i);
      EnrFlowBlock *block = enr_flow_block_new (table, "", NULL, 0, 10);
      double width = enr_flow_block_get_width (block) - MM (42);

      enr_flow_block_begin_row (block, ENR_FLOW_BOX, MM (14));
      enr_flow_block_add_cell (block, ENR_FLOW_HEADING, MM (42), aspect->name);
      enr_flow_block_add_cell (block, ENR_FLOW_TEXT, width, g_ptr_array_index (aspect->texts, 0));
      enr_flow_table_take (table, block);
    }
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
  print_aspects (self);
  draw_feet (self);
}

EnrDocument *
enr_nursery_records_new (const EnrNurseryRecord *records, guint n_records, GError **error)
{
  g_autoptr (EnrGuideline) guideline = NULL;
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
  guideline = font != NULL ? enr_guideline_load (error) : NULL;
  if (guideline == NULL)
    return NULL;
  self.guideline = guideline;
  enr_fonts_lock ();
  title = n_records == 1 ? g_strdup_printf ("%s %s", TITLE, records->name) : g_strdup (TITLE);
  self.document = enr_document_new (title, records->facility, PAPER_WIDTH, PAPER_HEIGHT, font);
  for (guint i = 0; i < n_records; i++)
    print_one (&self, &records[i]);
  enr_fonts_unlock ();
  return self.document;
}
