/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The lists of a child's records on its page: people, brothers and sisters, periods, cards. The rows
 * name the actions of EnrChildView.
 */
#pragma once

#include <adwaita.h>

#include "app/children/child-file.h"

G_BEGIN_DECLS

/** Fills @group anew; @rows are those it has. */
typedef void (*EnrChildRecordsFunc) (AdwPreferencesGroup *group,
                                     GPtrArray *rows,
                                     const EnrChildFile *file);

void enr_child_records_show_contacts (AdwPreferencesGroup *group,
                                      GPtrArray *rows,
                                      const EnrChildFile *file);
void enr_child_records_show_siblings (AdwPreferencesGroup *group,
                                      GPtrArray *rows,
                                      const EnrChildFile *file);
void enr_child_records_show_enrolments (AdwPreferencesGroup *group,
                                        GPtrArray *rows,
                                        const EnrChildFile *file);
void enr_child_records_show_classes (AdwPreferencesGroup *group,
                                     GPtrArray *rows,
                                     const EnrChildFile *file);
void enr_child_records_show_certifications (AdwPreferencesGroup *group,
                                            GPtrArray *rows,
                                            const EnrChildFile *file);
void enr_child_records_show_terms (AdwPreferencesGroup *group,
                                   GPtrArray *rows,
                                   const EnrChildFile *file);
void enr_child_records_show_cards (AdwPreferencesGroup *group,
                                   GPtrArray *rows,
                                   const EnrChildFile *file);

G_END_DECLS
