/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The queue's rules, with a channel that keeps what it was given: the order, the claim, what people
 * decide, and who may not have a mail any more.
 */
#include "config.h"

#include "delivery-fixture.h"

ENR_SQL (SQL_LEAVE, "UPDATE delivery SET state = 'handing', tries = 1 WHERE id = :id");

typedef struct
{
  EnrCarrier parent;
  GPtrArray *went;  /* (element-type utf8): "address id" of what went out */
  EnrHanded answer; /* to what was claimed */
  guint n_refusals; /* so many are REFUSED first */
  void (*before_claim) (gpointer data, const EnrDeliveryLetter *letter);
  void (*while_waiting) (gpointer data, const EnrHandOver *calls);
  gpointer data;
} Post;

static EnrHanded
hand (EnrCarrier *carrier,
      const EnrDeliveryLetter *letter,
      const EnrHandOver *calls,
      GCancellable *cancellable,
      char **words)
{
  Post *self = (Post *) carrier;
  char id[ENR_UUID_STRING_LENGTH];

  *words = g_strdup ("so it was said");
  if (self->n_refusals > 0)
    {
      self->n_refusals--;
      return ENR_HANDED_REFUSED;
    }
  if (self->before_claim != NULL)
    self->before_claim (self->data, letter);
  if (self->while_waiting != NULL)
    self->while_waiting (self->data, calls);
  enr_uuid_format (&letter->delivery->id, id);
  if (!calls->claim (id, calls->data))
    return ENR_HANDED_STOPPED;
  g_ptr_array_add (self->went,
                   g_strdup_printf ("%s %s", letter->delivery->address, letter->subject));
  return self->answer;
}

static void
post_free (EnrCarrier *carrier)
{
}

static void
post_begin (Post *self)
{
  *self = (Post){ .parent = { ENR_WAY_MAIL, hand, NULL, post_free } };
  self->went = g_ptr_array_new_with_free_func (g_free);
}

static void
post_end (Post *self)
{
  g_ptr_array_unref (self->went);
}

static void
block (Desk *desk, guint i)
{
  g_autoptr (GError) error = NULL;

  enr_contact_way_set_marks (desk->db, desk->actor, &desk->contacts[i], TRUE, FALSE, &error);
  g_assert_no_error (error);
}

/* The urgent first, then the oldest. */
static void
test_order (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  Desk desk;
  Post post;

  desk_begin (&desk, 2);
  post_begin (&post);
  desk_release (&desk, "一", FALSE);
  enr_clock_set_fixed (enr_test_at (10, 1));
  desk_release (&desk, "二", FALSE);
  enr_clock_set_fixed (enr_test_at (10, 2));
  desk_release (&desk, "三", TRUE);
  desk_run (&desk, &post.parent, &report);
  g_assert_cmpuint (post.went->len, ==, 6);
  for (guint i = 0; i < 6; i++)
    g_assert_true (g_str_has_suffix (g_ptr_array_index (post.went, i), i < 2   ? "【至急】三"
                                                                       : i < 4 ? "一"
                                                                               : "二"));
  post_end (&post);
  desk_end (&desk);
}

/* Released, and then the family may not have it any more. */
static void
test_not_any_more (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  Desk desk;
  Post post;

  desk_begin (&desk, 5);
  post_begin (&post);
  desk_release (&desk, "お知らせ", FALSE);
  block (&desk, 0);
  desk_set_mail (&desk, 1, "another@example.jp");
  g_assert_true (enr_contact_way_set_except (desk.db, desk.actor, &desk.contacts[2],
                                             &desk.nursery->children[2], TRUE, &error));
  g_assert_true (enr_contact_remove (desk.db, desk.actor, &desk.contacts[3], &error));
  desk_run (&desk, &post.parent, &report);
  g_assert_cmpuint (report.n_cancelled, ==, 4);
  g_assert_cmpuint (post.went->len, ==, 1);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (post.went, 0), "family-4@"));
  list = desk_list (&desk);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrDelivery *delivery = g_ptr_array_index (list, i);
      gboolean is_sent = g_str_equal (delivery->address, "family-4@example.jp");

      g_assert_cmpint (delivery->state, ==,
                       is_sent ? ENR_DELIVERY_ACCEPTED : ENR_DELIVERY_CANCELLED);
      g_assert_cmpstr (delivery->answer, !=, "");
    }
  post_end (&post);
  desk_end (&desk);
}

