/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/contact/letter-answer-dialog.h"
#include "app/contact/letter-sent-private.h"
#include "contact/reminder-letter.h"

/*
 * One action on all that are chosen
 */

typedef gboolean (*DeliveryFunc) (EnrDb *db,
                                  const EnrActor *actor,
                                  const EnrUuid *ids,
                                  guint n_ids,
                                  GError **error);

typedef struct
{
  const EnrActor *actor;
  GArray *ids; /* (element-type EnrUuid) */
  gboolean is_read;
  DeliveryFunc func;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_array_unref (job->ids);
  g_free (job);
}

static Job *
job_new (EnrLetterSent *self)
{
  Job *job = g_new0 (Job, 1);

  job->actor = enr_session_get_actor (self->session);
  job->ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  return job;
}

typedef struct
{
  EnrLetterSent *sent;
  char *text; /* said when it is done */
} Done;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Done *done = user_data;
  g_autoptr (EnrLetterSent) self = done->sent;
  g_autofree char *text = done->text;
  g_autoptr (GError) error = NULL;
  gboolean is_done = enr_store_finish (ENR_STORE (source), result, &error) != NULL;

  g_free (done);
  if (self->session == NULL)
    return;
  if (is_done)
    enr_session_tell (self->session, text);
  else
    enr_session_fail (self->session, error);
  enr_letter_sent_reload (self);
}

static void
run (EnrLetterSent *self, EnrStoreFunc func, Job *job, char *text)
{
  Done *done = g_new0 (Done, 1);

  done->sent = g_object_ref (self);
  done->text = text;
  enr_store_write_async (enr_session_get_store (self->session), func, job, job_free, NULL, done_cb,
                         done);
}

/*
 * Read
 */

static gpointer
set_read (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return GINT_TO_POINTER (enr_recipient_set_read (db, job->actor, (const EnrUuid *) job->ids->data,
                                                  job->ids->len, job->is_read, error));
}

/* Who is marked so already is left out: of those who answered it is not taken back. */
static void
mark (EnrLetterSent *self, gboolean is_read)
{
  g_autoptr (GPtrArray) selected = enr_letter_sent_dup_selected (self);
  Job *job = job_new (self);

  for (guint i = 0; i < selected->len; i++)
    {
      const EnrRecipient *recipient
          = enr_letter_family_item_get_recipient (g_ptr_array_index (selected, i));

      if ((recipient->read_at != ENR_INSTANT_NONE) != is_read
          && (is_read || recipient->answered_at == ENR_INSTANT_NONE))
        g_array_append_val (job->ids, recipient->id);
    }
  if (job->ids->len == 0)
    {
      job_free (job);
      return;
    }
  job->is_read = is_read;
  run (self, set_read, job,
       is_read ? g_strdup_printf (
           ngettext ("%u household has read it.", "%u households have read it.", job->ids->len),
           job->ids->len)
               : g_strdup (_ ("The tick was taken back.")));
}

static void
read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mark (ENR_LETTER_SENT (widget), TRUE);
}

static void
unread_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mark (ENR_LETTER_SENT (widget), FALSE);
}

/*
 * Deliveries
 */

static gpointer
decide (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return GINT_TO_POINTER (
      job->func (db, job->actor, (const EnrUuid *) job->ids->data, job->ids->len, error));
}

static gboolean
can_arrive (EnrDeliveryState state, EnrWay way)
{
  return way == ENR_WAY_MAIL && state == ENR_DELIVERY_UNCERTAIN;
}

static gboolean
can_resend (EnrDeliveryState state, EnrWay way)
{
  return way == ENR_WAY_MAIL
         && (state == ENR_DELIVERY_UNCERTAIN || state == ENR_DELIVERY_REFUSED
             || state == ENR_DELIVERY_CANCELLED);
}

static gboolean
can_go_on_paper (EnrDeliveryState state, EnrWay way)
{
  return way == ENR_WAY_MAIL && state != ENR_DELIVERY_ACCEPTED && state != ENR_DELIVERY_HANDING;
}

