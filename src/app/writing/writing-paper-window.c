/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/writing-paper-window.h"

#include <glib/gi18n.h>

#include "app/children/words.h"
#include "app/city/hand-in.h"
#include "app/compat.h"
#include "app/papers/paper-view.h"
#include "app/papers/print.h"
#include "app/papers/save.h"
#include "app/writing/keep-toasts.h"
#include "reports/writing-print.h"
#include "submission/submitted-file.h"
#include "writing/approval.h"

struct _EnrWritingPaperWindow
{
  AdwWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkDropDown *version_drop;
  GtkStringList *version_names;
  GtkStack *stack;
  EnrPaperView *view;
  GtkLabel *failure;
  GtkWidget *hand_in;

  /* Owned */
  EnrSession *session;
  EnrWritingKinds *kinds;
  EnrUuid id;
  int version;           /* what is shown, or being read */
  GArray *versions;      /* (element-type int) of the drop-down, once they are known */
  EnrDocument *document; /* NULL until it is read */
  char *kind;            /* its key, for the printer's settings */
  char *name;
  GCancellable *loading;
  gboolean is_filling; /* the drop-down is being filled by the program */
};

G_DEFINE_FINAL_TYPE (EnrWritingPaperWindow, enr_writing_paper_window, ADW_TYPE_WINDOW)

typedef struct
{
  EnrWritingKinds *kinds;
  EnrUuid id;
  int version;
} Asked;

typedef struct
{
  EnrWriting *writing;
  GPtrArray *steps; /* (element-type EnrStepDone) */
  EnrDocument *document;
  char *kind;
  char *name;
  gboolean is_in_force; /* the version that is shown */
  gboolean hands_in;    /* papers are handed in to the city from here */
} Made;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  enr_writing_kinds_unref (asked->kinds);
  g_free (asked);
}

static void
made_free (Made *made)
{
  g_clear_pointer (&made->writing, enr_writing_free);
  g_clear_pointer (&made->steps, g_ptr_array_unref);
  g_clear_pointer (&made->document, enr_document_unref);
  g_free (made->kind);
  g_free (made->name);
  g_free (made);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Made, made_free)

static gpointer
make (EnrDb *db, gpointer data, GError **error)
{
  const Asked *asked = data;
  g_autoptr (Made) made = g_new0 (Made, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  const EnrWritingKind *kind;
  int hands_in, shown;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  made->writing = enr_writing_load (db, &asked->id, error);
  kind = made->writing != NULL ? enr_writing_kinds_find (asked->kinds, made->writing->kind, error)
                               : NULL;
  if (kind == NULL || (made->steps = enr_step_list (db, &asked->id, error)) == NULL)
    return NULL;
  made->document = enr_writing_print (db, kind, &asked->id, 1, asked->version, error);
  if (made->document == NULL)
    return NULL;
  hands_in = enr_submitted_file_is_on (db, error);
  if (hands_in < 0)
    return NULL;
  made->hands_in = hands_in > 0;
  shown = asked->version == ENR_PRINT_PRESENT && !enr_writing_state_is_open (made->writing->state)
              ? made->writing->version
              : asked->version;
  made->is_in_force = shown > 0 && shown == made->writing->approved;
  made->kind = g_strdup (kind->key);
  made->name = enr_writing_dup_name (made->writing, kind);
  return g_steal_pointer (&made);
}

/*
 * Versions
 */

/* What became of a version that was submitted. */
static const char *
get_fate (const Made *made, int version)
{
  const char *fate = _ ("waits for approval");

  if (version == made->writing->approved)
    return _ ("approved, in force");
  for (guint i = 0; i < made->steps->len; i++)
    {
      const EnrStepDone *done = g_ptr_array_index (made->steps, i);

      if (done->version != version)
        continue;
      if (done->step == ENR_STEP_DIRECTOR)
        fate = _ ("was in force before");
      else if (done->step == ENR_STEP_RETURN)
        fate = _ ("returned");
      else if (done->step == ENR_STEP_WITHDRAW)
        fate = _ ("taken back");
    }
  return fate;
}

static void
add_version (EnrWritingPaperWindow *self, int version, const char *label)
{
  g_array_append_val (self->versions, version);
  gtk_string_list_append (self->version_names, label);
}

/* The newest first. */
static void
fill_versions (EnrWritingPaperWindow *self, const Made *made)
{
  self->versions = g_array_new (FALSE, FALSE, sizeof (int));
  self->is_filling = TRUE;
  if (enr_writing_state_is_open (made->writing->state))
    add_version (self, ENR_PRINT_PRESENT, _ ("As it stands now"));
  for (guint i = made->steps->len; i > 0; i--)
    {
      const EnrStepDone *done = g_ptr_array_index (made->steps, i - 1);
      g_autofree char *at = enr_words_dup_instant (done->at);
      g_autofree char *label = NULL;

      if (done->step != ENR_STEP_SUBMIT)
        continue;
      /* Translators: when a version was submitted, and what became of it */
      label = g_strdup_printf (_ ("Submitted %s: %s"), at, get_fate (made, done->version));
      add_version (self, done->version, label);
    }
  if (self->version == ENR_PRINT_PRESENT && !enr_writing_state_is_open (made->writing->state))
    self->version = made->writing->version;
  for (guint i = 0; i < self->versions->len; i++)
    if (g_array_index (self->versions, int, i) == self->version)
      gtk_drop_down_set_selected (self->version_drop, i);
  gtk_widget_set_visible (GTK_WIDGET (self->version_drop), self->versions->len > 1);
  self->is_filling = FALSE;
}

/*
 * Reading
 */

static void
update_actions (EnrWritingPaperWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.save", self->document != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.print", self->document != NULL);
  if (self->document == NULL)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.hand-in", FALSE);
}

