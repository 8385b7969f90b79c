/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/papers/paper.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/papers/paper-writings.h"
#include "month/closing.h"
#include "month/fee-month.h"
#include "nursery/card.h"
#include "nursery/facility.h"
#include "nursery/roster.h"
#include "reports/attendance-book.h"
#include "reports/cards.h"
#include "reports/daily-register.h"
#include "reports/fee-list.h"
#include "reports/fee-statement.h"
#include "reports/letter-paper-load.h"
#include "reports/notebook-slips-load.h"
#include "reports/staffing.h"
#include "reports/statistics.h"

EnrPaperRequest *
enr_paper_request_copy (const EnrPaperRequest *self)
{
  return g_memdup2 (self, sizeof *self);
}

EnrPaper *
enr_paper_ref (EnrPaper *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
enr_paper_unref (EnrPaper *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->document, enr_document_unref);
  g_clear_pointer (&self->table, enr_table_free);
  g_clear_pointer (&self->print, enr_writing_print_unref);
  g_clear_pointer (&self->slips, enr_slips_free);
  g_clear_pointer (&self->letters, enr_family_letters_free);
  g_array_unref (self->without_card);
  g_free (self);
}

static gboolean
load_register (EnrDb *db, EnrPaper *self, const EnrUuid *class_id, GError **error)
{
  g_autoptr (EnrForm) form = enr_form_load (ENR_FORM_DAILY_REGISTER, error);
  g_autoptr (EnrCareMonth) care = NULL;
  g_autoptr (EnrDay) day = NULL;

  if (form == NULL)
    return FALSE;
  day = enr_day_load (db, self->request.date, class_id, error);
  if (day == NULL)
    return FALSE;

  self->n_children = day->children->len;
  if (self->n_children > 0 && enr_care_columns_load (form, db, self->request.date, &care, error))
    self->document = enr_daily_register_new (day, care, form, error);
  return self->n_children == 0 || self->document != NULL;
}

static gboolean
load_book (EnrDb *db, EnrPaper *self, const EnrUuid *class_id, GError **error)
{
  g_autoptr (EnrForm) form = enr_form_load (ENR_FORM_ATTENDANCE_BOOK, error);
  g_autoptr (EnrCareMonth) care = NULL;
  g_autoptr (EnrMonth) month = NULL;

  if (form == NULL)
    return FALSE;
  month = enr_month_load (db, self->request.date, class_id, error);
  if (month == NULL)
    return FALSE;

  self->n_children = month->children->len;
  if (self->n_children > 0 && enr_care_columns_load (form, db, self->request.date, &care, error))
    self->document = enr_attendance_book_new (month, care, form, error);
  return self->n_children == 0 || self->document != NULL;
}

/* The child's newest card that has not been revoked: *card is NULL where there is none. */
static gboolean
find_card (EnrDb *db, const EnrUuid *child_id, EnrCard **card, GError **error)
{
  g_autoptr (GPtrArray) cards = enr_card_list (db, child_id, error);

  *card = NULL;
  for (guint i = 0; cards != NULL && i < cards->len && *card == NULL; i++)
    if (((EnrCard *) g_ptr_array_index (cards, i))->revoked_at == ENR_INSTANT_NONE)
      *card = g_ptr_array_steal_index (cards, i);
  return cards != NULL;
}

static gboolean
load_cards (EnrDb *db, EnrPaper *self, const EnrUuid *class_id, GError **error)
{
  g_autoptr (EnrFacility) facility = NULL;
  g_autoptr (GPtrArray) roster = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_card_free);
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) faces = g_array_new (FALSE, TRUE, sizeof (EnrCardFace));

  facility = enr_facility_load (db, error);
  if (facility == NULL)
    return FALSE;
  roster = enr_roster_load (db, self->request.date, ENR_ROSTER_ENROLLED, error);
  if (roster == NULL)
    return FALSE;

  for (guint i = 0; i < roster->len; i++)
    {
      const EnrRosterRow *row = g_ptr_array_index (roster, i);
      EnrCardFace face = { 0 };
      EnrCard *card;

      if (class_id != NULL && !enr_uuid_equal (&row->class_id, class_id))
        continue;
      self->n_children++;
      if (!find_card (db, &row->child->id, &card, error))
        return FALSE;
      if (card == NULL)
        {
          g_array_append_val (self->without_card, row->child->id);
          continue;
        }
      g_ptr_array_add (kept, card);
      g_ptr_array_add (strings, enr_child_dup_name (row->child));
      face.name = g_ptr_array_index (strings, strings->len - 1);
      g_ptr_array_add (strings,
                       g_strdup_printf ("%s %s", row->child->family_kana, row->child->given_kana));
      face.kana = g_ptr_array_index (strings, strings->len - 1);
      face.class_name = row->class_name;
      face.colour = row->class_colour != NULL ? row->class_colour : "";
      face.token = card->token;
      g_array_append_val (faces, face);
    }

  if (faces->len == 0)
    return TRUE;
  self->document = enr_cards_new ((const EnrCardFace *) (gpointer) faces->data, faces->len,
                                  facility->name, error);
  return self->document != NULL;
}

