/* SPDX-License-Identifier: Apache-2.0
 *
 * What the rows of an import are labelled with. Inside the room.
 */
#pragma once
#include "registry/import.h"
#include "registry/labels.h"

/* The marks and the tree of sectors as they will be. */
bool import_labelling(struct import *im, struct labelling *out);
/* The release class of every row; interned once a set of labels. A row whose owner or sector moved changes class without a change of its cells. */
bool import_classify(struct import *im, struct import_set *set, struct labelling *labelling);