static void
block_cb (gpointer data, const EnrDeliveryLetter *letter)
{
  block (data, 0);
}

static void
cancel_cb (gpointer data, const EnrDeliveryLetter *letter)
{
  Desk *desk = data;
  g_autoptr (GError) error = NULL;

  enr_delivery_cancel (desk->db, desk->actor, &letter->delivery->id, 1, &error);
  g_assert_no_error (error);
}

/* In the last moment: the server waits already for the mail's end. */
static void
test_last_moment (void)
{
  static void (*const cases[]) (gpointer, const EnrDeliveryLetter *) = { block_cb, cancel_cb };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (EnrDeliveryReport) report = { 0 };
      Desk desk;
      Post post;

      desk_begin (&desk, 1);
      post_begin (&post);
      post.before_claim = cases[i];
      post.data = &desk;
      desk_release (&desk, "お知らせ", FALSE);
      desk_run (&desk, &post.parent, &report);
      g_assert_cmpuint (post.went->len, ==, 0);
      assert_states (&desk, "cancelled");
      post_end (&post);
      desk_end (&desk);
    }
}

typedef struct
{
  Desk *desk;
  GString *seen;       /* the states before each claim, with "; " behind */
  gulong microseconds; /* for which the server lets us wait */
} Watch;

static void
watch_cb (gpointer data, const EnrHandOver *calls)
{
  Watch *self = data;

  g_usleep (self->microseconds);
  calls->wait (calls->data);
  {
    g_auto (EnrStmt) st = enr_stmt (self->desk->db, TEST_SQL_STATES);

    g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
    g_string_append_printf (self->seen, "%s; ", enr_column_text (&st, 0));
  }
}

/* That one was accepted is written with the next one's claim, or while that is waited for; the last one's
 * at the end. */
