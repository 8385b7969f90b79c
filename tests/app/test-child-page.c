/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is done on a child's page: cards, certifications, the family. The photo is in test-files.c.
 */
#include "config.h"

#include "app/children/barred-row.h"
#include "app/children/children-page.h"
#include "app/children/step-dialog.h"
#include "contact/contact-way.h"
#include "desk.h"

static EnrTestSmall small;

/* The page of 青木 朝陽 (0) or another child, on a part of it. */
static void
begin (Desk *desk, guint child, const char *part)
{
  desk_begin (desk, enr_test_store_new_small (&small), ENR_TYPE_CHILDREN_PAGE);
  enr_children_page_show_child (ENR_CHILDREN_PAGE (desk->page), &small.children[child]);
  enr_children_page_show_part (ENR_CHILDREN_PAGE (desk->page), part);
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (desk->window, "parts")), LONG);
}

/* Waits until one number of the database is so. */
#define wait_count(desk, sql, n)                                                                   \
  enr_test_wait_until (enr_test_query_int ((desk)->store, sql) == (n), LONG)

static gboolean
has_error (GtkWidget *dialog, const char *id)
{
  return gtk_widget_has_css_class (enr_test_find_id (dialog, id), "error");
}

#define GOOD_CARDS                                                                                 \
  "FROM card k JOIN child c ON c.id = k.child_id WHERE c.given_name = '朝陽' AND revoked_at IS " \
  "NULL"

static void
test_card_issue (void)
{
  Desk desk;
  g_autofree char *token = NULL;

  begin (&desk, 0, "enrolment");
  enr_test_wait_until (enr_test_shows (desk.window, small.tokens[0]), LONG);
  desk_click (desk.window, "child.card-issue");
  wait_count (&desk, "SELECT count(*) " GOOD_CARDS, 2);
  token
      = enr_test_query_text (desk.store, "SELECT token " GOOD_CARDS " ORDER BY k.id DESC LIMIT 1");
  g_assert_cmpstr (token, !=, small.tokens[0]);
  enr_test_wait_until (enr_test_shows (desk.window, token), LONG);
  enr_test_shot (desk.window, "child-cards");
  enr_test_assert_nothing_cut (desk.window);
  desk_end (&desk);
}

static void
test_card_register (void)
{
  Desk desk;
  GtkWidget *dialog;

  begin (&desk, 0, "enrolment");
  enr_test_wait_until (enr_test_shows (desk.window, small.tokens[0]), LONG);
  desk_click (desk.window, "child.card-register");
  dialog = desk_wait_dialog (ENR_TYPE_STEP_DIALOG);

  /* Another child's card: refused at the field, nothing is written. */
  desk_set_text (dialog, "card", small.tokens[2]);
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (has_error (dialog, "card"), LONG);
  enr_test_shot (dialog, "child-card-refused");
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM card"), ==, 5);

  desk_set_text (dialog, "card", "００１２３４５６７８");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_STEP_DIALOG);
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) " GOOD_CARDS " AND token = '0012345678'"),
      ==, 1);
  enr_test_wait_until (enr_test_shows (desk.window, "0012345678"), LONG);
  g_assert_false (desk.is_failure);
  desk_end (&desk);
}

static void
test_card_revoke (void)
{
  Desk desk;

  begin (&desk, 0, "enrolment");
  enr_test_wait_until (desk_find_button (desk.window, "child.card-revoke") != NULL, LONG);
  desk_click (desk.window, "child.card-revoke");
  desk_answer (FALSE);
  enr_test_pass (200);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) " GOOD_CARDS), ==, 1);

  desk_click (desk.window, "child.card-revoke");
  desk_answer (TRUE);
  wait_count (&desk, "SELECT count(*) " GOOD_CARDS, 0);
  /* It stays in the list, said to be no longer good, and cannot be stopped again. */
  enr_test_wait_until (desk_find_button (desk.window, "child.card-revoke") == NULL, LONG);
  g_assert_true (enr_test_shows (desk.window, small.tokens[0]));
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) FROM card WHERE revoked_at IS NULL"), ==, 4);
  desk_end (&desk);
}

static const char *
get_fact (Desk *desk, const char *id)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (enr_test_find_id (desk->window, id)));
}

static void
certify (Desk *desk, guint kind, guint hours, const char *number, const char *first)
{
  GtkWidget *dialog;

  desk_click (desk->window, "child.certify");
  dialog = desk_wait_dialog (ENR_TYPE_STEP_DIALOG);
  desk_select (dialog, "kind", kind);
  desk_select (dialog, "hours", hours);
  desk_set_text (dialog, "number", number);
  desk_set_text (dialog, "date", first);
}

