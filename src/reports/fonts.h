/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The fonts of the papers. The program's own faces (data/fonts/) are reached through a font
 * configuration that knows nothing else, so that a paper looks the same on every PC; a form may name
 * a font of the PC instead.
 *
 * Pango's font maps are made once a process and shared. They are not safe to use from two threads at
 * once: whoever shapes, draws or frees shaped text holds enr_fonts_lock(), which the functions of
 * this room do by themselves.
 */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef struct
{
  PangoFontMap *map;  /* where the family is found; owned by the process */
  char *family;       /* what to ask the map for */
  gboolean is_private; /* the map holds the program's own faces only */
} EnrFont;

/**
 * The font of a family, or with %NULL or "" the program's own (where its faces are not installed: Noto
 * Sans CJK JP of the system, or any other Japanese font). The result lives as long as the process.
 * ENR_REPORT_ERROR_FONT where the family is not installed; @where ("FILE:LINE:COLUMN", may be %NULL)
 * is put before the message.
 */
const EnrFont *enr_fonts_find (const char *family,
                               const char *where,
                               GError **error);

/** The system's fonts, for single characters that a font lacks. Never %NULL. Hold the lock. */
PangoFontMap *enr_fonts_get_system_map (void);

/** One thread at a time; may be nested. */
void enr_fonts_lock (void);
void enr_fonts_unlock (void);

/** For tests: forgets the fonts found so far, so that another ENROKU_DATA_DIR counts. No document may
 * be alive. */
void enr_fonts_reset (void);

G_END_DECLS
