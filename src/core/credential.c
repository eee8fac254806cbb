/* SPDX-License-Identifier: Apache-2.0
 *
 * What credentials of all kinds share.
 */
#include "core/credential.h"
#include "core/ledger.h"
#include "core/who_passkey.h"

bool credential_name(struct cx *cx, struct str name)
{
	size_t bad;
	bool good = name.len && name.len <= CREDENTIAL_NAME_BYTES_MAX && str_utf8(name, &bad);
	for (size_t i = 0; i < name.len; i++)
		good &= (unsigned char)name.ptr[i] >= ' ' && name.ptr[i] != 0x7f;
	return good || fail(cx, E_INVALID, "a name is one line of 1 to %d bytes", CREDENTIAL_NAME_BYTES_MAX);
}

bool credential_note(struct cx *cx, const struct person *person, struct str kind, struct str content)
{
	const struct viewer *before = cx->viewer;
	struct viewer self = { .person = person->id };
	if (!before || !before->person.len)
		cx->viewer = &self;
	int64_t class_key = release_class(cx, &(struct labels){ TLP_RED, person->organization });
	bool good = ledger_append_one(cx, kind, person->id, content, class_key);
	cx->viewer = before;
	return good;
}
