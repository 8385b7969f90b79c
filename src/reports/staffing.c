/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/staffing.h"

#include "reports/staffing-chart.h"

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define PAPER_WIDTH MM (297)
#define PAPER_HEIGHT MM (210)
#define LEFT MM (13)
#define WIDTH (PAPER_WIDTH - 2 * LEFT)
#define TOP MM (10)
#define BOTTOM MM (9)
#define LABEL MM (24)
#define ROW MM (4.4)
#define CHART_HEIGHT MM (60)
#define HEADER_HEIGHT MM (24)
#define NOTE_HEIGHT MM (3.6)
#define SMALLEST 4.5

typedef struct
{
  const EnrStaffingDay *day;
  EnrDocument *document;
  EnrDrawnPage *page;
  char *date;
  double y;
  double slot_width;
} Paper;

/* Half hours where too few are shown in bold and with a mark, and not by colour alone. */
typedef struct
{
  const char *label;
  int age; /* of the children, or -1 */
} Line;

const char *
enr_ratios_label (EnrRatios ratios)
{
  return ratios == ENR_RATIOS_FORMER ? "改正前（3歳 20:1、4歳以上 30:1）"
                                     : "現行（3歳 15:1、4歳以上 25:1）";
}

static const EnrStaffingSlot *
get_slot (const EnrStaffingDay *day, guint i)
{
  return &g_array_index (day->slots, EnrStaffingSlot, i);
}

static void
put (const Paper *self,
     double size,
     gboolean bold,
     EnrAlign align,
     const EnrRect *box,
     const char *text)
{
  EnrTextStyle style = { size, SMALLEST, bold, align, ENR_INK };

  enr_drawn_page_text (self->page, &style, box, text);
}

static char *
dup_rule (const EnrStaffingDay *day)
{
  const EnrStaffingSetting *setting = &day->setting;

  return g_strdup_printf ("基準　%s　1歳児 %s　%s%s", enr_ratios_label (day->ratios),
                          setting->one_to_five ? "5:1" : "6:1（2歳児と合わせて）",
                          setting->second_digit == ENR_SECOND_DIGIT_DROP ? "小数第2位以下切捨て"
                                                                         : "小数第2位四捨五入",
                          setting->extra > 0 ? "　加配あり" : "");
}

/* "月初日（6月1日）の在籍 90人による必要数　現行 12人　改正前 11人" */
static char *
dup_enrolled (const EnrStaffingDay *day)
{
  EnrRatios other = day->ratios == ENR_RATIOS_FORMER ? ENR_RATIOS_PRESENT : ENR_RATIOS_FORMER;
  guint sum = 0;
  int month;

  for (guint age = 0; age < ENR_STAFFING_AGES; age++)
    sum += day->enrolled[age];
  enr_date_split (day->enrolled_on, NULL, &month, NULL);
  return g_strdup_printf (
      "月初日（%d月1日）の在籍 %u人　必要数 %u人（%s 合計 %u.%u）　%sでは %u人", month, sum,
      day->enrolled_need[day->ratios].required,
      day->ratios == ENR_RATIOS_FORMER ? "改正前" : "現行",
      day->enrolled_need[day->ratios].tenths / 10, day->enrolled_need[day->ratios].tenths % 10,
      other == ENR_RATIOS_FORMER ? "改正前" : "現行", day->enrolled_need[other].required);
}

static char *
dup_verdict (const EnrStaffingDay *day)
{
  if (day->duties->len == 0)
    return g_strdup ("この日の勤務は入力されていません");
  if (day->n_short == 0)
    return g_strdup ("不足の時間帯はありません");
  return g_strdup_printf ("不足の時間帯　%u時間%s", day->n_short / 2,
                          day->n_short % 2 ? "30分" : "");
}

static void
add_page (Paper *self)
{
  g_autofree char *rule = dup_rule (self->day);
  g_autofree char *enrolled = dup_enrolled (self->day);
  g_autofree char *verdict = dup_verdict (self->day);
  g_autofree char *number = NULL;
  EnrTextStyle alarm
      = { 12, 8, TRUE, ENR_ALIGN_RIGHT, self->day->n_short > 0 ? ENR_INK_RED : ENR_INK };
  EnrRect verdict_box = { LEFT + MM (171), TOP + MM (8), MM (100), MM (6) };

  self->page = enr_document_add_page (self->document);
  put (self, 17, TRUE, ENR_ALIGN_LEFT, &(EnrRect){ LEFT, TOP, MM (80), MM (8) }, "職員配置表");
  put (self, 10.5, FALSE, ENR_ALIGN_LEFT,
       &(EnrRect){ LEFT + MM (82), TOP + MM (1), MM (80), MM (7) }, self->date);
  put (self, 10.5, FALSE, ENR_ALIGN_RIGHT, &(EnrRect){ LEFT + MM (165), TOP, MM (106), MM (7) },
       self->day->facility_name);
  enr_drawn_page_text (self->page, &alarm, &verdict_box, verdict);
  put (self, 8.5, FALSE, ENR_ALIGN_LEFT, &(EnrRect){ LEFT, TOP + MM (10), MM (168), MM (5) }, rule);
  put (self, 8.5, FALSE, ENR_ALIGN_LEFT, &(EnrRect){ LEFT, TOP + MM (15.5), MM (200), MM (5) },
       enrolled);
  number = g_strdup_printf ("%u", enr_document_get_n_pages (self->document));
  put (self, 7, FALSE, ENR_ALIGN_CENTER,
       &(EnrRect){ LEFT, PAPER_HEIGHT - BOTTOM + MM (3), WIDTH, MM (4) }, number);
  self->y = TOP + HEADER_HEIGHT;
}

