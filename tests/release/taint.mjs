// SPDX-License-Identifier: Apache-2.0
//
// taint.mjs PROGRAM DESK ROOT FOLDER SEED: a random desk in which every hidden text carries a canary; as B every link is followed and every form of a page
// asked, and whole answers (head, body, unpacked, unescaped) are searched for canaries. So are the outputs of all commands. Prints TAP.
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { AT, Desk, world } from './desk.mjs'
import { Connection } from './http.mjs'
import { commands, requests } from './requests.mjs'

const [program, where, root, folder, seed] = process.argv.slice(2)
const MOST = 4000
let n = 0, bad = 0
function ok(good, name, why = []) {
	console.log(`${good ? 'ok' : 'not ok'} ${++n} - ${name}`)
	if (!good) {
		bad++
		for (const line of why.slice(0, 40)) console.log(`# ${line}`)
	}
}
const w = world(seed, 0), desk = new Desk(program, where, path.join(folder, 'taint'), root)
desk.fill(w, 0)

// A canary in any dress: its last 14 letters are hexadecimal, so case, percent, HTML and JSON escapes are undone before the search.
const marks = new Map([...w.canaries].map((c) => [c.slice(-14), c]))
function dresses(bytes) {
	const text = bytes.toString('latin1')
	const html = text.replace(/&#(x?)([0-9a-f]+);/gi, (_, x, d) => String.fromCharCode(parseInt(d, x ? 16 : 10)))
	const json = text.replace(/\\u([0-9a-f]{4})/gi, (_, d) => String.fromCharCode(parseInt(d, 16)))
	const percent = text.replace(/%([0-9a-f]{2})/gi, (_, d) => String.fromCharCode(parseInt(d, 16)))
	const base64 = [...text.matchAll(/[A-Za-z0-9+/_-]{20,}={0,2}/g)].map((m) => Buffer.from(m[0], 'base64').toString('latin1')).join('\n')
	return [text, html, json, percent, base64]
}
function search(bytes, given = '') {
	const found = new Set()
	for (const text of dresses(bytes))
		for (const m of text.toLowerCase().matchAll(/(?=([0-9a-f]{14}))/g)) if (marks.has(m[1]) && !given.includes(m[1])) found.add(marks.get(m[1]))
	return [...found]
}
const self = [...w.canaries][0]
ok(['', '%', 'html'].every((how) => {
	const text = how === '%' ? [...self].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('') : how ? [...self].map((c) => `&#${c.charCodeAt(0)};`).join('') : self.toUpperCase()
	return search(Buffer.from(`<p>${text}</p>`)).length === 1
}), `the search finds a canary in every dress; ${w.canaries.size} canaries`)

await desk.serve()
const c = new Connection(desk.port)
await c.signIn('bea', desk.password)
const seen = new Set(), queue = [], leaks = []
let crawled = 0
const push = (target) => {
	const t = target.replaceAll('&amp;', '&').replace(/#.*$/, '')
	if (t.startsWith('/') && !t.startsWith('//') && !t.startsWith('/logout') && !seen.has(t) && seen.size < MOST) {
		seen.add(t)
		queue.push(t)
	}
}
async function look(method, target, headers, body, given) {
	const r = await c.ask(method, target, { Cookie: c.cookie, ...headers }, body)
	let plain = r.body
	if (/content-encoding: *gzip/i.test(r.head)) plain = zlib.gunzipSync(r.body)
	for (const leak of search(Buffer.concat([Buffer.from(r.head), plain]), given)) leaks.some((l) => l.endsWith(leak)) || leaks.push(`${method} ${target}: ${leak}`)
	crawled++
	return plain.toString('utf8')
}
push('/')
while (queue.length) {
	const target = queue.shift()
	const page = await look('GET', target, crawled % 2 ? { 'Accept-Encoding': 'gzip' } : {}, '', '')
	for (const m of page.matchAll(/\b(?:href|src|action|formaction)="([^"]*)"/g)) push(m[1])
	for (const form of page.matchAll(/<form[^>]*method="get"[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g))
		for (const field of form[2].matchAll(/<(?:input|select)[^>]*name="([^"]*)"/g)) {
			for (const value of ['a', 'e', 'pump', 'bravo', '1']) push(`${form[1]}?${field[1]}=${value}`)
			for (const option of form[2].matchAll(/<option[^>]*value="([^"]*)"/g)) push(`${form[1]}?${field[1]}=${encodeURIComponent(option[1])}`)
		}
}
ok(crawled > 30, `${crawled} answers of a crawl from the first page`)
const routes = desk.must('routes', '--json').trim().split('\n').map((l) => JSON.parse(l))
// What is asked for by name may be said back, but nothing else.
const ids = [...w.hiddenIds, ...w.hiddenAdvisories]
for (const r of requests(routes, ids)) await look(r.method, r.target, r.headers, r.body, decodeURIComponent(r.target.replace(/%(?![0-9a-f]{2})|%00|%zz/gi, '')).toLowerCase())
for (const target of seen) if (Math.abs(target.length % 3) === 0) await look('HEAD', target, {}, '', '')
ok(!leaks.length, `${crawled} answers of the server hold nothing that is hidden`, leaks)
c.end()
desk.stop()

const told = []
let ran = 0
for (const words of commands(routes, [...ids.slice(0, 6), w.upstream.station])) {
	const out = path.join(folder, 'exported')
	fs.rmSync(out, { recursive: true, force: true })
	const r = desk.run('--as', 'bea', '--at', AT, ...words.map((x) => (x === 'EXPORT' ? out : x)))
	const exported = fs.existsSync(out) ? fs.readdirSync(out).map((f) => fs.readFileSync(path.join(out, f))) : []
	ran++
	for (const leak of search(Buffer.concat([r.out, r.err, ...exported]), words.join(' '))) told.some((l) => l.endsWith(leak)) || told.push(`${words.join(" ")}: ${leak}`)
}
ok(!told.length, `${ran} commands tell nothing that is hidden`, told)
console.log(`1..${n}`)
process.exit(bad ? 1 : 0)
