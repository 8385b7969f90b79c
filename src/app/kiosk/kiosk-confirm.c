/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/kiosk/kiosk-confirm.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/kiosk/kiosk-care.h"
#include "app/kiosk/kiosk-grid.h"
#include "app/kiosk/kiosk-tile.h"

#define ONE_LINE 13 /* a name of more letters is written on two lines */

struct _EnrKioskConfirm
{
  GtkBox parent_instance;

  GtkProgressBar *progress;
  GtkLabel *class_label;
  GtkLabel *name_label;
  GtkLabel *kanji_label;
  GtkImage *state_image;
  GtkLabel *fact_label;
  GtkLabel *fee_label;
  GtkLabel *note_label;
  GtkWidget *people_box;
  EnrKioskGrid *people_grid;
  GtkWidget *siblings_box;
  GtkLabel *siblings_label;
  EnrKioskGrid *siblings_grid;
  GtkWidget *undo_button;
  GtkWidget *home_button;

  char *colour_class;
};

G_DEFINE_FINAL_TYPE (EnrKioskConfirm, enr_kiosk_confirm, GTK_TYPE_BOX)

char *
enr_kiosk_fact_dup_text (const EnrPunch *punch)
{
  g_autofree char *time = enr_kiosk_dup_time (punch->at);

  if (punch->is_repeat)
    return punch->kind == ENR_STAMP_ARRIVE
               /* Translators: a time */
               ? g_strdup_printf (_ ("Recorded already: arrived at %s"), time)
               /* Translators: a time */
               : g_strdup_printf (_ ("Recorded already: left at %s"), time);
  return punch->kind == ENR_STAMP_ARRIVE
             /* Translators: a time */
             ? g_strdup_printf (_ ("Arrived at %s"), time)
             /* Translators: a time */
             : g_strdup_printf (_ ("Left at %s. Goodbye!"), time);
}

static void
set_or_hide (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_class (EnrKioskConfirm *self, const EnrDay *day, const EnrDayChild *child)
{
  gboolean has_class = child->class_index != G_MAXUINT;

  if (self->colour_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->class_label), self->colour_class);
  g_clear_pointer (&self->colour_class, g_free);
  if (has_class)
    {
      self->colour_class = enr_kiosk_dup_colour_class (child->class_index);
      gtk_widget_add_css_class (GTK_WIDGET (self->class_label), self->colour_class);
    }
  set_or_hide (self->class_label,
               has_class ? g_array_index (day->classes, EnrDayClass, child->class_index).name
                         : NULL);
}

static void
show_name (EnrKioskConfirm *self, const EnrDayChild *child)
{
  g_autofree char *name = enr_kiosk_dup_name (child);
  gboolean is_long = g_utf8_strlen (name, -1) > ONE_LINE;

  /* Between the family's name and the child's own. */
  if (is_long)
    name[strlen (enr_kiosk_family_kana (child))] = '\n';
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->kanji_label, child->name);
  if (is_long)
    gtk_widget_add_css_class (GTK_WIDGET (self->name_label), "long");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name_label), "long");
}

static char *
note_of (const EnrKioskFacts *facts, const EnrDayChild *child)
{
  const EnrPunch *punch = &enr_kiosk_facts_newest (facts)->punch;

  if (punch->is_repeat)
    return g_strdup (_ ("If that is not right, please tell a member of staff."));
  if (punch->kind == ENR_STAMP_LEAVE && *facts->collected_by != '\0')
    /* Translators: who collects a child: "母" */
    return g_strdup_printf (_ ("Collected by: %s"), facts->collected_by);
  if (punch->kind == ENR_STAMP_ARRIVE && child->absence_kind >= 0)
    return g_strdup (_ ("An absence had been announced. It is recorded that the child is here."));
  return NULL;
}

static const char *
tone_of (const EnrPunch *punch)
{
  if (punch->is_repeat)
    return "attention";
  return punch->kind == ENR_STAMP_ARRIVE ? "arrived" : "left";
}

