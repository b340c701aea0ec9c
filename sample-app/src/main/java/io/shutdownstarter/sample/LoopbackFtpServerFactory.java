package io.shutdownstarter.sample;

import java.nio.file.Path;
import java.util.List;

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

/**
 * Makes an FTP server with one user, which only this machine can reach.
 */
final class LoopbackFtpServerFactory {

	static final String HOST = "127.0.0.1";

	/**
	 * A broken connection may still hold its thread when the next one is already made.
	 */
	private static final int SPARE_THREADS = 8;

	private final Credentials credentials;

	private final int connections;

	LoopbackFtpServerFactory(Credentials credentials, int connections) {
		this.credentials = credentials;
		this.connections = connections;
	}

	Listener createListener(int port) {
		DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
		data.setActiveEnabled(false);
		data.setPassiveAddress(HOST);
		data.setPassiveIpCheck(true);
		ListenerFactory listener = new ListenerFactory();
		listener.setServerAddress(HOST);
		listener.setPort(port);
		// a transfer of hours leaves the control connection idle; ending it is up to
		// the pool, which is the only client
		listener.setIdleTimeout(0);
		listener.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
		listener.setSessionFilter(LoopbackFtpServerFactory::replyAtOnce);
		return listener.createListener();
	}

	// the reply that ends a transfer follows the one that began it; with Nagle's
	// algorithm
	// it waits for the client's delayed acknowledgement, 40 ms for each transfer
	private static boolean replyAtOnce(IoSession session) {
		((SocketSessionConfig) session.getConfig()).setTcpNoDelay(true);
		return true;
	}

	FtpServer createServer(Listener listener, Path root) throws FtpException {
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

}
