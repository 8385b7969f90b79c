/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * keep: what may be destroyed when its time is over, destroying it, and the certificates of that.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "contact/keep.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "ctl/write.h"
#include "ctl/writings.h"
#include "nursery/error.h"
#include "reports/destruction.h"

/* The kind of contact with parents that --kind names, -1 for none. */
static int
contact_kind (EnrCtl *self)
{
  const char *word = enr_options_get (self, "kind");

  return word != NULL ? enr_contact_keep_from_key (word) : -1;
}

/* What of contact with parents may be destroyed today, of --year and --kind where they are given;
 * nothing where --kind is a plan's or record's. (element-type EnrContactKeepItem) */
static GPtrArray *
load_contact_over (EnrCtl *self, EnrDb *db, GError **error)
{
  int kind = contact_kind (self);
  g_autoptr (GPtrArray) list = NULL;
  gint64 year = 0;

  if (!enr_options_int (self, "year", 1900, 9998, &year, error))
    return NULL;
  list = enr_contact_keep_list (db, enr_clock_today (), error);
  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      const EnrContactKeepItem *item = g_ptr_array_index (list, i - 1);

      if ((year != 0 && item->fiscal_year != year)
          || (enr_options_get (self, "kind") != NULL && (int) item->kind != kind))
        g_ptr_array_remove_index (list, i - 1);
    }
  return g_steal_pointer (&list);
}

/* What may be destroyed today, of --year and --kind where they are given. (element-type
 * EnrKeepItem) */
static GPtrArray *
load_over (EnrCtl *self, EnrDb *db, EnrWritingKinds *kinds, GError **error)
{
  const char *word = enr_options_get (self, "kind");
  const EnrWritingKind *kind = NULL;
  g_autoptr (GPtrArray) list = NULL;
  gint64 year = 0;

  if (!enr_options_int (self, "year", 1900, 9998, &year, error))
    return NULL;
  if (contact_kind (self) >= 0)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) enr_keep_item_free);
  if (word != NULL)
    {
      kind = enr_writing_kinds_find (kinds, word, error);
      if (kind == NULL)
        return NULL;
    }
  list = enr_keep_list (db, kinds, enr_clock_today (), error);
  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      const EnrKeepItem *item = g_ptr_array_index (list, i - 1);

      if ((year != 0 && enr_fiscal_year (item->writing->last) != year)
          || (kind != NULL && item->kind != kind))
        g_ptr_array_remove_index (list, i - 1);
    }
  return g_steal_pointer (&list);
}

static void
add_contact (JsonBuilder *builder, EnrTextTable *table, const GPtrArray *contact)
{
  enr_json_begin_array (builder, "contact");
  for (guint i = 0; i < contact->len; i++)
    {
      const EnrContactKeepItem *item = g_ptr_array_index (contact, i);
      g_autofree char *name = enr_contact_keep_item_dup_name (item);
      char day[ENR_DATE_ISO_LENGTH];

      json_builder_begin_object (builder);
      enr_json_text (builder, "kind", enr_contact_keep_key (item->kind));
      enr_json_text (builder, "label", enr_contact_keep_label (item->kind));
      enr_json_int (builder, "year", item->fiscal_year);
      enr_json_date (builder, "kept_until", item->kept_until);
      enr_json_int (builder, "count", item->count);
      json_builder_end_object (builder);
      enr_text_table_add (table, enr_date_iso (item->kept_until, day));
      enr_text_table_add (table, name);
      enr_text_table_add (table, enr_contact_keep_key (item->kind));
    }
  json_builder_end_array (builder);
}

