/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/papers/papers-page-private.h"

static void
cards_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPapersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer made = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *text = NULL;
  guint n;

  if (self->session == NULL)
    return;
  if (made == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  n = GPOINTER_TO_UINT (made) - 1;
  text = g_strdup_printf (ngettext ("%u card was made", "%u cards were made", n), n);
  enr_session_tell (self->session, text);
  /* The store's change loads the sheets again. */
}

static void
make_cards_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrPapersPage) self = user_data;
  const GArray *children;
  EnrPaperCardsData *data;

  if (!is_yes || self->session == NULL || self->paper == NULL)
    return;
  children = self->paper->without_card;
  data = g_malloc (sizeof *data + children->len * sizeof (EnrUuid));
  data->actor = enr_session_get_actor (self->session);
  data->n_children = children->len;
  memcpy (data->children, children->data, children->len * sizeof (EnrUuid));
  enr_store_write_async (enr_session_get_store (self->session), enr_paper_make_cards, data, g_free,
                         NULL, cards_made_cb, g_object_ref (self));
}

static void
make_cards_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (widget);
  g_autofree char *heading = NULL;
  guint n;

  if (self->paper == NULL || self->paper->without_card->len == 0)
    return;
  n = self->paper->without_card->len;
  heading = g_strdup_printf (ngettext ("%u child has no card yet. Make it?",
                                       "%u children have no card yet. Make them?", n),
                             n);
  enr_compat_ask (enr_papers_page_get_window (self), heading,
                  _ ("Then print the sheets, cut them and hand the cards out. A lost card can be "
                     "stopped on the child’s page."),
                  _ ("_Make cards"), FALSE, make_cards_cb, g_object_ref (self));
}

void
enr_papers_page_install_cards_action (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "papers.make-cards", NULL, make_cards_action);
}
