/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/kiosk/kiosk-tile.h"

#include <glib/gi18n.h>

struct _EnrKioskTile
{
  GtkButton parent_instance;

  GtkLabel *upper_label;
  GtkLabel *main_label;
  GtkLabel *lower_label;
  GtkWidget *state_box;
  GtkImage *state_image;
  GtkLabel *state_label;
  GtkWidget *extended_label;

  EnrUuid child_id;
};

G_DEFINE_FINAL_TYPE (EnrKioskTile, enr_kiosk_tile, GTK_TYPE_BUTTON)

static const char *const length_classes[] = { "short", "medium", "long", "longer", "longest" };
static const char *const status_classes[] = { "unknown", "present", "left", "absent" };

char *
enr_kiosk_dup_time (EnrInstant at)
{
  int minutes = enr_instant_minutes (at, enr_instant_civil_date (at));
  char buffer[6];

  return g_strdup (enr_minutes_format (minutes, buffer));
}

char *
enr_kiosk_dup_colour_class (guint class_index)
{
  return g_strdup_printf ("enroku-kiosk-colour-%u", class_index);
}

const char *
enr_kiosk_family_kana (const EnrDayChild *child)
{
  return *child->family_kana != '\0' ? child->family_kana : child->family_name;
}

const char *
enr_kiosk_given_kana (const EnrDayChild *child)
{
  return *child->given_kana != '\0' ? child->given_kana : child->given_name;
}

char *
enr_kiosk_dup_name (const EnrDayChild *child)
{
  g_autofree char *kana
      = g_strjoin (" ", enr_kiosk_family_kana (child), enr_kiosk_given_kana (child), NULL);

  /* Translators: a child's name, as a grown-up calls the child to the parents */
  return g_strdup_printf (C_ ("child's name", "%s"), kana);
}

static void
set_or_hide (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* A longer name is written smaller, so that it is whole. */
static void
set_main (EnrKioskTile *self, const char *text)
{
  glong length = g_utf8_strlen (text, -1);
  int step = CLAMP (length - 4, 0, (int) G_N_ELEMENTS (length_classes) - 1);

  for (guint i = 0; i < G_N_ELEMENTS (length_classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), length_classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self), length_classes[step]);
  gtk_label_set_text (self->main_label, text);
}

static void
set_accessible_label (EnrKioskTile *self, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
set_state (EnrKioskTile *self, EnrStatus status, const char *icon, const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (status_classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), status_classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self), status_classes[status]);
  gtk_widget_set_visible (GTK_WIDGET (self->state_image), icon != NULL);
  if (icon != NULL)
    gtk_image_set_from_icon_name (self->state_image, icon);
  gtk_label_set_text (self->state_label, text);
  gtk_widget_set_visible (self->state_box, TRUE);
}

static void
enr_kiosk_tile_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_KIOSK_TILE);

  G_OBJECT_CLASS (enr_kiosk_tile_parent_class)->dispose (object);
}

static void
enr_kiosk_tile_class_init (EnrKioskTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_kiosk_tile_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/kiosk/kiosk-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrKioskTile, upper_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskTile, main_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskTile, lower_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskTile, state_box);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskTile, state_image);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskTile, state_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskTile, extended_label);
}

static void
enr_kiosk_tile_init (EnrKioskTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
enr_kiosk_tile_new_class (const EnrDayClass *class, guint class_index)
{
  EnrKioskTile *self = g_object_new (ENR_TYPE_KIOSK_TILE, NULL);
  const char *name = class != NULL ? class->name : _ ("Other children");
  g_autofree char *age = NULL;
  g_autofree char *label = NULL;

  gtk_widget_add_css_class (GTK_WIDGET (self), "class");
  if (class != NULL)
    {
      g_autofree char *colour = enr_kiosk_dup_colour_class (class_index);

      gtk_widget_add_css_class (GTK_WIDGET (self), colour);
      /* Translators: the age that the children of a class have on April 1st */
      age = class->age >= 0 ? g_strdup_printf (C_ ("door", "Age %d"), class->age)
                            : g_strdup (C_ ("door", "Mixed ages"));
    }
  set_main (self, name);
  set_or_hide (self->lower_label, age);
  label = g_strjoin (" ", name, age, NULL);
  set_accessible_label (self, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "u", class_index);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "kiosk.open-class");
  return GTK_WIDGET (self);
}