static void
test_certification (void)
{
  Desk desk;
  GtkWidget *dialog;
  g_autofree char *before = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  begin (&desk, 0, "enrolment");
  enr_test_wait_until (desk_find_button (desk.window, "child.certify") != NULL, LONG);
  before = g_strdup (get_fact (&desk, "certification_row"));
  certify (&desk, 3, 1, "１２３４", "R8.4.1");
  dialog = desk_find_dialog (ENR_TYPE_STEP_DIALOG);
  enr_test_shot (dialog, "child-certification");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_STEP_DIALOG);
  first = enr_test_query_text (desk.store,
                               "SELECT kind || ' ' || care_hours || ' ' || number || ' ' || "
                               "first_day || ' ' || ifnull(last_day, '-') FROM certification");
  g_assert_cmpstr (first, ==, "3 standard 1234 2026-04-01 -");
  enr_test_wait_until (enr_test_shows (desk.window, "1234*"), LONG);
  g_assert_cmpstr (get_fact (&desk, "certification_row"), !=, before);

  /* The last day before the first: refused at the field. */
  certify (&desk, 3, 2, "1234", "2026/6/1");
  dialog = desk_find_dialog (ENR_TYPE_STEP_DIALOG);
  desk_set_text (dialog, "last", "2026/5/31");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (has_error (dialog, "last"), LONG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM certification"), ==, 1);

  /* The one before ends the day before. */
  desk_set_text (dialog, "last", "2029/3/31");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_STEP_DIALOG);
  second = enr_test_query_text (desk.store,
                                "SELECT group_concat(care_hours || ' ' || first_day || ' ' || "
                                "last_day, '; ') FROM (SELECT * FROM certification "
                                "ORDER BY first_day)");
  g_assert_cmpstr (second, ==, "standard 2026-04-01 2026-05-31; short 2026-06-01 2029-03-31");
  enr_test_shot (desk.window, "child-certifications");
  desk_end (&desk);
}

/* The line of the choice in which a name is. */
static guint
find_line (GtkWidget *dialog, const char *id, const char *name)
{
  GListModel *lines = gtk_drop_down_get_model (GTK_DROP_DOWN (enr_test_find_id (dialog, id)));

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr (GtkStringObject) line = g_list_model_get_item (lines, i);

      if (g_strrstr (gtk_string_object_get_string (line), name) != NULL)
        return i;
    }
  g_error ("%s is no choice of %s", name, id);
}

/* How many children share 青木 朝陽's family. */
#define FAMILY                                                                                     \
  "SELECT count(*) FROM child WHERE family_id = (SELECT family_id FROM child WHERE given_name = "  \
  "'朝陽')"

/* The people of 石川 湊 who were not taken out, as one text. */
#define PEOPLE                                                                                     \
  "SELECT group_concat(name || may_collect, ' ') FROM (SELECT * FROM contact WHERE removed_at IS " \
  "NULL AND family_id = (SELECT family_id FROM child WHERE given_name = '湊') ORDER BY position)"
#define AOKI_PEOPLE "青木 裕子1 青木 健一1 青木 綾1 青木 剛0"