static gboolean
load_statements (EnrDb *db, EnrPaper *self, const EnrUuid *class_id, GError **error)
{
  g_autoptr (EnrFeeMonth) month = enr_fee_month_load (db, self->request.date, NULL, error);

  if (month == NULL)
    return FALSE;
  self->n_children = month->children->len;
  self->has_changed = month->has_changed;
  if (month->families->len > 0)
    self->document = enr_fee_statement_new (month, error);
  return month->families->len == 0 || self->document != NULL;
}

static gboolean
load_fee_list (EnrDb *db, EnrPaper *self, const EnrUuid *class_id, GError **error)
{
  g_autoptr (EnrFeeMonth) month = enr_fee_month_load (db, self->request.date, NULL, error);

  if (month == NULL)
    return FALSE;
  self->n_children = month->children->len;
  self->has_changed = month->has_changed;
  if (month->children->len > 0)
    self->document = enr_fee_list_paper_new (month, class_id, error);
  return month->children->len == 0 || self->document != NULL;
}

static gboolean
load_statistics (EnrDb *db, EnrPaper *self, const EnrUuid *class_id, GError **error)
{
  g_autoptr (EnrMonthlyStatistics) statistics = enr_month_statistics_load (
      db, self->request.date,
      self->request.is_live ? ENR_FIGURES_OF_RECORDS : ENR_FIGURES_OF_CLOSING, error);

  if (statistics == NULL)
    return FALSE;
  self->n_children = enr_monthly_statistics_total (statistics).enrolled_all;
  self->has_changed = statistics->closing.has_changed;
  self->document = enr_statistics_paper_new (statistics, error);
  if (self->document != NULL)
    self->table = enr_statistics_table_new (statistics);
  return self->document != NULL;
}

static gboolean
load_staffing (EnrDb *db, EnrPaper *self, const EnrUuid *class_id, GError **error)
{
  g_autoptr (EnrStaffingDay) day = enr_staffing_day_load (db, self->request.date, error);

  if (day == NULL)
    return FALSE;
  self->document = enr_staffing_paper_new (day, error);
  if (self->document != NULL)
    self->table = enr_staffing_table_new (day);
  return self->document != NULL;
}

static gboolean
load_as_of (EnrDb *db, EnrPaper *self, const EnrUuid *class_id, GError **error)
{
  g_autoptr (EnrAsOf) as_of = enr_as_of_load (db, self->request.date, error);

  if (as_of == NULL)
    return FALSE;
  self->document = enr_as_of_paper_new (as_of, error);
  if (self->document != NULL)
    self->table = enr_as_of_table_new (as_of);
  return self->document != NULL;
}

static gboolean
load_writings (EnrDb *db, EnrPaper *self, const EnrUuid *class_id, GError **error)
{
  return enr_paper_load_writings (db, self, error);
}

static gboolean
load_slips (EnrDb *db, EnrPaper *self, const EnrUuid *class_id, GError **error)
{
  self->slips = enr_slips_load (db, self->request.date, class_id, self->request.is_live, error);
  if (self->slips == NULL)
    return FALSE;
  self->n_children = self->slips->slips->len;
  return TRUE;
}

static gboolean
load_letters (EnrDb *db, EnrPaper *self, const EnrUuid *class_id, GError **error)
{
  self->letters = enr_family_letters_load_one (
      db, self->request.date,
      enr_uuid_is_none (&self->request.letter_id) ? NULL : &self->request.letter_id, class_id,
      error);
  if (self->letters == NULL)
    return FALSE;
  self->n_children = self->letters->copies->len;
  return TRUE;
}

