/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/mail-setting.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"
#include "mail/address.h"
#include "mail/error.h"

ENR_SQL (
    SQL_LOAD,
    "SELECT is_on, host, port, security, user, from_name, from_address, bounce_address, reply_to "
    "FROM mail_setting WHERE id = 1");
ENR_SQL (
    SQL_SAVE,
    "INSERT INTO mail_setting (id, is_on, host, port, security, user, from_name, from_address, "
    "bounce_address, reply_to, trouble, tries, next_at) VALUES (1, :on, :host, :port, :security, "
    ":user, :from_name, :from_address, :bounce, :reply, '', 0, NULL) "
    "ON CONFLICT (id) DO UPDATE SET is_on = excluded.is_on, host = excluded.host, "
    "port = excluded.port, security = excluded.security, user = excluded.user, "
    "from_name = excluded.from_name, from_address = excluded.from_address, "
    "bounce_address = excluded.bounce_address, reply_to = excluded.reply_to, "
    "trouble = '', tries = 0, next_at = NULL");
ENR_SQL (SQL_LOAD_TROUBLE, "SELECT trouble, tries, next_at FROM mail_setting WHERE id = 1");
ENR_SQL (SQL_SAVE_TROUBLE,
         "UPDATE mail_setting SET trouble = :words, tries = :tries, next_at = :next WHERE id = 1");

static const char *const security_keys[] = { "starttls", "tls", "none" };

const char *
enr_mail_security_key (EnrSmtpSecurity security)
{
  return security_keys[security];
}

int
enr_mail_security_from_key (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (security_keys); i++)
    if (strcmp (security_keys[i], key) == 0)
      return (int) i;
  return -1;
}

guint
enr_mail_security_port (EnrSmtpSecurity security)
{
  static const guint ports[] = { 587, 465, 25 };

  return ports[security];
}

EnrMailSetting *
enr_mail_setting_new (void)
{
  EnrMailSetting *self = g_new0 (EnrMailSetting, 1);

  self->security = ENR_SMTP_STARTTLS;
  self->port = enr_mail_security_port (self->security);
  self->host = g_strdup ("");
  self->user = g_strdup ("");
  self->from_name = g_strdup ("");
  self->from_address = g_strdup ("");
  self->bounce_address = g_strdup ("");
  self->reply_to = g_strdup ("");
  return self;
}

EnrMailSetting *
enr_mail_setting_copy (const EnrMailSetting *self)
{
  EnrMailSetting *copy = g_new0 (EnrMailSetting, 1);

  *copy = *self;
  copy->host = g_strdup (self->host);
  copy->user = g_strdup (self->user);
  copy->from_name = g_strdup (self->from_name);
  copy->from_address = g_strdup (self->from_address);
  copy->bounce_address = g_strdup (self->bounce_address);
  copy->reply_to = g_strdup (self->reply_to);
  return copy;
}

void
enr_mail_setting_free (EnrMailSetting *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_free (self->user);
  g_free (self->from_name);
  g_free (self->from_address);
  g_free (self->bounce_address);
  g_free (self->reply_to);
  g_free (self);
}

static void
read_text (EnrStmt *st, int column, char **field)
{
  g_free (*field);
  *field = enr_column_dup_text (st, column);
}

EnrMailSetting *
enr_mail_setting_load (EnrDb *db, GError **error)
{
  g_autoptr (EnrMailSetting) self = enr_mail_setting_new ();
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc = enr_stmt_step (&st, error);

  if (rc < 0)
    return NULL;
  if (rc == 0)
    return g_steal_pointer (&self);
  self->is_on = enr_column_int (&st, 0) != 0;
  read_text (&st, 1, &self->host);
  self->port = (guint) enr_column_int (&st, 2);
  self->security = (EnrSmtpSecurity) MAX (enr_mail_security_from_key (enr_column_text (&st, 3)), 0);
  read_text (&st, 4, &self->user);
  read_text (&st, 5, &self->from_name);
  read_text (&st, 6, &self->from_address);
  read_text (&st, 7, &self->bounce_address);
  read_text (&st, 8, &self->reply_to);
  return g_steal_pointer (&self);
}

