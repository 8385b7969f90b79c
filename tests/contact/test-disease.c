/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The table of diseases, and when a child may come again: against hand-worked days.
 */
#include "config.h"

#include "contact-fixture.h"

static EnrDisease *
load (Fixture *fixture, const char *key)
{
  g_autoptr (GError) error = NULL;
  EnrDisease *disease = enr_disease_load (fixture->db, key, &error);

  g_assert_no_error (error);
  return disease;
}

/* "2026-06-16", "missing fever 2026-06-16", "missing onset -", "words" */
static char *
work_out (const EnrDisease *disease, const EnrDate *anchors)
{
  EnrReturn result = enr_disease_return_day (disease, anchors);
  char day[ENR_DATE_ISO_LENGTH];

  enr_date_iso (result.day, day);
  switch (result.kind)
    {
    case ENR_RETURN_ON:
      return g_strdup (day);
    case ENR_RETURN_MISSING:
      return g_strdup_printf ("missing %s %s", enr_anchor_key (result.missing),
                              *day != '\0' ? day : "-");
    case ENR_RETURN_WORDS:
    default:
      return g_strdup ("words");
    }
}

/* All 22, in the guideline's order, with every day known: begun on June 1st, without fever or
 * relieved on June 5th, swollen on June 2nd, medicine from June 3rd. */
static void
test_all (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *key;
    EnrReturnPaper paper;
    const char *day;
  } expected[] = {
    { "measles", ENR_RETURN_PAPER_OPINION, "2026-06-09" },   /* 3 days after the fever: 6, 7, 8 */
    { "influenza", ENR_RETURN_PAPER_OPINION, "2026-06-09" }, /* 5 days after onset end on the 6th */
    { "covid-19", ENR_RETURN_PAPER_OPINION, "2026-06-07" },  /* onset: the 7th; relief: the 7th */
    { "rubella", ENR_RETURN_PAPER_OPINION, "words" },
    { "chickenpox", ENR_RETURN_PAPER_OPINION, "words" },
    { "mumps", ENR_RETURN_PAPER_OPINION, "2026-06-08" }, /* 5 days: 3, 4, 5, 6, 7 */
    { "tuberculosis", ENR_RETURN_PAPER_OPINION, "words" },
    { "pool-fever", ENR_RETURN_PAPER_OPINION, "2026-06-08" }, /* 2 days: 6, 7 */
    { "kerato-conjunctivitis", ENR_RETURN_PAPER_OPINION, "words" },
    { "pertussis", ENR_RETURN_PAPER_OPINION, "words" },
    { "ehec", ENR_RETURN_PAPER_OPINION, "words" },
    { "hemorrhagic-conjunctivitis", ENR_RETURN_PAPER_OPINION, "words" },
    { "meningococcus", ENR_RETURN_PAPER_OPINION, "words" },
    { "streptococcus", ENR_RETURN_PAPER_FORM, "2026-06-04" }, /* 24 hours */
    { "mycoplasma", ENR_RETURN_PAPER_FORM, "words" },
    { "hand-foot-mouth", ENR_RETURN_PAPER_FORM, "words" },
    { "erythema-infectiosum", ENR_RETURN_PAPER_FORM, "words" },
    { "gastroenteritis", ENR_RETURN_PAPER_FORM, "words" },
    { "herpangina", ENR_RETURN_PAPER_FORM, "words" },
    { "rsv", ENR_RETURN_PAPER_FORM, "words" },
    { "shingles", ENR_RETURN_PAPER_FORM, "words" },
    { "roseola", ENR_RETURN_PAPER_FORM, "words" },
  };
  const EnrDate anchors[ENR_N_ANCHORS]
      = { ENR_DATE_NONE, DAY (6, 1), DAY (6, 5), DAY (6, 5), DAY (6, 2), DAY (6, 3) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = enr_disease_list (fixture->db, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 22);
  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < list->len; i++)
    {
      const EnrDisease *disease = g_ptr_array_index (list, i);
      g_autofree char *day = work_out (disease, anchors);

      g_assert_cmpstr (disease->key, ==, expected[i].key);
      g_assert_cmpint (disease->paper, ==, expected[i].paper);
      g_assert_cmpstr (day, ==, expected[i].day);
      g_assert_cmpstr (disease->criteria, !=, "");
      g_assert_true (disease->is_active);
    }
}

