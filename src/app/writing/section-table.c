/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/section-table.h"

#include <glib/gi18n.h>

#include "app/writing/section-field.h"

/* The most rows that a grid of times can have (writing/kind.h: "01" to "40"). */
#define MOST_TIMES 40

/* A column's width is a share in this many parts of the weight 1; narrower than LEAST no time can
 * be read. */
#define PARTS 10
#define LEAST 6

/* In the width of a letter: "勤労感謝の日" has two lines beside its row. */
#define LABEL_CHARS 8

struct _EnrSectionTable
{
  GtkBox parent_instance;

  /* Template */
  GtkGrid *head;
  GtkWidget *head_space;
  GtkBox *rows;
  GtkWidget *add_button;
  GtkSizeGroup *labels;

  /* Borrowed */
  const EnrSection *section;
  const EnrCalendar *calendar; /* while rows are added */

  guint n_rows;
  EnrDate first;
  EnrDate last;
  gboolean is_editable;
};

G_DEFINE_FINAL_TYPE (EnrSectionTable, enr_section_table, GTK_TYPE_BOX)

enum
{
  FIELD_ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static int
get_width (const EnrGridColumn *column)
{
  return MAX (LEAST, (int) (column->weight * PARTS + 0.5));
}

/* "月" and the day that it is, where the writing is about one week. */
static char *
dup_row_label (EnrSectionTable *self, const char *row_key, guint row)
{
  const char *label = enr_grid_row_label (self->section->rows, row_key);

  for (EnrDate day = self->first; self->section->rows == ENR_ROWS_WEEKDAYS
                                  && self->last - self->first < 7 && day <= self->last;
       day++)
    if (enr_date_weekday (day) == (EnrWeekday) (ENR_MONDAY + row))
      {
        const char *closed
            = self->calendar != NULL ? enr_calendar_closed_name (self->calendar, day) : NULL;
        int number;

        enr_date_split (day, NULL, NULL, &number);
        return g_strdup_printf ("%s\n%d日%s%s", label, number, closed != NULL ? "\n" : "",
                                closed != NULL ? closed : "");
      }
  return g_strdup (label);
}

static GtkWidget *
new_row (EnrSectionTable *self, const char *row_key, guint row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cells = gtk_grid_new ();
  g_autofree char *text = dup_row_label (self, row_key, row);
  int left = 0;

  if (self->section->rows != ENR_ROWS_TIMES)
    {
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
      gtk_label_set_max_width_chars (GTK_LABEL (label), LABEL_CHARS);
      gtk_size_group_add_widget (self->labels, label);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_grid_set_column_homogeneous (GTK_GRID (cells), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (cells), 2);
  gtk_widget_set_hexpand (cells, TRUE);
  gtk_box_append (GTK_BOX (box), cells);
  for (guint c = 0; c < self->section->columns->len; c++)
    {
      const EnrGridColumn *column = g_ptr_array_index (self->section->columns, c);
      g_autofree char *key = g_strjoin ("/", self->section->key, row_key, column->key, NULL);
      g_autofree char *name
          = g_strjoin (" ", self->section->heading,
                       enr_grid_row_label (self->section->rows, row_key), column->heading, NULL);
      EnrSectionField *field = enr_section_field_new (key, name, NULL, TRUE);

      gtk_grid_attach (GTK_GRID (cells), GTK_WIDGET (field), left, 0, get_width (column), 1);
      left += get_width (column);
      g_signal_emit (self, signals[FIELD_ADDED], 0, field);
    }
  return box;
}

static void
add_rows (EnrSectionTable *self, guint n_times)
{
  g_auto (GStrv) keys = enr_grid_row_keys (self->section->rows, MIN (n_times, MOST_TIMES));

  for (guint i = 0; keys[i] != NULL; i++)
    if (i >= self->n_rows)
      {
        gtk_box_append (self->rows, new_row (self, keys[i], i));
        self->n_rows = i + 1;
      }
  gtk_widget_set_visible (self->add_button, self->is_editable
                                                && self->section->rows == ENR_ROWS_TIMES
                                                && self->n_rows < MOST_TIMES);
}

static void
add_row_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrSectionTable *self = ENR_SECTION_TABLE (widget);
  GtkWidget *row;

  add_rows (self, self->n_rows + 1);
  row = gtk_widget_get_last_child (GTK_WIDGET (self->rows));
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

static void
enr_section_table_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_SECTION_TABLE);

  G_OBJECT_CLASS (enr_section_table_parent_class)->dispose (object);
}

static void
enr_section_table_class_init (EnrSectionTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_section_table_dispose;

  signals[FIELD_ADDED] = g_signal_new ("field-added", ENR_TYPE_SECTION_TABLE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, ENR_TYPE_SECTION_FIELD);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/section-table.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrSectionTable, head);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionTable, head_space);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionTable, rows);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionTable, add_button);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionTable, labels);
  gtk_widget_class_install_action (widget_class, "section-table.add-row", NULL, add_row_action);
}

static void
enr_section_table_init (EnrSectionTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrSectionTable *
enr_section_table_new (const EnrSection *section)
{
  EnrSectionTable *self = g_object_new (ENR_TYPE_SECTION_TABLE, NULL);
  int left = 0;

  self->section = section;
  gtk_widget_set_visible (self->head_space, section->rows != ENR_ROWS_TIMES);
  for (guint c = 0; c < section->columns->len; c++)
    {
      const EnrGridColumn *column = g_ptr_array_index (section->columns, c);
      GtkWidget *label = gtk_label_new (column->heading);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_widget_add_css_class (label, "caption-heading");
      gtk_widget_set_valign (label, GTK_ALIGN_END);
      if (*column->hint != '\0')
        gtk_widget_set_tooltip_text (label, column->hint);
      gtk_grid_attach (self->head, label, left, 0, get_width (column), 1);
      left += get_width (column);
    }
  return self;
}

void
enr_section_table_add_rows (EnrSectionTable *self, EnrDate first, EnrDate last, guint n_times)
{
  self->first = first;
  self->last = last;
  add_rows (self, n_times);
  self->calendar = NULL;
}

void
enr_section_table_set_calendar (EnrSectionTable *self, const EnrCalendar *calendar)
{
  self->calendar = calendar;
}

void
enr_section_table_set_editable (EnrSectionTable *self, gboolean is_editable)
{
  self->is_editable = is_editable;
  add_rows (self, self->n_rows);
}
