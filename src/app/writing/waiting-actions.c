/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/board/reason-dialog.h"
#include "app/writing/approver.h"
#include "app/writing/waiting-step.h"
#include "app/writing/waiting-view-private.h"

EnrStep
enr_waiting_view_get_step (EnrWaitingView *self)
{
  return g_str_equal (self->filter, "chief") ? ENR_STEP_CHIEF : ENR_STEP_DIRECTOR;
}

EnrWaitingItem *
enr_waiting_view_get_selected (EnrWaitingView *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

typedef struct
{
  EnrWaitingView *view;
  EnrWaitingStep *step;
  char *reason;
  char *what;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->view);
  g_clear_pointer (&asked->step, enr_waiting_step_free);
  g_free (asked->reason);
  g_free (asked->what);
  g_free (asked);
}

typedef struct
{
  EnrWaitingView *view;
  char *text;
} Done;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Done *done = user_data;
  g_autoptr (EnrWaitingView) self = done->view;
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
  enr_waiting_view_reload (self);
}

static char *
dup_done_text (const EnrWaitingStep *step, const char *name)
{
  if (step->step == ENR_STEP_RETURN)
    return g_strdup (_ ("Returned."));
  /* Translators: how many, and who */
  return g_strdup_printf (ngettext ("%u approved (%s).", "%u approved (%s).", step->on->len),
                          step->on->len, name);
}

static void
who_cb (const EnrUuid *staff_id, const char *name, gpointer user_data)
{
  Asked *asked = user_data;
  EnrWaitingView *self = asked->view;
  Done *done;

  if (self->session == NULL)
    return;
  done = g_new0 (Done, 1);
  done->view = g_object_ref (self);
  done->text = dup_done_text (asked->step, name);
  enr_waiting_step_set_who (asked->step, staff_id, name, asked->reason);
  enr_store_write_async (enr_session_get_store (self->session), enr_waiting_step_run,
                         g_steal_pointer (&asked->step), (GDestroyNotify) enr_waiting_step_free,
                         NULL, done_cb, done);
}

static void
ask_who (EnrWaitingView *self, EnrWaitingStep *step, const char *reason, const char *what)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->view = g_object_ref (self);
  asked->step = step;
  asked->reason = g_strdup (reason);
  enr_approver_ask (GTK_WIDGET (self), self->session, step->step, what, who_cb, asked, asked_free);
}

static EnrWaitingStep *
new_step (EnrWaitingView *self, EnrStep step)
{
  return enr_waiting_step_new (enr_session_get_actor (self->session), step, self->kinds);
}

static void
add_item (EnrWaitingStep *step, EnrWaitingItem *item)
{
  const EnrWriting *writing = enr_waiting_item_get_writing (item);

  enr_waiting_step_add (step, enr_waiting_item_get_kind (item), &writing->id, writing->version);
}

static char *
dup_name (EnrWaitingItem *item)
{
  return enr_writing_dup_name (enr_waiting_item_get_writing (item),
                               enr_waiting_item_get_kind (item));
}

/* "週案 ひよこ 令和8年6月8日～14日 ほか10件" */
static char *
dup_what (const char *first, guint n)
{
  if (n == 1)
    return g_strdup (first);
  /* Translators: the name of a plan or record, and how many more there are */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n - 1), first, n - 1);
}

static void
approve_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWaitingView *self = ENR_WAITING_VIEW (widget);
  EnrWaitingStep *step = new_step (self, enr_waiting_view_get_step (self));
  g_autofree char *first = NULL;
  g_autofree char *what = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      g_autoptr (EnrWaitingItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      if (!enr_waiting_item_is_checked (item))
        continue;
      add_item (step, item);
      if (first == NULL)
        first = dup_name (item);
    }
  what = dup_what (first, step->on->len);
  ask_who (self, step, NULL, what);
}

static void
reason_cb (const char *reason, gpointer user_data)
{
  Asked *asked = user_data;

  EnrWaitingStep *step = g_steal_pointer (&asked->step);

  ask_who (asked->view, step, reason, asked->what);
}

static void
return_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWaitingView *self = ENR_WAITING_VIEW (widget);
  EnrWaitingItem *item = enr_waiting_view_get_selected (self);
  Asked *asked;

  if (item == NULL || !enr_waiting_item_is_looked_at (item))
    return;
  asked = g_new0 (Asked, 1);
  asked->what = dup_name (item);
  asked->view = g_object_ref (self);
  asked->step = new_step (self, ENR_STEP_RETURN);
  add_item (asked->step, item);
  enr_reason_dialog_show (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Return to the Writer"),
                          asked->what, reason_cb, asked, asked_free);
}

void
enr_waiting_view_install_steps (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "waiting.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "waiting.return", NULL, return_action);
}
