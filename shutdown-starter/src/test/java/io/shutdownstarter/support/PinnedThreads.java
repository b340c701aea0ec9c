package io.shutdownstarter.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Records which virtual threads of this JVM hold on to their carrier while they wait, for
 * however short a time. Needs a JDK that has virtual threads.
 */
public final class PinnedThreads implements AutoCloseable {

	private static final String PINNED = "jdk.VirtualThreadPinned";

	private static final String STARTED = "jdk.VirtualThreadStart";

	private final Recording recording = new Recording();

	private List<RecordedEvent> events = List.of();

	private PinnedThreads() {
		this.recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
		this.recording.enable(STARTED).withoutStackTrace();
		this.recording.start();
	}

	/**
	 * Begins to record.
	 * @return what is recorded
	 */
	public static PinnedThreads record() {
		return new PinnedThreads();
	}

	/**
	 * Ends the recording.
	 */
	public void stop() throws IOException {
		this.recording.stop();
		Path file = Files.createTempFile("pinned-", ".jfr");
		try {
			this.recording.dump(file);
			this.events = RecordingFile.readAllEvents(file);
		}
		finally {
			Files.delete(file);
		}
	}

	/**
	 * The virtual threads that were started.
	 * @return their number
	 */
	public long started() {
		return this.events.stream().filter((event) -> event.getEventType().getName().equals(STARTED)).count();
	}

	/**
	 * Where threads were pinned.
	 * @return their stacks
	 */
	public List<String> stacks() {
		return this.events.stream()
			.filter((event) -> event.getEventType().getName().equals(PINNED))
			.map(PinnedThreads::stack)
			.toList();
	}

	@Override
	public void close() {
		this.recording.close();
	}

	private static String stack(RecordedEvent event) {
		RecordedStackTrace trace = event.getStackTrace();
		if (trace == null) {
			return event.toString();
		}
		return trace.getFrames()
			.stream()
			.map((frame) -> frame.getMethod().getType().getName() + "." + frame.getMethod().getName())
			.collect(Collectors.joining("\n\tat ", event.getDuration() + "\n\tat ", ""));
	}

}
