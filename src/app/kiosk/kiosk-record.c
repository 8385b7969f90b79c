/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Nothing is called recorded before its commit has returned. Every tap and card is handed to the
 * store at once, whose writer does them in order; what came of them is shown in turn.
 */
#include "config.h"

#include "app/kiosk/kiosk-window-inner.h"

#include <glib/gi18n.h>

#include "app/kiosk/kiosk-tile.h"
#include "nursery/error.h"

void
enr_kiosk_result_free (EnrKioskResult *result)
{
  enr_kiosk_punch_free (result->request);
  enr_kiosk_outcome_free (result->outcome);
  g_clear_error (&result->error);
  g_free (result);
}

static void
forget_facts (EnrKioskWindow *self)
{
  enr_kiosk_facts_reset (&self->facts);
  enr_kiosk_window_update_last (self);
  enr_kiosk_window_update_actions (self);
}

/*
 * What came of it
 */

static void
show_notice (EnrKioskWindow *self,
             EnrKioskTone tone,
             const char *name,
             const char *heading,
             const char *body,
             const char *cause)
{
  enr_kiosk_notice_show (self->notice, tone, name, heading, body, cause, self->retry != NULL);
  enr_kiosk_window_update_actions (self);
  enr_kiosk_window_show_page (
      self, "notice", tone == ENR_KIOSK_TONE_FAILURE ? self->times.failure : self->times.home);
  gtk_widget_grab_focus (GTK_WIDGET (self->notice));
}

static char *
dup_name_of (EnrKioskWindow *self, const EnrUuid *child_id)
{
  const EnrDayChild *child = self->scene != NULL ? enr_day_find (self->scene->day, child_id) : NULL;

  return child != NULL ? enr_kiosk_dup_name (child) : NULL;
}

static void
show_failure (EnrKioskWindow *self, const EnrKioskPunch *request, const GError *error)
{
  g_autofree char *name = dup_name_of (self, &request->child_id);
  g_autofree char *cause = enr_error_describe (error);
  const char *heading = _ ("It was not recorded");
  const char *body = _ ("Please tell a member of staff.");
  /* Where the disk or another program was in the way, the same may go well in a moment. */
  gboolean may_help = error->domain == ENR_DB_ERROR
                      && !g_error_matches (error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND);

  if (g_error_matches (error, ENR_DB_ERROR, ENR_DB_ERROR_UNCERTAIN))
    heading = _ ("It is not certain that it was recorded");
  else if (request->token != NULL
           && g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN))
    {
      heading = _ ("This card cannot be used");
      body = _ ("Nothing was recorded. Please tell a member of staff.");
    }
  g_clear_pointer (&self->retry, enr_kiosk_punch_free);
  if (may_help)
    self->retry = enr_kiosk_punch_copy (request);
  enr_kiosk_window_beep (self, ENR_KIOSK_FAILURE_BEEPS);
  show_notice (self, ENR_KIOSK_TONE_FAILURE, name, heading, body, cause);
}

static void
show_facts (EnrKioskWindow *self, const EnrKioskFacts *facts)
{
  enr_kiosk_confirm_show (self->confirm, facts);
  enr_kiosk_window_update_actions (self);
  enr_kiosk_window_show_page (self, "confirm",
                              enr_kiosk_confirm_asks_who (self->confirm) ? self->times.choose
                                                                         : self->times.home);
  gtk_widget_grab_focus (GTK_WIDGET (self->confirm));
}

static void
show_repeat (EnrKioskWindow *self, const EnrKioskOutcome *outcome)
{
  EnrKioskFacts repeat;

  /* The same card once more before the confirmation has gone: it stays. */
  if (enr_kiosk_window_is_on (self, "confirm") && enr_kiosk_facts_can_undo (&self->facts)
      && enr_kiosk_facts_has (&self->facts, &outcome->child_id))
    {
      show_facts (self, &self->facts);
      return;
    }
  enr_kiosk_window_beep (self, ENR_KIOSK_FAILURE_BEEPS);
  enr_kiosk_facts_init (&repeat);
  enr_kiosk_facts_add (&repeat, outcome, "", TRUE);
  show_facts (self, &repeat);
  enr_kiosk_facts_clear (&repeat);
}

