package io.shutdownstarter.test;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where a pod listens.
 *
 * @param pod the pod's name
 * @param port its port on loopback
 */
record Endpoint(String pod, int port) {

	static Endpoint of(Pod pod) {
		return new Endpoint(pod.name(), pod.port());
	}

	InetSocketAddress address() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port);
	}

}
