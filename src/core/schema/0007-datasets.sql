-- What the desk has changed in the register of data sets: cells that differ from what the program ships, and when somebody last looked.
CREATE TABLE dataset_cell (
	dataset text NOT NULL,
	field text NOT NULL,
	value text NOT NULL,
	PRIMARY KEY (dataset, field)
);

CREATE TABLE dataset_state (
	dataset text PRIMARY KEY,
	version bigint NOT NULL,
	reviewed_us bigint,
	reviewed_by text
);

-- Legal holds: what stands here and is not lifted is erased by nothing. dataset 'all' = every one; subject and organization '' = not narrowed.
CREATE TABLE legal_hold (
	key bigint PRIMARY KEY,
	name text NOT NULL UNIQUE,
	dataset text NOT NULL,
	subject text NOT NULL,
	organization text NOT NULL,
	reason text NOT NULL,
	set_us bigint NOT NULL,
	set_by text NOT NULL,
	lifted_us bigint,
	lifted_by text
);
