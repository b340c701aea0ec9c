package io.shutdownstarter.test;

/**
 * Where the application answers a call of the kubelet.
 *
 * @param path the path
 * @param port the port
 * @param scheme {@code HTTP} or {@code HTTPS}
 * @param portProperty the property that sets the port
 */
record PodSpecTarget(String path, int port, String scheme, String portProperty) {

}
