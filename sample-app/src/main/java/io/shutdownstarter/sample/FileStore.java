package io.shutdownstarter.sample;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The files, as they lie on the FTP server.
 */
final class FileStore {

	private static final Log logger = LogFactory.getLog(FileStore.class);

	/** Each further one needs another replacement within the same few milliseconds. */
	private static final int READ_ATTEMPTS = 20;

	private final FtpConnectionPool pool;

	FileStore(FtpConnectionPool pool) {
		this.pool = pool;
	}

	/**
	 * Store a file under a name that nobody else knows yet.
	 * @param name the name
	 * @param body the content
	 * @return the digest of the content
	 */
	Sha256 create(FileName name, UploadBody body) throws IOException {
		return this.pool.with((connection) -> new FileUpload(connection, body).storeAs(name));
	}

	/**
	 * Store a file in place of the one that has the name, if any.
	 * @param name the name
	 * @param body the content
	 * @return what was stored, and if it replaced a file
	 */
	Replacement put(FileName name, UploadBody body) throws IOException {
		return this.pool.with((connection) -> {
			boolean replaced = connection.size(name.value()).isPresent();
			return new Replacement(new FileUpload(connection, body).storeAs(name), replaced);
		});
	}

	Optional<FileDownload.Description> describe(FileName name) throws IOException {
		return read((connection) -> new FileDownload(connection, name).describe());
	}

	/**
	 * Send a file.
	 * @param name the name
	 * @param receiver where to
	 * @return if there is such a file
	 */
	boolean send(FileName name, FileDownload.Receiver receiver) throws IOException {
		AtomicBoolean begun = new AtomicBoolean();
		try {
			return read((connection) -> new FileDownload(connection, name).sendTo((length, digest) -> {
				begun.set(true);
				return receiver.begin(length, digest);
			}));
		}
		catch (SocketException ex) {
			// seen once in 50,000 requests on an overloaded machine
			if (begun.get()) {
				throw ex;
			}
			logger.debug("A connection to the FTP server broke before anything was sent, trying another", ex);
			return read((connection) -> new FileDownload(connection, name).sendTo(receiver));
		}
	}

	List<FileEntry> list() throws IOException {
		return this.pool.with((connection) -> connection.list()
			.filter((file) -> FileName.isValid(file.getName()))
			.map((file) -> new FileEntry(file.getName(), file.getSize() - StoredForm.OVERHEAD))
			.sorted(Comparator.comparing(FileEntry::name))
			.toList());
	}

	boolean delete(FileName name) throws IOException {
		return this.pool.with((connection) -> connection.delete(name.value()));
	}

	// a file that was replaced or deleted between two steps of reading it is read anew;
	// both are seen before anything is sent
	private <T> T read(FtpConnectionPool.Work<T> work) throws IOException {
		return this.pool.with((connection) -> {
			for (int attempt = 1;; attempt++) {
				try {
					return work.run(connection);
				}
				catch (UnexpectedContentException | NoSuchFileException ex) {
					if (attempt == READ_ATTEMPTS) {
						throw FileProblem.damaged(ex);
					}
				}
			}
		});
	}

	/**
	 * A file in the list.
	 *
	 * @param name the name
	 * @param size the length of the content in bytes
	 */
	record FileEntry(String name, long size) {

	}

	/**
	 * A file that was stored.
	 *
	 * @param digest the digest of the content
	 * @param replaced if there was a file of that name before
	 */
	record Replacement(Sha256 digest, boolean replaced) {

	}

}
