package io.shutdownstarter.sample;

/**
 * Where an FTP server listens, and how to log in.
 *
 * @param host the host name or address
 * @param port the control port
 * @param credentials the login
 */
record FtpAddress(String host, int port, Credentials credentials) {

}
