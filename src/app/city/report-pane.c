/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/city/report-pane.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "app/board/reason-dialog.h"
#include "base/clock.h"
#include "submission/submission.h"

struct _EnrReportPane
{
  AdwBin parent_instance;

  /* template */
  GtkStack *stack;
  GtkLabel *title;
  GtkLabel *state;
  GtkWidget *problem_box;
  GtkLabel *problem;
  GtkLabel *text;
  GtkWidget *place_button;
  GtkWidget *release_button;
  GtkWidget *resend_button;
  GtkWidget *withdraw_button;
  GtkWidget *receipt_button;

  /* owned */
  EnrSession *session;
  GCancellable *loading;
  char *event_id;
  char *place; /* where what is wrong is mended: an action of the window with its target; NULL for
                  none */
  GBytes *receipt;
};

G_DEFINE_FINAL_TYPE (EnrReportPane, enr_report_pane, ADW_TYPE_BIN)

typedef struct
{
  EnrOutboxRow *row;
  char *text;
  EnrSubmissionFault *fault; /* NULL for none */
  GBytes *receipt;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  if (loaded == NULL)
    return;
  enr_outbox_row_free (loaded->row);
  g_free (loaded->text);
  enr_submission_fault_free (loaded->fault);
  g_clear_pointer (&loaded->receipt, g_bytes_unref);
  g_free (loaded);
}

const char *
enr_report_state_label (EnrSending sending)
{
  switch (sending)
    {
    case ENR_SENDING_OWED:
      return _ ("Saved here, on its way");
    case ENR_SENDING_ACCEPTED:
      return _ ("The city has it");
    case ENR_SENDING_REVIEW:
      return _ ("The city has it and is looking at it");
    case ENR_SENDING_QUARANTINED:
      return _ ("Set aside: please look");
    case ENR_SENDING_SUPERSEDED:
      return _ ("A newer one goes instead");
    case ENR_SENDING_WITHDRAWN:
      return _ ("Taken back");
    case ENR_SENDING_HELD:
      return _ ("Waits for your word");
    case ENR_N_SENDINGS:
    default:
      return "";
    }
}

/* Whose word it is, and which report it is about. */
static char *
dup_from (const EnrQuestion *question)
{
  g_autofree char *about = NULL;

  if (*question->type == '\0')
    return g_strdup (_ ("From the city"));
  about = enr_submission_dup_title (question->type, question->subject);
  return g_strdup_printf ("%s　%s", _ ("From the city"), about);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const char *event_id = data;
  g_autoptr (GBytes) bytes = NULL;
  Loaded *loaded = g_new0 (Loaded, 1);
  g_autoptr (GError) local_error = NULL;

  loaded->row = enr_outbox_get (db, event_id, &bytes, error);
  if (loaded->row == NULL || (loaded->text = enr_submission_describe (bytes, error)) == NULL)
    {
      loaded_free (loaded);
      return NULL;
    }
  if (loaded->row->problem != NULL)
    loaded->fault = enr_submission_explain (db, bytes, loaded->row->problem, &local_error);
  g_clear_error (&local_error);
  loaded->receipt = enr_outbox_get_receipt (db, loaded->row->no, NULL, NULL, &local_error);
  return loaded;
}

/*
 * Showing
 */

static char *
dup_state (const EnrOutboxRow *row)
{
  const char *label = enr_report_state_label (row->sending);
  EnrInstant at;
  g_autofree char *day = NULL;
  char time[6];

  if (row->settled_ms == 0)
    return g_strdup (label);
  at = row->settled_ms / 1000;
  day = enr_date_dup_era_weekday (enr_instant_civil_date (at));
  enr_minutes_format (enr_instant_minutes (at, enr_instant_civil_date (at)), time);
  if (row->recv_seq == 0)
    return g_strdup_printf ("%s　%s %s", label, day, time);
  /* Translators: the state of a report, since when, and the city's number for it (受付番号) */
  return g_strdup_printf (_ ("%s　%s %s　No. %" PRId64 " at the city"), label, day, time,
                          row->recv_seq);
}

/* The window's action that leads to where it is mended; NULL where there is no such place. */
static char *
dup_place (const EnrSubmissionFault *fault)
{
  char id[ENR_UUID_STRING_LENGTH];

  switch (fault->place)
    {
    case ENR_PLACE_CHILD:
      return g_strdup_printf ("win.child::%s", enr_uuid_format (&fault->id, id));
    case ENR_PLACE_DAY:
      return g_strdup_printf ("win.board(%d)", fault->day);
    case ENR_PLACE_MONTH:
      return g_strdup ("win.page::month");
    case ENR_PLACE_FACILITY:
      return g_strdup ("win.page::settings");
    case ENR_PLACE_VACANCY:
      return g_strdup ("win.city::vacancy");
    case ENR_PLACE_OUTBREAK:
      return g_strdup ("win.city::outbreak");
    case ENR_PLACE_DOCUMENT:
    case ENR_PLACE_NONE:
    default:
      return NULL;
    }
}

