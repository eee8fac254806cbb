-- The country's outline (coast.geojson): one row. points: the flat form of formats/geojson.h.
CREATE TABLE outline (
	one bigint PRIMARY KEY,
	class bigint NOT NULL,
	points bytea NOT NULL
);

-- The imports among all changes, for the list of what changed lately.
CREATE INDEX ledger_content_import ON ledger_content (leaf) WHERE kind = 'register.import';
