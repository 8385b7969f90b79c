/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/bills/bill-words.h"

#include <glib/gi18n.h>

#include "base/yen.h"
#include "month/zengin.h"

/* "7/27" */
static char *
dup_day (EnrDate date)
{
  int month;
  int day;

  enr_date_split (date, NULL, &month, &day);
  return g_strdup_printf ("%d/%d", month, day);
}

static char *
dup_paid (const EnrBill *bill)
{
  g_autofree char *day = dup_day (bill->paid_on);

  if (bill->result == '0' && bill->paid_on == bill->drawn_on)
    /* Translators: a day */
    return g_strdup_printf (_ ("Drawn on %s"), day);
  /* Translators: a day */
  return g_strdup_printf (_ ("Paid on %s"), day);
}

char *
enr_bill_words_dup_sent (EnrDate drawn_on)
{
  g_autofree char *day = dup_day (drawn_on);

  /* Translators: the day on which the bank is to draw */
  return g_strdup_printf (_ ("Sent to the bank for %s"), day);
}

char *
enr_bill_words_dup_not_drawn (char result)
{
  /* Translators: why */
  return g_strdup_printf (_ ("Could not be drawn: %s"), enr_zengin_result_label (result));
}

char *
enr_bill_words_dup_state (const EnrBill *bill)
{
  switch (enr_bill_state (bill))
    {
    case ENR_BILL_PAID:
      return dup_paid (bill);
    case ENR_BILL_DRAWN:
      return enr_bill_words_dup_sent (bill->drawn_on);
    case ENR_BILL_FAILED:
      return enr_bill_words_dup_not_drawn (bill->result);
    case ENR_BILL_NOTHING:
      return g_strdup (_ ("Nothing to pay"));
    case ENR_BILL_OPEN:
    default:
      return g_strdup (_ ("Not paid yet"));
    }
}

const char *
enr_bill_words_state_class (const EnrBill *bill)
{
  switch (enr_bill_state (bill))
    {
    case ENR_BILL_PAID:
      return "enr-word-add";
    case ENR_BILL_DRAWN:
      return "enr-word-change";
    case ENR_BILL_FAILED:
      return "enr-word-refuse";
    case ENR_BILL_OPEN:
    case ENR_BILL_NOTHING:
    default:
      return "enr-word-keep";
    }
}

const char *
enr_bill_words_method (EnrBillMethod method)
{
  switch (method)
    {
    case ENR_BILL_TRANSFER:
      return _ ("Bank transfer");
    case ENR_BILL_CASH:
      return _ ("Cash");
    case ENR_BILL_OTHER:
    default:
      return _ ("Another way");
    }
}

static void
add_part (GString *text, const char *part)
{
  if (text->len > 0)
    g_string_append (text, "   ");
  g_string_append (text, part);
}

char *
enr_bill_words_dup_note (const EnrBill *bill)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (*bill->guardian != '\0')
    {
      /* Translators: a guardian's name */
      g_autofree char *part = g_strdup_printf (_ ("Guardian: %s"), bill->guardian);

      add_part (text, part);
    }
  if (bill->paid_before > 0)
    {
      g_autofree char *amount = enr_yen_dup (bill->amount);
      g_autofree char *before = enr_yen_dup (bill->paid_before);
      g_autofree char *part
          /* Translators: what the month comes to, and what was paid for an earlier closing of it */
          = g_strdup_printf (_ ("%s in all, of which %s were paid before"), amount, before);

      add_part (text, part);
    }
  if (bill->paid_before > bill->amount)
    {
      g_autofree char *back = enr_yen_dup (bill->paid_before - bill->amount);
      /* Translators: an amount */
      g_autofree char *part = g_strdup_printf (_ ("To be given back: %s"), back);

      add_part (text, part);
    }
  if (bill->receipt_no > 0)
    {
      /* Translators: a receipt's number */
      g_autofree char *part = g_strdup_printf (_ ("Receipt No. %06d"), bill->receipt_no);

      add_part (text, part);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
enr_bill_words_dup_summary (const EnrBillList *bills)
{
  g_autofree char *asked = enr_yen_dup (bills->asked);
  g_autofree char *paid = enr_yen_dup (bills->paid);
  g_autofree char *left = enr_yen_dup (bills->asked - bills->paid);
  guint n_paid = 0;
  guint n_drawn = 0;
  guint n_failed = 0;
  guint n_open = 0;

  for (guint i = 0; i < bills->bills->len; i++)
    {
      EnrBillState state = enr_bill_state (&g_array_index (bills->bills, EnrBill, i));

      n_paid += state == ENR_BILL_PAID;
      n_drawn += state == ENR_BILL_DRAWN;
      n_failed += state == ENR_BILL_FAILED;
      n_open += state == ENR_BILL_OPEN;
    }
  return g_strdup_printf (
      /* Translators: a number of bills and what they come to; how many are paid and what these come
       * to; what is left; how many of these are not paid yet, sent to the bank, could not be drawn
       */
      _ ("%u bills, %s.  Paid: %u, %s.  Left: %s (not paid yet %u, sent to the bank %u, could not "
         "be drawn %u)"),
      bills->bills->len, asked, n_paid, paid, left, n_open, n_drawn, n_failed);
}

char *
enr_bill_words_dup_without_account (const EnrBillList *bills)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < bills->bills->len; i++)
    {
      const EnrBill *bill = &g_array_index (bills->bills, EnrBill, i);
      EnrBillState state = enr_bill_state (bill);

      if (*bill->customer_code != '\0' || bill->method == ENR_BILL_OTHER || state == ENR_BILL_PAID
          || state == ENR_BILL_NOTHING)
        continue;
      if (text->len > 0)
        g_string_append (text, "、");
      g_string_append (text, bill->children);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
