/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The words of a contact history. A paper is Japanese whatever the program's language is, so each
 * word is there twice.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "contact/history.h"

/* A word for both. */
typedef struct
{
  const char *paper;
  const char *screen; /* to be translated */
} Word;

static const char *
say (const Word *word, gboolean is_paper)
{
  return is_paper ? word->paper : _ (word->screen);
}

const char *
enr_contact_kind_label (EnrContactKind kind, gboolean is_paper)
{
  static const Word words[ENR_N_CONTACTS] = {
    { "欠席などの連絡", N_ ("Notice") },
    { "園からの電話", N_ ("Call") },
    { "連絡帳（家庭から）", N_ ("Notebook, from home") },
    { "連絡帳（園から）", N_ ("Notebook, from the nursery") },
    { "お便り", N_ ("Letter") },
    { "問い合わせ・伝言", N_ ("Inquiry") },
    { "約束", N_ ("Promise") },
    { "与薬の依頼", N_ ("Request for medicine") },
    { "与薬", N_ ("Medicine") },
  };

  return say (&words[kind], is_paper);
}

static const char *
channel_word (EnrChannel channel, gboolean is_paper)
{
  static const char *const papers[] = { "電話", "メール", "書面", "園で", "保護者のページ" };

  return is_paper ? papers[channel] : enr_channel_label (channel);
}

static void
append (GString *text, const char *mark, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, mark);
  g_string_append (text, part);
}

/* "体温: 36.5℃" on a line of its own. */
static void
append_field (GString *text, const char *label, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%s: %s", label, value);
}

static char *
dup_days (EnrDate first, EnrDate last)
{
  int month, day, last_month, last_day;

  enr_date_split (first, NULL, &month, &day);
  enr_date_split (last, NULL, &last_month, &last_day);
  return first == last ? g_strdup_printf ("%d/%d", month, day)
                       : g_strdup_printf ("%d/%d–%d/%d", month, day, last_month, last_day);
}

/*
 * Heads
 */

static char *
dup_notice_head (const EnrContactEntry *self, gboolean is_paper)
{
  static const char *const papers[] = { "欠席", "遅刻", "早退" };
  static const Word withdrawn = { "（取り消し）", N_ (" (withdrawn)") };
  static const Word passed
      = { "（あとの連絡や入力が有効）", N_ (" (a newer notice or entry counts)") };
  const EnrNotice *notice = self->notice;
  int minutes = notice->kind == ENR_NOTICE_LATE ? notice->arrive : notice->leave;
  const char *word = is_paper ? papers[notice->kind] : enr_notice_kind_label (notice->kind);
  g_autofree char *days = dup_days (notice->first_day, notice->last_day);
  GString *text = g_string_new (self->absence != NULL ? self->absence : word);
  char at[6];

  append (text, " ", days);
  if (notice->kind != ENR_NOTICE_ABSENT && minutes != ENR_MINUTES_NONE)
    append (text, " ", enr_minutes_format (minutes, at));
  if (self->is_void)
    g_string_append (text, say (&withdrawn, is_paper));
  else if (!notice->counts)
    g_string_append (text, say (&passed, is_paper));
  return g_string_free (text, FALSE);
}

static char *
dup_call_head (const EnrContactEntry *self, gboolean is_paper)
{
  static const char *const papers[] = { "応答なし", "伝言を残した", "つながった" };

  return g_strdup_printf ("%s: %s", self->call->called,
                          is_paper ? papers[self->call->outcome]
                                   : enr_call_outcome_label (self->call->outcome));
}

static char *
dup_promise_head (const EnrContactEntry *self, gboolean is_paper)
{
  static const char *const papers[ENR_N_PROMISES]
      = { "折り返し電話", "書類を持ってくる", "物を持ってくる", "その他の約束" };
  static const Word sides[]
      = { { "ご家庭の約束", N_ ("by the family") }, { "園の約束", N_ ("by the nursery") } };
  static const Word states[] = { { "まだ", N_ ("not done yet") }, { "済み", N_ ("done") } };
  const EnrPromise *promise = self->promise;
  g_autofree char *day = dup_days (promise->due_day, promise->due_day);
  GString *text
      = g_string_new (is_paper ? papers[promise->kind] : enr_promise_kind_label (promise->kind));
  char at[6];

  append (text, " ", day);
  if (promise->due_at != ENR_MINUTES_NONE)
    append (text, " ", enr_minutes_format (promise->due_at, at));
  append (text, " · ", say (&sides[promise->is_ours ? 1 : 0], is_paper));
  append (text, " · ", say (&states[promise->kept_at != ENR_INSTANT_NONE ? 1 : 0], is_paper));
  return g_string_free (text, FALSE);
}