static void
show_fact (EnrKioskConfirm *self, const EnrKioskFacts *facts, const EnrDayChild *child)
{
  static const char *const tones[] = { "attention", "arrived", "left" };
  const EnrPunch *punch = &enr_kiosk_facts_newest (facts)->punch;
  g_autofree char *text = enr_kiosk_fact_dup_text (punch);
  g_autofree char *note = note_of (facts, child);
  g_autofree char *fee = enr_kiosk_care_dup_fee (facts);

  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), tones[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self), tone_of (punch));
  gtk_image_set_from_icon_name (self->state_image, punch->is_repeat ? "dialog-warning-symbolic"
                                                   : punch->kind == ENR_STAMP_ARRIVE
                                                       ? "object-select-symbolic"
                                                       : "go-home-symbolic");
  gtk_label_set_text (self->fact_label, text);
  set_or_hide (self->fee_label, fee);
  set_or_hide (self->note_label, note);
}

static void
set_rows (EnrKioskGrid *grid, guint n, guint in_row)
{
  g_object_set (grid, "max-rows", (int) MAX (1, (n + in_row - 1) / in_row), NULL);
}

/* Brothers and sisters whose next punch is of the same kind, and those that this confirmation is
 * about too. One of whom an absence was announced is not offered: a tap would record an arrival. */
static void
show_siblings (EnrKioskConfirm *self, const EnrKioskFacts *facts, const EnrDayChild *child)
{
  const EnrPunch *punch = &enr_kiosk_facts_newest (facts)->punch;
  EnrStatus wanted = punch->kind == ENR_STAMP_ARRIVE ? ENR_STATUS_UNKNOWN : ENR_STATUS_PRESENT;
  guint n = 0;
  guint n_done = 0;

  enr_kiosk_grid_clear (self->siblings_grid);
  for (guint i = 0; !punch->is_repeat && i < facts->day->children->len; i++)
    {
      const EnrDayChild *other = &g_array_index (facts->day->children, EnrDayChild, i);
      gboolean is_done = enr_kiosk_facts_has (facts, &other->child_id);
      GtkWidget *tile;

      if (other == child || !enr_uuid_equal (&other->family_id, &child->family_id)
          || !(is_done || other->status == wanted))
        continue;
      tile = enr_kiosk_tile_new_child (other);
      enr_kiosk_tile_set_extended (ENR_KIOSK_TILE (tile),
                                   enr_kiosk_care_is_marked (facts->care, other, punch->at));
      /* What is done is shown, and is no button. */
      if (is_done)
        {
          gtk_widget_add_css_class (tile, "done");
          gtk_widget_set_can_target (tile, FALSE);
          gtk_widget_set_focusable (tile, FALSE);
        }
      enr_kiosk_grid_append (self->siblings_grid, tile);
      n++;
      n_done += is_done;
    }
  gtk_label_set_text (self->siblings_label, n_done < n ? _ ("Brothers and sisters: tap them too")
                                                       : _ ("Recorded together"));
  set_rows (self->siblings_grid, n, 4);
  gtk_widget_set_visible (self->siblings_box, n > 0);
}

static guint
count_relation (GPtrArray *collectors, const char *relation)
{
  guint n = 0;

  for (guint i = 0; i < collectors->len; i++)
    n += g_strcmp0 (((EnrContact *) g_ptr_array_index (collectors, i))->relation, relation) == 0;
  return n;
}

/* What is recorded is the word that the papers use (母), and the name where that does not tell who.
 */
static void
append_person (EnrKioskConfirm *self, GPtrArray *collectors, guint i, const EnrDayChild *child)
{
  const EnrContact *contact = g_ptr_array_index (collectors, i);
  const char *relation = contact->relation != NULL ? contact->relation : "";
  gboolean is_plain = *relation != '\0' && count_relation (collectors, relation) == 1;
  const char *value = is_plain ? relation : contact->name;
  gboolean is_planned = g_strcmp0 (child->planned_collector, value) == 0;

  enr_kiosk_grid_append (self->people_grid,
                         enr_kiosk_tile_new_person (relation, contact->name, value, is_planned));
}

