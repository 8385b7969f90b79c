/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/archive-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/writing/approver.h"
#include "app/writing/keep-person-row.h"
#include "base/clock.h"
#include "writing/archive.h"

struct _EnrArchiveView
{
  GtkBox parent_instance;

  /* Template */
  GtkStack *stack;
  GtkDropDown *year_choice;
  GtkStringList *year_names;
  GtkListBox *list;
  GtkLabel *summary;

  /* Owned */
  EnrSession *session;
  EnrWritingKinds *kinds;
  GCancellable *cancellable;
  GPtrArray *groups; /* (element-type EnrArchiveGroup) of all years */
  GArray *years;     /* (element-type int) of the choice */
  gboolean is_showing;
};

G_DEFINE_FINAL_TYPE (EnrArchiveView, enr_archive_view, GTK_TYPE_BOX)

/* What is handed to the writer's thread, and brings what was done back. */
typedef struct
{
  EnrWritingKinds *kinds; /* keep the kinds of groups and writings alive */
  GPtrArray *groups;      /* (element-type EnrArchiveGroup) */
  GArray *done;           /* (element-type EnrStepOn) */
  EnrActor actor;         /* with @name */
  char *name;
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_clear_pointer (&deed->groups, g_ptr_array_unref);
  g_clear_pointer (&deed->done, g_array_unref);
  enr_writing_kinds_unref (deed->kinds);
  g_free (deed->name);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

static Deed *
deed_copy (const Deed *from)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->kinds = enr_writing_kinds_ref (from->kinds);
  deed->done = g_array_new (FALSE, FALSE, sizeof (EnrStepOn));
  deed->name = g_strdup (from->name);
  deed->actor = from->actor;
  deed->actor.name = deed->name;
  return deed;
}

/* Returns what was archived, by whom: all that is needed to take it out again. */
static gpointer
archive (EnrDb *db, gpointer data, GError **error)
{
  const Deed *deed = data;
  g_autoptr (Deed) result = deed_copy (deed);

  if (!enr_archive_groups (db, &deed->actor, (const EnrArchiveGroup *const *) deed->groups->pdata,
                           deed->groups->len, result->done, error))
    return NULL;
  return g_steal_pointer (&result);
}

static gpointer
take_out (EnrDb *db, gpointer data, GError **error)
{
  const Deed *deed = data;

  return GINT_TO_POINTER (enr_step_do_all (db, &deed->actor, ENR_STEP_UNARCHIVE,
                                           (const EnrStepOn *) (gconstpointer) deed->done->data,
                                           deed->done->len, error));
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  return enr_archive_list (db, data, error);
}

/*
 * The list
 */

static GtkCheckButton *
get_check (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "enr-check");
}

static const EnrArchiveGroup *
get_group (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "enr-group");
}

static guint
count_checked (EnrArchiveView *self, guint *n_rows, guint *n_checked)
{
  GtkListBoxRow *row;
  guint n = 0;

  *n_rows = *n_checked = 0;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      ++*n_rows;
      if (!gtk_check_button_get_active (get_check (GTK_WIDGET (row))))
        continue;
      ++*n_checked;
      n += get_group (GTK_WIDGET (row))->count;
    }
  return n;
}

static void
update (EnrArchiveView *self)
{
  guint n_rows, n_checked;
  guint n = count_checked (self, &n_rows, &n_checked);
  /* Translators: a number of plans and records */
  g_autofree char *text = g_strdup_printf (ngettext ("%u is chosen", "%u are chosen", n), n);

  gtk_label_set_text (self->summary, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "archive.all", n_rows > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "archive.archive", n > 0);
}

static char *
dup_group_name (const EnrArchiveGroup *group)
{
  return g_strdup_printf ("%s%s%s", group->kind->label, *group->class_name != '\0' ? "  " : "",
                          group->class_name);
}

