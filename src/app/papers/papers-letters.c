/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Letters and pages of the notebook that came out of the printer: only a person knows that, so a
 * person says it.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/papers/papers-page-private.h"
#include "contact/delivery.h"

typedef struct
{
  const EnrActor *actor; /* the session's, which outlives the work */
  GArray *ids;           /* (element-type EnrUuid) */
} Printed;

static void
printed_free (gpointer data)
{
  Printed *self = data;

  g_array_unref (self->ids);
  g_free (self);
}

static gpointer
mark_printed (EnrDb *db, gpointer data, GError **error)
{
  const Printed *self = data;

  return GINT_TO_POINTER (enr_delivery_mark_printed (
      db, self->actor, (const EnrUuid *) (gconstpointer) self->ids->data, self->ids->len, error));
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPapersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer is_done = enr_store_finish (ENR_STORE (source), result, &error);

  if (self->session == NULL)
    return;
  /* The store's change loads the letters again. */
  if (is_done == NULL)
    enr_session_fail (self->session, error);
  else
    enr_session_tell (self->session, _ ("Noted as printed"));
}

/* The deliveries that were on the paper when the question was asked. */
typedef struct
{
  EnrPapersPage *self;
  GArray *ids;
} Question;

static void
answered_cb (gboolean is_yes, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (EnrPapersPage) self = question->self;
  g_autoptr (GArray) ids = question->ids;
  Printed *printed;

  g_free (question);
  if (!is_yes || self->session == NULL)
    return;
  printed = g_new0 (Printed, 1);
  printed->actor = enr_session_get_actor (self->session);
  printed->ids = g_steal_pointer (&ids);
  enr_store_write_async (enr_session_get_store (self->session), mark_printed, printed, printed_free,
                         NULL, marked_cb, g_object_ref (self));
}

static void
mark_printed_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (widget);
  g_autofree char *heading = NULL;
  const GArray *waiting = self->paper != NULL ? enr_paper_get_waiting (self->paper) : NULL;
  Question *question;
  guint n;

  if (waiting == NULL)
    return;
  n = waiting->len;
  heading = g_strdup_printf (
      ngettext ("Is the %u that waits printed?", "Are all %u that wait printed?", n), n);
  question = g_new0 (Question, 1);
  question->self = g_object_ref (self);
  question->ids = g_array_copy ((GArray *) waiting);
  enr_compat_ask (enr_papers_page_get_window (self), heading,
                  _ ("They then count as handed to the families. They can be printed again at any "
                     "time."),
                  _ ("They _are printed"), FALSE, answered_cb, question);
}

void
enr_papers_page_install_letters_action (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "papers.mark-printed", NULL, mark_printed_action);
}
