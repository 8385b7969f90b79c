/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The door: who of the families gets something. recipient.h has the rule in words.
 */
#include "config.h"

#include "contact/recipient.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "contact/contact-private.h"
#include "contact/recipient-private.h"
#include "nursery/child.h"
#include "nursery/enrolment.h"
#include "nursery/error.h"

static const char *const kind_keys[] = { "announcement", "notebook", "check" };

const char *
enr_recipient_kind_key (EnrRecipientKind kind)
{
  return kind_keys[kind];
}

void
enr_recipient_planned_free (EnrRecipientPlanned *self)
{
  if (self == NULL)
    return;

  g_free (self->addressee);
  g_free (self->relation);
  g_clear_pointer (&self->child_ids, g_array_unref);
  g_free (self->children);
  g_free (self->address);
  g_free (self);
}

static void
unreached_free (EnrUnreached *self)
{
  g_free (self->child_name);
  g_free (self);
}

void
enr_recipient_plan_free (EnrRecipientPlan *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->recipients, g_ptr_array_unref);
  g_clear_pointer (&self->unreached, g_ptr_array_unref);
  g_free (self);
}

static EnrRecipientPlan *
plan_new (void)
{
  EnrRecipientPlan *self = g_new0 (EnrRecipientPlan, 1);

  self->recipients = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_recipient_planned_free);
  self->unreached = g_ptr_array_new_with_free_func ((GDestroyNotify) unreached_free);
  return self;
}

static void
add_unreached (EnrRecipientPlan *plan, const char *name, EnrUnreachedReason reason)
{
  EnrUnreached *unreached = g_new (EnrUnreached, 1);

  unreached->child_name = g_strdup (name);
  unreached->reason = reason;
  g_ptr_array_add (plan->unreached, unreached);
}

/* A household while it is being sorted out: its children concerned, and of each whether somebody is
 * told. */
typedef struct
{
  EnrUuid family_id;
  GPtrArray *people;   /* of EnrContactWay: all of the family, guardians or not */
  GPtrArray *children; /* of EnrAudienceChild, borrowed */
  gboolean *is_told;
} Household;

static void
household_free (Household *self)
{
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_ptr_array_unref (self->children);
  g_free (self->is_told);
  g_free (self);
}

/* The families of the children, in the order of their first one. */
static GPtrArray *
group (GPtrArray *children)
{
  GPtrArray *households = g_ptr_array_new_with_free_func ((GDestroyNotify) household_free);
  g_autoptr (GHashTable) by_family = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);

  for (guint i = 0; i < children->len; i++)
    {
      EnrAudienceChild *child = g_ptr_array_index (children, i);
      Household *household = g_hash_table_lookup (by_family, &child->family_id);

      if (household == NULL)
        {
          household = g_new0 (Household, 1);
          household->family_id = child->family_id;
          household->children = g_ptr_array_new ();
          g_hash_table_insert (by_family, &household->family_id, household);
          g_ptr_array_add (households, household);
        }
      g_ptr_array_add (household->children, child);
    }
  for (guint i = 0; i < households->len; i++)
    {
      Household *household = g_ptr_array_index (households, i);

      household->is_told = g_new0 (gboolean, household->children->len);
    }
  return households;
}

static gboolean
may_know (const EnrContactWay *guardian, const EnrAudienceChild *child)
{
  return !guardian->is_blocked && !enr_contact_way_is_except (guardian, &child->id);
}

static void
append_child (GString *words, EnrRecipientPlanned *planned, const EnrAudienceChild *child)
{
  g_array_append_val (planned->child_ids, child->id);
  if (words->len > 0)
    g_string_append (words, "、");
  g_string_append (words, child->name);
  if (*child->class_name != '\0')
    g_string_append_printf (words, "（%s）", child->class_name);
}

/* Whether one of the family who may not know of all that is in it would read the mail as well. */
static gboolean
is_overheard (const EnrContactWay *guardian, const EnrRecipientPlanned *planned, GPtrArray *people)
{
  for (guint i = 0; i < people->len; i++)
    {
      const EnrContactWay *other = g_ptr_array_index (people, i);

      if (!enr_contact_way_shares_mail (guardian, other))
        continue;
      if (other->is_blocked)
        return TRUE;
      for (guint k = 0; k < planned->child_ids->len; k++)
        if (enr_contact_way_is_except (other, &g_array_index (planned->child_ids, EnrUuid, k)))
          return TRUE;
    }
  return FALSE;
}

