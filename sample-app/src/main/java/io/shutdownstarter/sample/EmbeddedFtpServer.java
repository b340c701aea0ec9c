package io.shutdownstarter.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.ftpserver.ConnectionConfig;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The FTP server inside this process. It starts before the web server accepts a request
 * and stops after the web server has answered its last one and the connections are
 * closed.
 */
final class EmbeddedFtpServer implements SmartLifecycle, Supplier<FtpAddress> {

	/** Far below the web server's own, with room for the connections in between. */
	static final int PHASE = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 2048;

	private static final Log logger = LogFactory.getLog(EmbeddedFtpServer.class);

	private static final String LOOPBACK = "127.0.0.1";

	/**
	 * A broken connection may still hold its thread when the next one is already made.
	 */
	private static final int SPARE_THREADS = 8;

	private final FtpProperties.Embedded properties;

	private final Credentials credentials;

	private final int connections;

	private volatile @Nullable Running running;

	EmbeddedFtpServer(FtpProperties.Embedded properties, int connections) {
		this.properties = properties;
		this.credentials = Objects.requireNonNullElseGet(properties.credentials(), Credentials::random);
		this.connections = connections;
	}

	/**
	 * Tell where the server listens now.
	 * @return the address and the login
	 */
	@Override
	public FtpAddress get() {
		return new FtpAddress(LOOPBACK, running().listener().getPort(), this.credentials);
	}

	Path root() {
		return running().root();
	}

	@Override
	public void start() {
		try {
			Path root = makeRoot();
			Listener listener = listener();
			FtpServer server = server(listener, root);
			server.start();
			this.running = new Running(server, listener, root);
			logger.info("FTP server listens on port " + listener.getPort() + ", files are in " + root);
		}
		catch (FtpException ex) {
			throw new IllegalStateException("The FTP server did not start", ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("'ftp.embedded.root' is %s, which cannot be made, name a writable directory"
				.formatted(this.properties.root()), ex);
		}
	}

	@Override
	public void stop() {
		Running stopping = this.running;
		this.running = null;
		if (stopping != null) {
			stopping.server().stop();
			logger.info("FTP server stopped");
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private Running running() {
		Running current = this.running;
		if (current == null) {
			throw new IllegalStateException("The FTP server is not running");
		}
		return current;
	}

	private Path makeRoot() throws IOException {
		Path configured = this.properties.root();
		return (configured != null) ? Files.createDirectories(configured.toAbsolutePath())
				: Files.createTempDirectory("ftp-rest-service-");
	}

	private Listener listener() {
		DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
		data.setActiveEnabled(false);
		data.setPassiveAddress(LOOPBACK);
		data.setPassiveIpCheck(true);
		ListenerFactory listener = new ListenerFactory();
		listener.setServerAddress(LOOPBACK);
		listener.setPort(this.properties.port());
		// a transfer of hours leaves the control connection idle; ending it is up to
		// the pool, which is the only client
		listener.setIdleTimeout(0);
		listener.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
		listener.setSessionFilter(EmbeddedFtpServer::replyAtOnce);
		return listener.createListener();
	}

	// the reply that ends a transfer follows the one that began it; with Nagle's
	// algorithm
	// it waits for the client's delayed acknowledgement, 40 ms for each transfer
	private static boolean replyAtOnce(IoSession session) {
		((SocketSessionConfig) session.getConfig()).setTcpNoDelay(true);
		return true;
	}

	private FtpServer server(Listener listener, Path root) throws FtpException {
		FtpServerFactory factory = new FtpServerFactory();
		factory.addListener("default", listener);
		factory.setConnectionConfig(connectionConfig());
		factory.setUserManager(userManager(root));
		factory.setFileSystem(ReplacingFileSystemView::new);
		return factory.createServer();
	}

	private ConnectionConfig connectionConfig() {
		ConnectionConfigFactory factory = new ConnectionConfigFactory();
		factory.setAnonymousLoginEnabled(false);
		factory.setMaxLogins(0);
		factory.setMaxThreads(this.connections + SPARE_THREADS);
		return factory.createConnectionConfig();
	}

	private UserManager userManager(Path root) throws FtpException {
		BaseUser user = new BaseUser();
		user.setName(this.credentials.username());
		user.setPassword(this.credentials.password());
		user.setHomeDirectory(root.toString());
		user.setAuthorities(List.of(new WritePermission()));
		UserManager users = new PropertiesUserManagerFactory().createUserManager();
		users.save(user);
		return users;
	}

	private record Running(FtpServer server, Listener listener, Path root) {

	}

}
