// The plots, which share their time. Axes, scales, zoom and legends are uPlot's; shapes and bars are ours.
"use strict";

// requests are in the order of time
const end = Math.max(result.duration, 1, result.requests.at.at(-1) ?? 0, ...result.timeline.map((event) => event.at));

const pixels = (count) => count * uPlot.pxRatio;

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

const SHAPES = {
	"●": (path, x, y, r) => { path.moveTo(x + r, y); path.arc(x, y, r, 0, 2 * Math.PI); },
	"○": (path, x, y, r) => SHAPES["●"](path, x, y, r),
	"◆": (path, x, y, r) => polygon(path, [[x, y - r], [x + r, y], [x, y + r], [x - r, y]]),
	"◇": (path, x, y, r) => SHAPES["◆"](path, x, y, r),
	"▼": (path, x, y, r) => polygon(path, [[x - r, y - r], [x + r, y - r], [x, y + r]]),
	"■": (path, x, y, r) => path.rect(x - r, y - r, 2 * r, 2 * r),
	"┃": (path, x, y, r) => { path.moveTo(x, y - 2 * r); path.lineTo(x, y + 2 * r); },
	"✕": (path, x, y, r) => { path.moveTo(x - r, y - r); path.lineTo(x + r, y + r); path.moveTo(x + r, y - r); path.lineTo(x - r, y + r); }
};

const HOLLOW = "○◇✕┃";

function polygon(path, corners) {
	corners.forEach(([x, y], i) => (i === 0) ? path.moveTo(x, y) : path.lineTo(x, y));
	path.closePath();
}

// a series of shapes without a line
function marks(shape, label, name, radius) {
	const paths = (plot, series, first, last) => {
		const path = new Path2D();
		for (let i = first; i <= last; i++) {
			if (plot.data[series][i] != null) {
				SHAPES[shape](path, plot.valToPos(plot.data[0][i], "x", true), plot.valToPos(plot.data[series][i], "y", true), pixels(radius));
			}
		}
		return { stroke: path, fill: HOLLOW.includes(shape) ? null : path, flags: 3 };
	};
	return { label: shape + " " + label, tone: name, stroke: () => color(name), paths: () => null,
		points: { show: true, size: 2 * radius, width: HOLLOW.includes(shape) ? 2 : 0.5, stroke: () => color(name), fill: () => color(name), paths } };
}

