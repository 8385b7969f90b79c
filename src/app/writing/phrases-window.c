/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrases-window.h"

#include "app/compat.h"
#include "app/writing/keep-toasts.h"
#include "app/writing/phrases-bank.h"
#include "app/writing/phrases-words.h"

struct _EnrPhrasesWindow
{
  AdwWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkStack *pages;
  EnrPhrasesBank *bank;
  EnrPhrasesWords *words;
};

G_DEFINE_FINAL_TYPE (EnrPhrasesWindow, enr_phrases_window, ADW_TYPE_WINDOW)

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPhrasesWindow *self = ENR_PHRASES_WINDOW (widget);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->pages), "words"))
    enr_phrases_words_focus_search (self->words);
  else
    enr_phrases_bank_focus_search (self->bank);
}

/* What is under way may hold the window for a while, and must not show anything then. */
static void
enr_phrases_window_unrealize (GtkWidget *widget)
{
  EnrPhrasesWindow *self = ENR_PHRASES_WINDOW (widget);

  enr_phrases_bank_stop (self->bank);
  enr_phrases_words_stop (self->words);

  GTK_WIDGET_CLASS (enr_phrases_window_parent_class)->unrealize (widget);
}

static void
enr_phrases_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_PHRASES_WINDOW);

  G_OBJECT_CLASS (enr_phrases_window_parent_class)->dispose (object);
}

static void
enr_phrases_window_class_init (EnrPhrasesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_phrases_window_dispose;
  widget_class->unrealize = enr_phrases_window_unrealize;

  g_type_ensure (ENR_TYPE_PHRASES_BANK);
  g_type_ensure (ENR_TYPE_PHRASES_WORDS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/phrases-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWindow, bank);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWindow, words);
  gtk_widget_class_install_action (widget_class, "phrases.search", NULL, search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "phrases.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_phrases_window_init (EnrPhrasesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
}

void
enr_phrases_window_show (GtkWindow *parent, EnrSession *session, EnrWritingKinds *kinds)
{
  EnrPhrasesWindow *self;

  g_return_if_fail (ENR_IS_SESSION (session));

  self = g_object_new (ENR_TYPE_PHRASES_WINDOW, "transient-for", parent, NULL);
  enr_keep_toasts_attach (self->toasts, session);
  enr_phrases_bank_begin (self->bank, session, kinds);
  enr_phrases_words_begin (self->words, session);
  gtk_window_present (GTK_WINDOW (self));
  enr_phrases_bank_focus_search (self->bank);
}
