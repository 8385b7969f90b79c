/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/fee-statement.h"

#include <string.h>

#include "base/yen.h"
#include "month/zengin.h"

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define PAPER_WIDTH MM (210)
#define PAPER_HEIGHT MM (297)
#define LEFT MM (20)
#define RIGHT MM (190)
#define WIDTH (RIGHT - LEFT)
#define TOP MM (12)
#define BOTTOM MM (282)
#define ROW_HEIGHT MM (5.4)
#define HEADING_HEIGHT MM (5.4)
#define NAME_HEIGHT MM (7)
#define PADDING MM (1)
#define TITLE "延長保育料 利用明細書"
#define HAS_CHANGED "締めたあとに元の記録が変わっています。この明細書は締めたときの内容です。"

typedef enum
{
  COLUMN_DAY,
  COLUMN_ARRIVED,
  COLUMN_LEFT,
  COLUMN_MINUTES,
  COLUMN_WORKING,
  COLUMN_AMOUNT,
  N_COLUMNS,
} Column;

static const struct
{
  const char *heading;
  double width; /* mm */
  EnrAlign align;
} columns[N_COLUMNS] = {
  { "日", 17, ENR_ALIGN_LEFT },  { "登園", 14, ENR_ALIGN_RIGHT }, { "降園", 14, ENR_ALIGN_RIGHT },
  { "分", 11, ENR_ALIGN_RIGHT }, { "計算", 92, ENR_ALIGN_LEFT },  { "金額", 22, ENR_ALIGN_RIGHT },
};

typedef struct
{
  const EnrFeeMonth *month;
  const EnrFeeFamily *family;
  const EnrFeeChild *child;
  EnrDocument *document;
  EnrDrawnPage *page;
  char *period; /* "令和8年6月分" */
  guint number; /* of the family's pages */
  double y;
  double table_top;
} Statement;

static void
draw (const Statement *self,
      double size,
      gboolean bold,
      EnrAlign align,
      double x,
      double y,
      double width,
      double height,
      const char *text)
{
  EnrTextStyle style = { size, MAX (size * 0.55, 5), bold, align, ENR_INK };
  EnrRect box = { x, y, width, height };

  enr_drawn_page_text (self->page, &style, &box, text);
}

static void
draw_foot (const Statement *self)
{
  EnrTextStyle style = { 7, 5, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };
  EnrRect box = { LEFT, BOTTOM + MM (4), WIDTH, MM (4) };
  g_autofree char *text = g_strdup_printf ("－ %u －", self->number);

  enr_drawn_page_text (self->page, &style, &box, text);
}

/* A month that is not closed must not be taken for one that is. */
static void
draw_draft (const Statement *self, double x, double y, double size)
{
  EnrRect box = { x, y, size, size };
  EnrTextStyle style = { size * 0.72, 8, TRUE, ENR_ALIGN_CENTER, ENR_INK_RED };

  enr_drawn_page_frame (self->page, &box, 1.4, ENR_INK_RED);
  enr_drawn_page_text (self->page, &style, &box, "仮");
}

static void
draw_address (const Statement *self)
{
  const EnrFeeFamily *family = self->family;
  g_autofree char *to = family->guardian[0] != '\0'
                            ? g_strdup_printf ("%s 様", family->guardian)
                            : g_strdup_printf ("%s 保護者様", family->title);
  g_autofree char *postal = g_strdup_printf ("〒%s", family->postal_code);

  if (family->postal_code[0] != '\0')
    draw (self, 9, FALSE, ENR_ALIGN_LEFT, LEFT, TOP, MM (85), MM (5), postal);
  draw (self, 9.5, FALSE, ENR_ALIGN_LEFT, LEFT, TOP + MM (5), MM (85), MM (10), family->address);
  draw (self, 13, FALSE, ENR_ALIGN_LEFT, LEFT, TOP + MM (16), MM (85), MM (9), to);
}

