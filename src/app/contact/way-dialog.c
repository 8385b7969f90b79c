/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/way-dialog.h"

#include <glib/gi18n.h>

#include "app/children/words.h"
#include "app/compat.h"
#include "base/clock.h"
#include "contact/contact-way.h"
#include "mail/error.h"
#include "nursery/roster.h"

struct _EnrWayDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkWidget *error_box;
  GtkLabel *error_label;
  AdwPreferencesGroup *mail_group;
  GtkEditable *mail;
  AdwActionRow *verified_row;
  GtkWidget *check_button;
  GtkEditable *code;
  GtkSwitch *blocked;
  GtkSwitch *apart;
  AdwPreferencesGroup *children_group;

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable;
  GPtrArray *switches; /* (element-type GtkSwitch), borrowed: of the children */
  char *kept_mail;     /* as it was read; what is typed may be another one */
  EnrUuid contact_id;
  gboolean is_filling; /* fields are set by the program */
  gboolean is_closing; /* once the address that was typed is kept */
};

G_DEFINE_FINAL_TYPE (EnrWayDialog, enr_way_dialog, ADW_TYPE_WINDOW)

static void
refuse (EnrWayDialog *self, const char *text)
{
  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->error_box, text != NULL);
}

/*
 * Reading
 */

typedef struct
{
  EnrContactWay *way;
  GPtrArray *children; /* (element-type EnrRosterRow): of the family */
} Person;

static void
person_free (gpointer data)
{
  Person *person = data;

  g_clear_pointer (&person->way, enr_contact_way_free);
  g_clear_pointer (&person->children, g_ptr_array_unref);
  g_free (person);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  Person *person = g_new0 (Person, 1);

  person->way = enr_contact_way_load (db, data, error);
  if (person->way != NULL)
    person->children = enr_roster_load (db, enr_clock_today (), ENR_ROSTER_ALL, error);
  if (person->children == NULL)
    {
      person_free (person);
      return NULL;
    }
  for (guint i = person->children->len; i > 0; i--)
    {
      const EnrRosterRow *row = g_ptr_array_index (person->children, i - 1);

      if (!enr_uuid_equal (&row->child->family_id, &person->way->family_id))
        g_ptr_array_remove_index (person->children, i - 1);
    }
  return person;
}

static char *
dup_verified (const EnrContactWay *way)
{
  g_autofree char *when = NULL;

  if (*way->mail == '\0')
    return g_strdup (_ ("Without an address, letters are on paper."));
  if (way->verified_at != ENR_INSTANT_NONE)
    {
      when = enr_words_dup_instant (way->verified_at);
      /* Translators: when */
      return g_strdup_printf (_ ("Verified %s"), when);
    }
  if (*way->code == '\0')
    return g_strdup (_ ("Not verified: until it is, letters are on paper. Send a code to the "
                        "address, and enter here what the person tells you."));
  when = enr_words_dup_instant (way->code_at);
  /* Translators: when */
  return g_strdup_printf (_ ("A code was sent %s. Enter here what the person tells you."), when);
}

static void except_changed_cb (GtkSwitch *toggle, GParamSpec *pspec, EnrWayDialog *self);

static void
show_children (EnrWayDialog *self, const Person *person)
{
  gboolean is_new = self->switches->len == 0;

  for (guint i = 0; i < person->children->len; i++)
    {
      const EnrRosterRow *row = g_ptr_array_index (person->children, i);

      if (is_new)
        {
          g_autofree char *name = enr_child_dup_name (row->child);
          GtkWidget *toggle = gtk_switch_new ();
          GtkWidget *line
              = g_object_new (ADW_TYPE_ACTION_ROW, "title", name, "subtitle", row->class_name,
                              "use-markup", FALSE, "activatable-widget", toggle, NULL);

          gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
          adw_action_row_add_suffix (ADW_ACTION_ROW (line), toggle);
          g_object_set_data_full (G_OBJECT (toggle), "enr-child", enr_uuid_copy (&row->child->id),
                                  g_free);
          g_signal_connect (toggle, "notify::active", G_CALLBACK (except_changed_cb), self);
          adw_preferences_group_add (self->children_group, line);
          g_ptr_array_add (self->switches, toggle);
        }
      if (i < self->switches->len)
        gtk_switch_set_active (g_ptr_array_index (self->switches, i),
                               enr_contact_way_is_except (person->way, &row->child->id));
    }
}