static EnrRect
cell_at (const Paper *self, guint i)
{
  return (EnrRect){ LEFT + LABEL + i * self->slot_width, self->y, self->slot_width, ROW };
}

static void
draw_number (const Paper *self, guint i, int value, gboolean bold, guint32 colour)
{
  EnrTextStyle style = { 7.5, SMALLEST, bold, ENR_ALIGN_CENTER, colour };
  EnrRect cell = cell_at (self, i);
  char text[16];

  g_snprintf (text, sizeof text, value < 0 ? "−%d" : "%d", ABS (value));
  enr_drawn_page_cell (self->page, &style, &cell, 0.5, text);
}

static void
end_row (Paper *self, const char *label, gboolean is_strong)
{
  EnrTextStyle style = { 7.5, SMALLEST, is_strong, ENR_ALIGN_LEFT, ENR_INK };
  EnrRect cell = { LEFT, self->y, LABEL, ROW };

  enr_drawn_page_cell (self->page, &style, &cell, MM (1), label);
  enr_drawn_page_line (self->page, LEFT, self->y, LEFT + WIDTH, self->y,
                       is_strong ? ENR_LINE_FINE : ENR_LINE_HAIR,
                       is_strong ? ENR_INK : ENR_INK_SOFT);
  self->y += ROW;
}

/* The half hours' beginnings: a full hour with its number, a half with its minutes. */
static void
draw_times (Paper *self)
{
  for (guint i = 0; i < self->day->slots->len; i++)
    {
      EnrTextStyle style = { 7, SMALLEST, FALSE, ENR_ALIGN_CENTER, ENR_INK };
      EnrRect cell = cell_at (self, i);
      char text[6];

      enr_drawn_page_cell (self->page, &style, &cell, 0.2,
                           enr_minutes_format (get_slot (self->day, i)->first, text));
    }
  enr_drawn_page_fill (self->page, &(EnrRect){ LEFT, self->y, WIDTH, ROW }, ENR_TINT_HEADING);
  end_row (self, "時刻（30分ごと）", FALSE);
}

static void
draw_children (Paper *self)
{
  static const Line lines[] = {
    { "0歳児", 0 }, { "1歳児", 1 }, { "2歳児", 2 }, { "3歳児", 3 },
    { "4歳児", 4 }, { "5歳児", 5 }, { "学齢", 6 },
  };

  for (guint k = 0; k < G_N_ELEMENTS (lines); k++)
    {
      guint sum = 0;

      for (guint i = 0; i < self->day->slots->len; i++)
        sum += get_slot (self->day, i)->children[lines[k].age];
      if (lines[k].age == 6 && sum == 0)
        continue;
      for (guint i = 0; i < self->day->slots->len; i++)
        {
          const EnrStaffingSlot *slot = get_slot (self->day, i);
          guint value = slot->children[lines[k].age];

          if (slot->is_known)
            draw_number (self, i, (int) value, FALSE, value > 0 ? ENR_INK : ENR_INK_FAINT);
        }
      end_row (self, lines[k].label, FALSE);
    }
  for (guint i = 0; i < self->day->slots->len; i++)
    if (get_slot (self->day, i)->is_known)
      draw_number (self, i, (int) get_slot (self->day, i)->n_children, TRUE, ENR_INK);
  end_row (self, "在園児 計", TRUE);
}