static void
add_row (EnrArchiveView *self, EnrArchiveGroup *group, gboolean is_checked)
{
  g_autofree char *name = dup_group_name (group);
  /* Translators: a number of plans and records */
  g_autofree char *count
      = g_strdup_printf (ngettext ("%u document", "%u documents", group->count), group->count);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name,
                                 "activatable-widget", check, NULL);
  GtkWidget *label = gtk_label_new (count);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_checked);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  g_object_set_data (G_OBJECT (row), "enr-check", check);
  g_object_set_data_full (G_OBJECT (row), "enr-group", enr_archive_group_copy (group),
                          (GDestroyNotify) enr_archive_group_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

static gboolean
is_same (const EnrArchiveGroup *one, const EnrArchiveGroup *other)
{
  return one->kind == other->kind && one->fiscal_year == other->fiscal_year
         && enr_uuid_equal (&one->class_id, &other->class_id);
}

/* What was chosen stays chosen while others write. (element-type EnrArchiveGroup) */
static GPtrArray *
dup_checked (EnrArchiveView *self)
{
  GPtrArray *checked = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_archive_group_free);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_check_button_get_active (get_check (GTK_WIDGET (row))))
      g_ptr_array_add (checked, enr_archive_group_copy (get_group (GTK_WIDGET (row))));
  return checked;
}

static gboolean
contains (const GPtrArray *groups, const EnrArchiveGroup *group)
{
  for (guint i = 0; i < groups->len; i++)
    if (is_same (g_ptr_array_index (groups, i), group))
      return TRUE;
  return FALSE;
}

static int
get_year (EnrArchiveView *self)
{
  guint index = gtk_drop_down_get_selected (self->year_choice);

  return index < self->years->len ? g_array_index (self->years, int, index) : 0;
}

static void
show_year (EnrArchiveView *self)
{
  g_autoptr (GPtrArray) checked = dup_checked (self);
  int year = get_year (self);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->groups->len; i++)
    {
      EnrArchiveGroup *group = g_ptr_array_index (self->groups, i);

      if (group->fiscal_year == year)
        add_row (self, group, contains (checked, group));
    }
  update (self);
}

static void
year_chosen_cb (EnrArchiveView *self)
{
  if (!self->is_showing && self->groups != NULL)
    show_year (self);
}

/* The year that was shown stays; at first the newest that is over. */
static void
choose_year (EnrArchiveView *self, int shown)
{
  int over = enr_fiscal_year (enr_clock_today ()) - 1;
  guint selected = 0;

  for (guint i = self->years->len; i > 0; i--)
    if (g_array_index (self->years, int, i - 1) <= over)
      selected = i - 1;
  for (guint i = 0; i < self->years->len; i++)
    if (g_array_index (self->years, int, i) == shown)
      selected = i;
  gtk_drop_down_set_selected (self->year_choice, selected);
}

static void
show_groups (EnrArchiveView *self)
{
  int shown = get_year (self);

  self->is_showing = TRUE;
  gtk_string_list_splice (self->year_names, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->year_names)), NULL);
  g_array_set_size (self->years, 0);
  for (guint i = 0; i < self->groups->len; i++)
    {
      int year = ((EnrArchiveGroup *) g_ptr_array_index (self->groups, i))->fiscal_year;
      g_autofree char *name = NULL;

      if (self->years->len > 0 && g_array_index (self->years, int, self->years->len - 1) == year)
        continue;
      name = enr_fiscal_year_dup_era (year);
      g_array_append_val (self->years, year);
      gtk_string_list_append (self->year_names, name);
    }
  choose_year (self, shown);
  self->is_showing = FALSE;
  gtk_stack_set_visible_child_name (self->stack, self->groups->len > 0 ? "list" : "nothing");
  show_year (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrArchiveView) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *groups = enr_store_finish (ENR_STORE (source), result, &error);

  if (groups == NULL || self->session == NULL)
    {
      g_clear_pointer (&groups, g_ptr_array_unref);
      if (self->session != NULL)
        enr_session_fail (self->session, error);
      return;
    }
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  self->groups = groups;
  show_groups (self);
}

