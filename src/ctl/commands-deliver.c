/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * deliver, deliveries: what goes to families, and what became of it.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "base/clock.h"
#include "contact/delivery-run.h"
#include "contact/mailer.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "mail/secret.h"

/* For machines without a safe for passwords. What is in the environment can be read only by the
 * same user and by root; an argument of the command could be read by everybody. */
#define PASSWORD_VARIABLE "ENROKU_SMTP_PASSWORD"

/* "deliveries" lists what is done for so long. */
#define DAYS_SHOWN 30

static gboolean
read_way (EnrCtl *self, EnrWay *way, GError **error)
{
  const char *word = enr_options_get (self, "channel");

  *way = word != NULL ? enr_way_from_key (word) : ENR_WAY_MAIL;
  if (word != NULL && strcmp (word, enr_way_key (*way)) != 0)
    return enr_options_fail (error, _ ("“%s” is none of mail, paper."), word);
  if (enr_options_has (self, "dry-run") && enr_options_has (self, "now"))
    return enr_options_fail (error, _ ("--dry-run and --now cannot go together."));
  return TRUE;
}

static void
add_json_delivery (JsonBuilder *builder, const EnrDelivery *delivery)
{
  json_builder_begin_object (builder);
  enr_json_uuid (builder, "id", &delivery->id);
  enr_json_uuid (builder, "recipient_id", &delivery->recipient_id);
  enr_json_uuid (builder, "announcement_id", &delivery->announcement_id);
  enr_json_uuid (builder, "family_id", &delivery->family_id);
  enr_json_text (builder, "channel", enr_way_key (delivery->way));
  enr_json_text (builder, "state", enr_delivery_state_key (delivery->state));
  enr_json_text (builder, "addressee", delivery->addressee);
  enr_json_text (builder, "children", delivery->children);
  enr_json_word (builder, "address", delivery->address);
  enr_json_text (builder, "subject", delivery->subject);
  enr_json_bool (builder, "urgent", delivery->is_urgent);
  enr_json_instant (builder, "created_at", delivery->created_at);
  enr_json_int (builder, "tries", delivery->tries);
  enr_json_instant (builder, "next_at", delivery->next_at);
  enr_json_instant (builder, "last_at", delivery->last_at);
  enr_json_instant (builder, "done_at", delivery->done_at);
  enr_json_word (builder, "answer", delivery->answer);
  enr_json_word (builder, "message_id", delivery->message_id);
  json_builder_end_object (builder);
}

static void
add_json_list (JsonBuilder *builder, GPtrArray *list)
{
  enr_json_begin_array (builder, "deliveries");
  for (guint i = 0; i < list->len; i++)
    add_json_delivery (builder, g_ptr_array_index (list, i));
  json_builder_end_array (builder);
}

static void
add_row (EnrTextTable *table, const EnrDelivery *delivery)
{
  g_autofree char *created = enr_instant_dup_local (delivery->created_at);
  char id[ENR_UUID_STRING_LENGTH];

  enr_text_table_add (table, created);
  enr_text_table_add (table, enr_way_label (delivery->way));
  enr_text_table_add (table, delivery->addressee);
  enr_text_table_add (table, delivery->address);
  enr_text_table_add (table, delivery->children);
  enr_text_table_add (table, delivery->subject);
  enr_text_table_add (table, enr_delivery_state_label (delivery->state));
  enr_text_table_add (table, delivery->answer);
  enr_text_table_add (table, enr_uuid_format (&delivery->id, id));
}