/* Adds somebody who gets it about those of the children that @wanted has (%NULL: all) and it may
 * know of. */
static void
add_guardian (EnrRecipientPlan *plan,
              Household *household,
              const EnrContactWay *guardian,
              const gboolean *wanted)
{
  EnrRecipientPlanned *planned = g_new0 (EnrRecipientPlanned, 1);
  g_autoptr (GString) words = g_string_new (NULL);

  planned->family_id = household->family_id;
  planned->contact_id = guardian->contact_id;
  planned->addressee = g_strdup (guardian->name);
  planned->relation = g_strdup (guardian->relation);
  planned->is_apart = guardian->is_apart;
  planned->child_ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  for (guint i = 0; i < household->children->len; i++)
    {
      const EnrAudienceChild *child = g_ptr_array_index (household->children, i);

      if ((wanted != NULL && !wanted[i]) || !may_know (guardian, child))
        continue;
      append_child (words, planned, child);
      household->is_told[i] = TRUE;
    }
  planned->children = g_strdup (words->str);
  planned->is_overheard
      = enr_contact_way_has_mail (guardian) && is_overheard (guardian, planned, household->people);
  planned->way = enr_contact_way_has_mail (guardian) && !planned->is_overheard ? ENR_WAY_MAIL
                                                                               : ENR_WAY_PAPER;
  planned->address = g_strdup (planned->way == ENR_WAY_MAIL ? guardian->mail : "");
  g_ptr_array_add (plan->recipients, planned);
}

/* "青木 朝陽・青木 結衣の保護者": whoever that is, on paper. Papers are Japanese. */
static void
add_nameless (EnrRecipientPlan *plan, Household *household)
{
  EnrRecipientPlanned *planned = g_new0 (EnrRecipientPlanned, 1);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  planned->family_id = household->family_id;
  planned->is_nameless = TRUE;
  planned->relation = g_strdup ("");
  planned->child_ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  for (guint i = 0; i < household->children->len; i++)
    {
      const EnrAudienceChild *child = g_ptr_array_index (household->children, i);

      append_child (words, planned, child);
      g_string_append_printf (names, "%s%s", i > 0 ? "・" : "", child->name);
      household->is_told[i] = TRUE;
    }
  g_string_append (names, "の保護者");
  planned->addressee = g_strdup (names->str);
  planned->children = g_strdup (words->str);
  planned->way = ENR_WAY_PAPER;
  planned->address = g_strdup ("");
  g_ptr_array_add (plan->recipients, planned);
}

/* Whether the guardian may know of all that @wanted has (0), or of some of it (1), or of nothing
 * (2). */
static int
rank (const Household *household, const EnrContactWay *guardian, const gboolean *wanted)
{
  guint n_wanted = 0;
  guint n_known = 0;

  for (guint i = 0; i < household->children->len; i++)
    {
      n_wanted += wanted[i];
      n_known += wanted[i] && may_know (guardian, g_ptr_array_index (household->children, i));
    }
  return n_known == 0 ? 2 : n_known < n_wanted;
}

static gboolean
is_at_home (const EnrContactWay *guardian)
{
  return !guardian->is_apart && !guardian->is_blocked;
}

/* Which children somebody at home may be told about. */
static gboolean *
find_wanted (const Household *household, GPtrArray *guardians)
{
  gboolean *wanted = g_new0 (gboolean, household->children->len);

  for (guint i = 0; i < household->children->len; i++)
    for (guint k = 0; k < guardians->len && !wanted[i]; k++)
      wanted[i] = is_at_home (g_ptr_array_index (guardians, k))
                  && may_know (g_ptr_array_index (guardians, k),
                               g_ptr_array_index (household->children, i));
  return wanted;
}

/* One of those at home for all the children; only where nobody may know of all, several. */
static void
add_home (EnrRecipientPlan *plan, Household *household, GPtrArray *guardians)
{
  g_autofree gboolean *wanted = find_wanted (household, guardians);

  for (int limit = 0; limit < 2; limit++)
    for (guint i = 0; i < guardians->len; i++)
      {
        const EnrContactWay *guardian = g_ptr_array_index (guardians, i);

        if (!is_at_home (guardian) || rank (household, guardian, wanted) > limit)
          continue;
        add_guardian (plan, household, guardian, wanted);
        for (guint k = 0; k < household->children->len; k++)
          wanted[k] = wanted[k] && !household->is_told[k];
      }
}

