/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/contact/letter-audience.h"
#include "app/contact/letter-compose-private.h"
#include "app/contact/letter-template-dialog.h"

typedef struct
{
  EnrLetterCompose *compose;
  GCancellable *of;
  char *id;
} Question;

static Question *
question_new (EnrLetterCompose *self, const char *id)
{
  Question *question = g_new0 (Question, 1);

  question->compose = g_object_ref (self);
  question->of = g_object_ref (self->cancellable);
  question->id = g_strdup (id);
  return question;
}

static void
question_free (Question *question)
{
  g_object_unref (question->compose);
  g_object_unref (question->of);
  g_free (question->id);
  g_free (question);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* Whether the letter that was asked about is still the one that is shown. */
static gboolean
is_current (const Question *question)
{
  return question->compose->session != NULL && question->compose->announcement != NULL
         && question->compose->cancellable == question->of;
}

static GtkWindow *
get_window (EnrLetterCompose *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/*
 * Templates
 */

static void
append_templates (GMenu *menu, GPtrArray *templates, const char *action)
{
  for (guint i = 0; i < templates->len; i++)
    {
      const EnrLetterTemplate *letter = g_ptr_array_index (templates, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (letter->name, NULL);
      char id[ENR_UUID_STRING_LENGTH];

      g_menu_item_set_action_and_target (item, action, "s", enr_uuid_format (&letter->id, id));
      g_menu_append_item (menu, item);
    }
}

void
enr_letter_compose_show_templates (EnrLetterCompose *self, GPtrArray *templates)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) all = g_menu_new ();
  g_autoptr (GMenu) tools = g_menu_new ();
  g_autoptr (GMenu) remove = g_menu_new ();

  append_templates (all, templates, "letter.use-template");
  append_templates (remove, templates, "letter.drop-template");
  g_menu_append (tools, _ ("Keep This as a Template…"), "letter.keep-template");
  if (templates->len > 0)
    g_menu_append_submenu (tools, _ ("Take a Template Off the List"), G_MENU_MODEL (remove));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (tools));
  gtk_menu_button_set_menu_model (self->templates, G_MENU_MODEL (menu));
}

typedef struct
{
  const EnrActor *actor;
  EnrUuid id;
  EnrAnnouncement *draft;
} Template;

static void
template_free (gpointer data)
{
  Template *wanted = data;

  g_clear_pointer (&wanted->draft, enr_announcement_free);
  g_free (wanted);
}

static gpointer
fill (EnrDb *db, gpointer data, GError **error)
{
  Template *wanted = data;
  g_autoptr (EnrLetterTemplate) letter = enr_letter_template_load (db, &wanted->id, error);

  if (letter == NULL || !enr_letter_template_fill (db, letter, wanted->draft, error))
    return NULL;
  return g_steal_pointer (&wanted->draft);
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  EnrLetterCompose *self = question->compose;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrAnnouncement) filled = enr_store_finish (ENR_STORE (source), result, &error);

  if (!is_current (question))
    return;
  if (filled == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  /* It may have been kept meanwhile. */
  filled->id = self->announcement->id;
  filled->version = self->announcement->version;
  enr_letter_compose_show (self, g_steal_pointer (&filled));
  enr_letter_compose_touch (self);
  enr_letter_compose_take_keyboard (self);
}

static void
use_answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  EnrLetterCompose *self = question->compose;
  EnrAnnouncement *draft;
  Template *wanted;

  if (!is_yes || !is_current (question))
    return;
  draft = enr_letter_compose_take (self);
  if (draft == NULL)
    return;
  wanted = g_new0 (Template, 1);
  wanted->draft = draft;
  if (!enr_uuid_parse (question->id, &wanted->id))
    wanted->id = enr_uuid_none;
  enr_store_read_async (enr_session_get_store (self->session), fill, wanted, template_free,
                        (GDestroyNotify) enr_announcement_free, NULL, filled_cb,
                        g_steal_pointer (&question));
}

static void
use_template_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLetterCompose *self = ENR_LETTER_COMPOSE (widget);
  Question *question;

  if (self->announcement == NULL)
    return;
  question = question_new (self, g_variant_get_string (parameter, NULL));
  if (enr_letter_compose_is_blank (self))
    use_answer_cb (TRUE, question);
  else
    enr_compat_ask (get_window (self), _ ("Replace what is written?"),
                    _ ("Title, text and question become those of the template. The text comes back "
                       "with Ctrl+Z."),
                    _ ("_Replace"), TRUE, use_answer_cb, question);
}

static gpointer
drop_template (EnrDb *db, gpointer data, GError **error)
{
  const Template *wanted = data;

  return GINT_TO_POINTER (enr_letter_template_remove (db, wanted->actor, &wanted->id, error));
}

static void
templates_changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  EnrLetterCompose *self = question->compose;
  g_autoptr (GError) error = NULL;
  gboolean is_done = enr_store_finish (ENR_STORE (source), result, &error) != NULL;

  if (!is_current (question))
    return;
  if (!is_done)
    enr_session_fail (self->session, error);
  enr_letter_compose_read_beside (self);
}

static void
drop_answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  EnrLetterCompose *self = question->compose;
  Template *wanted;

  if (!is_yes || !is_current (question))
    return;
  wanted = g_new0 (Template, 1);
  wanted->actor = enr_session_get_actor (self->session);
  if (!enr_uuid_parse (question->id, &wanted->id))
    wanted->id = enr_uuid_none;
  enr_store_write_async (enr_session_get_store (self->session), drop_template, wanted,
                         template_free, NULL, templates_changed_cb, g_steal_pointer (&question));
}

