# SPDX-License-Identifier: Apache-2.0
# A CSAF 2.0 advisory of a fictional vendor from words; see tests/scenario/norland.sh.
def day($n): "2026-01-\(if $n < 10 then "0" else "" end)\($n)T08:00:00Z";
$ARGS.positional as [$id, $vendor, $product]
| [$ARGS.positional[3:][] | select(. != "") | capture("^(?<key>[a-z_]+)=(?<value>.*)$")] as $words
| (reduce $words[] as $w ({}; .[$w.key] = $w.value)) as $set
| ($set.revision // "1" | tonumber) as $revision
| ["known_affected", "first_affected", "last_affected", "fixed", "first_fixed", "recommended", "known_not_affected", "under_investigation"] as $statuses
| [$words[] | select(.key | IN($statuses[]))] | to_entries | map(.value + {id: "P\(.key + 1)"}) as $products
| [$products[] | select(.key | endswith("affected") and (startswith("known_not") | not)) | .id] as $hit
| {
	document: ({
		category: "csaf_security_advisory", csaf_version: "2.0", lang: "en",
		title: ($set.title // "\($product): a crafted message stops the device"),
		publisher: {category: "vendor", name: $vendor, namespace: ($set.publisher // "https://\($vendor | ascii_downcase | gsub("[^a-z]"; "")).example")},
		tracking: {
			id: $id, status: "final", version: "\($revision)", initial_release_date: day(1), current_release_date: day($revision),
			revision_history: [range(1; $revision + 1) | {date: day(.), number: "\(.)", summary: "Release \(.)"}]
		},
		notes: [{category: "summary", title: "Summary", text: "A crafted message stops the device."}]
	} + (if $set.tlp then {distribution: {tlp: {label: $set.tlp}}} else {} end)),
	product_tree: {branches: [{category: "vendor", name: $vendor, branches: [{category: "product_name", name: $product, branches: [
		$products[]
		| (.value | test("^([<>=]|vers:|all )")) as $range
		| {
			category: (if $range then "product_version_range" else "product_version" end),
			name: (if .value == "" then "all versions" else .value end),
			product: {product_id: .id, name: "\($vendor) \($product) \(.value)"}
		}
	]}]}]},
	vulnerabilities: [{
		cve: "CVE-2026-\("\($id | explode | add)" | "1000\(.)"[-5:])",
		title: "Missing check of a length",
		notes: [{category: "description", title: "Description", text: "A length is not checked."}],
		product_status: (reduce $products[] as $p ({}; .[$p.key] += [$p.id])),
		remediations: (if $hit == [] then [] else [{category: "mitigation", details: "Keep the device off other networks.", product_ids: $hit}] end),
		scores: (if $hit == [] then [] else [{
			products: $hit,
			cvss_v3: {version: "3.1", vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", baseScore: 7.5, baseSeverity: "HIGH"}
		}] end)
	} | with_entries(select(.value != []))]
}
