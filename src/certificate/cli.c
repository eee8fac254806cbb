/* SPDX-License-Identifier: Apache-2.0
 *
 * mainstay certificate show | import | renew | trust | distrust. Files given here come from whoever runs the desk's machine; they are read by GnuTLS in this
 * process.
 */
#include "base/json.h"
#include "base/time.h"
#include "certificate/certificate.h"
#include "certificate/store.h"
#include "sys/file.h"
#include <stdio.h>

static void print_one(struct cx *cx, bool json, const char *what, struct str pem, const char *how)
{
	struct tls_certificate c;
	struct buf b = buf_make(&cx->a, 1 << 16);
	if (!tls_read(&cx->a, pem, &c, &cx->err))
		return;
	if (json) {
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kstr(&o, "for", str_c(what));
		jo_kstr(&o, "from", str_c(how));
		jo_kstr(&o, "subject", c.subject);
		jo_kstr(&o, "issuer", c.issuer);
		jo_kstr(&o, "names", c.names);
		jo_kstr(&o, "valid_from", time_text(&cx->a, c.from_us));
		jo_kstr(&o, "valid_until", time_text(&cx->a, c.until_us));
		jo_kstr(&o, "sha256", c.fingerprint);
		jo_object_end(&o);
		buf_char(&b, '\n');
	} else {
		buf_printf(&b, "%s (%s): %.*s\n", what, how, STR(c.subject));
		if (c.names.len)
			buf_printf(&b, "  names    %.*s\n", STR(c.names));
		buf_printf(&b, "  issuer   %.*s\n  valid    %.*s to %.*s\n  SHA-256  %.*s\n", STR(c.issuer), STR(time_text(&cx->a, c.from_us)),
			STR(time_text(&cx->a, c.until_us)), STR(c.fingerprint));
	}
	command_print(&b);
}

static bool show_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	struct store_certificate row = {};
	struct store_anchor_vec anchors = {};
	(void)exit_code;
	if (!store_certificate(cx, &row))
		return ok(cx) && fail(cx, E_MISSING, "the desk has no certificate yet: make one with 'mainstay certificate renew'");
	store_anchors(cx, &anchors);
	print_one(cx, line->json, "server", row.chain, row.made ? "made here" : "imported");
	vec_each (a, &anchors)
		print_one(cx, line->json, "authority", a->pem, "trusted");
	return ok(cx);
}

static bool read_pem(struct cx *cx, struct str path, struct str *out)
{
	return file_read(&cx->a, path.ptr, TLS_PEM_BYTES_MAX, out, &cx->err);
}

static bool import_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	struct certificate_set set = {};
	(void)exit_code;
	bool done = read_pem(cx, line->words[0], &set.chain) && read_pem(cx, line->words[1], &set.key) && certificate_import(cx, set.chain, set.key);
	if (done)
		print_one(cx, line->json, "server", set.chain, "imported");
	certificate_forget(&set);
	return done && ok(cx);
}

static bool renew_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	return certificate_renew(cx) && show_command(cx, line, exit_code);
}

static bool trust_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	struct str pem, fingerprint;
	(void)exit_code;
	if (!read_pem(cx, line->words[0], &pem) || !certificate_trust(cx, pem, &fingerprint))
		return false;
	print_one(cx, line->json, "authority", pem, "trusted");
	return ok(cx);
}

static bool distrust_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	return certificate_distrust(cx, line->words[0]);
}

const struct command certificate_commands[] = {
	{ "certificate show", "", 0, 0, DESK_OPEN, RIGHT_MACHINE, show_command, "Show the server's certificate and the authorities whose certificates machines may show",
		"Example:\n  mainstay certificate show\n", NULL },
	{ "certificate import", "CERT.pem KEY.pem", 2, 2, DESK_OPEN, RIGHT_MACHINE, import_command, "Serve with a certificate of your own authority",
		"CERT.pem holds the chain, the server's own certificate first; KEY.pem its key, without a password. The key is sealed with the desk's key file and\n"
		"kept in the desk: the file is not needed afterwards. A running server takes it within seconds. Imported certificates are not renewed by the desk.\n\n"
		"Example:\n  mainstay certificate import fullchain.pem privkey.pem\n", NULL },
	{ "certificate renew", "", 0, 0, DESK_OPEN, RIGHT_MACHINE, renew_command, "Make a new certificate, signed by itself",
		"For localhost, 127.0.0.1, ::1 and the host of the setting sign-in.origin, for 825 days. The desk does it by itself 30 days before the end.\n\n"
		"Example:\n  mainstay certificate renew\n", NULL },
	{ "certificate trust", "CA.pem", 1, 1, DESK_OPEN, RIGHT_MACHINE, trust_command, "Let machines show certificates of this authority",
		"Example:\n  mainstay certificate trust agents-ca.pem\n", NULL },
	{ "certificate distrust", "SHA256", 1, 1, DESK_OPEN, RIGHT_MACHINE, distrust_command, "Withdraw an authority, by the fingerprint that 'certificate show' prints",
		"Example:\n  mainstay certificate distrust 3f1b…\n", NULL },
	{},
};
