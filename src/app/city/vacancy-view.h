/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Free places (空き状況) by class age: who could be taken in, as the director says.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_VACANCY_VIEW (enr_vacancy_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrVacancyView, enr_vacancy_view, ENR, VACANCY_VIEW, AdwBin)

/** Gives the view its session, once, before it is shown. */
void enr_vacancy_view_set_session (EnrVacancyView *self,
                                   EnrSession *session);

G_END_DECLS
