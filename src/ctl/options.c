/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * An option means the same in every command that has it, so the words can be told from the options
 * before the command is known: that is what lets options stand in front of it.
 */
#include "config.h"

#include "ctl/options.h"

#include <stdlib.h>
#include <string.h>
#include <glib/gi18n.h>

#include "base/clock.h"

#define MAX_WORDS 3

gboolean
enr_options_fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, ENR_CTL_ERROR, ENR_CTL_ERROR_USAGE, message);
  return FALSE;
}

static const EnrCtlOption *
find_in_table (const EnrCtlOption *options, const char *name)
{
  for (; options != NULL && options->name != NULL; options++)
    if (strcmp (options->name, name) == 0)
      return options;
  return NULL;
}

static const EnrCtlOption *
find_anywhere (const char *name)
{
  const EnrCtlOption *found = find_in_table (enr_ctl_global_options (), name);

  for (const EnrCtlCommand *const *table = enr_ctl_commands (); found == NULL && *table != NULL;
       table++)
    for (const EnrCtlCommand *command = *table; found == NULL && command->name != NULL; command++)
      found = find_in_table (command->options, name);
  return found;
}

/* Another program's bytes must not get into the nursery's data. */
static gboolean
check_text (const char *text, GError **error)
{
  g_autofree char *shown = NULL;

  if (g_utf8_validate (text, -1, NULL))
    return TRUE;
  shown = g_utf8_make_valid (text, -1);
  return enr_options_fail (error, _ ("“%s” is not valid UTF-8 text."), shown);
}

static gboolean
add_value (EnrCtl *self, const EnrCtlOption *option, const char *value, GError **error)
{
  GPtrArray *values = g_hash_table_lookup (self->values, option->name);

  if (option->kind != ENR_OPTION_PATH && value != NULL && !check_text (value, error))
    return FALSE;
  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->values, (char *) option->name, values);
    }
  else
    g_ptr_array_set_size (values, (int) values->len - 1); /* the NULL at the end */
  g_ptr_array_add (values, g_strdup (value));
  if (value != NULL)
    g_ptr_array_add (values, NULL);
  return TRUE;
}

/* @word begins with a dash. Takes the value from @next where it is a word of its own, and says so.
 */
static gboolean
parse_option (EnrCtl *self, const char *word, const char *next, gboolean *took_next, GError **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *name = NULL;
  const EnrCtlOption *option;
  const char *value;

  *took_next = FALSE;
  if (!check_text (word, NULL) && equals == NULL)
    return check_text (word, error);
  if (strcmp (word, "-h") == 0)
    name = g_strdup ("help");
  else if (g_str_has_prefix (word, "--"))
    name = equals != NULL ? g_strndup (word + 2, equals - word - 2) : g_strdup (word + 2);
  option = name != NULL && g_utf8_validate (name, -1, NULL) ? find_anywhere (name) : NULL;
  if (option == NULL)
    {
      g_autofree char *shown = g_utf8_make_valid (word, -1);

      return enr_options_fail (error, _ ("There is no option “%s”."), shown);
    }

  if (option->kind == ENR_OPTION_FLAG)
    {
      if (equals != NULL)
        return enr_options_fail (error, _ ("The option --%s takes no value."), option->name);
      return add_value (self, option, NULL, error);
    }
  value = equals != NULL ? equals + 1 : next;
  /* "--class --json" is a value that was forgotten; a value like that can be written with "=". */
  if (value == NULL || (equals == NULL && g_str_has_prefix (value, "--"))
      || (option->kind == ENR_OPTION_PATH && *value == '\0'))
    return enr_options_fail (error, _ ("The option --%s needs a value: --%s %s"), option->name,
                             option->name, _ (option->value));
  if (strcmp (option->name, "output") == 0 && strcmp (value, "-") == 0)
    return enr_options_fail (
        error,
        _ ("--output: “-” is not a file; the result is never written to the standard output."));
  *took_next = equals == NULL;
  return add_value (self, option, value, error);
}

static const EnrCtlCommand *
find_command (const char *name)
{
  for (const EnrCtlCommand *const *table = enr_ctl_commands (); *table != NULL; table++)
    for (const EnrCtlCommand *command = *table; command->name != NULL; command++)
      if (strcmp (command->name, name) == 0)
        return command;
  return NULL;
}

/* "children, attendance": what may stand behind a first word; NULL where nothing. */
static char *
dup_second_words (const char *first)
{
  g_autofree char *prefix = g_strconcat (first, " ", NULL);
  GString *list = g_string_new (NULL);

  for (const EnrCtlCommand *const *table = enr_ctl_commands (); *table != NULL; table++)
    for (const EnrCtlCommand *command = *table; command->name != NULL; command++)
      if (g_str_has_prefix (command->name, prefix))
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "",
                                command->name + strlen (prefix));
  if (list->len > 0)
    return g_string_free (list, FALSE);
  g_string_free (list, TRUE);
  return NULL;
}

