/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The sections of the editor, and what is copied into them.
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/writing/section-table.h"
#include "app/writing/section-row.h"
#include "app/writing/phrase-popover.h"
#include "app/writing/style-marks.h"
#include "app/writing/writing-editor-private.h"
#include "reports/writing-paper.h"

/* Rows of an empty grid of times. */
#define FIRST_TIMES 6

/* In mm: a box of so much has one line or two (天候). */
#define LOW_BOX 10

#define FILL_MS 700

/* Longer texts are far beyond any box, and laying them out takes its time. */
#define MOST_COUNTED 20000

/*
 * How the boxes on paper fill
 */

typedef struct
{
  EnrWritingKinds *kinds; /* keep @kind alive */
  const EnrWritingKind *kind;
  EnrUuid id;
  int age;
  GPtrArray *keys;  /* (element-type utf8) */
  GPtrArray *texts; /* (element-type utf8) */
  GArray *fills;    /* (element-type EnrBoxFill) */
} Count;

static void
count_free (gpointer data)
{
  Count *count = data;

  enr_writing_kinds_unref (count->kinds);
  g_ptr_array_unref (count->keys);
  g_ptr_array_unref (count->texts);
  g_array_unref (count->fills);
  g_free (count);
}

static void
count_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Count *count = data;
  GError *error = NULL;

  for (guint i = 0; i < count->keys->len; i++)
    {
      EnrBoxFill fill = { 0 };

      if (!enr_writing_box_fill (count->kind, count->age, g_ptr_array_index (count->keys, i),
                                 g_ptr_array_index (count->texts, i), &fill, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      g_array_append_val (count->fills, fill);
    }
  g_task_return_boolean (task, TRUE);
}

/* Without the fonts of the papers there is only the number of characters. */
static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EnrWritingEditor *self = ENR_WRITING_EDITOR (source);
  Count *count = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL) || self->reading == NULL
      || !enr_uuid_equal (&count->id, &self->id))
    return;
  for (guint i = 0; i < count->keys->len; i++)
    {
      const EnrBoxFill *fill = &g_array_index (count->fills, EnrBoxFill, i);
      EnrSectionField *field
          = g_hash_table_lookup (self->fields, g_ptr_array_index (count->keys, i));

      if (field != NULL)
        enr_section_field_set_fill (field, fill->room, fill->lines, fill->beyond);
    }
}

/* A child's text shares its box with the others'. */
static gboolean
is_counted (EnrWritingEditor *self, EnrSectionField *field)
{
  const EnrSection *section
      = enr_writing_kind_find_section (self->reading->kind, enr_section_field_get_key (field));
  int length = gtk_text_buffer_get_char_count (
      gtk_text_view_get_buffer (enr_section_field_get_view (field)));

  return section != NULL && section->type != ENR_SECTION_CHILDREN && length > 0
         && length <= MOST_COUNTED;
}

static gboolean
count_cb (gpointer data)
{
  EnrWritingEditor *self = data;
  Count *count;
  g_autoptr (GTask) task = NULL;
  GHashTableIter iter;
  gpointer key, field;

  self->fill_source = 0;
  if (self->reading == NULL)
    return G_SOURCE_REMOVE;
  count = g_new0 (Count, 1);
  count->kinds = enr_writing_kinds_ref (self->kinds);
  count->kind = self->reading->kind;
  count->id = self->id;
  count->age = self->reading->writing->age;
  count->keys = g_ptr_array_new_with_free_func (g_free);
  count->texts = g_ptr_array_new_with_free_func (g_free);
  count->fills = g_array_new (FALSE, FALSE, sizeof (EnrBoxFill));
  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, &key, &field))
    if (is_counted (self, field))
      {
        g_ptr_array_add (count->keys, g_strdup (key));
        g_ptr_array_add (count->texts, enr_section_field_dup_text (field));
      }
    else
      enr_section_field_set_fill (field, 0, 0, 0);
  task = g_task_new (self, NULL, counted_cb, NULL);
  g_task_set_task_data (task, count, count_free);
  g_task_run_in_thread (task, count_thread);
  return G_SOURCE_REMOVE;
}

