/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * card ...: the cards for the door.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "attendance/day.h"
#include "base/clock.h"
#include "base/text.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "nursery/card.h"

static void
add_json_card (JsonBuilder *builder, const EnrCard *card)
{
  enr_json_uuid (builder, "id", &card->id);
  enr_json_text (builder, "token", card->token);
  enr_json_instant (builder, "issued_at", card->issued_at);
  enr_json_instant (builder, "revoked_at", card->revoked_at);
}

static void
print_card (const EnrCtl *self, const EnrChild *child, const EnrCard *card)
{
  g_autofree char *name = enr_child_dup_name (child);

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();
      g_autofree char *word = enr_ctl_dup_child_word (child);

      enr_json_text (builder, "child", word);
      enr_json_text (builder, "name", name);
      add_json_card (builder, card);
      enr_json_print (builder);
    }
  else if (card->revoked_at != ENR_INSTANT_NONE)
    /* Translators: a child's name, and a card's token */
    enr_output_print (_ ("%s: the card %s is revoked.\n"), name, card->token);
  else
    enr_output_print ("%s  %s\n", card->token, name);
}

static gboolean
run_issue (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = enr_ctl_open (self, TRUE, error);
  g_autoptr (EnrChild) child = db != NULL ? enr_ctl_find_child (self, db, error) : NULL;
  g_autoptr (EnrCard) card = NULL;

  if (child == NULL)
    return FALSE;
  card = enr_options_has (self, "token")
             ? enr_card_register (db, &actor, &child->id, enr_options_get (self, "token"), error)
             : enr_card_issue (db, &actor, &child->id, error);
  if (card == NULL)
    return FALSE;
  print_card (self, child, card);
  return TRUE;
}

static gboolean
run_issue_missing (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = enr_ctl_open (self, TRUE, error);
  g_autoptr (EnrDay) day = db != NULL ? enr_day_load (db, enr_clock_today (), NULL, error) : NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  guint n_issued = 0;

  if (day == NULL)
    return FALSE;
  for (guint i = 0; i < day->children->len; i++)
    g_array_append_val (ids, g_array_index (day->children, EnrDayChild, i).child_id);
  if (!enr_card_issue_missing (db, &actor, (const EnrUuid *) (gpointer) ids->data, ids->len,
                               &n_issued, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_int (builder, "issued", n_issued);
      enr_json_print (builder);
    }
  else
    enr_output_print (ngettext ("%u card was made.\n", "%u cards were made.\n", n_issued),
                      n_issued);
  return TRUE;
}

static void
print_list (const EnrCtl *self, const EnrChild *child, const GPtrArray *cards)
{
  const char *headings[] = { _ ("Token"), _ ("Issued"), _ ("Revoked") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));
  g_autoptr (JsonBuilder) builder = enr_json_new ();
  g_autofree char *word = enr_ctl_dup_child_word (child);
  g_autofree char *name = enr_child_dup_name (child);

  enr_json_text (builder, "child", word);
  enr_json_text (builder, "name", name);
  enr_json_begin_array (builder, "cards");
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  for (guint i = 0; i < cards->len; i++)
    {
      const EnrCard *card = g_ptr_array_index (cards, i);
      g_autofree char *issued = enr_instant_dup_local (card->issued_at);
      g_autofree char *revoked
          = card->revoked_at != ENR_INSTANT_NONE ? enr_instant_dup_local (card->revoked_at) : NULL;

      json_builder_begin_object (builder);
      add_json_card (builder, card);
      json_builder_end_object (builder);
      enr_text_table_add (table, card->token);
      enr_text_table_add (table, issued);
      enr_text_table_add (table, revoked);
    }
  json_builder_end_array (builder);
  if (self->json)
    enr_json_print (builder);
  else if (cards->len == 0)
    enr_output_print (_ ("%s has no card.\n"), name);
  else
    {
      enr_output_print ("%s\n", name);
      enr_text_table_print (table);
    }
}

static gboolean
run_list (EnrCtl *self, GError **error)
{
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_autoptr (EnrChild) child = db != NULL ? enr_ctl_find_child (self, db, error) : NULL;
  g_autoptr (GPtrArray) cards = child != NULL ? enr_card_list (db, &child->id, error) : NULL;

  if (cards == NULL)
    return FALSE;
  print_list (self, child, cards);
  return TRUE;
}

static EnrCard *
steal_card (GPtrArray *cards, const char *token, gboolean is_good)
{
  for (guint i = 0; i < cards->len; i++)
    {
      EnrCard *card = g_ptr_array_index (cards, i);

      if (strcmp (card->token, token) == 0 && (card->revoked_at == ENR_INSTANT_NONE) == is_good)
        return g_ptr_array_steal_index (cards, i);
    }
  return NULL;
}

static gboolean
run_revoke (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autofree char *token = enr_text_tidy (g_ptr_array_index (self->arguments, 0));
  EnrUuid child_id;
  g_autoptr (EnrDb) db = enr_ctl_open (self, TRUE, error);
  g_autoptr (EnrChild) child = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (EnrCard) card = NULL;

  if (db == NULL || !enr_card_lookup (db, token, &child_id, error))
    return FALSE;
  child = enr_child_load (db, &child_id, error);
  cards = child != NULL ? enr_card_list (db, &child_id, error) : NULL;
  card = cards != NULL ? steal_card (cards, token, TRUE) : NULL;
  if (cards == NULL)
    return FALSE;
  g_return_val_if_fail (card != NULL, FALSE);
  if (!enr_card_revoke (db, &actor, &card->id, error))
    return FALSE;
  /* Read again: it now says when. */
  g_ptr_array_unref (cards);
  cards = enr_card_list (db, &child_id, error);
  if (cards == NULL)
    return FALSE;
  for (guint i = 0; i < cards->len; i++)
    if (enr_uuid_equal (&((EnrCard *) g_ptr_array_index (cards, i))->id, &card->id))
      print_card (self, child, g_ptr_array_index (cards, i));
  return TRUE;
}

static const EnrCtlOption issue_options[] = {
  { "token", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"),
    N_ ("take a card into use that is there already: its number") },
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_card_commands[] = {
  { "card issue", N_ ("CHILD"), N_ ("Make a card for a child, and print its token."), issue_options,
    run_issue, NULL },
  { "card issue-missing", NULL, N_ ("Make a card for every child enrolled today who has none."),
    NULL, run_issue_missing, NULL },
  { "card list", N_ ("CHILD"), N_ ("List a child's cards."), NULL, run_list, NULL },
  { "card revoke", N_ ("TOKEN"), N_ ("Make a card invalid."), NULL, run_revoke, NULL },
  { NULL },
};
