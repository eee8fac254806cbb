// SPDX-License-Identifier: Apache-2.0
//
// adversary.mjs PROGRAM DESK ROOT FOLDER: what an attacker with a browser, a socket or a file would try first, on two servers of one desk. Prints TAP.
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import { Connection } from '../release/http.mjs'
import { Desk } from '../release/desk.mjs'
import { table } from './fixture.mjs'

const [program, where, root, folder] = process.argv.slice(2)
let n = 0, bad = 0
function ok(good, name, why = []) {
	console.log(`${good ? 'ok' : 'not ok'} ${++n} - ${name}`)
	if (good) return
	bad++
	for (const line of [why].flat().slice(0, 12)) console.log(`# ${String(line).slice(0, 500).replaceAll('\n', '\n# ')}`)
}
const desk = new Desk(program, where, path.join(folder, 'attack'), root), second = new Desk(program, where, path.join(folder, 'attack2'), root)

// Every text of the register is an attack on a page.
const evil = `KX'"></a></textarea><script>kanary()</script><img src=x onerror=kanary()>{{7*7}}\${7*7}\u202e\u05d0\u2066&amp;&lt;`
const register = path.join(folder, 'register')
table(register, 'sectors', [{ id: 'energy', name: evil }])
table(register, 'organizations', [{ id: 'alpha', name: evil, kind: 'operator', sector: 'energy', confirmed_by: evil, source: evil, origin: evil }])
table(register, 'services', [{ id: 'calls', organization: 'alpha', name: evil, sector: 'energy', area: evil, users: '5', confirmed_by: evil, source: evil }])
table(register, 'assets', [{ id: 'pump-1', organization: 'alpha', name: evil, kind: 'pump', sector: 'energy', area: evil, source: evil }])
table(register, 'contacts', [{ id: 'duty', organization: 'alpha', name: evil, role: 'duty', channel: 'phone', address: evil, hours: evil }])
table(register, 'components', [{ id: 'part', asset: 'pump-1', vendor: evil, product: evil, version: '3.1', serial: evil }, { id: 'sum', asset: 'pump-1', vendor: '=1+1', product: '@SUM(A1)', version: '+cmd|x!A0', serial: '-A1' }])
table(register, 'dependencies', [{ dependent: 'calls', group: 'all', supplier: 'pump-1' }])
desk.must('import', register)
const advisory = path.join(folder, 'evil.json')
const csaf = JSON.parse(execFileSync('jq', ['-n', '-f', path.join(root, 'tests/scenario/data/advisory.jq'), '--args', '--', 'ADV-EVIL', 'Fjordlogic', 'RTU 20', 'known_affected=<3.2', 'tlp=WHITE'], { encoding: 'utf8' }))
csaf.document.title = evil
csaf.document.notes[0].text = evil
csaf.document.references = [{ summary: evil, url: 'javascript:kanary()' }, { summary: 'data', url: 'data:text/html,<script>kanary()</script>' }]
csaf.vulnerabilities[0].title = evil
csaf.vulnerabilities[0].remediations[0].details = evil
fs.writeFileSync(advisory, JSON.stringify(csaf))
desk.run('advisory', 'read', advisory)
delete csaf.document.references
csaf.document.tracking.id = 'ADV-TEXT'
fs.writeFileSync(advisory, JSON.stringify(csaf))
desk.must('advisory', 'read', advisory)
const passwords = {}
for (const [id, role, ...more] of [['dora', 'desk'], ['app', 'approver'], ['gus', 'guest'], ['anna', 'operator', '--organization', 'alpha']]) passwords[id] = JSON.parse(desk.must('--json', 'user', 'add', id, '--role', role, '--name', `Name of ${id}`, ...more)).password
desk.must('hold', 'add', 'case', '--reason', evil)
desk.run('alias', 'add', 'vendor', evil, 'Fjordlogic')
await desk.serve()
await second.serve()

