/* SPDX-License-Identifier: Apache-2.0
 *
 * Installs products in assets, and writes them down the way keepers do: the noise model. The truth (product, release) is kept beside the text.
 * The noise must stay decidable: whoever reads the text with care can still tell the product; only a missing version makes doubt.
 */
#include "sample/country.h"
#include <string.h>

struct installing {
	struct country *c;
	struct rng r, noise;
	unsigned gateway, names, names_other, control, control_other, runtime, firmware; /* products with a part in the story */
	unsigned sites[2]; /* name server sites and grid control centres so far */
};

static bool is_neutral(struct str word)
{
	return str_eq_fold(word, S("series")) || str_eq_fold(word, S("family")) || str_eq_fold(word, S("firmware"));
}

static struct str recased(struct arena *a, struct str s, bool upper)
{
	char *out = arena_bytes(a, s.len + 1);
	for (size_t i = 0; i < s.len; i++) {
		char ch = s.ptr[i];
		if (upper && ch >= 'a' && ch <= 'z')
			ch = (char)(ch - 'a' + 'A');
		else if (!upper && ch >= 'A' && ch <= 'Z')
			ch = (char)(ch - 'A' + 'a');
		out[i] = ch;
	}
	out[s.len] = '\0';
	return (struct str){ out, s.len };
}

/* The word that holds a digit: "RG-410". Empty when there is none. */
static struct str designator(struct str name)
{
	for (struct str rest = name; rest.ptr;) {
		struct str word = str_cut(&rest, ' ');
		for (size_t i = 0; i < word.len; i++)
			if (word.ptr[i] >= '0' && word.ptr[i] <= '9')
				return word;
	}
	return (struct str){ "", 0 };
}

static struct str without_neutral(struct arena *a, struct str name)
{
	struct buf b = buf_make(a, 200);
	for (struct str rest = name; rest.ptr;) {
		struct str word = str_cut(&rest, ' ');
		if (is_neutral(word))
			continue;
		if (b.len)
			buf_char(&b, ' ');
		buf_put(&b, word);
	}
	return buf_str(&b);
}

static struct str with_spaces(struct arena *a, struct str name)
{
	struct str out = arena_str(a, name);
	char *at = arena_bytes(a, out.len + 1);
	for (size_t i = 0; i <= out.len; i++)
		at[i] = out.ptr[i] == '-' ? ' ' : out.ptr[i];
	return (struct str){ at, out.len };
}

static struct str noisy_product(struct arena *a, struct rng *r, const struct product *p, struct component *x)
{
	struct str name = str_c(p->row->name), first = str_c(vendor_rows[p->row->vendor].name), rest = name;
	first = str_cut(&first, ' ');
	uint64_t dice = rng_below(r, 100);
	struct str head = str_cut(&rest, ' ');
	bool marked = p->row->order && designator(name).len;
	if (dice < 40)
		return name;
	if (dice < 50)
		return recased(a, name, false);
	if (dice < 56)
		return recased(a, name, true);
	if (dice < 66)
		return arena_printf(a, "%.*s %.*s", STR(first), STR(name));
	if (dice < 73)
		return with_spaces(a, name);
	if (dice < 80)
		return without_neutral(a, name);
	if (dice < 85 && rest.len)
		return arena_printf(a, "%.*s, %.*s", STR(rest), STR(head));
	if (dice < 93 && marked) {
		struct str order = x->model.len ? x->model : arena_printf(a, "%s-1AB0%u", p->row->order, (unsigned)rng_below(r, 10));
		return arena_printf(a, "%.*s (%.*s)", STR(name), STR(order));
	}
	if (dice < 98 && marked) {
		/* the name cut down to its designator stays decidable by the order number beside it */
		if (!x->model.len)
			x->model = arena_printf(a, "%s-1AB0%u", p->row->order, (unsigned)rng_below(r, 10));
		return designator(name);
	}
	return without_neutral(a, name);
}

