/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A nursery whose facts are told: every kind is sent by itself, and the children of even place have a
 * certification number, 1000, 1002 …
 */
#pragma once

#include "attendance/closing.h"
#include "attendance/entry.h"
#include "attendance/stamp.h"
#include "cloud-event.h"
#include "nursery/enrolment.h"
#include "outbox-fixture.h"
#include "submission/submission.h"

#define DAY_SUBJECT "attendance-day/2026-06-10"

typedef struct
{
  Box box;
  EnrDb *db;              /* the nursery's */
  const EnrActor *actor;
  const EnrUuid *children;
} City;

static inline void
city_certify (City *city, guint child, const char *number, EnrDate first)
{
  EnrCertification certification
      = { { { 0 } }, ENR_CERTIFICATION_2, ENR_CARE_STANDARD, (char *) number, first, ENR_DATE_NONE };
  g_autoptr (GError) error = NULL;

  enr_child_certify (city->db, city->actor, &city->children[child], &certification, &error);
  g_assert_no_error (error);
}

static inline void
city_modes (City *city, EnrSendingMode mode)
{
  guint n;
  const EnrSubmissionKind *kinds = enr_submission_kinds (&n);

  for (guint i = 0; i < n; i++)
    box_mode (&city->box, kinds[i].key, mode);
}

static inline void
city_attach (City *city)
{
  g_autoptr (GError) error = NULL;

  enr_submission_attach (city->db, &error);
  g_assert_no_error (error);
}

/* The link's source is the one that goes with the database. */
static inline void
city_link (EnrDb *db)
{
  g_auto (EnrLink) link = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_link_load (db, &link, &error));
  g_free (link.source);
  g_free (link.nursery);
  link.source = enr_link_dup_source (db, "13101014");
  link.nursery = g_strdup ("13101014");
  link.state = ENR_LINK_OK;
  g_assert_nonnull (link.source);
  enr_link_save (db, &link, &error);
  g_assert_no_error (error);
}

static inline void
city_set_up_n (City *city, guint n_children)
{
  city->box.nursery = enr_test_nursery_new (n_children);
  city->db = city->box.db = city->box.nursery->db;
  city->actor = &city->box.nursery->actor;
  city->children = city->box.nursery->children;
  for (guint i = 0; i < n_children; i += 2)
    {
      g_autofree char *number = g_strdup_printf ("%u", 1000 + i);

      city_certify (city, i, number, enr_date_new (2026, 4, 1));
    }
  city_link (city->db);
  city_attach (city);
}

static inline void
city_set_up (City *city, gconstpointer data)
{
  city_set_up_n (city, 6);
  city_modes (city, ENR_SENDING_MODE_AUTO);
}

/* Whatever a test has made the nursery owe is a CloudEvent by the published rules. */
static inline void
city_check_envelopes (City *city)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (city->box.nursery->db == NULL) /* others had it */
    {
      enr_test_nursery_reopen (city->box.nursery);
      city->db = city->box.db = city->box.nursery->db;
    }
  rows = box_list (&city->box, ENR_N_SENDINGS);
  for (guint i = 0; i < rows->len; i++)
    {
      const EnrOutboxRow *row = rows->pdata[i];
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      EnrOutboxRow *found = enr_outbox_get (city->db, row->event_id, &bytes, &error);
      json_t *event;

      g_assert_no_error (error);
      event = enr_json_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (cloud_event_fault (event), ==, NULL);
      json_decref (event);
      enr_outbox_row_free (found);
    }
}

static inline void
city_tear_down (City *city, gconstpointer data)
{
  city_check_envelopes (city);
  enr_test_nursery_free (city->box.nursery);
}

static inline void
city_close (City *city)
{
  g_autoptr (GError) error = NULL;

  enr_day_close (city->db, city->actor, enr_test_day (), NULL, &error);
  g_assert_no_error (error);
}

static inline void
city_reopen (City *city)
{
  g_autoptr (GError) error = NULL;

  enr_day_reopen (city->db, city->actor, enr_test_day (), "訂正", &error);
  g_assert_no_error (error);
}

static inline EnrUuid
city_stamp (City *city, guint child, gboolean is_arrival, int hour, int minute)
{
  g_autoptr (GError) error = NULL;
  EnrPunch punch = { 0 };

  if (is_arrival)
    enr_stamp_arrive (city->db, city->actor, &city->children[child], enr_test_at (hour, minute),
                      ENR_SOURCE_OFFICE, &punch, &error);
  else
    enr_stamp_leave (city->db, city->actor, &city->children[child], enr_test_at (hour, minute),
                     ENR_SOURCE_OFFICE, "母", &punch, &error);
  g_assert_no_error (error);
  return punch.id;
}

/* The newest event of a subject, or with no id where there is none. */
static inline EnrOutboxRow *
city_newest (City *city, const char *subject, GBytes **bytes, EnrEvent *event)
{
  g_autoptr (GPtrArray) rows = box_list (&city->box, ENR_N_SENDINGS);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const EnrOutboxRow *row = rows->pdata[i];
      EnrOutboxRow *found;

      if (strcmp (row->subject, subject) != 0)
        continue;
      found = enr_outbox_get (city->db, row->event_id, bytes, &error);
      g_assert_no_error (error);
      enr_event_read (event, g_bytes_get_data (*bytes, NULL), g_bytes_get_size (*bytes), &error);
      g_assert_no_error (error);
      return found;
    }
  return NULL;
}

static inline guint
city_count (City *city, const char *subject)
{
  g_autoptr (GPtrArray) rows = box_list (&city->box, ENR_N_SENDINGS);
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += strcmp (((EnrOutboxRow *) rows->pdata[i])->subject, subject) == 0;
  return n;
}