static gboolean
add_household (EnrDb *db, EnrRecipientPlan *plan, Household *household, GError **error)
{
  g_autoptr (GPtrArray) guardians = enr_contact_way_guardians (db, &household->family_id, error);
  guint before = plan->recipients->len;

  household->people
      = guardians != NULL ? enr_contact_way_list (db, &household->family_id, error) : NULL;
  if (household->people == NULL)
    return FALSE;
  if (guardians->len == 0)
    {
      add_nameless (plan, household);
      plan->n_nameless++;
    }
  add_home (plan, household, guardians);
  for (guint i = 0; i < guardians->len; i++)
    {
      const EnrContactWay *guardian = g_ptr_array_index (guardians, i);
      gboolean knows = FALSE;

      for (guint k = 0; k < household->children->len; k++)
        knows = knows || may_know (guardian, g_ptr_array_index (household->children, k));
      if (guardian->is_apart && knows)
        add_guardian (plan, household, guardian, NULL);
    }
  plan->n_families += plan->recipients->len > before;
  for (guint i = 0; i < household->children->len; i++)
    {
      const EnrAudienceChild *child = g_ptr_array_index (household->children, i);

      plan->n_children += household->is_told[i];
      if (!household->is_told[i])
        add_unreached (plan, child->name, ENR_UNREACHED_BLOCKED);
    }
  return TRUE;
}

/* All that makes recipients comes through here. */
static gboolean
add_children (EnrDb *db, EnrRecipientPlan *plan, GPtrArray *children, GError **error)
{
  g_autoptr (GPtrArray) households = group (children);

  for (guint i = 0; i < households->len; i++)
    if (!add_household (db, plan, g_ptr_array_index (households, i), error))
      return FALSE;
  for (guint i = 0; i < plan->recipients->len; i++)
    {
      const EnrRecipientPlanned *planned = g_ptr_array_index (plan->recipients, i);

      plan->n_mail += planned->way == ENR_WAY_MAIL;
      plan->n_paper += planned->way == ENR_WAY_PAPER;
      plan->n_overheard += planned->is_overheard;
    }
  return TRUE;
}

/* Each text with its length before it, so that no two plans have the same bytes. */
static void
sum_text (GChecksum *sum, const char *text)
{
  g_autofree char *length = g_strdup_printf ("%zu:", strlen (text));

  g_checksum_update (sum, (const guchar *) length, -1);
  g_checksum_update (sum, (const guchar *) text, -1);
}

static void
sum_int (GChecksum *sum, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  sum_text (sum, text);
}

static void
sum_uuid (GChecksum *sum, const EnrUuid *id)
{
  g_checksum_update (sum, id->bytes, sizeof id->bytes);
}

static gboolean
sum_files (EnrDb *db, GChecksum *sum, const EnrUuid *id, GError **error)
{
  g_autoptr (GPtrArray) files = enr_announcement_files (db, id, error);

  if (files == NULL)
    return FALSE;
  sum_int (sum, files->len);
  for (guint i = 0; i < files->len; i++)
    {
      const EnrAnnouncementFile *file = g_ptr_array_index (files, i);
      g_autoptr (GBytes) content = enr_announcement_file_load (db, id, file->position, error);
      g_autofree char *content_sum = NULL;

      if (content == NULL)
        return FALSE;
      content_sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
      sum_text (sum, file->name);
      sum_text (sum, content_sum);
    }
  return TRUE;
}

static void
sum_recipients (GChecksum *sum, const EnrRecipientPlan *plan)
{
  sum_int (sum, plan->recipients->len);
  for (guint i = 0; i < plan->recipients->len; i++)
    {
      const EnrRecipientPlanned *planned = g_ptr_array_index (plan->recipients, i);

      sum_uuid (sum, &planned->family_id);
      sum_uuid (sum, &planned->contact_id);
      sum_text (sum, planned->addressee);
      sum_text (sum, planned->children);
      sum_text (sum, planned->address);
      sum_int (sum, planned->child_ids->len);
      for (guint k = 0; k < planned->child_ids->len; k++)
        sum_uuid (sum, &g_array_index (planned->child_ids, EnrUuid, k));
    }
}

/* What the letter says is in it by its version, which grows with every save. */
static gboolean
set_digest (EnrDb *db, EnrRecipientPlan *plan, const EnrAnnouncement *announcement, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  sum_uuid (sum, &announcement->id);
  sum_int (sum, announcement->version);
  if (!enr_uuid_is_none (&announcement->id) && !sum_files (db, sum, &announcement->id, error))
    return FALSE;
  sum_recipients (sum, plan);
  g_strlcpy (plan->digest, g_checksum_get_string (sum), sizeof plan->digest);
  return TRUE;
}