/* Finds the command and takes its words off the arguments. */
static gboolean
settle_command (EnrCtl *self, GError **error)
{
  GPtrArray *words = self->arguments;
  gboolean is_help = enr_options_has (self, "help") || enr_options_has (self, "version");
  g_autofree char *second_words = NULL;

  if (words->len == 0)
    return is_help || enr_options_fail (error, _ ("A command is missing."));
  for (guint n = MIN (words->len, MAX_WORDS); n > 0 && self->command == NULL; n--)
    {
      g_autoptr (GString) name = g_string_new (g_ptr_array_index (words, 0));

      for (guint i = 1; i < n; i++)
        g_string_append_printf (name, " %s", (const char *) g_ptr_array_index (words, i));
      self->command = find_command (name->str);
      if (self->command != NULL)
        g_ptr_array_remove_range (words, 0, n);
    }
  if (self->command != NULL)
    return TRUE;

  second_words = dup_second_words (g_ptr_array_index (words, 0));
  if (second_words == NULL)
    {
      g_autofree char *shown = g_utf8_make_valid (g_ptr_array_index (words, 0), -1);

      return enr_options_fail (error, _ ("There is no command “%s”."), shown);
    }
  /* Translators: a command's first word, and the words that may follow it */
  return is_help
         || enr_options_fail (error, _ ("“%s” must be followed by one of: %s."),
                              (const char *) g_ptr_array_index (words, 0), second_words);
}

static gboolean
check_options (EnrCtl *self, GError **error)
{
  const char *name;
  const GPtrArray *values;
  GHashTableIter iter;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &values))
    {
      const EnrCtlOption *option = find_in_table (enr_ctl_global_options (), name);

      if (option == NULL)
        option = find_in_table (self->command->options, name);
      if (option == NULL)
        /* Translators: an option's name, and a command's */
        return enr_options_fail (error, _ ("The option --%s does not go with “%s”."), name,
                                 self->command->name);
      /* The values end with a NULL. Whether there may be several is known with the command only. */
      if (option->kind != ENR_OPTION_LIST && values->len > 2)
        return enr_options_fail (error, _ ("The option --%s is given twice."), name);
    }
  if (enr_options_has (self, "help") || enr_options_has (self, "version"))
    return TRUE;

  for (const EnrCtlOption *option = self->command->options; option != NULL && option->name != NULL;
       option++)
    if (option->is_required && !enr_options_has (self, option->name))
      return enr_options_fail (error, _ ("The option --%s is missing."), option->name);
  return TRUE;
}

static gboolean
check_arguments (EnrCtl *self, GError **error)
{
  g_auto (GStrv) wanted = NULL;
  guint n_wanted;
  guint n_needed = 0;

  if (enr_options_has (self, "help") || enr_options_has (self, "version"))
    return TRUE;
  /* Not the translation: that only shows. */
  wanted = self->command->arguments != NULL ? g_strsplit (self->command->arguments, " ", -1)
                                            : g_new0 (char *, 1);
  n_wanted = g_strv_length (wanted);
  while (n_needed < n_wanted && wanted[n_needed][0] != '[')
    n_needed++;
  if (self->arguments->len < n_needed)
    return enr_options_fail (error, _ ("%s is missing."), wanted[self->arguments->len]);
  if (self->arguments->len > n_wanted)
    {
      g_autofree char *shown
          = g_utf8_make_valid (g_ptr_array_index (self->arguments, n_wanted), -1);

      return enr_options_fail (error, _ ("“%s” is one word too many."), shown);
    }
  for (guint i = 0; i < self->arguments->len; i++)
    if (!g_str_has_prefix (wanted[i], "FILE")
        && !check_text (g_ptr_array_index (self->arguments, i), error))
      return FALSE;
  return TRUE;
}

gboolean
enr_options_parse (EnrCtl *self, const char *const *words, GError **error)
{
  gboolean is_behind = FALSE; /* behind "--" */
  const char *path;

  self->values
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->arguments = g_ptr_array_new_with_free_func (g_free);
  for (; *words != NULL; words++)
    {
      gboolean took_next = FALSE;

      if (is_behind || (*words)[0] != '-' || (*words)[1] == '\0')
        g_ptr_array_add (self->arguments, g_strdup (*words));
      else if (strcmp (*words, "--") == 0)
        is_behind = TRUE;
      else if (!parse_option (self, words[0], words[1], &took_next, error))
        return FALSE;
      words += took_next;
    }
  if (!settle_command (self, error))
    return FALSE;
  if (self->command != NULL && (!check_options (self, error) || !check_arguments (self, error)))
    return FALSE;

  self->json = enr_options_has (self, "json");
  path = enr_options_get (self, "db");
  self->db_path = path != NULL ? g_strdup (path) : enr_ctl_dup_default_path ();
  return TRUE;
}

gboolean
enr_options_has (const EnrCtl *self, const char *name)
{
  return g_hash_table_contains (self->values, name);
}

const char *
enr_options_get (const EnrCtl *self, const char *name)
{
  GPtrArray *values = g_hash_table_lookup (self->values, name);

  return values != NULL ? g_ptr_array_index (values, 0) : NULL;
}

const char *const *
enr_options_list (const EnrCtl *self, const char *name)
{
  GPtrArray *values = g_hash_table_lookup (self->values, name);

  return values != NULL ? (const char *const *) values->pdata : NULL;
}
