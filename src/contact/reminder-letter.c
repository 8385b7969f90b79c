/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/reminder-letter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "contact/announcement.h"
#include "contact/contact-private.h"
#include "contact/recipient-private.h"
#include "nursery/error.h"

/* The children of whose letter nothing has come, whoever of the family got it. Who was not to have
 * it does not get it again. */
#define LEFT_CHILDREN                                                                              \
  "FROM recipient r JOIN recipient_child k ON k.recipient_id = r.id "                              \
  "JOIN child c ON c.id = k.child_id WHERE r.announcement_id = :id "                               \
  "AND EXISTS (SELECT 1 FROM delivery d WHERE d.recipient_id = r.id AND d.state <> 'cancelled') "  \
  "AND NOT EXISTS "                                                                                \
  "(SELECT 1 FROM recipient_child k2 JOIN recipient r2 ON r2.id = k2.recipient_id "                \
  "WHERE k2.child_id = k.child_id AND r2.announcement_id = :id "                                   \
  "AND (r2.answered_at IS NOT NULL OR (:asks = 0 AND r2.read_at IS NOT NULL))) "

ENR_SQL (SQL_LEFT,
         "SELECT DISTINCT k.child_id, c.family_kana, c.given_kana " LEFT_CHILDREN
         "ORDER BY c.family_kana, c.given_kana, k.child_id");
ENR_SQL (SQL_COUNT, "SELECT count (DISTINCT r.family_id) " LEFT_CHILDREN);
ENR_SQL (SQL_COPY_FILES,
         "INSERT INTO announcement_file (announcement_id, position, name, type, content) "
         "SELECT :draft, position, name, type, content FROM announcement_file "
         "WHERE announcement_id = :id");

#define MARK "【再送】"

static void
bind_letter (EnrStmt *st, const EnrAnnouncement *of)
{
  enr_bind_uuid (st, ":id", &of->id);
  enr_bind_int (st, ":asks", of->answer_kind != ENR_ANSWER_NONE);
}

int
enr_reminder_letter_count (EnrDb *db, const EnrUuid *announcement_id, GError **error)
{
  g_autoptr (EnrAnnouncement) of = enr_announcement_load (db, announcement_id, error);
  g_auto (EnrStmt) st = { NULL, NULL };

  if (of == NULL)
    return -1;
  st = enr_stmt (db, SQL_COUNT);
  bind_letter (&st, of);
  return enr_stmt_step (&st, error) > 0 ? (int) enr_column_int (&st, 0) : -1;
}

static gboolean
add_left (EnrDb *db, const EnrAnnouncement *of, GArray *audience, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LEFT);
  int rc;

  bind_letter (&st, of);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid child_id = enr_column_uuid (&st, 0);

      enr_audience_add_child (audience, &child_id);
    }
  return rc == 0;
}

/*
 * The words: a letter is Japanese, whatever the program's language is.
 */

static char *
dup_title (const EnrAnnouncement *of)
{
  g_autofree char *title = g_str_has_prefix (of->title, MARK) ? g_strdup (of->title)
                                                              : g_strconcat (MARK, of->title, NULL);

  return g_utf8_substring (title, 0, MIN (g_utf8_strlen (title, -1), ENR_ANNOUNCEMENT_MAX_TITLE));
}

static void
append_question (GString *text, const EnrAnnouncement *of)
{
  g_string_append_printf (text, "\n\n■ お尋ねしたこと\n%s", of->question);
  if (of->answer_kind == ENR_ANSWER_YES_NO)
    g_string_append (text, "（はい・いいえ）");
  else if (of->answer_kind == ENR_ANSWER_CHOICE)
    {
      g_auto (GStrv) choices = enr_announcement_dup_choices (of);
      g_autofree char *all = g_strjoinv ("・", choices);

      g_string_append_printf (text, "（%s）", all);
    }
}

static char *
dup_body (const EnrAnnouncement *of)
{
  g_autofree char *day = enr_date_dup_era_weekday (of->day);
  g_autoptr (GString) text = g_string_new (NULL);

  if (of->answer_kind == ENR_ANSWER_NONE)
    g_string_append_printf (text,
                            "%s付の「%s」を、もう一度お届けします。\n"
                            "お読みになりましたら、園までお知らせください。",
                            day, of->title);
  else
    {
      g_autofree char *until
          = of->answer_until != ENR_DATE_NONE && of->answer_until >= enr_clock_today ()
                ? enr_date_dup_era_weekday (of->answer_until)
                : NULL;

      g_string_append_printf (text,
                              "%s付の「%s」のお返事を、まだいただいておりません。\n"
                              "お手数ですが、%s%s園までお知らせください。\n"
                              "行き違いでお知らせくださっていましたら、お許しください。",
                              day, of->title, until != NULL ? until : "できるだけ早く",
                              until != NULL ? "までに" : "");
      append_question (text, of);
    }
  if (g_utf8_strlen (text->str, -1) + g_utf8_strlen (of->body, -1) + 20
      <= ENR_ANNOUNCEMENT_MAX_BODY)
    g_string_append_printf (text, "\n\n■ 先にお知らせした内容\n%s", of->body);
  return g_strdup (text->str);
}

static void
take (char **field, char *value)
{
  g_free (*field);
  *field = value;
}

static gboolean
copy_files (EnrDb *db, const EnrUuid *id, const EnrUuid *draft_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_COPY_FILES);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_uuid (&st, ":draft", draft_id);
  return enr_stmt_run (&st, error);
}

/* In a transaction: who is left must not change before it is written. */
static gboolean
write_draft (EnrDb *db, const EnrActor *actor, const EnrUuid *id, EnrUuid *draft_id, GError **error)
{
  g_autoptr (EnrAnnouncement) of = enr_announcement_load (db, id, error);
  g_autoptr (EnrAnnouncement) draft = NULL;

  if (of == NULL)
    return FALSE;
  if (of->sent_at == ENR_INSTANT_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY, _ ("The letter has not been sent yet."));
  draft = enr_announcement_new ();
  if (!add_left (db, of, draft->audience, error))
    return FALSE;
  if (draft->audience->len == 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                       of->answer_kind != ENR_ANSWER_NONE ? _ ("Every family has answered.")
                                                          : _ ("Every family has read it."));
  draft->about_child = of->about_child;
  draft->is_urgent = of->is_urgent;
  take (&draft->title, dup_title (of));
  take (&draft->body, dup_body (of));
  if (!enr_announcement_save_in_txn (db, actor, draft, NULL, error)
      || !copy_files (db, id, &draft->id, error))
    return FALSE;
  *draft_id = draft->id;
  return TRUE;
}

gboolean
enr_reminder_letter_write (EnrDb *db,
                           const EnrActor *actor,
                           const EnrUuid *announcement_id,
                           EnrUuid *draft_id,
                           GError **error)
{
  EnrUuid id;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error)
      || !write_draft (db, actor, announcement_id, &id, error) || !enr_txn_commit (&txn, error))
    return FALSE;
  *draft_id = id;
  return TRUE;
}