EnrRecipientPlan *
enr_recipient_plan_draft (EnrDb *db, const EnrAnnouncement *draft, GError **error)
{
  g_autoptr (EnrRecipientPlan) plan = plan_new ();
  g_autoptr (GPtrArray) children = NULL;
  g_autoptr (GArray) audience = g_array_ref (draft->audience);
  g_auto (GStrv) away = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  /* Whatever was chosen beside it: what is about one child concerns that child alone. */
  if (!enr_uuid_is_none (&draft->about_child))
    {
      g_array_unref (audience);
      audience = enr_audience_new ();
      enr_audience_add_child (audience, &draft->about_child);
    }
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  children = enr_audience_children (db, audience, draft->day, &away, error);
  if (children == NULL || !add_children (db, plan, children, error)
      || !set_digest (db, plan, draft, error))
    return NULL;
  for (guint i = 0; away[i] != NULL; i++)
    add_unreached (plan, away[i], ENR_UNREACHED_AWAY);
  return g_steal_pointer (&plan);
}

EnrRecipientPlan *
enr_recipient_plan_announcement (EnrDb *db, const EnrUuid *announcement_id, GError **error)
{
  g_autoptr (EnrAnnouncement) draft = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  draft = enr_announcement_load_draft (db, announcement_id, error);
  return draft != NULL ? enr_recipient_plan_draft (db, draft, error) : NULL;
}

EnrRecipientPlan *
enr_recipient_plan_notebook (EnrDb *db, const EnrUuid *child_id, EnrDate day, GError **error)
{
  g_autoptr (EnrRecipientPlan) plan = plan_new ();
  g_autoptr (GArray) audience = enr_audience_new ();
  g_autoptr (GPtrArray) children = NULL;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin_read (&txn, db, error) || !enr_notice_check_child (db, child_id, error))
    return NULL;
  enr_audience_add_child (audience, child_id);
  children = enr_audience_children (db, audience, day, NULL, error);
  if (children == NULL)
    return NULL;
  if (children->len == 0)
    {
      enr_refuse (error, ENR_NURSERY_ERROR_NOT_ENROLLED,
                  _ ("The child is not enrolled on that day."));
      return NULL;
    }
  if (!add_children (db, plan, children, error))
    return NULL;
  sum_recipients (sum, plan);
  g_strlcpy (plan->digest, g_checksum_get_string (sum), sizeof plan->digest);
  return g_steal_pointer (&plan);
}

static void
append_line (GString *text, const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

/* "" for none. */
static char *
dup_unreached (const EnrRecipientPlan *plan, EnrUnreachedReason reason)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < plan->unreached->len; i++)
    {
      const EnrUnreached *unreached = g_ptr_array_index (plan->unreached, i);

      if (unreached->reason != reason)
        continue;
      if (names->len > 0)
        g_string_append (names, C_ ("list", ", "));
      g_string_append (names, unreached->child_name);
    }
  return g_strdup (names->str);
}

char *
enr_recipient_plan_dup_warnings (const EnrRecipientPlan *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *blocked = dup_unreached (self, ENR_UNREACHED_BLOCKED);
  g_autofree char *away = dup_unreached (self, ENR_UNREACHED_AWAY);

  if (*blocked != '\0')
    {
      g_autofree char *line = g_strdup_printf (
          /* Translators: children's names */
          _ ("Nobody is told about these children, because their guardians are not to be "
             "written to: %s"),
          blocked);

      append_line (text, line);
    }
  if (*away != '\0')
    {
      /* Translators: children's names */
      g_autofree char *line
          = g_strdup_printf (_ ("These children are not enrolled on the letter's day: %s"), away);

      append_line (text, line);
    }
  if (self->n_nameless > 0)
    {
      g_autofree char *line = g_strdup_printf (
          ngettext ("%u family has no guardian entered, and gets it on paper.",
                    "%u families have no guardian entered, and get it on paper.", self->n_nameless),
          self->n_nameless);

      append_line (text, line);
    }
  if (self->n_overheard > 0)
    {
      g_autofree char *line = g_strdup_printf (
          ngettext ("%u letter goes on paper, because a person who may not be told has the same "
                    "mail address.",
                    "%u letters go on paper, because a person who may not be told has the same "
                    "mail address.",
                    self->n_overheard),
          self->n_overheard);

      append_line (text, line);
    }
  return g_strdup (text->str);
}
