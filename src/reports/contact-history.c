/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "reports/contact-history.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "nursery/facility.h"
#include "reports/flow.h"

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define PAPER_WIDTH MM (210)
#define PAPER_HEIGHT MM (297)
#define LEFT MM (20)
#define RIGHT MM (190)
#define TOP MM (22)
#define BOTTOM MM (277)
#define TEXT_SIZE 9.5
#define LINE (TEXT_SIZE * ENR_FLOW_PITCH)
#define DAY_HEIGHT MM (6.5)
#define HEAD_HEIGHT MM (5.5)
#define TEXT_LEFT (LEFT + MM (16)) /* behind the time */

typedef struct
{
  const EnrContactHistory *history;
  const char *facility;
  EnrDocument *document;
  EnrDrawnPage *page;
  double y;
} Printing;

static void
draw (EnrDrawnPage *page,
      const EnrTextStyle *style,
      double x,
      double y,
      double width,
      double height,
      const char *text)
{
  EnrRect box = { x, y, width, height };

  enr_drawn_page_text (page, style, &box, text);
}

static void
new_page (Printing *self)
{
  EnrTextStyle style = { 8.5, 6, FALSE, ENR_ALIGN_LEFT, ENR_INK_SOFT };
  g_autofree char *text = g_strdup_printf ("%sさん　連絡の記録", self->history->name);

  self->page = enr_document_add_page (self->document);
  draw (self->page, &style, LEFT, TOP - MM (9), RIGHT - LEFT, MM (5), text);
  enr_drawn_page_line (self->page, LEFT, TOP - MM (3), RIGHT, TOP - MM (3), ENR_LINE_HAIR,
                       ENR_INK_FAINT);
  self->y = TOP;
}

static gboolean
need (Printing *self, double height)
{
  if (self->y + height <= BOTTOM)
    return FALSE;
  new_page (self);
  return TRUE;
}

static char *
dup_period (const EnrContactHistory *history)
{
  const GPtrArray *entries = history->entries;
  EnrDate first
      = history->first != ENR_DATE_NONE
            ? history->first
            : ((const EnrContactEntry *) g_ptr_array_index (entries, entries->len - 1))->day;
  EnrDate last = history->last != ENR_DATE_NONE
                     ? history->last
                     : ((const EnrContactEntry *) g_ptr_array_index (entries, 0))->day;
  g_autofree char *from = enr_date_dup_era (first);
  g_autofree char *until = enr_date_dup_era (last);

  return first == last ? g_steal_pointer (&from) : g_strdup_printf ("%s ～ %s", from, until);
}

