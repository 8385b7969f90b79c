/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Days, and the whole content of a writing, for the tests of plans and records.
 */
#pragma once

#include "writing-fixture.h"

#define CHILDREN(n) GUINT_TO_POINTER (n)

static inline EnrDate
date (const char *iso)
{
  EnrDate day = enr_date_parse_iso (iso);

  g_assert_cmpint (day, !=, ENR_DATE_NONE);
  return day;
}

static inline EnrContent *
content_of (Fixture *fixture, const EnrUuid *id, const char *kind)
{
  g_autoptr (GError) error = NULL;
  EnrContent *content = enr_writing_content (fixture->db, kind_of (fixture, kind), id, &error);

  g_assert_no_error (error);
  return content;
}
