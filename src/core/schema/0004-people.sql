-- People as the desk administers them. state: invited, active, suspended, ended. sectors: of a regulator, ids between blanks. totp: the sealed seed of one-time
-- codes, totp_step the last 30-second step whose code was taken. A password that must be set anew is NULL.
ALTER TABLE person ADD email text NOT NULL DEFAULT '';
ALTER TABLE person ADD state text NOT NULL DEFAULT 'active';
ALTER TABLE person ADD sectors text NOT NULL DEFAULT '';
ALTER TABLE person ADD totp bytea;
ALTER TABLE person ADD totp_step bigint NOT NULL DEFAULT 0;
UPDATE person SET state = 'ended' WHERE ended_us IS NOT NULL;

-- Sessions of before are ended: they knew neither how nor from where.
DROP TABLE session;
CREATE TABLE session (
	token text PRIMARY KEY,
	key bigint NOT NULL UNIQUE,
	person bigint NOT NULL,
	how text NOT NULL,
	agent text NOT NULL,
	address text NOT NULL,
	created_us bigint NOT NULL,
	used_us bigint NOT NULL,
	expires_us bigint NOT NULL,
	fresh_us bigint NOT NULL
);

CREATE INDEX session_person ON session (person, created_us);

-- Browsers in which a person has signed in before: others' failures do not slow them. Only hashes of their cookies.
CREATE TABLE known_device (
	token text PRIMARY KEY,
	person bigint NOT NULL,
	expires_us bigint NOT NULL
);

CREATE INDEX known_device_person ON known_device (person);

-- Codes for the day the telephone is lost: hashes, each good once.
CREATE TABLE recovery_code (
	person bigint NOT NULL,
	hash text NOT NULL,
	used_us bigint,
	PRIMARY KEY (person, hash)
);

-- Addresses that open once: hash of the token. kind: invite, recover, setup, code (a password was right, its one-time code is awaited).
CREATE TABLE person_link (
	token text PRIMARY KEY,
	kind text NOT NULL,
	person bigint NOT NULL,
	made_us bigint NOT NULL,
	expires_us bigint NOT NULL,
	tries bigint NOT NULL,
	used_us bigint
);

CREATE INDEX person_link_person ON person_link (person, kind);

-- What one person asked for and a second must confirm. kind: invite, role, recover; state: waiting, confirmed, refused, done.
CREATE TABLE person_request (
	key bigint PRIMARY KEY,
	kind text NOT NULL,
	person bigint NOT NULL,
	role text NOT NULL,
	organization text NOT NULL,
	sectors text NOT NULL,
	state text NOT NULL,
	asked_by text NOT NULL,
	asked_us bigint NOT NULL,
	answered_by text NOT NULL,
	answered_us bigint
);

CREATE INDEX person_request_person ON person_request (person, key);
CREATE INDEX person_request_state ON person_request (state, key);

-- Failed attempts as leaking buckets, shared by all processes: how full at at_us, and until when nobody there may try.
CREATE TABLE sign_in_bucket (
	name text PRIMARY KEY,
	level double precision NOT NULL,
	at_us bigint NOT NULL,
	until_us bigint NOT NULL
);
