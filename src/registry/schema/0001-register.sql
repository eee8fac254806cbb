CREATE TABLE sector (
	key bigint PRIMARY KEY,
	id text NOT NULL UNIQUE,
	name text NOT NULL,
	parent bigint,
	tlp text, confirmed_by text, confirmed_on text, source text, confidence text, origin text,
	class bigint NOT NULL,
	version bigint NOT NULL
);

CREATE TABLE organization (
	key bigint PRIMARY KEY,
	id text NOT NULL UNIQUE,
	name text NOT NULL,
	kind text,
	sector bigint,
	country text,
	parent bigint,
	languages text,
	tlp text, confirmed_by text, confirmed_on text, source text, confidence text, origin text,
	class bigint NOT NULL,
	version bigint NOT NULL
);

-- Services and assets share one id space and one key space: the nodes of the graph.
CREATE TABLE node (
	key bigint PRIMARY KEY,
	id text NOT NULL UNIQUE,
	is_service bigint NOT NULL
);

CREATE TABLE service (
	key bigint PRIMARY KEY,
	id text NOT NULL UNIQUE,
	organization bigint NOT NULL,
	name text NOT NULL,
	sector bigint,
	area text,
	lat double precision,
	lon double precision,
	users bigint,
	loss_per_hour double precision,
	max_outage_min bigint,
	restart_min bigint,
	tlp text, confirmed_by text, confirmed_on text, source text, confidence text, origin text,
	class bigint NOT NULL,
	version bigint NOT NULL
);

CREATE INDEX service_organization ON service (organization);

CREATE TABLE asset (
	key bigint PRIMARY KEY,
	id text NOT NULL UNIQUE,
	organization bigint NOT NULL,
	name text NOT NULL,
	kind text,
	sector bigint,
	area text,
	lat double precision,
	lon double precision,
	users bigint,
	restart_min bigint,
	tlp text, confirmed_by text, confirmed_on text, source text, confidence text, origin text,
	class bigint NOT NULL,
	version bigint NOT NULL
);

CREATE INDEX asset_organization ON asset (organization);

CREATE TABLE contact (
	key bigint PRIMARY KEY,
	id text NOT NULL UNIQUE,
	organization bigint NOT NULL,
	name text NOT NULL,
	role text,
	channel text,
	address text,
	languages text,
	hours text,
	order_ bigint,
	carried_by bigint,
	tlp text, confirmed_by text, confirmed_on text, source text, confidence text, origin text,
	class bigint NOT NULL,
	version bigint NOT NULL
);

CREATE INDEX contact_organization ON contact (organization);

-- Distinct installed products: what is the same for the matcher is matched once.
CREATE TABLE product (
	key bigint PRIMARY KEY,
	digest text NOT NULL UNIQUE,
	vendor text NOT NULL,
	product text NOT NULL,
	version text NOT NULL,
	cpe text NOT NULL,
	purl text NOT NULL,
	model text NOT NULL,
	serial text NOT NULL
);

CREATE TABLE component (
	key bigint PRIMARY KEY,
	id text NOT NULL UNIQUE,
	asset bigint NOT NULL,
	vendor text,
	product text,
	version_ text,
	cpe text,
	purl text,
	model text,
	serial text,
	exposure text,
	tlp text, confirmed_by text, confirmed_on text, source text, confidence text, origin text,
	class bigint NOT NULL,
	version bigint NOT NULL,
	installed bigint
);

CREATE INDEX component_asset ON component (asset);

CREATE INDEX component_installed ON component (installed, key);

-- One row is one member of a group; the group's attributes repeat on each of its rows and agree.
CREATE TABLE dependency (
	key bigint PRIMARY KEY,
	id text NOT NULL UNIQUE,
	dependent bigint NOT NULL,
	group_ text NOT NULL,
	supplier bigint NOT NULL,
	weight bigint,
	need bigint,
	need_degraded bigint,
	need_severe bigint,
	kind text,
	buffer_min bigint,
	retained bigint,
	grounded bigint,
	alternatives text,
	tlp text, confirmed_by text, confirmed_on text, source text, confidence text, origin text,
	class bigint NOT NULL,
	version bigint NOT NULL
);

CREATE INDEX dependency_dependent ON dependency (dependent, group_);

CREATE INDEX dependency_supplier ON dependency (supplier);

-- Sources of truth for caches that hold only the register.
CREATE TABLE registry_state (
	one bigint PRIMARY KEY,
	revision bigint NOT NULL
);

INSERT INTO registry_state (one, revision) VALUES (1, 0);