static void
reload (EnrArchiveView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (
      enr_session_get_store (self->session), load, enr_writing_kinds_ref (self->kinds),
      (GDestroyNotify) enr_writing_kinds_unref, (GDestroyNotify) g_ptr_array_unref,
      self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrArchiveView *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "writing"))
    reload (self);
}

/*
 * What is done
 */

typedef struct
{
  EnrArchiveView *view;
  Deed *deed; /* NULL once it is on its way */
  char *what; /* "令和7年度の計画・記録 24件" */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->view);
  g_clear_pointer (&asked->deed, deed_free);
  g_free (asked->what);
  g_free (asked);
}

static void
archived_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrArchiveView) self = user_data;
  g_autoptr (GError) error = NULL;
  Deed *done = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (done == NULL || self->session == NULL)
    {
      g_clear_pointer (&done, deed_free);
      if (self->session != NULL)
        {
          enr_session_fail (self->session, error);
          reload (self);
        }
      return;
    }
  /* Translators: a number of plans and records */
  text = g_strdup_printf (ngettext ("%u was archived", "%u were archived", done->done->len),
                          done->done->len);
  enr_session_offer_undo (self->session, text, take_out, done, deed_free);
}

static void
who_cb (const EnrUuid *staff_id, const char *name, gpointer user_data)
{
  Asked *asked = user_data;
  EnrArchiveView *self = asked->view;
  Deed *deed = g_steal_pointer (&asked->deed);

  if (self->session == NULL || deed == NULL)
    {
      g_clear_pointer (&deed, deed_free);
      return;
    }
  deed->name = g_strdup (name);
  deed->actor = enr_keep_person_actor (self->session, staff_id, deed->name);
  enr_store_write_async (enr_session_get_store (self->session), archive, deed, deed_free, deed_free,
                         archived_cb, g_object_ref (self));
}

static void
answer_cb (gboolean is_yes, gpointer user_data)
{
  Asked *asked = user_data;

  if (is_yes && asked->view->session != NULL)
    enr_approver_choose (GTK_WIDGET (asked->view), asked->view->session, ENR_STEP_ARCHIVE,
                         asked->what, who_cb, asked, asked_free);
  else
    asked_free (asked);
}

/* Its kind, with the class where it is the only one; "" where it is not the first of its kind. */
static char *
dup_kind_part (const GPtrArray *groups, guint first)
{
  const EnrArchiveGroup *group = g_ptr_array_index (groups, first);
  g_autofree char *name = dup_group_name (group);
  guint n_groups = 0;
  guint n = 0;

  for (guint i = 0; i < groups->len; i++)
    {
      const EnrArchiveGroup *other = g_ptr_array_index (groups, i);

      if (other->kind != group->kind)
        continue;
      if (i < first)
        return g_strdup ("");
      n_groups++;
      n += other->count;
    }
  /* Translators: a kind (and a class), and how many there are: 週案 48件 */
  return g_strdup_printf (_ ("%s: %u"), n_groups > 1 ? group->kind->label : name, n);
}

