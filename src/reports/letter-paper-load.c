/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "reports/letter-paper-load.h"

#include "attendance/day.h"
#include "contact/delivery.h"
#include "contact/recipient.h"

/** A copy that is to be put into its place. */
typedef struct
{
  guint child; /* the first one's place in the day; G_MAXUINT: no longer enrolled */
  guint index; /* in the order in which it was read */
  EnrUuid family_id;
  EnrFamilyLetterCopy *copy;
} Found;

typedef struct
{
  EnrDb *db;
  const EnrDay *day;
  const EnrUuid *class_id;
  EnrFamilyLetters *letters;
  GArray *found; /* (element-type Found) */
} Loading;

static void
found_clear (gpointer data)
{
  g_clear_pointer (&((Found *) data)->copy, enr_family_letter_copy_free);
}

/* By class and kana; of one household behind each other. */
static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *first = a;
  const Found *second = b;
  int by_family = memcmp (&first->family_id, &second->family_id, sizeof first->family_id);

  if (first->child != second->child)
    return first->child < second->child ? -1 : 1;
  if (by_family != 0)
    return by_family;
  return first->index < second->index ? -1 : first->index > second->index;
}

static EnrFamilyLetter *
letter_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrAnnouncement) announcement = enr_announcement_load (db, id, error);
  g_autoptr (GPtrArray) files
      = announcement != NULL ? enr_announcement_files (db, id, error) : NULL;
  EnrFamilyLetter *letter;

  if (files == NULL)
    return NULL;
  letter = enr_family_letter_new ();
  letter->day = announcement->day;
  letter->is_urgent = announcement->is_urgent;
  letter->answer_kind = announcement->answer_kind;
  letter->answer_until = announcement->answer_until;
  g_strfreev (letter->choices);
  letter->choices = enr_announcement_dup_choices (announcement);
  g_free (letter->title);
  letter->title = g_steal_pointer (&announcement->title);
  g_free (letter->body);
  letter->body = g_steal_pointer (&announcement->body);
  g_free (letter->question);
  letter->question = g_steal_pointer (&announcement->question);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (letter->files,
                     g_strdup (((const EnrAnnouncementFile *) g_ptr_array_index (files, i))->name));
  return letter;
}

/* The delivery on paper that is to be printed, or was; NULL for none. */
static const EnrRecipientDelivery *
find_paper (const EnrRecipient *recipient)
{
  for (guint i = 0; i < recipient->deliveries->len; i++)
    {
      const EnrRecipientDelivery *delivery = g_ptr_array_index (recipient->deliveries, i);

      if (delivery->way == ENR_WAY_PAPER
          && (delivery->state == ENR_DELIVERY_WAITING || delivery->state == ENR_DELIVERY_PRINTED))
        return delivery;
    }
  return NULL;
}

/* The first of the children who is enrolled on the day, by class and kana. */
static guint
find_first_child (const EnrDay *day, const EnrRecipient *recipient)
{
  guint first = G_MAXUINT;

  for (guint i = 0; i < recipient->child_ids->len; i++)
    {
      const EnrDayChild *child
          = enr_day_find (day, &g_array_index (recipient->child_ids, EnrUuid, i));

      if (child != NULL)
        first = MIN (first,
                     (guint) (child - (const EnrDayChild *) (gconstpointer) day->children->data));
    }
  return first;
}

static gboolean
add_recipient (Loading *self, const EnrRecipient *recipient, GError **error)
{
  const EnrRecipientDelivery *paper = find_paper (recipient);
  Found found = { .child = find_first_child (self->day, recipient),
                  .index = self->found->len,
                  .family_id = recipient->family_id };
  const EnrDayChild *child = found.child != G_MAXUINT
                                 ? &g_array_index (self->day->children, EnrDayChild, found.child)
                                 : NULL;
  const char *class_name = "";
  g_autofree char *why = NULL;
  int may;

  if (paper == NULL
      || (self->class_id != NULL
          && (child == NULL || !enr_uuid_equal (&child->class_id, self->class_id))))
    return TRUE;
  may = enr_recipient_may_deliver (self->db, &recipient->id, ENR_WAY_PAPER, "", &why, error);
  if (may < 0)
    return FALSE;
  if (may == 0)
    {
      g_ptr_array_add (self->letters->left_out,
                       g_strdup_printf ("%s: %s", recipient->addressee, why));
      return TRUE;
    }
  if (child != NULL && child->class_index < self->day->classes->len)
    class_name = g_array_index (self->day->classes, EnrDayClass, child->class_index).name;
  found.copy = enr_family_letter_copy_new (self->letters->letters->len - 1, recipient->addressee,
                                           recipient->children, class_name);
  g_array_append_val (self->found, found);
  if (paper->state == ENR_DELIVERY_WAITING)
    g_array_append_val (self->letters->waiting, paper->id);
  return TRUE;
}

static gboolean
add_letter (Loading *self, const EnrUuid *id, GError **error)
{
  EnrFamilyLetter *letter = letter_load (self->db, id, error);
  g_autoptr (GPtrArray) recipients = NULL;

  if (letter == NULL)
    return FALSE;
  g_ptr_array_add (self->letters->letters, letter);
  recipients = enr_recipient_list (self->db, id, error);
  for (guint i = 0; recipients != NULL && i < recipients->len; i++)
    if (!add_recipient (self, g_ptr_array_index (recipients, i), error))
      return FALSE;
  return recipients != NULL;
}

/* Those of the day, or one alone. */
static gboolean
is_wanted (const EnrAnnouncementLine *line, EnrDate day, const EnrUuid *letter_id)
{
  return line->day == day && line->sent_at != ENR_INSTANT_NONE
         && (letter_id == NULL || enr_uuid_equal (&line->id, letter_id));
}

EnrFamilyLetters *
enr_family_letters_load (EnrDb *db, EnrDate day, const EnrUuid *class_id, GError **error)
{
  return enr_family_letters_load_one (db, day, NULL, class_id, error);
}

EnrFamilyLetters *
enr_family_letters_load_one (EnrDb *db,
                             EnrDate day,
                             const EnrUuid *letter_id,
                             const EnrUuid *class_id,
                             GError **error)
{
  g_auto (EnrTxn) txn = { 0 };
  g_autoptr (EnrFacility) facility = NULL;
  g_autoptr (EnrDay) children = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (EnrFamilyLetters) letters = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, TRUE, sizeof (Found));
  Loading loading = { .db = db, .class_id = class_id, .found = found };

  g_return_val_if_fail (db != NULL, NULL);

  g_array_set_clear_func (found, found_clear);
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  facility = enr_facility_load (db, error);
  children = facility != NULL ? enr_day_load (db, day, NULL, error) : NULL;
  lines = children != NULL ? enr_announcement_list (db, day, error) : NULL;
  if (lines == NULL)
    return NULL;
  letters = enr_family_letters_new (g_steal_pointer (&facility), day);
  loading.day = children;
  loading.letters = letters;
  for (guint i = 0; i < lines->len; i++)
    {
      const EnrAnnouncementLine *line = g_ptr_array_index (lines, i);

      if (is_wanted (line, day, letter_id) && !add_letter (&loading, &line->id, error))
        return NULL;
    }
  g_array_sort (found, compare_found);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (letters->copies, g_steal_pointer (&g_array_index (found, Found, i).copy));
  return g_steal_pointer (&letters);
}
