/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A status alone proves nothing: a proxy's 400 must not set an event aside, nor a login page's 403
 * stop the sending. What has consequences needs the problem document of a hub.
 */
#include "config.h"
#include "sync/judge.h"

#include <libsoup/soup.h>
#include <math.h>
#include <string.h>

#include "wire/json.h"

#define DELAY_FIRST 5.0
#define DELAY_MAX (15 * 60.0)

static gboolean
is_json (const char *content_type)
{
  g_autofree char *type = NULL;

  if (content_type == NULL)
    return FALSE;
  type = g_ascii_strdown (content_type, (gssize) strcspn (content_type, "; "));
  return strcmp (type, "application/json") == 0 || g_str_has_suffix (type, "+json");
}

static EnrTrouble
trouble_of_failure (const GError *failure)
{
  if (failure == NULL)
    return ENR_TROUBLE_OFFLINE;
  if (failure->domain == G_TLS_ERROR)
    return ENR_TROUBLE_TLS;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return ENR_TROUBLE_TIMEOUT;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED)
      || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH))
    return ENR_TROUBLE_PORTAL;
  return ENR_TROUBLE_OFFLINE;
}

/* Seconds or a date; 0 where there is none. */
static int
parse_retry_after (const char *text, gint64 now_s)
{
  g_autoptr (GDateTime) date = NULL;
  double seconds;

  if (text == NULL)
    return 0;
  text += strspn (text, " \t");
  if (text[0] != '\0' && text[strspn (text, "0123456789")] == '\0')
    seconds = g_ascii_strtod (text, NULL); /* however many digits */
  else
    {
      date = soup_date_time_new_from_http_string (text);
      if (date == NULL)
        return 0;
      seconds = (double) (g_date_time_to_unix (date) - now_s);
    }
  return (int) CLAMP (seconds, 1.0, (double) ENR_SYNC_RETRY_AFTER_MAX);
}

static gboolean
is_problem (const EnrSyncOutcome *outcome, const char *name)
{
  return g_strcmp0 (outcome->problem, name) == 0;
}

static EnrSyncJudgement
step (EnrSyncStep next, EnrTrouble trouble)
{
  return (EnrSyncJudgement){ .step = next, .trouble = trouble };
}

/* Refusals of who we are; from a hub, because a login page has the same status. */
static EnrSyncJudgement
judge_stranger (const EnrSyncOutcome *outcome)
{
  if (is_problem (outcome, "clock-skew"))
    {
      EnrSyncJudgement judgement = step (ENR_STEP_RESIGN, ENR_TROUBLE_CLOCK);

      if (outcome->hub_clock != NULL
          && g_ascii_string_to_signed (outcome->hub_clock, 10, 1, G_MAXINT64 / 2,
                                       &judgement.hub_clock_ms, NULL))
        return judgement;
      return step (ENR_STEP_LATER, ENR_TROUBLE_CLOCK);
    }
  if (is_problem (outcome, "site-revoked"))
    return step (ENR_STEP_REVOKED, ENR_TROUBLE_REVOKED);
  if (is_problem (outcome, "site-unknown"))
    return step (ENR_STEP_LATER, ENR_TROUBLE_UNKNOWN);
  if (is_problem (outcome, "signature-invalid"))
    return step (ENR_STEP_LATER, ENR_TROUBLE_KEY);
  return step (ENR_STEP_LATER, outcome->problem != NULL ? ENR_TROUBLE_SERVER : ENR_TROUBLE_PORTAL);
}

/* 400 and 422: the batch as a whole cannot be read. */
static EnrSyncJudgement
judge_unreadable (const EnrSyncOutcome *outcome)
{
  if (outcome->problem == NULL)
    return step (ENR_STEP_LATER, ENR_TROUBLE_PORTAL);
  if (is_problem (outcome, "digest-mismatch"))
    return step (ENR_STEP_LATER, ENR_TROUBLE_DAMAGED);
  if (is_problem (outcome, "bad-request"))
    return step (ENR_STEP_LATER, ENR_TROUBLE_SERVER); /* the request, not what is in it */
  return step (ENR_STEP_BISECT, ENR_TROUBLE_NONE);
}