static char *
dup_medicine_head (const EnrMedicine *medicine, gboolean has_days)
{
  GString *text = g_string_new (medicine->name);
  g_autofree char *days = dup_days (medicine->first_day, medicine->last_day);

  append (text, " ", medicine->amount);
  if (has_days)
    append (text, " ", days);
  return g_string_free (text, FALSE);
}

static char *
dup_dose_head (const EnrMedicineTask *dose, gboolean is_paper)
{
  static const char *const papers[] = { "まだ", "与えた", "与えなかった" };
  g_autofree char *head = dup_medicine_head (dose->medicine, FALSE);

  return g_strdup_printf ("%s · %s", head,
                          is_paper ? papers[dose->state] : enr_dose_state_label (dose->state));
}

char *
enr_contact_entry_dup_head (const EnrContactEntry *self, gboolean is_paper)
{
  static const Word states[]
      = { { "返事待ち", N_ ("waits for an answer") }, { "回答済み", N_ ("answered") } };

  switch (self->kind)
    {
    case ENR_CONTACT_NOTICE:
      return dup_notice_head (self, is_paper);
    case ENR_CONTACT_CALL:
      return dup_call_head (self, is_paper);
    case ENR_CONTACT_LETTER:
      return g_strdup (self->letter->subject);
    case ENR_CONTACT_INQUIRY:
      if (!self->inquiry->wants_answer)
        return g_strdup ("");
      return g_strdup (say (&states[self->is_open ? 0 : 1], is_paper));
    case ENR_CONTACT_PROMISE:
      return dup_promise_head (self, is_paper);
    case ENR_CONTACT_MEDICINE:
      return dup_medicine_head (self->medicine, TRUE);
    case ENR_CONTACT_DOSE:
      return dup_dose_head (self->dose, is_paper);
    case ENR_CONTACT_HOME:
    case ENR_CONTACT_NURSERY:
    case ENR_N_CONTACTS:
    default:
      return g_strdup ("");
    }
}

/*
 * Texts
 */

static char *
dup_notice_text (const EnrContactEntry *self)
{
  g_autofree char *reason = enr_notice_dup_reason (self->notice, self->disease);
  GString *text = g_string_new (reason);

  append (text, "\n", self->notice->note);
  return g_string_free (text, FALSE);
}

static void
append_events (GString *text, const EnrNotebookPage *page, gboolean is_paper)
{
  for (guint kind = 0; kind < ENR_NOTEBOOK_N_EVENTS; kind++)
    {
      g_autoptr (GString) all = g_string_new (NULL);

      for (guint i = 0; i < page->events->len; i++)
        {
          const EnrNotebookEvent *event = g_ptr_array_index (page->events, i);
          g_autofree char *one = NULL;

          if (event->kind != (EnrNotebookEventKind) kind)
            continue;
          one = enr_notebook_event_dup_paper (event);
          append (all, is_paper ? "、" : ", ", one);
        }
      append_field (text,
                    is_paper ? enr_notebook_event_paper ((EnrNotebookEventKind) kind)
                             : enr_notebook_event_label ((EnrNotebookEventKind) kind),
                    all->str);
    }
}

