/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/notebook-conflict.h"

#include <glib/gi18n.h>

#include "app/compat.h"

struct _EnrNotebookConflict
{
  AdwWindow parent_instance;

  /* Template */
  GtkLabel *heading;
  GtkLabel *mine;
  GtkLabel *theirs;
  GtkWidget *join_button;

  EnrNotebookSheet *sheet; /* owned */
  GHashTable *decided;     /* what was decided to stay as it is here: by line, side and part */
  char *shown;             /* the other's text, as it is shown */
  guint line;              /* what is asked about */
  EnrNotebookSide side;
  EnrNotebookPart part;
};

G_DEFINE_FINAL_TYPE (EnrNotebookConflict, enr_notebook_conflict, ADW_TYPE_WINDOW)

static gpointer
get_key (guint line, int side, int part)
{
  return GUINT_TO_POINTER ((line * ENR_NOTEBOOK_N_SIDES + (guint) side) * ENR_N_PARTS + (guint) part
                           + 1);
}

static gboolean
find_part (EnrNotebookConflict *self, guint at, int side)
{
  const EnrNotebookLine *line = enr_notebook_sheet_get_line (self->sheet, at);

  for (int part = 0; part < ENR_N_PARTS; part++)
    if (enr_notebook_line_is_disputed (line, (EnrNotebookSide) side, (EnrNotebookPart) part)
        && !g_hash_table_contains (self->decided, get_key (at, side, part)))
      {
        self->line = at;
        self->side = (EnrNotebookSide) side;
        self->part = (EnrNotebookPart) part;
        return TRUE;
      }
  return FALSE;
}

/* A page of which every field was decided about is settled. */
static gboolean
find_next (EnrNotebookConflict *self)
{
  for (guint i = 0; i < enr_notebook_sheet_get_n_lines (self->sheet); i++)
    for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
      {
        if (enr_notebook_sheet_get_line (self->sheet, i)->theirs[side] == NULL)
          continue;
        if (find_part (self, i, side))
          return TRUE;
        enr_notebook_sheet_resolve (self->sheet, i, (EnrNotebookSide) side);
      }
  return FALSE;
}

static void
show_next (EnrNotebookConflict *self)
{
  const EnrNotebookLine *line;
  EnrNotebookHead head;
  g_autofree char *heading = NULL;
  g_autofree char *mine = NULL;

  if (!find_next (self))
    {
      enr_notebook_sheet_save (self->sheet);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  line = enr_notebook_sheet_get_line (self->sheet, self->line);
  head = enr_notebook_part_head (self->part, self->side);
  heading = g_strjoin ("  ", line->name, enr_notebook_side_label (self->side), head.heading, NULL);
  mine = enr_notebook_part_dup_text (line->now[self->side], self->part);
  g_free (self->shown);
  self->shown = enr_notebook_part_dup_text (line->theirs[self->side], self->part);
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->mine, *mine != '\0' ? mine : C_ ("notebook", "(nothing)"));
  gtk_label_set_text (self->theirs,
                      *self->shown != '\0' ? self->shown : C_ ("notebook", "(nothing)"));
  gtk_widget_set_visible (self->join_button, enr_notebook_part_is_text (self->part));
}

static void
join (EnrNotebookPage *page, const EnrNotebookPage *theirs, EnrNotebookPart part)
{
  g_autofree char *mine = enr_notebook_part_dup_text (page, part);
  g_autofree char *other = enr_notebook_part_dup_text (theirs, part);
  g_autofree char *both = g_strjoin ("\n", mine, other, NULL);

  enr_notebook_part_set_text (page, part, both, NULL);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookConflict *self = ENR_NOTEBOOK_CONFLICT (widget);
  const EnrNotebookLine *line;
  g_autoptr (EnrNotebookPage) page = NULL;
  g_autofree char *theirs = NULL;

  if (self->line >= enr_notebook_sheet_get_n_lines (self->sheet))
    {
      show_next (self);
      return;
    }
  line = enr_notebook_sheet_get_line (self->sheet, self->line);
  if (!enr_notebook_line_is_disputed (line, self->side, self->part))
    {
      show_next (self);
      return;
    }
  theirs = enr_notebook_part_dup_text (line->theirs[self->side], self->part);
  /* The other goes on writing: what was not seen is not decided about. */
  if (!g_str_equal (theirs, self->shown))
    {
      show_next (self);
      return;
    }
  page = enr_notebook_page_copy (line->now[self->side]);
  g_hash_table_add (self->decided, get_key (self->line, (int) self->side, (int) self->part));
  if (g_str_equal (name, "conflict.theirs"))
    enr_notebook_part_copy (page, line->theirs[self->side], self->part);
  else if (g_str_equal (name, "conflict.join"))
    join (page, line->theirs[self->side], self->part);
  enr_notebook_sheet_set_page (self->sheet, self->line, page);
  show_next (self);
}

static void
enr_notebook_conflict_dispose (GObject *object)
{
  EnrNotebookConflict *self = ENR_NOTEBOOK_CONFLICT (object);

  g_clear_object (&self->sheet);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_NOTEBOOK_CONFLICT);

  G_OBJECT_CLASS (enr_notebook_conflict_parent_class)->dispose (object);
}

static void
enr_notebook_conflict_finalize (GObject *object)
{
  g_hash_table_unref (ENR_NOTEBOOK_CONFLICT (object)->decided);
  g_free (ENR_NOTEBOOK_CONFLICT (object)->shown);

  G_OBJECT_CLASS (enr_notebook_conflict_parent_class)->finalize (object);
}

static void
enr_notebook_conflict_class_init (EnrNotebookConflictClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_notebook_conflict_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_notebook_conflict_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/notebook-conflict.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookConflict, heading);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookConflict, mine);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookConflict, theirs);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookConflict, join_button);
  gtk_widget_class_install_action (widget_class, "conflict.mine", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "conflict.theirs", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "conflict.join", NULL, choose_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_notebook_conflict_init (EnrNotebookConflict *self)
{
  self->decided = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
}

void
enr_notebook_conflict_show (GtkWidget *parent, EnrNotebookSheet *sheet)
{
  EnrNotebookConflict *self = g_object_new (ENR_TYPE_NOTEBOOK_CONFLICT, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  self->sheet = g_object_ref (sheet);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
  show_next (self);
}
