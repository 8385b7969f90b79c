/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What can be done on the page of a child: each action asks what it needs and is one message to the
 * writer.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/children/child-dialog.h"
#include "app/children/child-edit.h"
#include "app/children/child-view-private.h"
#include "app/children/contact-dialog.h"
#include "app/children/history-dialog.h"
#include "app/children/photo.h"
#include "app/children/step-dialog.h"
#include "app/children/terms-dialog.h"
#include "app/children/words.h"
#include "app/compat.h"
#include "app/contact/history-window.h"
#include "app/window.h"
#include "app/writing/child-record-window.h"
#include "app/writing/writing-page.h"

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrChildView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    {
      enr_session_fail (self->session, error);
      enr_child_view_refresh (self);
    }
}

static void
write_edit (EnrChildView *self, EnrStoreFunc func, EnrEdit *edit)
{
  enr_store_write_async (enr_session_get_store (self->session), func, edit, enr_edit_free, NULL,
                         written_cb, g_object_ref (self));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildView *self = ENR_CHILD_VIEW (widget);

  if (self->file == NULL)
    return;
  enr_edit_dialog_show (
      ENR_EDIT_DIALOG (enr_child_dialog_new (self->session, self->file->row->child, NULL)), widget);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const names[] = {
    [ENR_STEP_ENROL] = "child.enrol",        [ENR_STEP_LEAVE] = "child.leave",
    [ENR_STEP_MOVE] = "child.move",          [ENR_STEP_CERTIFY] = "child.certify",
    [ENR_STEP_CARD] = "child.card-register", [ENR_STEP_REMOVE] = "child.remove",
    [ENR_STEP_SIBLING] = "child.sibling",
  };
  EnrChildView *self = ENR_CHILD_VIEW (widget);

  for (guint i = 0; self->file != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      enr_edit_dialog_show (ENR_EDIT_DIALOG (enr_step_dialog_new (self->session, i, self->file)),
                            widget);
}

static void
terms_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildView *self = ENR_CHILD_VIEW (widget);

  if (self->file == NULL)
    return;
  enr_edit_dialog_show (ENR_EDIT_DIALOG (enr_terms_dialog_new (self->session, self->file)), widget);
}

typedef struct
{
  EnrChildView *self;
  EnrUuid terms;
  char *text; /* "Taken out: Monthly" */
} Removal;

static void
terms_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Removal *removal = user_data;
  g_autoptr (EnrChildView) self = removal->self;
  g_autofree char *text = removal->text;
  g_autoptr (GError) error = NULL;
  EnrEdit *edit;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    {
      enr_session_fail (self->session, error);
      enr_child_view_refresh (self);
      return;
    }
  edit = enr_edit_new (self->session, NULL);
  edit->id = removal->terms;
  enr_session_offer_undo (self->session, text, enr_edit_restore_terms, edit, enr_edit_free);
}

static void
terms_remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildView *self = ENR_CHILD_VIEW (widget);
  EnrUuid id;

  if (self->file == NULL || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  for (guint i = 0; i < self->file->terms->len; i++)
    {
      const EnrCareTerms *of = g_ptr_array_index (self->file->terms, i);
      g_autofree char *title = NULL;
      Removal *removal;
      EnrEdit *edit;

      if (!enr_uuid_equal (&of->id, &id))
        continue;
      title = enr_words_dup_terms (of->contract, of->birth_order, of->is_exempt);
      edit = enr_edit_new (self->session, &self->child_id);
      edit->id = id;
      removal = g_new0 (Removal, 1);
      removal->self = g_object_ref (self);
      removal->terms = id;
      /* Translators: how a child was charged, for example "Monthly" */
      removal->text = g_strdup_printf (_ ("Taken out: %s"), title);
      enr_store_write_async (enr_session_get_store (self->session), enr_edit_remove_terms, edit,
                             enr_edit_free, NULL, terms_removed_cb, removal);
      return;
    }
}

/* A plan or record of the child was chosen: the editor is a page of the main window. */
static void
record_open_cb (EnrWindow *window, const EnrUuid *writing_id, GtkWindow *record)
{
  EnrUuid id = *writing_id;

  gtk_window_close (record);
  enr_writing_page_open (ENR_WRITING_PAGE (enr_window_show_page (window, "writing")), &id);
}

