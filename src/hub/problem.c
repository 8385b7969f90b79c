/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What nurseries are told of a refusal. These words go over the wire to Japanese offices, whatever
 * the language of the machine that the hub runs on.
 */
#include "config.h"

#include <string.h>

#include "hub/batch.h"

static const struct
{
  const char *name;
  const char *title;
} titles[] = {
  /* about an event */
  { "malformed", "報告の形式が正しくありません" },
  { "schema-invalid", "報告の内容に誤りがあります" },
  { "unknown-type", "この種類の報告は受け付けていません" },
  { "too-large", "報告が大きすぎます" },
  { "not-yours", "他の施設の報告は受け付けられません" },
  { "unknown-source", "登録されていないパソコンの報告です" },
  { "id-reused", "同じ番号で内容の違う報告がすでに届いています" },
  { "source-forked", "このパソコンの記録の写しから、別の報告がすでに届いています" },
  /* about a request */
  { "batch-malformed", "まとめて送られた報告を読み取れません" },
  { "digest-mismatch", "送られた内容が途中で変わっています" },
  { "signature-invalid", "署名を確認できません" },
  { "site-unknown", "このパソコンは登録されていません" },
  { "site-revoked", "このパソコンからの送信は停止されています" },
  { "clock-skew", "パソコンの時計が大きくずれています" },
  { "code-invalid", "登録コードが正しくないか、すでに使われています" },
  { "too-many-requests", "しばらく待ってからやり直してください" },
  { "overloaded", "ただいま混み合っています" },
  { "not-found", "見つかりません" },
  { "method-not-allowed", "この操作はできません" },
  { "bad-request", "要求を読み取れません" },
  { "unsupported-media", "この形式は受け付けていません" },
  { "blob-offset", "ファイルの続きの位置が合っていません" },
  { "blob-mismatch", "ファイルの内容が途中で変わっています" },
  { "failed", "受け取り側で問題が起きました" },
  /* about what was taken */
  { "closed-day-attendance", "休園日に出席があります" },
  { "month-differs", "月の集計が、届いている日々の記録と合いません" },
  { "concurrent-rev", "同じ内容について、別のパソコンから違う報告が届いています" },
};

static const char *
find_title (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (strcmp (titles[i].name, name) == 0)
      return titles[i].title;
  g_return_val_if_reached (name);
}

EnrProblem *
enr_hub_problem (const char *name, const char *detail, const char *pointer)
{
  EnrProblem *self = g_new0 (EnrProblem, 1);

  self->type = g_strconcat (ENR_PROBLEM_BASE, name, NULL);
  self->title = g_strdup (find_title (name));
  self->detail = g_strdup (detail);
  self->pointer = g_strdup (pointer);
  return self;
}

const char *
enr_hub_review_title (const char *kind)
{
  return find_title (kind);
}