void
enr_writing_editor_count_later (EnrWritingEditor *self)
{
  g_clear_handle_id (&self->fill_source, g_source_remove);
  self->fill_source = g_timeout_add (FILL_MS, count_cb, self);
}

/*
 * Fields
 */

static void
edited_cb (EnrWritingEditor *self, EnrSectionField *field)
{
  g_clear_pointer (&self->copied_said, g_free);
  enr_writing_editor_touch (self);
  enr_writing_editor_count_later (self);
  enr_writing_editor_reveal (self, field);
}

/* Of an approved plan that is evaluated only what is written afterwards is open; what the form has
 * no place for any more is never. */
static gboolean
is_text_open (EnrWritingEditor *self, const char *key)
{
  const EnrSection *section = enr_writing_kind_find_section (self->reading->kind, key);

  return section != NULL && enr_section_has_key (section, key)
         && enr_section_fits_age (section, self->reading->writing->age)
         && enr_writing_is_open (self->reading->writing, section);
}

static void
field_added_cb (EnrWritingEditor *self, EnrSectionField *field)
{
  const char *key = enr_section_field_get_key (field);
  int month;

  g_hash_table_insert (self->fields, g_strdup (key), field);
  enr_section_field_set_editable (field, is_text_open (self, key));
  enr_section_field_take (field, g_hash_table_lookup (self->reading->writing->texts, key));
  enr_date_split (self->reading->writing->first, NULL, &month, NULL);
  enr_phrase_popover_attach (enr_section_field_get_view (field), self->session, key,
                             self->reading->writing->age, month);
  enr_style_marks_attach (enr_section_field_get_view (field), self->session);
  g_signal_connect_object (field, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "look", G_CALLBACK (enr_writing_editor_ask), self,
                           G_CONNECT_SWAPPED);
}

