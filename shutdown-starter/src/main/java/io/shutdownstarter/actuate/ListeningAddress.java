package io.shutdownstarter.actuate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The server's side of a connection.
 *
 * @param address the IP address
 * @param port the port
 */
record ListeningAddress(String address, int port) {

	private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

	private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

	/**
	 * Whether a client has called this address by its number, or by any of the names of
	 * loopback. Never asks a name service, which would let others decide.
	 * @param host the client's {@code Host} header, or {@code null} if it sent none
	 * @return whether it names this address and port
	 */
	boolean isNamedBy(@Nullable String host) {
		if (host == null) {
			return false;
		}
		int colon = host.lastIndexOf(':');
		boolean hasPort = colon > host.lastIndexOf(']');
		return hasPort ? isPort(host.substring(colon + 1)) && isAddress(host.substring(0, colon))
				: isDefaultPort() && isAddress(host);
	}

	private boolean isPort(String text) {
		return text.equals(Integer.toString(this.port));
	}

	// which clients other than the kubelet leave out
	private boolean isDefaultPort() {
		return this.port == 80 || this.port == 443;
	}

	private boolean isAddress(String name) {
		InetAddress own = literal(this.address);
		InetAddress named = literal(name);
		if (own == null) {
			return false;
		}
		return own.isLoopbackAddress()
				? name.equalsIgnoreCase("localhost") || (named != null && named.isLoopbackAddress())
				: own.equals(named);
	}

	private static @Nullable InetAddress literal(String text) {
		// the zone of a link-local address is known to this side only
		String address = text.replaceAll("^\\[|]$", "").replaceAll("%.*", "");
		boolean ipv6 = address.contains(":");
		try {
			return (ipv6 || IPV4.matcher(address).matches())
					? InetAddress.getByName(ipv6 ? "[" + address + "]" : address) : null;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

}