static void
record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildView *self = ENR_CHILD_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  EnrChildRecordWindow *record;

  if (self->file == NULL)
    return;
  record = enr_child_record_window_show (GTK_WINDOW (root), self->session,
                                         &self->file->row->child->id);
  if (ENR_IS_WINDOW (root))
    g_signal_connect_object (record, "open", G_CALLBACK (record_open_cb), root, G_CONNECT_SWAPPED);
}

static void
contact_history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildView *self = ENR_CHILD_VIEW (widget);

  if (self->file != NULL)
    enr_history_window_show (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                             &self->file->row->child->id);
}

static void
photo_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrChildView) self = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *photo = enr_photo_read_finish (result, &error);
  EnrEdit *edit;

  if (photo == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  edit = enr_edit_new (self->session, &self->child_id);
  edit->photo = photo;
  write_edit (self, enr_edit_set_photo, edit);
}

static void
photo_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrChildView) self = user_data;

  if (file != NULL)
    enr_photo_read_async (file, self->cancellable, photo_read_cb, g_object_ref (self));
}

static void
photo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_compat_open_file (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Choose a Photo"),
                        _ ("Pictures"), "*.[jJpP][pPnN]*[gG]", photo_chosen_cb,
                        g_object_ref (widget));
}

static void
photo_remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildView *self = ENR_CHILD_VIEW (widget);

  write_edit (self, enr_edit_set_photo, enr_edit_new (self->session, &self->child_id));
}

static int
find_contact (EnrChildView *self, GVariant *parameter)
{
  EnrUuid id;

  if (self->file == NULL || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return -1;
  for (guint i = 0; i < self->file->contacts->len; i++)
    {
      const EnrContact *contact = g_ptr_array_index (self->file->contacts, i);

      if (enr_uuid_equal (&contact->id, &id))
        return i;
    }
  return -1;
}

static void
contact_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildView *self = ENR_CHILD_VIEW (widget);
  int index = parameter != NULL ? find_contact (self, parameter) : -1;

  if (self->file == NULL)
    return;
  enr_edit_dialog_show (
      ENR_EDIT_DIALOG (enr_contact_dialog_new (
          self->session, index >= 0 ? g_ptr_array_index (self->file->contacts, index) : NULL,
          &self->file->row->child->family_id, self->file->contacts->len)),
      widget);
}

static void
contact_order_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildView *self = ENR_CHILD_VIEW (widget);
  int index = find_contact (self, parameter);
  int other = g_str_equal (name, "child.contact-up") ? index - 1 : index + 1;
  EnrEdit *edit;

  if (index < 0 || other < 0 || other >= (int) self->file->contacts->len)
    return;
  edit = enr_edit_new (self->session, &self->child_id);
  edit->ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  for (guint i = 0; i < self->file->contacts->len; i++)
    {
      int from = (int) i == index ? other : (int) i == other ? index : (int) i;
      const EnrContact *contact = g_ptr_array_index (self->file->contacts, from);

      g_array_append_val (edit->ids, contact->id);
    }
  write_edit (self, enr_edit_order_contacts, edit);
}

void
enr_child_view_apply_address (EnrChildView *self)
{
  EnrEdit *edit;

  if (self->file == NULL)
    return;
  edit = enr_edit_new (self->session, &self->child_id);
  edit->id = self->file->row->child->family_id;
  edit->text = g_strdup (gtk_editable_get_text (self->postal_code));
  edit->text2 = g_strdup (gtk_editable_get_text (self->address));
  g_clear_pointer (&self->shown_postal_code, g_free);
  g_clear_pointer (&self->shown_address, g_free);
  write_edit (self, enr_edit_set_address, edit);
}

static void
go_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrUuid id;

  if (enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    g_signal_emit_by_name (widget, "go-to", &id);
}

static void
card_issue_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildView *self = ENR_CHILD_VIEW (widget);

  write_edit (self, enr_edit_issue_card, enr_edit_new (self->session, &self->child_id));
}

