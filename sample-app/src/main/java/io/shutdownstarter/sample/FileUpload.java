package io.shutdownstarter.sample;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * One upload: written under a hidden name, and renamed when all of it is there and right.
 * Whatever goes wrong before, nothing of it stays.
 */
final class FileUpload {

	private static final Log logger = LogFactory.getLog(FileUpload.class);

	/** Two of these are what an upload takes of the heap, whatever its size. */
	private static final int BUFFER_SIZE = 32 * 1024;

	private final FtpConnection connection;

	private final UploadBody body;

	private final String upload = StoredForm.newUpload();

	private final String temporaryName = ".upload-" + this.upload;

	FileUpload(FtpConnection connection, UploadBody body) {
		this.connection = connection;
		this.body = body;
	}

	/**
	 * Store the body under a name, in place of what is there.
	 * @param name the name
	 * @return the digest of the content
	 */
	Sha256 storeAs(FileName name) throws IOException {
		boolean stored = false;
		try {
			Sha256 digest = write();
			this.connection.rename(this.temporaryName, name.value());
			stored = true;
			return digest;
		}
		finally {
			if (!stored) {
				discard();
			}
		}
	}

	private Sha256 write() throws IOException {
		Sha256 digest;
		OutputStream target = this.connection.create(this.temporaryName);
		try (OutputStream out = new BufferedOutputStream(target, BUFFER_SIZE)) {
			digest = copy(out);
		}
		catch (FileProblem | IOException ex) {
			// the server must have ended the file before it can be deleted
			this.connection.takeReply();
			throw ex;
		}
		this.connection.finish();
		return digest;
	}

	private Sha256 copy(OutputStream out) throws IOException {
		out.write(StoredForm.header(this.upload));
		byte[] buffer = new byte[BUFFER_SIZE];
		int count = this.body.read(buffer);
		while (count >= 0) {
			out.write(buffer, 0, count);
			count = this.body.read(buffer);
		}
		Sha256 digest = this.body.verify();
		out.write(StoredForm.trailer(this.upload, digest));
		return digest;
	}

	private void discard() {
		try {
			this.connection.delete(this.temporaryName);
		}
		catch (IOException ex) {
			logger.warn("The unfinished upload " + this.temporaryName + " could not be deleted, delete it by hand", ex);
		}
	}

}
