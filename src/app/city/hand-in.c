/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/city/hand-in.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "nursery/error.h"
#include "outbox/blob.h"
#include "reports/writing-print.h"
#include "submission/submitted-file.h"
#include "writing/writing.h"

/* What is about to be handed in; it goes from the reading to the question and on to the writing. */
typedef struct
{
  EnrSession *session;
  GtkWidget *widget;
  EnrWritingKinds *kinds; /* of a writing */
  EnrUuid id;             /* of a writing */
  GFile *file;

  EnrSubmittedFile paper;
  char *kind;
  char *kind_name;
  char *title;
  GBytes *content;
  GtkWidget *entry; /* of a file's title; borrowed */
} HandIn;

static void
hand_in_free (gpointer data)
{
  HandIn *self = data;

  g_object_unref (self->session);
  g_object_unref (self->widget);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_clear_object (&self->file);
  g_free (self->kind);
  g_free (self->kind_name);
  g_free (self->title);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HandIn, hand_in_free)

static HandIn *
hand_in_new (EnrSession *session, GtkWidget *widget)
{
  HandIn *self = g_new0 (HandIn, 1);

  self->session = g_object_ref (session);
  self->widget = g_object_ref (widget);
  self->paper = (EnrSubmittedFile){ .first = ENR_DATE_NONE, .last = ENR_DATE_NONE, .age = -1 };
  return self;
}

/*
 * Reading, on a worker's thread
 */

static gboolean
read_writing (EnrDb *db, HandIn *self, GError **error)
{
  g_autoptr (EnrWriting) writing = enr_writing_load (db, &self->id, error);
  g_autoptr (EnrDocument) document = NULL;
  const EnrWritingKind *kind
      = writing != NULL ? enr_writing_kinds_find (self->kinds, writing->kind, error) : NULL;

  if (kind == NULL)
    return FALSE;
  if (writing->approved == 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("Only what the director has approved is handed in."));
  document = enr_writing_print (db, kind, &self->id, 1, writing->approved, error);
  if (document == NULL)
    return FALSE;
  self->content = enr_document_to_pdf (document, enr_document_creation_time (), error);
  self->kind = g_strdup (kind->key);
  self->kind_name = g_strdup (kind->label);
  self->title = enr_writing_dup_name (writing, kind);
  self->paper.first = writing->first;
  self->paper.last = writing->last;
  self->paper.age = writing->age;
  self->paper.child_id = writing->child_id;
  self->paper.media_type = "application/pdf";
  return self->content != NULL;
}

static gboolean
read_file (HandIn *self, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (
      self->file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
      G_FILE_QUERY_INFO_NONE, NULL, error);
  const char *name = info != NULL ? g_file_info_get_display_name (info) : NULL;

  if (info == NULL)
    return FALSE;
  self->paper.media_type = enr_submitted_file_guess_type (name);
  /* Before it is read: one that is too large may be very large. */
  if (self->paper.media_type == NULL || g_file_info_get_size (info) > ENR_BLOB_MAX_BYTES)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("This file cannot be handed in: it is empty, larger than 32 MB, or "
                          "neither PDF, Excel nor CSV."));
  self->content = g_file_load_bytes (self->file, NULL, NULL, error);
  self->kind = g_strdup (ENR_SUBMITTED_FORM);
  self->kind_name = g_strdup (C_ ("paper", "Form"));
  self->title = g_strndup (name, strrchr (name, '.') - name);
  return self->content != NULL;
}

static gpointer
prepare (EnrDb *db, gpointer data, GError **error)
{
  HandIn *self = data;
  int is_on = enr_submitted_file_is_on (db, error);

  if (is_on == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                _ ("Papers are not handed in from here: they are switched off in the settings of "
                   "the municipality's page."));
  return GINT_TO_POINTER (
      is_on > 0 && (self->file != NULL ? read_file (self, error) : read_writing (db, self, error)));
}

/*
 * Writing
 */