static void
show_outcome (EnrKioskWindow *self, const EnrKioskPunch *request, const EnrKioskOutcome *outcome)
{
  g_clear_pointer (&self->retry, enr_kiosk_punch_free);
  if (outcome->day == NULL || enr_day_find (outcome->day, &outcome->child_id) == NULL)
    {
      g_autofree char *text = enr_kiosk_fact_dup_text (&outcome->punch);
      g_autofree char *name = dup_name_of (self, &outcome->child_id);

      forget_facts (self);
      enr_kiosk_window_beep (self, 1);
      show_notice (self, ENR_KIOSK_TONE_GOOD, name, text, NULL, NULL);
      return;
    }
  if (outcome->punch.is_repeat)
    {
      show_repeat (self, outcome);
      return;
    }
  enr_kiosk_facts_add (&self->facts, outcome, request->collected_by,
                       enr_kiosk_window_is_on (self, "confirm")
                           && enr_kiosk_facts_go_with (&self->facts, outcome));
  self->facts.undo_until = enr_kiosk_after (self->times.undo);
  enr_kiosk_window_beep (self, 1);
  show_facts (self, &self->facts);
}

/* Each of several at once is on the screen long enough to be seen; a family's are one. */
static gboolean
must_wait (EnrKioskWindow *self, const EnrKioskResult *next)
{
  gint64 least = self->times.show * G_TIME_SPAN_MILLISECOND;

  if (enr_kiosk_window_is_on (self, "notice"))
    return g_get_monotonic_time () < self->shown_at + 2 * least;
  if (!enr_kiosk_window_is_on (self, "confirm"))
    return FALSE;
  if (next->outcome != NULL
      && (enr_kiosk_facts_go_with (&self->facts, next->outcome)
          || enr_kiosk_facts_has (&self->facts, &next->outcome->child_id)))
    return FALSE;
  return g_get_monotonic_time () < self->shown_at + least;
}

void
enr_kiosk_window_show_next_result (EnrKioskWindow *self)
{
  EnrKioskResult *result = g_queue_peek_head (&self->results);

  if (result == NULL || must_wait (self, result))
    return;
  g_queue_pop_head (&self->results);
  if (result->outcome != NULL)
    show_outcome (self, result->request, result->outcome);
  else
    show_failure (self, result->request, result->error);
  enr_kiosk_result_free (result);
}

/*
 * Writing
 */

typedef struct
{
  EnrKioskWindow *self;
  EnrKioskPunch *request;
} Call;

static void
begin_writing (EnrKioskWindow *self)
{
  self->n_writing++;
  if (self->busy_at == 0)
    self->busy_at = enr_kiosk_after (self->times.busy);
  enr_kiosk_window_update_actions (self);
  enr_kiosk_window_ensure_beat (self);
}

/* FALSE where the window is gone. */
static gboolean
end_writing (EnrKioskWindow *self)
{
  self->n_writing--;
  self->busy_at = self->n_writing > 0 ? enr_kiosk_after (self->times.busy) : 0;
  if (g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  enr_kiosk_window_update_actions (self);
  return TRUE;
}

static void
punched_cb (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autofree Call *call = user_data;
  g_autoptr (EnrKioskWindow) self = call->self;
  EnrKioskResult *result = g_new0 (EnrKioskResult, 1);

  result->request = call->request;
  result->outcome = enr_store_finish (ENR_STORE (source), async_result, &result->error);
  if (!end_writing (self))
    {
      enr_kiosk_result_free (result);
      return;
    }
  g_queue_push_tail (&self->results, result);
  enr_kiosk_window_show_next_result (self);
  enr_kiosk_window_ensure_beat (self);
}

void
enr_kiosk_window_submit (EnrKioskWindow *self, EnrKioskPunch *request)
{
  Call *call = g_new0 (Call, 1);

  call->self = g_object_ref (self);
  call->request = enr_kiosk_punch_copy (request);
  begin_writing (self);
  enr_store_write_async (self->store, enr_kiosk_punch, request,
                         (GDestroyNotify) enr_kiosk_punch_free,
                         (GDestroyNotify) enr_kiosk_outcome_free, punched_cb, call);
}

static void
retracted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrKioskWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = enr_store_finish (ENR_STORE (source), result, &error) != NULL;
  g_autofree char *name = NULL;

  if (!end_writing (self))
    return;
  if (self->facts.facts->len > 0)
    name = dup_name_of (self, &enr_kiosk_facts_newest (&self->facts)->child_id);
  g_clear_pointer (&self->retry, enr_kiosk_punch_free);
  forget_facts (self);
  if (is_done)
    show_notice (self, ENR_KIOSK_TONE_UNDONE, name, C_ ("door", "Taken back"), NULL, NULL);
  else
    {
      g_autofree char *cause = enr_error_describe (error);

      enr_kiosk_window_beep (self, ENR_KIOSK_FAILURE_BEEPS);
      show_notice (self, ENR_KIOSK_TONE_FAILURE, name, _ ("It could not be taken back"),
                   _ ("Please tell a member of staff."), cause);
    }
}

