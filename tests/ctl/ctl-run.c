/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "ctl-run.h"

#include <string.h>
#include <sys/wait.h>
#include <glib/gstdio.h>

static JsonParser *parser; /* of the last run's output, once it was asked for */

Ctl *
ctl_new (void)
{
  Ctl *self = g_new0 (Ctl, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("enroku-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  self->db = ctl_path (self, "nursery.db");
  return self;
}

Ctl *
ctl_new_sample (void)
{
  Ctl *self = ctl_new ();

  RUN (self, 0, "sample", "--children", "12", "--days", "10", "--until", "2026-06-10", "--no-staff",
       "--no-plans", "--no-notices");
  return self;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir
      = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
ctl_free (Ctl *self)
{
  g_clear_object (&parser);
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->db);
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}

static void
spawn (Ctl *self, const char *where, int expected, GPtrArray *words)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *shell = NULL;
  int status;

  environment = g_environ_setenv (environment, "XDG_DATA_HOME", self->folder, TRUE);
  /* The modules of the PC's own desktop are none of the test's, and GIO leaks what it loads of them. */
  environment = g_environ_setenv (environment, "GIO_MODULE_DIR", self->folder, TRUE);
  if (self->output_to != NULL)
    shell = g_strdup_printf ("exec \"$@\" >%s", self->output_to);
  else
    shell = g_strdup (self->shell);
  if (shell != NULL)
    {
      g_ptr_array_add (argv, (char *) "/bin/sh");
      g_ptr_array_add (argv, (char *) "-c");
      g_ptr_array_add (argv, shell);
      g_ptr_array_add (argv, (char *) "sh");
    }
  g_ptr_array_add (argv, (char *) g_getenv ("ENROKUCTL"));
  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add (argv, g_ptr_array_index (words, i));
  g_ptr_array_add (argv, NULL);

  g_clear_object (&parser);
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
  g_spawn_sync (self->folder, (char **) argv->pdata, environment, G_SPAWN_DEFAULT, NULL, NULL,
                &self->out, &self->err, &status, &error);
  g_assert_no_error (error);
  self->status = WIFEXITED (status) ? WEXITSTATUS (status) : 128 + WTERMSIG (status);
  if (expected >= 0 && self->status != expected)
    g_error ("%s: exit status %d instead of %d\n%s%s", where, self->status, expected, self->out,
             self->err);
}

static void
collect (GPtrArray *words, va_list args)
{
  const char *word;

  while ((word = va_arg (args, const char *)) != NULL)
    g_ptr_array_add (words, (char *) word);
}

void
ctl_run (Ctl *self, const char *where, int status, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  va_list args;

  g_ptr_array_add (words, (char *) "--db");
  g_ptr_array_add (words, self->db);
  va_start (args, status);
  collect (words, args);
  va_end (args);
  spawn (self, where, status, words);
}

void
ctl_run_plain (Ctl *self, const char *where, int status, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  va_list args;

  va_start (args, status);
  collect (words, args);
  va_end (args);
  spawn (self, where, status, words);
}

JsonObject *
ctl_json (Ctl *self)
{
  g_autoptr (GError) error = NULL;

  if (parser != NULL)
    return json_node_get_object (json_parser_get_root (parser));
  parser = json_parser_new ();
  json_parser_load_from_data (parser, self->out, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

JsonObject *
ctl_find (JsonObject *object, const char *array, const char *member, const char *value)
{
  JsonArray *elements = json_object_get_array_member (object, array);

  for (guint i = 0; i < json_array_get_length (elements); i++)
    {
      JsonObject *element = json_array_get_object_element (elements, i);

      if (g_strcmp0 (json_object_get_string_member_with_default (element, member, NULL), value)
          == 0)
        return element;
    }
  g_error ("no element of %s has %s %s", array, member, value);
}

char *
ctl_path (Ctl *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

char *
ctl_write (Ctl *self, const char *name, const char *text)
{
  char *path = ctl_path (self, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

char *
ctl_pdf_text (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  const char *argv[] = { program, "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  int status;

  if (program == NULL)
    return NULL;
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  return text;
}

/* The journal has every change, and its last hash depends on all of it. */
char *
ctl_dump (Ctl *self)
{
  RUN (self, 0, "journal");
  return g_steal_pointer (&self->out);
}
