/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings of the desk. Must never hold a secret: values are shown to whoever may run the desk's commands.
 */
#include "core/setting.h"
#include "base/json.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/release.h"
#include "core/store.h"

struct str setting_read(struct cx *cx, const struct setting *setting)
{
	struct str value = {};
	if (store_setting(cx, str_c(setting->name), &value))
		return value;
	return ok(cx) ? str_c(setting->standard) : S("");
}

int64_t setting_read_int(struct cx *cx, const struct setting *setting)
{
	int64_t n = 0;
	return str_int(setting_read(cx, setting), &n) ? n : 0;
}

bool setting_check_int(struct cx *cx, struct str value)
{
	int64_t n;
	return (str_int(value, &n) && n >= 0) || fail(cx, E_INVALID, "'%.*s' is no whole number from 0 on", STR(value));
}

static bool one_line(struct cx *cx, struct str value)
{
	if (value.len > SETTING_BYTES_MAX)
		return fail(cx, E_INVALID, "a setting may have %d bytes", SETTING_BYTES_MAX);
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.ptr[i] < ' ' || value.ptr[i] == 0x7f)
			return fail(cx, E_INVALID, "a setting is one line without control characters");
	return true;
}

bool setting_write(struct cx *cx, const struct setting *setting, struct str value)
{
	if (value.len && (!one_line(cx, value) || (setting->check && !setting->check(cx, value))))
		return false;
	struct buf b = buf_make(&cx->a, 8 * SETTING_BYTES_MAX);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "value", value);
	jo_object_end(&o);
	AUTO(db_tx) tx = desk_begin(cx);
	if (value.len)
		store_setting_put(cx, str_c(setting->name), value);
	else
		store_setting_remove(cx, str_c(setting->name));
	ledger_append_one(
	        cx, S("setting.change"), str_c(setting->name), buf_str(&b), release_class(cx, &(struct labels){ TLP_RED, S("") }));
	return db_commit(&tx);
}
