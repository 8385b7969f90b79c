/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrases-bank.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/writing/phrases-change.h"
#include "app/writing/phrases-dialog.h"
#include "app/writing/phrases-list.h"
#include "app/writing/phrases-out-dialog.h"
#include "app/writing/phrases-read.h"

struct _EnrPhrasesBank
{
  AdwBin parent_instance;

  /* Template */
  GtkSearchEntry *search;
  GtkDropDown *which;
  GtkDropDown *section;
  GtkStringList *section_names;
  GtkDropDown *age;
  GtkDropDown *month;
  GtkDropDown *domain;
  GtkStringList *domain_names;
  GtkStack *stack;
  EnrPhrasesList *list;
  AdwStatusPage *nothing;
  GtkWidget *start_button;
  GtkWidget *clear_button;
  GtkLabel *summary;
  GtkWidget *remove_button;
  GtkWidget *restore_button;

  /* Owned */
  EnrSession *session;
  EnrWritingKinds *kinds;
  GCancellable *cancellable;
  GPtrArray *sections; /* (element-type EnrPhraseSection) */
  GStrv section_keys;  /* of the choices behind the first */
  GStrv domains;
  gboolean is_choosing; /* the choices are being made anew */
};

G_DEFINE_FINAL_TYPE (EnrPhrasesBank, enr_phrases_bank, ADW_TYPE_BIN)

/*
 * Reading
 */

typedef struct
{
  EnrPhraseFilter filter; /* its texts are the job's */
  char *section;
  char *domain;
  char *words;
  GPtrArray *sections;
} Job;

typedef struct
{
  GPtrArray *items; /* (element-type EnrPhrasesItem) */
  GStrv section_keys;
  GStrv domains;
} Lists;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->section);
  g_free (job->domain);
  g_free (job->words);
  g_ptr_array_unref (job->sections);
  g_free (job);
}

static void
lists_free (gpointer data)
{
  Lists *lists = data;

  g_clear_pointer (&lists->items, g_ptr_array_unref);
  g_strfreev (lists->section_keys);
  g_strfreev (lists->domains);
  g_free (lists);
}

/* In the order of the shelf, those that no kind has any more last. */
static GStrv
sort_keys (GStrv keys, GPtrArray *sections)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < sections->len; i++)
    {
      const EnrPhraseSection *section = g_ptr_array_index (sections, i);

      if (g_strv_contains ((const char *const *) keys, section->key))
        g_strv_builder_add (builder, section->key);
    }
  for (guint i = 0; keys[i] != NULL; i++)
    if (enr_phrase_sections_find (sections, keys[i]) == G_MAXUINT)
      g_strv_builder_add (builder, keys[i]);
  return g_strv_builder_end (builder);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (GPtrArray) phrases = enr_phrase_list (db, &job->filter, job->sections, error);
  g_auto (GStrv) keys = phrases != NULL ? enr_phrase_section_keys (db, error) : NULL;
  g_auto (GStrv) domains = keys != NULL ? enr_phrase_domains (db, error) : NULL;
  Lists *lists;

  if (domains == NULL)
    return NULL;
  lists = g_new0 (Lists, 1);
  lists->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < phrases->len; i++)
    g_ptr_array_add (lists->items,
                     enr_phrases_item_new_phrase (g_steal_pointer (&g_ptr_array_index (phrases, i)),
                                                  job->sections));
  lists->section_keys = sort_keys (keys, job->sections);
  lists->domains = g_steal_pointer (&domains);
  return lists;
}

/*
 * Showing
 */

static gboolean
is_all (EnrPhrasesBank *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0'
         && gtk_drop_down_get_selected (self->section) == 0
         && gtk_drop_down_get_selected (self->age) == 0
         && gtk_drop_down_get_selected (self->month) == 0
         && gtk_drop_down_get_selected (self->domain) == 0;
}

/* Whatever the language, the sentence is one of these. */
static void
show_nothing (EnrPhrasesBank *self, EnrPhrasesWhich which)
{
  gboolean is_empty = is_all (self);
  const char *title = _ ("No Phrase Fits");
  const char *text = _ ("Try fewer words, or take a condition off.");

  if (is_empty && which == ENR_PHRASES_ALL)
    {
      title = _ ("There Are No Phrases Yet");
      text = _ ("Add your own, read in a list, or begin with the starting set.");
    }
  else if (is_empty && which == ENR_PHRASES_OWN)
    {
      title = _ ("There Are No Phrases of Your Own Yet");
      text = _ ("Add one here, or while writing: select a text and put it into the phrases.");
    }
  else if (is_empty)
    {
      title = which == ENR_PHRASES_REMOVED ? _ ("Nothing Is Removed")
                                           : _ ("None of the Starting Set Is Here");
      text = which == ENR_PHRASES_REMOVED ? _ ("Phrases that are removed can be brought back here.")
                                          : "";
    }
  adw_status_page_set_title (self->nothing, title);
  adw_status_page_set_description (self->nothing, text);
  gtk_widget_set_visible (self->start_button, is_empty && which == ENR_PHRASES_ALL);
  gtk_widget_set_visible (self->clear_button, !is_empty);
}