static void
show_person (EnrWayDialog *self, const Person *person)
{
  const EnrContactWay *way = person->way;
  g_autofree char *verified = dup_verified (way);
  g_autofree char *markup = g_markup_escape_text (verified, -1);
  g_autofree char *who = *way->relation != '\0'
                             ? g_strdup_printf (_ ("%s (%s)"), way->name, way->relation)
                             : g_strdup (way->name);
  g_autofree char *title = g_markup_escape_text (who, -1);
  gboolean is_open = *way->mail != '\0' && way->verified_at == ENR_INSTANT_NONE;

  self->is_filling = TRUE;
  g_free (self->kept_mail);
  self->kept_mail = g_strdup (way->mail);
  adw_preferences_group_set_title (self->mail_group, title);
  if (!g_str_equal (gtk_editable_get_text (self->mail), way->mail))
    gtk_editable_set_text (self->mail, way->mail);
  adw_action_row_set_subtitle (self->verified_row, markup);
  gtk_widget_set_visible (self->check_button, is_open);
  gtk_button_set_label (GTK_BUTTON (self->check_button),
                        *way->code == '\0' ? _ ("_Send a Code") : _ ("_Send Another Code"));
  gtk_widget_set_visible (GTK_WIDGET (self->code), is_open && *way->code != '\0');
  gtk_switch_set_active (self->blocked, way->is_blocked);
  gtk_switch_set_active (self->apart, way->is_apart);
  show_children (self, person);
  self->is_filling = FALSE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWayDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  Person *person = enr_store_finish (ENR_STORE (source), result, &error);

  if (person != NULL && self->session != NULL)
    show_person (self, person);
  else if (person == NULL && self->session != NULL
           && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text = enr_error_describe (error);

      refuse (self, text);
    }
  g_clear_pointer (&person, person_free);
}

static void
reload (EnrWayDialog *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load,
                        g_memdup2 (&self->contact_id, sizeof self->contact_id), g_free, person_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

/*
 * Changing
 */

typedef struct
{
  const EnrActor *actor;
  EnrUuid contact_id;
  EnrUuid child_id;
  char *text;
  gboolean is_blocked;
  gboolean is_apart;
  gboolean is_except;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->text);
  g_free (change);
}

static Change *
change_new (EnrWayDialog *self)
{
  Change *change = g_new0 (Change, 1);

  change->actor = enr_session_get_actor (self->session);
  change->contact_id = self->contact_id;
  return change;
}

static gpointer
set_mail (EnrDb *db, gpointer data, GError **error)
{
  const Change *change = data;

  return GINT_TO_POINTER (
      enr_contact_way_set_mail (db, change->actor, &change->contact_id, change->text, error));
}

static gpointer
set_marks (EnrDb *db, gpointer data, GError **error)
{
  const Change *change = data;

  return GINT_TO_POINTER (enr_contact_way_set_marks (db, change->actor, &change->contact_id,
                                                     change->is_blocked, change->is_apart, error));
}

static gpointer
set_except (EnrDb *db, gpointer data, GError **error)
{
  const Change *change = data;

  return GINT_TO_POINTER (enr_contact_way_set_except (db, change->actor, &change->contact_id,
                                                      &change->child_id, change->is_except, error));
}

static gpointer
send_code (EnrDb *db, gpointer data, GError **error)
{
  const Change *change = data;

  return GINT_TO_POINTER (
      enr_contact_way_send_code (db, change->actor, &change->contact_id, error));
}

static gpointer
verify (EnrDb *db, gpointer data, GError **error)
{
  const Change *change = data;

  return GINT_TO_POINTER (
      enr_contact_way_verify (db, change->actor, &change->contact_id, change->text, error));
}

/* What was refused is shown as it was before, but for what was typed. */
static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWayDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = enr_store_finish (ENR_STORE (source), result, &error) != NULL;
  g_autofree char *text = NULL;

  if (self->session == NULL)
    return;
  if (!is_done)
    text = enr_error_describe (error);
  refuse (self, text);
  if (self->is_closing && is_done)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  self->is_closing = FALSE;
  if (is_done || error->domain != ENR_MAIL_ERROR)
    reload (self);
}

static void
run (EnrWayDialog *self, EnrStoreFunc func, Change *change)
{
  enr_store_write_async (enr_session_get_store (self->session), func, change, change_free, NULL,
                         changed_cb, g_object_ref (self));
}

