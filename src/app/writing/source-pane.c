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
  GtkWidget *target_box;
  GtkDropDown *target;
  GtkStringList *target_labels;
  GtkScrolledWindow *scroller;
  GtkBox *list;

  /* Borrowed */
  EnrWritingKinds *kinds;
  const EnrWritingKind *kind;

  /* Owned */
  GPtrArray *sources; /* (element-type EnrSource) */
  GPtrArray *targets; /* (element-type EnrSection) borrowed: where records can be put */
  int age;
  gboolean only_after;
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

static gboolean
can_take (EnrSourcePane *self, const EnrSection *section)
{
  return enr_section_fits_age (section, self->age) && (!self->only_after || section->is_after);
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

      if (!can_take (self, section))
        continue;
      g_hash_table_iter_init (&iter, source->writing->texts);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          const EnrWritingText *text = value;
          EnrSourceText taken = { is_above ? section->key : text->key, text };

          if (!enr_source_may_take (source, section, taken.key, of == NULL)
              || enr_text_is_blank (text->text) || (of != NULL && !belongs_to (text->key, of)))
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

/* A paragraph goes where the person says: a record has other sections. */
static void
record_copy_cb (EnrSourceSection *row, gpointer user_data)
{
  EnrSourcePane *self = user_data;
  const EnrSourceRecord *record = enr_source_section_get_record (row);
  guint selected = gtk_drop_down_get_selected (self->target);
  EnrWritingText text = { .key = record->key, .text = record->text };
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (EnrSourceText));
  EnrSourceText taken = { .text = &text };

  if (selected >= self->targets->len)
    return;
  taken.key = ((EnrSection *) g_ptr_array_index (self->targets, selected))->key;
  g_array_append_val (texts, taken);
  g_signal_emit (self, signals[COPY], 0, texts, &record->writing_id, FALSE);
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

  if (source == NULL || source->records != NULL)
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
  /* What is another child's alone is nobody's business here. */
  if (source->type == ENR_SOURCE_OTHER && !enr_uuid_is_none (&source->writing->child_id)
      && enr_section_is_observed (section, section->key))
    return;
  row = enr_source_section_new (section, text, self->is_editable && texts->len > 0);
  g_signal_connect (row, "copy", G_CALLBACK (section_copy_cb), self);
  gtk_box_append (self->list, GTK_WIDGET (row));
}

static void
show_records (EnrSourcePane *self, const EnrSource *source)
{
  gtk_widget_set_visible (self->target_box, self->is_editable && self->targets->len > 0);
  gtk_widget_set_visible (self->copy_all_button, FALSE);
  gtk_label_set_text (self->name, _ ("What has been approved, and what was seen of the child"));
  for (guint i = 0; i < source->records->len; i++)
    {
      EnrSourceSection *row = enr_source_section_new_record (
          g_ptr_array_index (source->records, i), self->is_editable && self->targets->len > 0);

      g_signal_connect (row, "copy", G_CALLBACK (record_copy_cb), self);
      gtk_box_append (self->list, GTK_WIDGET (row));
    }
}

/* The largest box is the one that is told most in. */
static void
show_targets (EnrSourcePane *self)
{
  guint selected = 0;

  gtk_string_list_splice (self->target_labels, 0, self->targets->len, NULL);
  g_ptr_array_set_size (self->targets, 0);
  for (guint i = 0; i < self->kind->sections->len; i++)
    {
      EnrSection *section = g_ptr_array_index (self->kind->sections, i);

      if (section->type != ENR_SECTION_TEXT || !can_take (self, section))
        continue;
      if (self->targets->len > 0
          && section->height > ((EnrSection *) g_ptr_array_index (self->targets, selected))->height)
        selected = self->targets->len;
      g_ptr_array_add (self->targets, section);
      gtk_string_list_append (self->target_labels, section->heading);
    }
  gtk_drop_down_set_selected (self->target, selected);
}

