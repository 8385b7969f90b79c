/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/waiting-paper.h"

#include <glib/gi18n.h>

#include "app/children/words.h"
#include "app/papers/paper-view.h"
#include "app/writing/writing-difference.h"
#include "base/text.h"
#include "reports/writing-print.h"
#include "writing/label.h"

struct _EnrWaitingPaper
{
  GtkBox parent_instance;

  /* Template */
  GtkStack *stack;
  GtkLabel *heading;
  GtkWidget *again;
  GtkLabel *again_label;
  GtkStack *changes; /* "nothing", "list" */
  GtkGrid *difference;
  GtkTextView *text;
  GtkToggleButton *as_paper;
  GtkStack *forms; /* "text", "paper" */
  EnrPaperView *paper;

  /* Owned */
  EnrSession *session;
  EnrWaitingItem *item; /* whose content is shown, or read */
  GCancellable *loading;
};

G_DEFINE_FINAL_TYPE (EnrWaitingPaper, enr_waiting_paper, GTK_TYPE_BOX)

typedef struct
{
  EnrWritingKinds *kinds; /* keeps @kind alive */
  const EnrWritingKind *kind;
  EnrUuid id;
  int version;
  int before; /* the version that was approved; 0 for none */
  gboolean is_paper;
} Asked;

/* What was read: the content, what was approved before, and the paper where that is looked at. */
typedef struct
{
  EnrContent *content;
  EnrContent *before;    /* or NULL */
  EnrDocument *document; /* or NULL */
} Read;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  enr_writing_kinds_unref (asked->kinds);
  g_free (asked);
}

static void
read_free (Read *read)
{
  g_clear_pointer (&read->content, enr_content_free);
  g_clear_pointer (&read->before, enr_content_free);
  g_clear_pointer (&read->document, enr_document_unref);
  g_free (read);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Read, read_free)

typedef struct
{
  EnrWaitingPaper *paper;
  EnrWaitingItem *item;
  int version;
} Waiting;

static void
waiting_free (Waiting *waiting)
{
  g_object_unref (waiting->paper);
  g_object_unref (waiting->item);
  g_free (waiting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiting, waiting_free)

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const Asked *asked = data;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (Read) read = g_new0 (Read, 1);

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  read->content = enr_writing_load_version (db, &asked->id, asked->version, error);
  if (read->content == NULL)
    return NULL;
  if (asked->before > 0)
    read->before = enr_writing_load_version (db, &asked->id, asked->before, error);
  if (asked->before > 0 && read->before == NULL)
    return NULL;
  if (asked->is_paper)
    read->document = enr_writing_print (db, asked->kind, &asked->id, 1, asked->version, error);
  return asked->is_paper && read->document == NULL ? NULL : g_steal_pointer (&read);
}

/* The section of a text of a table, of children or of facts, which has several; NULL for all
 * others. */
static const EnrSection *
find_group (const EnrWritingKind *kind, const EnrContentItem *item)
{
  const EnrSection *section = kind != NULL ? enr_writing_kind_find_section (kind, item->key) : NULL;

  return section != NULL && section->type != ENR_SECTION_TEXT ? section : NULL;
}

static void
insert_heading (GtkTextBuffer *buffer, GtkTextIter *end, const char *heading)
{
  if (gtk_text_buffer_get_char_count (buffer) > 0)
    gtk_text_buffer_insert (buffer, end, "\n", 1);
  gtk_text_buffer_insert_with_tags_by_name (buffer, end, heading, -1, "heading", NULL);
  gtk_text_buffer_insert (buffer, end, "\n", 1);
}

/* What was left blank says nothing; and so each text says of which day or child it is. */
static void
show_content (EnrWaitingPaper *self, const EnrWritingKind *kind, const EnrContent *content)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  const EnrSection *group = NULL;
  GtkTextIter end;

  gtk_text_buffer_set_text (buffer, "", 0);
  gtk_text_buffer_get_end_iter (buffer, &end);
  for (guint i = 0; i < content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (content->items, i);
      const EnrSection *section = find_group (kind, item);
      g_autofree char *name = NULL;

      if (enr_text_is_blank (item->text))
        continue;
      name = section != NULL ? enr_writing_dup_place (kind, content, item)
                             : enr_writing_dup_label (kind, content, item);
      if (section == NULL)
        insert_heading (buffer, &end, name);
      else if (section != group)
        insert_heading (buffer, &end, section->heading);
      group = section;
      if (section != NULL && *name != '\0')
        {
          g_autofree char *place = g_strdup_printf ("【%s】", name);

          gtk_text_buffer_insert_with_tags_by_name (buffer, &end, place, -1, "place", NULL);
        }
      gtk_text_buffer_insert (buffer, &end, item->text, -1);
      gtk_text_buffer_insert (buffer, &end, "\n", 1);
    }
  gtk_text_buffer_get_start_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
}

static void
show_heading (EnrWaitingPaper *self, EnrWaitingItem *item)
{
  const EnrWritingKind *kind = enr_waiting_item_get_kind (item);
  const EnrWriting *writing = enr_waiting_item_get_writing (item);
  g_autofree char *name
      = kind != NULL ? enr_writing_dup_name (writing, kind) : g_strdup (writing->kind);

  gtk_label_set_text (self->heading, name);
}

