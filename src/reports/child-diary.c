/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/child-diary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "attendance/day.h"
#include "nursery/child.h"
#include "nursery/facility.h"
#include "reports/child-story.h"
#include "reports/error.h"
#include "reports/flow-table.h"

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define PAPER_WIDTH MM (210)
#define PAPER_HEIGHT MM (297)
#define LEFT MM (18)
#define RIGHT MM (198)
#define TOP MM (14)
#define BOTTOM MM (280)
#define DAY_WIDTH MM (24)
#define CLASS_WIDTH MM (22)
#define ATTENDANCE_WIDTH MM (36)
#define STATE_WIDTH MM (20)
#define TEXT_SIZE 9.5

typedef struct
{
  const EnrChildDiary *diary;
  EnrDocument *document;
} Printing;

static void
day_free (EnrChildDiaryDay *self)
{
  g_free (self->class_name);
  g_free (self->attendance);
  g_free (self->note);
  g_free (self);
}

void
enr_child_diary_free (EnrChildDiary *self)
{
  if (self == NULL)
    return;

  g_free (self->facility);
  g_free (self->name);
  g_free (self->kana);
  g_free (self->label);
  g_ptr_array_unref (self->days);
  g_free (self);
}

static void
append_time (GString *text, const char *label, EnrInstant at, EnrDate date)
{
  char minutes[6];

  if (at != ENR_INSTANT_NONE)
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? "\n" : "", label,
                            enr_minutes_format (enr_instant_minutes (at, date), minutes));
}

static char *
dup_attendance (const EnrDay *day, const EnrDayChild *child)
{
  const EnrAbsenceKind *absence = child != NULL ? enr_day_absence (day, child) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (child == NULL)
    return g_strdup ("在籍なし");
  if (child->status == ENR_STATUS_ABSENT && absence != NULL)
    return g_strjoin ("\n", absence->label,
                      *child->absence_reason != '\0' ? child->absence_reason : NULL, NULL);
  append_time (text, "登園", child->arrived, day->date);
  append_time (text, "降園", child->left, day->date);
  if (child->is_late)
    g_string_append (text, "\n遅刻");
  if (child->is_early)
    g_string_append (text, "\n早退");
  return g_strdup (text->len > 0 ? text->str : "記録なし");
}