static void
show_source (EnrSourcePane *self)
{
  const EnrSource *source = get_source (self);
  const EnrWritingKind *kind
      = source != NULL && source->writing != NULL
            ? enr_writing_kinds_find (self->kinds, source->writing->kind, NULL)
            : NULL;
  g_autoptr (GArray) all = NULL;
  g_autofree char *name = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  gtk_stack_set_visible_child_name (
      self->stack,
      kind != NULL || (source != NULL && source->records != NULL) ? "source" : "nothing");
  gtk_widget_set_visible (self->target_box, FALSE);
  if (source != NULL && source->records != NULL)
    show_records (self, source);
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
  g_clear_pointer (&self->targets, g_ptr_array_unref);

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
  gtk_widget_class_bind_template_child (widget_class, EnrSourcePane, target_box);
  gtk_widget_class_bind_template_child (widget_class, EnrSourcePane, target);
  gtk_widget_class_bind_template_child (widget_class, EnrSourcePane, target_labels);
  gtk_widget_class_bind_template_child (widget_class, EnrSourcePane, scroller);
  gtk_widget_class_bind_template_child (widget_class, EnrSourcePane, list);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_install_action (widget_class, "source.copy-all", NULL, copy_all_action);
}

static void
enr_source_pane_init (EnrSourcePane *self)
{
  self->targets = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Of a week across two months there are two plans above. */
static gboolean
has_two_above (const GPtrArray *sources)
{
  guint n = 0;

  for (guint i = 0; i < sources->len; i++)
    n += ((EnrSource *) g_ptr_array_index (sources, i))->type == ENR_SOURCE_ABOVE;
  return n > 1;
}

static char *
dup_label (EnrSourcePane *self, const EnrSource *source, const GPtrArray *sources)
{
  const char *type = enr_source_type_label (source->type);
  const EnrWriting *writing = source->writing;
  const EnrWritingKind *kind;
  const char *whose;

  if (source->records != NULL)
    {
      g_autofree char *year
          = enr_writing_period_dup_text (ENR_PERIOD_YEAR, enr_fiscal_year_first (source->year),
                                         enr_fiscal_year_last (source->year));

      return g_strdup_printf ("%s: %s", type, year);
    }
  if (source->type == ENR_SOURCE_ABOVE && has_two_above (sources))
    {
      g_autofree char *time = NULL;

      kind = enr_writing_kinds_find (self->kinds, writing->kind, NULL);
      time = kind != NULL
                 ? enr_writing_period_dup_text (kind->period, writing->first, writing->last)
                 : g_strdup ("");
      return g_strdup_printf ("%s: %s", type, time);
    }
  whose = *writing->child_name != '\0' ? writing->child_name : writing->class_name;
  if (source->type != ENR_SOURCE_OTHER || *whose == '\0')
    return g_strdup (type);
  return g_strdup_printf ("%s: %s", *writing->child_name != '\0' ? _ ("Another child’s") : type,
                          whose);
}

/* Whether two sources are the same place to copy from. */
static gboolean
is_same (const EnrSource *source, const EnrUuid *id, int year)
{
  return source->writing != NULL ? enr_uuid_equal (&source->writing->id, id) : source->year == year;
}

void
enr_source_pane_show (EnrSourcePane *self,
                      EnrWritingKinds *kinds,
                      const EnrWritingKind *kind,
                      int age,
                      gboolean only_after,
                      GPtrArray *sources)
{
  const EnrSource *before = get_source (self);
  EnrUuid chosen = before != NULL && before->writing != NULL ? before->writing->id : enr_uuid_none;
  int year = before != NULL && before->writing == NULL ? before->year : 0;
  gboolean is_same_kind = self->kind == kind && self->targets->len > 0;
  double place = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));
  guint selected = 0;

  self->kinds = kinds;
  self->kind = kind;
  self->age = age;
  self->only_after = only_after;
  self->is_changing = TRUE;
  gtk_string_list_splice (self->labels, 0, g_list_model_get_n_items (G_LIST_MODEL (self->labels)),
                          NULL);
  g_ptr_array_ref (sources);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  self->sources = sources;
  for (guint i = 0; i < sources->len; i++)
    {
      const EnrSource *source = g_ptr_array_index (sources, i);
      g_autofree char *label = dup_label (self, source, sources);

      gtk_string_list_append (self->labels, label);
      if (is_same (source, &chosen, year))
        selected = i;
    }
  gtk_drop_down_set_selected (self->choice, selected);
  if (!is_same_kind)
    show_targets (self);
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
