package io.shutdownstarter.support;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;

/**
 * What has blocked an event loop in this JVM. Threads of other schedulers, which must not
 * block either, wait for the locks of their own queues, and are left out.
 */
public final class BlockedEventLoops {

	/** Enough to see who it was. */
	private static final int FRAMES = 30;

	private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

	static {
		// once: a JVM has one watch for all tests
		BlockHound.builder().loadIntegrations().blockingMethodCallback(BlockedEventLoops::blocked).install();
	}

	private BlockedEventLoops() {
	}

	/** Begins to watch, and forgets what was seen before. */
	public static void watch() {
		SEEN.clear();
	}

	public static List<String> seen() {
		return List.copyOf(SEEN);
	}

	private static void blocked(BlockingMethod method) {
		String thread = Thread.currentThread().getName();
		if (thread.startsWith("reactor-http")) {
			SEEN.add(method + " on " + thread + at());
		}
	}

	private static String at() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.limit(FRAMES).map((frame) -> "\n\t" + frame).collect(Collectors.joining()));
	}

}