static struct str noisy_vendor(struct arena *a, struct rng *r, const struct vendor_row *v)
{
	struct str name = str_c(v->name), rest = name, first = str_cut(&rest, ' ');
	switch (rng_below(r, 9)) {
	case 0: return arena_printf(a, "%s %s", v->name, v->legal);
	case 1: return arena_printf(a, "%s, %s", v->name, v->legal);
	case 2: return recased(a, name, false);
	case 3: return recased(a, name, true);
	case 4: return first;
	case 5: return recased(a, first, true);
	default: return name;
	}
}

static struct str noisy_version(struct arena *a, struct rng *r, struct str text)
{
	struct str bare = text.ptr[0] == 'V' ? str_slice(text, 1, text.len) : text;
	switch (rng_below(r, 12)) {
	case 0:
	case 1: return arena_printf(a, "V%.*s", STR(bare));
	case 2: return arena_printf(a, "v%.*s", STR(bare));
	case 3:
	case 4: return bare;
	case 5: return arena_printf(a, "Version %.*s", STR(bare));
	default: return text;
	}
}

/* "no version known" as keepers write it. */
static struct str no_version(struct rng *r)
{
	static const char *const ways[] = { "", "", "", "", "unknown", "n/a", "not known", "?", "-" };
	return str_c(ways[rng_below(r, sizeof ways / sizeof *ways)]);
}

struct str product_cpe(struct arena *a, const struct product *p, struct str version)
{
	struct str vendor = arena_str(a, p->vendor_slug), name = arena_str(a, p->slug), bare = version, update = S("*");
	struct buf b = buf_make(a, 300);
	if (bare.len && bare.ptr[0] == 'V')
		bare = str_slice(bare, 1, bare.len);
	struct str rest = bare;
	if (bare.len && str_find(bare, S(" ")) >= 0) {
		bare = str_cut(&rest, ' ');
		update = recased(a, rest, false);
	}
	buf_printf(&b, "cpe:2.3:%c:", p->row->part);
	for (size_t i = 0; i < vendor.len; i++)
		buf_char(&b, vendor.ptr[i] == '-' ? '_' : vendor.ptr[i]);
	buf_char(&b, ':');
	for (size_t i = 0; i < name.len; i++)
		buf_char(&b, name.ptr[i] == '-' ? '_' : name.ptr[i]);
	buf_printf(&b, ":%.*s:%.*s:*:*:*:*:*:*", STR(bare.len ? bare : S("*")), STR(update));
	return buf_str(&b);
}

struct str product_purl(struct arena *a, const struct product *p, struct str version)
{
	if (version.len)
		return arena_printf(a, "pkg:generic/%.*s/%.*s@%.*s", STR(p->vendor_slug), STR(p->slug), STR(version));
	return arena_printf(a, "pkg:generic/%.*s/%.*s", STR(p->vendor_slug), STR(p->slug));
}

/* One draw a statement: C leaves the order of arguments open, and the bytes must not depend on the compiler. */
static struct str serial_number(struct arena *a, struct rng *r)
{
	char first = (char)('A' + rng_below(r, 26));
	char second = (char)('A' + rng_below(r, 26));
	return arena_printf(a, "%c%c%07u", first, second, (unsigned)rng_below(r, 10000000));
}

/* Puts a product into an asset; release NO_RELEASE: by chance, and perhaps not known to the keeper. */
static void install(struct installing *in, uint32_t asset, unsigned what, int release)
{
	static const char *const exposures[] = { "internal", "internal", "internal", "isolated", "remote access", "internet" };
	struct country *c = in->c;
	struct arena *a = c->arena;
	struct rng *r = &in->noise;
	const struct product *p = &c->products[what];
	struct component *x = vec_push(a, &c->components);
	*x = (struct component){ .asset = asset, .what = (uint16_t)what };
	x->id = arena_printf(a, "c%06zu", c->components.n);
	x->release = (int16_t)(release != NO_RELEASE ? release : (int)((rng_below(&in->r, RELEASES) + rng_below(&in->r, RELEASES)) / 2));
	if (release == NO_RELEASE && chance(&in->r, 22))
		x->release = NO_RELEASE;
	struct str text = x->release == NO_RELEASE ? S("") : version_text(a, p, p->releases[x->release]);
	if (p->row->order && chance(r, 45))
		x->model = arena_printf(a, "%s-1AB0%u", p->row->order, (unsigned)rng_below(r, 10));
	x->product = noisy_product(a, r, p, x);
	x->vendor = noisy_vendor(a, r, &vendor_rows[p->row->vendor]);
	x->version = text.len ? noisy_version(a, r, text) : no_version(r);
	if (p->row->part && chance(r, 35))
		x->cpe = product_cpe(a, p, text);
	if (p->row->purl && chance(r, 40))
		x->purl = product_purl(a, p, text);
	if (chance(r, 20))
		x->serial = serial_number(a, r);
	x->exposure = chance(r, 60) ? exposures[rng_below(r, 6)] : "";
}