typedef gboolean (*CanFunc) (EnrDeliveryState state, EnrWay way);

static guint
collect (GPtrArray *selected, CanFunc can, GArray *ids)
{
  guint n = 0;

  for (guint i = 0; i < selected->len; i++)
    {
      EnrLetterFamilyItem *item = g_ptr_array_index (selected, i);
      const EnrRecipientDelivery *delivery = enr_letter_family_item_get_delivery (item);

      if (delivery == NULL || !can (enr_letter_family_item_get_state (item), delivery->way))
        continue;
      if (ids != NULL)
        g_array_append_val (ids, delivery->id);
      n++;
    }
  return n;
}

static void
decide_on (EnrLetterSent *self, CanFunc can, DeliveryFunc func, const char *text)
{
  g_autoptr (GPtrArray) selected = enr_letter_sent_dup_selected (self);
  Job *job = job_new (self);

  job->func = func;
  if (collect (selected, can, job->ids) > 0)
    run (self, decide, job, g_strdup (text));
  else
    job_free (job);
}

static void
arrived_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  decide_on (ENR_LETTER_SENT (widget), can_arrive, enr_delivery_arrived,
             _ ("It is noted that it arrived."));
}

static void
resend_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  decide_on (ENR_LETTER_SENT (widget), can_resend, enr_delivery_resend,
             _ ("It is sent once more."));
}

static void
paper_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  decide_on (ENR_LETTER_SENT (widget), can_go_on_paper, enr_delivery_switch_to_paper,
             _ ("It goes on paper."));
}

/*
 * What is not handed over yet need not be
 */

static gboolean
can_withdraw (EnrDeliveryState state, EnrWay way)
{
  return state == ENR_DELIVERY_WAITING || state == ENR_DELIVERY_REFUSED;
}

typedef struct
{
  EnrLetterSent *sent;
  GArray *ids; /* (element-type EnrUuid) that were chosen when it was asked */
} Question;

static void
withdraw_answer_cb (gboolean is_yes, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (EnrLetterSent) self = question->sent;
  g_autoptr (GArray) ids = question->ids;
  Job *job;

  g_free (question);
  if (!is_yes || self->session == NULL)
    return;
  job = job_new (self);
  g_array_append_vals (job->ids, ids->data, ids->len);
  job->func = enr_delivery_cancel;
  run (self, decide, job, g_strdup (_ ("It is not sent or printed for them.")));
}

static void
withdraw_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLetterSent *self = ENR_LETTER_SENT (widget);
  g_autoptr (GPtrArray) selected = enr_letter_sent_dup_selected (self);
  g_autofree char *heading = NULL;
  Question *question = g_new0 (Question, 1);
  guint n;

  question->sent = g_object_ref (self);
  question->ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  n = collect (selected, can_withdraw, question->ids);
  heading = g_strdup_printf (ngettext ("Withdraw the letter from %u household?",
                                       "Withdraw the letter from %u households?", n),
                             n);
  enr_compat_ask (GTK_WINDOW (gtk_widget_get_root (widget)), heading,
                  _ ("What was handed over already stays with the families. What waits is not sent "
                     "or printed any more: a mail can be sent again later, a paper letter cannot."),
                  _ ("_Withdraw"), TRUE, withdraw_answer_cb, question);
}

/*
 * Once more to those of whom nothing has come
 */

typedef struct
{
  const EnrActor *actor;
  EnrUuid id;
} Remind;

static gpointer
write_reminder (EnrDb *db, gpointer data, GError **error)
{
  const Remind *remind = data;
  EnrUuid draft_id;

  return enr_reminder_letter_write (db, remind->actor, &remind->id, &draft_id, error)
             ? g_memdup2 (&draft_id, sizeof draft_id)
             : NULL;
}