static const struct
{
  const char *id;
  const char *title;
  const char *description;
  EnrPaperPeriod period;
  gboolean has_classes;
  const char *nothing;
  gboolean (*load) (EnrDb *db, EnrPaper *self, const EnrUuid *class_id, GError **error);
} papers[ENR_N_PAPERS] = {
  [ENR_PAPER_DAILY_REGISTER]
  = { "daily-register", N_ ("Daily register"), N_ ("Who came and went on a day, by class"),
      ENR_PAPER_OF_DAY, TRUE, NULL, load_register },
  [ENR_PAPER_ATTENDANCE_BOOK]
  = { "attendance-book", N_ ("Attendance book"), N_ ("A month of attendance with its totals"),
      ENR_PAPER_OF_MONTH, TRUE, NULL, load_book },
  [ENR_PAPER_CARDS] = { "cards", N_ ("Cards"), N_ ("Cards with a QR code for the door"),
                        ENR_PAPER_OF_NO_TIME, TRUE, NULL, load_cards },
  [ENR_PAPER_FEE_STATEMENT]
  = { "fee-statement", N_ ("Fee statements"),
      N_ ("Extended care of a month, a page for each family"), ENR_PAPER_OF_MONTH, FALSE,
      N_ ("Nobody used extended care in that month"), load_statements },
  [ENR_PAPER_FEE_LIST]
  = { "fee-list", N_ ("Fee list"), N_ ("Extended care of a month, by class"), ENR_PAPER_OF_MONTH,
      TRUE, N_ ("Nobody used extended care in that month"), load_fee_list },
  [ENR_PAPER_STATISTICS]
  = { "statistics", N_ ("Monthly statistics"), N_ ("Days, attendance and absences by age"),
      ENR_PAPER_OF_MONTH, FALSE, NULL, load_statistics },
  [ENR_PAPER_STAFFING]
  = { "staffing", N_ ("Staffing"), N_ ("Staff needed and on duty for each half hour of a day"),
      ENR_PAPER_OF_DAY, FALSE, NULL, load_staffing },
  [ENR_PAPER_AS_OF]
  = { "as-of", N_ ("Figures of a day"), N_ ("Capacity, children by age and staff as of a day"),
      ENR_PAPER_OF_DAY, FALSE, NULL, load_as_of },
  [ENR_PAPER_WRITINGS]
  = { "writings", N_ ("Plans and records"),
      N_ ("Diaries of a month, plans of a class: all of a kind at once"), ENR_PAPER_OF_SPAN, TRUE,
      N_ ("There are none of that kind and time"), load_writings },
  [ENR_PAPER_NOTEBOOK_SLIPS]
  = { "notebook-slips", N_ ("Contact notebook"),
      N_ ("Each child's page of a day, four on a sheet to cut"), ENR_PAPER_OF_DAY, TRUE,
      N_ ("Nothing is written in the contact notebook then"), load_slips },
  [ENR_PAPER_LETTERS]
  = { "letters", N_ ("Letters to families"),
      N_ ("The letters of a day, with the list for handing out"), ENR_PAPER_OF_DAY, TRUE,
      N_ ("No letter of that day goes out on paper"), load_letters },
};

const GArray *
enr_paper_get_waiting (const EnrPaper *self)
{
  const GArray *waiting = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->letters != NULL)
    waiting = self->letters->waiting;
  else if (self->slips != NULL)
    waiting = self->slips->waiting;
  return waiting != NULL && waiting->len > 0 ? waiting : NULL;
}

gboolean
enr_paper_is_to_be_made (const EnrPaper *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->document == NULL
         && ((self->print != NULL && enr_writing_print_get_n (self->print) > 0)
             || (self->slips != NULL && self->slips->slips->len > 0)
             || (self->letters != NULL && self->letters->copies->len > 0));
}

gboolean
enr_paper_make (EnrPaper *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!enr_paper_is_to_be_made (self))
    return TRUE;
  if (self->slips != NULL)
    self->document = enr_slips_paper (self->slips, error);
  else if (self->letters != NULL)
    self->document = enr_family_letters_paper (self->letters, error);
  else
    self->document = enr_writing_print_make (self->print, cancellable, error);
  return self->document != NULL;
}

