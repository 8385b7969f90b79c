/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/letter-preview.h"

#include <glib/gi18n.h>

#include "app/contact/letter-family-row.h"
#include "contact/letter-template.h"
#include "contact/mail-setting.h"
#include "contact/recipient.h"
#include "nursery/error.h"

struct _EnrLetterPreview
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel *title;
  GtkButton *send;
  GtkWidget *changed_box;
  GtkLabel *changed_label;
  GtkLabel *summary;
  GtkWidget *warnings_box;
  GtkLabel *warnings;
  GtkListView *list;

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable;
  GListStore *model; /* (element-type EnrLetterFamilyItem) */
  char *digest;      /* of what is shown; NULL while nothing is */
  guint n_families;
  EnrUuid id;
  gboolean was_changed; /* it is shown again because another list was confirmed */
};

G_DEFINE_FINAL_TYPE (EnrLetterPreview, enr_letter_preview, GTK_TYPE_BOX)

typedef struct
{
  char *title;
  EnrRecipientPlan *plan;
  gboolean is_mail_on;
  gboolean has_blanks; /* something of a template is still to be filled in */
} Looked;

static void
looked_free (gpointer data)
{
  Looked *looked = data;

  g_free (looked->title);
  g_clear_pointer (&looked->plan, enr_recipient_plan_free);
  g_free (looked);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const EnrUuid *id = data;
  g_autoptr (EnrAnnouncement) letter = enr_announcement_load (db, id, error);
  g_autoptr (EnrMailSetting) mail = letter != NULL ? enr_mail_setting_load (db, error) : NULL;
  EnrRecipientPlan *plan = mail != NULL ? enr_recipient_plan_announcement (db, id, error) : NULL;
  Looked *looked;

  if (plan == NULL)
    return NULL;
  looked = g_new0 (Looked, 1);
  looked->title = g_strdup (letter->title);
  looked->plan = plan;
  looked->is_mail_on = mail->is_on;
  looked->has_blanks = enr_letter_has_blanks (letter->title) || enr_letter_has_blanks (letter->body)
                       || enr_letter_has_blanks (letter->question);
  return looked;
}

/* "38 households, 45 children: 25 by mail, 13 on paper" */
static char *
dup_summary (const EnrRecipientPlan *plan, gboolean is_mail_on)
{
  GString *text = g_string_new (NULL);
  guint n_copies = plan->recipients->len - MIN (plan->n_families, plan->recipients->len);

  g_string_append_printf (text, ngettext ("%u household", "%u households", plan->n_families),
                          plan->n_families);
  g_string_append (text, "  ");
  g_string_append_printf (text, ngettext ("(%u child)", "(%u children)", plan->n_children),
                          plan->n_children);
  g_string_append (text, "   ");
  g_string_append_printf (text, _ ("mail %u   paper %u"), plan->n_mail, plan->n_paper);
  if (n_copies > 0)
    {
      g_string_append (text, "   ");
      g_string_append_printf (text,
                              ngettext ("of these %u copy to one who lives apart",
                                        "of these %u copies to those who live apart", n_copies),
                              n_copies);
    }
  if (plan->n_mail > 0 && !is_mail_on)
    {
      g_string_append (text, "\n");
      g_string_append (text,
                       _ ("Mail is not set up on this PC yet: mails wait until it is (Settings)."));
    }
  return g_string_free (text, FALSE);
}

/* What somebody should read before it goes out; "" for nothing. */
static char *
dup_warnings (const Looked *looked)
{
  g_autofree char *plan = enr_recipient_plan_dup_warnings (looked->plan);

  if (!looked->has_blanks)
    return g_steal_pointer (&plan);
  return g_strjoin (*plan != '\0' ? "\n" : "",
                    _ ("The letter still has places to fill in (○月○日, {…})."), plan, NULL);
}

static void
show_plan (EnrLetterPreview *self, const Looked *looked)
{
  const EnrRecipientPlan *plan = looked->plan;
  g_autofree char *summary = dup_summary (plan, looked->is_mail_on);
  g_autofree char *warnings = dup_warnings (looked);
  g_autofree char *label = g_strdup_printf (
      ngettext ("_Send to %u Household", "_Send to %u Households", plan->n_families),
      plan->n_families);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < plan->recipients->len; i++)
    g_ptr_array_add (items, enr_letter_family_item_new_planned (plan->recipients, i));
  g_list_store_splice (self->model, 0, g_list_model_get_n_items (G_LIST_MODEL (self->model)),
                       items->pdata, items->len);
  gtk_label_set_text (self->title, looked->title);
  gtk_label_set_text (self->summary, summary);
  gtk_label_set_text (self->warnings, warnings);
  gtk_widget_set_visible (self->warnings_box, *warnings != '\0');
  gtk_button_set_label (self->send, label);
  self->digest = g_strdup (plan->digest);
  self->n_families = plan->n_families;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.send", plan->recipients->len > 0);
  /* Not on the button: whoever sends has gone to it. */
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
tell (EnrLetterPreview *self, const char *text)
{
  gtk_label_set_label (self->changed_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->changed_box, text != NULL);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrLetterPreview) self = user_data;
  g_autoptr (GError) error = NULL;
  Looked *looked = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    {
      g_clear_pointer (&looked, looked_free);
      return;
    }
  if (looked == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      tell (self, text);
      return;
    }
  if (self->was_changed)
    tell (self, _ ("Nothing was sent: letter or families have changed since this list was made. "
                   "This is the new list. Look it over and send it."));
  show_plan (self, looked);
  looked_free (looked);
}

