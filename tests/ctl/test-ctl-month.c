/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * month-status, close-month and fill-form, as a script sees them.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "ctl-run.h"
#include "forms.h"

static void
prepare (Ctl *ctl)
{
  RUN (ctl, 0, "extended-care", "rule", "add", "--from", "2026-04-01", "--window-end", "16:00",
       "--unit", "30", "--price", "100");
}

static gint64
number (Ctl *ctl, const char *name)
{
  return json_object_get_int_member (ctl_json (ctl), name);
}

static void
test_close (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  gint64 total;

  prepare (ctl);
  RUN (ctl, 0, "month-status", "2026-06", "--json");
  g_assert_cmpint (number (ctl, "revision"), ==, 0);
  total = number (ctl, "total");
  g_assert_cmpint (total, >, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (ctl_json (ctl), "items")),
                    >, 0);

  RUN (ctl, 0, "close-month", "令和8年6月");
  RUN (ctl, 0, "month-status", "2026-06", "--json");
  g_assert_cmpint (number (ctl, "revision"), ==, 1);
  g_assert_cmpint (number (ctl, "closed_total"), ==, total);
  g_assert_false (json_object_get_boolean_member (ctl_json (ctl), "changed"));
  RUN (ctl, 3, "close-month", "2026-06");
  assert_contains (ctl->err, "closed already");

  RUN (ctl, 0, "stamp", "arrive", "S00001", "--at", "2026-06-12T09:00");
  RUN (ctl, 0, "stamp", "leave", "S00001", "--at", "2026-06-12T16:31");
  RUN (ctl, 0, "month-status", "2026-06", "--json");
  g_assert_true (json_object_get_boolean_member (ctl_json (ctl), "changed"));
  g_assert_cmpint (number (ctl, "closed_total"), ==, total);
  g_assert_cmpint (number (ctl, "total"), ==, total + 200);
  /* People are told in words what differs. */
  RUN (ctl, 0, "month-status", "2026-06");
  assert_contains (ctl->out, "延長: charges: ");
  assert_contains (ctl->out, "Days attended: ");
  g_assert_null (strstr (ctl->out, "band/"));
  g_assert_null (strstr (ctl->out, "present/"));
  RUN (ctl, 3, "close-month", "2026-06");
  assert_contains (ctl->err, "reason");
  RUN (ctl, 0, "close-month", "2026-06", "--reason", "打刻の訂正");
  RUN (ctl, 0, "month-status", "2026-06", "--json");
  g_assert_cmpint (number (ctl, "revision"), ==, 2);
  g_assert_cmpint (number (ctl, "closed_total"), ==, total + 200);
  RUN (ctl, 0, "check");

  RUN (ctl, 2, "close-month", "June");
  RUN (ctl, 2, "close-month");
  RUN (ctl, 3, "close-month", "2099-01");
}

static void
write_form (const char *path, GBytes *form)
{
  gsize length;
  const char *bytes = g_bytes_get_data (form, &length);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

/* What a form's list does not have is filled and told, and no failure. */
static void
test_fill_misfit (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *form = ctl_path (ctl, "form.xlsx");
  g_autofree char *output = ctl_path (ctl, "out.xlsx");
  g_autoptr (GBytes) bytes = form_xlsx (
      "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{{month}}</t></is></c></row></sheetData>"
      "<dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"A1\">"
      "<formula1>\"令和8年4月,令和8年5月\"</formula1></dataValidation></dataValidations>",
      NULL);
  JsonObject *misfit;

  write_form (form, bytes);
  RUN (ctl, 0, "fill-form", form, "--month", "2026-05", "--output", output);
  g_assert_null (strstr (ctl->err, "令和8年5月"));
  RUN (ctl, 0, "fill-form", form, "--month", "2026-06", "--output", output);
  assert_contains (ctl->err, "様式1 A1: “令和8年6月” was filled");
  assert_contains (ctl->err, "令和8年4月、令和8年5月");
  assert_contains (ctl->out, "1 cell was filled");
  RUN (ctl, 0, "fill-form", form, "--month", "2026-06", "--output", output, "--json");
  misfit = json_array_get_object_element (
      json_object_get_array_member (ctl_json (ctl), "misfits"), 0);
  g_assert_cmpstr (json_object_get_string_member (misfit, "value"), ==, "令和8年6月");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (misfit, "allowed")), ==, 2);
}

/* A letter: amounts as people write them, and an unknown tag without the place it does not have. */
static void
test_fill_letter (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *form = ctl_path (ctl, "letter.odt");
  g_autofree char *output = ctl_path (ctl, "out.odt");
  g_autoptr (GBytes) bytes
      = form_odt ("<text:p>{{children.name}} {{children.fee}}円 {{no.such}}</text:p>");
  g_autofree char *data = NULL;
  g_autoptr (GBytes) filled = NULL;
  g_autofree char *content = NULL;
  gsize length;

  prepare (ctl);
  write_form (form, bytes);
  RUN (ctl, 0, "fill-form", form, "--month", "2026-06", "--output", output);
  assert_contains (ctl->err, "{{no.such}} is not known");
  g_assert_true (g_file_get_contents (output, &data, &length, NULL));
  filled = g_bytes_new (data, length);
  content = form_member (filled, "content.xml");
  g_assert_true (g_regex_match_simple (" [0-9]{1,2},[0-9]{3}円", content, 0, 0));
  g_assert_false (g_regex_match_simple ("[0-9]{4}円", content, 0, 0));
}

static void
test_fill_refused (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *text = ctl_write (ctl, "form.xlsx", "no spreadsheet");
  g_autofree char *output = ctl_path (ctl, "out.xlsx");
  g_autofree char *missing = ctl_path (ctl, "missing.xlsx");

  RUN (ctl, 3, "fill-form", text, "--month", "2026-06", "--output", output);
  g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
  RUN (ctl, 1, "fill-form", missing, "--month", "2026-06", "--output", output);
  RUN (ctl, 2, "fill-form", text, "--output", output);
  RUN (ctl, 2, "fill-form", text, "--month", "2026-06");
  RUN (ctl, 2, "fill-form", text, "--month", "2026-06", "--date", "2026-07-01", "--output", output);
  RUN (ctl, 0, "fill-form", "--help");
  assert_contains (ctl->out, "{{children.attendance.1..31}}");
  assert_contains (ctl->out, "{{facility.name}}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/month/close", test_close);
  g_test_add_func ("/ctl/month/fill-misfit", test_fill_misfit);
  g_test_add_func ("/ctl/month/fill-letter", test_fill_letter);
  g_test_add_func ("/ctl/month/fill-refused", test_fill_refused);
  return g_test_run ();
}