static void
update (EnrPhrasesBank *self)
{
  EnrPhrasesWhich which = gtk_drop_down_get_selected (self->which);
  guint n = enr_phrases_list_get_n (self->list);
  guint n_chosen = enr_phrases_list_get_n_chosen (self->list);
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *text = n_chosen > 1
                              ? g_strdup_printf (_ ("%u of %u are chosen"), n_chosen, n)
                              : g_strdup_printf (ngettext ("%u phrase", "%u phrases", n), n);

  gtk_label_set_text (self->summary, text);
  gtk_widget_set_visible (self->remove_button, which != ENR_PHRASES_REMOVED);
  gtk_widget_set_visible (self->restore_button, which == ENR_PHRASES_REMOVED);
  gtk_widget_action_set_enabled (widget, "bank.edit",
                                 n_chosen == 1 && which != ENR_PHRASES_REMOVED);
  gtk_widget_action_set_enabled (widget, "bank.remove",
                                 n_chosen > 0 && which != ENR_PHRASES_REMOVED);
  gtk_widget_action_set_enabled (widget, "bank.restore",
                                 n_chosen > 0 && which == ENR_PHRASES_REMOVED);
  if (n == 0)
    show_nothing (self, which);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "nothing");
}

/* Makes the choices behind the first anew, and keeps the one that is made; %FALSE where it is gone.
 */
static gboolean
show_choices (GtkDropDown *drop_down, GtkStringList *names, GStrv *shown, GStrv keys, GStrv labels)
{
  guint selected = gtk_drop_down_get_selected (drop_down);
  g_autofree char *key = selected > 0 && *shown != NULL ? g_strdup ((*shown)[selected - 1]) : NULL;
  guint now = 0;

  if (*shown != NULL && g_strv_equal ((const char *const *) *shown, (const char *const *) keys))
    return TRUE;
  gtk_string_list_splice (names, 1, g_list_model_get_n_items (G_LIST_MODEL (names)) - 1,
                          (const char *const *) labels);
  g_strfreev (*shown);
  *shown = g_strdupv (keys);
  for (guint i = 0; key != NULL && keys[i] != NULL; i++)
    if (strcmp (keys[i], key) == 0)
      now = i + 1;
  gtk_drop_down_set_selected (drop_down, now);
  return key == NULL || now > 0;
}

static GStrv
dup_labels (EnrPhrasesBank *self, GStrv keys)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; keys[i] != NULL; i++)
    g_strv_builder_add (builder, enr_phrase_sections_label (self->sections, keys[i]));
  return g_strv_builder_end (builder);
}

static void reload (EnrPhrasesBank *self);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPhrasesBank) self = user_data;
  g_autoptr (GError) error = NULL;
  Lists *lists = enr_store_finish (ENR_STORE (source), result, &error);
  g_auto (GStrv) labels = NULL;
  gboolean is_whole;

  if (lists == NULL || self->session == NULL)
    {
      g_clear_pointer (&lists, lists_free);
      if (self->session != NULL)
        enr_session_fail (self->session, error);
      return;
    }
  labels = dup_labels (self, lists->section_keys);
  self->is_choosing = TRUE;
  is_whole = show_choices (self->section, self->section_names, &self->section_keys,
                           lists->section_keys, labels);
  is_whole &= show_choices (self->domain, self->domain_names, &self->domains, lists->domains,
                            lists->domains);
  self->is_choosing = FALSE;
  enr_phrases_list_set_items (self->list, lists->items);
  lists_free (lists);
  if (!is_whole)
    reload (self);
}

static void
reload (EnrPhrasesBank *self)
{
  guint section = gtk_drop_down_get_selected (self->section);
  guint domain = gtk_drop_down_get_selected (self->domain);
  Job *job;

  if (self->session == NULL || self->is_choosing)
    return;
  job = g_new0 (Job, 1);
  job->section = g_strdup (section > 0 ? self->section_keys[section - 1] : "");
  job->domain = g_strdup (domain > 0 ? self->domains[domain - 1] : "");
  job->words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  job->sections = g_ptr_array_ref (self->sections);
  job->filter = (EnrPhraseFilter){ gtk_drop_down_get_selected (self->which),
                                   job->section,
                                   job->domain,
                                   (int) gtk_drop_down_get_selected (self->age) - 1,
                                   (int) gtk_drop_down_get_selected (self->month),
                                   job->words };
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load, job, job_free, lists_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrPhrasesBank *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "phrase"))
    reload (self);
}

/*
 * What is done
 */

