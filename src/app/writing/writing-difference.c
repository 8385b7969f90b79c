/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/writing-difference.h"

#include <glib/gi18n.h>
#include <string.h>

#include "writing/label.h"

typedef struct
{
  GtkGrid *grid;
  const EnrWritingKind *kind; /* or NULL */
  int row;
  guint n;
} Filling;

static void
attach (Filling *self, const char *text, const char *style, int column)
{
  GtkWidget *label = gtk_label_new (*text != '\0' ? text : _ ("(nothing)"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, *text != '\0' ? style : "dim-label");
  gtk_grid_attach (self->grid, label, MAX (column, 0), self->row, column < 0 ? 2 : 1, 1);
}

static void
add (Filling *self, const char *name, const char *before, const char *after)
{
  if (strcmp (before, after) == 0)
    return;
  attach (self, name, "heading", -1);
  self->row++;
  attach (self, before, "enr-old-text", 0);
  attach (self, after, "enr-new-text", 1);
  self->row++;
  self->n++;
}

/* Of facts of attendance nobody decides: they are no change of the text. */
static gboolean
is_written (const EnrWritingKind *kind, const char *key)
{
  const EnrSection *section = kind != NULL ? enr_writing_kind_find_section (kind, key) : NULL;

  return section == NULL || section->type != ENR_SECTION_FACTS;
}

static void
add_item (Filling *self,
          const EnrContent *content,
          const EnrContentItem *item,
          const char *before,
          const char *after)
{
  g_autofree char *name = NULL;

  if (!is_written (self->kind, item->key))
    return;
  name = enr_writing_dup_label (self->kind, content, item);
  add (self, name, before, after);
}

static gboolean
has_item (const EnrContent *content, const char *key)
{
  for (guint i = 0; i < content->items->len; i++)
    if (strcmp (((const EnrContentItem *) g_ptr_array_index (content->items, i))->key, key) == 0)
      return TRUE;
  return FALSE;
}

guint
enr_writing_difference_fill (GtkGrid *grid,
                             const EnrWritingKind *kind,
                             const EnrContent *before,
                             const EnrContent *after)
{
  Filling self = { grid, kind, 1, 0 };

  while (gtk_grid_get_child_at (grid, 0, 1) != NULL)
    gtk_grid_remove_row (grid, 1);
  add (&self, _ ("Title"), before->title, after->title);
  add (&self, _ ("Written by"), before->writer, after->writer);
  for (guint i = 0; i < after->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (after->items, i);

      add_item (&self, after, item, enr_content_get_text (before, item->key), item->text);
    }
  for (guint i = 0; i < before->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (before->items, i);

      if (!has_item (after, item->key))
        add_item (&self, before, item, item->text, "");
    }
  return self.n;
}