static void
drop_template_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLetterCompose *self = ENR_LETTER_COMPOSE (widget);

  if (self->announcement == NULL)
    return;
  enr_compat_ask (get_window (self), _ ("Take this template off the list?"),
                  _ ("Letters that were written with it stay as they are."), _ ("_Take Off"), TRUE,
                  drop_answer_cb, question_new (self, g_variant_get_string (parameter, NULL)));
}

static void
template_kept_cb (EnrLetterCompose *self)
{
  if (self->session != NULL && self->announcement != NULL)
    enr_letter_compose_read_beside (self);
}

static void
keep_template_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLetterCompose *self = ENR_LETTER_COMPOSE (widget);
  g_autoptr (EnrAnnouncement) draft
      = self->announcement != NULL ? enr_letter_compose_take (self) : NULL;
  EnrLetterTemplateDialog *dialog;

  if (draft == NULL)
    return;
  dialog = enr_letter_template_dialog_new (self->session, draft);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (template_kept_cb), self, G_CONNECT_SWAPPED);
  enr_edit_dialog_show (ENR_EDIT_DIALOG (dialog), widget);
}

/*
 * Whom it is for
 */

static void
audience_chosen_cb (EnrLetterAudience *dialog, gpointer result, EnrLetterCompose *self)
{
  if (self->session == NULL || self->announcement == NULL)
    return;
  enr_letter_audience_put (dialog, self->announcement);
  enr_letter_compose_touch (self);
  enr_letter_compose_read_beside (self);
}

static void
audience_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLetterCompose *self = ENR_LETTER_COMPOSE (widget);
  g_autoptr (EnrAnnouncement) draft
      = self->announcement != NULL ? enr_letter_compose_take (self) : NULL;
  EnrLetterAudience *dialog;

  if (draft == NULL)
    return;
  dialog = enr_letter_audience_new (self->session, draft);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (audience_chosen_cb), self, 0);
  enr_edit_dialog_show (ENR_EDIT_DIALOG (dialog), widget);
}

/*
 * Going on
 */

static void
preview_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_letter_compose_save (ENR_LETTER_COMPOSE (widget), ENR_LETTER_THEN_PREVIEW);
}

static void
leave_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLetterCompose *self = ENR_LETTER_COMPOSE (widget);

  /* Nothing was typed that could be kept. */
  if (self->announcement != NULL && enr_uuid_is_none (&self->announcement->id)
      && enr_letter_compose_is_blank (self))
    self->is_dirty = FALSE;
  enr_letter_compose_save (self, ENR_LETTER_THEN_LEAVE);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_letter_compose_save (ENR_LETTER_COMPOSE (widget), ENR_LETTER_THEN_NOTHING);
}

typedef struct
{
  const EnrActor *actor;
  EnrUuid id;
  int version;
} Remove;

static gpointer
remove_draft (EnrDb *db, gpointer data, GError **error)
{
  const Remove *remove = data;

  return GINT_TO_POINTER (
      enr_announcement_remove (db, remove->actor, &remove->id, remove->version, error));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  EnrLetterCompose *self = question->compose;
  g_autoptr (GError) error = NULL;
  gboolean is_done = enr_store_finish (ENR_STORE (source), result, &error) != NULL;

  if (!is_current (question))
    return;
  if (!is_done)
    {
      enr_session_fail (self->session, error);
      return;
    }
  enr_session_tell (self->session, _ ("The draft was removed."));
  self->is_dirty = FALSE;
  g_clear_handle_id (&self->autosave_source, g_source_remove);
  gtk_widget_activate_action (GTK_WIDGET (self), "letters.overview", NULL);
}

static void
remove_answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  EnrLetterCompose *self = question->compose;
  Remove remove;

  if (!is_yes || !is_current (question))
    return;
  remove.actor = enr_session_get_actor (self->session);
  remove.id = self->announcement->id;
  remove.version = self->announcement->version;
  enr_store_write_async (enr_session_get_store (self->session), remove_draft,
                         g_memdup2 (&remove, sizeof remove), g_free, NULL, removed_cb,
                         g_steal_pointer (&question));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLetterCompose *self = ENR_LETTER_COMPOSE (widget);

  enr_compat_ask (get_window (self), _ ("Remove this draft?"),
                  _ ("It was not sent. Its text and files go."), _ ("_Remove"), TRUE,
                  remove_answer_cb, question_new (self, NULL));
}

void
enr_letter_compose_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "letter.use-template", "s", use_template_action);
  gtk_widget_class_install_action (widget_class, "letter.drop-template", "s", drop_template_action);
  gtk_widget_class_install_action (widget_class, "letter.keep-template", NULL,
                                   keep_template_action);
  gtk_widget_class_install_action (widget_class, "letter.audience", NULL, audience_action);
  gtk_widget_class_install_action (widget_class, "letter.preview", NULL, preview_action);
  gtk_widget_class_install_action (widget_class, "letter.leave", NULL, leave_action);
  gtk_widget_class_install_action (widget_class, "letter.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "letter.remove", NULL, remove_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "letter.leave", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "letter.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "letter.preview", NULL);
}
