/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Usage lines and --help, made from the tables of commands.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "base/text.h"
#include "ctl/options.h"
#include "ctl/output.h"

#define WIDTH_OF_NAMES 30

static void
append_option (GString *out, const EnrCtlOption *option)
{
  const char *open = option->is_required ? "" : "[";
  const char *close = option->is_required ? "" : "]";

  if (option->kind == ENR_OPTION_FLAG)
    g_string_append_printf (out, " %s--%s%s", open, option->name, close);
  else
    g_string_append_printf (out, " %s--%s %s%s%s", open, option->name, _ (option->value), close,
                            option->kind == ENR_OPTION_LIST ? "..." : "");
}

static void
append_synopsis (GString *out, const EnrCtlCommand *command)
{
  g_string_append (out, command->name);
  if (command->arguments != NULL)
    g_string_append_printf (out, " %s", _ (command->arguments));
  for (int required = 1; required >= 0; required--)
    for (const EnrCtlOption *option = command->options; option != NULL && option->name != NULL;
         option++)
      if (option->is_required == required)
        append_option (out, option);
}

char *
enr_help_dup_usage (const EnrCtlCommand *command)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "enrokuctl [--db %s] ", _ ("FILE"));
  if (command == NULL)
    /* Translators: in the usage line, where the name of a command stands */
    g_string_append_printf (out, "%s ...", _ ("COMMAND"));
  else
    append_synopsis (out, command);
  g_string_append (out, " [--json]");
  return g_string_free (out, FALSE);
}

static void
append_line (GString *out, const char *name, const char *help)
{
  g_autofree char *padded = enr_output_dup_padded (name, WIDTH_OF_NAMES - 4);

  if (enr_text_columns (name) > WIDTH_OF_NAMES - 4)
    g_string_append_printf (out, "  %s\n%*s%s\n", name, WIDTH_OF_NAMES, "", help);
  else
    g_string_append_printf (out, "  %s  %s\n", padded, help);
}

static void
append_options (GString *out, const char *title, const EnrCtlOption *options)
{
  if (options == NULL || options->name == NULL)
    return;

  g_string_append_printf (out, "\n%s\n", title);
  for (; options->name != NULL; options++)
    {
      g_autofree char *name
          = g_strconcat ("--", options->name, options->value != NULL ? " " : NULL,
                         options->value != NULL ? _ (options->value) : NULL, NULL);

      append_line (out, name, _ (options->help));
    }
}

static void
append_status (GString *out)
{
  g_string_append_printf (out, "\n%s\n", _ ("Exit status:"));
  append_line (out, "0", _ ("done"));
  append_line (out, "1", _ ("failed"));
  append_line (out, "2", _ ("wrong usage"));
  append_line (out, "3", _ ("the data was refused, and nothing was written"));
}

char *
enr_help_dup_command (const EnrCtlCommand *command)
{
  g_autofree char *usage = enr_help_dup_usage (command);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, _ ("Usage: %s\n"), usage);
  g_string_append_printf (out, "\n%s\n", _ (command->summary));
  append_options (out, _ ("Options:"), command->options);
  append_options (out, _ ("Options of every command:"), enr_ctl_global_options ());
  if (command->dup_more_help != NULL)
    {
      g_autofree char *more = command->dup_more_help ();

      g_string_append_printf (out, "\n%s\n", more);
    }
  append_status (out);
  return g_string_free (out, FALSE);
}

char *
enr_help_dup_program (const char *word)
{
  g_autofree char *usage = enr_help_dup_usage (NULL);
  g_autofree char *prefix = word != NULL ? g_strconcat (word, " ", NULL) : g_strdup ("");
  g_autofree char *path = enr_ctl_dup_default_path ();
  g_autofree char *shown = g_filename_display_name (path);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, _ ("Usage: %s\n"), usage);
  g_string_append_printf (
      out, "\n%s\n\n%s\n",
      _ ("Enroku on the command line: a nursery's children and their attendance."),
      _ ("Commands:"));
  for (const EnrCtlCommand *const *table = enr_ctl_commands (); *table != NULL; table++)
    for (const EnrCtlCommand *command = *table; command->name != NULL; command++)
      {
        g_autofree char *name = g_strjoin (
            " ", command->name, command->arguments != NULL ? _ (command->arguments) : NULL, NULL);

        if (g_str_has_prefix (command->name, prefix))
          append_line (out, name, _ (command->summary));
      }
  append_options (out, _ ("Options of every command:"), enr_ctl_global_options ());
  append_status (out);
  /* Translators: %s is a path */
  g_string_append_printf (out, _ ("\nWithout --db, the file is %s.\n"), shown);
  g_string_append_printf (out, "%s\n",
                          _ ("“enrokuctl COMMAND --help” says more. Options may stand anywhere; "
                             "times are those of Japan, and a nursery's day ends at 27:00."));
  return g_string_free (out, FALSE);
}
