/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/family.h"

#include "base/clock.h"
#include "nursery/child.h"
#include "nursery/error.h"
#include "nursery/roster.h"
#include "store/journal.h"
#include "support/fixture.h"

static void
test_contacts (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) child = enr_child_load (nursery->db, nursery->children, &error);
  g_autoptr (EnrChild) sibling = NULL;
  g_autoptr (GPtrArray) contacts = NULL;
  g_autoptr (GPtrArray) roster = NULL;
  g_autofree char *postal_code = NULL;
  g_autofree char *address = NULL;
  EnrContact mother = { .family_id = child->family_id,
                        .name = (char *) "青木　裕子",
                        .relation = (char *) "母",
                        .phone = (char *) "０９０（００００）１２３４",
                        .is_guardian = TRUE,
                        .may_collect = TRUE };
  EnrContact nobody = { .family_id = child->family_id, .name = (char *) "" };
  const EnrContact *read;

  g_assert_true (enr_child_join_family (nursery->db, &nursery->actor, nursery->children + 1,
                                        nursery->children, &error));
  sibling = enr_child_load (nursery->db, nursery->children + 1, &error);
  g_assert_true (enr_uuid_equal (&sibling->family_id, &child->family_id));
  g_assert_true (enr_contact_save (nursery->db, &nursery->actor, &mother, &error));
  g_assert_false (enr_contact_save (nursery->db, &nursery->actor, &nobody, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  contacts = enr_family_contacts (nursery->db, &child->family_id, &error);
  g_assert_cmpuint (contacts->len, ==, 1);
  read = g_ptr_array_index (contacts, 0);
  g_assert_cmpstr (read->name, ==, "青木 裕子");
  g_assert_cmpstr (read->phone, ==, "090-0000-1234");
  g_assert_true (enr_family_set_address (nursery->db, &nursery->actor, &child->family_id,
                                         "100-0001", "東京都", &error));
  g_assert_true (
      enr_family_get_address (nursery->db, &child->family_id, &postal_code, &address, &error));
  g_assert_cmpstr (address, ==, "東京都");
  roster = enr_roster_load (nursery->db, enr_test_day (), ENR_ROSTER_ENROLLED, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (roster->len, ==, 2);
  for (guint i = 0; i < roster->len; i++)
    g_assert_cmpstr (((EnrRosterRow *) g_ptr_array_index (roster, i))->guardian_name, ==,
                     "青木 裕子");
}

/* The first child's family: an address and four people, of whom one was taken out. */
static EnrUuid
fill_family (EnrTestNursery *nursery)
{
  static const struct
  {
    const char *name;
    const char *relation;
    gboolean may_collect;
  } people[] = { { "架空 母", "母", TRUE },
                 { "架空 元", "知人", TRUE },
                 { "架空 父", "父", TRUE },
                 { "架空 叔父", "叔父", FALSE } };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) child = enr_child_load (nursery->db, nursery->children, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      EnrContact contact = { .family_id = child->family_id,
                             .position = i,
                             .name = (char *) people[i].name,
                             .kana = (char *) "かくう",
                             .relation = (char *) people[i].relation,
                             .phone = (char *) "090-0000-0000",
                             .phone2 = (char *) "03-0000-0000",
                             .is_guardian = i == 0,
                             .may_collect = people[i].may_collect,
                             .note = (char *) "一行目\n二行目" };

      enr_contact_save (nursery->db, &nursery->actor, &contact, &error);
      g_assert_no_error (error);
      if (i == 1)
        enr_contact_remove (nursery->db, &nursery->actor, &contact.id, &error);
      g_assert_no_error (error);
    }
  enr_family_set_address (nursery->db, &nursery->actor, &child->family_id, "100-0000", "架空町1",
                          &error);
  g_assert_no_error (error);
  return child->family_id;
}

static void
test_contact_seen (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  EnrUuid family = fill_family (nursery);
  g_autoptr (GPtrArray) people = enr_family_contacts (nursery->db, &family, &error);
  const EnrContact *seen = g_ptr_array_index (people, 0);
  g_autoptr (EnrContact) other = enr_contact_copy (seen);
  g_autoptr (EnrContact) mine = enr_contact_copy (seen);
  g_autoptr (EnrContact) again = NULL;

  g_free (other->phone);
  other->phone = g_strdup ("090-1111-1111");
  g_assert_true (enr_contact_save_seen (nursery->db, &nursery->actor, other, seen, &error));
  mine->may_collect = FALSE;
  g_assert_false (enr_contact_save_seen (nursery->db, &nursery->actor, mine, seen, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  again = enr_contact_load (nursery->db, &seen->id, &error);
  g_assert_cmpstr (again->phone, ==, "090-1111-1111");
  g_assert_true (again->may_collect);
}

static void
join (EnrTestNursery *nursery, guint child, guint sibling)
{
  g_autoptr (GError) error = NULL;

  enr_child_join_family (nursery->db, &nursery->actor, &nursery->children[child],
                         &nursery->children[sibling], &error);
  g_assert_no_error (error);
}

static EnrUuid
family_of (EnrTestNursery *nursery, guint index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) child = enr_child_load (nursery->db, &nursery->children[index], &error);

  g_assert_no_error (error);
  return child->family_id;
}

static char *
dup_names (EnrTestNursery *nursery, const EnrUuid *family_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) contacts = enr_family_contacts (nursery->db, family_id, &error);
  GString *names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < contacts->len; i++)
    {
      const EnrContact *contact = g_ptr_array_index (contacts, i);

      g_string_append_printf (names, "%s/%s/%s/%s/%s/%d/%d/%s;", contact->name, contact->kana,
                              contact->relation, contact->phone, contact->phone2,
                              contact->is_guardian, contact->may_collect, contact->note);
    }
  return g_string_free (names, FALSE);
}

