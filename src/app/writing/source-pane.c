/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/source-pane.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/writing/source-section.h"
#include "base/text.h"

struct _EnrSourcePane
{
  GtkBox parent_instance;

  /* Template */
  GtkStack *stack;
  GtkDropDown *choice;
  GtkStringList *labels;
  GtkLabel *name;
  GtkWidget *copy_all_button;
  GtkScrolledWindow *scroller;
  GtkBox *list;

  /* Borrowed */
  EnrWritingKinds *kinds;
  const EnrWritingKind *kind;

  /* Owned */
  GPtrArray *sources; /* (element-type EnrSource) */
  int age;
  gboolean is_editable;
  gboolean is_changing;
};

G_DEFINE_FINAL_TYPE (EnrSourcePane, enr_source_pane, GTK_TYPE_BOX)

enum
{
  COPY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const EnrSource *
get_source (EnrSourcePane *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);

  return self->sources != NULL && selected < self->sources->len
             ? g_ptr_array_index (self->sources, selected)
             : NULL;
}

static gboolean
belongs_to (const char *key, const EnrSection *section)
{
  gsize length = strlen (section->key);

  return strncmp (key, section->key, length) == 0 && (key[length] == '\0' || key[length] == '/');
}

/* Whether a section can take texts of that source. What was noted about a child belongs to its day;
 * and a plan above has other rows than the one below. */
static gboolean
can_take (EnrSourcePane *self, const EnrSource *source, const EnrSection *section)
{
  return enr_section_fits_age (section, self->age)
         && (section->type == ENR_SECTION_TEXT
             || (section->type == ENR_SECTION_GRID && source->type != ENR_SOURCE_ABOVE));
}

/* The texts of a source (of one of its sections, or %NULL: all) that have a place in what is
 * written. */
static GArray *
find_texts (EnrSourcePane *self, const EnrSource *source, const EnrSection *of)
{
  GArray *texts = g_array_new (FALSE, FALSE, sizeof (EnrSourceText));

  for (guint i = 0; i < self->kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (self->kind->sections, i);
      gboolean is_above = source->type == ENR_SOURCE_ABOVE;
      GHashTableIter iter;
      gpointer value;

      if (!can_take (self, source, section))
        continue;
      g_hash_table_iter_init (&iter, source->writing->texts);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          const EnrWritingText *text = value;
          EnrSourceText taken = { is_above ? section->key : text->key, text };

          if (enr_text_is_blank (text->text) || (of != NULL && !belongs_to (text->key, of)))
            continue;
          if (is_above ? strcmp (section->from, text->key) == 0 : belongs_to (text->key, section))
            g_array_append_val (texts, taken);
        }
    }
  return texts;
}

/* "月 主な活動" and its text, for each cell in which something is written. */
static char *
dup_grid_text (const EnrWriting *writing, const EnrSection *grid)
{
  GString *all = g_string_new (NULL);
  g_auto (GStrv) rows = enr_grid_row_keys (
      grid->rows, grid->rows == ENR_ROWS_TIMES ? enr_writing_count_times (writing, grid) : 0);

  for (guint r = 0; rows[r] != NULL; r++)
    for (guint c = 0; c < grid->columns->len; c++)
      {
        const EnrGridColumn *column = g_ptr_array_index (grid->columns, c);
        g_autofree char *key = g_strjoin ("/", grid->key, rows[r], column->key, NULL);
        g_autofree char *label
            = g_strdelimit (g_strdup (enr_grid_row_label (grid->rows, rows[r])), "\n", ' ');
        const char *text = enr_writing_get_text (writing, key);

        if (!enr_text_is_blank (text))
          g_string_append_printf (all, "%s【%s%s%s】%s", all->len > 0 ? "\n" : "", label,
                                  *label != '\0' ? " " : "", column->heading, text);
      }
  return g_string_free (all, FALSE);
}

static void
section_copy_cb (EnrSourceSection *row, gpointer user_data)
{
  EnrSourcePane *self = user_data;
  const EnrSource *source = get_source (self);
  g_autoptr (GArray) texts = NULL;

  if (source == NULL)
    return;
  texts = find_texts (self, source, enr_source_section_get_section (row));
  g_signal_emit (self, signals[COPY], 0, texts, &source->writing->id, FALSE);
}

static void
copy_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrSourcePane *self = ENR_SOURCE_PANE (widget);
  const EnrSource *source = get_source (self);
  g_autoptr (GArray) texts = NULL;

  if (source == NULL)
    return;
  texts = find_texts (self, source, NULL);
  g_signal_emit (self, signals[COPY], 0, texts, &source->writing->id, TRUE);
}

