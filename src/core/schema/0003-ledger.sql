-- A leaf's key is its place: keys are handed out under the counter's lock, so they are commit order without gaps, and leaf k is number k - 1 of the tree.
CREATE TABLE ledger_leaf_new (
	key bigint PRIMARY KEY,
	leaf bytea NOT NULL
);

INSERT INTO ledger_leaf_new (key, leaf) SELECT key, leaf FROM ledger_leaf;

DROP TABLE ledger_leaf;

ALTER TABLE ledger_leaf_new RENAME TO ledger_leaf;

-- What has been erased beside a leaf: 1 actor, 2 subject, 4 content.
ALTER TABLE ledger_content ADD COLUMN erased bigint NOT NULL DEFAULT 0;

-- The Merkle tree: how many leaves it holds, and its hashes in tiles of up to 256 (C2SP tlog-tiles: level l holds roots of 256^l leaves).
CREATE TABLE ledger_tree (
	one bigint PRIMARY KEY,
	size bigint NOT NULL,
	verified_us bigint NOT NULL,
	verified_size bigint NOT NULL
);

INSERT INTO ledger_tree (one, size, verified_us, verified_size) VALUES (1, 0, 0, 0);

CREATE TABLE ledger_tile (
	level bigint NOT NULL,
	place bigint NOT NULL,
	hashes bytea NOT NULL,
	PRIMARY KEY (level, place)
);

-- Public keys that have signed checkpoints: verifier keys (c2sp.org/signed-note).
CREATE TABLE ledger_key (
	verifier text PRIMARY KEY,
	since_us bigint NOT NULL
);

CREATE TABLE ledger_checkpoint (
	size bigint PRIMARY KEY,
	at_us bigint NOT NULL,
	note text NOT NULL
);

CREATE TABLE ledger_cosignature (
	size bigint NOT NULL,
	witness text NOT NULL,
	at_us bigint NOT NULL,
	line text NOT NULL,
	PRIMARY KEY (size, witness)
);

-- Answers of a time-stamping authority (RFC 3161) over a checkpoint's note, with the authority's certificates they were checked against.
CREATE TABLE ledger_stamp (
	size bigint PRIMARY KEY,
	at_us bigint NOT NULL,
	authority text NOT NULL,
	response bytea NOT NULL
);

-- How far each file of the journal of page reads has been moved into the ledger.
CREATE TABLE ledger_reads (
	file text PRIMARY KEY,
	folder text NOT NULL,
	position bigint NOT NULL,
	check_ text NOT NULL,
	done_us bigint
);

-- Which classes of records a page read showed, and how many rows of each: made from the contents of leaves, for those who ask what of theirs was read.
CREATE TABLE ledger_read (
	class bigint NOT NULL,
	leaf bigint NOT NULL,
	shown bigint NOT NULL,
	PRIMARY KEY (class, leaf)
) -- sqlite: WITHOUT ROWID
;
