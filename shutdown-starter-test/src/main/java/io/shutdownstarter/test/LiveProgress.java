package io.shutdownstarter.test;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Tells where everything stands on one line of a terminal, which is rewritten: the time,
 * the clients' count, and the phase of each pod that is not gone.
 */
final class LiveProgress implements Progress {

	private static final String ESCAPE = "\u001b[";

	private static final String CLEAR = "\r" + ESCAPE + "K";

	// A line that is longer than the terminal is wide must not go on in a second one,
	// which could not be rewritten.
	private static final String NO_WRAP = ESCAPE + "?7l";

	private static final String WRAP = ESCAPE + "?7h";

	private final PrintStream out;

	private final Map<String, String> phases = new LinkedHashMap<>();

	private String traffic = "no traffic yet";

	private int gone;

	LiveProgress(PrintStream out) {
		this.out = out;
	}

	@Override
	public synchronized void progress(String line) {
		this.out.println(CLEAR + line);
	}

	@Override
	public synchronized void happened(TimelineEvent event) {
		String pod = event.pod();
		if (event.kind() == TimelineEvent.Kind.TRAFFIC) {
			this.traffic = event.what().replaceFirst("^traffic started: .*", "traffic started");
		}
		if (pod != null) {
			enter(pod, event.kind());
		}
		String line = "%8s  %s  %s".formatted(SecondsText.tenths(event.at()), this.traffic, pods());
		this.out.print(NO_WRAP + CLEAR + line + WRAP);
		this.out.flush();
	}

	private void enter(String pod, TimelineEvent.Kind kind) {
		String phase = phase(kind);
		if (kind == TimelineEvent.Kind.ENDED) {
			this.phases.remove(pod);
			this.gone++;
		}
		else if (phase != null) {
			this.phases.put(pod, phase);
		}
	}

	private static @Nullable String phase(TimelineEvent.Kind kind) {
		return switch (kind) {
			case STARTED -> "starting";
			case READY, ENDPOINT_ADDED -> "serving";
			case DELETED -> "deleted";
			case HOOK_SENT -> "in its hook";
			case HOOK_OVER -> "after its hook";
			case HOOK_FAILED -> "its hook failed";
			case SIGTERM -> "SIGTERM";
			case SIGKILL -> "SIGKILL";
			case ENDPOINT_REMOVED, ENDED, PROBE, TRAFFIC, NOTE -> null;
		};
	}

	private String pods() {
		String present = this.phases.entrySet()
			.stream()
			.map((pod) -> pod.getKey() + " " + pod.getValue())
			.collect(Collectors.joining(", "));
		return (this.gone > 0) ? present + ", " + this.gone + " gone" : present;
	}

	@Override
	public synchronized void close() {
		this.out.print(CLEAR);
		this.out.flush();
	}

}
