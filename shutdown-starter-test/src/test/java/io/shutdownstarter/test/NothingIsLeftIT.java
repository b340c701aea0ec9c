package io.shutdownstarter.test;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.shutdownstarter.test.fixture.RehearsalProgram;
import io.shutdownstarter.test.fixture.Server;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no process of a rehearsal outlives it, however it ends.
 */
@Timeout(120)
class NothingIsLeftIT {

	@TempDir
	private Path directory;

	// what JUnit does at a test's timeout
	@Test
	void anInterruptedRehearsalLeavesNothing() throws Exception {
		CountDownLatch trafficStarted = new CountDownLatch(1);
		CompletableFuture<Throwable> end = new CompletableFuture<>();
		AtomicReference<List<ProcessHandle>> running = new AtomicReference<>(List.of());
		Thread test = new Thread(() -> {
			try {
				RehearsalProgram.rehearsal(this.directory, Entry.SERVICE).run((line) -> {
					if (line.contains("traffic started")) {
						running.set(pods(ProcessHandle.current()));
						trafficStarted.countDown();
					}
				});
			}
			catch (InterruptedException | RuntimeException ex) {
				end.complete(ex);
			}
		});
		test.start();
		assertThat(trafficStarted.await(100, TimeUnit.SECONDS)).isTrue();
		assertThat(running.get()).isNotEmpty().allMatch(ProcessHandle::isAlive);

		test.interrupt();

		assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
		test.join();
		assertThat(running.get()).noneMatch(ProcessHandle::isAlive);
		assertThat(Thread.getAllStackTraces().keySet())
			.noneMatch((thread) -> thread.isAlive() && thread.getName().startsWith("rehearsal-last-resort"));
	}

	@Test
	void aRehearsalWhoseJvmIsKilledLeavesNothing() throws Exception {
		Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				Server.TOMCAT.classPath(), RehearsalProgram.class.getName(), this.directory.toString(), "SERVICE")
			.redirectErrorStream(true)
			.start();
		try (BufferedReader output = parent.inputReader()) {
			assertThat(output.lines().anyMatch((line) -> line.contains("traffic started"))).isTrue();
			List<ProcessHandle> children = parent.descendants().toList();
			assertThat(pods(parent.toHandle())).isNotEmpty();

			parent.destroyForcibly();

			for (ProcessHandle child : children) {
				assertThat(child.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
			}
		}
		finally {
			parent.destroyForcibly();
		}
	}

	private static List<ProcessHandle> pods(ProcessHandle parent) {
		return parent.descendants().filter(FixturePods::isPod).toList();
	}

}
