/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/child.h"

#include <string.h>

#include "attendance/stamp.h"
#include "base/clock.h"
#include "nursery/card.h"
#include "nursery/enrolment.h"
#include "nursery/error.h"
#include "support/fixture.h"

static EnrChild *
make (const char *family,
      const char *given,
      const char *family_kana,
      const char *given_kana,
      const char *number)
{
  EnrChild *child = enr_child_new ();

  g_free (child->family_name);
  g_free (child->given_name);
  g_free (child->family_kana);
  g_free (child->given_kana);
  child->family_name = g_strdup (family);
  child->given_name = g_strdup (given);
  child->family_kana = g_strdup (family_kana);
  child->given_kana = g_strdup (given_kana);
  child->external_id = g_strdup (number);
  child->birth_date = enr_date_new (2023, 5, 6);
  return child;
}

static void
test_tidied (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) child = make ("　髙橋 ", "𠮷男", "ﾀｶﾊｼ", "ヨシオ", "Ａ００１");
  g_autoptr (EnrChild) again = NULL;
  g_autofree char *name = NULL;

  g_assert_true (enr_child_save (nursery->db, &nursery->actor, child, &error));
  g_assert_no_error (error);
  again = enr_child_load (nursery->db, &child->id, &error);
  name = enr_child_dup_name (again);
  g_assert_cmpstr (name, ==, "髙橋 𠮷男");
  g_assert_cmpstr (again->family_kana, ==, "たかはし");
  g_assert_cmpstr (again->given_kana, ==, "よしお");
  g_assert_cmpstr (again->external_id, ==, "A001");
  g_assert_false (enr_uuid_is_none (&again->family_id));
}

