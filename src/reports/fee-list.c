/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/fee-list.h"

#include "base/yen.h"
#include "reports/table-draw.h"

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define PAPER_WIDTH MM (210)
#define PAPER_HEIGHT MM (297)
#define LEFT MM (15)
#define WIDTH (PAPER_WIDTH - 2 * LEFT)
#define TOP MM (12)
#define BOTTOM MM (282)
#define BODY (TOP + MM (24))
#define ROW_HEIGHT MM (6)
#define TITLE "延長保育料 一覧表"
#define HAS_CHANGED "締めたあとに元の記録が変わっています"

/* The rows of some children, and what they come to. */
typedef struct
{
  guint n_children;
  guint n_days;
  guint minutes;
  gint64 monthly;
  gint64 daily;
} Sum;

typedef struct
{
  const EnrFeeMonth *month;
  EnrDocument *document;
  EnrDrawnPage *page;
  char *period;
} List;

static void
add_columns (EnrTable *table, gboolean with_class)
{
  if (with_class)
    enr_table_add_column (table, "クラス", ENR_TABLE_TEXT);
  enr_table_add_column (table, "氏名", ENR_TABLE_TEXT);
  enr_table_add_column (table, "日数", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "時間（分）", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "月額（円）", ENR_TABLE_YEN);
  enr_table_add_column (table, "日ごと（円）", ENR_TABLE_YEN);
  enr_table_add_column (table, "合計（円）", ENR_TABLE_YEN);
  enr_table_add_column (table, "備考", ENR_TABLE_TEXT);
}

static char *
dup_note (const EnrFeeChild *child)
{
  GString *note = g_string_new (NULL);

  if (child->n_adjusted > 0)
    g_string_append_printf (note, "調整%u件", child->n_adjusted);
  if (child->n_excluded > 0)
    g_string_append_printf (note, "%s請求なし%u件", note->len > 0 ? "、" : "", child->n_excluded);
  return g_string_free (note, FALSE);
}

static void
add_child (EnrTable *table, gboolean with_class, const EnrFeeChild *child, Sum *sum)
{
  g_autofree char *note = dup_note (child);

  if (with_class)
    enr_table_add_text (table, child->class_name);
  enr_table_add_text (table, child->name);
  enr_table_add_int (table, child->n_days);
  enr_table_add_int (table, child->minutes);
  enr_table_add_int (table, child->monthly);
  enr_table_add_int (table, child->daily);
  enr_table_add_int (table, child->monthly + child->daily);
  enr_table_add_text (table, note);
  enr_table_end_row (table);
  sum->n_children++;
  sum->n_days += child->n_days;
  sum->minutes += child->minutes;
  sum->monthly += child->monthly;
  sum->daily += child->daily;
}

static void
add_sum (EnrTable *table,
         gboolean with_class,
         const char *class_name,
         const char *label,
         const Sum *sum)
{
  g_autofree char *note = g_strdup_printf ("%u人", sum->n_children);

  if (with_class)
    enr_table_add_text (table, class_name);
  enr_table_add_text (table, label);
  enr_table_add_int (table, sum->n_days);
  enr_table_add_int (table, sum->minutes);
  enr_table_add_int (table, sum->monthly);
  enr_table_add_int (table, sum->daily);
  enr_table_add_int (table, sum->monthly + sum->daily);
  enr_table_add_text (table, note);
  enr_table_end_total (table);
}

static void
add_to (Sum *self, const Sum *other)
{
  self->n_children += other->n_children;
  self->n_days += other->n_days;
  self->minutes += other->minutes;
  self->monthly += other->monthly;
  self->daily += other->daily;
}

/* The class of a child's row of the month; G_MAXUINT for none. */
static guint
class_of (const EnrFeeMonth *month, const EnrFeeChild *child)
{
  const EnrMonth *attendance = month->state->care->attendance;
  guint index;

  if (child->row == G_MAXUINT)
    return G_MAXUINT;
  index = g_array_index (attendance->children, EnrMonthChild, child->row).class_index;
  return index < attendance->classes->len ? index : G_MAXUINT;
}