// ---- by hand ----
const raw = (port, text, ms = 700) => new Promise((done) => {
	let data = ''
	const s = net.connect(port, '127.0.0.1', () => s.write(text, 'latin1'))
	const end = () => { clearTimeout(timer); s.destroy(); done(data) }
	const timer = setTimeout(end, ms)
	s.on('data', (d) => (data += d.toString('latin1')))
	s.on('close', end)
	s.on('error', end)
})
const form = (o) => new URLSearchParams(o).toString()
const cookieOf = (a) => /\r\nset-cookie: *(mainstay=[^;\r\n]*)/i.exec(a.head)?.[1] ?? ''
const locationOf = (a) => /\r\nlocation: *([^\r\n]*)/i.exec(a.head)?.[1] ?? ''
const O = { Origin: 'http://127.0.0.1' }
const signIn = (c, name, more = {}, extra = {}) => c.ask('POST', '/login', { ...O, ...more }, form({ name, password: passwords[name], ...extra }))
const c = new Connection(desk.port), d = new Connection(second.port)
const get = (conn, cookie, target, more = {}) => conn.ask('GET', target, { ...(cookie ? { Cookie: cookie } : {}), ...more })
const post = (conn, cookie, target, body, more = {}) => conn.ask('POST', target, { ...O, ...(cookie ? { Cookie: cookie } : {}), ...more }, typeof body === 'string' ? body : form(body))

// ---- sessions ----
const planted = `mainstay=${'a'.repeat(48)}`
let a = await signIn(c, 'gus', { Cookie: planted })
let gus = cookieOf(a)
ok(gus.length > 40 && gus !== planted, 'a cookie that was given beforehand is not adopted', a.head)
ok((await get(c, planted, '/account')).status === 303, 'and opens nothing')
ok((a.head.match(/\r\nset-cookie: [^\r]*/gi) ?? []).every((x) => /; Path=\/;.* HttpOnly; SameSite=Lax/.test(x)), 'each cookie is HttpOnly and SameSite', a.head)
ok(!/\r\nset-cookie: [^\r]*domain=/i.test(a.head), 'and for this host alone')
ok(/^[0-9a-f]{48}$/.test(gus.slice(9)), 'a token of 192 bits')
a = await post(c, gus, '/account/confirm', { password: passwords.gus, back: '/account' })
const risen = cookieOf(a)
ok(a.status === 303 && risen && risen !== gus, 'a new token when rights rise', a.head)
ok((await get(c, gus, '/account')).status === 303 && (await get(c, risen, '/account')).status === 200, 'and the one before has ended')
gus = risen
await get(d, gus, '/advisories')
ok((await get(d, gus, '/advisories')).status === 200, 'a page is kept by the other server')
await post(c, gus, '/logout', '')
ok((await get(c, gus, '/advisories')).status === 303 && (await get(d, gus, '/account')).status === 303, 'signed out is signed out, on both servers')
const passed = (ms) => new Promise((done) => setTimeout(done, ms))
await passed(1000)
ok((await get(d, gus, '/advisories')).status === 303, 'and from a page that another server kept, within a second')
const one = cookieOf(await signIn(c, 'gus')), two = cookieOf(await signIn(d, 'gus'))
await get(d, two, '/advisories')
a = await post(c, one, '/account', { act: 'password', old: passwords.gus, fresh: 'a fine long password', again: 'a fine long password' })
ok((await get(d, two, '/account')).status === 303, 'a changed password ends the other sessions at once')
await passed(1000)
ok(a.status === 200 && (await get(d, two, '/advisories')).status === 303 && (await get(c, one, '/account')).status === 200, 'on the other server\'s kept pages too, and not this one', a.head)
passwords.gus = 'a fine long password'
ok((await get(c, `${one.slice(0, -1)}${one.endsWith('0') ? '1' : '0'}`, '/account')).status === 303, 'a token with one other digit opens nothing')
ok((await get(c, '', `/account?${one}`)).status === 303, 'nor does one in an address')