static void
test_vectors (Fixture *fixture, gconstpointer data)
{
#define NO ENR_DATE_NONE
  const struct
  {
    const char *key;
    EnrDate onset, fever, relief, swelling, medicine;
    const char *expected;
  } vectors[] = {
    /* The onset is day 0: 5 days have gone by on June 15th, so June 16th is the first. */
    { "influenza", DAY (6, 10), DAY (6, 11), NO, NO, NO, "2026-06-16" },
    { "influenza", DAY (6, 10), DAY (6, 12), NO, NO, NO, "2026-06-16" },
    /* From here the fever decides: 3 whole days without it. */
    { "influenza", DAY (6, 10), DAY (6, 13), NO, NO, NO, "2026-06-17" },
    { "influenza", DAY (6, 10), DAY (6, 18), NO, NO, NO, "2026-06-22" },
    { "influenza", DAY (6, 10), NO, NO, NO, NO, "missing fever 2026-06-16" },
    { "influenza", NO, DAY (6, 18), NO, NO, NO, "missing onset 2026-06-22" },
    { "influenza", NO, NO, NO, NO, NO, "missing onset -" },
    /* Across the ends of months and years, and February of both kinds. */
    { "influenza", DAY (1, 28), DAY (1, 29), NO, NO, NO, "2026-02-03" },
    { "influenza", enr_date_new (2025, 12, 28), enr_date_new (2025, 12, 29), NO, NO, NO,
      "2026-01-03" },
    { "influenza", enr_date_new (2028, 2, 24), enr_date_new (2028, 2, 25), NO, NO, NO,
      "2028-03-01" },
    { "influenza", enr_date_new (2026, 2, 24), enr_date_new (2026, 2, 25), NO, NO, NO,
      "2026-03-02" },
    { "influenza", enr_date_new (2028, 2, 20), enr_date_new (2028, 2, 26), NO, NO, NO,
      "2028-03-01" },
    { "covid-19", DAY (6, 10), NO, DAY (6, 12), NO, NO, "2026-06-16" },
    { "covid-19", DAY (6, 10), NO, DAY (6, 14), NO, NO, "2026-06-16" },
    { "covid-19", DAY (6, 10), NO, DAY (6, 15), NO, NO, "2026-06-17" },
    /* Without symptoms: the day of the sample stands for both. */
    { "covid-19", DAY (6, 10), NO, DAY (6, 10), NO, NO, "2026-06-16" },
    { "covid-19", DAY (6, 10), DAY (6, 11), NO, NO, NO, "missing relief 2026-06-16" },
    { "measles", NO, DAY (6, 30), NO, NO, NO, "2026-07-04" },
    { "measles", DAY (6, 1), NO, NO, NO, NO, "missing fever -" },
    { "mumps", DAY (6, 1), NO, NO, DAY (6, 2), NO, "2026-06-08" },
    { "mumps", DAY (6, 1), NO, NO, NO, NO, "missing swelling -" },
    { "pool-fever", NO, NO, DAY (12, 30), NO, NO, "2027-01-02" },
    { "streptococcus", NO, NO, NO, NO, DAY (6, 30), "2026-07-01" },
    { "streptococcus", DAY (6, 29), NO, NO, NO, NO, "missing medicine -" },
    { "pertussis", DAY (6, 1), DAY (6, 1), DAY (6, 1), DAY (6, 1), DAY (6, 1), "words" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      const EnrDate anchors[ENR_N_ANCHORS] = { NO,
                                               vectors[i].onset,
                                               vectors[i].fever,
                                               vectors[i].relief,
                                               vectors[i].swelling,
                                               vectors[i].medicine };
      g_autoptr (EnrDisease) disease = load (fixture, vectors[i].key);
      g_autofree char *day = work_out (disease, anchors);

      g_test_message ("%u: %s", i, vectors[i].key);
      g_assert_cmpstr (day, ==, vectors[i].expected);
    }
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDisease) influenza = load (fixture, "influenza");
  g_autoptr (EnrDisease) roseola = load (fixture, "roseola");
  const EnrReturn on = { ENR_RETURN_ON, DAY (6, 16), ENR_ANCHOR_NONE };
  const EnrReturn missing = { ENR_RETURN_MISSING, ENR_DATE_NONE, ENR_ANCHOR_FEVER };
  const EnrReturn bounded = { ENR_RETURN_MISSING, DAY (6, 16), ENR_ANCHOR_FEVER };
  const EnrReturn words = { ENR_RETURN_WORDS, ENR_DATE_NONE, ENR_ANCHOR_NONE };
  g_autofree char *on_text = enr_return_dup_text (&on, influenza);
  g_autofree char *missing_text = enr_return_dup_text (&missing, influenza);
  g_autofree char *bounded_text = enr_return_dup_text (&bounded, influenza);
  g_autofree char *words_text = enr_return_dup_text (&words, roseola);

  g_assert_cmpstr (on_text, ==, "may come from 令和8年6月16日(火)");
  g_assert_cmpstr (missing_text, ==, "not known yet, because the day without fever is missing");
  g_assert_cmpstr (
      bounded_text, ==,
      "not known yet, because the day without fever is missing; not before 令和8年6月16日(火)");
  g_assert_nonnull (strstr (words_text, "解熱し機嫌が良く全身状態が良いこと"));
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *word;
    const char *key; /* NULL: not found */
  } words[] = {
    { "influenza", "influenza" },
    { "インフルエンザ", "influenza" },
    { "ｲﾝﾌﾙｴﾝｻﾞ", "influenza" },
    { "おたふくかぜ", "mumps" },
    { "おたふく", "mumps" },
    { "水ぼうそう", "chickenpox" },
    { "りんご病", "erythema-infectiosum" },
    { "溶連菌", "streptococcus" },
    { "ＲＳ", "rsv" },
    { "ノロ", "gastroenteritis" },
    { "かぜ", NULL }, /* おたふくかぜ only ends with it: a cold is not the mumps */
    { "インフル", "influenza" },
    { "結核", "tuberculosis" },
    { "ペスト", NULL },
    { "", NULL },
    { "流行性", NULL }, /* two begin with it */
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrDisease) disease = enr_disease_find (fixture->db, words[i].word, &error);

      g_test_message ("%s", words[i].word);
      g_assert_cmpstr (disease != NULL ? disease->key : NULL, ==, words[i].key);
      if (words[i].key == NULL)
        {
          int code = i == G_N_ELEMENTS (words) - 1 ? ENR_NURSERY_ERROR_AMBIGUOUS
                                                   : ENR_NURSERY_ERROR_UNKNOWN;

          g_assert_error (error, ENR_NURSERY_ERROR, code);
          g_assert_nonnull (strstr (error->message, "mumps"));
        }
    }
}

