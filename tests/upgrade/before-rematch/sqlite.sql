PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_step (room text NOT NULL, number bigint NOT NULL, name text NOT NULL, sha256 text NOT NULL, applied_us bigint NOT NULL, PRIMARY KEY (room, number))  WITHOUT ROWID;
INSERT INTO schema_step VALUES('advisory',1,'0001-advisory','74c2d84f47bd8eccfb96e3b3dc08eaea8324e2c050877d011e8b471d815e1659',1777622400000000);
INSERT INTO schema_step VALUES('core',1,'0001-core','516d8115f9884d96e6cc5f7a676f8ffb24c25995c7645be61d285c8331ac4252',1777622400000000);
INSERT INTO schema_step VALUES('registry',1,'0001-register','792676b555aa83773128186a1f962764418dc8e4f543f1093203108f8e62f268',1777622400000000);
INSERT INTO schema_step VALUES('registry',2,'0002-map','a8d41e120d2102d67ba41967ec1076db3ef0c9e10027527b99ed42777f768a12',1777622400000000);
CREATE TABLE desk (
	one integer PRIMARY KEY,
	id text NOT NULL,
	name text NOT NULL,
	country text NOT NULL,
	revision bigint NOT NULL,
	changed_us bigint NOT NULL,
	created_us bigint NOT NULL
);
INSERT INTO desk VALUES(1,'019de28d-3c00-74a2-aa4d-81769b490644','Norland''s desk','AA',8,1777622640000000,1777622400000000);
CREATE TABLE counter (
	name text PRIMARY KEY,
	next bigint NOT NULL
);
INSERT INTO counter VALUES('person',4);
INSERT INTO counter VALUES('release_class',12);
INSERT INTO counter VALUES('ledger',54);
INSERT INTO counter VALUES('clearance_profile',2);
INSERT INTO counter VALUES('sector',6);
INSERT INTO counter VALUES('organization',6);
INSERT INTO counter VALUES('node',13);
INSERT INTO counter VALUES('contact',5);
INSERT INTO counter VALUES('component',9);
INSERT INTO counter VALUES('dependency',13);
INSERT INTO counter VALUES('product',9);
INSERT INTO counter VALUES('event',4);
INSERT INTO counter VALUES('advisory_revision',65);
INSERT INTO counter VALUES('advisory',3);
INSERT INTO counter VALUES('quarantine',2);
CREATE TABLE release_class (
	key integer PRIMARY KEY,
	tlp text NOT NULL,
	owner text NOT NULL,
	UNIQUE (tlp, owner)
);
INSERT INTO release_class VALUES(1,'RED','');
INSERT INTO release_class VALUES(2,'CLEAR','');
INSERT INTO release_class VALUES(3,'','northgrid');
INSERT INTO release_class VALUES(4,'','eastgrid');
INSERT INTO release_class VALUES(5,'','aqua');
INSERT INTO release_class VALUES(6,'','clinic');
INSERT INTO release_class VALUES(7,'','telefjord');
INSERT INTO release_class VALUES(8,'AMBER','eastgrid');
INSERT INTO release_class VALUES(9,'GREEN','telefjord');
INSERT INTO release_class VALUES(10,'','');
INSERT INTO release_class VALUES(11,'RED','northgrid');
CREATE TABLE clearance_profile (
	key integer PRIMARY KEY,
	role text NOT NULL,
	organization text NOT NULL,
	UNIQUE (role, organization)
);
INSERT INTO clearance_profile VALUES(1,'desk','');
CREATE TABLE clearance (
	profile bigint NOT NULL,
	class bigint NOT NULL,
	decision bigint NOT NULL,
	PRIMARY KEY (profile, class)
);
INSERT INTO clearance VALUES(1,1,2);
INSERT INTO clearance VALUES(1,2,2);
INSERT INTO clearance VALUES(1,3,2);
INSERT INTO clearance VALUES(1,4,2);
INSERT INTO clearance VALUES(1,5,2);
INSERT INTO clearance VALUES(1,6,2);
INSERT INTO clearance VALUES(1,7,2);
INSERT INTO clearance VALUES(1,8,2);
INSERT INTO clearance VALUES(1,9,2);
INSERT INTO clearance VALUES(1,10,2);
INSERT INTO clearance VALUES(1,11,2);
CREATE TABLE person (
	key integer PRIMARY KEY,
	id text NOT NULL UNIQUE,
	name text NOT NULL,
	organization text NOT NULL,
	role text NOT NULL,
	lang text,
	password text,
	created_us bigint NOT NULL,
	ended_us bigint
);
INSERT INTO person VALUES(1,'desk','Desk officer','','desk',NULL,'$argon2id$v=19$m=65536,t=2,p=1$lAzPP3qK24p2tZED/TngVA$r3L0eZMCCYAZDFIqfLcKSu+5oRd6kaFUsGaNFyaCD+M',1777622400000000,NULL);
INSERT INTO person VALUES(2,'anna','anna','northgrid','operator',NULL,'$argon2id$v=19$m=65536,t=2,p=1$NC+i6t113THk0UUHq2JKRQ$j0A1/eEdu5T5jrDuVUoqO44s3cNsHptIBzQwqxi27YY',1777622580000000,NULL);
INSERT INTO person VALUES(3,'gustav','gustav','','guest',NULL,'$argon2id$v=19$m=65536,t=2,p=1$qgMc3bH4PZNBxlLYeNclRw$WBvANV62uxCE3H8kgYOMOo1DQodFBxtPJoG3M9VKgpc',1777622640000000,NULL);
CREATE TABLE session (
	token text PRIMARY KEY,
	person bigint NOT NULL,
	created_us bigint NOT NULL,
	expires_us bigint NOT NULL
);
CREATE TABLE ledger_leaf (
	key integer PRIMARY KEY,
	seq bigint UNIQUE,
	leaf bytea NOT NULL
);
INSERT INTO ledger_leaf VALUES(1,0,X'010d706572736f6e2e637265617465808093fb9eafa8060020868543ecdc8cfc16cb003cd7f855bc0608a5813d7abb7f36acdb8273c6d31a462006a0c57e5e151b55b996b8c3b98d54173ac35e42fc2fc54052430c43a2767b5120252631aec102f1b6ce2803b372161a45f72601bfe60ec53d913f48113967f312');
INSERT INTO ledger_leaf VALUES(2,1,X'010d736563746f722e637265617465809cafb49fafa80600202abba14d621abfe1fdc47e9270ac63b6776c9e8b09bd98a8ec4af9783bc8e33820d0280bb3d5ca0259ad0faef55ebaf5102791ae8e1abe2e56b14ba3e421f10ba220d9562d0fc463168833ea20384529029c803d39728d680181b9169b4f3aa0a067');
INSERT INTO ledger_leaf VALUES(3,2,X'010d736563746f722e637265617465809cafb49fafa8060020d07fed80a48c73ab344b2343106c05cefbd7bed953f6dc8fbe8a200f896a01ae20ac1bc495fe8f3ad4d002b2b9bb718c9e0b9f14eefe5f96e5d457c0ab92ff0bb4206573361304762f7ed37931360a8ae16d16d10b670e69ee6ccd27c6e77865a8d7');
INSERT INTO ledger_leaf VALUES(4,3,X'010d736563746f722e637265617465809cafb49fafa80600201885ee7e28b2888584b639248b0878349e0d5b98190573751069deb6bde6c040203e70af488adfc42e25f6f3d1505e2b7c2d34b17c2d909f483e447919ca6b0b4e20ec94fa5b24a6b4f57ca1f2cbf7d92e40276e5edbfed5cf8e1fb9d0f30aafaaad');
INSERT INTO ledger_leaf VALUES(5,4,X'010d736563746f722e637265617465809cafb49fafa80600203f1390d4328efad68aae27d7342fc72c48897980255845aa2c9707214b7217e4206339e7b1f1939e1bb89e3e11dc741db6d62689b7b7d820a002b9a153f28407aa20c49b17278c209f0ba737aa98976a55774505fb9ede926e436bbe4333ae607646');
INSERT INTO ledger_leaf VALUES(6,5,X'010d736563746f722e637265617465809cafb49fafa806002093b0bcf6a987ee7fba59c608006b0dabbbb6119ac8a91a7e5b5bc6d0ee12d939206e64fe83165e52b342846dbfae9f906b8337ceede12743438faa4b1beaadaaf8203747aae178990dc3bfb2d48dc3573c8847ee54dfbb924502802f0bc6c740f2e7');
INSERT INTO ledger_leaf VALUES(7,6,X'01136f7267616e697a6174696f6e2e637265617465809cafb49fafa8060020d05e3f5685ae58d2e7ecaeed35cbcd175e0205296806105bec8035e1cd9df3a420d0d222dc4bc31ec43e22a114821e014287b551cc57758f54350635c49c120c1520ed6aa498faacea2e126875669adcb95b0efbf581e398d39c6ec5687078dfa257');
INSERT INTO ledger_leaf VALUES(8,7,X'01136f7267616e697a6174696f6e2e637265617465809cafb49fafa80600208e825aea2e6ca8937a6e73afc2c3a627338c7462ea487eb6a28c4753d55925b220ab46141c10340fe66a7c686d9b4ddb344a3cb2d7b45c44f7b84b96c67d14acbc20691ad34bb70bb013be0218b8f96b798e053356cc25db37b16772d81501149241');
INSERT INTO ledger_leaf VALUES(9,8,X'01136f7267616e697a6174696f6e2e637265617465809cafb49fafa806002024fe70a4ca8106117afa14de097250debd6f80c59de8aa27a823b17badc2a8d920a4476fa1e577af34101f764da21691cb1102dff7c440daa762d1f1ea1fe4ae3620856ceb71918e4a305addfa8316cd7a6afe5e6d248d38252cb2a732b221d778d8');
INSERT INTO ledger_leaf VALUES(10,9,X'01136f7267616e697a6174696f6e2e637265617465809cafb49fafa8060020bc6526732271db7599e06505bbed395fe87a74f40b6d2ac73eab7389e571f0ce2083aefa4b01146b6f2fd69a74fb7b2e88f08cd3e1b88eec10463c18f2768defa120afe0d8058509ba29481741a335b0bdb5365ba1547d924bc7a0a6a424ca6a3a1c');
INSERT INTO ledger_leaf VALUES(11,10,X'01136f7267616e697a6174696f6e2e637265617465809cafb49fafa8060020b5090102e435181f8c2ba027a5e6649ec68947e0086f3b77b78e12695f4932ce20babba04fc7b68f267134628a07e3192c6ec85d64be26f0dc2f0a6287dc96f543203f501789640ee4e525f947a621e6edd72def3e1ef2e9d6117da6a24ae4f4af35');
INSERT INTO ledger_leaf VALUES(12,11,X'010e736572766963652e637265617465809cafb49fafa8060020153b8ce91a75cf0047409f55a580a03362c7b13a3da6a635bb1ffbad9eb162462064ea8ee738847cecb7424ce30b4ce704a3b7cb58bca020d2a81c4c64cf397fd920e6d89983f2c29252903269652631ab2d2af3ea104e77fd1300abb4c7e9aecbce');
INSERT INTO ledger_leaf VALUES(13,12,X'010e736572766963652e637265617465809cafb49fafa806002088530131ff39e39142e8f9525f6e5250f1d28b4289bc742b51473b2763d733f220c47e4bd5c5a0b1b849fdf91d5efd8c07e9a5554dc18b8583f42e9cf47686f8d8206f4ccab6f027df030088dcd491cee56144368c3580aba35150af500d12210d2c');
INSERT INTO ledger_leaf VALUES(14,13,X'010e736572766963652e637265617465809cafb49fafa80600209d2747018672836ba5ab273ac2b9c542fdbdd35880e9a34a49e6520c8390453320faa586a1dcb94a07b1298ed6c07e2337744543959e8ed8b894b019d5fdba64d4209c5b97edb9dc8db0ef2051a99027e0a40bdaaf2325aa297368e08b0f49b77e9c');
INSERT INTO ledger_leaf VALUES(15,14,X'010c61737365742e637265617465809cafb49fafa80600209f59939b1e4ce53d4a2c35bf59bf4577652798e88233b6e1293413011e51aa722040e0424120e430aae08140e04dc30f0c7bded4a345d2c597f6e1a54075bbdd4720f7b76553f61cd013d16a0a73213c512ad81c62f04c85f29c8c50894f04641123');
INSERT INTO ledger_leaf VALUES(16,15,X'010c61737365742e637265617465809cafb49fafa806002066023a6dcce86c75ff8552b16a64c477da6a71e2d9ae5ca7d7d7df5d7feae72d209d4421790882deafc5ed958ccfdd6d7c5d9691a9027f1a2e7555efd66e51930120386572a10a74c739c97484ea09bd63a605423a87959fc85cf3b7ed6217d04bfb');
INSERT INTO ledger_leaf VALUES(17,16,X'010c61737365742e637265617465809cafb49fafa80600208180b0e7ab47a76f809fa2330bae64c5eb3fb556f4bf92a4b0e1c2ddd73f259e2053e693fe4bc3ce0fb8da1c87ba64882976a22c2f7fe4184092f048f7d4e620de20b1cb10ea00e831a8de2823f5c3746452ee058e78e4e7479c4ca419fec09460db');
INSERT INTO ledger_leaf VALUES(18,17,X'010c61737365742e637265617465809cafb49fafa8060020c64db85c4535cfb1724543f992504ef78644cfe27a2a31b98d9efc5fe34c636c202b96ecce5c9e309855b206c3121fd5c258bce6c9e4a36231658d6ffea015388e209e1db99d5dedff3b249f9d2a6361fce672f7eea8bed9e03d721bd025fac6147b');
INSERT INTO ledger_leaf VALUES(19,18,X'010c61737365742e637265617465809cafb49fafa806002003f8f7b461c4d2d862f12c1a34198bb25d726982ea48474ea70f27f4233c1ee420de2c3d28dd8de87baf022db9cfffbda2bca0b25f04eb298fe8f180ae399feab520c21409e1d2830ad0c29ea8f042d1f2af20ef6ad314f07f92422c4a7898e4396b');
INSERT INTO ledger_leaf VALUES(20,19,X'010c61737365742e637265617465809cafb49fafa806002080af35a8c67f5b28034406ab987939a9c279661598bd78cdf79bfa89376ce69a20ca57a9fbeb644531e64d216bb2287cfa2a1d499f30a6d55ae8b352d38cf3cb36200ba308225642d205b9e919d2e2001b9099b5a6fded7ce2dcfe364f1f0da0588b');
INSERT INTO ledger_leaf VALUES(21,20,X'010c61737365742e637265617465809cafb49fafa8060020ae808ad762274ab5ccc6008a6502012e66c63615a79f81913f8b0a43657d726c20d079d8a25ce3d88ea3e86ae20da744a942ff329a3c711c7f58f2a8a92801405c2042ad0a35c829ef024fd9db3a1345a7ef28e89070c0917d13bb6f9a66a4b92592');
INSERT INTO ledger_leaf VALUES(22,21,X'010c61737365742e637265617465809cafb49fafa8060020c61aee52c5f6f2d8df2c48e2bab1dfbc2735c052a537dd416a4c27504420344320644c0503ac6ae959600000bb8c4d379433f38bb8dbb7edae7b46954638a84fbf201c8447ae5a882e8e54a13251cd6c0575f2ae0ed3a98fd6222056fc368ee7cbfb');
INSERT INTO ledger_leaf VALUES(23,22,X'010c61737365742e637265617465809cafb49fafa8060020f819dd7f9d97a1b34dabebb9cd27a67c4460281026163d39eedd2907f0459de720ea940d6f275279562f9300e9c6449eb775863190c2dedf5e55e50b3d4e4e0e6e20f3fef2e2beb5e709a8c78ea6adb251208bc8ab613beab23ab8bc2169eb04c81a');
INSERT INTO ledger_leaf VALUES(24,23,X'010e636f6e746163742e637265617465809cafb49fafa8060020ad0dd7acefd5655d01d52c08f25f935ffee363c44243fe91697b8872fa99138620a774b82987e776b4ca8f9854192d2f6ebee056b0a1baf09492b0d8892be47acc20a8219b094011686df172fb49697806b41045520d2130cc48e77c5d541469597c');
INSERT INTO ledger_leaf VALUES(25,24,X'010e636f6e746163742e637265617465809cafb49fafa8060020af7640f74a30b669c1e9eb4f72faea70277bc0aaca0fb4091dc2d2b8a845abbb20b1b6464f483ba4fedfab5084ee6ca466a04d122acca26f7d8c0e0ebb2b0842ec202167fb1502f024d8103afa1a6471f0e0a4750e2930328d880aacc0d3a130a98e');
INSERT INTO ledger_leaf VALUES(26,25,X'010e636f6e746163742e637265617465809cafb49fafa8060020390ba736654bbe32dfc89b777153288024596c92ad63dd9a8aad729813d49fb120b2c6070901f7b08701e9e15f50d9d5d474fc8295e623891a8304bdfb6708f6a620c68a22afb1d7f0ba0aa8a0c352e3cdc48ef617efa38fdb1c1ad34507773a0589');
INSERT INTO ledger_leaf VALUES(27,26,X'010e636f6e746163742e637265617465809cafb49fafa80600205bcf820cb671a198abfc0190ea4c298e8bad749f900b7325012bed4c44942096208f62d9f0eb2e3f1344c78e2f0f490b2d5311d5b92c1acd78921a47128dfc1ad920de281732536f6474f6e12c0ba22baf686fcf3b1fea2cb8bf116e2ae0ccf08125');
INSERT INTO ledger_leaf VALUES(28,27,X'0110636f6d706f6e656e742e637265617465809cafb49fafa806002031143e84770db5b5e7f15bd6aa7299e7a450b5b33cac3177c25379730c45396220b9bf06420c5498d83889506ed2659992749df0286a5273b9a07380e43d6f2fd720ad94574f4503b4363e21882cc60e20571c301aa8b5e728adc6b5795037327606');
INSERT INTO ledger_leaf VALUES(29,28,X'0110636f6d706f6e656e742e637265617465809cafb49fafa8060020588274f428dfd429b900a85efbc6deefb8d273939412807b775606145ab8d27e20237cb5825a06653d7085940529670b8fabb69a9fe10f591e4337006d9e2607d1200d54029e174e1160c0c6167a6ce9d7a951c0f2d9acb28e0addf7dadbb125bcc0');
INSERT INTO ledger_leaf VALUES(30,29,X'0110636f6d706f6e656e742e637265617465809cafb49fafa80600202956ab0a83afb4533d3473e3d68f97361c5b8be234514b56f9b443ce09d4c4a520062bdb1bb5ce3f6c593549f9b504e0709b92749c03357b5b8e7ff36eb822b4ba200e32fee0c3d854fb3046ff1b269733c7d7d4af68352f6abd4a00a4aeb0ff9b0a');
INSERT INTO ledger_leaf VALUES(31,30,X'0110636f6d706f6e656e742e637265617465809cafb49fafa80600202a8e6e06daa8e033a56b47fae7dd53ee23c01ce176da57d938e1793826a88668207d79ac0c39eca37513892250027294a6ac7d632ab6f636798a44f336d3775523206e84a74b248eb467e934759084e017b5c1444d431dc5d66f1aa63fb07465c152');
INSERT INTO ledger_leaf VALUES(32,31,X'0110636f6d706f6e656e742e637265617465809cafb49fafa806002058ce831a425104dfccd53ace9ba00818189db31bb377ae5bbaf85194598ed0b020deba8c017f41dc52d86b47c1a5b2d949dc75ac0a1f861d6e77d3092523e9fd742002644da58da61ba7b025b7593e268d02b10bfe9dfa09a125037e20444075a555');
INSERT INTO ledger_leaf VALUES(33,32,X'0110636f6d706f6e656e742e637265617465809cafb49fafa8060020bc5bf0057ddaf4940e5ebc634178575c9d107320536afdc4ee065ef7b04103a120e0ca0ec4f101e900ab41f5a61c067c38fe380c471ae2d34a0fac74d64e55901c20effdb9ec6ff450c0507f31854d3409bc8ec04f3b3d8e3a037849b1935184a163');
INSERT INTO ledger_leaf VALUES(34,33,X'0110636f6d706f6e656e742e637265617465809cafb49fafa8060020c56e74ee4e60a744ec77988eac8416e0611a8731a27cef6ed096e8fae987b8dd2028a68f2cfbed2a2341282f0d759650126340386833cf1a82b8f835be30614505209392e7380b26cfc0b60e39f2febdf798d9ccd0b5d310cf2e552095782a89bb36');
INSERT INTO ledger_leaf VALUES(35,34,X'0110636f6d706f6e656e742e637265617465809cafb49fafa8060020522bba9620edd7c3377b748db6bc33d73d6181ed57c55e051c2312c1f62ac4f120ded8a0ac09889384f5d20ceafeaac47b16d8ac87037bde89eb5b88782ef61af220d6f3f6130d8f59688b671989604fdc0ac973a214b8e2ec391766c2796fa84f27');
INSERT INTO ledger_leaf VALUES(36,35,X'0111646570656e64656e63792e637265617465809cafb49fafa8060020d236092f3ce5dbb04cbcd7d4c9430ab97002b285c874bb5a5a0c64f0019d20e0206c3c901fe7741244ff8f0c32bc608c23601e4211f45b0aa584f81adda24cd7b220b25b9d777c47bf88b36a1e53f63133cfb60108c0b92e75795349a7fa9a6276f7');
INSERT INTO ledger_leaf VALUES(37,36,X'0111646570656e64656e63792e637265617465809cafb49fafa8060020ba03869618592f2454acb369f0cc61b3e8a9ecdfd6fd7f6181f86748880d78f420101791e029cc8c604f31432a98ec5f8e3f61d5327731a9d9939de93c12e9ffb820c363d876e6f45cc6b7a01716ed616b7539e58b33f0c6e440223deb1bce82d19f');
INSERT INTO ledger_leaf VALUES(38,37,X'0111646570656e64656e63792e637265617465809cafb49fafa80600209dfb1f1af840f922b8aec91971e404e250df3174f1bba2c1310eb1a6f3ac0800205e09e5d2b2a811fdc7479e983c4062dac3f519dcd21c85cb4212050d38f5aa4820d12707c181450f9850c4a95c3bc3f0400e91c92ae554486ed882417f72cec873');
INSERT INTO ledger_leaf VALUES(39,38,X'0111646570656e64656e63792e637265617465809cafb49fafa8060020ebc776850cff7988f83a557738762fc3b7b3059b7e841499f976fa17d9b47ee2205575fc085fd171d9377c27adc9a628065c377b41e7476976f2be3f427acff77d205e076edb014f889b046ca79fc352bf4fa6da73bc2d09ce7db0240a7b22828266');
INSERT INTO ledger_leaf VALUES(40,39,X'0111646570656e64656e63792e637265617465809cafb49fafa80600202d8b7c9dc5c5bc8600195bec97acb45da6308e474a7c77f2b235b6718d65115e203b98edf584ca07710eb88151e0290491ba63e53b90409044378ad9c4a07d348a2088cf11335326c4152322c531339a01afebaffb7eca222f6b21b4760b9be03478');
INSERT INTO ledger_leaf VALUES(41,40,X'0111646570656e64656e63792e637265617465809cafb49fafa8060020d6fee468f6f218a1a2125b4c57c254d3665904f15e61ff29ea4be70ec98e985a20eb9c92a9db5855330b5f8905b6a86693d43c9efef4b704b9221cc463fb91663c20ff30c01e6bb4dff398428d89b2be504603d483c6b3b4e5acf3e3efcaccfad5e3');
INSERT INTO ledger_leaf VALUES(42,41,X'0111646570656e64656e63792e637265617465809cafb49fafa806002009a92d261bcd55c0069c7f9fcfd8b6431401b36a5ffa84199e587cceb79fafdf20278d2d889d274f21d934acb26664839a6e2fbb95e84cde9ae6839c349a8e59242030c8271209af56dd9740defdd085af423d48009d9a4be13a7586183d498b2f06');
INSERT INTO ledger_leaf VALUES(43,42,X'0111646570656e64656e63792e637265617465809cafb49fafa8060020cafcdd94b79b5086f0736a9dc387cb43d9dd99a20145837c4f96e0208672b174208783427d03cea61a511a46de682ed172e9c3f5bf87bff9198efd8d32c424f3b820c47e13b81adb8f7f64d7d9bad61eaed41f8acbb3e8ecd13ca8eacc5c0d889a1c');
INSERT INTO ledger_leaf VALUES(44,43,X'0111646570656e64656e63792e637265617465809cafb49fafa80600206533866a034a2d906bbc2acda1196d9efdd52ca0895601a36719763e450bde44209f1f3ce84b65e1ad5d741be47d9a9ea0c1cd695454290857f4dac9cb8b6458d320e9f1bb38498876e132848ee26fcc1f52811c1e7cdab4e872168791fb9aab4c99');
INSERT INTO ledger_leaf VALUES(45,44,X'0111646570656e64656e63792e637265617465809cafb49fafa80600206ccc7748467d414b85357e02601910bbc571acd2cf4d1b8d8fe9d5979086149e200625c2d6ea780dcd66b5d1dbd0b2791ab3199a7d85ba08a8a1d3073a2397834c20681967dc36435b05caec0bf472e155b4301920f29703d61eca36435fe7f43c8a');
INSERT INTO ledger_leaf VALUES(46,45,X'0111646570656e64656e63792e637265617465809cafb49fafa8060020ef4b263ad45ac453165ee6c542d0cef74a169f07d30bf2d6e6a24f6e7c88507f20d75c7d569cbc14b26ce62443e7fc31c5a8292c5e4f06eb11499b0696949943b32061166c8645daf4704e90a809946a555fc40c82c02f6d308702b1dbbb4aea5c56');
INSERT INTO ledger_leaf VALUES(47,46,X'0111646570656e64656e63792e637265617465809cafb49fafa8060020d6de378afb3246cc7fbedbd665694ddfc82dadf2a1d22e9b9717f1525e38f151206bbc2585ad146d0fa3e4e7a84886c40f490a4140129c7bbd92d7e28096b298a52009570c98377b5d0c9a204ac1f43ab39f841c1f8e5f31d2bec851fc00eee0189e');
INSERT INTO ledger_leaf VALUES(48,47,X'010f72656769737465722e696d706f7274809cafb49fafa806002090bf6846a66235beb72c6ed7c722e93726a195c45fc11a00f0ce92a27ce13c3b2059662590e610d23524146a47b6158c245dc4056b1c934530f57e53f3597d60a4204eefa6d36f33899623c004bfe1a391a1be4e9b9556ac830ce34a64b6299c261b');
INSERT INTO ledger_leaf VALUES(49,48,X'010d61647669736f72792e7265616480b8cbed9fafa8060020a7d6c188cf2a3b80d912cc459a5ccbe2db6ace79ade59bc05b351e9c87ff185220a304a54b1c88a42af4962b94eda88bc9216cbfa5da2adbc5be64df8604182f5b20b7be4b12c9cf85fb4470439c87022c208e6f6484e649bd821195827ba28f81a1');
INSERT INTO ledger_leaf VALUES(50,49,X'010d61647669736f72792e7265616480b8cbed9fafa8060020570ddc415fc31916b0eedfd184516dd024bccb513278fb6779973f0dee3e6d762085597271e604b4b1cb12e79cc30c674e91ec992e58d36a874b01d371a38da05f208ded34a0f379ab44351cb38f663b7c6480462fd168b27293fc4deaa480f2bbbc');
INSERT INTO ledger_leaf VALUES(51,50,X'011361647669736f72792e71756172616e74696e6580b8cbed9fafa8060020ca56d53fc051f4489fbd4c408ba909ad5c7334e0d3e288ff479b66ab817c7a9f200b1488846ecacb459d307612b8da03882d0bf1a3b255d70fad9edc51570e3906207aa86c0a0e32dc7a7305722ec33d997b7c38b524d9b04243bda2d2b63f32ba3e');
INSERT INTO ledger_leaf VALUES(52,51,X'010d706572736f6e2e63726561746580d4e7a6a0afa806002051b1c8024feefd020d09c00180ffc722cb2fa5569f2a90935b30962141bdcc7020a46c20f0c1b820392e374606940a4cf26dddcdbd0c5aa0cacb30a11bb571a79d20009d46abe984e2698fd45d268ed1796609d797cd680afb143b04db7e951d8acb');
INSERT INTO ledger_leaf VALUES(53,52,X'010d706572736f6e2e63726561746580f083e0a0afa8060020f35de0f397fcd227005a5d8df15629faa0753188a5b6c25c68d92ee76557f20020c3f578ae0776fe2744e55e0d8c22c987fa68228eaeed660f974c0ebc9a673a1120f4e342d5647e5a1cbf05197a61300fc33d5685a345e87684d85739a9ed13b4e0');
CREATE TABLE ledger_content (
	leaf integer PRIMARY KEY,
	salt bytea NOT NULL,
	at_us bigint NOT NULL,
	kind text NOT NULL,
	actor text NOT NULL,
	subject text NOT NULL,
	content text NOT NULL,
	class bigint NOT NULL
);
INSERT INTO ledger_content VALUES(1,X'f812d4cad7eaea2276bd3ad3f4403fdb',1777622400000000,'person.create','','desk','{"role":"desk"}',1);
INSERT INTO ledger_content VALUES(2,X'c68f39623c16d5b8a07e9c0530325036',1777622460000000,'sector.create','desk','energy','{"name":["","Energy"]}',2);
INSERT INTO ledger_content VALUES(3,X'df8eccce36f1fd89e5fda550efe94cfa',1777622460000000,'sector.create','desk','water','{"name":["","Water"]}',2);
INSERT INTO ledger_content VALUES(4,X'2689cdf30b0572ee00ebbd85656b1c3e',1777622460000000,'sector.create','desk','health','{"name":["","Health"]}',2);
INSERT INTO ledger_content VALUES(5,X'ca1c614161e1e46cda4fdeb01f7b3ac2',1777622460000000,'sector.create','desk','telecom','{"name":["","Telecommunications"]}',2);
INSERT INTO ledger_content VALUES(6,X'ef6ba89a0366213f5557a0e79bd6a39e',1777622460000000,'sector.create','desk','mobile','{"name":["","Mobile networks"],"parent":["","telecom"]}',2);
INSERT INTO ledger_content VALUES(7,X'adb019e467c2350f0d7ad7ea7b0a889e',1777622460000000,'organization.create','desk','northgrid','{"name":["","Northgrid"],"kind":["","operator"],"sector":["","energy"],"country":["","AA"],"languages":["","en"]}',3);
INSERT INTO ledger_content VALUES(8,X'691d9aad5bbe174ba55ea452c6034d9d',1777622460000000,'organization.create','desk','eastgrid','{"name":["","Eastgrid"],"kind":["","foreign"],"sector":["","energy"],"country":["","BB"],"languages":["","fr"]}',4);
INSERT INTO ledger_content VALUES(9,X'9de4b0a42d391ed93c8322fc0b299e2c',1777622460000000,'organization.create','desk','aqua','{"name":["","Aqua Sund"],"kind":["","operator"],"sector":["","water"],"country":["","AA"],"languages":["","en"]}',5);
INSERT INTO ledger_content VALUES(10,X'55eaebd3cabb439ae57ff863de4ad7a8',1777622460000000,'organization.create','desk','clinic','{"name":["","Sund General Hospital"],"kind":["","operator"],"sector":["","health"],"country":["","AA"],"languages":["","en"]}',6);
INSERT INTO ledger_content VALUES(11,X'71df0103f8343476f8773fdbf8a15282',1777622460000000,'organization.create','desk','telefjord','{"name":["","Telefjord"],"kind":["","operator"],"sector":["","mobile"],"country":["","AA"],"languages":["","en"]}',7);
INSERT INTO ledger_content VALUES(12,X'e4eb0385bfe3a2a4349a4d76329920e2',1777622460000000,'service.create','desk','tap-water','{"organization":["","aqua"],"name":["","Tap water of Sund"],"sector":["","water"],"users":["","90000"],"max_outage_min":["","360"]}',5);
INSERT INTO ledger_content VALUES(13,X'101f6b8229d561fbc18bafa9e8a9d1b5',1777622460000000,'service.create','desk','surgery','{"organization":["","clinic"],"name":["","Surgery"],"sector":["","health"],"users":["","1200"],"max_outage_min":["","30"]}',6);
INSERT INTO ledger_content VALUES(14,X'b295c9660478f05eb9191f157781febe',1777622460000000,'service.create','desk','calls','{"organization":["","telefjord"],"name":["","Mobile calls"],"sector":["","mobile"],"users":["","50000"],"max_outage_min":["","60"]}',7);
INSERT INTO ledger_content VALUES(15,X'5a37978342363b5e8079aa45b572dc78',1777622460000000,'asset.create','desk','substation-1','{"organization":["","northgrid"],"name":["","Sund substation"],"kind":["","substation"]}',3);
INSERT INTO ledger_content VALUES(16,X'c8eaa7b63add19908da8262c4d44e233',1777622460000000,'asset.create','desk','substation-2','{"organization":["","northgrid"],"name":["","Harbour substation"],"kind":["","substation"]}',3);
INSERT INTO ledger_content VALUES(17,X'18cff944f8b6be84cf5820046380c245',1777622460000000,'asset.create','desk','interconnector','{"organization":["","eastgrid"],"name":["","Eastern interconnector"],"kind":["","converter"],"tlp":["","AMBER"]}',8);
INSERT INTO ledger_content VALUES(18,X'6c5e6d3be36f48e183c39c4211fc3c02',1777622460000000,'asset.create','desk','pump-1','{"organization":["","aqua"],"name":["","Lake pump"],"kind":["","pump"]}',5);
INSERT INTO ledger_content VALUES(19,X'b20b19d8f543163705f54e621b83e8e2',1777622460000000,'asset.create','desk','pump-2','{"organization":["","aqua"],"name":["","River pump"],"kind":["","pump"]}',5);
INSERT INTO ledger_content VALUES(20,X'8e4d17b966ac990e28aa130bdbe03f14',1777622460000000,'asset.create','desk','pump-3','{"organization":["","aqua"],"name":["","Well pump"],"kind":["","pump"]}',5);
INSERT INTO ledger_content VALUES(21,X'267eed7f4f198242ad25a6a98efd1bad',1777622460000000,'asset.create','desk','exchange-1','{"organization":["","telefjord"],"name":["","Sund exchange"],"kind":["","switch"],"tlp":["","GREEN"]}',9);
INSERT INTO ledger_content VALUES(22,X'83ca3519e8086213e3840faf167e5534',1777622460000000,'asset.create','desk','theatre','{"organization":["","clinic"],"name":["","Operating theatre"],"kind":["","building"]}',6);
INSERT INTO ledger_content VALUES(23,X'01a43204536408b4d736d12f616ab304',1777622460000000,'asset.create','desk','generator','{"organization":["","clinic"],"name":["","Hospital generator"],"kind":["","generator"]}',6);
INSERT INTO ledger_content VALUES(24,X'06120fc33bd82c37b208d5113341a128',1777622460000000,'contact.create','desk','clinic-switchboard','{"organization":["","clinic"],"name":["","Switchboard"],"role":["","poc"],"channel":["","phone"],"address":["","+99 20 100"],"carried_by":["","calls"]}',6);
INSERT INTO ledger_content VALUES(25,X'28bd9dab4fc68825e2f1530b942daeac',1777622460000000,'contact.create','desk','clinic-duty','{"organization":["","clinic"],"name":["","Duty engineer"],"role":["","duty"],"channel":["","phone"],"address":["","+99 20 112"],"order":["","1"],"carried_by":["","calls"]}',6);
INSERT INTO ledger_content VALUES(26,X'9634a62b92bba8265b2990337d4b8e31',1777622460000000,'contact.create','desk','clinic-security','{"organization":["","clinic"],"name":["","Security office"],"role":["","security"],"channel":["","email"],"address":["","security@clinic.example"],"order":["","2"]}',6);
INSERT INTO ledger_content VALUES(27,X'265fe1926027ed55c248b5f2b3c4f364',1777622460000000,'contact.create','desk','aqua-duty','{"organization":["","aqua"],"name":["","Control room"],"role":["","duty"],"channel":["","phone"],"address":["","+99 30 112"],"order":["","1"]}',5);
INSERT INTO ledger_content VALUES(28,X'a530244debb135d01ece157ea0864690',1777622460000000,'component.create','desk','pump-1-rtu','{"asset":["","pump-1"],"vendor":["","Fjordlogic"],"product":["","RTU 20"],"version":["","3.1.0"]}',5);
INSERT INTO ledger_content VALUES(29,X'1029d36af33f32c96c6ecc6096d1bb64',1777622460000000,'component.create','desk','pump-2-rtu','{"asset":["","pump-2"],"vendor":["","FJORDLOGIC AS"],"product":["","RTU-20"],"version":["","V3.1.4"]}',5);
INSERT INTO ledger_content VALUES(30,X'41fb98e54f73bb904555f5c996908687',1777622460000000,'component.create','desk','pump-1-modem','{"asset":["","pump-1"],"vendor":["","Skarv Networks"],"product":["","Modem M4"],"version":["","1.0"]}',5);
INSERT INTO ledger_content VALUES(31,X'c6a15ae7f8554ea1e697cf9845782fa7',1777622460000000,'component.create','desk','pump-3-panel','{"asset":["","pump-3"],"vendor":["","Bergsund"],"product":["","Panel 7"],"version":["","2.4"]}',5);
INSERT INTO ledger_content VALUES(32,X'ca48587545b3f3b65713873c9d47b6dc',1777622460000000,'component.create','desk','exchange-1-rtu','{"asset":["","exchange-1"],"vendor":["","Fjordlogic"],"product":["","RTU 20"]}',7);
INSERT INTO ledger_content VALUES(33,X'0d2061259eac55eb217c1e3aef58dd44',1777622460000000,'component.create','desk','generator-rtu','{"asset":["","generator"],"vendor":["","Fjordlogic"],"product":["","RTU 20"],"version":["","3.2"]}',6);
INSERT INTO ledger_content VALUES(34,X'e96b576cb2aff4de431a40db89c093be',1777622460000000,'component.create','desk','theatre-panel','{"asset":["","theatre"],"vendor":["","Bergsund"],"product":["","Panel 7"],"version":["","3.0"]}',6);
INSERT INTO ledger_content VALUES(35,X'ab4562799d6d5f956697da7a293ed107',1777622460000000,'component.create','desk','interconnector-relay','{"asset":["","interconnector"],"vendor":["","Halden Power"],"product":["","Relay R9"],"version":["","7.1"]}',4);
INSERT INTO ledger_content VALUES(36,X'92aacb87835ae4525457904271c6978c',1777622460000000,'dependency.create','desk','substation-2|feed|interconnector','{"dependent":["","substation-2"],"group":["","feed"],"supplier":["","interconnector"],"need":["","1"],"kind":["","physical"]}',3);
INSERT INTO ledger_content VALUES(37,X'a5ff24b8ec688a279da7317e92b5e6ab',1777622460000000,'dependency.create','desk','pump-1|power|substation-1','{"dependent":["","pump-1"],"group":["","power"],"supplier":["","substation-1"],"need":["","1"],"kind":["","physical"]}',5);
INSERT INTO ledger_content VALUES(38,X'cfe0d1453127be9cae00da3dd043d027',1777622460000000,'dependency.create','desk','pump-2|power|substation-1','{"dependent":["","pump-2"],"group":["","power"],"supplier":["","substation-1"],"need":["","1"],"kind":["","physical"]}',5);
INSERT INTO ledger_content VALUES(39,X'2c751ba1ccf527df41cc9eac99e277e3',1777622460000000,'dependency.create','desk','pump-3|power|substation-2','{"dependent":["","pump-3"],"group":["","power"],"supplier":["","substation-2"],"need":["","1"],"kind":["","physical"],"buffer_min":["","60"]}',5);
INSERT INTO ledger_content VALUES(40,X'7ffbba1edb0ade6b6cdef2aca72d4917',1777622460000000,'dependency.create','desk','tap-water|pumps|pump-1','{"dependent":["","tap-water"],"group":["","pumps"],"supplier":["","pump-1"],"need":["","2"],"kind":["","physical"]}',5);
INSERT INTO ledger_content VALUES(41,X'ccb8992b935a30e89b9cc99545a7f7e9',1777622460000000,'dependency.create','desk','tap-water|pumps|pump-2','{"dependent":["","tap-water"],"group":["","pumps"],"supplier":["","pump-2"],"need":["","2"],"kind":["","physical"]}',5);
INSERT INTO ledger_content VALUES(42,X'd7f97970477a25a9408e9aafc774c342',1777622460000000,'dependency.create','desk','tap-water|pumps|pump-3','{"dependent":["","tap-water"],"group":["","pumps"],"supplier":["","pump-3"],"need":["","2"],"kind":["","physical"]}',5);
INSERT INTO ledger_content VALUES(43,X'a33233253b9e58d17d0953233cbbdba4',1777622460000000,'dependency.create','desk','theatre|power|substation-1','{"dependent":["","theatre"],"group":["","power"],"supplier":["","substation-1"],"need":["","1"],"kind":["","physical"]}',6);
INSERT INTO ledger_content VALUES(44,X'92ea4f315675e934a8deeb4d7912f082',1777622460000000,'dependency.create','desk','theatre|power|generator','{"dependent":["","theatre"],"group":["","power"],"supplier":["","generator"],"need":["","1"],"kind":["","physical"]}',6);
INSERT INTO ledger_content VALUES(45,X'2aef94c811b533a84a574d8dbc480a59',1777622460000000,'dependency.create','desk','surgery|rooms|theatre','{"dependent":["","surgery"],"group":["","rooms"],"supplier":["","theatre"],"need":["","1"],"kind":["","physical"]}',6);
INSERT INTO ledger_content VALUES(46,X'45c8044032e91608ef41828345e1c00a',1777622460000000,'dependency.create','desk','surgery|water|tap-water','{"dependent":["","surgery"],"group":["","water"],"supplier":["","tap-water"],"need":["","1"],"kind":["","physical"],"buffer_min":["","240"]}',6);
INSERT INTO ledger_content VALUES(47,X'370a9798b0b00b4a42073e056607239b',1777622460000000,'dependency.create','desk','calls|switching|exchange-1','{"dependent":["","calls"],"group":["","switching"],"supplier":["","exchange-1"],"need":["","1"],"kind":["","cyber"]}',7);
INSERT INTO ledger_content VALUES(48,X'2fb43bf77f6055e605a3ccb135f336cb',1777622460000000,'register.import','desk','019de28e-2660-74af-9602-cc752cb3077c','{"sectors":[5,0,0],"organizations":[5,0,0],"services":[3,0,0],"assets":[9,0,0],"contacts":[4,0,0],"components":[8,0,0],"dependencies":[12,0,0]}',1);
INSERT INTO ledger_content VALUES(49,X'c15de9bf5e6493d054f9fdede32bc0d0',1777622520000000,'advisory.read','desk','NA-2026-0001','{"version":"1","state":"accepted","digest":"1be267ec22de9bfd958e197b455f4570aa223dbd1600fbaae36b10588cdfb764"}',10);
INSERT INTO ledger_content VALUES(50,X'58c3677ce94543d3d165eb30a68b17d5',1777622520000000,'advisory.read','desk','NA-2026-0002','{"version":"2","state":"accepted","digest":"a4f3712f2fbee8a3ee3037baea6c2a86b1ca342b3d0fcd7bf4b729302906e2d3"}',10);
INSERT INTO ledger_content VALUES(51,X'eea8bbb98688bf38ecd5e9684c47d747',1777622520000000,'advisory.quarantine','desk','0d2db3b281ec2b68cc8a72b805a902fbd01e8a4ec7cb28b2d65f779d98b33e15','{"digest":"0d2db3b281ec2b68cc8a72b805a902fbd01e8a4ec7cb28b2d65f779d98b33e15"}',1);
INSERT INTO ledger_content VALUES(52,X'6558c21f2ef5d6ba810f4ca5211375b6',1777622580000000,'person.create','desk','anna','{"role":"operator"}',11);
INSERT INTO ledger_content VALUES(53,X'b1213a4a4af9928be6f896d251159181',1777622640000000,'person.create','desk','gustav','{"role":"guest"}',1);
CREATE TABLE event (
	key integer PRIMARY KEY,
	name text NOT NULL,
	subject text NOT NULL,
	mode bigint NOT NULL,
	at_us bigint NOT NULL,
	leased_us bigint NOT NULL,
	done_us bigint
);
INSERT INTO event VALUES(1,'register.changed','019de28e-2660-74af-9602-cc752cb3077c',0,1777622460000000,1777622580000000,1777622460000000);
INSERT INTO event VALUES(2,'advisory.matched','NA-2026-0001',0,1777622520000000,0,1777622520000000);
INSERT INTO event VALUES(3,'advisory.matched','NA-2026-0002',0,1777622520000000,0,1777622520000000);
CREATE TABLE job (
	name text PRIMARY KEY,
	next_us bigint NOT NULL,
	leased_us bigint NOT NULL
);
INSERT INTO job VALUES('ledger-sequence',1777622701000000,0);
CREATE TABLE sector (
	key integer PRIMARY KEY,
	id text NOT NULL UNIQUE,
	name text NOT NULL,
	parent bigint,
	tlp text, confirmed_by text, confirmed_on text, source text, confidence text, origin text,
	class bigint NOT NULL,
	version bigint NOT NULL
);
INSERT INTO sector VALUES(1,'energy','Energy',NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,1);
INSERT INTO sector VALUES(2,'water','Water',NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,1);
INSERT INTO sector VALUES(3,'health','Health',NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,1);
INSERT INTO sector VALUES(4,'telecom','Telecommunications',NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,1);
INSERT INTO sector VALUES(5,'mobile','Mobile networks',4,NULL,NULL,NULL,NULL,NULL,NULL,2,1);
CREATE TABLE organization (
	key integer PRIMARY KEY,
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
INSERT INTO organization VALUES(1,'northgrid','Northgrid','operator',1,'AA',NULL,'en',NULL,NULL,NULL,NULL,NULL,NULL,3,1);
INSERT INTO organization VALUES(2,'eastgrid','Eastgrid','foreign',1,'BB',NULL,'fr',NULL,NULL,NULL,NULL,NULL,NULL,4,1);
INSERT INTO organization VALUES(3,'aqua','Aqua Sund','operator',2,'AA',NULL,'en',NULL,NULL,NULL,NULL,NULL,NULL,5,1);
INSERT INTO organization VALUES(4,'clinic','Sund General Hospital','operator',3,'AA',NULL,'en',NULL,NULL,NULL,NULL,NULL,NULL,6,1);
INSERT INTO organization VALUES(5,'telefjord','Telefjord','operator',5,'AA',NULL,'en',NULL,NULL,NULL,NULL,NULL,NULL,7,1);
CREATE TABLE node (
	key integer PRIMARY KEY,
	id text NOT NULL UNIQUE,
	is_service bigint NOT NULL
);
INSERT INTO node VALUES(1,'tap-water',1);
INSERT INTO node VALUES(2,'surgery',1);
INSERT INTO node VALUES(3,'calls',1);
INSERT INTO node VALUES(4,'substation-1',0);
INSERT INTO node VALUES(5,'substation-2',0);
INSERT INTO node VALUES(6,'interconnector',0);
INSERT INTO node VALUES(7,'pump-1',0);
INSERT INTO node VALUES(8,'pump-2',0);
INSERT INTO node VALUES(9,'pump-3',0);
INSERT INTO node VALUES(10,'exchange-1',0);
INSERT INTO node VALUES(11,'theatre',0);
INSERT INTO node VALUES(12,'generator',0);
CREATE TABLE service (
	key integer PRIMARY KEY,
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
INSERT INTO service VALUES(1,'tap-water',3,'Tap water of Sund',2,NULL,NULL,NULL,90000,NULL,360,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1);
INSERT INTO service VALUES(2,'surgery',4,'Surgery',3,NULL,NULL,NULL,1200,NULL,30,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6,1);
INSERT INTO service VALUES(3,'calls',5,'Mobile calls',5,NULL,NULL,NULL,50000,NULL,60,NULL,NULL,NULL,NULL,NULL,NULL,NULL,7,1);
CREATE TABLE asset (
	key integer PRIMARY KEY,
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
INSERT INTO asset VALUES(4,'substation-1',1,'Sund substation','substation',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,3,1);
INSERT INTO asset VALUES(5,'substation-2',1,'Harbour substation','substation',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,3,1);
INSERT INTO asset VALUES(6,'interconnector',2,'Eastern interconnector','converter',NULL,NULL,NULL,NULL,NULL,NULL,'AMBER',NULL,NULL,NULL,NULL,NULL,8,1);
INSERT INTO asset VALUES(7,'pump-1',3,'Lake pump','pump',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1);
INSERT INTO asset VALUES(8,'pump-2',3,'River pump','pump',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1);
INSERT INTO asset VALUES(9,'pump-3',3,'Well pump','pump',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1);
INSERT INTO asset VALUES(10,'exchange-1',5,'Sund exchange','switch',NULL,NULL,NULL,NULL,NULL,NULL,'GREEN',NULL,NULL,NULL,NULL,NULL,9,1);
INSERT INTO asset VALUES(11,'theatre',4,'Operating theatre','building',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6,1);
INSERT INTO asset VALUES(12,'generator',4,'Hospital generator','generator',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6,1);
CREATE TABLE contact (
	key integer PRIMARY KEY,
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
INSERT INTO contact VALUES(1,'clinic-switchboard',4,'Switchboard','poc','phone','+99 20 100',NULL,NULL,NULL,3,NULL,NULL,NULL,NULL,NULL,NULL,6,1);
INSERT INTO contact VALUES(2,'clinic-duty',4,'Duty engineer','duty','phone','+99 20 112',NULL,NULL,1,3,NULL,NULL,NULL,NULL,NULL,NULL,6,1);
INSERT INTO contact VALUES(3,'clinic-security',4,'Security office','security','email','security@clinic.example',NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6,1);
INSERT INTO contact VALUES(4,'aqua-duty',3,'Control room','duty','phone','+99 30 112',NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1);
CREATE TABLE product (
	key integer PRIMARY KEY,
	digest text NOT NULL UNIQUE,
	vendor text NOT NULL,
	product text NOT NULL,
	version text NOT NULL,
	cpe text NOT NULL,
	purl text NOT NULL,
	model text NOT NULL,
	serial text NOT NULL
);
INSERT INTO product VALUES(1,'f9c0da68c7d3f0cc0b12fc27bcfd6a197711d30cb7b91b2b5b0775fe683f046d','Fjordlogic','RTU 20','3.1.0','','','','');
INSERT INTO product VALUES(2,'b38e9558cbe2beab144e41158caf2ae305a4e602ce3495bd39eb377373b867fe','FJORDLOGIC AS','RTU-20','V3.1.4','','','','');
INSERT INTO product VALUES(3,'bfde63974efb197ffaef1e46212ff8e15fc32f1299acaeb10550d60b7b7a8af0','Skarv Networks','Modem M4','1.0','','','','');
INSERT INTO product VALUES(4,'4391ac673fc633ca16f9e30f2832de16612c8550729c8cc8275ac16ea9b6fd98','Bergsund','Panel 7','2.4','','','','');
INSERT INTO product VALUES(5,'7d575168276aec18297be85bbfdf6ea0bf23b1dd5140fb1c3e11a1640501f676','Fjordlogic','RTU 20','','','','','');
INSERT INTO product VALUES(6,'e2dc9a7b9f9360bbbbbe2c745ce33d275e4205d956490c0aa38405a4dae8fc5a','Fjordlogic','RTU 20','3.2','','','','');
INSERT INTO product VALUES(7,'4734e70298eebab4ae120e27757bd285813f141b6c60b9351b785826dad6ceb4','Bergsund','Panel 7','3.0','','','','');
INSERT INTO product VALUES(8,'45a14aee73f5cfd80afc74871424313d2a21a2e456bb37973c8cb0df8e6d8b5f','Halden Power','Relay R9','7.1','','','','');
CREATE TABLE component (
	key integer PRIMARY KEY,
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
INSERT INTO component VALUES(1,'pump-1-rtu',7,'Fjordlogic','RTU 20','3.1.0',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1,1);
INSERT INTO component VALUES(2,'pump-2-rtu',8,'FJORDLOGIC AS','RTU-20','V3.1.4',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1,2);
INSERT INTO component VALUES(3,'pump-1-modem',7,'Skarv Networks','Modem M4','1.0',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1,3);
INSERT INTO component VALUES(4,'pump-3-panel',9,'Bergsund','Panel 7','2.4',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1,4);
INSERT INTO component VALUES(5,'exchange-1-rtu',10,'Fjordlogic','RTU 20',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,7,1,5);
INSERT INTO component VALUES(6,'generator-rtu',12,'Fjordlogic','RTU 20','3.2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6,1,6);
INSERT INTO component VALUES(7,'theatre-panel',11,'Bergsund','Panel 7','3.0',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6,1,7);
INSERT INTO component VALUES(8,'interconnector-relay',6,'Halden Power','Relay R9','7.1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,1,8);
CREATE TABLE dependency (
	key integer PRIMARY KEY,
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
INSERT INTO dependency VALUES(1,'substation-2|feed|interconnector',5,'feed',6,NULL,1,NULL,NULL,'physical',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,3,1);
INSERT INTO dependency VALUES(2,'pump-1|power|substation-1',7,'power',4,NULL,1,NULL,NULL,'physical',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1);
INSERT INTO dependency VALUES(3,'pump-2|power|substation-1',8,'power',4,NULL,1,NULL,NULL,'physical',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1);
INSERT INTO dependency VALUES(4,'pump-3|power|substation-2',9,'power',5,NULL,1,NULL,NULL,'physical',60,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1);
INSERT INTO dependency VALUES(5,'tap-water|pumps|pump-1',1,'pumps',7,NULL,2,NULL,NULL,'physical',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1);
INSERT INTO dependency VALUES(6,'tap-water|pumps|pump-2',1,'pumps',8,NULL,2,NULL,NULL,'physical',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1);
INSERT INTO dependency VALUES(7,'tap-water|pumps|pump-3',1,'pumps',9,NULL,2,NULL,NULL,'physical',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,1);
INSERT INTO dependency VALUES(8,'theatre|power|substation-1',11,'power',4,NULL,1,NULL,NULL,'physical',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6,1);
INSERT INTO dependency VALUES(9,'theatre|power|generator',11,'power',12,NULL,1,NULL,NULL,'physical',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6,1);
INSERT INTO dependency VALUES(10,'surgery|rooms|theatre',2,'rooms',11,NULL,1,NULL,NULL,'physical',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6,1);
INSERT INTO dependency VALUES(11,'surgery|water|tap-water',2,'water',1,NULL,1,NULL,NULL,'physical',240,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6,1);
INSERT INTO dependency VALUES(12,'calls|switching|exchange-1',3,'switching',10,NULL,1,NULL,NULL,'cyber',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,7,1);
CREATE TABLE registry_state (
	one integer PRIMARY KEY,
	revision bigint NOT NULL
);
INSERT INTO registry_state VALUES(1,1);
CREATE TABLE outline (
	one integer PRIMARY KEY,
	class bigint NOT NULL,
	points bytea NOT NULL
);
CREATE TABLE advisory (
	key integer PRIMARY KEY,
	publisher text NOT NULL,
	tracking text NOT NULL,
	current bigint NOT NULL,
	UNIQUE (publisher, tracking)
);
INSERT INTO advisory VALUES(1,'https://fjordlogic.example','NA-2026-0001',1);
INSERT INTO advisory VALUES(2,'https://skarvnetworks.example','NA-2026-0002',2);
CREATE TABLE advisory_revision (
	key integer PRIMARY KEY,
	advisory bigint NOT NULL,
	digest text NOT NULL UNIQUE,
	version text NOT NULL,
	state text NOT NULL,
	reason text,
	publisher_name text NOT NULL,
	title text NOT NULL,
	tlp text,
	lang text,
	severity text,
	cvss double precision,
	released_us bigint NOT NULL,
	read_us bigint NOT NULL,
	products bigint NOT NULL,
	vulnerabilities bigint NOT NULL,
	faults bigint NOT NULL,
	name text NOT NULL,
	class bigint NOT NULL,
	related bigint NOT NULL,
	document bytea NOT NULL,
	parsed bytea NOT NULL
);
INSERT INTO advisory_revision VALUES(1,1,'1be267ec22de9bfd958e197b455f4570aa223dbd1600fbaae36b10588cdfb764','1','accepted',NULL,'Fjordlogic','RTU 20: a crafted message stops the device',NULL,'en',NULL,7.5,1767254400000000,1777622520000000,2,1,0,'advisories/1.json',10,0,X'28b52ffd60dd08751a0096e670240071ddee133b53914402b299ec5a4f4db9fa90cfe7a26c757d76407d0b801455551355bc600067006600aa53c2c8d964cabbaa6017bfce182a53af7ec977e5c9b9b3a5905f72f3a9d3f6403a2111b1da96abef8fbcda768aae7a1a68b56d94ed93b348720eb01a537a67d0451adf137bec91e4fcadb6d59872e2776f5555990d6dfb912dec49b8aacc46712f1455c6a111eb2c0bf38a8545b5786f2a8ab2bd339e1f794eec553c4f7b9e56f048389e00c73b18b13bae784695ebefd8958b2dadb675ecddbbe3799e8001e881022092d5b6b057b52dcfcddfcb7275592e831bc9719a5fffd47397bf9e6405a7bc48b05cdc16cf5506ca6869552120ff63497251c490d1b2114515f2cba8de7af057cfe70ca99f2257ea54926a794c3d9d62bbf7430134804011c9def677d51537395658c65c948194518550a879184cd1cd887ad1cdca32cf8ffe6150ce6b19ca3690d5b69fc113e79701cc85a1a8329705058685efc9190b3404da96a77c13765759681047d2181c498b38136de2481ac384236911108e438b401c49a380388ee6d126138ac8ce9f4cf98fb36d1eab6df79145ee190330e573d88d5ba6c4788e3a997aa99224f5626ea8da3dc3a9bfad28fb5d430e80aaa8011e3323342205490a52580e400242482133f3128060719485691619a69809684492149514b4d26a48c34ac9d214a4f70bada10c1f7e9f3ef5016182c66e95e1cf70e85d54fcfce9b241d1541b53ee8416f455036b1404e3060026c4d6c120fba8f473f2995584a13caa22e683801fbc93927cc5009d2b43f5a9c11c2160ae5c0e9594070201c84ebc3479986204017386417a17885ac99b49644c2e34c1ca60d3963de0825e19b71d280fae25e1f694f06c88425fc6e69a03b57d23982563f4cff93bcf07a2b72cd861563dc029a65d47bd733708ab13c51c74ff4fa8cf6c6c007a110c9c39758d80f0def8204826d9063874fb92dbe4c2415700e0a540954430ca2dd60bc719e8571abab038adb24e8e55af5245e2d65e93c1073d3b91d686357910ca3f31d3edaaacebd576dfbb8c9249ab636d1c118789bbabecf7c34f2a9ec15e0c7535f82466b29d300dab34a3ee3a023773b46394a26719c6686179e8474529d65af768b99eba93e94314217f2aae7fcb2e1594a06ee7f86055cd487c9c6e5bbe2a',X'28b52ffd60eb00c50a0066544a3760459c037049424110e4942548128583015f8b355ba4fb51685392a298adeed706fa0b6ab3da82f74f9b846399f654f41168b17d2322533c003b003b0014e307f9f699a3a1e6d4276539674293f0515b3947152b8aa226158bb226573610decd7ee8f11f08a2173f71524e0ce6ec2168b5bbdf165e0a07480cdd6d4d144ba31fd644b1b847aa8c243d32020800306034eaee9e2e498bc28b6b68a31e51ae6185f6d8c351ac45ec4bafd5d06ffe5e760cde8cfdbb329b188ecca62623232676c96c762e594d94b9d9743085f67267ff73eadcf58ff69ee69dad1857898305abd2d0c10862777714702fb0325277b7141d7bc29ff05ae4b71ebe97af73dc75f01f42626fcdb4abb98220d111634b0c18a369fb7cade3ea97c1e50173695ce625b38991d9c424676e021000a42d33f091b1304cfa9acdc222bdd5c0b85202c665d40e3a4378df28c4063b9afdae886783300ed3a618');
INSERT INTO advisory_revision VALUES(2,2,'a4f3712f2fbee8a3ee3037baea6c2a86b1ca342b3d0fcd7bf4b729302906e2d3','2','accepted',NULL,'Skarv Networks','Modem M4: a crafted message stops the device',NULL,'en',NULL,7.5,1767340800000000,1777622520000000,1,1,0,'advisories/2.json',10,0,X'28b52ffd604008a51900a6656e240071ddee133b53914421a9b6d0dea70b3fd6dcf75894f53194fdff1f205254554d54f1025e00630064009c4da6bc2b0976f1eb8ca132f5ea977c579e3877b614f24f6e3e75da0620d462282156db72f5fd9157db4ea2ab1c065a6d1b65fbe44c9a9c03acc694de197492c6f7c41ebb34397fab6d35a69cf0bbb7aaaacb86b6fdc816f6245cd565237af1de9414657b673ca18f3c27f62c1ca7394e3b70261e27e079072576c7154fa972fd1dbb72b1a7d5b68ebd7b871cc70928801c28c011adb685bdaa4d796efe5696abcb7219ccc46c3a8a374df3eb9f7aee72a74c89f11c69361d0562b9b8aa53c2188fa7c949114346ca465421bf8ceaad097ff57cce90fa49e44a9d4e52298fa9a793d8ee0d81001528543cb2b7fd5db5c44d8e1596a93acca31a213dd48b6e4a9679bef40f83725ebb449671acb6fd0c8638bf8c5b89e80241d0a312eb2c0bf367251616034b6589a82e1586850686efc919133006da96a77c10762761688e266a0d4dd41e0d458334516ba068a22611d13cb487a3895a85a37918810681543c763e64ca7f9c2d23b0da562093dcb30560cae7b07532f552a749eac5ec50b57b8693feb6a2ec770dd9e21901f90380a6a8219e3223332229480a52580e4002428c52761d128050710c89815019886c02192969d9cd0148c3a5b12039e9a539cdb30727bf8f484d3b59525a55e97a4b6a2740e78e9f14634a66558932b05a4c848234fe114d80a622606198ff25609ad101ce6a138b037a4c811300c6450ecb6cbee9de787a9438f04acce748de8bc9e22ea0f41f1888d963ce6ee0e6b9230a7a2e793d214495397cba8f65a5f5bcc6c00975655a442e7c85c83086ca893ea59c1aad7a8032c3f79995af0779e6c299c7270d1f29cfe147e45c22df2d9ea870c5c34655d1ae12051ca01627e5ca845c7c7162c00188ddc13240207bea7240e287cd29f41b7bab54092758599ab2deba76350ba1e8f18b4a0bdfc9470e7e1974cd6ee4f21adb9d2104f22544747c1b9f11b52be70c07de1bc6afebf36fd19cf4bcb00876a8d3d680448a5c016d272ab9cc33c34b1610e5f84e90a594b9426792b1ec5f2719217dabf4c3b616e74b27ca3c234d5819ca24acec50f56701e4aa06129fa7dbfeaf0a',X'28b52ffd60c400750a0006d4493960699b03d40d0e020000c3062d3a34909b8e922189d9226babd0a62405606969d3ad969958e819b6a7b86465818ac77f89231a22bc46444da63a003a003a003e5d02a038f797a53c32b3528c2182d1f33c9048f44410897ab8f6aaef313ed37153c13bd5bb73c3314adce5ac51e0edda04f929f7eedcaa060c10242c68f07d8ccd83080e267c5f77b723395a732da6de35319a4c2f02eb31069bd882a8bf788b7a7ff96bd9716733f6cf26c6cff9f5199bd70a06e424454a5ea4083915b2aa2ed3a3b59cd5cff874ccfa66bd66795629c6942211208a0cb84c0dd8dd0dbbfb7120856e781cc87d02aa2c2063130ddbef6bd93a8659effe0b38aaa579663453ce01c28602187ccef5d956c7d4a508098189644122a548c949a4e4142db28a949c5822250f54620c009d5bbc9c651a3e081686495fb3f135c4fe1082fd9d2c465ca1260f3708239eee7402');
CREATE TABLE quarantine (
	key integer PRIMARY KEY,
	digest text NOT NULL UNIQUE,
	name text NOT NULL,
	reason text NOT NULL,
	at_us bigint NOT NULL,
	document bytea NOT NULL
);
INSERT INTO quarantine VALUES(1,'0d2db3b281ec2b68cc8a72b805a902fbd01e8a4ec7cb28b2d65f779d98b33e15','advisories/3.json','this is no CSAF document: document.tracking.id is missing',1777622520000000,X'28b52ffd20139900007b226e6f223a202261647669736f7279227d0a');
CREATE TABLE finding (
	revision bigint NOT NULL,
	installed bigint NOT NULL,
	product bigint NOT NULL,
	asset bigint NOT NULL,
	verdict bigint NOT NULL,
	confidence bigint NOT NULL,
	PRIMARY KEY (revision, installed, product, asset)
)  WITHOUT ROWID;
INSERT INTO finding VALUES(1,1,0,0,5,100);
INSERT INTO finding VALUES(1,2,0,0,5,95);
INSERT INTO finding VALUES(1,5,0,0,4,60);
INSERT INTO finding VALUES(1,5,1,0,4,60);
INSERT INTO finding VALUES(1,6,0,0,1,100);
INSERT INTO finding VALUES(1,6,1,0,2,100);
INSERT INTO finding VALUES(2,3,0,0,5,100);
CREATE TABLE product_key (
	key bigint NOT NULL,
	revision bigint NOT NULL,
	PRIMARY KEY (key, revision)
)  WITHOUT ROWID;
INSERT INTO product_key VALUES(-4282220072769735889,1);
INSERT INTO product_key VALUES(-2580263186577113695,1);
INSERT INTO product_key VALUES(-901625648212390435,2);
INSERT INTO product_key VALUES(-306756504873356338,2);
INSERT INTO product_key VALUES(1222607529391244158,2);
CREATE TABLE match_state (
	one integer PRIMARY KEY,
	installed bigint NOT NULL,
	revision bigint NOT NULL
);
INSERT INTO match_state VALUES(1,8,2);
CREATE TABLE alias (
	key integer PRIMARY KEY,
	kind text NOT NULL,
	vendor text NOT NULL,
	alias text NOT NULL,
	canonical text NOT NULL,
	UNIQUE (kind, vendor, alias)
);
CREATE INDEX ledger_content_subject ON ledger_content (subject, leaf);
CREATE INDEX event_todo ON event (done_us, key);
CREATE INDEX service_organization ON service (organization);
CREATE INDEX asset_organization ON asset (organization);
CREATE INDEX contact_organization ON contact (organization);
CREATE INDEX component_asset ON component (asset);
CREATE INDEX component_installed ON component (installed, key);
CREATE INDEX dependency_dependent ON dependency (dependent, group_);
CREATE INDEX dependency_supplier ON dependency (supplier);
CREATE INDEX ledger_content_import ON ledger_content (leaf) WHERE kind = 'register.import';
CREATE INDEX advisory_tracking ON advisory (tracking);
CREATE INDEX advisory_revision_of ON advisory_revision (advisory, key);
CREATE INDEX advisory_revision_released ON advisory_revision (released_us);
COMMIT;