static gpointer
add (EnrDb *db, gpointer data, GError **error)
{
  HandIn *self = data;

  self->paper.kind = self->kind;
  self->paper.title = self->title;
  return GINT_TO_POINTER (enr_submitted_file_add (db, enr_session_get_actor (self->session),
                                                  &self->paper, self->content, error));
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) != NULL)
    enr_session_tell (session, _ ("The paper was handed in: its way to the city is among the "
                                  "reports."));
  else
    enr_session_fail (session, error);
}

/*
 * The question
 */

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (HandIn) self = user_data;
  g_autoptr (EnrSession) session = g_object_ref (self->session);

  if (!g_str_equal (response, "yes"))
    return;
  if (self->entry != NULL)
    {
      g_free (self->title);
      self->title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
    }
  enr_store_write_async (enr_session_get_store (session), add, g_steal_pointer (&self),
                         hand_in_free, NULL, added_cb, g_object_ref (session));
}

static char *
dup_question (const HandIn *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *size = g_format_size (g_bytes_get_size (self->content));

  /* Translators: a kind of paper, and its size */
  g_string_append_printf (text, _ ("%s, %s"), self->kind_name, size);
  g_string_append (text, "\n\n");
  g_string_append (text,
                   _ ("The city gets this file as it is now, and beside it the kind of paper, "
                      "its period and the class's age. The title stays here."));
  if (!enr_uuid_is_none (&self->paper.child_id))
    {
      g_string_append_c (text, '\n');
      g_string_append (text, _ ("The child is told by its certification number; its name is in the "
                                "file."));
    }
  return g_string_free (text, FALSE);
}

static void
ask (HandIn *self)
{
  GtkRoot *root = gtk_widget_get_root (self->widget);
  g_autofree char *body = dup_question (self);
  GtkWidget *dialog;

  if (!GTK_IS_WINDOW (root))
    {
      hand_in_free (self);
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (root), NULL, body);
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog),
                                     /* Translators: the title of a paper */
                                     _ ("Hand in “%s” to the City?"), self->title);
  if (self->file != NULL)
    {
      self->entry = gtk_entry_new ();
      gtk_editable_set_text (GTK_EDITABLE (self->entry), self->title);
      gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      C_ ("paper", "Title"), -1);
      adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), self->entry);
    }
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "no", _ ("_Cancel"), "yes",
                                    _ ("_Hand In"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "yes",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "yes");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "no");
  enr_compat_leave_parent (GTK_WINDOW (dialog));
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HandIn) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    enr_session_fail (self->session, error);
  else
    ask (g_steal_pointer (&self));
}

static void
begin (HandIn *self)
{
  enr_store_read_async (enr_session_get_store (self->session), prepare, self, NULL, NULL, NULL,
                        prepared_cb, self);
}

void
enr_hand_in_writing (EnrSession *session,
                     GtkWidget *widget,
                     EnrWritingKinds *kinds,
                     const EnrUuid *id)
{
  HandIn *self;

  g_return_if_fail (ENR_IS_SESSION (session) && kinds != NULL && id != NULL);

  self = hand_in_new (session, widget);
  self->kinds = enr_writing_kinds_ref (kinds);
  self->id = *id;
  begin (self);
}

void
enr_hand_in_file (EnrSession *session, GtkWidget *widget, GFile *file)
{
  HandIn *self;

  g_return_if_fail (ENR_IS_SESSION (session) && G_IS_FILE (file));

  self = hand_in_new (session, widget);
  self->file = g_object_ref (file);
  begin (self);
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (HandIn) asked = user_data;

  if (file != NULL)
    enr_hand_in_file (asked->session, asked->widget, file);
}

void
enr_hand_in_ask (EnrSession *session, GtkWidget *widget)
{
  g_return_if_fail (ENR_IS_SESSION (session));

  enr_compat_open_file (GTK_WINDOW (gtk_widget_get_root (widget)),
                        _ ("Hand In a File (PDF, Excel or CSV)"), NULL, NULL, chosen_cb,
                        hand_in_new (session, widget));
}
