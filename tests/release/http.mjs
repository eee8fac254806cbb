// SPDX-License-Identifier: Apache-2.0
//
// The least of an HTTP client: raw bytes of answers over one connection, so that nothing of an answer is hidden by a library.
import net from 'node:net'

export class Connection {
	constructor(port) {
		this.port = port
		this.data = Buffer.alloc(0)
	}
	open() {
		return new Promise((good, bad) => {
			this.socket = net.connect(this.port, '127.0.0.1', good)
			this.socket.setNoDelay(true)
			this.socket.on('error', bad)
			this.socket.on('data', (d) => {
				this.data = this.data.length ? Buffer.concat([this.data, d]) : d
				this.look()
			})
			this.socket.on('close', () => {
				this.closed = true
				this.look()
			})
		})
	}
	look() {
		if (!this.waiting) return
		const end = this.data.indexOf('\r\n\r\n')
		if (end < 0 && !this.closed) return
		if (end < 0) {
			const { done } = this.waiting
			this.waiting = null
			return done({ status: 0, head: '', body: Buffer.alloc(0) })
		}
		const head = this.data.subarray(0, end).toString('latin1')
		const length = /\r\ncontent-length: *(\d+)/i.exec(head)
		const chunked = /\r\ntransfer-encoding: *chunked/i.test(head)
		let size = this.waiting.head || /^HTTP\/1.1 (304|204)/.test(head) ? 0 : length ? Number(length[1]) : null
		let body
		if (chunked && !this.waiting.head) {
			const parts = []
			let at = end + 4
			for (;;) {
				const line = this.data.indexOf('\r\n', at)
				if (line < 0) return
				const n = parseInt(this.data.subarray(at, line).toString(), 16)
				if (this.data.length < line + 2 + n + 2) return
				parts.push(this.data.subarray(line + 2, line + 2 + n))
				at = line + 2 + n + 2
				if (!n) break
			}
			body = Buffer.concat(parts)
			this.data = this.data.subarray(at)
		} else {
			if (size === null) {
				if (!this.closed) return
				size = this.data.length - end - 4
			}
			if (this.data.length < end + 4 + size) return
			body = this.data.subarray(end + 4, end + 4 + size)
			this.data = this.data.subarray(end + 4 + size)
		}
		const { done } = this.waiting
		this.waiting = null
		done({ status: Number(head.slice(9, 12)), head, body })
	}
	// Once more where the server had closed the kept connection meanwhile.
	async ask(...what) {
		const answer = await this.askOnce(...what)
		return answer.head ? answer : this.askOnce(...what)
	}
	async askOnce(method, target, headers = {}, body = '') {
		if (!this.socket || this.closed) {
			this.closed = false
			this.data = Buffer.alloc(0)
			await this.open()
		}
		const lines = [`${method} ${target} HTTP/1.1`, `Host: 127.0.0.1`]
		for (const [k, v] of Object.entries(headers)) lines.push(`${k}: ${v}`)
		if (body || method === 'POST') lines.push('Content-Type: application/x-www-form-urlencoded', `Content-Length: ${Buffer.byteLength(body)}`)
		return new Promise((done) => {
			this.waiting = { done, head: method === 'HEAD' }
			this.socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
		})
	}
	async signIn(name, password) {
		const r = await this.ask('POST', '/login', { Origin: `http://127.0.0.1` }, `name=${name}&password=${encodeURIComponent(password)}`)
		const cookie = /\r\nset-cookie: *([^;\r\n]*)/i.exec(r.head)
		if (!cookie) throw new Error(`no session: ${r.head}`)
		this.cookie = cookie[1]
	}
	end() {
		this.socket?.destroy()
	}
}