void
enr_kiosk_tile_update_child (EnrKioskTile *self, const EnrDayChild *child)
{
  g_autofree char *time = NULL;
  g_autofree char *state = NULL;
  g_autofree char *label = NULL;
  const char *icon = NULL;

  g_return_if_fail (ENR_IS_KIOSK_TILE (self));

  switch (child->status)
    {
    case ENR_STATUS_PRESENT:
      time = enr_kiosk_dup_time (child->arrived);
      /* Translators: on a child's tile; a time */
      state = g_strdup_printf (_ ("%s here"), time);
      icon = "object-select-symbolic";
      break;
    case ENR_STATUS_LEFT:
      time = enr_kiosk_dup_time (child->left);
      /* Translators: on a child's tile; a time */
      state = g_strdup_printf (_ ("%s gone"), time);
      icon = "go-home-symbolic";
      break;
    case ENR_STATUS_ABSENT:
      state = g_strdup (C_ ("door", "Absent"));
      break;
    case ENR_STATUS_UNKNOWN:
    default:
      state = g_strdup (child->is_unasked ? "—" : C_ ("door", "Not yet"));
      break;
    }
  set_or_hide (self->upper_label, enr_kiosk_family_kana (child));
  set_main (self, enr_kiosk_given_kana (child));
  set_or_hide (self->lower_label, child->name);
  set_state (self, child->status, icon, state);
  label = g_strdup_printf ("%s %s %s", enr_kiosk_family_kana (child), enr_kiosk_given_kana (child),
                           state);
  set_accessible_label (self, label);
}

GtkWidget *
enr_kiosk_tile_new_child (const EnrDayChild *child)
{
  EnrKioskTile *self = g_object_new (ENR_TYPE_KIOSK_TILE, NULL);
  char id[ENR_UUID_STRING_LENGTH];

  self->child_id = child->child_id;
  gtk_widget_add_css_class (GTK_WIDGET (self), "child");
  enr_kiosk_tile_update_child (self, child);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s",
                                    enr_uuid_format (&child->child_id, id));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "kiosk.punch");
  return GTK_WIDGET (self);
}

void
enr_kiosk_tile_set_extended (EnrKioskTile *self, gboolean is_extended)
{
  g_return_if_fail (ENR_IS_KIOSK_TILE (self));

  gtk_widget_set_visible (self->extended_label, is_extended);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      is_extended ? _ ("Extended care is charged when this is tapped now.") : "", -1);
}

gboolean
enr_kiosk_tile_is_of (EnrKioskTile *self, const EnrUuid *child_id)
{
  g_return_val_if_fail (ENR_IS_KIOSK_TILE (self), FALSE);

  return enr_uuid_equal (&self->child_id, child_id);
}

GtkWidget *
enr_kiosk_tile_new_person (const char *relation,
                           const char *name,
                           const char *value,
                           gboolean is_planned)
{
  EnrKioskTile *self = g_object_new (ENR_TYPE_KIOSK_TILE, NULL);
  gboolean has_relation = *relation != '\0';
  g_autofree char *label
      = g_strjoin (" ", relation, name, is_planned ? C_ ("door", "planned") : NULL, NULL);

  gtk_widget_add_css_class (GTK_WIDGET (self), "person");
  if (is_planned)
    gtk_widget_add_css_class (GTK_WIDGET (self), "planned");
  set_main (self, has_relation ? relation : name);
  set_or_hide (self->lower_label, has_relation ? name : NULL);
  if (is_planned)
    set_or_hide (self->upper_label, C_ ("door", "planned"));
  set_accessible_label (self, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", value);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "kiosk.collect");
  return GTK_WIDGET (self);
}

GtkWidget *
enr_kiosk_tile_new_other (void)
{
  EnrKioskTile *self = g_object_new (ENR_TYPE_KIOSK_TILE, NULL);

  gtk_widget_add_css_class (GTK_WIDGET (self), "person");
  set_main (self, C_ ("door", "Somebody else"));
  set_accessible_label (self, C_ ("door", "Somebody else"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "kiosk.other");
  return GTK_WIDGET (self);
}