static void
draw_facility (const Statement *self)
{
  const EnrFacility *facility = self->month->facility;
  g_autofree char *address = g_strdup_printf (
      "%s%s%s%s", facility->postal_code[0] != '\0' ? "〒" : "", facility->postal_code,
      facility->postal_code[0] != '\0' ? " " : "", facility->address);
  g_autofree char *phone = g_strdup_printf ("電話 %s", facility->phone);
  double x = LEFT + MM (95);

  if (!self->month->is_draft)
    {
      EnrDate day = enr_instant_civil_date (self->month->state->closing.closed_at);
      g_autofree char *era = enr_date_dup_era (day);

      draw (self, 9, FALSE, ENR_ALIGN_RIGHT, x, TOP, RIGHT - x, MM (5), era);
    }
  draw (self, 11, FALSE, ENR_ALIGN_RIGHT, x, TOP + MM (7), RIGHT - x, MM (7), facility->name);
  draw (self, 8, FALSE, ENR_ALIGN_RIGHT, x, TOP + MM (14), RIGHT - x, MM (8), address);
  if (facility->phone[0] != '\0')
    draw (self, 8, FALSE, ENR_ALIGN_RIGHT, x, TOP + MM (22), RIGHT - x, MM (4), phone);
}

static const char *
method_label (EnrBillMethod method)
{
  switch (method)
    {
    case ENR_BILL_TRANSFER:
      return "口座振替";
    case ENR_BILL_CASH:
      return "現金";
    case ENR_BILL_OTHER:
    default:
      return "その他の方法";
    }
}

/* How it is paid, as far as is known. */
static char *
dup_payment (const Statement *self)
{
  const EnrFeeFamily *family = self->family;
  const EnrBill *bill = family->bill;
  g_autofree char *day = NULL;

  if (self->month->is_draft)
    return g_strdup ("この月はまだ締めていません。金額は変わることがあります。");
  if (bill == NULL)
    return g_strdup ("お支払いはありません。");
  if (bill->paid_before > bill->amount && bill->asked == 0)
    {
      g_autofree char *yen = enr_yen_dup (bill->paid_before - bill->amount);

      return g_strdup_printf ("お支払い済みの額との差額 %sをお返しします。", yen);
    }
  switch (enr_bill_state (bill))
    {
    case ENR_BILL_NOTHING:
      return g_strdup ("お支払いはありません。");
    case ENR_BILL_PAID:
      day = enr_date_dup_era (bill->paid_on);
      return g_strdup_printf ("%sに%sでお支払いいただきました。", day, method_label (bill->method));
    case ENR_BILL_DRAWN:
      day = enr_date_dup_era_weekday (bill->drawn_on);
      return g_strdup_printf ("%sにご指定の口座（%s）から引き落とします。", day, family->account);
    case ENR_BILL_FAILED:
      day = enr_date_dup_era (bill->drawn_on);
      return g_strdup_printf ("%sに口座から引き落とせませんでした（%s）。", day,
                              enr_zengin_result_label_japanese (bill->result));
    case ENR_BILL_OPEN:
    default:
      if (bill->method == ENR_BILL_TRANSFER)
        return g_strdup_printf ("ご指定の口座（%s）から引き落とします。", family->account);
      return g_strdup (bill->method == ENR_BILL_CASH ? "現金でお支払いください。"
                                                     : "お支払い方法は園におたずねください。");
    }
}