static void
print_over (EnrCtl *self, const GPtrArray *list, const GPtrArray *contact)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();
  g_autoptr (EnrTextTable) table = enr_text_table_new (3);

  enr_json_begin_array (builder, "writings");
  enr_text_table_add (table, _ ("Kept until"));
  enr_text_table_add (table, _ ("Plan or record"));
  /* Translators: the id of a plan or record, or the word for a kind of contact with parents */
  enr_text_table_add (table, _ ("Id or kind"));
  for (guint i = 0; i < list->len; i++)
    {
      const EnrKeepItem *item = g_ptr_array_index (list, i);
      g_autofree char *name = enr_writing_dup_name (item->writing, item->kind);
      char day[ENR_DATE_ISO_LENGTH], id[ENR_UUID_STRING_LENGTH];

      json_builder_begin_object (builder);
      enr_ctl_add_writing (builder, item->writing);
      enr_json_date (builder, "kept_until", item->kept_until);
      json_builder_end_object (builder);
      enr_text_table_add (table, enr_date_iso (item->kept_until, day));
      enr_text_table_add (table, name);
      enr_text_table_add (table, enr_uuid_format (&item->writing->id, id));
    }
  json_builder_end_array (builder);
  add_contact (builder, table, contact);
  if (self->json)
    enr_json_print (builder);
  else if (list->len + contact->len > 0)
    enr_text_table_print (table);
}

static gboolean
run_list (EnrCtl *self, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_autoptr (GPtrArray) list = db != NULL ? load_over (self, db, kinds, error) : NULL;
  g_autoptr (GPtrArray) contact = list != NULL ? load_contact_over (self, db, error) : NULL;

  if (contact == NULL)
    return FALSE;
  print_over (self, list, contact);
  return TRUE;
}

static void
print_destroyed (EnrCtl *self, guint n, const EnrUuid *certificate)
{
  char id[ENR_UUID_STRING_LENGTH];

  enr_output_set_done (_ ("The records are destroyed all the same."));
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_int (builder, "destroyed", n);
      enr_json_uuid (builder, "certificate", certificate);
      enr_json_print (builder);
    }
  else
    /* Translators: a number of plans and records, and a certificate's id */
    enr_output_print (ngettext ("%u was destroyed. The certificate is %s.\n",
                                "%u were destroyed. The certificate is %s.\n", n),
                      n, enr_uuid_format (certificate, id));
}

/* Where --kind names what there is of contact with parents: @over has one item, the year's. */
static gboolean
destroy_contact (EnrCtl *self,
                 EnrDb *db,
                 const EnrActor *actor,
                 const GPtrArray *over,
                 GError **error)
{
  const EnrContactKeepItem *item = g_ptr_array_index (over, 0);
  EnrUuid certificate;

  if (!enr_contact_keep_destroy (db, actor, item, 1, enr_clock_today (),
                                 enr_options_get (self, "reason"), &certificate, error))
    return FALSE;
  print_destroyed (self, item->count, &certificate);
  return TRUE;
}

static gboolean
run_destroy (EnrCtl *self, GError **error)
{
  gboolean is_dry = enr_options_has (self, "dry-run");
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (EnrDb) db = enr_ctl_open (self, !is_dry, error);
  g_autoptr (GPtrArray) list = db != NULL ? load_over (self, db, kinds, error) : NULL;
  g_autoptr (GPtrArray) contact = list != NULL ? load_contact_over (self, db, error) : NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_autoptr (EnrStaff) staff = NULL;
  EnrActor actor;
  EnrUuid certificate;

  if (contact == NULL || !enr_ctl_actor_by (self, db, &actor, &staff, error))
    return FALSE;
  /* Contact with parents is destroyed a kind at a time. */
  if (contact_kind (self) < 0)
    g_ptr_array_set_size (contact, 0);
  if (list->len + contact->len == 0)
    {
      g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
                   /* Translators: a fiscal year */
                   _ ("Of fiscal year %s there is nothing that may be destroyed."),
                   enr_options_get (self, "year"));
      return FALSE;
    }
  if (is_dry)
    {
      print_over (self, list, contact);
      return TRUE;
    }
  if (contact->len > 0)
    return destroy_contact (self, db, &actor, contact, error);
  for (guint i = 0; i < list->len; i++)
    g_array_append_val (ids, ((const EnrKeepItem *) g_ptr_array_index (list, i))->writing->id);
  if (!enr_keep_destroy (db, &actor, kinds, (const EnrUuid *) (gconstpointer) ids->data, ids->len,
                         enr_clock_today (), enr_options_get (self, "reason"), &certificate, error))
    return FALSE;
  print_destroyed (self, ids->len, &certificate);
  return TRUE;
}

