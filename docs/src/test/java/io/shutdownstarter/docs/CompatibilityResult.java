package io.shutdownstarter.docs;

import java.nio.file.Path;
import java.time.LocalDate;

import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.Rehearsal;
import io.shutdownstarter.test.RehearsalResult;
import io.shutdownstarter.test.Verdict;

/**
 * What the matrix tells of a line, a stack and a server.
 *
 * @param cell the line, the stack and the server
 * @param server the server with its version
 * @param hook what was found with the hook
 * @param sigterm what was found with a bare SIGTERM
 */
record CompatibilityResult(CompatibilityCell cell, String server, CompatibilityRun hook, CompatibilityRun sigterm) {

	/**
	 * Builds the application and rehearses it both ways.
	 * @param cell the line, the stack and the server
	 * @return what was found
	 * @throws InterruptedException if interrupted
	 * @throws IllegalStateException if the application cannot be built
	 */
	static CompatibilityResult measure(CompatibilityCell cell) throws InterruptedException {
		LineApplication application = cell.line().build(cell.stack(), cell.server());
		Rehearsal rehearsal = CompatibilityRehearsal.of(application);
		return new CompatibilityResult(cell, application.serverWithVersion(), run(rehearsal, application, "hook"),
				run(rehearsal.withHook(Hook.none()), application, "sigterm"));
	}

	private static CompatibilityRun run(Rehearsal rehearsal, LineApplication application, String name)
			throws InterruptedException {
		Path directory = application.project().resolveSibling(name);
		RehearsalResult result = CompatibilityRehearsal.run(rehearsal, application, directory);
		if (result.verdict() == Verdict.VOID) {
			// the machine was busy with something else, perhaps only for once
			result = CompatibilityRehearsal.run(rehearsal, application, directory);
		}
		CompatibilityRun run = CompatibilityRun.of(result);
		if (!run.passed()) {
			System.out.println(result.report());
		}
		return run;
	}

	boolean passed() {
		return this.hook.passed() && this.sigterm.passed();
	}

	String row(String jdk, LocalDate date) {
		return "| %s | %s | %s | %s | %s | %s | %s | %s |".formatted(this.cell.line().version(), this.cell.stack(),
				this.server, jdk, this.hook.figures(), this.sigterm.figures(), verdict(), date);
	}

	private String verdict() {
		return passed() ? CompatibilityRun.PASSED
				: "hook: %s, bare SIGTERM: %s".formatted(this.hook.verdict(), this.sigterm.verdict());
	}

}
