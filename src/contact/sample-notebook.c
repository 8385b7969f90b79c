/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The sample nursery's notebooks of the youngest classes, and a medicine: the same each time.
 */
#include "config.h"

#include "base/clock.h"
#include "contact/contact-private.h"
#include "contact/medicine-private.h"
#include "contact/notebook-private.h"
#include "contact/sample.h"

/* Notebooks are written for the classes of 0 to this age. */
#define LAST_AGE 2
#define N_DAYS 14
#define H(hour, minute) ((hour) *60 + (minute))
#define TEACHER "見本 園子"
#define CHECKER "手本 花枝"

static const char *const home_notes[] = {
  "昨夜はぐっすり眠り、朝も機嫌よく起きました。",
  "夕食のあと、お気に入りの絵本を三回読みました。",
  "少し鼻水が出ていますが、元気です。様子を見てください。",
  "お風呂で手あそびの歌を歌っていました。",
  "朝はなかなか目が覚めず、朝食は少なめです。",
  "週末に公園でたくさん遊びました。",
  "「いってきます」と手を振って家を出ました。",
  "おむつかぶれは良くなりました。ありがとうございました。",
};

static const char *const nursery_notes[] = {
  "友だちのまねをして、手をたたいて笑っていました。",
  "砂場でカップに砂を入れては出して、長い時間楽しみました。",
  "午睡のあとは機嫌よく、おやつもよく食べました。",
  "絵本の読み聞かせを、身を乗り出して見ていました。",
  "散歩先で犬を見つけ、指をさして教えてくれました。",
  "スプーンを自分で持って食べようとする姿がありました。",
  "音楽に合わせて体を揺らしていました。",
  "靴を自分ではこうとして、はけると得意そうな顔でした。",
};

static const char *const activities[LAST_AGE + 1][5] = {
  { "園庭の日なたで過ごす", "マットの上り下り", "ふれあい遊び", "感触遊び（布）",
    "ベビーカーで散歩" },
  { "園庭の砂場遊び", "近くの公園へ散歩", "シール貼り", "手あそび・リズム遊び", "ボール遊び" },
  { "三輪車・砂場遊び", "公園へ散歩、どんぐり拾い", "なぐり描き", "リズム遊び", "粘土遊び" },
};

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static EnrNotebookEvent *
add_event (EnrNotebookPage *page,
           EnrNotebookEventKind kind,
           int at,
           int amount,
           const char *quality)
{
  EnrNotebookEvent *event = enr_notebook_event_new (kind);

  event->at = at;
  event->amount = amount;
  set_text (&event->quality, quality);
  g_ptr_array_add (page->events, event);
  return event;
}

/* A time near @minutes, of five minutes. */
static int
near (GRand *random, int minutes)
{
  return minutes + 5 * g_rand_int_range (random, -4, 5);
}

static const char *
eaten (GRand *random)
{
  static const char *const words[] = { "完食", "完食", "完食", "ほぼ完食", "半分" };

  return words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))];
}

static EnrNotebookPage *
home_page (const EnrDay *day, const EnrDayChild *child, GRand *random)
{
  EnrNotebookPage *page = enr_notebook_page_new (&child->child_id, day->date, ENR_SIDE_HOME);

  page->temperature
      = child->temperature > 0 ? child->temperature : g_rand_int_range (random, 362, 370);
  page->taken_at = near (random, H (7, 0));
  page->mood = g_rand_int_range (random, 0, 4) > 0 ? ENR_MOOD_GOOD : ENR_MOOD_USUAL;
  page->cough = g_rand_int_range (random, 0, 8) > 0 ? ENR_DEGREE_NONE : ENR_DEGREE_LITTLE;
  page->nose = g_rand_int_range (random, 0, 4) > 0 ? ENR_DEGREE_NONE : ENR_DEGREE_LITTLE;
  page->bath = g_rand_int_range (random, 0, 10) > 0 ? ENR_BATH_YES : ENR_BATH_SHOWER;
  /* As the board has it: the notebook of the sample changes no day. */
  if (day->closed_at == ENR_INSTANT_NONE)
    {
      page->leave = child->planned_leave;
      set_text (&page->collector, child->planned_collector);
    }
  add_event (page, ENR_EVENT_MEAL, near (random, H (18, 40) - H (24, 0)), ENR_NOTEBOOK_NO_AMOUNT,
             eaten (random));
  add_event (page, ENR_EVENT_SLEEP, near (random, H (20, 50) - H (24, 0)), ENR_NOTEBOOK_NO_AMOUNT,
             "")
      ->until
      = near (random, H (6, 25));
  add_event (page, ENR_EVENT_MEAL, near (random, H (7, 10)), ENR_NOTEBOOK_NO_AMOUNT,
             eaten (random));
  if (child->class_age == 0)
    add_event (page, ENR_EVENT_MILK, near (random, H (6, 40)),
               20 * g_rand_int_range (random, 7, 11), "");
  if (g_rand_boolean (random))
    add_event (page, ENR_EVENT_BOWEL, near (random, H (7, 25)), 1, "普通便");
  if (g_rand_int_range (random, 0, 3) > 0)
    set_text (&page->body, home_notes[g_rand_int_range (random, 0, G_N_ELEMENTS (home_notes))]);
  set_text (&page->written_by, g_rand_int_range (random, 0, 5) > 0 ? "母" : "父");
  return page;
}