static char *
dup_page_text (const EnrNotebookPage *page, gboolean is_paper)
{
  static const Word temperature = { "体温", N_ ("Temperature") };
  static const Word mood = { "機嫌", N_ ("Mood") };
  static const Word cough = { "咳", N_ ("Cough") };
  static const Word nose = { "鼻水", N_ ("Nose") };
  static const Word bath = { "入浴", N_ ("Bath") };
  static const Word collect = { "お迎え", N_ ("Collection") };
  static const Word did = { "今日したこと", N_ ("What we did") };
  GString *text = g_string_new (NULL);
  g_autofree char *degrees = NULL;
  g_autoptr (GString) collection = g_string_new (NULL);
  char at[6];

  if (page->temperature != 0)
    degrees = g_strdup_printf ("%d.%d℃", page->temperature / 10, page->temperature % 10);
  append_field (text, say (&temperature, is_paper), degrees);
  if (page->mood != ENR_MOOD_NONE)
    append_field (text, say (&mood, is_paper),
                  is_paper ? enr_mood_paper (page->mood) : enr_mood_label (page->mood));
  if (page->cough != ENR_DEGREE_UNSAID)
    append_field (text, say (&cough, is_paper),
                  is_paper ? enr_degree_paper (page->cough) : enr_degree_label (page->cough));
  if (page->nose != ENR_DEGREE_UNSAID)
    append_field (text, say (&nose, is_paper),
                  is_paper ? enr_degree_paper (page->nose) : enr_degree_label (page->nose));
  if (page->bath != ENR_BATH_UNSAID)
    append_field (text, say (&bath, is_paper),
                  is_paper ? enr_bath_paper (page->bath) : enr_bath_label (page->bath));
  append_events (text, page, is_paper);
  if (page->leave != ENR_MINUTES_NONE)
    append (collection, " ", enr_minutes_format (page->leave, at));
  append (collection, " ", page->collector);
  append_field (text, say (&collect, is_paper), collection->str);
  append_field (text, say (&did, is_paper), page->did);
  append (text, "\n", page->body);
  return g_string_free (text, FALSE);
}

static char *
dup_letter_text (const EnrRecipient *letter, gboolean is_paper)
{
  static const Word answer = { "回答", N_ ("Answer") };
  static const Word waits = { "回答待ち", N_ ("The answer has not come yet") };
  static const Word read = { "読んだことを確認", N_ ("Known to have been read") };
  GString *text = g_string_new (NULL);
  g_autofree char *said = NULL;

  if (letter->answered_at != ENR_INSTANT_NONE)
    {
      if (is_paper && letter->answer_kind == ENR_ANSWER_YES_NO)
        said = g_strdup (strcmp (letter->answer, "yes") == 0 ? "はい" : "いいえ");
      else
        said = enr_answer_dup_text (letter->answer_kind, letter->answer);
      append_field (text, say (&answer, is_paper), said);
    }
  else if (letter->answer_kind != ENR_ANSWER_NONE)
    append (text, "\n", say (&waits, is_paper));
  if (letter->read_at != ENR_INSTANT_NONE && letter->answered_at == ENR_INSTANT_NONE)
    append (text, "\n", say (&read, is_paper));
  append (text, "\n", letter->body);
  return g_string_free (text, FALSE);
}

static char *
dup_inquiry_text (const EnrInquiry *inquiry, gboolean is_paper)
{
  static const Word answer = { "返事", N_ ("Answer") };
  GString *text = g_string_new (inquiry->body);

  append_field (text, say (&answer, is_paper), inquiry->answer);
  return g_string_free (text, FALSE);
}

static char *
dup_medicine_text (const EnrMedicine *medicine, gboolean is_paper)
{
  static const Word time = { "与薬の時刻", N_ ("To give at") };
  static const Word form = { "剤型", N_ ("Form") };
  static const Word storage = { "保管", N_ ("Storage") };
  static const Word illness = { "病名", N_ ("Illness") };
  static const Word clinic = { "医療機関", N_ ("Clinic") };
  static const Word home = { "家庭での最終服用", N_ ("Last given at home") };
  GString *text = g_string_new (NULL);
  g_autoptr (GString) when = g_string_new (NULL);
  char at[6];

  if (medicine->at != ENR_MINUTES_NONE)
    append (when, " ", enr_minutes_format (medicine->at, at));
  append (when, " ", medicine->when_words);
  append_field (text, say (&time, is_paper), when->str);
  append_field (text, say (&form, is_paper),
                is_paper ? enr_medicine_form_paper (medicine->form)
                         : enr_medicine_form_label (medicine->form));
  append_field (text, say (&storage, is_paper),
                is_paper ? enr_medicine_storage_paper (medicine->storage)
                         : enr_medicine_storage_label (medicine->storage));
  append_field (text, say (&illness, is_paper), medicine->illness);
  append_field (text, say (&clinic, is_paper), medicine->clinic);
  append_field (text, say (&home, is_paper), medicine->home_dose);
  append (text, "\n", medicine->note);
  return g_string_free (text, FALSE);
}

