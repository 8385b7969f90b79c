/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * notebook show.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "contact/notebook.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"

#define DAY_MINUTES 1440

/* Both pages of a child's day, and the medicine. */
typedef struct
{
  EnrChild *child;
  EnrDate date;
  EnrNotebookPage *pages[ENR_NOTEBOOK_N_SIDES];
  GPtrArray *tasks;
} Shown;

static void
shown_clear (Shown *self)
{
  g_clear_pointer (&self->child, enr_child_free);
  for (guint side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    g_clear_pointer (&self->pages[side], enr_notebook_page_free);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

static gboolean
load (EnrCtl *self, Shown *shown, GError **error)
{
  g_autoptr (EnrDb) db = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_options_date (self, "date", &shown->date, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  if (db == NULL || !enr_txn_begin_read (&txn, db, error))
    return FALSE;
  shown->child = enr_ctl_find_child (self, db, error);
  for (guint side = 0; shown->child != NULL && side < ENR_NOTEBOOK_N_SIDES; side++)
    {
      shown->pages[side] = enr_notebook_load_page (db, &shown->child->id, shown->date,
                                                   (EnrNotebookSide) side, error);
      if (shown->pages[side] == NULL)
        return FALSE;
    }
  if (shown->child != NULL)
    shown->tasks = enr_medicine_tasks (db, shown->date, NULL, &shown->child->id, error);
  return shown->tasks != NULL;
}

static void
add_json_tenths (JsonBuilder *builder, const char *name, int tenths)
{
  json_builder_set_member_name (builder, name);
  if (tenths > 0)
    json_builder_add_double_value (builder, tenths / 10.0);
  else
    json_builder_add_null_value (builder);
}

/* A time of the evening before is one of the day before. */
static void
add_json_time (JsonBuilder *builder, const char *name, EnrDate day, int minutes)
{
  if (minutes == ENR_NOTEBOOK_NO_TIME)
    enr_json_minutes (builder, name, day, ENR_MINUTES_NONE);
  else if (minutes < 0)
    enr_json_minutes (builder, name, day - 1, minutes + DAY_MINUTES);
  else
    enr_json_minutes (builder, name, day, minutes);
}

static void
add_json_event (JsonBuilder *builder, EnrDate day, const EnrNotebookEvent *event)
{
  json_builder_begin_object (builder);
  enr_json_text (builder, "kind", enr_notebook_event_key (event->kind));
  add_json_time (builder, "at", day, event->at);
  add_json_time (builder, "until", day, event->until);
  if (event->kind == ENR_EVENT_TEMPERATURE)
    add_json_tenths (builder, "temperature", event->amount);
  else if (event->amount != ENR_NOTEBOOK_NO_AMOUNT)
    enr_json_int (builder, event->kind == ENR_EVENT_MILK ? "ml" : "times", event->amount);
  enr_json_word (builder, "quality", event->quality);
  enr_json_word (builder, "note", event->note);
  json_builder_end_object (builder);
}

static void
add_json_page (JsonBuilder *builder, const EnrNotebookPage *page)
{
  json_builder_set_member_name (builder, enr_notebook_side_key (page->side));
  if (enr_notebook_page_is_empty (page))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  add_json_tenths (builder, "temperature", page->temperature);
  enr_json_minutes (builder, "taken_at", page->day, page->taken_at);
  enr_json_word (builder, "mood", enr_mood_key (page->mood));
  enr_json_word (builder, "cough", enr_degree_key (page->cough));
  enr_json_word (builder, "nose", enr_degree_key (page->nose));
  if (page->side == ENR_SIDE_HOME)
    {
      enr_json_word (builder, "bath", enr_bath_key (page->bath));
      enr_json_minutes (builder, "leave", page->day, page->leave);
      enr_json_word (builder, "collector", page->collector);
    }
  else
    enr_json_word (builder, "did", page->did);
  enr_json_word (builder, "note", page->body);
  enr_json_word (builder, "written_by", page->written_by);
  enr_json_int (builder, "version", page->version);
  enr_json_begin_array (builder, "events");
  for (guint i = 0; i < page->events->len; i++)
    add_json_event (builder, page->day, g_ptr_array_index (page->events, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_json_task (JsonBuilder *builder, const EnrMedicineTask *task)
{
  const EnrMedicine *medicine = task->medicine;

  json_builder_begin_object (builder);
  enr_json_uuid (builder, "id", &medicine->id);
  enr_json_text (builder, "name", medicine->name);
  enr_json_word (builder, "amount", medicine->amount);
  enr_json_minutes (builder, "at", task->day, medicine->at);
  enr_json_word (builder, "when", medicine->when_words);
  enr_json_text (builder, "state", enr_dose_state_key (task->state));
  enr_json_instant (builder, "given_at", task->given_at);
  enr_json_word (builder, "given_by", task->given_by);
  enr_json_word (builder, "checked_by", task->checked_by);
  enr_json_word (builder, "note", task->note);
  json_builder_end_object (builder);
}

static void
print_json (const Shown *shown)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();
  g_autofree char *word = enr_ctl_dup_child_word (shown->child);
  g_autofree char *name = enr_child_dup_name (shown->child);

  enr_json_date (builder, "date", shown->date);
  enr_json_text (builder, "child", word);
  enr_json_uuid (builder, "child_id", &shown->child->id);
  enr_json_text (builder, "name", name);
  for (guint side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    add_json_page (builder, shown->pages[side]);
  enr_json_begin_array (builder, "medicine");
  for (guint i = 0; i < shown->tasks->len; i++)
    add_json_task (builder, g_ptr_array_index (shown->tasks, i));
  json_builder_end_array (builder);
  enr_json_print (builder);
}

static void
add_line (EnrTextTable *table, const char *side, const char *field, const char *value)
{
  g_autofree char *line = g_strdelimit (g_strdup (value), "\n", ' ');

  if (*line == '\0')
    return;
  enr_text_table_add (table, side);
  enr_text_table_add (table, field);
  enr_text_table_add (table, line);
}

/* "36.5 ℃ (7:10)" */
static char *
dup_temperature (const EnrNotebookPage *page)
{
  char time[6];

  if (page->temperature == 0)
    return g_strdup ("");
  if (page->taken_at == ENR_MINUTES_NONE)
    return g_strdup_printf ("%d.%d ℃", page->temperature / 10, page->temperature % 10);
  return g_strdup_printf ("%d.%d ℃ (%s)", page->temperature / 10, page->temperature % 10,
                          enr_minutes_format (page->taken_at, time));
}

static void
add_page (EnrTextTable *table, const EnrNotebookPage *page)
{
  const char *side = enr_notebook_side_label (page->side);
  g_autofree char *temperature = dup_temperature (page);
  char leave[6];

  add_line (table, side, _ ("Temperature"), temperature);
  add_line (table, side, _ ("Mood"), enr_mood_label (page->mood));
  add_line (table, side, _ ("Cough"), enr_degree_label (page->cough));
  add_line (table, side, _ ("Runny nose"), enr_degree_label (page->nose));
  add_line (table, side, _ ("Bath"), enr_bath_label (page->bath));
  for (guint i = 0; i < page->events->len; i++)
    {
      const EnrNotebookEvent *event = g_ptr_array_index (page->events, i);
      g_autofree char *words = enr_notebook_event_dup_paper (event);

      add_line (table, side, enr_notebook_event_label (event->kind), *words != '\0' ? words : "○");
    }
  add_line (table, side, _ ("Collected at"), enr_minutes_format (page->leave, leave));
  add_line (table, side, _ ("Collected by"), page->collector);
  add_line (table, side, _ ("What we did"), page->did);
  /* Translators: what home and the nursery write to each other in words */
  add_line (table, side, C_ ("notebook", "Note"), page->body);
  if (!enr_notebook_page_is_empty (page))
    add_line (table, side, _ ("Written by"), page->written_by);
}

static void
add_task (EnrTextTable *table, const EnrMedicineTask *task)
{
  const EnrMedicine *medicine = task->medicine;
  char at[6];
  g_autofree char *words = g_strjoin (" ", medicine->name, medicine->amount, medicine->when_words,
                                      enr_minutes_format (medicine->at, at), NULL);

  enr_text_table_add (table, enr_dose_state_label (task->state));
  enr_text_table_add (table, _ ("Medicine"));
  enr_text_table_add (table, words);
}

static void
print_table (const Shown *shown)
{
  g_autoptr (EnrTextTable) table = enr_text_table_new (3);
  g_autofree char *name = enr_child_dup_name (shown->child);
  gboolean is_empty = shown->tasks->len == 0;
  char date[ENR_DATE_ISO_LENGTH];

  enr_text_table_add (table, "");
  enr_text_table_add (table, enr_date_iso (shown->date, date));
  enr_text_table_add (table, name);
  for (guint side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    is_empty &= enr_notebook_page_is_empty (shown->pages[side]);
  if (is_empty)
    {
      /* Translators: a child's name and a date */
      enr_output_print (_ ("Nothing is written in the notebook of %s on %s.\n"), name, date);
      return;
    }
  for (guint side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    add_page (table, shown->pages[side]);
  for (guint i = 0; i < shown->tasks->len; i++)
    add_task (table, g_ptr_array_index (shown->tasks, i));
  enr_text_table_print (table);
}

static gboolean
run_show (EnrCtl *self, GError **error)
{
  g_auto (Shown) shown = { 0 };

  if (!load (self, &shown, error))
    return FALSE;
  if (self->json)
    print_json (&shown);
  else
    print_table (&shown);
  return TRUE;
}

static const EnrCtlOption show_options[] = { ENR_OPTION_DATE, ENR_OPTION_END };

const EnrCtlCommand enr_ctl_notebook_commands[] = {
  { "notebook show", N_ ("CHILD"),
    N_ ("Show both pages of a child's contact notebook for a day, and the medicine of the day."),
    show_options, run_show, NULL },
  { NULL },
};