static void
print_period (JsonBuilder *builder, EnrTextTable *table, EnrContactKeep kind, int years)
{
  g_autofree char *text
      = years == 0 ? g_strdup (_ ("without end"))
                   : g_strdup_printf (ngettext ("%d year from the fiscal year's end",
                                                "%d years from the fiscal year's end", years),
                                      years);

  json_builder_begin_object (builder);
  enr_json_text (builder, "kind", enr_contact_keep_key (kind));
  enr_json_int (builder, "years", years);
  json_builder_end_object (builder);
  enr_text_table_add (table, enr_contact_keep_key (kind));
  enr_text_table_add (table, enr_contact_keep_label (kind));
  enr_text_table_add (table, text);
}

/* Says how long what there is of contact with parents is kept, and sets it with --kind and --years.
 */
static gboolean
run_period (EnrCtl *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();
  g_autoptr (EnrTextTable) table = enr_text_table_new (3);
  gboolean sets = enr_options_has (self, "years");
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = NULL;
  int years[ENR_N_CONTACT_KEEPS];
  int kind = contact_kind (self);
  gint64 wanted = 0;

  if (sets != (enr_options_get (self, "kind") != NULL))
    return enr_options_fail (error, _ ("--kind and --years go together."));
  if (sets && kind < 0)
    return enr_options_fail (
        error, _ ("“%s” is none of notice, notebook, letter, inquiry, call, medicine."),
        enr_options_get (self, "kind"));
  if (!enr_options_int (self, "years", 0, 99, &wanted, error))
    return FALSE;
  db = enr_ctl_open (self, sets, error);
  if (db == NULL
      || (sets
          && !enr_contact_keep_set_years (db, &actor, (EnrContactKeep) kind, (int) wanted, error))
      || !enr_contact_keep_get_years (db, years, error))
    return FALSE;
  enr_json_begin_array (builder, "periods");
  enr_text_table_add (table, _ ("Kind"));
  enr_text_table_add (table, _ ("What it is"));
  enr_text_table_add (table, _ ("How long it is kept"));
  for (int i = 0; i < ENR_N_CONTACT_KEEPS; i++)
    print_period (builder, table, (EnrContactKeep) i, years[i]);
  json_builder_end_array (builder);
  if (self->json)
    enr_json_print (builder);
  else
    enr_text_table_print (table);
  return TRUE;
}