static GtkWidget *
new_part (EnrWritingEditor *self, const EnrSection *section)
{
  GtkWidget *part;

  switch (section->type)
    {
    case ENR_SECTION_GRID:
      part = GTK_WIDGET (enr_section_table_new (section));
      break;
    case ENR_SECTION_CHILDREN:
      part = GTK_WIDGET (enr_section_list_new (section));
      break;
    case ENR_SECTION_FACTS:
      return NULL;
    case ENR_SECTION_TEXT:
    default:
      part = GTK_WIDGET (enr_section_field_new (section->key, section->heading, NULL, FALSE));
      if (section->height > 0 && section->height <= LOW_BOX)
        enr_section_field_set_low (ENR_SECTION_FIELD (part));
      field_added_cb (self, ENR_SECTION_FIELD (part));
      return part;
    }
  g_signal_connect_object (part, "field-added", G_CALLBACK (field_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_hash_table_insert (self->parts, g_strdup (section->key), part);
  return part;
}

static void
make_rows (EnrWritingEditor *self)
{
  const char *group = "";

  for (guint i = 0; i < self->reading->kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (self->reading->kind->sections, i);
      EnrSectionRow *row;

      if (!enr_section_fits_age (section, self->reading->writing->age))
        continue;
      row = enr_section_row_new (section,
                                 *section->group != '\0' && strcmp (section->group, group) != 0,
                                 new_part (self, section));
      group = section->group;
      gtk_box_append (self->sections, GTK_WIDGET (row));
      g_ptr_array_add (self->rows, row);
    }
}

static void
show_child_texts (EnrWritingEditor *self,
                  EnrSectionList *part,
                  const EnrSection *section,
                  const GPtrArray *children)
{
  for (guint i = 0; i < children->len; i++)
    {
      const EnrSectionChild *child = g_ptr_array_index (children, i);
      char id[ENR_UUID_STRING_LENGTH];
      g_autofree char *text_key
          = g_strjoin ("/", section->key, enr_uuid_format (&child->id, id), NULL);

      if (*enr_writing_get_text (self->reading->writing, text_key) != '\0')
        enr_section_list_add (part, &child->id, child->name);
    }
}

static void
show_part (EnrWritingEditor *self, GtkWidget *part, const EnrSection *section)
{
  const EnrEditorReading *reading = self->reading;
  gboolean is_open = enr_writing_is_open (reading->writing, section);

  if (ENR_IS_SECTION_TABLE (part))
    {
      guint n_times = enr_writing_count_times (reading->writing, section);

      enr_section_table_set_calendar (ENR_SECTION_TABLE (part), reading->calendar);
      enr_section_table_add_rows (ENR_SECTION_TABLE (part), reading->writing->first,
                                  reading->writing->last,
                                  is_open ? MAX (n_times, FIRST_TIMES) : n_times);
      enr_section_table_set_editable (ENR_SECTION_TABLE (part), is_open);
      return;
    }
  show_child_texts (self, ENR_SECTION_LIST (part), section, reading->children);
  show_child_texts (self, ENR_SECTION_LIST (part), section, reading->others);
  enr_section_list_set_editable (ENR_SECTION_LIST (part), is_open);
  enr_section_list_set_choice (ENR_SECTION_LIST (part), reading->children);
}

static void
show_leftovers (EnrWritingEditor *self)
{
  const GPtrArray *items = self->reading->leftovers->items;

  if (items->len == 0)
    return;
  if (self->leftovers == NULL)
    {
      self->leftovers = enr_section_leftovers_new ();
      g_signal_connect_object (self->leftovers, "field-added", G_CALLBACK (field_added_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->sections, GTK_WIDGET (self->leftovers));
    }
  for (guint i = 0; i < items->len; i++)
    enr_section_leftovers_add (self->leftovers, g_ptr_array_index (items, i));
}

void
enr_writing_editor_clear_sections (EnrWritingEditor *self)
{
  GtkWidget *child;

  self->leftovers = NULL;
  self->last_field = NULL;
  g_hash_table_remove_all (self->fields);
  g_hash_table_remove_all (self->parts);
  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, child);
}

void
enr_writing_editor_show_sections (EnrWritingEditor *self)
{
  GHashTableIter iter;
  gpointer key, value;

  if (self->rows->len == 0)
    make_rows (self);
  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    show_part (self, value, enr_writing_kind_find_section (self->reading->kind, key));
  show_leftovers (self);
  for (guint i = 0; self->reading->content != NULL && i < self->rows->len; i++)
    {
      EnrSectionRow *row = g_ptr_array_index (self->rows, i);

      if (enr_section_row_get_section (row)->type == ENR_SECTION_FACTS)
        enr_section_row_show_facts (row, self->reading->content->items);
    }
  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, &key, &value))
    enr_section_field_set_editable (value, is_text_open (self, key));
  enr_writing_editor_count_later (self);
}

/*
 * Copying
 */

/* A source's grid of times may have more rows than there are here. */
static EnrSectionField *
find_field (EnrWritingEditor *self, const char *key)
{
  const EnrSection *section = enr_writing_kind_find_section (self->reading->kind, key);
  GtkWidget *part = section != NULL ? g_hash_table_lookup (self->parts, section->key) : NULL;
  const char *row = strchr (key, '/');

  if (ENR_IS_SECTION_TABLE (part) && section->rows == ENR_ROWS_TIMES && row != NULL)
    enr_section_table_add_rows (ENR_SECTION_TABLE (part), self->reading->writing->first,
                                self->reading->writing->last,
                                (guint) g_ascii_strtoull (row + 1, NULL, 10));
  return g_hash_table_lookup (self->fields, key);
}

/* What a copying has put in, to take all of it out again at once. */
typedef struct
{
  EnrWritingKinds *kinds;
  const EnrWritingKind *kind;
  const EnrActor *actor;
  EnrUuid id;
  GArray *changes; /* (element-type EnrTextChange) as it was before, its strings owned */
  GPtrArray *put;  /* (element-type utf8) what each text was then */
} Copied;

