--
-- PostgreSQL database dump
--

\restrict VN3pC06yubQcPjDI1KiJvZJtGmwFxTy2P8gJqq0OoGfhFVT4VAVrkKFVzgEooKe

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
    revision bigint NOT NULL
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
advisory_revision	65
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
1	019de28d-3c00-7473-9665-3018b5b842e0	Norland's desk	AA	8	1777622640000000	1777622400000000
\.


--
-- Data for Name: event; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.event (key, name, subject, mode, at_us, leased_us, done_us) FROM stdin;
1	register.changed	019de28e-2660-7be7-9469-9afa58529a1e	0	1777622460000000	1777622580000000	1777622460000000
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
ledger-sequence	1777622701000000	0
\.


--
-- Data for Name: ledger_content; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.ledger_content (leaf, salt, at_us, kind, actor, subject, content, class) FROM stdin;
1	\\x49722cfc0f67cdd42b6d544e5a106f9b	1777622400000000	person.create		desk	{"role":"desk"}	1
2	\\x989a447f9d9517a77e161e7539360d47	1777622460000000	sector.create	desk	energy	{"name":["","Energy"]}	2
3	\\x0b47b5e2de4b0e9ec12683d703f5509f	1777622460000000	sector.create	desk	water	{"name":["","Water"]}	2
4	\\x79c5ca1e5c103da4e555d9ea17644fae	1777622460000000	sector.create	desk	health	{"name":["","Health"]}	2
5	\\x3083a1f633b5e7f192818b289f20f3ec	1777622460000000	sector.create	desk	telecom	{"name":["","Telecommunications"]}	2
6	\\x9bd0c47b67f2e3c391db24d2dd26d96a	1777622460000000	sector.create	desk	mobile	{"name":["","Mobile networks"],"parent":["","telecom"]}	2
7	\\xb9d18f9267ed6812f20e8e8c46af9cc9	1777622460000000	organization.create	desk	northgrid	{"name":["","Northgrid"],"kind":["","operator"],"sector":["","energy"],"country":["","AA"],"languages":["","en"]}	3
8	\\xa835868d6c41b491091e0290d847c55f	1777622460000000	organization.create	desk	eastgrid	{"name":["","Eastgrid"],"kind":["","foreign"],"sector":["","energy"],"country":["","BB"],"languages":["","fr"]}	4
9	\\x454b6834f349a8f4ef9aadb3325ff102	1777622460000000	organization.create	desk	aqua	{"name":["","Aqua Sund"],"kind":["","operator"],"sector":["","water"],"country":["","AA"],"languages":["","en"]}	5
10	\\x580890c79f212ca8a7c89ee11f41b84f	1777622460000000	organization.create	desk	clinic	{"name":["","Sund General Hospital"],"kind":["","operator"],"sector":["","health"],"country":["","AA"],"languages":["","en"]}	6
11	\\x6a544062c8e3b1191d5ca7321372ef7c	1777622460000000	organization.create	desk	telefjord	{"name":["","Telefjord"],"kind":["","operator"],"sector":["","mobile"],"country":["","AA"],"languages":["","en"]}	7
12	\\x9ad8aa5666a7c723ca90e18805a32cbd	1777622460000000	service.create	desk	tap-water	{"organization":["","aqua"],"name":["","Tap water of Sund"],"sector":["","water"],"users":["","90000"],"max_outage_min":["","360"]}	5
13	\\x6b804d6dd341c7f1009b6085b80e941f	1777622460000000	service.create	desk	surgery	{"organization":["","clinic"],"name":["","Surgery"],"sector":["","health"],"users":["","1200"],"max_outage_min":["","30"]}	6
14	\\x825175d92bbea600c31d3592c84f9aee	1777622460000000	service.create	desk	calls	{"organization":["","telefjord"],"name":["","Mobile calls"],"sector":["","mobile"],"users":["","50000"],"max_outage_min":["","60"]}	7
15	\\x48dfe596746ba70b5625110e07a24ca2	1777622460000000	asset.create	desk	substation-1	{"organization":["","northgrid"],"name":["","Sund substation"],"kind":["","substation"]}	3
16	\\x32e64d20d6ce4e02cf3adab8fc522c6a	1777622460000000	asset.create	desk	substation-2	{"organization":["","northgrid"],"name":["","Harbour substation"],"kind":["","substation"]}	3
17	\\x993e78c8b6ff51f3b5b46deb567bccbf	1777622460000000	asset.create	desk	interconnector	{"organization":["","eastgrid"],"name":["","Eastern interconnector"],"kind":["","converter"],"tlp":["","AMBER"]}	8
18	\\x66008ffbc2d5f1ce14a5b8ad6342b5a5	1777622460000000	asset.create	desk	pump-1	{"organization":["","aqua"],"name":["","Lake pump"],"kind":["","pump"]}	5
19	\\x0a752baae53b65b10cb1e6a79a2b1de8	1777622460000000	asset.create	desk	pump-2	{"organization":["","aqua"],"name":["","River pump"],"kind":["","pump"]}	5
20	\\x13185a11cda5312a0e271300c92b4a87	1777622460000000	asset.create	desk	pump-3	{"organization":["","aqua"],"name":["","Well pump"],"kind":["","pump"]}	5
21	\\x5404ed6003d70800ad65af74d5d8bbd5	1777622460000000	asset.create	desk	exchange-1	{"organization":["","telefjord"],"name":["","Sund exchange"],"kind":["","switch"],"tlp":["","GREEN"]}	9
22	\\x1194a390c7b0147334a2b8b138977ccb	1777622460000000	asset.create	desk	theatre	{"organization":["","clinic"],"name":["","Operating theatre"],"kind":["","building"]}	6
23	\\xe57f4e6e7fdaa6f425f1d9fe0d9adfb3	1777622460000000	asset.create	desk	generator	{"organization":["","clinic"],"name":["","Hospital generator"],"kind":["","generator"]}	6
24	\\xd0a45a4336ef078444f34ea16771f2f4	1777622460000000	contact.create	desk	clinic-switchboard	{"organization":["","clinic"],"name":["","Switchboard"],"role":["","poc"],"channel":["","phone"],"address":["","+99 20 100"],"carried_by":["","calls"]}	6
25	\\x0b312ed51563f16b62cb27a9e81d5880	1777622460000000	contact.create	desk	clinic-duty	{"organization":["","clinic"],"name":["","Duty engineer"],"role":["","duty"],"channel":["","phone"],"address":["","+99 20 112"],"order":["","1"],"carried_by":["","calls"]}	6
26	\\x878ea2e093d7cc8c4c110ca734be7da8	1777622460000000	contact.create	desk	clinic-security	{"organization":["","clinic"],"name":["","Security office"],"role":["","security"],"channel":["","email"],"address":["","security@clinic.example"],"order":["","2"]}	6
27	\\x1e53c5b0272b7f936de2a2c3c1dea775	1777622460000000	contact.create	desk	aqua-duty	{"organization":["","aqua"],"name":["","Control room"],"role":["","duty"],"channel":["","phone"],"address":["","+99 30 112"],"order":["","1"]}	5
28	\\x7cf00e0c8d8f3a9504da48056785d2fe	1777622460000000	component.create	desk	pump-1-rtu	{"asset":["","pump-1"],"vendor":["","Fjordlogic"],"product":["","RTU 20"],"version":["","3.1.0"]}	5
29	\\x9130ee6ac7eddf3ed7010a9dd54320b7	1777622460000000	component.create	desk	pump-2-rtu	{"asset":["","pump-2"],"vendor":["","FJORDLOGIC AS"],"product":["","RTU-20"],"version":["","V3.1.4"]}	5
30	\\x794a93a7577bcc563b7925261fc588a8	1777622460000000	component.create	desk	pump-1-modem	{"asset":["","pump-1"],"vendor":["","Skarv Networks"],"product":["","Modem M4"],"version":["","1.0"]}	5
31	\\xb69b7840420fbde14e4fce273b609d38	1777622460000000	component.create	desk	pump-3-panel	{"asset":["","pump-3"],"vendor":["","Bergsund"],"product":["","Panel 7"],"version":["","2.4"]}	5
32	\\x3da100d762888033f3441dc8216f8b7c	1777622460000000	component.create	desk	exchange-1-rtu	{"asset":["","exchange-1"],"vendor":["","Fjordlogic"],"product":["","RTU 20"]}	7
33	\\x7d9a100a56b77336a81fa24d90856f90	1777622460000000	component.create	desk	generator-rtu	{"asset":["","generator"],"vendor":["","Fjordlogic"],"product":["","RTU 20"],"version":["","3.2"]}	6
34	\\x159000b892cbb663eb7153d5a33900f8	1777622460000000	component.create	desk	theatre-panel	{"asset":["","theatre"],"vendor":["","Bergsund"],"product":["","Panel 7"],"version":["","3.0"]}	6
35	\\x10e7768f837b308b4a7002e36dfa7964	1777622460000000	component.create	desk	interconnector-relay	{"asset":["","interconnector"],"vendor":["","Halden Power"],"product":["","Relay R9"],"version":["","7.1"]}	4
36	\\x81f9d111228bd70ee045ec25d66aa163	1777622460000000	dependency.create	desk	substation-2|feed|interconnector	{"dependent":["","substation-2"],"group":["","feed"],"supplier":["","interconnector"],"need":["","1"],"kind":["","physical"]}	3
37	\\xf4850892ce96e637830b0cf2006d66cf	1777622460000000	dependency.create	desk	pump-1|power|substation-1	{"dependent":["","pump-1"],"group":["","power"],"supplier":["","substation-1"],"need":["","1"],"kind":["","physical"]}	5
38	\\x3a74a3cf749805743eb939f32675afa0	1777622460000000	dependency.create	desk	pump-2|power|substation-1	{"dependent":["","pump-2"],"group":["","power"],"supplier":["","substation-1"],"need":["","1"],"kind":["","physical"]}	5
39	\\x7cb554c3d4b9759d8b7e6c5586c9974a	1777622460000000	dependency.create	desk	pump-3|power|substation-2	{"dependent":["","pump-3"],"group":["","power"],"supplier":["","substation-2"],"need":["","1"],"kind":["","physical"],"buffer_min":["","60"]}	5
40	\\xfa1a16cb4f0d7969e962e69dc4a72f2f	1777622460000000	dependency.create	desk	tap-water|pumps|pump-1	{"dependent":["","tap-water"],"group":["","pumps"],"supplier":["","pump-1"],"need":["","2"],"kind":["","physical"]}	5
41	\\x5020267f83015ddc400699837ac52352	1777622460000000	dependency.create	desk	tap-water|pumps|pump-2	{"dependent":["","tap-water"],"group":["","pumps"],"supplier":["","pump-2"],"need":["","2"],"kind":["","physical"]}	5
42	\\x08ec8bdba88498732746831e98472ea6	1777622460000000	dependency.create	desk	tap-water|pumps|pump-3	{"dependent":["","tap-water"],"group":["","pumps"],"supplier":["","pump-3"],"need":["","2"],"kind":["","physical"]}	5
43	\\xe05d0bf11e1b672517a1f407b5f4a518	1777622460000000	dependency.create	desk	theatre|power|substation-1	{"dependent":["","theatre"],"group":["","power"],"supplier":["","substation-1"],"need":["","1"],"kind":["","physical"]}	6
44	\\x9aa0e5bfd8f7872c0692ad3b0be5ea57	1777622460000000	dependency.create	desk	theatre|power|generator	{"dependent":["","theatre"],"group":["","power"],"supplier":["","generator"],"need":["","1"],"kind":["","physical"]}	6
45	\\x49f23498f83284a170f0247893f3d600	1777622460000000	dependency.create	desk	surgery|rooms|theatre	{"dependent":["","surgery"],"group":["","rooms"],"supplier":["","theatre"],"need":["","1"],"kind":["","physical"]}	6
46	\\xffa7cb745791218391b36b8c4bb66377	1777622460000000	dependency.create	desk	surgery|water|tap-water	{"dependent":["","surgery"],"group":["","water"],"supplier":["","tap-water"],"need":["","1"],"kind":["","physical"],"buffer_min":["","240"]}	6
47	\\xcfd649054e005c58542ba29ca8c6a68e	1777622460000000	dependency.create	desk	calls|switching|exchange-1	{"dependent":["","calls"],"group":["","switching"],"supplier":["","exchange-1"],"need":["","1"],"kind":["","cyber"]}	7
48	\\xbbf2d209c8a4130367b962b7edded90b	1777622460000000	register.import	desk	019de28e-2660-7be7-9469-9afa58529a1e	{"sectors":[5,0,0],"organizations":[5,0,0],"services":[3,0,0],"assets":[9,0,0],"contacts":[4,0,0],"components":[8,0,0],"dependencies":[12,0,0]}	1
49	\\x1f5a8183888110d01987505981eabd61	1777622520000000	advisory.read	desk	NA-2026-0001	{"version":"1","state":"accepted","digest":"1be267ec22de9bfd958e197b455f4570aa223dbd1600fbaae36b10588cdfb764"}	10
50	\\x973d0e4ea983a9e68437bbb0403a1361	1777622520000000	advisory.read	desk	NA-2026-0002	{"version":"2","state":"accepted","digest":"a4f3712f2fbee8a3ee3037baea6c2a86b1ca342b3d0fcd7bf4b729302906e2d3"}	10
51	\\xdd686c4609a7f7e7283e7389c090e5de	1777622520000000	advisory.quarantine	desk	0d2db3b281ec2b68cc8a72b805a902fbd01e8a4ec7cb28b2d65f779d98b33e15	{"digest":"0d2db3b281ec2b68cc8a72b805a902fbd01e8a4ec7cb28b2d65f779d98b33e15"}	1
52	\\xde06d3e188faf45566384060481b2a81	1777622580000000	person.create	desk	anna	{"role":"operator"}	11
53	\\x2c8fda21fe643975d569af8d9048dc81	1777622640000000	person.create	desk	gustav	{"role":"guest"}	1
\.


