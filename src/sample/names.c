/* SPDX-License-Identifier: Apache-2.0
 *
 * Words for names, all invented for this country, and the two small tools that make names and ids of them. Must never hold the name of a
 * real operator, company, person or place.
 */
#include "sample/country.h"

const char *const region_names[REGIONS] = { "Ostavel", "Dorvenn", "Norrimel", "Skarre", "Carrovenn", "Tolmise", "Saverre", "Marrind",
	"Ilvane" };

/* clang-format off */
const char *const brand_words[] = {
	"Vellatar", "Lumarrin", "Skeirane", "Ondarix", "Pellovar", "Quillare", "Torvessa", "Brindolan", "Sarnovia", "Ostrimar", "Kelvaris", "Dunoreth",
	"Mirrandel", "Jastomer", "Feldarra", "Grenvolde", "Istelar", "Navorrin", "Ulmarque", "Cervalin", "Tamsoro", "Orrindane", "Lurravel", "Wendarix",
	"Zelvarro", "Cantrevar", "Dramosel", "Evrelis", "Gravolin", "Hestarro", "Imberline", "Kolmaren", "Lethravane", "Mastorix", "Norvessan", "Oskaline",
	"Praveltor", "Rivasolde", "Sollarne", "Tessivane", "Ulstarin", "Vinorrel", "Yssandre", "Askarine", "Belsavor", "Calthorix", "Dorvissa", "Ebrissan",
	"Fennovar", "Galmeron", "Hovarine", "Isgarond", "Kesvane", "Narvolin", "Ovelarre", "Quelvanta", "Rostrelan", "Sirravel", "Tolmarin", "Vethralin",
	"Zanverre", "Amberune", "Brivolde", "Corvelane", "Drovarin", "Elsavane", "Ferrolan", "Grannovel", "Halsaride", "Iverrond", "Jorvassel", "Kestrelane",
	"Lorrivane", "Melvissan", "Nordravel", "Ostavine", "Pelmorin", "Quenvarre", "Ravessol", "Skarrivel", "Tivranel", "Umbrelan", "Varrisond", "Welvarre",
};
const unsigned n_brand_words = sizeof brand_words / sizeof *brand_words;
/* Saints that no calendar knows. */
const char *const saint_words[] = {
	"Averonne", "Belisarde", "Corvain", "Delphane", "Ermissa", "Fenoald", "Gravelle", "Hesperane", "Isolvar", "Jovarine", "Kelmand", "Lissavre",
	"Morvaine", "Nerisolde", "Orvand", "Pelvisse", "Quentarre", "Rosvalde", "Severane", "Tavisand", "Ulverre", "Valmisse", "Wendolane", "Yvorand",
};
/* clang-format on */
const unsigned n_saint_words = sizeof saint_words / sizeof *saint_words;

static bool plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

struct str slug(struct arena *a, struct str name)
{
	char *out = arena_bytes(a, name.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 'a' - 'A');
		if (c == '\xc3') /* ë is the only letter of the language beyond ASCII */
			c = 'e', i++;
		if (c == '\'')
			continue;
		if (plain(c))
			out[n++] = c;
		else if (n && out[n - 1] != '-')
			out[n++] = '-';
	}
	while (n && out[n - 1] == '-')
		n--;
	out[n] = '\0';
	return (struct str){ out, n };
}

struct str name_expand(struct arena *a, const char *pattern, const struct town *town, const char *brand, const char *saint)
{
	struct buf b = buf_make(a, 400);
	for (const char *p = pattern; *p; p++) {
		if (*p != '@') {
			buf_char(&b, *p);
			continue;
		}
		p++;
		const char *word = *p == 'T' ? town->name : *p == 'R' ? region_names[town->region] : *p == 'B' ? brand : saint;
		buf_put(&b, str_c(word));
	}
	return arena_str(a, buf_str(&b));
}
