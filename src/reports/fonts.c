/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/fonts.h"

#include <fontconfig/fontconfig.h>
#include <glib/gi18n-lib.h>
#include <pango/pangofc-fontmap.h>

#include "base/data.h"
#include "reports/error.h"

#define OWN_FAMILY "Noto Sans CJK JP"

static const char *const own_files[] = {
  "fonts/enroku-sans-jp-regular.otf",
  "fonts/enroku-sans-jp-bold.otf",
};

/* What a Japanese PC is likely to have, best first, for when the program's own faces are missing.
 */
static const char *const stand_ins[] = {
  OWN_FAMILY,  "Noto Sans JP", "BIZ UDGothic", "IPAexGothic",
  "IPAGothic", "VL Gothic",    "TakaoGothic",  "Noto Serif CJK JP",
};

static GRecMutex mutex;
static PangoFontMap *system_map; /* owned */
static GHashTable *found;        /* family, "" for the program's own -> EnrFont; owned */

static void
font_free (gpointer data)
{
  EnrFont *font = data;

  g_clear_object (&font->map);
  g_free (font->family);
  g_free (font);
}

static PangoFontMap *
map_new (void)
{
  PangoFontMap *map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);

  /* Papers are measured in points: with pango's usual 96 dpi "8 pt" would print at 10.7. */
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map), 72.0);
  return map;
}

static EnrFont *
font_new (PangoFontMap *map, const char *family, gboolean is_private)
{
  EnrFont *font = g_new0 (EnrFont, 1);

  font->map = g_object_ref (map);
  font->family = g_strdup (family);
  font->is_private = is_private;
  return font;
}

/* The program's own faces in a font map of their own, or NULL where one of them is missing. */
static EnrFont *
load_own (void)
{
  FcConfig *config = FcConfigCreate ();
  g_autoptr (PangoFontMap) map = NULL;
  gboolean ok = config != NULL;

  for (guint i = 0; ok && i < G_N_ELEMENTS (own_files); i++)
    {
      g_autofree char *path = enr_data_path (own_files[i]);

      ok = path != NULL && FcConfigAppFontAddFile (config, (const FcChar8 *)path);
    }
  if (ok)
    {
      map = map_new ();
      pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (map), config);
    }
  g_clear_pointer (&config, FcConfigDestroy);
  return ok ? font_new (map, OWN_FAMILY, TRUE) : NULL;
}

/* Whether the system has fonts of exactly that family: fontconfig itself always answers with the
 * nearest it has. With a NULL family, whether it has any font for Japanese. */
static char *
find_installed (const char *family)
{
  FcPattern *pattern = FcPatternCreate ();
  FcObjectSet *objects = FcObjectSetBuild (FC_FAMILY, (char *)NULL);
  FcLangSet *languages = FcLangSetCreate ();
  FcFontSet *fonts;
  FcChar8 *name = NULL;
  char *result = NULL;

  if (family != NULL)
    {
      FcPatternAddString (pattern, FC_FAMILY, (const FcChar8 *)family);
    }
  else
    {
      FcLangSetAdd (languages, (const FcChar8 *)"ja");
      FcPatternAddLangSet (pattern, FC_LANG, languages);
    }
  FcPatternAddBool (pattern, FC_SCALABLE, FcTrue);
  fonts = FcFontList (NULL, pattern, objects);
  if (fonts != NULL && fonts->nfont > 0
      && FcPatternGetString (fonts->fonts[0], FC_FAMILY, 0, &name) == FcResultMatch)
    result = g_strdup (family != NULL ? family : (const char *)name);

  g_clear_pointer (&fonts, FcFontSetDestroy);
  FcLangSetDestroy (languages);
  FcObjectSetDestroy (objects);
  FcPatternDestroy (pattern);
  return result;
}

static EnrFont *
load_stand_in (void)
{
  g_autofree char *family = NULL;

  for (guint i = 0; family == NULL && i < G_N_ELEMENTS (stand_ins); i++)
    family = find_installed (stand_ins[i]);
  if (family == NULL)
    family = find_installed (NULL);
  return family != NULL ? font_new (enr_fonts_get_system_map (), family, FALSE) : NULL;
}

static EnrFont *
load_named (const char *family)
{
  g_autofree char *installed = find_installed (family);

  return installed != NULL ? font_new (enr_fonts_get_system_map (), installed, FALSE) : NULL;
}

const EnrFont *
enr_fonts_find (const char *family, const char *where, GError **error)
{
  const char *key = family != NULL ? family : "";
  EnrFont *font;

  enr_fonts_lock ();
  if (found == NULL)
    found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, font_free);
  font = g_hash_table_lookup (found, key);
  if (font == NULL)
    {
      if (key[0] != '\0')
        {
          font = load_named (key);
        }
      else
        {
          font = load_own ();
          if (font == NULL)
            font = load_stand_in ();
        }
      /* A font that is missing now may be installed in a moment: only what was found is kept. */
      if (font != NULL)
        g_hash_table_insert (found, g_strdup (key), font);
    }
  enr_fonts_unlock ();

  if (font == NULL && key[0] == '\0')
    g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FONT,
                 /* Translators: the two are names of fonts or packages. */
                 _ ("No Japanese font was found. Install Enroku again, or a font such as “%s” "
                    "(package %s)."),
                 OWN_FAMILY, "fonts-noto-cjk");
  else if (font == NULL && where != NULL)
    g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FONT,
                 /* Translators: FILE:LINE:COLUMN, then the name of a font. */
                 _ ("%s: The font “%s” is not installed on this PC. Install it, or take the font "
                    "out of the form to print with Enroku’s own."),
                 where, key);
  else if (font == NULL)
    g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FONT,
                 _ ("The font “%s” is not installed on this PC."), key);
  return font;
}

PangoFontMap *
enr_fonts_get_system_map (void)
{
  enr_fonts_lock ();
  if (system_map == NULL)
    system_map = map_new ();
  enr_fonts_unlock ();
  return system_map;
}

void
enr_fonts_lock (void)
{
  g_rec_mutex_lock (&mutex);
}

void
enr_fonts_unlock (void)
{
  g_rec_mutex_unlock (&mutex);
}

void
enr_fonts_reset (void)
{
  enr_fonts_lock ();
  g_clear_pointer (&found, g_hash_table_unref);
  g_clear_object (&system_map);
  enr_fonts_unlock ();
}