--
-- Data for Name: ledger_leaf; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.ledger_leaf (key, seq, leaf) FROM stdin;
1	0	\\x010d706572736f6e2e637265617465808093fb9eafa8060020db1c77a2da73ad1ccb23cdc0c31f7ebdddbde5eaa963a60f32501101a7ff3aeb20af6dfc6110a75535f2822aa1ad51f28f08dcabff8a99ff09edd0aeda95e3565e20bdfcb97ff3d42f7cb9b947f7d3ba726fecd7718193a3f8c7df2f8a05638b0108
2	1	\\x010d736563746f722e637265617465809cafb49fafa806002062a3186daeb74356b45b7a3c377a68db89594e2564545e92162721d620febbee202fe72bc0b98a1ba52744526a8287f496d3415e5f96f0c7e1266955f7b20d253b2028fc0618afc5f89725dd18671e02a966bbbd0ed05790e41850c752828954c7f1
3	2	\\x010d736563746f722e637265617465809cafb49fafa80600205e0d2e25f08c3e87e082c84af08a622731400fa15e37b93d2824c8cca8085947204b85a08406c1184393f7b274ae9f89fee57e610be2f27315e98382ee9148e49420a0b91df46c3f86c3467925a6a7985b6673e46b1d87a7bfc069421d57c3057656
4	3	\\x010d736563746f722e637265617465809cafb49fafa8060020ecca2d1000c9572e59e48729110c1918c881c5005360f23f6fe2fd13e276ec3f2022b1cf4d64dcef424699d175b2a84cf2cd767402776b2f1ba94ac3dcb5f297d6208d52b027389a61b9cbcfe659e1df8c225357e6c8fa02c25c939d3e49b2bd9fae
5	4	\\x010d736563746f722e637265617465809cafb49fafa8060020928ac0a1f38275caf6b2ecb23b6446453a2f56508f7514b79f4fd4986b8fef9420f16779bbb0bc7a160b1d074f3c1569f0758809160e0c9f815777ba03d6a0d075201e3dd717c15e757f551dd10c1349604b1e641e62a8de89aaf76b2e21ad071723
6	5	\\x010d736563746f722e637265617465809cafb49fafa8060020126c068d4e5c69fdae79d304e5801b7a8391c73a3b7fddbf4879fbacf070cfd2209e202aa23b8d50ff8ef9cdd9b28a4ff7b5307da272e105e7619ef3518905ff5f20a836caf2fd6d07a3684fc928eb7dbca6a69bab3cc567cbd9e6f3b2218b6e0a63
7	6	\\x01136f7267616e697a6174696f6e2e637265617465809cafb49fafa8060020f277f35b2b4ce39b61b54dca7610a1b3c93e07435ee80a1314918f2ffc764ae420a030f840f50a32bbdd8d31cc21e0fb9842d94714476f972c1015fe102248454b2066d7a5af2f12949887277a496e360fdbbbd359da251561c9a024894b6f7cbf8a
8	7	\\x01136f7267616e697a6174696f6e2e637265617465809cafb49fafa80600200e188a35611b0ad518e00eeffa907f8d3ca04c2f00a6a9861d21c1b902004190203332da16b7b6cafe98cdffc680cb8bf83405966b3906da802106b47e49bcf557203d31588d337344d5d66a6a5365c87bf410099595953d5df2219a24e0ac489f89
9	8	\\x01136f7267616e697a6174696f6e2e637265617465809cafb49fafa8060020116681097ed6a53ee0568fa8d4c523e0d639b94226826a3948e262e533e973cf206208bb7e809006d9171f52e821529438bb1492bae00cfc518ebac8280b76913820cedf251cbb1b7951480cffeb7a0a043db6382fd036748e57e7abf20adbc0df68
10	9	\\x01136f7267616e697a6174696f6e2e637265617465809cafb49fafa8060020c3952919c8c49c22ea75a098d4b9abc1f2a78c772a8a9cee25c6eb7bbbd8ab70205d815cee8d8055ac60dc957a1dcf6b2d3ab7f9207396a903b9a3d365455f437b20ef3e754b5e1587661262b34e0d1bfa50318f368ad3195f82d073a5e7b9470cab
11	10	\\x01136f7267616e697a6174696f6e2e637265617465809cafb49fafa8060020cfd7fc7b5a1b7a99188dcf11cbd1799f4007747bfe0c51bcb75d7b96492779c820e308ee5e4fb1362b763a74b247d66f93fc29d60e8fafac37a394aadf7b8a070e203797710cb99100490601346a311809fda8bf6ec65c4f6ddecbd20a7b11e71c1c
12	11	\\x010e736572766963652e637265617465809cafb49fafa8060020985f319b6b3f25a686d93cb40e0d87aa4418ada6697273a0badca67ce2a234f320d825557a2d44d6cf1cac1566af00ba398f4d16ce1d49bbbf7e83743c7940b7cf20f1e553b37e576d38a5b5290cd844d77f33575ce3793aa1de660a86555009525a
13	12	\\x010e736572766963652e637265617465809cafb49fafa80600205cf2be8ea5cbcdce9433ea1191aca4aca345ccd4bb94f3134e94debfceb3d785206c366bdb44be8667dfb197e41e819db8e9c484a85204afb5e7cb87abb7dd11e1208b131998b57a8a7101a1537edf131f1dafd7a9f7014a6e902601437a1f77b1c0
14	13	\\x010e736572766963652e637265617465809cafb49fafa8060020141cce615e6869afc9a9f69a2bf677b16bea21ca64467925131469d02c31d65e203a1624b36a4988b5c84cd72768ee97a3218edb238ff0861a6afc310f0328a39d209aeb605b2c6f7be47c948ed8cf9672acd51b16587b4d992ee67bfa37211ae5e6
15	14	\\x010c61737365742e637265617465809cafb49fafa8060020d519734c6945d1392ab66fa30f963622f8a57b4574e891ea82071fdfba4d036d20598c4432215f187e6d83cc398e11271d182deb10fad0d559c4ff16a3b9fc4b392031f2278f6d4b3a53f6216bb4b6ecc8091138196db265aec5bc0a203567fb86c6
16	15	\\x010c61737365742e637265617465809cafb49fafa8060020550f96551d2c8f85b0c59a9f9c4865b7a6340a81d5820127daa2cd2f86fb6c8120360491d07d5be12b06b57f7603f8773ff93cd7a211611a43ab8834c2355cd86b2036974e438703d4e83103e940e20c3271f24f0361b02ebf777635d0f96e6963a8
17	16	\\x010c61737365742e637265617465809cafb49fafa80600201f42655574099e22a3ab05347dde79567a3a2281176f7ea5d2b6665f24ace9d4202c91a1c18095e966b3b13486ea5734f4ea8532dbe70076b99e6d75581d9b16c220a1f9b5f654565738f35869a8bbd2afc595cf17c80666c2aa62af52409736678b
18	17	\\x010c61737365742e637265617465809cafb49fafa80600202dca656225ef23539402d33428601b437b9f99e2df5e43dc0dab17391b4db30f20627c27497fce331e88a85e4930837070f4cbbc33bfd2110819f367086ef766a1209a1dd21c17821722ad74a6369302ad4ada287c4749f9c3e9bcc4ac9aad527a19
19	18	\\x010c61737365742e637265617465809cafb49fafa806002044ab757f53c6462288bb5ea84cf2106cd30ad611a4f490b105e28aba6c06aec720bea99cef7153df26da17f912849337721b83293c0429ad08ce9d3c5507ff6e4e20dc547e5f5884e3fb0a1f8453ed36030594898de75cb11c815e316c84b65ee02d
20	19	\\x010c61737365742e637265617465809cafb49fafa80600205977afb40af6600d391d759ce286c6eb627590babd4c9d0a13a8327c4044382d2027d3f661e03580a22ceeedc68690f6f7fad84593cbf996641e7dc54c0e76e6172078406b546062442e5e9c73b2d4f025224423e40661e942e7414815ef0e5904b9
21	20	\\x010c61737365742e637265617465809cafb49fafa80600207ecb533f7039488bf6e8b07204c1007264b1477d62155cbad4901930e9861b7d20fa88f088e5961b6ca529c7abb3d02e946d3fbd7ad1950d523d9cda6f9afc428920dd600f41dfc24830e482e872c5577beb24cce3a655649072d54b4e0dc9abab67
22	21	\\x010c61737365742e637265617465809cafb49fafa80600201e7cfbd3f8ed7ef9ab03ecbef7abbc2c2653a87a0e0323a780e75af76e8f744e2083392f9e01eddd1eebf8a5a12721996f295eb77e77443c7a9be538b9ac69d3192087bdac2180115c1ddec224c355f8b5fa5552e28eea1d4c8dd75f1cc0262fa832
23	22	\\x010c61737365742e637265617465809cafb49fafa8060020c56a85d5c2198d7aff67489341cdab43d6e9bff671a52d31fc3dffbfd6e1899b20e61a9efbac9340013f34e8d6e1ae09f816d693ca2f769aed02dcece8da96833b209cbd573f8e07ff22cdf368f957a9f9f4763dd53f61eeaf2b5d9c0a805c951ac5
24	23	\\x010e636f6e746163742e637265617465809cafb49fafa8060020c09b8c0908cf1899af6603611aa5c8228ad7ad2f07cd3ae68643a9e70c84ae872008f74c275f00f4ccbd6836c75ab6991a45f6c0232d2a518a8a2ab9607b42c9172001c93be872783972ffd4678d924c9bd1241436e4b72e6933838792c27b6333e2
25	24	\\x010e636f6e746163742e637265617465809cafb49fafa80600203243aa5df6ddaff938f992a4b8d9834e1afa265a44cb9224e1a1196d5fbf49ce2091e6f632befa28316efebdf624768082699289b077e6fd327d31ecb145bb210a209311c25be1f411bf4041ee57308f397686633ddb624227f81485b83cf9dc4cf7
26	25	\\x010e636f6e746163742e637265617465809cafb49fafa80600201f12c81ab24624f2ea74cedd4e9655bb415ebf843a02156a5ed7d400e9dd5f9f200267738806cb1f2a5f44e19c593486584a8b2070f2017e5b79b65cee579920f62077e996b7f6ecac3d918f92e12571d39ee29fbc84d9ebaee6a55180eb24fb7f7a
27	26	\\x010e636f6e746163742e637265617465809cafb49fafa8060020a63994d5868f30dd17718e48d3e7dea43c4250b5484420b0111017d0939a0931204a363e275dcf880e6bff26744eee4f50087bda7cbb924702b1d6dd7d38f54fee204673b56fbebfed7be6154bb81bd92bc9460d088beb3dc355fd0ae194fedb03a2
28	27	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa80600200043a72343b47bc6ff2a30faeb50fc7790d55a73c1cb05e1b50f81e74a058207206c2eb6b364f1a8b130c2e192b8734f7bdf2e9e79117a7abae60e6e6c030fb80d20514b9c90ec26b8ea20e7702d14eba4351181f4b6350851b9fd66fb163ec80396
29	28	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa8060020f6c1bd1980f6fe87bd39af2ef54132360340b1f504ed59e4c349c3ad75d31fb620b37141d1bbf48446b374d663f3a02ff8e0e00154cbe9aebdb8e596323a118ca620ab1e94e8251773ce3afd70931bfd8abcc2d590c28e16cf6e7d466a411781ff3b
30	29	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa80600207acebeba192df65d8e136345a67dde896cc0b6b8a32ca79131047682eb81f9fd208f30ba3cd0e125dbf102e92e0842f2c33997c361682e777d0a4f245854d44e14205f14e5ae1c7a0709d044fae0112ac415afe0b224b999b4b5238105b7cd08f768
31	30	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa806002011697ba7853b5a8d99dd4d7f50c55b31496593543e784d4df3d9ecad5087bba6208de95fa44552a8eca55531b184ba0d69b0a258768d7924a121d2b4d3ea4aee1220234db764af492f7ab11286c9fdd710416d93f3a27a5226137b5716273179ebad
32	31	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa806002050864db24ae0e8bbf0d33c5df8279d0c74c3ee586220c792655a877276b555e0204a2d826122d13b78bbedec4a84658975d276ef51ad02f5fa8066e5c818007e16205ae15d6b195c788f56f6dd8f86e907d77bfc0e9e16022555728077eb117d2d8b
33	32	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa8060020b2e99fbcc8ced99b1957d174890864b93e23d6a96f091748aeadab1da7b0824920ccc4ea740902e9ddae1fc431b2b6d0c602116d7ce8a518df549df47f0bc8904e20de110d1648373eb8a95bac997e941273cb4b0ad7659ee5e2a223be83137a19fc
34	33	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa8060020b25c7516002b3298155d1e3da92b35b3a5e343706031e7cf584907c90937bf3520094c5569a8de2f06ad4f7c6875e9eb50f6d186340a32477eef44dba0dda10ec2203646889c4d1fef1f687cd0687a0eb291c35233ad33a635c0990bb425d2712960
35	34	\\x0110636f6d706f6e656e742e637265617465809cafb49fafa806002042ae5664e1f920e41675e26bb00ad36d53f1996123e2f59ee0dd10bef90d08ff20c00bc0063703a3ff6ac03ac6e91b051f26b899ddffe900fe680af52731dee662207d156fbc0afa7c037adf8aba8d034346e983b49cc7bc64019809d58303bd4abb
36	35	\\x0111646570656e64656e63792e637265617465809cafb49fafa8060020ba3409f3d0f977c32d3d549c57aad9114c3c8292ab0f66e8a5d6fdbc01672a9120db59f6a7355bd0bcdc7ad7601f5c633b49bcf0d1f7397cdbae266926e58263f32030133eff698dedf668ca117c9de6bf42072f0a60abfed66344adcd5d276624cd
37	36	\\x0111646570656e64656e63792e637265617465809cafb49fafa80600204c158e1c603f01984d578182fa3936fe3c79eb46d01d8ade1c3cd6f0aa914d0e20ca8fb6a1e7b4dfc3525bae3a532b2ec6fbe5c195ae2a4370c65b0aa761fa2d8b2000367f738933258464122ceb04841be55af627694a1993e81522a5c3ee21119c
38	37	\\x0111646570656e64656e63792e637265617465809cafb49fafa806002033b17d8d6041e7a3a41be53691f744c21aae24580871144a1bfdd58e58c0b23e204f1bd46bc04bf646acc33a31b4ce51d33d7eecc58e3db1e1140cdfed9467709220882b65c393441b096efa5aa33ea91c13a30c89ce654619411d70555bc59a33dd
39	38	\\x0111646570656e64656e63792e637265617465809cafb49fafa80600207e3bd5f9df50f7c86af9799e569b80ea82cbacb8b88b2567e9e96187d04cf006209b27ca2000c6da6067e28fc986381c59c6ba8f9f7cf9c356fffe82e872543c37200b3405a614a9f17e344513cff2ad8fe9faa9fc7e3773ea09c7dc03f8b6916cce
40	39	\\x0111646570656e64656e63792e637265617465809cafb49fafa8060020a0489229be9a9017d9c7859c519cb1a9b16612c81c081854a677bc8d7701a5472079b2b61f5dab3e8ee358ec68df99d8945afa16e37fd57c540e16edd6fa2cdaa3206082b0b9213cbfc31665636a7a048fb3eca6bff1acc291740294abf6ade65cf9
41	40	\\x0111646570656e64656e63792e637265617465809cafb49fafa8060020c74fd9b96545288573760c8186a173741296a1b77354f7b4ef5b5c4cceccedb820ac6a685e4d9c5f0220ccfebeed8bff657994c5ed419f5d7386dc5b9ae758067320bfbf085a4d5f9d95eaf69dc2de5b8bbd8b4da59efc426061e7092e4b2c4acf27
42	41	\\x0111646570656e64656e63792e637265617465809cafb49fafa80600205dbbfa4739deb187a6229dd3e61ba65efb9dda2aa50405c217dcbb753f921e3320446ece97824f4fe4129e178064ad49a8bc481ad865c8009464754064ff57a0382090e7da33cb27d5602af81b63866f73b43db570e5a2f737087a45ead8407618f1
43	42	\\x0111646570656e64656e63792e637265617465809cafb49fafa806002095af5120517b46fc619277c81276e185e8685b748b9f9ab028c105299f41f3f5205fb1ccbcd107a00a52e55eeda4425d00889d17ea3f438d2e5c50dd68552c13d82075a66dcfdefd36e441b94f914ac8f4f81e33318b39731fbf7888bebd1e509a0a
44	43	\\x0111646570656e64656e63792e637265617465809cafb49fafa80600202b5b50e008265ec470302a3f87f91006d27b1009fe5d7b3fc05e6570130b3ab1201c5056078bf28f095e578be8b02d89ad6cb7543548a4899769e2a4554a79409d20340388a77f65fd42c92c785c0638a642dfaa86b97b1bd7739a862f52ec47c052
45	44	\\x0111646570656e64656e63792e637265617465809cafb49fafa8060020a7d5b932f664078292515b031f5c19d771c9312bdde71b4fa54f75750f33fa2e2080e65d0bc48b050bbe25bb2b601d4084f14ddeff2900c9474c4372c2e4c2bf3e2070602bdfd2ff50008e2f25d3aa0da4f2b59ad1fbf8486808a45502a9926d5857
46	45	\\x0111646570656e64656e63792e637265617465809cafb49fafa80600200483535820526a2194d6e6d44c985ec5f3f067bd238720ea2c6295b844813c46200482ca8d2fb2fa09b9b73c4f887878afe0ac24b411827e9058d4667a1447f05120b58f954626c7c89af7a0623c511356a87ee118855ab1b2e8637a00a3426709d6
47	46	\\x0111646570656e64656e63792e637265617465809cafb49fafa8060020c5ae0b217ca0c78095a5b9c1952f5d5fdc9bb1d179082ce22bb59224c596324f20468b946f7ba71665a3301e81cf7a758690dbdf4c45b72009914c55d16e8cf15420c4fe9f9832b7b4c3009cae96a75a555ae98af3892bec64618a96c764edf29915
48	47	\\x010f72656769737465722e696d706f7274809cafb49fafa80600203f83fa176cb6e72599014a449c369a3a0ac85b51b7e9f5c2e22ee393520bc17120444d4fc97013721623b7f994a62ef90c69e4192d706ced8b9c90ea6e3bfb1c7c207b4cecb957413f11564a258f65d45c932bc12fdeebe303f2c6093d13c27092e8
49	48	\\x010d61647669736f72792e7265616480b8cbed9fafa8060020c7521fdf74a4dec60db6c93b1e77fdea2b3487feeb09393d653380d4110fd4282042c21fb6a5c55b03c06e3ed507ee386db9501f0f70f556d63f01be757a46341620b5b0d38e1d69088d121b0bbcd7b651331aea0e070cdda2724d5756b272ee6952
50	49	\\x010d61647669736f72792e7265616480b8cbed9fafa8060020571dd96df958006037cd243128c57cc1c898e11d4b6f918811dea266e1d0170c206e9beef071c1b38ce274c69d275351ec393dd89941d34a562380f20c528fd6ef2098efcd827c6f08c86d20518f630da5fbdd87276f79e1c9a71255f4d2586d5500
51	50	\\x011361647669736f72792e71756172616e74696e6580b8cbed9fafa8060020456126ff82f8944174abc5927b3efaabdf86167dd0e7e819c51dde6b32a3a8d020753b2c217652ae8c4bd7b07ddece946fe0a3021f5d6510bdcc1d2b844b5c541f208644be3625a52138d3f4d0d87fb13498fdfc192f641238278b10da3a46531acc
52	51	\\x010d706572736f6e2e63726561746580d4e7a6a0afa806002008b4ecfe81b21e1aece9fe9eea40eebdc624e3736f9d31678df1ee2841354a172021a51f7e27091788f0842561962a40f9193283aaad49c9937b6d0739f70393c520537b28bfa0273dfda0455b91b298bf4e7b6681b3b60f7e42a2bf009baf8474a8
53	52	\\x010d706572736f6e2e63726561746580f083e0a0afa80600201d99a2a34580e0b0d549fc233e5a1e63d3e21e2c44372427ff5aea5c0929ffe52021a328541b1dad16da7f5035e9040180f26e9670efc4f6c471b959079f5c988820a738fbc20b04a5751b6525a64f32ee06d256a9f42f2fcb452ededa1c59f22b64
\.


--
-- Data for Name: match_state; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.match_state (one, installed, revision) FROM stdin;
1	8	2
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
1	desk	Desk officer		desk	\N	$argon2id$v=19$m=65536,t=2,p=1$y+wSAy5Vhmnl16u2E93ajw$Dl/mKp04D+C0Ze5ImJYL7HlkGyhuJiRMgxrPv5zdQWI	1777622400000000	\N
2	anna	anna	northgrid	operator	\N	$argon2id$v=19$m=65536,t=2,p=1$eVPwH5cToNM+V19YTN3MDg$FgdZI6ARNsvW2p66p9HCjDpnQRJPQ8PM1TtYoizWGds	1777622580000000	\N
3	gustav	gustav		guest	\N	$argon2id$v=19$m=65536,t=2,p=1$uZ1zqZ3yrjyR4/5234yQtg$w6gytTBLcXKbmTotQ48qkNxxHC3hlJtHyjB4gt8bf6E	1777622640000000	\N
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

\unrestrict VN3pC06yubQcPjDI1KiJvZJtGmwFxTy2P8gJqq0OoGfhFVT4VAVrkKFVzgEooKe

