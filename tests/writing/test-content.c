/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The bytes of a frozen writing: one form for each content, and none that the reader cannot take.
 */
#include "config.h"

#include "support/fixture.h"
#include "writing/content.h"

static char *
random_text (void)
{
  static const char *const pieces[]
      = { "あ", "園庭",  "\n",         " ",        "0",
          "12", "@kind", "aims 3 4\n", "👧🏻", "enroku-writing 1\n",
          "︵", "a" };
  GString *text = g_string_new (NULL);
  int n = g_test_rand_int_range (0, 12);

  for (int i = 0; i < n; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static EnrContent *
random_content (void)
{
  EnrContent *content = enr_content_new ();
  int n = g_test_rand_int_range (0, 8);

  content->kind = (g_free (content->kind), random_text ());
  content->title = (g_free (content->title), random_text ());
  content->writer = (g_free (content->writer), random_text ());
  content->child_name = (g_free (content->child_name), random_text ());
  content->age = g_test_rand_int_range (-1, 6);
  content->revision = g_test_rand_int_range (1, 1000);
  content->first = enr_test_day () + g_test_rand_int_range (-20000, 20000);
  content->last = content->first + g_test_rand_int_range (0, 400);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("days/mon/c%d", i);
      g_autofree char *heading = random_text ();
      g_autofree char *text = random_text ();

      enr_content_add (content, key, heading, text);
    }
  return content;
}

static void
test_bytes (void)
{
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (EnrContent) content = random_content ();
      g_autoptr (GBytes) bytes = enr_content_to_bytes (content);
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrContent) parsed = enr_content_parse (bytes, &error);
      g_autoptr (GBytes) again = NULL;
      guint8 hash[ENR_CONTENT_HASH_LENGTH];
      g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      g_autoptr (GString) hex = g_string_new (NULL);

      g_assert_no_error (error);
      again = enr_content_to_bytes (parsed);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                       g_bytes_get_data (again, NULL), g_bytes_get_size (again));
      g_assert_cmpstr (parsed->title, ==, content->title);
      g_assert_cmpint (parsed->age, ==, content->age);
      g_assert_cmpint (parsed->last, ==, content->last);
      g_assert_cmpuint (parsed->items->len, ==, content->items->len);
      for (guint i = 0; i < parsed->items->len; i++)
        {
          const EnrContentItem *a = g_ptr_array_index (content->items, i);
          const EnrContentItem *b = g_ptr_array_index (parsed->items, i);

          g_assert_cmpstr (b->key, ==, a->key);
          g_assert_cmpstr (b->heading, ==, a->heading);
          g_assert_cmpstr (b->text, ==, a->text);
        }
      enr_content_hash (bytes, hash);
      for (guint i = 0; i < sizeof hash; i++)
        g_string_append_printf (hex, "%02x", hash[i]);
      g_assert_cmpstr (hex->str, ==, sum);
      g_hash_table_add (seen, g_steal_pointer (&bytes));
    }
  /* What differs has other bytes: dates alone make that two are hardly ever the same. */
  g_assert_cmpuint (g_hash_table_size (seen), >, 1990);
}

/* Damaged bytes are refused, or are another writing's, which their hash tells; the reader outlives
 * all of them. */
static void
test_damaged_bytes (void)
{
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (EnrContent) content = random_content ();
      g_autoptr (GBytes) bytes = enr_content_to_bytes (content);
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);
      gsize cut = (gsize) g_test_rand_int_range (0, (gint32) length);
      g_autofree char *damaged = g_memdup2 (data, length);
      g_autoptr (GBytes) shorter = g_bytes_new (data, cut);
      g_autoptr (GBytes) other = NULL;
      g_autoptr (EnrContent) of_shorter = enr_content_parse (shorter, NULL);
      g_autoptr (EnrContent) of_other = NULL;
      g_autoptr (GError) error = NULL;

      damaged[g_test_rand_int_range (0, (gint32) length)] ^= (char) g_test_rand_int_range (1, 256);
      other = g_bytes_new (damaged, length);
      of_other = enr_content_parse (other, &error);
      if (of_other == NULL)
        g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT);
      if (of_shorter != NULL)
        g_assert_cmpuint (of_shorter->items->len, <=, content->items->len);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/writing/content/bytes", test_bytes);
  g_test_add_func ("/writing/content/damaged-bytes", test_damaged_bytes);

  return g_test_run ();
}
