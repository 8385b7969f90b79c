/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records as a teacher writes them: with real keys, and with others who write in the same
 * ones.
 */
#include "config.h"

#include "writing-desk.h"

#include <string.h>

#include "app/writing/approver-dialog.h"
#include "people/staff.h"

EditorDesk editor_desk;

static EnrActor office;

/*
 * What is in the database
 */

typedef struct
{
  const char *kind;
  EnrUuid class_id;
  EnrUuid child_id;
  EnrDate day;
  const char *title;
} New;

static gpointer
make_writing (EnrDb *db, gpointer data, GError **error)
{
  const New *what = data;
  EnrWritingNew new_writing = { .class_id = what->class_id,
                                .child_id = what->child_id,
                                .day = what->day,
                                .title = what->title != NULL ? what->title : "",
                                .writer = "" };

  new_writing.kind = enr_writing_kinds_find (editor_desk.kinds, what->kind, error);
  if (new_writing.kind == NULL)
    return NULL;
  return GINT_TO_POINTER (enr_writing_create (db, &office, &new_writing, &editor_desk.id, error));
}

void
editor_make_for (const char *kind, const EnrUuid *class_id, const EnrUuid *child_id, EnrDate day)
{
  New what = { kind, class_id != NULL ? *class_id : enr_uuid_none,
               child_id != NULL ? *child_id : enr_uuid_none, day, NULL };
  g_autoptr (GError) error = NULL;

  if (enr_writing_kinds_find (editor_desk.kinds, kind, NULL)->period == ENR_PERIOD_EVENT)
    what.title = "運動会";
  enr_test_write (editor_desk.store, make_writing, &what, &error);
  g_assert_no_error (error);
}

/* Of the class ひよこ, in the week of the day. */
void
editor_make (const char *kind)
{
  editor_make_for (kind, &editor_desk.small.classes[0], NULL, enr_date_new (2026, 6, 10));
}

typedef struct
{
  EnrUuid id;
  const char *key;
  const char *text;
  int seen;
} Text;

/* As the other PC saves it. */
static gpointer
save_text (EnrDb *db, gpointer data, GError **error)
{
  const Text *text = data;
  EnrActor other = enr_actor (ENR_ACTOR_OFFICE, "other");
  EnrTextChange change
      = { .key = text->key, .text = text->text, .seen = text->seen, .origin_key = "" };
  g_autoptr (EnrWriting) writing = enr_writing_load (db, &text->id, error);
  const EnrWritingKind *kind
      = writing != NULL ? enr_writing_kinds_find (editor_desk.kinds, writing->kind, error) : NULL;

  return GINT_TO_POINTER (kind != NULL
                          && enr_writing_save (db, &other, kind, &text->id, &change, 1, error));
}

void
editor_write_elsewhere (const EnrUuid *id, const char *key, const char *text, int seen)
{
  Text what = { *id, key, text, seen };
  g_autoptr (GError) error = NULL;

  enr_test_write (editor_desk.store, save_text, &what, &error);
  g_assert_no_error (error);
}

static gpointer
add_staff (EnrDb *db, gpointer data, GError **error)
{
  static const char *const people[][2]
      = { { "梅田 園子", "director" }, { "桜井 主", "chief" }, { "保科 花", "teacher" } };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (EnrStaff) staff = enr_staff_new ();

      g_free (staff->name);
      g_free (staff->job);
      staff->name = g_strdup (people[i][0]);
      staff->job = g_strdup (people[i][1]);
      staff->first = enr_date_new (2026, 4, 1);
      if (!enr_staff_save (db, &office, staff, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

char *
editor_query (const char *sql)
{
  return enr_test_query_text (editor_desk.store, sql);
}

gboolean
editor_is_stored (const char *sql, const char *text)
{
  g_autofree char *stored = editor_query (sql);

  return g_strcmp0 (stored, text) == 0;
}

/*
 * Hands
 */

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
run_xdotool (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, &error);
  gboolean is_done = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, ended_cb, &is_done);
  enr_test_wait_until (is_done, LONG);
}

void
editor_press (const char *key)
{
  run_xdotool ((const char *[]){ "xdotool", "key", key, NULL });
  enr_test_pass (100);
}

void
editor_type (const char *text)
{
  run_xdotool ((const char *[]){ "xdotool", "type", "--delay", "20", text, NULL });
  enr_test_pass (100);
}

gboolean
editor_has_hands (void)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  if (xdotool == NULL)
    g_test_skip ("xdotool is missing");
  return xdotool != NULL;
}

/*
 * The editor
 */

EnrSectionField *
editor_find_field (const char *key)
{
  EnrSectionField *field;

  for (guint i = 0; (field = (EnrSectionField *) enr_test_find_type (
                         GTK_WIDGET (editor_desk.editor), ENR_TYPE_SECTION_FIELD, i))
                    != NULL;
       i++)
    if (strcmp (enr_section_field_get_key (field), key) == 0)
      return field;
  return NULL;
}

void
editor_focus (const char *key)
{
  enr_test_wait_until (editor_find_field (key) != NULL, LONG);
  gtk_widget_grab_focus (GTK_WIDGET (enr_section_field_get_view (editor_find_field (key))));
  enr_test_pass (100);
}

