// Words and tables. All that comes from the application gets onto the page as text nodes only.
"use strict";

const result = JSON.parse(document.getElementById("result").textContent);

const LOSSES_AT_FIRST = 300;

// what would move or hide the text around it is shown by its number
function visible(text) {
	return String(text).replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
			(character) => "[U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "]");
}

function element(name, attributes, ...children) {
	const made = document.createElement(name);
	Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
	made.append(...children.map((child) => (child instanceof Node) ? child : visible(child)));
	return made;
}

function fill(id, ...children) {
	document.getElementById(id).replaceChildren(...children.map((child) => (child instanceof Node) ? child : visible(child)));
}

function seconds(value) {
	return (value === null) ? "–" : value.toFixed(2) + " s";
}

function duration(value) {
	return (value < 1) ? (value * 1000).toFixed((value < 0.1) ? 1 : 0) + " ms" : value.toFixed(2) + " s";
}

// KEEP_ALIVE_TRAP is "keep alive trap"
function words(name) {
	return /^SIG/.test(name) ? name : name.toLowerCase().replaceAll("_", " ");
}

// columns are [heading, class of the cells]; the first cell of a row is its heading
function table(caption, columns, rows) {
	const head = element("tr", {}, ...columns.map(([name, kind]) => element("th", { scope: "col", class: kind }, name)));
	const body = element("tbody", {});
	rows.forEach((row) => body.append(element("tr", {}, ...row.map((cell, i) => (i === 0)
			? element("th", { scope: "row", class: columns[i][1] }, cell) : element("td", { class: columns[i][1] }, cell)))));
	return element("div", { class: "scroll" + ((rows.length > 20) ? " tall" : ""), role: "region", "aria-label": caption, tabindex: "0" },
			element("table", { class: "figures" }, element("caption", {}, caption), element("thead", {}, head), body));
}

function verdictClass() {
	return { PASSED: "passed", VOID: "unproven", NOT_STARTED: "unproven" }[result.verdict] ?? "failed";
}

function showHeader() {
	document.title = words(result.verdict) + " – rehearsal";
	const headline = document.getElementById("headline");
	headline.className = verdictClass();
	headline.textContent = visible(result.headline);
	fill("rehearsal", result.rehearsal, element("br", {}),
			new Date(result.startedAt).toLocaleString() + ", traffic for " + seconds(result.duration));
	const counts = [["sent", result.counts.sent], ["succeeded at once", result.counts.succeeded], ["re-tried", result.counts.retried],
		["lost", result.counts.lost], ["lost without any re-try", result.counts.lostWithoutRetry], ["pods killed", result.counts.killed]];
	fill("counts", ...counts.map(([name, count]) => element("div", {}, element("dt", {}, name),
			element("dd", (name === "lost" || name === "pods killed") && count > 0 ? { class: "failed" } : {}, String(count)))));
}

// "lost 3  the sentence"; examples of losses are left to the table of all of them
function whatAndSentence(text, details) {
	const [, what, sentence] = /^(.*?) {2}(.*)$/su.exec(text) ?? [null, "found", text];
	return [what, element("div", {}, sentence, ...details.filter((detail) => !detail.startsWith("e.g.")).map((detail) => element("div", { class: "hint" }, detail.replace(/ {2}/, " "))))];
}

function showVerdict() {
	const rows = [
		[words(result.verdict), result.headline.replace(/^[A-Z ]+: /, ""), "–"],
		...result.voidReasons.map((reason) => ["void", reason, "–"]),
		...result.findings.map((finding) => [...whatAndSentence(finding.sentence, finding.details), finding.remedy]),
		...result.notes.map((note) => ["note", note, "–"])];
	const caption = (result.findings.length > 1 && result.findings[0].rank !== "LOSS" && result.findings[0].rank !== "KILL")
		? "What was found; the first finding may have brought the others about: mend it first" : "What was found";
	fill("verdict", table(caption, [["What", "word"], ["Found", "text"], ["What mends it", "text"]], rows));
}

function hookOf(end) {
	if (end.hookFailure) {
		return "failed: " + end.hookFailure;
	}
	return (end.hookAnswered === null) ? "none" : "over at " + seconds(end.hookAnswered) + (end.hookStatus ? ", status " + end.hookStatus : "");
}

function pretty(body) {
	try {
		return JSON.stringify(JSON.parse(body), null, 2);
	}
	catch (error) {
		return body;
	}
}

function reportOf(pod) {
	const lines = pod.starterLines.map((line) => ((line.at === null) ? "" : seconds(line.at).padStart(9)) + "  " + line.text);
	return element("details", pod.starterLines.length ? { open: "" } : {}, element("summary", {}, pod.pod + ": its own report"),
			element("h3", {}, "The answer to its hook"), element("pre", {}, pod.end.hookBody ? pretty(pod.end.hookBody) : "none"),
			element("h3", {}, "What the starter logged"), element("pre", {}, lines.length ? lines.join("\n") : "nothing: the starter is not in this application"),
			element("p", { class: "hint" }, "All that it printed: " + pod.log));
}

function showPods() {
	const columns = [["Pod", "word"], ["Deleted at", "number"], ["Endpoint removed", "number"], ["Hook", "text"], ["SIGTERM", "number"],
		["Exit", "number"], ["Exit code", "number"], ["SIGKILL", "word"]];
	const rows = result.pods.map((pod) => [pod.pod, seconds(pod.deleted), seconds(pod.endpointRemoved), hookOf(pod.end),
		seconds(pod.end.sigterm), seconds(pod.end.exit), String(pod.end.exitCode), pod.end.killed ? "killed" : "no"]);
	fill("pods", rows.length ? table("All times but the deletion's count from the deletion", columns, rows) : "No pod was ended.");
	fill("reports", ...result.pods.map(reportOf));
}

function lossesTable(failures) {
	const columns = [["At", "number"], ["Outcome", "word"], ["Request", "text"], ["Pod", "word"], ["Cause", "text"], ["What the client saw", "text"]];
	const rows = failures.map((failure) => [seconds(failure.at), failure.retried ? "re-tried" : "lost", failure.request, failure.pod ?? "–",
		words(failure.cause), failure.detail + (failure.processed ? " (the pod had processed it)" : "")]);
	return table("Requests whose first attempt failed, " + rows.length + " of " + result.failures.length, columns, rows);
}

function showLosses() {
	if (!result.failures.length) {
		fill("losses", "None.");
		return;
	}
	fill("losses", lossesTable(result.failures.slice(0, LOSSES_AT_FIRST)));
	if (result.failures.length > LOSSES_AT_FIRST) {
		const more = element("button", { type: "button" }, "Show all " + result.failures.length);
		more.addEventListener("click", () => fill("losses", lossesTable(result.failures)));
		document.getElementById("losses").append(more);
	}
}

function showEvents() {
	fill("events-summary", result.timeline.length + " events");
	fill("events", table("Events", [["At", "number"], ["Pod", "word"], ["Kind", "word"], ["What", "text"]],
			result.timeline.map((event) => [seconds(event.at), event.pod ?? "–", words(event.kind), event.what])));
	fill("logs", "Logs of all pods: " + result.directory);
}