static void
assert_refused (Fixture *fixture, EnrDisease *disease, const EnrDisease *seen, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;

  g_assert_false (enr_disease_save (fixture->db, fixture->actor, disease, seen, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, code);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDisease) seen = load (fixture, "influenza");
  g_autoptr (EnrDisease) changed = enr_disease_copy (seen);
  g_autoptr (EnrDisease) again = NULL;
  g_autoptr (GError) error = NULL;

  /* A municipality that asks for another paper, and school children's days. */
  changed->paper = ENR_RETURN_PAPER_FORM;
  changed->days[1] = 3;
  g_assert_true (enr_disease_save (fixture->db, fixture->actor, changed, seen, &error));
  g_assert_no_error (error);
  again = load (fixture, "influenza");
  g_assert_cmpint (again->paper, ==, ENR_RETURN_PAPER_FORM);
  g_assert_cmpint (again->days[1], ==, 3);
  g_assert_cmpstr (again->infectious, ==, seen->infectious);
  /* Who read it before has to look again. */
  assert_refused (fixture, changed, seen, ENR_NURSERY_ERROR_CHANGED);

  changed->days[1] = 61;
  assert_refused (fixture, changed, again, ENR_NURSERY_ERROR_INVALID);
  changed->days[1] = 3;
  changed->anchor[1] = ENR_ANCHOR_ONSET;
  assert_refused (fixture, changed, again, ENR_NURSERY_ERROR_INVALID);
  changed->anchor[0] = ENR_ANCHOR_NONE;
  assert_refused (fixture, changed, again, ENR_NURSERY_ERROR_INVALID);
  changed->anchor[1] = ENR_ANCHOR_NONE;
  set_text (&changed->name, "　");
  assert_refused (fixture, changed, again, ENR_NURSERY_ERROR_INVALID);
  set_text (&changed->name, "風しん");
  assert_refused (fixture, changed, again, ENR_NURSERY_ERROR_INVALID);
  set_text (&changed->key, "nothing");
  set_text (&changed->name, "とびひ");
  assert_refused (fixture, changed, again, ENR_NURSERY_ERROR_UNKNOWN);
}