static void
change_clear (gpointer data)
{
  EnrTextChange *change = data;

  g_free ((char *) change->key);
  g_free ((char *) change->text);
}

static Copied *
copied_new (EnrWritingEditor *self)
{
  Copied *copied = g_new0 (Copied, 1);

  copied->kinds = enr_writing_kinds_ref (self->kinds);
  copied->kind = self->reading->kind;
  copied->actor = enr_session_get_actor (self->session);
  copied->id = self->id;
  copied->changes = g_array_new (FALSE, FALSE, sizeof (EnrTextChange));
  g_array_set_clear_func (copied->changes, change_clear);
  copied->put = g_ptr_array_new_with_free_func (g_free);
  return copied;
}

static void
copied_free (gpointer data)
{
  Copied *copied = data;

  enr_writing_kinds_unref (copied->kinds);
  g_array_unref (copied->changes);
  g_ptr_array_unref (copied->put);
  g_free (copied);
}

/* What was written on since stays: then it is not what was copied any more. */
static gpointer
take_out_copied (EnrDb *db, gpointer data, GError **error)
{
  const Copied *copied = data;
  g_autoptr (EnrWriting) writing = enr_writing_load (db, &copied->id, error);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (EnrTextChange));

  if (writing == NULL)
    return NULL;
  for (guint i = 0; i < copied->changes->len; i++)
    {
      EnrTextChange change = g_array_index (copied->changes, EnrTextChange, i);
      const EnrWritingText *now = g_hash_table_lookup (writing->texts, change.key);

      if (now == NULL || strcmp (now->text, g_ptr_array_index (copied->put, i)) != 0)
        continue;
      change.seen = now->version;
      g_array_append_val (changes, change);
    }
  return GINT_TO_POINTER (changes->len == 0
                          || enr_writing_save (db, copied->actor, copied->kind, &copied->id,
                                               (EnrTextChange *) (gpointer) changes->data,
                                               changes->len, error));
}

/* Puts a text in, and notes how it was and is. */
static void
put_in (EnrSectionField *field, const EnrSourceText *taken, const EnrUuid *source, Copied *copied)
{
  EnrTextChange before
      = { .key = g_strdup (taken->key), .text = enr_section_field_dup_text (field) };

  g_array_append_val (copied->changes, before);
  enr_section_field_insert (field, taken->text->text, source, taken->text->key);
  g_ptr_array_add (copied->put, enr_section_field_dup_text (field));
}

void
enr_writing_editor_copy (EnrWritingEditor *self,
                         const GArray *texts,
                         const EnrUuid *source,
                         gboolean only_blank)
{
  EnrSectionField *first = NULL;
  Copied *copied;
  g_autofree char *said = NULL;
  guint n_taken = 0;

  if (!enr_writing_editor_is_open (self))
    return;
  copied = copied_new (self);
  for (guint i = 0; i < texts->len; i++)
    {
      const EnrSourceText *taken = &g_array_index (texts, EnrSourceText, i);
      EnrSectionField *field = find_field (self, taken->key);
      gboolean is_cell = strchr (taken->key, '/') != NULL;

      /* A cell has no room for two. */
      if (field == NULL || !is_text_open (self, taken->key)
          || ((only_blank || is_cell) && !enr_section_field_is_blank (field)))
        continue;
      put_in (field, taken, source, copied);
      n_taken++;
      if (first == NULL)
        first = field;
    }
  if (n_taken == 0)
    {
      copied_free (copied);
      enr_session_tell (self->session,
                        _ ("Something is written there already. Nothing was copied."));
      return;
    }
  if (!only_blank)
    gtk_widget_grab_focus (GTK_WIDGET (first));
  said
      = g_strdup_printf (ngettext ("%u text was copied", "%u texts were copied", n_taken), n_taken);
  /* It is saved before it can be taken back. */
  enr_writing_editor_save (self);
  enr_session_offer_undo (self->session, said, take_out_copied, copied, copied_free);
  g_free (self->copied_said);
  self->copied_said = g_steal_pointer (&said);
}
