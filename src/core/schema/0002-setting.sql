-- What the desk has been told of how it should work: a value under the name of a row in a feature's table. What is not here has the row's default.
CREATE TABLE setting (
	name text PRIMARY KEY,
	value text NOT NULL,
	changed_us bigint NOT NULL
);