static void
show_failure (EnrWritingPaperWindow *self, const GError *error)
{
  g_autofree char *text = enr_error_describe (error);

  gtk_label_set_text (self->failure, text);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWritingPaperWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Made) made = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  if (made == NULL)
    {
      show_failure (self, error);
      return;
    }
  if (self->versions == NULL)
    fill_versions (self, made);
  self->document = g_steal_pointer (&made->document);
  g_free (self->kind);
  g_free (self->name);
  self->kind = g_steal_pointer (&made->kind);
  self->name = g_steal_pointer (&made->name);
  gtk_window_set_title (GTK_WINDOW (self), self->name);
  gtk_widget_set_visible (self->hand_in, made->hands_in);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.hand-in", made->is_in_force);
  enr_paper_view_set_document (self->view, self->document, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "view");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  update_actions (self);
}

static void
load (EnrWritingPaperWindow *self)
{
  Asked *asked = g_new0 (Asked, 1);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->document, enr_document_unref);
  update_actions (self);
  asked->kinds = enr_writing_kinds_ref (self->kinds);
  asked->id = self->id;
  asked->version = self->version;
  self->loading = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), make, asked, asked_free,
                        (GDestroyNotify) made_free, self->loading, loaded_cb, g_object_ref (self));
}

static void
version_selected_cb (EnrWritingPaperWindow *self)
{
  guint position = gtk_drop_down_get_selected (self->version_drop);

  if (self->is_filling || self->versions == NULL || position >= self->versions->len)
    return;
  self->version = g_array_index (self->versions, int, position);
  load (self);
}

static void
view_failed_cb (EnrWritingPaperWindow *self, const GError *error)
{
  show_failure (self, error);
}

/*
 * Actions
 */

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingPaperWindow *self = ENR_WRITING_PAPER_WINDOW (widget);

  if (self->document != NULL)
    enr_print_run (self->session, GTK_WINDOW (self), self->document, self->kind, self->name,
                   enr_paper_view_get_page (self->view));
}

static void
save_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrWritingPaperWindow) self = user_data;
  g_autofree char *path = NULL;

  if (file == NULL || self->session == NULL || self->document == NULL)
    return;
  path = g_file_get_path (file);
  if (path == NULL)
    enr_session_tell (self->session, _ ("Please choose a folder of this PC."));
  else
    enr_writing_paper_window_save (self, path);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingPaperWindow *self = ENR_WRITING_PAPER_WINDOW (widget);
  g_autofree char *proposed = NULL;

  if (self->document == NULL)
    return;
  proposed = g_strconcat (self->name, ".pdf", NULL);
  g_strdelimit (proposed, "/\\:*?\"<>|\t\n ", '_');
  enr_compat_save_file (GTK_WINDOW (self), _ ("Save as PDF"), proposed, save_chosen_cb,
                        g_object_ref (self));
}

static void
hand_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingPaperWindow *self = ENR_WRITING_PAPER_WINDOW (widget);

  enr_hand_in_writing (self->session, widget, self->kinds, &self->id);
}

/*
 * The class
 */

static void
enr_writing_paper_window_dispose (GObject *object)
{
  EnrWritingPaperWindow *self = ENR_WRITING_PAPER_WINDOW (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  /* Before the pictures, as on the page of papers. */
  g_clear_pointer (&self->document, enr_document_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WRITING_PAPER_WINDOW);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_writing_paper_window_parent_class)->dispose (object);
}

static void
enr_writing_paper_window_finalize (GObject *object)
{
  EnrWritingPaperWindow *self = ENR_WRITING_PAPER_WINDOW (object);

  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_clear_pointer (&self->versions, g_array_unref);
  g_free (self->kind);
  g_free (self->name);

  G_OBJECT_CLASS (enr_writing_paper_window_parent_class)->finalize (object);
}

static void
enr_writing_paper_window_class_init (EnrWritingPaperWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_writing_paper_window_dispose;
  object_class->finalize = enr_writing_paper_window_finalize;

  g_type_ensure (ENR_TYPE_PAPER_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/writing-paper-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPaperWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPaperWindow, version_drop);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPaperWindow, version_names);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPaperWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPaperWindow, view);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPaperWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPaperWindow, hand_in);
  gtk_widget_class_bind_template_callback (widget_class, version_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_failed_cb);
  gtk_widget_class_install_action (widget_class, "paper.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "paper.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "paper.hand-in", NULL, hand_in_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "paper.print",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "paper.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_writing_paper_window_init (EnrWritingPaperWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
  update_actions (self);
}

void
enr_writing_paper_window_show (GtkWidget *parent,
                               EnrSession *session,
                               EnrWritingKinds *kinds,
                               const EnrUuid *id,
                               int version)
{
  EnrWritingPaperWindow *self;
  GtkRoot *root = gtk_widget_get_root (parent);

  g_return_if_fail (ENR_IS_SESSION (session) && kinds != NULL && id != NULL);

  self = g_object_new (ENR_TYPE_WRITING_PAPER_WINDOW, NULL);
  self->session = g_object_ref (session);
  self->kinds = enr_writing_kinds_ref (kinds);
  self->id = *id;
  self->version = version;
  enr_keep_toasts_attach (self->toasts, session);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}

void
enr_writing_paper_window_save (EnrWritingPaperWindow *self, const char *path)
{
  g_return_if_fail (ENR_IS_WRITING_PAPER_WINDOW (self));
  g_return_if_fail (self->document != NULL);

  enr_paper_save (self->session, self->document, path);
}
