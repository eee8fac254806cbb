-- An advisory is (publisher namespace, tracking id); its revisions are kept, one of them is current.
CREATE TABLE advisory (
	key bigint PRIMARY KEY,
	publisher text NOT NULL,
	tracking text NOT NULL,
	current bigint NOT NULL,
	UNIQUE (publisher, tracking)
);

CREATE INDEX advisory_tracking ON advisory (tracking);

CREATE TABLE advisory_revision (
	key bigint PRIMARY KEY,
	advisory bigint NOT NULL,
	digest text NOT NULL UNIQUE,
	version text NOT NULL,
	state text NOT NULL,
	reason text,
	publisher_name text NOT NULL,
	title text NOT NULL,
	tlp text,
	lang text,
	severity text,
	cvss double precision,
	released_us bigint NOT NULL,
	read_us bigint NOT NULL,
	products bigint NOT NULL,
	vulnerabilities bigint NOT NULL,
	faults bigint NOT NULL,
	name text NOT NULL,
	class bigint NOT NULL,
	related bigint NOT NULL,
	document bytea NOT NULL,
	parsed bytea NOT NULL
);

CREATE INDEX advisory_revision_of ON advisory_revision (advisory, key);

CREATE INDEX advisory_revision_released ON advisory_revision (released_us);

-- What could not be understood at all: kept with its reason until a person has looked.
CREATE TABLE quarantine (
	key bigint PRIMARY KEY,
	digest text NOT NULL UNIQUE,
	name text NOT NULL,
	reason text NOT NULL,
	at_us bigint NOT NULL,
	document bytea NOT NULL
);

-- Rebuildable: which installed product meets which product of which revision, and the verdict over all vulnerabilities.
-- asset 0 = wherever the product is installed; else only there (relationships).
CREATE TABLE finding (
	revision bigint NOT NULL,
	installed bigint NOT NULL,
	product bigint NOT NULL,
	asset bigint NOT NULL,
	verdict bigint NOT NULL,
	confidence bigint NOT NULL,
	PRIMARY KEY (revision, installed, product, asset)
) -- sqlite: WITHOUT ROWID
;

-- Rebuildable: blocking keys of the advisories' products, for changed components.
CREATE TABLE product_key (
	key bigint NOT NULL,
	revision bigint NOT NULL,
	PRIMARY KEY (key, revision)
) -- sqlite: WITHOUT ROWID
;

-- Up to which installed product every current revision has been matched.
CREATE TABLE match_state (
	one bigint PRIMARY KEY,
	installed bigint NOT NULL,
	revision bigint NOT NULL
);

INSERT INTO match_state (one, installed, revision) VALUES (1, 0, 0);

CREATE TABLE alias (
	key bigint PRIMARY KEY,
	kind text NOT NULL,
	vendor text NOT NULL,
	alias text NOT NULL,
	canonical text NOT NULL,
	UNIQUE (kind, vendor, alias)
);
