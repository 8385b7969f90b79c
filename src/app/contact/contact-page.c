/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/contact-page.h"

#include "app/contact/inbox-view.h"
#include "app/contact/letters-view.h"
#include "app/contact/notebook-view.h"

struct _EnrContactPage
{
  AdwBin parent_instance;

  /* template */
  GtkStack *parts;
  EnrInboxView *inbox;
  EnrNotebookView *notebook;
  EnrLettersView *letters;
};

static void page_init (EnrPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrContactPage,
                               enr_contact_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (ENR_TYPE_PAGE, page_init))

static void
enr_contact_page_set_session (EnrPage *page, EnrSession *session)
{
  EnrContactPage *self = ENR_CONTACT_PAGE (page);

  enr_inbox_view_set_session (self->inbox, session);
  enr_page_set_session (ENR_PAGE (self->notebook), session);
  enr_letters_view_set_session (self->letters, session);
}

static void
enr_contact_page_focus_search (EnrPage *page)
{
  EnrContactPage *self = ENR_CONTACT_PAGE (page);
  const char *part = gtk_stack_get_visible_child_name (self->parts);

  if (g_strcmp0 (part, "letters") == 0 && enr_letters_view_focus_search (self->letters))
    return;
  gtk_stack_set_visible_child_name (self->parts, "inbox");
  enr_inbox_view_focus_search (self->inbox);
}

static void
page_init (EnrPageInterface *iface)
{
  iface->set_session = enr_contact_page_set_session;
  iface->focus_search = enr_contact_page_focus_search;
}

/* The letter that an entry is about; where only its delivery is known, all letters. */
static void
open_letter_cb (EnrContactPage *self, const EnrUuid *announcement_id)
{
  gtk_stack_set_visible_child_name (self->parts, "letters");
  if (!enr_uuid_is_none (announcement_id))
    enr_letters_view_open (self->letters, announcement_id);
}

static void
enr_contact_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_CONTACT_PAGE);

  G_OBJECT_CLASS (enr_contact_page_parent_class)->dispose (object);
}

static void
enr_contact_page_class_init (EnrContactPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_contact_page_dispose;

  g_type_ensure (ENR_TYPE_INBOX_VIEW);
  g_type_ensure (ENR_TYPE_NOTEBOOK_VIEW);
  g_type_ensure (ENR_TYPE_LETTERS_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/contact-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrContactPage, parts);
  gtk_widget_class_bind_template_child (widget_class, EnrContactPage, inbox);
  gtk_widget_class_bind_template_child (widget_class, EnrContactPage, notebook);
  gtk_widget_class_bind_template_child (widget_class, EnrContactPage, letters);
  gtk_widget_class_bind_template_callback (widget_class, open_letter_cb);
}

static void
enr_contact_page_init (EnrContactPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_contact_page_show_part (EnrContactPage *self, const char *name)
{
  g_return_if_fail (ENR_IS_CONTACT_PAGE (self));

  gtk_stack_set_visible_child_name (self->parts, name);
}