static void
test_verdict_with_claim (void)
{
  static const struct
  {
    gulong microseconds;
    const char *seen;
  } cases[] = {
    { 0, "waiting, waiting, waiting; handing 1, waiting, waiting; accepted 1, handing 1, waiting; " },
    { 150000,
      "waiting, waiting, waiting; accepted 1, waiting, waiting; accepted 1, accepted 1, waiting; " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (EnrDeliveryReport) report = { 0 };
      Watch watch = { .microseconds = cases[i].microseconds };
      Desk desk;
      Post post;

      desk_begin (&desk, 3);
      post_begin (&post);
      watch.desk = &desk;
      watch.seen = g_string_new (NULL);
      post.while_waiting = watch_cb;
      post.data = &watch;
      desk_release (&desk, "お知らせ", FALSE);
      desk_run (&desk, &post.parent, &report);
      g_assert_cmpstr (watch.seen->str, ==, cases[i].seen);
      g_assert_cmpuint (report.n_accepted, ==, 3);
      assert_states (&desk, "accepted 1, accepted 1, accepted 1");
      g_string_free (watch.seen, TRUE);
      post_end (&post);
      desk_end (&desk);
    }
}

/* The next one is taken back in its last moment: the claim's transaction comes to nothing, and the verdict of
 * the one before is written all the same. */
static void
cancel_second_cb (gpointer data, const EnrDeliveryLetter *letter)
{
  if (g_str_equal (letter->delivery->address, "family-1@example.jp"))
    cancel_cb (data, letter);
}

static void
test_verdict_without_claim (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  Desk desk;
  Post post;

  desk_begin (&desk, 2);
  post_begin (&post);
  post.before_claim = cancel_second_cb;
  post.data = &desk;
  desk_release (&desk, "お知らせ", FALSE);
  desk_run (&desk, &post.parent, &report);
  assert_states (&desk, "accepted 1, cancelled");
  post_end (&post);
  desk_end (&desk);
}

typedef struct
{
  Desk *desk;
  EnrDb *other;
  Post *post;
  guint n_busy;
} Second;

static void
second_cb (gpointer data, const EnrDeliveryLetter *letter)
{
  Second *second = data;
  g_auto (EnrDeliveryReport) report = { 0 };
  g_autoptr (GError) error = NULL;

  enr_delivery_run (second->other, second->desk->actor, &second->post->parent, TRUE, NULL, NULL,
                    NULL, &report, &error);
  g_assert_no_error (error);
  second->n_busy += report.is_busy;
}

/* The window and the command on one file: one waits. */
static void
test_two_programs (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;
  Desk desk;
  Post post, other_post;
  Second second = { .desk = &desk, .post = &other_post };
  EnrUuid id;

  desk_begin (&desk, 3);
  post_begin (&post);
  post_begin (&other_post);
  second.other = enr_db_open (desk.nursery->path, ENR_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  post.before_claim = second_cb;
  post.data = &second;
  desk_release (&desk, "お知らせ", FALSE);
  desk_run (&desk, &post.parent, &report);
  g_assert_cmpuint (second.n_busy, ==, 3);
  g_assert_cmpuint (post.went->len, ==, 3);
  g_assert_cmpuint (other_post.went->len, ==, 0);

  /* And where no lock could be made, the claim still lets one of two through. */
  desk_release (&desk, "もう一通", FALSE);
  {
    g_autoptr (GPtrArray) due = enr_delivery_list_due (desk.db, ENR_WAY_MAIL, FALSE, &error);

    g_assert_cmpuint (due->len, ==, 3);
    id = ((EnrDelivery *) g_ptr_array_index (due, 0))->id;
  }
  for (int i = 0; i < 2; i++)
    {
      EnrDb *db = i == 0 ? desk.db : second.other;
      g_auto (EnrTxn) txn = ENR_TXN_INIT;

      g_assert_true (enr_txn_begin (&txn, db, desk.actor, NULL, &error));
      g_assert_cmpint (enr_delivery_claim_in_txn (db, &id, "<1@x.jp>", &why, &error), ==, i == 0);
      g_assert_true (enr_txn_commit (&txn, &error));
    }
  enr_db_close (second.other);
  post_end (&post);
  post_end (&other_post);
  desk_end (&desk);
}

/* What a killed sender left is not sent again by itself. */
static void
test_left (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  Desk desk;
  Post post;
  EnrUuid id;
  EnrInstant next;

  desk_begin (&desk, 1);
  post_begin (&post);
  desk_release (&desk, "お知らせ", FALSE);
  id = desk_find (&desk, ENR_DELIVERY_WAITING);
  {
    g_auto (EnrTxn) txn = ENR_TXN_INIT;

    enr_txn_begin (&txn, desk.db, desk.actor, NULL, &error);
    {
      g_auto (EnrStmt) st = enr_stmt (desk.db, SQL_LEAVE);

      enr_bind_uuid (&st, ":id", &id);
      enr_stmt_run (&st, &error);
    }
    enr_txn_commit (&txn, &error);
    g_assert_no_error (error);
  }
  g_assert_true (enr_delivery_next_run (desk.db, ENR_WAY_MAIL, &next, &error));
  g_assert_cmpint (next, ==, 0);
  desk_run (&desk, &post.parent, &report);
  g_assert_cmpuint (report.n_found, ==, 1);
  g_assert_cmpuint (post.went->len, ==, 0);
  assert_states (&desk, "uncertain 1");
  g_assert_true (enr_delivery_next_run (desk.db, ENR_WAY_MAIL, &next, &error));
  g_assert_cmpint (next, ==, ENR_INSTANT_NONE);
  post_end (&post);
  desk_end (&desk);
}

/* Refused: the address is corrected and verified, and it is sent there; or it goes on paper. */
static void
test_decisions (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paper = NULL;
  Desk desk;
  Post post;
  EnrUuid id;

  desk_begin (&desk, 1);
  post_begin (&post);
  post.n_refusals = 1;
  desk_release (&desk, "お知らせ", FALSE);
  desk_run (&desk, &post.parent, &report);
  assert_states (&desk, "refused 1");
  id = desk_find (&desk, ENR_DELIVERY_REFUSED);

  desk_set_mail (&desk, 0, "better@example.jp");
  g_assert_true (enr_delivery_resend (desk.db, desk.actor, &id, 1, &error));
  g_assert_true (enr_delivery_cancel (desk.db, desk.actor, &id, 1, &error));
  g_assert_false (enr_delivery_cancel (desk.db, desk.actor, &id, 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  g_assert_true (enr_delivery_resend (desk.db, desk.actor, &id, 1, &error));
  desk_run (&desk, &post.parent, &report);
  g_assert_cmpuint (post.went->len, ==, 1);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (post.went, 0), "better@"));

  /* What has arrived is not given again. */
  g_assert_false (enr_delivery_switch_to_paper (desk.db, desk.actor, &id, 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  g_assert_false (enr_delivery_resend (desk.db, desk.actor, &id, 1, &error));
  g_clear_error (&error);

  desk_release (&desk, "もう一通", FALSE);
  id = desk_find (&desk, ENR_DELIVERY_WAITING);
  g_assert_true (enr_delivery_switch_to_paper (desk.db, desk.actor, &id, 1, &error));
  assert_states (&desk, "accepted 2, cancelled, waiting");
  desk_run (&desk, &post.parent, &report);
  g_assert_cmpuint (post.went->len, ==, 1);
  paper = enr_delivery_list_due (desk.db, ENR_WAY_PAPER, FALSE, &error);
  g_assert_cmpuint (paper->len, ==, 1);
  id = ((EnrDelivery *) g_ptr_array_index (paper, 0))->id;
  g_assert_true (enr_delivery_mark_printed (desk.db, desk.actor, &id, 1, &error));
  assert_states (&desk, "accepted 2, cancelled, printed 1");
  g_assert_true (enr_delivery_mark_printed (desk.db, desk.actor, &id, 1, &error));
  assert_states (&desk, "accepted 2, cancelled, printed 1");
  post_end (&post);
  desk_end (&desk);
}

/* Who was blocked meanwhile gets it neither again nor on paper; and of several, all or nothing. */
static void
test_decisions_refused (void)
{
  g_auto (EnrDeliveryReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  Desk desk;
  Post post;
  EnrUuid ids[2];

  desk_begin (&desk, 2);
  post_begin (&post);
  post.n_refusals = 2;
  desk_release (&desk, "お知らせ", FALSE);
  desk_run (&desk, &post.parent, &report);
  block (&desk, 1);
  list = desk_list (&desk);
  for (guint i = 0; i < 2; i++)
    {
      const EnrDelivery *delivery = g_ptr_array_index (list, i);

      ids[g_str_has_prefix (delivery->address, "family-1@")] = delivery->id;
    }
  g_assert_false (enr_delivery_resend (desk.db, desk.actor, ids, 2, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (enr_delivery_switch_to_paper (desk.db, desk.actor, ids, 2, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  assert_states (&desk, "refused 1, refused 1");
  post_end (&post);
  desk_end (&desk);
}

/* Every statement of a run fails once. What went out went out once, or is known to be uncertain. */
static void
test_disk (void)
{
  gboolean is_done = FALSE;

  for (int n = 1; !is_done; n++)
    {
      g_auto (EnrDeliveryReport) report = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) list = NULL;
      Desk desk;
      Post post;
      guint n_uncertain = 0;

      desk_begin (&desk, 2);
      post_begin (&post);
      desk_release (&desk, "お知らせ", FALSE);
      enr_db_set_fault (desk.db, n);
      is_done = enr_delivery_run (desk.db, desk.actor, &post.parent, FALSE, NULL, NULL, NULL,
                                  &report, &error);
      enr_db_set_fault (desk.db, 0);
      desk_run (&desk, &post.parent, &report);
      desk_run (&desk, &post.parent, &report);
      list = desk_list (&desk);
      for (guint i = 0; i < list->len; i++)
        {
          const EnrDelivery *delivery = g_ptr_array_index (list, i);
          guint n_went = 0;

          for (guint j = 0; j < post.went->len; j++)
            n_went += g_str_has_prefix (g_ptr_array_index (post.went, j), delivery->address);
          n_uncertain += delivery->state == ENR_DELIVERY_UNCERTAIN;
          if (delivery->state == ENR_DELIVERY_ACCEPTED)
            g_assert_cmpuint (n_went, ==, 1);
          else
            g_assert_cmpint (delivery->state, ==, ENR_DELIVERY_UNCERTAIN);
          g_assert_cmpuint (n_went, <=, 1);
        }
      g_assert_cmpuint (n_uncertain, <=, 1);
      post_end (&post);
      desk_end (&desk);
      g_assert_cmpint (n, <, 500);
      if (is_done)
        g_assert_cmpint (n, >, 10);
    }
}

static void
test_back_off (void)
{
  EnrUuid id = enr_uuid_new ();
  gint64 before = 0;

  for (guint tries = 1; tries < 100; tries++)
    {
      gint64 seconds = enr_delivery_back_off (&id, tries);

      g_assert_cmpint (seconds, ==, enr_delivery_back_off (&id, tries));
      g_assert_cmpint (seconds, >=, 45);
      g_assert_cmpint (seconds, <=, 5 * 60 * 60);
      if (tries < 8)
        g_assert_cmpint (seconds, >, before);
      before = seconds;
    }
  g_assert_cmpint (before, >=, 3 * 60 * 60);
}

static void
test_setting (void)
{
  static const struct
  {
    const char *host;
    const char *from;
    const char *bounce;
    gboolean is_good;
  } cases[] = {
    { "smtp.example.jp", "ｏｆｆｉｃｅ＠example.jp", "", TRUE },
    { "smtp.example.jp", "", "", FALSE },
    { "", "office@example.jp", "", FALSE },
    { "smtp example", "office@example.jp", "", FALSE },
    { "smtp.example.jp", "office@example.jp\nBcc: all@example.jp", "", FALSE },
    { "smtp.example.jp", "office@example.jp", "two@example.jp, three@example.jp", FALSE },
  };
  Desk desk;

  desk_begin (&desk, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrMailSetting) setting = enr_mail_setting_new ();
      g_autoptr (EnrMailSetting) stored = NULL;

      setting->is_on = TRUE;
      set_text (&setting->host, cases[i].host);
      set_text (&setting->from_address, cases[i].from);
      set_text (&setting->bounce_address, cases[i].bounce);
      g_assert_cmpint (enr_mail_setting_save (desk.db, desk.actor, setting, &error), ==,
                       cases[i].is_good);
      g_assert_true ((error == NULL) == cases[i].is_good);
      stored = enr_mail_setting_load (desk.db, NULL);
      g_assert_cmpstr (stored->from_address, ==, "office@example.jp");
    }
  desk_end (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contact/delivery-rules/order", test_order);
  g_test_add_func ("/contact/delivery-rules/not-any-more", test_not_any_more);
  g_test_add_func ("/contact/delivery-rules/last-moment", test_last_moment);
  g_test_add_func ("/contact/delivery-rules/verdict-with-claim", test_verdict_with_claim);
  g_test_add_func ("/contact/delivery-rules/verdict-without-claim", test_verdict_without_claim);
  g_test_add_func ("/contact/delivery-rules/two-programs", test_two_programs);
  g_test_add_func ("/contact/delivery-rules/left", test_left);
  g_test_add_func ("/contact/delivery-rules/decisions", test_decisions);
  g_test_add_func ("/contact/delivery-rules/decisions-refused", test_decisions_refused);
  g_test_add_func ("/contact/delivery-rules/disk", test_disk);
  g_test_add_func ("/contact/delivery-rules/back-off", test_back_off);
  g_test_add_func ("/contact/delivery-rules/setting", test_setting);
  return g_test_run ();
}