static void
draw_required (Paper *self)
{
  for (guint k = 0; k < ENR_N_RATIOS; k++)
    {
      EnrRatios ratios = k == 0                                   ? self->day->ratios
                         : self->day->ratios == ENR_RATIOS_FORMER ? ENR_RATIOS_PRESENT
                                                                  : ENR_RATIOS_FORMER;
      g_autofree char *label = g_strdup_printf ("%s　%s", k == 0 ? "必要" : "参考",
                                                ratios == ENR_RATIOS_FORMER ? "改正前" : "現行");

      for (guint i = 0; i < self->day->slots->len; i++)
        if (get_slot (self->day, i)->is_known)
          draw_number (self, i, (int) get_slot (self->day, i)->required[ratios], k == 0,
                       k == 0 ? ENR_INK : ENR_INK_SOFT);
      end_row (self, label, k == 0);
    }
  if (self->day->duties->len == 0)
    return;
  for (guint i = 0; i < self->day->slots->len; i++)
    draw_number (self, i, (int) get_slot (self->day, i)->on_duty, TRUE, ENR_INK_BLUE);
  end_row (self, "勤務", TRUE);
  for (guint i = 0; i < self->day->slots->len; i++)
    {
      const EnrStaffingSlot *slot = get_slot (self->day, i);
      int balance = (int) slot->on_duty - (int) slot->required[self->day->ratios];
      EnrRect cell = cell_at (self, i);

      if (!slot->is_known)
        continue;
      if (slot->is_short)
        {
          enr_drawn_page_fill (self->page, &cell, 0xf8d7d9);
          enr_drawn_page_frame (self->page, &cell, ENR_LINE_FRAME, ENR_INK_RED);
        }
      draw_number (self, i, balance, slot->is_short, slot->is_short ? ENR_INK_RED : ENR_INK);
    }
  end_row (self, "過不足", TRUE);
}

/* @ink: of the full hours' lines. */
static void
draw_grid (const Paper *self, double top, double bottom, guint32 ink)
{
  for (guint i = 0; i < self->day->slots->len; i++)
    {
      double x = LEFT + LABEL + i * self->slot_width;
      gboolean is_hour = get_slot (self->day, i)->first % 60 == 0;

      enr_drawn_page_line (self->page, x, top, x, bottom, i == 0 ? ENR_LINE_FINE : ENR_LINE_HAIR,
                           i == 0    ? ENR_INK
                           : is_hour ? ink
                                     : ENR_INK_FAINT);
    }
  enr_drawn_page_frame (self->page, &(EnrRect){ LEFT, top, WIDTH, bottom - top }, ENR_LINE_FRAME,
                        ENR_INK);
}

/* A bar a duty, below the half hours; on a line with the others of the same person. */
static void
draw_duty (Paper *self, const EnrDuty *duty)
{
  int first = get_slot (self->day, 0)->first;
  double left = LEFT + LABEL;
  EnrRect bar = { left + (duty->span.first - first) * self->slot_width / 30, self->y + MM (0.7),
                  (duty->span.last - duty->span.first) * self->slot_width / 30, ROW - MM (1.4) };
  EnrTextStyle style = { 6.5, SMALLEST, FALSE, ENR_ALIGN_CENTER, ENR_INK };
  char from[6], to[6];
  g_autofree char *text = g_strdup_printf ("%s～%s", enr_minutes_format (duty->span.first, from),
                                           enr_minutes_format (duty->span.last, to));

  enr_drawn_page_fill (self->page, &bar, duty->is_counted ? 0xc9d8f0 : 0xf4f4f4);
  enr_drawn_page_frame (self->page, &bar, ENR_LINE_HAIR, ENR_INK_SOFT);
  enr_drawn_page_text (self->page, &style, &bar, text);
}

static gboolean
is_drawn (const EnrStaffingDay *day, guint index)
{
  const EnrDuty *duty = g_ptr_array_index (day->duties, index);

  for (guint i = 0; i < index; i++)
    if (enr_uuid_equal (&((EnrDuty *) g_ptr_array_index (day->duties, i))->staff_id,
                        &duty->staff_id))
      return TRUE;
  return FALSE;
}

static void
draw_staff (Paper *self)
{
  double top = self->y + MM (2);
  gboolean is_open = FALSE;

  for (guint i = 0; i < self->day->duties->len; i++)
    {
      const EnrDuty *duty = g_ptr_array_index (self->day->duties, i);
      g_autofree char *label = NULL;

      if (is_drawn (self->day, i))
        continue;
      if (is_open && self->y + ROW > PAPER_HEIGHT - BOTTOM - NOTE_HEIGHT)
        {
          draw_grid (self, top, self->y, ENR_INK_FAINT);
          is_open = FALSE;
        }
      if (!is_open)
        {
          if (top + 3 * ROW > PAPER_HEIGHT - BOTTOM - NOTE_HEIGHT
              || self->y + ROW > PAPER_HEIGHT - BOTTOM - NOTE_HEIGHT)
            {
              add_page (self);
              top = self->y;
            }
          self->y = top;
          draw_times (self);
          is_open = TRUE;
        }
      for (guint k = i; k < self->day->duties->len; k++)
        {
          const EnrDuty *other = g_ptr_array_index (self->day->duties, k);

          if (enr_uuid_equal (&other->staff_id, &duty->staff_id))
            draw_duty (self, other);
        }
      label = g_strdup_printf ("%s%s", duty->name, duty->is_counted ? "" : "（外）");
      end_row (self, label, FALSE);
    }
  if (is_open)
    draw_grid (self, top, self->y, ENR_INK_FAINT);
}

