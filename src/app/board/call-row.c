/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/call-row.h"

#include <glib/gi18n.h>

#include "nursery/family.h"

struct _EnrCallRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkLabel *name;
  GtkLabel *last;
  GtkCheckButton *none; /* never shown: one number alone is a choice too, and looks like one */
  GtkFlowBox *numbers;
  GtkEditable *called;
  GtkEditable *note;
  GtkWidget *notice;

  /* owned */
  GArray *choices; /* (element-type Choice): as the buttons are */
  EnrUuid child_id;
  EnrDate day;
};

G_DEFINE_FINAL_TYPE (EnrCallRow, enr_call_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  CALL,
  NOTICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A number that can be called. */
typedef struct
{
  EnrUuid contact_id;
  char *words;  /* 青木 春（母） 090-… */
  char *person; /* 母 */
  GtkCheckButton *button;
} Choice;

static void
choice_clear (gpointer data)
{
  Choice *choice = data;

  g_free (choice->words);
  g_free (choice->person);
}

static const Choice *
get_choice (EnrCallRow *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = &g_array_index (self->choices, Choice, i);

      if (gtk_check_button_get_active (choice->button))
        return choice;
    }
  return NULL;
}

static void
add_number (EnrCallRow *self, const EnrContact *contact, const char *phone)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *text = NULL;
  Choice choice = { .contact_id = contact->id, .button = GTK_CHECK_BUTTON (button) };

  if (*phone == '\0')
    {
      g_object_unref (g_object_ref_sink (button));
      g_object_unref (g_object_ref_sink (label));
      return;
    }
  choice.person = g_strdup (*contact->relation != '\0' ? contact->relation : contact->name);
  choice.words = *contact->relation != '\0'
                     ? g_strdup_printf ("%s（%s） %s", contact->name, contact->relation, phone)
                     : g_strdup_printf ("%s %s", contact->name, phone);
  text = contact->may_collect
             ? g_strdup_printf ("%s  %s", choice.person, phone)
             : g_strdup_printf ("%s  %s  %s", choice.person, phone, _ ("Must not collect"));
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_add_css_class (label, "title-4");
  gtk_widget_set_tooltip_text (label, contact->name);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->none);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  choice.words, -1);
  gtk_flow_box_insert (self->numbers, button, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
  g_array_append_val (self->choices, choice);
}

/* Whether the numbers are those that are shown: then the choice stays. */
static gboolean
has_same_numbers (EnrCallRow *self, GPtrArray *contacts)
{
  guint n = 0;

  for (guint i = 0; i < contacts->len; i++)
    {
      const EnrContact *contact = g_ptr_array_index (contacts, i);
      const char *const phones[] = { contact->phone, contact->phone2 };

      for (guint j = 0; j < G_N_ELEMENTS (phones); j++)
        {
          if (*phones[j] == '\0')
            continue;
          if (n >= self->choices->len
              || !g_str_has_suffix (g_array_index (self->choices, Choice, n).words, phones[j])
              || !g_str_has_prefix (g_array_index (self->choices, Choice, n).words, contact->name))
            return FALSE;
          n++;
        }
    }
  return n == self->choices->len;
}

static void
show_numbers (EnrCallRow *self, GPtrArray *contacts)
{
  GtkWidget *child;

  if (!has_same_numbers (self, contacts))
    {
      while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->numbers))) != NULL)
        gtk_flow_box_remove (self->numbers, child);
      g_array_set_size (self->choices, 0);
      for (guint i = 0; i < contacts->len; i++)
        {
          const EnrContact *contact = g_ptr_array_index (contacts, i);

          add_number (self, contact, contact->phone);
          add_number (self, contact, contact->phone2);
        }
      if (self->choices->len > 0)
        gtk_check_button_set_active (g_array_index (self->choices, Choice, 0).button, TRUE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->numbers), self->choices->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->called), self->choices->len == 0);
}

