/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of announcements and recipients share.
 */
#pragma once

#include "contact/recipient.h"

G_BEGIN_DECLS

/** The guardians of a family as the door reads them, with their ways and exceptions, in calling order.
 * (element-type EnrContactWay) */
GPtrArray *enr_contact_way_guardians (EnrDb *db,
                                      const EnrUuid *family_id,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The code in an action that is under way; ENR_CONTACT_CODE_DAYS are not looked at. */
gboolean enr_contact_way_verify_in_txn (EnrDb *db,
                                        const EnrUuid *contact_id,
                                        GError **error);

/** What enr_announcement_save() refuses of a text and its question. @may_lack: the title may be blank. */
gboolean enr_announcement_check_text (const char *title,
                                      gboolean may_lack,
                                      const char *body,
                                      const char *question,
                                      EnrAnswerKind kind,
                                      const char *choices,
                                      GError **error);

/** Whether a file can be attached beside those of @before (element-type EnrAnnouncementFile); adds it to them
 * then, without its type. */
gboolean enr_announcement_file_check (GPtrArray *before,
                                      const char *name,
                                      gsize size,
                                      GError **error);

/** enr_announcement_file_add() within an action. */
gboolean enr_announcement_file_add_in_txn (EnrDb *db,
                                           const EnrUuid *id,
                                           const char *name,
                                           GBytes *content,
                                           GError **error);

gboolean enr_announcement_save_in_txn (EnrDb *db,
                                       const EnrActor *actor,
                                       EnrAnnouncement *self,
                                       EnrAnnouncement **other,
                                       GError **error);

/** An announcement that can still be changed: UNKNOWN for none, ALREADY where it was released or removed. */
EnrAnnouncement *enr_announcement_load_draft (EnrDb *db,
                                              const EnrUuid *id,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Writes a recipient with its children and its delivery. @planned as the door made it. */
gboolean enr_recipient_add_in_txn (EnrDb *db,
                                   EnrRecipientKind kind,
                                   const EnrUuid *announcement_id,
                                   const EnrUuid *child_id,
                                   EnrDate day,
                                   const char *subject,
                                   const char *body,
                                   const EnrRecipientPlanned *planned,
                                   GError **error);

gboolean enr_recipient_release_in_txn (EnrDb *db,
                                       const EnrActor *actor,
                                       const EnrUuid *announcement_id,
                                       const char *digest,
                                       GError **error);

/** enr_recipient_release_notebook() within an action; @subject is tidied, and there is a text. */
gboolean enr_recipient_release_page_in_txn (EnrDb *db,
                                            const EnrUuid *child_id,
                                            EnrDate day,
                                            const char *subject,
                                            const char *body,
                                            guint *n,
                                            GError **error);

void enr_recipient_planned_free (EnrRecipientPlanned *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrRecipientPlanned, enr_recipient_planned_free)

G_END_DECLS