/* The product of a class at a place (0..1) of its market. */
static unsigned by_share(const struct country *c, enum class class, double place)
{
	uint64_t sum = 0;
	for (unsigned i = 0; i < c->n_products; i++)
		sum += c->products[i].row->class == class ? c->products[i].row->share : 0;
	uint64_t at = (uint64_t)(place * (double)sum);
	for (unsigned i = 0; i < c->n_products; i++) {
		const struct product_row *row = c->products[i].row;
		if (row->class == class && at < row->share)
			return i;
		at -= row->class == class ? row->share : 0;
	}
	return 0;
}

/* Organizations buy by habit: a usual product of each class, at times another. */
static unsigned product_for(struct installing *in, struct organization *o, enum class class)
{
	struct country *c = in->c;
	unsigned region = c->towns[o->town].region;
	if (!o->preferred[class]) {
		/* competitors differ: steps of the golden ratio spread them over the market more evenly than chance */
		double place = 0.29 + 0.6180339887 * (o->ordinal + class);
		unsigned usual = by_share(c, class, place - (double)(long)place);
		/* three regional networks standardized on one gateway, the others did not: that is the story of the first advisory */
		if (class == C_RTU && o->type == O_DISTRIBUTOR)
			usual = region == 3 || region == 4 || region == 1 ? in->gateway : in->gateway + 1 + (unsigned)rng_below(&in->r, 3);
		o->preferred[class] = (uint8_t)(usual + 1);
	}
	/* the grid company buys from everybody; gateways are never mixed */
	if (chance(&in->r, o->type == O_GRID ? 0 : class == C_RTU ? 94 : 82))
		return o->preferred[class] - 1u;
	return by_share(c, class, rng_real(&in->r));
}

static void install_in(struct installing *in, uint32_t asset)
{
	struct country *c = in->c;
	const struct node *n = &c->nodes.at[asset];
	const struct node_row *row = &node_rows[n->type];
	for (unsigned k = 0; k < 5 && row->install[k].percent; k++) {
		enum class class = row->install[k].class;
		if (!chance(&in->r, row->install[k].percent))
			continue;
		if (class == C_ZONE) { /* two of three sites run the same server, and an old one */
			bool same = in->sites[0]++ % 3 < 2;
			install(in, asset, same ? in->names : in->names_other, same ? 2 : 5);
			continue;
		}
		if (class == C_EMS) {
			bool first = in->sites[1]++ % 3 == 0;
			install(in, asset, first ? in->control : in->control_other, first ? 1 : 6);
			continue;
		}
		unsigned what = product_for(in, &c->organizations.at[n->organization], class);
		install(in, asset, what, NO_RELEASE);
		const char *name = c->products[what].row->name;
		if (strncmp(name, "Corvaxis", 8) == 0 && chance(&in->r, 60))
			install(in, asset, in->firmware, NO_RELEASE);
		if (strncmp(name, "Overlane", 8) == 0 && chance(&in->r, 70))
			install(in, asset, in->runtime, NO_RELEASE);
	}
}

void country_install(struct country *c)
{
	struct installing in = { .c = c, .r = country_rng(c, "components"), .noise = country_rng(c, "noise") };
	in.gateway = product_named("Marlin RG-410 Series");
	in.names = product_named("Namewarde Authoritative Server");
	in.names_other = product_named("Zonekarve Name Server");
	in.control = product_named("Meridane Energy Management");
	in.control_other = product_named("Netzarin Grid Manager");
	in.firmware = product_named("CorvaxOS");
	in.runtime = product_named("Scriptane Runtime");
	for (uint32_t i = 0; i < c->n_assets; i++)
		install_in(&in, i);
}
