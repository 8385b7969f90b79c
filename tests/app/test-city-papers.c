/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Papers that are handed in to the city: an approved plan from where it is looked at, a file of
 * this PC, and taking one back. The hub cannot be reached; what waits for it is looked at.
 */
#include "config.h"

#include <string.h>

#include "app-support.h"
#include "app/city/city-page.h"
#include "app/city/hand-in.h"
#include "app/writing/writing-paper-window.h"
#include "outbox/link.h"
#include "outbox/outbox.h"
#include "reports/writing-print.h"
#include "submission/attach.h"
#include "written.h"

#define LONG 20000

typedef struct
{
  EnrStore *store;
  EnrTestSmall small;
  EnrSession *session;
  EnrWritingKinds *kinds;
  GtkWidget *window;
  EnrCityPage *page;
  char *folder;
  char *message; /* the last of the session */
} Desk;

static void
message_cb (EnrSession *session, const char *text, gboolean is_failure, Desk *desk)
{
  g_free (desk->message);
  desk->message = g_strdup (text);
}

/* A hub at a port where nobody listens; papers go by themselves, or not at all. */
static gpointer
connect_hub (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_auto (EnrLink) link = { 0 };

  if (!enr_submission_attach (db, error) || !enr_link_load (db, &link, error))
    return NULL;
  g_free (link.source);
  g_free (link.nursery);
  g_free (link.url);
  link.source = g_strdup ("urn:enroku:13101014:00112233445566778899aabbccddeeff");
  link.nursery = g_strdup ("13101014");
  link.url = g_strdup ("http://127.0.0.1:1");
  link.state = ENR_LINK_OK;
  return GINT_TO_POINTER (
      enr_link_save (db, &link, error)
      && enr_outbox_set_mode (db, &actor, "document", GPOINTER_TO_INT (data), error));
}

static void
set_mode (Desk *desk, EnrSendingMode mode)
{
  g_autoptr (GError) error = NULL;

  enr_test_write (desk->store, connect_hub, GINT_TO_POINTER (mode), &error);
  g_assert_no_error (error);
}

static void
begin (Desk *desk)
{
  memset (desk, 0, sizeof *desk);
  enr_test_set_now ("2026-06-10T10:32");
  desk->folder = g_dir_make_tmp ("enroku-papers-XXXXXX", NULL);
  desk->store = enr_test_store_new_small (&desk->small);
  desk->kinds = enr_writing_kinds_load ();
  set_mode (desk, ENR_SENDING_MODE_AUTO);
  desk->session = enr_session_new (desk->store);
  g_signal_connect (desk->session, "message", G_CALLBACK (message_cb), desk);
  desk->page = g_object_new (ENR_TYPE_CITY_PAGE, NULL);
  desk->window = g_object_new (GTK_TYPE_WINDOW, "default-width", 880, "default-height", 680,
                               "child", desk->page, NULL);
  enr_page_set_session (ENR_PAGE (desk->page), desk->session);
  enr_city_page_show_part (desk->page, "handed");
  gtk_window_present (GTK_WINDOW (desk->window));
  enr_test_pass (200);
}

static void
end (Desk *desk)
{
  g_autofree char *clean = g_strdup_printf ("rm -rf '%s'", desk->folder);

  gtk_window_destroy (GTK_WINDOW (desk->window));
  enr_test_settle ();
  g_signal_handlers_disconnect_by_data (desk->session, desk);
  g_object_unref (desk->session);
  enr_writing_kinds_unref (desk->kinds);
  enr_test_pass (50);
  enr_test_store_end (desk->store);
  g_assert_true (g_spawn_command_line_sync (clean, NULL, NULL, NULL, NULL));
  g_free (desk->folder);
  g_free (desk->message);
}

static GtkWidget *
find_window (GType type)
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

static GtkWidget *
wait_question (void)
{
  enr_test_wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL, LONG);
  enr_test_pass (200);
  return find_window (ADW_TYPE_MESSAGE_DIALOG);
}

static void
answer (GtkWidget *question, const char *response)
{
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (GTK_WINDOW (question));
}

static gint64
count (Desk *desk, const char *sql)
{
  return enr_test_query_int (desk->store, sql);
}

#define N_KEPT "SELECT count(*) FROM document_submission"
#define N_OWED "SELECT count(*) FROM sync_event WHERE kind = 'document'"

static void
write_plan (Desk *desk, Far far, EnrUuid *id)
{
  Written written = { "diary", 0, enr_date_new (2026, 6, 9), 1, far, &desk->small };
  g_autoptr (GError) error = NULL;

  enr_test_write (desk->store, written_make, &written, &error);
  g_assert_no_error (error);
  *id = written.id;
}

static GtkWidget *
open_paper (Desk *desk, const EnrUuid *id)
{
  GtkWidget *window;

  enr_writing_paper_window_show (desk->window, desk->session, desk->kinds, id, ENR_PRINT_PRESENT);
  window = find_window (ENR_TYPE_WRITING_PAPER_WINDOW);
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (window, "view")), LONG);
  enr_test_pass (200);
  return window;
}

static void
close_paper (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  enr_test_pass (100);
}

