/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "reports/destruction.h"

#include "reports/table-draw.h"

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define PAPER_WIDTH MM (210)
#define PAPER_HEIGHT MM (297)
#define LEFT MM (22)
#define RIGHT MM (188)
#define WIDTH (RIGHT - LEFT)
#define TOP MM (20)
#define BOTTOM MM (272)
#define LABEL_WIDTH MM (34)
#define ROW MM (10)
#define TABLE_ROW MM (7)
#define MOST_REASON MM (60)
#define SEAL MM (20)
#define TITLE "廃棄証明書"

typedef struct
{
  const EnrDestruction *destruction;
  const EnrFacility *facility;
  EnrDocument *document;
  EnrDrawnPage *page;
  char *day;
} Paper;

static void
draw (const Paper *self,
      double size,
      gboolean bold,
      EnrAlign align,
      double x,
      double y,
      double width,
      double height,
      const char *text)
{
  EnrTextStyle style = { size, MIN (size, 7), bold, align, ENR_INK };
  EnrRect box = { x, y, width, height };

  enr_drawn_page_text (self->page, &style, &box, text);
}

static double
draw_row (const Paper *self, double y, double height, const char *label, const char *text)
{
  EnrRect label_box = { LEFT, y, LABEL_WIDTH, height };
  EnrRect box = { LEFT + LABEL_WIDTH, y, WIDTH - LABEL_WIDTH, height };

  enr_drawn_page_fill (self->page, &label_box, ENR_TINT_HEADING);
  enr_drawn_page_frame (self->page, &label_box, ENR_LINE_HAIR, ENR_INK_SOFT);
  enr_drawn_page_frame (self->page, &box, ENR_LINE_HAIR, ENR_INK_SOFT);
  draw (self, 10.5, FALSE, ENR_ALIGN_CENTER, LEFT + MM (1), y, LABEL_WIDTH - MM (2), height, label);
  draw (self, 10.5, FALSE, ENR_ALIGN_LEFT, box.x + MM (3), y + MM (1), box.width - MM (6),
        height - MM (2), text);
  return y + height;
}

static guint
count_all (const EnrDestruction *destruction)
{
  guint n = 0;

  for (guint i = 0; i < destruction->lines->len; i++)
    n += ((EnrDestroyedLine *) g_ptr_array_index (destruction->lines, i))->count;
  return n;
}

/* As high as the reason needs. */
static double
reason_height (const Paper *self)
{
  EnrTextStyle style = { 10.5, 10.5, FALSE, ENR_ALIGN_LEFT, ENR_INK };
  double height = enr_typeset_height (enr_document_get_typeset (self->document), &style,
                                      WIDTH - LABEL_WIDTH - MM (6), self->destruction->reason);

  return CLAMP (height + MM (4), 2 * ROW, MOST_REASON);
}

/* The seals of whoever destroyed them and of the director. */
static void
draw_seals (const Paper *self, double y)
{
  static const char *const labels[] = { "施設長", "廃棄した人" };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      double x = RIGHT - (G_N_ELEMENTS (labels) - i) * SEAL;
      EnrRect head = { x, y, SEAL, MM (6) };
      EnrRect box = { x, y + MM (6), SEAL, SEAL };

      enr_drawn_page_fill (self->page, &head, ENR_TINT_HEADING);
      enr_drawn_page_frame (self->page, &head, ENR_LINE_HAIR, ENR_INK_SOFT);
      enr_drawn_page_frame (self->page, &box, ENR_LINE_HAIR, ENR_INK_SOFT);
      draw (self, 9, FALSE, ENR_ALIGN_CENTER, x, y, SEAL, MM (6), labels[i]);
    }
}

static void
add_page (Paper *self)
{
  self->page = enr_document_add_page (self->document);
}

static double
draw_head (Paper *self)
{
  const EnrDestruction *destruction = self->destruction;
  const EnrFacility *facility = self->facility;
  EnrRect frame = { LEFT, 0, WIDTH, 0 };
  g_autofree char *count = g_strdup_printf ("%u件", count_all (destruction));
  double y = TOP;

  draw (self, 10.5, FALSE, ENR_ALIGN_RIGHT, LEFT, y, WIDTH, MM (6), self->day);
  y += MM (12);
  draw (self, 20, TRUE, ENR_ALIGN_CENTER, LEFT, y, WIDTH, MM (12), "廃　棄　証　明　書");
  y += MM (20);
  draw (self, 11, FALSE, ENR_ALIGN_RIGHT, LEFT, y, WIDTH, MM (6), facility->name);
  draw (self, 9.5, FALSE, ENR_ALIGN_RIGHT, LEFT, y + MM (6), WIDTH, MM (5), facility->address);
  if (*facility->director != '\0')
    {
      g_autofree char *director = g_strdup_printf ("施設長　%s", facility->director);

      draw (self, 10.5, FALSE, ENR_ALIGN_RIGHT, LEFT, y + MM (11), WIDTH, MM (6), director);
    }
  y += MM (22);
  draw (self, 11, FALSE, ENR_ALIGN_LEFT, LEFT, y, WIDTH, MM (7),
        "保存期限を過ぎた下記の文書を、次のとおり廃棄しました。");
  y += MM (11);
  frame.y = y;
  y = draw_row (self, y, ROW, "廃棄年月日", self->day);
  y = draw_row (self, y, ROW, "廃棄した人", destruction->name);
  y = draw_row (self, y, reason_height (self), "廃棄の理由", destruction->reason);
  y = draw_row (self, y, ROW, "廃棄の方法", "園録のデータから文章を消去（以前に作ったバックアップは含みません）");
  y = draw_row (self, y, ROW, "件数", count);
  frame.height = y - frame.y;
  enr_drawn_page_frame (self->page, &frame, ENR_LINE_FRAME, ENR_INK);
  y += MM (6);
  draw (self, 11, FALSE, ENR_ALIGN_CENTER, LEFT, y, WIDTH, MM (7), "記");
  return y + MM (10);
}

