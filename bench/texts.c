/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "texts.h"

static const char *const times[] = {
  "朝の会で",     "午睡のあと",         "給食の前に",   "雨の日に",   "夕方の合同保育で",
  "散歩の途中で", "登園してすぐ",       "おやつのあと", "週の初めに", "気温の高い日に",
  "着がえのとき", "片づけの時間になり", "園庭に出ると", "久しぶりに", "行事の次の日に",
};

static const char *const whos[] = {
  "友だちと",       "保育者に見守られながら", "一人でじっくりと",   "年上の子のまねをして",
  "三人で",         "保育者と手をつないで",   "好きな友だちを誘い", "クラスのみんなで",
  "妹といっしょに", "隣のクラスの子に教わり", "指さしをしながら",   "ことばをそえられて",
};

static const char *const things[] = {
  "落ち葉",   "どんぐり",   "積み木", "小麦粉粘土", "水あそび", "絵本",
  "虫かご",   "だんご虫",   "色水",   "なわとび",   "鉄棒",     "ままごと",
  "砂場",     "シャボン玉", "折り紙", "わらべうた", "のこぎり", "新聞紙",
  "段ボール", "朝顔の種",   "かるた", "すごろく",   "太鼓",     "三輪車",
};

static const char *const deeds[] = {
  "を集め",         "を並べ",         "に手を伸ばし",   "をくり返し試し",       "を分け合い",
  "を見立てて",     "の感触を味わい", "を最後まで運び", "の名前を覚え",         "の違いに気づき",
  "をじっと見つめ", "を順番に使い",   "で工夫して",     "を家からも持ってきて",
};

static const char *const ends[] = {
  "うれしそうに見せていた。", "次の日も続けたいと話した。",   "「もう一回」と声をあげた。",
  "ゆったりと過ごした。",     "自分から片づけを始めた。",     "涙がとまり、笑顔になった。",
  "保護者にも伝えた。",       "安心して遊びこんでいた。",     "友だちの気持ちを聞こうとした。",
  "できたことを喜び合った。", "最後まで食べることができた。", "ことばで伝えようとする姿があった。",
};

/* What names, titles and places are made of: two of them, most pairs seldom. */
static const char signs[]
    = "山川森林空海星月花草木石雨風雪雲朝夕光色音声歌話物本車道橋駅町村里家門窓机紙布糸針箱"
      "皿鍋米豆麦芋瓜梨桃栗柿桜梅松竹菊蓮鳥魚貝虫馬牛羊犬猫兎亀蛙蝶蜂鯉鶴春夏秋冬東西南北"
      "赤青白黒金銀大小長丸角高広深早遠近新古強弱多少太細明暗静動走歩飛泳跳投打引押回開閉"
      "祭旗笛鈴凧独楽鞠面傘靴帽服袋鏡時計暦数図形線点円玉球輪羽根葉茎実種芽根土砂泥波島岸谷";

#define CHOOSE(rand, list) ((list)[g_rand_int_range (rand, 0, G_N_ELEMENTS (list))])

/* The first of them are chosen much more often than the last. */
static void
append_sign (GString *text, GRand *rand)
{
  glong n_signs = g_utf8_strlen (signs, -1);
  double x = g_rand_double (rand);
  const char *sign = g_utf8_offset_to_pointer (signs, (glong) (x * x * (double) n_signs));

  g_string_append_len (text, sign, g_utf8_next_char (sign) - sign);
}

char *
bench_text_new (GRand *rand, guint n_sentences)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_sentences; i++)
    {
      g_string_append (text, CHOOSE (rand, times));
      g_string_append (text, "、");
      g_string_append (text, CHOOSE (rand, whos));
      g_string_append (text, "「");
      append_sign (text, rand);
      append_sign (text, rand);
      g_string_append (text, "」の");
      g_string_append (text, CHOOSE (rand, things));
      g_string_append (text, CHOOSE (rand, deeds));
      g_string_append (text, "、");
      g_string_append (text, CHOOSE (rand, ends));
    }
  return g_string_free (text, FALSE);
}
