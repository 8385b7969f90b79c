/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Letters and mail addresses of the sample nursery. No address is anybody's: example.com is kept
 * for that (RFC 2606), and no mail is left waiting.
 */
#include "config.h"

#include "contact/sample.h"

#include "base/clock.h"
#include "contact/recipient-private.h"
#include "nursery/facility.h"
#include "nursery/family.h"

#define SEARCHED_DAYS 14

ENR_SQL (SQL_ACCEPTED,
         "UPDATE delivery SET state = 'accepted', tries = 1, last_at = :now, done_at = :now, "
         "next_at = NULL WHERE channel = 'mail' AND recipient_id IN "
         "(SELECT id FROM recipient WHERE announcement_id = :id)");

/* The last day up to @day on which the nursery is open; @day where there is none. */
static gboolean
find_open (EnrDb *db, EnrDate day, EnrDate *found, GError **error)
{
  g_autoptr (EnrCalendar) calendar = enr_calendar_load (db, day - SEARCHED_DAYS, day, error);

  if (calendar == NULL)
    return FALSE;
  *found = day;
  while (*found > day - SEARCHED_DAYS && enr_calendar_closed_name (calendar, *found) != NULL)
    --*found;
  if (*found == day - SEARCHED_DAYS)
    *found = day;
  return TRUE;
}

static gboolean
set_note (EnrDb *db,
          const EnrActor *actor,
          const EnrUuid *contact_id,
          const char *note,
          GError **error)
{
  g_autoptr (EnrContact) contact = enr_contact_load (db, contact_id, error);

  if (contact == NULL)
    return FALSE;
  g_free (contact->note);
  contact->note = g_strdup (note);
  return enr_contact_save (db, actor, contact, error);
}

/* Nobody is there to tell a number back. */
static gboolean
verify (EnrDb *db, const EnrActor *actor, const EnrUuid *contact_id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_contact_way_verify_in_txn (db, contact_id, error) && enr_txn_commit (&txn, error);
}

/* Of three families two have mail, and of the tenth the address is not verified yet. */
static gboolean
make_mail (EnrDb *db, const EnrActor *actor, const EnrContactWay *way, guint n, GError **error)
{
  g_autofree char *mail = g_strdup_printf ("kazoku%02u@example.com", n + 1);

  if (n % 3 == 2)
    return TRUE;
  return enr_contact_way_set_mail (db, actor, &way->contact_id, mail, error)
         && (n == 9 || verify (db, actor, &way->contact_id, error));
}

static gboolean
make_family (EnrDb *db,
             const EnrActor *actor,
             const EnrUuid *family_id,
             guint n,
             guint *n_marked,
             GError **error)
{
  g_autoptr (GPtrArray) guardians = enr_contact_way_guardians (db, family_id, error);
  const EnrContactWay *second;

  if (guardians == NULL)
    return FALSE;
  if (guardians->len > 0 && !make_mail (db, actor, g_ptr_array_index (guardians, 0), n, error))
    return FALSE;
  if (guardians->len < 2 || *n_marked >= 2)
    return TRUE;
  second = g_ptr_array_index (guardians, 1);
  ++*n_marked;
  if (*n_marked == 1)
    return enr_contact_way_set_marks (db, actor, &second->contact_id, FALSE, TRUE, error)
           && set_note (db, actor, &second->contact_id,
                        "別居（見本の架空の設定）。お知らせは別に1通届けます。", error);
  return enr_contact_way_set_marks (db, actor, &second->contact_id, TRUE, FALSE, error)
         && set_note (db, actor, &second->contact_id, "連絡しない（見本の架空の設定）。", error);
}

static gboolean
make_families (EnrDb *db, const EnrActor *actor, GPtrArray *children, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);
  guint n_marked = 0;
  guint n = 0;

  for (guint i = 0; i < children->len; i++)
    {
      const EnrAudienceChild *child = g_ptr_array_index (children, i);

      if (!g_hash_table_add (seen, (gpointer) &child->family_id))
        continue;
      if (!make_family (db, actor, &child->family_id, n++, &n_marked, error))
        return FALSE;
    }
  return TRUE;
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static EnrAnnouncement *
letter_new (EnrDate day, const char *title, const char *body)
{
  EnrAnnouncement *letter = enr_announcement_new ();

  letter->day = day;
  set_text (&letter->title, title);
  set_text (&letter->body, body);
  set_text (&letter->written_by, "見本 園子");
  enr_audience_add_all (letter->audience);
  return letter;
}

