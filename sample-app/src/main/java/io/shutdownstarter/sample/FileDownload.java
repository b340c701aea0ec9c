package io.shutdownstarter.sample;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One attempt to read a file. After an {@link UnexpectedContentException} or a
 * {@link java.nio.file.NoSuchFileException} nothing has been sent, and the connection is
 * good for the next attempt.
 * <p>
 * A small file is fetched and verified whole before anything is sent. Of a larger one the
 * end is fetched first, for the digest, and then the whole, which is verified while it is
 * sent.
 */
final class FileDownload {

	/** Most files fit, and then cost one transfer instead of two. */
	private static final int BUFFER_SIZE = 64 * 1024;

	private final FtpConnection connection;

	private final String name;

	FileDownload(FtpConnection connection, FileName name) {
		this.connection = connection;
		this.name = name.value();
	}

	/**
	 * Find out what can be known without reading the content.
	 * @return length and digest, empty if there is no such file
	 */
	Optional<Description> describe() throws IOException {
		OptionalLong size = this.connection.size(this.name);
		return size.isPresent() ? Optional.of(describe(size.getAsLong())) : Optional.empty();
	}

	/**
	 * Send the file.
	 * @param receiver where to
	 * @return if there is such a file
	 */
	boolean sendTo(Receiver receiver) throws IOException {
		OptionalLong size = this.connection.size(this.name);
		if (size.isEmpty()) {
			return false;
		}
		if (size.getAsLong() <= BUFFER_SIZE) {
			sendSmall(receiver);
		}
		else {
			sendLarge(describe(size.getAsLong()), receiver);
		}
		return true;
	}

	private Description describe(long size) throws IOException {
		long length = size - StoredForm.OVERHEAD;
		if (length < 0) {
			throw new UnexpectedContentException("it is shorter than the stored form");
		}
		byte[] end = fetch(size - StoredForm.TRAILER_LENGTH, StoredForm.TRAILER_LENGTH);
		StoredForm.Trailer trailer = StoredForm.readTrailer(new ByteArrayInputStream(end));
		return new Description(trailer.upload(), length, trailer.digest());
	}

	private byte[] fetch(long offset, int most) throws IOException {
		byte[] fetched;
		try (InputStream in = this.connection.open(this.name, offset)) {
			fetched = in.readNBytes(most);
		}
		this.connection.takeReply();
		return fetched;
	}

	private void sendSmall(Receiver receiver) throws IOException {
		byte[] stored = fetch(0, BUFFER_SIZE + 1);
		int length = stored.length - StoredForm.OVERHEAD;
		InputStream in = new ByteArrayInputStream(stored);
		String upload = StoredForm.readHeader(in);
		byte[] content = in.readNBytes(Math.max(0, length));
		MessageDigest digest = Sha256.newDigest();
		digest.update(content);
		Description found = new Description(upload, content.length, Sha256.of(digest));
		verify(found, in);
		receiver.begin(found.length(), found.digest()).write(content);
	}

	private void sendLarge(Description expected, Receiver receiver) throws IOException {
		boolean same;
		try (InputStream in = this.connection.open(this.name, 0)) {
			same = Arrays.equals(in.readNBytes(StoredForm.HEADER_LENGTH), StoredForm.header(expected.upload()));
			if (same) {
				OutputStream out = receiver.begin(expected.length(), expected.digest());
				copy(in, out, expected);
			}
		}
		this.connection.takeReply();
		if (!same) {
			throw new UnexpectedContentException("its beginning and its end are of different uploads");
		}
	}

	private void copy(InputStream in, OutputStream out, Description expected) throws IOException {
		byte[] buffer = new byte[BUFFER_SIZE];
		MessageDigest digest = Sha256.newDigest();
		long left = expected.length();
		while (left > 0) {
			int count = read(in, buffer, (int) Math.min(buffer.length, left));
			digest.update(buffer, 0, count);
			left -= count;
			if (left == 0) {
				// before the last bytes go out: without them the client sees that the
				// response is not complete
				verifyEnd(new Description(expected.upload(), expected.length(), Sha256.of(digest)), in);
			}
			out.write(buffer, 0, count);
		}
	}

	private int read(InputStream in, byte[] buffer, int most) {
		try {
			int count = in.readNBytes(buffer, 0, most);
			if (count == most) {
				return count;
			}
		}
		catch (IOException ex) {
			throw new BrokenDownloadException(this.name, "the FTP server failed, " + ex);
		}
		throw new BrokenDownloadException(this.name, "the FTP server ended it early");
	}

	private void verifyEnd(Description found, InputStream in) {
		try {
			verify(found, in);
		}
		catch (IOException ex) {
			throw new BrokenDownloadException(this.name, ex.toString());
		}
	}

	private void verify(Description found, InputStream in) throws IOException {
		StoredForm.Trailer trailer = StoredForm.readTrailer(in);
		if (!trailer.upload().equals(found.upload()) || !trailer.digest().equals(found.digest())) {
			throw new UnexpectedContentException("its digest does not match");
		}
	}

	/**
	 * What is known of a file before its content is read.
	 *
	 * @param upload the upload that wrote it
	 * @param length the length of the content in bytes
	 * @param digest the digest of the content
	 */
	record Description(String upload, long length, Sha256 digest) {

	}

	/**
	 * Takes a file that is about to be sent.
	 */
	@FunctionalInterface
	interface Receiver {

		/**
		 * Called once, when the file is known to be there.
		 * @param length the length of the content in bytes
		 * @param digest the digest of the content
		 * @return takes the content
		 */
		OutputStream begin(long length, Sha256 digest) throws IOException;

	}

}
