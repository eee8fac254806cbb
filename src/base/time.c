/* SPDX-License-Identifier: Apache-2.0
 *
 * RFC 3339 and the civil calendar. Must never read the clock, nor libc's time zones: the same text means the same instant everywhere.
 */
#include "base/time.h"

static const int64_t second_us = 1000000, day_s = 86400;

/* Days from 1970-01-01 to the given day of the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms", 2013). */
static int64_t days_of_civil(int64_t year, unsigned month, unsigned day)
{
	year -= month <= 2;
	int64_t era = (year >= 0 ? year : year - 399) / 400, year_of_era = year - era * 400;
	int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

struct civil {
	int64_t year;
	unsigned month, day;
};

/* The inverse of days_of_civil; same source. */
static struct civil civil_of_days(int64_t days)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097, day_of_era = days - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted = (5 * day_of_year + 2) / 153; /* 0 = March */
	int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
	return (struct civil){ year_of_era + era * 400 + (month <= 2), (unsigned)month,
		(unsigned)(day_of_year - (153 * shifted + 2) / 5 + 1) };
}

static unsigned days_in_month(int64_t year, unsigned month)
{
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return month == 2 ? 28u + leap : 30u + (month + month / 8) % 2;
}

/* Takes exactly n digits off the front. */
static bool take_digits(struct str *s, unsigned n, unsigned *out)
{
	unsigned v = 0;
	if (s->len < n)
		return false;
	for (unsigned i = 0; i < n; i++) {
		if (s->ptr[i] < '0' || s->ptr[i] > '9')
			return false;
		v = v * 10 + (unsigned)(s->ptr[i] - '0');
	}
	*out = v;
	*s = str_slice(*s, n, s->len);
	return true;
}

static bool take(struct str *s, const char *any)
{
	for (; *any && s->len; any++)
		if (s->ptr[0] == *any) {
			*s = str_slice(*s, 1, s->len);
			return true;
		}
	return false;
}

/* ".123" → 123000. Digits behind the sixth are dropped: that moves no instant to a later one. */
static bool take_fraction(struct str *s, unsigned *out_us)
{
	unsigned n = 0, digit;
	*out_us = 0;
	if (!take(s, "."))
		return true;
	while (n < 9 && take_digits(s, 1, &digit))
		if (n++ < 6)
			*out_us = *out_us * 10 + digit;
	for (unsigned i = n; i < 6; i++)
		*out_us *= 10;
	return n > 0;
}

static bool take_offset(struct str *s, int64_t *out_s)
{
	unsigned hours, minutes;
	*out_s = 0;
	if (take(s, "zZ"))
		return true;
	bool west = s->len && s->ptr[0] == '-';
	if (!take(s, "+-") || !take_digits(s, 2, &hours) || !take(s, ":") || !take_digits(s, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*out_s = (int64_t)(hours * 3600 + minutes * 60) * (west ? -1 : 1);
	return true;
}

bool time_parse(struct str s, int64_t *out_us)
{
	unsigned year, month, day, hour, minute, second, fraction_us;
	int64_t offset_s;
	if (!take_digits(&s, 4, &year) || !take(&s, "-") || !take_digits(&s, 2, &month) || !take(&s, "-") || !take_digits(&s, 2, &day))
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
		return false;
	int64_t days = days_of_civil(year, month, day);
	if (s.len == 0) {
		*out_us = days * day_s * second_us;
		return true;
	}
	if (!take(&s, "tT ") || !take_digits(&s, 2, &hour) || !take(&s, ":") || !take_digits(&s, 2, &minute) || !take(&s, ":") ||
	        !take_digits(&s, 2, &second) || !take_fraction(&s, &fraction_us) || !take_offset(&s, &offset_s) || s.len)
		return false;
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	if (second == 60) {
		second = 59;
		fraction_us = 999999;
	}
	int64_t seconds = days * day_s + (int64_t)(hour * 3600 + minute * 60 + second) - offset_s;
	/* An offset can carry the first or the last day out of the years that time_text can write. */
	if (seconds < days_of_civil(1, 1, 1) * day_s || seconds >= days_of_civil(10000, 1, 1) * day_s)
		return false;
	*out_us = seconds * second_us + fraction_us;
	return true;
}

/* Splits into whole days (rounded down) and the microseconds of that day. */
static int64_t split_days(int64_t us, int64_t *rest_us)
{
	int64_t day_us = day_s * second_us, days = us / day_us;
	*rest_us = us % day_us;
	if (*rest_us < 0) {
		*rest_us += day_us;
		days--;
	}
	return days;
}

static char *put_digits(char *p, int64_t v, int n)
{
	for (int i = n - 1; i >= 0; i--, v /= 10)
		p[i] = (char)('0' + v % 10);
	return p + n;
}

static char *put_date(char *p, int64_t days)
{
	struct civil c = civil_of_days(days);
	/* RFC 3339 has four digits; other years (nothing that time_parse reads gives one) follow ISO 8601's signed form. */
	int n = 4;
	if (c.year < 0 || c.year > 9999) {
		*p++ = c.year < 0 ? '-' : '+';
		n = 6;
	}
	p = put_digits(p, c.year < 0 ? -c.year : c.year, n);
	*p++ = '-';
	p = put_digits(p, c.month, 2);
	*p++ = '-';
	return put_digits(p, c.day, 2);
}

size_t time_print(char out[TIME_TEXT_MAX], int64_t us)
{
	if (us == TIME_NONE) {
		*out = 0;
		return 0;
	}
	int64_t rest_us, days = split_days(us, &rest_us), seconds = rest_us / second_us;
	char *p = put_date(out, days);
	*p++ = 'T';
	p = put_digits(p, seconds / 3600, 2);
	*p++ = ':';
	p = put_digits(p, seconds / 60 % 60, 2);
	*p++ = ':';
	p = put_digits(p, seconds % 60, 2);
	if (rest_us % second_us) {
		*p++ = '.';
		p = put_digits(p, rest_us % second_us, 6);
	}
	*p++ = 'Z';
	*p = 0;
	return (size_t)(p - out);
}

struct str time_text(struct arena *a, int64_t us)
{
	char z[TIME_TEXT_MAX];
	return arena_str(a, (struct str){ z, time_print(z, us) });
}

struct str time_date(struct arena *a, int64_t us)
{
	char z[TIME_TEXT_MAX];
	int64_t rest_us;
	if (us == TIME_NONE)
		return arena_str(a, S(""));
	return arena_str(a, (struct str){ z, (size_t)(put_date(z, split_days(us, &rest_us)) - z) });
}