static void
draw_notes (Paper *self)
{
  GString *notes
      = g_string_new ("在園児は30分の間で最も多いとき、勤務は最も少ないときの人数です。（外）は配置"
                      "の人数に入れない職員、看護師等は1人までを数えています。");

  if (self->day->setting.extra > 0)
    g_string_append_printf (notes, "必要数には加配%u人を含みます。", self->day->setting.extra);
  if (self->day->n_incomplete > 0)
    g_string_append_printf (notes,
                            "登園または降園の記録がない園児が%"
                            "u人います（降園の記録がない園児は閉園まで数えています）。",
                            self->day->n_incomplete);
  put (self, 6.5, FALSE, ENR_ALIGN_LEFT,
       &(EnrRect){ LEFT, PAPER_HEIGHT - BOTTOM - NOTE_HEIGHT + MM (2), WIDTH, NOTE_HEIGHT },
       notes->str);
  g_string_free (notes, TRUE);
}

static void
draw_figures (Paper *self)
{
  double top = self->y;

  draw_times (self);
  draw_children (self);
  draw_required (self);
  draw_grid (self, top, self->y, ENR_INK_SOFT);
}

EnrDocument *
enr_staffing_paper_new (const EnrStaffingDay *day, GError **error)
{
  const EnrFont *font = enr_fonts_find (NULL, NULL, error);
  Paper self = { day };
  g_autofree char *title = NULL;
  EnrRect chart;

  if (font == NULL)
    return NULL;
  enr_fonts_lock ();
  self.date = enr_date_dup_era_weekday (day->date);
  title = g_strdup_printf ("職員配置表 %s", self.date);
  self.document = enr_document_new (title, day->facility_name, PAPER_WIDTH, PAPER_HEIGHT, font);
  add_page (&self);
  if (day->slots->len > 0)
    self.slot_width = (WIDTH - LABEL) / day->slots->len;
  chart = (EnrRect){ LEFT + LABEL - 4 * 7.5, self.y, WIDTH - LABEL + 6 * 7.5, CHART_HEIGHT };
  enr_staffing_chart_draw (day, self.page, &chart, 7.5);
  self.y += CHART_HEIGHT + MM (2);
  if (day->slots->len > 0)
    {
      draw_figures (&self);
      draw_notes (&self);
      draw_staff (&self);
    }
  enr_fonts_unlock ();
  g_free (self.date);
  return self.document;
}

EnrDocument *
enr_staffing_chart_new (const EnrStaffingDay *day, double width, double height, GError **error)
{
  const EnrFont *font = enr_fonts_find (NULL, NULL, error);
  EnrDocument *document;
  EnrRect box = { 4, 4, width - 8, height - 8 };

  if (font == NULL)
    return NULL;
  enr_fonts_lock ();
  document = enr_document_new ("職員配置", day->facility_name, width, height, font);
  enr_staffing_chart_draw (day, enr_document_add_page (document), &box, 11);
  enr_fonts_unlock ();
  return document;
}

EnrTable *
enr_staffing_table_new (const EnrStaffingDay *day)
{
  g_autofree char *date = enr_date_dup_era (day->date);
  g_autofree char *title = g_strdup_printf ("職員配置 %s", date);
  EnrTable *table = enr_table_new (title);

  enr_table_add_column (table, "時刻", ENR_TABLE_TEXT);
  for (guint age = 0; age < ENR_STAFFING_AGES - 1; age++)
    {
      g_autofree char *heading = g_strdup_printf ("%u歳児", age);

      enr_table_add_column (table, heading, ENR_TABLE_NUMBER);
    }
  enr_table_add_column (table, "学齢", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "在園児 計", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "必要（現行）", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "必要（改正前）", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "勤務", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "不足", ENR_TABLE_NUMBER);
  for (guint i = 0; i < day->slots->len; i++)
    {
      const EnrStaffingSlot *slot = get_slot (day, i);
      char text[6];

      enr_table_add_text (table, enr_minutes_format (slot->first, text));
      for (guint age = 0; age < ENR_STAFFING_AGES; age++)
        enr_table_add_int (table, slot->children[age]);
      enr_table_add_int (table, slot->n_children);
      enr_table_add_int (table, slot->required[ENR_RATIOS_PRESENT]);
      enr_table_add_int (table, slot->required[ENR_RATIOS_FORMER]);
      enr_table_add_int (table, slot->on_duty);
      enr_table_add_int (table, slot->is_short ? slot->required[day->ratios] - slot->on_duty : 0);
      enr_table_end_row (table);
    }
  return table;
}