static char *
dup_whole_text (const EnrContactEntry *self, gboolean is_paper)
{
  switch (self->kind)
    {
    case ENR_CONTACT_NOTICE:
      return dup_notice_text (self);
    case ENR_CONTACT_CALL:
      return g_strdup (self->call->note);
    case ENR_CONTACT_HOME:
    case ENR_CONTACT_NURSERY:
      return dup_page_text (self->page, is_paper);
    case ENR_CONTACT_LETTER:
      return dup_letter_text (self->letter, is_paper);
    case ENR_CONTACT_INQUIRY:
      return dup_inquiry_text (self->inquiry, is_paper);
    case ENR_CONTACT_PROMISE:
      return g_strdup (self->promise->words);
    case ENR_CONTACT_MEDICINE:
      return dup_medicine_text (self->medicine, is_paper);
    case ENR_CONTACT_DOSE:
      return g_strdup (self->dose->note);
    case ENR_N_CONTACTS:
    default:
      return g_strdup ("");
    }
}

char *
enr_contact_entry_dup_text (const EnrContactEntry *self, gboolean is_paper)
{
  char *text = dup_whole_text (self, is_paper);
  g_autofree char *cut = NULL;

  if (is_paper || g_utf8_strlen (text, -1) <= ENR_CONTACT_TEXT_SHOWN)
    return text;
  cut = g_utf8_substring (text, 0, ENR_CONTACT_TEXT_SHOWN);
  g_free (text);
  return g_strdup_printf ("%s…\n%s", cut, _ ("(The rest is on the paper.)"));
}

/*
 * People
 */

/* "母（電話） → 佐藤" */
static char *
dup_told (const char *by, EnrChannel channel, const char *to, gboolean is_paper)
{
  GString *text = g_string_new (by);

  append (text, " ", channel_word (channel, is_paper));
  append (text, " → ", to);
  return g_string_free (text, FALSE);
}

/* Two people are needed: who gave it, and who saw it. */
static char *
dup_dose_people (const EnrMedicineTask *dose, gboolean is_paper)
{
  static const Word checked = { "確認", N_ ("checked by") };
  GString *text = g_string_new (dose->given_by);

  if (*dose->checked_by != '\0')
    g_string_append_printf (text, " · %s: %s", say (&checked, is_paper), dose->checked_by);
  return g_string_free (text, FALSE);
}

char *
enr_contact_entry_dup_people (const EnrContactEntry *self, gboolean is_paper)
{
  static const Word family = { "保護者", N_ ("the family") };

  switch (self->kind)
    {
    case ENR_CONTACT_NOTICE:
      return dup_told (self->notice->by_name, self->notice->channel, "", is_paper);
    case ENR_CONTACT_CALL:
      return g_strdup (self->call->by_name);
    case ENR_CONTACT_HOME:
    case ENR_CONTACT_NURSERY:
      return g_strdup (self->page->written_by);
    case ENR_CONTACT_LETTER:
      /* Where no guardian is entered, it was addressed by the name of the family's first child. */
      return g_strdup (enr_uuid_is_none (&self->letter->contact_id) ? say (&family, is_paper)
                                                                    : self->letter->addressee);
    case ENR_CONTACT_INQUIRY:
      return dup_told (self->inquiry->by_name, self->inquiry->channel, self->inquiry->taken_by,
                       is_paper);
    case ENR_CONTACT_PROMISE:
      return g_strdup (self->promise->made_by);
    case ENR_CONTACT_MEDICINE:
      return g_strdup_printf ("%s → %s", self->medicine->asked_by, self->medicine->received_by);
    case ENR_CONTACT_DOSE:
      return dup_dose_people (self->dose, is_paper);
    case ENR_N_CONTACTS:
    default:
      return g_strdup ("");
    }
}
