--
-- PostgreSQL database dump
--

\restrict UuqFMndog6dgsgPh2LzevRU9NZ8rYklsY90WyrwMMy5a58FxYgU0I8qzriIMPHc

-- Dumped from database version 15.20 (Debian 15.20-0+deb12u1)
-- Dumped by pg_dump version 15.20 (Debian 15.20-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: advisory; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.advisory (
    key bigint NOT NULL,
    publisher text NOT NULL COLLATE pg_catalog."C",
    tracking text NOT NULL COLLATE pg_catalog."C",
    current bigint NOT NULL
);


--
-- Name: advisory_revision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.advisory_revision (
    key bigint NOT NULL,
    advisory bigint NOT NULL,
    digest text NOT NULL COLLATE pg_catalog."C",
    version text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    publisher_name text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    tlp text COLLATE pg_catalog."C",
    lang text COLLATE pg_catalog."C",
    severity text COLLATE pg_catalog."C",
    cvss double precision,
    released_us bigint NOT NULL,
    read_us bigint NOT NULL,
    products bigint NOT NULL,
    vulnerabilities bigint NOT NULL,
    faults bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    class bigint NOT NULL,
    related bigint NOT NULL,
    document bytea NOT NULL,
    parsed bytea NOT NULL
);


--
-- Name: alias; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alias (
    key bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    vendor text NOT NULL COLLATE pg_catalog."C",
    alias text NOT NULL COLLATE pg_catalog."C",
    canonical text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: asset; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.asset (
    key bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    organization bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    kind text COLLATE pg_catalog."C",
    sector bigint,
    area text COLLATE pg_catalog."C",
    lat double precision,
    lon double precision,
    users bigint,
    restart_min bigint,
    tlp text COLLATE pg_catalog."C",
    confirmed_by text COLLATE pg_catalog."C",
    confirmed_on text COLLATE pg_catalog."C",
    source text COLLATE pg_catalog."C",
    confidence text COLLATE pg_catalog."C",
    origin text COLLATE pg_catalog."C",
    class bigint NOT NULL,
    version bigint NOT NULL
);


--
-- Name: clearance; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.clearance (
    profile bigint NOT NULL,
    class bigint NOT NULL,
    decision bigint NOT NULL
);


--
-- Name: clearance_profile; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.clearance_profile (
    key bigint NOT NULL,
    role text NOT NULL COLLATE pg_catalog."C",
    organization text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: component; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.component (
    key bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    asset bigint NOT NULL,
    vendor text COLLATE pg_catalog."C",
    product text COLLATE pg_catalog."C",
    version_ text COLLATE pg_catalog."C",
    cpe text COLLATE pg_catalog."C",
    purl text COLLATE pg_catalog."C",
    model text COLLATE pg_catalog."C",
    serial text COLLATE pg_catalog."C",
    exposure text COLLATE pg_catalog."C",
    tlp text COLLATE pg_catalog."C",
    confirmed_by text COLLATE pg_catalog."C",
    confirmed_on text COLLATE pg_catalog."C",
    source text COLLATE pg_catalog."C",
    confidence text COLLATE pg_catalog."C",
    origin text COLLATE pg_catalog."C",
    class bigint NOT NULL,
    version bigint NOT NULL,
    installed bigint
);


--
-- Name: contact; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.contact (
    key bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    organization bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    role text COLLATE pg_catalog."C",
    channel text COLLATE pg_catalog."C",
    address text COLLATE pg_catalog."C",
    languages text COLLATE pg_catalog."C",
    hours text COLLATE pg_catalog."C",
    order_ bigint,
    carried_by bigint,
    tlp text COLLATE pg_catalog."C",
    confirmed_by text COLLATE pg_catalog."C",
    confirmed_on text COLLATE pg_catalog."C",
    source text COLLATE pg_catalog."C",
    confidence text COLLATE pg_catalog."C",
    origin text COLLATE pg_catalog."C",
    class bigint NOT NULL,
    version bigint NOT NULL
);


--
-- Name: counter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.counter (
    name text NOT NULL COLLATE pg_catalog."C",
    next bigint NOT NULL
);


--
-- Name: dependency; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dependency (
    key bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    dependent bigint NOT NULL,
    group_ text NOT NULL COLLATE pg_catalog."C",
    supplier bigint NOT NULL,
    weight bigint,
    need bigint,
    need_degraded bigint,
    need_severe bigint,
    kind text COLLATE pg_catalog."C",
    buffer_min bigint,
    retained bigint,
    grounded bigint,
    alternatives text COLLATE pg_catalog."C",
    tlp text COLLATE pg_catalog."C",
    confirmed_by text COLLATE pg_catalog."C",
    confirmed_on text COLLATE pg_catalog."C",
    source text COLLATE pg_catalog."C",
    confidence text COLLATE pg_catalog."C",
    origin text COLLATE pg_catalog."C",
    class bigint NOT NULL,
    version bigint NOT NULL
);


--
-- Name: desk; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.desk (
    one bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    country text NOT NULL COLLATE pg_catalog."C",
    revision bigint NOT NULL,
    changed_us bigint NOT NULL,
    created_us bigint NOT NULL
);


--
-- Name: event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.event (
    key bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    mode bigint NOT NULL,
    at_us bigint NOT NULL,
    leased_us bigint NOT NULL,
    done_us bigint
);


--
-- Name: finding; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.finding (
    revision bigint NOT NULL,
    installed bigint NOT NULL,
    product bigint NOT NULL,
    asset bigint NOT NULL,
    verdict bigint NOT NULL,
    confidence bigint NOT NULL
);


--
-- Name: job; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.job (
    name text NOT NULL COLLATE pg_catalog."C",
    next_us bigint NOT NULL,
    leased_us bigint NOT NULL
);


--
-- Name: ledger_content; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_content (
    leaf bigint NOT NULL,
    salt bytea NOT NULL,
    at_us bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    actor text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    content text NOT NULL COLLATE pg_catalog."C",
    class bigint NOT NULL
);


--
-- Name: ledger_leaf; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_leaf (
    key bigint NOT NULL,
    seq bigint,
    leaf bytea NOT NULL
);


--
-- Name: match_state; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.match_state (
    one bigint NOT NULL,
    installed bigint NOT NULL,
    revision bigint NOT NULL,
    rebuilt bigint DEFAULT 0 NOT NULL
);


--
-- Name: node; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.node (
    key bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    is_service bigint NOT NULL
);


--
-- Name: organization; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.organization (
    key bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    kind text COLLATE pg_catalog."C",
    sector bigint,
    country text COLLATE pg_catalog."C",
    parent bigint,
    languages text COLLATE pg_catalog."C",
    tlp text COLLATE pg_catalog."C",
    confirmed_by text COLLATE pg_catalog."C",
    confirmed_on text COLLATE pg_catalog."C",
    source text COLLATE pg_catalog."C",
    confidence text COLLATE pg_catalog."C",
    origin text COLLATE pg_catalog."C",
    class bigint NOT NULL,
    version bigint NOT NULL
);


--
-- Name: outline; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outline (
    one bigint NOT NULL,
    class bigint NOT NULL,
    points bytea NOT NULL
);


--
-- Name: person; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.person (
    key bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    organization text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    lang text COLLATE pg_catalog."C",
    password text COLLATE pg_catalog."C",
    created_us bigint NOT NULL,
    ended_us bigint
);


--
-- Name: product; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.product (
    key bigint NOT NULL,
    digest text NOT NULL COLLATE pg_catalog."C",
    vendor text NOT NULL COLLATE pg_catalog."C",
    product text NOT NULL COLLATE pg_catalog."C",
    version text NOT NULL COLLATE pg_catalog."C",
    cpe text NOT NULL COLLATE pg_catalog."C",
    purl text NOT NULL COLLATE pg_catalog."C",
    model text NOT NULL COLLATE pg_catalog."C",
    serial text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: product_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.product_key (
    key bigint NOT NULL,
    revision bigint NOT NULL
);


--
-- Name: quarantine; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quarantine (
    key bigint NOT NULL,
    digest text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    at_us bigint NOT NULL,
    document bytea NOT NULL
);


--
-- Name: registry_state; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.registry_state (
    one bigint NOT NULL,
    revision bigint NOT NULL
);


--
-- Name: release_class; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.release_class (
    key bigint NOT NULL,
    tlp text NOT NULL COLLATE pg_catalog."C",
    owner text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: schema_step; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_step (
    room text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    sha256 text NOT NULL COLLATE pg_catalog."C",
    applied_us bigint NOT NULL
);


--
-- Name: sector; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sector (
    key bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    parent bigint,
    tlp text COLLATE pg_catalog."C",
    confirmed_by text COLLATE pg_catalog."C",
    confirmed_on text COLLATE pg_catalog."C",
    source text COLLATE pg_catalog."C",
    confidence text COLLATE pg_catalog."C",
    origin text COLLATE pg_catalog."C",
    class bigint NOT NULL,
    version bigint NOT NULL
);


--
-- Name: service; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service (
    key bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    organization bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    sector bigint,
    area text COLLATE pg_catalog."C",
    lat double precision,
    lon double precision,
    users bigint,
    loss_per_hour double precision,
    max_outage_min bigint,
    restart_min bigint,
    tlp text COLLATE pg_catalog."C",
    confirmed_by text COLLATE pg_catalog."C",
    confirmed_on text COLLATE pg_catalog."C",
    source text COLLATE pg_catalog."C",
    confidence text COLLATE pg_catalog."C",
    origin text COLLATE pg_catalog."C",
    class bigint NOT NULL,
    version bigint NOT NULL
);


--
-- Name: session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.session (
    token text NOT NULL COLLATE pg_catalog."C",
    person bigint NOT NULL,
    created_us bigint NOT NULL,
    expires_us bigint NOT NULL
);


--
-- Data for Name: advisory; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.advisory (key, publisher, tracking, current) FROM stdin;
1	https://fjordlogic.example	NA-2026-0001	1
2	https://skarvnetworks.example	NA-2026-0002	2
\.


--
-- Data for Name: advisory_revision; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.advisory_revision (key, advisory, digest, version, state, reason, publisher_name, title, tlp, lang, severity, cvss, released_us, read_us, products, vulnerabilities, faults, name, class, related, document, parsed) FROM stdin;
1	1	1be267ec22de9bfd958e197b455f4570aa223dbd1600fbaae36b10588cdfb764	1	accepted	\N	Fjordlogic	RTU 20: a crafted message stops the device	\N	en	\N	7.5	1767254400000000	1777622520000000	2	1	0	advisories/1.json	10	0	\\x28b52ffd60dd08751a0096e670240071ddee133b53914402b299ec5a4f4db9fa90cfe7a26c757d76407d0b801455551355bc600067006600aa53c2c8d964cabbaa6017bfce182a53af7ec977e5c9b9b3a5905f72f3a9d3f6403a2111b1da96abef8fbcda768aae7a1a68b56d94ed93b348720eb01a537a67d0451adf137bec91e4fcadb6d59872e2776f5555990d6dfb912dec49b8aacc46712f1455c6a111eb2c0bf38a8545b5786f2a8ab2bd339e1f794eec553c4f7b9e56f048389e00c73b18b13bae784695ebefd8958b2dadb675ecddbbe3799e8001e881022092d5b6b057b52dcfcddfcb7275592e831bc9719a5fffd47397bf9e6405a7bc48b05cdc16cf5506ca6869552120ff63497251c490d1b2114515f2cba8de7af057cfe70ca99f2257ea54926a794c3d9d62bbf7430134804011c9def677d51537395658c65c948194518550a879184cd1cd887ad1cdca32cf8ffe6150ce6b19ca3690d5b69fc113e79701cc85a1a8329705058685efc9190b3404da96a77c13765759681047d2181c498b38136de2481ac384236911108e438b401c49a380388ee6d126138ac8ce9f4cf98fb36d1eab6df79145ee190330e573d88d5ba6c4788e3a997aa99224f5626ea8da3dc3a9bfad28fb5d430e80aaa8011e3323342205490a52580e400242482133f3128060719485691619a69809684492149514b4d26a48c34ac9d214a4f70bada10c1f7e9f3ef5016182c66e95e1cf70e85d54fcfce9b241d1541b53ee8416f455036b1404e3060026c4d6c120fba8f473f2995584a13caa22e683801fbc93927cc5009d2b43f5a9c11c2160ae5c0e9594070201c84ebc3479986204017386417a17885ac99b49644c2e34c1ca60d3963de0825e19b71d280fae25e1f694f06c88425fc6e69a03b57d23982563f4cff93bcf07a2b72cd861563dc029a65d47bd733708ab13c51c74ff4fa8cf6c6c007a110c9c39758d80f0def8204826d9063874fb92dbe4c2415700e0a540954430ca2dd60bc719e8571abab038adb24e8e55af5245e2d65e93c1073d3b91d686357910ca3f31d3edaaacebd576dfbb8c9249ab636d1c118789bbabecf7c34f2a9ec15e0c7535f82466b29d300dab34a3ee3a023773b46394a26719c6686179e8474529d65af768b99eba93e94314217f2aae7fcb2e1594a06ee7f86055cd487c9c6e5bbe2a	\\x28b52ffd60eb00c50a0066544a3760459c037049424110e4942548128583015f8b355ba4fb51685392a298adeed706fa0b6ab3da82f74f9b846399f654f41168b17d2322533c003b003b0014e307f9f699a3a1e6d4276539674293f0515b3947152b8aa226158bb226573610decd7ee8f11f08a2173f71524e0ce6ec2168b5bbdf165e0a07480cdd6d4d144ba31fd644b1b847aa8c243d32020800306034eaee9e2e498bc28b6b68a31e51ae6185f6d8c351ac45ec4bafd5d06ffe5e760cde8cfdbb329b188ecca62623232676c96c762e594d94b9d9743085f67267ff73eadcf58ff69ee69dad1857898305abd2d0c10862777714702fb0325277b7141d7bc29ff05ae4b71ebe97af73dc75f01f42626fcdb4abb98220d111634b0c18a369fb7cade3ea97c1e50173695ce625b38991d9c424676e021000a42d33f091b1304cfa9acdc222bdd5c0b85202c665d40e3a4378df28c4063b9afdae886783300ed3a618
2	2	a4f3712f2fbee8a3ee3037baea6c2a86b1ca342b3d0fcd7bf4b729302906e2d3	2	accepted	\N	Skarv Networks	Modem M4: a crafted message stops the device	\N	en	\N	7.5	1767340800000000	1777622520000000	1	1	0	advisories/2.json	10	0	\\x28b52ffd604008a51900a6656e240071ddee133b53914421a9b6d0dea70b3fd6dcf75894f53194fdff1f205254554d54f1025e00630064009c4da6bc2b0976f1eb8ca132f5ea977c579e3877b614f24f6e3e75da0620d462282156db72f5fd9157db4ea2ab1c065a6d1b65fbe44c9a9c03acc694de197492c6f7c41ebb34397fab6d35a69cf0bbb7aaaacb86b6fdc816f6245cd565237af1de9414657b673ca18f3c27f62c1ca7394e3b70261e27e079072576c7154fa972fd1dbb72b1a7d5b68ebd7b871cc70928801c28c011adb685bdaa4d796efe5696abcb7219ccc46c3a8a374df3eb9f7aee72a74c89f11c69361d0562b9b8aa53c2188fa7c949114346ca465421bf8ceaad097ff57cce90fa49e44a9d4e52298fa9a793d8ee0d81001528543cb2b7fd5db5c44d8e1596a93acca31a213dd48b6e4a9679bef40f83725ebb449671acb6fd0c8638bf8c5b89e80241d0a312eb2c0bf367251616034b6589a82e1586850686efc919133006da96a77c10762761688e266a0d4dd41e0d458334516ba068a22611d13cb487a3895a85a37918810681543c763e64ca7f9c2d23b0da562093dcb30560cae7b07532f552a749eac5ec50b57b8693feb6a2ec770dd9e21901f90380a6a8219e3223332229480a52580e4002428c52761d128050710c89815019886c02192969d9cd0148c3a5b12039e9a539cdb30727bf8f484d3b59525a55e97a4b6a2740e78e9f14634a66558932b05a4c848234fe114d80a622606198ff25609ad101ce6a138b037a4c811300c6450ecb6cbee9de787a9438f04acce748de8bc9e22ea0f41f1888d963ce6ee0e6b9230a7a2e793d214495397cba8f65a5f5bcc6c00975655a442e7c85c83086ca893ea59c1aad7a8032c3f79995af0779e6c299c7270d1f29cfe147e45c22df2d9ea870c5c34655d1ae12051ca01627e5ca845c7c7162c00188ddc13240207bea7240e287cd29f41b7bab54092758599ab2deba76350ba1e8f18b4a0bdfc9470e7e1974cd6ee4f21adb9d2104f22544747c1b9f11b52be70c07de1bc6afebf36fd19cf4bcb00876a8d3d680448a5c016d272ab9cc33c34b1610e5f84e90a594b9426792b1ec5f2719217dabf4c3b616e74b27ca3c234d5819ca24acec50f56701e4aa06129fa7dbfeaf0a	\\x28b52ffd60c400750a0006d4493960699b03d40d0e020000c3062d3a34909b8e922189d9226babd0a62405606969d3ad969958e819b6a7b86465818ac77f89231a22bc46444da63a003a003a003e5d02a038f797a53c32b3528c2182d1f33c9048f44410897ab8f6aaef313ed37153c13bd5bb73c3314adce5ac51e0edda04f929f7eedcaa060c10242c68f07d8ccd83080e267c5f77b723395a732da6de35319a4c2f02eb31069bd882a8bf788b7a7ff96bd9716733f6cf26c6cff9f5199bd70a06e424454a5ea4083915b2aa2ed3a3b59cd5cff874ccfa66bd66795629c6942211208a0cb84c0dd8dd0dbbfb7120856e781cc87d02aa2c2063130ddbef6bd93a8659effe0b38aaa579663453ce01c28602187ccef5d956c7d4a508098189644122a548c949a4e4142db28a949c5822250f54620c009d5bbc9c651a3e081686495fb3f135c4fe1082fd9d2c465ca1260f3708239eee7402
\.


--
-- Data for Name: alias; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.alias (key, kind, vendor, alias, canonical) FROM stdin;
\.


--
-- Data for Name: asset; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.asset (key, id, organization, name, kind, sector, area, lat, lon, users, restart_min, tlp, confirmed_by, confirmed_on, source, confidence, origin, class, version) FROM stdin;
4	substation-1	1	Sund substation	substation	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	3	1
5	substation-2	1	Harbour substation	substation	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	3	1
6	interconnector	2	Eastern interconnector	converter	\N	\N	\N	\N	\N	\N	AMBER	\N	\N	\N	\N	\N	8	1
7	pump-1	3	Lake pump	pump	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5	1
8	pump-2	3	River pump	pump	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5	1
9	pump-3	3	Well pump	pump	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5	1
10	exchange-1	5	Sund exchange	switch	\N	\N	\N	\N	\N	\N	GREEN	\N	\N	\N	\N	\N	9	1
11	theatre	4	Operating theatre	building	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	6	1
12	generator	4	Hospital generator	generator	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	6	1
\.


--
-- Data for Name: clearance; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.clearance (profile, class, decision) FROM stdin;
1	1	2
1	2	2
1	3	2
1	4	2
1	5	2
1	6	2
1	7	2
1	8	2
1	9	2
1	10	2
1	11	2
\.


--
-- Data for Name: clearance_profile; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.clearance_profile (key, role, organization) FROM stdin;
1	desk	
\.


--
-- Data for Name: component; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.component (key, id, asset, vendor, product, version_, cpe, purl, model, serial, exposure, tlp, confirmed_by, confirmed_on, source, confidence, origin, class, version, installed) FROM stdin;
1	pump-1-rtu	7	Fjordlogic	RTU 20	3.1.0	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5	1	1
2	pump-2-rtu	8	FJORDLOGIC AS	RTU-20	V3.1.4	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5	1	2
3	pump-1-modem	7	Skarv Networks	Modem M4	1.0	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5	1	3
4	pump-3-panel	9	Bergsund	Panel 7	2.4	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5	1	4
5	exchange-1-rtu	10	Fjordlogic	RTU 20	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	7	1	5
6	generator-rtu	12	Fjordlogic	RTU 20	3.2	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	6	1	6
7	theatre-panel	11	Bergsund	Panel 7	3.0	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	6	1	7
8	interconnector-relay	6	Halden Power	Relay R9	7.1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	4	1	8
\.


--
-- Data for Name: contact; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.contact (key, id, organization, name, role, channel, address, languages, hours, order_, carried_by, tlp, confirmed_by, confirmed_on, source, confidence, origin, class, version) FROM stdin;
1	clinic-switchboard	4	Switchboard	poc	phone	+99 20 100	\N	\N	\N	3	\N	\N	\N	\N	\N	\N	6	1
2	clinic-duty	4	Duty engineer	duty	phone	+99 20 112	\N	\N	1	3	\N	\N	\N	\N	\N	\N	6	1
3	clinic-security	4	Security office	security	email	security@clinic.example	\N	\N	2	\N	\N	\N	\N	\N	\N	\N	6	1
4	aqua-duty	3	Control room	duty	phone	+99 30 112	\N	\N	1	\N	\N	\N	\N	\N	\N	\N	5	1
\.


--
-- Data for Name: counter; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.counter (name, next) FROM stdin;
clearance_profile	2
sector	6
organization	6
node	13
contact	5
component	9
dependency	13
product	9
advisory_revision	129
advisory	3
quarantine	2
event	4
release_class	12
person	4
ledger	54
\.


--
-- Data for Name: dependency; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.dependency (key, id, dependent, group_, supplier, weight, need, need_degraded, need_severe, kind, buffer_min, retained, grounded, alternatives, tlp, confirmed_by, confirmed_on, source, confidence, origin, class, version) FROM stdin;
1	substation-2|feed|interconnector	5	feed	6	\N	1	\N	\N	physical	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	3	1
2	pump-1|power|substation-1	7	power	4	\N	1	\N	\N	physical	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5	1
3	pump-2|power|substation-1	8	power	4	\N	1	\N	\N	physical	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5	1
4	pump-3|power|substation-2	9	power	5	\N	1	\N	\N	physical	60	\N	\N	\N	\N	\N	\N	\N	\N	\N	5	1
5	tap-water|pumps|pump-1	1	pumps	7	\N	2	\N	\N	physical	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5	1
6	tap-water|pumps|pump-2	1	pumps	8	\N	2	\N	\N	physical	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5	1
7	tap-water|pumps|pump-3	1	pumps	9	\N	2	\N	\N	physical	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	5	1
8	theatre|power|substation-1	11	power	4	\N	1	\N	\N	physical	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	6	1
9	theatre|power|generator	11	power	12	\N	1	\N	\N	physical	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	6	1
10	surgery|rooms|theatre	2	rooms	11	\N	1	\N	\N	physical	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	6	1
11	surgery|water|tap-water	2	water	1	\N	1	\N	\N	physical	240	\N	\N	\N	\N	\N	\N	\N	\N	\N	6	1
12	calls|switching|exchange-1	3	switching	10	\N	1	\N	\N	cyber	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	7	1
\.


--
-- Data for Name: desk; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.desk (one, id, name, country, revision, changed_us, created_us) FROM stdin;
1	019de28d-3c00-7def-b78e-5981ea60f78b	Norland's desk	AA	8	1777622640000000	1777622400000000
\.


--
-- Data for Name: event; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.event (key, name, subject, mode, at_us, leased_us, done_us) FROM stdin;
1	register.changed	019de28e-2660-703a-947a-a2d6ab218940	0	1777622460000000	1777622580000000	1777622460000000
2	advisory.matched	NA-2026-0001	0	1777622520000000	0	1777622520000000
3	advisory.matched	NA-2026-0002	0	1777622520000000	0	1777622520000000
\.


--
-- Data for Name: finding; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.finding (revision, installed, product, asset, verdict, confidence) FROM stdin;
1	1	0	0	5	100
1	2	0	0	5	95
1	5	0	0	4	60
1	5	1	0	4	60
1	6	0	0	1	100
1	6	1	0	2	100
2	3	0	0	5	100
\.


--
-- Data for Name: job; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.job (name, next_us, leased_us) FROM stdin;
sweep	1777708860000000	0
ledger-sequence	1777622701000000	0
\.


--
-- Data for Name: ledger_content; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.ledger_content (leaf, salt, at_us, kind, actor, subject, content, class) FROM stdin;
1	\\xfdfcf588ff2c685b513baf708aacc9d8	1777622400000000	person.create		desk	{"role":"desk"}	1
2	\\xf0a8c4af95df5b2734aa0e20496a47f2	1777622460000000	sector.create	desk	energy	{"name":["","Energy"]}	2
3	\\x9ca043c3d857ba840f63dd34777d3d4b	1777622460000000	sector.create	desk	water	{"name":["","Water"]}	2
4	\\x09cadd4b79565d326d469c3284d73f71	1777622460000000	sector.create	desk	health	{"name":["","Health"]}	2
5	\\x53193faf23397bf919e0a62dbdff6f62	1777622460000000	sector.create	desk	telecom	{"name":["","Telecommunications"]}	2
6	\\x1a4c684ec53f6ac182c9a64a996c2a21	1777622460000000	sector.create	desk	mobile	{"name":["","Mobile networks"],"parent":["","telecom"]}	2
7	\\x6f1de74525f5d0e566ebb20d84d4f2db	1777622460000000	organization.create	desk	northgrid	{"name":["","Northgrid"],"kind":["","operator"],"sector":["","energy"],"country":["","AA"],"languages":["","en"]}	3
8	\\x82852d8700ee8a23b93db77b57244a38	1777622460000000	organization.create	desk	eastgrid	{"name":["","Eastgrid"],"kind":["","foreign"],"sector":["","energy"],"country":["","BB"],"languages":["","fr"]}	4
9	\\x4d155ce801d0984acf6be87116d0622b	1777622460000000	organization.create	desk	aqua	{"name":["","Aqua Sund"],"kind":["","operator"],"sector":["","water"],"country":["","AA"],"languages":["","en"]}	5
10	\\x9437088467673e6df19532252f8d6b06	1777622460000000	organization.create	desk	clinic	{"name":["","Sund General Hospital"],"kind":["","operator"],"sector":["","health"],"country":["","AA"],"languages":["","en"]}	6
11	\\x943fc01f4fc869e17cdf5b326defc08e	1777622460000000	organization.create	desk	telefjord	{"name":["","Telefjord"],"kind":["","operator"],"sector":["","mobile"],"country":["","AA"],"languages":["","en"]}	7
12	\\xf120d46d104d524913b51bdde6771c06	1777622460000000	service.create	desk	tap-water	{"organization":["","aqua"],"name":["","Tap water of Sund"],"sector":["","water"],"users":["","90000"],"max_outage_min":["","360"]}	5
13	\\xc8f6333eb2f1732d2a1d938c7e799a79	1777622460000000	service.create	desk	surgery	{"organization":["","clinic"],"name":["","Surgery"],"sector":["","health"],"users":["","1200"],"max_outage_min":["","30"]}	6
14	\\xb16cfa5602bf919ab9cc1ecc4be251b9	1777622460000000	service.create	desk	calls	{"organization":["","telefjord"],"name":["","Mobile calls"],"sector":["","mobile"],"users":["","50000"],"max_outage_min":["","60"]}	7
15	\\xde110501a2a7fde19e05b1b7cd1e3083	1777622460000000	asset.create	desk	substation-1	{"organization":["","northgrid"],"name":["","Sund substation"],"kind":["","substation"]}	3
16	\\xdabc9f1d2b31d425d06180a25303a4ba	1777622460000000	asset.create	desk	substation-2	{"organization":["","northgrid"],"name":["","Harbour substation"],"kind":["","substation"]}	3
17	\\x697eb37cc1d4d328a1783e4c7537148f	1777622460000000	asset.create	desk	interconnector	{"organization":["","eastgrid"],"name":["","Eastern interconnector"],"kind":["","converter"],"tlp":["","AMBER"]}	8
18	\\x02273bd6cae5b1a05684f786c2f659cb	1777622460000000	asset.create	desk	pump-1	{"organization":["","aqua"],"name":["","Lake pump"],"kind":["","pump"]}	5
19	\\x5a498d21e49b1da47702235f5ab48cb2	1777622460000000	asset.create	desk	pump-2	{"organization":["","aqua"],"name":["","River pump"],"kind":["","pump"]}	5
20	\\x6eebb8a82a2c6ac38450d4a1ef316d96	1777622460000000	asset.create	desk	pump-3	{"organization":["","aqua"],"name":["","Well pump"],"kind":["","pump"]}	5
21	\\x989bfb41f7449b31bb1a9601db5ec854	1777622460000000	asset.create	desk	exchange-1	{"organization":["","telefjord"],"name":["","Sund exchange"],"kind":["","switch"],"tlp":["","GREEN"]}	9
22	\\x93f21e751cffccd70800b9ca92124fd3	1777622460000000	asset.create	desk	theatre	{"organization":["","clinic"],"name":["","Operating theatre"],"kind":["","building"]}	6
23	\\xc4512ceef1b8afb556ddb3a0beec1e22	1777622460000000	asset.create	desk	generator	{"organization":["","clinic"],"name":["","Hospital generator"],"kind":["","generator"]}	6
24	\\xd83b1a7d17b6287bf98a586ba0863259	1777622460000000	contact.create	desk	clinic-switchboard	{"organization":["","clinic"],"name":["","Switchboard"],"role":["","poc"],"channel":["","phone"],"address":["","+99 20 100"],"carried_by":["","calls"]}	6
25	\\x0afcb72eb88937e1ac397d03ab062a24	1777622460000000	contact.create	desk	clinic-duty	{"organization":["","clinic"],"name":["","Duty engineer"],"role":["","duty"],"channel":["","phone"],"address":["","+99 20 112"],"order":["","1"],"carried_by":["","calls"]}	6
26	\\xaac3a0b2917697e0ad034b2e6e890118	1777622460000000	contact.create	desk	clinic-security	{"organization":["","clinic"],"name":["","Security office"],"role":["","security"],"channel":["","email"],"address":["","security@clinic.example"],"order":["","2"]}	6
27	\\x1e7709226b4cb1e3503ca4bb212897e0	1777622460000000	contact.create	desk	aqua-duty	{"organization":["","aqua"],"name":["","Control room"],"role":["","duty"],"channel":["","phone"],"address":["","+99 30 112"],"order":["","1"]}	5
28	\\xaf21e723779a37c0975c32a70ae7ac74	1777622460000000	component.create	desk	pump-1-rtu	{"asset":["","pump-1"],"vendor":["","Fjordlogic"],"product":["","RTU 20"],"version":["","3.1.0"]}	5
29	\\xde41bab3ee77231b1da42dfa89e2a935	1777622460000000	component.create	desk	pump-2-rtu	{"asset":["","pump-2"],"vendor":["","FJORDLOGIC AS"],"product":["","RTU-20"],"version":["","V3.1.4"]}	5
30	\\x1411450118b681cacee2b34b5bea51d2	1777622460000000	component.create	desk	pump-1-modem	{"asset":["","pump-1"],"vendor":["","Skarv Networks"],"product":["","Modem M4"],"version":["","1.0"]}	5
31	\\xa1d49ee46ce44c01ab81cb04d5a584a7	1777622460000000	component.create	desk	pump-3-panel	{"asset":["","pump-3"],"vendor":["","Bergsund"],"product":["","Panel 7"],"version":["","2.4"]}	5
32	\\x42b935797292c36c27c6dc62c53ffdd8	1777622460000000	component.create	desk	exchange-1-rtu	{"asset":["","exchange-1"],"vendor":["","Fjordlogic"],"product":["","RTU 20"]}	7
33	\\xf9c9e59dd23e14b827e4904c86d6bc00	1777622460000000	component.create	desk	generator-rtu	{"asset":["","generator"],"vendor":["","Fjordlogic"],"product":["","RTU 20"],"version":["","3.2"]}	6
34	\\xcd8e6d0288a85b000e18ef47251d4817	1777622460000000	component.create	desk	theatre-panel	{"asset":["","theatre"],"vendor":["","Bergsund"],"product":["","Panel 7"],"version":["","3.0"]}	6
35	\\x530889db3469a48ef9c64cf852729f79	1777622460000000	component.create	desk	interconnector-relay	{"asset":["","interconnector"],"vendor":["","Halden Power"],"product":["","Relay R9"],"version":["","7.1"]}	4
36	\\xf544dc9a5b9994e418c80dd11f1b4264	1777622460000000	dependency.create	desk	substation-2|feed|interconnector	{"dependent":["","substation-2"],"group":["","feed"],"supplier":["","interconnector"],"need":["","1"],"kind":["","physical"]}	3
37	\\x6fb8c090123f84e3dd5b78bbd64f69e7	1777622460000000	dependency.create	desk	pump-1|power|substation-1	{"dependent":["","pump-1"],"group":["","power"],"supplier":["","substation-1"],"need":["","1"],"kind":["","physical"]}	5
38	\\xe86ca8d478cefc06297bac078d695af1	1777622460000000	dependency.create	desk	pump-2|power|substation-1	{"dependent":["","pump-2"],"group":["","power"],"supplier":["","substation-1"],"need":["","1"],"kind":["","physical"]}	5
39	\\xd0d6b0f785a255050c883ec7939805c7	1777622460000000	dependency.create	desk	pump-3|power|substation-2	{"dependent":["","pump-3"],"group":["","power"],"supplier":["","substation-2"],"need":["","1"],"kind":["","physical"],"buffer_min":["","60"]}	5
40	\\xcadac74421cae3fdbee58be18696b8ee	1777622460000000	dependency.create	desk	tap-water|pumps|pump-1	{"dependent":["","tap-water"],"group":["","pumps"],"supplier":["","pump-1"],"need":["","2"],"kind":["","physical"]}	5
41	\\x65cca7f3137b5945d490f990e4284a3d	1777622460000000	dependency.create	desk	tap-water|pumps|pump-2	{"dependent":["","tap-water"],"group":["","pumps"],"supplier":["","pump-2"],"need":["","2"],"kind":["","physical"]}	5
42	\\xdb8db6d806672181f199e133afd63a95	1777622460000000	dependency.create	desk	tap-water|pumps|pump-3	{"dependent":["","tap-water"],"group":["","pumps"],"supplier":["","pump-3"],"need":["","2"],"kind":["","physical"]}	5
43	\\x7db9c0c387a58b9420cde4f32a7498e9	1777622460000000	dependency.create	desk	theatre|power|substation-1	{"dependent":["","theatre"],"group":["","power"],"supplier":["","substation-1"],"need":["","1"],"kind":["","physical"]}	6
44	\\xcb1ec75e064fcf7a52b155765c28bb60	1777622460000000	dependency.create	desk	theatre|power|generator	{"dependent":["","theatre"],"group":["","power"],"supplier":["","generator"],"need":["","1"],"kind":["","physical"]}	6
45	\\x7b59c517dd8659b334f2c5df6356af06	1777622460000000	dependency.create	desk	surgery|rooms|theatre	{"dependent":["","surgery"],"group":["","rooms"],"supplier":["","theatre"],"need":["","1"],"kind":["","physical"]}	6
46	\\x553c9a8af34ac4580f5be91acf4978b3	1777622460000000	dependency.create	desk	surgery|water|tap-water	{"dependent":["","surgery"],"group":["","water"],"supplier":["","tap-water"],"need":["","1"],"kind":["","physical"],"buffer_min":["","240"]}	6
47	\\x3d9cae4a4de690047249e8f06f594a28	1777622460000000	dependency.create	desk	calls|switching|exchange-1	{"dependent":["","calls"],"group":["","switching"],"supplier":["","exchange-1"],"need":["","1"],"kind":["","cyber"]}	7
48	\\xe41bf3907a1519bdd6043dce8ffd0a64	1777622460000000	register.import	desk	019de28e-2660-703a-947a-a2d6ab218940	{"sectors":[5,0,0],"organizations":[5,0,0],"services":[3,0,0],"assets":[9,0,0],"contacts":[4,0,0],"components":[8,0,0],"dependencies":[12,0,0]}	1
49	\\xc86363498f71f0406e03c23fd50e08f1	1777622520000000	advisory.read	desk	NA-2026-0001	{"version":"1","state":"accepted","digest":"1be267ec22de9bfd958e197b455f4570aa223dbd1600fbaae36b10588cdfb764"}	10
50	\\xaa25d0f74825da313a2457fb42ebff94	1777622520000000	advisory.read	desk	NA-2026-0002	{"version":"2","state":"accepted","digest":"a4f3712f2fbee8a3ee3037baea6c2a86b1ca342b3d0fcd7bf4b729302906e2d3"}	10
51	\\x505bc9f5d06de1eb83932e22e474094b	1777622520000000	advisory.quarantine	desk	0d2db3b281ec2b68cc8a72b805a902fbd01e8a4ec7cb28b2d65f779d98b33e15	{"digest":"0d2db3b281ec2b68cc8a72b805a902fbd01e8a4ec7cb28b2d65f779d98b33e15"}	1
52	\\x410c913f03324c28385f15d03c45bd7e	1777622580000000	person.create	desk	anna	{"role":"operator"}	11
53	\\x101ce46b3a9d49e407bb935e49456817	1777622640000000	person.create	desk	gustav	{"role":"guest"}	1
\.


--
-- Data for Name: ledger_leaf; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.ledger_leaf (key, seq, leaf) FROM stdin;
1	0	\\x010d706572736f6e2e637265617465808093fb9eafa8060020ae777b0f73e00047039678dae3117d833b2b34a6e252b3460e1a75a0ae57fd372081350d40730cf2f41c07b5bd083788f3a0c71edcb951880b9afa50bb914175c820d776b8b35e90962ca776505a283bc7dcb563c1107d5e5326d65a3f7b755a848a
2	1	\\x010d736563746f722e637265617465809cafb49fafa80600204282677470ae049b3b8bf9657500f850edf2129a4a09c9d309865fa28a3885fb20daf9acbac42d0e50293a9239274f79fd24aac13d06f5d10977bab0187130f90f20d9a75b6d01edc999179b41eac9992db801a095875c45832b577a5e06825a20e6
3	2	\\x010d736563746f722e637265617465809cafb49fafa8060020b51ec61683456f1b94b5dafec9757799abe598afd480f2055bb9739f77451a16205490fde66031110bd8a85eb3b2e3316c6112ec6f6c65ffd7c45c9148abc93a76206a3089c48626c485edc7d70dd490ab3967b1cf7fa7ea7ebaa1aad672b640b344
4	3	\\x010d736563746f722e637265617465809cafb49fafa806002079d207c2a76a42ab82679cfb3390269cee955ac1a58673ae5b694ee92a656c3720c067be26304b88cc4843d40ed36fea50d2dc79491a448c8d0d48ca44d7ba54cc200cd3cfc96aada1aabd1609ba680ade86b8c3333753bff8a77ff61eb797253072
5	4	\\x010d736563746f722e637265617465809cafb49fafa8060020bf5af228b1ce5f3f666e791c32877d21d6afa22320a6041a61e33d369918db7120483a0e60f27cd6fb6117311b1fa129cd982e7ea15814d2fdd36edc5a863d2ada20b61e36ca495408d7f7a7c2504fcd9e55db626d1e31f1a9bce0bc954faeb60cc5
6	5	\\x010d736563746f722e637265617465809cafb49fafa8060020cb39b91a0a7b96eecdc4c922ee56241290484718edfa1ef0197a6697da66285020293668bab2954da6d76690ea6c78a46fad519b008a32ffc1d5419ace9f1dae9220732a8c3ecad4ea185c14a464c086ce1fcf102c23cb309b22e64ba307a1a2c121
7	6	\\x01136f7267616e697a6174696f6e2e637265617465809cafb49fafa8060020253a9bfcddd5a451fcd1e776202d0fcc257f3303016d35f12e6338e487f21a41201ada49070ac57f8734885a1f112468f8a2bc45b83f360a1bd645ec18256614f5203b4ab5075eddeae743a79379d67714d76a6f852a109659ae25c7c10b62d4dd2e
8	7	\\x01136f7267616e697a6174696f6e2e637265617465809cafb49fafa8060020853acba35aec6a6a4715bfef05eca522128a7f5189b8af6416b014747bb764c42006b6db4fc7223e73d2746420c3d872f5d8b95a700f82607d9ba02ee368709aa42080330b95417cbb647fca4014c642668cd8b7a859ec5f0d704dce1e3e44b2d4b5
9	8	\\x01136f7267616e697a6174696f6e2e637265617465809cafb49fafa806002076717a6e54e46275a05dacf2dd60561f0e029bcdadff273b67f69e7dbfc39d6320a4406a2efd8bf5a16a50e7409ecb8ba8419bafccaad673684fee496277872d1520dc75cde52febd11dedbf58a68ca2ce356d8c3ce0add858583585126d565b35ff
10	9	\\x01136f7267616e697a6174696f6e2e637265617465809cafb49fafa80600203886a169cb5c0194a6053f0e03176e498255e747c8dad2a279b8eae79d01bda4209b709c6ad5fdc81a9354472604e3337587256178e41bf66f5c8383bb36444f062028db8798b9a1c73af6ef84afba7a369f91b78ff4fdba0bb9d39c032319667a91
11	10	\\x01136f7267616e697a6174696f6e2e637265617465809cafb49fafa80600208a267cae4035abb0ca104bca665df8f125e5658fd8a6b546e9a8de955e50acde20451ea919ca1a9c0de15cbdeaf84be80e0965852679f6aafb81b7b135d974527120dc20b1d7bde762205fccfd3fd6c53329bc97c850f2f485f76227cab0b0fcb5db
12	11	\\x010e736572766963652e637265617465809cafb49fafa806002098a538c03b1ba421bfb7d07eca92942deb9703353221f1389d3af0a6ee72dc2c20f80c348c932dd5d2462d147ae62a2f371c622632ea8856ca531a157b6e414e6b20e01735c86a52853f5031c4291f1e089a1bc1e6902d04e9eae7742f196b98cd69
13	12	\\x010e736572766963652e637265617465809cafb49fafa8060020014de78f1d02f350b1882d9b7e694c5cfeb7c91479fc3a88edc4420601d6fc9d203590c0a315639a543d588e4d96eefccd3e9a2052f008998352ed32e2e52921e4200d4f21ce19e56220dbe5ff1e49a882a9e33cb03e9088b27326bba518ba8bddff
14	13	\\x010e736572766963652e637265617465809cafb49fafa8060020b87e0dbb047115c0694ee1b8806fe9734744175923f5d97e0b7c6e174871dd4b209772a2ff0602a4f8d2e77a347042c80c9f7ef0c0eca6a2091abc141b78f18b6e203c61dcbf82763672ffd50edce154b3acc34a5f4025caa8b18dffbaa18686a3fe
15	14	\\x010c61737365742e637265617465809cafb49fafa8060020677b9b213dc4483eb01390d84ab7213a75dd901da16121ff09ebd8f52a7cef2e20d2cfc97fd570dac950ee0c6dfda602e0d513d30debcfa543cdb79073c2157133205ef38520df736a213f2bc94c3de09bfc6fbfab9e79c001599e9f569ae4654d6b
16	15	\\x010c61737365742e637265617465809cafb49fafa80600203ad79869fc19e027cd54f099b3df1c9c2fcea0d401d6a308eca87d2d67de8b6e20a20891c72a6631059ba66f4a4e56e7ebe315d9bc394fd9ecedc4e5ac8aacaf5920a304005bc57654760b6cbf6dc0415555994273dc65b731b2313b68b44357c121
17	16	\\x010c61737365742e637265617465809cafb49fafa8060020d2f2fd6206f7bdb92f8dd9425febeea1f321c2aa5cdc1ba09af1d63b86bfd6562021b8c1074b33d3ad29777f4bec976c8611e9c0087a82b3907b9119747d5261dc2044e4725cc96697c5e14638589b21bd8efc60748a2db6c7e2fc83007470a351e8
18	17	\\x010c61737365742e637265617465809cafb49fafa80600201771114665923f35b1d3102e967eac65d2d108fced51429a809355199eedd69220467b15ee7712e9b75c0a586fe2a98430c0a381cfd08934e511d037d764c668a0207b40d82bced3e5721f0814819af150d2f165928d6b1efcc48c764a9e5c78807f
19	18	\\x010c61737365742e637265617465809cafb49fafa8060020469326f70d7a9c6244fd5415241c8e05a369586d4cfcddee1c7f01e1f5e8cc34205916f2779ed0f4c4ab69a1ee6c4417a1afcf0f5e3bc2d85cd6202f712747884320a59b9de8d5f084b06e16c76847416c7a4a29b79189a5e1834274fbbed6846b22
20	19	\\x010c61737365742e637265617465809cafb49fafa806002001c42c7c25d1a561c152e4af6e7bfb1fb12c65eab68094592805227332b9d8eb208070359e92fa4a3b782f10de257b4798ba87d251eb2a09345ac760702754785c2041bbad05578d9951fb883d8f4caf1b4fb11726ef6ff2b1d38a379d82a03983e6
21	20	\\x010c61737365742e637265617465809cafb49fafa80600202e227f706d43fec961917b0e4d0e709df8b5cc6337df223dce31e4e090bd25e020bb71d836f1e0688cb5462bd840b93070bb16e0b45f266d581743bd76bb57d2ac20636961476d011c11016a6a794f7877eaf76a9f3baaf04953232230a98b0c5c5d
22	21	\\x010c61737365742e637265617465809cafb49fafa80600203e70e2157a19ba23abfd688c09418ced094323366bc14d7ad8d6fa6b7570501120437c52bda78ff3163a5e5b0de6451aef3ffc4b811f9b26ce40e422d594f87ade20f1ffeaadb2a3ed68f3cc99f12434a88bf3769124ffd49f47e14224ebf5f74f62
23	22	\\x010c61737365742e637265617465809cafb49fafa806002076304d335f558d01896c47865f45b3ef02f33c243f979368014c38e2cc823a5920232cc46df4f9b5676eda0a1cf739ecb5bf73c5e61b78790d2efaaa81297ab0d820a115c0c10cb4a5d52ed3564c594d55ce5ef3ad09bbddfe00fb3194a071c12710
24	23	\\x010e636f6e746163742e637265617465809cafb49fafa80600201ffc3d17362d4a7ec0d3cbf5dc3a5f8606090bf8c115a78da202cf5f40849f7a206314a1bad05e7cf68afd205f8f50483aca0525800d57cc61aec0f09ff33973d7204d6efb1a66c63895081b6eec248fad3e36955f1cea192c4dd22b09e116cb23f7
25	24	\\x010e636f6e746163742e637265617465809cafb49fafa8060020f2c8ab4f8372f069d9b2366eeff3b400f867dc2705ec34b873326f7b5f7a263e20519473dd805098429b232172d2064b931219479d90ba8e4783532de158b547922097516e3efef801ae566eb289a6adc5d66aa3a867f2d73fdf4d5fff1cddaed049
26	25	\\x010e636f6e746163742e637265617465809cafb49fafa806002042798d90796eae0f92f9dc41943faca69581e496887e8842ed8efa225c85820d206cc47caebee93719953e9f7e5936a747701f04140b779b99993a6bd92a06111a20a2a84bfc0f5193f17bb397d7b420ed620a143cd81fc0dafcb0fd2a61c615d5bd
27	26	\\x010e636f6e746163742e637265617465809cafb49fafa8060020e98e04b8924867b5b7fc98ad9aa34ce9c79993371d50a601f1fbb4bb9acff495200e10a0ebe9aa823f10c2d353baaa3f835ffd713c2f6caf7df30f0d62f793c0d0200f135849523e7648a870d933baa6204cafcf9e85f574bed8c133f6f28b8169a5
28	27	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa806002002c1eac5ce01b37bdac26f01bd0199f967adc929ceb8b1394d8e77dbb078965a20a3bc619532175cef6b5ed5d0c9b0c753e95b55ba2c12a044862d48096631a33b2060eb6b510a8e72e3a8c2675aa116bc1b36ca75190fa763700642a1fe793d5ef7
29	28	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa80600203fdc267401ca35fc7ad1cbcb78dbae7e0ce6c124c6928467f8533efa6c094d8620d58d654c743d45927ccd806e76718e547f0d5158fcf357baea137fba80d083c22046ac96ee04e05df2a47e90858abbe7ad13f8a1bc648335b37ee8feb876ba9053
30	29	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa8060020ea34ebc5891d21ba86767da52ab835d09be6d733d94b95a6f372b4403f3f852820f06bfd5b19ea8b076530e1ce64062324157989050e85f4bac74f9c42f163f47620be8b810f15ada63782d0d6d2ee92f9c4e5eb1efc87cccd51ca9e0f42de784761
31	30	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa80600205bfcc659bf6ade2f0c3ac8585f34e65eb9f80a8fc2f77a10d69198c5366e23aa205fc806845ea534a8cae5cca31c9da1fb8b45a860609672135dab53d286dbda8c20fd24bf9d5bea740a576bfca9aad0f5e39dfc3c6edd8de9b20eb3c18661428ae6
32	31	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa80600204f6c68033cf1251cf62889fbdbe422952b662bf843a70a4bc3af1cc533bac0d820d72610225e68d6136dfa9acc9e6ae513975c828723c29618d818ffa44f956319205d4f6a316054d7b243738f7e17aed8972ad4d417fcf3912e82b8e75b42e8a969
33	32	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa806002039034e792821e7c25bdbb1cb460011a0fa16a8f47958d710ce3b0c7e5db603eb20e50d10d39babfb272a56e421989146ccbaf7e5b5d5b0897b27966d4ab0f03a1d20c8919d9eecca686b11d64dbf03021ce4d61b40dce45a3a6590faf13246124a1f
34	33	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa80600203a0dd243a4fcb8a06904c156c49f5aa307918d3082302d6f32a02a4fa599f68f20aa6da4cdc1ca93f63202d7e2199e309d9d6be79ddd96e106e93195c56591f013207d81040a8eddeb18e06684b756d60dbe0cf6b152b5f1338718c31ff988c72acf
35	34	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa8060020d8bf07e47fccc08136b17d777cbf26c4e47402b7ac408574bcab03c840eefca12009b30b899ded11764f3e5525335da3bc80a722be7550f4c7a2202c035e626ae8209ac3caaa75d2a31613488805fe7ce4ac7246e5140d20eae31f2390d06b87798f
36	35	\\x0111646570656e64656e63792e637265617465809cafb49fafa806002089a849681f674958c28441829649469ec8b846c9d3a280d732cb67fe7d2e9d0f20237e329031dbb6a1c80616a4539c4cc65531066314896a5ae3b67b7fdccda9222069f9131430dab959b205d0ff8e39c96a6a56bdd5e98ed49d4a20da9eb559a4f7
37	36	\\x0111646570656e64656e63792e637265617465809cafb49fafa8060020d72636e10eb20c36fbcfe23be473be58b99782726de2a1896402a3a879ac374b20cf84f3536de4df1674ba7c02266c8346b9cbd442ad5115e1e517fc3c1c7373542000f77fa834360926033173c2ebbfea8c2dc7288b47ab0e7c0040937857a266ec
38	37	\\x0111646570656e64656e63792e637265617465809cafb49fafa8060020953f53ea9816a2b05b49882f301a4ba7247fc1f46eaa833f98d29a649ad133e2207e4b0d6864f4b3d4116dc38b816883ce6c423bcb6f0a589c549cd1c21295833f203368c2da94446c430fb3c82ade5e6de4e365bdb3b19d2ef778adb5cd9c295f0d
39	38	\\x0111646570656e64656e63792e637265617465809cafb49fafa806002030e8397ecf6fcd60ac008baa92581b0dd473a8713f02f8d59bc4191c65eb4a90206c6f8c21fef9feb9b070f8713ce998801ef3282d245a63c10a6b70c75150b12420cd2bb0b354dd2c69410321223b5eaa9b53bc25f73bd0a141457e65ad51876b50
40	39	\\x0111646570656e64656e63792e637265617465809cafb49fafa80600208d97f42ba5235f1826394ee5f108f15d63125f24cd5a98bdb959aeabd0f661c720e763f48d6e48f3c1c09933054fd6300bbbfad39f1de99e597ff9ea523eb6483020c33fe8f6d04835ba3644a3d1e59f6774674c4fcb0259c4e025765421a6b856ea
41	40	\\x0111646570656e64656e63792e637265617465809cafb49fafa806002007d5fcbbabe59b67b2601fc19951d995760697e7050684f98bacf6d5a9c400b1207e23665c625fdae4d9d1eb980a51597636456c5f5298b1a43dd28ac71d5a713f20139c951ced3198f94fb3fee03e096553e2cf1b7af3e07a2005c82e393e28cd28
42	41	\\x0111646570656e64656e63792e637265617465809cafb49fafa806002027ccda52adc0165bf4a5464151ed863fb21f6c6c229ee4b6df882e6fa17d928920a68d90324a732e91f9a27fee4667cdbbe2df9015f19f11199d0fe7ea9da9c5412075cbe192d6d9bc1af16a583a3ea1b16bc8d6fc40261cb45330d7d5b83e05d525
43	42	\\x0111646570656e64656e63792e637265617465809cafb49fafa80600202c68e0302c13f4d451ec2a9b502b645f4e599f5ed830f9e797176e8e0823fb7e2021a3eb87bf3e0f9bf1d94200b36f44c889f8ac6c5bff2fdb52601a64128c153b201955c16d326f25339f876b90e05cb89dca5e4bbc7ae18957fe23db713bb0ff45
44	43	\\x0111646570656e64656e63792e637265617465809cafb49fafa806002054646445eb167b1fce470e53f204b4149d4a3efa57c392c0acebbb966222703920d219b763b6fc740928f11087503461a2648452e0cfc87bb0821b964d7902f8ac208214ef9056d528964152ea42228ce7c47ed158bcbe4a55597f92e311787b5da9
45	44	\\x0111646570656e64656e63792e637265617465809cafb49fafa80600201ad6292a6314f086a54a0eb5e4698369b2395a8ff7263f88a631a486ebaa688e203695b0f4a808130dce779ef87b0c254153aab1e631d2f120cb43bbf4c3f9961720d9d83861a1cebc816bb87be85c9c8c4648b845c767f095498ad5041d98df8789
46	45	\\x0111646570656e64656e63792e637265617465809cafb49fafa80600208ec0b4a27e8a6ecb077c173b4c585265b64d87ae415aa047aa76a238a0b1105120486b053b0205103604de8ef7a8317cf32ec99951794c1c4ad1be49ccb18c194620b9027548f92d01894c8cb70ea3f530f9f727c0faeca02bf0f150b00e6d141ab1
47	46	\\x0111646570656e64656e63792e637265617465809cafb49fafa8060020ab1cd2ff1703f55baf3b841eb94d251048e3b8f93a7a0df2b256f9650480ebd6202650169851fd5aa4e8077d3b36fab25aeeec06b1a5c05fa162f108f8377c945d20e3b7417827c78a307f3639043ecefdd32192e08adf14863811bce2779cdf30a7
48	47	\\x010f72656769737465722e696d706f7274809cafb49fafa80600202a3b7f0b925130cbe85bfb9f9911e3ac1c40fba6c6e7c12483238e496c7e795b202ba70015d1090bcba1132b7a0f5a498d129ce6bc1d4fa5bdeb09060f65718e9b20aef24d0c16edb50fafdfa1ca3b77bca15fc1424f7bdb24b36793f675e6793c55
49	48	\\x010d61647669736f72792e7265616480b8cbed9fafa806002014767c21c7b11421452f7dce1451ea645b2f1d923eae0392b97ac7e754eaebaa20f935a611c55cb179be73c3cc7baeca75cefbb646baf9963bd5c1c917901cb29e200cf9ac9e1a02ee40ccfcfe3b135379205adbb8ce5d8d9ea380cc47cf56cb783b
50	49	\\x010d61647669736f72792e7265616480b8cbed9fafa806002064b3d92b1b7f2ebbcd44e38cd19a11579dbda188298eb8fe59c741cfeb6ad82b20b3ac711053ef950ff2a221f09c6ecaef1752521a362005dec3c4dec2f32e2f2b205a0dd57af08a45c8b52f15b6af9da434f1447d7392e109920076e8722a0dc2ee
51	50	\\x011361647669736f72792e71756172616e74696e6580b8cbed9fafa8060020a33c9153cfe401a7eb19505c5d3d5d96853b955adb375d682acbe992fd9bc6952021279bd7a9a03ec01baa9eee6f762a33dbfd5d5cf61e3059edead4fe77d9094b20e1aa5f67ed972b0225f69cbc1fa501d14f8bd248e5a1e12bebe035b8d255fa4f
52	51	\\x010d706572736f6e2e63726561746580d4e7a6a0afa8060020b6baa8927bfb7ca6e234af7c30c09d2a4c013c6e778efb9256772b79a75d494d207fa01435e276e2cd99aa4a6d8031d2f18f9fa8c164ff74ddd4ed3308fb32805d208038724c1f3105d0aa1a1dd2482f324e6027762e20cc6187f588504f597d01fa
53	52	\\x010d706572736f6e2e63726561746580f083e0a0afa8060020fc26fde5f0641110add255448b0bcddaec9f7f739cd068e007261a80642a11bb2030d12b3f654bbdf80d8b36691e9101e62f16899165c8973c9f927da734d3c0872034332746bf65a11852ce195ffd58ca43167525c1b864229bb9f6e74eda588b3e
\.


--
-- Data for Name: match_state; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.match_state (one, installed, revision, rebuilt) FROM stdin;
1	8	2	1
\.


--
-- Data for Name: node; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.node (key, id, is_service) FROM stdin;
1	tap-water	1
2	surgery	1
3	calls	1
4	substation-1	0
5	substation-2	0
6	interconnector	0
7	pump-1	0
8	pump-2	0
9	pump-3	0
10	exchange-1	0
11	theatre	0
12	generator	0
\.


--
-- Data for Name: organization; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.organization (key, id, name, kind, sector, country, parent, languages, tlp, confirmed_by, confirmed_on, source, confidence, origin, class, version) FROM stdin;
1	northgrid	Northgrid	operator	1	AA	\N	en	\N	\N	\N	\N	\N	\N	3	1
2	eastgrid	Eastgrid	foreign	1	BB	\N	fr	\N	\N	\N	\N	\N	\N	4	1
3	aqua	Aqua Sund	operator	2	AA	\N	en	\N	\N	\N	\N	\N	\N	5	1
4	clinic	Sund General Hospital	operator	3	AA	\N	en	\N	\N	\N	\N	\N	\N	6	1
5	telefjord	Telefjord	operator	5	AA	\N	en	\N	\N	\N	\N	\N	\N	7	1
\.


--
-- Data for Name: outline; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.outline (one, class, points) FROM stdin;
\.


--
-- Data for Name: person; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.person (key, id, name, organization, role, lang, password, created_us, ended_us) FROM stdin;
1	desk	Desk officer		desk	\N	$argon2id$v=19$m=65536,t=2,p=1$yN/+R20k1luJmkBqQXL++A$H3QvEDQNcGjk2fxN/0Ua29wWhnwXFrprRTE3w6r4A8I	1777622400000000	\N
2	anna	anna	northgrid	operator	\N	$argon2id$v=19$m=65536,t=2,p=1$q+/A2wTDW9dMNuDW8KxZew$7U/fDb2QrU6yF3DmYUqiDZkbIbiBEPkxIE6bev6wSU8	1777622580000000	\N
3	gustav	gustav		guest	\N	$argon2id$v=19$m=65536,t=2,p=1$3GxCzJTeCDb1Oetz9Y5TOw$omt/SJe+66mQdWXSopzFf6rMdothg9ekJ9hyoGlhTlw	1777622640000000	\N
\.


--
-- Data for Name: product; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.product (key, digest, vendor, product, version, cpe, purl, model, serial) FROM stdin;
1	f9c0da68c7d3f0cc0b12fc27bcfd6a197711d30cb7b91b2b5b0775fe683f046d	Fjordlogic	RTU 20	3.1.0				
2	b38e9558cbe2beab144e41158caf2ae305a4e602ce3495bd39eb377373b867fe	FJORDLOGIC AS	RTU-20	V3.1.4				
3	bfde63974efb197ffaef1e46212ff8e15fc32f1299acaeb10550d60b7b7a8af0	Skarv Networks	Modem M4	1.0				
4	4391ac673fc633ca16f9e30f2832de16612c8550729c8cc8275ac16ea9b6fd98	Bergsund	Panel 7	2.4				
5	7d575168276aec18297be85bbfdf6ea0bf23b1dd5140fb1c3e11a1640501f676	Fjordlogic	RTU 20					
6	e2dc9a7b9f9360bbbbbe2c745ce33d275e4205d956490c0aa38405a4dae8fc5a	Fjordlogic	RTU 20	3.2				
7	4734e70298eebab4ae120e27757bd285813f141b6c60b9351b785826dad6ceb4	Bergsund	Panel 7	3.0				
8	45a14aee73f5cfd80afc74871424313d2a21a2e456bb37973c8cb0df8e6d8b5f	Halden Power	Relay R9	7.1				
\.


--
-- Data for Name: product_key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.product_key (key, revision) FROM stdin;
-4282220072769735889	1
-2580263186577113695	1
1222607529391244158	2
-901625648212390435	2
-306756504873356338	2
\.


--
-- Data for Name: quarantine; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.quarantine (key, digest, name, reason, at_us, document) FROM stdin;
1	0d2db3b281ec2b68cc8a72b805a902fbd01e8a4ec7cb28b2d65f779d98b33e15	advisories/3.json	this is no CSAF document: document.tracking.id is missing	1777622520000000	\\x28b52ffd20139900007b226e6f223a202261647669736f7279227d0a
\.


--
-- Data for Name: registry_state; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.registry_state (one, revision) FROM stdin;
1	1
\.


--
-- Data for Name: release_class; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.release_class (key, tlp, owner) FROM stdin;
1	RED	
2	CLEAR	
3		northgrid
4		eastgrid
5		aqua
6		clinic
7		telefjord
8	AMBER	eastgrid
9	GREEN	telefjord
10		
11	RED	northgrid
\.


--
-- Data for Name: schema_step; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.schema_step (room, number, name, sha256, applied_us) FROM stdin;
core	1	0001-core	516d8115f9884d96e6cc5f7a676f8ffb24c25995c7645be61d285c8331ac4252	1777622400000000
registry	1	0001-register	792676b555aa83773128186a1f962764418dc8e4f543f1093203108f8e62f268	1777622400000000
registry	2	0002-map	a8d41e120d2102d67ba41967ec1076db3ef0c9e10027527b99ed42777f768a12	1777622400000000
advisory	1	0001-advisory	74c2d84f47bd8eccfb96e3b3dc08eaea8324e2c050877d011e8b471d815e1659	1777622400000000
advisory	2	0002-rematch	5a88543d978e1493181c3c2e9cbb7865153004667b113367212927bc05b809dc	1777622400000000
\.


--
-- Data for Name: sector; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.sector (key, id, name, parent, tlp, confirmed_by, confirmed_on, source, confidence, origin, class, version) FROM stdin;
1	energy	Energy	\N	\N	\N	\N	\N	\N	\N	2	1
2	water	Water	\N	\N	\N	\N	\N	\N	\N	2	1
3	health	Health	\N	\N	\N	\N	\N	\N	\N	2	1
4	telecom	Telecommunications	\N	\N	\N	\N	\N	\N	\N	2	1
5	mobile	Mobile networks	4	\N	\N	\N	\N	\N	\N	2	1
\.


--
-- Data for Name: service; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.service (key, id, organization, name, sector, area, lat, lon, users, loss_per_hour, max_outage_min, restart_min, tlp, confirmed_by, confirmed_on, source, confidence, origin, class, version) FROM stdin;
1	tap-water	3	Tap water of Sund	2	\N	\N	\N	90000	\N	360	\N	\N	\N	\N	\N	\N	\N	5	1
2	surgery	4	Surgery	3	\N	\N	\N	1200	\N	30	\N	\N	\N	\N	\N	\N	\N	6	1
3	calls	5	Mobile calls	5	\N	\N	\N	50000	\N	60	\N	\N	\N	\N	\N	\N	\N	7	1
\.


--
-- Data for Name: session; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.session (token, person, created_us, expires_us) FROM stdin;
\.


--
-- Name: advisory advisory_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.advisory
    ADD CONSTRAINT advisory_pkey PRIMARY KEY (key);


--
-- Name: advisory advisory_publisher_tracking_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.advisory
    ADD CONSTRAINT advisory_publisher_tracking_key UNIQUE (publisher, tracking);


--
-- Name: advisory_revision advisory_revision_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.advisory_revision
    ADD CONSTRAINT advisory_revision_digest_key UNIQUE (digest);


--
-- Name: advisory_revision advisory_revision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.advisory_revision
    ADD CONSTRAINT advisory_revision_pkey PRIMARY KEY (key);


--
-- Name: alias alias_kind_vendor_alias_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alias
    ADD CONSTRAINT alias_kind_vendor_alias_key UNIQUE (kind, vendor, alias);


--
-- Name: alias alias_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alias
    ADD CONSTRAINT alias_pkey PRIMARY KEY (key);


--
-- Name: asset asset_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.asset
    ADD CONSTRAINT asset_id_key UNIQUE (id);


--
-- Name: asset asset_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.asset
    ADD CONSTRAINT asset_pkey PRIMARY KEY (key);


--
-- Name: clearance clearance_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clearance
    ADD CONSTRAINT clearance_pkey PRIMARY KEY (profile, class);


--
-- Name: clearance_profile clearance_profile_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clearance_profile
    ADD CONSTRAINT clearance_profile_pkey PRIMARY KEY (key);


--
-- Name: clearance_profile clearance_profile_role_organization_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clearance_profile
    ADD CONSTRAINT clearance_profile_role_organization_key UNIQUE (role, organization);


--
-- Name: component component_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.component
    ADD CONSTRAINT component_id_key UNIQUE (id);


--
-- Name: component component_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.component
    ADD CONSTRAINT component_pkey PRIMARY KEY (key);


--
-- Name: contact contact_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_id_key UNIQUE (id);


--
-- Name: contact contact_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (key);


--
-- Name: counter counter_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.counter
    ADD CONSTRAINT counter_pkey PRIMARY KEY (name);


--
-- Name: dependency dependency_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dependency
    ADD CONSTRAINT dependency_id_key UNIQUE (id);


--
-- Name: dependency dependency_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dependency
    ADD CONSTRAINT dependency_pkey PRIMARY KEY (key);


--
-- Name: desk desk_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.desk
    ADD CONSTRAINT desk_pkey PRIMARY KEY (one);


--
-- Name: event event_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (key);


--
-- Name: finding finding_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (revision, installed, product, asset);


--
-- Name: job job_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (name);


--
-- Name: ledger_content ledger_content_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_content
    ADD CONSTRAINT ledger_content_pkey PRIMARY KEY (leaf);


--
-- Name: ledger_leaf ledger_leaf_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_leaf
    ADD CONSTRAINT ledger_leaf_pkey PRIMARY KEY (key);


--
-- Name: ledger_leaf ledger_leaf_seq_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_leaf
    ADD CONSTRAINT ledger_leaf_seq_key UNIQUE (seq);


--
-- Name: match_state match_state_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.match_state
    ADD CONSTRAINT match_state_pkey PRIMARY KEY (one);


--
-- Name: node node_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.node
    ADD CONSTRAINT node_id_key UNIQUE (id);


--
-- Name: node node_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.node
    ADD CONSTRAINT node_pkey PRIMARY KEY (key);


--
-- Name: organization organization_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_id_key UNIQUE (id);


--
-- Name: organization organization_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_pkey PRIMARY KEY (key);


--
-- Name: outline outline_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outline
    ADD CONSTRAINT outline_pkey PRIMARY KEY (one);


--
-- Name: person person_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_id_key UNIQUE (id);


--
-- Name: person person_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (key);


--
-- Name: product product_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.product
    ADD CONSTRAINT product_digest_key UNIQUE (digest);


--
-- Name: product_key product_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.product_key
    ADD CONSTRAINT product_key_pkey PRIMARY KEY (key, revision);


--
-- Name: product product_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.product
    ADD CONSTRAINT product_pkey PRIMARY KEY (key);


--
-- Name: quarantine quarantine_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine
    ADD CONSTRAINT quarantine_digest_key UNIQUE (digest);


--
-- Name: quarantine quarantine_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine
    ADD CONSTRAINT quarantine_pkey PRIMARY KEY (key);


--
-- Name: registry_state registry_state_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registry_state
    ADD CONSTRAINT registry_state_pkey PRIMARY KEY (one);


--
-- Name: release_class release_class_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release_class
    ADD CONSTRAINT release_class_pkey PRIMARY KEY (key);


--
-- Name: release_class release_class_tlp_owner_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release_class
    ADD CONSTRAINT release_class_tlp_owner_key UNIQUE (tlp, owner);


--
-- Name: schema_step schema_step_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_step
    ADD CONSTRAINT schema_step_pkey PRIMARY KEY (room, number);


--
-- Name: sector sector_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sector
    ADD CONSTRAINT sector_id_key UNIQUE (id);


--
-- Name: sector sector_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sector
    ADD CONSTRAINT sector_pkey PRIMARY KEY (key);


--
-- Name: service service_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_id_key UNIQUE (id);


--
-- Name: service service_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_pkey PRIMARY KEY (key);


--
-- Name: session session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token);


--
-- Name: advisory_revision_of; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX advisory_revision_of ON public.advisory_revision USING btree (advisory, key);


--
-- Name: advisory_revision_released; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX advisory_revision_released ON public.advisory_revision USING btree (released_us);


--
-- Name: advisory_tracking; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX advisory_tracking ON public.advisory USING btree (tracking);


--
-- Name: asset_organization; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX asset_organization ON public.asset USING btree (organization);


--
-- Name: component_asset; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX component_asset ON public.component USING btree (asset);


--
-- Name: component_installed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX component_installed ON public.component USING btree (installed, key);


--
-- Name: contact_organization; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX contact_organization ON public.contact USING btree (organization);


--
-- Name: dependency_dependent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX dependency_dependent ON public.dependency USING btree (dependent, group_);


--
-- Name: dependency_supplier; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX dependency_supplier ON public.dependency USING btree (supplier);


--
-- Name: event_todo; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX event_todo ON public.event USING btree (done_us, key);


--
-- Name: ledger_content_import; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_content_import ON public.ledger_content USING btree (leaf) WHERE (kind = 'register.import'::text);


--
-- Name: ledger_content_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_content_subject ON public.ledger_content USING btree (subject, leaf);


--
-- Name: service_organization; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_organization ON public.service USING btree (organization);


--
-- PostgreSQL database dump complete
--

\unrestrict UuqFMndog6dgsgPh2LzevRU9NZ8rYklsY90WyrwMMy5a58FxYgU0I8qzriIMPHc