static EnrSyncJudgement
judge_answer (const EnrSyncOutcome *outcome)
{
  int status = outcome->status;

  if (outcome->is_cut)
    return step (ENR_STEP_LATER, ENR_TROUBLE_PORTAL);
  if (status >= 200 && status < 300)
    {
      if (status == 204 || status == 201 || is_json (outcome->content_type))
        return step (ENR_STEP_READ, ENR_TROUBLE_NONE);
      return step (ENR_STEP_LATER, ENR_TROUBLE_PORTAL);
    }
  if (status >= 300 && status < 400)
    return step (ENR_STEP_LATER, ENR_TROUBLE_REDIRECT);
  switch (status)
    {
    case 400:
    case 422:
      return judge_unreadable (outcome);
    case 401:
    case 403:
      return judge_stranger (outcome);
    case 407:
    case 511:
      return step (ENR_STEP_LATER, ENR_TROUBLE_PORTAL);
    case 408:
      return step (ENR_STEP_LATER, ENR_TROUBLE_TIMEOUT);
    case 409:
      /* A piece of a file that does not follow on what is there is refused again however often: the
       * next run asks for the place first. All else is the same request still under way. */
      if (is_problem (outcome, "blob-offset"))
        return step (ENR_STEP_LATER, ENR_TROUBLE_BUSY);
      return step (ENR_STEP_AGAIN, ENR_TROUBLE_BUSY);
    case 410:
      return step (ENR_STEP_GONE, ENR_TROUBLE_GONE);
    case 413:
      return step (ENR_STEP_SMALLER, ENR_TROUBLE_NONE);
    case 426:
      return step (ENR_STEP_LATER, ENR_TROUBLE_OLD);
    case 429:
    case 503:
      return step (ENR_STEP_LATER, ENR_TROUBLE_BUSY);
    default:
      if (status >= 500 || outcome->problem != NULL)
        return step (ENR_STEP_LATER, ENR_TROUBLE_SERVER);
      return step (ENR_STEP_LATER, ENR_TROUBLE_PORTAL);
    }
}

EnrSyncJudgement
enr_sync_judge (const EnrSyncOutcome *outcome, gint64 now_s)
{
  EnrSyncJudgement judgement;

  if (outcome->is_late)
    return step (ENR_STEP_LATER, ENR_TROUBLE_TIMEOUT);
  if (outcome->status == 0)
    return step (ENR_STEP_LATER, trouble_of_failure (outcome->failure));
  judgement = judge_answer (outcome);
  if (judgement.step == ENR_STEP_LATER || judgement.step == ENR_STEP_AGAIN)
    judgement.wait_s = parse_retry_after (outcome->retry_after, now_s);
  return judgement;
}

EnrTrouble
enr_sync_judge_reply (const GError *error)
{
  if (g_error_matches (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIGNATURE))
    return ENR_TROUBLE_SIGNATURE;
  if (g_error_matches (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_OTHER_HUB))
    return ENR_TROUBLE_OTHER_HUB;
  return ENR_TROUBLE_PORTAL;
}

double
enr_sync_delay (int fails, double jitter)
{
  int doublings = CLAMP (fails - 1, 0, 20);

  return MIN (DELAY_MAX, ldexp (DELAY_FIRST, doublings)) * CLAMP (jitter, 0.5, 1.5);
}

int
enr_sync_batch_shrink (int n_sent)
{
  return MAX (n_sent / 2, 1);
}

int
enr_sync_batch_grow (int batch_max, int limit)
{
  int more = MAX (batch_max, 1) + MAX (batch_max / 10, 1);

  return CLAMP (more, 1, MAX (limit, 1));
}