static void
show_people (EnrKioskConfirm *self, const EnrKioskFacts *facts, const EnrDayChild *child)
{
  const EnrPunch *punch = &enr_kiosk_facts_newest (facts)->punch;
  gboolean is_asked = punch->kind == ENR_STAMP_LEAVE && enr_kiosk_facts_can_undo (facts)
                      && *facts->collected_by == '\0' && facts->collectors != NULL;

  enr_kiosk_grid_clear (self->people_grid);
  for (guint i = 0; is_asked && i < facts->collectors->len; i++)
    append_person (self, facts->collectors, i, child);
  if (is_asked)
    enr_kiosk_grid_append (self->people_grid, enr_kiosk_tile_new_other ());
  set_rows (self->people_grid, is_asked ? facts->collectors->len + 1 : 0, 5);
  gtk_widget_set_visible (self->people_box, is_asked);
}

static void
show_undo (EnrKioskConfirm *self, const EnrKioskFacts *facts)
{
  g_autofree char *all = g_strdup_printf (
      ngettext ("Take %u child back", "Take all %u children back", facts->facts->len),
      facts->facts->len);

  gtk_button_set_label (GTK_BUTTON (self->undo_button),
                        facts->facts->len > 1 ? all : C_ ("door", "Take it back"));
  gtk_widget_set_visible (self->undo_button, enr_kiosk_facts_can_undo (facts));
}

static void
enr_kiosk_confirm_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_KIOSK_CONFIRM);

  G_OBJECT_CLASS (enr_kiosk_confirm_parent_class)->dispose (object);
}

static void
enr_kiosk_confirm_finalize (GObject *object)
{
  g_free (ENR_KIOSK_CONFIRM (object)->colour_class);

  G_OBJECT_CLASS (enr_kiosk_confirm_parent_class)->finalize (object);
}

static gboolean
enr_kiosk_confirm_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ENR_KIOSK_CONFIRM (widget)->home_button);
}

static void
enr_kiosk_confirm_class_init (EnrKioskConfirmClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_kiosk_confirm_dispose;
  object_class->finalize = enr_kiosk_confirm_finalize;
  widget_class->grab_focus = enr_kiosk_confirm_grab_focus;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/kiosk/kiosk-confirm.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, progress);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, class_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, name_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, kanji_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, state_image);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, fact_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, fee_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, note_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, people_box);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, people_grid);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, siblings_box);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, siblings_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, siblings_grid);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, undo_button);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskConfirm, home_button);
}

static void
enr_kiosk_confirm_init (EnrKioskConfirm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_kiosk_confirm_show (EnrKioskConfirm *self, const EnrKioskFacts *facts)
{
  const EnrDayChild *child;

  g_return_if_fail (ENR_IS_KIOSK_CONFIRM (self));
  g_return_if_fail (facts->facts->len > 0);

  child = enr_day_find (facts->day, &enr_kiosk_facts_newest (facts)->child_id);
  g_return_if_fail (child != NULL);

  show_class (self, facts->day, child);
  show_name (self, child);
  show_fact (self, facts, child);
  show_people (self, facts, child);
  show_siblings (self, facts, child);
  show_undo (self, facts);
  if (gtk_widget_get_visible (self->people_box) || gtk_widget_get_visible (self->siblings_box))
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
}

gboolean
enr_kiosk_confirm_asks_who (EnrKioskConfirm *self)
{
  g_return_val_if_fail (ENR_IS_KIOSK_CONFIRM (self), FALSE);

  return gtk_widget_get_visible (self->people_box);
}

void
enr_kiosk_confirm_set_left (EnrKioskConfirm *self, double left)
{
  g_return_if_fail (ENR_IS_KIOSK_CONFIRM (self));

  gtk_progress_bar_set_fraction (self->progress, CLAMP (left, 0, 1));
}