// ---- forms of other sites ----
let dora = cookieOf(await signIn(c, 'dora'))
const app = cookieOf(await signIn(c, 'app'))
gus = cookieOf(await signIn(c, 'gus'))
const routes = desk.must('routes', '--json').trim().split('\n').map((l) => JSON.parse(l)).filter((r) => r.path)
const posts = routes.filter((r) => r.method === 'POST' && !['admin'].includes(r.right)).map((r) => r.path.replace(/\{[^}]*\}/, 'x'))
const foreign = [{ Origin: 'http://evil.example' }, { Origin: 'null' }, { Origin: 'http://127.0.0.1:1' }, { Origin: 'ftp://127.0.0.1' }, { Origin: 'http://127.0.0.1.evil.example' }, { Origin: 'http://evil.example@127.0.0.1' },
	{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { Origin: 'http://evil.example', 'Sec-Fetch-Site': 'same-origin' }, { Origin: 'http://127.0.0.1 ' + 'http://evil.example' }, {}]
const believed = []
for (const target of posts)
	for (const more of foreign) {
		a = await c.ask('POST', target, { Cookie: app, ...more }, 'act=others')
		if (a.status !== 403) believed.push(`${target} ${JSON.stringify(more)}: ${a.status}`)
	}
ok(!believed.length && posts.length > 20, `${posts.length} forms, each sent in ${foreign.length} ways from elsewhere: refused`, believed)
ok((await get(c, app, '/account')).status === 200, 'and nothing came of it')

// ---- other names of the host ----
desk.must('setting', 'set', 'sign-in.origin', 'https://desk.example')
const invite = `id=newcomer&name=N&give=guest`
a = await raw(desk.port, `POST /people HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nForwarded: host=evil.example\r\nCookie: ${app}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${invite.length}\r\nConnection: close\r\n\r\n${invite}`, 3000)
ok(/https:\/\/desk\.example\/invite\//.test(a) && !/evil\.example/.test(a.replace(/^[\s\S]*?\r\n\r\n/, '')), 'links in invitations begin with what the desk is set to, whatever Host says', a.slice(-600))
ok(!/evil\.example/.test(await raw(desk.port, 'GET /watch HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n')), 'nor does an answer name a Host it was given')
for (const host of ['Host: a\r\nHost: b', 'Host: a b', 'Host:']) {
	const r = await raw(desk.port, `GET /login HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`)
	ok(!/^HTTP\/1\.1 5|evil/.test(r), `'${host.replaceAll('\r\n', ' ')}' does no harm`, r)
}

// ---- addresses to go back to ----
const backs = ['//evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example', 'javascript:kanary()', '/\tevil', '/%09/evil.example', '/\r\nX-Evil: 1', 'evil.example', '///evil.example', '/\u0000', 'http:evil.example', '/..//evil.example', ' //evil.example', '/./\\/evil.example']
const elsewhere = []
for (const back of backs) {
	for (const q of [await get(c, gus, `/language?to=fr&${form({ back })}`), await signIn(c, 'gus', {}, { back }), await post(c, gus, '/account/confirm', { password: passwords.gus, back })]) {
		const to = locationOf(q), own = to && new URL(to, 'http://127.0.0.1')
		if (to && (own.host !== '127.0.0.1' || !/^\/(?![/\\])/.test(to))) elsewhere.push(`${JSON.stringify(back)}: ${to}`)
		if (/\r\nx-evil/i.test(q.head)) elsewhere.push(`${JSON.stringify(back)}: a header`)
		if (cookieOf(q)) gus = cookieOf(q)
	}
	const page = (await get(c, '', `/login?${form({ back })}`)).body.toString()
	const field = /name="back"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="back"/.exec(page)
	if (field && !/^\/(?![/\\])/.test(field[1] ?? field[2])) elsewhere.push(`${back}: ${field[0]}`)
}
ok(!elsewhere.length, `${backs.length} addresses to go back to lead nowhere else`, elsewhere)
const split = []
for (const target of ['/login?back=%0d%0aX-Evil:1', '/%0d%0aX-Evil:1', '/language?to=fr%0d%0aSet-Cookie:x=1', '/register/nodes/%0d%0aX-Evil:%201', '/register%0d%0aX-Evil:1?x', '/people?q=%0aX-Evil:1'])
	for (const cookie of ['', dora]) {
		const r = await get(c, cookie, target)
		if (/\r?\n(x-evil|set-cookie: x)/i.test(r.head)) split.push(target)
	}
ok(!split.length, 'no address splits an answer', split)

// ---- what is shown ----
const seen = new Set(), queue = ['/', ...routes.filter((r) => r.method === 'GET' && !/\{|totp|oidc/.test(r.path)).map((r) => r.path), '/advisories/ADV-EVIL', '/advisories/ADV-TEXT', `/release/who?kind=asset&id=pump-1`]
const holes = []
let texts = 0
const tag = /^<(\/?[a-z][a-z0-9]*|!doctype)(\s+[a-zA-Z_:][-a-zA-Z0-9_:.]*(="[^"]*")?)*\s*\/?>$/i
while (queue.length && seen.size < 400) {
	const target = queue.shift().replaceAll('&amp;', '&').replace(/#.*$/, '')
	if (seen.has(target) || !target.startsWith('/') || target.startsWith('//') || /^\/(asset|logout|login|language)/.test(target)) continue
	seen.add(target)
	const r = await get(c, app, target), page = r.body.toString('utf8'), type = /\r\ncontent-type: *([^\r;]*)/i.exec(r.head)?.[1]
	if (!/\r\nx-content-type-options: nosniff/i.test(r.head)) holes.push(`${target}: without nosniff`)
	if (type !== 'text/html') continue
	texts += page.split('KX').length - 1
	if (/<script>kanary|<img src=x|onerror=kanary\(\)>/.test(page)) holes.push(`${target}: raw text`)
	for (const [t] of page.matchAll(/<[a-z!/][^>]*>?/gi)) {
		if (!tag.test(t)) holes.push(`${target}: ${t}`)
		if (/\son[a-z]+=/i.test(t.replace(/="[^"]*"/g, '=""')) || /^<script(?![^>]*\ssrc=)/i.test(t) || /\s(href|src|action)="\s*(javascript|data|vbscript):/i.test(t)) holes.push(`${target}: ${t}`)
	}
	for (const m of page.matchAll(/\bhref="([^"]*)"/g)) queue.push(m[1])
}
ok(!holes.length && texts > 40, `${seen.size} pages escape each of ${texts} texts, run nothing, and link to no script`, holes.length ? holes : `${texts} texts`)
const policy = (await get(c, app, '/')).head
ok(/content-security-policy: default-src 'self'(?![^\r]*unsafe-(inline|eval))/i.test(policy), 'the content policy allows no script in a page', policy)

// ---- what goes out as a table ----
const out = path.join(folder, 'out'), back = path.join(folder, 'back')
desk.must('export', out)
const cells = fs.readFileSync(path.join(out, 'components.csv'), 'utf8')
ok(/,'=1\+1,'@SUM\(A1\),/.test(cells) && !/(^|[,"])[=@]/m.test(cells), 'no cell of an export is computed by a spreadsheet', cells)
desk.must('import', out)
desk.must('export', back)
ok(fs.readFileSync(path.join(back, 'components.csv'), 'utf8') === cells, 'and it comes back as it was')

// ---- uploads ----
const upload = (filename, bytes) => {
	const body = `--b\r\nContent-Disposition: form-data; name="files"; filename="${filename}"\r\nContent-Type: text/csv\r\n\r\n${bytes}\r\n--b--\r\n`
	return raw(desk.port, `POST /admin/import HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nCookie: ${dora}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${Buffer.byteLength(body, 'latin1')}\r\nConnection: close\r\n\r\n${body}`, 5000)
}
const names = ['../../../../../..' + folder + '/planted.csv', '/etc/planted.csv', '..\\\\..\\\\planted.csv', 'assets.csv\u0000.exe', 'x'.repeat(4000) + '.csv', '.', '..', '', 'CON', 'a/b/../../../assets.csv', '-rf']
const uploads = []
for (const name of names) {
	const r = await upload(name, 'id,name\npump-1,Renamed\n')
	if (!/^HTTP\/1\.1 [234]/.test(r)) uploads.push(`${name.slice(0, 60)}: ${r.slice(0, 200)}`)
}
ok(!uploads.length && !fs.existsSync(path.join(folder, 'planted.csv')) && !fs.existsSync('/etc/planted.csv'), 'names of uploaded files lead nowhere', uploads)

// ---- shapes of requests ----
const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n'
const shapes = {
	'Content-Length and Transfer-Encoding': `POST /login HTTP/1.1\r\nHost: h\r\nContent-Length: ${smuggled.length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
	'two Content-Length': `POST /login HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
	'two Content-Length, the other way': `POST /login HTTP/1.1\r\nHost: h\r\nContent-Length: ${smuggled.length}\r\nContent-Length: 0\r\n\r\n${smuggled}`,
	'Content-Length: 0, N': `POST /login HTTP/1.1\r\nHost: h\r\nContent-Length: 0, ${smuggled.length}\r\n\r\n${smuggled}`,
	'Content-Length: +0': `POST /login HTTP/1.1\r\nHost: h\r\nContent-Length: +0\r\n\r\n${smuggled}`,
	'Content-Length: 0x0': `POST /login HTTP/1.1\r\nHost: h\r\nContent-Length: 0x0\r\n\r\n${smuggled}`,
	'Transfer-Encoding: xchunked': `POST /login HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`,
	'Transfer-Encoding twice': `POST /login HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${smuggled}`,
	'a blank before the colon': `POST /login HTTP/1.1\r\nHost: h\r\nContent-Length : ${smuggled.length}\r\n\r\n${smuggled}`,
	'a folded line': `POST /login HTTP/1.1\r\nHost: h\r\nContent-Length: ${smuggled.length}\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${smuggled}`,
	'a chunk size that overflows': `POST /login HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF0\r\n${smuggled}`,
}
const took = []
for (const [name, bytes] of Object.entries(shapes)) {
	const r = await raw(desk.port, bytes)
	const answers = (r.match(/HTTP\/1\.1 (?!400)\d\d\d/g) ?? []).length
	if (answers > 1 || !/^HTTP\/1\.1 (400|413)/.test(r) || /smuggled/.test(r)) took.push(`${name}: ${answers} answers: ${r.slice(0, 60)}`)
}
ok(!took.length, `${Object.keys(shapes).length} ambiguous requests: each is refused, none becomes two`, took)
const large = [`GET / HTTP/1.1\r\nHost: h\r\nX: ${'a'.repeat(200000)}\r\n\r\n`, `GET / HTTP/1.1\r\nHost: h\r\n${'X: a\r\n'.repeat(30000)}\r\n`, `GET /${'a'.repeat(200000)} HTTP/1.1\r\nHost: h\r\n\r\n`, `${'G'.repeat(200000)} / HTTP/1.1\r\nHost: h\r\n\r\n`,
	`GET / HTTP/1.1\r\nHost: h\r\nCookie: ${'mainstay=x; '.repeat(10000)}\r\n\r\n`, `GET / HTTP/9.9\r\nHost: h\r\n\r\n`, `GET / HTTP/1.1\r\nHost: h\r\nX\u0000Y: a\r\n\r\n`, `\u0016\u0003\u0001\u0002\u0000\u0001\u0000`, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']
const huge = []
for (const bytes of large) {
	const r = await raw(desk.port, bytes)
	if (/^HTTP\/1\.1 (200|5)/.test(r) && !/^HTTP\/1\.1 505/.test(r)) huge.push(r.slice(0, 80))
}
ok(!huge.length && (await get(c, '', '/login')).status === 200, 'what is too large or no HTTP is refused, and the next is answered', huge)
const methods = []
for (const method of ['HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE', 'PATCH', 'CONNECT', 'PROPFIND', 'get'])
	for (const r of routes) {
		const target = r.path.replace(/\{[^}]*\}/, 'x')
		if (method !== 'HEAD' && !['/', '/account', '/people', '/register', '/login'].includes(target) && Math.abs(target.length % 4)) continue // HEAD of all, the others of some
		const q = await c.ask(method, target, { Cookie: app, ...O, 'X-Canary': 'kanary-echo' })
		if (method === 'HEAD' ? q.status >= 500 || q.body.length : q.status < 400 || q.status === 500) methods.push(`${method} ${target}: ${q.status}`)
		if (/kanary-echo/.test(q.head + q.body)) methods.push(`${method} ${target}: echo`)
	}
ok(!methods.length && (await get(c, app, '/account')).status === 200, 'other methods do nothing, and TRACE says nothing back', methods)
const override = await c.ask('GET', '/logout?_method=POST', { Cookie: app, 'X-HTTP-Method-Override': 'POST' })
ok(override.status === 404 && (await get(c, app, '/account')).status === 200, 'nor does a method in a header or an address')

// ---- pages of one are never answered to another ----
const mixed = []
const who = { [dora]: 'Name of dora', [gus]: 'Name of gus', [app]: 'Name of app' }
for (let i = 0; i < 60; i++)
	for (const [cookie, name] of Object.entries(who)) {
		const r = await get(i % 2 ? c : d, cookie, ['/advisories', '/register', '/watch'][i % 3])
		const page = r.body.toString()
		if (r.status !== 200 || !page.includes(name) || Object.values(who).some((x) => x !== name && page.includes(x))) mixed.push(`${name}: ${r.status}`)
	}
ok(!mixed.length, 'kept pages of three people, in turn: each their own', mixed)
a = await get(c, dora, '/advisories')
const etag = /\r\netag: *([^\r]*)/i.exec(a.head)?.[1] ?? '"x"'
const crossed = []
for (const tag_ of [etag, '*', `W/${etag}`]) for (const cookie of [gus, app, '']) if ((await get(c, cookie, '/advisories', { 'If-None-Match': tag_ })).status === 304) crossed.push(tag_)
ok(!crossed.length, 'an ETag of one page tells nobody else that theirs is the same', crossed)
const stored = []
for (const r of routes.filter((x) => x.method === 'GET' && !/\{|oidc/.test(x.path))) {
	const q = await get(c, app, r.path)
	if (!/\r\ncache-control: (no-store|private, no-cache)/i.test(q.head)) stored.push(`${r.path}: ${/cache-control[^\r]*/i.exec(q.head)?.[0]}`)
}
ok(!stored.length, 'personal pages may not be kept elsewhere', stored)
const heads = (await Promise.all(['/login', '/advisories', '/no-such-page', '/asset/none'].map((t) => raw(desk.port, `GET ${t} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://evil.example\r\nCookie: ${app}\r\nConnection: close\r\n\r\n`, 3000)))).map((r) => r.split('\r\n\r\n')[0])
ok(heads.every((h) => /^HTTP/.test(h) && !/access-control-/i.test(h)), 'no answer lets other sites read it', heads)
ok(heads.every((h) => !/\r\n(server|x-powered-by|via):|mainstay\/|microhttpd/i.test(h)), 'no answer names the make of the server', heads)
for (const x of [c, d]) x.end()
desk.stop()
second.stop()
console.log(`1..${n}`)
process.exit(bad ? 1 : 0)