static void
test_approved (void)
{
  g_autofree char *name = NULL;
  GtkWidget *window, *button, *question;
  EnrUuid id;
  Desk desk;

  begin (&desk);
  write_plan (&desk, APPROVED, &id);
  window = open_paper (&desk, &id);
  button = enr_test_find_id (window, "hand_in");
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_true (gtk_widget_get_sensitive (button));
  enr_test_shot (window, "hand-in-paper");

  /* Asked, and not done. */
  gtk_widget_activate_action (window, "paper.hand-in", NULL);
  question = wait_question ();
  enr_test_shot (question, "hand-in-question");
  answer (question, "no");
  enr_test_pass (200);
  g_assert_cmpint (count (&desk, N_KEPT), ==, 0);

  gtk_widget_activate_action (window, "paper.hand-in", NULL);
  answer (wait_question (), "yes");
  enr_test_wait_until (count (&desk, N_KEPT) == 1, LONG);
  g_assert_cmpint (count (&desk, N_OWED), ==, 1);
  g_assert_cmpint (
      count (&desk, "SELECT substr (content, 1, 5) = CAST ('%PDF-' AS BLOB) FROM sync_blob"), ==,
      1);
  /* The title is for people here: the event says the kind. */
  g_assert_cmpint (
      count (&desk, "SELECT instr (CAST (event AS TEXT), '日誌') FROM sync_event WHERE kind = "
                    "'document'"),
      ==, 0);
  close_paper (window);
  end (&desk);
}

/* What is not in force, and where papers are not handed in at all. */
static void
test_not_offered (void)
{
  GtkWidget *window;
  EnrUuid id;
  Desk desk;

  begin (&desk);
  write_plan (&desk, SUBMITTED, &id);
  window = open_paper (&desk, &id);
  g_assert_true (gtk_widget_get_visible (enr_test_find_id (window, "hand_in")));
  g_assert_false (gtk_widget_get_sensitive (enr_test_find_id (window, "hand_in")));
  close_paper (window);

  enr_hand_in_writing (desk.session, desk.window, desk.kinds, &id);
  enr_test_wait_until (desk.message != NULL, LONG);
  g_assert_cmpstr (desk.message, ==, "Only what the director has approved is handed in.");

  set_mode (&desk, ENR_SENDING_MODE_OFF);
  window = open_paper (&desk, &id);
  g_assert_false (gtk_widget_get_visible (enr_test_find_id (window, "hand_in")));
  close_paper (window);
  end (&desk);
}

static GFile *
make_file (Desk *desk, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static void
test_file (void)
{
  g_autoptr (GFile) form = NULL;
  g_autoptr (GFile) program = NULL;
  g_autoptr (GFile) blank = NULL;
  GtkWidget *question, *row, *reason;
  Desk desk;

  begin (&desk);
  form = make_file (&desk, "補助金の申請.csv", "園,さくら保育園\n");
  program = make_file (&desk, "申請.exe", "MZ");
  blank = make_file (&desk, "空.pdf", "");

  enr_hand_in_file (desk.session, desk.window, program);
  enr_test_wait_until (desk.message != NULL, LONG);
  g_assert_nonnull (strstr (desk.message, "neither PDF"));
  g_clear_pointer (&desk.message, g_free);
  enr_hand_in_file (desk.session, desk.window, blank);
  answer (wait_question (), "yes");
  enr_test_wait_until (desk.message != NULL, LONG);
  g_assert_nonnull (strstr (desk.message, "it is empty"));
  g_assert_cmpint (count (&desk, N_KEPT), ==, 0);

  enr_hand_in_file (desk.session, desk.window, form);
  question = wait_question ();
  gtk_editable_set_text (GTK_EDITABLE (enr_test_find_type (question, GTK_TYPE_ENTRY, 0)),
                         "補助金の申請書 6月");
  enr_test_shot (question, "hand-in-file");
  answer (question, "yes");
  enr_test_wait_until (count (&desk, N_KEPT) == 1, LONG);
  g_assert_cmpint (
      count (&desk, "SELECT count(*) FROM document_submission WHERE title = '補助金の申請書 6月' "
                    "AND media_type = 'text/csv' AND kind = 'form'"),
      ==, 1);

  /* It is in the list, and can be taken back with a reason. */
  row = enr_test_find_id (GTK_WIDGET (desk.page), "handed");
  enr_test_wait_until (enr_test_count_type (row, ADW_TYPE_ACTION_ROW) == 1, LONG);
  enr_test_shot (desk.window, "city-papers");
  g_signal_emit_by_name (
      enr_test_find_type (enr_test_find_type (row, ADW_TYPE_ACTION_ROW, 0), GTK_TYPE_BUTTON, 0),
      "clicked");
  enr_test_pass (200);
  reason = find_window (g_type_from_name ("EnrReasonDialog"));
  g_assert_nonnull (reason);
  gtk_editable_set_text (GTK_EDITABLE (enr_test_find_type (reason, GTK_TYPE_TEXT, 0)), "まちがい");
  gtk_widget_activate_action (reason, "dialog.save", NULL);
  enr_test_wait_until (
      count (&desk, "SELECT count(*) FROM document_submission WHERE removed_at IS NOT NULL") == 1,
      LONG);
  g_assert_cmpint (count (&desk, N_OWED), ==, 2);
  enr_test_wait_until (
      enr_test_count_type (enr_test_find_type (row, ADW_TYPE_ACTION_ROW, 0), GTK_TYPE_BUTTON) == 0,
      LONG);
  end (&desk);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);
  g_test_add_func ("/app/city-papers/approved", test_approved);
  g_test_add_func ("/app/city-papers/not-offered", test_not_offered);
  g_test_add_func ("/app/city-papers/file", test_file);
  return enr_test_app_run ();
}
