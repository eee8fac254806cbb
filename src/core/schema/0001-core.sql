-- The desk itself: one row. revision is bumped by every write; caches are keyed on it.
CREATE TABLE desk (
	one bigint PRIMARY KEY,
	id text NOT NULL,
	name text NOT NULL,
	country text NOT NULL,
	revision bigint NOT NULL,
	changed_us bigint NOT NULL,
	created_us bigint NOT NULL
);

-- Integer keys inside; handed out in blocks.
CREATE TABLE counter (
	name text PRIMARY KEY,
	next bigint NOT NULL
);

-- Labels interned: each record carries a class, each viewer's profile is cleared for a set of classes.
CREATE TABLE release_class (
	key bigint PRIMARY KEY,
	tlp text NOT NULL,
	owner text NOT NULL,
	UNIQUE (tlp, owner)
);

CREATE TABLE clearance_profile (
	key bigint PRIMARY KEY,
	role text NOT NULL,
	organization text NOT NULL,
	UNIQUE (role, organization)
);

CREATE TABLE clearance (
	profile bigint NOT NULL,
	class bigint NOT NULL,
	decision bigint NOT NULL,
	PRIMARY KEY (profile, class)
);

CREATE TABLE person (
	key bigint PRIMARY KEY,
	id text NOT NULL UNIQUE,
	name text NOT NULL,
	organization text NOT NULL,
	role text NOT NULL,
	lang text,
	password text,
	created_us bigint NOT NULL,
	ended_us bigint
);

CREATE TABLE session (
	token text PRIMARY KEY,
	person bigint NOT NULL,
	created_us bigint NOT NULL,
	expires_us bigint NOT NULL
);

-- The ledger: leaf holds canonical bytes with salted commitments and is never changed; what they commit to lies beside it and can be erased.
CREATE TABLE ledger_leaf (
	key bigint PRIMARY KEY,
	seq bigint UNIQUE,
	leaf bytea NOT NULL
);

CREATE TABLE ledger_content (
	leaf bigint PRIMARY KEY,
	salt bytea NOT NULL,
	at_us bigint NOT NULL,
	kind text NOT NULL,
	actor text NOT NULL,
	subject text NOT NULL,
	content text NOT NULL,
	class bigint NOT NULL
);

CREATE INDEX ledger_content_subject ON ledger_content (subject, leaf);

-- The outbox: what happened, for rooms above to hear, written in the transaction of the change.
CREATE TABLE event (
	key bigint PRIMARY KEY,
	name text NOT NULL,
	subject text NOT NULL,
	mode bigint NOT NULL,
	at_us bigint NOT NULL,
	leased_us bigint NOT NULL,
	done_us bigint
);

CREATE INDEX event_todo ON event (done_us, key);

CREATE TABLE job (
	name text PRIMARY KEY,
	next_us bigint NOT NULL,
	leased_us bigint NOT NULL
);