static void
add_section (EnrSourcePane *self, const EnrSource *source, const EnrSection *section)
{
  g_autoptr (GArray) texts = NULL;
  g_autofree char *text = NULL;
  EnrSourceSection *row;

  if (section->type == ENR_SECTION_TEXT)
    text = g_strdup (enr_writing_get_text (source->writing, section->key));
  else if (section->type == ENR_SECTION_GRID)
    text = dup_grid_text (source->writing, section);
  if (text == NULL || enr_text_is_blank (text))
    return;
  texts = find_texts (self, source, section);
  row = enr_source_section_new (section, text, self->is_editable && texts->len > 0);
  g_signal_connect (row, "copy", G_CALLBACK (section_copy_cb), self);
  gtk_box_append (self->list, GTK_WIDGET (row));
}

static void
show_source (EnrSourcePane *self)
{
  const EnrSource *source = get_source (self);
  const EnrWritingKind *kind
      = source != NULL ? enr_writing_kinds_find (self->kinds, source->writing->kind, NULL) : NULL;
  g_autoptr (GArray) all = NULL;
  g_autofree char *name = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  gtk_stack_set_visible_child_name (self->stack, kind != NULL ? "source" : "nothing");
  if (kind == NULL)
    return;
  name = enr_writing_dup_name (source->writing, kind);
  gtk_label_set_text (self->name, name);
  for (guint i = 0; i < kind->sections->len; i++)
    add_section (self, source, g_ptr_array_index (kind->sections, i));
  all = find_texts (self, source, NULL);
  gtk_widget_set_visible (self->copy_all_button, self->is_editable && all->len > 0);
}

static void
selected_cb (EnrSourcePane *self)
{
  if (self->is_changing)
    return;
  show_source (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
enr_source_pane_dispose (GObject *object)
{
  EnrSourcePane *self = ENR_SOURCE_PANE (object);

  self->is_changing = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_SOURCE_PANE);
  g_clear_pointer (&self->sources, g_ptr_array_unref);

  G_OBJECT_CLASS (enr_source_pane_parent_class)->dispose (object);
}

static void
enr_source_pane_class_init (EnrSourcePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_source_pane_dispose;

  signals[COPY] = g_signal_new ("copy", ENR_TYPE_SOURCE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 3, G_TYPE_ARRAY, G_TYPE_POINTER, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/source-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrSourcePane, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrSourcePane, choice);
  gtk_widget_class_bind_template_child (widget_class, EnrSourcePane, labels);
  gtk_widget_class_bind_template_child (widget_class, EnrSourcePane, name);
  gtk_widget_class_bind_template_child (widget_class, EnrSourcePane, copy_all_button);
  gtk_widget_class_bind_template_child (widget_class, EnrSourcePane, scroller);
  gtk_widget_class_bind_template_child (widget_class, EnrSourcePane, list);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_install_action (widget_class, "source.copy-all", NULL, copy_all_action);
}

static void
enr_source_pane_init (EnrSourcePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_label (const EnrSource *source)
{
  const char *whose = *source->writing->child_name != '\0' ? source->writing->child_name
                                                           : source->writing->class_name;

  return source->type == ENR_SOURCE_OTHER && *whose != '\0'
             ? g_strdup_printf ("%s: %s", enr_source_type_label (source->type), whose)
             : g_strdup (enr_source_type_label (source->type));
}

void
enr_source_pane_show (EnrSourcePane *self,
                      EnrWritingKinds *kinds,
                      const EnrWritingKind *kind,
                      int age,
                      GPtrArray *sources)
{
  const EnrSource *before = get_source (self);
  EnrUuid chosen = before != NULL ? before->writing->id : enr_uuid_none;
  double place = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));
  guint selected = 0;

  self->kinds = kinds;
  self->kind = kind;
  self->age = age;
  self->is_changing = TRUE;
  gtk_string_list_splice (self->labels, 0, g_list_model_get_n_items (G_LIST_MODEL (self->labels)),
                          NULL);
  g_ptr_array_ref (sources);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  self->sources = sources;
  for (guint i = 0; i < sources->len; i++)
    {
      const EnrSource *source = g_ptr_array_index (sources, i);
      g_autofree char *label = dup_label (source);

      gtk_string_list_append (self->labels, label);
      if (enr_uuid_equal (&source->writing->id, &chosen))
        selected = i;
    }
  gtk_drop_down_set_selected (self->choice, selected);
  self->is_changing = FALSE;
  show_source (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), place);
}

void
enr_source_pane_set_editable (EnrSourcePane *self, gboolean is_editable)
{
  if (self->is_editable == is_editable)
    return;
  self->is_editable = is_editable;
  if (self->sources != NULL)
    show_source (self);
}