/* What is asked for, large, and below how it comes about where something was paid before. */
static void
draw_sum (Statement *self)
{
  const EnrBill *bill = self->family->bill;
  gint64 asked = bill != NULL ? bill->asked : self->family->total;
  g_autofree char *yen = enr_yen_dup (asked);
  g_autofree char *payment = dup_payment (self);
  g_autofree char *total = enr_yen_dup (self->family->total);
  EnrRect box = { LEFT, self->y, WIDTH, MM (13) };
  gboolean was_paid = bill != NULL && bill->paid_before > 0;

  enr_drawn_page_frame (self->page, &box, ENR_LINE_FRAME, ENR_INK);
  enr_drawn_page_line (self->page, LEFT + MM (76), box.y, LEFT + MM (76), box.y + box.height,
                       ENR_LINE_HAIR, ENR_INK_SOFT);
  draw (self, 10, FALSE, ENR_ALIGN_LEFT, LEFT + MM (2), box.y, MM (26), box.height,
        self->month->is_draft ? "見込みの額" : "ご請求額");
  draw (self, 17, TRUE, ENR_ALIGN_RIGHT, LEFT + MM (28), box.y, MM (45), box.height, yen);
  if (was_paid)
    {
      g_autofree char *before = enr_yen_dup (bill->paid_before);
      g_autofree char *how = g_strdup_printf ("この月の合計 %s、お支払い済み %s", total, before);

      draw (self, 8.5, FALSE, ENR_ALIGN_LEFT, LEFT + MM (78), box.y + MM (0.5), MM (90), MM (5),
            how);
      box.y += MM (5.5);
      box.height -= MM (6);
    }
  draw (self, 8.5, FALSE, ENR_ALIGN_LEFT, LEFT + MM (78), box.y, MM (90), box.height, payment);
  self->y += MM (13) + MM (4);
}

static void
draw_title (Statement *self)
{
  int revision = self->month->state->closing.revision;

  self->y = TOP + MM (33);
  draw (self, 17, TRUE, ENR_ALIGN_LEFT, LEFT, self->y, MM (64), MM (9), TITLE);
  draw (self, 12, FALSE, ENR_ALIGN_LEFT, LEFT + MM (68), self->y, MM (60), MM (9), self->period);
  if (self->month->is_draft)
    draw_draft (self, RIGHT - MM (12), self->y - MM (1.5), MM (12));
  else if (revision > 1)
    {
      g_autofree char *text = g_strdup_printf ("訂正（第%d版）", revision);

      draw (self, 12, TRUE, ENR_ALIGN_RIGHT, RIGHT - MM (32), self->y, MM (32), MM (9), text);
    }
  self->y += MM (12);
  draw_sum (self);
  if (self->family->has_changed)
    {
      draw (self, 8.5, FALSE, ENR_ALIGN_LEFT, LEFT, self->y - MM (3), WIDTH, MM (5), HAS_CHANGED);
      self->y += MM (3);
    }
}

static void
draw_continued (Statement *self)
{
  g_autofree char *text
      = g_strdup_printf ("%s　%s　%s（続き）", TITLE, self->period, self->family->title);

  draw (self, 9, FALSE, ENR_ALIGN_LEFT, LEFT, TOP, WIDTH - MM (12), MM (6), text);
  if (self->month->is_draft)
    draw_draft (self, RIGHT - MM (7), TOP - MM (1), MM (7));
  self->y = TOP + MM (9);
}

static void
add_page (Statement *self)
{
  self->page = enr_document_add_page (self->document);
  self->number++;
  draw_foot (self);
  if (self->number == 1)
    {
      draw_address (self);
      draw_facility (self);
      draw_title (self);
    }
  else
    draw_continued (self);
}

static void
draw_name (Statement *self, const char *behind)
{
  g_autofree char *heading = g_strdup_printf ("%s%s%s%s", self->child->name,
                                              self->child->class_name[0] != '\0' ? "　" : "",
                                              self->child->class_name, behind);

  draw (self, 11, TRUE, ENR_ALIGN_LEFT, LEFT, self->y, WIDTH, NAME_HEIGHT, heading);
  self->y += NAME_HEIGHT;
}

static void
begin_table (Statement *self)
{
  double x = LEFT;
  EnrRect band = { LEFT, self->y, WIDTH, HEADING_HEIGHT };

  self->table_top = self->y;
  enr_drawn_page_fill (self->page, &band, ENR_TINT_HEADING);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      draw (self, 8, FALSE, ENR_ALIGN_CENTER, x, self->y, MM (columns[i].width), HEADING_HEIGHT,
            columns[i].heading);
      x += MM (columns[i].width);
    }
  self->y += HEADING_HEIGHT;
}

static void
end_table (Statement *self)
{
  EnrRect frame = { LEFT, self->table_top, WIDTH, self->y - self->table_top };
  double x = LEFT;

  for (guint i = 0; i + 1 < N_COLUMNS; i++)
    {
      x += MM (columns[i].width);
      enr_drawn_page_line (self->page, x, frame.y, x, self->y, ENR_LINE_HAIR, ENR_INK_SOFT);
    }
  enr_drawn_page_frame (self->page, &frame, ENR_LINE_FRAME, ENR_INK);
}