static char *
dup_address (EnrTestNursery *nursery, const EnrUuid *family_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *postal_code = NULL;
  g_autofree char *address = NULL;

  enr_family_get_address (nursery->db, family_id, &postal_code, &address, &error);
  g_assert_no_error (error);
  return g_strconcat (postal_code, " ", address, NULL);
}

static void
test_order (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  EnrUuid family = fill_family (nursery);
  g_autoptr (GPtrArray) before = enr_family_contacts (nursery->db, &family, &error);
  g_autoptr (GPtrArray) after = NULL;
  EnrUuid ids[3];

  g_assert_cmpuint (before->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    ids[i] = ((const EnrContact *) g_ptr_array_index (before, (i + 1) % 3))->id;
  g_assert_true (enr_family_order (nursery->db, &nursery->actor, ids, 3, &error));
  g_assert_no_error (error);
  after = enr_family_contacts (nursery->db, &family, &error);
  g_assert_cmpuint (after->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const EnrContact *contact = g_ptr_array_index (after, i);

      g_assert_true (enr_uuid_equal (&contact->id, &ids[i]));
      g_assert_cmpint (contact->position, ==, i);
    }
}

static void
test_order_faults (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  EnrUuid family = fill_family (nursery);
  g_autoptr (GPtrArray) contacts = enr_family_contacts (nursery->db, &family, NULL);
  g_autofree char *before = enr_test_dump (nursery->path);
  gboolean done = FALSE;
  EnrUuid ids[3];
  guint n;

  for (guint i = 0; i < 3; i++)
    ids[i] = ((const EnrContact *) g_ptr_array_index (contacts, (i + 1) % 3))->id;
  for (n = 1; !done; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      g_assert_cmpuint (n, <, 1000);
      enr_db_set_fault (nursery->db, n);
      done = enr_family_order (nursery->db, &nursery->actor, ids, 3, &error);
      enr_db_set_fault (nursery->db, 0);
      if (done)
        break;
      g_assert_nonnull (error);
      after = enr_test_dump (nursery->path);
      enr_test_assert_same (after, before);
    }
  g_assert_cmpuint (n, >, 3);
}

/* Each has all that the family had, and is changed by itself from then on. */
static void
test_separate (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);
  g_autoptr (GError) error = NULL;
  EnrUuid family = fill_family (nursery);
  g_autofree char *names = dup_names (nursery, &family);
  g_autofree char *address = dup_address (nursery, &family);
  g_autofree char *own_names = NULL;
  g_autofree char *own_address = NULL;
  g_autofree char *left_names = NULL;
  g_autofree char *left_address = NULL;
  EnrUuid own, other;

  join (nursery, 1, 0);
  join (nursery, 2, 0);
  g_assert_true (enr_family_separate (nursery->db, &nursery->actor, &nursery->children[1], &error));
  g_assert_no_error (error);
  own = family_of (nursery, 1);
  g_assert_false (enr_uuid_equal (&own, &family));
  other = family_of (nursery, 0);
  g_assert_true (enr_uuid_equal (&other, &family));
  other = family_of (nursery, 2);
  g_assert_true (enr_uuid_equal (&other, &family));
  own_names = dup_names (nursery, &own);
  own_address = dup_address (nursery, &own);
  g_assert_cmpstr (own_names, ==, names);
  g_assert_cmpstr (own_address, ==, address);

  g_assert_true (
      enr_family_set_address (nursery->db, &nursery->actor, &own, "200-0000", "架空町2", &error));
  left_names = dup_names (nursery, &family);
  left_address = dup_address (nursery, &family);
  g_assert_cmpstr (left_names, ==, names);
  g_assert_cmpstr (left_address, ==, address);

  /* and back again */
  join (nursery, 1, 0);
  other = family_of (nursery, 1);
  g_assert_true (enr_uuid_equal (&other, &family));
}