static void
test_refused (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) first = make ("青木", "空", "あおき", "そら", "1");
  g_autoptr (EnrChild) same = make ("石川", "海", "いしかわ", "うみ", "1");
  g_autoptr (EnrChild) future = make ("上田", "陸", "うえだ", "りく", NULL);
  g_autoptr (EnrChild) nameless = make (" ", "陸", "", "", NULL);

  g_assert_true (enr_child_save (nursery->db, &nursery->actor, first, &error));
  g_assert_false (enr_child_save (nursery->db, &nursery->actor, same, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_true (enr_uuid_is_none (&same->id));
  g_clear_error (&error);
  future->birth_date = enr_clock_today () + 1;
  g_assert_false (enr_child_save (nursery->db, &nursery->actor, future, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (enr_child_save (nursery->db, &nursery->actor, nameless, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

/* What another has written since is not written over, and what was read is what counts. */
static void
test_seen (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) seen = enr_child_load (nursery->db, nursery->children, &error);
  g_autoptr (EnrChild) other = enr_child_copy (seen);
  g_autoptr (EnrChild) mine = enr_child_copy (seen);
  g_autoptr (EnrChild) again = NULL;

  g_free (other->given_name);
  other->given_name = g_strdup ("華子");
  g_assert_true (enr_child_save_seen (nursery->db, &nursery->actor, other, seen, &error));
  mine->has_allergy = TRUE;
  g_assert_false (enr_child_save_seen (nursery->db, &nursery->actor, mine, seen, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  again = enr_child_load (nursery->db, nursery->children, &error);
  g_assert_cmpstr (again->given_name, ==, "華子");
  g_assert_false (again->has_allergy);
}

static void
test_find (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) a = make ("髙橋", "花", "たかはし", "はな", "77");
  g_autoptr (EnrChild) b = make ("木村", "翼", "きむら", "つばさ", NULL);
  g_autoptr (EnrChild) c = make ("木村", "翼", "きむら", "つばさ", NULL);
  g_autoptr (EnrCard) card = NULL;
  char id[ENR_UUID_STRING_LENGTH];
  const char *words[5];

  g_assert_true (enr_child_save (nursery->db, &nursery->actor, a, &error));
  g_assert_true (enr_child_save (nursery->db, &nursery->actor, b, &error));
  g_assert_true (enr_child_save (nursery->db, &nursery->actor, c, &error));
  card = enr_card_issue (nursery->db, &nursery->actor, &a->id, &error);
  words[0] = "７７";
  words[1] = card->token;
  words[2] = enr_uuid_format (&a->id, id);
  words[3] = "高橋　花"; /* the variant that everybody types */
  words[4] = "タカハシハナ";
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (EnrChild) found = enr_child_find (nursery->db, words[i], &error);

      g_assert_no_error (error);
      g_assert_true (enr_uuid_equal (&found->id, &a->id));
    }
  g_assert_null (enr_child_find (nursery->db, "木村翼", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_AMBIGUOUS);
  g_clear_error (&error);
  /* A part of a name says whom it fits, and names nobody. */
  g_assert_null (enr_child_find (nursery->db, "キムラ", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (error->message, "fits 2 children"));
  g_assert_nonnull (strstr (error->message, enr_uuid_format (&b->id, id)));
  g_assert_nonnull (strstr (error->message, enr_uuid_format (&c->id, id)));
  g_clear_error (&error);
  g_assert_true (enr_child_enrol (nursery->db, &nursery->actor, &a->id, enr_clock_today (),
                                  &nursery->classes[1], &error));
  g_assert_null (enr_child_find (nursery->db, "高橋", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_assert_nonnull (strstr (error->message, "髙橋 花 ("));
  g_assert_nonnull (strstr (error->message, ", 77)"));
  g_assert_null (strstr (error->message, "No class"));
  g_clear_error (&error);
  g_assert_null (enr_child_find (nursery->db, "いない", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
}

static void
test_cards (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCard) card
      = enr_card_issue (nursery->db, &nursery->actor, nursery->children, &error);
  g_autoptr (EnrCard) own
      = enr_card_register (nursery->db, &nursery->actor, nursery->children, "0012345678", &error);
  g_autoptr (EnrChild) child = enr_child_load (nursery->db, nursery->children, &error);
  EnrUuid found;

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (card->token), ==, 25);
  /* opaque: nothing of the child is in it */
  g_assert_null (strstr (card->token, child->family_name));
  g_assert_true (enr_card_lookup (nursery->db, own->token, &found, &error));
  g_assert_true (enr_uuid_equal (&found, nursery->children));
  g_assert_null (enr_card_register (nursery->db, &nursery->actor, nursery->children + 1,
                                    "0012345678", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_card_revoke (nursery->db, &nursery->actor, &own->id, &error));
  g_assert_false (enr_card_lookup (nursery->db, own->token, &found, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  /* a revoked number can be given out again */
  g_clear_pointer (&own, enr_card_free);
  own = enr_card_register (nursery->db, &nursery->actor, nursery->children + 1, "0012345678",
                           &error);
  g_assert_no_error (error);
  g_assert_true (enr_card_lookup (nursery->db, own->token, &found, &error));
  g_assert_true (enr_uuid_equal (&found, nursery->children + 1));
}

/* Whoever has a good card keeps it; the others get one. */
static void
test_missing_cards (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCard) card
      = enr_card_issue (nursery->db, &nursery->actor, nursery->children, &error);
  guint n = 0;

  g_assert_no_error (error);
  g_assert_cmpint (enr_card_count_good (nursery->db, &error), ==, 1);
  g_assert_true (
      enr_card_issue_missing (nursery->db, &nursery->actor, nursery->children, 3, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (
      enr_card_issue_missing (nursery->db, &nursery->actor, nursery->children, 3, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (enr_card_count_good (nursery->db, &error), ==, 3);
  g_assert_true (enr_card_revoke (nursery->db, &nursery->actor, &card->id, &error));
  g_assert_cmpint (enr_card_count_good (nursery->db, &error), ==, 2);
  g_assert_no_error (error);
}

static void
test_periods (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  const EnrUuid *child = nursery->children;
  EnrDate june = enr_date_new (2026, 6, 1);
  g_autoptr (GPtrArray) memberships = NULL;
  g_autoptr (GPtrArray) enrolments = NULL;
  const EnrMembership *first;
  const EnrMembership *second;

  g_assert_false (enr_child_enrol (nursery->db, &nursery->actor, child, june, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (
      enr_child_move (nursery->db, &nursery->actor, child, &nursery->classes[1], june, &error));
  memberships = enr_child_memberships (nursery->db, child, &error);
  g_assert_cmpuint (memberships->len, ==, 2);
  first = g_ptr_array_index (memberships, 0);
  second = g_ptr_array_index (memberships, 1);
  g_assert_cmpint (first->last, ==, june - 1);
  g_assert_cmpint (second->first, ==, june);
  g_assert_cmpint (second->last, ==, enr_date_new (2027, 3, 31));
  /* a class of this year cannot take a child next year */
  g_assert_false (enr_child_move (nursery->db, &nursery->actor, child, &nursery->classes[1],
                                  enr_date_new (2027, 4, 1), &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);

  /* leaving on a day before facts that were recorded */
  g_assert_true (enr_stamp_arrive (nursery->db, &nursery->actor, child, enr_test_at (8, 0),
                                   ENR_SOURCE_OFFICE, NULL, &error));
  g_assert_false (enr_child_leave (nursery->db, &nursery->actor, child, june, "転居", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (
      enr_child_leave (nursery->db, &nursery->actor, child, enr_test_day (), "転居", &error));
  g_assert_cmpint (enr_child_is_enrolled (nursery->db, child, enr_test_day (), &error), ==, 1);
  g_assert_cmpint (enr_child_is_enrolled (nursery->db, child, enr_test_day () + 1, &error), ==, 0);
  /* and back again later */
  g_assert_true (enr_child_enrol (nursery->db, &nursery->actor, child, enr_date_new (2026, 9, 1),
                                  &nursery->classes[0], &error));
  g_assert_no_error (error);
  enrolments = enr_child_enrolments (nursery->db, child, &error);
  g_assert_cmpuint (enrolments->len, ==, 2);
  /* a record with facts stays */
  g_assert_false (enr_child_remove (nursery->db, &nursery->actor, child, "まちがい", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

static void
test_certification (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  EnrCertification standard = { .kind = ENR_CERTIFICATION_3,
                                .care_hours = ENR_CARE_STANDARD,
                                .number = (char *) "１２３",
                                .first = enr_date_new (2026, 4, 1),
                                .last = ENR_DATE_NONE };
  EnrCertification shorter = { .kind = ENR_CERTIFICATION_3,
                               .care_hours = ENR_CARE_SHORT,
                               .number = (char *) "123",
                               .first = enr_date_new (2026, 6, 1),
                               .last = enr_date_new (2027, 3, 31) };
  const EnrCertification *row;

  g_assert_true (
      enr_child_certify (nursery->db, &nursery->actor, nursery->children, &standard, &error));
  g_assert_true (
      enr_child_certify (nursery->db, &nursery->actor, nursery->children, &shorter, &error));
  g_assert_no_error (error);
  list = enr_child_certifications (nursery->db, nursery->children, &error);
  g_assert_cmpuint (list->len, ==, 2);
  row = g_ptr_array_index (list, 0);
  g_assert_cmpint (row->last, ==, enr_date_new (2026, 5, 31));
  g_assert_cmpstr (row->number, ==, "123");
  row = g_ptr_array_index (list, 1);
  g_assert_cmpint (row->care_hours, ==, ENR_CARE_SHORT);
}

static void
test_photo (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = g_bytes_new_static ("\x89PNG\r\n\x1a\n----", 12);
  g_autoptr (GBytes) text = g_bytes_new_static ("this is no picture", 18);
  g_autoptr (GBytes) read = NULL;

  g_assert_false (
      enr_child_set_photo (nursery->db, &nursery->actor, nursery->children, text, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (
      enr_child_set_photo (nursery->db, &nursery->actor, nursery->children, png, &error));
  read = enr_child_load_photo (nursery->db, nursery->children, &error);
  g_assert_true (g_bytes_equal (read, png));
  g_assert_true (
      enr_child_set_photo (nursery->db, &nursery->actor, nursery->children, NULL, &error));
  g_assert_null (enr_child_load_photo (nursery->db, nursery->children, &error));
  g_assert_no_error (error);
}

/* A new child, from its first day on in a class; what is refused leaves nothing. */
static void
test_admit (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) child = make ("架空", "空", "かくう", "そら", "9001");
  g_autoptr (EnrChild) early = make ("架空", "海", "かくう", "うみ", "9002");
  g_autoptr (GPtrArray) enrolments = NULL;
  g_autoptr (GPtrArray) memberships = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const EnrEnrolment *enrolment;
  const EnrMembership *membership;

  g_assert_true (enr_child_admit (nursery->db, &nursery->actor, child, enr_date_new (2026, 7, 1),
                                  &nursery->classes[3], &error));
  g_assert_no_error (error);
  enrolments = enr_child_enrolments (nursery->db, &child->id, &error);
  g_assert_cmpuint (enrolments->len, ==, 1);
  enrolment = g_ptr_array_index (enrolments, 0);
  g_assert_cmpint (enrolment->first, ==, enr_date_new (2026, 7, 1));
  g_assert_cmpint (enrolment->last, ==, ENR_DATE_NONE);
  memberships = enr_child_memberships (nursery->db, &child->id, &error);
  g_assert_cmpuint (memberships->len, ==, 1);
  membership = g_ptr_array_index (memberships, 0);
  g_assert_true (enr_uuid_equal (&membership->class_id, &nursery->classes[3]));

  /* before it is born */
  before = enr_test_dump (nursery->path);
  g_assert_false (enr_child_admit (nursery->db, &nursery->actor, early, enr_date_new (2023, 4, 1),
                                   NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_true (enr_uuid_is_none (&early->id));
  g_assert_true (enr_uuid_is_none (&early->family_id));
  after = enr_test_dump (nursery->path);
  enr_test_assert_same (after, before);
}

/* The n-th statement fails, for every n: nothing is half written; the next try makes the child. */
static void
test_admit_faults (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrChild) child = make ("架空", "空", "かくう", "そら", "9001");
  g_autoptr (EnrChild) again = NULL;
  g_autofree char *before = enr_test_dump (nursery->path);
  gboolean done = FALSE;
  guint n;

  for (n = 1; !done; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      g_assert_cmpuint (n, <, 1000);
      enr_db_set_fault (nursery->db, n);
      done = enr_child_admit (nursery->db, &nursery->actor, child, enr_test_day (),
                              &nursery->classes[3], &error);
      enr_db_set_fault (nursery->db, 0);
      if (done)
        break;
      g_assert_nonnull (error);
      g_assert_true (enr_uuid_is_none (&child->id));
      g_assert_true (enr_uuid_is_none (&child->family_id));
      after = enr_test_dump (nursery->path);
      enr_test_assert_same (after, before);
    }
  /* family, child, enrolment, membership at the least */
  g_assert_cmpuint (n, >, 4);
  again = enr_child_load (nursery->db, &child->id, NULL);
  g_assert_cmpstr (again->external_id, ==, "9001");
  g_assert_cmpint (enr_child_is_enrolled (nursery->db, &child->id, enr_test_day (), NULL), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/nursery/child/tidied", test_tidied);
  g_test_add_func ("/nursery/child/refused", test_refused);
  g_test_add_func ("/nursery/child/seen", test_seen);
  g_test_add_func ("/nursery/child/find", test_find);
  g_test_add_func ("/nursery/child/cards", test_cards);
  g_test_add_func ("/nursery/child/missing-cards", test_missing_cards);
  g_test_add_func ("/nursery/child/periods", test_periods);
  g_test_add_func ("/nursery/child/certification", test_certification);
  g_test_add_func ("/nursery/child/photo", test_photo);
  g_test_add_func ("/nursery/child/admit", test_admit);
  g_test_add_func ("/nursery/child/admit-faults", test_admit_faults);

  return g_test_run ();
}