static void
mail_applied_cb (EnrWayDialog *self)
{
  Change *change = change_new (self);

  change->text = g_strdup (gtk_editable_get_text (self->mail));
  run (self, set_mail, change);
}

static void
code_applied_cb (EnrWayDialog *self)
{
  Change *change = change_new (self);

  change->text = g_strdup (gtk_editable_get_text (self->code));
  run (self, verify, change);
}

static void
check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWayDialog *self = ENR_WAY_DIALOG (widget);

  if (self->session == NULL)
    return;
  gtk_editable_set_text (self->code, "");
  run (self, send_code, change_new (self));
}

static void
marks_changed_cb (EnrWayDialog *self)
{
  Change *change;

  if (self->is_filling || self->session == NULL)
    return;
  change = change_new (self);
  change->is_blocked = gtk_switch_get_active (self->blocked);
  change->is_apart = gtk_switch_get_active (self->apart);
  run (self, set_marks, change);
}

static void
except_changed_cb (GtkSwitch *toggle, GParamSpec *pspec, EnrWayDialog *self)
{
  Change *change;

  if (self->is_filling || self->session == NULL)
    return;
  change = change_new (self);
  change->child_id = *(const EnrUuid *) g_object_get_data (G_OBJECT (toggle), "enr-child");
  change->is_except = gtk_switch_get_active (toggle);
  run (self, set_except, change);
}

/* An address that was typed and not confirmed is kept; one that was refused is not kept back for
 * ever. */
static gboolean
enr_way_dialog_close_request (GtkWindow *window)
{
  EnrWayDialog *self = ENR_WAY_DIALOG (window);

  if (self->session != NULL && self->kept_mail != NULL && !gtk_widget_get_visible (self->error_box)
      && !g_str_equal (gtk_editable_get_text (self->mail), self->kept_mail))
    {
      self->is_closing = TRUE;
      mail_applied_cb (self);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (enr_way_dialog_parent_class)->close_request (window);
}

/*
 * The class
 */

static void
enr_way_dialog_unrealize (GtkWidget *widget)
{
  EnrWayDialog *self = ENR_WAY_DIALOG (widget);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  GTK_WIDGET_CLASS (enr_way_dialog_parent_class)->unrealize (widget);
}

static void
enr_way_dialog_dispose (GObject *object)
{
  g_clear_object (&ENR_WAY_DIALOG (object)->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WAY_DIALOG);

  G_OBJECT_CLASS (enr_way_dialog_parent_class)->dispose (object);
}

static void
enr_way_dialog_finalize (GObject *object)
{
  EnrWayDialog *self = ENR_WAY_DIALOG (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->switches);
  g_free (self->kept_mail);

  G_OBJECT_CLASS (enr_way_dialog_parent_class)->finalize (object);
}

static void
enr_way_dialog_class_init (EnrWayDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_way_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_way_dialog_finalize;
  widget_class->unrealize = enr_way_dialog_unrealize;
  GTK_WINDOW_CLASS (klass)->close_request = enr_way_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/contact/way-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWayDialog, error_box);
  gtk_widget_class_bind_template_child (widget_class, EnrWayDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrWayDialog, mail_group);
  gtk_widget_class_bind_template_child (widget_class, EnrWayDialog, mail);
  gtk_widget_class_bind_template_child (widget_class, EnrWayDialog, verified_row);
  gtk_widget_class_bind_template_child (widget_class, EnrWayDialog, check_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWayDialog, code);
  gtk_widget_class_bind_template_child (widget_class, EnrWayDialog, blocked);
  gtk_widget_class_bind_template_child (widget_class, EnrWayDialog, apart);
  gtk_widget_class_bind_template_child (widget_class, EnrWayDialog, children_group);
  gtk_widget_class_bind_template_callback (widget_class, mail_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, marks_changed_cb);
  gtk_widget_class_install_action (widget_class, "way.check", NULL, check_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_way_dialog_init (EnrWayDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->switches = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
}

EnrWayDialog *
enr_way_dialog_new (EnrSession *session, const EnrUuid *contact_id)
{
  EnrWayDialog *self;

  g_return_val_if_fail (ENR_IS_SESSION (session), NULL);

  self = g_object_new (ENR_TYPE_WAY_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->contact_id = *contact_id;
  reload (self);
  return self;
}