static void
add_certificate (JsonBuilder *builder, const EnrDestruction *destruction)
{
  json_builder_begin_object (builder);
  enr_json_uuid (builder, "id", &destruction->id);
  enr_json_instant (builder, "at", destruction->at);
  enr_json_text (builder, "by", destruction->name);
  enr_json_text (builder, "reason", destruction->reason);
  enr_json_begin_array (builder, "lines");
  for (guint i = 0; i < destruction->lines->len; i++)
    {
      const EnrDestroyedLine *line = g_ptr_array_index (destruction->lines, i);

      json_builder_begin_object (builder);
      enr_json_text (builder, "label", line->label);
      enr_json_int (builder, "year", line->fiscal_year);
      enr_json_date (builder, "kept_until", line->kept_until);
      enr_json_int (builder, "count", line->count);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static gboolean
run_certificates (EnrCtl *self, GError **error)
{
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_autoptr (GPtrArray) list = db != NULL ? enr_destruction_list (db, error) : NULL;
  g_autoptr (JsonBuilder) builder = enr_json_new ();
  g_autoptr (EnrTextTable) table = enr_text_table_new (4);

  if (list == NULL)
    return FALSE;
  enr_json_begin_array (builder, "certificates");
  enr_text_table_add (table, _ ("Id"));
  enr_text_table_add (table, _ ("Time"));
  enr_text_table_add (table, _ ("Name"));
  enr_text_table_add (table, _ ("Reason"));
  for (guint i = 0; i < list->len; i++)
    {
      const EnrDestruction *destruction = g_ptr_array_index (list, i);
      g_autofree char *at = enr_instant_dup_local (destruction->at);
      char id[ENR_UUID_STRING_LENGTH];

      add_certificate (builder, destruction);
      enr_text_table_add (table, enr_uuid_format (&destruction->id, id));
      enr_text_table_add (table, at);
      enr_text_table_add (table, destruction->name);
      enr_text_table_add (table, destruction->reason);
    }
  json_builder_end_array (builder);
  if (self->json)
    enr_json_print (builder);
  else if (list->len > 0)
    enr_text_table_print (table);
  return TRUE;
}

static const EnrDestruction *
find_certificate (EnrCtl *self, const GPtrArray *list, GError **error)
{
  const char *word = g_ptr_array_index (self->arguments, 0);
  EnrUuid id;

  if (!enr_uuid_parse (word, &id))
    {
      enr_options_fail (error, _ ("“%s” is no id of a certificate: see keep certificates."), word);
      return NULL;
    }
  for (guint i = 0; i < list->len; i++)
    {
      const EnrDestruction *destruction = g_ptr_array_index (list, i);

      if (enr_uuid_equal (&destruction->id, &id))
        return destruction;
    }
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                       _ ("There is no such certificate."));
  return NULL;
}

static gboolean
run_certificate (EnrCtl *self, GError **error)
{
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_autoptr (EnrFacility) facility = db != NULL ? enr_facility_load (db, error) : NULL;
  g_autoptr (GPtrArray) list = facility != NULL ? enr_destruction_list (db, error) : NULL;
  const EnrDestruction *destruction = list != NULL ? find_certificate (self, list, error) : NULL;
  g_autoptr (EnrDocument) document
      = destruction != NULL ? enr_destruction_paper_new (destruction, facility, error) : NULL;

  return document != NULL && enr_ctl_write_document (self, document, error);
}

#define OPTION_YEAR(is_required)                                                                   \
  {                                                                                                \
    "year", ENR_OPTION_TEXT, is_required, N_ ("YYYY"),                                             \
        N_ ("the fiscal year: 2026 is April 2026 to March 2027")                                   \
  }
#define OPTION_KIND                                                                                \
  {                                                                                                \
    "kind", ENR_OPTION_TEXT, FALSE, N_ ("KIND"),                                                   \
        N_ ("only this kind: week-plan, 週案, ...; of contact with parents: notice, notebook, "  \
            "letter, inquiry, call, medicine")                                                     \
  }

static const EnrCtlOption list_options[] = {
  OPTION_YEAR (FALSE),
  OPTION_KIND,
  ENR_OPTION_END,
};

static const EnrCtlOption destroy_options[] = {
  OPTION_YEAR (TRUE),
  OPTION_KIND,
  { "by", ENR_OPTION_TEXT, TRUE, N_ ("NAME"), N_ ("the person who destroys them") },
  ENR_OPTION_REASON,
  ENR_OPTION_DRY_RUN,
  ENR_OPTION_END,
};

static const EnrCtlOption period_options[] = {
  { "kind", ENR_OPTION_TEXT, FALSE, N_ ("KIND"),
    N_ ("which: notice, notebook, letter, inquiry, call, medicine") },
  { "years", ENR_OPTION_TEXT, FALSE, N_ ("NUMBER"),
    N_ ("keep it so many years from the fiscal year's end; 0: without end") },
  ENR_OPTION_END,
};

static const EnrCtlOption certificate_options[] = {
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_keep_commands[] = {
  { "keep list", NULL,
    N_ ("List the plans, records and contact with parents whose time is over (保存年限)."),
    list_options, run_list, NULL },
  { "keep destroy", NULL,
    N_ ("Destroy a fiscal year's plans and records whose time is over, or a kind of contact with "
        "parents, for ever."),
    destroy_options, run_destroy, NULL },
  { "keep period", NULL, N_ ("Show or set how long contact with parents is kept."), period_options,
    run_period, NULL },
  { "keep certificates", NULL, N_ ("List the certificates of destruction (廃棄証明書)."), NULL,
    run_certificates, NULL },
  { "report destruction", N_ ("ID"), N_ ("Write a certificate of destruction (廃棄証明書)."),
    certificate_options, run_certificate, NULL },
  { NULL },
};
