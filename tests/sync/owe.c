/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reports for tests that cannot know jansson's headers.
 */
#include "config.h"
#include "owe.h"

#include "base/clock.h"
#include "outbox/outbox.h"
#include "outbox/owed-txn.h"

void
owe_reports (const char *path, guint n)
{
  g_autoptr (GError) error = NULL;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (EnrDb) db = enr_db_open (path, ENR_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (enr_outbox_set_mode (db, &actor, "vacancy", ENR_SENDING_MODE_AUTO, NULL));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *subject = g_strdup_printf ("vacancy/%u", i);
      g_autoptr (json_t) data = json_pack ("{s:s, s:[{s:i, s:i, s:i}]}", "as_of", "2026-06-10",
                                           "ages", "age", 3, "enrolled", 20, "places", 1);
      EnrOwed owed = {
        "vacancy", "jp.enroku.facility.vacancy.v1", NULL, subject, ENR_LANE_DAILY, enr_clock_now (),
        data
      };
      g_auto (EnrTxn) txn = ENR_TXN_INIT;
      gboolean made = FALSE;

      g_assert_true (enr_txn_begin (&txn, db, &actor, NULL, NULL));
      g_assert_true (enr_outbox_put_in_txn (db, &owed, &made, NULL));
      g_assert_true (enr_txn_commit (&txn, NULL));
      g_assert_true (made);
    }
}
