package io.shutdownstarter.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.ftpserver.filesystem.nativefs.impl.NativeFileSystemView;
import org.apache.ftpserver.filesystem.nativefs.impl.NativeFtpFile;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpFile;
import org.apache.ftpserver.ftplet.User;

/**
 * The native file system, in which a rename replaces its target in one step, as the
 * common FTP servers do. The view it is made from refuses to rename onto an existing
 * file; deleting that file first would leave a moment in which it is missing.
 */
final class ReplacingFileSystemView extends NativeFileSystemView {

	private final User user;

	ReplacingFileSystemView(User user) throws FtpException {
		super(user, false);
		this.user = user;
	}

	@Override
	public FtpFile getFile(String name) {
		FtpFile file = super.getFile(name);
		return new ReplacingFile(file.getAbsolutePath(), (File) file.getPhysicalFile(), this.user);
	}

	private static final class ReplacingFile extends NativeFtpFile {

		private static final Log logger = LogFactory.getLog(ReplacingFileSystemView.class);

		ReplacingFile(String name, File file, User user) {
			super(name, file, user);
		}

		@Override
		public boolean move(FtpFile target) {
			try {
				Files.move(getPhysicalFile().toPath(), ((File) target.getPhysicalFile()).toPath(),
						StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
				return true;
			}
			catch (IOException ex) {
				logger.warn("Rename of " + getAbsolutePath() + " failed, check the disk that holds the files", ex);
				return false;
			}
		}

	}

}