static void
print_table (GPtrArray *list)
{
  const char *const headings[]
      = { _ ("Released"), _ ("Way"),   _ ("To"),    _ ("Address"), _ ("Children"),
          _ ("Subject"),  _ ("State"), _ ("Words"), _ ("Id") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  for (guint i = 0; i < list->len; i++)
    add_row (table, g_ptr_array_index (list, i));
  if (list->len > 0)
    enr_text_table_print (table);
}

/* Nothing is handed over: of mail what would be now, of paper what is to be printed. */
static gboolean
print_due (EnrCtl *self, EnrWay way, GError **error)
{
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_autoptr (GPtrArray) list = db != NULL ? enr_delivery_list_due (db, way, FALSE, error) : NULL;
  g_auto (EnrMailTrouble) trouble = { 0 };

  if (list == NULL || !enr_mail_trouble_load (db, &trouble, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_text (builder, "channel", enr_way_key (way));
      if (way == ENR_WAY_MAIL)
        {
          enr_json_word (builder, "trouble", trouble.words);
          enr_json_instant (builder, "rests_until", trouble.next_at);
        }
      add_json_list (builder, list);
      enr_json_print (builder);
      return TRUE;
    }
  print_table (list);
  if (way == ENR_WAY_PAPER)
    enr_output_print (ngettext ("%u letter is to be printed: enrokuctl report letters.\n",
                                "%u letters are to be printed: enrokuctl report letters.\n",
                                list->len),
                      list->len);
  else
    enr_output_print (
        ngettext ("%u mail would be sent now.\n", "%u mails would be sent now.\n", list->len),
        list->len);
  if (way == ENR_WAY_MAIL && *trouble.words != '\0')
    enr_output_print ("%s\n", trouble.words);
  return TRUE;
}

static gboolean
find_password (const EnrMailSetting *setting, char **password, GError **error)
{
  const char *variable = g_getenv (PASSWORD_VARIABLE);
  g_autoptr (GError) local_error = NULL;

  *password = NULL;
  if (*setting->user == '\0')
    return TRUE;
  if (variable != NULL && *variable != '\0')
    {
      *password = g_strdup (variable);
      return TRUE;
    }
  *password = enr_secret_lookup (setting->host, setting->user, NULL, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (*password == NULL)
    g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
                 /* Translators: %s is the name of an environment variable. */
                 _ ("No password for the mail server is kept on this PC. Enter it in the settings "
                    "(mail), or put it into %s."),
                 PASSWORD_VARIABLE);
  return *password != NULL;
}

static gboolean
load_setting (EnrDb *db, EnrMailSetting **setting, GError **error)
{
  *setting = enr_mail_setting_load (db, error);
  if (*setting == NULL)
    return FALSE;
  if ((*setting)->is_on)
    return TRUE;
  g_set_error_literal (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
                       _ ("Mail is off: it is set up in the settings (mail). Nothing was sent."));
  return FALSE;
}

static void
print_report_json (const EnrDeliveryReport *report)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_json_bool (builder, "busy", report->is_busy);
  enr_json_int (builder, "accepted", report->n_accepted);
  enr_json_int (builder, "later", report->n_later);
  enr_json_int (builder, "refused", report->n_refused);
  enr_json_int (builder, "uncertain", report->n_uncertain + report->n_found);
  enr_json_int (builder, "cancelled", report->n_cancelled);
  enr_json_word (builder, "trouble", report->trouble);
  enr_json_instant (builder, "rests_until", report->rest_to);
  enr_json_print (builder);
}

static void
print_report (const EnrDeliveryReport *report)
{
  guint n_uncertain = report->n_uncertain + report->n_found;

  if (report->is_busy)
    {
      enr_output_print ("%s\n", _ ("Another program is sending already (the window?)."));
      return;
    }
  enr_output_print (ngettext ("%u mail was sent.\n", "%u mails were sent.\n", report->n_accepted),
                    report->n_accepted);
  if (report->n_later > 0)
    enr_output_print (
        ngettext ("%u is tried again later.\n", "%u are tried again later.\n", report->n_later),
        report->n_later);
  if (report->n_refused > 0)
    enr_output_print (ngettext ("%u was not taken; a person must look at it.\n",
                                "%u were not taken; a person must look at them.\n",
                                report->n_refused),
                      report->n_refused);
  if (n_uncertain > 0)
    enr_output_print (
        ngettext ("Of %u it is not known whether it arrived; a person must decide.\n",
                  "Of %u it is not known whether they arrived; a person must decide.\n",
                  n_uncertain),
        n_uncertain);
  if (report->n_cancelled > 0)
    enr_output_print (ngettext ("%u was cancelled, because it may not be sent any more.\n",
                                "%u were cancelled, because they may not be sent any more.\n",
                                report->n_cancelled),
                      report->n_cancelled);
}

static gboolean
finish (EnrCtl *self, const EnrDeliveryReport *report, GError **error)
{
  if (self->json)
    print_report_json (report);
  else
    print_report (report);
  if (report->trouble == NULL)
    return TRUE;
  g_set_error_literal (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED, report->trouble);
  return FALSE;
}

static gboolean
send (EnrCtl *self, EnrDb *db, const EnrMailSetting *setting, const char *password, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrCarrier) mailer = enr_mailer_new (setting, password, NULL, error);
  g_auto (EnrDeliveryReport) report = { 0 };

  return mailer != NULL
         && enr_delivery_run (db, &actor, mailer, enr_options_has (self, "now"), NULL, NULL, NULL,
                              &report, error)
         && finish (self, &report, error);
}

static gboolean
run_deliver (EnrCtl *self, GError **error)
{
  g_autoptr (EnrMailSetting) setting = NULL;
  g_autoptr (EnrDb) db = NULL;
  char *password = NULL;
  gboolean is_done;
  EnrWay way;

  if (!read_way (self, &way, error))
    return FALSE;
  if (way == ENR_WAY_PAPER || enr_options_has (self, "dry-run"))
    return print_due (self, way, error);
  db = enr_ctl_open (self, TRUE, error);
  if (db == NULL || !load_setting (db, &setting, error)
      || !find_password (setting, &password, error))
    return FALSE;
  is_done = send (self, db, setting, password, error);
  enr_secret_free (password);
  return is_done;
}