static char *
dup_again (const EnrWriting *writing, const EnrStepDone *again)
{
  g_autofree char *when = again != NULL ? enr_words_dup_instant (again->at) : NULL;

  if (again == NULL)
    return g_strdup_printf (_ ("Revision %d"), writing->revision);
  if (again->step == ENR_STEP_EVALUATE)
    /* Translators: who, and when */
    return g_strdup_printf (_ ("It was approved, and taken up again for its evaluation (%s, %s)."),
                            again->name, when);
  /* Translators: the number of the revision, its reason, who, and when */
  return g_strdup_printf (_ ("Revision %d, because: %s (%s, %s)"), writing->revision, again->reason,
                          again->name, when);
}

/* Of what was approved before, who approves it again has to know what is new. */
static void
show_again (EnrWaitingPaper *self, EnrWaitingItem *item, const Read *read)
{
  g_autofree char *text = NULL;
  guint n;

  gtk_widget_set_visible (self->again, read->before != NULL);
  if (read->before == NULL)
    return;
  text = dup_again (enr_waiting_item_get_writing (item), enr_waiting_item_get_again (item));
  gtk_label_set_text (self->again_label, text);
  n = enr_writing_difference_fill (self->difference, enr_waiting_item_get_kind (item), read->before,
                                   read->content);
  gtk_stack_set_visible_child_name (self->changes, n > 0 ? "list" : "nothing");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Waiting) waiting = user_data;
  EnrWaitingPaper *self = waiting->paper;
  g_autoptr (GError) error = NULL;
  g_autoptr (Read) read = enr_store_finish (ENR_STORE (source), result, &error);

  if (self->session == NULL || self->item != waiting->item)
    return;
  if (read == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  show_heading (self, waiting->item);
  show_again (self, waiting->item, read);
  show_content (self, enr_waiting_item_get_kind (waiting->item), read->content);
  enr_paper_view_set_document (self->paper, read->document, FALSE);
  gtk_stack_set_visible_child_name (self->forms, read->document != NULL ? "paper" : "text");
  gtk_stack_set_visible_child_name (self->stack, "content");
  enr_waiting_item_set_looked_at (waiting->item, waiting->version);
}

/* The paper takes longer: it is made where it is looked at. */
static void
read_item (EnrWaitingPaper *self)
{
  const EnrWriting *writing = enr_waiting_item_get_writing (self->item);
  Asked *asked = g_new0 (Asked, 1);
  Waiting *waiting = g_new0 (Waiting, 1);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  asked->kinds = enr_writing_kinds_ref (enr_waiting_item_get_kinds (self->item));
  asked->kind = enr_waiting_item_get_kind (self->item);
  asked->id = writing->id;
  asked->version = writing->version;
  asked->before = writing->approved;
  waiting->paper = g_object_ref (self);
  waiting->item = g_object_ref (self->item);
  waiting->version = writing->version;
  asked->is_paper = gtk_toggle_button_get_active (self->as_paper) && asked->kind != NULL;
  self->loading = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load, asked, asked_free,
                        (GDestroyNotify) read_free, self->loading, loaded_cb, waiting);
}

static void
form_changed_cb (EnrWaitingPaper *self)
{
  if (self->item != NULL)
    read_item (self);
}

/* It was submitted anew while it was looked at. */
static void
item_changed_cb (EnrWaitingPaper *self)
{
  if (!enr_waiting_item_is_looked_at (self->item))
    read_item (self);
}

static void
enr_waiting_paper_dispose (GObject *object)
{
  EnrWaitingPaper *self = ENR_WAITING_PAPER (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WAITING_PAPER);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_waiting_paper_parent_class)->dispose (object);
}

static void
enr_waiting_paper_class_init (EnrWaitingPaperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_waiting_paper_dispose;

  g_type_ensure (ENR_TYPE_PAPER_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/waiting-paper.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingPaper, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingPaper, heading);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingPaper, again);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingPaper, again_label);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingPaper, changes);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingPaper, difference);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingPaper, text);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingPaper, as_paper);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingPaper, forms);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingPaper, paper);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
}

static void
enr_waiting_paper_init (EnrWaitingPaper *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_text_buffer_create_tag (gtk_text_view_get_buffer (self->text), "heading", "weight",
                              PANGO_WEIGHT_BOLD, NULL);
  gtk_text_buffer_create_tag (gtk_text_view_get_buffer (self->text), "place", "weight",
                              PANGO_WEIGHT_MEDIUM, NULL);
}

void
enr_waiting_paper_set_session (EnrWaitingPaper *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_WAITING_PAPER (self));

  g_set_object (&self->session, session);
}

void
enr_waiting_paper_show (EnrWaitingPaper *self, EnrWaitingItem *item)
{
  g_return_if_fail (ENR_IS_WAITING_PAPER (self));

  if (self->item == item)
    return;
  g_cancellable_cancel (self->loading);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  g_signal_connect_object (item, "changed", G_CALLBACK (item_changed_cb), self, G_CONNECT_SWAPPED);
  read_item (self);
}
