/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Sheets of cards for the door, to be cut and handed out.
 */
#pragma once

#include "reports/document.h"

G_BEGIN_DECLS

/** What one card shows. Strings are borrowed and never %NULL. */
typedef struct
{
  const char *name;
  const char *kana;
  const char *class_name;
  const char *colour; /* "#rrggbb" of the class; anything else is grey */
  const char *token;  /* all that the QR code holds */
} EnrCardFace;

/**
 * Lays out cards of 91 x 55 mm, ten on a sheet of A4 portrait, with marks for cutting (the usual
 * perforated card sheets fit: 14 mm at the sides, 11 mm above and below). The QR code (error
 * correction M) holds the token only; who the card is for is printed beside it, for handing out.
 * ENR_REPORT_ERROR_EMPTY without a card or with an empty token, ENR_REPORT_ERROR_FONT, and
 * ENR_REPORT_ERROR_WRITE for a token that is too long for a code.
 */
EnrDocument *enr_cards_new (const EnrCardFace *faces,
                            guint n_faces,
                            const char *facility_name,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
