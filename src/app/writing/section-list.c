/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/section-list.h"

#include "app/writing/section-field.h"

struct _EnrSectionList
{
  GtkBox parent_instance;

  /* Template */
  GtkBox *list;
  GtkMenuButton *add_button;
  GMenu *menu;

  /* Borrowed */
  const EnrSection *section;

  /* Owned */
  GPtrArray *choice; /* (element-type EnrSectionChild) */
  GHashTable *shown; /* (element-type EnrUuid) */
  gboolean is_editable;
};

G_DEFINE_FINAL_TYPE (EnrSectionList, enr_section_list, GTK_TYPE_BOX)

enum
{
  FIELD_ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
enr_section_child_free (EnrSectionChild *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

/* Those who are not shown yet. */
static void
show_menu (EnrSectionList *self)
{
  g_menu_remove_all (self->menu);
  for (guint i = 0; i < self->choice->len; i++)
    {
      const EnrSectionChild *child = g_ptr_array_index (self->choice, i);
      g_autoptr (GMenuItem) item = NULL;
      char id[ENR_UUID_STRING_LENGTH];

      if (g_hash_table_contains (self->shown, &child->id))
        continue;
      item = g_menu_item_new (child->name, NULL);
      g_menu_item_set_action_and_target (item, "section-list.add", "s",
                                         enr_uuid_format (&child->id, id));
      g_menu_append_item (self->menu, item);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->add_button),
                          self->is_editable
                              && g_menu_model_get_n_items (G_MENU_MODEL (self->menu)) > 0);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrSectionList *self = ENR_SECTION_LIST (widget);
  EnrUuid id;

  if (!enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  for (guint i = 0; i < self->choice->len; i++)
    {
      const EnrSectionChild *child = g_ptr_array_index (self->choice, i);

      if (enr_uuid_equal (&child->id, &id))
        {
          enr_section_list_add (self, &id, child->name);
          gtk_widget_child_focus (gtk_widget_get_last_child (GTK_WIDGET (self->list)),
                                  GTK_DIR_TAB_FORWARD);
          return;
        }
    }
}

static void
enr_section_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_SECTION_LIST);

  G_OBJECT_CLASS (enr_section_list_parent_class)->dispose (object);
}

static void
enr_section_list_finalize (GObject *object)
{
  EnrSectionList *self = ENR_SECTION_LIST (object);

  g_ptr_array_unref (self->choice);
  g_hash_table_unref (self->shown);

  G_OBJECT_CLASS (enr_section_list_parent_class)->finalize (object);
}

static void
enr_section_list_class_init (EnrSectionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_section_list_dispose;
  object_class->finalize = enr_section_list_finalize;

  signals[FIELD_ADDED] = g_signal_new ("field-added", ENR_TYPE_SECTION_LIST, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, ENR_TYPE_SECTION_FIELD);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/section-list.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrSectionList, list);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionList, add_button);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionList, menu);
  gtk_widget_class_install_action (widget_class, "section-list.add", "s", add_action);
}

static void
enr_section_list_init (EnrSectionList *self)
{
  self->choice = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_section_child_free);
  self->shown = g_hash_table_new_full (enr_uuid_hash, enr_uuid_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrSectionList *
enr_section_list_new (const EnrSection *section)
{
  EnrSectionList *self = g_object_new (ENR_TYPE_SECTION_LIST, NULL);

  self->section = section;
  return self;
}

void
enr_section_list_set_choice (EnrSectionList *self, const GPtrArray *children)
{
  g_ptr_array_set_size (self->choice, 0);
  for (guint i = 0; i < children->len; i++)
    {
      const EnrSectionChild *child = g_ptr_array_index (children, i);
      EnrSectionChild *copy = g_new (EnrSectionChild, 1);

      *copy = (EnrSectionChild){ child->id, g_strdup (child->name) };
      g_ptr_array_add (self->choice, copy);
    }
  show_menu (self);
}

void
enr_section_list_add (EnrSectionList *self, const EnrUuid *child_id, const char *name)
{
  char id[ENR_UUID_STRING_LENGTH];
  g_autofree char *key = NULL;
  g_autofree char *label = NULL;
  GtkWidget *box, *title;
  EnrSectionField *field;

  if (!g_hash_table_add (self->shown, enr_uuid_copy (child_id)))
    return;
  key = g_strjoin ("/", self->section->key, enr_uuid_format (child_id, id), NULL);
  label = g_strjoin (" ", self->section->heading, name, NULL);
  field = enr_section_field_new (key, label, child_id, FALSE);
  title = gtk_label_new (name);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (field));
  gtk_box_append (self->list, box);
  g_signal_emit (self, signals[FIELD_ADDED], 0, field);
  show_menu (self);
}

void
enr_section_list_set_editable (EnrSectionList *self, gboolean is_editable)
{
  self->is_editable = is_editable;
  show_menu (self);
}
