/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/child-story-item.h"

#include <string.h>

#include "base/text.h"

/* What is shown of a folded text. It is cut by its own length, not by the window's width: so what
 * is cut always has the button that shows the rest. */
#define FOLDED_CHARACTERS 120
#define FOLDED_LINES 3
#define LEAST_CUT 20 /* for less than that nothing is folded */

struct _EnrChildStoryItem
{
  GObject parent_instance;

  EnrUuid id;
  EnrDate day;
  EnrWritingState state;
  const char *state_label; /* static */
  gboolean is_open;

  /* Owned */
  char *period;
  char *label;
  char *class_name;
  char *text;
  char *key; /* of label and text, for finding */
  char *heading;
};

G_DEFINE_FINAL_TYPE (EnrChildStoryItem, enr_child_story_item, G_TYPE_OBJECT)

static void
enr_child_story_item_finalize (GObject *object)
{
  EnrChildStoryItem *self = ENR_CHILD_STORY_ITEM (object);

  g_free (self->period);
  g_free (self->label);
  g_free (self->class_name);
  g_free (self->text);
  g_free (self->key);
  g_free (self->heading);

  G_OBJECT_CLASS (enr_child_story_item_parent_class)->finalize (object);
}

static void
enr_child_story_item_class_init (EnrChildStoryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_child_story_item_finalize;
}

static void
enr_child_story_item_init (EnrChildStoryItem *self)
{
  self->heading = g_strdup ("");
}

static char *
dup_text (const EnrStoryEntry *entry)
{
  GString *text = g_string_new (entry->title);

  for (guint i = 0; i < entry->texts->len; i++)
    {
      const EnrStoryText *one = g_ptr_array_index (entry->texts, i);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      if (*one->heading != '\0')
        g_string_append_printf (text, "【%s】", one->heading);
      g_string_append (text, one->text);
    }
  return g_string_free (text, FALSE);
}

/* How many bytes a folded text shows; all where it is short. */
static gsize
find_cut (EnrChildStoryItem *self)
{
  glong length = g_utf8_strlen (self->text, -1);
  const char *p = self->text;
  guint n_lines = 1;

  for (guint n = 0; *p != '\0' && n_lines <= FOLDED_LINES; p = g_utf8_next_char (p), n++)
    {
      n_lines += *p == '\n';
      if (n == FOLDED_CHARACTERS && length > FOLDED_CHARACTERS + LEAST_CUT)
        break;
    }
  return (gsize) (p - self->text);
}

EnrChildStoryItem *
enr_child_story_item_new (const EnrStoryEntry *entry)
{
  EnrChildStoryItem *self = g_object_new (ENR_TYPE_CHILD_STORY_ITEM, NULL);
  const EnrWriting writing = { .state = entry->state, .is_evaluating = entry->is_evaluating };
  g_autofree char *all = NULL;

  self->id = entry->writing_id;
  self->day = entry->first;
  self->state = entry->state;
  self->state_label = enr_writing_get_state_label (&writing);
  self->period = g_strdup (entry->period);
  self->label = g_strdup (entry->label);
  self->class_name = g_strdup (entry->class_name);
  self->text = dup_text (entry);
  all = g_strconcat (self->label, " ", self->text, NULL);
  self->key = enr_text_search_key (all);
  return self;
}

const EnrUuid *
enr_child_story_item_get_id (EnrChildStoryItem *self)
{
  return &self->id;
}

EnrDate
enr_child_story_item_get_day (EnrChildStoryItem *self)
{
  return self->day;
}

EnrWritingState
enr_child_story_item_get_state (EnrChildStoryItem *self)
{
  return self->state;
}

const char *
enr_child_story_item_get_state_label (EnrChildStoryItem *self)
{
  return self->state_label;
}

const char *
enr_child_story_item_get_period (EnrChildStoryItem *self)
{
  return self->period;
}

const char *
enr_child_story_item_get_label (EnrChildStoryItem *self)
{
  return self->label;
}

const char *
enr_child_story_item_get_class (EnrChildStoryItem *self)
{
  return self->class_name;
}

const char *
enr_child_story_item_get_heading (EnrChildStoryItem *self)
{
  return self->heading;
}

void
enr_child_story_item_set_heading (EnrChildStoryItem *self, const char *heading)
{
  g_free (self->heading);
  self->heading = g_strdup (heading);
}

gboolean
enr_child_story_item_is_long (EnrChildStoryItem *self)
{
  return strlen (self->text) > find_cut (self);
}

char *
enr_child_story_item_dup_shown (EnrChildStoryItem *self)
{
  g_autofree char *cut = NULL;

  if (enr_child_story_item_is_open (self))
    return g_strdup (self->text);
  cut = g_strndup (self->text, find_cut (self));
  return g_strconcat (g_strchomp (cut), "…", NULL);
}

gboolean
enr_child_story_item_is_open (EnrChildStoryItem *self)
{
  return self->is_open || !enr_child_story_item_is_long (self);
}

void
enr_child_story_item_set_open (EnrChildStoryItem *self, gboolean is_open)
{
  self->is_open = is_open;
}

gboolean
enr_child_story_item_has (EnrChildStoryItem *self, const char *key)
{
  return strstr (self->key, key) != NULL;
}