static void
reload (EnrLetterPreview *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->digest, g_free);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.send", FALSE);
  enr_store_read_async (enr_session_get_store (self->session), load,
                        g_memdup2 (&self->id, sizeof self->id), g_free, looked_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

/*
 * Sending
 */

typedef struct
{
  const EnrActor *actor;
  EnrUuid id;
  char *digest;
} Release;

static void
release_free (gpointer data)
{
  Release *wanted = data;

  g_free (wanted->digest);
  g_free (wanted);
}

static gpointer
release (EnrDb *db, gpointer data, GError **error)
{
  const Release *wanted = data;

  return GINT_TO_POINTER (
      enr_recipient_release (db, wanted->actor, &wanted->id, wanted->digest, error));
}

static void
released_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrLetterPreview) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = enr_store_finish (ENR_STORE (source), result, &error) != NULL;
  g_autofree char *text = NULL;
  char id[ENR_UUID_STRING_LENGTH];

  if (self->session == NULL)
    return;
  if (is_done)
    {
      text = g_strdup_printf (
          ngettext ("Sent to %u household.", "Sent to %u households.", self->n_families),
          self->n_families);
      enr_session_tell (self->session, text);
      gtk_widget_activate_action (GTK_WIDGET (self), "letters.show", "s",
                                  enr_uuid_format (&self->id, id));
      return;
    }
  self->was_changed = g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  if (self->was_changed)
    {
      reload (self);
      return;
    }
  text = enr_error_describe (error);
  tell (self, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.send", TRUE);
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLetterPreview *self = ENR_LETTER_PREVIEW (widget);
  Release *wanted;

  if (self->digest == NULL)
    return;
  wanted = g_new0 (Release, 1);
  wanted->actor = enr_session_get_actor (self->session);
  wanted->id = self->id;
  wanted->digest = g_strdup (self->digest);
  /* Once. */
  gtk_widget_action_set_enabled (widget, "preview.send", FALSE);
  enr_store_write_async (enr_session_get_store (self->session), release, wanted, release_free, NULL,
                         released_cb, g_object_ref (self));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  char id[ENR_UUID_STRING_LENGTH];

  gtk_widget_activate_action (widget, "letters.edit", "s",
                              enr_uuid_format (&ENR_LETTER_PREVIEW (widget)->id, id));
}

/*
 * The class
 */

static void
enr_letter_preview_dispose (GObject *object)
{
  EnrLetterPreview *self = ENR_LETTER_PREVIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_LETTER_PREVIEW);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (enr_letter_preview_parent_class)->dispose (object);
}

static void
enr_letter_preview_finalize (GObject *object)
{
  EnrLetterPreview *self = ENR_LETTER_PREVIEW (object);

  g_object_unref (self->cancellable);
  g_free (self->digest);

  G_OBJECT_CLASS (enr_letter_preview_parent_class)->finalize (object);
}

static void
enr_letter_preview_class_init (EnrLetterPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_letter_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_letter_preview_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/letter-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrLetterPreview, title);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterPreview, send);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterPreview, changed_box);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterPreview, changed_label);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterPreview, summary);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterPreview, warnings_box);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterPreview, warnings);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterPreview, list);
  gtk_widget_class_install_action (widget_class, "preview.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "preview.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "preview.back", NULL);
}

static void
enr_letter_preview_init (EnrLetterPreview *self)
{
  g_autoptr (GtkListItemFactory) factory = enr_letter_family_row_factory_new ();
  GtkSingleSelection *selection;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = g_list_store_new (ENR_TYPE_LETTER_FAMILY_ITEM);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
}

void
enr_letter_preview_set_session (EnrLetterPreview *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_LETTER_PREVIEW (self));

  g_set_object (&self->session, session);
}

void
enr_letter_preview_open (EnrLetterPreview *self, const EnrUuid *announcement_id)
{
  g_return_if_fail (ENR_IS_LETTER_PREVIEW (self));

  self->id = *announcement_id;
  self->was_changed = FALSE;
  tell (self, NULL);
  g_list_store_remove_all (self->model);
  gtk_label_set_text (self->title, "");
  gtk_label_set_text (self->summary, "");
  gtk_widget_set_visible (self->warnings_box, FALSE);
  gtk_button_set_label (self->send, _ ("_Send"));
  reload (self);
}
