package io.shutdownstarter.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.shutdownstarter.test.Clients;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.Load;
import io.shutdownstarter.test.PodCommand;
import io.shutdownstarter.test.Rehearsal;
import io.shutdownstarter.test.RehearsalOptions;
import io.shutdownstarter.test.RequestHeaders;
import io.shutdownstarter.test.RequestTemplate;
import io.shutdownstarter.test.ResponseCheck;

/**
 * The main job: a rolling restart of this file service under load, as a person runs it
 * from the command line.
 *
 * @since 0.1.0
 */
@Command(name = "rehearsal", description = "Rehearses a rolling restart of the file service under load.")
public final class SampleRehearsal extends RehearsalOptions {

	private static final int KB = 1024;

	/** As in the manifest: the pods ask for it, and the kubelet brings it. */
	private static final String TOKEN = UUID.randomUUID().toString();

	@Option(names = "--jar", required = true, description = "the executable jar of the file service")
	private Path jar = Path.of("");

	@Option(names = "--without-starter", description = "switches the starter off, to see what it is good for")
	private boolean withoutStarter;

	@Option(names = "--slow-link", description = "bytes per second that each transfer to the FTP server may take")
	private int slowLink;

	@Option(names = "--compare", paramLabel = "FILE",
			description = "compares the starter with its absence in every scenario, in 54 runs of about half a minute, "
					+ "and replaces the tables in this file")
	private @Nullable Path compare;

	/**
	 * Runs the rehearsal and ends the JVM: status 0 if nothing was lost.
	 * @param arguments the options
	 */
	public static void main(String... arguments) {
		System.exit(run(new SampleRehearsal(), arguments));
	}

	@Override
	protected Rehearsal rehearsal() {
		PodCommand command = command(PodCommand.jar(this.jar))
			.withArguments("--ftp.slow-link.bytes-per-second=" + this.slowLink);
		return Rehearsal
			.of(this.withoutStarter ? command.withArguments("--shutdown-starter.enabled=false") : command, load())
			.withHook(hook("http"));
	}

	@Override
	public Integer call() throws InterruptedException {
		return (this.compare != null) ? SampleComparison.run(rehearsal(), this.compare) : super.call();
	}

	/**
	 * The hook of the manifest, with the token.
	 * @param text the hook as a command line has it
	 * @return the hook
	 */
	static Hook hook(String text) {
		return Hook.parse(text).withHeader("Prestop-Token", TOKEN);
	}

	/**
	 * Pods that share their files, as replicas with one FTP server behind them would.
	 * @param application the file service
	 * @return how to start one
	 */
	static PodCommand command(PodCommand application) {
		try {
			Path root = Files.createTempDirectory("rehearsal-files-");
			// pods start while others serve, all on one machine: without the compiler for
			// long runs they are ready in a third of the time
			return application.withEnvironment("SHUTDOWN_STARTER_PRESTOP_TOKEN", TOKEN)
				.withJvmArguments("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
				.withArguments("--ftp.embedded.root=" + root);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No place for the files", ex);
		}
	}

	/**
	 * At least 300 requests a second: readers and writers on kept connections and on new
	 * ones, and transfers that take seconds.
	 * @return the traffic
	 */
	static Load load() {
		return load(64);
	}

	/**
	 * The same traffic by other clients.
	 * @param keepAliveClients how many clients that keep their connections share the rate
	 * @return the load
	 */
	static Load load(int keepAliveClients) {
		RequestTemplate read = RequestTemplate.get("/files/stored-{random:20}")
			.withCheck(ResponseCheck.digestOfAnswer());
		RequestTemplate replace = upload("PUT", "/files/replaced-{random:40}", 2 * KB);
		RequestTemplate create = upload("POST", "/files", KB);
		RequestTemplate slowUpload = upload("PUT", "/files/slow-{random:40}", 64 * KB)
			.withTransferTime(Duration.ofSeconds(3));
		RequestTemplate bigUpload = upload("PUT", "/files/big-{random:4}", 4 * KB * KB)
			.withTransferTime(Duration.ofSeconds(2));
		RequestTemplate slowDownload = RequestTemplate.get("/files/large").withTransferTime(Duration.ofSeconds(2));
		return Load
			.of(Clients.keepAlive(keepAliveClients, read.withWeight(7), replace.withWeight(2), create).withRate(240),
					Clients.newConnections(32, read.withWeight(7), replace.withWeight(2), create).withRate(70),
					Clients.keepAlive(4, slowUpload, bigUpload), Clients.keepAlive(4, slowDownload))
			.withSetup(upload("PUT", "/files/stored-{n}", 2 * KB), 20)
			.withSetup(upload("PUT", "/files/large", 2 * KB * KB), 1);
	}

	private static RequestTemplate upload(String method, String path, int size) {
		return RequestTemplate.of(method, path, size)
			.withHeaders(RequestHeaders.contentDigest())
			.withCheck(ResponseCheck.digestOfRequest());
	}

}
