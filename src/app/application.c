/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One database is open at a time. The sample lives in a folder that goes when it is closed.
 */
#include "config.h"

#include "app/application.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "app/kiosk/kiosk-window.h"
#include "app/preferences.h"
#include "app/restore.h"
#include "app/types.h"
#include "app/window.h"
#include "attendance/sample.h"
#include "base/clock.h"
#include "contact/sample.h"
#include "fees/sample.h"
#include "nursery/facility.h"
#include "statistics/sample.h"
#include "submission/attach.h"
#include "writing/sample.h"

#define SAMPLE_CHILDREN 100
#define SAMPLE_DAYS 60

struct _EnrApplication
{
  AdwApplication parent_instance;

  EnrWindow *window; /* borrowed from GTK's list of windows */

  char *path; /* --db */
  gboolean is_sample;
  gboolean wants_kiosk;
  gboolean exits_after_startup;
  gboolean has_failed;
  guint n_ticks; /* frames that the window has begun */
  EnrDate date;  /* --date, or NONE */

  EnrStore *store;
  char *sample_folder;
  int lock_fd;
};

G_DEFINE_FINAL_TYPE (EnrApplication, enr_application, ADW_TYPE_APPLICATION)

/* Every accelerator of the program; the shortcuts window shows the same keys. */
static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.quit", { "<Control>q", NULL } },
  { "window.close", { "<Control>w", NULL } },
  { "win.show-help-overlay", { "<Control>question", "F1", NULL } },
  { "win.search", { "<Control>f", NULL } },
  { "win.undo", { "<Control>z", NULL } },
  { "win.print", { "<Control>p", NULL } },
  { "win.day-before", { "<Alt>Left", NULL } },
  { "win.day-after", { "<Alt>Right", NULL } },
  { "win.today", { "<Alt>Home", NULL } },
  { "win.page('board')", { "<Alt>1", NULL } },
  { "win.page('children')", { "<Alt>2", NULL } },
  { "win.page('writing')", { "<Alt>3", NULL } },
  { "win.page('contact')", { "<Alt>4", NULL } },
  { "win.page('month')", { "<Alt>5", NULL } },
  { "win.page('staff')", { "<Alt>6", NULL } },
  { "win.page('papers')", { "<Alt>7", NULL } },
  { "win.page('city')", { "<Alt>8", NULL } },
  { "win.page('settings')", { "<Alt>9", NULL } },
  { "app.kiosk", { "F11", NULL } },
};

static char *
own_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "enroku", "enroku.db", NULL);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_unlink (path) != 0 && errno == EISDIR)
        remove_folder (path);
    }
  g_rmdir (folder);
}

/* Windows on the database must be gone or empty before. */
static void
close_store (EnrApplication *self)
{
  if (self->store != NULL)
    enr_store_close (self->store);
  g_clear_object (&self->store);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  self->lock_fd = -1;
  if (self->sample_folder != NULL)
    remove_folder (self->sample_folder);
  g_clear_pointer (&self->sample_folder, g_free);
}

/* Two windows on one file would each be right, but people would take one for the other's truth.
 * Short commands (enrokuctl) may run beside the window. */
static gboolean
lock_database (EnrApplication *self, const char *path)
{
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);

  self->lock_fd = g_open (lock_path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  /* Where no lock can be made, SQLite still keeps every write whole. */
  if (self->lock_fd < 0)
    return TRUE;
  if (flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  close (self->lock_fd);
  self->lock_fd = -1;
  return FALSE;
}

static gboolean
quit_cb (gpointer data)
{
  g_application_quit (G_APPLICATION (data));
  return G_SOURCE_REMOVE;
}

/* --exit-after-startup is for scripts and measuring: what the window would say goes to stderr too.
 */
static void
end_startup (EnrApplication *self, const char *failure)
{
  if (failure != NULL)
    enr_window_show_failure (self->window, failure);
  if (!self->exits_after_startup)
    return;
  if (failure != NULL)
    g_printerr ("%s\n", failure);
  self->has_failed = failure != NULL;
  g_idle_add_full (G_PRIORITY_LOW, quit_cb, self, NULL);
}

static void
show_session (EnrApplication *self)
{
  g_autoptr (EnrSession) session = enr_session_new (self->store);

  if (self->date != ENR_DATE_NONE)
    enr_session_set_date (session, self->date);
  enr_window_set_session (self->window, session, self->sample_folder != NULL);
  if (self->wants_kiosk)
    enr_application_show_kiosk (self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!enr_store_open_finish (ENR_STORE (source), result, &error))
    {
      g_autofree char *path = g_strdup (enr_store_get_path (self->store));
      g_autofree char *text = enr_restore_dup_text (path, error);

      close_store (self);
      enr_restore_set_offered (self, enr_restore_may_help (error));
      end_startup (self, text);
      return;
    }
  show_session (self);
  end_startup (self, NULL);
}

static void
open_database (EnrApplication *self, const char *path)
{
  if (!lock_database (self, path))
    {
      end_startup (self, _ ("This nursery is open in another window already. Please use that "
                            "one, or close it first."));
      return;
    }
  self->store = enr_store_new (path);
  enr_store_set_opened_func (self->store, enr_submission_attach);
  enr_store_open_async (self->store, FALSE, NULL, opened_cb, g_object_ref (self));
}

typedef struct
{
  char *name; /* of the user's own nursery, or NULL for the sample */
  EnrDate until;
} MakeData;

static void
make_data_free (gpointer data)
{
  MakeData *make = data;

  g_free (make->name);
  g_free (make);
}

static gpointer
make_nursery (EnrDb *db, gpointer data, GError **error)
{
  MakeData *make = data;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, enr_actor_this_device ());

  if (make->name != NULL)
    {
      g_autoptr (EnrFacility) facility = enr_facility_new_default ();

      g_free (facility->name);
      facility->name = g_strdup (make->name);
      return GINT_TO_POINTER (enr_facility_save (db, &actor, facility, error));
    }
  else
    {
      EnrDate first = make->until - SAMPLE_DAYS;
      EnrSampleOptions options = { SAMPLE_CHILDREN, first, make->until, 1 };

      g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();

      return GINT_TO_POINTER (
          enr_sample_make (db, &options, error) && enr_staff_sample (db, first, make->until, error)
          && enr_care_sample (db, enr_fiscal_year_first (enr_fiscal_year (first)), error)
          && enr_notice_sample (db, &actor, make->until, NULL, error)
          && enr_notebook_sample (db, &actor, make->until, error)
          && enr_announcement_sample (db, &actor, make->until, error)
          && enr_writing_sample (db, &actor, kinds, first, make->until, NULL, error));
    }
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      end_startup (self, text);
      return;
    }
  show_session (self);
  end_startup (self, NULL);
}

