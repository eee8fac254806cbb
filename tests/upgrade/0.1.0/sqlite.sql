PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_step (room text NOT NULL, number bigint NOT NULL, name text NOT NULL, sha256 text NOT NULL, applied_us bigint NOT NULL, PRIMARY KEY (room, number))  WITHOUT ROWID;
INSERT INTO schema_step VALUES('advisory',1,'0001-advisory','74c2d84f47bd8eccfb96e3b3dc08eaea8324e2c050877d011e8b471d815e1659',1777622400000000);
INSERT INTO schema_step VALUES('advisory',2,'0002-rematch','5a88543d978e1493181c3c2e9cbb7865153004667b113367212927bc05b809dc',1777622400000000);
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
INSERT INTO desk VALUES(1,'019de28d-3c00-7a23-8896-50101e2d1bbf','Norland''s desk','AA',8,1777622640000000,1777622400000000);
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
INSERT INTO counter VALUES('advisory_revision',129);
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
INSERT INTO person VALUES(1,'desk','Desk officer','','desk',NULL,'$argon2id$v=19$m=65536,t=2,p=1$0diudvLCI1UrJhP60dZS7Q$TbHeCNzwhWG5m3JHhq92GTrdan9pQx+QwlREJNWs7bU',1777622400000000,NULL);
INSERT INTO person VALUES(2,'anna','anna','northgrid','operator',NULL,'$argon2id$v=19$m=65536,t=2,p=1$5OcIVBvXAMVQMuwPMi9X8A$psmksIdv91EeMfhhkgpaK2K8Ly+/zQoNgoGGWhndr8c',1777622580000000,NULL);
INSERT INTO person VALUES(3,'gustav','gustav','','guest',NULL,'$argon2id$v=19$m=65536,t=2,p=1$+AsF5qo2Ij+i7CDiPxwusg$hv/9Pu8OxZtIQEba5LVtpigPaLeHlh+cAoj1IERK7io',1777622640000000,NULL);
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
INSERT INTO ledger_leaf VALUES(1,0,X'010d706572736f6e2e637265617465808093fb9eafa8060020306683652b789382d835caa274f37ee52f0ed1213856da9ffdbf2d94a2325bb120373a3ee686fd4c949231f613ad55734b1362481de550a512dce5eeb38f7e4e22201b330b34b34d13bca26f530def594c9641c8ce55f7dd950348ac749e740d650e');
INSERT INTO ledger_leaf VALUES(2,1,X'010d736563746f722e637265617465809cafb49fafa8060020e3740e4e3cea77dbb8875f6134fdd580466874c118b674870e472e131e01fa002068bbab14d0fd7719e423c44e48855aad26033faac0e5905a148477fe33916e4c20e69dbb067876ed97c00aff044fd2e3ba710b0ba5cc8166fce56509e8ad4270f9');
INSERT INTO ledger_leaf VALUES(3,2,X'010d736563746f722e637265617465809cafb49fafa8060020bfcaf32022ac04531b5ee70a255acf82b3b50424960999e093f37447c780615620747ac941eda2790811f4755d114ad9f9a34efc4bf36da4496f1a5bcdb29d5ca32039dcdd67ee906e835b4a71627dd0b7805f6e3e50b861e6a2c3fb684c187a23e2');
INSERT INTO ledger_leaf VALUES(4,3,X'010d736563746f722e637265617465809cafb49fafa80600206a207ea077879de4ff559d16ff0fb19a99904441531e7239f14631d501d602ed20e43feb1f3f8d9444b9160cfb872bf7d31a40942f93b47800c3769a2ba9c6e6af20ffbc4c55b761646be9b633735fe7bc2532a9723dd4ceb8fe1524211e4377f455');
INSERT INTO ledger_leaf VALUES(5,4,X'010d736563746f722e637265617465809cafb49fafa80600209880dc0b2cdfdf2d2e458af6a40075047d51be0217dd8f0aac3f7eead66578e3203242bf90755aa3a288767ab531cc6fc8384c4c19e302c4aac0cb97d2c2f4341320b0a97d4a205ed2036006505f71a6e606cd753967655d92da91ca6b6abd379439');
INSERT INTO ledger_leaf VALUES(6,5,X'010d736563746f722e637265617465809cafb49fafa8060020d64701b99f0ecd2b5cfdffdf02524b3cf0bc65a68e8ecf6923cfecb21603350520b892fa0c4687469b7e912d7ae293b5cac741d919cd8ef75c3bd92a6411062e7d20ad356ddacf8b710f34b9cfefa09e99e54f5e06dc2473bd54ff2f5779a653676b');
INSERT INTO ledger_leaf VALUES(7,6,X'01136f7267616e697a6174696f6e2e637265617465809cafb49fafa8060020a013b921830a908674bd6d8935befee2b6cee42d8bb8a99da70a6aa7b5ef29fa20ba8cfd7ece1ca203bfb4d605322f8f7bc671cea4f9429cb0e23691542442b6712063a567541978afd16d3c0b1545ad14cf4cc21b03f1729605fd0e15261699c737');
INSERT INTO ledger_leaf VALUES(8,7,X'01136f7267616e697a6174696f6e2e637265617465809cafb49fafa80600205c3091077fb77b6bf30cfd80f6c370721007d489edbf6acc84098c1979b7895220dd6b3ec87889dd307ebdb72406c6d7a12fb75d7d231fa629de3303ff0c52785a2016a6217eb530e48d8e7c5ce5b5a4a026b180c3145dade6269de2c3b454958f1c');
INSERT INTO ledger_leaf VALUES(9,8,X'01136f7267616e697a6174696f6e2e637265617465809cafb49fafa8060020aa2a886a4f3c7565647448cc6d20e04045b1e22644f6b7a6776bf11675ada7c4208a513286882a548646b6b70c65069e9bb83055a70e116f855f5e77d71fd8283f20f1b1db4e21b930427d60b9d3a45db8a6db6f97136a5387f253628e9af953291c');
INSERT INTO ledger_leaf VALUES(10,9,X'01136f7267616e697a6174696f6e2e637265617465809cafb49fafa80600203dd7597e492b50fd8e647cdf3d86c07c167d50371936cd520a70472f167f862420894ebcf27836439d8da0ce2a79666806c9da598d75076e3a5f4a08fa4548522020ad8797f04e2082b346b8684ebbb91261e18d6b3d1e0e13540096771c91ee244b');
INSERT INTO ledger_leaf VALUES(11,10,X'01136f7267616e697a6174696f6e2e637265617465809cafb49fafa80600203de777d298f1928c07a963bd9e057081c65d743000542bae2b2f44521c11224120977d77fe0cbbe8f16b2010475ce54c125aa3f45daa98eeda06d3d5deb4560f3420b7e4ddb4ac7520a5bd6f5b2b5c0b6b16d39cf84a62c2f2ae9c768ed69208f041');
INSERT INTO ledger_leaf VALUES(12,11,X'010e736572766963652e637265617465809cafb49fafa8060020d7af2fb17efff679cd992bd66234fe215a82291d602cba4aa71bf462c32a8246209e19d29909897aadc13771776e2a0023abe799c7fa085ed94cb0e7e8a50c759920b7bbbe992daaae540825a4c662c8f2e98def09efb2c5a4ca0cf802e85c9c4786');
INSERT INTO ledger_leaf VALUES(13,12,X'010e736572766963652e637265617465809cafb49fafa80600205500bf7ae8450191fcd4095cdc3e514bb9e29cc10a7f92270078bcd2766189e920693e09dbabc0210d4af730730c7b942717e538c3af9a0b08201f670e439b77b120df23eda8dc8d4b12bc5b9d3f107debccf0f30166fa249f92b8dce3350f61e64b');
INSERT INTO ledger_leaf VALUES(14,13,X'010e736572766963652e637265617465809cafb49fafa8060020e495066ade982f256d381ef3466dd658e872058cf76f3face9dabf0e9749cbc020d6fdd7ae83448e73d6aec2635c167d2ca7891b6ff64bb6bb642444dcd42661df202ed9a7afb8f2d4b989a5446828cccec780769e7d29314445ef9ab8cf13610e2d');
INSERT INTO ledger_leaf VALUES(15,14,X'010c61737365742e637265617465809cafb49fafa8060020c0bfb049f18601b6e0b813314f34d49519c8368fe9b951fb3a0f9fa318cb497e20bd48ee3e50bc6dde02d8d426e2a32a6c0194782cfe9c443131aca819cf10371720c3ed4f82d63284309229aae4907923afd94c19e746efe193a78845389da51e58');
INSERT INTO ledger_leaf VALUES(16,15,X'010c61737365742e637265617465809cafb49fafa8060020eda497bb97cdb9e5c777823efc582f5debbb181b200dee2391c3458efc2b9e96204ae0c8d4cbe3a1f3b9d1fd0b817ed1f2c172342a51aefcbce42d955c108a1b76207a7598f37c3e36ca3f1fa2088126c50efee2fea4b47a4e863173daef4d216905');
INSERT INTO ledger_leaf VALUES(17,16,X'010c61737365742e637265617465809cafb49fafa8060020657ff9aacbb79774b9d12f0f56437208c8b4217cd8ec937ae141a36aae508f46208cdf7af490d036e296203e58620fb1d2385cc4f634e52f68fc5e7e078123732c20f8a98a2d548eab7948fb3bb964090ce178445cd8ffa0aea21b11674e1d99d7e7');
INSERT INTO ledger_leaf VALUES(18,17,X'010c61737365742e637265617465809cafb49fafa8060020e4cd79df571e9110e87e4dfeea5a178c216744e96ce47ca7a0af172dd18ae52a205fd7022d90a12e3b24a49b74ed9d3597c199d223caca844c53d749d5967ad02520d2221491d29c5189342b652599a72b7909b4d34b01dbd2a654f22d81774156c4');
INSERT INTO ledger_leaf VALUES(19,18,X'010c61737365742e637265617465809cafb49fafa80600208e0e00acf0c9acfb54c7b61b10a5e36d4ff84c687a03ed3f3e7041a988c6ab8f209cc946c156cd790f7c10818dfdd4ac081d29a49063c8a741cd5a3f0d445e3944209ec076ac2baa0fb50cc39f8f4c66297825d8f577c116558630530f86545fbe38');
INSERT INTO ledger_leaf VALUES(20,19,X'010c61737365742e637265617465809cafb49fafa80600203baf8385efa0eb36cefd6a0ec33620e0ff54425ade85ea7b0daf5029743bac62205360367ff64921ded771d610d76de25e8cd3b8cd4285b6434b043b8f889a56b320307c705d41195db267a622b8d10da69a22db9ef1cffb3186e3a19fa82fac0e47');
INSERT INTO ledger_leaf VALUES(21,20,X'010c61737365742e637265617465809cafb49fafa806002088f0b18b22a7cd272e2b67f882303ec3a527fc9889c44b9d344df5c0ca95523a20cc5a324500fc5b58871a73307269213e48b40f7d7ef4fc86cde5ea091ae8948f204f722a21b55d2e62b1954b9d2f29d397c3ce6e510428548feb0772ed2bed24c0');
INSERT INTO ledger_leaf VALUES(22,21,X'010c61737365742e637265617465809cafb49fafa806002094db36641fb4f6bb0904d8dc27ec7d6f5fe8eaa7f16a6eae453e7bcf777ce12720f435960b66d5b95390400c67fb9c15a267aa4ce9e77eed52eeb491d1c057771d208ae11b906f1e1c440712a99354079639161b46cd4a8ae02dfec92b7698faeeb7');
INSERT INTO ledger_leaf VALUES(23,22,X'010c61737365742e637265617465809cafb49fafa8060020e04981619ca38c6c23609f17b6100aebd3130a42dca4f60cbbb13891abdbe31c2003a71e7b3caf04fc7a79607ba2282c8a8e17772833886c25ec4691a47df65562205e1ffb26f17d5342ea494103d5a624d0fb14d9fb820fef793a32316d57284bab');
INSERT INTO ledger_leaf VALUES(24,23,X'010e636f6e746163742e637265617465809cafb49fafa80600204e207562255385c52aeb0463e6d894728b1f70a3bc0cbeb3c39ff0e55fd293e920372da2a868e52cf561d3b5dc2537157aec315730b093fdf93875fc362bbaa5d4209691154cc8e0cd45f240f70c6cd1ca742e0e8771054a6e948b357a834d0333c7');
INSERT INTO ledger_leaf VALUES(25,24,X'010e636f6e746163742e637265617465809cafb49fafa806002078b2668fc27a09cdb67676ad111e463a43f435f40cf0bf97df4153944ed5522a20e852f30fe74b65603fb3bc82fc363ad1ae2041f4a000c842fe1738506abce9e820ca654a6fc7fab63a832ea5eefeffefc64c9c0426dd62adee7822abdc9738cf7d');
INSERT INTO ledger_leaf VALUES(26,25,X'010e636f6e746163742e637265617465809cafb49fafa8060020f8e5aaa99c811ecce42535e33d21a7f6172807b0334087647085859ac73964c220a1228ec691c7aaff8b6433f09c50609edee089288e432b7a3d58c05e162bf44e20134a5a53a440006c6e9a266d886f6f4f3e841ef809c0533d40805a63ea1e751c');
INSERT INTO ledger_leaf VALUES(27,26,X'010e636f6e746163742e637265617465809cafb49fafa8060020daa971f5b6812311c134d6b5f17d4fc9dc1e37a750ac710381f90159564254bd201e538dc79d3b7dd4463cef4f4d501e6059ef2e42895a5a84ccd0b794c3f416c0205508ea5c7356db69065630dd0873430092b5d074ff7d90f2338268afc056ea1f');
INSERT INTO ledger_leaf VALUES(28,27,X'0110636f6d706f6e656e742e637265617465809cafb49fafa8060020955262ec39578b45c660208706499650ca7f9434594c6855b02fd68a38e933652098ef064270414c24caf8375e906413a7df41905e83b34c3f43b784ecb73f4937203746bbf23731ccb440500b12f23b6ea90b8b60c13f0189e8cc047d7bde10e7cc');
INSERT INTO ledger_leaf VALUES(29,28,X'0110636f6d706f6e656e742e637265617465809cafb49fafa80600207516cae0eb62707afe2f52753b82eca65b517816564520b6f22b0918be2f9d86209547886cff0936a11e38726bd0bffe517e6a5041b5e180771a4aa7e10c92419520ba1752d6f831b2c86fa828ee1244267b4ae25ef1a6b08632d923db7bdbf8a008');
INSERT INTO ledger_leaf VALUES(30,29,X'0110636f6d706f6e656e742e637265617465809cafb49fafa80600203a82baf23beed020d956b25eed785664dabe783a546d93dd1447432a0804b3d320f61005d38f064875e3ae4a14f23a6ff7ff7f82e12848c3562d08cb01dccb6002208ed102ad1b7cb28f024f62365efee97f5c237dc15630e06a3e586d7f568fce70');
INSERT INTO ledger_leaf VALUES(31,30,X'0110636f6d706f6e656e742e637265617465809cafb49fafa8060020e316945e10dc78417a57f15bb1f493ab819dbd7f344c7cb716c8d1d0cc237571208ad3b4aeadf87d7a45343001881af9a0d35c534dbdfdc243992572a8b1889d93200ae7baa75fc0cfe06355ea78d7e63214f2e0e6bb00e4471318a7f614e39f1fd7');
INSERT INTO ledger_leaf VALUES(32,31,X'0110636f6d706f6e656e742e637265617465809cafb49fafa8060020fb5fc9831f2f7a05b7ab5d05e236e308a51ae4e4413447466af4d10a81dee8d6200197e7715df9b4fea4ee4b13a0c69d28e5f8f11224408a346f78a774169c03672026c698385dc9c0b76eb4ee7fed6c768cdb71ab1897282185fe155ee1ec4ad03e');
INSERT INTO ledger_leaf VALUES(33,32,X'0110636f6d706f6e656e742e637265617465809cafb49fafa8060020785ed93b197f4ad4fbafb8fe4555f6191efef3e5367ad0b1ae533682b2c9c735201cfbd45bd27709daeceae5d10250823d6680ac78568602485d878cc2be1da30f2070d4634ef5c85ba9bf37cc3ed7acbd7c666b583bc8764ff6bf6e586427424eab');
INSERT INTO ledger_leaf VALUES(34,33,X'0110636f6d706f6e656e742e637265617465809cafb49fafa8060020497df2642608d0665ae74762a41a8518d39dda1dce71e73562557fa960c0171e2040f37a41215b30c034119e5e83698205914ee827409f5564225b984b45d11a3f20452cf7fa77cebe63ff9ffa7ed39cc6c1219e2b4293b73b10b4e03ec6158880c8');
INSERT INTO ledger_leaf VALUES(35,34,X'0110636f6d706f6e656e742e637265617465809cafb49fafa8060020a437e622a4a7966f4fe0131eb0b82dbec5a7677ceb5fcb502754c45ad68df733209e7ef9802bd1619326cc3024dc507fc6fd432cc7ace3b4f4c3063a3e3fb94efd20771e02185f100fef10f3ad6c4a921486da4c1f99f930d7482fdad62010182352');
INSERT INTO ledger_leaf VALUES(36,35,X'0111646570656e64656e63792e637265617465809cafb49fafa806002003c0b546010a5ee5e98adc8af256da7689cf93d6ac841bada885b0fa7fd7c51e20c1419208810fd5577df09284d9e216241575de3b8a99aa512cc7394e6bd3a042202142abe0045ea6cf29cefa81f5c041c52673185f31f136d99be5ba4d2600e1da');
INSERT INTO ledger_leaf VALUES(37,36,X'0111646570656e64656e63792e637265617465809cafb49fafa80600204af930ecf0bbc22c28399d252bb6757f34a5997ca8760c77f8e78b537b056bc9203d265da9f28a3672dfa113c3d80c6a7a25e72ef3ee649ae65392870460fa721420cab7b522347f08d17b2737ad135489bb4e6ab1ea8ff3eb018e9d38dbb1b5643e');
INSERT INTO ledger_leaf VALUES(38,37,X'0111646570656e64656e63792e637265617465809cafb49fafa806002042f3f3d9946ed4a2c2f9e0922fadab08788528b7484ac869a339503a71e77fc320f7b852ee0772106903c3daed0a225c1bbe35a5a782d924deaaf0a42ca68e06bf20700310cb21f7f1c553da91c83f41c0335798ffaf5aa05811182a67b404d37f85');
INSERT INTO ledger_leaf VALUES(39,38,X'0111646570656e64656e63792e637265617465809cafb49fafa8060020f07e83ef63a5e17bb726e18cada37839f7be2f7e2948bf4d6bae51652bcc48462050724fce6c0627acde169479295561407434bb1ece98efae86ec3e7efa7ed7cf2042f1d49cc4156d21361fed0f9d59fdc1acd9e2d463e0591474374bcd5b407b7a');
INSERT INTO ledger_leaf VALUES(40,39,X'0111646570656e64656e63792e637265617465809cafb49fafa8060020a2ff691d412f0ff925a56481979c163f36ee32cbec268eb0f17b0c845e3efe5520068890962f2a07ea27b750e49ab3f9fdcf7452b37128763c49e83e606e7d9c6820bda3da492e436867c3dcef92d64e405e743b3f77536146858bc4f4c5900312b2');
INSERT INTO ledger_leaf VALUES(41,40,X'0111646570656e64656e63792e637265617465809cafb49fafa80600207a51270c3655052c345cb683cc2a2815c30193d0177b89ff30f4a12a3f53c48620c9cad9b839bd7826a96baf37e90dd341fcdd8439713b1d53fab4ab70e231460920e1d122bd109f55d9e5b2bbeea2aaefca89e18161d28f2df15bd08da83a18f65c');
INSERT INTO ledger_leaf VALUES(42,41,X'0111646570656e64656e63792e637265617465809cafb49fafa80600204d934b5b65b1593ed420ad502209789c0da2cf81d90a602c966dae20d55ea2522070e90085fc5e11e6dd316fa189cb5772ba48320020c6c84fc35ce7601c7821d9201caad58ffc180bacb6df58e342718118ad74471462b832fba656120dacff15c3');
INSERT INTO ledger_leaf VALUES(43,42,X'0111646570656e64656e63792e637265617465809cafb49fafa8060020ba4c45465b781f817ec4e79207e97842edf0f8f7d6ad61dd8a5fd4e1666bed3f206da5aef198646d915dbcbee1c296709ddc82f9ca601602f187eaa13126e4e095208d324aaf626e62a6601179493df4378fbf2c49bd60d9a47cdf56e465ce3a0a88');
INSERT INTO ledger_leaf VALUES(44,43,X'0111646570656e64656e63792e637265617465809cafb49fafa8060020333c1a99ca98ba2ab73827326e00779a28d0865f5feb0d9f4646d81096f5aea920ed84b6465021651018b3d3ee040ca1408b80d549e2fc528145e75b6282fe722820ce0080ae69e188e3d01f716e1078b02b14ca717b891ee41577a23ae42d922c81');
INSERT INTO ledger_leaf VALUES(45,44,X'0111646570656e64656e63792e637265617465809cafb49fafa80600200b7c469c9b89619f826229bc7d2d18eb73aea9ade4bf47ff6b910794cd42d83b200d9bf3303b0bdfee742ffc8058b22b524d6b056ed8d717d8b920e91ffdc6e453208b4126d2813a65b4cd6a560b7959328f114e64c12373f2c238ee5f85aa19faa3');
INSERT INTO ledger_leaf VALUES(46,45,X'0111646570656e64656e63792e637265617465809cafb49fafa80600201e59057f87780de9f21a4e49a40aa58d2bc764114a7feca69e7ed7ed06c65450200232685e338c74a1350e0b967b86a41753fff0ba86ee0d1ab0d0113714d460912080521c19786a6b8f81184ab59990d9e0e9566432256d712a153f80b272c77618');
INSERT INTO ledger_leaf VALUES(47,46,X'0111646570656e64656e63792e637265617465809cafb49fafa8060020eb39ea7e224f7aa5d2d6427edbf00a69f05d931fa53bb0bd4600ff9fea84649420c989c0dc02987f38a0d5f9e3eaee0add3567ead30985d0f10fd43fbc6bb38f6d20e9a4d281a6d5db6f9ab3290a1c9c152fe034d5444245526cdddc23e4b58bc139');
INSERT INTO ledger_leaf VALUES(48,47,X'010f72656769737465722e696d706f7274809cafb49fafa806002060d92c1ca90fc58052b69da9d70a26fc50a83c4a018666aa56ec1ec640d296e2200e982be60ee7002a0fe852b370d8e20c3e80c57432b9d95ab95693474e8f183220391622f00074049e30b69e2273ec37fb17e2d4131eb4f064656b16ec4420124b');
INSERT INTO ledger_leaf VALUES(49,48,X'010d61647669736f72792e7265616480b8cbed9fafa80600209e2a79364b9090b252fb5153510e7188dfacfc0bf0e0f95a0f027412e45d140720ee9437a0cb980e525a0097cc47aa7fae06bdc5a0265045dc38a0c652d6c72aef20721540295c274088a3a92f876f3c3cd820f83fe6d09488c3c40ac4938601c8d4');
INSERT INTO ledger_leaf VALUES(50,49,X'010d61647669736f72792e7265616480b8cbed9fafa806002046ea326e5b751252325459d7d1594bd483465a6348f53404790dbcb463ef4dcb2019a9d73fb218c960e2a046b5ecbd89cea05d6b0bb91fa3b14445aa66083c227820ba40065cb830c2e5f148341ac3d553206f456f5927a6979ce0c78e7ed1efc8a7');
INSERT INTO ledger_leaf VALUES(51,50,X'011361647669736f72792e71756172616e74696e6580b8cbed9fafa80600201d7970fd6c23671bc31c25d6ea94cc0358646ddf12554c4dcdebeaf18b172b7b202f1fbfbab4d178ba1de8d39fa5d34861b253d156abcd431e097c136fa51a2f7c209224c32164bcd8450104ccbb03ad61a091d45299e2672f3337577b531b1bae96');
INSERT INTO ledger_leaf VALUES(52,51,X'010d706572736f6e2e63726561746580d4e7a6a0afa80600201dfacd91124c36ee40fe06753e04e98a1ca84db55988631d043a5308d994624e2097ca7da53688b9b336a19324c10618fa5d8d71abfb98d2467c6a60091edd2c4720fe891c5f571bf20845f04605a612afa4b248765272ca1b8deb01eeb1418cdceb');
INSERT INTO ledger_leaf VALUES(53,52,X'010d706572736f6e2e63726561746580f083e0a0afa8060020a1df8838a96f1e8e5ea48f4a8ecc82318b2a554a2afb851c334faeae35ada57b203cbaabca817af601cd82996ab7e4a3d9672977865ccdf564708be6ea259c2ffb203cd1eeb78502946a670a125421a29ca8513114cb0500ad8c9f721c742d7371e6');
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
INSERT INTO ledger_content VALUES(1,X'56187e396d6dbc2b654a4a1e8bf5dac4',1777622400000000,'person.create','','desk','{"role":"desk"}',1);
INSERT INTO ledger_content VALUES(2,X'1bbe6338fe9e9df19f4e3619b5f973a7',1777622460000000,'sector.create','desk','energy','{"name":["","Energy"]}',2);
INSERT INTO ledger_content VALUES(3,X'a1ef8b3a92cb1d79ce1817e9a8e42817',1777622460000000,'sector.create','desk','water','{"name":["","Water"]}',2);
INSERT INTO ledger_content VALUES(4,X'e6025aac03ca4f10b512d16701a69b9e',1777622460000000,'sector.create','desk','health','{"name":["","Health"]}',2);
INSERT INTO ledger_content VALUES(5,X'10b411d8b83e85293206f5bd7284f27d',1777622460000000,'sector.create','desk','telecom','{"name":["","Telecommunications"]}',2);
INSERT INTO ledger_content VALUES(6,X'0ad270feafe019a248cd2d91eee8cac9',1777622460000000,'sector.create','desk','mobile','{"name":["","Mobile networks"],"parent":["","telecom"]}',2);
INSERT INTO ledger_content VALUES(7,X'dfddc11b9aa02c62ffc93c55e7d54752',1777622460000000,'organization.create','desk','northgrid','{"name":["","Northgrid"],"kind":["","operator"],"sector":["","energy"],"country":["","AA"],"languages":["","en"]}',3);
INSERT INTO ledger_content VALUES(8,X'8ab40ea17da9c64e193a2d210229ba39',1777622460000000,'organization.create','desk','eastgrid','{"name":["","Eastgrid"],"kind":["","foreign"],"sector":["","energy"],"country":["","BB"],"languages":["","fr"]}',4);
INSERT INTO ledger_content VALUES(9,X'61465fac2d81cb796ca6057072294a08',1777622460000000,'organization.create','desk','aqua','{"name":["","Aqua Sund"],"kind":["","operator"],"sector":["","water"],"country":["","AA"],"languages":["","en"]}',5);
INSERT INTO ledger_content VALUES(10,X'd6a488766acc11fab2f7008c948a3bbf',1777622460000000,'organization.create','desk','clinic','{"name":["","Sund General Hospital"],"kind":["","operator"],"sector":["","health"],"country":["","AA"],"languages":["","en"]}',6);
INSERT INTO ledger_content VALUES(11,X'6a3cdd54d2b039678e23685f019de19f',1777622460000000,'organization.create','desk','telefjord','{"name":["","Telefjord"],"kind":["","operator"],"sector":["","mobile"],"country":["","AA"],"languages":["","en"]}',7);
INSERT INTO ledger_content VALUES(12,X'f57ac62d7fd86980ba8081f06daa9e10',1777622460000000,'service.create','desk','tap-water','{"organization":["","aqua"],"name":["","Tap water of Sund"],"sector":["","water"],"users":["","90000"],"max_outage_min":["","360"]}',5);
INSERT INTO ledger_content VALUES(13,X'83c21db4c239c704188d9e8308d2358f',1777622460000000,'service.create','desk','surgery','{"organization":["","clinic"],"name":["","Surgery"],"sector":["","health"],"users":["","1200"],"max_outage_min":["","30"]}',6);
INSERT INTO ledger_content VALUES(14,X'9442286e180ce2bfc3007651c284be99',1777622460000000,'service.create','desk','calls','{"organization":["","telefjord"],"name":["","Mobile calls"],"sector":["","mobile"],"users":["","50000"],"max_outage_min":["","60"]}',7);
INSERT INTO ledger_content VALUES(15,X'3bdc5dc6e189e8baa4001c47a60454de',1777622460000000,'asset.create','desk','substation-1','{"organization":["","northgrid"],"name":["","Sund substation"],"kind":["","substation"]}',3);
INSERT INTO ledger_content VALUES(16,X'925221621aa491cd73c5fd8fe676098a',1777622460000000,'asset.create','desk','substation-2','{"organization":["","northgrid"],"name":["","Harbour substation"],"kind":["","substation"]}',3);
INSERT INTO ledger_content VALUES(17,X'a4251f6cee1e9e88b8daf361c2b8a0a8',1777622460000000,'asset.create','desk','interconnector','{"organization":["","eastgrid"],"name":["","Eastern interconnector"],"kind":["","converter"],"tlp":["","AMBER"]}',8);
INSERT INTO ledger_content VALUES(18,X'cc2d5421274d47000802ba283b6e1dc4',1777622460000000,'asset.create','desk','pump-1','{"organization":["","aqua"],"name":["","Lake pump"],"kind":["","pump"]}',5);
INSERT INTO ledger_content VALUES(19,X'46a91f09c219d35876a1b4ea4faad11c',1777622460000000,'asset.create','desk','pump-2','{"organization":["","aqua"],"name":["","River pump"],"kind":["","pump"]}',5);
INSERT INTO ledger_content VALUES(20,X'f1edba44a9018f1c1306bb9ef20255c2',1777622460000000,'asset.create','desk','pump-3','{"organization":["","aqua"],"name":["","Well pump"],"kind":["","pump"]}',5);
INSERT INTO ledger_content VALUES(21,X'd5bbbd19bfbaeefe096251fb4a3e72e7',1777622460000000,'asset.create','desk','exchange-1','{"organization":["","telefjord"],"name":["","Sund exchange"],"kind":["","switch"],"tlp":["","GREEN"]}',9);
INSERT INTO ledger_content VALUES(22,X'a74e8bd933a3234735b60d13751a147e',1777622460000000,'asset.create','desk','theatre','{"organization":["","clinic"],"name":["","Operating theatre"],"kind":["","building"]}',6);
INSERT INTO ledger_content VALUES(23,X'f90c18f16391a7f69d70670a10fa0ee3',1777622460000000,'asset.create','desk','generator','{"organization":["","clinic"],"name":["","Hospital generator"],"kind":["","generator"]}',6);
INSERT INTO ledger_content VALUES(24,X'4194f7f70755b88a1eb436a98f055545',1777622460000000,'contact.create','desk','clinic-switchboard','{"organization":["","clinic"],"name":["","Switchboard"],"role":["","poc"],"channel":["","phone"],"address":["","+99 20 100"],"carried_by":["","calls"]}',6);
INSERT INTO ledger_content VALUES(25,X'81e425307167a072f27e7c5f42a16bae',1777622460000000,'contact.create','desk','clinic-duty','{"organization":["","clinic"],"name":["","Duty engineer"],"role":["","duty"],"channel":["","phone"],"address":["","+99 20 112"],"order":["","1"],"carried_by":["","calls"]}',6);
INSERT INTO ledger_content VALUES(26,X'3c78eabdceb0aafdaf1a85e737058b24',1777622460000000,'contact.create','desk','clinic-security','{"organization":["","clinic"],"name":["","Security office"],"role":["","security"],"channel":["","email"],"address":["","security@clinic.example"],"order":["","2"]}',6);
INSERT INTO ledger_content VALUES(27,X'e689b00e3a6598ae95da33f2ee0b55f4',1777622460000000,'contact.create','desk','aqua-duty','{"organization":["","aqua"],"name":["","Control room"],"role":["","duty"],"channel":["","phone"],"address":["","+99 30 112"],"order":["","1"]}',5);
INSERT INTO ledger_content VALUES(28,X'e7fcb387306129d69d389c7d0e0c1a3e',1777622460000000,'component.create','desk','pump-1-rtu','{"asset":["","pump-1"],"vendor":["","Fjordlogic"],"product":["","RTU 20"],"version":["","3.1.0"]}',5);
INSERT INTO ledger_content VALUES(29,X'b1d2087627f6e8fcbf50a66d4c6b3e06',1777622460000000,'component.create','desk','pump-2-rtu','{"asset":["","pump-2"],"vendor":["","FJORDLOGIC AS"],"product":["","RTU-20"],"version":["","V3.1.4"]}',5);
INSERT INTO ledger_content VALUES(30,X'602f11cb9c454f2eed670a9e7a3ffa7b',1777622460000000,'component.create','desk','pump-1-modem','{"asset":["","pump-1"],"vendor":["","Skarv Networks"],"product":["","Modem M4"],"version":["","1.0"]}',5);
INSERT INTO ledger_content VALUES(31,X'3e7a84d540102eca383de32c185ccb26',1777622460000000,'component.create','desk','pump-3-panel','{"asset":["","pump-3"],"vendor":["","Bergsund"],"product":["","Panel 7"],"version":["","2.4"]}',5);
INSERT INTO ledger_content VALUES(32,X'9de5255062fdd100c8f7bd2b1eb1aec9',1777622460000000,'component.create','desk','exchange-1-rtu','{"asset":["","exchange-1"],"vendor":["","Fjordlogic"],"product":["","RTU 20"]}',7);
INSERT INTO ledger_content VALUES(33,X'28af3ffff31ec148d875cd28169f740e',1777622460000000,'component.create','desk','generator-rtu','{"asset":["","generator"],"vendor":["","Fjordlogic"],"product":["","RTU 20"],"version":["","3.2"]}',6);
INSERT INTO ledger_content VALUES(34,X'98e5ee91f03cc63c0916c37c02bd1df8',1777622460000000,'component.create','desk','theatre-panel','{"asset":["","theatre"],"vendor":["","Bergsund"],"product":["","Panel 7"],"version":["","3.0"]}',6);
INSERT INTO ledger_content VALUES(35,X'140006a1d5e2789d946c810548b665bb',1777622460000000,'component.create','desk','interconnector-relay','{"asset":["","interconnector"],"vendor":["","Halden Power"],"product":["","Relay R9"],"version":["","7.1"]}',4);
INSERT INTO ledger_content VALUES(36,X'e8bc52d20741ae1c56460d1d4872913b',1777622460000000,'dependency.create','desk','substation-2|feed|interconnector','{"dependent":["","substation-2"],"group":["","feed"],"supplier":["","interconnector"],"need":["","1"],"kind":["","physical"]}',3);
INSERT INTO ledger_content VALUES(37,X'75b86ab5864908054118d2f13408ff1c',1777622460000000,'dependency.create','desk','pump-1|power|substation-1','{"dependent":["","pump-1"],"group":["","power"],"supplier":["","substation-1"],"need":["","1"],"kind":["","physical"]}',5);
INSERT INTO ledger_content VALUES(38,X'ab929ee1c131da150051b70df6832d0d',1777622460000000,'dependency.create','desk','pump-2|power|substation-1','{"dependent":["","pump-2"],"group":["","power"],"supplier":["","substation-1"],"need":["","1"],"kind":["","physical"]}',5);
INSERT INTO ledger_content VALUES(39,X'fb1a6471648b51774be103269493025b',1777622460000000,'dependency.create','desk','pump-3|power|substation-2','{"dependent":["","pump-3"],"group":["","power"],"supplier":["","substation-2"],"need":["","1"],"kind":["","physical"],"buffer_min":["","60"]}',5);
INSERT INTO ledger_content VALUES(40,X'1f1811a928b975f818c6b93ff390d140',1777622460000000,'dependency.create','desk','tap-water|pumps|pump-1','{"dependent":["","tap-water"],"group":["","pumps"],"supplier":["","pump-1"],"need":["","2"],"kind":["","physical"]}',5);
INSERT INTO ledger_content VALUES(41,X'c7538c70994f01d89843b59da714439e',1777622460000000,'dependency.create','desk','tap-water|pumps|pump-2','{"dependent":["","tap-water"],"group":["","pumps"],"supplier":["","pump-2"],"need":["","2"],"kind":["","physical"]}',5);
INSERT INTO ledger_content VALUES(42,X'096ed47cbc624190b3a6d9ad8cfbe24e',1777622460000000,'dependency.create','desk','tap-water|pumps|pump-3','{"dependent":["","tap-water"],"group":["","pumps"],"supplier":["","pump-3"],"need":["","2"],"kind":["","physical"]}',5);
INSERT INTO ledger_content VALUES(43,X'b501b231ef5ee1118fe630e84bd771c6',1777622460000000,'dependency.create','desk','theatre|power|substation-1','{"dependent":["","theatre"],"group":["","power"],"supplier":["","substation-1"],"need":["","1"],"kind":["","physical"]}',6);
INSERT INTO ledger_content VALUES(44,X'0852afe14f354f4804065ae19d2ca6ef',1777622460000000,'dependency.create','desk','theatre|power|generator','{"dependent":["","theatre"],"group":["","power"],"supplier":["","generator"],"need":["","1"],"kind":["","physical"]}',6);
INSERT INTO ledger_content VALUES(45,X'b401077699613f3e41da6813f1f8b223',1777622460000000,'dependency.create','desk','surgery|rooms|theatre','{"dependent":["","surgery"],"group":["","rooms"],"supplier":["","theatre"],"need":["","1"],"kind":["","physical"]}',6);
INSERT INTO ledger_content VALUES(46,X'a9bb2c2f155564a450826ba2326072eb',1777622460000000,'dependency.create','desk','surgery|water|tap-water','{"dependent":["","surgery"],"group":["","water"],"supplier":["","tap-water"],"need":["","1"],"kind":["","physical"],"buffer_min":["","240"]}',6);
INSERT INTO ledger_content VALUES(47,X'60e8a35a1c3181ce099a952ce1ec5761',1777622460000000,'dependency.create','desk','calls|switching|exchange-1','{"dependent":["","calls"],"group":["","switching"],"supplier":["","exchange-1"],"need":["","1"],"kind":["","cyber"]}',7);
INSERT INTO ledger_content VALUES(48,X'15e7fbb1fecf8c0bfcfbf762f764786d',1777622460000000,'register.import','desk','019de28e-2660-775d-9435-cc20a9afaaf3','{"sectors":[5,0,0],"organizations":[5,0,0],"services":[3,0,0],"assets":[9,0,0],"contacts":[4,0,0],"components":[8,0,0],"dependencies":[12,0,0]}',1);
INSERT INTO ledger_content VALUES(49,X'e5a656292ab821963b39b6832a47a8d9',1777622520000000,'advisory.read','desk','NA-2026-0001','{"version":"1","state":"accepted","digest":"1be267ec22de9bfd958e197b455f4570aa223dbd1600fbaae36b10588cdfb764"}',10);
INSERT INTO ledger_content VALUES(50,X'6c1c62cfceb4c2a11108925b89bdc1d8',1777622520000000,'advisory.read','desk','NA-2026-0002','{"version":"2","state":"accepted","digest":"a4f3712f2fbee8a3ee3037baea6c2a86b1ca342b3d0fcd7bf4b729302906e2d3"}',10);
INSERT INTO ledger_content VALUES(51,X'16ef28c37f6d747be791c28e27ee7333',1777622520000000,'advisory.quarantine','desk','0d2db3b281ec2b68cc8a72b805a902fbd01e8a4ec7cb28b2d65f779d98b33e15','{"digest":"0d2db3b281ec2b68cc8a72b805a902fbd01e8a4ec7cb28b2d65f779d98b33e15"}',1);
INSERT INTO ledger_content VALUES(52,X'a3ff5df9303337eba3ba9cfcf90ff09a',1777622580000000,'person.create','desk','anna','{"role":"operator"}',11);
INSERT INTO ledger_content VALUES(53,X'8a83cee12d841be2c8467085e30ddfac',1777622640000000,'person.create','desk','gustav','{"role":"guest"}',1);
CREATE TABLE event (
	key integer PRIMARY KEY,
	name text NOT NULL,
	subject text NOT NULL,
	mode bigint NOT NULL,
	at_us bigint NOT NULL,
	leased_us bigint NOT NULL,
	done_us bigint
);
INSERT INTO event VALUES(1,'register.changed','019de28e-2660-775d-9435-cc20a9afaaf3',0,1777622460000000,1777622580000000,1777622460000000);
INSERT INTO event VALUES(2,'advisory.matched','NA-2026-0001',0,1777622520000000,0,1777622520000000);
INSERT INTO event VALUES(3,'advisory.matched','NA-2026-0002',0,1777622520000000,0,1777622520000000);
CREATE TABLE job (
	name text PRIMARY KEY,
	next_us bigint NOT NULL,
	leased_us bigint NOT NULL
);
INSERT INTO job VALUES('ledger-sequence',1777622701000000,0);
INSERT INTO job VALUES('sweep',1777708860000000,0);
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
, rebuilt bigint NOT NULL DEFAULT 0);
INSERT INTO match_state VALUES(1,8,2,1);
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
