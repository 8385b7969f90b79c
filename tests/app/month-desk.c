/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "month-desk.h"

#include "app/month/month-page.h"
#include "attendance/closing.h"
#include "attendance/entry.h"
#include "fees/decision.h"
#include "fees/rule.h"
#include "nursery/error.h"

/* The month that is closed: the one before the day on which the office sits down to it. */
EnrDate month_desk_june;

static EnrActor office;

static gpointer
make_rule (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();

  g_free (rule->name);
  rule->name = g_strdup ("延長保育");
  rule->first = enr_date_new (2026, 4, 1);
  rule->n_bands = 1;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, 18 * 60, 27 * 60, 0, 0, 30, 100 };
  return GINT_TO_POINTER (enr_care_rule_save (db, &office, rule, error));
}

static gpointer
load_state (EnrDb *db, gpointer data, GError **error)
{
  return enr_month_state_load (db, month_desk_june, error);
}

EnrMonthState *
month_desk_read_state (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  EnrMonthState *state = enr_test_read (desk->store, load_state, NULL, &error);

  g_assert_no_error (error);
  return state;
}

/* A closed day is opened where something of it is entered. */
static void
open_day (EnrDb *db, EnrDate day)
{
  g_autoptr (GError) error = NULL;

  if (!enr_day_reopen (db, &office, day, "記入もれ", &error))
    g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
}

static void
settle_item (EnrDb *db, const EnrMonthItem *item)
{
  g_autoptr (GError) error = NULL;
  EnrEntryAbsence absence = { "sick", "", "" };
  EnrEntryTimes times = { ENR_MINUTES_KEEP, 17 * 60, NULL };

  if (item->kind == ENR_MONTH_NO_WORD)
    {
      open_day (db, item->day);
      enr_entry_set_absence (db, &office, &item->child_id, item->day, &absence, &error);
    }
  else if (item->kind == ENR_MONTH_NO_DEPARTURE)
    {
      open_day (db, item->day);
      enr_entry_set_times (db, &office, &item->child_id, item->day, &times, "打刻忘れ", &error);
    }
  g_assert_no_error (error);
}

/* Everything but the charges. */
gpointer
month_desk_settle (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrMonthState) before = enr_month_state_load (db, month_desk_june, error);
  g_autoptr (EnrMonthState) after = NULL;

  for (guint i = 0; i < before->items->len; i++)
    settle_item (db, &g_array_index (before->items, EnrMonthItem, i));
  after = enr_month_state_load (db, month_desk_june, error);
  for (guint i = 0; i < after->items->len; i++)
    {
      const EnrMonthItem *item = &g_array_index (after->items, EnrMonthItem, i);

      if (item->kind == ENR_MONTH_DAY_NOT_CLOSED)
        enr_day_close (db, &office, item->day, NULL, NULL);
    }
  return GINT_TO_POINTER (TRUE);
}

/* The first child who has a charge, and its day. */
static EnrChargeSeen first_charge;

/* The child stayed longer than was written down: a unit more. */
gpointer
month_desk_correct_punch (EnrDb *db, gpointer data, GError **error)
{
  EnrEntryTimes times = { ENR_MINUTES_KEEP, 20 * 60, NULL };

  open_day (db, first_charge.day);
  return GINT_TO_POINTER (enr_entry_set_times (db, &office, &first_charge.child_id,
                                               first_charge.day, &times, "打刻の訂正", error)
                          && enr_day_close (db, &office, first_charge.day, NULL, error));
}

void
month_desk_write (Desk *desk, EnrStoreFunc func)
{
  g_autoptr (GError) error = NULL;

  enr_test_write (desk->store, func, NULL, &error);
  g_assert_no_error (error);
}

void
month_desk_begin (Desk *desk)
{
  g_autoptr (EnrMonthState) state = NULL;
  const EnrCharge *charge;
  EnrStore *store;

  office = enr_actor (ENR_ACTOR_OFFICE, "office");
  enr_test_set_now ("2026-07-01T10:00");
  month_desk_june = enr_date_new (2026, 6, 1);
  store = enr_test_store_new_sample (N_CHILDREN, 35);
  desk_begin (desk, store, ENR_TYPE_MONTH_PAGE);
  month_desk_write (desk, make_rule);
  enr_session_set_date (desk->session, month_desk_june + 9);
  state = month_desk_read_state (desk);
  charge = &g_array_index (state->care->charges, EnrCharge, 0);
  first_charge = (EnrChargeSeen){ charge->child_id, charge->day, charge->kind, charge->amount };
}

void
month_desk_wait_text (GtkWidget *root, const char *text)
{
  enr_test_wait_until (enr_test_shows (root, text), LONG);
}

guint
month_desk_count_rows (Desk *desk, const char *list)
{
  GtkSelectionModel *model
      = gtk_list_view_get_model (GTK_LIST_VIEW (enr_test_find_id (desk->window, list)));

  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

void
month_desk_wait_loaded (Desk *desk)
{
  month_desk_wait_text (desk->window, "令和8年6月");
  enr_test_wait_until (month_desk_count_rows (desk, "list") > 0, LONG);
}

void
month_desk_assert_fits (Desk *desk)
{
  int width;
  int height;

  gtk_widget_measure (desk->page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 870);
  gtk_widget_measure (desk->page, GTK_ORIENTATION_VERTICAL, 870, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, <=, 500);
}