function axis(more) {
	return { stroke: () => color("faint"), grid: { stroke: () => color("line"), width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif", ...more };
}

const leftOf = (container) => (container.clientWidth < 600) ? 96 : 120;

function plot(container, height, label, options, data) {
	const made = new uPlot({
		width: container.clientWidth, height,
		legend: { live: false },
		cursor: { y: false, sync: { key: "rehearsal", scales: ["x", null] }, drag: { x: true, y: false }, points: { show: false }, ...options.cursor },
		scales: { x: { time: false }, ...options.scales },
		series: [{ label: "s" }, ...options.series],
		axes: [axis({ size: 28, space: 60, values: (self, splits) => splits.map((split) => split + " s") }), axis({ size: () => leftOf(container), ...options.axis })],
		hooks: options.hooks ?? {}
	}, data, container);
	container.querySelectorAll(".u-series .u-label").forEach((name, i) => name.style.color = "var(--" + options.series[i].tone + ")");
	const canvas = container.querySelector("canvas");
	canvas.setAttribute("role", "img");
	canvas.setAttribute("aria-label", label);
	new ResizeObserver(() => made.setSize({ width: container.clientWidth, height })).observe(container);
	return made;
}

// data in columns: the whole time, so that all plots begin and end alike, and a column for each kind
function columns(points, kinds) {
	const sorted = [{ at: 0 }, ...points, { at: end }].sort((one, other) => one.at - other.at);
	return [sorted.map((point) => point.at), ...kinds.map((kind) => sorted.map((point) => (point.kind === kind) ? point.y : null))];
}

const EVENTS = [["ENDPOINT_REMOVED", "▼", "endpoint removed", "text"], ["HOOK_SENT", "◇", "hook called", "propagating"],
	["HOOK_OVER", "◆", "hook over", "propagating"], ["HOOK_FAILED", "✕", "hook failed", "failed"], ["SIGTERM", "┃", "SIGTERM", "retried"],
	["SIGKILL", "✕", "SIGKILL", "lost"], ["ENDED", "■", "exit", "text"]];

const STATES = { STARTED: "starting", READY: "serving", DELETED: "terminating", SIGTERM: "closing", ENDED: null };

// what a pod did, from one change to the next
function barsOf(pod, lane) {
	const bars = [];
	result.timeline.filter((event) => event.pod === pod && event.kind in STATES).forEach((event) => {
		if (bars.length && bars.at(-1).to === null) {
			bars.at(-1).to = event.at;
		}
		if (STATES[event.kind]) {
			bars.push({ lane, name: STATES[event.kind], from: event.at, to: null, top: -0.36, bottom: 0.12 });
		}
	});
	return bars.map((bar) => ({ ...bar, to: bar.to ?? end }));
}

function phasesOf(pod, lane) {
	return result.pods.filter((ended) => ended.pod === pod).flatMap((ended) => ended.phases)
		.map((phase) => ({ lane, name: phase.phase.toLowerCase(), from: phase.from, to: phase.to, top: 0.16, bottom: 0.32 }));
}

function drawBars(self, bars) {
	const { ctx, bbox } = self;
	ctx.save();
	ctx.beginPath();
	ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
	ctx.clip();
	ctx.font = pixels(11) + "px system-ui, sans-serif";
	ctx.textAlign = "left";
	ctx.textBaseline = "middle";
	bars.forEach((bar) => {
		const [left, right] = [bar.from, bar.to].map((at) => self.valToPos(at, "x", true));
		const [top, bottom] = [bar.top, bar.bottom].map((offset) => self.valToPos(bar.lane + offset, "y", true));
		ctx.fillStyle = color(bar.name);
		ctx.fillRect(left, top, Math.max(right - left, pixels(1)), bottom - top);
		const shown = Math.max(left, bbox.left);
		if (bottom - top >= pixels(14) && Math.min(right, bbox.left + bbox.width) - shown > ctx.measureText(bar.name).width + pixels(10)) {
			ctx.fillStyle = color("text");
			ctx.fillText(bar.name, shown + pixels(5), (top + bottom) / 2);
		}
	});
	ctx.restore();
}

// names at the side, the first on top
function lanes(names) {
	return {
		scales: { y: { range: [-0.5, names.length - 0.5], dir: -1 } },
		axis: { splits: () => names.map((name, i) => i), values: () => names, grid: { show: false }, gap: 6 }
	};
}

function podsPlot() {
	const names = [...new Set(result.timeline.map((event) => event.pod).filter((pod) => pod !== null))];
	const container = document.getElementById("pods-plot");
	if (!names.length) {
		container.textContent = "No pod was started.";
		return null;
	}
	const bars = names.flatMap((name, lane) => [...barsOf(name, lane), ...phasesOf(name, lane)]);
	const shown = EVENTS.filter(([kind]) => result.timeline.some((event) => event.pod !== null && event.kind === kind));
	const points = result.timeline.filter((event) => event.pod !== null)
		.map((event) => ({ at: event.at, kind: event.kind, y: names.indexOf(event.pod) + ((event.kind === "ENDPOINT_REMOVED") ? -0.38 : -0.12) }));
	const made = plot(container, names.length * 46 + 72, "Timeline of " + names.length + " pods; the tables below have its figures",
			{ ...lanes(names.map(visible)), series: shown.map(([, shape, label, name]) => marks(shape, label, name, 5)), hooks: { drawAxes: [(self) => drawBars(self, bars)] } },
			columns(points, shown.map(([kind]) => kind)));
	container.append(element("ul", { class: "key" }, ...[...new Set(bars.map((bar) => bar.name))].map((name) => {
		const swatch = element("span", {});
		swatch.style.background = "var(--" + name + ")";
		return element("li", {}, swatch, name);
	})));
	return made;
}

function lossesPlot() {
	const causes = [...new Set(result.failures.map((failure) => failure.cause))];
	if (!causes.length) {
		document.getElementById("losses-part").hidden = true;
		return null;
	}
	const count = (retried) => result.failures.filter((failure) => failure.retried === retried).length;
	const points = result.failures.map((failure) => ({ at: failure.at, kind: failure.retried, y: causes.indexOf(failure.cause) }));
	return plot(document.getElementById("losses-plot"), causes.length * 46 + 72, count(false) + " requests lost and " + count(true) + " re-tried, by cause",
			{ ...lanes(causes.map((cause) => words(cause).replace(/(.{9,}) /, "$1\n"))), series: [marks("✕", "lost", "lost", 5), marks("○", "re-tried with success", "retried", 5)] },
			columns(points, [false, true]));
}

const ENDINGS = [["SUCCEEDED", "●", "succeeded", "succeeded", 2, "succeeded"], ["RETRIED", "◇", "re-tried", "retried", 5, "retried"], ["LOST", "✕", "lost", "lost", 5, "lost"]];

// a duration of zero has no place on a logarithmic scale
const LEAST_DURATION = 0.0001;

function drawSigterms(self) {
	const { ctx, bbox } = self;
	ctx.save();
	ctx.strokeStyle = color("faint");
	ctx.lineWidth = pixels(1);
	ctx.setLineDash([pixels(4), pixels(4)]);
	result.timeline.filter((event) => event.kind === "SIGTERM").map((event) => self.valToPos(event.at, "x", true))
		.filter((x) => x >= bbox.left && x <= bbox.left + bbox.width)
		.forEach((x) => {
			ctx.beginPath();
			ctx.moveTo(x, bbox.top);
			ctx.lineTo(x, bbox.top + bbox.height);
			ctx.stroke();
		});
	ctx.restore();
}

// the request next to the pointer, of those within a few pixels
function nearest(self) {
	const { left, top } = self.cursor;
	const reach = 14;
	let found = -1;
	let least = reach * reach;
	for (let i = self.valToIdx(self.posToVal(left - reach, "x")); i < self.data[0].length; i++) {
		const x = self.valToPos(self.data[0][i], "x") - left;
		if (x > reach) {
			break;
		}
		const y = [1, 2, 3].filter((series) => self.series[series].show).map((series) => self.data[series][i]).find((value) => value != null);
		const distance = (y === undefined) ? Infinity : x * x + (self.valToPos(y, "y") - top) ** 2;
		if (distance < least) {
			least = distance;
			found = i;
		}
	}
	return found;
}

function describe(i) {
	const { at, took, names, request, pods, pod, reused, status, ending, cause } = result.requests;
	return [seconds(at[i]), visible(names[request[i]]), (pod[i] < 0) ? "no pod" : visible(pods[pod[i]]), reused[i] ? "kept connection" : "new connection",
		status[i] ? "status " + status[i] : "no answer", duration(took[i]), (ending[i] === "RETRIED") ? "re-tried" : words(ending[i]), cause[i] ? words(cause[i]) : null]
		.filter((part) => part !== null).join(" · ");
}

function requestsPlot() {
	const container = document.getElementById("requests-plot");
	const { at, took, ending } = result.requests;
	if (!at.length) {
		container.textContent = "No request was sent.";
		return null;
	}
	const data = columns(at.map((time, i) => ({ at: time, kind: ending[i], y: Math.max(took[i], LEAST_DURATION) })), ENDINGS.map(([name]) => name));
	const label = ENDINGS.map(([, , name, , , count]) => result.counts[count] + " " + name).join(", ");
	const setups = at.length - result.counts.sent;
	fill("setups", (setups > 0) ? " The setup's " + setups + ", which no count contains, " + ((setups === 1) ? "is" : "are") + " among them." : "");
	const hint = document.getElementById("request").textContent;
	return plot(container, 380, result.counts.sent + " requests by duration: " + label, {
		scales: { y: { distr: 3, range: (self, least, most) => uPlot.rangeLog(least, most, 10, true) } },
		axis: { values: (self, splits) => splits.map((split) => (split == null) ? null : (split < 1) ? Number((split * 1000).toPrecision(3)) + " ms" : split + " s") },
		series: ENDINGS.map(([kind, shape, name, tone, radius]) => marks(shape, name + " " + ending.filter((one) => one === kind).length, tone, radius)),
		hooks: { drawAxes: [drawSigterms], setCursor: [(self) => {
			// the first of the data is the beginning of time
			const i = self.over.matches(":hover") ? nearest(self) : -1;
			document.getElementById("request").textContent = (i >= 0) ? describe(i - 1) : hint;
		}] }
	}, data);
}