static void
show (EnrReportPane *self, Loaded *loaded)
{
  const EnrOutboxRow *row = loaded->row;
  g_autofree char *title = enr_submission_dup_title (row->type, row->subject);
  g_autofree char *state = dup_state (row);
  gboolean is_open = row->sending == ENR_SENDING_OWED || row->sending == ENR_SENDING_HELD
                     || row->sending == ENR_SENDING_QUARANTINED;

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->state, state);
  gtk_label_set_text (self->problem, loaded->fault != NULL ? loaded->fault->words : "");
  gtk_widget_set_visible (self->problem_box, loaded->fault != NULL);
  gtk_label_set_text (self->text, loaded->text);
  g_free (self->place);
  self->place = loaded->fault != NULL ? dup_place (loaded->fault) : NULL;
  g_clear_pointer (&self->receipt, g_bytes_unref);
  self->receipt = g_steal_pointer (&loaded->receipt);
  gtk_widget_set_visible (self->place_button, self->place != NULL);
  gtk_widget_set_visible (self->release_button, row->sending == ENR_SENDING_HELD);
  gtk_widget_set_visible (self->resend_button, row->sending == ENR_SENDING_QUARANTINED);
  gtk_widget_set_visible (self->withdraw_button, is_open);
  gtk_widget_set_visible (self->receipt_button, self->receipt != NULL);
  gtk_stack_set_visible_child_name (self->stack, "report");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrReportPane) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = enr_store_finish (ENR_STORE (source), result, &error);

  if (loaded == NULL)
    {
      if (self->session != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  if (self->session != NULL && g_strcmp0 (self->event_id, loaded->row->event_id) == 0)
    show (self, loaded);
  loaded_free (loaded);
}

static void
stop_loading (EnrReportPane *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

void
enr_report_pane_show_event (EnrReportPane *self, const char *event_id)
{
  char *id = g_strdup (event_id);

  g_return_if_fail (ENR_IS_REPORT_PANE (self));

  stop_loading (self);
  g_free (self->event_id);
  self->event_id = id;
  self->loading = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load, g_strdup (event_id), g_free,
                        loaded_free, self->loading, loaded_cb, g_object_ref (self));
}

void
enr_report_pane_clear (EnrReportPane *self)
{
  g_return_if_fail (ENR_IS_REPORT_PANE (self));

  stop_loading (self);
  g_clear_pointer (&self->event_id, g_free);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

/*
 * Doing
 */

typedef struct
{
  const EnrActor *actor;
  char *event_id;
  char *reason;
  gint64 cursor;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_free (act->event_id);
  g_free (act->reason);
  g_free (act);
}

static gpointer
run_release (EnrDb *db, gpointer data, GError **error)
{
  const Act *act = data;
  const char *ids[] = { act->event_id, NULL };

  return GINT_TO_POINTER (enr_outbox_release (db, act->actor, ids, error));
}

static gpointer
run_resend (EnrDb *db, gpointer data, GError **error)
{
  const Act *act = data;

  return GINT_TO_POINTER (enr_outbox_resend (db, act->actor, act->event_id, error));
}

static gpointer
run_withdraw (EnrDb *db, gpointer data, GError **error)
{
  const Act *act = data;

  return GINT_TO_POINTER (enr_outbox_withdraw (db, act->actor, act->event_id, act->reason, error));
}

static gpointer
run_seen (EnrDb *db, gpointer data, GError **error)
{
  const Act *act = data;

  return GINT_TO_POINTER (
      enr_question_set_seen (db, act->cursor, enr_clock_now_us () / 1000, error));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrReportPane) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL && self->session != NULL)
    enr_session_fail (self->session, error);
}

static void
act (EnrReportPane *self, EnrStoreFunc func, const char *reason, gint64 cursor)
{
  Act *act = g_new0 (Act, 1);

  act->actor = enr_session_get_actor (self->session);
  act->event_id = g_strdup (self->event_id);
  act->reason = g_strdup (reason);
  act->cursor = cursor;
  enr_store_write_async (enr_session_get_store (self->session), func, act, act_free, NULL, done_cb,
                         g_object_ref (self));
}

static void
simple_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrReportPane *self = ENR_REPORT_PANE (widget);

  if (self->event_id != NULL)
    act (self, g_str_equal (name, "report.release") ? run_release : run_resend, NULL, 0);
}

/* Whom the reason is asked for: another may be looked at when it comes. */
typedef struct
{
  EnrReportPane *pane;
  char *event_id;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->pane);
  g_free (asked->event_id);
  g_free (asked);
}

