/* SPDX-License-Identifier: Apache-2.0
 *
 * The numbers of the jail's readers. The readers themselves stand in app/readers.c: core knows no format, it only keeps the numbers apart.
 */
#pragma once
enum reader { READER_CSV, READER_JSONL, READER_CSAF, READER_ARCHIVE, READER_GEOJSON, READER_WEBAUTHN, READER_COUNT };
