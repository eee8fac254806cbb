/* SPDX-License-Identifier: Apache-2.0
 *
 * One line of log on standard error: RFC 3339 time, level, text. Never secrets, never another organization's data.
 */
#pragma once
enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO };
void log_line(enum log_level level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
