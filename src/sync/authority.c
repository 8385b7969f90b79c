/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A city may have certificates of its own making: those that a person has given are kept with the
 * link, as text, so that they go where the database goes.
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sync/sync-private.h"

#define LIMIT (1024 * 1024)

char *
enr_sync_authority_read (const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;
  g_autolist (GTlsCertificate) list = NULL;
  GStatBuf info;
  gsize length = 0;

  if (g_stat (path, &info) == 0 && info.st_size > LIMIT)
    length = LIMIT; /* no certificates are that large */
  else if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  else if (g_utf8_validate (text, (gssize) length, NULL))
    list = g_tls_certificate_list_new_from_file (path, &local_error);
  if (list != NULL)
    return g_steal_pointer (&text);
  g_set_error_literal (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_FILE,
                       _ ("There is no certificate in this file (PEM). Nothing was changed."));
  return NULL;
}

GTlsDatabase *
enr_sync_authority_load (const char *pem, char **path, GError **error)
{
  GTlsDatabase *database = NULL;
  int fd = g_file_open_tmp ("enroku-ca-XXXXXX", path, error);

  if (fd < 0)
    return NULL;
  g_close (fd, NULL);
  if (g_file_set_contents (*path, pem, -1, error))
    database = g_tls_file_database_new (*path, error);
  return database;
}

gboolean
enr_sync_set_authority (EnrDb *db, const char *path, GError **error)
{
  g_auto (EnrLink) link = { 0 };
  g_autofree char *pem = path != NULL ? enr_sync_authority_read (path, error) : g_strdup ("");

  if (pem == NULL || !enr_link_load (db, &link, error))
    return FALSE;
  g_free (link.ca);
  link.ca = g_steal_pointer (&pem);
  /* what the old ones have stopped is tried at once */
  link.next_ms = 0;
  return enr_link_save (db, &link, error);
}

char *
enr_sync_authority_describe (const char *pem)
{
  g_autoptr (GTlsCertificate) certificate
      = *pem != '\0' ? g_tls_certificate_new_from_pem (pem, -1, NULL) : NULL;
  g_autofree char *subject = NULL;
  g_autoptr (GDateTime) until = NULL;
  const char *name = "";

  if (certificate == NULL)
    return NULL;
  subject = g_tls_certificate_get_subject_name (certificate);
  until = g_tls_certificate_get_not_valid_after (certificate);
  if (subject != NULL)
    {
      /* of "C=JP,O=City,CN=City CA" its own name is enough */
      char *common = strstr (subject, "CN=");

      if (common != NULL)
        common[3 + strcspn (common + 3, ",")] = '\0';
      name = common != NULL ? common + 3 : subject;
    }
  if (until == NULL)
    return g_strdup (name);
  /* Translators: the name of a certificate, and its last day */
  return g_strdup_printf (_ ("%s (until %d/%d/%d)"), name, g_date_time_get_year (until),
                          g_date_time_get_month (until), g_date_time_get_day_of_month (until));
}