/* As an input method commits it. */
void
editor_write_here (const char *key, const char *text)
{
  editor_focus (key);
  gtk_text_buffer_insert_interactive_at_cursor (
      gtk_text_view_get_buffer (enr_section_field_get_view (editor_find_field (key))), text, -1,
      TRUE);
}

gboolean
editor_has_text (const char *key, const char *text)
{
  EnrSectionField *field = editor_find_field (key);
  g_autofree char *now = field != NULL ? enr_section_field_dup_text (field) : NULL;

  return g_strcmp0 (now, text) == 0;
}

void
editor_act (const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (editor_desk.editor), action, NULL);
}

GtkWidget *
editor_find_dialog (GType type)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

GtkWidget *
editor_wait_dialog (GType type)
{
  enr_test_wait_until (editor_find_dialog (type) != NULL, LONG);
  enr_test_pass (250);
  return editor_find_dialog (type);
}

void
editor_wait_no_dialog (GType type)
{
  enr_test_wait_until (editor_find_dialog (type) == NULL, LONG);
}

gboolean
editor_has_id (const char *id)
{
  GtkWidget *widget = enr_test_find_id (GTK_WIDGET (editor_desk.editor), id);

  return widget != NULL && gtk_widget_get_mapped (widget);
}

const char *
editor_get_failure (void)
{
  return gtk_label_get_text (
      GTK_LABEL (enr_test_find_id (GTK_WIDGET (editor_desk.editor), "failure_label")));
}

void
editor_shot (const char *name)
{
  enr_test_pass (900); /* how full the boxes are is counted after a while */
  enr_test_shot (editor_desk.window, name);
}

/* The person of that name does it. */
void
editor_choose_person (const char *name)
{
  GtkWidget *dialog = editor_wait_dialog (ENR_TYPE_APPROVER_DIALOG);
  GtkWidget *row;

  enr_test_wait_until (enr_test_find_text (dialog, name) != NULL, LONG);
  row = gtk_widget_get_ancestor (enr_test_find_text (dialog, name), GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (row, "activate");
  editor_wait_no_dialog (ENR_TYPE_APPROVER_DIALOG);
}

static void
message_cb (EnrSession *session, const char *text, gboolean is_failure, gpointer user_data)
{
  g_free (editor_desk.message);
  editor_desk.message = g_strdup (text);
}

static void
closed_cb (void)
{
  editor_desk.n_closed++;
}

static void
printed_cb (void)
{
  editor_desk.n_printed++;
}

void
editor_open_last (void)
{
  enr_writing_editor_open (editor_desk.editor, &editor_desk.id);
  enr_test_wait_until (editor_has_id ("sections"), LONG);
  enr_test_pass (200);
}

static void
show_window (void)
{
  GtkWidget *other = gtk_label_new ("another page");

  editor_desk.editor
      = ENR_WRITING_EDITOR (enr_writing_editor_new (editor_desk.session, editor_desk.kinds));
  g_object_add_weak_pointer (G_OBJECT (editor_desk.editor), (gpointer *) &editor_desk.editor);
  g_signal_connect (editor_desk.editor, "closed", G_CALLBACK (closed_cb), NULL);
  g_signal_connect (editor_desk.editor, "print", G_CALLBACK (printed_cb), NULL);
  editor_desk.stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (editor_desk.stack), GTK_WIDGET (editor_desk.editor), "editor");
  gtk_stack_add_named (GTK_STACK (editor_desk.stack), other, "other");
  editor_desk.window = g_object_new (GTK_TYPE_WINDOW, "default-width", 870, "default-height", 690,
                                     "child", editor_desk.stack, NULL);
  g_object_add_weak_pointer (G_OBJECT (editor_desk.window), (gpointer *) &editor_desk.window);
  gtk_window_present (GTK_WINDOW (editor_desk.window));
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (editor_desk.window)), LONG);
}

void
editor_begin (void)
{
  static int day = 10;
  g_autoptr (GError) error = NULL;
  g_autofree char *now = g_strdup_printf ("2026-06-%02dT10:32", day);

  /* Who submits is remembered for the day, and each nursery has its own staff. */
  enr_test_set_now (now);
  day++;
  office = enr_actor (ENR_ACTOR_OFFICE, "office");
  editor_desk = (EditorDesk){ 0 };
  editor_desk.store = enr_test_store_new_small (&editor_desk.small);
  editor_desk.session = enr_session_new (editor_desk.store);
  g_signal_connect (editor_desk.session, "message", G_CALLBACK (message_cb), NULL);
  editor_desk.kinds = enr_writing_kinds_load ();
  g_assert_null (enr_writing_kinds_get_problems (editor_desk.kinds));
  enr_test_write (editor_desk.store, add_staff, NULL, &error);
  g_assert_no_error (error);
  show_window ();
}

void
editor_end (void)
{
  if (editor_desk.window != NULL)
    gtk_window_destroy (GTK_WINDOW (editor_desk.window));
  /* what it has begun goes on without a window */
  enr_test_wait_until (editor_desk.editor == NULL, LONG);
  g_object_unref (editor_desk.session);
  enr_writing_kinds_unref (editor_desk.kinds);
  enr_test_pass (50);
  enr_test_store_end (editor_desk.store);
  g_free (editor_desk.message);
}
