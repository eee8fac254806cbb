// SPDX-License-Identifier: Apache-2.0
// Passkeys: shows the boxes marked data-passkey where the browser can, asks the authenticator, sends what it says. Without this script one signs in by password.
(() => {
	'use strict'
	if (!window.PublicKeyCredential) return
	const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
	const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
	const post = async (path, body) => {
		const answer = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body || {}) })
		const value = await answer.json()
		if (!answer.ok) throw new Error(value.error)
		return value
	}
	const said = (credential) => {
		const response = {}
		for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) if (credential.response[name]) response[name] = text(credential.response[name])
		return { id: credential.id, type: credential.type, response }
	}
	const use = async () => {
		const options = await post('/login/passkey/begin')
		options.challenge = bytes(options.challenge)
		return said(await navigator.credentials.get({ publicKey: options }))
	}
	const make = async () => {
		const options = await post('/account/passkey/begin')
		options.challenge = bytes(options.challenge)
		options.user.id = bytes(options.user.id)
		for (const known of options.excludeCredentials) known.id = bytes(known.id)
		return said(await navigator.credentials.create({ publicKey: options }))
	}
	for (const box of document.querySelectorAll('[data-passkey]')) {
		const button = box.querySelector('button')
		const note = box.querySelector('[role=status]')
		box.hidden = false
		button.addEventListener('click', async () => {
			button.disabled = true
			note.textContent = ''
			try {
				const adds = box.dataset.passkey === 'add'
				const name = box.querySelector('input')
				const path = adds ? '/account/passkey?name=' + encodeURIComponent(name.value) : '/login/passkey?back=' + encodeURIComponent(box.dataset.back)
				location.assign((await post(path, await (adds ? make() : use()))).location)
			} catch (e) {
				note.textContent = box.dataset.failed + (e instanceof DOMException || !e.message ? '' : ' ' + e.message)
				button.disabled = false
			}
		})
	}
})()
