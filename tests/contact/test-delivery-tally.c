/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Several claimed at once: how many, what is given back when something is slow or goes wrong, and
 * what the lines beside the database say of them to the run after one that was killed.
 */
#include "config.h"

#include <fcntl.h>
#include <unistd.h>

#include "delivery-fixture.h"

ENR_SQL (SQL_LEAVE, "UPDATE delivery SET state = 'handing', tries = 1 WHERE id = :id");
ENR_SQL (SQL_COUNT_HANDING, "SELECT count(*) FROM delivery WHERE state = 'handing'");

typedef struct
{
  EnrCarrier parent;
  Desk *desk;
  guint n_handed;  /* that went out */
  guint slow_from; /* from this one on each takes so long */
  gulong slow;     /* microseconds */
  guint hangs_at;  /* after the end of this one the server is silent for so long */
  guint later_at;  /* this one is not taken for now */
  guint block_at;  /* before the end of this one its family is blocked */
  GString *seen;   /* how many are claimed, right after each claim */
} Post;

static guint
count_handing (Desk *desk)
{
  g_auto (EnrStmt) st = enr_stmt (desk->db, SQL_COUNT_HANDING);

  g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
  return (guint) enr_column_int (&st, 0);
}

static void
block (Desk *desk, const char *address)
{
  g_autoptr (GError) error = NULL;
  guint i = (guint) atoi (address + strlen ("family-"));

  enr_contact_way_set_marks (desk->db, desk->actor, &desk->contacts[i], TRUE, FALSE, &error);
  g_assert_no_error (error);
}

static EnrHanded
hand (EnrCarrier *carrier,
      const EnrDeliveryLetter *letter,
      const EnrHandOver *calls,
      GCancellable *cancellable,
      char **words)
{
  Post *self = (Post *) carrier;
  g_autofree char *id = carrier->dup_id (carrier, &letter->delivery->id);
  guint number = self->n_handed + 1;

  *words = g_strdup ("taken\r\nas 1");
  if (self->slow_from > 0 && number >= self->slow_from)
    {
      g_usleep (self->slow);
      calls->wait (calls->data);
    }
  if (number == self->block_at)
    {
      self->block_at = 0;
      block (self->desk, letter->delivery->address);
    }
  if (!calls->claim (id, calls->data))
    return ENR_HANDED_STOPPED;
  if (number == self->hangs_at)
    {
      g_usleep (self->slow);
      calls->wait (calls->data);
    }
  g_string_append_printf (self->seen, "%u ", count_handing (self->desk));
  if (number == self->later_at)
    {
      self->later_at = 0;
      return ENR_HANDED_LATER;
    }
  self->n_handed++;
  return ENR_HANDED_ACCEPTED;
}

static char *
dup_id (EnrCarrier *carrier, const EnrUuid *delivery_id)
{
  char id[ENR_UUID_STRING_LENGTH];

  enr_uuid_format (delivery_id, id);
  return g_strdup_printf ("<%s@example.jp>", id);
}

static void
post_free (EnrCarrier *carrier)
{
}

static void
post_begin (Post *self, Desk *desk, guint n)
{
  *self = (Post){ .parent = { ENR_WAY_MAIL, hand, dup_id, post_free }, .desk = desk };
  self->seen = g_string_new (NULL);
  desk_begin (desk, n);
  desk_release (desk, "お知らせ", FALSE);
}

static void
post_end (Post *self)
{
  desk_end (self->desk);
  g_string_free (self->seen, TRUE);
}

/* One, then two, four, eight: "handing" are those of the claim, and those accepted before the next
 * one writes it. A claim is a sync of the disk, and this is what fewer of them look like. */
static void
test_grows (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  g_autoptr (GPtrArray) list = NULL;
  Desk desk;
  Post post;

  post_begin (&post, &desk, 15);
  desk_run (&desk, &post.parent, &report);
  g_test_message ("Claimed: %s",
                  post.seen->str); /* "1 2 2 4 4 4 4 8 …" where nothing else is slow */
  g_assert_nonnull (strstr (post.seen->str, "2 2 "));
  g_assert_cmpuint (report.n_accepted, ==, 15);
  g_assert_null (strstr (post.seen->str, "17"));
  list = desk_list (&desk);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrDelivery *delivery = g_ptr_array_index (list, i);

      g_assert_cmpint (delivery->state, ==, ENR_DELIVERY_ACCEPTED);
      g_assert_cmpuint (delivery->tries, ==, 1);
      g_assert_true (g_str_has_prefix (delivery->message_id, "<"));
    }
  post_end (&post);
}

