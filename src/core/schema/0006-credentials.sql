-- What proves a person besides a password. Only public halves, hashes and sealed texts: nothing here lets its reader in.

-- The name under which authenticators keep a person: random, says nothing.
CREATE TABLE passkey_handle (
	person bigint PRIMARY KEY,
	handle text NOT NULL UNIQUE
);

-- One that ended stays: its id is never taken again.
CREATE TABLE passkey (
	key bigint PRIMARY KEY,
	id text NOT NULL UNIQUE,
	person bigint NOT NULL,
	name text NOT NULL,
	algorithm bigint NOT NULL,
	public_key bytea NOT NULL,
	counter bigint NOT NULL,
	flags bigint NOT NULL,
	aaguid text NOT NULL,
	format text NOT NULL,
	attestation bytea NOT NULL,
	created_us bigint NOT NULL,
	used_us bigint,
	ended_us bigint
);
CREATE INDEX passkey_person ON passkey (person);

-- Questions asked of an authenticator: answered once, within minutes. person 0: whoever signs in.
CREATE TABLE passkey_challenge (
	hash text PRIMARY KEY,
	person bigint NOT NULL,
	expires_us bigint NOT NULL
);
CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_us);

CREATE TABLE certificate (
	key bigint PRIMARY KEY,
	fingerprint text NOT NULL UNIQUE,
	pin text NOT NULL,
	person bigint NOT NULL,
	subject text NOT NULL,
	from_us bigint NOT NULL,
	until_us bigint NOT NULL,
	created_us bigint NOT NULL,
	used_us bigint,
	ended_us bigint
);
CREATE INDEX certificate_person ON certificate (person);
CREATE INDEX certificate_pin ON certificate (pin);

CREATE TABLE api_token (
	key bigint PRIMARY KEY,
	hash text NOT NULL UNIQUE,
	person bigint NOT NULL,
	name text NOT NULL,
	scope bigint NOT NULL,
	created_us bigint NOT NULL,
	expires_us bigint NOT NULL,
	used_us bigint,
	ended_us bigint
);
CREATE INDEX api_token_person ON api_token (person);

-- OpenID Connect: the client's secret, sealed; what the provider said of itself; sign-ins on their way; who is who.
CREATE TABLE oidc_client (
	one bigint PRIMARY KEY,
	secret bytea NOT NULL
);
CREATE TABLE oidc_provider (
	issuer text PRIMARY KEY,
	configuration text NOT NULL,
	keys text NOT NULL,
	fetched_us bigint NOT NULL
);
CREATE TABLE oidc_flow (
	state text PRIMARY KEY,
	browser text NOT NULL,
	nonce text NOT NULL,
	verifier text NOT NULL,
	back text NOT NULL,
	expires_us bigint NOT NULL
);
CREATE INDEX oidc_flow_expires ON oidc_flow (expires_us);
CREATE TABLE oidc_link (
	issuer text NOT NULL,
	claim text NOT NULL,
	subject text NOT NULL,
	person bigint NOT NULL,
	created_us bigint NOT NULL,
	PRIMARY KEY (issuer, claim, subject)
);
CREATE INDEX oidc_link_person ON oidc_link (person);
