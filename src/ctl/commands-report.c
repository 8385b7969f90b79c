/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * report ...: papers as PDF.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/write.h"
#include "nursery/card.h"
#include "reports/attendance-book.h"
#include "reports/cards.h"
#include "reports/daily-register.h"

static gboolean
run_daily_register (EnrCtl *self, GError **error)
{
  EnrDate date = ENR_DATE_NONE;
  EnrUuid class_id;
  gboolean has_class;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (EnrCareMonth) care = NULL;
  g_autoptr (EnrForm) form = NULL;
  g_autoptr (EnrDocument) document = NULL;

  if (!enr_options_date (self, "date", &date, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  if (db == NULL || !enr_ctl_find_class (self, db, date, &class_id, &has_class, error))
    return FALSE;
  day = enr_day_load (db, date, has_class ? &class_id : NULL, error);
  form = day != NULL ? enr_form_load (ENR_FORM_DAILY_REGISTER, error) : NULL;
  if (form == NULL || !enr_care_columns_load (form, db, date, &care, error))
    return FALSE;
  document = enr_daily_register_new (day, care, form, error);
  return document != NULL && enr_ctl_write_document (self, document, error);
}

static gboolean
run_attendance_book (EnrCtl *self, GError **error)
{
  EnrDate first = ENR_DATE_NONE;
  EnrUuid class_id;
  gboolean has_class;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrMonth) month = NULL;
  g_autoptr (EnrCareMonth) care = NULL;
  g_autoptr (EnrForm) form = NULL;
  g_autoptr (EnrDocument) document = NULL;

  if (!enr_options_month (self, "month", &first, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  if (db == NULL || !enr_ctl_find_class (self, db, first, &class_id, &has_class, error))
    return FALSE;
  month = enr_month_load (db, first, has_class ? &class_id : NULL, error);
  form = month != NULL ? enr_form_load (ENR_FORM_ATTENDANCE_BOOK, error) : NULL;
  if (form == NULL || !enr_care_columns_load (form, db, first, &care, error))
    return FALSE;
  document = enr_attendance_book_new (month, care, form, error);
  return document != NULL && enr_ctl_write_document (self, document, error);
}

/* The newest card that is good, or NULL. */
static const EnrCard *
good_card (const GPtrArray *cards)
{
  for (guint i = 0; i < cards->len; i++)
    {
      const EnrCard *card = g_ptr_array_index (cards, i);

      if (card->revoked_at == ENR_INSTANT_NONE)
        return card;
    }
  return NULL;
}

/* The faces of the cards of today's children; their lists go into @owned. */
static GArray *
collect_faces (EnrDb *db, const EnrDay *day, GPtrArray *owned, guint *n_without, GError **error)
{
  g_autoptr (GArray) faces = g_array_new (FALSE, TRUE, sizeof (EnrCardFace));

  *n_without = 0;
  for (guint i = 0; i < day->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);
      GPtrArray *cards = enr_card_list (db, &child->child_id, error);
      const EnrCard *card;
      EnrCardFace face = { child->name, child->kana, "", "", NULL };

      if (cards == NULL)
        return NULL;
      g_ptr_array_add (owned, cards);
      card = good_card (cards);
      if (card == NULL)
        {
          ++*n_without;
          continue;
        }
      if (child->class_index < day->classes->len)
        {
          face.class_name = g_array_index (day->classes, EnrDayClass, child->class_index).name;
          face.colour = g_array_index (day->classes, EnrDayClass, child->class_index).colour;
        }
      face.token = card->token;
      g_array_append_val (faces, face);
    }
  return g_steal_pointer (&faces);
}

static gboolean
run_cards (EnrCtl *self, GError **error)
{
  EnrDate today = enr_clock_today ();
  EnrUuid class_id;
  gboolean has_class;
  guint n_without = 0;
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (GArray) faces = NULL;
  g_autoptr (EnrDocument) document = NULL;

  if (db == NULL || !enr_ctl_find_class (self, db, today, &class_id, &has_class, error))
    return FALSE;
  day = enr_day_load (db, today, has_class ? &class_id : NULL, error);
  faces = day != NULL ? collect_faces (db, day, owned, &n_without, error) : NULL;
  if (faces == NULL)
    return FALSE;
  if (n_without > 0)
    enr_ctl_warn (ngettext ("%u child has no card; “enrokuctl card issue-missing” makes it.",
                            "%u children have no card; “enrokuctl card issue-missing” makes "
                            "them.",
                            n_without),
                  n_without);
  document
      = enr_cards_new ((const EnrCardFace *) faces->data, faces->len, day->facility_name, error);
  return document != NULL && enr_ctl_write_document (self, document, error);
}

static const EnrCtlOption daily_options[] = {
  ENR_OPTION_DATE,
  ENR_OPTION_CLASS,
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

static const EnrCtlOption month_options[] = {
  { "month", ENR_OPTION_TEXT, TRUE, N_ ("YYYY-MM"), N_ ("the month: 2026-06, 令和8年6月") },
  ENR_OPTION_CLASS,
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

static const EnrCtlOption card_options[] = {
  ENR_OPTION_CLASS,
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

static char *
dup_form_help (void)
{
  return g_strdup (
      _ ("The paper follows the form description in $XDG_DATA_HOME/enroku/forms, or the "
         "built-in one. SOURCE_DATE_EPOCH sets the PDF's creation date."));
}

const EnrCtlCommand enr_ctl_report_commands[] = {
  { "report daily-register", NULL, N_ ("Write a day's register (登降園簿) as PDF."), daily_options,
    run_daily_register, dup_form_help },
  { "report attendance-book", NULL, N_ ("Write a month's attendance book (出席簿) as PDF."),
    month_options, run_attendance_book, dup_form_help },
  { "report cards", NULL, N_ ("Write the cards for the door as PDF, ten on a sheet."), card_options,
    run_cards, NULL },
  { NULL },
};
