/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * All kinds of plans and records that the nursery has.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/data.h"
#include "writing/kind.h"
#include "nursery/error.h"

#define SUFFIX ".writing.xml"

/* In the order of an office's shelf: plans from the year to the day, then records. */
static const char *const built_in[] = {
  "overall-plan", "year-plan",   "month-plan",      "child-month-plan",
  "week-plan",    "day-plan",    "week-diary",      "diary",
  "child-record", "child-sheet", "development",     "nursery-record",
  "event-plan",   "drill",       "accident-report",
};

typedef struct
{
  char *key;
  GError *error;
} Broken;

struct _EnrWritingKinds
{
  GPtrArray *kinds;  /* (element-type EnrWritingKind) */
  GPtrArray *broken; /* (element-type Broken) */
  char *problems;    /* a line each, or NULL */
};

static void
broken_free (Broken *self)
{
  g_free (self->key);
  g_clear_error (&self->error);
  g_free (self);
}

static void
finalize (EnrWritingKinds *self)
{
  g_ptr_array_unref (self->kinds);
  g_ptr_array_unref (self->broken);
  g_free (self->problems);
}

EnrWritingKinds *
enr_writing_kinds_ref (EnrWritingKinds *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
enr_writing_kinds_unref (EnrWritingKinds *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) finalize);
}

static EnrWritingKind *
read_kind (const char *path, const char *key, GError **error)
{
  g_autoptr (EnrWritingKind) kind = NULL;
  g_autofree char *content = NULL;
  gsize length;

  if (!g_file_get_contents (path, &content, &length, error))
    return NULL;
  kind = enr_writing_kind_read (path, content, length, error);
  if (kind != NULL && strcmp (kind->key, key) != 0)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, ENR_WRITING_ERROR, ENR_WRITING_ERROR_KIND,
                   /* Translators: a file, the key that it has, and the one that it should have */
                   _ ("%s:1:1: This describes “%s”, but “%s” belongs in this file."), name,
                   kind->key, key);
      return NULL;
    }
  return g_steal_pointer (&kind);
}

/* The kind that was added, or NULL. */
static EnrWritingKind *
add_kind (EnrWritingKinds *self, const char *path, const char *key)
{
  GError *error = NULL;
  EnrWritingKind *kind = read_kind (path, key, &error);
  Broken *broken;

  if (kind != NULL)
    {
      g_ptr_array_add (self->kinds, kind);
      return kind;
    }
  broken = g_new (Broken, 1);
  broken->key = g_strdup (key);
  broken->error = error;
  g_ptr_array_add (self->broken, broken);
  return NULL;
}

static void
add_built_in (EnrWritingKinds *self, const char *key)
{
  g_autofree char *relative = g_strconcat ("forms/", key, SUFFIX, NULL);
  g_autofree char *own = enr_data_own_path (relative);
  g_autofree char *path = enr_data_path (relative);
  EnrWritingKind *copy;

  if (!g_file_test (own, G_FILE_TEST_EXISTS))
    {
      add_kind (self, path != NULL ? path : relative, key);
      return;
    }
  copy = add_kind (self, own, key);
  /* What it calls the sections that the copy does not have: nobody misses it where it is not there.
   */
  if (copy != NULL && path != NULL)
    copy->original = read_kind (path, key, NULL);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The nursery's own kinds, by their file's name. */
static void
add_own (EnrWritingKinds *self)
{
  g_autofree char *folder = enr_data_own_path ("forms");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, SUFFIX))
      g_ptr_array_add (names, g_strndup (name, strlen (name) - strlen (SUFFIX)));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      const char *key = g_ptr_array_index (names, i);
      g_autofree char *file = g_strconcat (key, SUFFIX, NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);
      gboolean is_built_in = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (built_in); k++)
        is_built_in |= strcmp (built_in[k], key) == 0;
      if (!is_built_in)
        add_kind (self, path, key);
    }
}

EnrWritingKinds *
enr_writing_kinds_load (void)
{
  EnrWritingKinds *self = g_atomic_rc_box_new0 (EnrWritingKinds);
  g_autoptr (GString) problems = g_string_new (NULL);

  self->kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_writing_kind_free);
  self->broken = g_ptr_array_new_with_free_func ((GDestroyNotify) broken_free);
  for (guint i = 0; i < G_N_ELEMENTS (built_in); i++)
    add_built_in (self, built_in[i]);
  add_own (self);
  for (guint i = 0; i < self->broken->len; i++)
    g_string_append_printf (problems, "%s%s", i > 0 ? "\n" : "",
                            ((Broken *) g_ptr_array_index (self->broken, i))->error->message);
  if (problems->len > 0)
    self->problems = g_strdup (problems->str);
  return self;
}

guint
enr_writing_kinds_get_n (const EnrWritingKinds *self)
{
  return self->kinds->len;
}

const EnrWritingKind *
enr_writing_kinds_get (const EnrWritingKinds *self, guint position)
{
  g_return_val_if_fail (position < self->kinds->len, NULL);

  return g_ptr_array_index (self->kinds, position);
}

/* The only kind whose label has the word in it: 保育要録 for 保育所児童保育要録. Keys are plain
 * ASCII and never guessed at: they are what is stored. Nor is anything guessed where one that could
 * not be read may be meant. */
static const EnrWritingKind *
find_part (const EnrWritingKinds *self, const char *word)
{
  const EnrWritingKind *found = NULL;

  if (g_str_is_ascii (word) || self->broken->len > 0)
    return NULL;
  for (guint i = 0; i < self->kinds->len; i++)
    {
      const EnrWritingKind *kind = g_ptr_array_index (self->kinds, i);

      if (strstr (kind->label, word) == NULL)
        continue;
      if (found != NULL)
        return NULL;
      found = kind;
    }
  return found;
}

const EnrWritingKind *
enr_writing_kinds_find (const EnrWritingKinds *self, const char *word, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);
  const EnrWritingKind *part = find_part (self, word);

  for (guint i = 0; i < self->kinds->len; i++)
    {
      const EnrWritingKind *kind = g_ptr_array_index (self->kinds, i);

      if (strcmp (kind->key, word) == 0 || strcmp (kind->label, word) == 0)
        return kind;
      g_string_append_printf (list, "%s%s (%s)", i > 0 ? ", " : "", kind->key, kind->label);
    }
  if (part != NULL)
    return part;
  for (guint i = 0; i < self->broken->len; i++)
    {
      const Broken *broken = g_ptr_array_index (self->broken, i);

      if (strcmp (broken->key, word) == 0)
        {
          g_propagate_error (error, g_error_copy (broken->error));
          return NULL;
        }
    }
  g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
               /* Translators: a word, and a list */
               _ ("There is no kind of plan or record “%s”. There are: %s."), word, list->str);
  /* It may be the label of one that could not be read. */
  if (self->problems != NULL)
    g_prefix_error (error, "%s\n", self->problems);
  return NULL;
}

const char *
enr_writing_kinds_get_problems (const EnrWritingKinds *self)
{
  return self->problems;
}