/* What is done if the answer is yes: about the child that was shown when it was asked. */
typedef struct
{
  EnrChildView *self;
  EnrStoreFunc func;
  EnrEdit *edit;
} Question;

static void
answer_cb (gboolean is_yes, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (EnrEdit) edit = g_steal_pointer (&question->edit);

  if (is_yes)
    write_edit (question->self, question->func, g_steal_pointer (&edit));
  g_object_unref (question->self);
  g_free (question);
}

static Question *
question_new (EnrChildView *self, EnrStoreFunc func)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->func = func;
  question->edit = enr_edit_new (self->session, &self->child_id);
  return question;
}

static void
card_revoke_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Question *question;
  EnrUuid card_id;

  if (!enr_uuid_parse (g_variant_get_string (parameter, NULL), &card_id))
    return;
  question = question_new (ENR_CHILD_VIEW (widget), enr_edit_revoke_card);
  question->edit->id = card_id;
  enr_compat_ask (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Stop this card?"),
                  _ ("It no longer works at the door. A lost card should be stopped at once."),
                  _ ("_Stop the Card"), TRUE, answer_cb, question);
}

static void
separate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildView *self = ENR_CHILD_VIEW (widget);
  g_autofree char *child_name = NULL;
  g_autofree char *body = NULL;

  if (self->file == NULL)
    return;
  child_name = enr_child_dup_name (self->file->row->child);
  /* Translators: %s is the child's name */
  body = g_strdup_printf (
      _ ("%s gets a family of its own. The people who are called and who collect and the address "
         "are copied; from then on each family's are changed by themselves. The children can be "
         "joined again at any time."),
      child_name);
  enr_compat_ask (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Separate from the family?"), body,
                  _ ("_Separate"), FALSE, answer_cb, question_new (self, enr_edit_separate_family));
}

static void
year_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildView *self = ENR_CHILD_VIEW (widget);

  self->fiscal_year += g_str_equal (name, "child.year-before") ? -1 : 1;
  enr_child_view_read_part (self);
}

static void
day_history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildView *self = ENR_CHILD_VIEW (widget);
  EnrDate day = enr_year_picture_get_date (self->picture);

  if (day != ENR_DATE_NONE && self->file != NULL)
    {
      g_autofree char *child_name = enr_child_dup_name (self->file->row->child);

      enr_history_dialog_show (self->session, widget, &self->child_id, child_name, day);
    }
}

void
enr_child_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "child.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "child.photo", NULL, photo_action);
  gtk_widget_class_install_action (widget_class, "child.photo-remove", NULL, photo_remove_action);
  gtk_widget_class_install_action (widget_class, "child.add-contact", NULL, contact_action);
  gtk_widget_class_install_action (widget_class, "child.edit-contact", "s", contact_action);
  gtk_widget_class_install_action (widget_class, "child.contact-up", "s", contact_order_action);
  gtk_widget_class_install_action (widget_class, "child.contact-down", "s", contact_order_action);
  gtk_widget_class_install_action (widget_class, "child.go-to", "s", go_to_action);
  gtk_widget_class_install_action (widget_class, "child.sibling", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "child.separate", NULL, separate_action);
  gtk_widget_class_install_action (widget_class, "child.enrol", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "child.leave", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "child.move", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "child.certify", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "child.record", NULL, record_action);
  gtk_widget_class_install_action (widget_class, "child.contact-history", NULL,
                                   contact_history_action);
  gtk_widget_class_install_action (widget_class, "child.terms", NULL, terms_action);
  gtk_widget_class_install_action (widget_class, "child.terms-remove", "s", terms_remove_action);
  gtk_widget_class_install_action (widget_class, "child.card-register", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "child.remove", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "child.card-issue", NULL, card_issue_action);
  gtk_widget_class_install_action (widget_class, "child.card-revoke", "s", card_revoke_action);
  gtk_widget_class_install_action (widget_class, "child.year-before", NULL, year_action);
  gtk_widget_class_install_action (widget_class, "child.year-after", NULL, year_action);
  gtk_widget_class_install_action (widget_class, "child.day-history", NULL, day_history_action);
}
