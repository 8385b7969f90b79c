/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * promote: the move up in April (進級).
 */
#include "config.h"

#include <glib/gi18n.h>

#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "nursery/class.h"
#include "nursery/promotion.h"

static const char *
action_key (EnrPromotionAction action)
{
  switch (action)
    {
    case ENR_PROMOTION_MOVE:
      return "move";
    case ENR_PROMOTION_GRADUATE:
      return "graduate";
    case ENR_PROMOTION_LEAVE_OUT:
    default:
      return "leave-out";
    }
}

static void
print_json_plan (const EnrPromotion *plan, gboolean is_dry)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_json_int (builder, "fiscal_year", plan->fiscal_year);
  enr_json_bool (builder, "dry_run", is_dry);
  enr_json_bool (builder, "written", !is_dry);
  enr_json_begin_array (builder, "new_classes");
  for (guint i = 0; i < plan->new_classes->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (plan->new_classes, i);

      json_builder_begin_object (builder);
      enr_json_text (builder, "name", class->name);
      enr_json_int (builder, "age", class->age);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_begin_array (builder, "rows");
  for (guint i = 0; i < plan->rows->len; i++)
    {
      const EnrPromotionRow *row = g_ptr_array_index (plan->rows, i);

      json_builder_begin_object (builder);
      enr_json_uuid (builder, "id", &row->child_id);
      enr_json_text (builder, "name", row->name);
      enr_json_int (builder, "class_age", row->class_age);
      enr_json_word (builder, "from", row->from_class);
      enr_json_text (builder, "action", action_key (row->action));
      enr_json_word (builder, "to", row->to_class);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_print (builder);
}

static void
print_plan (const EnrPromotion *plan)
{
  const char *headings[] = { _ ("From"), _ ("Name"), _ ("To") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  for (guint i = 0; i < plan->rows->len; i++)
    {
      const EnrPromotionRow *row = g_ptr_array_index (plan->rows, i);

      enr_text_table_add (table, row->from_class);
      enr_text_table_add (table, row->name);
      if (row->action == ENR_PROMOTION_MOVE)
        enr_text_table_add (table, row->to_class);
      else
        enr_text_table_add (table, row->action == ENR_PROMOTION_GRADUATE ? _ ("(graduates)")
                                                                    : _ ("(no class yet)"));
    }
  if (plan->rows->len > 0)
    enr_text_table_print (table);
  for (guint i = 0; i < plan->new_classes->len; i++)
    enr_output_print (_ ("New class: %s\n"),
                      ((EnrClass *) g_ptr_array_index (plan->new_classes, i))->name);
}

static gboolean
undo (EnrCtl *self, EnrDb *db, const EnrActor *actor, int fiscal_year, GError **error)
{
  if (!enr_promotion_undo (db, actor, fiscal_year, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_int (builder, "fiscal_year", fiscal_year);
      enr_json_bool (builder, "undone", TRUE);
      enr_json_print (builder);
    }
  else
    enr_output_print (_ ("The move up into fiscal year %d was undone.\n"), fiscal_year);
  return TRUE;
}

static gboolean
run_promote (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  gboolean is_dry = enr_options_has (self, "dry-run");
  gboolean is_undo = enr_options_has (self, "undo");
  gint64 fiscal_year = 0;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrPromotion) plan = NULL;

  if (!enr_options_parse_int (g_ptr_array_index (self->arguments, 0), _ ("YEAR"), 1900, 9998,
                              &fiscal_year, error))
    return FALSE;
  if (is_dry && is_undo)
    return enr_options_fail (error, _ ("--dry-run and --undo do not go together."));
  db = enr_ctl_open (self, !is_dry, error);
  if (db == NULL)
    return FALSE;
  if (is_undo)
    return undo (self, db, &actor, (int) fiscal_year, error);

  plan = enr_promotion_plan (db, (int) fiscal_year, error);
  if (plan == NULL || (!is_dry && !enr_promotion_apply (db, &actor, plan, error)))
    return FALSE;
  if (self->json)
    {
      print_json_plan (plan, is_dry);
      return TRUE;
    }
  print_plan (plan);
  if (is_dry)
    enr_output_print ("%s\n", _ ("Nothing was written (--dry-run)."));
  else
    enr_output_print (ngettext ("The move up into fiscal year %d is done, for %u child.\n",
                                "The move up into fiscal year %d is done, for %u children.\n",
                                plan->rows->len),
                      plan->fiscal_year, plan->rows->len);
  return TRUE;
}

static const EnrCtlOption promote_options[] = {
  ENR_OPTION_DRY_RUN,
  { "undo", ENR_OPTION_FLAG, FALSE, NULL,
    N_ ("undo it as a whole, until the new year's first stamp") },
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_promotion_commands[] = {
  { "promote", N_ ("YEAR"), N_ ("Move all children up into a new fiscal year (進級)."),
    promote_options, run_promote, NULL },
  { NULL },
};