static void
test_join_and_separate (void)
{
  Desk desk;
  GtkWidget *dialog;
  g_autofree char *joined = NULL;
  g_autofree char *own = NULL;

  begin (&desk, 4, "family");
  enr_test_wait_until (enr_test_shows (desk.window, "石川 裕子*"), LONG);
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (desk.window, "child.separate")));
  desk_click (desk.window, "child.sibling");
  dialog = desk_wait_dialog (ENR_TYPE_STEP_DIALOG);
  desk_select (dialog, "sibling", find_line (dialog, "sibling", "青木 朝陽"));
  enr_test_shot (dialog, "child-join");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_STEP_DIALOG);
  g_assert_cmpint (enr_test_query_int (desk.store, FAMILY), ==, 3);
  joined = enr_test_query_text (desk.store, PEOPLE);
  g_assert_cmpstr (joined, ==, AOKI_PEOPLE);
  enr_test_wait_until (enr_test_shows (desk.window, "青木 裕子*"), LONG);
  g_assert_true (enr_test_shows (desk.window, "青木 花"));
  enr_test_wait_until (gtk_widget_is_sensitive (desk_find_button (desk.window, "child.separate")),
                       LONG);
  enr_test_shot (desk.window, "child-joined");

  desk_click (desk.window, "child.separate");
  dialog = desk_wait_dialog (ADW_TYPE_MESSAGE_DIALOG);
  enr_test_pass (200);
  enr_test_shot (dialog, "child-separate");
  desk_answer (FALSE);
  enr_test_pass (200);
  g_assert_cmpint (enr_test_query_int (desk.store, FAMILY), ==, 3);

  desk_click (desk.window, "child.separate");
  desk_answer (TRUE);
  wait_count (&desk, FAMILY, 2);
  own = enr_test_query_text (desk.store, PEOPLE);
  g_assert_cmpstr (own, ==, AOKI_PEOPLE);
  enr_test_wait_until (!gtk_widget_is_sensitive (desk_find_button (desk.window, "child.separate")),
                       LONG);
  g_assert_true (enr_test_shows (desk.window, "青木 裕子*"));
  g_assert_null (enr_test_find_text (enr_test_find_id (desk.window, "siblings_group"), "青木 花"));
  enr_test_shot (desk.window, "child-separated");
  enr_test_assert_nothing_cut (desk.window);

  /* and both are in the child's history */
  enr_children_page_show_part (ENR_CHILDREN_PAGE (desk.page), "history");
  enr_test_wait_until (enr_test_shows (desk.window, "*or separated*")
                           || enr_test_shows (desk.window, "*（きょうだい）*"),
                       LONG);
  enr_test_shot (desk.window, "child-family-history");
  desk_end (&desk);
}

/* The first of 石川 湊's people is told nothing about any child. */
static gpointer
block_first (EnrDb *db, gpointer data, GError **error)
{
  const EnrActor actor = { ENR_ACTOR_OFFICE, enr_uuid_none, "", "test" };
  g_autoptr (EnrChild) child = enr_child_load (db, &small.children[4], error);
  g_autoptr (GPtrArray) people
      = child != NULL ? enr_family_contacts (db, &child->family_id, error) : NULL;

  if (people == NULL)
    return NULL;
  return enr_contact_way_set_marks (db, &actor,
                                    &((const EnrContact *) g_ptr_array_index (people, 0))->id, TRUE,
                                    FALSE, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

#define EXCEPTED                                                                                   \
  "SELECT ifnull (group_concat (o.name || ' ' || c.given_name), '') FROM contact_except e "        \
  "JOIN contact o ON o.id = e.contact_id JOIN child c ON c.id = e.child_id"

/* Whoever is told nothing about the child is asked about before it is in another family. */
static void
test_join_asks (void)
{
  Desk desk;
  GtkWidget *dialog;
  GtkWidget *row;
  g_autofree char *excepted = NULL;
  g_autoptr (GError) error = NULL;

  begin (&desk, 4, "family");
  enr_test_write (desk.store, block_first, NULL, &error);
  g_assert_no_error (error);
  enr_test_wait_until (enr_test_shows (desk.window, "石川 裕子*"), LONG);
  desk_click (desk.window, "child.sibling");
  dialog = desk_wait_dialog (ENR_TYPE_STEP_DIALOG);
  desk_select (dialog, "sibling", find_line (dialog, "sibling", "青木 朝陽"));
  enr_test_wait_until (enr_test_find_type (dialog, ENR_TYPE_BARRED_ROW, 0) != NULL, LONG);
  row = enr_test_find_type (dialog, ENR_TYPE_BARRED_ROW, 0);
  enr_test_pass (300);
  enr_test_shot (dialog, "child-join-asks");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (gtk_widget_has_css_class (row, "error"), LONG);
  g_assert_cmpint (enr_test_query_int (desk.store, FAMILY), ==, 2);

  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 3);
  enr_test_shot (dialog, "child-join-answered");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_STEP_DIALOG);
  g_assert_cmpint (enr_test_query_int (desk.store, FAMILY), ==, 3);
  excepted = enr_test_query_text (desk.store, EXCEPTED);
  g_assert_cmpstr (excepted, ==, "青木 健一 湊");
  desk_end (&desk);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/child-page/card-issue", test_card_issue);
  g_test_add_func ("/app/child-page/card-register", test_card_register);
  g_test_add_func ("/app/child-page/card-revoke", test_card_revoke);
  g_test_add_func ("/app/child-page/certification", test_certification);
  g_test_add_func ("/app/child-page/join-and-separate", test_join_and_separate);
  g_test_add_func ("/app/child-page/join-asks", test_join_asks);
  return enr_test_app_run ();
}