static void
tidy (char **field)
{
  char *text = enr_text_tidy (*field);

  g_free (*field);
  *field = text;
}

/* An address, or nothing where nothing is needed. */
static gboolean
tidy_address (char **field, gboolean is_needed, const char *what, GError **error)
{
  char *address;

  tidy (field);
  if (**field == '\0' && !is_needed)
    return TRUE;
  if (**field == '\0')
    {
      g_set_error_literal (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_ADDRESS,
                           _ ("The sender's mail address is missing."));
      return FALSE;
    }
  address = enr_mail_address_check (*field, error);
  if (address == NULL)
    {
      g_prefix_error (error, "%s: ", what);
      return FALSE;
    }
  g_free (*field);
  *field = address;
  return TRUE;
}

gboolean
enr_mail_setting_check (EnrMailSetting *self, GError **error)
{
  EnrSmtpServer server = { 0 };
  g_autoptr (EnrSmtp) smtp = NULL;

  tidy (&self->host);
  tidy (&self->user);
  tidy (&self->from_name);
  if (self->port == 0)
    self->port = enr_mail_security_port (self->security);
  /* What is not used yet may be half filled in. */
  if (!self->is_on && *self->host == '\0' && *self->from_address == '\0')
    return tidy_address (&self->bounce_address, FALSE, _ ("Address for failures"), error)
           && tidy_address (&self->reply_to, FALSE, _ ("Address for replies"), error);
  server.host = self->host;
  server.port = self->port;
  server.security = self->security;
  smtp = enr_smtp_new (&server, error);
  return smtp != NULL && tidy_address (&self->from_address, TRUE, _ ("Sender's address"), error)
         && tidy_address (&self->bounce_address, FALSE, _ ("Address for failures"), error)
         && tidy_address (&self->reply_to, FALSE, _ ("Address for replies"), error);
}

gboolean
enr_mail_setting_save (EnrDb *db,
                       const EnrActor *actor,
                       const EnrMailSetting *setting,
                       GError **error)
{
  g_autoptr (EnrMailSetting) self = enr_mail_setting_copy (setting);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_mail_setting_check (self, error) || !enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SAVE);

    enr_bind_int (&st, ":on", self->is_on);
    enr_bind_text (&st, ":host", self->host);
    enr_bind_int (&st, ":port", self->port);
    enr_bind_text (&st, ":security", enr_mail_security_key (self->security));
    enr_bind_text (&st, ":user", self->user);
    enr_bind_text (&st, ":from_name", self->from_name);
    enr_bind_text (&st, ":from_address", self->from_address);
    enr_bind_text (&st, ":bounce", self->bounce_address);
    enr_bind_text (&st, ":reply", self->reply_to);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

void
enr_mail_trouble_clear (EnrMailTrouble *self)
{
  g_clear_pointer (&self->words, g_free);
}

gboolean
enr_mail_trouble_load (EnrDb *db, EnrMailTrouble *trouble, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD_TROUBLE);
  int rc = enr_stmt_step (&st, error);

  *trouble = (EnrMailTrouble){ .next_at = ENR_INSTANT_NONE };
  trouble->words = rc > 0 ? enr_column_dup_text (&st, 0) : g_strdup ("");
  if (rc > 0)
    {
      trouble->tries = (guint) enr_column_int (&st, 1);
      trouble->next_at = enr_column_instant (&st, 2);
    }
  return rc >= 0;
}

gboolean
enr_mail_trouble_set_in_txn (EnrDb *db,
                             const char *words,
                             guint tries,
                             EnrInstant next_at,
                             GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SAVE_TROUBLE);

  g_return_val_if_fail (enr_db_in_write (db), FALSE);

  enr_bind_text (&st, ":words", words != NULL ? words : "");
  enr_bind_int (&st, ":tries", tries);
  enr_bind_instant (&st, ":next", next_at);
  return enr_stmt_run (&st, error);
}