static EnrTable *
build_table (const EnrDestruction *destruction)
{
  EnrTable *table = enr_table_new (TITLE);

  enr_table_add_column (table, "文書名", ENR_TABLE_TEXT);
  enr_table_add_column (table, "年度", ENR_TABLE_TEXT);
  enr_table_add_column (table, "保存期限", ENR_TABLE_TEXT);
  enr_table_add_column (table, "件数", ENR_TABLE_NUMBER);
  for (guint i = 0; i < destruction->lines->len; i++)
    {
      const EnrDestroyedLine *line = g_ptr_array_index (destruction->lines, i);
      g_autofree char *year = enr_fiscal_year_dup_era (line->fiscal_year);
      g_autofree char *until = enr_date_dup_era (line->kept_until);

      enr_table_add_text (table, line->label);
      enr_table_add_text (table, year);
      enr_table_add_text (table, until);
      enr_table_add_int (table, line->count);
      enr_table_end_row (table);
    }
  enr_table_add_text (table, "合計");
  enr_table_add_text (table, "");
  enr_table_add_text (table, "");
  enr_table_add_int (table, count_all (destruction));
  enr_table_end_total (table);
  return table;
}

static double
draw_table (Paper *self, const EnrTable *table, double y)
{
  static const double weights[] = { 76, 32, 40, 18 };
  const EnrTableStyle style = { 10, TABLE_ROW, TABLE_ROW, weights };
  guint n = enr_table_get_n_rows (table);

  for (guint done = 0; done < n;)
    {
      guint fits = MIN (n - done, (guint) ((BOTTOM - y) / TABLE_ROW) - 1);

      /* The sum does not go over alone. */
      if (fits == n - done - 1)
        fits--;
      y = enr_table_draw (table, self->page, &style, LEFT, y, WIDTH, done, fits);
      done += fits;
      if (done == n)
        break;
      add_page (self);
      draw (self, 9, FALSE, ENR_ALIGN_LEFT, LEFT, TOP, WIDTH, MM (5), TITLE "（続き）");
      y = TOP + MM (8);
    }
  return y;
}

static void
draw_foot (Paper *self, double y)
{
  if (y + MM (50) > BOTTOM)
    {
      add_page (self);
      y = TOP;
    }
  draw (self, 10, FALSE, ENR_ALIGN_RIGHT, LEFT, y + MM (4), WIDTH, MM (6), "以上");
  draw_seals (self, y + MM (14));
}

static void
draw_numbers (Paper *self)
{
  guint n_pages = enr_document_get_n_pages (self->document);

  for (guint i = 0; n_pages > 1 && i < n_pages; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u / %u", i + 1, n_pages);

      self->page = enr_document_edit_page (self->document, i);
      draw (self, 8, FALSE, ENR_ALIGN_CENTER, LEFT, MM (281), WIDTH, MM (5), text);
    }
}

EnrDocument *
enr_destruction_paper_new (const EnrDestruction *destruction,
                           const EnrFacility *facility,
                           GError **error)
{
  const EnrFont *font = enr_fonts_find (NULL, NULL, error);
  g_autofree char *day = enr_date_dup_era (enr_instant_civil_date (destruction->at));
  g_autofree char *title = g_strdup_printf ("%s %s", TITLE, day);
  g_autoptr (EnrTable) table = NULL;
  Paper self = { destruction, facility, NULL, NULL, day };

  if (font == NULL)
    return NULL;
  table = build_table (destruction);
  enr_fonts_lock ();
  self.document = enr_document_new (title, facility->name, PAPER_WIDTH, PAPER_HEIGHT, font);
  add_page (&self);
  enr_document_add_outline (self.document, title);
  draw_foot (&self, draw_table (&self, table, draw_head (&self)));
  draw_numbers (&self);
  enr_fonts_unlock ();
  return self.document;
}