typedef struct
{
  EnrApplication *self;
  MakeData *make;
} MakeCall;

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree MakeCall *call = user_data;
  g_autoptr (EnrApplication) self = call->self;
  g_autoptr (GError) error = NULL;

  if (!enr_store_open_finish (ENR_STORE (source), result, &error))
    {
      g_autofree char *text = enr_error_describe (error);

      make_data_free (call->make);
      close_store (self);
      end_startup (self, text);
      return;
    }
  enr_store_write_async (self->store, make_nursery, call->make, make_data_free, NULL, made_cb,
                         g_object_ref (self));
}

static void
create_database (EnrApplication *self, const char *path, const char *name)
{
  MakeCall *call;

  if (!lock_database (self, path))
    {
      end_startup (self, _ ("This nursery is open in another window already. Please use that "
                            "one, or close it first."));
      return;
    }
  call = g_new0 (MakeCall, 1);
  call->self = g_object_ref (self);
  call->make = g_new0 (MakeData, 1);
  call->make->name = g_strdup (name);
  call->make->until = self->date != ENR_DATE_NONE ? self->date : enr_clock_today ();
  self->store = enr_store_new (path);
  enr_store_set_opened_func (self->store, enr_submission_attach);
  enr_store_open_async (self->store, TRUE, NULL, created_cb, call);
}

char *
enr_application_dup_path (EnrApplication *self)
{
  g_return_val_if_fail (ENR_IS_APPLICATION (self), NULL);

  return self->path != NULL ? g_strdup (self->path) : own_path ();
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EnrApplication *self = ENR_APPLICATION (source);
  g_autoptr (GError) error = NULL;

  close_store (self);
  if (enr_restore_finish (result, &error))
    enr_application_open_own (self);
  else
    enr_window_show_failure (self->window, error->message);
}

void
enr_application_restore (EnrApplication *self, const char *copy)
{
  g_autofree char *path = enr_application_dup_path (self);

  g_return_if_fail (ENR_IS_APPLICATION (self));

  enr_window_show_opening (self->window);
  close_store (self);
  if (!lock_database (self, path))
    {
      end_startup (self, _ ("This nursery is open in another window already. Please use that "
                            "one, or close it first."));
      return;
    }
  enr_restore_async (self, copy, path, restored_cb);
}

void
enr_application_start_nursery (EnrApplication *self, const char *name)
{
  g_autofree char *path = enr_application_dup_path (self);
  g_autofree char *folder = g_path_get_dirname (path);

  g_return_if_fail (ENR_IS_APPLICATION (self));

  enr_window_show_opening (self->window);
  close_store (self);
  g_mkdir_with_parents (folder, 0700);
  create_database (self, path, name);
}

void
enr_application_open_sample (EnrApplication *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (ENR_IS_APPLICATION (self));

  enr_window_show_opening (self->window);
  close_store (self);
  self->sample_folder = g_dir_make_tmp ("enroku-sample-XXXXXX", &error);
  if (self->sample_folder == NULL)
    {
      enr_window_show_failure (self->window, error->message);
      return;
    }
  path = g_build_filename (self->sample_folder, "enroku.db", NULL);
  create_database (self, path, NULL);
}

void
enr_application_open_own (EnrApplication *self)
{
  g_autofree char *path = enr_application_dup_path (self);

  g_return_if_fail (ENR_IS_APPLICATION (self));

  enr_restore_set_offered (self, FALSE);
  enr_window_show_opening (self->window);
  close_store (self);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    open_database (self, path);
  else
    enr_window_show_setup (self->window);
}