/* While the server lets us wait, nothing is claimed that has not begun, and each is claimed alone.
 */
static void
test_slow (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  Desk desk;
  Post post;

  post_begin (&post, &desk, 6);
  post.slow_from = 3;
  post.slow = 150000;
  desk_run (&desk, &post.parent, &report);
  g_assert_cmpuint (report.n_accepted, ==, 6);
  g_assert_true (g_str_has_suffix (post.seen->str, " 1 1 1 1 "));
  assert_states (&desk, "accepted 1, accepted 1, accepted 1, accepted 1, accepted 1, accepted 1");
  post_end (&post);
}

/* The end of one has gone out, and the server says nothing: what was accepted is written, and what
 * was claimed ahead is given back meanwhile. */
static void
test_hangs (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  Desk desk;
  Post post;

  post_begin (&post, &desk, 7);
  post.hangs_at = 5;
  post.slow = 150000;
  desk_run (&desk, &post.parent, &report);
  g_assert_cmpuint (report.n_accepted, ==, 7);
  g_assert_true (g_str_has_suffix (post.seen->str, " 1 1 1 "));
  post_end (&post);
}

/* One of several is not taken: the others go on, one after the other, with one try each. */
static void
test_one_fails (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  g_autoptr (GPtrArray) list = NULL;
  guint n_waiting = 0;
  Desk desk;
  Post post;

  post_begin (&post, &desk, 7);
  post.later_at = 4;
  desk_run (&desk, &post.parent, &report);
  g_assert_cmpuint (report.n_accepted, ==, 6);
  g_assert_cmpuint (report.n_later, ==, 1);
  list = desk_list (&desk);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrDelivery *delivery = g_ptr_array_index (list, i);

      g_assert_cmpuint (delivery->tries, ==, 1);
      n_waiting += delivery->state == ENR_DELIVERY_WAITING;
    }
  g_assert_cmpuint (n_waiting, ==, 1);
  post_end (&post);
}

/* Claimed ahead, and forbidden before its turn has come to its end. */
static void
test_forbidden_since (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  Desk desk;
  Post post;

  post_begin (&post, &desk, 7);
  post.block_at = 5;
  desk_run (&desk, &post.parent, &report);
  g_assert_cmpuint (post.n_handed, ==, 6);
  g_assert_cmpuint (report.n_cancelled, ==, 1);
  assert_states (
      &desk, "accepted 1, accepted 1, accepted 1, accepted 1, cancelled, accepted 1, accepted 1");
  post_end (&post);
}

/*
 * What a killed run has left.
 */

typedef struct
{
  Desk desk;
  Post post;
  EnrUuid ids[5];
  int fd;
} Left;

static void
change (Desk *desk, const EnrUuid *id)
{
  g_autoptr (GError) error = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_assert_true (enr_txn_begin (&txn, desk->db, desk->actor, NULL, &error));
  {
    g_auto (EnrStmt) st = enr_stmt (desk->db, SQL_LEAVE);

    enr_bind_uuid (&st, ":id", id);
    g_assert_true (enr_stmt_run (&st, &error));
  }
  g_assert_true (enr_txn_commit (&txn, &error));
}

/* Five claimed: one unknown to the tally, one that had not begun, one begun, one accepted, and one
 * that began anew after an earlier try of which there are lines. */
