/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child's record as text files.
 */
#include "config.h"

#include "reports/child-story.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

char *
enr_story_entry_dup_text (const EnrStoryEntry *self, const EnrChildStory *story)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s　%s\n", self->label, self->period);
  if (*self->title != '\0')
    g_string_append_printf (text, "%s\n", self->title);
  g_string_append_printf (text, "%s", story->name);
  if (*self->class_name != '\0')
    g_string_append_printf (text, "　%s", self->class_name);
  if (!enr_uuid_is_none (&self->writing_id))
    g_string_append_printf (text, "　%s", enr_story_entry_state_word (self));
  g_string_append_c (text, '\n');
  for (guint i = 0; i < self->texts->len; i++)
    {
      const EnrStoryText *one = g_ptr_array_index (self->texts, i);

      g_string_append_c (text, '\n');
      if (*one->heading != '\0')
        g_string_append_printf (text, "【%s】\n", one->heading);
      g_string_append (text, one->text);
      if (!g_str_has_suffix (one->text, "\n"))
        g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static char *
dup_development (const EnrChildStory *self)
{
  GString *text = g_string_new (NULL);
  gboolean any = FALSE;

  g_string_append_printf (text, "発達の記録\n%s\n\n", self->name);
  for (guint i = 0; i < self->seen->len; i++)
    {
      const EnrDevelopmentSeen *seen = g_ptr_array_index (self->seen, i);
      g_autofree char *day = NULL;

      if (seen->day == ENR_DATE_NONE)
        continue;
      any = TRUE;
      day = enr_date_dup_era (seen->day);
      g_string_append_printf (text, "%s（%d歳%dか月）　%s", day, seen->months / 12,
                              seen->months % 12, seen->text);
      g_string_append_printf (text, *seen->note != '\0' ? "　%s\n" : "%s\n", seen->note);
    }
  return g_string_free (text, !any);
}

/* What no file system takes in a name becomes a low line. */
static char *
dup_safe (const char *word)
{
  char *safe = g_strdup (word);

  for (char *p = safe; *p != '\0'; p++)
    if (strchr ("/\\:*?\"<>|", *p) != NULL || (guchar) *p < 0x20)
      *p = '_';
  return safe;
}

typedef struct
{
  const char *folder;
  gboolean is_new;   /* the folder was made here */
  GPtrArray *paths;  /* (element-type filename) written so far */
  GHashTable *names; /* (element-type utf8) that are taken */
} Writing;

static gboolean
fail (const Writing *self, const char *reason, GError **error)
{
  g_autofree char *shown = g_filename_display_name (self->folder);

  /* Translators: a folder, and why */
  g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_WRITE,
               _ ("Nothing was written into %s: %s"), shown, reason);
  return FALSE;
}

static gboolean
begin (Writing *self, GError **error)
{
  g_autoptr (GDir) dir = NULL;

  self->is_new = g_mkdir (self->folder, 0700) == 0;
  if (self->is_new)
    return TRUE;
  if (errno != EEXIST)
    return fail (self, g_strerror (errno), error);
  dir = g_dir_open (self->folder, 0, NULL);
  if (dir == NULL)
    return fail (self, _ ("there is a file of that name."), error);
  if (g_dir_read_name (dir) != NULL)
    return fail (self, _ ("the folder is not empty. Please choose a new or an empty one."), error);
  return TRUE;
}

static void
take_back (const Writing *self)
{
  for (guint i = 0; i < self->paths->len; i++)
    g_unlink (g_ptr_array_index (self->paths, i));
  if (self->is_new)
    g_rmdir (self->folder);
}

static gboolean
write_file (Writing *self, EnrDate day, const char *label, const char *text, GError **error)
{
  g_autofree char *iso = enr_date_dup_iso (day);
  g_autofree char *safe = dup_safe (label);
  g_autofree char *name = g_strdup_printf ("%s-%s.txt", iso, safe);
  g_autofree char *local = NULL;
  g_autoptr (GError) why = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileOutputStream) stream = NULL;
  char *path;

  for (guint n = 2; g_hash_table_contains (self->names, name); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s-%s-%u.txt", iso, safe, n);
    }
  g_hash_table_add (self->names, g_strdup (name));
  local = g_filename_from_utf8 (name, -1, NULL, NULL, NULL);
  path = g_build_filename (self->folder, local != NULL ? local : name, NULL);
  file = g_file_new_for_path (path);
  /* Fails where there is one: nothing is written over. */
  stream = g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, &why);
  if (stream == NULL)
    {
      g_free (path);
      return fail (self, why->message, error);
    }
  g_ptr_array_add (self->paths, path);
  if (!g_output_stream_write_all (G_OUTPUT_STREAM (stream), text, strlen (text), NULL, NULL, &why)
      || !g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &why))
    return fail (self, why->message, error);
  return TRUE;
}

static gboolean
write_all (Writing *self, const EnrChildStory *story, const char *development, GError **error)
{
  for (guint i = 0; i < story->entries->len; i++)
    {
      const EnrStoryEntry *entry = g_ptr_array_index (story->entries, i);
      g_autofree char *text = enr_story_entry_dup_text (entry, story);

      if (!write_file (self, entry->first, entry->label, text, error))
        return FALSE;
    }
  return development == NULL || write_file (self, story->printed, "発達の記録", development, error);
}

gboolean
enr_child_story_write_files (const EnrChildStory *self,
                             const char *folder,
                             guint *n_files,
                             GError **error)
{
  g_autofree char *development = dup_development (self);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Writing writing = { folder, FALSE, paths, names };

  if (enr_child_story_is_empty (self))
    {
      g_set_error_literal (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY,
                           _ ("Nothing is written about this child yet."));
      return FALSE;
    }
  if (!begin (&writing, error))
    return FALSE;
  if (!write_all (&writing, self, development, error))
    {
      take_back (&writing);
      return FALSE;
    }
  if (n_files != NULL)
    *n_files = paths->len;
  return TRUE;
}