gboolean
enr_application_has_failed (EnrApplication *self)
{
  g_return_val_if_fail (ENR_IS_APPLICATION (self), FALSE);

  return self->has_failed;
}

void
enr_application_show_kiosk (EnrApplication *self)
{
  GtkWidget *kiosk;

  g_return_if_fail (ENR_IS_APPLICATION (self));

  if (self->store == NULL)
    return;
  kiosk = enr_kiosk_window_new (GTK_APPLICATION (self), self->store);
  if (enr_preferences_get () != NULL)
    g_settings_bind (enr_preferences_get (), "kiosk-sound", kiosk, "sound",
                     G_SETTINGS_BIND_DEFAULT);
  gtk_window_present (GTK_WINDOW (kiosk));
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
}

static void
kiosk_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  enr_application_show_kiosk (ENR_APPLICATION (user_data));
}

static void
own_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  enr_application_open_own (ENR_APPLICATION (user_data));
}

static void
sample_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  enr_application_open_sample (ENR_APPLICATION (user_data));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EnrApplication *self = ENR_APPLICATION (user_data);

  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (self)),
                         "application-name", _ ("Enroku"), "application-icon", ENR_APP_ID,
                         "version", ENR_VERSION, "developer-name", _ ("The Enroku authors"),
                         "comments",
                         _ ("The nursery's record: arrivals and departures, care, contact"),
                         "license-type", GTK_LICENSE_GPL_3_0, NULL);
}

static const GActionEntry actions[] = {
  { "quit", quit_action },          { "kiosk", kiosk_action }, { "open-own", own_action },
  { "open-sample", sample_action }, { "about", about_action },
};

static void
enr_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (enr_application_parent_class)->startup (application);

  enr_app_ensure_types ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  enr_restore_add_actions (ENR_APPLICATION (application));
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           accelerators[i].keys);
}

static gboolean
open_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  EnrApplication *self = user_data;

  /* The first tick is before the first frame is painted. */
  if (self->n_ticks++ < 1)
    return G_SOURCE_CONTINUE;
  if (self->is_sample)
    enr_application_open_sample (self);
  else
    enr_application_open_own (self);
  return G_SOURCE_REMOVE;
}

static void
enr_application_activate (GApplication *application)
{
  EnrApplication *self = ENR_APPLICATION (application);

  if (self->window == NULL)
    {
      self->window = enr_window_new (self);
      g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
      enr_window_show_opening (self->window);
      /* The window is on the screen before the file is opened. */
      gtk_widget_add_tick_callback (GTK_WIDGET (self->window), open_cb, self, NULL);
    }
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
enr_application_shutdown (GApplication *application)
{
  EnrApplication *self = ENR_APPLICATION (application);
  GList *windows;

  while ((windows = gtk_application_get_windows (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (windows->data);
  close_store (self);

  G_APPLICATION_CLASS (enr_application_parent_class)->shutdown (application);
}

static int
enr_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  EnrApplication *self = ENR_APPLICATION (application);
  g_autofree char *date = NULL;

  g_variant_dict_lookup (options, "db", "^ay", &self->path);
  self->is_sample = g_variant_dict_contains (options, "sample");
  self->wants_kiosk = g_variant_dict_contains (options, "kiosk");
  self->exits_after_startup = g_variant_dict_contains (options, "exit-after-startup");
  if (g_variant_dict_lookup (options, "date", "s", &date))
    {
      self->date = enr_date_parse_any (date);
      if (self->date == ENR_DATE_NONE)
        {
          g_printerr (_ ("“%s” is not a date.\n"), date);
          return 2;
        }
    }
  /* The user's own nursery is opened once; a file that is named, as often as it is asked for. */
  if (self->path != NULL || self->is_sample)
    g_application_set_flags (application, G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
enr_application_finalize (GObject *object)
{
  EnrApplication *self = ENR_APPLICATION (object);

  g_free (self->path);

  G_OBJECT_CLASS (enr_application_parent_class)->finalize (object);
}

static void
enr_application_class_init (EnrApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = enr_application_finalize;
  application_class->startup = enr_application_startup;
  application_class->activate = enr_application_activate;
  application_class->shutdown = enr_application_shutdown;
  application_class->handle_local_options = enr_application_handle_local_options;
}

static void
enr_application_init (EnrApplication *self)
{
  static const GOptionEntry options[] = {
    { "db", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open this database"), N_ ("FILE") },
    { "sample", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open a sample nursery in a throw-away folder"),
      NULL },
    { "kiosk", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the screen for the door"), NULL },
    { "date", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Show this day at first"), N_ ("DATE") },
    { "exit-after-startup", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    { NULL },
  };

  self->lock_fd = -1;
  self->date = ENR_DATE_NONE;
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

EnrApplication *
enr_application_new (void)
{
  return g_object_new (ENR_TYPE_APPLICATION, "application-id", ENR_APP_ID, "resource-base-path",
                       "/io/github/enroku/Enroku", NULL);
}