static void
print_title (Printing *self)
{
  EnrTextStyle title = { 17, 10, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  EnrTextStyle soft = { 9.5, 6, FALSE, ENR_ALIGN_LEFT, ENR_INK };
  EnrTextStyle right = { 9.5, 6, FALSE, ENR_ALIGN_RIGHT, ENR_INK };
  g_autofree char *name = g_strdup_printf ("%sさん　連絡の記録", self->history->name);
  g_autofree char *birth = enr_date_dup_era (self->history->birth_date);
  g_autofree char *child = g_strdup_printf ("%s　%s生", self->history->kana, birth);
  g_autofree char *span = dup_period (self->history);
  g_autofree char *printed = enr_date_dup_era (enr_clock_today ());
  g_autofree char *period
      = g_strdup_printf ("期間　%s　（%u件・新しい順）", span, self->history->entries->len);
  g_autofree char *when = g_strdup_printf ("%s　印刷", printed);

  draw (self->page, &title, LEFT, self->y, RIGHT - LEFT, MM (9), name);
  self->y += MM (10);
  draw (self->page, &soft, LEFT, self->y, MM (110), MM (5.5), child);
  draw (self->page, &right, RIGHT - MM (60), self->y, MM (60), MM (5.5), self->facility);
  self->y += MM (5.5);
  draw (self->page, &soft, LEFT, self->y, MM (120), MM (5.5), period);
  draw (self->page, &right, RIGHT - MM (50), self->y, MM (50), MM (5.5), when);
  self->y += MM (8.5);
}

static void
print_day (Printing *self, EnrDate day, gboolean is_continued)
{
  EnrTextStyle bold = { 10, 7, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  g_autofree char *date = enr_date_dup_era_weekday (day);
  g_autofree char *text = g_strconcat (date, is_continued ? "（続き）" : "", NULL);
  EnrRect box = { LEFT, self->y, RIGHT - LEFT, DAY_HEIGHT };

  enr_drawn_page_fill (self->page, &box, ENR_TINT_HEADING);
  enr_drawn_page_cell (self->page, &bold, &box, MM (2), text);
  self->y += DAY_HEIGHT + MM (1);
}

static void
print_text (Printing *self, EnrDate day, const char *text)
{
  g_autoptr (EnrFlow) flow = enr_flow_new (enr_document_get_typeset (self->document), text,
                                           TEXT_SIZE, RIGHT - TEXT_LEFT);
  guint n_lines = enr_flow_count_lines (flow);

  for (guint line = 0; line < n_lines;)
    {
      guint n;

      if (need (self, LINE))
        print_day (self, day, TRUE);
      n = MAX (MIN (n_lines - line, (guint) ((BOTTOM - self->y) / LINE + 0.001)), 1);
      enr_flow_draw (flow, self->page, TEXT_LEFT, self->y, line, n);
      line += n;
      self->y += n * LINE;
    }
}

static void
print_entry (Printing *self, const EnrContactEntry *entry)
{
  EnrTextStyle time = { 9.5, 6, FALSE, ENR_ALIGN_LEFT, ENR_INK };
  EnrTextStyle bold = { 9.5, 6, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  EnrTextStyle soft = { 8.5, 6, FALSE, ENR_ALIGN_RIGHT, ENR_INK_SOFT };
  g_autofree char *head = enr_contact_entry_dup_head (entry, TRUE);
  g_autofree char *text = enr_contact_entry_dup_text (entry, TRUE);
  g_autofree char *people = enr_contact_entry_dup_people (entry, TRUE);
  g_autofree char *all = *head != '\0' && *text != '\0' ? g_strdup_printf ("%s\n%s", head, text)
                                                        : g_strconcat (head, text, NULL);
  char at[6];

  /* The heading does not stand alone at the foot of a page. */
  if (need (self, HEAD_HEIGHT + LINE))
    print_day (self, entry->day, TRUE);
  if (entry->at != ENR_INSTANT_NONE)
    draw (self->page, &time, LEFT + MM (2), self->y, MM (14), HEAD_HEIGHT,
          enr_minutes_format (enr_instant_minutes (entry->at, entry->day), at));
  draw (self->page, &bold, TEXT_LEFT, self->y, MM (70), HEAD_HEIGHT,
        enr_contact_kind_label (entry->kind, TRUE));
  draw (self->page, &soft, TEXT_LEFT + MM (70), self->y, RIGHT - TEXT_LEFT - MM (70), HEAD_HEIGHT,
        people);
  self->y += HEAD_HEIGHT;
  print_text (self, entry->day, all);
  self->y += MM (2);
}

static void
print_entries (Printing *self)
{
  const GPtrArray *entries = self->history->entries;
  EnrDate day = ENR_DATE_NONE;

  for (guint i = 0; i < entries->len; i++)
    {
      const EnrContactEntry *entry = g_ptr_array_index (entries, i);

      if (entry->day != day)
        {
          need (self, DAY_HEIGHT + MM (1) + HEAD_HEIGHT + LINE);
          print_day (self, entry->day, FALSE);
          day = entry->day;
        }
      print_entry (self, entry);
    }
}

static void
draw_feet (const Printing *self)
{
  guint n_pages = enr_document_get_n_pages (self->document);

  for (guint i = 0; i < n_pages; i++)
    {
      EnrTextStyle style = { 8, 6, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };
      g_autofree char *text = g_strdup_printf ("%u / %u", i + 1, n_pages);

      draw (enr_document_edit_page (self->document, i), &style, LEFT, BOTTOM + MM (5), RIGHT - LEFT,
            MM (5), text);
    }
}

EnrDocument *
enr_contact_history_draw (const EnrContactHistory *history, const char *facility, GError **error)
{
  g_autofree char *title = g_strdup_printf ("%sさん 連絡の記録", history->name);
  Printing self = { .history = history, .facility = facility };
  const EnrFont *font;

  if (history->entries->len == 0)
    {
      g_set_error_literal (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY,
                           _ ("There was no contact with this family in this time."));
      return NULL;
    }
  font = enr_fonts_find (NULL, NULL, error);
  if (font == NULL)
    return NULL;
  enr_fonts_lock ();
  self.document = enr_document_new (title, facility, PAPER_WIDTH, PAPER_HEIGHT, font);
  new_page (&self);
  print_title (&self);
  print_entries (&self);
  draw_feet (&self);
  enr_fonts_unlock ();
  return self.document;
}

EnrDocument *
enr_contact_history_paper (EnrDb *db,
                           const EnrUuid *child_id,
                           EnrDate first,
                           EnrDate last,
                           GError **error)
{
  g_autoptr (EnrContactHistory) history
      = enr_contact_history_load (db, child_id, first, last, error);
  g_autoptr (EnrFacility) facility = history != NULL ? enr_facility_load (db, error) : NULL;

  return facility != NULL ? enr_contact_history_draw (history, facility->name, error) : NULL;
}