static EnrNotebookPage *
nursery_page (const EnrDay *day, const EnrDayChild *child, GRand *random)
{
  EnrNotebookPage *page = enr_notebook_page_new (&child->child_id, day->date, ENR_SIDE_NURSERY);
  gboolean is_baby = child->class_age == 0;

  page->mood = g_rand_int_range (random, 0, 5) > 0 ? ENR_MOOD_GOOD : ENR_MOOD_USUAL;
  add_event (page, ENR_EVENT_TEMPERATURE, near (random, H (10, 0)),
             g_rand_int_range (random, 363, 371), "");
  if (is_baby)
    add_event (page, ENR_EVENT_MILK, near (random, H (14, 50)),
               20 * g_rand_int_range (random, 6, 10), "");
  add_event (page, ENR_EVENT_MEAL, is_baby ? H (10, 50) : H (11, 20), ENR_NOTEBOOK_NO_AMOUNT,
             eaten (random));
  add_event (page, ENR_EVENT_SLEEP, near (random, is_baby ? H (12, 5) : H (12, 30)),
             ENR_NOTEBOOK_NO_AMOUNT, "")
      ->until
      = near (random, H (14, 25));
  if (!is_baby)
    add_event (page, ENR_EVENT_MEAL, H (15, 10), ENR_NOTEBOOK_NO_AMOUNT, "完食");
  if (g_rand_boolean (random))
    add_event (page, ENR_EVENT_BOWEL, near (random, H (10, 30)), 1,
               g_rand_int_range (random, 0, 6) > 0 ? "普通便" : "軟便");
  set_text (&page->did, activities[child->class_age][(guint) day->date % 5]);
  set_text (&page->body, nursery_notes[g_rand_int_range (random, 0, G_N_ELEMENTS (nursery_notes))]);
  set_text (&page->written_by, TEACHER);
  return page;
}

static gboolean
has_notebook (const EnrDayChild *child)
{
  return child->class_age >= 0 && child->class_age <= LAST_AGE && child->arrived != ENR_INSTANT_NONE
         && child->absence_kind < 0;
}

static gboolean
make_day (EnrDb *db, const EnrActor *actor, const EnrDay *day, GError **error)
{
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GPtrArray) results = NULL;

  for (guint i = 0; i < day->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);
      GRand *random;

      if (!has_notebook (child))
        continue;
      random = g_rand_new_with_seed ((guint32) day->date * 1000 + i);
      g_ptr_array_add (pages, home_page (day, child, random));
      /* The nursery writes when the children have slept. */
      if (day->date < enr_clock_today ())
        g_ptr_array_add (pages, nursery_page (day, child, random));
      g_rand_free (random);
    }
  results = enr_notebook_save_in_txn (db, actor, pages, NULL, error);
  return results != NULL;
}

/* Cough syrup for one of the second class, from the day before on; given on the days that are past.
 */
static gboolean
make_medicine (EnrDb *db, const EnrDay *day, GError **error)
{
  g_autoptr (EnrMedicine) medicine = enr_medicine_new ();
  const EnrDayChild *child = NULL;
  EnrInstant at = enr_instant_from_local (day->date, H (11, 55));

  for (guint i = 0; i < day->children->len && child == NULL; i++)
    {
      const EnrDayChild *other = &g_array_index (day->children, EnrDayChild, i);

      if (other->class_age == 1 && has_notebook (other))
        child = other;
    }
  if (child == NULL)
    return TRUE;
  medicine->id = enr_uuid_new ();
  medicine->child_id = child->child_id;
  medicine->asked_day = medicine->first_day = day->date;
  medicine->last_day = day->date + 3;
  medicine->prescribed = day->date - 1;
  medicine->form = ENR_MEDICINE_LIQUID;
  medicine->storage = ENR_STORAGE_COLD;
  medicine->at = H (11, 50);
  set_text (&medicine->asked_by, "母");
  set_text (&medicine->clinic, "見本小児科医院");
  set_text (&medicine->illness, "気管支炎");
  set_text (&medicine->name, "せき止めシロップ");
  set_text (&medicine->amount, "4ml");
  set_text (&medicine->when_words, "昼食後");
  set_text (&medicine->home_dose, "7:15");
  set_text (&medicine->received_by, TEACHER);
  return enr_medicine_add_in_txn (db, medicine, error)
         && (day->closed_at != ENR_INSTANT_NONE || at > enr_clock_now ()
             || enr_medicine_give_in_txn (db, &medicine->id, day->date, at, TEACHER, CHECKER,
                                          "全部飲みました。", error));
}

gboolean
enr_notebook_sample (EnrDb *db, const EnrActor *actor, EnrDate until, GError **error)
{
  gboolean has_medicine = FALSE;

  for (EnrDate date = until; date > until - N_DAYS; date--)
    {
      g_auto (EnrTxn) txn = ENR_TXN_INIT;
      g_autoptr (EnrDay) day = enr_day_load (db, date, NULL, error);

      if (day == NULL)
        return FALSE;
      if (day->closed_name != NULL || day->children->len == 0)
        continue;
      if (!enr_txn_begin (&txn, db, actor, NULL, error) || !make_day (db, actor, day, error))
        return FALSE;
      if (!has_medicine && date < until)
        {
          has_medicine = TRUE;
          if (!make_medicine (db, day, error))
            return FALSE;
        }
      if (!enr_txn_commit (&txn, error))
        return FALSE;
    }
  return TRUE;
}
