package io.shutdownstarter.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The processor time of another process. On Linux the sum of its threads, in nanoseconds:
 * that of the whole process is only told in hundredths of a second.
 */
final class ProcessorTime {

	private final ProcessHandle process;

	private final Path threads;

	private final Map<Path, Long> last = new HashMap<>();

	private long lastOfProcess;

	ProcessorTime(long process) {
		this.process = ProcessHandle.of(process).orElseThrow();
		this.threads = Path.of("/proc", Long.toString(process), "task");
	}

	/**
	 * What has been used since the last time this was asked. What a thread that has ended
	 * used at last is missing.
	 * @return the time in nanoseconds
	 * @throws IOException if the process has ended
	 */
	long lap() throws IOException {
		if (!Files.isDirectory(this.threads)) {
			long now = this.process.info().totalCpuDuration().map(Duration::toNanos).orElseThrow();
			long lap = now - this.lastOfProcess;
			this.lastOfProcess = now;
			return lap;
		}
		long lap = 0;
		try (DirectoryStream<Path> directory = Files.newDirectoryStream(this.threads)) {
			for (Path thread : directory) {
				lap += lapOf(thread);
			}
		}
		return lap;
	}

	private long lapOf(Path thread) {
		try {
			String text = Files.readString(thread.resolve("schedstat"));
			long now = Long.parseLong(text.substring(0, text.indexOf(' ')));
			Long before = this.last.put(thread, now);
			return now - ((before != null) ? before : 0);
		}
		catch (IOException ex) {
			// it has just ended
			return 0;
		}
	}

}
