# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the lists that an office brings along: a roster (-v kind=children) or past attendance
# (-v kind=attendance) of N children, DAYS days of it (to 50).
BEGIN {
  n_families = split("青木 石川 上田 遠藤 岡田 加藤 木村 工藤 小林 斎藤 佐々木 清水 鈴木 高橋 田中 中村 長谷川 藤田 松本 渡辺", family)
  split("あおき いしかわ うえだ えんどう おかだ かとう きむら くどう こばやし さいとう ささき しみず すずき たかはし たなか なかむら はせがわ ふじた まつもと わたなべ", family_kana)
  n_names = split("朝陽 葵 樹 詩 瑛太 楓 健 心 咲良 翔 涼 空 大和 千尋 紬 直人 陽菜 湊 芽依 悠真 結衣 陸 凛 蓮 若葉", name)
  split("あさひ あおい いつき うた えいた かえで けん こころ さくら しょう りょう そら やまと ちひろ つむぎ なおと ひな みなと めい ゆうま ゆい りく りん れん わかば", name_kana)
  split("ひよこ りす うさぎ ぱんだ きりん ぞう", class)

  if (kind == "children")
    print "園児番号,姓,名,せい,めい,性別,生年月日,クラス,入園日,認定区分,必要量,保護者氏名,保護者続柄,電話番号,郵便番号,住所,アレルギー,備考"
  else
    print "園児番号,姓,名,生年月日,日付,登園,降園,お迎え"
  for (day = 0; day < (kind == "children" ? 1 : days); day++)
    for (i = 0; i < n; i++) {
      f = i % n_families + 1
      g = int(i / n_families) % n_names + 1
      age = i % 6
      birth = sprintf("%d-%02d-%02d", 2024 - age, 4 + i % 9, 2 + int(i / (n_families * n_names)) * 5 + i % 5)
      number = sprintf("A%05d", i + 1)
      if (kind == "children")
        printf "%s,%s,%s,%s,%s,%s,%s,%s,2025-04-01,%s,%s,%s 保護者,母,090-0000-%04d,100-0000,東京都千代田区見本%d-%d,%s,\n",
          number, family[f], name[g], family_kana[f], name_kana[g], i % 2 ? "男" : "女", birth, class[age + 1],
          age < 3 ? "3号" : "2号", i % 4 ? "保育標準時間" : "保育短時間", family[f], i, i % 30 + 1, i % 17 + 1,
          i % 16 ? "" : "鶏卵"
      else
        printf "%s,%s,%s,%s,2025-%02d-%02d,%d:%02d,%d:%02d,%s\n",
          number, family[f], name[g], birth, 9 + int(day / 25), day % 25 + 1, 7 + i % 3, (i * 7 + day * 11) % 60,
          16 + i % 2, (i * 13 + day * 5) % 60, i % 5 ? "母" : "父"
    }
}