static char *
dup_working (const EnrCharge *charge)
{
  g_autofree char *working = enr_charge_dup_working_japanese (charge);
  g_autofree char *computed = enr_yen_dup (charge->computed);

  switch (charge->state)
    {
    case ENR_CHARGE_ADJUSTED:
      return g_strdup_printf ("%s%s調整（計算では%s）：%s", working, working[0] != '\0' ? "　" : "",
                              computed, charge->reason);
    case ENR_CHARGE_EXCLUDED:
      return g_strdup_printf ("%s%s請求しません：%s", working, working[0] != '\0' ? "　" : "",
                              charge->reason);
    case ENR_CHARGE_COMPUTED:
    case ENR_CHARGE_CONFIRMED:
    default:
      return g_steal_pointer (&working);
    }
}

static void
fill_cells (const Statement *self, const EnrCharge *charge, char *cells[N_COLUMNS])
{
  int day;

  cells[COLUMN_WORKING] = dup_working (charge);
  cells[COLUMN_AMOUNT] = enr_yen_dup (charge->amount);
  if (charge->kind == ENR_CHARGE_MONTH)
    {
      cells[COLUMN_DAY] = g_strdup ("月額");
      return;
    }
  enr_date_split (charge->day, NULL, NULL, &day);
  cells[COLUMN_DAY]
      = g_strdup_printf ("%d日(%s)", day, enr_weekday_kanji (enr_date_weekday (charge->day)));
  cells[COLUMN_MINUTES] = g_strdup_printf ("%d", charge->minutes);
  {
    char arrived_text[6], left_text[6];
    int arrived, left;

    enr_fee_month_times (self->month, charge, &arrived, &left);
    cells[COLUMN_ARRIVED] = g_strdup (enr_minutes_format (arrived, arrived_text));
    cells[COLUMN_LEFT] = g_strdup (enr_minutes_format (left, left_text));
  }
}

/* Makes room, with the headings again on a new page. */
static void
need_row (Statement *self, double height)
{
  if (self->y + height <= BOTTOM)
    return;
  end_table (self);
  add_page (self);
  draw_name (self, "（続き）");
  begin_table (self);
}

static void
draw_charge (Statement *self, const EnrCharge *charge)
{
  static const EnrTextStyle working_style = { 8, 6, FALSE, ENR_ALIGN_LEFT, ENR_INK };
  char *cells[N_COLUMNS] = { NULL };
  double x = LEFT;
  double height;

  fill_cells (self, charge, cells);
  height = enr_typeset_height (enr_document_get_typeset (self->document), &working_style,
                               MM (columns[COLUMN_WORKING].width) - 2 * PADDING,
                               cells[COLUMN_WORKING]);
  height = MAX (ROW_HEIGHT, height + MM (2));
  need_row (self, height);
  enr_drawn_page_line (self->page, LEFT, self->y, RIGHT, self->y, ENR_LINE_HAIR, ENR_INK_SOFT);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      EnrTextStyle style = { i == COLUMN_WORKING ? 8 : 8.5, 6, FALSE, columns[i].align, ENR_INK };
      EnrRect cell = { x, self->y + MM (0.3), MM (columns[i].width), height - MM (0.6) };

      if (cells[i] != NULL)
        enr_drawn_page_cell (self->page, &style, &cell, PADDING, cells[i]);
      x += cell.width;
      g_free (cells[i]);
    }
  self->y += height;
}

