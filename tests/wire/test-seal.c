/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>

#include "wire/seal.h"

#define SOURCE "urn:enroku:13101014:9f3c0102030405060708090a0b0c0d0e"

typedef struct
{
  EnrKeyPair hub;
  EnrKeyPair site;
  GBytes *batch;
  GBytes *file;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  enr_key_pair_new (&self->hub);
  enr_key_pair_new (&self->site);
  self->batch = g_bytes_new_static ("[{\"subject\":\"attendance-day\"}]", 30);
  self->file = enr_seal (self->batch, SOURCE, 1700000000123, &self->site, self->hub.open, NULL);
  g_assert_nonnull (self->file);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_bytes_unref (self->batch);
  g_bytes_unref (self->file);
}

static void
test_open (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (EnrSealed) sealed = { 0 };
  EnrKeyPair other;

  g_assert_true (enr_seal_open (&sealed, self->file, &self->hub, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sealed.source, ==, SOURCE);
  g_assert_cmpint (sealed.time_ms, ==, 1700000000123);
  g_assert_true (g_bytes_equal (sealed.batch, self->batch));
  g_assert_true (enr_sealed_verify (&sealed, self->site.open));
  enr_key_pair_new (&other);
  g_assert_false (enr_sealed_verify (&sealed, other.open));
  sealed.time_ms++;
  g_assert_false (enr_sealed_verify (&sealed, self->site.open));
}

/* Nothing of it can be read from the file. */
static void
test_secret (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) again
      = enr_seal (self->batch, SOURCE, 1700000000123, &self->site, self->hub.open, NULL);

  g_assert_null (
      memmem (g_bytes_get_data (self->file, NULL), g_bytes_get_size (self->file), "13101014", 8));
  g_assert_null (
      memmem (g_bytes_get_data (self->file, NULL), g_bytes_get_size (self->file), "\x1f\x8b", 2));
  g_assert_false (g_bytes_equal (again, self->file));
}

static void
test_damaged (Fixture *self, gconstpointer data)
{
  gsize length = g_bytes_get_size (self->file);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (self->file, NULL), length);

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (EnrSealed) sealed = { 0 };
      g_autoptr (GBytes) altered = NULL;
      g_autoptr (GBytes) cut = NULL;
      guint8 bit = (guint8) (1 << g_test_rand_int_range (0, 8));

      copy[i] ^= bit;
      altered = g_bytes_new (copy, length);
      copy[i] ^= bit;
      /* The curve ignores the highest bit of a key; the file's first bytes are authenticated all
       * the same. */
      g_assert_false (enr_seal_open (&sealed, altered, &self->hub, &error));
      g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIGNATURE);
      g_clear_error (&error);
      cut = g_bytes_new (copy, i);
      g_assert_false (enr_seal_open (&sealed, cut, &self->hub, &error));
      g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIGNATURE);
    }
  copy[39] ^= 0x80;
  {
    g_auto (EnrSealed) sealed = { 0 };
    g_autoptr (GBytes) altered = g_bytes_new (copy, length);

    g_assert_false (enr_seal_open (&sealed, altered, &self->hub, NULL));
  }
}

static void
test_other_hub (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (EnrSealed) sealed = { 0 };
  g_auto (EnrSealed) passed_on = { 0 };
  EnrKeyPair other;
  static const guint8 no_key[ENR_KEY_PUBLIC_LENGTH];

  enr_key_pair_new (&other);
  g_assert_false (enr_seal_open (&sealed, self->file, &other, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIGNATURE);
  g_clear_error (&error);
  g_assert_null (enr_seal (self->batch, SOURCE, 1, &self->site, no_key, &error));
  g_assert_nonnull (error);

  /* the site's words to one hub are none to another */
  g_assert_true (enr_seal_open (&passed_on, self->file, &self->hub, NULL));
  memcpy (passed_on.hub_open, other.open, sizeof other.open);
  g_assert_false (enr_sealed_verify (&passed_on, self->site.open));
}

static void
test_files (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) large = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;
  g_auto (EnrSealed) sealed = { 0 };

  g_ptr_array_add (files, g_bytes_new_static ("%PDF-1.7", 8));
  g_ptr_array_add (files, g_bytes_new_static ("a,b\n", 4));
  file = enr_seal_introducing (self->batch, files, SOURCE, 1700000000123, &self->site,
                               self->hub.open, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (enr_seal_open (&sealed, file, &self->hub, &error));
  g_assert_true (enr_sealed_verify (&sealed, self->site.open));
  g_assert_true (g_bytes_equal (sealed.batch, self->batch));
  g_assert_cmpuint (sealed.files->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (g_bytes_equal (sealed.files->pdata[i], files->pdata[i]));

  for (guint i = 0; i <= ENR_SEAL_MAX_FILES; i++)
    g_ptr_array_add (large, g_bytes_new_static ("x", 1));
  g_assert_null (enr_seal_introducing (self->batch, large, SOURCE, 1, &self->site, self->hub.open,
                                       NULL, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/wire/seal/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("open", test_open);
  ADD ("secret", test_secret);
  ADD ("damaged", test_damaged);
  ADD ("other-hub", test_other_hub);
  ADD ("files", test_files);
#undef ADD
  return g_test_run ();
}