static void
open_cb (EnrPhrasesBank *self, EnrPhrasesItem *item)
{
  if (gtk_drop_down_get_selected (self->which) != ENR_PHRASES_REMOVED)
    enr_edit_dialog_show (ENR_EDIT_DIALOG (enr_phrases_dialog_new (
                              self->session, self->sections, enr_phrases_item_get_phrase (item))),
                          GTK_WIDGET (self));
}

/* A new one begins with what is looked at. */
static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPhrasesBank *self = ENR_PHRASES_BANK (widget);
  g_autoptr (EnrPhrase) phrase = enr_phrase_new ();
  guint section = gtk_drop_down_get_selected (self->section);
  guint domain = gtk_drop_down_get_selected (self->domain);

  if (section > 0)
    {
      g_free (phrase->section);
      phrase->section = g_strdup (self->section_keys[section - 1]);
    }
  if (domain > 0)
    {
      g_free (phrase->domain);
      phrase->domain = g_strdup (self->domains[domain - 1]);
    }
  phrase->age_first = phrase->age_last = (int) gtk_drop_down_get_selected (self->age) - 1;
  enr_edit_dialog_show (
      ENR_EDIT_DIALOG (enr_phrases_dialog_new (self->session, self->sections, phrase)), widget);
}

static void
chosen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPhrasesBank *self = ENR_PHRASES_BANK (widget);
  g_autoptr (GPtrArray) items = enr_phrases_list_dup_chosen (self->list);

  if (items->len == 0)
    return;
  if (g_str_equal (name, "bank.edit"))
    open_cb (self, g_ptr_array_index (items, 0));
  else if (g_str_equal (name, "bank.remove"))
    enr_phrases_change_remove (self->session, items);
  else
    enr_phrases_change_restore (self->session, items);
}

static void
file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPhrasesBank *self = ENR_PHRASES_BANK (widget);

  if (g_str_equal (name, "bank.write"))
    enr_edit_dialog_show (
        ENR_EDIT_DIALOG (enr_phrases_out_dialog_new (self->session, self->sections)), widget);
  else
    enr_phrases_read_start (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, self->kinds);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPhrasesBank *self = ENR_PHRASES_BANK (widget);

  self->is_choosing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->section, 0);
  gtk_drop_down_set_selected (self->age, 0);
  gtk_drop_down_set_selected (self->month, 0);
  gtk_drop_down_set_selected (self->domain, 0);
  self->is_choosing = FALSE;
  reload (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
start_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_phrases_change_start (ENR_PHRASES_BANK (widget)->session, FALSE);
}

/* Escape takes the words away first. */
static void
stop_search_cb (EnrPhrasesBank *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "window.close", NULL);
}

static void
enr_phrases_bank_dispose (GObject *object)
{
  enr_phrases_bank_stop (ENR_PHRASES_BANK (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_PHRASES_BANK);

  G_OBJECT_CLASS (enr_phrases_bank_parent_class)->dispose (object);
}

static void
enr_phrases_bank_finalize (GObject *object)
{
  EnrPhrasesBank *self = ENR_PHRASES_BANK (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_strfreev (self->section_keys);
  g_strfreev (self->domains);

  G_OBJECT_CLASS (enr_phrases_bank_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, search);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, which);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, section);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, section_names);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, age);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, month);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, domain);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, domain_names);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, list);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, nothing);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, start_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, clear_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, summary);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, remove_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesBank, restore_button);
}

static void
enr_phrases_bank_class_init (EnrPhrasesBankClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_phrases_bank_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_phrases_bank_finalize;

  g_type_ensure (ENR_TYPE_PHRASES_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/phrases-bank.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, reload);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_install_action (widget_class, "bank.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "bank.edit", NULL, chosen_action);
  gtk_widget_class_install_action (widget_class, "bank.remove", NULL, chosen_action);
  gtk_widget_class_install_action (widget_class, "bank.restore", NULL, chosen_action);
  gtk_widget_class_install_action (widget_class, "bank.read", NULL, file_action);
  gtk_widget_class_install_action (widget_class, "bank.write", NULL, file_action);
  gtk_widget_class_install_action (widget_class, "bank.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "bank.start", NULL, start_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "bank.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "bank.remove", NULL);
}

static void
enr_phrases_bank_init (EnrPhrasesBank *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_phrases_bank_begin (EnrPhrasesBank *self, EnrSession *session, EnrWritingKinds *kinds)
{
  g_return_if_fail (ENR_IS_PHRASES_BANK (self) && self->session == NULL);

  self->kinds = enr_writing_kinds_ref (kinds);
  self->sections = enr_phrase_sections_new (kinds);
  self->session = g_object_ref (session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}

void
enr_phrases_bank_stop (EnrPhrasesBank *self)
{
  g_return_if_fail (ENR_IS_PHRASES_BANK (self));

  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (enr_session_get_store (self->session), store_changed_cb,
                                          self);
  g_clear_object (&self->session);
}

void
enr_phrases_bank_focus_search (EnrPhrasesBank *self)
{
  g_return_if_fail (ENR_IS_PHRASES_BANK (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
