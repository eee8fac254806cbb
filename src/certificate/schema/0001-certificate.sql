-- What the server shows to those who connect: a chain in PEM form, its key sealed with the desk's key file. made: by the desk itself, which then renews it.
CREATE TABLE desk_certificate (
	one bigint PRIMARY KEY,
	chain text NOT NULL,
	sealed_key bytea NOT NULL,
	made bigint NOT NULL,
	changed_us bigint NOT NULL
);

-- Authorities whose certificates machines may show instead of signing in.
CREATE TABLE certificate_anchor (
	fingerprint text PRIMARY KEY,
	pem text NOT NULL,
	changed_us bigint NOT NULL
);

-- Rises with every change, so that a running server notices; a withdrawn authority leaves no row to tell by.
CREATE TABLE certificate_version (
	one bigint PRIMARY KEY,
	version bigint NOT NULL
);

INSERT INTO certificate_version (one, version) VALUES (1, 0);