static void
test_own (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDisease) own = enr_disease_new ();
  g_autoptr (EnrDisease) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  const EnrDisease *first;

  set_text (&own->name, " 伝染性膿痂疹（とびひ） ");
  set_text (&own->criteria, "皮疹が乾燥しているか、湿潤部位が被覆できる程度であること");
  g_assert_true (enr_disease_save (fixture->db, fixture->actor, own, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (own->key, "own-"));

  list = enr_disease_list (fixture->db, &error);
  g_ptr_array_add (keys, own->key);
  for (guint i = 0; i + 1 < list->len; i++)
    g_ptr_array_add (keys, ((EnrDisease *) g_ptr_array_index (list, i))->key);
  g_ptr_array_add (keys, NULL);
  g_assert_true (
      enr_disease_order (fixture->db, fixture->actor, (const char *const *) keys->pdata, &error));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = enr_disease_list (fixture->db, &error);
  g_assert_cmpuint (list->len, ==, 23);
  first = g_ptr_array_index (list, 0);
  g_assert_cmpstr (first->key, ==, own->key);

  copy = enr_disease_copy (first);
  copy->is_active = FALSE;
  g_assert_true (enr_disease_save (fixture->db, fixture->actor, copy, first, &error));
  g_clear_pointer (&copy, enr_disease_free);
  copy = load (fixture, own->key);
  g_assert_false (copy->is_active);
  g_assert_cmpstr (copy->name, ==, "伝染性膿痂疹（とびひ）");
}

static gboolean
save_new (Fixture *fixture, gpointer data, GError **error)
{
  g_autoptr (EnrDisease) own = enr_disease_new ();

  set_text (&own->name, "とびひ");
  return enr_disease_save (fixture->db, fixture->actor, own, NULL, error);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  fail_each_statement (fixture, save_new, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, GUINT_TO_POINTER (1), set_up, func, tear_down)
  ADD ("/disease/all", test_all);
  ADD ("/disease/vectors", test_vectors);
  ADD ("/disease/texts", test_texts);
  ADD ("/disease/find", test_find);
  ADD ("/disease/edit", test_edit);
  ADD ("/disease/own", test_own);
  ADD ("/disease/faults", test_faults);
  return g_test_run ();
}