static void
draw_total (Statement *self, const char *label, guint minutes, gint64 amount)
{
  g_autofree char *yen = enr_yen_dup (amount);
  g_autofree char *time = g_strdup_printf ("%u分", minutes);
  g_autofree char *text = minutes > 0 ? g_strdup_printf ("%s　%s", label, time) : g_strdup (label);
  EnrTextStyle style = { 9, 6, TRUE, ENR_ALIGN_RIGHT, ENR_INK };
  double amount_width = MM (columns[COLUMN_AMOUNT].width);
  EnrRect label_cell = { LEFT, self->y, WIDTH - amount_width, ROW_HEIGHT };
  EnrRect cell = { RIGHT - amount_width, self->y, amount_width, ROW_HEIGHT };

  enr_drawn_page_cell (self->page, &style, &label_cell, PADDING, text);
  enr_drawn_page_cell (self->page, &style, &cell, PADDING, yen);
  self->y += ROW_HEIGHT;
}

static void
draw_child (Statement *self, const EnrFeeChild *child)
{
  self->child = child;
  /* The name, the headings and a few days stay together. */
  if (self->y + NAME_HEIGHT + HEADING_HEIGHT + ROW_HEIGHT * MIN (4, child->n_charges + 1) > BOTTOM)
    add_page (self);
  draw_name (self, "");
  begin_table (self);
  for (guint i = 0; i < child->n_charges; i++)
    draw_charge (self, &g_array_index (self->month->charges, EnrCharge, child->first_charge + i));
  end_table (self);
  if (self->y + ROW_HEIGHT > BOTTOM)
    add_page (self);
  draw_total (self, "小計", child->minutes, child->monthly + child->daily);
  self->y += MM (2);
}

static void
draw_sentence (Statement *self, const char *sentence)
{
  EnrTextStyle style = { 10, 6, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };
  EnrRect box = { LEFT, self->y, WIDTH, MM (20) };

  enr_drawn_page_text (self->page, &style, &box, sentence);
}

static void
draw_family (Statement *self, const EnrFeeFamily *family)
{
  self->family = family;
  self->number = 0;
  add_page (self);
  enr_document_begin_sheet (self->document);
  enr_document_add_outline (self->document, family->title);
  if (family->children->len == 0)
    draw_sentence (self, "この月の延長保育の利用はありません。");
  for (guint i = 0; i < family->children->len; i++)
    draw_child (self, &g_array_index (self->month->children, EnrFeeChild,
                                      g_array_index (family->children, guint, i)));
  if (family->children->len > 1)
    {
      if (self->y + ROW_HEIGHT > BOTTOM)
        add_page (self);
      enr_drawn_page_line (self->page, LEFT + WIDTH / 2, self->y, RIGHT, self->y, ENR_LINE_FINE,
                           ENR_INK);
      draw_total (self, "合計", 0, family->total);
    }
}

/* A month in which nobody was charged. */
static void
draw_empty (Statement *self)
{
  self->page = enr_document_add_page (self->document);
  self->y = TOP;
  draw (self, 17, TRUE, ENR_ALIGN_LEFT, LEFT, TOP, MM (64), MM (9), TITLE);
  draw (self, 12, FALSE, ENR_ALIGN_LEFT, LEFT + MM (68), TOP, MM (60), MM (9), self->period);
  self->y += MM (20);
  draw_sentence (self, "この月に延長保育を利用したご家庭はありません。");
}

EnrDocument *
enr_fee_statement_new (const EnrFeeMonth *month, GError **error)
{
  const EnrFont *font;
  Statement self = { .month = month };
  g_autofree char *era = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (month != NULL, NULL);

  font = enr_fonts_find (NULL, NULL, error);
  if (font == NULL)
    return NULL;
  enr_fonts_lock ();
  era = enr_date_dup_era_month (month->state->care->attendance->first);
  self.period = g_strdup_printf ("%s分", era);
  title = month->families->len == 1
              ? g_strdup_printf ("%s %s %s", TITLE, self.period,
                                 g_array_index (month->families, EnrFeeFamily, 0).title)
              : g_strdup_printf ("%s %s", TITLE, self.period);
  self.document = enr_document_new (title, month->facility->name, PAPER_WIDTH, PAPER_HEIGHT, font);
  for (guint i = 0; i < month->families->len; i++)
    draw_family (&self, &g_array_index (month->families, EnrFeeFamily, i));
  if (month->families->len == 0)
    draw_empty (&self);
  enr_fonts_unlock ();
  g_free (self.period);
  return self.document;
}