static const char *
class_name (const EnrFeeMonth *month, guint index)
{
  return index == G_MAXUINT
             ? "クラスなし"
             : g_array_index (month->state->care->attendance->classes, EnrDayClass, index).name;
}

/* The children of a class with their sum, from @first on; returns how many. */
static guint
add_class (EnrTable *table, const EnrFeeMonth *month, guint first, gboolean with_class, Sum *all)
{
  guint index = class_of (month, &g_array_index (month->children, EnrFeeChild, first));
  Sum sum = { 0 };
  guint i;

  for (i = first; i < month->children->len; i++)
    {
      const EnrFeeChild *child = &g_array_index (month->children, EnrFeeChild, i);

      if (class_of (month, child) != index)
        break;
      add_child (table, with_class, child, &sum);
    }
  add_sum (table, with_class, class_name (month, index), "計", &sum);
  if (all != NULL)
    add_to (all, &sum);
  return i - first;
}

/* Whether a child's class is asked for. */
static gboolean
is_wanted (const EnrFeeMonth *month, guint child, const EnrUuid *class_id)
{
  guint index = class_of (month, &g_array_index (month->children, EnrFeeChild, child));

  return class_id == NULL
         || (index != G_MAXUINT
             && enr_uuid_equal (
                 &g_array_index (month->state->care->attendance->classes, EnrDayClass, index).id,
                 class_id));
}

static guint
skip_class (const EnrFeeMonth *month, guint first)
{
  guint index = class_of (month, &g_array_index (month->children, EnrFeeChild, first));
  guint i = first;

  while (i < month->children->len
         && class_of (month, &g_array_index (month->children, EnrFeeChild, i)) == index)
    i++;
  return i - first;
}

static char *
dup_period (const EnrFeeMonth *month)
{
  g_autofree char *era = enr_date_dup_era_month (month->state->care->attendance->first);
  g_autofree char *day = NULL;

  if (month->is_draft)
    return g_strdup_printf ("%s分（仮）", era);
  day = enr_date_dup_era (enr_instant_civil_date (month->state->closing.closed_at));
  return g_strdup_printf ("%s分　第%d版 %s締め", era, month->state->closing.revision, day);
}

EnrTable *
enr_fee_list_table_new (const EnrFeeMonth *month, const EnrUuid *class_id)
{
  g_autofree char *period = dup_period (month);
  g_autofree char *title
      = g_strdup_printf ("%s %s%s%s", TITLE, period, month->has_changed ? "　" : "",
                         month->has_changed ? HAS_CHANGED : "");
  EnrTable *table = enr_table_new (title);
  Sum all = { 0 };

  add_columns (table, TRUE);
  for (guint i = 0; i < month->children->len;)
    i += is_wanted (month, i, class_id) ? add_class (table, month, i, TRUE, &all)
                                        : skip_class (month, i);
  if (class_id == NULL)
    add_sum (table, TRUE, NULL, "合計", &all);
  return table;
}

/*
 * The paper
 */

