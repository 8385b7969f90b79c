/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrases-words.h"

#include <glib/gi18n.h>

#include "app/writing/phrases-change.h"
#include "app/writing/phrases-list.h"
#include "app/writing/phrases-out-dialog.h"
#include "app/writing/phrases-read.h"
#include "app/writing/phrases-word-dialog.h"

struct _EnrPhrasesWords
{
  AdwBin parent_instance;

  /* Template */
  GtkSearchEntry *search;
  GtkStack *stack;
  EnrPhrasesList *list;
  AdwStatusPage *nothing;
  GtkWidget *start_button;
  GtkLabel *summary;

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (EnrPhrasesWords, enr_phrases_words, ADW_TYPE_BIN)

/* (element-type EnrPhrasesItem) */
static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) words = enr_style_word_find (db, data, error);
  GPtrArray *items;

  if (words == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add (items,
                     enr_phrases_item_new_word (g_steal_pointer (&g_ptr_array_index (words, i))));
  return items;
}

static void
update (EnrPhrasesWords *self)
{
  guint n = enr_phrases_list_get_n (self->list);
  guint n_chosen = enr_phrases_list_get_n_chosen (self->list);
  gboolean is_search = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
  g_autofree char *text = n_chosen > 1 ? g_strdup_printf (_ ("%u of %u are chosen"), n_chosen, n)
                                       : g_strdup_printf (ngettext ("%u word", "%u words", n), n);

  gtk_label_set_text (self->summary, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "words.edit", n_chosen == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "words.remove", n_chosen > 0);
  adw_status_page_set_title (self->nothing,
                             is_search ? _ ("No Word Fits") : _ ("No Words Are Marked"));
  adw_status_page_set_description (
      self->nothing, is_search ? "" : _ ("Words on this list are marked where they are written."));
  gtk_widget_set_visible (self->start_button, !is_search);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "nothing");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPhrasesWords) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = enr_store_finish (ENR_STORE (source), result, &error);

  if (self->session == NULL)
    return;
  if (items == NULL)
    enr_session_fail (self->session, error);
  else
    enr_phrases_list_set_items (self->list, items);
}

static void
reload (EnrPhrasesWords *self)
{
  if (self->session == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load,
                        g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))), g_free,
                        (GDestroyNotify) g_ptr_array_unref, self->cancellable, loaded_cb,
                        g_object_ref (self));
}

static void
store_changed_cb (EnrPhrasesWords *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "style_word"))
    reload (self);
}

static void
open_cb (EnrPhrasesWords *self, EnrPhrasesItem *item)
{
  enr_edit_dialog_show (ENR_EDIT_DIALOG (enr_phrases_word_dialog_new (
                            self->session, enr_phrases_item_get_word (item))),
                        GTK_WIDGET (self));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_edit_dialog_show (
      ENR_EDIT_DIALOG (enr_phrases_word_dialog_new (ENR_PHRASES_WORDS (widget)->session, NULL)),
      widget);
}

static void
chosen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPhrasesWords *self = ENR_PHRASES_WORDS (widget);
  g_autoptr (GPtrArray) items = enr_phrases_list_dup_chosen (self->list);

  if (items->len == 0)
    return;
  if (g_str_equal (name, "words.edit"))
    open_cb (self, g_ptr_array_index (items, 0));
  else
    enr_phrases_change_remove (self->session, items);
}

static void
file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPhrasesWords *self = ENR_PHRASES_WORDS (widget);

  if (g_str_equal (name, "words.write"))
    enr_edit_dialog_show (ENR_EDIT_DIALOG (enr_phrases_out_dialog_new (self->session, NULL)),
                          widget);
  else
    enr_phrases_read_start (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, NULL);
}

static void
start_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_phrases_change_start (ENR_PHRASES_WORDS (widget)->session, TRUE);
}

/* Escape takes the words away first. */
static void
stop_search_cb (EnrPhrasesWords *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "window.close", NULL);
}

static void
enr_phrases_words_dispose (GObject *object)
{
  enr_phrases_words_stop (ENR_PHRASES_WORDS (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_PHRASES_WORDS);

  G_OBJECT_CLASS (enr_phrases_words_parent_class)->dispose (object);
}

static void
enr_phrases_words_finalize (GObject *object)
{
  g_clear_object (&ENR_PHRASES_WORDS (object)->cancellable);

  G_OBJECT_CLASS (enr_phrases_words_parent_class)->finalize (object);
}

static void
enr_phrases_words_class_init (EnrPhrasesWordsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_phrases_words_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_phrases_words_finalize;

  g_type_ensure (ENR_TYPE_PHRASES_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/phrases-words.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWords, search);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWords, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWords, list);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWords, nothing);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWords, start_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWords, summary);
  gtk_widget_class_bind_template_callback (widget_class, reload);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_install_action (widget_class, "words.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "words.edit", NULL, chosen_action);
  gtk_widget_class_install_action (widget_class, "words.remove", NULL, chosen_action);
  gtk_widget_class_install_action (widget_class, "words.read", NULL, file_action);
  gtk_widget_class_install_action (widget_class, "words.write", NULL, file_action);
  gtk_widget_class_install_action (widget_class, "words.start", NULL, start_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "words.add",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "words.remove", NULL);
}

static void
enr_phrases_words_init (EnrPhrasesWords *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_phrases_words_begin (EnrPhrasesWords *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_PHRASES_WORDS (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}

void
enr_phrases_words_stop (EnrPhrasesWords *self)
{
  g_return_if_fail (ENR_IS_PHRASES_WORDS (self));

  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (enr_session_get_store (self->session), store_changed_cb,
                                          self);
  g_clear_object (&self->session);
}

void
enr_phrases_words_focus_search (EnrPhrasesWords *self)
{
  g_return_if_fail (ENR_IS_PHRASES_WORDS (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
