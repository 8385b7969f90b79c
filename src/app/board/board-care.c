/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Extended care on the board: what is billed for those who have left, what it would be for those
 * who are still here. It is read after the day, so that a day does not wait for it.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/board/board-page-private.h"
#include "base/clock.h"
#include "base/yen.h"
#include "fees/rule-text.h"

#define MINUTE_SECONDS 15 /* a minute is shown at most so late */

static char *
dup_charge_tooltip (const EnrCharge *charge)
{
  g_autofree char *working = enr_charge_dup_working (charge);

  if (*charge->reason == '\0')
    return g_steal_pointer (&working);
  return g_strconcat (working, "\n", charge->reason, NULL);
}

static char *
dup_estimate (const EnrCareResult *result)
{
  g_autofree char *yen = enr_yen_dup (result->amount);

  /* Translators: minutes of extended care and their price, if the child left now */
  return g_strdup_printf (_ ("now %d min %s"), result->minutes, yen);
}

void
enr_board_page_show_care_of (EnrBoardPage *self, EnrBoardItem *item)
{
  const EnrDayChild *child = enr_board_item_get_child (item);
  EnrDate date = enr_board_item_get_day (item)->date;
  g_autofree char *text = NULL;
  g_autofree char *working = NULL;
  const EnrCharge *charge;
  EnrCareResult result;
  int now;

  if (child == NULL || self->care == NULL || self->care->date != date)
    return;
  now = enr_instant_minutes (enr_clock_now (), date);
  charge = enr_care_day_find (self->care, &child->child_id);
  if (charge != NULL)
    {
      text = enr_care_dup_sum (charge->minutes, charge->amount);
      working = dup_charge_tooltip (charge);
    }
  else if (child->status == ENR_STATUS_PRESENT
           && enr_care_day_is_extended (self->care, &child->child_id, now)
           && enr_care_day_estimate (self->care, &child->child_id, now, &result))
    {
      text = dup_estimate (&result);
      working = enr_working_dup_text (result.parts, result.n_parts);
    }
  enr_board_item_set_extended (item, text, working);
}

static void
show_care (EnrBoardPage *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      g_autoptr (EnrBoardItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      enr_board_page_show_care_of (self, item);
    }
}

static gboolean
minute_cb (gpointer data)
{
  show_care (data);
  return G_SOURCE_CONTINUE;
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  return enr_care_day_load (db, GPOINTER_TO_INT (data), error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrBoardPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCareDay) care = enr_store_finish (ENR_STORE (source), result, &error);

  if (care == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  if (self->session == NULL || care->date != enr_session_get_date (self->session))
    return;

  g_clear_pointer (&self->care, enr_care_day_unref);
  self->care = g_steal_pointer (&care);
  show_care (self);
  if (!enr_care_day_has_rules (self->care))
    g_clear_handle_id (&self->minute_source, g_source_remove);
  else if (self->minute_source == 0)
    self->minute_source = g_timeout_add_seconds (MINUTE_SECONDS, minute_cb, self);
}

void
enr_board_page_load_care (EnrBoardPage *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load,
                        GINT_TO_POINTER (enr_session_get_date (self->session)), NULL,
                        (GDestroyNotify) enr_care_day_unref, self->cancellable, loaded_cb,
                        g_object_ref (self));
}
