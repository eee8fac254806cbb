// SPDX-License-Identifier: Apache-2.0
//
// All that B can ask: every page and command of `mainstay routes --json`, with ids that are B's own, released, hidden and not there; filters, searches,
// pages, methods, headers.
const queries = ['', '?q=pump', '?q=e', '?q=zzz', '?sector=water', '?sector=energy', '?sector=HIDDEN', '?kind=pump', '?kind=operator', '?organization=bravo',
	'?organization=carrier', '?organization=HIDDEN', '?area=Weir', '?area=HIDDEN', '?page=2', '?page=999', '?page=-1', '?page=x', '?state=hitting', '?state=quarantined',
	'?sort=newest', '?advisory=ADV-PUMP', '?advisory=HIDDEN', '?box=0,0,90,90', '?findings=2', '?through=2', '?q=HIDDEN', '?done=HIDDEN', '?id=b-pump-1', '?id=HIDDEN',
	'?kind=asset&id=HIDDEN', '?publisher=https%3A%2F%2Ffjordlogic.example', '?severity=high', '?tlp=RED', '?to=fr&back=/', '?to=ar&back=/register', '?q=%27%22%3C%25_']
const seen = ['bravo', 'meteo', 'carrier', 'gamma', 'b-pump-1', 'b-pump-2', 'b-pump-3', 'b-water', 'meteo-radar', 'carrier-1', 'carrier-2', 'calls', 'gamma-sub', 'named-1',
	'b-pump-1-rtu', 'carrier-relay', 'carrier-noc', 'bravo-duty', 'ADV-PUMP', 'ADV-CLEAR', 'bea', 'desk', 'energy', 'no-such', '1', '0', '-1', 'b-water|pumps|b-pump-1', '%00', '..']

// ids: of hidden records, all of one desk and none of the other.
export function requests(routes, ids) {
	const list = []
	const get = (target, more = {}) => list.push({ method: 'GET', target, headers: {}, ...more })
	for (const r of routes) {
		if (!r.path || r.path === '/account/totp') continue // a fresh secret for each asking
		const names = /\{/.test(r.path) ? [...seen, ...ids] : [null]
		for (const id of names) {
			const target = id === null ? r.path : r.path.replace(/\{[^}]*\}/, id.startsWith('%') ? id : encodeURIComponent(id))
			if (r.method === 'POST') {
				if (r.path !== '/logout' && r.path !== '/login') list.push({ method: 'POST', target, headers: { Origin: 'http://127.0.0.1' }, body: 'a=b' })
				list.push({ method: 'GET', target, headers: {} })
				continue
			}
			get(target)
			get(target) // again: a kept page
			if (id === null || ['b-pump-1', 'bravo', 'ADV-PUMP', ids[0], 'no-such'].includes(id))
				for (const q of queries) get(target + q.replaceAll('HIDDEN', encodeURIComponent(ids[0])))
			if (id === null || id === 'b-pump-1' || id === ids[0]) {
				get(target, { method: 'HEAD' })
				get(target, { method: 'OPTIONS' })
				get(target, { headers: { 'Accept-Encoding': 'gzip' } })
				get(target, { headers: { 'If-None-Match': '*' } })
				get(target, { headers: { 'Accept-Language': 'fr' } })
			}
		}
	}
	for (const target of ['/nowhere', '/register/', '//', '/asset/x.css', '/register/nodes/', '/favicon.ico', '/?x=%zz', '/register/nodes/%2e%2e%2f']) get(target)
	return list
}

const words = {
	'advisory show': ['ADV-PUMP', 'ADV-CLEAR', 'no-such', 'HIDDEN'], history: [...seen, 'HIDDEN'],
	'impact fail': ['b-pump-1', 'b-pump-1 b-pump-2', 'carrier-1', 'gamma-sub', 'meteo-radar', 'calls', 'no-such', 'HIDDEN', 'b-pump-1 --mode loss', 'carrier-1 --mode cold',
		'b-pump-2 --reading best'],
	findings: ['', '--asset b-pump-1', '--asset carrier-1', '--asset HIDDEN', '--asset no-such', '--advisory ADV-PUMP', '--advisory ADV-CLEAR', '--advisory HIDDEN', '--advisory no-such'],
	affected: ['', '--organization bravo', '--organization carrier', '--organization HIDDEN', '--organization no-such', '--advisory ADV-PUMP', '--advisory ADV-CLEAR',
		'--advisory HIDDEN', '--advisory no-such'],
	export: ['EXPORT', 'EXPORT --json-lines'], 'release who': ['b-pump-1', 'HIDDEN'], 'release explain': ['HIDDEN --for bea'], 'release mark': ['HIDDEN --audience bravo'],
	'user clear': ['bea --level 1'], 'grant add': ['bravo --all --agreement x'], 'grant end': ['1'], import: ['.'], 'advisory read': ['.'], 'user add': ['x'],
	'level set': ['1 x'], 'alias add': ['vendor a b'], 'alias remove': ['1'], 'setting set': ['sign-in.origin x'],
}
const skipped = new Set(['serve', 'settle'])

export function commands(routes, ids) {
	const list = []
	for (const r of routes)
		if (r.command && r.right !== '-' && !skipped.has(r.command)) // '-': opens no desk
			for (const w of words[r.command] ?? [r.arguments ? 'no-such' : ''])
				for (const id of w.includes('HIDDEN') ? ids : ['']) // each hidden id where there is one
					for (const json of [[], ['--json']])
						list.push([...r.command.split(' '), ...w.split(' ').filter(Boolean).map((x) => (x === 'HIDDEN' ? id : x)), ...json])
	return list
}