static void
show_last (EnrCallRow *self, const EnrCallDue *due)
{
  g_autoptr (GString) text = g_string_new (due->n_late > 0 ? _ ("Said to come late") : "");
  char at[6];

  if (due->last != NULL)
    {
      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append_printf (
          text,
          /* Translators: number of calls; the last one's time, who was called, and what came of it
           */
          ngettext ("%u call: %s %s: %s", "%u calls, the last: %s %s: %s", due->n_calls),
          due->n_calls, enr_minutes_format (enr_instant_minutes (due->last->at, self->day), at),
          due->last->called, enr_call_outcome_label (due->last->outcome));
      if (*due->last->note != '\0')
        g_string_append_printf (text, " · %s", due->last->note);
    }
  else if (text->len == 0)
    g_string_append (text, _ ("Not called yet"));
  gtk_label_set_text (self->last, text->str);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[CALL], 0, g_variant_get_int32 (parameter));
}

static void
notice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[NOTICE], 0);
}

static void
enr_call_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_CALL_ROW);

  G_OBJECT_CLASS (enr_call_row_parent_class)->dispose (object);
}

static void
enr_call_row_finalize (GObject *object)
{
  g_array_unref (ENR_CALL_ROW (object)->choices);

  G_OBJECT_CLASS (enr_call_row_parent_class)->finalize (object);
}

static void
enr_call_row_class_init (EnrCallRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_call_row_dispose;
  object_class->finalize = enr_call_row_finalize;

  signals[CALL] = g_signal_new ("call", ENR_TYPE_CALL_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT);
  signals[NOTICE] = g_signal_new ("notice", ENR_TYPE_CALL_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/board/call-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrCallRow, name);
  gtk_widget_class_bind_template_child (widget_class, EnrCallRow, last);
  gtk_widget_class_bind_template_child (widget_class, EnrCallRow, numbers);
  gtk_widget_class_bind_template_child (widget_class, EnrCallRow, none);
  gtk_widget_class_bind_template_child (widget_class, EnrCallRow, called);
  gtk_widget_class_bind_template_child (widget_class, EnrCallRow, note);
  gtk_widget_class_bind_template_child (widget_class, EnrCallRow, notice);
  gtk_widget_class_install_action (widget_class, "call-row.add", "i", add_action);
  gtk_widget_class_install_action (widget_class, "call-row.notice", NULL, notice_action);
}

static void
enr_call_row_init (EnrCallRow *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  g_array_set_clear_func (self->choices, choice_clear);
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrCallRow *
enr_call_row_new (void)
{
  return g_object_new (ENR_TYPE_CALL_ROW, NULL);
}

void
enr_call_row_show (EnrCallRow *self, const EnrDay *day, const EnrCallDue *due)
{
  const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, due->child);
  g_autofree char *name = NULL;

  g_return_if_fail (ENR_IS_CALL_ROW (self));

  self->child_id = child->child_id;
  self->day = day->date;
  name = child->class_index != G_MAXUINT
             ? g_strdup_printf ("%s  %s", child->name,
                                g_array_index (day->classes, EnrDayClass, child->class_index).name)
             : g_strdup (child->name);
  gtk_label_set_text (self->name, name);
  show_numbers (self, due->contacts);
  show_last (self, due);
}

const EnrUuid *
enr_call_row_get_child (EnrCallRow *self)
{
  return &self->child_id;
}

EnrCall *
enr_call_row_dup_call (EnrCallRow *self)
{
  EnrCall *call = g_new0 (EnrCall, 1);
  const Choice *choice = get_choice (self);

  call->day = self->day;
  if (choice != NULL)
    call->contact_id = choice->contact_id;
  call->child_name = g_strdup ("");
  call->called = g_strdup (choice != NULL ? choice->words : gtk_editable_get_text (self->called));
  call->by_name = g_strdup ("");
  call->note = g_strdup (gtk_editable_get_text (self->note));
  return call;
}

const char *
enr_call_row_get_person (EnrCallRow *self)
{
  const Choice *choice = get_choice (self);

  return choice != NULL ? choice->person : gtk_editable_get_text (self->called);
}

void
enr_call_row_recorded (EnrCallRow *self, EnrCallOutcome outcome)
{
  gtk_editable_set_text (self->note, "");
  if (outcome != ENR_CALL_REACHED)
    return;
  gtk_widget_add_css_class (self->notice, "suggested-action");
  gtk_widget_grab_focus (self->notice);
}