static void
withdraw_cb (const char *reason, gpointer user_data)
{
  Asked *asked = user_data;
  EnrReportPane *self = asked->pane;

  if (self->session != NULL && g_strcmp0 (self->event_id, asked->event_id) == 0)
    act (self, run_withdraw, reason, 0);
}

static void
withdraw_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrReportPane *self = ENR_REPORT_PANE (widget);
  Asked *asked;

  if (self->event_id == NULL)
    return;
  asked = g_new0 (Asked, 1);
  asked->pane = g_object_ref (self);
  asked->event_id = g_strdup (self->event_id);
  enr_reason_dialog_show (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Take this report back"),
                          _ ("It is not sent then. What is recorded here stays as it is."),
                          withdraw_cb, asked, asked_free);
}

static void
place_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrReportPane *self = ENR_REPORT_PANE (widget);
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = NULL;

  if (self->place != NULL && g_action_parse_detailed_name (self->place, &action, &target, NULL))
    gtk_widget_activate_action_variant (widget, action, target);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrReportPane) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error)
      && self->session != NULL)
    enr_session_fail (self->session, error);
}

static void
chosen_cb (EnrReportPane *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  if (file != NULL && self->receipt != NULL)
    g_file_replace_contents_bytes_async (file, self->receipt, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         saved_cb, g_object_ref (self));
  gtk_native_dialog_destroy (dialog);
}

static void
receipt_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrReportPane *self = ENR_REPORT_PANE (widget);
  g_autoptr (GtkFileChooserNative) dialog = NULL;
  g_autofree char *file_name = NULL;

  if (self->receipt == NULL)
    return;
  file_name = g_strdup_printf ("%s.json", gtk_label_get_text (self->title));
  g_strdelimit (file_name, "/\\", '-');
  dialog = gtk_file_chooser_native_new (_ ("Save the city's receipt"),
                                        GTK_WINDOW (gtk_widget_get_root (widget)),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (g_object_ref (dialog)));
}

void
enr_report_pane_show_question (EnrReportPane *self, const EnrQuestion *question)
{
  g_autofree char *from = dup_from (question);

  g_return_if_fail (ENR_IS_REPORT_PANE (self));

  enr_report_pane_clear (self);
  gtk_label_set_text (self->title, question->title);
  gtk_label_set_text (self->state, from);
  gtk_label_set_text (self->text, question->text);
  gtk_widget_set_visible (self->problem_box, FALSE);
  gtk_widget_set_visible (self->place_button, FALSE);
  gtk_widget_set_visible (self->release_button, FALSE);
  gtk_widget_set_visible (self->resend_button, FALSE);
  gtk_widget_set_visible (self->withdraw_button, FALSE);
  gtk_widget_set_visible (self->receipt_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "report");
  if (question->seen_ms == 0)
    act (self, run_seen, NULL, question->cursor);
}

static void
enr_report_pane_dispose (GObject *object)
{
  EnrReportPane *self = ENR_REPORT_PANE (object);

  stop_loading (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->event_id, g_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->receipt, g_bytes_unref);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_REPORT_PANE);

  G_OBJECT_CLASS (enr_report_pane_parent_class)->dispose (object);
}

static void
enr_report_pane_class_init (EnrReportPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_report_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/city/report-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrReportPane, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrReportPane, title);
  gtk_widget_class_bind_template_child (widget_class, EnrReportPane, state);
  gtk_widget_class_bind_template_child (widget_class, EnrReportPane, problem_box);
  gtk_widget_class_bind_template_child (widget_class, EnrReportPane, problem);
  gtk_widget_class_bind_template_child (widget_class, EnrReportPane, text);
  gtk_widget_class_bind_template_child (widget_class, EnrReportPane, place_button);
  gtk_widget_class_bind_template_child (widget_class, EnrReportPane, release_button);
  gtk_widget_class_bind_template_child (widget_class, EnrReportPane, resend_button);
  gtk_widget_class_bind_template_child (widget_class, EnrReportPane, withdraw_button);
  gtk_widget_class_bind_template_child (widget_class, EnrReportPane, receipt_button);
  gtk_widget_class_install_action (widget_class, "report.release", NULL, simple_action);
  gtk_widget_class_install_action (widget_class, "report.resend", NULL, simple_action);
  gtk_widget_class_install_action (widget_class, "report.withdraw", NULL, withdraw_action);
  gtk_widget_class_install_action (widget_class, "report.place", NULL, place_action);
  gtk_widget_class_install_action (widget_class, "report.receipt", NULL, receipt_action);
}

static void
enr_report_pane_init (EnrReportPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_report_pane_set_session (EnrReportPane *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_REPORT_PANE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
}