/* The notes about the child, of all sections that are written by children; NULL for none. */
static char *
dup_note (const EnrContent *content, const char *suffix)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (content->items, i);

      if (g_str_has_suffix (item->key, suffix) && *item->text != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", item->text);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static EnrContent *
load_content (EnrDb *db,
              const EnrWritingKind *kind,
              const EnrWriting *writing,
              gboolean present,
              GError **error)
{
  if (!present && writing->approved > 0)
    return enr_writing_load_version (db, &writing->id, writing->approved, error);
  if (!enr_writing_state_is_open (writing->state))
    return enr_writing_load_version (db, &writing->id, writing->version, error);
  return enr_writing_content (db, kind, &writing->id, error);
}

static gboolean
add_day (EnrChildDiary *self,
         EnrDb *db,
         const EnrWritingKind *kind,
         const EnrWriting *writing,
         const EnrUuid *child_id,
         gboolean present,
         GError **error)
{
  g_autoptr (EnrContent) content = load_content (db, kind, writing, present, error);
  g_autoptr (EnrDay) day = content != NULL ? enr_day_load (db, writing->first, NULL, error) : NULL;
  const EnrDayChild *child = day != NULL ? enr_day_find (day, child_id) : NULL;
  char suffix[ENR_UUID_STRING_LENGTH + 1] = "/";
  g_autofree char *note = NULL;
  EnrChildDiaryDay *one;

  if (day == NULL)
    return FALSE;
  enr_uuid_format (child_id, suffix + 1);
  note = dup_note (content, suffix);
  if (note == NULL && (child == NULL || !enr_uuid_equal (&child->class_id, &writing->class_id)))
    return TRUE;
  one = g_new0 (EnrChildDiaryDay, 1);
  one->day = writing->first;
  one->class_name = g_strdup (writing->class_name);
  one->attendance = dup_attendance (day, child);
  one->note = note != NULL ? g_steal_pointer (&note) : g_strdup ("");
  /* What was approved is that, also while the diary is taken up again. */
  one->state = !present && writing->approved > 0 && writing->state != ENR_WRITING_ARCHIVED
                   ? ENR_WRITING_APPROVED
                   : writing->state;
  one->is_evaluating = present && writing->is_evaluating;
  g_ptr_array_add (self->days, one);
  return TRUE;
}

EnrChildDiary *
enr_child_diary_load (EnrDb *db,
                      const EnrWritingKind *kind,
                      const GPtrArray *diaries,
                      const EnrUuid *child_id,
                      gboolean present,
                      GError **error)
{
  g_autoptr (EnrChildDiary) self = g_new0 (EnrChildDiary, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrChild) child = NULL;
  g_autoptr (EnrFacility) facility = NULL;

  self->days = g_ptr_array_new_with_free_func ((GDestroyNotify) day_free);
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  child = enr_child_load (db, child_id, error);
  facility = child != NULL ? enr_facility_load (db, error) : NULL;
  if (facility == NULL)
    return NULL;
  self->facility = g_strdup (facility->name);
  self->name = enr_child_dup_name (child);
  self->kana = g_strdup_printf ("%s %s", child->family_kana, child->given_kana);
  self->label = g_strdup (kind->label);
  for (guint i = 0; i < diaries->len; i++)
    if (!add_day (self, db, kind, g_ptr_array_index (diaries, i), child_id, present, error))
      return NULL;
  return g_steal_pointer (&self);
}

static void
draw (EnrDrawnPage *page,
      double size,
      gboolean bold,
      EnrAlign align,
      double y,
      double height,
      const char *text)
{
  EnrTextStyle style = { size, 6, bold, align, ENR_INK };
  EnrRect box = { LEFT, y, RIGHT - LEFT, height };

  enr_drawn_page_text (page, &style, &box, text);
}

static char *
dup_title (const EnrChildDiary *self)
{
  return g_strdup_printf ("%s（%sさんの記録）", self->label, self->name);
}

static EnrDrawnPage *
new_page_cb (gpointer data, double *top)
{
  Printing *self = data;
  EnrDrawnPage *page = enr_document_add_page (self->document);
  g_autofree char *title = dup_title (self->diary);
  g_autofree char *text = g_strconcat (title, "（続き）", NULL);

  draw (page, 8.5, FALSE, ENR_ALIGN_LEFT, TOP - MM (2), MM (5), text);
  *top = TOP + MM (6);
  return page;
}

static double
draw_head (const Printing *self, EnrDrawnPage *page)
{
  const EnrChildDiary *diary = self->diary;
  const EnrChildDiaryDay *first = g_ptr_array_index (diary->days, 0);
  const EnrChildDiaryDay *last = g_ptr_array_index (diary->days, diary->days->len - 1);
  g_autofree char *title = dup_title (diary);
  g_autofree char *from = enr_date_dup_era (first->day);
  g_autofree char *until = enr_date_dup_era (last->day);
  g_autofree char *span
      = g_strdup_printf ("%s（%s）　%s%s%s", diary->name, diary->kana, from,
                         first->day != last->day ? "～" : "", first->day != last->day ? until : "");

  draw (page, 15, TRUE, ENR_ALIGN_CENTER, TOP, MM (9), title);
  draw (page, 10, FALSE, ENR_ALIGN_LEFT, TOP + MM (11), MM (6), span);
  draw (page, 10, FALSE, ENR_ALIGN_RIGHT, TOP + MM (11), MM (6), diary->facility);
  draw (page, 8, FALSE, ENR_ALIGN_LEFT, TOP + MM (17), MM (5),
        "この書類には個人の記録が含まれています。取り扱いにご注意ください。");
  return TOP + MM (24);
}

static void
add_rows (const Printing *self, EnrFlowTable *table)
{
  double note_width = RIGHT - LEFT - DAY_WIDTH - CLASS_WIDTH - ATTENDANCE_WIDTH - STATE_WIDTH;
  EnrFlowBlock *block = enr_flow_block_new (table, "", NULL, 0, TEXT_SIZE);

  enr_flow_block_begin_row (block, ENR_FLOW_COLUMNS, MM (7));
  enr_flow_block_add_cell (block, ENR_FLOW_LABEL, DAY_WIDTH, "日");
  enr_flow_block_add_cell (block, ENR_FLOW_LABEL, CLASS_WIDTH, "クラス");
  enr_flow_block_add_cell (block, ENR_FLOW_LABEL, ATTENDANCE_WIDTH, "登降園");
  enr_flow_block_add_cell (block, ENR_FLOW_LABEL, note_width, "個別の記録");
  enr_flow_block_add_cell (block, ENR_FLOW_LABEL, STATE_WIDTH, "承認");
  for (guint i = 0; i < self->diary->days->len; i++)
    {
      const EnrChildDiaryDay *day = g_ptr_array_index (self->diary->days, i);
      EnrStoryEntry entry = { .state = day->state, .is_evaluating = day->is_evaluating };
      g_autofree char *text = NULL;
      int month, of_month;

      enr_date_split (day->day, NULL, &month, &of_month);
      text = g_strdup_printf ("%d月%d日（%s）", month, of_month,
                              enr_weekday_kanji (enr_date_weekday (day->day)));
      enr_flow_block_begin_row (block, ENR_FLOW_ROW, MM (13));
      enr_flow_block_add_cell (block, ENR_FLOW_NAME, DAY_WIDTH, text);
      enr_flow_block_add_cell (block, ENR_FLOW_NAME, CLASS_WIDTH, day->class_name);
      enr_flow_block_add_cell (block, ENR_FLOW_NAME, ATTENDANCE_WIDTH, day->attendance);
      enr_flow_block_add_cell (block, ENR_FLOW_TEXT, note_width, day->note);
      enr_flow_block_add_cell (block, ENR_FLOW_NAME, STATE_WIDTH,
                               enr_story_entry_state_word (&entry));
    }
  enr_flow_table_take (table, block);
}

static void
draw_feet (EnrDocument *document)
{
  guint n_pages = enr_document_get_n_pages (document);

  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u / %u", i + 1, n_pages);

      draw (enr_document_edit_page (document, i), 8, FALSE, ENR_ALIGN_CENTER, BOTTOM + MM (3),
            MM (5), text);
    }
}

EnrDocument *
enr_child_diary_paper (const EnrChildDiary *self, GError **error)
{
  g_autofree char *title = dup_title (self);
  Printing printing = { .diary = self };
  const EnrFont *font;

  if (self->days->len == 0)
    {
      g_set_error_literal (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY,
                           _ ("There is nothing to print."));
      return NULL;
    }
  font = enr_fonts_find (NULL, NULL, error);
  if (font == NULL)
    return NULL;
  enr_fonts_lock ();
  printing.document = enr_document_new (title, self->facility, PAPER_WIDTH, PAPER_HEIGHT, font);
  {
    EnrDrawnPage *page = enr_document_add_page (printing.document);
    g_autoptr (EnrFlowTable) table
        = enr_flow_table_new (enr_document_get_typeset (printing.document), LEFT, RIGHT, BOTTOM,
                              FALSE, new_page_cb, &printing);

    enr_document_add_outline (printing.document, title);
    enr_flow_table_begin (table, page, draw_head (&printing, page));
    add_rows (&printing, table);
    enr_flow_table_draw (table);
  }
  draw_feet (printing.document);
  enr_fonts_unlock ();
  return printing.document;
}