static gboolean
run_deliveries (EnrCtl *self, GError **error)
{
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_autoptr (GPtrArray) list
      = db != NULL ? enr_delivery_list (db, NULL, ENR_DELIVERY_LIST_ALL, error) : NULL;
  EnrInstant first = enr_clock_now () - DAYS_SHOWN * 24 * 60 * 60;

  if (list == NULL)
    return FALSE;
  for (guint i = list->len; i > 0 && !enr_options_has (self, "all"); i--)
    {
      const EnrDelivery *delivery = g_ptr_array_index (list, i - 1);
      gboolean is_done = delivery->state == ENR_DELIVERY_ACCEPTED
                         || delivery->state == ENR_DELIVERY_PRINTED
                         || delivery->state == ENR_DELIVERY_CANCELLED;

      if (is_done && delivery->created_at < first)
        g_ptr_array_remove_index (list, i - 1);
    }
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      add_json_list (builder, list);
      enr_json_print (builder);
      return TRUE;
    }
  print_table (list);
  return TRUE;
}

typedef gboolean (
    *Decide) (EnrDb *db, const EnrActor *actor, const EnrUuid *ids, guint n_ids, GError **error);

static gboolean
decide (EnrCtl *self, Decide func, GError **error)
{
  const char *word = g_ptr_array_index (self->arguments, 0);
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDelivery) delivery = NULL;
  g_autoptr (EnrDb) db = NULL;
  EnrUuid id;

  if (!enr_uuid_parse (word, &id))
    return enr_options_fail (error, _ ("“%s” is not the id of a delivery."), word);
  db = enr_ctl_open (self, TRUE, error);
  if (db == NULL || !func (db, &actor, &id, 1, error))
    return FALSE;
  delivery = enr_delivery_load (db, &id, error);
  if (delivery == NULL)
    return FALSE;
  if (self->json)
    {
      g_autoptr (GPtrArray) list = g_ptr_array_new ();
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      g_ptr_array_add (list, delivery);
      add_json_list (builder, list);
      enr_json_print (builder);
      return TRUE;
    }
  enr_output_print ("%s: %s\n", delivery->addressee, enr_delivery_state_label (delivery->state));
  return TRUE;
}

static gboolean
run_resend (EnrCtl *self, GError **error)
{
  return decide (self, enr_delivery_resend, error);
}

static gboolean
run_arrived (EnrCtl *self, GError **error)
{
  return decide (self, enr_delivery_arrived, error);
}

static gboolean
run_cancel (EnrCtl *self, GError **error)
{
  return decide (self, enr_delivery_cancel, error);
}

static gboolean
run_paper (EnrCtl *self, GError **error)
{
  return decide (self, enr_delivery_switch_to_paper, error);
}

static char *
dup_password_help (void)
{
  return g_strdup_printf (
      /* Translators: %s is the name of an environment variable. */
      _ ("The password for the mail server is taken from %s, or else from this PC's safe for "
         "passwords. The status is 1 where nothing can be sent for now; it is tried again by "
         "itself."),
      PASSWORD_VARIABLE);
}

static const EnrCtlOption deliver_options[] = {
  { "channel", ENR_OPTION_TEXT, FALSE, "mail|paper",
    N_ ("mail by itself; of paper, what is to be printed") },
  ENR_OPTION_DRY_RUN,
  { "now", ENR_OPTION_FLAG, FALSE, NULL, N_ ("also what should wait for its next try") },
  ENR_OPTION_END,
};

static const EnrCtlOption deliveries_options[] = {
  { "all", ENR_OPTION_FLAG, FALSE, NULL, N_ ("also what was done more than 30 days ago") },
  ENR_OPTION_END,
};

static const EnrCtlOption no_options[] = { ENR_OPTION_END };

const EnrCtlCommand enr_ctl_deliver_commands[] = {
  { "deliver", NULL, N_ ("Send the mails to families that are due, or list the papers."),
    deliver_options, run_deliver, dup_password_help },
  { "deliveries", NULL, N_ ("List what goes to families, and what became of it."),
    deliveries_options, run_deliveries, NULL },
  { "delivery resend", N_ ("ID"),
    N_ ("Send a mail again; one whose answer was lost may arrive twice."), no_options, run_resend,
    NULL },
  { "delivery arrived", N_ ("ID"), N_ ("A mail whose answer was lost is known to have arrived."),
    no_options, run_arrived, NULL },
  { "delivery cancel", N_ ("ID"), N_ ("Do not send a mail, or print a letter, that waits."),
    no_options, run_cancel, NULL },
  { "delivery paper", N_ ("ID"), N_ ("Give it to the family on paper instead."), no_options,
    run_paper, NULL },
  { NULL },
};
