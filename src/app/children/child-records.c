/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/child-records.h"

#include <glib/gi18n.h>

#include "app/children/record-row.h"
#include "app/children/words.h"

static const char *
format_id (const EnrUuid *id, char buffer[ENR_UUID_STRING_LENGTH])
{
  return enr_uuid_format (id, buffer);
}

static EnrRecordRow *
contact_row (const EnrContact *contact, gboolean is_first, gboolean is_last)
{
  char id[ENR_UUID_STRING_LENGTH];
  g_autofree char *title = NULL;
  g_autoptr (GString) text = g_string_new (contact->phone);
  EnrRecordRow *row;

  title = *contact->relation != '\0'
              ? g_strconcat (contact->name, "  (", contact->relation, ")", NULL)
              : g_strdup (contact->name);
  if (*contact->phone2 != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " / " : "", contact->phone2);
  if (*contact->note != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", contact->note);
  row = enr_record_row_new (title, text->str);
  format_id (&contact->id, id);
  enr_record_row_set_open (row, "child.edit-contact", id);
  enr_record_row_set_order (row, is_first ? NULL : "child.contact-up",
                            is_last ? NULL : "child.contact-down", id);
  if (contact->is_guardian || !contact->may_collect)
    enr_record_row_set_state (row, !contact->may_collect ? _ ("Must not collect") : _ ("Guardian"),
                              !contact->may_collect ? "enr-alert-chip" : "enr-chip");
  return row;
}

static void
describe_empty (AdwPreferencesGroup *group, GPtrArray *rows, const char *text)
{
  adw_preferences_group_set_description (group, rows->len == 0 ? text : NULL);
}

static EnrRecordRow *
add_period (const EnrChildFile *file,
            AdwPreferencesGroup *group,
            GPtrArray *rows,
            const char *title,
            const char *text,
            EnrDate first,
            EnrDate last)
{
  EnrRecordRow *row = enr_record_row_new (title, text);

  if (first <= file->day && (last == ENR_DATE_NONE || last >= file->day))
    enr_record_row_set_state (row, _ ("Now"), "enr-chip");
  enr_record_rows_add (group, rows, row);
  return row;
}

void
enr_child_records_show_contacts (AdwPreferencesGroup *group,
                                 GPtrArray *rows,
                                 const EnrChildFile *file)
{
  enr_record_rows_clear (group, rows);
  for (guint i = 0; i < file->contacts->len; i++)
    enr_record_rows_add (
        group, rows,
        contact_row (g_ptr_array_index (file->contacts, i), i == 0, i + 1 == file->contacts->len));
  describe_empty (group, rows, _ ("Nobody yet. The first of the list is called first."));
}

void
enr_child_records_show_siblings (AdwPreferencesGroup *group,
                                 GPtrArray *rows,
                                 const EnrChildFile *file)
{
  enr_record_rows_clear (group, rows);
  for (guint i = 0; i < file->siblings->len; i++)
    {
      const EnrRosterRow *sibling = g_ptr_array_index (file->siblings, i);
      char id[ENR_UUID_STRING_LENGTH];
      g_autofree char *name = enr_child_dup_name (sibling->child);
      EnrRecordRow *row = enr_record_row_new (
          name, *sibling->class_name != '\0' ? sibling->class_name : _ ("No class"));

      enr_record_row_set_colour (row, *sibling->class_name != '\0' ? sibling->class_colour : NULL);
      enr_record_row_set_open (row, "child.go-to", format_id (&sibling->child->id, id));
      enr_record_rows_add (group, rows, row);
    }
  describe_empty (group, rows, _ ("None at this nursery, or not joined yet."));
}

void
enr_child_records_show_enrolments (AdwPreferencesGroup *group,
                                   GPtrArray *rows,
                                   const EnrChildFile *file)
{
  enr_record_rows_clear (group, rows);
  for (guint i = file->enrolments->len; i-- > 0;)
    {
      const EnrEnrolment *of = g_ptr_array_index (file->enrolments, i);
      g_autofree char *period = enr_words_dup_period (of->first, of->last);

      add_period (file, group, rows, period, of->reason != NULL ? of->reason : "", of->first,
                  of->last);
    }
}

void
enr_child_records_show_classes (AdwPreferencesGroup *group,
                                GPtrArray *rows,
                                const EnrChildFile *file)
{
  enr_record_rows_clear (group, rows);
  for (guint i = file->memberships->len; i-- > 0;)
    {
      const EnrMembership *of = g_ptr_array_index (file->memberships, i);
      g_autofree char *period = enr_words_dup_period (of->first, of->last);

      add_period (file, group, rows, of->class_name, period, of->first, of->last);
    }
}

void
enr_child_records_show_certifications (AdwPreferencesGroup *group,
                                       GPtrArray *rows,
                                       const EnrChildFile *file)
{
  enr_record_rows_clear (group, rows);
  for (guint i = file->certifications->len; i-- > 0;)
    {
      const EnrCertification *of = g_ptr_array_index (file->certifications, i);
      g_autofree char *title = enr_words_dup_certification (of->kind, of->care_hours);
      g_autofree char *period = enr_words_dup_period (of->first, of->last);
      g_autofree char *text = of->number != NULL && *of->number != '\0'
                                  ? g_strconcat (of->number, "\n", period, NULL)
                                  : g_strdup (period);

      add_period (file, group, rows, *title != '\0' ? title : _ ("Not entered"), text, of->first,
                  of->last);
    }
}

/* A nursery that charges nothing for extended care is not bothered with it. */
void
enr_child_records_show_terms (AdwPreferencesGroup *group, GPtrArray *rows, const EnrChildFile *file)
{
  enr_record_rows_clear (group, rows);
  for (guint i = file->terms->len; i-- > 0;)
    {
      const EnrCareTerms *of = g_ptr_array_index (file->terms, i);
      g_autofree char *title = enr_words_dup_terms (of->contract, of->birth_order, of->is_exempt);
      g_autofree char *period = enr_words_dup_period (of->first, of->last);
      g_autofree char *text
          = *of->note != '\0' ? g_strconcat (of->note, "\n", period, NULL) : g_strdup (period);
      EnrRecordRow *row = add_period (file, group, rows, title, text, of->first, of->last);
      char id[ENR_UUID_STRING_LENGTH];

      enr_record_row_set_button (row, _ ("Take Out"), "child.terms-remove",
                                 format_id (&of->id, id));
    }
  describe_empty (
      group, rows,
      _ ("Spot, and counted among the brothers and sisters here. Enter it where a child is "
         "charged by the month, is another one of the family, or pays a reduced price."));
  gtk_widget_set_visible (GTK_WIDGET (group), file->has_care_rules || rows->len > 0);
}

void
enr_child_records_show_cards (AdwPreferencesGroup *group, GPtrArray *rows, const EnrChildFile *file)
{
  enr_record_rows_clear (group, rows);
  for (guint i = 0; i < file->cards->len; i++)
    {
      const EnrCard *card = g_ptr_array_index (file->cards, i);
      g_autofree char *since = enr_words_dup_instant (card->issued_at);
      g_autofree char *text = g_strdup_printf (_ ("Since %s"), since);
      EnrRecordRow *row = enr_record_row_new (card->token, text);
      char id[ENR_UUID_STRING_LENGTH];

      if (card->revoked_at != ENR_INSTANT_NONE)
        enr_record_row_set_state (row, _ ("No longer valid"), "dim-label");
      else
        enr_record_row_set_button (row, _ ("Stop…"), "child.card-revoke",
                                   format_id (&card->id, id));
      enr_record_rows_add (group, rows, row);
    }
  describe_empty (group, rows, _ ("No card. A card opens nothing by itself and holds no name."));
}
