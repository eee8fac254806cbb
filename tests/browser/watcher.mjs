// SPDX-License-Identifier: Apache-2.0
// Looks over a page's shoulder: console errors, requests that fail or leave the desk, bytes on the wire, what the house forbids in HTML.

export class Watcher {
	constructor(page, address) {
		this.page = page
		this.address = address
		this.complaints = []
		this.expected = new Set() // statuses that a test wants to see
		page.on('console', (message) => {
			if (['error', 'warning'].includes(message.type()) && ![...this.expected].some((s) => message.text().includes(` ${s} `)))
				this.complaints.push(`console: ${message.text()}`)
		})
		page.on('pageerror', (error) => this.complaints.push(`script: ${error.message}`))
		page.on('request', (request) => {
			if (!request.url().startsWith(address) && !request.url().startsWith('data:')) this.complaints.push(`leaves the desk: ${request.url()}`)
		})
		page.on('requestfailed', (request) => {
			// Going on to the next page ends what the last one was still getting.
			if (request.failure().errorText !== 'net::ERR_ABORTED') this.complaints.push(`failed: ${request.url()} ${request.failure().errorText}`)
		})
		page.on('response', (response) => {
			if (response.status() >= 400 && !this.expected.has(response.status())) this.complaints.push(`${response.status()}: ${response.url()}`)
		})
	}

	// Counts bytes as they come over the wire, headers included, with nothing from a cache.
	async weigh() {
		this.cdp = await this.page.context().newCDPSession(this.page)
		await this.cdp.send('Network.enable')
		await this.cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
		this.bytes = 0
		this.cdp.on('Network.loadingFinished', (event) => {
			this.bytes += event.encodedDataLength
		})
	}

	take() {
		const seen = this.complaints
		this.complaints = []
		return seen
	}
}

// What must not stand in a page, and what must. Runs in the page.
export function faults() {
	const out = []
	const all = (selector) => [...document.querySelectorAll(selector)]
	if (all('[style], script:not([src])').length) out.push('inline style or script')
	for (const e of all('*')) for (const a of e.attributes) if (a.name.startsWith('on')) out.push(`${e.tagName} ${a.name}`)
	if (all('h1').length !== 1) out.push(`${all('h1').length} h1`)
	if (!document.documentElement.lang) out.push('no lang')
	if (!['ltr', 'rtl'].includes(document.documentElement.dir)) out.push('no dir')
	if (!document.title) out.push('no title')
	for (const i of all('img:not([alt])')) out.push('img without alt: ' + i.src)
	for (const f of all('input:not([type=hidden]), select, textarea'))
		if (!f.labels.length && !f.getAttribute('aria-label')) out.push('field without label: ' + f.name)
	for (const b of all('button, a[href]')) if (!b.textContent.trim() && !b.getAttribute('aria-label')) out.push('without a name: ' + b.outerHTML.slice(0, 80))
	for (const l of all('[aria-labelledby]')) if (!document.getElementById(l.getAttribute('aria-labelledby'))) out.push('labelled by nothing: ' + l.getAttribute('aria-labelledby'))
	const ids = all('[id]').map((e) => e.id)
	for (const id of new Set(ids)) if (ids.filter((x) => x === id).length > 1) out.push('id twice: ' + id)
	for (const s of all('svg')) if (!s.closest('[aria-hidden=true]') && s.getAttribute('aria-hidden') !== 'true' && !s.getAttribute('aria-label') && !s.querySelector('title'))
		out.push('picture without words: ' + s.outerHTML.slice(0, 60))
	return out
}

// How far the page is wider than the screen, and what sticks out. Runs in the page.
export function overflow() {
	const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
	if (wide <= 0) return null
	const edge = document.documentElement.clientWidth
	const guilty = [...document.querySelectorAll('main *, header *, footer *')].filter((e) => {
		const box = e.getBoundingClientRect()
		return (box.right > edge + 1 || box.left < -1) && !e.closest('.scroll')
	})
	return `${wide} px too wide: ` + guilty.slice(0, 3).map((e) => e.outerHTML.slice(0, 80)).join(' | ')
}