/* As any draft: it is looked at, and its recipients are confirmed. */
static void
reminder_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrLetterSent) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree EnrUuid *draft_id = enr_store_finish (ENR_STORE (source), result, &error);
  char text[ENR_UUID_STRING_LENGTH];

  if (self->session == NULL)
    return;
  if (draft_id == NULL)
    enr_session_fail (self->session, error);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "letters.edit", "s",
                                enr_uuid_format (draft_id, text));
}

static void
remind_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLetterSent *self = ENR_LETTER_SENT (widget);
  Remind *remind;

  if (self->letter == NULL)
    return;
  remind = g_new0 (Remind, 1);
  remind->actor = enr_session_get_actor (self->session);
  remind->id = self->letter->id;
  enr_store_write_async (enr_session_get_store (self->session), write_reminder, remind, g_free,
                         g_free, reminder_written_cb, g_object_ref (self));
}

/*
 * Answers
 */

static void
answered_cb (EnrLetterSent *self)
{
  if (self->session != NULL)
    enr_letter_sent_reload (self);
}

static void
answer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLetterSent *self = ENR_LETTER_SENT (widget);
  g_autoptr (GPtrArray) selected = enr_letter_sent_dup_selected (self);
  EnrLetterAnswerDialog *dialog;

  if (selected->len != 1 || self->letter == NULL)
    return;
  dialog = enr_letter_answer_dialog_new (
      self->session, self->letter,
      enr_letter_family_item_get_recipient (g_ptr_array_index (selected, 0)));
  g_signal_connect_object (dialog, "saved", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  enr_edit_dialog_show (ENR_EDIT_DIALOG (dialog), widget);
}

void
enr_letter_sent_update_actions (EnrLetterSent *self)
{
  g_autoptr (GPtrArray) selected = enr_letter_sent_dup_selected (self);
  GtkWidget *widget = GTK_WIDGET (self);
  guint n = selected->len;
  guint n_arrive = collect (selected, can_arrive, NULL);
  guint n_resend = collect (selected, can_resend, NULL);
  guint n_paper = collect (selected, can_go_on_paper, NULL);
  guint n_withdraw = collect (selected, can_withdraw, NULL);
  g_autofree char *text
      = n > 0 ? g_strdup_printf (ngettext ("%u household chosen", "%u households chosen", n), n)
              : g_strdup (_ ("Choose households (Shift and arrows, Ctrl+A)"));

  gtk_label_set_text (self->selected_label, text);
  gtk_widget_action_set_enabled (widget, "sent.read", n > 0);
  gtk_widget_action_set_enabled (widget, "sent.unread", n > 0);
  gtk_widget_action_set_enabled (widget, "sent.answer", n == 1);
  gtk_widget_action_set_enabled (widget, "sent.arrived", n_arrive > 0);
  gtk_widget_action_set_enabled (widget, "sent.resend", n_resend > 0);
  gtk_widget_action_set_enabled (widget, "sent.paper", n_paper > 0);
  gtk_widget_action_set_enabled (widget, "sent.withdraw", n_withdraw > 0);
  gtk_widget_set_visible (self->withdraw_button, n_withdraw > 0);
  gtk_widget_set_visible (self->arrived_button, n_arrive > 0);
  gtk_widget_set_visible (self->resend_button, n_resend > 0);
  gtk_widget_set_visible (self->paper_button, n_paper > 0);
}

void
enr_letter_sent_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sent.read", NULL, read_action);
  gtk_widget_class_install_action (widget_class, "sent.unread", NULL, unread_action);
  gtk_widget_class_install_action (widget_class, "sent.arrived", NULL, arrived_action);
  gtk_widget_class_install_action (widget_class, "sent.resend", NULL, resend_action);
  gtk_widget_class_install_action (widget_class, "sent.paper", NULL, paper_action);
  gtk_widget_class_install_action (widget_class, "sent.answer", NULL, answer_action);
  gtk_widget_class_install_action (widget_class, "sent.withdraw", NULL, withdraw_action);
  gtk_widget_class_install_action (widget_class, "sent.remind", NULL, remind_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "sent.read",
                                       NULL);
}
