package io.shutdownstarter.sample;

import java.io.IOException;
import java.time.Duration;
import java.util.NoSuchElementException;

import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The bounded set of connections to the FTP server. It closes between the web server and
 * the FTP server, so that no request in flight loses its connection.
 */
final class FtpConnectionPool implements SmartLifecycle {

	static final int PHASE = EmbeddedFtpServer.PHASE + 1024;

	/** After a burst the spare connections go; the next burst pays a login for each. */
	private static final Duration IDLE_TIME = Duration.ofMinutes(1);

	private final FtpProperties.Pool properties;

	private final FtpConnectionFactory factory;

	private volatile @Nullable GenericObjectPool<FtpConnection> connections;

	FtpConnectionPool(FtpProperties.Pool properties, FtpConnectionFactory factory) {
		this.properties = properties;
		this.factory = factory;
	}

	/**
	 * Run work with a connection that nobody else uses meanwhile. A connection whose work
	 * failed is closed, never used again.
	 * @param <T> the type of the result
	 * @param work what to do
	 * @return the result of the work
	 * @throws FileProblem if no connection came free in time
	 * @throws IOException if there is no connection to the server, or the work failed
	 */
	<T> T with(Work<T> work) throws IOException {
		GenericObjectPool<FtpConnection> pool = running();
		FtpConnection connection = borrow(pool);
		boolean usable = false;
		try {
			T result = work.run(connection);
			usable = true;
			return result;
		}
		finally {
			if (usable) {
				pool.returnObject(connection);
			}
			else {
				invalidate(pool, connection);
			}
		}
	}

	private FtpConnection borrow(GenericObjectPool<FtpConnection> pool) throws IOException {
		try {
			return pool.borrowObject(this.properties.borrowTimeout());
		}
		catch (NoSuchElementException ex) {
			throw FileProblem.busy(this.properties.size(), this.properties.borrowTimeout());
		}
		catch (IOException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IOException("No connection to the FTP server", ex);
		}
	}

	private void invalidate(GenericObjectPool<FtpConnection> pool, FtpConnection connection) throws IOException {
		try {
			pool.invalidateObject(connection);
		}
		catch (IOException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IOException("The FTP connection did not close", ex);
		}
	}

	@Override
	public void start() {
		GenericObjectPoolConfig<FtpConnection> config = new GenericObjectPoolConfig<>();
		config.setMaxTotal(this.properties.size());
		config.setMaxIdle(this.properties.size());
		config.setFairness(true);
		config.setTestOnBorrow(true);
		config.setMinEvictableIdleDuration(IDLE_TIME);
		config.setTimeBetweenEvictionRuns(IDLE_TIME.dividedBy(2));
		config.setJmxEnabled(false);
		this.connections = new GenericObjectPool<>(this.factory, config);
	}

	@Override
	public void stop() {
		GenericObjectPool<FtpConnection> closing = this.connections;
		this.connections = null;
		if (closing != null) {
			closing.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.connections != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private GenericObjectPool<FtpConnection> running() {
		GenericObjectPool<FtpConnection> current = this.connections;
		if (current == null) {
			throw new IllegalStateException("The FTP connections are closed");
		}
		return current;
	}

	/**
	 * Something to do with a connection.
	 *
	 * @param <T> the type of the result
	 */
	@FunctionalInterface
	interface Work<T> {

		T run(FtpConnection connection) throws IOException;

	}

}