static void
collected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrKioskWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) made = enr_store_finish (ENR_STORE (source), result, &error);

  if (!end_writing (self))
    return;
  /* The departure stands in any case; only who collected may be missing. */
  if (made != NULL)
    enr_kiosk_facts_replace (&self->facts, made);
  if (made == NULL || made->len < self->facts.facts->len)
    {
      g_autofree char *cause = error != NULL ? enr_error_describe (error) : NULL;

      g_free (self->facts.collected_by);
      self->facts.collected_by = g_strdup ("");
      g_clear_pointer (&self->retry, enr_kiosk_punch_free);
      enr_kiosk_window_beep (self, ENR_KIOSK_FAILURE_BEEPS);
      show_notice (self, ENR_KIOSK_TONE_FAILURE, NULL, _ ("Who collects was not recorded"),
                   _ ("The departure is recorded. Please tell a member of staff."), cause);
      return;
    }
  self->facts.undo_until = enr_kiosk_after (self->times.undo);
  show_facts (self, &self->facts);
}

static void
collect (EnrKioskWindow *self, const char *who)
{
  if (self->facts.facts->len == 0 || self->n_writing > 0)
    return;
  g_free (self->facts.collected_by);
  self->facts.collected_by = g_strdup (who);
  begin_writing (self);
  enr_store_write_async (self->store, enr_kiosk_collect, enr_kiosk_facts_sequel (&self->facts, who),
                         (GDestroyNotify) enr_kiosk_sequel_free, (GDestroyNotify) g_array_unref,
                         collected_cb, g_object_ref (self));
}

/*
 * Actions
 */

static void
punch_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (widget);
  EnrUuid id;

  /* A second tap on a tile, while the first is being written, is a repeat by the lock time. */
  if (enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    enr_kiosk_window_submit (self, enr_kiosk_punch_new (&id, NULL,
                                                        enr_kiosk_window_is_on (self, "confirm")
                                                            ? self->facts.collected_by
                                                            : NULL));
}

static void
collect_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  collect (ENR_KIOSK_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
other_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (widget);

  enr_kiosk_window_beep (self, ENR_KIOSK_FAILURE_BEEPS);
  enr_kiosk_window_show_page (self, "other", 0);
  gtk_widget_grab_focus (self->other_back_button);
}

static void
other_confirmed_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  /* The record's language is Japanese, whatever the interface's is. */
  collect (ENR_KIOSK_WINDOW (widget), "その他");
}

static void
back_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (widget);

  if (enr_kiosk_facts_can_undo (&self->facts))
    show_facts (self, &self->facts);
  else
    enr_kiosk_window_show_start (self);
}

static void
undo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (widget);

  if (!enr_kiosk_facts_can_undo (&self->facts) || self->n_writing > 0)
    return;
  begin_writing (self);
  enr_store_write_async (
      self->store, enr_kiosk_retract, enr_kiosk_facts_sequel (&self->facts, NULL),
      (GDestroyNotify) enr_kiosk_sequel_free, NULL, retracted_cb, g_object_ref (self));
}

static void
retry_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (widget);

  if (self->retry == NULL || self->n_writing > 0)
    return;
  /* The failure has been seen; what comes next may be shown at once. */
  self->shown_at = 0;
  enr_kiosk_window_submit (self, g_steal_pointer (&self->retry));
}

void
enr_kiosk_window_install_record_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "kiosk.punch", "s", punch_action);
  gtk_widget_class_install_action (widget_class, "kiosk.collect", "s", collect_action);
  gtk_widget_class_install_action (widget_class, "kiosk.other", NULL, other_action);
  gtk_widget_class_install_action (widget_class, "kiosk.other-confirmed", NULL,
                                   other_confirmed_action);
  gtk_widget_class_install_action (widget_class, "kiosk.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "kiosk.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "kiosk.retry", NULL, retry_action);
}