static void
add_page (List *self, const char *name, guint number)
{
  EnrTextStyle title = { 17, 10, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  EnrTextStyle header = { 11, 6, FALSE, ENR_ALIGN_LEFT, ENR_INK };
  EnrTextStyle foot = { 7, 5, FALSE, ENR_ALIGN_LEFT, ENR_INK_SOFT };
  EnrRect box = { LEFT, TOP, MM (85), MM (9) };
  EnrRect foot_box = { LEFT, BOTTOM + MM (3), WIDTH, MM (4) };
  g_autofree char *heading = number > 1 ? g_strdup_printf ("%s（続き）", name) : g_strdup (name);
  g_autofree char *page_number = NULL;

  self->page = enr_document_add_page (self->document);
  enr_drawn_page_text (self->page, &title, &box, TITLE);
  box = (EnrRect){ LEFT, TOP + MM (10), MM (85), MM (5) };
  enr_drawn_page_text (self->page, &header, &box, self->period);
  box = (EnrRect){ LEFT, TOP + MM (16), WIDTH, MM (6) };
  header.bold = TRUE;
  enr_drawn_page_text (self->page, &header, &box, heading);
  header.bold = FALSE;
  header.align = ENR_ALIGN_RIGHT;
  box = (EnrRect){ LEFT + MM (87), TOP, WIDTH - MM (87), MM (9) };
  enr_drawn_page_text (self->page, &header, &box, self->month->facility->name);
  if (self->month->has_changed)
    {
      header.bold = TRUE;
      box = (EnrRect){ LEFT + MM (87), TOP + MM (10), WIDTH - MM (87), MM (5) };
      enr_drawn_page_text (self->page, &header, &box, HAS_CHANGED);
    }
  enr_drawn_page_text (self->page, &foot, &foot_box,
                       self->month->is_draft
                           ? "この月はまだ締めていません。利用のない園児は載せていません。"
                           : "利用のない園児は載せていません。");
  page_number = g_strdup_printf ("%u", enr_document_get_n_pages (self->document));
  foot.align = ENR_ALIGN_CENTER;
  enr_drawn_page_text (self->page, &foot, &foot_box, page_number);
}

static void
draw_table (List *self, const char *name, const EnrTable *table)
{
  static const double weights[] = { 46, 14, 20, 22, 24, 24, 30 };
  const EnrTableStyle style = { 9, ROW_HEIGHT, ROW_HEIGHT, weights };
  const guint per_page = (guint) ((BOTTOM - BODY) / ROW_HEIGHT) - 1;
  guint n = enr_table_get_n_rows (table);
  guint number = 0;

  for (guint done = 0; done < n;)
    {
      guint fits = MIN (n - done, per_page);

      /* The sum does not go over alone. */
      if (fits == n - done - 1)
        fits--;
      add_page (self, name, ++number);
      if (number == 1)
        enr_document_add_outline (self->document, name);
      enr_table_draw (table, self->page, &style, LEFT, BODY, WIDTH, done, fits);
      done += fits;
    }
}

static void
draw_all (List *self, const Sum *all)
{
  g_autoptr (EnrTable) table = enr_table_new ("全クラス");

  add_columns (table, FALSE);
  add_sum (table, FALSE, NULL, "合計", all);
  draw_table (self, "全クラス", table);
}

static void
draw_nothing (List *self)
{
  EnrTextStyle style = { 10, 6, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };
  EnrRect box = { LEFT, BODY, WIDTH, MM (20) };

  add_page (self, "", 1);
  enr_drawn_page_text (self->page, &style, &box, "この月の延長保育の利用はありません。");
}

static void
draw_classes (List *self, const EnrUuid *class_id)
{
  const EnrFeeMonth *month = self->month;
  guint n_classes = 0;
  Sum all = { 0 };

  for (guint i = 0; i < month->children->len;)
    {
      g_autoptr (EnrTable) table = NULL;
      const char *name
          = class_name (month, class_of (month, &g_array_index (month->children, EnrFeeChild, i)));

      if (!is_wanted (month, i, class_id))
        {
          i += skip_class (month, i);
          continue;
        }
      table = enr_table_new (name);
      add_columns (table, FALSE);
      i += add_class (table, month, i, FALSE, &all);
      draw_table (self, name, table);
      n_classes++;
    }
  if (n_classes == 0)
    draw_nothing (self);
  else if (class_id == NULL)
    draw_all (self, &all);
}

EnrDocument *
enr_fee_list_paper_new (const EnrFeeMonth *month, const EnrUuid *class_id, GError **error)
{
  const EnrFont *font;
  List self = { .month = month };
  g_autofree char *title = NULL;

  g_return_val_if_fail (month != NULL, NULL);

  font = enr_fonts_find (NULL, NULL, error);
  if (font == NULL)
    return NULL;
  enr_fonts_lock ();
  self.period = dup_period (month);
  title = g_strdup_printf ("%s %s", TITLE, self.period);
  self.document = enr_document_new (title, month->facility->name, PAPER_WIDTH, PAPER_HEIGHT, font);
  draw_classes (&self, class_id);
  enr_fonts_unlock ();
  g_free (self.period);
  return self.document;
}