EnrPaperPeriod
enr_paper_period (EnrPaperKind kind)
{
  g_return_val_if_fail (kind < ENR_N_PAPERS, ENR_PAPER_OF_DAY);

  return papers[kind].period;
}

gboolean
enr_paper_has_classes (EnrPaperKind kind)
{
  g_return_val_if_fail (kind < ENR_N_PAPERS, FALSE);

  return papers[kind].has_classes;
}

const char *
enr_paper_nothing (EnrPaperKind kind)
{
  g_return_val_if_fail (kind < ENR_N_PAPERS, NULL);

  return papers[kind].nothing != NULL ? _ (papers[kind].nothing) : NULL;
}

const char *
enr_paper_id (EnrPaperKind kind)
{
  g_return_val_if_fail (kind < ENR_N_PAPERS, NULL);

  return papers[kind].id;
}

gboolean
enr_paper_from_id (const char *id, EnrPaperKind *kind)
{
  for (guint i = 0; i < ENR_N_PAPERS; i++)
    if (g_strcmp0 (papers[i].id, id) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

const char *
enr_paper_title (EnrPaperKind kind)
{
  g_return_val_if_fail (kind < ENR_N_PAPERS, NULL);

  return _ (papers[kind].title);
}

const char *
enr_paper_description (EnrPaperKind kind)
{
  g_return_val_if_fail (kind < ENR_N_PAPERS, NULL);

  return _ (papers[kind].description);
}

gpointer
enr_paper_load (EnrDb *db, gpointer request, GError **error)
{
  g_autoptr (EnrPaper) self = g_new0 (EnrPaper, 1);
  const EnrUuid *class_id;

  g_atomic_ref_count_init (&self->ref_count);
  self->request = *(const EnrPaperRequest *) request;
  self->without_card = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  class_id = enr_uuid_is_none (&self->request.class_id) ? NULL : &self->request.class_id;

  if (!papers[self->request.kind].load (db, self, class_id, error))
    return NULL;
  return g_steal_pointer (&self);
}

gpointer
enr_paper_make_cards (EnrDb *db, gpointer data, GError **error)
{
  const EnrPaperCardsData *cards = data;
  guint n_made;

  if (!enr_card_issue_missing (db, cards->actor, cards->children, cards->n_children, &n_made,
                               error))
    return NULL;
  return GUINT_TO_POINTER (n_made + 1);
}

/* "2026-06" for a month, "2026-04_2026-06" for a quarter, "2026" for a fiscal year. */
static char *
dup_time (const EnrPaperRequest *request)
{
  char iso[ENR_DATE_ISO_LENGTH], until[ENR_DATE_ISO_LENGTH];
  EnrPaperPeriod period = enr_paper_period (request->kind);
  EnrDate last_of_month = enr_date_month_start (request->date, 1) - 1;

  enr_date_iso (request->date, iso);
  if (period == ENR_PAPER_OF_MONTH
      || (period == ENR_PAPER_OF_SPAN && request->until > request->date))
    iso[strlen ("2026-06")] = '\0';
  if (period != ENR_PAPER_OF_SPAN || request->until <= last_of_month)
    return g_strdup (iso);
  if (request->until >= enr_date_month_start (request->date, 11))
    return g_strdup_printf ("%.4s", iso);
  enr_date_iso (request->until, until);
  until[strlen ("2026-06")] = '\0';
  return g_strdup_printf ("%s_%s", iso, until);
}

char *
enr_paper_dup_file_name (const EnrPaperRequest *request, const char *class_name, const char *ending)
{
  gboolean is_writing = request->kind == ENR_PAPER_WRITINGS;
  g_autofree char *time = dup_time (request);
  char *name;

  /* Translators: a part of a file's name: what the records say now, though the month is closed */
  name = g_strdup_printf (
      "%s_%s_%s.%s", is_writing ? request->writing_label : enr_paper_title (request->kind), time,
      request->is_live && !is_writing ? _ ("records of now")
      : class_name != NULL            ? class_name
                                      : _ ("all classes"),
      ending);
  /* What Windows and memory sticks do not take, either. */
  return g_strdelimit (name, "/\\:*?\"<>|\t\n ", '_');
}