/* What the journal has: one action of the office with the child's new family in it. */
static gboolean
find_separation_cb (const EnrJournalRow *row, gpointer data)
{
  gint64 *txn = data;

  if (g_str_equal (row->table, "child") && row->op == 'U')
    *txn = row->txn;
  return TRUE;
}

static gboolean
count_rows_cb (const EnrJournalRow *row, gpointer data)
{
  gint64 *of = data; /* the transaction; rows of it: family, contact, child */

  if (row->txn != of[0])
    return TRUE;
  g_assert_cmpstr (row->actor_kind, ==, "office");
  of[1] += g_str_equal (row->table, "family");
  of[2] += g_str_equal (row->table, "contact");
  of[3] += g_str_equal (row->table, "child");
  return TRUE;
}

static void
test_separate_journal (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autoptr (GError) error = NULL;
  gint64 of[4] = { 0 };
  const char *problem;
  gint64 length, bad;

  fill_family (nursery);
  join (nursery, 1, 0);
  g_assert_true (enr_family_separate (nursery->db, &nursery->actor, &nursery->children[1], &error));
  g_assert_true (
      enr_journal_walk (nursery->db, &nursery->children[1], find_separation_cb, of, &error));
  g_assert_true (enr_journal_walk (nursery->db, &nursery->children[1], count_rows_cb, of, &error));
  g_assert_no_error (error);
  g_assert_cmpint (of[1], ==, 1);
  g_assert_cmpint (of[2], ==, 3);
  g_assert_cmpint (of[3], ==, 1);
  g_assert_true (enr_journal_verify (nursery->db, &length, &bad, &problem, &error));
  g_assert_cmpint (bad, ==, 0);
}

static void
test_separate_refused (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  EnrUuid nobody = enr_uuid_new ();

  fill_family (nursery);
  before = enr_test_dump (nursery->path);
  g_assert_false (
      enr_family_separate (nursery->db, &nursery->actor, &nursery->children[0], &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  g_assert_false (enr_family_separate (nursery->db, &nursery->actor, &nobody, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  after = enr_test_dump (nursery->path);
  enr_test_assert_same (after, before);

  /* The record of the only other one was removed: there is nobody left. */
  join (nursery, 1, 0);
  g_assert_true (
      enr_child_remove (nursery->db, &nursery->actor, &nursery->children[1], "まちがい", &error));
  g_assert_false (
      enr_family_separate (nursery->db, &nursery->actor, &nursery->children[0], &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
}

/* The n-th statement fails, for every n: no family without its people, no people twice. */
static void
test_separate_faults (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  EnrUuid family = fill_family (nursery);
  g_autofree char *before = NULL;
  gboolean done = FALSE;
  EnrUuid own;
  guint n;

  join (nursery, 1, 0);
  before = enr_test_dump (nursery->path);
  for (n = 1; !done; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      g_assert_cmpuint (n, <, 1000);
      enr_db_set_fault (nursery->db, n);
      done = enr_family_separate (nursery->db, &nursery->actor, &nursery->children[1], &error);
      enr_db_set_fault (nursery->db, 0);
      if (done)
        break;
      g_assert_nonnull (error);
      after = enr_test_dump (nursery->path);
      enr_test_assert_same (after, before);
    }
  /* family, child and three people at the least */
  g_assert_cmpuint (n, >, 5);
  own = family_of (nursery, 1);
  g_assert_false (enr_uuid_equal (&own, &family));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/nursery/family/contact-seen", test_contact_seen);
  g_test_add_func ("/nursery/family/contacts", test_contacts);
  g_test_add_func ("/nursery/family/order", test_order);
  g_test_add_func ("/nursery/family/order-faults", test_order_faults);
  g_test_add_func ("/nursery/family/separate", test_separate);
  g_test_add_func ("/nursery/family/separate-journal", test_separate_journal);
  g_test_add_func ("/nursery/family/separate-refused", test_separate_refused);
  g_test_add_func ("/nursery/family/separate-faults", test_separate_faults);

  return g_test_run ();
}