static void
left_begin (Left *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) due = NULL;
  g_autofree char *path = NULL;
  gboolean is_kept;

  post_begin (&self->post, &self->desk, 5);
  due = enr_delivery_list_due (self->desk.db, ENR_WAY_MAIL, FALSE, &error);
  g_assert_cmpuint (due->len, ==, 5);
  path = g_strconcat (self->desk.nursery->path, ".sending", NULL);
  self->fd = open (path, O_CREAT | O_RDWR, 0600);
  g_assert_true (enr_tally_begin (self->fd, &is_kept, &error));
  g_assert_true (is_kept);
  for (guint i = 0; i < 5; i++)
    {
      self->ids[i] = ((EnrDelivery *) g_ptr_array_index (due, i))->id;
      change (&self->desk, &self->ids[i]);
      if (i > 0)
        g_assert_true (enr_tally_note (self->fd, ENR_TALLY_CLAIMED, &self->ids[i], NULL));
      if (i > 1)
        g_assert_true (enr_tally_note (self->fd, ENR_TALLY_BEGUN, &self->ids[i], NULL));
      if (i > 2)
        g_assert_true (
            enr_tally_note (self->fd, ENR_TALLY_ACCEPTED, &self->ids[i], "250 as\r\n2.0.0"));
    }
  g_assert_true (enr_tally_note (self->fd, ENR_TALLY_CLAIMED, &self->ids[4], NULL));
  g_assert_true (enr_tally_note (self->fd, ENR_TALLY_BEGUN, &self->ids[4], NULL));
}

static void
left_end (Left *self)
{
  close (self->fd);
  post_end (&self->post);
}

static void
assert_state (Left *self, guint i, EnrDeliveryState state, const char *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDelivery) delivery = enr_delivery_load (self->desk.db, &self->ids[i], &error);

  g_assert_no_error (error);
  g_assert_cmpint (delivery->state, ==, state);
  if (answer != NULL)
    g_assert_cmpstr (delivery->answer, ==, answer);
}

static void
test_left (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  Left left;

  left_begin (&left);
  desk_run (&left.desk, &left.post.parent, &report);
  g_assert_cmpuint (report.n_found, ==, 3);
  g_assert_cmpuint (report.n_accepted, ==, 1);
  assert_state (&left, 0, ENR_DELIVERY_UNCERTAIN, NULL);
  assert_state (&left, 1, ENR_DELIVERY_ACCEPTED, "taken\r\nas 1"); /* by this run */
  assert_state (&left, 2, ENR_DELIVERY_UNCERTAIN, NULL);
  assert_state (&left, 3, ENR_DELIVERY_ACCEPTED, "250 as  2.0.0");
  assert_state (&left, 4, ENR_DELIVERY_UNCERTAIN, NULL);
  left_end (&left);
}

/* After a power cut the lines may be older than the database. */
static void
test_other_boot (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  Left left;

  left_begin (&left);
  g_assert_cmpint (pwrite (left.fd, "enroku-tally 1 00000000", 23, 0), ==, 23);
  desk_run (&left.desk, &left.post.parent, &report);
  g_assert_cmpuint (report.n_found, ==, 5);
  assert_states (&left.desk, "uncertain 1, uncertain 1, uncertain 1, uncertain 1, uncertain 1");
  left_end (&left);
}

/* A full disk has cut a line off; the next one is whole. And lines that are none. */
static void
test_cut_line (void)
{
  g_autoptr (GHashTable) tally = NULL;
  const EnrTallyEntry *entry;
  Left left;

  left_begin (&left);
  g_assert_cmpint (write (left.fd, "\nb 0190", 7), ==, 7);
  g_assert_true (enr_tally_note (left.fd, ENR_TALLY_BEGUN, &left.ids[1], NULL));
  g_assert_cmpint (write (left.fd, "\n\xff\xfe\n c c c c\n", 12), ==, 12);
  tally = enr_tally_read (left.fd);
  g_assert_cmpuint (g_hash_table_size (tally), ==, 4);
  entry = g_hash_table_lookup (tally, &left.ids[1]);
  g_assert_cmpint (entry->state, ==, ENR_TALLY_BEGUN);
  left_end (&left);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contact/delivery-tally/grows", test_grows);
  g_test_add_func ("/contact/delivery-tally/slow", test_slow);
  g_test_add_func ("/contact/delivery-tally/hangs", test_hangs);
  g_test_add_func ("/contact/delivery-tally/one-fails", test_one_fails);
  g_test_add_func ("/contact/delivery-tally/forbidden-since", test_forbidden_since);
  g_test_add_func ("/contact/delivery-tally/left", test_left);
  g_test_add_func ("/contact/delivery-tally/other-boot", test_other_boot);
  g_test_add_func ("/contact/delivery-tally/cut-line", test_cut_line);
  return g_test_run ();
}