/* The mails have arrived, and the papers of all but every @left-th family were printed. */
static gboolean
deliver (EnrDb *db,
         const EnrActor *actor,
         const EnrUuid *id,
         GPtrArray *list,
         guint left,
         GError **error)
{
  g_autoptr (GArray) printed = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_ACCEPTED);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  if (!enr_txn_commit (&txn, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const EnrRecipient *recipient = g_ptr_array_index (list, i);
      const EnrRecipientDelivery *delivery = g_ptr_array_index (recipient->deliveries, 0);

      if (delivery->way == ENR_WAY_PAPER && (left == 0 || i % left != left - 1))
        g_array_append_val (printed, delivery->id);
    }
  return printed->len == 0
         || enr_delivery_mark_printed (db, actor, (const EnrUuid *) printed->data, printed->len,
                                       error);
}

static gboolean
make_drill (EnrDb *db, const EnrActor *actor, EnrDate day, GError **error)
{
  g_autoptr (EnrAnnouncement) letter
      = letter_new (day, "避難訓練と引き渡し訓練のお知らせ",
                    "保護者の皆さま\n\n"
                    "今月の避難訓練では、地震を想定した引き渡し訓練もあわせて行います。お迎えのとき"
                    "に、お名前と続柄をうかがい、"
                    "登録されている方であることを確かめてからお子さんをお渡しします。\n\n"
                    "いつもとは違う方がお迎えに来られる場合は、前の日までにお知らせください。\n\n"
                    "さくら保育園（見本・架空）");
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GArray) read = g_array_new (FALSE, FALSE, sizeof (EnrUuid));

  if (!enr_recipient_send (db, actor, letter, NULL, error)
      || (list = enr_recipient_list (db, &letter->id, error)) == NULL
      || !deliver (db, actor, &letter->id, list, 0, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    if (i % 5 != 3)
      g_array_append_val (read, ((const EnrRecipient *) g_ptr_array_index (list, i))->id);
  return enr_recipient_set_read (db, actor, (const EnrUuid *) read->data, read->len, TRUE, error);
}

static gboolean
make_visit (EnrDb *db, const EnrActor *actor, EnrDate day, EnrDate until, GError **error)
{
  g_autoptr (EnrAnnouncement) letter
      = letter_new (day, "保育参観の出欠について",
                    "保護者の皆さま\n\n"
                    "お子さんのふだんの様子を見ていただく、保育参観を行います。午前中のあそびから給"
                    "食の準備までを、"
                    "クラスごとにご覧いただけます。\n\n"
                    "上履きと、お子さんと同じ名札をお持ちください。\n\n"
                    "さくら保育園（見本・架空）");
  g_autoptr (GPtrArray) list = NULL;

  letter->answer_kind = ENR_ANSWER_YES_NO;
  set_text (&letter->question, "保育参観に参加しますか。");
  letter->answer_until = until + 5;
  if (!enr_recipient_send (db, actor, letter, NULL, error)
      || (list = enr_recipient_list (db, &letter->id, error)) == NULL
      || !deliver (db, actor, &letter->id, list, 4, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const EnrRecipient *recipient = g_ptr_array_index (list, i);

      if (i % 5 < 3
          && !enr_recipient_set_answer (db, actor, &recipient->id, i % 5 == 1 ? "no" : "yes", "",
                                        "見本 園子", error))
        return FALSE;
    }
  return TRUE;
}

gboolean
enr_announcement_sample (EnrDb *db, const EnrActor *actor, EnrDate until, GError **error)
{
  g_autoptr (GArray) everybody = enr_audience_new ();
  g_autoptr (GPtrArray) children = NULL;
  EnrDate first;
  EnrDate second;

  enr_audience_add_all (everybody);
  if (!find_open (db, until - 6, &first, error) || !find_open (db, until - 1, &second, error))
    return FALSE;
  children = enr_audience_children (db, everybody, first, NULL, error);
  if (children == NULL)
    return FALSE;
  if (children->len == 0)
    return TRUE;
  return make_families (db, actor, children, error) && make_drill (db, actor, first, error)
         && make_visit (db, actor, second, until, error);
}
