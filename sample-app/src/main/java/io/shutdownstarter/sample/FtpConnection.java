package io.shutdownstarter.sample;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPReply;
import org.jspecify.annotations.Nullable;

/**
 * A logged-in control connection. Used by one thread at a time. After an exception its
 * state is unknown, and it must not be used for anything but {@link #close()}.
 */
final class FtpConnection implements Closeable {

	private final FTPClient client;

	private final SlowLink link;

	FtpConnection(FTPClient client, SlowLink link) {
		this.client = client;
		this.link = link;
	}

	/**
	 * Ask for the size of a file.
	 * @param name the name of the file
	 * @return the size in bytes, empty if there is no such file
	 */
	OptionalLong size(String name) throws IOException {
		String size = this.client.getSize(name);
		if (size != null) {
			return OptionalLong.of(Long.parseLong(size.strip()));
		}
		requireMissing("SIZE");
		return OptionalLong.empty();
	}

	/**
	 * Open a file for reading. Close the stream, then call {@link #takeReply()}.
	 * @param name the name of the file
	 * @param offset the first byte to read
	 * @return the content
	 */
	InputStream open(String name, long offset) throws IOException {
		this.client.setRestartOffset(offset);
		InputStream content = this.client.retrieveFileStream(name);
		if (content == null) {
			requireMissing("RETR");
			throw new NoSuchFileException(name);
		}
		return this.link.slow(content);
	}

	/**
	 * Open a new file for writing. Close the stream, then call {@link #finish()}.
	 * @param name the name of the file
	 * @return takes the content
	 */
	OutputStream create(String name) throws IOException {
		OutputStream content = this.client.storeFileStream(name);
		return this.link.slow(require(content, "STOR"));
	}

	/**
	 * Wait for the server's word that the transfer is complete.
	 */
	void finish() throws IOException {
		require(this.client.completePendingCommand(), "transfer");
	}

	/**
	 * Take the server's last word on a transfer, whatever it is: the transfer was cut, or
	 * its content tells by itself whether it is whole.
	 */
	void takeReply() throws IOException {
		this.client.completePendingCommand();
	}

	void rename(String from, String to) throws IOException {
		require(this.client.rename(from, to), "RNTO");
	}

	/**
	 * Delete a file.
	 * @param name the name of the file
	 * @return if there was such a file
	 */
	boolean delete(String name) throws IOException {
		if (this.client.deleteFile(name)) {
			return true;
		}
		String refusal = this.client.getReplyString();
		if (size(name).isPresent()) {
			throw new IOException("The FTP server refused DELE: " + refusal.strip());
		}
		return false;
	}

	Stream<FTPFile> list() throws IOException {
		FTPFile[] files = this.client.mlistDir();
		require(FTPReply.isPositiveCompletion(this.client.getReplyCode()), "MLSD");
		return Stream.of(files).filter(FTPFile::isFile);
	}

	boolean answers() {
		try {
			return this.client.sendNoOp();
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void close() throws IOException {
		this.client.disconnect();
	}

	private void requireMissing(String command) throws IOException {
		require(this.client.getReplyCode() == FTPReply.FILE_UNAVAILABLE, command);
	}

	private <T> T require(@Nullable T result, String command) throws IOException {
		if (result == null || Boolean.FALSE.equals(result)) {
			throw new IOException(
					"The FTP server refused %s: %s".formatted(command, this.client.getReplyString().strip()));
		}
		return result;
	}

}
