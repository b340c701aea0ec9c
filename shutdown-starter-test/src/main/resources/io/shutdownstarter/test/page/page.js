// Puts the page together.
"use strict";

const dark = matchMedia("(prefers-color-scheme: dark)");

showHeader();
showVerdict();
showPods();
showLosses();
showEvents();

// by name, for whoever looks at the figures from a console
const plots = Object.fromEntries(Object.entries({ pods: podsPlot(), losses: lossesPlot(), requests: requestsPlot() }).filter(([, made]) => made));

function setTheme(theme) {
	document.documentElement.dataset.theme = theme;
	document.getElementById("theme").textContent = (theme === "dark") ? "Light" : "Dark";
	document.getElementById("theme").setAttribute("aria-label", "Show this page " + ((theme === "dark") ? "light" : "dark"));
	Object.values(plots).forEach((made) => made.redraw(false));
}

setTheme(dark.matches ? "dark" : "light");
dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
document.getElementById("theme").addEventListener("click", () => setTheme((document.documentElement.dataset.theme === "dark") ? "light" : "dark"));
