-- Labels and clearances in full. What is derived is made anew: profiles and their rows when their people come, classes of rows by the rooms' relabelling.
CREATE TABLE release_class_full (
	key bigint PRIMARY KEY,
	tlp text NOT NULL,
	owner text NOT NULL,
	sectors text NOT NULL,
	level bigint NOT NULL,
	compartments text NOT NULL,
	audience text NOT NULL,
	from_us bigint NOT NULL,
	until_us bigint NOT NULL,
	UNIQUE (tlp, owner, sectors, level, compartments, audience, from_us, until_us)
);

INSERT INTO release_class_full (key, tlp, owner, sectors, level, compartments, audience, from_us, until_us) SELECT key, tlp, owner, '', 0, '', '', 0, 0 FROM release_class;

DROP TABLE release_class;

ALTER TABLE release_class_full RENAME TO release_class;

DROP TABLE clearance_profile;

-- Rebuildable. top: classes up to it have been decided; since_us, due_us: while the clock is between them the rows hold.
CREATE TABLE clearance_profile (
	key bigint PRIMARY KEY,
	role text NOT NULL,
	organization text NOT NULL,
	sectors text NOT NULL,
	level bigint NOT NULL,
	compartments text NOT NULL,
	top bigint NOT NULL,
	since_us bigint NOT NULL,
	due_us bigint NOT NULL,
	UNIQUE (role, organization, sectors, level, compartments)
);

DROP TABLE clearance;

-- Rebuildable: what release() gives for a pair; a pair without a row is denied. path: the same for PURPOSE_PATH.
CREATE TABLE clearance (
	profile bigint NOT NULL,
	class bigint NOT NULL,
	decision bigint NOT NULL,
	path bigint NOT NULL,
	PRIMARY KEY (profile, class)
) -- sqlite: WITHOUT ROWID
;

-- The national classification, lowest rank first; without rows there is none.
CREATE TABLE release_level (
	rank bigint PRIMARY KEY,
	name text NOT NULL UNIQUE
);

-- What one person holds beyond role and organization.
CREATE TABLE release_held (
	person text PRIMARY KEY,
	level bigint NOT NULL,
	compartments text NOT NULL,
	sectors text NOT NULL
);

-- What was agreed with an organization. ended_us: taken back.
CREATE TABLE release_grant (
	key bigint PRIMARY KEY,
	organization text NOT NULL,
	kind text NOT NULL,
	subject text NOT NULL,
	purpose text NOT NULL,
	agreement text NOT NULL,
	from_us bigint NOT NULL,
	until_us bigint NOT NULL,
	ended_us bigint
);

CREATE INDEX release_grant_organization ON release_grant (organization, key);

-- Marks beside a record, which narrow or open what its own marking says. Public ids: a mark outlives an import.
CREATE TABLE release_mark (
	kind text NOT NULL,
	id text NOT NULL,
	level bigint NOT NULL,
	compartments text NOT NULL,
	audience text NOT NULL,
	from_us bigint NOT NULL,
	until_us bigint NOT NULL,
	PRIMARY KEY (kind, id)
);

-- How often labels were changed by marks; rooms note up to where their rows follow.
CREATE TABLE release_state (
	one bigint PRIMARY KEY,
	marked bigint NOT NULL
);

INSERT INTO release_state (one, marked) VALUES (1, 1);