/* How many of each kind, and what follows. */
static char *
dup_body (EnrArchiveView *self, const GPtrArray *groups)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gboolean is_over = get_year (self) < enr_fiscal_year (enr_clock_today ());
  g_autofree char *list = NULL;

  for (guint i = 0; i < groups->len; i++)
    {
      g_autofree char *part = dup_kind_part (groups, i);

      if (*part != '\0')
        g_ptr_array_add (parts, g_steal_pointer (&part));
    }
  g_ptr_array_add (parts, NULL);
  list = g_strjoinv (C_ ("list", ", "), (char **) parts->pdata);
  return g_strdup_printf (
      "%s\n\n%s%s%s", list,
      _ ("They stay to be read and printed, but are not evaluated or revised any "
         "more. Each can be taken out of the archive again where it is opened."),
      is_over ? "" : "\n\n", is_over ? "" : _ ("This fiscal year is not over yet."));
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrArchiveView *self = ENR_ARCHIVE_VIEW (widget);
  g_autofree char *year = enr_fiscal_year_dup_era (get_year (self));
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  guint n_rows, n_checked;
  guint n = count_checked (self, &n_rows, &n_checked);
  Asked *asked = g_new0 (Asked, 1);

  asked->view = g_object_ref (self);
  asked->deed = g_new0 (Deed, 1);
  asked->deed->kinds = enr_writing_kinds_ref (self->kinds);
  asked->deed->groups = dup_checked (self);
  /* Translators: a number of plans and records, and a fiscal year */
  asked->what = g_strdup_printf (ngettext ("%u document of %s", "%u documents of %s", n), n, year);
  /* Translators: a number of plans and records, and a fiscal year */
  heading = g_strdup_printf (
      ngettext ("Archive %u document of %s?", "Archive %u documents of %s?", n), n, year);
  body = dup_body (self, asked->deed->groups);
  enr_compat_ask (GTK_WINDOW (gtk_widget_get_root (widget)), heading, body, _ ("_Archive"), FALSE,
                  answer_cb, asked);
}

static void
all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrArchiveView *self = ENR_ARCHIVE_VIEW (widget);
  guint n_rows, n_checked;
  GtkListBoxRow *row;

  count_checked (self, &n_rows, &n_checked);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    gtk_check_button_set_active (get_check (GTK_WIDGET (row)), n_checked < n_rows);
}

/* What is under way may hold the view for a while, and must not show anything then. */
static void
enr_archive_view_unrealize (GtkWidget *widget)
{
  EnrArchiveView *self = ENR_ARCHIVE_VIEW (widget);

  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (enr_session_get_store (self->session), store_changed_cb,
                                          self);
  g_clear_object (&self->session);

  GTK_WIDGET_CLASS (enr_archive_view_parent_class)->unrealize (widget);
}

static void
enr_archive_view_dispose (GObject *object)
{
  g_clear_object (&ENR_ARCHIVE_VIEW (object)->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_ARCHIVE_VIEW);

  G_OBJECT_CLASS (enr_archive_view_parent_class)->dispose (object);
}

static void
enr_archive_view_finalize (GObject *object)
{
  EnrArchiveView *self = ENR_ARCHIVE_VIEW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_array_unref (self->years);

  G_OBJECT_CLASS (enr_archive_view_parent_class)->finalize (object);
}

static void
enr_archive_view_class_init (EnrArchiveViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_archive_view_dispose;
  object_class->finalize = enr_archive_view_finalize;
  widget_class->unrealize = enr_archive_view_unrealize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/archive-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrArchiveView, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrArchiveView, year_choice);
  gtk_widget_class_bind_template_child (widget_class, EnrArchiveView, year_names);
  gtk_widget_class_bind_template_child (widget_class, EnrArchiveView, list);
  gtk_widget_class_bind_template_child (widget_class, EnrArchiveView, summary);
  gtk_widget_class_bind_template_callback (widget_class, year_chosen_cb);
  gtk_widget_class_install_action (widget_class, "archive.all", NULL, all_action);
  gtk_widget_class_install_action (widget_class, "archive.archive", NULL, archive_action);
}

static void
enr_archive_view_init (EnrArchiveView *self)
{
  self->cancellable = g_cancellable_new ();
  self->years = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_archive_view_set_session (EnrArchiveView *self, EnrSession *session, EnrWritingKinds *kinds)
{
  g_return_if_fail (ENR_IS_ARCHIVE_VIEW (self));

  self->session = g_object_ref (session);
  self->kinds = enr_writing_kinds_ref (kinds);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  update (self);
  reload (self);
}
