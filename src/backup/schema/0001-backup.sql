-- What was backed up, restored and tried. kind: backup, restore, drill; state: 0 under way, 1 good, 2 failed. took_us: how long it took (of a drill: until
-- the desk was open, the measured RTO); age_us: how old what was restored is (of a drill: the measured RPO).
CREATE TABLE backup_run (
	key bigint PRIMARY KEY,
	kind text NOT NULL,
	state bigint NOT NULL,
	at_us bigint NOT NULL,
	took_us bigint NOT NULL,
	age_us bigint NOT NULL,
	file text NOT NULL,
	bytes bigint NOT NULL,
	records bigint NOT NULL,
	digest text NOT NULL,
	scheduled bigint NOT NULL,
	error text NOT NULL
);

CREATE INDEX backup_run_at ON backup_run (kind, at_us);

-- Who can open the backups without the desk's key file: public keys (X25519).
CREATE TABLE backup_recipient (
	key bigint PRIMARY KEY,
	name text NOT NULL UNIQUE,
	public_key bytea NOT NULL UNIQUE,
	added_us bigint NOT NULL
);
