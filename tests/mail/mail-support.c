/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "mail-support.h"

#include <glib/gstdio.h>
#include <stdlib.h>

struct _EnrTestServer
{
  char *folder;
  char *path;
  GSubprocess *process;
  GDataInputStream *answers;
};

EnrTestServer *
enr_test_server_new (const char *sources)
{
  EnrTestServer *self = g_new0 (EnrTestServer, 1);
  g_autofree char *script = g_build_filename (sources, "server.py", NULL);
  g_autofree char *maker = g_build_filename (sources, "make-certificates", NULL);
  g_autoptr (GSubprocess) certificates = NULL;
  GError *error = NULL;

  self->folder = g_dir_make_tmp ("enroku-mail-XXXXXX", &error);
  g_assert_no_error (error);
  certificates = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, maker, self->folder, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (certificates, NULL, &error);
  g_assert_no_error (error);
  /* Debian's own Python, which has aiosmtpd; another one may stand before it in the path. */
  self->process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                          "/usr/bin/python3", "-BWignore", script, self->folder, NULL);
  g_assert_no_error (error);
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  return self;
}

void
enr_test_server_free (EnrTestServer *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_remove (enr_test_server_path (self, name));
  g_rmdir (self->folder);
  g_object_unref (self->answers);
  g_object_unref (self->process);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

char *
enr_test_server_ask (EnrTestServer *self, const char *command)
{
  g_autofree char *line = g_strconcat (command, "\n", NULL);
  GError *error = NULL;
  char *answer;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), line, strlen (line), NULL,
                             NULL, &error);
  g_assert_no_error (error);
  answer = g_data_input_stream_read_line (self->answers, NULL, NULL, &error);
  g_assert_no_error (error);
  if (answer == NULL)
    g_error ("server.py has ended (Debian: python3-aiosmtpd)");
  return answer;
}

guint
enr_test_server_start (EnrTestServer *self,
                       const char *security,
                       const char *certificate,
                       const char *fault)
{
  g_autofree char *command = g_strdup_printf ("start %s %s %s", security, certificate, fault);
  g_autofree char *answer = enr_test_server_ask (self, command);
  guint port = atoi (answer);

  g_assert_cmpuint (port, >, 0);
  return port;
}

void
enr_test_server_report (EnrTestServer *self, guint *n_taken, guint *n_connections, guint *n_quits)
{
  g_autofree char *answer = enr_test_server_ask (self, "report");
  g_auto (GStrv) words = g_strsplit (answer, " ", -1);

  g_assert_cmpuint (g_strv_length (words), >=, 6);
  if (n_taken != NULL)
    *n_taken = atoi (words[1]);
  if (n_connections != NULL)
    *n_connections = atoi (words[3]);
  if (n_quits != NULL)
    *n_quits = atoi (words[5]);
}

const char *
enr_test_server_path (EnrTestServer *self, const char *name)
{
  g_free (self->path);
  self->path = g_build_filename (self->folder, name, NULL);
  return self->path;
}
