/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Requests to the bank and its answers, in May that is closed.
 */
#pragma once

#include <string.h>

#include "base/clock.h"
#include "closed-may.h"
#include "month/zengin.h"

#define RECORD ENR_ZENGIN_RECORD
#define N_FAMILIES 3

static inline EnrDate
draw_day (void)
{
  return enr_date_new (2026, 6, 29);
}

static inline gboolean
export (ClosedMay *fixture,
        EnrDate day,
        EnrTransferFlags flags,
        EnrTransferFile *file,
        GError **error)
{
  *file = (EnrTransferFile){ NULL };
  return enr_transfer_export (fixture->nursery->db, &fixture->nursery->actor, fixture->may, day,
                              flags, file, error);
}

static inline char *
dup_request_for (ClosedMay *fixture, EnrDate day, gsize *length)
{
  EnrTransferFile file;
  g_autoptr (GError) error = NULL;

  g_assert_true (export (fixture, day, ENR_TRANSFER_PLAIN, &file, &error));
  g_assert_no_error (error);
  return g_bytes_unref_to_data (file.bytes, length);
}

static inline char *
dup_request (ClosedMay *fixture, gsize *length)
{
  return dup_request_for (fixture, draw_day (), length);
}

static inline void
assert_not_exported (ClosedMay *fixture,
                     EnrDate day,
                     EnrTransferFlags flags,
                     EnrNurseryError code,
                     const char *part)
{
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  EnrTransferFile file;

  g_assert_false (export (fixture, day, flags, &file, &error));
  g_assert_null (file.bytes);
  g_assert_error (error, ENR_NURSERY_ERROR, (int) code);
  if (strstr (error->message, part) == NULL)
    g_error ("%s does not say %s", error->message, part);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

/* The answer to a request: a result for each record. */
static inline char *
dup_answer (const char *request, gsize length, const char *results)
{
  char *answer = g_memdup2 (request, length);
  guint n = (guint) (length / RECORD) - 3;
  gint64 amounts[2] = { 0 };
  guint counts[2] = { 0 };
  g_autofree char *totals = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *amount = g_strndup (request + (i + 1) * RECORD + 80, 10);

      answer[(i + 1) * RECORD + 111] = results[i];
      counts[results[i] != '0']++;
      amounts[results[i] != '0'] += g_ascii_strtoll (amount, NULL, 10);
    }
  totals = g_strdup_printf ("%06u%012d%06u%012d", counts[0], (int) amounts[0], counts[1],
                            (int) amounts[1]);
  memcpy (answer + (n + 1) * RECORD + 19, totals, strlen (totals));
  return answer;
}

/* The bank's answer comes in when it has drawn. */
static inline gboolean
import (ClosedMay *fixture,
        const char *data,
        gsize length,
        EnrTransferAnswer *answer,
        GError **error)
{
  *answer = (EnrTransferAnswer){ 0 };
  enr_clock_set_fixed (enr_instant_from_local (enr_date_new (2027, 12, 31), 10 * 60));
  return enr_transfer_import (fixture->nursery->db, &fixture->nursery->actor, data, length, answer,
                              error);
}
